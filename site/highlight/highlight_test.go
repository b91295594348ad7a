package highlight

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"github.com/alecthomas/chroma/v2"

	"reftel/site/cable"
)

// sample is an invented cable with every role that the parser knows from
// common cables.
func sample(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/08GRISTAD1098.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// visible gives tokens as readers are to see them, character by character.
func visible(tokens []chroma.Token) (out []chroma.Token) {
	text := chroma.Stringify(tokens...)
	for _, t := range tokens {
		run := chroma.Token{Type: t.Type}
		show := func(instead ...chroma.Token) {
			if run.Value != "" {
				out = append(out, run)
			}
			run.Value = ""
			out = append(out, instead...)
		}
		for s := t.Value; s != ""; {
			r, n := utf8.DecodeRuneInString(s)
			char := s[:n]
			s, text = s[n:], text[n:]
			switch {
			case r == '\n':
				show(chroma.Token{Type: chroma.Text, Value: "\n"})
			case r == '\r' && strings.HasPrefix(text, "\n"):
				show()
			case r == '\r':
				show(chroma.Token{Type: chroma.Error, Value: "[U+000D]"}, chroma.Token{Type: chroma.Text, Value: "\n"})
			case r == utf8.RuneError && n == 1:
				show(chroma.Token{Type: chroma.Error, Value: fmt.Sprintf("[0x%02X]", char[0])})
			case r < ' ' && r != '\t' || 0x7f <= r && r <= 0x9f || hidden(r):
				show(chroma.Token{Type: chroma.Error, Value: fmt.Sprintf("[U+%04X]", r)})
			default:
				run.Value += char
			}
		}
		show()
	}
	return out
}

// formatted returns the source of a cable as chroma's formatter writes it.
func formatted(t testing.TB, c *cable.Cable) string {
	t.Helper()
	var want bytes.Buffer
	if err := tokenFormatter().Format(&want, lightStyle(), chroma.Literator(visible(slices.Collect(tokensOf(c)))...)); err != nil {
		t.Fatal(err)
	}
	return `<pre class="chroma"><code>` + want.String() + "</code></pre>\n"
}

// lineNumber is what a line begins with.
var lineNumber = regexp.MustCompile(`<a id="L(\d+)" href="#L(\d+)">(\d+) </a>`)

// unnumbered returns the source of a cable without the numbers of its lines,
// which must count.
func unnumbered(t testing.TB, c *cable.Cable) string {
	t.Helper()
	got := string(appendSource(nil, c))
	for i, m := range lineNumber.FindAllStringSubmatch(got, -1) {
		if want := strconv.Itoa(i + 1); m[1] != want || m[2] != want || m[3] != want {
			t.Errorf("%q: line %s is numbered %v", c.Source, want, m)
		}
	}
	return lineNumber.ReplaceAllString(got, "")
}

func TestTokensConcatenateToTheText(t *testing.T) {
	text := sample(t)
	tokens, err := CableLexer{}.Tokenise(nil, text)
	if err != nil {
		t.Fatal(err)
	}
	if got := chroma.Stringify(tokens.Tokens()...); got != text {
		t.Errorf("tokens do not concatenate to the text:\n%q", got)
	}
}

func TestTokensFollowTheRoles(t *testing.T) {
	c := &cable.Cable{Source: "SUBJECT: A\nB", Spans: []cable.Span{
		{Range: cable.Range{Start: 0, End: 8}, Role: cable.SubjectLabel},
		{Range: cable.Range{Start: 8, End: 9}, Role: cable.Space},
		{Range: cable.Range{Start: 9, End: 10}, Role: cable.BodyText},
		{Range: cable.Range{Start: 10, End: 11}, Role: cable.Space},
		{Range: cable.Range{Start: 11, End: 12}, Role: cable.TagCode},
	}}
	want := []chroma.Token{
		{Type: chroma.Keyword, Value: "SUBJECT:"}, {Type: chroma.Text, Value: " A\n"}, {Type: chroma.NameTag, Value: "B"},
	}
	if got := slices.Collect(tokensOf(c)); !slices.Equal(got, want) {
		t.Errorf("tokens %v, want %v", got, want)
	}
}

// The lines are written by hand for speed: without their numbers, they must be
// what the formatter would have written.
func TestLinesAreThoseOfTheFormatter(t *testing.T) {
	for name, text := range map[string]string{
		"cable": sample(t), "empty": "", "no end": "UNCLAS\nGRISTAD", "blank lines": "\n\na\n\n", "many": strings.Repeat("x <y> & z\n", 120), "quotes": "SUBJECT: \"A\" & 'B' <C>\n\nTAGS: P<V\n",
		"hidden": "SUBJECT: a\x00\x1b&\u202eb\r\n\u0085\xff\xfe\tx\r\n\n1. Charg\u00e9\rb\u2066\r\r\nSUBJECT: \r", "ends": "TAGS: PREL\r\nSUBJECT: x\r\n  y\r\n",
	} {
		c := cable.Parse(text, cable.Metadata{})
		if got, want := unnumbered(t, c), formatted(t, c); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
		}
	}
}

