package page

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"reftel/site/archive"
	"reftel/site/cable"
	"reftel/site/htmlcheck"
	"reftel/site/redaction"
	"reftel/site/settings"
	"reftel/static"
	"reftel/templates"
)

// defaultTemplates are those of the default look.
func defaultTemplates(t testing.TB) *Templates {
	t.Helper()
	set, problems := ParseTemplates("en", []fs.FS{templates.Files})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return set
}

// A library is a set of invented cables, with their texts.
type library struct {
	facts []*archive.Facts
	texts map[*archive.Facts]redaction.Cable
}

// add adds a cable.
func (l *library) add(t testing.TB, id, day, text string, tags ...string) {
	t.Helper()
	meta := cable.Metadata{ID: id, Classification: "CONFIDENTIAL", Origin: "Embassy Gristad"}
	if day != "" {
		created, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		meta.Created = created
	}
	c, _ := redaction.Parse(text, meta, func(string) *redaction.File { return nil })
	f := archive.FactsOf(c)
	f.ID, f.Canonical, f.Post, f.Created, f.Level, f.Tags = id, id, "GRISTAD", meta.Created, "CONFIDENTIAL", tags
	f.Digest, f.Source = archiveDigest(text), archiveDigest(text)
	l.facts = append(l.facts, f)
	if l.texts == nil {
		l.texts = map[*archive.Facts]redaction.Cable{}
	}
	l.texts[f] = c
}

func archiveDigest(text string) (d digest) {
	copy(d[:], text)
	return d
}

func (l *library) Cable(f *archive.Facts) (redaction.Cable, error) {
	if c, ok := l.texts[f]; ok {
		return c, nil
	}
	return redaction.Cable{}, fs.ErrNotExist
}

func (l *library) Text(f *archive.Facts) (redaction.Text, error) {
	c, err := l.Cable(f)
	if err != nil {
		return redaction.Text{}, err
	}
	text, _ := redaction.ReadText(f.ID, c.Parsed().Source, c.Parsed().Meta, func(string) *redaction.File { return nil })
	return text, nil
}

// plan joins the cables and plans their site.
func (l *library) plan(t testing.TB, change func(*Input)) *Plan {
	t.Helper()
	a, problems := archive.Join(slices.Clone(l.facts))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	files, err := ReadStatic([]fs.FS{static.Files})
	if err != nil {
		t.Fatal(err)
	}
	s := settings.Default()
	s.BaseURL, s.PerPage = "https://cables.example/sub/", 4
	in := Input{Archive: a, Static: files, Settings: s, Templates: defaultTemplates(t), Program: "test"}
	if change != nil {
		change(&in)
	}
	return New(in)
}

// written renders all pages into a file system.
func (l *library) written(t testing.TB, p *Plan) fstest.MapFS {
	t.Helper()
	site := fstest.MapFS{}
	for page := range p.All() {
		data, err := p.Render(nil, page, l)
		if err != nil {
			t.Fatal(err)
		}
		if site[page.Path] != nil {
			t.Errorf("two pages are called %s", page.Path)
		}
		site[page.Path] = &fstest.MapFile{Data: data}
	}
	return site
}

const shortText = "1. (C) SUMMARY: The harbour is closed. END SUMMARY.\n\n2. (C) COMMENT: It will open. END COMMENT.\n"

// gristad is a library of n cables, a few in each month.
func gristad(t testing.TB, n int) *library {
	l := &library{}
	for i := range n {
		day := time.Date(2007, 1, 1+11*i, 0, 0, 0, 0, time.UTC)
		l.add(t, fmt.Sprintf("%02dGRISTAD%d", day.Year()%100, i+1), day.Format(time.DateOnly), shortText, "PREL", "QS")
	}
	return l
}

