package redaction

import (
	"bytes"
	"unicode/utf8"
)

// tags tells whether places are within a tag. It is asked for places in order.
type tags struct {
	src    []byte
	looked int // up to where a tag may begin was looked for
	end    int // of the last tag that begins before
}

// around reports whether a place is within the tag that the last "<" begins.
func (t *tags) around(i int) bool {
	if open := i - 2; open >= 0 && t.src[open] == '<' && t.src[i-1] == '/' { // as most are about which it is asked
		return tagEnd(t.src, open) > i
	}
	if i > t.looked {
		if open := bytes.LastIndexByte(t.src[t.looked:i], '<'); open >= 0 {
			t.end = tagEnd(t.src, t.looked+open)
		}
		t.looked = i
	}
	return i < t.end
}

// mayStart reports whether a word of the list may begin with the plain letter at
// src[i]. It looks at nothing but plain letters and what lies between words.
func (g *Gate) mayStart(src []byte, i int, t *tags) bool {
	node := uint32(0)
	for at := i; at < len(src); at++ {
		switch c := class[src[at]]; {
		case c > special:
			if node = g.tree.next(node, c); node == 0 {
				return false
			}
			if g.tree.nodes[node].line != 0 {
				return true
			}
		case c <= joint, src[at] == '<' && t.around(i):
		default:
			return true
		}
	}
	return false
}

// at calls f with every word that begins at src[i]; it reports whether to go on.
func (g *Gate) at(src []byte, i int, t *tags, f func(match) bool) bool {
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

// from calls f with every word that begins where a walker stands.
func (g *Gate) from(w *walker, f func(match) bool) bool {
	start, node := w.at, uint32(0)
	for {
		c, ok := w.next()
		if !ok {
			return true
		}
		if node = g.tree.next(node, c); node == 0 {
			return true
		}
		line := g.tree.nodes[node].line
		if line == 0 {
			continue
		}
		ahead := *w
		if ahead.ended() && !f(match{start: start, end: w.at + accents(w.src[w.at:]), line: line}) {
			return false
		}
		w.sawTag = w.sawTag || ahead.sawTag
	}
}

// accents returns the length of what src begins with that belongs to the letter
// before.
func accents(src []byte) (n int) {
	for n < len(src) && src[n] >= utf8.RuneSelf {
		letters, size, inWord := character(src[n:])
		if !inWord || len(letters) > 0 {
			break
		}
		n += size
	}
	return n
}
