package page

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ownSources returns the package's source files but tests.
func ownSources(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(data)
	}
	return files
}

// goTexts returns the keys of interface texts in Go code.
func goTexts(t *testing.T) []string {
	t.Helper()
	key := regexp.MustCompile(`(?:texts|\bt)\[(?:fmt\.Sprintf\()?"([a-z_0-9]+)`)
	var keys []string
	for _, source := range ownSources(t) {
		for _, m := range key.FindAllStringSubmatch(source, -1) {
			keys = append(keys, m[1])
		}
	}
	return keys
}

// HTML passes the templates unescaped in one place only, where it is looked
// after.
func TestOnlyOnePlaceMakesTrustedHTML(t *testing.T) {
	for name, source := range ownSources(t) {
		if n := strings.Count(source, "template.HTML("); n > 0 && !(name == "html.go" && n == 1) {
			t.Errorf("%s makes template.HTML itself", name)
		}
		for _, other := range []string{"template.JS", "template.CSS", "template.URL", "template.HTMLAttr", "template.Srcset"} {
			if strings.Contains(source, other) {
				t.Errorf("%s uses %s", name, other)
			}
		}
	}
}
