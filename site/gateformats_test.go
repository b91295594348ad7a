package site

import (
	"bytes"
	"errors"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"reftel/site/page"
	"reftel/site/redaction"
)

// loadSample loads the repository's own archive with all that it can have.
func loadSample(t *testing.T) *Site {
	t.Helper()
	p, err := Open("..", Options{BaseURL: "https://cables.example/", Output: filepath.Join(t.TempDir(), "public"), Jobs: 2})
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// oneOfEach returns a page of each form that files of a site have, by the
// folder and the ending of its path.
func oneOfEach(s *Site) map[string]page.Page {
	pages := map[string]page.Page{}
	for p := range s.Plan().All() {
		folder, _, deep := strings.Cut(p.Path, "/")
		name, form := path.Base(p.Path), ""
		if i := strings.IndexByte(name, '.'); i >= 0 {
			form = name[i:]
		}
		if !deep {
			folder, form = "", name
		}
		if key := folder + " " + form; pages[key].Path == "" {
			pages[key] = p
		}
	}
	return pages
}

var wholeWord = regexp.MustCompile(`(?:^|[^A-Za-z0-9\\%&#])([A-Za-z0-9]{4,})(?:[^A-Za-z0-9]|$)`)

// wordsIn returns a word from the front, the middle and the end of a file; of a
// picture the name of its first part, since the rest is points.
func wordsIn(data []byte) (words []string) {
	found := wholeWord.FindAllSubmatch(data, -1)
	if bytes.HasPrefix(data, []byte("\x89PNG")) {
		found = found[:1]
	}
	for _, i := range []int{0, len(found) / 2, len(found) - 1} {
		if i >= 0 && i < len(found) {
			words = append(words, string(found[i][1]))
		}
	}
	return words
}

// The gate looks at every form of file from the first byte to the last: any word
// that stands there can be protected, and then the file is not made and the site
// is not written.
func TestGateStandsBeforeEveryFormOfFile(t *testing.T) {
	s := loadSample(t)
	pages := oneOfEach(s)
	for _, key := range []string{
		" index.html", " 404.html", " style.css", " reftel.js", " favicon.svg", " feed.xml", " feed.json", " sitemap.xml", " robots.txt", " urls.txt",
		" sha256.txt", " archive.csv", " _redirects", " redirects.map", "cable .html", "cable .json", "cable .txt", "cable .bib", "cable .ris",
		"cable .csl.json", "cable .anno.jsonld", "cable .png", "source .html", "tag .html", "tag .xml", "tag .json", "archive .ndjson",
		"note .html", "note .png", "notes .html", "thread .html", "id .txt",
	} {
		if pages[key].Path == "" {
			t.Errorf("the sample archive has no file of the form %q", key)
		}
	}
	for key, p := range pages {
		data, err := s.Render(nil, p)
		if err != nil {
			t.Fatal(err)
		}
		words := wordsIn(data)
		if len(words) == 0 {
			t.Errorf("%s: no word to look for", p.Path)
		}
		for _, word := range words {
			guarded := *s
			if guarded.protected, err = redaction.NewGate([]byte(word)); err != nil {
				t.Fatal(err)
			}
			var leak *redaction.LeakError
			if got, err := guarded.Render(nil, p); !errors.As(err, &leak) || len(got) > 0 || leak.Path != p.Path && leak.Path != "a path" {
				t.Errorf("%s: %s with %q protected: %d bytes, %v", key, p.Path, word, len(got), err)
			}
			if key == "cable .png" || key == "archive .ndjson" || key == " feed.json" {
				notBuilt(t, &guarded)
			}
		}
	}
}

// notBuilt wants a build to fail because of a protected word, and to leave
// nothing behind.
func notBuilt(t *testing.T, s *Site) {
	t.Helper()
	if _, err := s.Build(t.Context(), BuildOptions{Jobs: 2}); !IsLeak(err) {
		t.Errorf("built: %v", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(s.Output())); len(left) > 0 {
		t.Errorf("%v is left of a build that failed", left)
	}
}
