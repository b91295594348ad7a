package annotation

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"reftel/site/cable"
	"reftel/site/casetest"
	"reftel/site/diag"
	"reftel/site/markdown"
)

// testCable is the invented cable that the cases are about.
func testCable(t testing.TB) *cable.Cable {
	t.Helper()
	text, err := os.ReadFile("testdata/cable.txt")
	if err != nil {
		t.Fatal(err)
	}
	return cable.Parse(string(text), cable.Metadata{ID: "08GRISTAD1098"})
}

// Each case is a note file (note.md) with what it is read as, where it is
// attached, and the problems that it makes.
func TestCases(t *testing.T) {
	casetest.Run(t, "testdata/cases/*.txtar", func(t *testing.T, tc *casetest.Case) {
		c := testCable(t)
		f, problems := Parse("content/notes/08GRISTAD1098.md", []byte(tc.Text("note.md")))
		attached, more := attach(f, c)
		tc.Set("notes", describe(f, attached, c))
		tc.Set("marks", describeMarks(attached, c))
		tc.Set("problems", describeProblems(append(problems, more...)))
	})
}

func describe(f *File, a Attached, c *cable.Cable) string {
	var b strings.Builder
	if n := f.Headnote; n != nil {
		fmt.Fprintf(&b, "headnote%s\n%s\n", describeNote(n), indented(n.Text()))
	}
	for _, p := range a.Notes {
		fmt.Fprintf(&b, "%d %s %s%s\n", p.Number, p.Slug, p.Kind.Label(), describeNote(p.Note))
		if p.Reason != "" {
			fmt.Fprintf(&b, "    unattached: %s\n", p.Reason)
		} else {
			fmt.Fprintf(&b, "    on %s: %s\n", strings.Join(p.Anchors, " "), c.Words(p.Words))
		}
		if p.Emended != "" {
			fmt.Fprintf(&b, "    read: %s\n", p.Emended)
		}
		b.WriteString(indented(p.Text()))
	}
	return b.String()
}

func describeNote(n *Note) string {
	s := ""
	for _, part := range []string{n.By, day(n.Date), n.License, n.Lang} {
		if part != "" {
			s += ", " + part
		}
	}
	if n.Draft {
		s += ", draft"
	}
	return s
}

func indented(s string) string {
	if s == "" {
		return ""
	}
	return "    > " + strings.ReplaceAll(s, "\n", "\n    > ") + "\n"
}

func describeMarks(a Attached, c *cable.Cable) string {
	var b strings.Builder
	for _, m := range a.Marks {
		fmt.Fprintf(&b, "%q", c.Source[m.Start:m.End])
		for _, i := range m.Notes {
			b.WriteString(" " + a.Notes[i].Slug)
			for _, begin := range m.Begins {
				if begin == i {
					b.WriteString("<")
				}
			}
			for _, end := range m.Ends {
				if end == i {
					b.WriteString(">")
				}
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func describeProblems(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		p.File = "note.md"
		b.WriteString(p.String() + "\n")
		if p.Hint != "" {
			b.WriteString("    " + p.Hint + "\n")
		}
	}
	return b.String()
}

func TestEveryIDBeginsWithTheNotesAddress(t *testing.T) {
	f, problems := Parse("08GRISTAD1098.md", []byte("## ¶3 {#br}\nA.[^1]\n\n[^1]: B.\n\n## ¶4\nC.[^1]\n\n[^1]: D.\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for i, want := range []string{`id="n-br-fn1"`, `id="n-p4-fn1"`} {
		html := f.Notes[i].HTML(markdown.Page{Resolve: func(markdown.Link) (string, bool) { return "", false }})
		if !strings.Contains(html, want) {
			t.Errorf("note %d: no %s in %s", i, want, html)
		}
	}
}

func TestPublishedLeavesOutDrafts(t *testing.T) {
	f, _ := Parse("08GRISTAD1098.md", []byte("---\nstatus: draft\n---\nA.\n\n## ¶3\nB.\n\n## ¶4 {status=published}\nC.\n"))
	if n := len(f.All()); n != 3 {
		t.Fatalf("%d notes, want 3", n)
	}
	if p := f.Published(); p.Headnote != nil || len(p.Notes) != 1 || p.Notes[0].Slug != "p4" {
		t.Errorf("published: %+v", p)
	}
}

func TestLinksNameTheirNoteAndTheirPlace(t *testing.T) {
	f, _ := Parse("08GRISTAD1098.md", []byte("---\nby: A\n---\nSee [[08NORVAL3]].\n\n## ¶3\n\nSee\n[[¶4]].\n"))
	links := f.Links()
	if len(links) != 2 {
		t.Fatalf("links %v", links)
	}
	first, second := links[0], links[1]
	if first.From != "headnote" || first.Cable != "08NORVAL3" || first.Line != 4 || first.Column != 5 {
		t.Errorf("first link %+v", first)
	}
	if second.From != "p3" || second.Cable != "08GRISTAD1098" || second.Place.First != "p4" || second.Line != 9 || second.Column != 1 {
		t.Errorf("second link %+v", second)
	}
}

func TestProblemsHaveAnEnd(t *testing.T) {
	_, problems := Parse("08GRISTAD1098.md", []byte("## ¶3\n"+strings.Repeat("# ¶1\n", 5000)))
	if len(problems) != maxProblems {
		t.Errorf("%d problems, want %d", len(problems), maxProblems)
	}
	f, problems := Parse("08GRISTAD1098.md", []byte(strings.Repeat("## ¶3\nA.\n", maxNotes+1)))
	if len(f.Notes) != 0 || len(problems) != 1 {
		t.Errorf("%d notes, problems %v", len(f.Notes), problems)
	}
}
