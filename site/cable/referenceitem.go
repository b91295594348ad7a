package cable

import (
	"strings"

	"reftel/site/vocab"
)

// item reads what stands under one enumerator.
func (r *referenceReader) item(from, to int) {
	r.open = false
	for from < to {
		end := strings.IndexByte(r.s[from:to], ';')
		if end < 0 {
			end = to - from
		}
		r.part(from, from+end)
		from += end + 1
	}
}

// context is what stands before a name in its part.
type context uint8

const (
	noWords       context = iota
	otherWords            // words that nothing was made of
	documentWords         // words that tell of an e-mail or another document
)

// part reads one or more cables and other documents that no semicolon divides.
func (r *referenceReader) part(from, to int) {
	other := from // what nothing was made of yet begins here
	before := noWords
	for at := r.skipJoints(from, to); at < to; {
		c, ok := r.readCable(at, to, before)
		if !ok {
			next := r.nextWord(at, to)
			before = max(before, otherWords)
			if kindOfReference(r.s[at:min(next+8, to)]) != RefUnknown {
				before = documentWords
			}
			at = next
			continue
		}
		r.document(other, at)
		at = r.addCable(at, c, to)
		at = r.moreSerials(at, to)
		other, before = at, noWords
		at = r.skipJoints(at, to)
	}
	r.document(other, to)
	r.open = false
}

// skipJoints skips what joins references: commas, "&", "AND", slashes, the
// pilcrow of an archive.
func (r *referenceReader) skipJoints(at, to int) int {
	for at < to {
		switch c := r.s[at]; {
		case c == ' ' || c == ',' || c == '&' || c == '/' || c == ':' || c == '.' || c == 0xC2 || c == 0xB6:
			at++
		case hasPrefixFold(r.s[at:to], "AND") && (at+3 == to || r.s[at+3] == ' '):
			at += len("AND")
		default:
			return at
		}
	}
	return at
}

// nextWord returns the offset of the next word or number.
func (r *referenceReader) nextWord(at, to int) int {
	for at < to && r.s[at] != ' ' && r.s[at] != ',' && r.s[at] != '&' && r.s[at] != ':' {
		at++
	}
	return r.skipJoints(min(at+1, to), to)
}

// A cableName is a cable as it is named in a text: year, post and serial.
type cableName struct {
	end      int // offset in the text after it
	post     string
	known    bool // the post is in the vocabulary or the header
	year     int
	inferred bool
	serial   int
}

// addCable adds a cable with the qualifiers that follow it and returns where
// reading goes on.
func (r *referenceReader) addCable(at int, c cableName, to int) int {
	end, notal := r.qualifiers(c.end, to)
	ref := Reference{
		Enum: r.enum, Kind: RefCable, Raw: r.s[at:end], Year: c.year, YearInferred: c.inferred, NOTAL: notal,
		Text: r.source(at, end),
	}
	if c.year > 0 {
		ref.ID = cableID(c)
	}
	r.refs = append(r.refs, ref)
	r.post, r.known, r.year, r.inferred = c.post, c.known, c.year, c.inferred
	r.open, r.lastAt = true, at
	return end
}

// cableID returns the reference ID of a named cable, its post as printed where
// it is not known: whether that is a slip the archive can tell, which knows what
// there is.
func cableID(c cableName) string {
	return vocab.ID{Year: c.year, Post: c.post, Serial: c.serial}.String()
}

// source returns the stretch of source that s[from:to] was read from.
func (r *referenceReader) source(from, to int) Range {
	var few [8]Range
	ranges := r.f.appendSource(few[:0], from, to)
	if len(ranges) == 0 {
		return Range{}
	}
	return Range{ranges[0].Start, ranges[len(ranges)-1].End}
}

// moreSerials reads the serials that follow a cable and share its post:
// "936/935", "188314, 259032", "0266 AND 02259 (2002)".
func (r *referenceReader) moreSerials(at, to int) int {
	for {
		next := r.skipJoints(at, to)
		end := skipDigits(r.s[:to], next)
		if strings.TrimSpace(r.s[at:next]) == "" || end == next || end-next > 7 || !r.endsName(end, to) {
			return at
		}
		c := cableName{end: end, post: r.post, known: r.known, year: r.year, inferred: r.inferred, serial: number(r.s[next:end])}
		r.yearAfter(&c, to)
		at = r.addCable(next, c, to)
	}
}

// endsName reports whether a serial that ends at an offset is followed by what
// may follow a cable's name: a joint, a bracket, a qualifier or the end.
func (r *referenceReader) endsName(at, to int) bool {
	at = skipBlanks(r.s[:to], at)
	if at == to || r.atLineStart(at) || strings.IndexByte(",;:&/(.'\"", r.s[at]) >= 0 {
		return !isDigit(byteAt(r.s[:to], at+1)) || r.s[at] != '.'
	}
	for _, word := range [...]string{"AND", "NOTAL", "ET"} {
		if hasPrefixFold(r.s[at:to], word) && wordEnd(r.s[:to], at+len(word)) {
			return true
		}
	}
	return false
}

