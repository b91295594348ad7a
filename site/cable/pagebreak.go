package cable

import (
	"slices"
	"strconv"
	"strings"
)

// A foundBreak is a page break in the source before it is taken out.
// Where a line end stands within it, it has two parts.
type foundBreak struct {
	parts       [2]Range
	page, pages int
}

// markPageBreaks finds the lines that the transmission put between two pages,
// also where they were glued into a line of text, and takes them out of the
// flow: each becomes a line of its own with pageBreak set. The forms are
//
//	GRISTAD 00002577  002 OF 003
//	GRISTAD 00000869  001.2 OF 004
//	CONFIDENTIAL    PAGE 02        NORVAL  06677  02 OF 03  291401Z
func (p *parser) markPageBreaks() {
	found := p.findPageHeadings(p.findPageCounts())
	if len(found) == 0 {
		return
	}
	slices.SortFunc(found, func(a, b foundBreak) int { return a.parts[0].Start - b.parts[0].Start })
	seen := map[int]int{}
	var parts []Range
	end := 0
	for _, f := range found {
		if f.parts[0].Start < end {
			continue
		}
		for _, r := range f.parts {
			if r.Len() > 0 {
				parts, end = append(parts, r), r.End
			}
		}
		p.addPageBreak(f, Range{f.parts[0].Start, end}, seen)
	}
	for _, i := range p.cut(parts) {
		p.setPageBreak(i)
		p.markPageFoot(i)
	}
}

// addPageBreak enters a page break under an anchor of its own. The heading of
// the first page breaks nothing.
func (p *parser) addPageBreak(f foundBreak, text Range, seen map[int]int) {
	if f.page == 1 && f.pages == 0 {
		return
	}
	anchor := pageAnchors.anchor(f.page)
	if seen[f.page]++; seen[f.page] > 1 {
		anchor += "_" + strconv.Itoa(seen[f.page])
	}
	p.c.PageBreaks = append(p.c.PageBreaks, PageBreak{Anchor: anchor, Page: f.page, Pages: f.pages, Text: text})
}

// setPageBreak takes a line out of the flow.
func (p *parser) setPageBreak(i int) {
	p.lines[i].pageBreak = true
	p.markAside(p.lines[i].Range, PageBreakLine)
}

// markPageFoot takes the classification that closes a page, on a line of its
// own before "PAGE 02", out of the flow with the page break.
func (p *parser) markPageFoot(i int) {
	if !strings.Contains(p.text(p.lines[i].Range), "PAGE") {
		return
	}
	for i--; i >= 0 && p.lines[i].blank(); i-- {
	}
	if i >= 0 && !p.lines[i].pageBreak && isPageFoot(p.text(p.lines[i].Range)) {
		p.setPageBreak(i)
	}
}

// isPageFoot reports whether a line is nothing but a classification, perhaps
// with the printer's code "PTQ6617".
func isPageFoot(s string) bool {
	for _, level := range pageFoots {
		if rest, ok := strings.CutPrefix(s, level); ok {
			rest = strings.TrimSpace(rest)
			return rest == "" || len(rest) == 7 && skipLetters(rest, 0) == 3 && skipDigits(rest, 3) == 7
		}
	}
	return false
}

