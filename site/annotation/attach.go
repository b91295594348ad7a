package annotation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"reftel/site/cable"
	"reftel/site/diag"
	"reftel/site/redaction"
)

// Attached is a note file put onto the text of its cable. It is immutable.
type Attached struct {
	// Notes holds every note but the headnote, in the order in which a reader
	// meets them: by place in the text, then as in the file. Those that could
	// not be attached come first.
	Notes []Placed
	// Marks are the stretches of the source that notes quote, in order and
	// without overlap.
	Marks []Mark
}

// A Placed is a note in its place.
type Placed struct {
	*Note
	Number int // from 1, as shown; 0 for a note that is not attached
	// Anchors are the addresses that the note is on, in reading order: one, or
	// all the paragraphs of a run; none for the whole cable. The note is shown
	// after the last.
	Anchors []string
	Words   []cable.Range // where the quotation stands, one range per unbroken stretch; nil without one
	Reason  string        // why it is not attached; "" where it is
}

// Attach puts a note file onto its cable, as it may be published. All problems
// are Errors: a note that does not fit its text is never moved, and is returned
// with the reason, so that a preview can show it. Problems and reasons do not
// repeat the quotation: it may be of words that a redaction has taken out.
func Attach(f *File, c redaction.Cable) (Attached, []diag.Problem) {
	return attach(f, c.Parsed())
}

func attach(f *File, c *cable.Cable) (Attached, []diag.Problem) {
	a := attacher{file: f, text: newText(c)}
	placed := make([]Placed, len(f.Notes))
	for i := range f.Notes {
		placed[i] = a.place(&f.Notes[i])
	}
	a.overlaps(placed)
	slices.SortStableFunc(placed, func(x, y Placed) int { return cmp.Compare(a.offset(x), a.offset(y)) })
	number := 0
	for i := range placed {
		if placed[i].Reason == "" {
			number++
			placed[i].Number = number
		}
	}
	a.ownLinks()
	return Attached{placed, marksOf(placed)}, a.problems
}

// An attacher holds the state of one Attach.
type attacher struct {
	file     *File
	text     *cableText
	problems []diag.Problem
	advised  int // quotations for which something alike was looked for
}

// maxAdvised bounds the work for a file of which nothing fits.
const maxAdvised = 20

func (a *attacher) problem(line int, code, message, hint string) {
	a.problems = append(a.problems, diag.Problem{
		File: a.file.Name, Line: line, Severity: diag.Error,
		Code: code, Message: message, Hint: hint, Cable: a.file.Cable,
	})
}

// place finds the place of one note.
func (a *attacher) place(n *Note) Placed {
	p := Placed{Note: n, Reason: n.fault}
	if p.Reason != "" {
		return p
	}
	s, problem, hint := a.text.scope(n.Target)
	if problem == "" && n.Quote != "" {
		var m match
		if m, problem, hint = a.match(n, s); problem == "" {
			p.Words = a.text.stretches(s.folded.Source(m.from, m.to))
			if n.Target == (cable.Place{}) {
				s.anchors = a.text.over(p.Words)
			}
		}
	}
	if problem != "" {
		p.Reason = problem
		a.problem(n.Line, "note-unattached", problem, hint)
		return p
	}
	p.Anchors = s.anchors
	return p
}

// match finds the one place of a note's quotation.
func (a *attacher) match(n *Note, s scope) (m match, problem, hint string) {
	matches := s.match.find(quoteKey(n.Quote))
	where := "the cable"
	if n.Target != (cable.Place{}) {
		where = n.Target.String()
	}
	switch {
	case len(matches) == 0:
		return m, "the quotation stands nowhere in " + where, a.advice(n)
	case n.Occurrence > len(matches):
		return m, fmt.Sprintf("the quotation stands only %s in %s", times(len(matches)), where), "there is no place " + fmt.Sprint(n.Occurrence)
	case n.Occurrence > 0:
		return matches[n.Occurrence-1], "", ""
	case len(matches) > 1:
		return m, fmt.Sprintf("the quotation stands %s in %s", times(len(matches)), where), choices(s.folded.Text, matches)
	}
	return matches[0], "", ""
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	case maxMatches:
		return fmt.Sprintf("%d times or more", n)
	}
	return fmt.Sprintf("%d times", n)
}

