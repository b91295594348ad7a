package page

import (
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"reftel/site/annotation"
	"reftel/site/cable"
	"reftel/site/settings"
)

// ferryText is an invented telegram with all that files of data are made of.
const ferryText = `VZCZCXRO1234
PP RUEHC
DE RUEHGR #0112/01 3571405
ZNY CCCCC ZZH
P 231405Z DEC 08
FM AMEMBASSY GRISTAD
TO RUEHC/SECSTATE WASHDC PRIORITY 0455
INFO RUEHNV/AMEMBASSY NORVAL PRIORITY 0012
C O N F I D E N T I A L GRISTAD 000112

SIPDIS

E.O. 12958: DECL: 12/23/2018
TAGS: PREL, EFIS, QS
SUBJECT: FERRY & HARBOUR: "NO LIGHT" AT 50% OF {PIERS}

REF: A. GRISTAD 111
     B. NORVAL 40

1. (C) SUMMARY: The harbour board of the invented town closed half of its piers for want of light, as ref A reported. END SUMMARY.

2. (C) The ferry will not sail. See also 08GRISTAD110.
` + "\x1b[31m"

// ferry is a library of three cables: the second and third refer to each other.
func ferry(t testing.TB) *library {
	l := &library{}
	l.add(t, "08GRISTAD110", "2008-12-20", shortText, "PREL")
	l.add(t, "08GRISTAD111", "2008-12-22", shortText, "PREL")
	l.add(t, "08GRISTAD112", "2008-12-23", ferryText, "PREL", "EFIS", "QS")
	l.add(t, "08GRISTAD113", "2008-12-24", "REF: GRISTAD 112\n\n1. (C) Ref para 2 is right.\n", "PREL")
	return l
}

// withData writes a site with all forms.
func withData(t *testing.T, change func(*Input)) fstest.MapFS {
	t.Helper()
	l := ferry(t)
	return l.written(t, l.plan(t, func(in *Input) {
		in.Settings.Formats = settings.Formats()
		if change != nil {
			change(in)
		}
	}))
}

const ferryPath = "cable/2008/12/08GRISTAD112"

func TestJSONHoldsContractAndArchive(t *testing.T) {
	var x struct {
		ID         string
		Subject    string
		Tags       []string
		Paragraphs []struct{ Anchor, Text string }
		References []struct {
			Enum, ID, Rule string
			Target         *publishedRow
		}
		Mentions []publishedMention
		CitedBy  []struct {
			ID, To     string
			Paragraphs []string
		} `json:"cited_by"`
		Page, URL, SHA256 string
	}
	if err := json.Unmarshal(withData(t, nil)[ferryPath+".json"].Data, &x); err != nil {
		t.Fatal(err)
	}
	if x.ID != "08GRISTAD112" || len(x.Tags) != 3 || len(x.Paragraphs) != 2 || x.Paragraphs[1].Anchor != "p2" {
		t.Errorf("the contract is %+v", x)
	}
	if len(x.References) != 2 || x.References[0].Target == nil || x.References[0].Target.Page != "cable/2008/12/08GRISTAD111.html" ||
		x.References[0].Rule != "exact" || x.References[1].Target != nil || x.References[1].Rule != "unresolved" {
		t.Errorf("references are %+v", x.References)
	}
	if len(x.Mentions) != 1 || x.Mentions[0].ID != "08GRISTAD110" || x.Mentions[0].Target == nil {
		t.Errorf("mentions are %+v", x.Mentions)
	}
	if len(x.CitedBy) == 0 || x.CitedBy[len(x.CitedBy)-1].ID != "08GRISTAD113" {
		t.Errorf("cited by %+v", x.CitedBy)
	}
	if x.Page != ferryPath+".html" || x.URL != "https://cables.example/sub/"+ferryPath+".html" || len(x.SHA256) != 64 {
		t.Errorf("page %q, url %q, sha256 %q", x.Page, x.URL, x.SHA256)
	}
}

