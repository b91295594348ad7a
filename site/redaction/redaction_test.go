package redaction

import (
	"strings"
	"testing"

	"reftel/site/cable"
)

// sample is invented, like everything in it.
const sample = `UNCLAS GRISTAD 000112

SUBJECT: OSKAR LINDQVIST AND THE DAM

1.  (C) SUMMARY: The engineer Oskar Lindqvist told us that Oskar
Lindqvist's brother had left.  End summary.

THE VIEW OF OSKAR LINDQVIST

2.  (C) He spoke of the ferry.
-- Lindqvist saw it.

3.  (C) Then Oskar

GRISTAD 00000112  002 OF 002

Lindqvist fell silent.
HALVORSEN
`

func parsed() *cable.Cable { return cable.Parse(sample, cable.Metadata{ID: "08GRISTAD112"}) }

// add redacts words in a place and fails the test where that is not possible.
func add(t *testing.T, f *File, place, words string) *File {
	t.Helper()
	f, n, err := Add(parsed(), f, place, words, Entry{Reason: "source at risk", By: "JE"})
	if err != nil || n == 0 {
		t.Fatalf("Add(%q, %q): %d entries, %v", place, words, n, err)
	}
	return f
}

func TestWordsAreGoneFromEverything(t *testing.T) {
	f := add(t, &File{ID: "08GRISTAD112"}, "", "Oskar Lindqvist")
	f = add(t, f, "", "OSKAR LINDQVIST")
	f = add(t, f, "", "Lindqvist")
	c, problems := Apply(parsed(), f)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := c.Parsed()
	for _, word := range []string{"oskar", "lindqvist"} {
		if strings.Contains(strings.ToLower(got.Source), word) {
			t.Errorf("%q is still in the text:\n%s", word, got.Source)
		}
	}
	want := []string{"p1", "h1", "p2", "p3"}
	if names := strings.Join(anchors(got), " "); names != strings.Join(want, " ") {
		t.Errorf("anchors = %s, want %s", names, want)
	}
	for _, b := range got.Blocks {
		if b.Anchor == "p3" && got.Words(b.Text) != "Then "+Placeholder+" fell silent." {
			t.Errorf("¶3 = %q", got.Words(b.Text))
		}
	}
	if lines, before := strings.Count(got.Source, "\n"), strings.Count(sample, "\n"); lines != before {
		t.Errorf("the text has %d lines, had %d", lines, before)
	}
	for _, a := range c.Applied() {
		if got.Source[a.Text.Start:a.Text.End] != Placeholder || a.Reason != "source at risk" {
			t.Errorf("Applied = %+v over %q", a, got.Source[a.Text.Start:a.Text.End])
		}
	}
}

func TestPlaceholderHasOneWidthAndNoNumber(t *testing.T) {
	f := add(t, &File{ID: "08GRISTAD112"}, "¶1", "Oskar Lindqvist")
	c, _ := Apply(parsed(), f)
	text := c.Parsed().Source
	if !strings.Contains(text, "engineer "+Placeholder+" told us that "+Placeholder+"\n's brother") {
		t.Errorf("text:\n%s", text)
	}
}

func TestFileRoundTrip(t *testing.T) {
	f := add(t, &File{ID: "08GRISTAD112", Path: "content/redactions/08GRISTAD112.md"}, "¶1", "Oskar Lindqvist")
	f = add(t, f, "h1", "OSKAR LINDQVIST")
	text := f.Format()
	if strings.Contains(strings.ToLower(text), "lindqvist") {
		t.Fatalf("the file holds the words:\n%s", text)
	}
	again, problems := ReadFile(f.Path, f.ID, "Our remarks.\n\n"+text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if again.Format() != text {
		t.Errorf("read and formatted again:\n%s\nwant:\n%s", again.Format(), text)
	}
	if _, problems := Apply(parsed(), again); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestChangedTextStopsTheBuild(t *testing.T) {
	f := add(t, &File{ID: "08GRISTAD112", Path: "r.md"}, "¶1", "Oskar Lindqvist")
	for change, text := range map[string]string{
		"context":  strings.Replace(sample, "The engineer", "An engineer", 1),
		"shorter":  strings.Replace(sample, " told us that Oskar\nLindqvist's brother had left.  End summary.", ".", 1),
		"no place": strings.Replace(sample, "1.  (C)", "9.  (C)", 1),
	} {
		c, problems := Apply(cable.Parse(text, cable.Metadata{ID: "08GRISTAD112"}), f)
		if len(problems) == 0 || c.Parsed() != nil {
			t.Errorf("%s: not noticed", change)
		}
		for _, p := range problems {
			if strings.Contains(p.String()+p.Hint, "Lindqvist") {
				t.Errorf("%s: the message shows the word: %s", change, p)
			}
		}
	}
}

func TestOtherPlacesMayChange(t *testing.T) {
	f := add(t, &File{ID: "08GRISTAD112"}, "¶1", "Oskar Lindqvist")
	text := strings.Replace(sample, "ferry", "boat", 1)
	if _, problems := Apply(cable.Parse(text, cable.Metadata{ID: "08GRISTAD112"}), f); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestSlipsInTheFileAreErrors(t *testing.T) {
	for _, line := range []string{
		"## ¶1 chars 10–2 {reason=x}", "## ¶1 31–45 {reason=x}", "## ¶1 chars 3–5 {raeson=x}", "##¶1 chars 3–5", "## SUBJ chars 1-2 {}",
	} {
		f, problems := ReadFile("r.md", "08GRISTAD112", line)
		if len(problems) == 0 {
			_, problems = Apply(parsed(), f)
		}
		if len(problems) == 0 {
			t.Errorf("%q was accepted", line)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	f := &File{ID: "08GRISTAD112"}
	if _, _, err := Add(parsed(), f, "¶2", "Oskar Lindqvist", Entry{}); err == nil {
		t.Error("words that do not stand there were redacted")
	}
	if _, _, err := Add(parsed(), f, "¶77", "ferry", Entry{}); err == nil {
		t.Error("a place that is not there was accepted")
	}
	f = add(t, f, "¶1", "Oskar Lindqvist")
	if _, n, err := Add(parsed(), f, "¶1", "Oskar Lindqvist", Entry{}); n != 0 || err != nil {
		t.Errorf("again: %d entries, %v", n, err)
	}
}
