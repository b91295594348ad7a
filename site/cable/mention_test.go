package cable

import (
	"fmt"
	"strings"
	"testing"
)

func TestMentions(t *testing.T) {
	two := []Reference{{Enum: "A", ID: "08NORVAL611"}, {Enum: "B", ID: "07SKARHAVN58"}}
	four := append(two, Reference{Enum: "C", ID: "08STATE8841"}, Reference{Enum: "D", Kind: RefEmail})
	one := []Reference{{ID: "08NORVAL611"}}
	tests := []struct {
		text string
		refs []Reference
		want string
	}{
		{"as in ref A.", two, `"ref A" refs=[0]`},
		{"as in REF B above", two, `"REF B" refs=[1]`},
		{"(ref a)", two, `"ref a" refs=[0]`},
		{"refs A and B say", two, `"refs A and B" refs=[0 1]`},
		{"refs A, B, and D say", four, `"refs A, B, and D" refs=[0 1 3]`},
		{"reftels A-C say", four, `"reftels A-C" refs=[0 1 2]`},
		{"reftels B through D", four, `"reftels B through D" refs=[1 2 3]`},
		{"ref (B) says", two, `"ref (B)" refs=[1]`},
		{"ref \nB says", two, `"ref B" refs=[1]`},
		{"said in ref \nA \nand B, too", two, `"ref A and B" refs=[0 1]`},
		{"said in refs \nA, \nB \nand \nD, too", four, `"refs A, B and D" refs=[0 1 3]`},
		{"reftel says", one, `"reftel" refs=[0]`},
		{"ref tel says", one, `"ref tel" refs=[0]`},
		{"reftel says", two, `"reftel" refs=[0 1] ambiguous`},
		{"reftels say", two, `"reftels" refs=[0 1]`},
		{"ref A", one, `"ref A" refs=[0]`},
		{"(ref)", one, `"ref" refs=[0]`},
		{"reftel a visit", two, `"reftel" refs=[0 1] ambiguous`},
		{"in line with ref B, I went", two, `"ref B" refs=[1]`},
		{"ref B,s author", two, `"ref B" refs=[1]`},
		{"(ref 611, para 2)", two, `"ref 611, para 2" refs=[0] para=2`},
		{"(ref A, para 3)", two, `"ref A, para 3" refs=[0] para=3`},
		{"(ref A, paras 3 and 5)", two, `"ref A, paras 3" refs=[0] para=3; "5" refs=[0] para=5`},
		{"para 3 of ref A", two, `"para 3 of ref A" refs=[0] para=3`},
		{"paragraph 7 reftel", one, `"paragraph 7 reftel" refs=[0] para=7`},
		{"see para 1 below", nil, `"para 1" para=1`},
		{"see paragraphs 1-2", nil, `"paragraphs 1" para=1; "2" para=2`},
		{"see para 1 of this cable", nil, `"para 1" para=1`},
		{"see para \n1", nil, `"para 1" para=1`},
		{"as in 08GRISTAD00611.", nil, `"08GRISTAD00611" id=08GRISTAD611`},
		{"as in 08NORVAL611", two, `"08NORVAL611" refs=[0] id=08NORVAL611`},
		{"as in 07 SKARHAVN 0061", two, `"07 SKARHAVN 0061" id=07SKARHAVN61`},
		{"as in 06 Norval 744", two, `"06 Norval 744" id=06NORVAL744`},
		{"as in 06 BAGHDAD 744", nil, `"06 BAGHDAD 744" id=06BAGHDAD744`},

		{"reftel says", nil, ``},
		{"ref E says, para 1 of it", two, ``},
		{"(ref E, para 1)", two, ``},
		{"refer to ref. refs refuge", two, ``},
		{"para 44 is not here", nil, ``},
		{"para 1 of the treaty", nil, ``},
		{"operative para 1", nil, ``},
		{"paratrooper 1, par 1, paragraphs", nil, ``},
		{"on 05MAR2006, 12JUNE2006 and 10KM20", nil, ``},
		{"by 31 DECEMBER 2008 and 20 PERCENT 30", two, ``},
		{"in 08 ZEMBLA 12", two, ``},
		{"this is 08GRISTAD2577", nil, ``},
	}
	for _, test := range tests {
		c := parseBodyText("1. (C) One.\n\n2. (C) It is "+test.text, test.refs...)
		var got []string
		for _, m := range c.Mentions {
			s := fmt.Sprintf("%q", c.Words([]Range{m.Text}))
			if m.Refs != nil {
				s += fmt.Sprintf(" refs=%v", m.Refs)
			}
			if m.Ambiguous {
				s += " ambiguous"
			}
			if m.Para != "" {
				s += " para=" + m.Para
			}
			if m.ID != "" {
				s += " id=" + m.ID
			}
			got = append(got, s)
		}
		if got := strings.Join(got, "; "); got != test.want {
			t.Errorf("%q: got %s, want %s", test.text, got, test.want)
		}
	}
}
