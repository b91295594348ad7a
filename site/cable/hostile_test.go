package cable

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestHostileTextsTakeLinearTime parses texts of 200 kB that repeat one
// thing. Each takes some ten milliseconds; a stage whose time grew with the
// square of the text would take many seconds, so the limit is far from both.
func TestHostileTextsTakeLinearTime(t *testing.T) {
	const limit = 5 * time.Second
	const preamble = "UNCLAS GRISTAD 000012\nTAGS: PREL\nSUBJECT: X\n"
	for name, piece := range map[string]string{
		"blank lines": "\n", "returns": "a\r", "spaces": "  \t", "letters": "C", "capitals": "CLAS",
		"digits": "0", "zeros apart": "00 ", "page breaks": "GRISTAD 00000012  002 OF 003 ", "page lines": "GRISTAD 00000012  002 OF 003\n",
		"pages with gaps": "G 000012 001 OF 009 G 000012 005 OF 009 ",
		"page headings":   "PAGE 02 GRISTAD 0123 291401Z ", "quotes": "> \n>x", "brackets": "((", "signs": ",;:/&",
		"zeroes": "\x00", "halves": "\xc2", "labels": "REF: TAGS: SUBJECT: E.O. 12958 ", "addressees": "TO A\nINFO B\nXMT C\n",
		"glued": "TO RUEHC/AUNCLASX Y 12\n", "backslashes": "\\\n", "rules": "-----\n", "weekdays": "MONDAY, 1\n", "dates": "1/1/1 ",
	} {
		for _, start := range []string{"", "FM X\nTO Y\n", preamble, preamble + "REF: "} {
			checkTime(t, fmt.Sprintf("%s after %q", name, start), limit, start+strings.Repeat(piece, 200000/len(piece)))
		}
	}
	for _, lines := range []string{
		"TAGS: A%d B%d, C%d\n", "REF: A. ROME %d\n", "REF: ROME %d, E-MAIL %d PARIS %d ", "A. ROME %d ", "ROME %d ( ", "E-MAIL PARIS %d ",
		"SUBJECT: X %d\nY\n", "STATE FOR %d\nAND\nE.O. 12958: N/A\n", "E.O. 12958: DECL: 02/30/18 %d\n", "Classified By: %d\nX\n",
		"INFO RUEHC/X %d\nXMT Y\n", "%d. (C) X\n", "S E C R E T GRISTAD %d\n", "- %d\n", "PAGE %d\n\n\n", "X\n\nCONFIDENTIAL\n\nPAGE 02 GRISTAD %04d 02 OF 03\n",
		"GRISTAD %08d  002 OF 003\n\nB. ROME 13\n\n",
	} {
		var b strings.Builder
		b.WriteString(preamble)
		for i := 0; b.Len() < 200_000; i++ {
			fmt.Fprintf(&b, lines, i, i, i)
		}
		checkTime(t, lines, limit, b.String())
	}
}

func checkTime(t *testing.T, name string, limit time.Duration, text string) {
	t.Helper()
	start := time.Now()
	c := Parse(text, Metadata{ID: "08GRISTAD12"})
	if took := time.Since(start); took > limit {
		t.Errorf("%s: %v for %d bytes", name, took, len(text))
	}
	checkInvariants(t, c)
}
