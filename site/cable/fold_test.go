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
