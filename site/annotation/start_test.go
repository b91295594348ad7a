package annotation

import (
	"strings"
	"testing"

	"reftel/site/cable"
)

func TestStartFileIsReadAndPublishesNothing(t *testing.T) {
	c := testCable(t)
	src := startFile(c, "J. Editor: the second")
	f, problems := Parse("08GRISTAD1098.md", src)
	if len(problems) > 0 || len(f.All()) != 0 || f.Head.By != "J. Editor: the second" {
		t.Fatalf("%v, %d notes, by %q in\n%s", problems, len(f.All()), f.Head.By, src)
	}
	for _, want := range []string{
		"<!-- ¶1 Sensitive but unclassified. All names are invented. -->",
		"<!-- ¶3 The keeper, Eilert Br, said that the light … -->",
		"<!-- REF B ", "<!-- h1 The Keeper Speaks -->",
	} {
		if !strings.Contains(string(src), want) {
			t.Errorf("no %s in\n%s", want, src)
		}
	}
}

func TestStartNoteFitsItsText(t *testing.T) {
	c := testCable(t)
	for _, p := range []cable.Place{{First: "p3", Last: "p3"}, {First: "p4b", Last: "p4b"}, {First: "subject", Last: "subject"}, {First: "p4", Last: "p5"}, {}} {
		section, err := startNote(c, p)
		if err != nil {
			t.Fatal(err)
		}
		f, problems := Parse("08GRISTAD1098.md", append(startFile(c, ""), section...))
		a, more := attach(f, c)
		if len(problems)+len(more) > 0 || len(a.Notes) != 1 || !a.Notes[0].Draft {
			t.Errorf("%s: %v%v in\n%s", p, problems, more, section)
		}
	}
	if _, err := startNote(c, cable.Place{First: "p9", Last: "p9"}); err == nil || !strings.Contains(err.Error(), "¶1 to ¶5") {
		t.Errorf("error %v, want the paragraphs that there are", err)
	}
}

func TestStartFileOfAHostileCable(t *testing.T) {
	c := cable.Parse("1. (U) A --> b \x1b[2J \u202e --- <!-- \xff\n\n2. (U) x\n", cable.Metadata{ID: "08GRISTAD1"})
	if f, problems := Parse("08GRISTAD1.md", startFile(c, "a")); len(problems) > 0 || len(f.All()) != 0 {
		t.Errorf("%v in\n%q", problems, startFile(c, "a"))
	}
}
