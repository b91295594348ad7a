package annotation

import (
	"os"
	"strings"
	"testing"

	"reftel/site/cable"
)

// documented is an invented cable that the example of docs/notes.md fits.
const documented = `UNCLAS GRISTAD 000112

SUBJECT: THE BOAT

REF: A. NORVAL 7

1. (U) There used to be a boat.

2. (U) It was a rowing boat, said Charg Temur.
`

func TestExampleOfTheDocs(t *testing.T) {
	doc, err := os.ReadFile("../../docs/notes.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(doc), "```markdown\n")
	example, _, ok := strings.Cut(rest, "```\n")
	if !ok {
		t.Fatal("docs/notes.md has no example")
	}
	f, problems := Parse("content/notes/08GRISTAD112.md", []byte(example))
	attached, more := attach(f, cable.Parse(documented, cable.Metadata{ID: "08GRISTAD112"}))
	if problems = append(problems, more...); len(problems) > 0 {
		t.Fatal(problems)
	}
	if len(attached.Notes) != 4 || f.Headnote == nil || len(attached.Marks) != 2 {
		t.Errorf("%d notes, %d marks", len(attached.Notes), len(attached.Marks))
	}
}
