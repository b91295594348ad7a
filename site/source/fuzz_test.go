package source

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"reftel/site/cable"
	"reftel/site/diag"
)

// fuzzReader feeds files of one form to the reader, beginning with those of
// testdata, and holds what must be true of any file.
func fuzzReader(f *testing.F, ext string) {
	names, err := filepath.Glob("testdata/read/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if filepath.Ext(file.Name) == ext {
				f.Add(bytesOf(string(file.Data)))
			}
		}
	}
	root := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(filepath.Join(root, "a"+ext), data, 0o666); err != nil {
			t.Fatal(err)
		}
		at, line := int64(0), 1
		for r, err := range Records(root, "a"+ext) {
			if err != nil {
				t.Fatal(err)
			}
			if r.Offset < at || r.Line < line || r.Offset+int64(len(r.raw)) > int64(len(data)) {
				t.Fatalf("record at %d, line %d, after %d, line %d", r.Offset, r.Line, at, line)
			}
			at, line = r.Offset+int64(len(r.raw)), r.Line
			checkDocument(t, root, r.Document())
		}
	})
}

func checkDocument(t *testing.T, root string, d Document) {
	t.Helper()
	if !utf8.ValidString(d.Text) || !utf8.ValidString(d.Meta.Origin+d.Meta.Classification+d.Meta.URL) {
		t.Errorf("not UTF-8: %s", describe(d))
	}
	if d.Meta.ID != "" && !isID(d.Meta.ID) {
		t.Errorf("ID %q", d.Meta.ID)
	}
	if d.Text == "" && len(d.Problems) == 0 {
		t.Error("no text, and no problem says why")
	}
	for _, p := range d.Problems {
		if p.File != d.File || p.Code == "" || p.Message == "" {
			t.Errorf("problem %+v", p)
		}
	}
	for _, p := range d.Place([]diag.Problem{{Line: 1}, {Line: 1000}}) {
		if p.File != d.File || p.Line < 0 {
			t.Errorf("placed at %+v", p)
		}
	}
	sameAgain(t, root, d)
}

func FuzzText(f *testing.F)   { fuzzReader(f, ".txt") }
func FuzzPage(f *testing.F)   { fuzzReader(f, ".html") }
func FuzzDump(f *testing.F)   { fuzzReader(f, ".csv") }
func FuzzParsed(f *testing.F) { fuzzReader(f, ".json") }

// A head that is written is read again as the same.
func FuzzHead(f *testing.F) {
	f.Add("Embassy Gristad", "SECRET//NOFORN", "https://paper.example/a", "The ferries: a \"story\"\u2028")
	f.Add("null", "- x", "http://a", "# no comment")
	f.Fuzz(func(t *testing.T, origin, classification, url, title string) {
		for _, s := range []string{origin, classification, url, title} {
			if !utf8.ValidString(s) || fold(s) != s {
				return
			}
		}
		want := Document{File: "a.txt"}
		want.Meta.ID = "08GRISTAD17"
		want.Meta.Origin, want.Meta.Classification = origin, classification
		if isWeb(url) {
			want.Meta.URL = url
			want.Meta.Articles = []cable.Article{{URL: url, Title: title}}
		}
		data := appendHead(nil, want.Meta)
		got := Record{File: "a.txt", Line: 1, form: textForm, raw: append(data, "---\ntext"...)}.Document()
		if !reflect.DeepEqual(got.Meta, want.Meta) || got.Text != "---\ntext" || len(got.Problems) > 0 {
			t.Errorf("head\n%sgives\n%swant\n%s", data, describe(got), describe(want))
		}
	})
}
