package redaction

import (
	"strings"
	"unicode/utf8"

	"reftel/site/cable"
)

// The places of a cable that have no address of their own. Together with the
// addresses they take in every word of its text and of what is known of it from
// outside; no word is in two.
const (
	subjectPlace = "SUBJECT"
	headerPlace  = "HEADER"  // before the body, without subject and references
	betweenPlace = "BETWEEN" // within the body, and of no paragraph: numbers, marks, page breaks
	endPlace     = "END"     // after the body: signature, end marks
	originPlace  = "ORIGIN"  // from here on: known from outside the text
	levelPlace   = "CLASSIFICATION"
	urlPlace     = "URL"
	articlePlace = "ARTICLES"
)

// aliases are other words for places.
var aliases = map[string]string{"SIGNATURE": endPlace}

// A region is a place that entries can name, as running text.
type region struct {
	folded cable.Folded
	meta   bool // it is not in the text
}

// regionsOf returns the regions of a cable by the name of their place; meta is
// what it was parsed with.
func regionsOf(c *cable.Cable, meta cable.Metadata) map[string]region {
	texts := textsOf(c)
	out := make(map[string]region, len(texts)+3)
	for place, ranges := range texts {
		out[place] = region{folded: c.Fold(ranges)}
	}
	for place, value := range metaTexts(meta) {
		if value != "" {
			out[place] = region{folded: cable.Folded{Text: value}, meta: true}
		}
	}
	return out
}

// textsOf returns where in a cable's text its places are: ranges in order, each
// with a word.
func textsOf(c *cable.Cable) map[string][]cable.Range {
	p := &painter{src: c.Source, owned: make([]bool, len(c.Source)), text: map[string][]cable.Range{}}
	bodyStart, bodyEnd := len(c.Source), 0
	for _, b := range c.Blocks {
		for _, r := range b.Text {
			p.take(placeOf(b), r)
		}
		for _, r := range append([]cable.Range{b.Mark, b.Label}, b.Text...) {
			if r.Len() > 0 {
				bodyStart, bodyEnd = min(bodyStart, r.Start), max(bodyEnd, r.End)
			}
		}
	}
	for _, r := range c.SubjectText {
		p.take(subjectPlace, r)
	}
	for _, r := range c.References {
		p.take(written(r.Anchor), r.Text)
	}
	bodyEnd = max(bodyEnd, bodyStart)
	p.rest(headerPlace, 0, bodyStart)
	p.rest(betweenPlace, bodyStart, bodyEnd)
	p.rest(endPlace, bodyEnd, len(c.Source))
	return p.text
}

// metaTexts are the texts of what is known of a cable from outside, by place.
func metaTexts(meta cable.Metadata) map[string]string {
	return map[string]string{
		originPlace: meta.Origin, levelPlace: meta.Classification, urlPlace: meta.URL, articlePlace: articleWords(meta.Articles),
	}
}

// articleWords are the words of all articles.
func articleWords(articles []cable.Article) string {
	var b strings.Builder
	for _, a := range articles {
		b.WriteString(a.Title + " " + a.URL + "\n")
	}
	return b.String()
}

// A painter gives every byte of a text to one place.
type painter struct {
	src   string
	owned []bool
	text  map[string][]cable.Range
}

// take gives to a place what nobody owns of a range.
func (p *painter) take(place string, r cable.Range) {
	for i := r.Start; i < r.End; i++ {
		start := i
		for i < r.End && !p.owned[i] {
			p.owned[i] = true
			i++
		}
		if start < i {
			p.text[place] = append(p.text[place], cable.Range{Start: start, End: i})
		}
	}
}

// rest gives to a place every word that nobody owns from one offset to another.
func (p *painter) rest(place string, from, to int) {
	for i := from; i < to; i++ {
		start := i
		for i < to && !p.owned[i] {
			i++
		}
		if strings.TrimSpace(p.src[start:i]) != "" {
			p.take(place, cable.Range{Start: start, End: i})
		}
	}
}

// placeOf names the region of a block: "¶7", "¶7a", "h2", "u1".
func placeOf(b cable.Block) string { return written(anchorOf(&b)) }

// anchorOf is the address that a block is under.
func anchorOf(b *cable.Block) string {
	if b.Anchor != "" {
		return b.Anchor
	}
	return b.Paragraph
}

// written names the region of an address.
func written(anchor string) string { return cable.Place{First: anchor, Last: anchor}.String() }

// PlaceNamed returns the place that somebody names: as it is written in a file
// ("¶4", "REF A", "SUBJECT", "SIGNATURE"), or as an address has it ("p4",
// "ref-a"). A part of the header that has no redactions of its own stands for
// the header.
func PlaceNamed(s string) (place string, ok bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "#")
	upper := strings.ToUpper(s)
	switch upper {
	case "TAGS", "TO", "INFO", "FROM":
		return headerPlace, true
	case subjectPlace, headerPlace, betweenPlace, endPlace, originPlace, levelPlace, urlPlace, articlePlace:
		return upper, true
	}
	if place, ok := aliases[upper]; ok {
		return place, true
	}
	if lower := strings.ToLower(s); len(s) > 1 && lower[0] == 'p' && isDigit(s[1]) || strings.HasPrefix(lower, "ref-") {
		s = written(lower)
	}
	p, rest, problem := cable.CutPlace(s)
	if problem != "" || rest != "" || p.First == "" || p.First != p.Last {
		return "", false
	}
	return p.String(), true
}

// chars returns the number of characters of the region.
func (r region) chars() int { return utf8.RuneCountInString(r.folded.Text) }

// bytes turns characters from–to (counted from 1, both included) into byte
// offsets of the folded text.
func (r region) bytes(from, to int) (start, end int, ok bool) {
	n := 0
	for i := range r.folded.Text {
		n++
		if n == from {
			start = i
		}
		if n == to+1 {
			return start, i, from >= 1 && from <= to
		}
	}
	return start, len(r.folded.Text), n == to && from >= 1 && from <= to
}

// characters turns byte offsets of the folded text into characters from–to.
func (r region) characters(start, end int) (from, to int) {
	from = utf8.RuneCountInString(r.folded.Text[:start]) + 1
	return from, from + utf8.RuneCountInString(r.folded.Text[start:end]) - 1
}
