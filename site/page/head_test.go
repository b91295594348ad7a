package page

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

const wholeCable = `VZCZCXRO7743
OO RUEHAG
DE RUEHGD #2577/01 3660805
ZNR UUUUU ZZH
O 310805Z DEC 08
FM AMEMBASSY GRISTAD
TO RUEHC/SECSTATE WASHDC IMMEDIATE 4248
INFO RUEHNV/AMEMBASSY NORVAL 0395

UNCLAS SECTION 01 OF 02 GRISTAD 002577 
 
SENSITIVE 
SIPDIS 
 
E.O. 12958: N/A 
TAGS: PREL EWWT PHSA
SUBJECT:  SUNDMARK: THE HARBOUR BOARD SAYS "NOTHING MOVES 
BEFORE SPRING" 
 
REFS: 
A) GRISTAD 2399 
B) 07 NORVAL 655 (NOTAL) 
 
1.  (U) Sensitive but unclassified. 
 
2.  (SBU) SUMMARY:  The harbour board told the Ambassador that no 
boat will move before spring (ref A).  END SUMMARY. 
 
3.  (SBU) The board agreed among 
 
GRISTAD 00002577  002 OF 002 
 
 
itself (para 2), and XXXXXXXXXXXX did not. 
 
STONE
`

// cablePageOf renders the page of one cable.
func cablePageOf(t *testing.T, change func(*Input)) (*goquery.Document, string) {
	t.Helper()
	l := &library{}
	l.add(t, "08GRISTAD2399", "2008-12-01", shortText)
	l.add(t, "08GRISTAD2577", "2008-12-31", wholeCable, "PREL", "EWWT", "PHSA")
	p := l.plan(t, change)
	page, ok := p.Find("cable/2008/12/08GRISTAD2577.html")
	if !ok {
		t.Fatal("there is no such page")
	}
	data, err := p.Render(nil, page, l)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	return doc, string(data)
}

// Zotero's Embedded Metadata translator reads these, and takes what has the
// number of a technical report for a report. It must find no author, and none
// of the classes that it scrapes for one.
func TestCableMetadataForZotero(t *testing.T) {
	doc, _ := cablePageOf(t, nil)
	want := map[string]string{
		"citation_title":                        `Sundmark: The Harbour Board Says "Nothing Moves Before Spring"`,
		"citation_technical_report_institution": "U.S. Embassy Gristad",
		"citation_technical_report_number":      "08GRISTAD2577",
		"citation_date":                         "2008-12-31",
		"citation_language":                     "en",
		"citation_public_url":                   "https://cables.example/sub/cable/2008/12/08GRISTAD2577.html",
		"citation_keywords":                     "PREL; EWWT; PHSA",
		"citation_abstract":                     "The harbour board told the Ambassador that no boat will move before spring (ref A).",
	}
	got := map[string]string{}
	doc.Find(`meta[name^="citation_"]`).Each(func(_ int, s *goquery.Selection) {
		got[s.AttrOr("name", "")] = s.AttrOr("content", "")
	})
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if n := doc.Find(`[class*="byline"], .vcard, .author, [title^="ctx_ver"]`).Length(); n > 0 {
		t.Errorf("%d elements look like authors", n)
	}
}

