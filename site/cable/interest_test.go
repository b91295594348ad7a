package cable

import (
	"math/bits"
	"math/rand/v2"
	"testing"
)

// TestPatternsNext compares both halves side by side with one byte after the other.
func TestPatternsNext(t *testing.T) {
	oneByOne := func(p *patterns, src string, state, ends uint64) int {
		for i := range len(src) {
			if state = (state<<1 + p.begins) & p.bits[src[i]]; state&ends != 0 {
				return i + 1 - p.lengths[bits.TrailingZeros64(state&ends)]
			}
		}
		return len(src)
	}
	const letters = "ENDREFPAXXXX12 ,s.(abcdefghijklmnopqrstuvwxyz"
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		src := make([]byte, r.IntN(40))
		for i := range src {
			src[i] = letters[r.IntN(len(letters))]
		}
		for _, p := range [...]*patterns{interest, keywordBegins} {
			for _, state := range [...]uint64{0, p.edges} {
				for _, ends := range [...]uint64{p.ends, p.ends | p.brackets} {
					if got, want := p.next(string(src), state, ends), oneByOne(p, string(src), state, ends); got != want {
						t.Fatalf("%q, state %x: %d, want %d", src, state, got, want)
					}
				}
			}
		}
	}
}
