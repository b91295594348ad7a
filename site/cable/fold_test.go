package cable

import "testing"

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
