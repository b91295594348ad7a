package redaction

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"reftel/site/cable"
)

// Add returns f with an entry for every occurrence of words in the place
// ("¶4", "SUBJECT", …; "" for the whole cable), found as they are read: across
// line ends and page breaks, white space folded, case as written. Occurrences
// that are redacted already are left as they are. The checks of all entries of
// a place are renewed when one is added to it, since they cover its text.
// It returns an error where the words do not stand there.
func Add(c *cable.Cable, f *File, place, words string, model Entry) (*File, int, error) {
	words = strings.Join(strings.Fields(words), " ")
	if words == "" {
		return nil, 0, fmt.Errorf("no words to redact")
	}
	regions := regionsOf(c)
	if _, ok := regions[place]; !ok && place != "" {
		return nil, 0, fmt.Errorf("%s has no %s", f.ID, place)
	}
	if problems := f.verify(regions); len(problems) > 0 {
		return nil, 0, fmt.Errorf("%s", problems[0])
	}
	out := &File{ID: f.ID, Path: f.Path, Entries: slices.Clone(f.Entries)}
	touched := map[string]bool{}
	found := 0
	for _, name := range placesOf(regions) {
		if place != "" && place != name {
			continue
		}
		for _, e := range occurrences(regions[name], name, words, model) {
			found++
			if !slices.ContainsFunc(out.Entries, e.within) {
				out.Entries = append(out.Entries, e)
				touched[name] = true
			}
		}
	}
	if found == 0 {
		return nil, 0, fmt.Errorf("the words do not stand there")
	}
	out.renew(regions, touched)
	return out, len(out.Entries) - len(f.Entries), nil
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

func occurrences(r region, place, words string, model Entry) (out []Entry) {
	text := r.folded.Text
	for at := 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return out
		}
		e := model
		e.Place = place
		e.From, e.To = r.characters(at+i, at+i+len(words))
		out = append(out, e)
		at += i + len(words)
	}
}

// within reports whether other covers the same characters.
func (e Entry) within(other Entry) bool {
	return e.Place == other.Place && other.From <= e.From && e.To <= other.To
}

// renew sorts the entries and makes the checks of the places named.
func (f *File) renew(regions map[string]region, places map[string]bool) {
	slices.SortStableFunc(f.Entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Place, b.Place), cmp.Compare(a.From, b.From))
	})
	for i, e := range f.Entries {
		if r := regions[e.Place]; places[e.Place] {
			start, end, _ := r.bytes(e.From, e.To)
			f.Entries[i].Check = checkOf(r, start, end, f.in(e.Place, r))
		}
	}
}
