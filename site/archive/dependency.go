package archive

import "reftel/site/vocab"

// A dependency names the cables that the resolution of a reference depends on,
// besides the citing one: those with its serial at its post in any year, and
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
		if id, ok := vocab.SplitID(r.ID); ok {
			d.series = seriesHash(posting{group(id.Post), id.Year})
		}
	}
	return d
}

// serialHash is the same for all IDs that resolve may try for one another.
func serialHash(id string) uint32 {
	canonical := vocab.CanonicalID(id)
	parts, ok := vocab.SplitID(canonical)
	if !ok {
		return hashID(canonical)
	}
	return mix(hashID(group(parts.Post)), uint32(parts.Serial))
}

func seriesHash(p posting) uint32 { return mix(hashID(p.post), uint32(p.year)) | 1 }

func mix(h, n uint32) uint32 {
	h = (h ^ n) * 2654435761
	return h ^ h>>15
}
