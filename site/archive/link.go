package archive

import (
	"slices"

	"reftel/site/vocab"
)

// Rule says how a reference was resolved, so that a page can mark what was
// inferred. The order is the order in which they are tried.
type Rule uint8

// The rules.
const (
	Unresolved   Rule = iota // not in this archive
	Exact                    // the ID as read
	Correction               // a published ID is wrong and this is its twin
	Alias                    // the post under its other code
	PreviousYear             // no year is printed, and the serial or the date says the year before
)

// A Link is a resolved reference: Refs[i] of the citing cable.
type Link struct {
	Target *Facts // nil where the archive lacks it
	Index  int32  // of Target in the catalogue; -1 for none
	Rule   Rule   // PreviousYear also without a Target: then it says how ID was read
	ID     string // the ID after the rule: of the target, or the best reading where there is none
}

// A link is a Link in eight bytes.
type link struct {
	target int32 // index in the catalogue, -1 for none
	rule   Rule
}

// links are the resolved references of all cables in the order of the
// catalogue: those of cable i are all[start[i]:start[i+1]].
type links struct {
	start []int32
	all   []link
	deps  []dependency // of each of all
}

// A lookup is what references are resolved with: nothing of it but IDs, serials
// and dates.
type lookup struct {
	cat    *catalogue
	twins  twins
	series series
}

func (a *Archive) lookup() *lookup { return &lookup{a.cat, a.twins, a.series} }

// newLinks resolves all references.
func newLinks(l *lookup) *links {
	n := len(l.cat.cables)
	out := &links{start: make([]int32, n+1)}
	total := int32(0)
	for i, f := range l.cat.cables {
		total += int32(len(f.Refs))
		out.start[i+1] = total
	}
	out.all, out.deps = make([]link, total), make([]dependency, total)
	spread(n, func(from, to int) {
		for i := from; i < to; i++ {
			l.resolveAll(l.cat.cables[i], out.all[out.start[i]:], out.deps[out.start[i]:])
		}
	})
	return out
}

// resolveAll resolves the references of one cable into the front of all.
func (l *lookup) resolveAll(f *Facts, all []link, deps []dependency) {
	for i := range f.Refs {
		all[i] = l.resolve(f, &f.Refs[i])
		deps[i] = dependencyOf(&f.Refs[i])
	}
}

// patch resolves what changes may have changed: the references of the cables
// that changed themselves, and those that depend on one of them. It returns l
// where no reference can have changed.
func (l *links) patch(look *lookup, changes []change, s *shift) *links {
	var depended dependencies
	again := map[int32]bool{}
	for _, c := range changes {
		for _, f := range []*Facts{c.old, c.new} {
			if f != nil && c.identity {
				depended.add(f)
			}
		}
		if c.new != nil && (c.identity || !sameReferences(c.old, c.new)) {
			again[c.at] = true
		}
	}
	if s == nil && len(again) == 0 {
		return l
	}
	n := len(look.cat.cables)
	out := &links{start: make([]int32, 1, n+1), all: make([]link, 0, len(l.all)), deps: make([]dependency, 0, len(l.deps))}
	for i := range int32(n) {
		f, was := look.cat.cables[i], s.was(i)
		if was < 0 || again[i] {
			out.resolve(look, f)
		} else {
			out.keep(l, was, s, look, f, &depended)
		}
		out.start = append(out.start, int32(len(out.all)))
	}
	return out
}

// sameReferences reports whether two versions of a cable refer to the same, so
// that all of it is resolved in the same way.
func sameReferences(a, b *Facts) bool {
	return slices.EqualFunc(a.Refs, b.Refs, func(a, b Ref) bool { return a.ID == b.ID && a.YearInferred == b.YearInferred })
}

// resolve adds the references of one cable.
func (l *links) resolve(look *lookup, f *Facts) {
	at := len(l.all)
	l.all = append(l.all, make([]link, len(f.Refs))...)
	l.deps = append(l.deps, make([]dependency, len(f.Refs))...)
	look.resolveAll(f, l.all[at:], l.deps[at:])
}

// keep adds the references that a cable had in old, and resolves those again
// that depend on cables that changed.
func (l *links) keep(old *links, was int32, s *shift, look *lookup, f *Facts, depended *dependencies) {
	for k, at := 0, old.start[was]; at < old.start[was+1]; k, at = k+1, at+1 {
		kept := old.all[at]
		if depended.on(old.deps[at]) {
			kept = look.resolve(f, &f.Refs[k])
		} else if kept.target >= 0 {
			kept.target = s.moved(kept.target)
		}
		l.all, l.deps = append(l.all, kept), append(l.deps, old.deps[at])
	}
}

