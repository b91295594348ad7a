package page

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"reftel/site/archive"
	"reftel/site/cable"
)

// references lists what the cable refers to, as printed and as resolved.
func (t *Templates) references(v *cableView, c *cable.Cable) []Reference {
	out := make([]Reference, len(c.References))
	for i := range c.References {
		r := &c.References[i]
		out[i] = Reference{Anchor: r.Anchor, Enum: r.Enum, Raw: r.Raw}
		if r.Kind != cable.RefCable {
			if kind := t.texts["kind_"+string(r.Kind)]; kind != "" {
				out[i].States = append(out[i].States, kind)
			}
		} else if i < len(v.refs) {
			t.resolve(&out[i], &v.refs[i], r)
		}
		if r.NOTAL {
			out[i].States = append(out[i].States, t.texts["notal"])
		}
	}
	return out
}

// resolve says where a reference to a cable leads and what was inferred.
func (t *Templates) resolve(out *Reference, r *refView, printed *cable.Reference) {
	out.ID, out.Path = r.id, r.target.path
	if r.target.path != "" {
		out.ID = r.target.id
		out.Title = r.target.title
	} else {
		out.States = append(out.States, t.texts["not_in_archive"])
	}
	switch {
	case r.rule == archive.PreviousYear:
		out.States = append(out.States, t.texts["year_before"])
	case printed.YearInferred:
		out.States = append(out.States, t.texts["year_inferred"])
	}
	switch r.rule {
	case archive.Correction:
		out.States = append(out.States, t.texts["id_corrected"])
	case archive.Alias:
		out.States = append(out.States, t.texts["post_alias"])
	}
}

// mentionLinks says for each mention in the text where it leads.
func (t *Templates) mentionLinks(p *CablePage, v *cableView, c *cable.Cable) []mentionLink {
	links := make([]mentionLink, len(c.Mentions))
	for i := range c.Mentions {
		m := &c.Mentions[i]
		switch {
		case len(m.Refs) == 1 && !m.Ambiguous && m.Refs[0] < len(p.References):
			links[i] = referenceLink(p, v, m)
		case len(m.Refs) > 0:
			links[i] = mentionLink{href: "#references", class: "ref", title: p.namesOf(m.Refs)}
		case m.ID != "":
			links[i] = t.idLink(p, v, m.ID)
		case hasBlock(c, "p"+m.Para):
			links[i] = mentionLink{href: "#p" + m.Para, class: "ref"}
		default:
			links[i] = mentionLink{class: "ref missing"}
		}
	}
	return links
}

// hasBlock reports whether a block of a cable has an address.
func hasBlock(c *cable.Cable, anchor string) bool {
	return slices.ContainsFunc(c.Blocks, func(k cable.Block) bool { return k.Anchor == anchor })
}

// referenceLink leads from the text to the referenced cable, to the paragraph
// of it that the text names, or to the item in the list where there is no page.
func referenceLink(p *CablePage, v *cableView, m *cable.Mention) mentionLink {
	r := &p.References[m.Refs[0]]
	if r.Path == "" {
		return mentionLink{href: "#" + r.Anchor, class: "ref missing", title: strings.Join(append([]string{r.Raw}, r.States...), ", ")}
	}
	l := mentionLink{href: p.Root + r.Path, class: "ref", title: r.ID + ": " + r.Title}
	if place := "p" + strings.ToLower(m.Para); slices.Contains(v.refs[m.Refs[0]].places, place) {
		l.href += "#" + place
	}
	return l
}

// namesOf lists the references that a mention may mean.
func (p *CablePage) namesOf(refs []int) string {
	names := make([]string, 0, len(refs))
	for _, i := range refs {
		if i < len(p.References) {
			names = append(names, p.References[i].Raw)
		}
	}
	return strings.Join(names, "; ")
}

// idLink leads to a cable whose ID is written out in the text.
func (t *Templates) idLink(p *CablePage, v *cableView, id string) mentionLink {
	for i := range v.refs {
		if r := &v.refs[i]; r.id == id && r.target.path != "" {
			return mentionLink{href: p.Root + r.target.path, class: "ref", title: r.target.id + ": " + r.target.title}
		}
	}
	return mentionLink{class: "ref missing", title: t.texts["not_in_archive"]}
}

// link makes what templates see of a cableLink.
func (l *cableLink) link() CableLink {
	return CableLink{Path: l.path, ID: l.id, Title: l.title, Date: dayText(l.created)}
}

// orNil is link where there may be none: then it is nil.
func (l *cableLink) orNil() *CableLink {
	if l.path == "" {
		return nil
	}
	link := l.link()
	return &link
}

// citationsOf gathers the places of each citing cable. Those of one cable come
// next to each other.
func citationsOf(cited []citeView) []Citation {
	var out []Citation
	for i := range cited {
		c := &cited[i]
		if len(out) == 0 || out[len(out)-1].Path != c.from.path {
			out = append(out, Citation{CableLink: c.from.link()})
		}
		if len(c.paragraphs) == 0 {
			continue
		}
		at := &out[len(out)-1]
		at.Places = append(at.Places, CitationPlace{c.links(), c.to})
	}
	return out
}

// links leads to the citing paragraphs.
func (c *citeView) links() []Link {
	links := make([]Link, len(c.paragraphs))
	for i, anchor := range c.paragraphs {
		links[i] = Link{Path: c.from.path + "#" + anchor, Text: writtenParagraph(anchor)}
	}
	return links
}

// citedHere writes, for each paragraph that others cite, who does.
func (t *Templates) citedHere(p *CablePage, v *cableView) map[string]template.HTML {
	if len(v.cited)+len(v.notedBy) == 0 {
		return nil
	}
	lines := map[string][]byte{}
	add := func(to string, links ...Link) {
		if to == "" {
			return
		}
		b := lines[to]
		if b == nil {
			b = appendText([]byte(`<p class="xref"`+t.phrases.lang+`>`), t.texts["cited_by"])
		} else {
			b = append(b, ',')
		}
		for _, l := range links {
			b = appendText(append(b, ` <a href="`...), p.Root+l.Path)
			b = appendText(append(b, `">`...), l.Text)
			b = append(b, "</a>"...)
		}
		lines[to] = b
	}
	for i := range v.cited {
		links := v.cited[i].links()
		for n := range links {
			links[n].Text = v.cited[i].from.id + " " + links[n].Text
		}
		add(v.cited[i].to, links...)
	}
	for _, c := range v.notedBy {
		add(c.to, Link{Path: c.path, Text: t.texts["a_note_on"] + " " + c.from.id})
	}
	out := make(map[string]template.HTML, len(lines))
	for anchor, b := range lines {
		out[anchor] = trusted(append(b, "</p>\n"...))
	}
	return out
}

// writtenParagraph names an address in a cable: "¶7".
func writtenParagraph(anchor string) string {
	return cable.Place{First: anchor, Last: anchor}.String()
}

// lineAddress is the address of a line in a page that shows a source.
func lineAddress(path string, line int) string { return path + "#L" + strconv.Itoa(line) }
