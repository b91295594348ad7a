package annotation

import (
	"bytes"
	"fmt"
	"strings"

	"reftel/site/cable"
	"reftel/site/redaction"
)

// startWords is the number of words by which a paragraph is shown in a starting
// file.
const startWords = 8

// StartFile returns a note file for an editor to begin with: how a note is
// written, and the first words of each paragraph, all in comments that are not
// published.
func StartFile(c redaction.Cable, by string) []byte { return startFile(c.Parsed(), by) }

func startFile(c *cable.Cable, by string) []byte {
	t := newText(c)
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\nby: %s\n---\n\n", scalar(by))
	var kinds []string
	for _, k := range Kinds() {
		kinds = append(kinds, string(k))
	}
	fmt.Fprintf(&b, "<!-- Notes on %s. What stands here, before the first ##, is about the whole cable.\n\n", c.ID)
	b.WriteString("## ¶3 \"words of it\" {#name-of-the-note .context}\n\n")
	fmt.Fprintf(&b, "Kinds are %s. Comments like this are not published. -->\n\n", strings.Join(kinds, ", "))
	for _, u := range t.units {
		fmt.Fprintf(&b, "<!-- %s %s -->\n", u.place, commented(firstWords(u.text, startWords)))
	}
	return b.Bytes()
}

// StartNote returns a section for a note on a place, as a draft. It is an error
// if the cable has no such place.
func StartNote(c redaction.Cable, p cable.Place) ([]byte, error) { return startNote(c.Parsed(), p) }

func startNote(c *cable.Cable, p cable.Place) ([]byte, error) {
	s, problem, hint := newText(c).scope(p)
	if problem != "" {
		if hint != "" {
			problem += ": " + hint
		}
		return nil, fmt.Errorf("%s", problem)
	}
	n := Note{Target: p, Kind: Context, Draft: true}
	for words := 4; words <= startWords; words++ {
		quote := strings.TrimRight(firstWords(s.folded.Text, words), " .,;:…")
		if len(s.match.find(quoteKey(quote))) == 1 {
			n.Quote = quote
			break
		}
	}
	return []byte("\n" + n.format(Head{}) + "\n"), nil
}

// firstWords returns the first words of a folded text.
func firstWords(text string, n int) string {
	words := strings.SplitN(text, " ", n+1)
	if len(words) <= n {
		return text
	}
	return strings.Join(words[:n], " ") + " …"
}

// commented keeps words from ending the comment that they stand in, and a note
// file from being refused for characters that only its cable has.
func commented(words string) string {
	words = strings.Map(keepText, strings.ToValidUTF8(words, "\ufffd"))
	return strings.ReplaceAll(words, "-->", "-- >")
}