func TestTextIsSafeOnATerminal(t *testing.T) {
	text := string(withData(t, nil)[ferryPath+".txt"].Data)
	for _, want := range []string{"ID:", "08GRISTAD112", "2.  (C) The ferry will not sail.", "https://cables.example/sub/" + ferryPath + ".html\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "\x1b") {
		t.Error("an escape sequence came through")
	}
}

func TestCSLNamesAReport(t *testing.T) {
	var items []cslItem
	if err := json.Unmarshal(withData(t, nil)[ferryPath+".csl.json"].Data, &items); err != nil || len(items) != 1 {
		t.Fatal(err, items)
	}
	x := items[0]
	if x.Type != "report" || x.Number != "08GRISTAD112" || x.Publisher != "U.S. Embassy Gristad" || x.Issued == nil ||
		len(x.Issued.Parts[0]) != 3 || x.Issued.Parts[0][2] != 23 || len(x.Recipient) != 1 || x.Recipient[0].Literal != "Secretary of State" {
		t.Errorf("item = %+v", x)
	}
}

func TestBibTeXEscapes(t *testing.T) {
	got := string(withData(t, nil)[ferryPath+".bib"].Data)
	for _, want := range []string{"@techreport{08GRISTAD112,\n", `\& `, `50\%`, `\{`, "year = 2008,", "month = dec,"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	depth := 0
	for i := range len(got) {
		if i > 0 && got[i-1] == '\\' {
			continue
		}
		switch got[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
	}
	if depth != 0 {
		t.Errorf("braces do not match in\n%s", got)
	}
}

func TestRISIsOneRecordOfLines(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(string(withData(t, nil)[ferryPath+".ris"].Data), "\r\n"), "\r\n")
	fields := map[string]string{}
	for _, l := range lines {
		if len(l) < 6 || l[2:6] != "  - " {
			t.Fatalf("%q is no line of a record", l)
		}
		fields[l[:2]] = l[6:]
	}
	if lines[0] != "TY  - RPRT" || lines[len(lines)-1] != "ER  - " || fields["SN"] != "08GRISTAD112" ||
		fields["PB"] != "U.S. Embassy Gristad" || fields["DA"] != "2008/12/23" || fields["KW"] == "" {
		t.Errorf("record = %q", lines)
	}
}

// TestDataFollowsItsView: who cites a cable changes its JSON, and no file that
// does not say so.
func TestDataFollowsItsView(t *testing.T) {
	all := func(in *Input) { in.Settings.Formats = settings.Formats() }
	before, l := ferry(t).plan(t, all), ferry(t)
	l.add(t, "08GRISTAD114", "2008-12-25", "REF: GRISTAD 112\n\n1. (C) Nothing.\n", "PREL")
	after := l.plan(t, all)
	for _, x := range []struct {
		extension string
		changes   bool
	}{{".json", true}, {".txt", false}, {".csl.json", false}, {".bib", false}, {".ris", false}} {
		a, ok1 := before.Find(ferryPath + x.extension)
		b, ok2 := after.Find(ferryPath + x.extension)
		if !ok1 || !ok2 {
			t.Fatalf("no %s", x.extension)
		}
		if changed := before.Key(a) != after.Key(b); changed != x.changes {
			t.Errorf("%s: changed = %v", x.extension, changed)
		}
	}
}

// heads reads the elements of a page's head as the translators of reference
// managers do.
func heads(t *testing.T, page []byte) (meta map[string][]string, links map[string][]string) {
	t.Helper()
	meta, links = map[string][]string{}, map[string][]string{}
	z := html.NewTokenizer(strings.NewReader(string(page)))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			return meta, links
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			a := map[string]string{}
			for _, attr := range token.Attr {
				a[attr.Key] = attr.Val
			}
			if strings.Contains(a["class"], "byline") || strings.Contains(a["class"], "vcard") {
				t.Errorf("%v is read as an author", token)
			}
			switch token.Data {
			case "meta":
				name := a["name"] + a["property"]
				meta[name] = append(meta[name], a["content"])
			case "link":
				for _, rel := range strings.Fields(a["rel"]) {
					links[rel] = append(links[rel], a["href"])
				}
			case "body":
				return meta, links
			}
		}
	}
}

