package archive

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"reftel/site/cable"
	"reftel/site/diag"
	"reftel/site/vocab"
)

// fact makes the facts of an invented cable: its ID, the time of its creation
// ("2008-12-31 08:05", "2008" for a year inferred, "" for none) and the IDs
// that it refers to; "?" before one says that its year was inferred.
func fact(id, created string, refs ...string) *Facts {
	f := &Facts{ID: id, Canonical: vocab.CanonicalID(id), File: "content/cables/" + id + ".txt"}
	if parts, ok := vocab.SplitID(f.Canonical); ok {
		f.Post = parts.Post
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02", "2006"} {
		if t, err := time.Parse(layout, created); err == nil {
			f.Created, f.Inferred = t, layout == "2006"
		}
	}
	for i, r := range refs {
		id, inferred := strings.CutPrefix(r, "?")
		f.Refs = append(f.Refs, Ref{
			Anchor: fmt.Sprintf("ref-%c", 'a'+i), Raw: r, Kind: cable.RefCable, ID: id, YearInferred: inferred,
		})
	}
	return f
}

func join(t *testing.T, facts ...*Facts) *Archive {
	t.Helper()
	a, problems := Join(facts)
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	return a
}

// ids writes indexes as IDs.
func ids(a *Archive, cables []int32) string {
	var out []string
	for _, i := range cables {
		out = append(out, a.Cable(i).ID)
	}
	return strings.Join(out, " ")
}

func TestCatalogueIsInOrderOfDates(t *testing.T) {
	facts := []*Facts{
		fact("08GRISTAD9", "2008-03-01 10:00"),
		fact("08GRISTAD1", "2008-01-01 00:00"),
		fact("08NORVAL4", "2008"),
		fact("07NORVAL9", "2007-12-31 23:59"),
		fact("NORVAL", ""),
		fact("08GRISTAD10", "2008-03-01 10:00"),
	}
	want := "NORVAL 07NORVAL9 08NORVAL4 08GRISTAD1 08GRISTAD10 08GRISTAD9"
	for range 20 {
		rand.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
		a := join(t, facts...)
		if got := ids(a, allOf(a)); got != want {
			t.Fatalf("catalogue = %s, want %s", got, want)
		}
	}
}

func allOf(a *Archive) (all []int32) {
	for i := range a.Cables() {
		all = append(all, i)
	}
	return all
}

func TestOneIDInTwoFilesIsAnError(t *testing.T) {
	first, second, third := fact("08GRISTAD1", "2008-01-01"), fact("08GRISTAD1", "2008-01-02"), fact("08GRISTAD1", "2008-01-03")
	first.File, second.File, third.File = "content/cables/a.txt", "content/cables/b.csv", "content/cables/b.csv"
	second.Offset, third.Offset = 100, 200
	a, problems := Join([]*Facts{third, second, first})
	if a.Len() != 1 || a.Cable(0) != first {
		t.Errorf("kept %+v", a.Cable(0))
	}
	if len(problems) != 1 || problems[0].Severity != diag.Error || problems[0].File != "content/cables/b.csv" ||
		!strings.Contains(problems[0].Message, "content/cables/a.txt") {
		t.Errorf("problems = %+v", problems)
	}
	_, problems = Join([]*Facts{third, second})
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "at byte 100") {
		t.Errorf("problems = %+v", problems)
	}
}

func TestFactsWithoutAnIDAreLeftOut(t *testing.T) {
	if a := join(t, fact("", "2008"), fact("", "2009"), fact("08NORVAL1", "2008")); a.Len() != 1 {
		t.Errorf("Len = %d", a.Len())
	}
	empty := join(t)
	if _, ok := empty.Find("08NORVAL1"); ok || empty.Len() != 0 || empty.Tags().Len() != 0 {
		t.Error("an empty archive holds something")
	}
	if _, ok := empty.Resolve(""); ok || empty.Near("08NORVAL1", 5) != nil {
		t.Error("an empty archive finds something")
	}
}

