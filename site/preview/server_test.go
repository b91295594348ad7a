package preview

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"reftel/site"
)

var injected = regexp.MustCompile(`<script src="/-/reload.js" data-page="([0-9a-f]*)" data-version="[0-9]+" defer></script>\n`)

func TestPagesAreTheBytesOfABuild(t *testing.T) {
	f := serve(t, map[string]string{"content/about.md": "About this.", "static/style.css": "p { color: red }"})
	for _, path := range []string{"about.html", "style.css"} {
		got, want := f.get("/"+path), f.built(path)
		if strings.Contains(want, "reload.js") {
			t.Errorf("%s: the script is in what a build writes", path)
		}
		if text := injected.ReplaceAllString(got.body, ""); text != want {
			t.Errorf("%s: served\n%s\nwant\n%s", path, text, want)
		}
		if has := injected.MatchString(got.body); has != isHTML(path) {
			t.Errorf("%s: has the script: %v", path, has)
		}
		if got.Header.Get("Content-Type") != contentType(path) {
			t.Errorf("%s: Content-Type %q", path, got.Header.Get("Content-Type"))
		}
		checkHeaders(t, got.Header)
	}
}

// Every file that a build writes is what the preview answers with, byte for
// byte, but for the script.
func TestEveryPageIsAsBuilt(t *testing.T) {
	f := serve(t, archive())
	built := f.server.current.Load().site
	if _, err := built.Build(t.Context(), site.BuildOptions{}); err != nil {
		t.Fatal(err)
	}
	pages := 0
	err := fs.WalkDir(os.DirFS(built.Output()), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if strings.HasPrefix(d.Name(), ".") && path != "." {
				return fs.SkipDir // the program's own notes on the output
			}
			return err
		}
		want, err := os.ReadFile(filepath.Join(built.Output(), filepath.FromSlash(path)))
		if got := injected.ReplaceAllString(f.get("/"+path).body, ""); got != string(want) {
			t.Errorf("%s: %d bytes served, %d built", path, len(got), len(want))
		}
		pages++
		return err
	})
	if err != nil || pages < 10 {
		t.Errorf("%d pages, %v", pages, err)
	}
}

func TestETagIsThatOfThePagesOwnBytes(t *testing.T) {
	f := serve(t, map[string]string{"content/about.md": "About this.", "content/other.md": "Other."})
	etag := f.get("/about.html").Header.Get("ETag")
	f.write(map[string]string{"content/other.md": "Other text."})
	f.load()
	if got := f.ask("GET", "/about.html", http.Header{"If-None-Match": {etag}}); got.StatusCode != http.StatusNotModified {
		t.Errorf("after a change elsewhere: status %d, want 304", got.StatusCode)
	}
	f.write(map[string]string{"content/about.md": "About that."})
	f.load()
	got := f.ask("GET", "/about.html", http.Header{"If-None-Match": {etag}})
	if got.StatusCode != http.StatusOK || !strings.Contains(got.body, "About that.") {
		t.Errorf("after a change: status %d, body %s", got.StatusCode, got.body)
	}
}

func TestHeadHasNoBody(t *testing.T) {
	f := serve(t, map[string]string{"content/about.md": "About this."})
	for _, address := range []string{"/about.html", "/nothing.html", "/-/events", "/-/page?path=/about.html"} {
		if got := f.ask("HEAD", address, nil); got.body != "" || got.StatusCode >= 500 {
			t.Errorf("%s: status %d, body %q", address, got.StatusCode, got.body)
		}
	}
}

func TestOnlyPlannedPagesAreServed(t *testing.T) {
	f := serve(t, map[string]string{
		"content/about.md": "About this.", "content/notes/draft.txt": "draft", "reftel.yaml": "title: T",
		"static/.env": "secret", "static/img/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
	})
	if err := os.Symlink(filepath.Join(f.dir, "reftel.yaml"), filepath.Join(f.dir, "static", "link.txt")); err != nil {
		t.Logf("no symbolic links here: %v", err)
	}
	f.load()
	for address, want := range map[string]int{
		"/about.html":              200,
		"/img/a.svg":               200,
		"/img/":                    404, // no listing
		"/img":                     404,
		"/link.txt":                404,
		"/reftel.yaml":             404,
		"/content/about.md":        404,
		"/content/notes/draft.txt": 404,
		"/.env":                    400,
		"/-/":                      404,
		"/-/message.html":          404,
		"/about.html/":             404,
		"/ABOUT.HTML":              404,
	} {
		if got := f.get(address); got.StatusCode != want {
			t.Errorf("%s: status %d, want %d", address, got.StatusCode, want)
		}
	}
}

func TestMissingPageComesAlive(t *testing.T) {
	f := serve(t, map[string]string{"content/about.md": "About this."})
	missing := f.get("/abuot.html?x=<script>alert(1)</script>")
	if missing.StatusCode != http.StatusNotFound || injected.FindStringSubmatch(missing.body)[1] != "" {
		t.Errorf("status %d, body\n%s", missing.StatusCode, missing.body)
	}
	if f.state("/abuot.html").Page != "" {
		t.Error("a missing page has a sum")
	}
	f.write(map[string]string{"content/abuot.md": "There it is."})
	f.load()
	if f.state("/abuot.html").Page == "" {
		t.Error("the page is there and has no sum")
	}
}

func TestMessagesAreEscaped(t *testing.T) {
	f := serve(t, map[string]string{"content/about.md": "About this."})
	got := f.get("/" + url.PathEscape(`<img src=x onerror="x">`))
	if got.StatusCode != http.StatusNotFound || strings.Contains(got.body, "<img") {
		t.Errorf("status %d, body\n%s", got.StatusCode, got.body)
	}
}

