package highlight

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

func TestCodeIsColouredInListedLanguages(t *testing.T) {
	for _, language := range Languages() {
		if lexerFor(language) == nil {
			t.Errorf("no lexer for %q", language)
		}
	}
	if got := Code("JSON", `{"a": 1}`); !strings.Contains(got, `<span class="mi">1</span>`) {
		t.Errorf("Code = %s", got)
	}
}

func TestCodeIsPlainBeyondTheList(t *testing.T) {
	for name, c := range map[string][2]string{
		"unknown":     {`"><script>`, `a < b`},
		"none":        {"", `a < b`},
		"too long":    {"json", strings.Repeat("[]\n", 6000)},
		"long line":   {"json", strings.Repeat("[]", 300)},
		"backslashes": {"json", `"` + strings.Repeat(`\\`, 13)},
	} {
		if got, want := Code(c[0], c[1]), `<pre class="chroma"><code>`+html.EscapeString(c[1])+"</code></pre>\n"; got != want {
			t.Errorf("%s: Code = %.200s, want %.200s", name, got, want)
		}
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

func FuzzCode(f *testing.F) {
	for _, language := range Languages() {
		f.Add(language, "<a b='c'>&amp;</a>\n{\"a\": [1, null]}\n+x\n")
	}
	f.Fuzz(func(t *testing.T, language, code string) {
		got := Code(language, code)
		if strings.Contains(got, "\x00") != strings.Contains(code, "\x00") {
			t.Skip()
		}
		for _, element := range tag.FindAllString(got, -1) {
			if !strings.HasPrefix(element, "<span class=\"") && !strings.HasPrefix(element, "</") &&
				element != "<code>" && element != `<pre class="chroma">` {
				t.Fatalf("Code(%q, %q) holds %s", language, code, element)
			}
		}
	})
}