// resolutions are archives whose first cable refers to another.
var resolutions = []struct {
	name   string
	cables []*Facts // the first one cites
	want   string   // rule and ID of its first reference
	linked bool
}{
	{"as it is written", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "07NORVAL4"), fact("07NORVAL4", "2007-05-01"),
	}, "Exact 07NORVAL4", true},
	{"not in the archive", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "07NORVAL4"), fact("08NORVAL4", "2008-01-01"), fact("06NORVAL4", "2006-01-01"),
	}, "Unresolved 07NORVAL4", false},
	{"a cable does not refer to itself", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "08GRISTAD9"),
	}, "Unresolved 08GRISTAD9", false},
	{"damaged in the reference", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "07EFTONORVAL4"), fact("07NORVAL4", "2007-05-01"),
	}, "Correction 07NORVAL4", true},
	{"damaged in publication", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "07NORVAL4"), fact("07EFTONORVAL4", "2007-05-01"),
	}, "Correction 07EFTONORVAL4", true},
	{"published right and wrong", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "07NORVAL4"), fact("07EFTONORVAL4", "2007-05-01"), fact("07NORVAL4", "2007-05-01"),
	}, "Exact 07NORVAL4", true},
	{"the wrong copy is cited under its own ID", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "07EFTONORVAL4"), fact("07EFTONORVAL4", "2007-05-01"), fact("07NORVAL4", "2007-05-01"),
	}, "Exact 07EFTONORVAL4", true},
	{"the post under its other code", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "06KIEV4"), fact("06KYIV4", "2006-05-01"),
	}, "Alias 06KYIV4", true},
	{"the alias exists as it is", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "06TAIPEI4"), fact("06TAIPEI4", "2006-05-01"), fact("06AITTAIPEI4", "2006-06-01"),
	}, "Exact 06TAIPEI4", true},
	{"the alias is published and the code is cited", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "06AITTAIPEI4"), fact("06TAIPEI4", "2006-05-01"),
	}, "Alias 06TAIPEI4", true},
	{"posts that share a series", []*Facts{
		fact("09GRISTAD9", "2009-03-01", "09BRUSSELS4"), fact("09USEUBRUSSELS4", "2009-02-01"),
	}, "Alias 09USEUBRUSSELS4", true},
	{"the embassy and the mission are two", []*Facts{
		fact("09GRISTAD9", "2009-03-01", "09BRUSSELS4"), fact("09USEUBRUSSELS4", "2009-02-01"), fact("09BRUSSELS4", "2009-02-01"),
	}, "Exact 09BRUSSELS4", true},

	{"the year is the cable's own", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "?08NORVAL4"), fact("08NORVAL4", "2008-02-01"), fact("07NORVAL4", "2007-12-01"),
	}, "Exact 08NORVAL4", true},
	{"a serial that its own post had not reached", []*Facts{
		fact("08GRISTAD823", "2008-06-01", "?08GRISTAD1664"), fact("08GRISTAD1664", "2008-12-01"), fact("07GRISTAD1664", "2007-09-01"),
	}, "PreviousYear 07GRISTAD1664", true},
	{"… also where only the year's own exists", []*Facts{
		fact("08GRISTAD823", "2008-06-01", "?08GRISTAD1664"), fact("08GRISTAD1664", "2008-12-01"),
	}, "PreviousYear 07GRISTAD1664", false},
	{"a serial that its own post had reached", []*Facts{
		fact("08GRISTAD823", "2008-01-05", "?08GRISTAD7"), fact("07GRISTAD7", "2007-12-30"),
	}, "Unresolved 08GRISTAD7", false},
	{"codes of one post count together", []*Facts{
		fact("06KYIV823", "2006-06-01", "?06KIEV1664"), fact("06KIEV1664", "2006-12-01"), fact("05KIEV1664", "2005-12-01"),
	}, "PreviousYear 05KIEV1664", true},
	{"the year's own was sent later", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "?08NORVAL4"), fact("08NORVAL4", "2008-06-01"), fact("07NORVAL4", "2007-06-01"),
	}, "PreviousYear 07NORVAL4", true},
	{"sent a little later: numbered before", []*Facts{
		fact("08GRISTAD9", "2008-03-01 10:00", "?08NORVAL4"), fact("08NORVAL4", "2008-03-02 08:00"), fact("07NORVAL4", "2007-06-01"),
	}, "Exact 08NORVAL4", true},
	{"a neighbour says that the serial was not reached", []*Facts{
		fact("08GRISTAD9", "2008-03-01", "?08NORVAL400"), fact("08NORVAL390", "2008-06-01"), fact("07NORVAL400", "2007-06-01"),
	}, "PreviousYear 07NORVAL400", true},
	{"a neighbour says that the serial was reached", []*Facts{
		fact("08GRISTAD9", "2008-01-20", "?08NORVAL400"), fact("08NORVAL401", "2008-01-19"), fact("07NORVAL400", "2007-12-20"),
	}, "Unresolved 08NORVAL400", false},
	{"nothing known, but the year before is near", []*Facts{
		fact("08GRISTAD9", "2008-01-20", "?08NORVAL400"), fact("07NORVAL400", "2007-12-20"),
	}, "PreviousYear 07NORVAL400", true},
	{"nothing known, and the year before is far", []*Facts{
		fact("08GRISTAD9", "2008-08-20", "?08NORVAL400"), fact("07NORVAL400", "2007-12-20"),
	}, "Unresolved 08NORVAL400", false},
	{"without dates the year is the cable's own", []*Facts{
		fact("08GRISTAD9", "2008", "?08NORVAL4"), fact("08NORVAL4", "2008-06-01"), fact("07NORVAL4", "2007-06-01"),
	}, "Exact 08NORVAL4", true},
	{"the year before under the other code", []*Facts{
		fact("07GRISTAD9", "2007-01-03", "?07KYIV4000"), fact("07KYIV20", "2007-01-04"), fact("06KIEV4000", "2006-11-01"),
	}, "PreviousYear 06KIEV4000", true},
	{"a printed year stands", []*Facts{
		fact("08GRISTAD823", "2008-06-01", "08GRISTAD1664"), fact("08GRISTAD1664", "2008-12-01"), fact("07GRISTAD1664", "2007-09-01"),
	}, "Exact 08GRISTAD1664", true},
	{"an e-mail", []*Facts{
		{ID: "08GRISTAD1", Canonical: "08GRISTAD1", Refs: []Ref{{Raw: "DOE E-MAIL", Kind: cable.RefEmail}}},
	}, "Unresolved ", false},
}