// resolve finds the cable that a reference means. A year that the text does not
// print is that of the citing cable, unless serials and dates say that the post
// had not got so far: that an ID exists is no proof, since posts use the same
// serials every year.
func (l *lookup) resolve(from *Facts, r *Ref) link {
	if r.ID == "" {
		return link{-1, Unresolved}
	}
	own := l.find(from, r.ID)
	if !r.YearInferred {
		return own
	}
	id, ok := vocab.SplitID(vocab.CanonicalID(r.ID))
	if !ok {
		return own
	}
	reach := l.reach(from, id)
	if reach == reached || reach == unknown && own.target >= 0 {
		return own
	}
	id.Year--
	before := l.find(from, id.String())
	if reach == notReached || before.target >= 0 && l.recent(before.target, from) {
		return link{before.target, PreviousYear}
	}
	return own
}

// find looks for a cable under an ID as it is, under what the ID should have
// been, and under the other codes of its post. A cable does not refer to itself.
func (l *lookup) find(from *Facts, id string) link {
	found := l.findAny(id)
	if found.target >= 0 && l.cat.cables[found.target] == from {
		return link{-1, Unresolved}
	}
	return found
}

func (l *lookup) findAny(id string) link {
	if i := l.cat.find(id); i >= 0 {
		return link{i, Exact}
	}
	canonical := vocab.CanonicalID(id)
	if canonical != id {
		if i := l.cat.find(canonical); i >= 0 {
			return link{i, ruleBetween(id, canonical)}
		}
	}
	for _, wanted := range []string{id, canonical} {
		for _, twin := range l.twins[wanted] {
			return link{l.cat.find(twin), ruleBetween(wanted, twin)}
		}
	}
	return l.findOtherCode(canonical)
}

// findOtherCode looks for a cable under the other codes of its post.
func (l *lookup) findOtherCode(id string) link {
	parts, ok := vocab.SplitID(id)
	if ok {
		for _, code := range vocab.NumberedTogether(parts.Post) {
			if code == parts.Post {
				continue
			}
			if i := l.cat.find(id[:2] + code + id[2+len(parts.Post):]); i >= 0 {
				return link{i, Alias}
			}
		}
	}
	return link{-1, Unresolved}
}

// ruleBetween says whether two IDs differ by the code of a post or by damage.
func ruleBetween(a, b string) Rule {
	from, okFrom := vocab.SplitID(a)
	to, okTo := vocab.SplitID(b)
	if !okFrom || !okTo {
		return Correction
	}
	_, alias := vocab.OriginAlias(from.Post)
	if alias || vocab.SamePost(from.Post) == vocab.SamePost(to.Post) {
		return Alias
	}
	return Correction
}

// reach says whether a post had reached a serial of a year when a cable was
// sent. The cable's own serial settles it for its own post.
func (l *lookup) reach(from *Facts, id vocab.ID) answer {
	own, now, dated := from.posting()
	p := posting{group(id.Post), id.Year}
	switch {
	case own == p && id.Serial < now.serial:
		return reached
	case own == p && id.Serial > now.serial:
		return notReached
	case !dated:
		return unknown
	}
	return l.series.at(p, id.Serial, now.at)
}

// recently is how old a cable of the year before may be to be meant without its
// year, where nothing but its existence speaks for it: a quarter of a year, in
// seconds. In January, a fifth of the references without a year mean the year
// before.
const recently = 92 * 24 * 3600

// recent reports whether a cable was sent shortly before another.
func (l *lookup) recent(target int32, from *Facts) bool {
	f := l.cat.cables[target]
	if f.Inferred || from.Inferred || f.Created.IsZero() || from.Created.IsZero() {
		return false
	}
	age := from.Created.Unix() - f.Created.Unix()
	return age >= -slack && age <= recently
}

// Links returns how many references a cable has: its Refs.
func (a *Archive) Links(i int32) int { return int(a.links.start[i+1] - a.links.start[i]) }

// Link returns the resolution of Refs[ref] of a cable.
func (a *Archive) Link(i int32, ref int) Link {
	l := a.links.all[int(a.links.start[i])+ref]
	if l.target >= 0 {
		f := a.cat.cables[l.target]
		return Link{f, l.target, l.rule, f.ID}
	}
	id := a.cat.cables[i].Refs[ref].ID
	if l.rule == PreviousYear {
		if parts, ok := vocab.SplitID(id); ok {
			parts.Year--
			id = parts.String()
		}
	}
	return Link{nil, -1, l.rule, id}
}
