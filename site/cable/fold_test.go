package cable

import (
	"strings"
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

// White space is found wherever it stands among eight bytes, and control
// characters and what is not ASCII are none.
func TestSpaceFrom(t *testing.T) {
	for _, space := range []string{" ", "\t", "\n", "\v", "\f", "\r", ""} {
		for _, filler := range []string{"a", "\x00", "\x1f", "é", "\u00a0", "\xff", "!"} {
			for n := range 20 {
				before := strings.Repeat(filler, n)
				s := before + space
				if space != "" {
					s += strings.Repeat(filler, 9)
				}
				if got := spaceFrom(s, 0); got != len(before) {
					t.Fatalf("spaceFrom(%q) = %d, want %d", s, got, len(before))
				}
			}
		}
	}
}
