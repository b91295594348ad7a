package mapping

import (
	"bytes"
	"slices"
	"strings"
)

// plain reads a mapping that is nothing but lines of "key: words", as nearly
// all heads of cables are, without the YAML library: an archive of a quarter of
// a million files has as many heads. It gives up (false) at anything that YAML
// might read in another way; FuzzPlain holds it against the library.
func plain(data []byte, shift int) ([]Entry, bool) {
	if len(data) > Limit {
		return nil, false
	}
	entries := make([]Entry, 0, 6)
	for n := 1; len(data) > 0; n++ {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		key, words, at, ok := plainLine(line)
		if !ok || slices.ContainsFunc(entries, func(e Entry) bool { return e.Key == string(key) }) {
			return nil, false
		}
		entries = append(entries, Entry{
			Key: string(key), Line: n + shift, Column: 1,
			Value: Value{Line: n + shift, Column: at + 1, Text: string(words)},
		})
	}
	return entries, true
}

// plainLine cuts "key: words"; at is where the words start.
func plainLine(line []byte) (key, words []byte, at int, ok bool) {
	colon := bytes.IndexByte(line, ':')
	if colon < 1 || colon+2 >= len(line) || line[colon+1] != ' ' {
		return nil, nil, 0, false
	}
	key = line[:colon]
	for _, c := range key {
		if (c < 'a' || c > 'z') && c != '_' {
			return nil, nil, 0, false
		}
	}
	for at = colon + 2; at < len(line) && line[at] == ' '; at++ {
	}
	words = bytes.TrimRight(line[at:], " ")
	return key, words, at, plainWords(words)
}

// plainWords reports whether YAML reads the words as they stand: they begin
// with a letter or digit, hold no comment, no further key and nothing but
// printable ASCII, and are not a word for null.
func plainWords(words []byte) bool {
	if len(words) == 0 || !isAlphanumeric(words[0]) || bytes.EqualFold(words, []byte("null")) {
		return false
	}
	for i, c := range words {
		switch {
		case c < ' ' || c > '~':
			return false
		case c == '#' && words[i-1] == ' ':
			return false
		case c == ':' && (i+1 == len(words) || words[i+1] == ' '):
			return false
		}
	}
	return true
}

// IsPlain reports whether a value may be written into a mapping as it stands.
func IsPlain(value string) bool {
	return plainWords([]byte(value)) && strings.TrimSpace(value) == value
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
