package cable

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestWideSpaceFrom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		b := make([]byte, r.IntN(40))
		for i := range b {
			b[i] = " !a"[r.IntN(3)] // "!" is one more than a space
		}
		s := string(b)
		for i := range len(s) + 1 {
			want := len(s)
			if n := strings.Index(s[i:], "   "); n >= 0 {
				want = i + n
			}
			if got := wideSpaceFrom(s, i); got != want {
				t.Fatalf("wideSpaceFrom(%q, %d) = %d, want %d", s, i, got, want)
			}
		}
	}
}
