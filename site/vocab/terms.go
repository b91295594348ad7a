package vocab

import (
	"strings"
	"sync"
)

// A Term is a word of the trade with its explanation.
type Term struct {
	Word      string // as it is written: "NODIS", "PolOff"
	Expansion string // "No distribution"; "" where the word needs none
	Meaning   string // one sentence or two; "" where the expansion says it all
}

// Terms are one vocabulary. They are immutable.
type Terms struct {
	list   []Term
	byWord map[string]int
}

// All returns the terms in the order of the table. The caller must not change
// the list.
func (t *Terms) All() []Term { return t.list }

// Lookup returns the term for a word, which must be in upper case.
func (t *Terms) Lookup(word string) (Term, bool) {
	i, ok := t.byWord[word]
	if !ok {
		return Term{}, false
	}
	return t.list[i], true
}

// Rank returns the place of a word, in upper case, in its table, -1 for a word that is not in
// it. Classifications and precedences stand in the order of their weight.
func (t *Terms) Rank(word string) int {
	if i, ok := t.byWord[word]; ok {
		return i
	}
	return -1
}

// loadTerms makes a vocabulary of a table; term makes a Term of its columns.
func loadTerms(table string, columns int, term func(column []string) Term) func() *Terms {
	return sync.OnceValue(func() *Terms {
		t := &Terms{byWord: map[string]int{}}
		rows(table, columns, func(c []string) {
			t.byWord[strings.ToUpper(c[0])] = len(t.list)
			t.list = append(t.list, term(c))
		})
		return t
	})
}

var (
	captions = loadTerms("captions.tsv", 3, func(c []string) Term { return Term{c[0], c[1], c[2]} })
	levels   = loadTerms("classifications.tsv", 2, func(c []string) Term { return Term{Word: c[0], Meaning: c[1]} })
	urgency  = loadTerms("precedences.tsv", 3, func(c []string) Term { return Term{c[0], c[1], c[2]} })
	formal   = loadTerms("headerwords.tsv", 3, func(c []string) Term { return Term{c[0], c[1], c[2]} })
	acronyms = loadTerms("acronyms.tsv", 2, func(c []string) Term { return Term{Word: c[0], Expansion: c[1]} })
)

// Captions returns the handling caveats: SIPDIS, NODIS, NOFORN …
func Captions() *Terms { return captions() }

// Classifications returns the levels of classification from the most open to
// the most closed, as publications print them: "SECRET//NOFORN".
func Classifications() *Terms { return levels() }

// Precedences returns the four precedences by their letters, the most urgent
// first: Z, O, P, R.
func Precedences() *Terms { return urgency() }

// HeaderWords returns the words of the transmission header and of the formal
// lines: ZNR, DTG, FM, NOTAL, REFTEL …
func HeaderWords() *Terms { return formal() }

// Acronyms returns acronyms that cables use without explaining them.
func Acronyms() *Terms { return acronyms() }

// Explain looks a word up in captions, header words and acronyms, in this
// order: the tooltip for a word that a reader may not know.
func Explain(word string) (Term, bool) {
	for _, t := range []*Terms{captions(), formal(), acronyms()} {
		if term, ok := t.Lookup(word); ok {
			return term, true
		}
	}
	return Term{}, false
}

// ClassificationLevel returns a level as classification tables print it, read
// from any spelling: "Unclas" and "secret/noforn" are "UNCLASSIFIED" and
// "SECRET//NOFORN". What is unknown is returned in upper case.
func ClassificationLevel(printed string) string {
	level := strings.Join(strings.Fields(strings.ToUpper(printed)), " ")
	if levels().Rank(level) >= 0 {
		return level
	}
	base, control, _ := strings.Cut(level, "/")
	base, control = strings.TrimSpace(base), strings.Trim(control, "/ ")
	if base == "UNCLAS" {
		base = "UNCLASSIFIED"
	}
	if control == "FOUO" || control == "SBU" {
		control = "FOR OFFICIAL USE ONLY"
	}
	if control == "" {
		return base
	}
	return base + "//" + control
}
