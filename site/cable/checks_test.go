package cable

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

const soundCable = `DE RUEHGR #2577 3660805
O 310805Z DEC 08
FM AMEMBASSY GRISTAD

S E C R E T GRISTAD 012577

TAGS: PREL
SUBJECT: THE HARBOUR

1.  (C) It is deep.
DOE
`

func TestSoundCableHasNoProblems(t *testing.T) {
	created := time.Date(2008, 12, 31, 8, 8, 0, 0, time.UTC) // the archive's slip: the hour for the minutes
	c := Parse(soundCable, Metadata{ID: "08GRISTAD12577", Created: created, Classification: "SECRET//NOFORN"})
	if len(c.Problems) > 0 {
		t.Errorf("problems = %v", c.Problems)
	}
	if c.Created.Minute() != 5 {
		t.Errorf("created = %v, want the time of the date-time group", c.Created)
	}
}

func TestChecks(t *testing.T) {
	day := time.Date(2008, 12, 30, 8, 5, 0, 0, time.UTC)
	for _, test := range []struct {
		name, text string
		meta       Metadata
		want       []string
	}{
		{"another body", soundCable, Metadata{ID: "08NORVAL12577"}, []string{"5:1 body-of-another-cable"}},
		{"another serial", soundCable, Metadata{ID: "08GRISTAD12578"}, []string{"1:1 serial-mismatch", "5:1 body-of-another-cable"}},
		{"another year", soundCable, Metadata{ID: "07GRISTAD12577"}, []string{"2:1 year-mismatch"}},
		{"another day", soundCable, Metadata{Created: day}, []string{"2:1 created-differs"}},
		{"another level", soundCable, Metadata{Classification: "CONFIDENTIAL"}, []string{"5:1 classification-differs"}},
		{"damaged ID", soundCable, Metadata{ID: "08EFTOROME1"}, []string{"1:1 malformed-id", "1:1 serial-mismatch", "5:1 body-of-another-cable"}},
		{"nothing formal", "O 310805Z DEC 08\nFM AMEMBASSY GRISTAD\n\n1.  (C) It is deep.\nDOE\n", Metadata{}, []string{"1:1 no-classification", "1:1 no-subject", "1:1 no-tags"}},
		{"pages", "UNCLAS ROME 000012\nTAGS: PREL\nSUBJECT: X\n1.  (C) It\n\nROME 00000012  002 OF 004\n\nis\n\nROME 00000012  004 OF 004\n\ndeep.\nDOE\n",
			Metadata{}, []string{"10:1 missing-page"}},
		{"an extract", "This record is a partial extract of the original cable.\n\nUNCLAS ROME 000012\nTAGS: PREL\nSUBJECT: X\n1.  (C) It is deep.\nDOE\n",
			Metadata{}, []string{"1:1 partial-extract"}},
		{"a fragment", "TAGS: PREL\n", Metadata{}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, p := range Parse(test.text, test.meta).Problems {
				got = append(got, fmt.Sprint(p.Line, ":", p.Column, " ", p.Code))
				if p.Hint == "" || p.Message == "" {
					t.Errorf("%s: message %q, hint %q", p.Code, p.Message, p.Hint)
				}
			}
			slices.Sort(got)
			slices.Sort(test.want)
			if !slices.Equal(got, test.want) {
				t.Errorf("problems = %q, want %q", got, test.want)
			}
		})
	}
}

// The numbers of posts with two codes agree.
func TestChecksKnowPostsWithTwoCodes(t *testing.T) {
	for id, line := range map[string]string{
		"05KYIV12": "UNCLAS KIEV 000012", "08PARISFR12": "UNCLAS PARIS FR 000012", "07TAIPEI12": "UNCLAS AIT TAIPEI 000012",
		"09USUNNEWYORK12": "UNCLAS USUN NEW YORK 000012",
	} {
		for _, p := range Parse(line, Metadata{ID: id}).Problems {
			if p.Code == "body-of-another-cable" || p.Code == "malformed-id" {
				t.Errorf("%s with %q: %s", id, line, p.Message)
			}
		}
	}
}
