package page

import (
	"strings"

	"reftel/site/archive"
)

// A permalink is the pattern of the addresses of cables, cut at its
// placeholders: "cable/{year}/{month}/{id}.html".
type permalink []string

func parsePermalink(pattern string) permalink {
	var parts permalink
	for {
		before, after, found := strings.Cut(pattern, "{")
		name, rest, closed := strings.Cut(after, "}")
		if !found || !closed {
			return append(parts, pattern)
		}
		parts = append(parts, before, "{"+name+"}")
		pattern = rest
	}
}

// path fills the pattern. The year of a cable without a date is 0000, and its
// month, where it is not known, 00.
func (l permalink) path(f *archive.Facts) string {
	var room [64]byte
	b := room[:0]
	at := periodOf(f)
	for _, part := range l {
		switch part {
		case "{year}":
			b = appendPadded(b, int(at.year), 4)
		case "{month}":
			b = appendPadded(b, int(at.month), 2)
		case "{post}":
			b = append(b, fileName(f.Post)...)
		case "{id}":
			b = append(b, idName(f.ID)...)
		default:
			b = append(b, part...)
		}
	}
	return string(b)
}

// idName is the ID as it stands in an address: as it is, if it has the shape of
// all published ones.
func idName(id string) string {
	if isPublishedID(id) {
		return id
	}
	return fileName(id)
}

// id takes the ID out of an address, the first thing that could be it. Whether
// the whole address is that of the cable must be compared.
func (l permalink) id(path string) (string, bool) {
	for i, part := range l {
		if !strings.HasPrefix(part, "{") {
			rest, ok := strings.CutPrefix(path, part)
			if !ok {
				return "", false
			}
			path = rest
			continue
		}
		end := len(path)
		if i+1 < len(l) && l[i+1] != "" {
			end = strings.Index(path, l[i+1])
		}
		if end < 0 {
			return "", false
		}
		if part == "{id}" {
			return nameOfFile(path[:end])
		}
		path = path[end:]
	}
	return "", false
}

// nameOfFile returns the ID of an address.
func nameOfFile(s string) (string, bool) {
	if isPublishedID(s) {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '_':
			b = append(b, ' ')
		case '~':
			b = append(b, '/')
		case '=':
			high, low := -1, -1
			if i+2 < len(s) {
				high, low = strings.IndexByte(hexDigits, s[i+1]), strings.IndexByte(hexDigits, s[i+2])
			}
			if high >= 0 && low >= 0 {
				b = append(b, byte(high<<4|low))
				i += 2
			}
		default:
			b = append(b, s[i])
		}
	}
	return string(b), true
}

const hexDigits = "0123456789ABCDEF"
