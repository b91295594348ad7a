package redaction

import (
	"strings"
	"unicode/utf8"

	"reftel/site/cable"
)

// A region is a place that entries can name, as running text.
// The regions of a cable take in every word of its source.
type region struct{ folded cable.Folded }

// regionsOf returns the regions of a cable by the name of their place.
func regionsOf(c *cable.Cable) map[string]region {
	text := map[string][]cable.Range{}
	bodyStart, bodyEnd := len(c.Source), 0
	for _, b := range c.Blocks {
		place := placeOf(b)
		for _, r := range b.Text {
			text[place] = append(text[place], r)
			bodyStart, bodyEnd = min(bodyStart, r.Start), max(bodyEnd, r.End)
		}
		if b.Mark.Len() > 0 {
			bodyStart = min(bodyStart, b.Mark.Start)
		}
		if b.Label.Len() > 0 {
			bodyStart = min(bodyStart, b.Label.Start)
		}
	}
	bodyEnd = max(bodyEnd, bodyStart)
	text["SUBJECT"] = c.SubjectText
	for _, r := range c.References {
		text[refPlace(r)] = append(text[refPlace(r)], r.Text)
	}
	text["HEADER"] = words(c.Source, 0, bodyStart)
	text["END"] = words(c.Source, bodyEnd, len(c.Source))
	out := make(map[string]region, len(text))
	for place, ranges := range text {
		out[place] = region{c.Fold(ranges)}
	}
	return out
}

func words(src string, from, to int) []cable.Range {
	if from >= to {
		return nil
	}
	return []cable.Range{{Start: from, End: to}}
}

// placeOf names the region of a block: "¶7", "¶7a", "h2", "u1".
func placeOf(b cable.Block) string {
	anchor := b.Anchor
	if anchor == "" {
		anchor = b.Paragraph
	}
	if number, ok := strings.CutPrefix(anchor, "p"); ok {
		return "¶" + number
	}
	return anchor
}

func refPlace(r cable.Reference) string {
	return "REF " + strings.ToUpper(strings.TrimPrefix(r.Anchor, "ref-"))
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