func TestCableMetadataForOthers(t *testing.T) {
	doc, _ := cablePageOf(t, nil)
	const address = "https://cables.example/sub/cable/2008/12/08GRISTAD2577.html"
	for selector, want := range map[string]string{
		`link[rel="canonical"]`: address, `link[rel="cite-as"]`: address,
	} {
		if got := doc.Find(selector).AttrOr("href", ""); got != want {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
	for property, want := range map[string]string{
		"og:type": "article", "og:url": address, "og:site_name": "Annotated cables",
		"og:title": `08GRISTAD2577: Sundmark: The Harbour Board Says "Nothing Moves Before Spring"`,
	} {
		if got := doc.Find(`meta[property="`+property+`"]`).AttrOr("content", ""); got != want {
			t.Errorf("%s: %q, want %q", property, got, want)
		}
	}
	var data struct {
		ID          string                `json:"@id"`
		DateSent    string                `json:"dateSent"`
		Sender      struct{ Name string } `json:"sender"`
		Recipient   []struct{ Name string }
		CCRecipient []struct{ Name string }
		Keywords    []string
		Citation    []struct{ Identifier, URL string }
		IsPartOf    struct{ Name, URL string }
	}
	if err := json.Unmarshal([]byte(doc.Find(`script[type="application/ld+json"]`).Text()), &data); err != nil {
		t.Fatal(err)
	}
	if data.ID != address || data.DateSent != "2008-12-31T08:05:00Z" || data.Sender.Name != "Embassy Gristad" ||
		len(data.Recipient) != 1 || data.Recipient[0].Name != "SECSTATE WASHDC" || len(data.CCRecipient) != 1 ||
		!slices.Equal(data.Keywords, []string{"PREL", "EWWT", "PHSA"}) || data.IsPartOf.Name != "Annotated cables" ||
		len(data.Citation) != 2 || data.Citation[0].URL != "https://cables.example/sub/cable/2008/12/08GRISTAD2399.html" || data.Citation[1].URL != "" {
		t.Errorf("JSON-LD: %+v", data)
	}
}

func TestCableWithoutAddressOfTheSite(t *testing.T) {
	doc, html := cablePageOf(t, func(in *Input) { in.Settings.BaseURL = ""; in.Settings.NoIndex = true })
	if n := doc.Find(`link[rel="canonical"], meta[property="og:url"], meta[name="citation_public_url"]`).Length(); n > 0 {
		t.Errorf("%d elements need the address of the site", n)
	}
	if got, want := doc.Find(".copy code").Text(), "08GRISTAD2577 #cablegate #08GRISTAD2577"; got != want {
		t.Errorf("the line to copy is %q, want %q", got, want)
	}
	doc.Find(".share li a").Each(func(_ int, a *goquery.Selection) {
		if href := a.AttrOr("href", ""); !strings.Contains(href, "08GRISTAD2577") || strings.Contains(href, "url=") {
			t.Errorf("share link %s", href)
		}
	})
	if doc.Find(`meta[name="robots"]`).AttrOr("content", "") != "noindex, nofollow" {
		t.Error("search engines are not asked to stay away")
	}
	if strings.Contains(html, "https://cables.example") {
		t.Error("an address of the site is on the page")
	}
}

func TestCablePage(t *testing.T) {
	doc, _ := cablePageOf(t, nil)
	for selector, want := range map[string]string{
		"h1":   `Sundmark: The Harbour Board Says "Nothing Moves Before Spring"`,
		"p.id": "08GRISTAD2577", "#subject .printed": `SUNDMARK: THE HARBOUR BOARD SAYS "NOTHING MOVES BEFORE SPRING"`,
		"#ref-a a": "GRISTAD 2399", "#ref-b .state:last-child": "NOTAL: not sent to all addressees",
		"#p2 abbr.pm": "(SBU)", "#p3 .x-run .vh": "[redacted in the source] ", "#p3 #s2 .vh": "[page 2 of 2 of the transmission]",
		".signature": "STONE", "#to li": "SECSTATE WASHDC IMMEDIATE RUEHC 4248", ".share .what": "08GRISTAD2577",
	} {
		if got := strings.Join(strings.Fields(doc.Find(selector).Text()), " "); got != strings.TrimSpace(want) {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
	for selector, want := range map[string]string{
		`#p2 a.ref`:               "../../../cable/2008/12/08GRISTAD2399.html",
		`#p3 a.ref`:               "#p2",
		`#ref-a a`:                "../../../cable/2008/12/08GRISTAD2399.html",
		`#tags li:nth-child(2) a`: "../../../tag/EWWT.html",
		`.trail a:last-child`:     "../../../date/2008-12.html",
		`.older a`:                "../../../cable/2008/12/08GRISTAD2399.html",
	} {
		if got := doc.Find(selector).AttrOr("href", ""); got != want {
			t.Errorf("%s leads to %q, want %q", selector, got, want)
		}
	}
	if doc.Find(".part.summary #p2").Length() != 1 {
		t.Error("the summary is not set apart")
	}
	if doc.Find("details .addressees").Length() != 2 {
		t.Error("the addressees are not folded away")
	}
}
