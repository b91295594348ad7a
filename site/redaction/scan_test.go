package redaction

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func (g *Gate) atByte(src []byte, i int, t *byteTags, f func(match) bool) bool {
	w := walker{src: src, at: i}
	if !g.from(&w, f) {
		return false
	}
	if !w.sawTag || t.around(i) {
		return true
	}
	w = walker{src: src, at: i, skipTags: true}
	return g.from(&w, func(m match) bool {
		m.split = true
		return f(m)
	})
}

// eachByte is each as simply as can be.
func (g *Gate) eachByte(src []byte, f func(match) bool) (runs []run) {
	inWord := false
	begin := -1 // of the run of base64, -1 for none
	tags := byteTags{src: src, open: -1}
	for i := 0; i < len(src); {
		c := class[src[i]]
		switch {
		case c > special:
			if begin < 0 {
				begin = i
			}
			if !inWord && !g.atByte(src, i, &tags, f) {
				return nil
			}
			inWord = true
			for i++; i < len(src) && class[src[i]] > special; i++ {
			}
			continue
		case c == joint:
			if begin < 0 {
				begin = i
			}
			inWord = false
			i++
			continue
		}
		if begin >= 0 && i-begin >= minBase64 {
			runs = append(runs, run{begin, i})
		}
		begin = -1
		switch {
		case c == gap:
			inWord = false
			i++
		case src[i] == '<':
			inWord, tags.open = false, i
			i++
		default:
			letters, size, within := character(src[i:])
			if !inWord && len(letters) > 0 && !g.atByte(src, i, &tags, f) {
				return nil
			}
			if src[i] == '\\' && size > 1 && !g.atByte(src, i+1, &tags, f) { // it may be no escape
				return nil
			}
			inWord = within && (inWord || len(letters) > 0)
			i += size
		}
	}
	if begin >= 0 && len(src)-begin >= minBase64 {
		runs = append(runs, run{begin, len(src)})
	}
	return runs
}

// byteTags are tags that are told of every place where one may begin.
type byteTags struct {
	src  []byte
	open int // last place where a tag may begin, -1 for none
	end  int // of the last tag that was looked for
}

// around reports whether a place behind the last "<" is within the tag.
func (t *byteTags) around(i int) bool {
	if t.open >= 0 {
		t.open, t.end = -1, tagEnd(t.src, t.open)
	}
	return i < t.end
}

// scraps are what random texts are put together from.
var scraps = []string{
	"Oskar", "oskar", "Lindqvist", "Lind", "qvist", " ", "\n", "<b>", "</b>", "<a href=\"", "\">", "<", ">", "&", "&#39;", "&amp;", "&eacute;",
	"Éva", "Žižek", "Eva", "&Zcaron;izek", "\\n", "\\u004f", "skar", "%20", "%4f", "%C3%89va", "Ann", "Anna", "é", "\u00ad", "\u200b", "-", "/",
	"_", "+", "=", ";", "#", "x", "1", "Li", "Wei", "L", "i", "ABCDEFGHIJKL", "mnopqrst", "\\", "%", "{", "}", "“", "”", "\x00", "\xff", "\\4f ", ".",
}

// The scan finds what a look at one byte after the other finds, and no run of
// base64 is left out.
func TestScanFindsAll(t *testing.T) {
	g := gate(t, "Oskar Lindqvist", "Ann", "Éva Žižek", "Li Wei", "qvist")
	for seed := range uint64(20000) {
		r := rand.New(rand.NewPCG(seed, 3))
		var b strings.Builder
		for range 1 + r.IntN(60) {
			b.WriteString(scraps[r.IntN(len(scraps))])
		}
		src := []byte(b.String())
		var got, want []string
		runs := g.each(src, func(m match) bool { got = append(got, fmt.Sprint(m)); return true })
		all := g.eachByte(src, func(m match) bool { want = append(want, fmt.Sprint(m)); return true })
		slices.Sort(got)
		slices.Sort(want)
		if got, want = slices.Compact(got), slices.Compact(want); !slices.Equal(got, want) {
			t.Fatalf("%q: found %v, want %v", src, got, want)
		}
		for _, x := range all {
			if !slices.ContainsFunc(runs, func(r run) bool { return r.start <= x.start && x.end <= r.end }) {
				t.Fatalf("%q: runs %v, want %v", src, runs, all)
			}
		}
	}
}