func TestResolveReferences(t *testing.T) {
	for _, c := range resolutions {
		a := join(t, c.cables...)
		citing, _ := a.Find(c.cables[0].ID)
		got := a.Link(citing, 0)
		if s := fmt.Sprint(ruleNames[got.Rule], " ", got.ID); s != c.want || (got.Target != nil) != c.linked {
			t.Errorf("%s: %s, target %v; want %s, %v", c.name, s, got.Target, c.want, c.linked)
		}
		if got.Target != nil && (got.Target.ID != got.ID || a.Cable(got.Index) != got.Target) {
			t.Errorf("%s: ID %s, index %d, target %s", c.name, got.ID, got.Index, got.Target.ID)
		}
		if got.Target == nil && got.Index != -1 {
			t.Errorf("%s: index %d of no target", c.name, got.Index)
		}
	}
}

var ruleNames = []string{"Unresolved", "Exact", "Correction", "Alias", "PreviousYear"}

func TestBacklinks(t *testing.T) {
	target := fact("08NORVAL4", "2008-01-01")
	target.Anchors = "p1\np3\n"
	late := fact("08GRISTAD20", "2008-05-01", "08NORVAL4", "08NORVAL9")
	early := fact("08GRISTAD9", "2008-02-01", "08NORVAL4", "08EFTONORVAL4")
	early.Refs[0].Cites = []Cite{{Paragraph: "p2"}, {Paragraph: "p5", To: "p3"}, {Paragraph: "p6", To: "p99"}}
	early.Refs[1].Cites = []Cite{{Paragraph: "p2"}, {Paragraph: "p7"}}
	a := join(t, late, target, early)
	i, _ := a.Find("08NORVAL4")
	want := []Backlink{
		{From: early, Index: 1, Paragraphs: []string{"p2", "p6", "p7"}},
		{From: early, Index: 1, Paragraphs: []string{"p5"}, To: "p3"},
		{From: late, Index: 2},
	}
	if got := a.Backlinks(i); !reflect.DeepEqual(got, want) {
		t.Errorf("Backlinks = %+v", got)
	}
	if got := a.Cited(i); got != 3 {
		t.Errorf("Cited = %d, want 3 references", got)
	}
}

