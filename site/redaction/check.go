package redaction

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"reftel/site/diag"
)

// A Key lets entries tell whether the words that they take out are still the
// words that they were made for. It is secret: whoever has it can test a guess
// at the words. Without one (nil) an entry still tells whether the text around
// the words is the same, and that they fill the gap in it; so nothing that was
// meant to go can come out, but a change of the words themselves goes unnoticed.
type Key []byte

// KeySize is the length of a new key in bytes.
const KeySize = 32

// verify checks each entry against the text that it was written for.
func (f *File) verify(regions map[string]region) (problems []diag.Problem) {
	for _, e := range f.Entries {
		r, ok := regions[e.Place]
		if !ok {
			problems = append(problems, f.problem(e, "redaction-place", fmt.Sprintf("the cable has no %s", e.Place),
				"places are ¶N, h1, u1, SUBJECT, REF A, HEADER, BETWEEN and END, and ORIGIN, CLASSIFICATION, URL and ARTICLES for what is known from outside the text"))
			continue
		}
		if p, wrong := f.verifyEntry(e, r); wrong {
			problems = append(problems, p)
		}
	}
	return problems
}

func (f *File) verifyEntry(e Entry, r region) (p diag.Problem, wrong bool) {
	if !e.IsReview() {
		if _, _, ok := r.bytes(e.From, e.To); !ok {
			return f.problem(e, "redaction-range", fmt.Sprintf("%s has %d characters", e.Place, r.chars()),
				"the text has changed: find the words anew with reftel redact"), true
		}
	}
	if e.Check == "" && e.IsReview() || f.holds(e, r) {
		return p, false
	}
	hint := "look at the place, remove the entry, and write it anew with reftel redact"
	if e.IsReview() {
		return f.problem(e, "review-check", fmt.Sprintf("the text of %s is not the text that was reviewed", e.Place), hint), true
	}
	return f.problem(e, "redaction-check", fmt.Sprintf("the text of %s is not the text that this redaction was made for", e.Place), hint), true
}

// holds reports whether an entry's check is that of the text.
func (f *File) holds(e Entry, r region) bool {
	now := f.check(e, r)
	context, keyed, _ := strings.Cut(now, "-")
	wasContext, wasKeyed, _ := strings.Cut(e.Check, "-")
	if context != wasContext {
		return false
	}
	sameKey := len(keyed) > 4 && len(wasKeyed) > 4 && keyed[:4] == wasKeyed[:4]
	return !sameKey || keyed == wasKeyed
}

// check makes the check of one entry. It must not help anybody to guess the
// words. The first part is a digest of the place's text with the words of all
// its entries taken out, that is, of what is published. The second is there only
// with a key: four digits that name the key, and a digest that nobody can make
// without it. A digest of the words alone, however short, would not do: with the
// length and one byte for the name and one for the surname, a list of names is
// soon down to one.
func (f *File) check(e Entry, r region) string {
	context := hex.EncodeToString(f.context(e.Place, r))
	if f.key == nil || e.IsReview() {
		return context
	}
	name := sha256.Sum256(append([]byte("reftel key\x00"), f.key...))
	start, end, _ := r.bytes(e.From, e.To)
	words := hmac.New(sha256.New, f.key)
	fmt.Fprintf(words, "%s\x00%s\x00%s", f.ID, e.Place, r.folded.Text[start:end])
	return fmt.Sprintf("%s-%x%x", context, name[:2], words.Sum(nil)[:4])
}

// context is a digest of a place's text without the words of its entries.
func (f *File) context(place string, r region) []byte {
	h := sha256.New()
	at := 0
	for _, x := range f.in(place, r) {
		if x[0] > at {
			h.Write([]byte(r.folded.Text[at:x[0]]))
		}
		h.Write([]byte(Placeholder))
		at = max(at, x[1])
	}
	h.Write([]byte(r.folded.Text[at:]))
	return h.Sum(nil)[:6]
}

// in returns the byte ranges of all redactions of one place, in order.
func (f *File) in(place string, r region) (ranges [][2]int) {
	for _, e := range f.Entries {
		if e.Place != place || e.IsReview() {
			continue
		}
		if start, end, ok := r.bytes(e.From, e.To); ok {
			ranges = append(ranges, [2]int{start, end})
		}
	}
	slices.SortFunc(ranges, func(a, b [2]int) int { return a[0] - b[0] })
	return ranges
}
