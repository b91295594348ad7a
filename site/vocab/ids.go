package vocab

import (
	"strconv"
	"strings"
	"sync"
)

// An ID is a reference ID taken apart: 08ASTANA2577 is cable 2577 of ASTANA in
// 2008.
type ID struct {
	Year   int // 2008
	Post   string
	Serial int
}

// String returns the reference ID: year in two digits, post, serial without
// leading zeros.
func (id ID) String() string {
	b := make([]byte, 0, 24)
	b = append(b, byte('0'+id.Year/10%10), byte('0'+id.Year%10))
	b = append(b, id.Post...)
	return string(strconv.AppendInt(b, int64(id.Serial), 10))
}

// maxSerial is the number of digits of the longest serials.
const maxSerial = 7

// FullYear returns the year that two digits stand for: 21 to 99 are of the last
// century. The cables of the public archives are of 1966 to 2010.
func FullYear(yy int) int {
	if yy > 20 {
		return 1900 + yy
	}
	return 2000 + yy
}

// SplitID takes a well-formed reference ID apart: two digits, capital letters,
// one to seven digits. Leading zeros of the serial are dropped. It reports
// false for anything else.
func SplitID(id string) (ID, bool) {
	if len(id) < 4 || !isDigit(id[0]) || !isDigit(id[1]) {
		return ID{}, false
	}
	i := 2
	for i < len(id) && 'A' <= id[i] && id[i] <= 'Z' {
		i++
	}
	if i == 2 || i == len(id) || len(id)-i > maxSerial {
		return ID{}, false
	}
	serial := 0
	for _, c := range []byte(id[i:]) {
		if !isDigit(c) {
			return ID{}, false
		}
		serial = serial*10 + int(c-'0')
	}
	yy := int(id[0]-'0')*10 + int(id[1]-'0')
	return ID{FullYear(yy), id[2:i], serial}, true
}

// NormalID returns what a person typed as a reference ID in the form in which
// IDs are published, as far as spelling goes: upper case, without spaces,
// hyphens, a leading "#", the "_a" of other archives, leading zeros of the
// serial, and with two digits for the year. It does not change the post.
func NormalID(s string) string {
	if id, ok := SplitID(s); ok && s[2+len(id.Post)] != '0' {
		return s
	}
	s, _, _ = strings.Cut(s, "_")
	b := make([]byte, 0, len(s))
	for _, c := range []byte(strings.ToUpper(s)) {
		if isLetter(c) || isDigit(c) {
			b = append(b, c)
		}
	}
	s = string(b)
	if len(s) > 4 && (s[:2] == "19" || s[:2] == "20") && isDigit(s[2]) && isDigit(s[3]) && isLetter(s[4]) {
		s = s[2:]
	}
	if id, ok := SplitID(s); ok {
		return id.String()
	}
	return s
}

var corrections = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	rows("corrections.tsv", 2, func(c []string) { m[c[0]] = c[1] })
	return m
})

// CanonicalID returns the reference ID that id should have been. It undoes
// what made IDs go wrong in publication (words of the classification line that
// leaked in, garbled section numbers, tails, damaged letters), reads aliases of
// posts, and normalises the spelling as NormalID does. An ID of a known post is
// returned as it is.
//
// Use it to find what a reference means after looking for the ID as written:
// a few posts published under codes that are also aliases (TAIPEI, PARISFR).
func CanonicalID(id string) string {
	n := NormalID(id)
	if c, ok := corrections()[n]; ok {
		return c
	}
	if parts, ok := SplitID(n); ok {
		return withPost(n, parts.Post, canonicalPost(parts.Post))
	}
	return mend(n)
}

// withPost returns the ID with another post.
func withPost(id, old, post string) string {
	if old == post {
		return id
	}
	return id[:2] + post + id[2+len(old):]
}

// canonicalPost returns the code that a post's code in an ID should be.
func canonicalPost(post string) string {
	g := posts()
	if code, ok := g.aliases[post]; ok {
		return code
	}
	if g.byCode[post] != nil {
		return post
	}
	if rest := cutLeaked(post); rest != post {
		return canonicalPost(rest)
	}
	if code, ok := nearPost(post); ok {
		return code
	}
	return post
}
