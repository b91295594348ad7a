package page

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"reftel/site/annotation"
	"reftel/site/settings"
)

// withReleases are cables of which two were released, one is only dated, and
// one has notes.
func withReleases(t *testing.T, change func(*Input)) fstest.MapFS {
	t.Helper()
	l := ferry(t)
	l.facts[0].Released = time.Date(2010, 12, 1, 0, 0, 0, 0, time.UTC)
	l.facts[1].Released = time.Date(2011, 8, 30, 1, 44, 0, 0, time.UTC)
	file, problems := annotation.Parse("content/notes/08GRISTAD112.md",
		[]byte("---\nby: A. Editor\ndate: 2026-03-01\n---\nOn the harbour & more; see [[08GRISTAD110]].\n\n## ¶2 {#sail}\nIt did.\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	attached, problems := annotation.Attach(file, l.texts[l.facts[2]])
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := l.plan(t, func(in *Input) {
		in.Settings.Formats, in.Settings.Title = settings.Formats(), "Ferries & <Lights>"
		i, _ := in.Archive.Find("08GRISTAD112")
		in.Notes = []Notes{{Cable: i, File: file, Attached: attached, Digest: digest{1}}}
		if change != nil {
			change(in)
		}
	})
	return l.written(t, p)
}

const base = "https://cables.example/sub/"

// An element of any sitemap.
type sitemapElement struct {
	XMLName xml.Name
	Loc     string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
	LastMod string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 lastmod"`
	Inner   []struct {
		XMLName xml.Name
	} `xml:",any"`
}

// readSitemap reads a sitemap by the rules of its schema: sitemap.xsd for
// urlset, siteindex.xsd for sitemapindex.
func readSitemap(t *testing.T, name string, data []byte, root, element string) []sitemapElement {
	t.Helper()
	var doc struct {
		XMLName  xml.Name
		Elements []sitemapElement `xml:",any"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	const ns = "http://www.sitemaps.org/schemas/sitemap/0.9"
	if (doc.XMLName != xml.Name{Space: ns, Local: root}) {
		t.Errorf("%s: the root is %v", name, doc.XMLName)
	}
	if n := len(doc.Elements); n == 0 || n > 50_000 || len(data) > 50<<20 {
		t.Errorf("%s: %d elements, %d bytes", name, n, len(data))
	}
	for _, e := range doc.Elements {
		if (e.XMLName != xml.Name{Space: ns, Local: element}) || len(e.Inner) > 0 {
			t.Errorf("%s: element %v with %v", name, e.XMLName, e.Inner)
		}
		if u, err := url.Parse(e.Loc); err != nil || !strings.HasPrefix(e.Loc, base) || u.Fragment != "" || len(e.Loc) >= 2048 {
			t.Errorf("%s: %q is no address", name, e.Loc)
		}
		if _, err := time.Parse(time.DateOnly, e.LastMod); e.LastMod != "" && err != nil {
			t.Errorf("%s: lastmod %q", name, e.LastMod)
		}
	}
	return doc.Elements
}

func TestSitemapsFollowTheSchema(t *testing.T) {
	site := withReleases(t, nil)
	dates := map[string]string{}
	for _, s := range readSitemap(t, sitemapPath, site[sitemapPath].Data, "sitemapindex", "sitemap") {
		name := strings.TrimPrefix(s.Loc, base)
		if site[name] == nil {
			t.Fatalf("%s is not there", name)
		}
		dates[name] = s.LastMod
		for _, u := range readSitemap(t, name, site[name].Data, "urlset", "url") {
			path := strings.TrimPrefix(u.Loc, base)
			if path == "" || strings.HasSuffix(path, "/") {
				path += "index.html"
			}
			if site[path] == nil {
				t.Errorf("%s lists %s, which is not there", name, path)
			}
			if _, twice := dates[path]; twice {
				t.Errorf("%s is listed twice", path)
			}
			dates[path] = u.LastMod
		}
	}
	for path, want := range map[string]string{
		"sitemap-2008.xml": "2026-03-01", "sitemap-pages.xml": "", "index.html": "", "verify.html": "",
		"cable/2008/12/08GRISTAD110.html": "2010-12-01", // when it was released
		"cable/2008/12/08GRISTAD111.html": "2011-08-30",
		"cable/2008/12/08GRISTAD112.html": "2026-03-01", // the newest note
		"cable/2008/12/08GRISTAD113.html": "",           // nothing tells
	} {
		if got, ok := dates[path]; !ok || got != want {
			t.Errorf("%s: lastmod %q, listed %v; want %q", path, got, ok, want)
		}
	}
}

func TestSitemapsAreCut(t *testing.T) {
	l := gristad(t, 3)
	p := l.plan(t, nil)
	pages := slices.Repeat([]Page{{Path: "tag/X.html", Kind: List}}, sitemapSize+1)
	var names []string
	for _, f := range p.sitemaps(pages) {
		names = append(names, f.path)
	}
	if want := "sitemap.xml sitemap-2007.xml sitemap-pages.xml sitemap-pages-2.xml"; strings.Join(names, " ") != want {
		t.Errorf("files are %v", names)
	}
}

func TestRobots(t *testing.T) {
	if got := string(withReleases(t, nil)[robotsPath].Data); !strings.HasSuffix(got, "\nSitemap: "+base+"sitemap.xml\n") {
		t.Errorf("robots.txt is %q", got)
	}
	site := withReleases(t, func(in *Input) { in.Settings.NoIndex = true })
	if got := string(site[robotsPath].Data); strings.Contains(got, "Sitemap") || !strings.Contains(got, "Disallow:\n") || site[sitemapPath] != nil {
		t.Errorf("robots.txt is %q", got)
	}
}

// atomDocument is what RFC 4287 says of a feed.
type atomDocument struct {
	XMLName xml.Name
	ID      []string `xml:"http://www.w3.org/2005/Atom id"`
	Title   []string `xml:"http://www.w3.org/2005/Atom title"`
	Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
	Author  []struct {
		Name []string `xml:"http://www.w3.org/2005/Atom name"`
	} `xml:"http://www.w3.org/2005/Atom author"`
	Link []struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom link"`
	Entry []struct {
		ID        []string `xml:"http://www.w3.org/2005/Atom id"`
		Title     []string `xml:"http://www.w3.org/2005/Atom title"`
		Updated   []string `xml:"http://www.w3.org/2005/Atom updated"`
		Published []string `xml:"http://www.w3.org/2005/Atom published"`
		Summary   []string `xml:"http://www.w3.org/2005/Atom summary"`
		Content   []struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"http://www.w3.org/2005/Atom content"`
		Link []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/2005/Atom link"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

// checkAtom holds a feed against the rules of RFC 4287, sections 4.1.1, 4.1.2,
// 4.2.6, 4.2.7 and 3.3.
func checkAtom(t *testing.T, name string, data []byte) atomDocument {
	t.Helper()
	var f atomDocument
	if err := xml.Unmarshal(data, &f); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if (f.XMLName != xml.Name{Space: "http://www.w3.org/2005/Atom", Local: "feed"}) {
		t.Errorf("%s: the root is %v", name, f.XMLName)
	}
	date := func(list []string) time.Time {
		if len(list) != 1 {
			t.Fatalf("%s: %d dates", name, len(list))
		}
		at, err := time.Parse(time.RFC3339, list[0])
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return at
	}
	if len(f.ID) != 1 || len(f.Title) != 1 || len(f.Author) == 0 || len(f.Author[0].Name) != 1 || f.Author[0].Name[0] == "" {
		t.Errorf("%s: id %q, title %q, authors %v", name, f.ID, f.Title, f.Author)
	}
	self, alternate := 0, 0
	for _, l := range f.Link {
		switch l.Rel {
		case "self":
			if self++; l.Href != base+name {
				t.Errorf("%s: self is %q", name, l.Href)
			}
		case "alternate":
			alternate++
		}
	}
	if self != 1 || alternate != 1 {
		t.Errorf("%s: %d self, %d alternate links", name, self, alternate)
	}
	updated, ids, last := date(f.Updated), map[string]bool{}, time.Time{}
	for i, e := range f.Entry {
		if len(e.ID) != 1 || ids[e.ID[0]] || len(e.Title) != 1 || len(e.Summary) > 1 || len(e.Content) > 1 || len(e.Link) == 0 || e.Link[0].Rel != "alternate" {
			t.Errorf("%s: entry %+v", name, e)
			continue
		}
		if u, err := url.Parse(e.ID[0]); err != nil || !u.IsAbs() {
			t.Errorf("%s: id %q is no IRI", name, e.ID[0])
		}
		ids[e.ID[0]] = true
		at := date(e.Updated)
		if i == 0 && !at.Equal(updated) || i > 0 && at.After(last) {
			t.Errorf("%s: entry %d is of %v, after %v", name, i, at, last)
		}
		last = at
		if date(e.Published).After(at) {
			t.Errorf("%s: %s was published after its last change", name, e.ID[0])
		}
	}
	return f
}

// checkJSONFeed holds a feed against JSON Feed 1.1: the required members, their
// types, and the rules for items.
func checkJSONFeed(t *testing.T, name string, data []byte) []any {
	t.Helper()
	var f map[string]any
	if err := json.Unmarshal(data, &f); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if f["version"] != "https://jsonfeed.org/version/1.1" || f["title"] == "" || f["feed_url"] != base+name {
		t.Errorf("%s: version %v, title %v, feed_url %v", name, f["version"], f["title"], f["feed_url"])
	}
	items, ok := f["items"].([]any)
	if !ok {
		t.Fatalf("%s: items are %T", name, f["items"])
	}
	ids := map[string]bool{}
	for _, i := range items {
		item := i.(map[string]any)
		id, _ := item["id"].(string)
		text, _ := item["content_text"].(string)
		html, _ := item["content_html"].(string)
		if id == "" || ids[id] || text == "" && html == "" {
			t.Errorf("%s: item %v", name, item)
		}
		ids[id] = true
		for _, key := range []string{"date_published", "date_modified"} {
			if _, err := time.Parse(time.RFC3339, fmt.Sprint(item[key])); err != nil {
				t.Errorf("%s: %s: %v", name, key, err)
			}
		}
		if tags, given := item["tags"]; given {
			if _, ok := tags.([]any); !ok {
				t.Errorf("%s: tags are %T", name, tags)
			}
		}
	}
	return items
}

func TestFeedsAreValid(t *testing.T) {
	site := withReleases(t, nil)
	feeds := 0
	for name, file := range site {
		if !strings.HasSuffix(name, ".xml") || strings.HasPrefix(name, "sitemap") {
			continue
		}
		feeds++
		f := checkAtom(t, name, file.Data)
		twin := strings.TrimSuffix(name, ".xml") + ".json"
		if site[twin] == nil {
			t.Fatalf("no %s", twin)
		}
		if items := checkJSONFeed(t, twin, site[twin].Data); len(items) != len(f.Entry) {
			t.Errorf("%s has %d entries, %s %d items", name, len(f.Entry), twin, len(items))
		}
	}
	if feeds != 2+3+1 {
		t.Errorf("%d feeds; want the site, the notes, three tags and a post", feeds)
	}
	entries := checkAtom(t, "feed.xml", site["feed.xml"].Data).Entry
	var order []string
	for _, e := range entries {
		order = append(order, strings.TrimSuffix(e.ID[0][strings.LastIndexByte(e.ID[0], '/')+1:], ".html"))
	}
	// By the newest note, by release, and one by its own date.
	if got, want := strings.Join(order, " "), "08GRISTAD112 08GRISTAD111 08GRISTAD110 08GRISTAD113"; got != want {
		t.Errorf("the order is %s, want %s", got, want)
	}
	notes := checkAtom(t, "notes.xml", site["notes.xml"].Data).Entry
	if len(notes) != 2 || !strings.HasSuffix(notes[1].ID[0], ".html#n-sail") ||
		!strings.Contains(notes[0].Content[0].Text, `href="`+base+`cable/2008/12/08GRISTAD110.html"`) {
		t.Errorf("notes are %+v", notes)
	}
}

func TestNewestAreTheNewest(t *testing.T) {
	l := gristad(t, 60)
	for i, f := range l.facts {
		if i%3 != 0 {
			f.Released = time.Date(2010, 1, 1+i*7%31, 0, 0, 0, 0, time.UTC)
		}
	}
	p := l.plan(t, nil)
	all := everything(60)
	want := p.newest(all, 60)
	if !slices.IsSortedFunc(want, func(a, b feedEntry) int { return b.updated.Compare(a.updated) }) || len(want) != 60 {
		t.Fatal("not by time")
	}
	for n := 1; n < 60; n += 7 {
		got := p.newest(all, n)
		for i := range got {
			if len(got) != n || got[i].path != want[i].path {
				t.Fatalf("of %d, entry %d is %s, want %s", n, i, got[i].path, want[i].path)
			}
		}
	}
}

func TestFeedsAreFound(t *testing.T) {
	site := withReleases(t, nil)
	for path, want := range map[string]string{
		"index.html":          "feed.xml feed.json notes.xml notes.json",
		ferryPath + ".html":   "feed.xml feed.json notes.xml notes.json",
		"tag/EFIS.html":       "feed.xml feed.json notes.xml notes.json tag/EFIS.xml tag/EFIS.json",
		"origin/GRISTAD.html": "feed.xml feed.json notes.xml notes.json origin/GRISTAD.xml origin/GRISTAD.json",
	} {
		_, links := heads(t, site[path].Data)
		var got []string
		for _, href := range links["alternate"] {
			if href = strings.ReplaceAll(href, "../", ""); !strings.HasPrefix(href, "cable/") {
				got = append(got, href)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s leads to %v, want %s", path, got, want)
		}
	}
}

// Feeds and sitemaps hold full addresses: without that of the site there are none.
func TestNoAddressNoFeeds(t *testing.T) {
	site := withReleases(t, func(in *Input) { in.Settings.BaseURL = "" })
	for path, file := range site {
		if strings.HasSuffix(path, ".xml") {
			t.Errorf("%s is there", path)
		}
		if strings.HasSuffix(path, ".html") && strings.Contains(string(file.Data), "application/atom+xml") {
			t.Errorf("%s leads to a feed", path)
		}
	}
}

func TestTableOfTheArchive(t *testing.T) {
	site := withReleases(t, nil)
	rows, err := csv.NewReader(bytes.NewReader(site[tablePath].Data)).ReadAll()
	if err != nil || len(rows) != 5 || !slices.Equal(rows[0], tableColumns) {
		t.Fatal(err, rows)
	}
	row := map[string]string{}
	for i, name := range rows[0] {
		row[name] = rows[3][i]
	}
	for name, want := range map[string]string{
		"id": "08GRISTAD112", "created": "2008-12-23T00:00:00Z", "released": "", "tags": "PREL; EFIS; QS", "post": "GRISTAD",
		"references": "08GRISTAD111; 08NORVAL40; 08GRISTAD110", "cited_by": "08GRISTAD113", "page": ferryPath + ".html",
		"subject": `FERRY & HARBOUR: "NO LIGHT" AT 50% OF {PIERS}`,
	} {
		if row[name] != want {
			t.Errorf("%s = %q, want %q", name, row[name], want)
		}
	}
}

// Every line of the files of all cables is what the file of the cable says.
func TestBulkIsTheSum(t *testing.T) {
	site := withReleases(t, nil)
	lines := bytes.Split(bytes.TrimSpace(site["archive/2008-12.ndjson"].Data), []byte("\n"))
	if len(lines) != 4 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, line := range lines {
		var x struct{ ID string }
		var indented bytes.Buffer
		if err := json.Unmarshal(line, &x); err != nil {
			t.Fatal(err)
		}
		json.Indent(&indented, line, "", "  ")
		if want := string(site["cable/2008/12/"+x.ID+".json"].Data); indented.String()+"\n" != want {
			t.Errorf("%s differs from its own file", x.ID)
		}
	}
}

func TestBulkIsCutByMonth(t *testing.T) {
	l := gristad(t, 30)
	p := l.plan(t, func(in *Input) { in.Settings.Formats = []string{"html", "ndjson"} })
	p.rest()
	total := 0
	for i, s := range p.bulk {
		if total += s.len(); i > 0 && p.bulk[i-1].period == s.period {
			t.Errorf("%v is there twice", s.period)
		}
	}
	if total != 30 || len(p.bulk) < 10 {
		t.Errorf("%d cables in %d files", total, len(p.bulk))
	}
}

func TestSums(t *testing.T) {
	site := withReleases(t, nil)
	lines := strings.Split(strings.TrimSpace(string(site[sumsPath].Data)), "\n")
	if len(lines) != 4 || !regexp.MustCompile(`^[0-9a-f]{64}  08GRISTAD110$`).MatchString(lines[0]) {
		t.Errorf("sha256.txt is %q", lines)
	}
}

func TestURLsArePagesThatAreThere(t *testing.T) {
	site := withReleases(t, nil)
	urls := strings.Fields(string(site[urlsPath].Data))
	if !slices.IsSorted(urls) {
		t.Error("not sorted")
	}
	for _, u := range urls {
		if site[u] == nil {
			t.Errorf("%s is not there", u)
		}
	}
	for _, want := range []string{"index.html", ferryPath + ".html", "tag/EFIS.html", "date/2008.html", "verify.html"} {
		if !slices.Contains(urls, want) {
			t.Errorf("%s is not listed", want)
		}
	}
}

func TestRedirects(t *testing.T) {
	l := ferry(t)
	l.add(t, "08GRSTAD5", "2008-12-25", shortText, "PREL")
	l.facts[4].Canonical = "08GRISTAD5"
	gone, problems := ParseGone("tombstones.txt", []byte("old.html -> about.html\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	site := l.written(t, l.plan(t, func(in *Input) { in.Gone = gone }))
	got := string(site[redirectsPath].Data)
	for _, want := range []string{
		"/sub/old.html /sub/about.html 301\n",
		"/sub/cable/2008/12/08GRISTAD5.html /sub/cable/2008/12/08GRSTAD5.html 301\n",
		"/sub/08GRISTAD112 /sub/" + ferryPath + ".html 301\n", "/sub/cable/08GRISTAD112 /sub/" + ferryPath + ".html 301\n",
		"/sub/08GRISTAD5 /sub/cable/2008/12/08GRSTAD5.html 301\n", "/sub/08GRSTAD5 /sub/cable/2008/12/08GRSTAD5.html 301\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("_redirects lacks %q:\n%s", want, got)
		}
	}
	entries := regexp.MustCompile(`(?m)^[^#].*$`).FindAllString(string(site[redirectMapPath].Data), -1)
	if want := "08GRISTAD5 cable/2008/12/08GRSTAD5.html;"; len(entries) != 6 || !slices.Contains(entries, want) {
		t.Errorf("redirects.map holds %q", entries)
	}
}

// Hosts read only so many lines: a list that is too long has no bare IDs.
func TestRedirectsHaveAnEnd(t *testing.T) {
	l := gristad(t, redirectsLimit/2+1)
	p := l.plan(t, nil)
	lines := 0
	p.writeRedirects(func(line []byte) { lines += bytes.Count(line, []byte("\n")) })
	if lines != 2 {
		t.Errorf("%d lines", lines)
	}
}

// A project's own file takes the place of the program's.
func TestOwnRobots(t *testing.T) {
	l := ferry(t)
	p := l.plan(t, func(in *Input) { in.Static = append(in.Static, StaticFile{Path: robotsPath, data: []byte("mine")}) })
	if got := string(l.written(t, p)[robotsPath].Data); got != "mine" {
		t.Errorf("robots.txt is %q", got)
	}
}

func TestAnnotationsOfNotedCables(t *testing.T) {
	site := withReleases(t, nil)
	var x struct {
		ID, Type string
		Items    []struct {
			ID     string
			Target struct{ Source string }
		}
	}
	if err := json.Unmarshal(site[ferryPath+".anno.jsonld"].Data, &x); err != nil {
		t.Fatal(err)
	}
	if x.ID != base+ferryPath+".anno.jsonld" || x.Type != "AnnotationPage" || len(x.Items) != 2 ||
		x.Items[1].ID != base+ferryPath+".html#n-sail" || x.Items[1].Target.Source != base+ferryPath+".html" {
		t.Errorf("annotations are %+v", x)
	}
	if site["cable/2008/12/08GRISTAD110.anno.jsonld"] != nil {
		t.Error("a cable without notes has annotations")
	}
	for path, want := range map[string]bool{ferryPath + ".html": true, "cable/2008/12/08GRISTAD110.html": false} {
		if got := strings.Contains(string(site[path].Data), ".anno.jsonld"); got != want {
			t.Errorf("%s leads to annotations: %v", path, got)
		}
	}
}

// A note's own page cites the paragraph that the note is on, and its picture
// shows that paragraph.
func TestNotePages(t *testing.T) {
	site := withReleases(t, nil)
	page := string(site["note/08GRISTAD112/sail.html"].Data)
	for _, want := range []string{
		"telegram 08GRISTAD112", " December 23, 2008, para. 2, in <i>", ", ¶ 2 (Dec. 23, 2008)", base + ferryPath + ".html#p2</span>",
		`<a href="../../` + ferryPath + `.bib"`, `<meta property="og:image" content="` + base + `note/08GRISTAD112/sail.png">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	sail, head := site["note/08GRISTAD112/sail.png"], site["note/08GRISTAD112/headnote.png"]
	if sail == nil || head == nil || !bytes.HasPrefix(sail.Data, []byte("\x89PNG\r\n")) || bytes.Equal(sail.Data, site[ferryPath+".png"].Data) {
		t.Error("the pictures of notes are not there, or not their own")
	}
	site = withReleases(t, func(in *Input) { in.Settings.Pictures = 1 })
	if site["note/08GRISTAD112/sail.png"] != nil || strings.Contains(string(site["note/08GRISTAD112/sail.html"].Data), "og:image") {
		t.Error("two notes have pictures where one may")
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("The ferry sailed. ", 20) + "Then the light went out at once."
	for quote, want := range map[string]string{
		"": long, "ferry sailed": long, "light\nwent out": "… Then the light went out at once.", "what is not there": long,
	} {
		notes := &Notes{Attached: annotation.Attached{Notes: []annotation.Placed{{Note: &annotation.Note{Quote: quote}}}}}
		if got := excerpt(notes, 0, []string{long}); got != want {
			t.Errorf("%q: %q", quote, got)
		}
	}
}

// The editors' voice is apart from the cable's, and no line of it can pass for
// one of the cable.
func TestNotesInDataAreApart(t *testing.T) {
	site := withReleases(t, nil)
	text, notes, found := strings.Cut(string(site[ferryPath+".txt"].Data), notesRule)
	if !found || strings.Contains(text, "It did.") || !strings.Contains(notes, "| It did.") {
		t.Errorf("text is %q", text+notes)
	}
	for line := range strings.Lines(notes) {
		if !strings.HasPrefix(line, "|") {
			t.Errorf("the line %q is not marked as of the notes", line)
		}
	}
	var x struct{ Notes []publishedNote }
	if err := json.Unmarshal(site[ferryPath+".json"].Data, &x); err != nil || len(x.Notes) != 2 {
		t.Fatal(err, x.Notes)
	}
	if n := x.Notes[1]; n.Anchor != "n-sail" || n.By != "A. Editor" || n.Date != "2026-03-01" || strings.Join(n.On, " ") != "p2" || n.Markdown != "It did." {
		t.Errorf("note = %+v", n)
	}
}

func TestPicturesForLinks(t *testing.T) {
	site := withReleases(t, nil)
	image := site[ferryPath+".png"]
	if image == nil || !bytes.HasPrefix(image.Data, []byte("\x89PNG\r\n")) {
		t.Fatal("no picture")
	}
	meta, _ := heads(t, site[ferryPath+".html"].Data)
	if got := strings.Join(meta["og:image"], " "); got != base+ferryPath+".png" || meta["og:image:alt"] == nil || meta["twitter:card"][0] != "summary_large_image" {
		t.Errorf("the page names the picture %q: %v", got, meta)
	}
	for name, change := range map[string]func(*settings.Settings){
		"too many cables": func(s *settings.Settings) { s.Pictures = 3 },
		"no address":      func(s *settings.Settings) { s.BaseURL = "" },
	} {
		site := withReleases(t, func(in *Input) { change(&in.Settings) })
		if site[ferryPath+".png"] != nil || strings.Contains(string(site[ferryPath+".html"].Data), "og:image") {
			t.Errorf("%s: there is a picture", name)
		}
	}
}