func TestFacets(t *testing.T) {
	one, two, three := fact("06KIEV1", "2006-01-02"), fact("06KYIV2", "2006-05-01"), fact("08GRISTAD3", "2008")
	one.Tags, two.Tags, three.Tags = []string{"PGOV", "UP"}, []string{"PREL", "UP"}, []string{"PGOV"}
	one.Level, two.Level = "SECRET", "SECRET"
	a := join(t, three, two, one, fact("NOTHING", ""))
	for _, c := range []struct {
		name string
		f    *Facet
		want string
	}{
		{"tags", a.Tags(), "PGOV[06KIEV1 08GRISTAD3] PREL[06KYIV2] UP[06KIEV1 06KYIV2]"},
		{"origins", a.Origins(), "GRISTAD[08GRISTAD3] KYIV[06KIEV1 06KYIV2]"},
		{"levels", a.Levels(), "SECRET[06KIEV1 06KYIV2]"},
		{"years", a.Years(), "2006[06KIEV1 06KYIV2] 2008[08GRISTAD3]"},
		{"months", a.Months(), "2006-01[06KIEV1] 2006-05[06KYIV2] 2008-00[08GRISTAD3]"},
	} {
		var got []string
		for name, cables := range c.f.All() {
			got = append(got, name+"["+ids(a, cables)+"]")
			if !slices.Equal(c.f.Lookup(name), cables) {
				t.Errorf("%s: Lookup(%q) = %v", c.name, name, c.f.Lookup(name))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s = %s, want %s", c.name, s, c.want)
		}
		if c.f.Lookup("ZZZ") != nil || c.f.Len() != len(got) {
			t.Errorf("%s: there are lists that All does not show", c.name)
		}
	}
}

func TestMonthsEndWhereTheNextBegins(t *testing.T) {
	for _, days := range [][]string{
		nil, {""}, {"", ""}, {"2008"}, {"2006-01-02", "2006-01-31 23:59", "2006-02-01"},
		{"", "", "2006", "2006", "2006-01-01", "2006-12-31", "2007", "2008-12-01", "2008-12-01"},
	} {
		var facts []*Facts
		for i, day := range days {
			facts = append(facts, fact(fmt.Sprintf("08GRISTAD%d", i+1), day))
		}
		a := join(t, facts...)
		end := int32(a.Len())
		for i := end - 1; i >= 0; i-- {
			if here, _ := monthOf(a.Cable(i)); i+1 < end {
				if next, _ := monthOf(a.Cable(i + 1)); next != here {
					end = i + 1
				}
			}
			if got := a.MonthEnd(i); got != end {
				t.Errorf("%q: the month of cable %d ends at %d, want %d", days, i, got, end)
			}
		}
	}
}

func TestNeighbours(t *testing.T) {
	a := join(t, fact("06KIEV1", "2006-01-02"), fact("06GRISTAD1", "2006-02-01"), fact("06KYIV2", "2006-05-01"), fact("X", "2006-01-01"))
	for id, want := range map[string][2]string{
		"06KIEV1": {"", "06KYIV2"}, "06KYIV2": {"06KIEV1", ""}, "06GRISTAD1": {"", ""}, "X": {"", ""},
	} {
		i, _ := a.Find(id)
		older, newer := a.Neighbours(i)
		var got [2]string
		for k, n := range []int32{older, newer} {
			if n >= 0 {
				got[k] = a.Cable(n).ID
			}
		}
		if got != want {
			t.Errorf("Neighbours(%s) = %q, want %q", id, got, want)
		}
	}
}

func TestResolveWhatPeopleType(t *testing.T) {
	a := join(t, fact("08NORVAL4", "2008"), fact("07EFTOGRISTAD5", "2007"), fact("06KYIV6", "2006"), fact("09EFTONORVAL7", "2009"), fact("09NORVAL7", "2009"))
	for typed, want := range map[string]string{
		"08NORVAL4": "08NORVAL4", " 08norval4 ": "08NORVAL4", "#08 Norval 0004": "08NORVAL4", "08NORVAL4_a": "08NORVAL4",
		"2008NORVAL4": "08NORVAL4", "07GRISTAD5": "07EFTOGRISTAD5", "07eftogristad5": "07EFTOGRISTAD5",
		"06KIEV6": "06KYIV6", "09EFTONORVAL7": "09EFTONORVAL7", "09norval07": "09NORVAL7", "08AMEMBASSYNORVAL4": "08NORVAL4",
		"07NORVAL4": "", "norval": "", "": "",
	} {
		i, ok := a.Resolve(typed)
		got := ""
		if ok {
			got = a.Cable(i).ID
		}
		if got != want {
			t.Errorf("Resolve(%q) = %q, want %q", typed, got, want)
		}
	}
	if _, ok := a.Find("08norval4"); ok {
		t.Error("Find forgives case")
	}
}

func TestNear(t *testing.T) {
	a := join(t, fact("08NORVAL4", "2008"), fact("08NORVAL9", "2008"), fact("07NORVAL5", "2007"), fact("08GRISTAD5", "2008"), fact("01NORVAL5", "2001"))
	for typed, want := range map[string]string{
		"08NORVAL5": "08NORVAL4 08NORVAL9 07NORVAL5", "08norvel5": "08NORVAL4 08NORVAL9 07NORVAL5",
		"08GRISTAD6": "08GRISTAD5", "08ELSEWHERE5": "", "hello": "",
	} {
		if got := ids(a, a.Near(typed, 3)); got != want {
			t.Errorf("Near(%q) = %s, want %s", typed, got, want)
		}
	}
}

func TestThread(t *testing.T) {
	a := join(t,
		fact("08NORVAL1", "2008-01-01"),
		fact("08NORVAL2", "2008-01-02", "08NORVAL1"),
		fact("08NORVAL3", "2008-01-03", "08NORVAL2"),
		fact("08NORVAL4", "2008-01-04", "08NORVAL3", "08NORVAL1"),
		fact("08NORVAL5", "2008-01-05", "08NORVAL2"), // another story that began at the same place
		fact("08NORVAL6", "2008-01-06"),
	)
	for _, c := range []struct {
		id    string
		limit int
		want  string
		cut   bool
	}{
		{"08NORVAL3", 10, "08NORVAL1 08NORVAL2 08NORVAL3 08NORVAL4", false},
		{"08NORVAL1", 10, "08NORVAL1 08NORVAL2 08NORVAL3 08NORVAL4 08NORVAL5", false},
		{"08NORVAL1", 3, "08NORVAL1 08NORVAL2 08NORVAL4", true},
		{"08NORVAL6", 10, "", false},
	} {
		i, _ := a.Find(c.id)
		got, cut := a.Thread(i, c.limit)
		if ids(a, got) != c.want || cut != c.cut {
			t.Errorf("Thread(%s, %d) = %s, %v; want %s", c.id, c.limit, ids(a, got), cut, c.want)
		}
	}
}
