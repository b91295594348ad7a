package annotation

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"

	"reftel/site/cable"
	"reftel/site/redaction"
)

// The shapes of the Web Annotation Data Model (W3C Recommendation, 2017) that
// notes are written in.
type (
	webPage struct {
		Context string          `json:"@context"`
		ID      string          `json:"id"`
		Type    string          `json:"type"`
		Items   []webAnnotation `json:"items"`
	}
	webAnnotation struct {
		ID         string    `json:"id"`
		Type       string    `json:"type"`
		Motivation string    `json:"motivation"`
		Generator  webAgent  `json:"generator"`
		Creator    *webAgent `json:"creator,omitempty"`
		Created    string    `json:"created,omitempty"`
		Rights     string    `json:"rights,omitempty"`
		Body       []webBody `json:"body"`
		Target     webTarget `json:"target"`
	}
	webAgent struct {
		Type string `json:"type"`
		Name string `json:"name"`
	}
	webBody struct {
		Type     string `json:"type"`
		Purpose  string `json:"purpose,omitempty"`
		Format   string `json:"format,omitempty"`
		Language string `json:"language,omitempty"`
		Value    string `json:"value"`
	}
	webTarget struct {
		Source   string       `json:"source"`
		Selector *webSelector `json:"selector,omitempty"`
	}
	webSelector struct {
		Type       string       `json:"type"`
		Value      string       `json:"value,omitempty"`
		ConformsTo string       `json:"conformsTo,omitempty"`
		Exact      string       `json:"exact,omitempty"`
		Prefix     string       `json:"prefix,omitempty"`
		Suffix     string       `json:"suffix,omitempty"`
		RefinedBy  *webSelector `json:"refinedBy,omitempty"`
	}
)

const (
	webContext   = "http://www.w3.org/ns/anno.jsonld"
	webFragment  = "http://tools.ietf.org/rfc/rfc3236" // fragments of XHTML pages
	webGenerator = "reftel"
	webAround    = 32 // bytes of text before and after a quotation
)

// WebAnnotations returns the notes of a file on its cable as W3C Web
// Annotations in JSON-LD: an AnnotationPage of those that are attached, the
// headnote first. page is the address of the cable's page, and self that of the
// result.
func WebAnnotations(f *File, c redaction.Cable, page, self string) []byte {
	return webAnnotations(f, c.Parsed(), page, self)
}

func webAnnotations(f *File, c *cable.Cable, page, self string) []byte {
	out := webPage{Context: webContext, ID: self, Type: "AnnotationPage", Items: []webAnnotation{}}
	if f.Headnote != nil {
		out.Items = append(out.Items, webNote(f.Headnote, webTarget{Source: page}))
	}
	attached, _ := attach(f, c)
	ground := newText(c)
	for _, p := range attached.Notes {
		if p.Reason == "" {
			out.Items = append(out.Items, webNote(p.Note, ground.webTarget(p, page)))
		}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(out) // strings into memory
	return b.Bytes()
}

func webNote(n *Note, target webTarget) webAnnotation {
	a := webAnnotation{
		ID: target.Source + "#" + n.Address(), Type: "Annotation", Motivation: motivation(n.Kind),
		Generator: webAgent{"Software", webGenerator}, Created: day(n.Date), Rights: rights(n.License), Target: target,
	}
	if n.By != "" {
		a.Creator = &webAgent{"Person", n.By}
	}
	if a.Created != "" {
		a.Created += "T00:00:00Z"
	}
	a.Body = []webBody{}
	if n.Body != "" {
		a.Body = append(a.Body, webBody{"TextualBody", "commenting", "text/markdown", n.Lang, n.Body})
	}
	if n.Emended != "" {
		a.Body = append(a.Body, webBody{"TextualBody", "editing", "text/plain", "", n.Emended})
	}
	if n.Kind != Plain {
		a.Body = append(a.Body, webBody{"TextualBody", "classifying", "text/plain", "", string(n.Kind)})
	}
	if n.Draft {
		a.Body = append(a.Body, webBody{"TextualBody", "tagging", "text/plain", "", "draft"})
	}
	return a
}

// motivation is the nearest of the motivations that the model lists.
func motivation(k Kind) string {
	switch k {
	case Emendation:
		return "editing"
	case Identification:
		return "identifying"
	case Dispute:
		return "questioning"
	}
	return "commenting"
}

// rights writes a licence as the address that the model asks for: an SPDX name
// as its page, an address as it is, other words as data.
func rights(license string) string {
	switch {
	case license == "" || isWebAddress(license):
		return license
	case strings.Trim(license, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.+") == "":
		return spdx + license
	}
	return "data:," + url.PathEscape(license)
}

const spdx = "https://spdx.org/licenses/"

// licenseOf reads what rights writes.
func licenseOf(rights string) string {
	if name, ok := strings.CutPrefix(rights, spdx); ok {
		return name
	}
	if data, ok := strings.CutPrefix(rights, "data:,"); ok {
		if words, err := url.PathUnescape(data); err == nil {
			return words
		}
	}
	return rights
}

// webTarget returns where a note is: in a paragraph by its address, in the
// words by quoting them.
func (t *cableText) webTarget(p Placed, page string) webTarget {
	target := webTarget{Source: page}
	var quote *webSelector
	if len(p.Words) > 0 {
		quote = t.webQuote(p)
	}
	if p.Target == (cable.Place{}) {
		target.Selector = quote
		return target
	}
	value := p.Target.First
	if p.Target.Last != value {
		value += "-" + p.Target.Last
	}
	target.Selector = &webSelector{Type: "FragmentSelector", Value: value, ConformsTo: webFragment, RefinedBy: quote}
	return target
}

// webQuote quotes the words of a note and what stands around them in its
// target, so that a reader can tell them from the same words elsewhere.
func (t *cableText) webQuote(p Placed) *webSelector {
	s, _, _ := t.scope(p.Target)
	for _, m := range s.match.find(quoteKey(p.Quote)) {
		if s.folded.Source(m.from, m.to)[0].Start != p.Words[0].Start {
			continue
		}
		text := s.folded.Text
		return &webSelector{
			Type: "TextQuoteSelector", Exact: text[m.from:m.to],
			Prefix: text[runeEdge(text, m.from-webAround):m.from], Suffix: text[m.to:runeEdge(text, m.to+webAround)],
		}
	}
	return nil
}

// runeEdge returns the place of a character's beginning at or before at, within
// the text.
func runeEdge(s string, at int) int {
	at = max(0, min(at, len(s)))
	for at > 0 && at < len(s) && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}