// TestZoteroTakesAReport reads the page as Zotero's translator for embedded
// metadata does: highwire tags first; the kind of item follows from which
// citation_ tag names the container; keywords are cut at semicolons.
func TestZoteroTakesAReport(t *testing.T) {
	meta, _ := heads(t, withData(t, nil)[ferryPath+".html"].Data)
	one := func(name string) string {
		if len(meta[name]) != 1 {
			t.Fatalf("%s stands there %d times", name, len(meta[name]))
		}
		return meta[name][0]
	}
	kind := "journalArticle" // what the translator guesses of a title alone
	for tag, k := range map[string]string{
		"citation_technical_report_institution": "report", "citation_conference_title": "conferencePaper",
		"citation_dissertation_institution": "thesis", "citation_inbook_title": "bookSection", "citation_journal_title": "journalArticle",
	} {
		if meta[tag] != nil {
			kind = k
		}
	}
	if kind != "report" {
		t.Errorf("the item is a %s", kind)
	}
	for name, want := range map[string]string{
		"citation_technical_report_institution": "U.S. Embassy Gristad",
		"citation_technical_report_number":      "08GRISTAD112",
		"citation_date":                         "2008-12-23",
		"citation_language":                     "en",
		"citation_public_url":                   "https://cables.example/sub/" + ferryPath + ".html",
	} {
		if got := one(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if one("citation_title") == "" || one("citation_abstract") == "" {
		t.Error("no title or no abstract")
	}
	if tags := strings.Split(one("citation_keywords"), "; "); strings.Join(tags, "|") != "PREL|EFIS|QS" {
		t.Errorf("tags = %q", tags)
	}
	for name := range meta {
		if strings.Contains(strings.ToLower(name), "author") || strings.Contains(name, "creator") {
			t.Errorf("%s makes an author of the post", name)
		}
	}
}

func TestSignposts(t *testing.T) {
	site := withData(t, func(in *Input) { in.Settings.Licence = "Notes: https://creativecommons.org/publicdomain/zero/1.0/." })
	_, links := heads(t, site[ferryPath+".html"].Data)
	for rel, want := range map[string]string{
		"cite-as":     "https://cables.example/sub/" + ferryPath + ".html",
		"canonical":   "https://cables.example/sub/" + ferryPath + ".html",
		"type":        "https://schema.org/Report",
		"license":     "https://creativecommons.org/publicdomain/zero/1.0/",
		"collection":  "../../../index.html",
		"describedby": "../../../" + ferryPath + ".csl.json ../../../" + ferryPath + ".bib ../../../" + ferryPath + ".ris",
		"item":        "../../../" + ferryPath + ".json ../../../" + ferryPath + ".txt",
	} {
		if got := strings.Join(links[rel], " "); got != want {
			t.Errorf("%s leads to %q, want %q", rel, got, want)
		}
	}
}

// The linkset says of every file what it is to the page, with the addresses that
// are there, and the page leads to it.
func TestLinksets(t *testing.T) {
	for _, base := range []string{base, ""} {
		site := withReleases(t, func(in *Input) { in.Settings.BaseURL = base })
		const page = ferryPath + ".html"
		if _, links := heads(t, site[page].Data); strings.Join(links["linkset"], " ") != "../../../"+ferryPath+".linkset.json" {
			t.Errorf("the page leads to %q", links["linkset"])
		}
		var x struct {
			Linkset []map[string]json.RawMessage
		}
		if err := json.Unmarshal(site[ferryPath+".linkset.json"].Data, &x); err != nil || len(x.Linkset) != 7 {
			t.Fatalf("%v: %s", err, site[ferryPath+".linkset.json"].Data)
		}
		at := func(address string) string {
			if base == "" {
				return "cable/2008/12/" + address
			}
			return strings.TrimPrefix(address, base)
		}
		for i, context := range x.Linkset {
			rels := slices.Sorted(maps.Keys(context))
			want := []string{"anchor cite-as collection describedby item type", "anchor collection", "anchor describes"}
			if base == "" {
				want[0] = "anchor describedby item type"
			}
			if got := strings.Join(rels, " "); i == 0 && got != want[0] || i > 0 && !slices.Contains(want[1:], got) {
				t.Errorf("%s has %s", context["anchor"], got)
			}
			var anchor string
			if json.Unmarshal(context["anchor"], &anchor); site[at(anchor)] == nil {
				t.Errorf("%s is not there", anchor)
			}
			for _, rel := range []string{"item", "describedby", "describes", "collection"} {
				var targets []struct{ Href, Type string }
				json.Unmarshal(context[rel], &targets)
				for _, to := range targets {
					if path := at(to.Href); to.Type == "" || path != "" && site[path] == nil {
						t.Errorf("%s of %s is %+v", rel, anchor, to)
					}
				}
			}
		}
	}
}

// Reporting on a cable is named by its file, by the notes on it, or by both.
func TestArticles(t *testing.T) {
	c := &cable.Cable{Meta: cable.Metadata{Articles: []cable.Article{
		{URL: "https://www.paper.example/a", Title: "The ferries"}, {URL: "https://wire.example/b"},
	}}}
	notes := &Notes{File: &annotation.File{Head: annotation.Head{Articles: []annotation.Article{
		{URL: "https://www.paper.example/a", Title: "The ferries", Date: time.Date(2011, 9, 2, 0, 0, 0, 0, time.UTC)},
	}}}}
	if got := articlesOf(c, nil); len(got) != 2 || got[0].Host != "paper.example" || got[1] != (Article{Title: "https://wire.example/b", URL: "https://wire.example/b"}) {
		t.Errorf("without notes: %+v", got)
	}
	got := articlesOf(c, notes)
	if len(got) != 2 || got[0].URL != "https://wire.example/b" || got[1] != (Article{"The ferries", "https://www.paper.example/a", "paper.example", "2011-09-02"}) {
		t.Errorf("with notes: %+v", got)
	}
}

func TestCitations(t *testing.T) {
	page := string(withData(t, nil)[ferryPath+".html"].Data)
	const address = `<span data-address>https://cables.example/sub/` + ferryPath + `.html</span>.`
	const title = `Ferry &amp; Harbour: ‘No Light’ at 50% of {Piers}`
	for _, want := range []string{
		`U.S. Embassy Gristad to Secretary of State, telegram 08GRISTAD112, “` + title + `,” December 23, 2008,` +
			`<span data-pin=" para. {n},"></span> in <i>Annotated cables</i>, ` + address,
		`U.S. Embassy Gristad. “` + title + `.” Cable 08GRISTAD112 to Secretary of State, 23 Dec. 2008` +
			`<span data-pin=", par. {n}"></span>. <i>Annotated cables</i>, ` + address,
		`U.S. Embassy Gristad. (2008, December 23). <i>Ferry &amp; Harbour: &#34;No Light&#34; at 50% of {Piers}</i> (Cable No. 08GRISTAD112` +
			`<span data-pin=", para. {n}"></span>). Annotated cables. ` + strings.TrimSuffix(address, "."),
		`Cable from U.S. Embassy Gristad to Sec’y of State, 08GRISTAD112<span data-pin=", ¶ {n}"></span> (Dec. 23, 2008), ` + address,
	} {
		if !strings.Contains(page, "<dd>"+want+"</dd>") {
			t.Errorf("the page lacks\n%s", want)
		}
	}
	if t.Failed() {
		t.Log(page[strings.Index(page, `id="cite"`):][:2500])
	}
}

func TestQuotedTitles(t *testing.T) {
	for _, x := range []struct{ title, stop, want string }{
		{"A Light", ".", "“A Light.”"},
		{"A Light?", ".", "“A Light?”"},
		{"A Light?", ",", "“A Light?,”"},
		{"“Light”", ",", "“‘Light,’”"},
		{"A Light.", ",", "“A Light,”"},
	} {
		if got := quoted(x.title, x.stop, [4]string{"“", "”", "‘", "’"}); got != x.want {
			t.Errorf("quoted(%q, %q) = %q, want %q", x.title, x.stop, got, x.want)
		}
	}
}
