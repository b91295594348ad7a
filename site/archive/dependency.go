package archive

import "reftel/site/vocab"

// A dependency names the cables that the resolution of a reference depends on,
// besides the citing one: those with its serial at any post in any year, and
// where the year was inferred, all of its post in its year. Both are hashes; a
// collision costs a needless resolution and nothing else.
type dependency struct {
	serial uint32
	series uint32 // 0 where the reference prints its year
}

func dependencyOf(r *Ref) dependency {
	if r.ID == "" {
		return dependency{}
	}
	d := dependency{serial: serialHash(r.ID)}
	if r.YearInferred {
		if id, ok := vocab.SplitID(vocab.CanonicalID(r.ID)); ok {
			d.series = seriesHash(posting{group(id.Post), id.Year})
		}
	}
	return d
}

// serialHash is the same for all IDs that resolve may try for one another: it
// tries other years and posts, but never another serial.
func serialHash(id string) uint32 {
	canonical := vocab.CanonicalID(id)
	parts, ok := vocab.SplitID(canonical)
	if !ok {
		return hashID(canonical)
	}
	return scatter(uint32(parts.Serial))
}

func seriesHash(p posting) uint32 { return scatter(hashID(p.post) ^ uint32(p.year)) }

func scatter(n uint32) uint32 {
	n *= 2654435761
	return n ^ n>>15
}

// dependencies is a set that may hold more than was put into it.
type dependencies struct {
	serials, series [1 << 10]uint64
}

func put(set *[1 << 10]uint64, hash uint32) { set[hash>>6%(1<<10)] |= 1 << (hash % 64) }

func has(set *[1 << 10]uint64, hash uint32) bool {
	return set[hash>>6%(1<<10)]&(1<<(hash%64)) != 0
}

// add puts in what depends on a cable's being there, on its IDs or its date.
func (d *dependencies) add(f *Facts) {
	put(&d.serials, serialHash(f.ID))
	put(&d.serials, serialHash(f.Canonical))
	if p, _, ok := f.posting(); ok {
		put(&d.series, seriesHash(p))
	}
}

// on reports whether a reference may depend on one of the cables.
func (d *dependencies) on(ref dependency) bool {
	return has(&d.serials, ref.serial) || ref.series != 0 && has(&d.series, ref.series)
}
