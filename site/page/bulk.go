package page

import ()

// All cables as JSON lie in files of one month each, a cable to a line, and a
// month that is very long in several: so each fits into memory, and a cable
// that is added changes the file of its own time and no others.

// bulkCables is the number of cables in one file: of ten to thirty megabytes.
const bulkCables = 1000

func bulkPath(p period) string { return "archive/" + p.name() + ".ndjson" }

// planBulk cuts the archive into the files of all cables.
func (p *Plan) planBulk() []span {
	all := everything(p.archive.Len())
	var out []span
	for _, m := range months(p.archive, all) {
		out = append(out, parts(m, bulkCables)...)
	}
	return out
}

// A bulkView is all that a file of many cables is made of: what the file of
// each by itself would be.
type bulkView []*dataView

func (v bulkView) appendKey(b []byte) []byte {
	b = appendLen(b, len(v))
	for _, d := range v {
		b = d.appendKey(b)
	}
	return b
}

func (p *Plan) bulkView(s span) bulkView {
	v := make(bulkView, 0, s.len())
	for i := s.from; i < s.to; i++ {
		v = append(v, p.dataView(int32(i), asJSON))
	}
	return v
}

// renderBulk appends a file of many cables.
func (p *Plan) renderBulk(dst []byte, s span, v bulkView, texts Texts) ([]byte, error) {
	for i := s.from; i < s.to; i++ {
		c, err := texts.Cable(p.archive.Cable(int32(i)))
		if err != nil {
			return dst, err
		}
		x := newPublishedCable(v[i-s.from], p.site, c, p.notes[int32(i)])
		if dst, err = appendIndented(dst, x, ""); err != nil {
			return dst, err
		}
	}
	return dst, nil
}
