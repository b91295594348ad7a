package cable

import (
	"strings"
	"testing"
)

func TestCutPlace(t *testing.T) {
	for _, c := range []struct {
		in, rest string
		want     Place
		written  string
	}{
		{"¶3", "", Place{"p3", "p3"}, "¶3"},
		{"¶ 3 \"x\"", " \"x\"", Place{"p3", "p3"}, "¶3"},
		{"¶12–13", "", Place{"p12", "p13"}, "¶12–13"},
		{"¶¶12-¶13 {.x}", " {.x}", Place{"p12", "p13"}, "¶12–13"},
		{"¶4b", "", Place{"p4b", "p4b"}, "¶4b"},
		{"¶5_2", "", Place{"p5_2", "p5_2"}, "¶5_2"},
		{"¶7(1)", "", Place{"p7-1", "p7-1"}, "¶7(1)"},
		{"¶7a(1)", "", Place{"p7a-1", "p7a-1"}, "¶7a(1)"},
		{"¶7_2a_2–8(12)b", "", Place{"p7_2a_2", "p8-12b"}, "¶7_2a_2–8(12)b"},
		{"¶7 (1)", " (1)", Place{"p7", "p7"}, "¶7"},
		{"u1", "", Place{"u1", "u1"}, "u1"},
		{"u3a(1) x", " x", Place{"u3a-1", "u3a-1"}, "u3a(1)"},
		{"h12 {.x}", " {.x}", Place{"h12", "h12"}, "h12"},
		{"SUBJECT \"a\"", " \"a\"", Place{"subject", "subject"}, "SUBJECT"},
		{"TAGS", "", Place{"tags", "tags"}, "TAGS"},
		{"TO", "", Place{"to", "to"}, "TO"},
		{"REF D {.x}", " {.x}", Place{"ref-d", "ref-d"}, "REF D"},
		{"REF 2", "", Place{"ref-2", "ref-2"}, "REF 2"},
		{"", "", Place{}, ""},
		{"\"words\"", "\"words\"", Place{}, ""},
		{"TOTAL", "TOTAL", Place{}, ""},
		{"under", "under", Place{}, ""},
	} {
		got, rest, problem := CutPlace(c.in)
		if got != c.want || rest != c.rest || problem != "" {
			t.Errorf("CutPlace(%q) = %v, %q, %q; want %v, %q", c.in, got, rest, problem, c.want, c.rest)
		}
		if got.String() != c.written {
			t.Errorf("CutPlace(%q) is written %q, want %q", c.in, got.String(), c.written)
		}
	}
}

func TestCutPlaceNamesWhatIsMissing(t *testing.T) {
	for _, in := range []string{"¶", "¶x", "¶3–", "REF"} {
		if _, _, problem := CutPlace(in); problem == "" {
			t.Errorf("CutPlace(%q) reports nothing", in)
		}
	}
}

func TestAddressesTakeInWhatBelongsToThem(t *testing.T) {
	c := &Cable{Source: "abcdefg"}
	at := func(i int) []Range { return []Range{{i, i + 1}} }
	c.SubjectText = at(6)
	c.Blocks = []Block{
		{Kind: Heading, Anchor: "h1", Text: at(0)},
		{Kind: Paragraph, Anchor: "p1", Paragraph: "p1", Text: at(1)},
		{Kind: Bullet, Paragraph: "p1", Text: at(2)},
		{Kind: SubParagraph, Anchor: "p1a", Paragraph: "p1", Text: at(3)},
		{Kind: Continuation, Paragraph: "p1", Text: at(4)},
		{Kind: Paragraph, Anchor: "p2", Paragraph: "p2", Text: at(5)},
	}
	var got []string
	for _, a := range c.Addresses() {
		got = append(got, a.Anchor+"="+strings.ReplaceAll(c.Words(a.Text), " ", ""))
	}
	if want := "subject=g h1=a p1=bcde p1a=de p2=f"; strings.Join(got, " ") != want {
		t.Errorf("Addresses = %v, want %s", got, want)
	}
}