// seen is a state as a page reads it.
type seen struct {
	Version, More int
	Elsewhere     []string
	Page          string
	Assets        map[string]string
	Problems      []struct {
		File, Severity, Message, Hint string
		Line                          int
	}
}

// state asks as an open page does.
func (f *fixture) state(path string, files ...string) seen {
	f.t.Helper()
	query := url.Values{"path": {path}, "asset": files}
	got := f.get("/-/page?" + query.Encode())
	var s seen
	if err := json.Unmarshal([]byte(got.body), &s); err != nil {
		f.t.Fatalf("%v in %s", err, got.body)
	}
	return s
}

func TestStateTellsWhatChanged(t *testing.T) {
	f := serve(t, map[string]string{"content/about.md": "About this.", "content/other.md": "Other.", "static/look.css": "p {}"})
	served := injected.FindStringSubmatch(f.get("/about.html").body)[1]
	before := f.state("/about.html", "/look.css", "/none.css")
	if before.Page != served || before.Assets["/look.css"] == "" || before.Assets["/none.css"] != "" {
		t.Errorf("state %+v of the page %q", before, served)
	}
	f.write(map[string]string{"static/look.css": "p { color: red }"})
	f.load()
	after := f.state("/about.html", "/look.css")
	if after.Page != before.Page {
		t.Error("a change of style changed the page")
	}
	if after.Assets["/look.css"] == before.Assets["/look.css"] || after.Version == before.Version {
		t.Error("a change of style does not show")
	}
}

func TestLastGoodVersionStays(t *testing.T) {
	f := serve(t, map[string]string{"content/about.md": "About this."})
	before := f.get("/about.html").body
	f.server.show(nil, errors.New("the disk is on fire"))
	after := f.get("/about.html").body
	if injected.ReplaceAllString(after, "") != injected.ReplaceAllString(before, "") {
		t.Errorf("served\n%s\nwant\n%s", after, before)
	}
	problems := f.state("/about.html").Problems
	if len(problems) != 1 || problems[0].Message != "the disk is on fire" {
		t.Errorf("problems %v", problems)
	}
	f.load()
	if problems := f.state("/about.html").Problems; len(problems) != 0 {
		t.Errorf("after it is mended: problems %v", problems)
	}
}

func TestProblemsAreShownWhereTheyBelong(t *testing.T) {
	bad := "---\ntitel: x\n---\nWords.\n"
	f := serve(t, map[string]string{"content/about.md": bad, "content/other.md": "Words.", "content/third.md": bad})
	f.write(map[string]string{"reftel.yaml": "titel: x\n", "content/cables/odd.doc": "an extension that is not read"})
	f.load()
	for path, want := range map[string]struct{ problems, elsewhere string }{
		"/about.html":   {"content/about.md reftel.yaml", "third.html"},
		"/other.html":   {"reftel.yaml", "about.html third.html"},
		"/":             {"content/cables/odd.doc reftel.yaml", "about.html third.html"},
		"/nothing.html": {"reftel.yaml", "about.html third.html"},
	} {
		s := f.state(path)
		var files []string
		for _, p := range s.Problems {
			files = append(files, p.File)
		}
		slices.Sort(files)
		if got := strings.Join(files, " "); got != want.problems {
			t.Errorf("%s: problems of %q, want %q", path, got, want.problems)
		}
		if got := strings.Join(s.Elsewhere, " "); got != want.elsewhere {
			t.Errorf("%s: elsewhere %q, want %q", path, got, want.elsewhere)
		}
	}
}

// What keeps the site from being built is not pushed off the panel by warnings.
func TestErrorsAreShownFirst(t *testing.T) {
	f := serve(t, map[string]string{"content/about.md": "Words.", "reftel.yaml": "titel: x\n"})
	for i := range mostShown {
		f.write(map[string]string{fmt.Sprintf("content/cables/%d.doc", i): "an extension that is not read"})
	}
	f.load()
	if s := f.state("/"); len(s.Problems) != mostShown || s.Problems[0].File != "reftel.yaml" || s.More != 1 {
		t.Errorf("first of %d problems is %v, and %d more", len(s.Problems), s.Problems[0], s.More)
	}
}

func TestOnlySoManyProblemsAreShown(t *testing.T) {
	settings := ""
	for i := range mostShown + 5 {
		settings += fmt.Sprintf("unknown%d: x\n", i)
	}
	f := serve(t, map[string]string{"content/about.md": "Words.", "reftel.yaml": settings})
	if s := f.state("/about.html"); len(s.Problems) != mostShown || s.More != 5 {
		t.Errorf("%d problems and %d more, want %d and 5", len(s.Problems), s.More, mostShown)
	}
}

func TestShelfKeepsWhatWasUsedLast(t *testing.T) {
	var s shelf
	for i := range shelved {
		s.put(fmt.Sprint(i), newRendered(1, []byte("page")))
	}
	s.get("0")
	s.put("new", newRendered(1, []byte("page")))
	s.put("large", newRendered(1, make([]byte, largest+1)))
	s.put("new", newRendered(0, []byte("a late one of an older version")))
	for path, want := range map[string]bool{"0": true, "1": false, "2": true, "new": true, "large": false} {
		if _, ok := s.get(path); ok != want {
			t.Errorf("%s: kept %v, want %v", path, ok, want)
		}
	}
	if r, _ := s.get("new"); r.version != 1 {
		t.Errorf("version %d, want 1", r.version)
	}
}
