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

// path fills the pattern.
func (l permalink) path(f *archive.Facts) string {
	var room [64]byte
	return string(l.append(room[:0], f))
}

// append appends the filled pattern. The year of a cable without a date is 0000,
// and its month, where it is not known, 00.
func (l permalink) append(b []byte, f *archive.Facts) []byte {
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
	return b
}

// paths are the addresses of the pages of all cables, one behind the other.
type paths struct {
	all  string
	ends []int32 // of each, behind a zero
}

func newPaths(l permalink, a *archive.Archive) *paths {
	ends := make([]int32, a.Len()+1)
	all := make([]byte, 0, 32*a.Len())
	for i, f := range a.Cables() {
		all = l.append(all, f)
		ends[i+1] = int32(len(all))
	}
	return &paths{string(all), ends}
}

func (p *paths) of(i int32) string { return p.all[p.ends[i]:p.ends[i+1]] }

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
