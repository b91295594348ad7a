package cable

import (
	"math/rand/v2"
	"testing"
)

func TestFoldLeadsBackToTheSource(t *testing.T) {
	c := &Cable{Source: "Brussels  drafted\n\nGRISTAD 000001  002 OF 003\n\na road map"}
	f := c.Fold([]Range{{0, 17}, {47, 57}})
	if want := "Brussels drafted a road map"; f.Text != want {
		t.Fatalf("Text = %q, want %q", f.Text, want)
	}
	var back string
	for _, r := range f.Source(9, 23) {
		back += c.Source[r.Start:r.End] + "|"
	}
	if want := "drafted|a|road|"; back != want {
		t.Errorf("Source = %q, want %q", back, want)
	}
}

// Words reads text as Fold does, by another way.
func TestWordsAreThoseOfFold(t *testing.T) {
	c := &Cable{Source: " the  old\nbridge \r\n\tof Gristad "}
	for _, text := range [][]Range{nil, {{0, 31}}, {{0, 5}, {5, 10}}, {{0, 1}, {4, 6}, {6, 20}}, {{3, 4}}} {
		want := c.Fold(text).Text
		if got := c.Words(text); got != want {
			t.Errorf("Words(%v) = %q, want %q", text, got, want)
		}
		if got := string(c.AppendWords([]byte("x"), text)); got != "x"+want {
			t.Errorf("AppendWords(%v) = %q, want x%q", text, got, want)
		}
	}
}

// Words end where two white spaces stand or one that is no space, wherever that is
// among eight bytes; control characters and what is not ASCII are no white space.
func TestWordsEnd(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	pieces := []string{" ", " ", "a", "words", "!", "\n", "\t", "\r", "\x00", "\x1f", "é", "\u00a0", "\xff"}
	for range 2000 {
		s := ""
		for range rnd.IntN(24) {
			s += pieces[rnd.IntN(len(pieces))]
		}
		for i := range len(s) + 1 {
			want := i
			for want < len(s) && !endsWords(s, want) {
				want++
			}
			if got := wordsEnd(s, i); got != want {
				t.Fatalf("wordsEnd(%q, %d) = %d, want %d", s, i, got, want)
			}
		}
	}
	for s, want := range map[string]bool{" a": false, "  ": true, " \n": true, "\n": true, " ": true, "a ": false, "\xa0 ": false} {
		if endsWords(s, 0) != want {
			t.Errorf("endsWords(%q) is %t", s, !want)
		}
	}
}
