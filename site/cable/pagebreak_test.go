package cable

import (
	"slices"
	"testing"
)

func TestPageBreaks(t *testing.T) {
	tests := []struct {
		name, text string
		id         string
		breaks     []string // as they stand in the source
		pages      [][2]int
		rest       []string // what the other lines hold
	}{
		{
			name:   "line of its own",
			text:   "a road map\r\n \r\nGRISTAD 00002577  002 OF 003 \r\n\r\nwith",
			breaks: []string{"GRISTAD 00002577  002 OF 003"},
			pages:  [][2]int{{2, 3}},
			rest:   []string{"a road map", "", "", "with"},
		},
		{
			name:   "page with a decimal, post of two words",
			text:   "PORT NORVAL 00000869  001.2 OF 004",
			breaks: []string{"PORT NORVAL 00000869  001.2 OF 004"},
			pages:  [][2]int{{1, 4}},
		},
		{
			name:   "glued into a line",
			text:   "REF: NORVAL 227  GRISTAD 00000564  001.2 OF 002   CLASSIFIED BY: X",
			breaks: []string{"GRISTAD 00000564  001.2 OF 002"},
			pages:  [][2]int{{1, 2}},
			rest:   []string{"REF: NORVAL 227", "CLASSIFIED BY: X"},
		},
		{
			name:   "post whose name ends like another's",
			text:   "USUN NEW YORK 00000026  006 OF 013",
			breaks: []string{"USUN NEW YORK 00000026  006 OF 013"},
			pages:  [][2]int{{6, 13}},
		},
		{
			name:   "glued, post whose name ends like another's",
			text:   "met in USUN NEW YORK 00000026  006 OF 013 the mayor",
			breaks: []string{"USUN NEW YORK 00000026  006 OF 013"},
			pages:  [][2]int{{6, 13}},
			rest:   []string{"met in", "the mayor"},
		},
		{
			name:   "glued, post of two words known from the ID",
			text:   "met in PORT NORVAL 00000564  002 OF 002 the mayor",
			id:     "08PORTNORVAL564",
			breaks: []string{"PORT NORVAL 00000564  002 OF 002"},
			pages:  [][2]int{{2, 2}},
			rest:   []string{"met in", "the mayor"},
		},
		{
			name:   "broken over lines",
			text:   "NORVAL 227 GRISTAD 00000402 \n\n001.2 OF 003",
			breaks: []string{"GRISTAD 00000402", "001.2 OF 003"},
			pages:  [][2]int{{1, 3}},
			rest:   []string{"NORVAL 227", ""},
		},
		{
			name:   "older form with the foot of the page before",
			text:   "words\n                CONFIDENTIAL\n\nPAGE 02        NORVAL  06677  02 OF 03  291401Z\nmore",
			breaks: []string{"CONFIDENTIAL", "PAGE 02        NORVAL  06677  02 OF 03  291401Z"},
			pages:  [][2]int{{2, 0}},
			rest:   []string{"words", "", "more"},
		},
		{
			name:   "older form within the address list",
			text:   "TO PAGE 02        STATE   023763  071504Z\nAMEMBASSY NORVAL",
			breaks: []string{"PAGE 02        STATE   023763  071504Z"},
			pages:  [][2]int{{2, 0}},
			rest:   []string{"TO", "AMEMBASSY NORVAL"},
		},
		{
			name: "heading of the first page",
			text: "PAGE 01  NORVAL 03067  211833Z", breaks: []string{"PAGE 01  NORVAL 03067  211833Z"},
		},
		{name: "counts in the text are none", text: "see page 3; 002 OF 003 voters; PAGE 02 of it; 100000 002 of 30", rest: []string{"see page 3; 002 OF 003 voters; PAGE 02 of it; 100000 002 of 30"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newParser(test.text, Metadata{ID: test.id})
			p.window = Range{0, len(test.text)}
			p.markPageBreaks()
			var breaks, rest []string
			for _, l := range p.lines {
				if l.pageBreak {
					breaks = append(breaks, p.text(l.Range))
				} else {
					rest = append(rest, p.text(l.Range))
				}
			}
			if !slices.Equal(breaks, test.breaks) {
				t.Errorf("breaks = %q, want %q", breaks, test.breaks)
			}
			if !slices.Equal(rest, test.rest) {
				t.Errorf("other lines = %q, want %q", rest, test.rest)
			}
			var pages [][2]int
			for _, b := range p.c.PageBreaks {
				pages = append(pages, [2]int{b.Page, b.Pages})
			}
			if !slices.Equal(pages, test.pages) {
				t.Errorf("pages = %v, want %v", pages, test.pages)
			}
		})
	}
}

func TestPlacesCountSourceLines(t *testing.T) {
	text := "one\nREF: NORVAL 227  GRISTAD 00000564  001.2 OF 002   end\nthree"
	p := newParser(text, Metadata{})
	p.window = Range{0, len(text)}
	p.markPageBreaks()
	for _, test := range []struct{ at, line, column int }{{0, 1, 1}, {4, 2, 1}, {54, 2, 51}, {len(text) - 1, 3, 5}} {
		if line, column := p.place(test.at); line != test.line || column != test.column {
			t.Errorf("place(%d) = %d:%d, want %d:%d", test.at, line, column, test.line, test.column)
		}
	}
}
