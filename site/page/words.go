package page

import (
	"strings"

	"reftel/site/vocab"
)

// words are what pages say of the words of the trade, in the language of a site:
// made once, as every cable has some of them.
type words struct {
	levels                       map[string]Level // but for their lines
	captions, precedences, marks map[string]Term  // by the word in upper case; marks as printed
	acronyms                     map[string]Term  // likewise; their Meaning is what they stand for
}

func (t *Templates) newWords() (w words) {
	w.levels = map[string]Level{}
	for _, term := range vocab.Classifications().All() {
		w.levels[term.Word] = t.newLevel(term.Word)
	}
	w.marks = map[string]Term{"": {}}
	for _, term := range vocab.PortionMarks() {
		w.marks[term.Word] = t.newMark(term.Word)
	}
	w.captions, w.precedences = t.newTerms(captionWords, vocab.Captions()), t.newTerms(precedenceWords, vocab.Precedences())
	w.acronyms = map[string]Term{}
	for _, term := range vocab.Acronyms().All() {
		w.acronyms[strings.ToUpper(term.Word)] = Term{term.Word, term.Expansion, termPath(acronymWords, term.Word)}
	}
	return w
}

func (t *Templates) newTerms(vocabulary string, terms *vocab.Terms) map[string]Term {
	out := map[string]Term{}
	for _, term := range terms.All() {
		out[strings.ToUpper(term.Word)] = Term{Word: term.Word, Meaning: t.explained(term.Meaning), Path: termPath(vocabulary, term.Word)}
	}
	return out
}

// newLevel describes a classification.
func (t *Templates) newLevel(level string) Level {
	l := Level{Text: level, Class: levelClass(level), Path: levelPath(level)}
	if term, ok := vocab.Classifications().Lookup(level); ok {
		l.Meaning, l.Term = t.explained(term.Meaning), termPath(levelWords, term.Word)
	}
	return l
}

// newMark describes a portion mark.
func (t *Templates) newMark(mark string) Term {
	m, ok := vocab.PortionMarking(mark)
	if !ok {
		return Term{Word: mark}
	}
	return Term{Word: mark, Meaning: t.explained(m.Meaning), Path: termPath(markWords, m.Level)}
}
