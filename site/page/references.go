package page

import (
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
		out[i] = Reference{Anchor: r.Anchor, Enum: clean(r.Enum), Raw: clean(r.Raw)}
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
	out.ID, out.Path = clean(r.id), r.target.path
	if r.target.path != "" {
		out.ID = clean(r.target.id)
		out.Title = titleOf(r.target.id, r.target.subject)
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
	anchors := map[string]bool{}
	for i := range c.Blocks {
		anchors[c.Blocks[i].Anchor] = true
	}
	for i := range c.Mentions {
		m := &c.Mentions[i]
		switch {
		case len(m.Refs) == 1 && !m.Ambiguous && m.Refs[0] < len(p.References):
			links[i] = referenceLink(p, v, m)
		case len(m.Refs) > 0:
			links[i] = mentionLink{href: "#references", class: "ref", title: p.namesOf(m.Refs)}
		case m.ID != "":
			links[i] = t.idLink(p, v, m.ID)
		case anchors["p"+m.Para]:
			links[i] = mentionLink{href: "#p" + m.Para, class: "ref"}
		default:
			links[i] = mentionLink{class: "ref missing"}
		}
	}
	return links
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
			return mentionLink{href: p.Root + r.target.path, class: "ref", title: r.target.id + ": " + titleOf(r.target.id, r.target.subject)}
		}
	}
	return mentionLink{class: "ref missing", title: t.texts["not_in_archive"]}
}

// link makes what templates see of a cableLink; nil for none.
func (l *cableLink) link() *CableLink {
	if l.path == "" {
		return nil
	}
	return &CableLink{Path: l.path, ID: clean(l.id), Title: titleOf(l.id, l.subject), Date: momentOf(l.created).Day}
}

func citationsOf(cited []citeView) []Citation {
	out := make([]Citation, len(cited))
	for i := range cited {
		c := &cited[i]
		out[i] = Citation{CableLink: *c.from.link(), To: c.to}
		for _, anchor := range c.paragraphs {
			out[i].Paragraphs = append(out[i].Paragraphs, Link{Path: c.from.path + "#" + anchor, Text: writtenParagraph(anchor)})
		}
	}
	return out
}

// writtenParagraph names an address in a cable: "¶7".
func writtenParagraph(anchor string) string {
	return cable.Place{First: anchor, Last: anchor}.String()
}

// lineAddress is the address of a line in a page that shows a source.
func lineAddress(path string, line int) string { return path + "#L" + strconv.Itoa(line) }