func TestSiteIsSound(t *testing.T) {
	l := gristad(t, 40)
	l.add(t, "08GRISTAD900", "", shortText, "UNGA/C-6", "STONE, ADA", "PREL")
	own, problems := ParseOwnPage("content/about.md", []byte("# About\n\nSee [home](index.html).\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := l.plan(t, func(in *Input) { in.Own = []OwnPage{own}; in.Settings.Banner = "Invented." })
	site := l.written(t, p)
	found, err := htmlcheck.Site(site, "/sub/")
	if err != nil || len(found) > 0 {
		t.Errorf("%v\n%s", err, strings.Join(found, "\n"))
	}
	for _, path := range []string{"index.html", "404.html", "about.html", "style.css", "tag/UNGA~C-6.html", "tag/STONE,_ADA.html",
		"tag/PREL.html", "tag/PREL/2007.html", "tag/PREL/2007-03.html", "origin/GRISTAD.html", "date/2007.html", "date/2008-02.html",
		"classification/CONFIDENTIAL.html", "cable/2007/01/07GRISTAD1.html", "source/2007/01/07GRISTAD1.html",
		"cable/0000/00/08GRISTAD900.html", "date/0000.html"} {
		if site[path] == nil {
			t.Errorf("%s is missing", path)
		}
	}
}

func TestEmptySiteIsSound(t *testing.T) {
	l := &library{}
	site := l.written(t, l.plan(t, nil))
	found, err := htmlcheck.Site(site, "/sub/")
	if err != nil || len(found) > 0 {
		t.Errorf("%v\n%s", err, strings.Join(found, "\n"))
	}
	for _, path := range []string{homePath, tagsPath, originsPath, datesPath, timelinePath} {
		if !strings.Contains(string(site[path].Data), "no cables yet") {
			t.Errorf("%s does not say that there is nothing", path)
		}
	}
}

// A cable of which next to nothing is known has a page like any other.
func TestBareCableIsSound(t *testing.T) {
	l := &library{}
	for _, text := range []string{"", "\n", "x", "SUBJECT:\nTAGS:\nREF:\n", "1.\n2.\n", "--\n--\n"} {
		l.add(t, fmt.Sprintf("08GRISTAD%d", len(l.facts)+1), "", text)
	}
	l.facts[0].Post, l.facts[0].Level, l.facts[0].Origin = "", "", ""
	found, err := htmlcheck.Site(l.written(t, l.plan(t, nil)), "/sub/")
	if err != nil || len(found) > 0 {
		t.Errorf("%v\n%s", err, strings.Join(found, "\n"))
	}
}

func TestFindReturnsEveryPage(t *testing.T) {
	for _, pattern := range []string{"cable/{year}/{month}/{id}.html", "{id}/index.html", "c/{post}/{year}-{month}/{id}/x.html"} {
		l := gristad(t, 12)
		p := l.plan(t, func(in *Input) { in.Settings.Permalink = pattern })
		for page := range p.All() {
			found, ok := p.Find(page.Path)
			if !ok || found != page || p.Key(found) != p.Key(page) {
				t.Errorf("Find(%q) = %v, %v; want %v", page.Path, found, ok, page)
			}
		}
		for _, path := range []string{"", "cable/2007/02/07GRISTAD1.html", "cable/2007/01/07gristad1.html", "tag/PREL/2007-01-p7.html", "nosuch.html"} {
			if page, ok := p.Find(path); ok {
				t.Errorf("Find(%q) = %v", path, page)
			}
		}
	}
}

// A cable that comes in changes the pages of its own time, its neighbours and
// the indexes, and leaves all other lists as they are.
func TestListsStayWhenACableIsAdded(t *testing.T) {
	l := gristad(t, 60)
	before := l.plan(t, nil)
	keys := map[string]Key{}
	for page := range before.All() {
		keys[page.Path] = before.Key(page)
	}
	l.add(t, "07GRISTAD777", "2007-05-02", shortText, "PREL")
	after := l.plan(t, nil)
	for page := range after.All() {
		old, ok := keys[page.Path]
		if page.Kind != List || ok && old == after.Key(page) {
			continue
		}
		name := page.Path[strings.LastIndexByte(page.Path, '/')+1:]
		whole := page.period.kind == allTime
		if !whole && name != "2007.html" && !strings.HasPrefix(name, "2007-04") && !strings.HasPrefix(name, "2007-05") && !strings.HasPrefix(name, "2007-06") {
			t.Errorf("%s changes", page.Path)
		}
	}
}

func TestKeysDependOnWhatPagesShow(t *testing.T) {
	l := gristad(t, 6)
	changes := map[string]func(*Input){
		"program":   func(in *Input) { in.Program = "other" },
		"banner":    func(in *Input) { in.Settings.Banner = "x" },
		"templates": func(in *Input) { in.Templates = overridden(t, "base.html", "<!doctype html>") },
		"texts":     func(in *Input) { in.Templates = overridden(t, "texts.en.yaml", "home: Start\n") },
	}
	plain := l.plan(t, nil)
	for name, change := range changes {
		changed := l.plan(t, change)
		for page := range plain.All() {
			if page.Kind != Static && page.Kind != Finder && page.Kind != Machine && plain.Key(page) == changed.Key(page) {
				t.Errorf("%s: the key of %s stays", name, page.Path)
			}
		}
	}
}

// overridden are the default templates with one file of a project's own.
func overridden(t testing.TB, name, content string) *Templates {
	t.Helper()
	set, problems := ParseTemplates("en", []fs.FS{templates.Files, fstest.MapFS{name: {Data: []byte(content)}}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return set
}

func TestRenderReportsATextThatCannotBeLoaded(t *testing.T) {
	l := gristad(t, 1)
	p := l.plan(t, nil)
	for page := range p.All() {
		got, err := p.Render([]byte("x"), page, &library{})
		if (page.Kind == Cable || page.Kind == Source || page.Kind == Data) != (err != nil) || err != nil && string(got) != "x" {
			t.Errorf("%s: %d bytes, %v", page.Path, len(got), err)
		}
	}
}

// What a cable says is never mark-up, wherever it is shown.
func TestHostileTextIsEscaped(t *testing.T) {
	const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&lt;{{.}}` + "\u202e\x1b"
	l := &library{}
	l.add(t, "08GRISTAD1", "2008-01-02", "1. (C) "+attack+"\n\n-- "+attack+"\n\n  a   "+attack+"\n  b   c\n", attack)
	f := l.facts[0]
	f.Subject, f.Title, f.Origin, f.Level = attack, attack, attack, attack
	hostile := *l.texts[f].Parsed()
	hostile.Subject, hostile.SubjectMarking, hostile.ClassifiedBy, hostile.Signature = attack, attack, attack, attack
	hostile.Attention, hostile.Meta.URL = []string{attack}, attack
	hostile.Tags = []cable.Tag{{Code: attack, Raw: attack, Fixed: true}}
	hostile.Captions = []cable.Caption{{Name: attack}}
	hostile.References = []cable.Reference{{Anchor: "ref-a", Enum: attack, Raw: attack, Kind: cable.RefEmail}}
	hostile.Header = cable.Header{Present: true, TransmissionID: attack, DateTimeGroup: attack, Originator: attack,
		To: []cable.Addressee{{Name: attack, Route: attack, Precedence: attack, Excluded: []string{attack}}}}
	p := l.plan(t, func(in *Input) { in.Settings.Title, in.Settings.Banner = attack, attack })
	site := l.written(t, p)
	i, _ := p.archive.Find("08GRISTAD1")
	out := p.templates.cablePage(&memory{}, p.cableView(i, "cable/2008/01/08GRISTAD1.html"), p.site, &hostile, nil, nil)
	data, err := p.templates.execute(nil, Cable, out)
	if err != nil {
		t.Fatal(err)
	}
	site["cable/2008/01/08GRISTAD1.html"].Data = data
	found, err := htmlcheck.Site(site, "/sub/")
	if err != nil || len(found) > 0 {
		t.Errorf("%v\n%s", err, strings.Join(found, "\n"))
	}
	for path, file := range site {
		if strings.HasSuffix(path, ".png") {
			continue
		}
		for _, s := range []string{"<script>alert", "<img src=x", "\u202e", "\x1b"} {
			if strings.Contains(string(file.Data), s) {
				i := strings.Index(string(file.Data), s)
				t.Errorf("%s holds %q: %q", path, s, file.Data[max(0, i-90):i+20])
			}
		}
	}
}
