package redaction

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"reftel/site/cable"
)

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
	for _, e := range everywhere(text, regions, w, model) {
		switch {
		case place != "" && place != e.Place:
			elsewhere = append(elsewhere, e.Place)
			continue
		case !slices.ContainsFunc(out.Entries, e.within):
			out.Entries = append(out.Entries, e)
			added = append(added, e.Place)
		}
		found = true
	}
	switch {
	case !found && len(elsewhere) > 0:
		return nil, nil, fmt.Errorf("%w, but in %s", ErrNotThere, strings.Join(slices.Compact(elsewhere), ", "))
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

// everywhere returns an entry for every occurrence of the words, by place; for
// words that go on from one place in the next, one for each part.
func everywhere(text string, regions map[string]region, w *Words, model Entry) (out []Entry) {
	within := w.find(text)
	for _, name := range placesOf(regions) {
		r := regions[name]
		out = append(out, occurrences(r, name, w, model)...)
		for _, x := range within {
			if e, part := r.part(x); part {
				model.Place, model.Check, model.Line, model.From, model.To = name, "", 0, e[0], e[1]
				out = append(out, model)
			}
		}
	}
	return out
}

// part returns the characters of the region that stand within a stretch of the
// text; ok is false where these are none, or where all of the stretch is in the
// region.
func (r region) part(x [2]int) (chars [2]int, ok bool) {
	all := r.folded.Source(0, len(r.folded.Text))
	if len(all) == 0 || r.meta || all[0].Start >= x[1] || all[len(all)-1].End <= x[0] {
		return chars, false
	}
	start, end, size := -1, 0, 0
	for i, c := range r.folded.Text {
		n := utf8.RuneLen(c)
		for _, at := range r.folded.Source(i, i+n) {
			if x[0] <= at.Start && at.End <= x[1] {
				if start < 0 {
					start = i
				}
				end, size = i+n, size+at.Len()
			}
		}
	}
	if start < 0 || size == x[1]-x[0] {
		return chars, false
	}
	chars[0], chars[1] = r.characters(start, end)
	return chars, true
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
