package page

import "encoding/json"

// structured appends a block of JSON-LD that describes a cable in the words of
// schema.org: it is a message, a report with a number, and a part of an archive
// at once. It is data and no script, so a strict Content-Security-Policy lets it
// stand.
func (w *headWriter) structured(p *CablePage, codes []string) {
	b := append(w.b, `<script type="application/ld+json">{"@context":"https://schema.org","@type":["Message","Report","ArchiveComponent"]`...)
	if p.Address != "" {
		b = appendMember(b, "@id", p.Address)
	}
	b = appendMember(b, "identifier", p.ID)
	b = appendMember(b, "reportNumber", p.ID)
	b = appendMember(b, "name", p.Title)
	b = appendMember(b, "inLanguage", "en")
	switch {
	case p.CreatedInferred:
		b = appendMember(b, "dateSent", p.Created.Day[:4])
	case p.Created.ISO != "":
		b = appendMember(b, "dateSent", p.Created.ISO)
	}
	if p.Released.Day != "" {
		b = appendMember(b, "datePublished", p.Released.Day)
	}
	if p.Origin.Text != "" {
		b = appendBody(append(b, `,"sender":`...), p.Origin.Text)
	}
	b = appendBodies(b, "recipient", p.Header.To)
	b = appendBodies(b, "ccRecipient", p.Header.Info)
	b = appendCodes(b, codes)
	b = appendCited(b, p)
	b = append(b, `,"isPartOf":{"@type":["Collection","ArchiveComponent"]`...)
	b = appendMember(b, "name", p.Site.Title)
	if p.Site.BaseURL != "" {
		b = appendMember(b, "url", p.Site.BaseURL)
	}
	w.b = append(b, "}}</script>\n"...)
}

// appendMember appends a member of an object that has others before it.
func appendMember(b []byte, name, value string) []byte {
	b = append(append(append(b, `,"`...), name...), `":`...)
	return appendQuoted(b, value)
}

func appendBody(b []byte, name string) []byte {
	b = append(b, `{"@type":"GovernmentOrganization"`...)
	return append(appendMember(b, "name", name), '}')
}

func appendBodies(b []byte, name string, list []Addressee) []byte {
	if len(list) == 0 {
		return b
	}
	b = append(append(append(b, `,"`...), name...), `":`...)
	for i := range list {
		b = appendBody(append(b, separator(i)), list[i].Name)
	}
	return append(b, ']')
}

// separator is what stands before an element of a list.
func separator(i int) byte {
	if i == 0 {
		return '['
	}
	return ','
}

func appendCodes(b []byte, codes []string) []byte {
	if len(codes) == 0 {
		return b
	}
	b = append(b, `,"keywords":`...)
	for i, code := range codes {
		b = appendQuoted(append(b, separator(i)), code)
	}
	return append(b, ']')
}

// appendCited appends the cables that are referred to.
func appendCited(b []byte, p *CablePage) []byte {
	n := 0
	for i := range p.References {
		r := &p.References[i]
		if r.ID == "" {
			continue
		}
		if n == 0 {
			b = append(b, `,"citation":`...)
		}
		b = append(append(b, separator(n)), `{"@type":"Report"`...)
		b = appendMember(b, "identifier", r.ID)
		if r.Path != "" && p.Site.BaseURL != "" {
			b = appendMember(b, "url", p.Site.BaseURL+r.Path)
		}
		b = append(b, '}')
		n++
	}
	if n == 0 {
		return b
	}
	return append(b, ']')
}

// appendQuoted appends a string of JSON that may stand in a script element.
func appendQuoted(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c == '\\' || classes[c]&(special|blank) != 0 {
			return appendUnusual(b, s)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// appendUnusual is appendQuoted for what does not stand as it is.
func appendUnusual(b []byte, s string) []byte {
	data, err := json.Marshal(s) // escapes < > & as \u003c and so on
	if err != nil {
		return append(b, `""`...) // no string is without a JSON form
	}
	return appendJSON(b, data)
}
