package cable

import (
	"fmt"
	"strings"
	"testing"
)

const benchHead = `VZCZCXRO7743
OO RUEHAG RUEHAST RUEHBI RUEHCI
DE RUEHQG #2577/01 3660805
ZNY CCCCC ZZH
O 310805Z DEC 08
FM AMEMBASSY GRISTAD
TO RUEHC/SECSTATE WASHDC IMMEDIATE 4248
INFO RUEHQN/AMEMBASSY NORVAL 0996
RUEHQP/AMEMBASSY PORT SELKIRK 0395

C O N F I D E N T I A L SECTION 01 OF 02 GRISTAD 002577 
 
SIPDIS 
 
E.O. 12958: DECL: 12/31/2018 
TAGS: PREL, PGOV, PHUM, EWWT 
SUBJECT: THE LIGHT GOES OUT, AND WHAT THE KEEPER SAID TO THOSE WHO 
ASKED HIM WHY 
 
REFS: A. NORVAL 611 
B. 07 PORT SELKIRK 4 
 
Classified By: Charge d'Affaires a.i. Marian Estey, reasons 1.4 (b), (d) 
 
`

const benchParagraph = `The keeper said that he had put the light out because the 
board says so, and that he is not permitted to say what the board 
says (ref A, para 3).  He gave us coffee in the kitchen, which we 
were told is an honor; strangers from the mainland get the oil 
store.  The Minister, who had come with two maps and a pointer, 
asked whether "some power" had paid him.  (NOTE: Morvane, we 
think.  END NOTE.)  He laughed until he had to sit down.  On the 
way home the Minister said that a man who laughs like that has 
something to hide, and that she would take it up in Norval. 
 
`

// BenchmarkParse reads an invented cable of the usual length.
func BenchmarkParse(b *testing.B) {
	var text strings.Builder
	text.WriteString(benchHead)
	for n := 1; n <= 10; n++ {
		if n%3 == 0 {
			fmt.Fprintf(&text, "WHAT THE KEEPER SAID, PART %c \n--------------------------- \n \n", 'A'+n)
		}
		fmt.Fprintf(&text, "%d.  (C) %s", n, benchParagraph)
	}
	text.WriteString("GRISTAD 00002577  002 OF 002 \n \n \nESTEY \n")
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		Parse(text.String(), Metadata{ID: "08GRISTAD2577"})
	}
}

// BenchmarkPreamble reads the same cable without its paragraphs.
func BenchmarkPreamble(b *testing.B) {
	b.SetBytes(int64(len(benchHead)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(benchHead, Metadata{ID: "08GRISTAD2577"})
	}
}
