package annotation

import "testing"

func TestCutTarget(t *testing.T) {
	for _, c := range []struct {
		in, rest string
		want     Target
		written  string
	}{
		{"¶3", "", Target{"p3", "p3"}, "¶3"},
		{"¶ 3 \"x\"", " \"x\"", Target{"p3", "p3"}, "¶3"},
		{"¶12–13", "", Target{"p12", "p13"}, "¶12–13"},
		{"¶¶12-¶13 {.x}", " {.x}", Target{"p12", "p13"}, "¶12–13"},
		{"¶4b", "", Target{"p4b", "p4b"}, "¶4b"},
		{"¶5_2", "", Target{"p5_2", "p5_2"}, "¶5_2"},
		{"¶u1", "", Target{"u1", "u1"}, "¶u1"},
		{"SUBJECT \"a\"", "\"a\"", Target{"subject", "subject"}, "SUBJECT"},
		{"TAGS", "", Target{"tags", "tags"}, "TAGS"},
		{"TO", "", Target{"to", "to"}, "TO"},
		{"REF D {.x}", " {.x}", Target{"ref-d", "ref-d"}, "REF D"},
		{"REF 2", "", Target{"ref-2", "ref-2"}, "REF 2"},
		{"HEADING 2", "", Target{"h2", "h2"}, "HEADING 2"},
		{"", "", Target{}, ""},
		{"\"words\"", "\"words\"", Target{}, ""},
		{"TOTAL", "TOTAL", Target{}, ""},
	} {
		got, rest, problem := cutTarget(c.in)
		if got != c.want || rest != c.rest || problem != "" {
			t.Errorf("cutTarget(%q) = %v, %q, %q; want %v, %q", c.in, got, rest, problem, c.want, c.rest)
		}
		if got.String() != c.written {
			t.Errorf("cutTarget(%q) is written %q, want %q", c.in, got.String(), c.written)
		}
	}
}

func TestCutTargetNamesWhatIsMissing(t *testing.T) {
	for _, in := range []string{"¶", "¶x", "¶3–", "REF", "HEADING x"} {
		if _, _, problem := cutTarget(in); problem == "" {
			t.Errorf("cutTarget(%q) reports nothing", in)
		}
	}
}

func TestKindLabel(t *testing.T) {
	for kind, want := range map[Kind]string{Plain: "Note", Emendation: "Emendation"} {
		if got := kind.Label(); got != want {
			t.Errorf("Kind(%q).Label() = %q, want %q", kind, got, want)
		}
	}
}
