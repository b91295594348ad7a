package page

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"reftel/site/cable"
	"reftel/site/highlight"
	"reftel/site/vocab"
)

func TestTermAnchor(t *testing.T) {
	for word, want := range map[string]string{
		"SIPDIS": "caption-sipdis", "NOT FOR INTERNET": "caption-not-for-internet", "A/S": "caption-a-s", "E.O.": "caption-e-o",
		"SECRET//NOFORN": "caption-secret-noforn",
	} {
		if got := termAnchor(captionWords, word); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}

// Every word of every vocabulary has an entry with an address of its own.
func TestGlossaryHasEveryWord(t *testing.T) {
	l := conversation(t)
	site := l.written(t, l.plan(t, nil))
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(site[glossaryPath].Data)))
	if err != nil {
		t.Fatal(err)
	}
	for name, terms := range map[string][]vocab.Term{
		captionWords: vocab.Captions().All(), acronymWords: vocab.Acronyms().All(), formalWords: vocab.HeaderWords().All(),
		levelWords: vocab.Classifications().All(), precedenceWords: vocab.Precedences().All(), markWords: vocab.PortionMarks(),
	} {
		for _, term := range terms {
			if n := doc.Find(fmt.Sprintf(`[id="%s"]`, termAnchor(name, term.Word))).Length(); n != 1 {
				t.Errorf("%s %s has %d entries", name, term.Word, n)
			}
		}
	}
	if doc.Find(`#tag-prel a[href="tag/PREL.html"]`).Length() != 1 || doc.Find("#post-gristad").Length() != 1 {
		t.Error("the archive's own tags and posts are missing")
	}
}

// The links of a cable's terms all lead to entries: the check of the whole site
// follows them. Here: which words are linked, once each, and where, wherever
// they stand among the bytes that are looked at together.
func TestTermsInTheText(t *testing.T) {
	known := defaultTemplates(t).words.acronyms
	for _, c := range []struct {
		text string
		want []string
	}{
		{"The NGO met the DCM and a second NGO near the sea.", []string{"NGO", "DCM"}},
		{"A PolOff and a polOff, and the Dcm.", []string{"PolOff"}},
		{"THE NGO MET THE DCM AND WHO IT IS NOBODY KNOWS.", nil},
		{"Then XNGO and NGO1 are none of it at all.", nil},
		{"Near a/NGO and NGO/DCM nothing, but (NGO), and a//DCM there.", []string{"NGO", "DCM"}},
		{"DCM/ went home, and /NGO stayed near the harbour with -UN-.", []string{"DCM", "NGO", "UN"}},
		{"It is said: \u00e9NGO, NGO\u00e9, PolOffs and EconOff, of whom he asked.", []string{"PolOffs", "EconOff"}},
		{"An A/S saw the Pol/Econ counselor near the old harbour.", []string{"A/S", "Pol/Econ"}},
	} {
		for n := range 9 {
			parsed := cable.Parse("1. (C) "+strings.Repeat("x", n)+" "+c.text+"\n", cable.Metadata{ID: "08GRISTAD1"})
			var got []string
			words := &terms{known: known}
			for i := range parsed.Blocks {
				words.find(parsed.Source, &parsed.Blocks[i], func(at cable.Range, _ mentionLink) bool {
					got = append(got, parsed.Source[at.Start:at.End])
					return true
				})
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%d bytes and %s: %q, want %q", n, c.text, got, c.want)
			}
		}
	}
}

// A term within another link is no link of its own, and is linked where it
// stands free for the first time.
func TestTermsKeepOutOfOtherLinks(t *testing.T) {
	l := &library{}
	l.add(t, "08GRISTAD1", "2008-01-02", "SUBJECT: X\n\nREF: 07GRISTAD5\n\n1. (C) The NGO of 07GRISTAD5 met the DCM near the sea, as it does every year.\n\n2. (C) The DCM and the NGO met again.\n")
	site := l.written(t, l.plan(t, nil))
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(site["cable/2008/01/08GRISTAD1.html"].Data)))
	if err != nil {
		t.Fatal(err)
	}
	if got := doc.Find(".text a.term").Map(func(_ int, s *goquery.Selection) string { return s.Text() }); !slices.Equal(got, []string{"(C)", "NGO", "DCM"}) {
		t.Errorf("%q", got)
	}
	if doc.Find("a a").Length() != 0 {
		t.Error("a link stands in a link")
	}
	if href, _ := doc.Find(".text a.term").First().Attr("href"); href != "../../../glossary.html#mark-c" {
		t.Error(href)
	}
}

// The sample is read as any cable is, and every part of it is there and has an
// explanation.
func TestHowToReadExplainsEveryPart(t *testing.T) {
	l := conversation(t)
	p := l.plan(t, nil)
	page := p.templates.newHowToPage(p.site)
	var b strings.Builder
	for _, part := range page.Parts {
		b.WriteString(part.Text)
	}
	if b.String() != sampleCable {
		t.Errorf("the parts are\n%s", b.String())
	}
	for _, s := range page.Steps {
		if s.Title == "" || s.Text == "" {
			t.Errorf("step %d explains nothing: %+v", s.Step, s)
		}
	}
	steps := map[string]bool{}
	for _, about := range explained {
		steps[about] = true
	}
	if len(page.Steps) != len(steps) {
		t.Errorf("%d steps for %d explanations", len(page.Steps), len(steps))
	}
	if problems := cable.Parse(sampleCable, cable.Metadata{ID: "08GRISTAD112"}).Problems; len(problems) > 0 {
		t.Errorf("the sample has problems: %v", problems)
	}
}

// The colours of a source are explained in those colours.
func TestColoursOfSourcesAreExplained(t *testing.T) {
	css, err := highlight.Stylesheet()
	if err != nil {
		t.Fatal(err)
	}
	l := ferry(t)
	site := l.written(t, l.plan(t, func(in *Input) { in.Settings.SourcePages = true }))
	page := string(site[howToPath].Data)
	_, legend, _ := strings.Cut(page, `id="colours"`)
	classes := regexp.MustCompile(`<li class="([a-z]+)">`).FindAllStringSubmatch(legend, -1)
	if len(classes) < 12 || !strings.Contains(page, highlightPath) {
		t.Errorf("%d colours are explained", len(classes))
	}
	for _, c := range classes {
		if !strings.Contains(string(css), ".chroma ."+c[1]+" ") {
			t.Errorf("no style sheet has the class %s", c[1])
		}
	}
}
