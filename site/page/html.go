package page

import (
	"html/template"
	"unsafe"

	"reftel/site/archive"
	"reftel/site/cable"
)

// trusted hands finished HTML to a template, past its escaping. What is given
// must come from a writer of this package that put every piece of foreign text
// through appendText, or from the Markdown renderer with raw HTML off. This is
// the only place that does so, and a test holds it to be.
//
// The bytes are handed over and not copied, as strings.Builder does: nobody may
// write to b afterwards. Copying them made a tenth of all the garbage of a build.
func trusted(b []byte) template.HTML {
	return template.HTML(unsafe.String(unsafe.SliceData(b), len(b)))
}

// A memory holds the parts of one page, most of them HTML, until the page is made of
// them, and is then used for the next: without it, a build spends a sixth of its
// time on finding and clearing memory.
type memory struct {
	b      []byte
	ranges []cable.Range
	cable  CablePage
}

// room returns an empty slice that can take n bytes. What needs more grows out
// of the memory, as any slice does.
func (m *memory) room(n int) []byte {
	if cap(m.b)-len(m.b) < n {
		m.b = make([]byte, 0, max(2*n, 1<<16)) // whoever uses the old one keeps it
	}
	from := len(m.b)
	m.b = m.b[:from+n]
	return m.b[from:from:len(m.b)]
}

// words returns what of a text lies between two places, as cable.Words does.
func (m *memory) words(source string, text []archive.Stretch, from, to int) string {
	m.ranges = m.ranges[:0]
	n := len(text)
	for _, s := range text {
		if r := (cable.Range{Start: max(int(s.Start), from), End: min(int(s.End), to)}); r.Len() > 0 {
			m.ranges = append(m.ranges, r)
			n += r.Len()
		}
	}
	return string(trusted(cable.AppendWords(m.room(n), source, m.ranges)))
}

// withMemory calls f with a memory, of which nothing may be used after f.
func (t *Templates) withMemory(f func(*memory)) {
	m, ok := t.memories.Get().(*memory)
	if !ok {
		m = &memory{}
	}
	defer t.memories.Put(m)
	m.b = m.b[:0]
	f(m)
}
