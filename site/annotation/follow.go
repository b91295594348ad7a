package annotation

import (
	"bytes"
	"slices"
	"strings"

	"reftel/site/cable"
)

// Follow returns the text of a note file in which notes and links on a cable
// follow moved texts: "## ¶3" becomes "## ¶4", and so does [[08GRISTAD12 ¶3]].
// f is what src is read as. Where nothing changes, it returns src.
func Follow(f *File, src []byte, cable string, moves []Move) []byte {
	lines := bytes.Split(bytes.TrimPrefix(src, []byte("\ufeff")), []byte("\n"))
	changed := false
	for _, l := range slices.Backward(f.Links()) {
		to, ok := follow(l.Place, moves)
		if l.Cable != cable || !ok {
			continue
		}
		line := string(lines[l.Line-1])
		end := strings.Index(line[l.Column-1:], "]]")
		fresh := l.Link
		fresh.Place = to
		lines[l.Line-1] = []byte(line[:l.Column-1] + fresh.Markdown() + line[l.Column-1+end+2:])
		changed = true
	}
	for _, n := range f.Notes {
		to, ok := follow(n.Target, moves)
		if f.Cable != cable || !ok {
			continue
		}
		lines[n.Line-1] = []byte(withTarget(string(lines[n.Line-1]), to))
		changed = true
	}
	if !changed {
		return src
	}
	return bytes.Join(lines, []byte("\n"))
}

// follow applies moves to both ends of a place.
func follow(p cable.Place, moves []Move) (cable.Place, bool) {
	to := cable.Place{First: moved(p.First, moves), Last: moved(p.Last, moves)}
	return to, to != p
}

// withTarget returns a note's heading with another target.
func withTarget(heading string, p cable.Place) string {
	marks := len(heading) - len(strings.TrimLeft(heading, "# \t"))
	_, rest, _ := cable.CutPlace(heading[marks:])
	return heading[:marks] + p.String() + rest
}
