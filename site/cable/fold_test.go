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

func TestAppendWordsIsWords(t *testing.T) {
	c := &Cable{Source: " the  old\nbridge \r\n\tof Gristad "}
	for _, text := range [][]Range{nil, {{0, 31}}, {{0, 5}, {5, 10}}, {{0, 1}, {4, 6}, {6, 20}}, {{3, 4}}} {
		if got, want := string(c.AppendWords([]byte("x"), text)), "x"+c.Words(text); got != want {
			t.Errorf("AppendWords(%v) = %q, want %q", text, got, want)
		}
	}
}
