package cable

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// setAsideFurniture takes off what is not of the cable but of the page that the
// text was copied from: title, help texts and table above, the footer of a blog
// below. It is marked, reported and, where it says so, read for metadata. What
// is left in p.lines is the cable.
func (p *parser) setAsideFurniture() {
	p.stripQuoting()
	from := p.cableStart()
	to := p.cableEnd(from)
	for _, l := range p.lines[:from] {
		p.markAside(l.Range, Furniture)
		if !l.blank() {
			p.readMetadata(p.text(l.Range))
		}
	}
	for _, l := range p.lines[to:] {
		p.markAside(l.Range, Furniture)
	}
	p.reportFurniture(from, to)
	p.window = Range{0, len(p.src)}
	if from < len(p.lines) {
		p.window.Start = p.lines[from].start
	}
	if to < len(p.lines) {
		p.window.End = p.lines[to].start
	}
	p.lines = slices.Delete(p.lines[:to], 0, from)
}

// reportFurniture reports the lines that were set aside.
func (p *parser) reportFurniture(from, to int) {
	var parts []string
	first := -1
	for _, r := range [][2]int{{0, from}, {to, len(p.lines)}} {
		for r[0] < r[1] && p.lines[r[0]].blank() {
			r[0]++
		}
		for r[1] > r[0] && p.lines[r[1]-1].blank() {
			r[1]--
		}
		if r[0] == r[1] {
			continue
		}
		if first < 0 {
			first = p.lines[r[0]].Start
		}
		parts = append(parts, lineRange(int(p.lines[r[0]].number), int(p.lines[r[1]-1].number)))
	}
	if first >= 0 {
		p.problem(first, "furniture", "set aside as not part of the cable: "+strings.Join(parts, " and ")+" of the text",
			"they stay in the file, and the source view shows them")
	}
}

// lineRange names a run of lines.
func lineRange(first, last int) string {
	if first == last {
		return "line " + strconv.Itoa(first)
	}
	return "lines " + strconv.Itoa(first) + "–" + strconv.Itoa(last)
}

// stripQuoting takes the ">" of a quoting mail program off, where all lines, or
// the first one, begin with it.
func (p *parser) stripQuoting() {
	quoted, words := 0, 0
	for i := 0; i < len(p.lines) && words < 20; i++ {
		if !p.lines[i].blank() {
			words++
			if p.src[p.lines[i].Start] == '>' {
				quoted++
			}
		}
	}
	if quoted == 0 || quoted < words && p.src[p.firstWords()] != '>' {
		return
	}
	for i := range p.lines {
		l := &p.lines[i]
		if l.blank() || p.src[l.Start] != '>' {
			if quoted < words && !l.blank() {
				return
			}
			continue
		}
		p.markAside(Range{l.Start, l.Start + 1}, Furniture)
		l.Range = trim(p.src, Range{l.Start + 1, l.End})
	}
}

// firstWords returns where the first line that is not blank begins.
func (p *parser) firstWords() int {
	for _, l := range p.lines {
		if !l.blank() {
			return l.Start
		}
	}
	return 0
}

// maxFurniture is how many lines the furniture above a cable may have.
const maxFurniture = 400

// cableStart returns the index of the line at which the cable begins: the first
// line of a header or a whole classification line. Where there is none, only
// lines that are known as furniture are taken off.
func (p *parser) cableStart() int {
	known := 0
	for i := 0; i < len(p.lines) && i < maxFurniture; i++ {
		l := p.lines[i]
		if l.blank() {
			continue
		}
		at := p.cableStartsAt(i)
		if at == l.Start {
			return p.includeArchivists(i)
		}
		if at > l.Start {
			p.cut([]Range{{at, l.next}})
			return i + 1
		}
		if isFurniture(p.text(l.Range)) {
			known = i + 1
		}
	}
	for known < len(p.lines) && known > 0 && p.lines[known].blank() {
		known++
	}
	return known
}

// cableStartsAt returns the offset in line i at which a cable certainly begins,
// -1 for none. A transmission ID may stand behind the columns of a table.
func (p *parser) cableStartsAt(i int) int {
	r := p.lines[i].Range
	s := p.text(r)
	switch headerLineOf(s) {
	case notHeader, toLine, infoLine, exemptLine, signalLine:
	default:
		return r.Start
	}
	if c, ok := p.readClassification(r); ok && c.strong {
		return r.Start
	}
	if at := strings.Index(s, "VZCZC"); at > 0 {
		return r.Start + at
	}
	return -1
}

// includeArchivists goes back over the lines of the Department's older form
// that stand before the first line of the header.
func (p *parser) includeArchivists(i int) int {
	for j := i - 1; j >= 0; j-- {
		if s := p.text(p.lines[j].Range); s != "" {
			if !isSignal(s) && !strings.HasPrefix(s, "PAGE 0") && !isPageFoot(s) && !isCaptionLine(s) {
				break
			}
			i = j
		}
	}
	if first := p.envelopeStart(i); first < i {
		p.envelope = p.lines[i].start
		return first
	}
	return i
}