// qualifiers reads "(NOTAL)", "AND PREVIOUS" and the like after a cable.
func (r *referenceReader) qualifiers(at, to int) (end int, notal bool) {
	s := r.s[:to]
	end = at
	for {
		at = skipBlanks(s, end)
		n := qualifierLength(s[at:])
		if n == 0 {
			return end, notal
		}
		notal = notal || hasPrefixFold(strings.TrimLeft(s[at:], "("), "NOTAL")
		end = at + n
	}
}

// qualifierLength returns the length of the qualifier that s begins with.
func qualifierLength(s string) int {
	if byteAt(s, 0) == '(' {
		end := strings.IndexByte(s[:min(len(s), 40)], ')')
		if end < 0 {
			return 0
		}
		word := strings.ToUpper(s[1:end])
		_, caption := vocab.Captions().Lookup(word)
		if _, mark := vocab.PortionMarking(word); caption || mark || word == "NOTAL" {
			return end + 1
		}
		return 0
	}
	for _, phrase := range [...]string{"NOTAL", "AND PREVIOUS", "AND PREV", "AND PREVIOUS MESSAGES", "ET AL", "ET SEQ", "AND EARLIER", "AND SERIES"} {
		if hasPrefixFold(s, phrase) && wordEnd(s, len(phrase)) {
			return len(phrase)
		}
	}
	return 0
}

// document adds what is no cable: an e-mail, a memorandum, a report. Words that
// follow a cable without a joint are a remark on it.
func (r *referenceReader) document(from, to int) {
	joint := r.skipJoints(from, to)
	for to > joint && strings.IndexByte(" ,;&/", r.s[to-1]) >= 0 {
		to--
	}
	if to >= joint+3 && hasPrefixFold(r.s[to-3:], "AND") && (to == joint+3 || r.s[to-4] == ' ') {
		to = joint + len(strings.TrimRight(r.s[joint:to-3], " ,"))
	}
	words := r.s[joint:max(joint, to)]
	if !hasLetter(words) && !strings.Contains(words, RedactionMark) {
		return
	}
	apart := strings.ContainsAny(r.s[from:joint], ",&/:") && !hasPrefixFold(words, "PARA")
	if n := len(r.refs); r.open && n > 0 && !apart && kindOfReference(words) == RefUnknown {
		last := &r.refs[n-1]
		last.Text.End = r.source(joint, to).End
		last.Raw = r.s[r.lastAt : joint+len(words)]
		last.NOTAL = last.NOTAL || saysNOTAL(words)
		return
	}
	if n := qualifierLength(words); n == len(words) || strings.EqualFold(words, "NONE") || strings.EqualFold(words, "N/A") {
		return
	}
	r.refs = append(r.refs, Reference{
		Enum: r.enum, Kind: kindOfReference(words), Raw: words, NOTAL: saysNOTAL(words), Text: r.source(joint, to),
	})
}

// saysNOTAL reports whether the word NOTAL stands among others.
func saysNOTAL(words string) bool {
	i := strings.Index(words, "NOTAL")
	return i >= 0 && (i == 0 || !isLetter(words[i-1])) && wordEnd(words, i+len("NOTAL"))
}

// hasLetter reports whether an ASCII letter stands in s.
func hasLetter(s string) bool {
	for i := 0; i < len(s); i++ {
		if isLetter(s[i]) {
			return true
		}
	}
	return false
}

// documentKinds tell the kind of a document; the first that occurs decides.
var documentKinds = [...]struct {
	word string
	kind RefKind
}{
	{"E-MAIL", RefEmail}, {"EMAIL", RefEmail}, {"E MAIL", RefEmail}, {"E-MEMO", RefEmail},
	{"TELCON", RefTelcon}, {"TELECON", RefTelcon}, {"PHONE", RefTelcon}, {"PHONCON", RefTelcon}, {"FONECON", RefTelcon},
	{"MEMO", RefMemo}, {"MEMCON", RefMemo},
	{"TD-", RefReport}, {"TDX-", RefReport}, {"IIR", RefReport}, {"REPORT", RefReport}, {"OSC ", RefReport}, {"FBIS", RefReport}, {"TD ", RefReport},
	{"SEPTEL", RefSeptel},
}

// kindOfReference says what kind of document words name that are no cable.
func kindOfReference(words string) RefKind {
	s := strings.ToUpper(words)
	for _, w := range documentKinds {
		for at := 0; ; {
			i := strings.Index(s[at:], w.word)
			if i < 0 {
				break
			}
			if at += i; at == 0 || !isLetter(s[at-1]) {
				return w.kind
			}
			at += len(w.word)
		}
	}
	return RefUnknown
}
