package redaction

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// A plain search finds what a Gate finds, as simply as can be: it has no tables,
// and looks for each word at each byte.
type plain []string

// at calls f with every word that begins at src[i].
func (p plain) at(src []byte, i int, t *byteTags, f func(match)) {
	tag := false
	for line, word := range p {
		w := walker{src: src, at: i}
		p.from(&w, word, match{start: i, line: line + 2}, f)
		tag = tag || w.sawTag
	}
	if !tag || t.around(i) {
		return
	}
	for line, word := range p {
		p.from(&walker{src: src, at: i, skipTags: true}, word, match{start: i, line: line + 2, split: true}, f)
	}
}

// from calls f with m if a word begins where a walker stands.
func (p plain) from(w *walker, word string, m match, f func(match)) {
	for _, letter := range lettersOf(word) {
		if c, ok := w.next(); !ok || c != letter {
			return
		}
	}
	m.end = w.at + accents(w.src[w.at:])
	if w.ended() {
		f(m)
	}
}

// each calls f with every place where a word stands, and returns all runs of base64.
func (p plain) each(src []byte, f func(match)) (runs []run) {
	inWord := false
	begin := -1 // of the run of base64, -1 for none
	tags := byteTags{src: src, open: -1}
	for i := 0; i < len(src); {
		c := class[src[i]]
		switch {
		case c > special:
			if begin < 0 {
				begin = i
			}
			if !inWord {
				p.at(src, i, &tags, f)
			}
			inWord = true
			for i++; i < len(src) && class[src[i]] > special; i++ {
			}
			continue
		case c == joint:
			if begin < 0 {
				begin = i
			}
			inWord = false
			i++
			continue
		}
		if begin >= 0 && i-begin >= minBase64 {
			runs = append(runs, run{begin, i})
		}
		begin = -1
		switch {
		case c == gap:
			inWord = false
			i++
		case src[i] == '<':
			inWord, tags.open = false, i
			i++
		default:
			letters, size, within := character(src[i:])
			if !inWord && len(letters) > 0 {
				p.at(src, i, &tags, f)
			}
			if src[i] == '\\' && size > 1 { // it may be no escape
				p.at(src, i+1, &tags, f)
			}
			inWord = within && (inWord || len(letters) > 0)
			i += size
		}
	}
	if begin >= 0 && len(src)-begin >= minBase64 {
		runs = append(runs, run{begin, len(src)})
	}
	return runs
}

// byteTags are tags that are told of every place where one may begin.
type byteTags struct {
	src  []byte
	open int // last place where a tag may begin, -1 for none
	end  int // of the last tag that was looked for
}

// around reports whether a place behind the last "<" is within the tag.
func (t *byteTags) around(i int) bool {
	if t.open >= 0 {
		t.open, t.end = -1, tagEnd(t.src, t.open)
	}
	return i < t.end
}

// scraps are what random texts are put together from.
var scraps = []string{
	"Oskar", "oskar", "Lindqvist", "Lind", "qvist", " ", "\n", "<b>", "</b>", "<a href=\"", "\">", "<", ">", "&", "&#39;", "&amp;", "&eacute;",
	"Éva", "Žižek", "Eva", "&Zcaron;izek", "\\n", "\\u004f", "skar", "%20", "%4f", "%C3%89va", "Ann", "Anna", "é", "\u00ad", "\u200b", "-", "/",
	"_", "+", "=", ";", "#", "x", "1", "Li", "Wei", "L", "i", "ABCDEFGHIJKL", "mnopqrst", "\\", "%", "{", "}", "“", "”", "\x00", "\xff", "\\4f ", ".",
	"Ёлка", "ёл", "ка", "Ya", "a7", "A", "7", "b", "l", "          ", "T3NrYXIgTGluZHF2aXN0", "Ĳf", "ĳ", "&#105;", "\\u0077",
}

// protected are the words that are looked for in random texts.
var protected = plain{"Oskar Lindqvist", "Ann", "Éva Žižek", "Li Wei", "qvist", "Ёлка", "Ya Ёл", "a7b", "ijf"}

// sameFindings compares what the scan finds with what a plain search does.
func sameFindings(t *testing.T, g *Gate, src []byte) {
	t.Helper()
	var got, want []string
	runs := g.each(src, func(m match) bool { got = append(got, fmt.Sprint(m)); return true })
	all := protected.each(src, func(m match) { want = append(want, fmt.Sprint(m)) })
	slices.Sort(got)
	slices.Sort(want)
	if got, want = slices.Compact(got), slices.Compact(want); !slices.Equal(got, want) {
		t.Fatalf("%q: found %v, want %v", src, got, want)
	}
	for _, x := range all {
		within := func(r run) bool { return r.start <= x.start && x.end <= r.end }
		if (x.end-x.start >= lineBase64 || hasText(src[x.start:x.end])) && !slices.ContainsFunc(runs, within) {
			t.Fatalf("%q: runs %v, want %v", src, runs, all)
		}
	}
}

