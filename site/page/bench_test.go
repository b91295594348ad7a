package page

import (
	"fmt"
	"strings"
	"testing"
)

// typicalText is a cable of about the median length: header, TAGS, references,
// and n numbered paragraphs.
func typicalText(n int) string {
	var b strings.Builder
	b.WriteString("VZCZCXRO7743\nOO RUEHAG RUEHAST\nDE RUEHGD #0061/01 3280312\nZNY CCCCC ZZH\nO 230312Z NOV 08\n" +
		"FM AMEMBASSY GRISTAD\nTO RUEHC/SECSTATE WASHDC IMMEDIATE 4248\nINFO RUEHNV/AMEMBASSY NORVAL 0395\n" +
		"RUEHSK/AMCONSUL SKARHAVN 0012\nRHEHNSC/NSC WASHDC 0567\n\nC O N F I D E N T I A L SECTION 01 OF 02 GRISTAD 000061 \n \n" +
		"SIPDIS \n \nE.O. 12958: DECL: 11/23/2018 \nTAGS: PREL PGOV EWWT PHSA KPAO QS QV \nSUBJECT: THE HARBOUR OF GRISTAD IS CLOSED, AND WHO \nCLOSED IT \n \n" +
		"REF: A. GRISTAD 15 \n     B. NORVAL 655 (NOTAL) \n     C. 07 GRISTAD 655 \n \nClassified By: DCM Ada Stone for reasons 1.4 (b) and (d). \n \n")
	for i := range n {
		if i%4 == 3 {
			b.WriteString("A HEADING OF ITS OWN \n \n")
		}
		fmt.Fprintf(&b, "%d.  (C) The harbour master said that \"nothing moves\" before the \n", i+1)
		b.WriteString("ministry has read what was written to it (ref A), and that the \nboats of Norval may wait as long as they like.  He added that \n" +
			"the board would meet again in the spring, that its members did \nnot agree among themselves, and that nobody had asked them to. \n \n")
	}
	b.WriteString("STONE \n")
	return b.String()
}

func benchmarkPlan(b *testing.B) (*Plan, *library) {
	l := &library{}
	for i := range 50 {
		l.add(b, fmt.Sprintf("08GRISTAD%d", i+10), "2008-11-23", typicalText(12), "PREL", "PGOV", "EWWT", "QS")
	}
	return l.plan(b, nil), l
}

func benchmarkPages(b *testing.B, kind Kind) {
	p, l := benchmarkPlan(b)
	var pages []Page
	for page := range p.All() {
		if page.Kind == kind {
			pages = append(pages, page)
		}
	}
	var dst []byte
	var err error
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if dst, err = p.Render(dst[:0], pages[i%len(pages)], l); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(dst)))
}

func BenchmarkCablePage(b *testing.B)  { benchmarkPages(b, Cable) }
func BenchmarkSourcePage(b *testing.B) { benchmarkPages(b, Source) }
func BenchmarkListPage(b *testing.B)   { benchmarkPages(b, List) }

func BenchmarkCableKey(b *testing.B) {
	p, _ := benchmarkPlan(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p.Key(p.Page(i % 100))
	}
}

func BenchmarkBody(b *testing.B) {
	_, l := benchmarkPlan(b)
	c := l.texts[l.facts[0]].Parsed()
	phrases := englishTexts(b).phrases()
	b.SetBytes(int64(len(c.Source)))
	var dst []byte
	for b.Loop() {
		w := &bodyWriter{c: c}
		w.b, w.src, w.phrases, w.links = dst[:0], c.Source, phrases, make([]mentionLink, len(c.Mentions))
		w.body()
		dst = w.b
	}
}
