package page

import (
	"strings"
	"sync"

	"reftel/site/cable"
)

// A HowToPage is what the template of the page "how to read a cable" sees: an
// invented cable, and an explanation of each of its parts.
type HowToPage struct {
	Frame
	Title string
	Parts []SamplePart // the cable, cut into its parts
	Steps []SampleStep
}

// A SamplePart is a stretch of the sample cable.
type SamplePart struct {
	Text  string
	Step  int // that explains it, 0 for none
	First bool
}

// A SampleStep explains a kind of part.
type SampleStep struct {
	Step        int
	Title, Text string
}

const howToPath = "how-to-read.html"

// sampleCable is invented from its first to its last word.
const sampleCable = `VZCZCXRO0001
OO RUEHNV
DE RUEHGR #0112/01 3201530
ZNY CCCCC ZZH
O 151530Z NOV 08
FM AMEMBASSY GRISTAD
TO RUEHC/SECSTATE WASHDC IMMEDIATE 0412
INFO RUEHNV/AMEMBASSY NORVAL PRIORITY 0087
C O N F I D E N T I A L GRISTAD 000112

SIPDIS

STATE FOR EUR/NB

E.O. 12958: DECL: 11/15/2018
TAGS: PREL, PGOV, EFIS
SUBJECT: AN INVENTED CABLE, TO SHOW HOW ONE IS READ

REF: A. NORVAL 58
     B. 07 GRISTAD 655 (NOTAL)

Classified By: DCM Ada Stone for reasons 1.4 (b) and (d).

1. (C) SUMMARY: The harbour master of Gristad, who does not
exist, closed a harbour that does not exist either. END SUMMARY.

2. (C) As reported in ref A, herring boats waited outside for
three days. XXXXXXXXXXXX told PolOff that nobody had asked them to.

3. (U) COMMENT: It will open again. END COMMENT.
STONE
`

// explained are the roles that have an explanation, with its name among the
// texts.
var explained = map[cable.Role]string{
	cable.TransmissionID: "transmission", cable.Relay: "transmission", cable.FromStation: "station", cable.Security: "security",
	cable.DateTimeGroup: "time", cable.Originator: "from", cable.ActionAddressee: "to", cable.InfoAddressee: "info",
	cable.ClassificationLine: "classification", cable.MessageNumber: "number", cable.CaptionLine: "caption",
	cable.AttentionLine: "attention", cable.ExecutiveOrderLine: "order", cable.TagCode: "tags", cable.SubjectText: "subject",
	cable.ReferenceText: "references", cable.ClassifiedByLine: "classifier", cable.ParagraphNumber: "paragraph",
	cable.PortionMark: "mark", cable.PartMarker: "part", cable.SourceRedaction: "redaction", cable.SignatureLine: "signature",
}

// A sampleSpan is a part of the sample with the name of what explains it.
type sampleSpan struct{ text, about string }

// sample reads the sample as any cable is read. Parts that follow each other
// and have one explanation are one.
var sample = sync.OnceValue(func() []sampleSpan {
	c := cable.Parse(sampleCable, cable.Metadata{ID: "08GRISTAD112"})
	var out []sampleSpan
	for _, s := range c.Spans {
		text, about := c.Source[s.Start:s.End], explained[s.Role]
		last := len(out) - 1
		switch {
		case last >= 0 && out[last].about == about:
			out[last].text += text
		case last > 0 && about != "" && strings.TrimSpace(out[last].text) == "" && out[last-1].about == about:
			out[last-1].text += out[last].text + text
			out = out[:last]
		default:
			out = append(out, sampleSpan{text, about})
		}
	}
	return out
})

// newHowToPage makes the page of nothing but the sample and the texts.
func (t *Templates) newHowToPage(site *siteView) *HowToPage {
	p := &HowToPage{Title: t.texts["howto"]}
	steps := map[string]int{}
	for _, s := range sample() {
		if s.about == "" {
			p.Parts = append(p.Parts, SamplePart{Text: s.text})
			continue
		}
		n, known := steps[s.about]
		if !known {
			n = len(p.Steps) + 1
			steps[s.about] = n
			p.Steps = append(p.Steps, SampleStep{n, t.texts["howto_"+s.about], t.texts["howtext_"+s.about]})
		}
		words := strings.TrimRight(s.text, " \n")
		p.Parts = append(p.Parts, SamplePart{words, n, !known}, SamplePart{Text: s.text[len(words):]})
	}
	p.Frame = newFrame(site.Site, howToPath, glossaryPath, p.Title)
	head := commonHead(&p.Frame, p.Title, "", "article")
	head.codeStyle(p.Root, true) // for the colours of sources
	p.Head = trusted(head.b)
	return p
}
