package annotation

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A matchText is a text as quotations are compared with it: what a keyboard and
// a word processor write differently is one. White space is one space, NBSP
// included, and none beside a dash; quotation marks are straight; dashes of all
// kinds and runs of hyphens are one hyphen; an ellipsis is three dots; what
// cannot be seen is left out. It knows the way back.
type matchText struct {
	key        string
	start, end []int32 // of the characters that each byte of key stands for
}

// fold returns s as quotations are compared with it.
func fold(s string) matchText {
	f := folder{key: make([]byte, 0, len(s))}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		f.add(r, i, i+n)
		i += n
	}
	return matchText{string(f.key), f.start, f.end}
}

type folder struct {
	key        []byte
	start, end []int32
}

func (f *folder) add(r rune, start, end int) {
	switch {
	case r == ' ' || unicode.IsSpace(r):
		if last := f.last(); last != ' ' && last != '-' {
			f.put(" ", start, end)
		}
	case unicode.Is(unicode.Pd, r) || r == '−':
		f.dash(start, end)
	case strings.ContainsRune("“”„‟«»", r):
		f.put(`"`, start, end)
	case strings.ContainsRune("'‘’‚‛`´′", r):
		f.single(start, end)
	case r == '…':
		f.put("...", start, end)
	case r == '\u00ad' || unicode.Is(unicode.Cf, r):
	default:
		f.put(string(r), start, end)
	}
}

// last returns the last byte, 0 for none.
func (f *folder) last() byte {
	if len(f.key) == 0 {
		return 0
	}
	return f.key[len(f.key)-1]
}

func (f *folder) put(s string, start, end int) {
	for i := range len(s) {
		f.key = append(f.key, s[i])
		f.start = append(f.start, int32(start))
		f.end = append(f.end, int32(end))
	}
}

// dash takes in the hyphen and the space before it.
func (f *folder) dash(start, end int) {
	if f.last() == ' ' {
		f.drop()
	}
	if f.last() == '-' {
		f.end[len(f.end)-1] = int32(end)
		return
	}
	f.put("-", start, end)
}

// single takes two single marks for a double one, as typewriters wrote it.
func (f *folder) single(start, end int) {
	if n := len(f.end); n > 0 && f.last() == '\'' && int(f.end[n-1]) == start {
		f.key[n-1] = '"'
		f.end[n-1] = int32(end)
		return
	}
	f.put("'", start, end)
}

func (f *folder) drop() {
	n := len(f.key) - 1
	f.key, f.start, f.end = f.key[:n], f.start[:n], f.end[:n]
}

// quoteKey returns a quotation as it is looked for.
func quoteKey(quote string) string { return strings.Trim(fold(quote).key, " ") }

// A match is a place of a quotation in a text: byte offsets of that text.
type match struct{ from, to int }

// maxMatches is more than a reader would tell apart.
const maxMatches = 100

// find returns the places in which a quotation stands in whole words. A place
// within a longer word is none: when "art" has gone from a text, "party" is not
// what was meant.
func (t matchText) find(key string) (matches []match) {
	if key == "" {
		return nil
	}
	for at := 0; len(matches) < maxMatches; {
		i := strings.Index(t.key[at:], key)
		if i < 0 {
			return matches
		}
		from, to := at+i, at+i+len(key)
		if wordEdge(t.key, from) && wordEdge(t.key, to) {
			matches = append(matches, match{int(t.start[from]), int(t.end[to-1])})
		}
		_, n := utf8.DecodeRuneInString(t.key[from:])
		at = from + n
	}
	return matches
}

// within returns the words of which a quotation is a part, the first where there
// are several; "" where it stands nowhere at all, and for a letter or two.
func (t matchText) within(key string) string {
	i := strings.Index(t.key, key)
	if i < 0 || len(key) < 3 {
		return ""
	}
	from, to := i, i+len(key)
	for from > 0 && !wordEdge(t.key, from) {
		_, n := utf8.DecodeLastRuneInString(t.key[:from])
		from -= n
	}
	for to < len(t.key) && !wordEdge(t.key, to) {
		_, n := utf8.DecodeRuneInString(t.key[to:])
		to += n
	}
	return t.key[from:to]
}

// wordEdge reports whether no word goes on over a place in s.
func wordEdge(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	return !isWord(before) || !isWord(after)
}

func isWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}
