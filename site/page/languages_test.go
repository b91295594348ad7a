package page

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"testing"

	"go.yaml.in/yaml/v4"

	"reftel/templates"
)

// placeholder is what a text leaves open: {n}, {of}, {id}.
var placeholder = regexp.MustCompile(`\{([a-z]+)[.,]?\}`)

// Every language has every text, with the same places left open, and no other.
func TestLanguagesAreComplete(t *testing.T) {
	english := englishTexts(t)
	names, err := fs.Glob(templates.Files, "texts.*.yaml")
	if err != nil || len(names) < 2 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(templates.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		var all texts
		if err := yaml.Unmarshal(data, &all); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, key := range slices.Sorted(maps.Keys(english)) {
			switch got, ok := all[key]; {
			case !ok:
				t.Errorf("%s lacks %s: %q", name, key, english[key])
			case got == "":
				t.Errorf("%s: %s is empty", name, key)
			case !slices.Equal(openPlaces(got), openPlaces(english[key])):
				t.Errorf("%s: %s leaves %v open, English %v", name, key, openPlaces(got), openPlaces(english[key]))
			}
		}
		for key := range all {
			if _, ok := english[key]; !ok {
				t.Errorf("%s: %s is no text", name, key)
			}
		}
	}
}

// openPlaces are the placeholders of a text in order.
func openPlaces(s string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	return slices.Sorted(slices.Values(out))
}

// A site in German says nothing in English that the program itself says.
func TestGermanSite(t *testing.T) {
	set, problems := ParseTemplates("de", []fs.FS{templates.Files})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	l := conversation(t)
	site := l.written(t, l.plan(t, func(in *Input) { in.Templates, in.Settings.Language = set, "de" }))
	for _, path := range []string{"index.html", "cable/2008/01/08GRISTAD2.html", "tag/PREL.html", timelinePath, howToPath} {
		html := string(site[path].Data)
		for _, english := range []string{">Home<", "Cables", "Skip to", "Pass on", "Cited by", "Glossary", "January 2008"} {
			if regexp.MustCompile(`\b` + regexp.QuoteMeta(english)).MatchString(html) {
				t.Errorf("%s says %q", path, english)
			}
		}
	}
}