// maxEnvelope is how many lines the envelope of the Department's older form has
// at most.
const maxEnvelope = 60

// envelopeStart returns the index of the line "PAGE 01  STATE 277310" that opens
// the envelope of the Department's older form above line i, i where there is
// none. Who drafted and cleared a telegram stands in it, in any words.
func (p *parser) envelopeStart(i int) int {
	for j := i - 1; j >= max(0, i-maxEnvelope); j-- {
		if opensEnvelope(p.text(p.lines[j].Range)) {
			return j
		}
	}
	return i
}

// opensEnvelope reports whether a line is "PAGE 01", post and serial, perhaps
// with a time.
func opensEnvelope(s string) bool {
	s, ok := strings.CutPrefix(s, "PAGE 01 ")
	at := skipBlanks(s, 0)
	for ok && isUpper(byteAt(s, at)) {
		at = skipBlanks(s, skipLetters(s, at))
	}
	end := skipDigits(s, at)
	return ok && end-at >= 3 && end-at <= 8 && len(s)-end < 40
}

// isFurniture reports whether a line above a cable is one that pages of the
// archives and their copies have there.
func isFurniture(s string) bool {
	for _, phrase := range [...]string{
		"WikiLeaks Link", "Viewing cable ", "To understand the justification used", "Discussing cables", "If you find meaningful",
		"Appears in these articles", "NOTE - DO NOT PUBLISH",
		"Understanding cables", "Every cable message consists", "The top box shows", "Help us extend", "Currently released so far", "Browse latest releases",
	} {
		if strings.HasPrefix(s, phrase) {
			return true
		}
	}
	for _, label := range [...]string{"Reference ID", "Identifier", "Created", "Released", "Classification", "Origin", "ID", "Cable title", "Date", "Source"} {
		if rest, ok := strings.CutPrefix(s, label); ok && (rest == "" || rest[0] == ':' || rest[0] == '\t' || strings.HasPrefix(rest, " Created")) {
			return true
		}
	}
	id := idAt(s, 0)
	return id != "" && (len(s) == len(id) || s[len(id)] == ',' || isSpace(s[len(id)])) || isWeekday(s)
}

// footerOpeners are lines with which the footer of a blog or page begins.
var footerOpeners = [...]string{
	"Advertisements", "Post a comment or leave a trackback", "Leave a Reply", "Leave a comment", "Leave a Comment", "Share this:", "Like this:",
	"Fill in your details below", "%d bloggers like this", "This entry was posted", "Comments are closed", "Report this ad", "Blog at WordPress.com",
	"Create a free website", "Powered by WordPress", "Trackback URL", "Posted in ", "Filed under", "Courage is contagious", "Name (required)", "Click to share", "Loading...", "Comments (",
}

// footerBegins tells of each byte which of the openers, as bits, have it as their
// first byte and which as their second: every line of a text is looked at.
var footerBegins = func() (begins [2][256]uint32) {
	for i, phrase := range footerOpeners {
		begins[0][phrase[0]] |= 1 << i
		begins[1][phrase[1]] |= 1 << i
	}
	return begins
}()

// footerFellows are lines that belong to a footer where they stand right before
// one of the openers.
var footerFellows = [...]string{"Wikileaks", "WikiLeaks", "Tagged ", "Tags: ", "Related", "Tweet", "Share", "Print", "Email", "Facebook", "Twitter", "Source:"}

// cableEnd returns the index of the first line of the furniture below the
// cable, len(p.lines) where there is none. One line that looks like a footer may
// be a heading: two must come, and no paragraph after them.
func (p *parser) cableEnd(from int) int {
	first, openers := 0, 0
	for i := from; i < len(p.lines); i++ {
		s := p.text(p.lines[i].Range)
		switch {
		case opensFooter(s):
			if openers++; openers == 1 {
				first = i
			}
		case openers > 0 && isParagraphStart(s):
			openers = 0
		}
	}
	if openers < 2 {
		return len(p.lines)
	}
	for i := first - 1; i > from; i-- {
		if s := p.text(p.lines[i].Range); s != "" {
			if !isFooterFellow(s) {
				break
			}
			first = i
		}
	}
	return first
}

func opensFooter(s string) bool {
	if len(s) < 2 {
		return false
	}
	for which := footerBegins[0][s[0]] & footerBegins[1][s[1]]; which != 0; which &= which - 1 {
		phrase := footerOpeners[bits.TrailingZeros32(which)]
		if strings.HasPrefix(s, phrase) && len(s) < len(phrase)+60 {
			return true
		}
	}
	return false
}

func isFooterFellow(s string) bool {
	for _, phrase := range footerFellows {
		if strings.HasPrefix(s, phrase) && len(s) < 80 {
			return true
		}
	}
	return false
}
