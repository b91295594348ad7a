package cable

import (
	"iter"
	"slices"
	"strings"
)

// A Place is a part of a cable as people write it: one address ("¶7", "REF D")
// or a run of paragraphs ("¶12–13"). The zero Place is the whole cable.
type Place struct {
	First string // anchor: "p7", "p7a", "p7-1", "p7_2", "u1", "h2", "ref-d", "subject", "tags", "to"
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
	for _, sign := range [...]byte{'p', 'u', 'h'} {
		if rest, ok := cutNumber(anchor, sign); ok {
			number := anchor[1 : len(anchor)-len(rest)]
			if sign != 'p' {
				return string(sign) + number + writtenItems(rest)
			}
			return "¶" + number + writtenItems(rest)
		}
	}
	return strings.ToUpper(anchor)
}

// writtenItems writes the part of an anchor behind its first number. A number
// of a sub-paragraph goes into brackets, so that it is not taken for the end of
// a run: "p7-1" is "¶7(1)".
func writtenItems(rest string) string {
	if !strings.Contains(rest, "-") {
		return rest
	}
	var b strings.Builder
	for i := 0; i < len(rest); {
		if rest[i] != '-' {
			b.WriteByte(rest[i])
			i++
			continue
		}
		end := skipDigits(rest, i+1)
		b.WriteString("(" + rest[i+1:end] + ")")
		i = end
	}
	return b.String()
}

// cutItems reads what writtenItems writes.
func cutItems(s string) (anchor, rest string) {
	for {
		rest = strings.TrimLeft(s, "abcdefghijklmnopqrstuvwxyz")
		if after, ok := cutNumber(rest, '_'); ok {
			rest = after
		}
		anchor += s[:len(s)-len(rest)]
		if after, ok := cutNumber(rest, '('); ok && strings.HasPrefix(after, ")") {
			anchor += "-" + rest[1:len(rest)-len(after)]
			rest = after[1:]
		}
		if len(rest) == len(s) {
			return anchor, rest
		}
		s = rest
	}
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
	for _, sign := range [...]byte{'u', 'h'} {
		if rest, ok := cutNumber(s, sign); ok {
			number := s[:len(s)-len(rest)]
			items, rest := cutItems(rest)
			return Place{number + items, number + items}, rest, ""
		}
	}
	word := s[:len(s)-len(strings.TrimLeft(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
	switch {
	case word == "SUBJECT" || word == "TAGS" || word == "TO":
		word = strings.ToLower(word)
		return Place{word, word}, s[len(word):], ""
	case word == "REF":
		return cutReference(strings.TrimLeft(s[len(word):], " "), s)
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
	number := s[:len(s)-len(rest)]
	items, rest := cutItems(rest)
	return "p" + number + items, rest
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
	out := make([]Address, 0, 3+len(c.References)+len(c.Blocks))
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
	return c.appendBodyAddresses(out)
}

// Anchors yields the anchors of Addresses, without looking at the words.
func (c *Cable) Anchors() iter.Seq[string] {
	return func(yield func(string) bool) {
		has := [...]bool{
			slices.ContainsFunc(c.Spans, isAddressee),
			slices.ContainsFunc(c.Tags, func(t Tag) bool { return t.Text.Len() > 0 }),
			len(c.SubjectText) > 0,
		}
		for i, anchor := range [...]string{"to", "tags", "subject"} {
			if has[i] && !yield(anchor) {
				return
			}
		}
		for i := range c.References {
			if !yield(c.References[i].Anchor) {
				return
			}
		}
		for i := range c.Blocks {
			if anchor := c.Blocks[i].Anchor; anchor != "" && !yield(anchor) {
				return
			}
		}
	}
}

func isAddressee(s Span) bool { return s.Role == ActionAddressee || s.Role == InfoAddressee }

func (c *Cable) addressees() (text []Range) {
	for _, s := range c.Spans {
		if isAddressee(s) {
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

func (c *Cable) appendBodyAddresses(out []Address) []Address {
	index := map[string]int{}
	last := -1 // the address that a block without one of its own belongs to
	for n := range c.Blocks {
		b := &c.Blocks[n]
		if i, ok := index[b.Paragraph]; ok && b.Paragraph != b.Anchor {
			out[i].Text = append(out[i].Text, b.Text...)
			if b.Anchor == "" && last > i {
				out[last].Text = append(out[last].Text, b.Text...)
			}
		}
		if b.Anchor != "" {
			last = len(out)
			index[b.Anchor] = last
			out = append(out, Address{b.Anchor, slices.Clip(b.Text)})
		}
	}
	return out
}
