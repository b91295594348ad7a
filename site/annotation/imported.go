package annotation

import (
	"bytes"
	"fmt"
	"slices"
)

// Text returns a note file of the imported notes. Its front matter says what
// they have in common; where there is a headnote, what that says, since it has
// no heading to say it in.
func (i Imported) Text() []byte {
	f := File{Cable: i.Cable, Notes: slices.Clone(i.Notes), Head: commonHead(i.Notes)}
	if k := slices.IndexFunc(f.Notes, func(n Note) bool { return n.Slug == headnoteSlug }); k >= 0 {
		f.Headnote = &i.Notes[k]
		f.Head = commonHead(i.Notes[k : k+1])
		f.Notes = slices.Delete(f.Notes, k, k+1)
	}
	return f.Format()
}

// AppendTo returns the text of a note file with the imported notes after its
// own, and how many these are. Notes that it has already are left out: an
// import can be repeated. It is an error where the file's last note would take
// them in.
func (i Imported) AppendTo(src []byte) ([]byte, int, error) {
	f, _ := Parse(i.Cable+".md", src)
	out := bytes.TrimRight(src, "\n")
	added := 0
	for _, n := range i.Notes {
		if slices.ContainsFunc(f.All(), func(own *Note) bool { return n.repeats(own) }) {
			continue
		}
		if slices.ContainsFunc(f.All(), func(own *Note) bool { return own.Slug == n.Slug }) {
			n.Slug = ""
		}
		out = append(out, "\n\n"+n.format(f.Head)...)
		out = bytes.TrimRight(out, "\n")
		added++
	}
	out = append(out, '\n')
	if again, _ := Parse(i.Cable+".md", out); len(again.Notes) != len(f.Notes)+added {
		return src, 0, fmt.Errorf("the last note of the file leaves code or a comment open")
	}
	return out, added, nil
}

// repeats reports whether a note says the same of the same place as one that
// was there before.
func (n Note) repeats(own *Note) bool {
	return n.Target == own.Target && quoteKey(n.Quote) == quoteKey(own.Quote) && n.Body == own.Body && n.Emended == own.Emended
}

// commonHead returns what all notes say.
func commonHead(notes []Note) Head {
	first := notes[0]
	h := Head{By: first.By, License: first.License, Lang: first.Lang, Date: first.Date, Draft: first.Draft}
	for _, n := range notes {
		if n.By != h.By {
			h.By = ""
		}
		if n.License != h.License {
			h.License = ""
		}
		if n.Lang != h.Lang {
			h.Lang = ""
		}
		if !n.Date.Equal(h.Date) {
			h.Date = dateOf("")
		}
		if n.Draft != h.Draft {
			h.Draft = false
		}
	}
	return h
}
