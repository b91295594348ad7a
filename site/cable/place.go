package cable

import "strings"

// A Place is a part of a cable as people write it: one address ("¶7", "REF D")
// or a run of paragraphs ("¶12–13"). The zero Place is the whole cable.
type Place struct {
	First string // anchor: "p7", "p7a", "p7_2", "u1", "h2", "ref-d", "subject", "tags", "to"
	Last  string // equal to First but for a run of paragraphs
}

// String returns the place as it is written; "" for the whole cable.
func (p Place) String() string {
	if p.First == "" {
		return ""
	}
	s := writtenAnchor(p.First)
	if p.Last != p.First {
		s += "–" + strings.TrimPrefix(writtenAnchor(p.Last), "¶")
	}
	return s
}

// writtenAnchor turns an anchor into the words that name it.
func writtenAnchor(anchor string) string {
	if ref, ok := strings.CutPrefix(anchor, "ref-"); ok {
		return "REF " + strings.ToUpper(ref)
	}
	if _, ok := cutNumber(anchor, 'p'); ok {
		return "¶" + anchor[1:]
	}
	if isBareAnchor(anchor) {
		return anchor
	}
	return strings.ToUpper(anchor)
}

// isBareAnchor reports whether an anchor is written as it is: "h2", "u1".
func isBareAnchor(s string) bool {
	heading, isHeading := cutNumber(s, 'h')
	unnumbered, isUnnumbered := cutNumber(s, 'u')
	return isHeading && heading == "" || isUnnumbered && unnumbered == ""
}

// cutNumber cuts a letter and the digits after it off s.
func cutNumber(s string, letter byte) (rest string, ok bool) {
	if s == "" || s[0] != letter {
		return s, false
	}
	rest = strings.TrimLeft(s[1:], "0123456789")
	return rest, len(rest) < len(s)-1
}

// CutPlace reads a place at the start of s and returns what follows it.
// Where s begins with no place, the place is the whole cable and rest is s.
// What is wrong with a place that begins but does not end is said in problem.
func CutPlace(s string) (p Place, rest, problem string) {
	if after, ok := strings.CutPrefix(s, "¶"); ok {
		return cutParagraphs(strings.TrimPrefix(after, "¶"), s)
	}
	word := s[:len(s)-len(strings.TrimLeft(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZhu0123456789"))]
	switch {
	case word == "SUBJECT" || word == "TAGS" || word == "TO":
		word = strings.ToLower(word)
		return Place{word, word}, s[len(word):], ""
	case word == "REF":
		return cutReference(strings.TrimLeft(s[len(word):], " "), s)
	case isBareAnchor(word):
		return Place{word, word}, s[len(word):], ""
	}
	return Place{}, s, ""
}

// cutParagraphs reads what follows the paragraph sign: "7", "7a", "7_2",
// "12–13".
func cutParagraphs(s, whole string) (Place, string, string) {
	first, rest := cutParagraph(strings.TrimLeft(s, " "))
	if first == "" {
		return Place{}, whole, "no paragraph number follows ¶"
	}
	for _, dash := range []string{"–", "-", "—"} {
		after, ok := strings.CutPrefix(rest, dash)
		if !ok {
			continue
		}
		last, end := cutParagraph(strings.TrimPrefix(after, "¶"))
		if last == "" {
			return Place{}, whole, "no paragraph number follows the dash"
		}
		return Place{first, last}, end, ""
	}
	return Place{first, first}, rest, ""
}

// cutParagraph reads one printed paragraph number and returns its anchor.
func cutParagraph(s string) (anchor, rest string) {
	rest = strings.TrimLeft(s, "0123456789")
	if len(rest) == len(s) {
		return "", s
	}
	rest = strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyz")
	if repeat, ok := cutNumber(rest, '_'); ok {
		rest = repeat
	}
	return "p" + s[:len(s)-len(rest)], rest
}

// cutReference reads the letter or number of a reference.
func cutReference(s, whole string) (Place, string, string) {
	n := 0
	for n < len(s) && isLetterOrDigit(s[n]) {
		n++
	}
	if n == 0 {
		return Place{}, whole, "no letter or number follows REF"
	}
	anchor := "ref-" + strings.ToLower(s[:n])
	return Place{anchor, anchor}, s[n:], ""
}

func isLetterOrDigit(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// An Address is a part of a cable that can be linked to, and the words under
// it.
type Address struct {
	Anchor string
	Text   []Range // read it with Cable.Fold
}

// Addresses returns every address of the cable: of the preamble, where it has
// that part, then of the body in reading order. A paragraph takes in the
// sub-paragraphs, bullets and continuations that belong to it.
func (c *Cable) Addresses() []Address {
	var out []Address
	add := func(anchor string, text []Range) {
		if len(text) > 0 {
			out = append(out, Address{anchor, text})
		}
	}
	add("to", c.addressees())
	add("tags", c.tagText())
	add("subject", c.SubjectText)
	for _, r := range c.References {
		add(r.Anchor, []Range{r.Text})
	}
	return append(out, c.bodyAddresses()...)
}

func (c *Cable) addressees() (text []Range) {
	for _, s := range c.Spans {
		if s.Role == ActionAddressee || s.Role == InfoAddressee {
			text = append(text, s.Range)
		}
	}
	return text
}

// tagText leaves out what was placed already: tags of one run share a range.
func (c *Cable) tagText() (text []Range) {
	end := 0
	for _, t := range c.Tags {
		if t.Text.Start >= end && t.Text.Len() > 0 {
			text = append(text, t.Text)
			end = t.Text.End
		}
	}
	return text
}

func (c *Cable) bodyAddresses() []Address {
	var out []Address
	index := map[string]int{}
	last := -1 // the address that a block without one of its own belongs to
	for _, b := range c.Blocks {
		if i, ok := index[b.Paragraph]; ok && b.Paragraph != b.Anchor {
			out[i].Text = append(out[i].Text, b.Text...)
			if b.Anchor == "" && last > i {
				out[last].Text = append(out[last].Text, b.Text...)
			}
		}
		if b.Anchor != "" {
			last = len(out)
			index[b.Anchor] = last
			out = append(out, Address{b.Anchor, append([]Range(nil), b.Text...)})
		}
	}
	return out
}
