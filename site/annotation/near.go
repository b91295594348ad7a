package annotation

import (
	"cmp"
	"slices"
	"strings"
)

// A candidate is a place whose words are like a quotation that stands nowhere.
type candidate struct {
	place string  // as written: "¶3"
	words string  // of the text, folded
	score float64 // 1 for the same words, 0 for nothing in common
}

// A unit is one address with its words.
type unit struct {
	place string
	text  string // folded as Cable.Fold does
}

const (
	maxCandidates = 3
	maxAligned    = 8   // units whose letters are compared
	maxCompared   = 400 // bytes of a quotation that are compared letter by letter
	enoughAlike   = 0.6
	muchLess      = 0.15 // alike than the best is not worth showing
)

// nearest returns the places that are most like a quotation, best first. It
// looks for the stretch of each unit that shares most triples of letters with
// the quotation, in time linear in the text, and compares letters only where
// that is most.
func nearest(quote string, units []unit) []candidate {
	key := lowerASCII(quoteKey(quote))
	if len(key) > maxCompared {
		key = strings.ToValidUTF8(key[:maxCompared], "")
	}
	grams := triples(key)
	if len(grams) == 0 {
		return nil
	}
	var likely []window
	for _, u := range units {
		if w := windowOf(u, len(key), grams); 4*w.shared >= len(key)-2 {
			likely = append(likely, w)
		}
	}
	slices.SortStableFunc(likely, func(a, b window) int { return b.shared - a.shared })
	var found []candidate
	for _, w := range likely[:min(len(likely), maxAligned)] {
		if c := w.candidate(key); c.score >= enoughAlike {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	found = slices.DeleteFunc(found, func(c candidate) bool { return c.score < found[0].score-muchLess })
	return found[:min(len(found), maxCandidates)]
}

// triples counts the three-byte strings of s.
func triples(s string) map[string]int {
	grams := map[string]int{}
	for i := 0; i+3 <= len(s); i++ {
		grams[s[i:i+3]]++
	}
	return grams
}

// A window is the stretch of a unit that shares most triples with a quotation.
type window struct {
	unit   unit
	folded matchText
	lower  string // folded.key in small letters
	at     int    // where in lower it begins
	shared int
}

// windowOf slides a window of n bytes over a unit.
func windowOf(u unit, n int, grams map[string]int) window {
	folded := fold(u.text)
	w := window{unit: u, folded: folded, lower: lowerASCII(folded.key)}
	inside := map[string]int{}
	now := 0
	for i := 0; i+3 <= len(w.lower); i++ {
		if g := w.lower[i : i+3]; grams[g] > 0 {
			inside[g]++
			if inside[g] <= grams[g] {
				now++
			}
		}
		if out := i + 2 - n; out >= 0 && n >= 3 {
			if g := w.lower[out : out+3]; grams[g] > 0 {
				if inside[g] <= grams[g] {
					now--
				}
				inside[g]--
			}
		}
		if now > w.shared {
			w.at, w.shared = max(0, i+3-n), now
		}
	}
	return w
}

// candidate returns the words about the window that are most like the
// quotation.
func (w window) candidate(key string) candidate {
	near, far := max(0, w.at-len(key)), min(len(w.lower), w.at+2*len(key))
	from, to := align(key, w.lower[near:far])
	from, to = wholeWords(w.folded.key, near+from, near+to)
	if from >= to {
		return candidate{}
	}
	return candidate{
		place: w.unit.place, words: w.unit.text[w.folded.start[from]:w.folded.end[to-1]],
		score: alike(key, w.lower[from:to]),
	}
}

// wholeWords widens a stretch to the edges of the words that it cuts, and takes
// the space off its ends.
func wholeWords(s string, from, to int) (int, int) {
	for from > 0 && !wordEdge(s, from) {
		from--
	}
	for to < len(s) && !wordEdge(s, to) {
		to++
	}
	for from < to && s[from] == ' ' {
		from++
	}
	for from < to && s[to-1] == ' ' {
		to--
	}
	return from, to
}

// lowerASCII lowers the letters of ASCII, so that offsets stay.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// align returns the stretch of text that takes the fewest edits to become key.
func align(key, text string) (from, to int) {
	// cost[j] is that of making the beginning of key from some stretch of text
	// that ends at j; begin[j] is where that begins.
	cost, begin := make([]int, len(text)+1), make([]int, len(text)+1)
	for j := range begin {
		begin[j] = j
	}
	for i := range len(key) {
		diagonal, diagonalBegin := cost[0], begin[0]
		cost[0], begin[0] = i+1, 0
		for j := range len(text) {
			c, b := diagonal, diagonalBegin
			if key[i] != text[j] {
				c++
			}
			diagonal, diagonalBegin = cost[j+1], begin[j+1]
			if diagonal+1 < c {
				c, b = diagonal+1, diagonalBegin
			}
			if cost[j]+1 < c {
				c, b = cost[j]+1, begin[j]
			}
			cost[j+1], begin[j+1] = c, b
		}
	}
	to = len(text)
	for j := range cost {
		if cost[j] < cost[to] {
			to = j
		}
	}
	return begin[to], to
}

// alike returns how much two short texts have in common, from 0 to 1, by edit
// distance.
func alike(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return 1 - float64(row[len(y)])/float64(max(len(x), len(y), 1))
}
