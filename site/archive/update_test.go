package archive

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// dump writes down everything that an archive says.
func dump(a *Archive, problems any) string {
	var b strings.Builder
	fmt.Fprintln(&b, "problems", problems, a.Problems())
	for i, f := range a.Cables() {
		older, newer := a.Neighbours(i)
		thread, cut := a.Thread(i, 6)
		fmt.Fprintf(&b, "%d %s %p older %d newer %d thread %v %v until %d\n", i, f.ID, f, older, newer, thread, cut, a.MonthEnd(i))
		for k := range a.Links(i) {
			l := a.Link(i, k)
			fmt.Fprintf(&b, "  %s -> %s %s %p\n", f.Refs[k].Raw, ruleNames[l.Rule], l.ID, l.Target)
		}
		for _, l := range a.Backlinks(i) {
			fmt.Fprintf(&b, "  cited by %p %v %q\n", l.From, l.Paragraphs, l.To)
		}
	}
	for _, facet := range []*Facet{a.Tags(), a.Origins(), a.Levels(), a.Years(), a.Months()} {
		for name, cables := range facet.All() {
			fmt.Fprintln(&b, name, cables)
		}
	}
	for _, typed := range universe {
		i, ok := a.Resolve(typed)
		fmt.Fprintln(&b, typed, i, ok, a.Near(typed, 3))
	}
	return b.String()
}

// universe is few IDs that have much to do with each other: codes of one post,
// posts that share a series, damaged twins, the same serials in three years.
var universe = func() (ids []string) {
	for _, post := range []string{"KIEV", "KYIV", "BRUSSELS", "USEUBRUSSELS", "TAIPEI", "AITTAIPEI", "NORVAL", "EFTONORVAL", "QXICO", "MEXICO"} {
		for _, year := range []string{"06", "07", "08"} {
			for _, serial := range []string{"1", "2", "3307"} {
				ids = append(ids, year+post+serial)
			}
		}
	}
	return append(ids, "06ASTANA", "06ASTANA204", "09BRUSELS1292", "09USEUBRUSSELS1292", "DAMAGED")
}()

var someDates = []string{"", "2006", "2007", "2008", "2006-11-20 10:00", "2007-01-01 00:00", "2007-01-03 12:00", "2007-01-04 12:00", "2007-06-01", "2007-12-20", "2008-01-02", "2008-01-31 23:59", "2008-02-01"}

// drawFact invents a cable in a file.
func drawFact(t *rapid.T, file int) *Facts {
	id := rapid.SampledFrom(append(universe, "")).Draw(t, "id")
	var refs []string
	for range rapid.IntRange(0, 4).Draw(t, "refs") {
		ref := rapid.SampledFrom(universe).Draw(t, "ref")
		if rapid.Bool().Draw(t, "inferred") {
			ref = "?" + ref
		}
		refs = append(refs, ref)
	}
	f := fact(id, rapid.SampledFrom(someDates).Draw(t, "created"), refs...)
	f.File = fmt.Sprintf("content/cables/%03d.txt", file)
	f.Tags = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"PGOV", "PREL", "UP", "MX"}), 0, 3, rapid.ID).Draw(t, "tags")
	f.Level = rapid.SampledFrom([]string{"", "SECRET", "CONFIDENTIAL"}).Draw(t, "level")
	if rapid.Bool().Draw(t, "cites") && len(f.Refs) > 0 {
		f.Refs[0].Cites = []Cite{{Paragraph: "p1", To: rapid.SampledFrom([]string{"", "p2"}).Draw(t, "to")}}
		f.Anchors = "p2\n"
	}
	return f
}

// edit makes a changed version of the facts of a file: most edits change little.
func edit(t *rapid.T, f *Facts, file int) *Facts {
	changed := *f
	switch rapid.IntRange(0, 6).Draw(t, "edit") {
	case 0:
		return drawFact(t, file)
	case 1:
		changed.Tags = []string{"PREL"}
	case 2:
		changed.Subject += "!"
	case 3:
		changed.Created, changed.Inferred = drawFact(t, file).Created, false
	case 4:
		changed.Canonical = rapid.SampledFrom(universe).Draw(t, "canonical")
	case 5:
		changed.Refs = drawFact(t, file).Refs
	case 6:
		changed.Refs = slices.Clone(f.Refs)
		for i := range changed.Refs {
			changed.Refs[i].YearInferred = !changed.Refs[i].YearInferred
		}
	}
	return &changed
}

func TestUpdateGivesWhatJoinGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := map[int]*Facts{}
		for i := range rapid.IntRange(0, 60).Draw(t, "cables") {
			files[i] = drawFact(t, i)
		}
		a, _ := Join(inOrder(files))
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			for range rapid.IntRange(0, 3).Draw(t, "edits") {
				i := rapid.IntRange(0, 70).Draw(t, "file")
				switch old := files[i]; {
				case old == nil:
					files[i] = drawFact(t, i)
				case rapid.IntRange(0, 3).Draw(t, "delete") == 0:
					delete(files, i)
				default:
					files[i] = edit(t, old, i)
				}
			}
			facts := inOrder(files)
			if rapid.IntRange(0, 4).Draw(t, "shuffle") == 0 {
				facts = rapid.Permutation(facts).Draw(t, "order")
			}
			before := dump(a, nil)
			updated, problems := a.Update(facts)
			joined, want := Join(facts)
			if got, want := dump(updated, problems), dump(joined, want); got != want {
				t.Fatalf("Update gives\n%s\nJoin gives\n%s", diffLines(got, want), diffLines(want, got))
			}
			if dump(a, nil) != before {
				t.Fatal("Update changes the archive that it starts from")
			}
			a = updated
		}
	})
}

func inOrder(files map[int]*Facts) []*Facts {
	facts := make([]*Facts, 0, len(files))
	for _, f := range files {
		facts = append(facts, f)
	}
	slices.SortFunc(facts, compareFiles)
	return facts
}

// diffLines returns the lines of a that b lacks.
func diffLines(a, b string) string {
	theirs := strings.Split(b, "\n")
	return strings.Join(slices.DeleteFunc(strings.Split(a, "\n"), func(l string) bool { return slices.Contains(theirs, l) }), "\n")
}

// An edit of words alone must cost next to nothing: every list is shared.
func TestUpdateSharesWhatHasNotChanged(t *testing.T) {
	files := map[int]*Facts{}
	for i := range 20 {
		files[i] = fact(fmt.Sprintf("08NORVAL%d", i+1), fmt.Sprintf("2008-01-%02d", i+1), fmt.Sprintf("08NORVAL%d", i))
		files[i].File = fmt.Sprintf("%03d.txt", i)
		files[i].Tags = []string{"PGOV"}
	}
	a := join(t, inOrder(files)...)
	changed := *files[7]
	changed.Subject = "OTHER WORDS"
	files[7] = &changed
	b, _ := a.Update(inOrder(files))
	if b.links != a.links || b.cited != a.cited || b.tags != a.tags || b.origins != a.origins || b.dates.months != a.dates.months || b.levels != a.levels {
		t.Error("a layer that does not depend on the words was made again")
	}
	if i, _ := b.Find("08NORVAL8"); b.Cable(i) != &changed {
		t.Error("the new facts are not there")
	}
	changed2 := changed
	changed2.Tags = []string{"PGOV", "PREL"}
	files[7] = &changed2
	c, _ := b.Update(inOrder(files))
	if c.links != b.links || &c.tags.Lookup("PGOV")[0] != &b.tags.Lookup("PGOV")[0] || len(c.tags.Lookup("PREL")) != 1 {
		t.Error("a change of tags touches more than the lists of these tags")
	}
}
