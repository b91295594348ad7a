package annotation

import (
	"strings"

	"reftel/site/cable"
)

// A selection is what the selectors of an annotation say of its place.
type selection struct {
	anchor, exact, prefix, suffix string
	settled                       bool // a note on the whole cable is meant to be one
}

// selectorsOf reads the selectors of a target that notes know: the fragment, and
// the quotation that may refine it. Positions are left out: they count the
// characters of some page, not of the cable.
func selectorsOf(target object) (s selection) {
	todo := target.objects("selector")
	for len(todo) > 0 {
		o := todo[0]
		todo = append(todo[1:], o.objects("refinedBy")...)
		quote := o
		if inner := o.object("quote"); inner != nil { // Recogito's own form
			quote = inner
		}
		if exact := firstOf(quote.text("exact"), o.text("quote")); exact != "" {
			s.exact, s.prefix, s.suffix = exact, quote.text("prefix"), quote.text("suffix")
		}
		if o.text("type") == "FragmentSelector" {
			s.anchor = o.text("value")
		}
	}
	return s
}

// placeOf reads an anchor as a place, also the "par7" of the 2010 site and a run
// of paragraphs; the zero Place for others.
func placeOf(anchor string) cable.Place {
	if rest, ok := strings.CutPrefix(anchor, "par"); ok {
		anchor = "p" + rest
	}
	first, last, ok := strings.Cut(anchor, "-")
	if !ok || first == "ref" {
		first, last = anchor, anchor
	}
	p := cable.Place{First: first, Last: last}
	if again, rest, problem := cable.CutPlace(p.String()); problem == "" && rest == "" && again == p {
		return p
	}
	return cable.Place{}
}

// place puts a note where a selection says. With the cable at hand, a quotation
// on no paragraph is given the one that it stands in, and its number where it
// stands in several places and the words around it tell which.
func (in *importer) place(number int, n *Note, c *cable.Cable, s selection) {
	n.Target = placeOf(s.anchor)
	n.Quote = oneLine(s.exact)
	if n.Emended != "" && n.Quote == "" {
		in.warn(number, "it corrects words without quoting them", "it is taken over as a note")
		n.Body, n.Emended, n.Kind = strings.TrimSpace(n.Body+"\n\n"+n.Emended), "", Plain
	}
	if c == nil || n.Quote == "" {
		return
	}
	t := newText(c)
	whole, problem, _ := t.scope(n.Target)
	if problem != "" {
		return
	}
	matches := whole.match.find(quoteKey(n.Quote))
	if len(matches) == 0 {
		in.warn(number, "its quotation does not stand in the cable", "the build will say what is most like it")
		return
	}
	at := likeliest(whole.folded.Text, matches, s)
	if n.Target != (cable.Place{}) || s.settled {
		n.Occurrence = occurrence(at, len(matches))
		return
	}
	words := whole.folded.Source(matches[at].from, matches[at].to)
	n.settle(t, words)
}

// occurrence writes the index of a match as notes do: not at all where it is the
// only one.
func occurrence(i, of int) int {
	if of == 1 {
		return 0
	}
	return i + 1
}

// likeliest returns the match that is surrounded most like the selection.
func likeliest(text string, matches []match, s selection) (best int) {
	most := -1
	for i, m := range matches {
		same := common(reversed(fold(text[:m.from]).key), reversed(fold(s.prefix).key)) +
			common(fold(text[m.to:min(len(text), m.to+200)]).key, fold(s.suffix).key)
		if same > most {
			best, most = i, same
		}
	}
	return best
}

// common returns the length of the common beginning, spaces not counted.
func common(a, b string) (n int) {
	a, b = strings.ReplaceAll(a, " ", ""), strings.ReplaceAll(b, " ", "")
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func reversed(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// settle gives a note on the whole cable the paragraphs that its words stand in.
func (n *Note) settle(t *cableText, words []cable.Range) {
	anchors := t.over(words)
	if len(anchors) == 0 {
		return
	}
	place := cable.Place{First: anchors[0], Last: anchors[len(anchors)-1]}
	s, problem, _ := t.scope(place)
	if problem != "" {
		return
	}
	matches := s.match.find(quoteKey(n.Quote))
	for i, m := range matches {
		if s.folded.Source(m.from, m.to)[0].Start == words[0].Start {
			n.Target, n.Occurrence = place, occurrence(i, len(matches))
		}
	}
}
