package page

import (
	"html/template"
	"strings"

	"reftel/site/highlight"
	"reftel/site/redaction"
)

// A SourcePage is what the template of a page that shows a cable's source sees.
type SourcePage struct {
	Frame
	ID        string
	CablePath string
	Source    template.HTML
}

// highlightPath is the style sheet of highlighted text.
const highlightPath = "highlight.css"

// A sourceView is all that a source's page is made of besides the program, the
// templates and the text.
type sourceView struct {
	site                digest
	path, id, cablePath string
	text                digest
}

func (v *sourceView) appendKey(b []byte) []byte {
	b = append(append(b, v.site[:]...), v.text[:]...)
	return appendString(appendString(appendString(b, v.path), v.id), v.cablePath)
}

func (p *Plan) sourceView(i int32, path string) *sourceView {
	f := p.archive.Cable(i)
	return &sourceView{p.site.key, path, f.ID, p.CablePath(i), f.Digest}
}

// newSourcePage makes a source's page of nothing but its view and its text.
func (t *Templates) newSourcePage(m *memory, v *sourceView, site *siteView, c redaction.Cable) *SourcePage {
	room := m.room(4*len(c.Parsed().Source) + 1024) // for most, without growing
	p := &SourcePage{ID: v.id, CablePath: v.cablePath, Source: trusted(highlight.AppendSource(room, c))}
	p.Frame = newFrame(site.Site, v.path, originsPath, strings.ReplaceAll(t.texts["source_of"], "{id}", v.id))
	w := &headWriter{m.room(1024)}
	w.meta("name", "robots", "noindex")
	if site.BaseURL != "" {
		w.link("canonical", site.BaseURL+v.cablePath)
	}
	w.link("stylesheet", p.Root+highlightPath)
	p.Head = trusted(w.b)
	return p
}
