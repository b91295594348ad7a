package annotation

import "strings"

// String returns the target as a note file writes it: "¶3", "¶12–13", "REF D",
// "SUBJECT"; "" for the whole cable.
func (t Target) String() string {
	if t.First == "" {
		return ""
	}
	s := writtenAnchor(t.First)
	if t.Last != t.First {
		s += "–" + strings.TrimPrefix(writtenAnchor(t.Last), "¶")
	}
	return s
}

// writtenAnchor turns an anchor into the words that name it.
func writtenAnchor(anchor string) string {
	if ref, ok := strings.CutPrefix(anchor, "ref-"); ok {
		return "REF " + strings.ToUpper(ref)
	}
	if rest, ok := cutNumber(anchor, 'h'); ok && rest == "" {
		return "HEADING " + anchor[1:]
	}
	if _, ok := cutNumber(anchor, 'p'); ok {
		return "¶" + anchor[1:]
	}
	if rest, ok := cutNumber(anchor, 'u'); ok && rest == "" {
		return "¶" + anchor
	}
	return strings.ToUpper(anchor)
}

// cutNumber cuts a letter and the digits after it off s.
func cutNumber(s string, letter byte) (rest string, ok bool) {
	if s == "" || s[0] != letter {
		return s, false
	}
	rest = strings.TrimLeft(s[1:], "0123456789")
	return rest, len(rest) < len(s)-1
}

// cutTarget reads a target at the start of s and returns what follows it.
// Where s begins with no target, the target is the whole cable and rest is s.
func cutTarget(s string) (t Target, rest string, problem string) {
	if after, ok := strings.CutPrefix(s, "¶"); ok {
		return cutParagraphs(strings.TrimPrefix(after, "¶"), s)
	}
	word := s[:len(s)-len(strings.TrimLeft(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
	after := strings.TrimLeft(s[len(word):], " ")
	switch word {
	case "SUBJECT", "TAGS", "TO":
		anchor := strings.ToLower(word)
		return Target{anchor, anchor}, after, ""
	case "REF":
		return cutEnumerated("ref-", after, s, isLetterOrDigit)
	case "HEADING":
		return cutEnumerated("h", after, s, isDigit)
	}
	return Target{}, s, ""
}

// cutParagraphs reads what follows the paragraph sign: "7", "7a", "7_2", "u1",
// "12–13".
func cutParagraphs(s, whole string) (Target, string, string) {
	first, rest := cutParagraph(strings.TrimLeft(s, " "))
	if first == "" {
		return Target{}, whole, "no paragraph number follows ¶"
	}
	for _, dash := range []string{"–", "-", "—"} {
		after, ok := strings.CutPrefix(rest, dash)
		if !ok {
			continue
		}
		last, end := cutParagraph(strings.TrimPrefix(after, "¶"))
		if last == "" {
			return Target{}, whole, "no paragraph number follows the dash"
		}
		return Target{first, last}, end, ""
	}
	return Target{first, first}, rest, ""
}

// cutParagraph reads one printed paragraph number and returns its anchor.
func cutParagraph(s string) (anchor, rest string) {
	if rest, ok := cutNumber(s, 'u'); ok {
		return s[:len(s)-len(rest)], rest
	}
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

// cutEnumerated reads the letter or number of a reference or heading.
func cutEnumerated(prefix, s, whole string, is func(byte) bool) (Target, string, string) {
	n := 0
	for n < len(s) && is(s[n]) {
		n++
	}
	if n == 0 {
		return Target{}, whole, "no letter or number follows"
	}
	anchor := prefix + strings.ToLower(s[:n])
	return Target{anchor, anchor}, s[n:], ""
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetterOrDigit(c byte) bool {
	return isDigit(c) || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}
