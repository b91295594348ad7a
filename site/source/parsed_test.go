package source

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"golang.org/x/tools/txtar"

	"reftel/site/cable"
)

// A parsed cable, read again, must be the same parsed cable.
func TestParsedCableComesBack(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/read/parsed.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var want cable.Contract
	if err := json.Unmarshal(archive.Files[0].Data, &want); err != nil {
		t.Fatal(err)
	}
	for _, field := range differences(&want, readBack(t, &want)) {
		t.Error(field)
	}
}

// Of the sample archive, which shows damage of every kind, nearly all must
// come back the same in every field, and all of them in their header and preamble.
func TestSampleArchiveComesBack(t *testing.T) {
	const root = "../../content/cables"
	all, same := 0, 0
	err := fs.WalkDir(os.DirFS(root), ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".txt" {
			return err
		}
		d, err := NewOpener(root).Open(file, 0, 0, 0)
		if err != nil {
			return err
		}
		want := cable.Parse(d.Text, d.Meta).Contract()
		diffs := differences(want, readBack(t, want))
		all++
		if len(diffs) == 0 {
			same++
		}
		for _, field := range diffs {
			switch field {
			case "References", "Paragraphs", "Summary", "SignedBy":
			default:
				t.Errorf("%s: %s does not come back", file, field)
			}
		}
		return nil
	})
	if err != nil || all < 30 || same*100 < all*85 {
		t.Errorf("%d of %d cables come back the same, %v", same, all, err)
	}
}

// readBack writes a parsed cable as JSON, reads it as a document and parses that.
func readBack(t *testing.T, c *cable.Contract) *cable.Contract {
	t.Helper()
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	d := Record{File: "a.json", Line: 1, form: parsedForm, raw: data}.Document()
	if len(d.Problems) != 1 || d.Problems[0].Code != "rebuilt-text" {
		t.Fatalf("%s: %v", c.ID, d.Problems)
	}
	return cable.Parse(d.Text, d.Meta).Contract()
}

// differences names the fields that differ. The problems of a text are its own.
func differences(a, b *cable.Contract) []string {
	var out []string
	va, vb := reflect.ValueOf(*a), reflect.ValueOf(*b)
	for i := range va.NumField() {
		name := va.Type().Field(i).Name
		if name != "Problems" && !reflect.DeepEqual(va.Field(i).Interface(), vb.Field(i).Interface()) {
			out = append(out, name)
		}
	}
	return out
}
