package archive

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"reftel/site/vocab"
)

// archiveSize is the number of cables of the archive that was published in
// 2011.
const archiveSize = 251287

// invent makes facts of the size and shape of those of the full archive: about
// 1.5 references a cable, most of them to the same post and without a year.
func invent(n int) []*Facts {
	r := rand.New(rand.NewPCG(1, 2))
	posts := vocab.Posts()
	tags := []string{"PGOV", "PREL", "ECON", "PHUM", "PTER", "ETRD", "EFIN", "KDEM", "MARR", "EINV", "SNAR", "UP", "RS", "FR", "IZ"}
	serials := map[string]int{}
	facts := make([]*Facts, n)
	start := time.Date(2003, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range facts {
		at := start.Add(time.Duration(i) * 7 * 365 * 24 * time.Hour / time.Duration(n))
		post := posts[int(float64(len(posts))*r.Float64()*r.Float64())].Code
		serials[post+at.Format("06")]++
		id := vocab.ID{Year: at.Year(), Post: post, Serial: serials[post+at.Format("06")]}
		f := &Facts{
			ID: id.String(), Created: at, Post: intern(post), Level: "CONFIDENTIAL", Origin: intern("Embassy " + post),
			Subject: fmt.Sprintf("AN INVENTED SUBJECT OF A USUAL LENGTH THAT NOBODY WROTE, NUMBER %d", i),
			File:    fmt.Sprintf("content/cables/%s/%s.txt", at.Format("2006/01"), id), Refs: inventRefs(r, id, i, facts),
		}
		f.Canonical = f.ID
		for range 5 {
			if t := tags[r.IntN(len(tags))]; !slices.Contains(f.Tags, t) {
				f.Tags = append(f.Tags, t)
			}
		}
		for k := range 18 {
			f.Anchors += fmt.Sprintf("p%d\n", k+1)
		}
		facts[i] = f
	}
	slices.SortFunc(facts, compareFiles)
	return facts
}

func inventRefs(r *rand.Rand, id vocab.ID, i int, facts []*Facts) []Ref {
	refs := make([]Ref, r.IntN(4))
	for k := range refs {
		cited := id
		if i > 0 && r.IntN(3) == 0 {
			cited, _ = vocab.SplitID(facts[r.IntN(i)].ID)
		}
		cited.Serial = max(1, cited.Serial-r.IntN(50)+5)
		refs[k] = Ref{Anchor: "ref-a", Raw: cited.Post + " 1234", Kind: "cable", ID: cited.String(), YearInferred: cited.Year == id.Year,
			Cites: []Cite{{Paragraph: "p1"}}}
	}
	return refs
}

func BenchmarkJoin(b *testing.B) {
	facts := invent(archiveSize)
	b.ReportAllocs()
	for b.Loop() {
		Join(facts)
	}
}

func BenchmarkUpdate(b *testing.B) {
	facts := invent(archiveSize)
	a, _ := Join(facts)
	for name, edit := range map[string]func(f Facts) *Facts{
		"Words":      func(f Facts) *Facts { f.Subject += "!"; return &f },
		"References": func(f Facts) *Facts { f.Refs = f.Refs[:len(f.Refs)/2]; return &f },
		"Date":       func(f Facts) *Facts { f.Created = f.Created.AddDate(0, 1, 0); return &f },
		"Delete":     func(f Facts) *Facts { return nil },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				at := i * 7919 % len(facts)
				changed := slices.Clone(facts)
				if f := edit(*facts[at]); f != nil {
					changed[at] = f
				} else {
					changed = slices.Delete(changed, at, at+1)
				}
				a.Update(changed)
			}
		})
	}
}

// BenchmarkFactsMemory says how much memory the facts of one cable take.
func BenchmarkFactsMemory(b *testing.B) {
	const n = 50000
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		facts := invent(n)
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "B/cable")
		runtime.KeepAlive(facts)
	}
}
