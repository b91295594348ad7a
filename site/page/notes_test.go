package page

import (
	"strings"
	"testing"

	"reftel/site/annotation"
)

// A quotation that stands nowhere may be of words that were redacted since.
func TestUnattachedNotesDoNotQuote(t *testing.T) {
	l := gristad(t, 1)
	file, _ := annotation.Parse("content/notes/07GRISTAD1.md", []byte("## ¶1 \"Ada Stone said\" → \"Ada Stein said\" {#said}\nWho?\n"))
	attached, problems := annotation.Attach(file, l.texts[l.facts[0]])
	if len(problems) != 1 {
		t.Fatal(problems)
	}
	site := l.written(t, l.plan(t, func(in *Input) { in.Notes = []Notes{{File: file, Attached: attached}} }))
	page := string(site["cable/2007/01/07GRISTAD1.html"].Data)
	if !strings.Contains(page, `id="n-said"`) || !strings.Contains(page, "stands nowhere in ¶1") || strings.Contains(page, "Ada") {
		t.Errorf("the note is not shown, or quotes:\n%s", page)
	}
}
