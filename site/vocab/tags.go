package vocab

import (
	"strings"
	"sync"
)

// TagKind says what a TAGS element names.
type TagKind string

// The kinds of TAGS.
const (
	SubjectTag TagKind = "subject" // PGOV
	ProgramTag TagKind = "program" // KDEM
	GeoTag     TagKind = "geo"     // KZ
	OrgTag     TagKind = "org"     // OSCE
	PersonTag  TagKind = "person"  // "STEINBERG, JAMES B."
	UnknownTag TagKind = "unknown"
)

// A Tag is one element of the TAGS vocabulary.
type Tag struct {
	Code    string
	Kind    TagKind
	Meaning string // "Internal Governmental Affairs"; "" where none is published
}

// tagTable is the vocabulary of TAGS.
type tagTable struct {
	byCode map[string]*Tag
	// reading gives the canonical codes for what is printed: for each known
	// code itself, for slips and phrases what they mean.
	reading map[string][]string
	words   int // most words of a key of reading
}

var tags = sync.OnceValue(func() *tagTable {
	t := &tagTable{byCode: map[string]*Tag{}, reading: map[string][]string{}}
	rows("tags.tsv", 3, func(c []string) {
		t.byCode[c[0]] = &Tag{c[0], TagKind(c[1]), c[2]}
		t.add(c[0], c[:1])
	})
	rows("tagfixes.tsv", 2, func(c []string) { t.add(c[0], strings.Split(c[1], ";")) })
	return t
})

func (t *tagTable) add(printed string, codes []string) {
	t.reading[printed] = codes
	t.words = max(t.words, 1+strings.Count(printed, " "))
}

// LookupTag returns the published entry for a code, given in upper case.
func LookupTag(code string) (Tag, bool) {
	if t, ok := tags().byCode[code]; ok {
		return *t, true
	}
	return Tag{}, false
}

// KindOfTag says what kind of thing a code names, in any case: what the
// vocabulary says, and for other codes what their shape says: two letters are a
// country or region, a comma stands in names of persons, K and three letters
// are a program.
func KindOfTag(code string) TagKind {
	code = strings.ToUpper(code)
	if t, ok := tags().byCode[code]; ok {
		return t.Kind
	}
	switch {
	case len(code) == 2 && letters(code):
		return GeoTag
	case strings.Contains(code, ","):
		return PersonTag
	case len(code) == 4 && code[0] == 'K' && letters(code):
		return ProgramTag
	}
	return UnknownTag
}

func letters(s string) bool { return len(leading(s, isLetter)) == len(s) }

// CanonicalTags reads one printed run of TAGS, words between commas or the
// whole line: it returns canonical codes in upper case, and whether any of them
// is not printed just so. Words that nothing is known of are codes of their
// own. The list may be shared: the caller must not change it.
func CanonicalTags(run string) (codes []string, fixed bool) {
	if codes, fixed, ok := readTag(strings.ToUpper(strings.TrimSpace(run))); ok {
		return codes, fixed
	}
	words := strings.Fields(run)
	for len(words) > 0 {
		some, n, f := MatchTag(words)
		codes = append(codes, some...)
		fixed = fixed || f
		words = words[n:]
	}
	return codes, fixed
}

// MatchTag reads the TAGS element at the head of a list of words: it returns
// its canonical codes and how many words it takes. That is the longest known
// phrase ("HUMAN RIGHTS", "CLINTON HILLARY"), else one word, which may be
// several codes run together. The codes may be shared: the caller must not
// change them.
func MatchTag(words []string) (codes []string, n int, fixed bool) {
	for n := min(len(words), tags().words); n > 1; n-- {
		if codes, fixed, ok := readTag(strings.ToUpper(strings.Join(words[:n], " "))); ok {
			return codes, n, fixed
		}
	}
	word := strings.ToUpper(words[0])
	if codes, fixed, ok := readTag(word); ok {
		return codes, 1, fixed
	}
	if codes, ok := splitTag(word); ok {
		return codes, 1, true
	}
	return []string{word}, 1, false
}

// readTag looks up what is printed.
func readTag(printed string) (codes []string, fixed, ok bool) {
	codes, ok = tags().reading[printed]
	return codes, ok && (len(codes) != 1 || codes[0] != printed), ok
}

// Person returns the name of a person in the form of TAGS, "SURNAME, GIVEN",
// in upper case. It is for words that stand where a name must be, as after
// OVIP: the first word is then the surname where no comma is printed.
func Person(name string) string {
	name = strings.ToUpper(name)
	surname, given, comma := strings.Cut(name, ",")
	if !comma {
		surname, given, _ = strings.Cut(strings.TrimSpace(name), " ")
	}
	surname, given = strings.TrimSpace(surname), strings.Join(strings.Fields(given), " ")
	if given == "" {
		return surname
	}
	if codes, _, ok := readTag(surname + " " + given); ok && len(codes) == 1 {
		return codes[0]
	}
	return surname + ", " + given
}
