package redaction

import (
	"strings"
	"testing"

	"reftel/site/cable"
	"reftel/site/diag"
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

var sampleMeta = cable.Metadata{ID: "08GRISTAD112"}

// words prepares words to be redacted.
func words(t *testing.T, list ...string) *Words {
	t.Helper()
	w, err := NewWords(list)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// parse reads a text with the redactions of a file.
func parse(text string, f *File) (Cable, []diag.Problem) {
	return Parse(text, sampleMeta, func(string) *File { return f })
}

// add redacts words in a place and fails the test where that is not possible.
func add(t *testing.T, f *File, place, what string) *File {
	t.Helper()
	f, added, err := Add(sample, sampleMeta, f, place, words(t, what), Entry{Reason: "source at risk", By: "JE"})
	if err != nil || len(added) == 0 {
		t.Fatalf("Add(%q, %q): %v, %v", place, what, added, err)
	}
	return f
}

func TestWordsAreGoneFromEverything(t *testing.T) {
	f := add(t, &File{ID: "08GRISTAD112"}, "", "Oskar Lindqvist")
	f = add(t, f, "", "lindqvist")
	c, problems := parse(sample, f)
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
	if names := strings.Join(addresses(got), " "); names != strings.Join(want, " ") {
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
	c, _ := parse(sample, f)
	text := c.Parsed().Source
	if !strings.Contains(text, "engineer "+Placeholder+" told us that "+Placeholder+"\n's brother") {
		t.Errorf("text:\n%s", text)
	}
}

// Words that go on from one place in the next are cut in both.
func TestWordsAcrossPlaces(t *testing.T) {
	text := "UNCLAS GRISTAD 000112\n\nSUBJECT: THE DAM AND OSKAR\n\nLindqvist was there with Oskar\n\nLindqvist the younger. Oskar\nLindqvist spoke.\n"
	f, added, err := Add(text, sampleMeta, &File{ID: "08GRISTAD112"}, "", words(t, "Oskar Lindqvist"), Entry{})
	if got, want := strings.Join(added, " "), "SUBJECT u1 u1 u2 u2"; err != nil || got != want {
		t.Fatalf("added %s, %v, want %s", got, err, want)
	}
	c, problems := parse(text, f)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := "UNCLAS GRISTAD 000112\n\nSUBJECT: THE DAM AND █████\n\n was there with █████\n\n the younger. █████\n spoke.\n" // one placeholder for both parts
	if got := c.Parsed().Source; got != want {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	if _, added, err := Add(text, sampleMeta, f, "", words(t, "Oskar Lindqvist"), Entry{}); len(added) > 0 || err != nil {
		t.Errorf("again: %v, %v", added, err)
	}
}

func TestFileRoundTrip(t *testing.T) {
	f := add(t, &File{ID: "08GRISTAD112", Path: "content/redactions/08GRISTAD112.md"}, "¶1", "Oskar Lindqvist")
	f = add(t, f, "h1", "OSKAR LINDQVIST")
	text := f.Format()
	if strings.Contains(strings.ToLower(text), "lindqvist") {
		t.Fatalf("the file holds the words:\n%s", text)
	}
	again, problems := ReadFile(f.Path, f.ID, "Our remarks.\n\n"+text, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if want := "Our remarks.\n\n" + text; again.Format() != want {
		t.Errorf("read and formatted again:\n%s\nwant:\n%s", again.Format(), want)
	}
	if _, problems := parse(sample, again); len(problems) > 0 {
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
		c, problems := parse(text, f)
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
	if _, problems := parse(text, f); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestSlipsInTheFileAreErrors(t *testing.T) {
	for _, line := range []string{
		"## ¶1 chars 10–2 {reason=x}", "## ¶1 31–45 {reason=x}", "## ¶1 chars 3–5 {raeson=x}", "##¶1 chars 3–5", "## SUBJ chars 1-2 {}",
	} {
		f, problems := ReadFile("r.md", "08GRISTAD112", line, nil)
		if len(problems) == 0 {
			_, problems = parse(sample, f)
		}
		if len(problems) == 0 {
			t.Errorf("%q was accepted", line)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	f := &File{ID: "08GRISTAD112"}
	for _, c := range []struct{ place, words, reason string }{
		{"¶2", "Oskar Lindqvist", ""}, {"¶77", "ferry", ""}, {"¶2", "erry", ""}, {"¶2", "er", ""}, {"¶2", "ferry", "a } brace"},
	} {
		if _, _, err := Add(sample, sampleMeta, f, c.place, words(t, c.words), Entry{Reason: c.reason}); err == nil {
			t.Errorf("%+v was accepted", c)
		} else if strings.Contains(err.Error(), "Lindqvist") {
			t.Errorf("the message shows the words: %v", err)
		}
	}
	f = add(t, f, "¶1", "Oskar Lindqvist")
	if _, added, err := Add(sample, sampleMeta, f, "¶1", words(t, "Oskar Lindqvist"), Entry{}); len(added) != 0 || err != nil {
		t.Errorf("again: %v, %v", added, err)
	}
}
