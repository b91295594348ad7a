package annotation

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
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
	maxCompared   = 400 // bytes of a quotation that are compared letter by letter
	enoughAlike   = 0.6
)

// nearest returns the places that are most like a quotation, best first. It
// looks for the stretch of each unit that shares most triples of letters with
// the quotation, in time linear in the text, and compares letters only there.
func nearest(quote string, units []unit) []candidate {
	key := lowerASCII(quoteKey(quote))
	if len(key) > maxCompared {
		key = strings.ToValidUTF8(key[:maxCompared], "")
	}
	grams := triples(key)
	if len(grams) == 0 {
		return nil
	}
	var found []candidate
	for _, u := range units {
		if c, ok := best(key, grams, u); ok {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
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

// best returns the stretch of a unit that is most like the quotation.
func best(key string, grams map[string]int, u unit) (candidate, bool) {
	folded := fold(u.text)
	lower := lowerASCII(folded.key)
	at, shared := window(lower, len(key), grams)
	if 4*shared < len(key)-2 {
		return candidate{}, false
	}
	c := candidate{place: u.place}
	for _, from := range edgesNear(folded.key, at) {
		for _, to := range edgesNear(folded.key, at+len(key)) {
			if from >= to || to-from > 2*len(key)+20 {
				continue
			}
			if score := alike(key, lower[from:to]); score > c.score {
				c.score = score
				c.words = strings.TrimSpace(u.text[folded.start[from]:folded.end[to-1]])
			}
		}
	}
	return c, c.score >= enoughAlike
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

// window slides a window of n bytes over s and returns where it shares most
// triples with grams, and how many.
func window(s string, n int, grams map[string]int) (at, shared int) {
	inside := map[string]int{}
	now := 0
	for i := 0; i+3 <= len(s); i++ {
		if g := s[i : i+3]; grams[g] > 0 {
			inside[g]++
			if inside[g] <= grams[g] {
				now++
			}
		}
		if out := i + 3 - n - 1; out >= 0 && n >= 3 {
			if g := s[out : out+3]; grams[g] > 0 {
				if inside[g] <= grams[g] {
					now--
				}
				inside[g]--
			}
		}
		if now > shared {
			at, shared = max(0, i+3-n), now
		}
	}
	return at, shared
}

// edgesNear returns the places next to one where a word begins or ends: up to
// two on each side.
func edgesNear(s string, at int) (edges []int) {
	at = min(at, len(s))
	for i, found := at, 0; i >= 0 && found < 2; i-- {
		if isEdge(s, i) {
			edges = append(edges, i)
			found++
		}
	}
	for i, found := at+1, 0; i <= len(s) && found < 2; i++ {
		if isEdge(s, i) {
			edges = append(edges, i)
			found++
		}
	}
	return edges
}

// isEdge reports whether a word begins or ends at a place.
func isEdge(s string, at int) bool {
	if at == 0 || at == len(s) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	return utf8.RuneStart(s[at]) && isWord(before) != isWord(after)
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