var pageFoots = [...]string{"UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "LIMITED OFFICIAL USE", "UNCLAS"}

// findPageCounts finds the form "GRISTAD 00002577  002 OF 003". A serial of
// eight digits or a page of three begins with zeros, and two zeros are rare
// elsewhere: they lead to it.
func (p *parser) findPageCounts() []foundBreak {
	var found []foundBreak
	for at := p.window.Start; ; {
		i := strings.Index(p.src[at:p.window.End], "00")
		if i < 0 {
			return found
		}
		start := backDigits(p.src, at+i)
		at = skipDigits(p.src, at+i)
		if at-start > 3 {
			start = skipSpace(p.src, at)
			at = max(at, skipDigits(p.src, start))
		}
		if f, ok := p.pageCount(start); ok {
			found = append(found, f)
			at = f.end()
		}
	}
}

// pageCount reads the page break whose page number, "002" or "001.2", begins at
// start.
func (p *parser) pageCount(start int) (f foundBreak, ok bool) {
	s := p.src
	page := skipDigits(s, start)
	of := page
	if byteAt(s, of) == '.' && isDigit(byteAt(s, of+1)) {
		of += 2
	}
	of = skipBlanks(s, of)
	if page-start != 3 || of == page || !hasPrefixFold(s[of:], "OF ") {
		return f, false
	}
	last := skipBlanks(s, of+len("OF "))
	end := skipDigits(s, last)
	serialEnd := start
	for serialEnd > 0 && isSpace(s[serialEnd-1]) {
		serialEnd--
	}
	serial := backDigits(s, serialEnd)
	if n := serialEnd - serial; end-last != 3 || n < 6 || n > 8 || serialEnd == start || serial < p.window.Start {
		return f, false
	}
	f.page, f.pages = number(s[start:page]), number(s[last:end])
	post := p.postBefore(serial)
	f.parts[0] = Range{post, end}
	if strings.ContainsAny(s[serialEnd:start], "\r\n") {
		f.parts = [2]Range{{post, serialEnd}, {start, end}}
	}
	return f, true
}

// end returns where the page break ends.
func (f *foundBreak) end() int { return max(f.parts[0].End, f.parts[1].End) }

// postBefore returns where the name of the post begins that stands before a
// serial: as many words as spell the cable's own post, or the whole beginning
// of the line where that is capitals alone, or as many as name a post, else the
// last word. Posts have names that end like those of others: "USUN NEW YORK".
func (p *parser) postBefore(serial int) int {
	s := p.src
	end := backBlanks(s, serial)
	start := backLetters(s, end)
	own := p.ownID().post
	for word, words := start, 1; words <= 4; words++ {
		if equalLetters(s[word:end], own) {
			return word
		}
		if isPost(s[word:end]) {
			start = word
		}
		i := backBlanks(s, word)
		if i == 0 || s[i-1] == '\n' || s[i-1] == '\r' {
			return word
		}
		next := backLetters(s, i)
		if next == i || next == word || isLower(s[i-1]) {
			break
		}
		word = next
	}
	return start
}

// equalLetters reports whether s spells word when white space is left out.
func equalLetters(s, word string) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		if isSpace(s[i]) {
			continue
		}
		if n == len(word) || upper(s[i]) != word[n] {
			return false
		}
		n++
	}
	return n == len(word)
}

// findPageHeadings finds the form "PAGE 02  NORVAL  06677  02 OF 03  291401Z".
func (p *parser) findPageHeadings(found []foundBreak) []foundBreak {
	for at := p.window.Start; ; {
		i := strings.Index(p.src[at:p.window.End], "PAGE ")
		if i < 0 {
			return found
		}
		at += i
		if f, ok := p.pageHeading(at); ok {
			found = append(found, f)
		}
		at += len("PAGE ")
	}
}

// pageHeading reads the page heading whose "PAGE" stands at start.
func (p *parser) pageHeading(start int) (f foundBreak, ok bool) {
	s := p.src
	at := skipBlanks(s, start+len("PAGE "))
	end := skipDigits(s, at)
	if end == at || end-at > 3 {
		return f, false
	}
	f.page = number(s[at:end])
	at = skipBlanks(s, end)
	for isLetter(byteAt(s, at)) {
		at = skipBlanks(s, skipLetters(s, at))
	}
	end = skipDigits(s, at)
	if end-at < 4 || end-at > 8 {
		return f, false
	}
	end, ok = pageHeadingTail(s, end)
	for _, level := range pageFoots {
		i := backBlanks(s, start)
		if strings.HasSuffix(s[:i], level) {
			start = i - len(level)
			break
		}
	}
	f.parts[0] = Range{start, end}
	return f, ok
}

// pageHeadingTail reads "02 OF 03  291401Z", either part of which may be
// missing, but not both.
func pageHeadingTail(s string, end int) (int, bool) {
	found := false
	at := skipBlanks(s, end)
	if digits := skipDigits(s, at); digits-at == 2 {
		of := skipBlanks(s, digits)
		if strings.HasPrefix(s[of:], "OF ") {
			last := skipBlanks(s, of+len("OF "))
			if d := skipDigits(s, last); d-last == 2 {
				end, found = d, true
			}
		}
	}
	at = skipBlanks(s, end)
	if digits := skipDigits(s, at); digits-at == 6 && byteAt(s, digits) == 'Z' {
		return digits + 1, true
	}
	return end, found
}
