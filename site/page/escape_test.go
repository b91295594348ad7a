package page

import (
	"encoding/json"
	"html"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestAppendText(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                          "plain",
		`<a href="x">&'`:                 "&lt;a href=&#34;x&#34;&gt;&amp;&#39;",
		"a\x00b\x1b[0m\x7f":              "a\uFFFDb\uFFFD[0m\uFFFD",
		"caf\u00e9 \u201cx\u201d \u00a0": "caf\u00e9 \u201cx\u201d \u00a0",
		"\u202eevil\u2066":               "[U+202E]evil[U+2066]",
		"\u0085\u009b":                   "\uFFFD\uFFFD",
		"bad \xff\xe2\x80":               "bad \uFFFD\uFFFD\uFFFD",
		"\u5317\u4eac \u0623":            "\u5317\u4eac \u0623",
	} {
		if got := string(appendText(nil, in)); got != want {
			t.Errorf("appendText(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzAppendText(f *testing.F) {
	f.Add("a<b>&\"'\u202e\x00")
	f.Fuzz(func(t *testing.T, s string) {
		got := string(appendText(nil, s))
		for i := range len(got) {
			if c := got[i]; c == '<' || c == '>' || c == '"' || c == '\'' || c == 0x1b || c == 0 {
				t.Fatalf("appendText(%q) = %q", s, got)
			}
		}
		if !utf8.ValidString(got) {
			t.Fatalf("appendText(%q) is not UTF-8", s)
		}
		if plainOnly(s) && html.UnescapeString(got) != s {
			t.Fatalf("appendText(%q) = %q loses text", s, got)
		}
	})
}

func FuzzAppendQuoted(f *testing.F) {
	for _, s := range []string{"a title", "</script><!--", `a "b\c"`, "d\te\x00\x7f\u2028\u202e", "bad \xff", "café"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		quoted := appendQuoted(nil, s)
		var got string
		if err := json.Unmarshal(quoted, &got); err != nil || got != s && utf8.ValidString(s) {
			t.Fatalf("appendQuoted(%q) = %s: %v", s, quoted, err)
		}
		for _, r := range string(quoted) {
			if r == '<' || r == '>' || r == '&' || r < ' ' || r == 0x7f || turns(r) {
				t.Fatalf("appendQuoted(%q) = %s has %q", s, quoted, r)
			}
		}
	})
}

// plainOnly reports whether s has only characters that are shown as they are.
func plainOnly(s string) bool {
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r <= 0x9f || turns(r) || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// Running text has one space for all white space in a row, and none at its ends;
// what else it has is escaped.
func FuzzRunningText(f *testing.F) {
	f.Add("a  b c ", " &  <d> \u202e\t", "\x00 \u00e9")
	f.Fuzz(func(t *testing.T, first, second, third string) {
		w := &inlineWriter{src: first + second + third}
		from := 0
		for _, to := range []int{len(first), len(first) + len(second), len(w.src)} {
			w.text(from, to)
			from = to
		}
		isSpace := func(r rune) bool { return r < utf8.RuneSelf && classes[r]&(space|blank) != 0 }
		whole := &inlineWriter{src: strings.Join(strings.FieldsFunc(w.src, isSpace), " "), lines: true}
		whole.text(0, len(whole.src))
		if utf8.ValidString(first) && utf8.ValidString(second) && string(w.b) != string(whole.b) {
			t.Fatalf("%q in parts is %q, want %q", w.src, w.b, whole.b)
		}
	})
}

func TestAppendJSON(t *testing.T) {
	for in, want := range map[string]string{
		"": "", `{"a":"b c"}`: `{"a":"b c"}`, "é and 港": "é and 港", "a\u202eb": `a\u202eb`, "\u0085x\x7f": `\u0085x\u007f`,
		"a\xffb\uFFFD": "a\uFFFDb\uFFFD", "\ufeff": `\ufeff`,
	} {
		if got := string(appendJSON([]byte("["), []byte(in))); got != "["+want {
			t.Errorf("appendJSON(%q) = %q, want %q", in, got, "["+want)
		}
	}
}
