package site_test

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"reftel/site/cable"
	"reftel/site/source"
)

// sample reads every cable of the sample archive: the file's name and the
// parsed cable, by reference ID.
func sample(t *testing.T) (files map[string]string, cables map[string]*cable.Cable) {
	t.Helper()
	files, cables = map[string]string{}, map[string]*cable.Cable{}
	folders, err := source.Scan("..", "content/cables")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		for _, f := range folder.Files {
			for r, err := range source.Records("..", f.Path) {
				if err != nil {
					t.Fatal(err)
				}
				d := r.Document()
				c := cable.Parse(d.Text, d.Meta)
				if other, twice := files[c.ID]; twice {
					t.Errorf("%s: %s stands in %s too", f.Path, c.ID, other)
				}
				files[c.ID], cables[c.ID] = f.Path, c
			}
		}
	}
	return files, cables
}

// The sample archive is full of damage; the reader still gets, of every cable,
// what a page needs.
func TestSampleCablesAreReadable(t *testing.T) {
	files, cables := sample(t)
	if len(cables) < 40 {
		t.Fatalf("the sample archive has %d cables", len(cables))
	}
	for id, c := range cables {
		name := strings.TrimSuffix(path.Base(files[id]), path.Ext(files[id]))
		if name != id && path.Ext(files[id]) != ".csv" {
			t.Errorf("%s: parsed as %q", files[id], id)
		}
		if c.Subject == "" || c.Classification.Level == "" || len(c.Tags) == 0 || len(c.Blocks) == 0 || c.Created.IsZero() {
			t.Errorf("%s: no subject, level, TAGS, body or date", id)
		}
	}
}

// docs/sample-archive.md says which cable shows what: each that it names must
// be there, and each that is there must be named.
func TestSampleCablesAreListed(t *testing.T) {
	_, cables := sample(t)
	data, err := os.ReadFile("../docs/sample-archive.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`\b\d\d[A-Z]{4,}\d+\b`).FindAllString(string(data), -1)
	for _, id := range named {
		if cables[id] == nil {
			t.Errorf("docs/sample-archive.md names %s, which is not in content", id)
		}
	}
	for id := range cables {
		if !slices.Contains(named, id) {
			t.Errorf("docs/sample-archive.md does not name %s", id)
		}
	}
}
