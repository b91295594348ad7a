package annotation

import (
	"strings"
	"testing"
)

func TestCheckLinks(t *testing.T) {
	f, _ := Parse("content/notes/08GRISTAD1098.md", []byte(
		"[[08NORVAL3]] [[08NORVAL3 ¶2]] [[08NORVAL3 ¶3a]] [[08NORVAL3 ¶2–9]] [[08NORVAL4 ¶1]] [[¶99]] [[08SECTION1]]\n"))
	problems := f.CheckLinks(func(id string) Cited {
		return Cited{Found: id == "08NORVAL3", Anchors: []string{"subject", "p1", "p2", "p3"}, NoID: id == "08SECTION1", Hint: "a hint"}
	})
	got := strings.TrimSpace(describeProblems(problems))
	want := strings.TrimSpace(`
note.md:1:33: error: 08NORVAL3 has no ¶3a
    did you mean ¶3?
note.md:1:52: error: 08NORVAL3 has no ¶9
    its numbered paragraphs are ¶1 to ¶3
note.md:1:74: warning: the archive has no cable 08NORVAL4
    a hint
note.md:1:101: error: "08SECTION1" is not a reference ID
    a hint`)
	if got != want {
		t.Errorf("problems:\n%s\nwant:\n%s", got, want)
	}
}
