package main

import (
	"fmt"
	"html"
	"strconv"
	"strings"
	"testing"

	"reftel/site/cable"
)

// TestCorpusIsRealistic holds the invented cables against what is known of the
// archive of 2011: without this the figures say nothing.
func TestCorpusIsRealistic(t *testing.T) {
	const size = 2000
	c, again := newCorpus(size), newCorpus(size)
	bytes, refs, tags, paragraphs, problems := 0, 0, 0, 0, 0
	seen := map[string]bool{}
	for range size {
		made := c.next()
		if made != again.next() {
			t.Fatal("two corpora of one size differ")
		}
		if seen[made.id] {
			t.Fatalf("%s is there twice", made.id)
		}
		seen[made.id] = true
		text := made.header + "\n" + made.body
		parsed := cable.Parse(text, cable.Metadata{ID: made.id, Origin: made.origin, Classification: made.level, Created: made.created})
		bytes += len(text)
		refs += len(parsed.References)
		tags += len(parsed.Tags)
		problems += len(parsed.Problems)
		for _, b := range parsed.Blocks {
			if b.Kind == cable.Paragraph {
				paragraphs++
			}
		}
	}
	within := func(what string, got, low, high float64) {
		t.Helper()
		if got /= size; got < low || got > high {
			t.Errorf("%s of a cable: %.2f, want %.1f to %.1f", what, got, low, high)
		}
	}
	within("bytes", float64(bytes), 6000, 8500)
	within("references", float64(refs), 1, 2)
	within("TAGS", float64(tags), 4, 6)
	within("paragraphs", float64(paragraphs), 6, 20)
	within("problems", float64(problems), 0, 0.7)
}

// Hugo is given the same paragraphs, TAGS and words as reftel, in each form.
func TestHugoShowsTheSame(t *testing.T) {
	made := newCorpus(100).next()
	c := cable.Parse(made.header+"\n"+made.body, cable.Metadata{ID: made.id})
	for _, form := range []struct {
		hugoForm
		plain  func(string) string // undoes the escaping
		anchor string
	}{
		{hugoForms[0], func(s string) string { return strings.ReplaceAll(s, `\`, "") }, "{#%s}"},
		{hugoForms[1], html.UnescapeString, "id=%q"},
	} {
		page := strings.Join(strings.Fields(form.plain(string(form.page(&made)))), " ")
		for _, tag := range c.Tags {
			if !strings.Contains(page, strconv.Quote(tag.Code)) {
				t.Errorf("%s: no TAG %s", form.name, tag.Code)
			}
		}
		for i := range c.Blocks {
			b := &c.Blocks[i]
			if !strings.Contains(page, c.Words(b.Text)) || b.Anchor != "" && !strings.Contains(page, fmt.Sprintf(form.anchor, b.Anchor)) {
				t.Errorf("%s: block %q is not on the page", form.name, b.Anchor)
			}
		}
	}
}
