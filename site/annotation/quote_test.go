package annotation

import "testing"

func TestFoldMakesEqualWhatReadsEqual(t *testing.T) {
	for _, c := range [][2]string{
		{"a  b\tc", "a b c"},
		{"a\u00a0b\u2009c", "a b c"},
		{"“a” „b“ «c» ``d''", `"a" "b" "c" "d"`},
		{"it’s", "it's"},
		{"a -- b", "a—b"},
		{"a–b", "a-b"},
		{"Wash- ington", "Wash-ington"},
		{"a…", "a..."},
		{"soft\u00adly", "softly"},
	} {
		if a, b := quoteKey(c[0]), quoteKey(c[1]); a != b {
			t.Errorf("%q is compared as %q, %q as %q", c[0], a, c[1], b)
		}
	}
}

func TestFindLeadsBack(t *testing.T) {
	text := "He said -- and laughed: “Chargé…”"
	for quote, want := range map[string]string{
		"said — and": "said -- and", `"Chargé..."`: "“Chargé…”", "He": "He", "laughed:": "laughed:",
	} {
		got := fold(text).find(quoteKey(quote))
		if len(got) != 1 || text[got[0].from:got[0].to] != want {
			t.Errorf("find(%q) = %v, want %q", quote, got, want)
		}
	}
}

func TestFindWantsWholeWords(t *testing.T) {
	text := fold("party, art; art's and heart")
	if got := text.find("art"); len(got) != 2 {
		t.Errorf("find = %v, want the two that are words", got)
	}
	if got := text.within("hear"); got != "heart" {
		t.Errorf("within = %q, want the word", got)
	}
}

func TestFindHasAnEnd(t *testing.T) {
	text := make([]byte, 0, 4000)
	for range 2000 {
		text = append(text, "a "...)
	}
	if got := fold(string(text)).find("a"); len(got) != maxMatches {
		t.Errorf("%d places, want %d", len(got), maxMatches)
	}
}