// hasText reports whether a run of base64 holds any text.
func hasText(letters []byte) (found bool) {
	fromBase64(letters, []run{{0, len(letters)}}, func([]byte) bool { found = true; return false }, func([]byte) {})
	return found
}

// The scan finds what a look at one byte after the other finds, and leaves out no
// run of base64 with a text in it.
func TestScanFindsAll(t *testing.T) {
	g := gate(t, protected...)
	for seed := range uint64(30000) {
		r := rand.New(rand.NewPCG(seed, 3))
		var few [8]string // so that they meet in every order
		for i := range few {
			few[i] = scraps[r.IntN(len(scraps))]
		}
		var b strings.Builder
		for range 1 + r.IntN(100) {
			b.WriteString(few[r.IntN(len(few))])
		}
		sameFindings(t, g, []byte(b.String()))
	}
}

// A word may be broken before each of its letters, by anything and by two of it, and
// the letter may be written in any way.
func TestScanFindsBrokenWords(t *testing.T) {
	g := gate(t, protected...)
	breaks := []string{"", " ", "-\n", "<b>", "<", "&shy;", "\u00ad", "\u0301", "“", "%20", "\\n", "%", "&", "\\", "\xff"}
	letters := []func(rune) string{
		func(r rune) string { return string(r) },
		func(r rune) string { return fmt.Sprintf("&#%d;", r) },
		func(r rune) string { return fmt.Sprintf(`\u%04x`, r) },
		percent,
	}
	for _, word := range protected {
		runes := []rune(word)
		for i := range runes {
			for _, first := range breaks {
				for _, second := range breaks {
					for _, letter := range letters {
						broken := string(runes[:i]) + first + second + letter(runes[i]) + string(runes[i+1:])
						sameFindings(t, g, []byte(broken))
						sameFindings(t, g, []byte("<i>"+broken+"</i>"))
					}
				}
			}
		}
	}
}

func FuzzScan(f *testing.F) {
	f.Add([]byte(strings.Join(scraps, "")))
	g := gate(f, protected...)
	f.Fuzz(func(t *testing.T, src []byte) { sameFindings(t, g, src) })
}

// A word is found wherever it stands: the scan goes from block to block.
func TestScanFindsWordsAtEveryOffset(t *testing.T) {
	g := gate(t, "Oskar Lindqvist")
	shown := 0
	for name, disguise := range disguises {
		data := disguise("Oskar Lindqvist")
		if g.Check("a", []byte(". "+data)) == nil {
			continue // packed: these begin their file
		}
		shown++
		for size := range 2 * window {
			if g.Check("a", []byte(strings.Repeat(".", size)+" "+data)) == nil {
				t.Errorf("%s: not found behind %d bytes", name, size)
			}
		}
	}
	if shown < 30 {
		t.Errorf("only %d disguises may stand within a file", shown)
	}
}

func TestScanFindsRunsOfEveryLength(t *testing.T) {
	g := gate(t, "Oskar")
	letters := strings.Repeat("T3NrYXIg", 3*block/8)
	for before := range 2 * window {
		for length := minBase64; length < len(letters); length += 1 + before%3 {
			src := strings.Repeat(".", before) + letters[:length]
			for _, src := range []string{src, src + "."} {
				if got, want := g.each([]byte(src), func(match) bool { return true }), (run{before, before + length}); !slices.Equal(got, []run{want}) {
					t.Fatalf("%q: runs %v, want %v", src, got, want)
				}
			}
		}
	}
}

// A short run that holds text is looked at, and hardly any other.
func TestMayHoldText(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"
	with, without, more := 0, 0, 0
	for range 200000 {
		run := make([]byte, minBase64+r.IntN(lineBase64-minBase64))
		for i := range run {
			run[i] = letters[r.IntN(len(letters))]
		}
		switch holds, may := hasText(run), mayHoldText(run, minText); {
		case holds && !may:
			t.Fatalf("%s holds text", run)
		case holds:
			with++
		case may:
			more++
		default:
			without++
		}
	}
	if with < 1000 || more > without/5 {
		t.Errorf("%d runs hold text, %d may, %d do not", with, more, without)
	}
}

// A run may hold nothing but the shortest word.
func TestShortestWordFillsARun(t *testing.T) {
	for _, word := range []string{"Lindqvist", "Oskar Lindqvist"} {
		if run := base64.StdEncoding.EncodeToString([]byte(word)); gate(t, word).Check("a", []byte(run)) == nil {
			t.Errorf("%s was not found in %s", word, run)
		}
	}
}

// No character stands for more plain letters than it has bytes, so a text that is
// shorter than a word does not hold it.
func TestLeastBytes(t *testing.T) {
	for r := range rune(0x30000) {
		letters, _ := fold(r)
		if size := utf8.RuneLen(r); size > 0 && size < leastBytes(letters) {
			t.Errorf("%q: %d bytes, and %q needs %d", r, size, letters, leastBytes(letters))
		}
	}
}
