package mapping

import (
	"reflect"
	"strings"
	"testing"

	"reftel/site/diag"
)

var keys = []string{"id", "created", "origin", "url", "hashtags", "articles"}

func TestReadPlacesValues(t *testing.T) {
	data := "# of an invented cable\nid: 08GRISTAD17\norigin: \"Embassy: Gristad\"\nhashtags: [one, two]\nurl:\ncreated: ~\n"
	got, problems := Read([]byte(data), "a.txt", 2, keys)
	if len(problems) != 0 {
		t.Fatalf("problems: %v", problems)
	}
	want := []Entry{
		{"id", 3, 1, Value{Line: 3, Column: 5, Text: "08GRISTAD17"}},
		{"origin", 4, 1, Value{Line: 4, Column: 9, Text: "Embassy: Gristad"}},
		{"hashtags", 5, 1, Value{Kind: List, Line: 5, Column: 11, List: []Value{
			{Line: 5, Column: 12, Text: "one"}, {Line: 5, Column: 17, Text: "two"}}}},
		{"url", 6, 1, Value{Line: 6, Column: 5}},
		{"created", 7, 1, Value{Line: 7, Column: 10}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Read =\n%+v, want\n%+v", got, want)
	}
}

func TestReadTakesScalarsAsWritten(t *testing.T) {
	got, _ := Read([]byte("id: 0x10\ncreated: 2008-12-31 08:05\norigin: 'no'\nurl: 1_000\n"), "", 1, keys)
	for i, want := range []string{"0x10", "2008-12-31 08:05", "no", "1_000"} {
		if got[i].Value.Text != want {
			t.Errorf("value %d = %q, want %q", i, got[i].Value.Text, want)
		}
	}
}

func TestReadReports(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"unknown key", "id: 1\norgin: x\n", `a.txt:3:1: error: unknown key "orgin"`},
		{"repeated key", "id: 1\nid: 2\n", `a.txt:3:1: error: the key "id" stands here twice`},
		{"anchor", "id: &a 1\n", "a.txt:2:5: error: anchors, aliases and tags have no meaning here"},
		{"alias", "id: &a 1\norigin: *a\n", "a.txt:2:5: error: anchors, aliases and tags have no meaning here|a.txt:3:9: error: anchors, aliases and tags have no meaning here"},
		{"tag", "id: !!int 1\n", "a.txt:2:5: error: anchors, aliases and tags have no meaning here"},
		{"merge", "<<: {id: 1}\n", `a.txt:2:1: error: unknown key "<<"`},
		{"list", "- id\n", `a.txt:2:1: error: lines of the form "key: value" are expected here`},
		{"text", "id\n", `a.txt:2:1: error: lines of the form "key: value" are expected here`},
		{"two documents", "id: 1\n---\nid: 2\n", "a.txt: error: not readable as YAML: yaml: expected single document, found multiple"},
		{"second colon", "origin: a: b\n", "a.txt:2:10: error: not readable as YAML: mapping values are not allowed in this context"},
		{"open bracket", "id: 1\nhashtags: [\n", "a.txt:4:1: error: not readable as YAML: while parsing a flow node: did not find expected node content"},
		{"NUL", "id: 1\norigin: a\x00b\n", "a.txt:3:10: error: byte 0x00 is not text"},
		{"not UTF-8", "origin: Gr\xeestad\n", "a.txt:2:11: error: byte 0xEE is not text"},
		{"too long", "id: " + strings.Repeat("1", Limit), "a.txt: error: the settings here take 16388 bytes, more than 16384"},
	} {
		_, problems := Read([]byte(c.data), "a.txt", 2, keys)
		var got []string
		for _, p := range problems {
			got = append(got, p.String())
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

func TestReadSuggests(t *testing.T) {
	_, problems := Read([]byte("orgin: x\n"), "", 1, keys)
	if len(problems) != 1 || problems[0].Hint != `did you mean "origin"?` {
		t.Errorf("problems = %+v", problems)
	}
}

func TestReadOfNothing(t *testing.T) {
	for _, data := range []string{"", "\n", "# a comment\n\n", "  \n"} {
		if entries, problems := Read([]byte(data), "", 1, keys); len(entries)+len(problems) != 0 {
			t.Errorf("Read(%q) = %v, %v", data, entries, problems)
		}
	}
}

// The short cut must read exactly what YAML reads.
func FuzzPlain(f *testing.F) {
	for _, s := range []string{
		"id: 08GRISTAD17\ncreated: 2008-12-31 08:05\n", "id: a #b\n", "id: a#b\n", "id: a:b\n", "id: a: b\n",
		"id: null\n", "id:  a \n", "id: a\n  b\n", "id: yes", "_: 1\n", "id: a\r\n", "id: \"a\"\n", "id: 2008-12-31\n",
		"id: a,b]\n", "id: 0o7\n", "null: a\n", "id: a\tb\n", "id: a  b\n", "id: a:\n", "a: b\nc: d", "a: b\n\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, ok := plain(data, 0)
		if !ok {
			return
		}
		var r reader
		want := r.yaml(data)
		if diag.HasError(r.problems) {
			t.Fatalf("plain read %q, YAML: %v", data, r.problems)
		}
		if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Fatalf("plain(%q) = %+v, YAML: %+v", data, got, want)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte("id: 79GRISTAD37\ncreated: 1979-04-20 08:44\nclassification: UNCLASSIFIED\norigin: Embassy Gristad\n")
	b.ReportAllocs()
	for b.Loop() {
		Read(data, "a.txt", 2, keys)
	}
}
