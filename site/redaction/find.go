package redaction

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"reftel/site/cable"
)

// Words are what somebody wants to have redacted. They are found as the gate
// finds protected words: whole words, in any case, with or without accents,
// hyphenated, however spaced. Words of less than three letters are found only as
// they are written.
type Words struct {
	gate  *Gate
	short []string
}

// NewWords prepares words to be looked for.
func NewWords(words []string) (*Words, error) {
	w := &Words{gate: newGate()}
	for i, s := range words {
		s = strings.Join(strings.Fields(s), " ")
		switch {
		case s == "":
			return nil, errors.New("no words to redact")
		case !w.gate.add(s, i+1):
			w.short = append(w.short, s)
		}
	}
	return w, nil
}

// Short reports whether some of the words are too short to be looked for
// everywhere.
func (w *Words) Short() bool { return len(w.short) > 0 }

// In reports whether the words, those that are not short, may stand in a text;
// it is never false for one that holds them within one place.
func (w *Words) In(text string) bool { return w.gate.holds([]byte(text)) }

// find returns the byte ranges of the words in running text, in order; one
// within another is left out.
func (w *Words) find(text string) [][2]int {
	var found [][2]int
	w.gate.each([]byte(text), func(m match) bool {
		found = append(found, [2]int{m.start, m.end})
		return true
	})
	for _, s := range w.short {
		for at := 0; ; {
			i := strings.Index(text[at:], s)
			if i < 0 {
				break
			}
			if start, end := at+i, at+i+len(s); isWhole(text, start, end) {
				found = append(found, [2]int{start, end})
			}
			at += i + len(s)
		}
	}
	slices.SortFunc(found, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], b[1]-a[1]) })
	var out [][2]int
	for _, x := range found {
		if n := len(out); n == 0 || x[1] > out[n-1][1] {
			out = append(out, x)
		}
	}
	return out
}

// isWhole reports whether no word goes on at either end of text[start:end].
func isWhole(text string, start, end int) bool {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	first, _ := utf8.DecodeRuneInString(text[start:])
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !(inWord(before) && inWord(first)) && !(inWord(last) && inWord(after))
}

// ErrNotThere says that words do not stand where they should be redacted.
var ErrNotThere = errors.New("the words do not stand there")

// Add returns f with an entry for every occurrence of the words in a place of a
// cable ("¶4", "SUBJECT", …; "" for all of it), across line ends and page
// breaks. The cable is given by its text and by what is known from outside.
// What is redacted already is left as it is; added tells the places of the new
// entries. The model gives their reason, reviewer and date.
//
// The error is ErrNotThere where the words do not stand there. It never quotes
// them.
func Add(text string, meta cable.Metadata, f *File, place string, w *Words, model Entry) (out *File, added []string, err error) {
	regions, out, err := open(text, meta, f, place, model)
	if err != nil {
		return nil, nil, err
	}
	found, elsewhere := false, []string{}
	for _, name := range placesOf(regions) {
		entries := occurrences(regions[name], name, w, model)
		if len(entries) > 0 && place != "" && place != name {
			elsewhere = append(elsewhere, name)
			continue
		}
		for _, e := range entries {
			found = true
			if !slices.ContainsFunc(out.Entries, e.within) {
				out.Entries = append(out.Entries, e)
				added = append(added, name)
			}
		}
	}
	switch {
	case !found && len(elsewhere) > 0:
		return nil, nil, fmt.Errorf("%w, but in %s", ErrNotThere, strings.Join(elsewhere, ", "))
	case !found:
		return nil, nil, ErrNotThere
	}
	out.renew(regions, added)
	return out, added, nil
}

// Review returns f with the word of a reviewer that a place was looked at and
// may be published as it is. An older one for the place gives way.
func Review(text string, meta cable.Metadata, f *File, place string, model Entry) (*File, error) {
	regions, out, err := open(text, meta, f, place, model)
	if err != nil {
		return nil, err
	}
	if model.By == "" {
		return nil, errors.New("a review needs the name of its reviewer")
	}
	e := Entry{Place: place, By: model.By, Date: model.Date}
	i := slices.IndexFunc(out.Entries, func(old Entry) bool { return old.IsReview() && old.Place == place })
	if i < 0 {
		i = len(out.Entries)
		out.Entries = append(out.Entries, e)
	}
	e.Line = out.Entries[i].Line
	out.Entries[i] = e
	out.renew(regions, []string{place})
	return out, nil
}

// open parses the cable that f is about and returns a copy of f. It fails where
// f does not fit the text, where the cable has no such place, and where the
// model cannot be written into a file.
func open(text string, meta cable.Metadata, f *File, place string, model Entry) (map[string]region, *File, error) {
	regions := regionsOf(cable.Parse(text, meta), meta)
	if _, ok := regions[place]; !ok && place != "" {
		return nil, nil, fmt.Errorf("%s has no %s", f.ID, place)
	}
	if f.damaged {
		return nil, nil, fmt.Errorf("%s cannot be read; reftel check says why", f.Path)
	}
	if !model.writable() {
		return nil, nil, errors.New("reason and names must not hold quotation marks, braces or line ends")
	}
	out := *f
	out.Entries = slices.Clone(f.Entries)
	if i := slices.IndexFunc(out.Entries, func(e Entry) bool { return e.IsReview() && e.Place == place }); i >= 0 {
		out.Entries[i].Check = "" // it is made anew
	}
	if problems := out.verify(regions); len(problems) > 0 {
		return nil, nil, errors.New(problems[0].String())
	}
	out.Entries = slices.Clone(f.Entries)
	return regions, &out, nil
}

// placesOf lists the places in the order of their names.
func placesOf(regions map[string]region) []string {
	var names []string
	for name := range regions {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func occurrences(r region, place string, w *Words, model Entry) (out []Entry) {
	for _, x := range w.find(r.folded.Text) {
		e := model
		e.Place, e.Check, e.Line = place, "", 0
		e.From, e.To = r.characters(x[0], x[1])
		out = append(out, e)
	}
	return out
}

// within reports whether other takes out the same characters.
func (e Entry) within(other Entry) bool {
	return !other.IsReview() && e.Place == other.Place && other.From <= e.From && e.To <= other.To
}

// renew makes the checks of all entries of the places, since each covers the
// whole text of its place.
func (f *File) renew(regions map[string]region, places []string) {
	for i, e := range f.Entries {
		if slices.Contains(places, e.Place) {
			f.Entries[i].Check = f.check(e, regions[e.Place])
		}
	}
}

// Replace returns text with a placeholder for each of the words, one for words
// that follow each other, and the lines on which they stood. The text is any
// that an editor writes, Markdown say; what it quotes of a cable goes on to fit
// the cable without the words.
func (w *Words) Replace(text string) (out string, lines []int) {
	var b strings.Builder
	at := 0
	for _, x := range w.find(text) {
		lines = append(lines, 1+strings.Count(text[:x[0]], "\n"))
		if between := text[min(at, x[0]):x[0]]; at == 0 || strings.TrimSpace(between) != "" {
			b.WriteString(between + Placeholder)
		}
		at = max(at, x[1])
	}
	b.WriteString(text[at:])
	return b.String(), slices.Compact(lines)
}

// IDOf returns the reference ID of a cable; "" for none.
func IDOf(text string, meta cable.Metadata) string {
	if meta.ID != "" {
		return meta.ID
	}
	return cable.Parse(text, meta).ID
}
