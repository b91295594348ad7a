package page

import (
	"maps"
	"slices"
	"strings"

	"reftel/site/archive"
)

// A server without rules of its own shows 404.html where somebody asks for a
// bare reference ID. Its script then looks the ID up in a small file of all
// cables of that post: id/GRISTAD.txt, one line for each ID with the address of
// its page.

// finderKey returns the name of the file that an ID is looked up in: what stands
// between the year and the serial. The script does the same.
func finderKey(id string) string {
	id, _, _ = strings.Cut(id[min(2, len(id)):], "_")
	return strings.TrimRight(id, "0123456789")
}

func finderPath(key string) string { return "id/" + fileName(key) + ".txt" }

// A finderLine says where an ID leads.
type finderLine struct{ id, path string }

// A finderView is all that a file of IDs is made of.
type finderView []finderLine

func (v finderView) appendKey(b []byte) []byte {
	b = appendLen(b, len(v))
	for i := range v {
		b = appendString(appendString(b, v[i].id), v[i].path)
	}
	return b
}

// newFinder sorts the cables by their files of IDs. One whose ID was published
// wrong is also found under the one that it should have been.
func newFinder(a *archive.Archive) (keys []string, cables map[string][]int32) {
	cables = map[string][]int32{}
	for i, f := range a.Cables() {
		key := finderKey(f.ID)
		cables[key] = append(cables[key], i)
		if other := finderKey(f.Canonical); other != key {
			cables[other] = append(cables[other], i)
		}
	}
	return slices.Sorted(maps.Keys(cables)), cables
}

func (p *Plan) finderView(index int32) finderView {
	keys, cables := p.finder()
	key := keys[index]
	var v finderView
	for _, i := range cables[key] {
		f := p.archive.Cable(i)
		path := p.CablePath(i)
		if finderKey(f.ID) == key {
			v = append(v, finderLine{f.ID, path})
		}
		if f.Canonical == f.ID || finderKey(f.Canonical) != key {
			continue
		}
		if _, published := p.archive.Find(f.Canonical); !published {
			v = append(v, finderLine{f.Canonical, path})
		}
	}
	slices.SortFunc(v, func(a, b finderLine) int { return strings.Compare(a.id, b.id) })
	return v
}

func (v finderView) appendText(b []byte) []byte {
	for i := range v {
		b = append(append(b, v[i].id...), ' ')
		b = append(append(b, v[i].path...), '\n')
	}
	return b
}