// choices says how to pick one of several places, and what each reads.
func choices(text string, matches []match) string {
	var b strings.Builder
	b.WriteString("quote more of it, or pick one with its number:")
	for i, m := range matches[:min(len(matches), 5)] {
		from := max(0, m.from-25)
		to := min(len(text), m.to+25)
		fmt.Fprintf(&b, " [%d] …%s…", i+1, strings.ToValidUTF8(text[from:to], ""))
	}
	return b.String()
}

// advice says where a quotation stands instead, or what is most like it.
func (a *attacher) advice(n *Note) string {
	if a.advised++; a.advised > maxAdvised {
		return ""
	}
	var places, within, like []string
	for _, u := range a.text.units {
		folded := fold(u.text)
		if len(folded.find(quoteKey(n.Quote))) > 0 {
			places = append(places, u.place)
		} else if word := folded.within(quoteKey(n.Quote)); word != "" {
			within = append(within, fmt.Sprintf("“%s” in %s", word, u.place))
		}
	}
	switch {
	case len(places) > 0:
		return "the words stand in " + strings.Join(places[:min(len(places), 5)], ", ")
	case len(within) > 0:
		return "quote whole words: " + strings.Join(within[:min(len(within), maxCandidates)], ", or ")
	}
	for _, c := range nearest(n.Quote, a.text.units) {
		like = append(like, fmt.Sprintf("“%s” in %s (%s)", c.words, c.place, likeness(c.score)))
	}
	if len(like) == 0 {
		return "nothing like it stands in the cable"
	}
	return "did you mean " + strings.Join(like, ", or ") + "?"
}

func likeness(score float64) string {
	if score == 1 {
		return "but for capitals the same"
	}
	return fmt.Sprintf("%.0f %% alike", 100*score)
}

// offset returns the place in the source by which a note is sorted.
func (a *attacher) offset(p Placed) int {
	switch {
	case p.Reason != "":
		return -2
	case len(p.Words) > 0:
		return p.Words[0].Start
	case len(p.Anchors) > 0:
		return a.text.begin(p.Anchors[0])
	}
	return -1
}

// overlaps reports emendations of the same words: a text can be read instead in
// one way only.
func (a *attacher) overlaps(placed []Placed) {
	var emended []*Placed
	for i := range placed {
		if placed[i].Kind == Emendation && placed[i].Reason == "" {
			emended = append(emended, &placed[i])
		}
	}
	slices.SortStableFunc(emended, func(x, y *Placed) int { return cmp.Compare(x.Words[0].Start, y.Words[0].Start) })
	for i := 1; i < len(emended); i++ {
		before, p := emended[i-1], emended[i]
		if p.Words[0].Start >= before.Words[len(before.Words)-1].End {
			continue
		}
		p.Reason = fmt.Sprintf("the note on line %d emends the same words", before.Line)
		p.Words = nil
		a.problem(p.Line, "note-unattached", p.Reason, "make one emendation of them")
		emended[i] = before
	}
}

// ownLinks reports links to places of the cable itself that it does not have.
func (a *attacher) ownLinks() {
	for _, l := range a.file.Links() {
		if l.Cable != a.file.Cable {
			continue
		}
		s, problem, hint := a.text.scope(l.Place)
		if problem == "" && l.Quote != "" && len(s.match.find(quoteKey(l.Quote))) == 0 {
			problem, hint = "the quotation stands nowhere in "+l.Place.String(), "quote words that stand there, or none"
		}
		if problem != "" {
			a.problem(l.Line, "link", problem, hint)
			a.problems[len(a.problems)-1].Column = l.Column
		}
	}
}
