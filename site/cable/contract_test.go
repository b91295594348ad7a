package cable

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

const contractCable = `VZCZCXRO7743
O P 310805Z DEC 08
FM AMEMBASSY ROME
TO RUEHC/SECSTATE WASHDC IMMEDIATE 4248
INFO ALL POSTS XMT PORT NORVAL

UNCLAS SECTION 01 OF 02 ROME 002577

SENSITIVE
NOFORN

E.O. 12958: DECL: 12/31/2018
TAGS: PGOV, OVIP (DOE, JANE), UK
SUBJECT: (SBU) THE HARBOUR OF GRISTAD

REF: A. PARIS 12 (NOTAL)
B. DOE-ROE E-MAIL

Classified By: DCM Jane Doe

HEADING ONE
-----------

1.  (U) SUMMARY: The first
paragraph.  END SUMMARY.

-- a bullet

2.  (SBU) The second.
a. A part of it.
DOE
`

func TestContract(t *testing.T) {
	x := Parse(contractCable, Metadata{}).Contract()
	if x.ID != "08ROME2577" || x.CanonicalID != x.ID || x.Origin != "Embassy Rome" {
		t.Errorf("ID %q, canonical %q, origin %q", x.ID, x.CanonicalID, x.Origin)
	}
	if want := "UNCLASSIFIED//FOR OFFICIAL USE ONLY//NOFORN"; x.Classification != want {
		t.Errorf("classification = %q, want %q", x.Classification, want)
	}
	if x.Title != "The Harbour of Gristad" || x.Subject != "THE HARBOUR OF GRISTAD" {
		t.Errorf("title %q, subject %q", x.Title, x.Subject)
	}
	if x.Precedence != "IMMEDIATE PRIORITY" || x.Nondisclosure == nil || *x.Nondisclosure != "2018-12-31" {
		t.Errorf("precedence %q, nondisclosure %v", x.Precedence, x.Nondisclosure)
	}
	if x.Created == nil || x.Created.Format("2006-01-02T15:04Z07:00") != "2008-12-31T08:05Z" || x.Released != nil {
		t.Errorf("created %v, released %v", x.Created, x.Released)
	}
	if want := []string{"PGOV", "OVIP", "DOE, JANE", "UK"}; !reflect.DeepEqual(x.Tags, want) {
		t.Errorf("tags = %q, want %q", x.Tags, want)
	}
	want := []ContractReference{
		{Enum: "A", Raw: "PARIS 12 (NOTAL)", ID: "08PARIS12", Kind: RefCable, YearInferred: true, NOTAL: true},
		{Enum: "B", Raw: "DOE-ROE E-MAIL", Kind: RefEmail},
	}
	if !reflect.DeepEqual(x.References, want) {
		t.Errorf("references = %+v, want %+v", x.References, want)
	}
	if x.SignedBy != "DOE" || x.Summary != "The first paragraph." {
		t.Errorf("signed by %q, summary %q", x.SignedBy, x.Summary)
	}
	paragraphs := []ContractParagraph{
		{"p1", "1", "U", "HEADING ONE", "SUMMARY: The first paragraph. END SUMMARY.\n-- a bullet"},
		{"p2", "2", "SBU", "HEADING ONE", "The second."},
		{"p2a", "a", "", "HEADING ONE", "A part of it."},
	}
	if !reflect.DeepEqual(x.Paragraphs, paragraphs) {
		t.Errorf("paragraphs = %+v, want %+v", x.Paragraphs, paragraphs)
	}
}

// The order of the fields is a part of the promise, and lists are never null.
func TestContractOfNothing(t *testing.T) {
	data, err := json.Marshal(Parse("", Metadata{}).Contract())
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"id":"","canonical_id":"","created":null,"released":null,"classification":"","origin":"","title":"",` +
		`"subject":"","transmission_id":"","precedence":"","to":[],"info":[],"captions":[],"eo":"","nondisclosure":null,` +
		`"classified_by":"","tags":[],"references":[],"paragraphs":[],"summary":"","signed_by":"","problems":[]}`
	if string(data) != want {
		t.Errorf("got\n%s\nwant\n%s", data, want)
	}
}

func TestContractReadsBack(t *testing.T) {
	x := Parse(contractCable, Metadata{}).Contract()
	data, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	var back Contract
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(x, &back) {
		t.Errorf("got\n%+v\nwant\n%+v", back, *x)
	}
}

func TestText(t *testing.T) {
	text := Parse(contractCable, Metadata{}).Text()
	for _, want := range []string{
		"ID:             08ROME2577\n", "Created:        2008-12-31 08:05 UTC\n", "Info:           ALL POSTS XMT PORT NORVAL\n",
		"Ref A:          PARIS 12 (NOTAL) = 08PARIS12\n", "\nHEADING ONE\n", "\n1.  (U) SUMMARY: The first paragraph. END SUMMARY.\n-- a bullet\n", "\nDOE\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing from\n%s", want, text)
		}
	}
}

// The classification that was published wins over the one of the text.
func TestContractOfPublishedMetadata(t *testing.T) {
	x := Parse("S E C R E T GRISTAD 000012", Metadata{ID: "08GRISTAD12", Classification: "SECRET//NOFORN", Origin: "Embassy Gristad"}).Contract()
	if x.Classification != "SECRET//NOFORN" || x.Origin != "Embassy Gristad" {
		t.Errorf("classification %q, origin %q", x.Classification, x.Origin)
	}
	if x.Created != nil {
		t.Errorf("created = %v: a date that was guessed from the ID", x.Created)
	}
}