func TestSourceShowsWhatCannotBeSeen(t *testing.T) {
	for in, want := range map[string]string{
		"a\r\nb":         "a\nb",
		"a\rb":           "a[U+000D]\nb",
		"a\x00\x1bb":     "a[U+0000][U+001B]b",
		"a\u202eb\u2066": "a[U+202E]b[U+2066]",
		"a\u0085b\xffc":  "a[U+0085]b[0xFF]c",
		"Charg\u00e9\tx": "Charg\u00e9\tx",
	} {
		for _, class := range []string{"", "gh"} {
			w := &lineWriter{}
			w.token(class, in, "")
			doc, err := goquery.NewDocumentFromReader(bytes.NewReader(w.b))
			if err != nil {
				t.Fatal(err)
			}
			doc.Find("a").Remove()
			if text := doc.Text(); text != want {
				t.Errorf("%q is shown as %q, want %q", in, text, want)
			}
			if strings.Contains(doc.Find(".gh, .err").Text(), "\n") {
				t.Errorf("%q: a line ends within an element", in)
			}
		}
	}
}

func TestCarriageReturnAtTheEndOfAToken(t *testing.T) {
	w := &lineWriter{}
	w.token("nt", "a\r", "\nb")
	w.token("", "\nb", "")
	if w.line != 2 || strings.Contains(string(w.b), "U+000D") {
		t.Errorf("got %s, want the two halves as one line end", w.b)
	}
}

func TestLineNumbersAreThoseOfProblems(t *testing.T) {
	text := "a\rb\r\nc\n\nd"
	got := appendSource(nil, cable.Parse(text, cable.Metadata{}))
	if n := strings.Count(string(got), `id="L`); n != 5 {
		t.Errorf("%d lines written, want 5:\n%s", n, got)
	}
}

// countLines counts the lines of a text as the parser does: "\n", "\r\n" and a
// lone "\r" end a line.
func countLines(s string) int {
	n := strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
	if s != "" && s[len(s)-1] != '\n' && s[len(s)-1] != '\r' {
		n++
	}
	return n
}

func FuzzSource(f *testing.F) {
	f.Add(sample(f))
	f.Add("SUBJECT: a\r\n\u202e\x00<b>\r")
	f.Fuzz(func(t *testing.T, text string) {
		c := cable.Parse(text, cable.Metadata{})
		if got := chroma.Stringify(slices.Collect(tokensOf(c))...); got != text {
			t.Fatalf("tokens of %q are %q", text, got)
		}
		got := appendSource(nil, c)
		if n := strings.Count(string(got), `id="L`); n != countLines(text) {
			t.Errorf("%q: %d lines written, want %d", text, n, countLines(text))
		}
		if got, want := unnumbered(t, c), formatted(t, c); got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", text, got, want)
		}
		if bytes.ContainsAny(got, "\x00\x1b\r\u202e") {
			t.Errorf("%q: a hidden character passed", text)
		}
	})
}

func BenchmarkSource(b *testing.B) {
	c := cable.Parse(strings.Repeat(sample(b), 20), cable.Metadata{})
	b.SetBytes(int64(len(c.Source)))
	b.ReportAllocs()
	var out []byte
	for b.Loop() {
		out = appendSource(out[:0], c)
	}
}
