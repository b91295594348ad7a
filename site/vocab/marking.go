package vocab

import (
	"strings"
)

// A Marking is a portion mark: what may be done with one paragraph.
type Marking struct {
	Level   string // "S": letters of the classification
	Normal  string // "S/NF": level and controls divided by single slashes
	Meaning string // "Secret, not releasable to foreign nationals"
}

// portionLevels are the classifications of portions.
var portionLevels = []struct{ mark, meaning string }{
	{"U", "Unclassified"},
	{"C", "Confidential"},
	{"S", "Secret"},
	{"TS", "Top secret"},
	{"SBU", "Sensitive but unclassified"},
	{"FOUO", "For official use only"},
	{"OUO", "Official use only"},
	{"LOU", "Limited official use"},
	{"R", "Restricted"},
}

// portionControls are the controls that stand behind a level, with their full
// words and abbreviations. Source: 12 FAM 500, Executive Order 13526.
var portionControls = []struct{ mark, word, meaning string }{
	{"NF", "NOFORN", "not releasable to foreign nationals"},
	{"FOUO", "FOUO", "for official use only"},
	{"SBU", "SBU", "sensitive but unclassified"},
	{"FGI", "FGI", "foreign government information"},
	{"OC", "ORCON", "dissemination controlled by the originator"},
	{"PR", "PROPIN", "proprietary information"},
	{"RD", "RD", "restricted data on nuclear weapons"},
	{"FRD", "FRD", "formerly restricted data on nuclear weapons"},
	{"EXDIS", "EXDIS", "exclusive distribution"},
	{"NODIS", "NODIS", "no further distribution"},
	{"LIMDIS", "LIMDIS", "limited distribution"},
}

// releasable introduces those to whom a portion may be shown: "REL NATO".
const releasable = "REL"

// PortionMarking reads a portion mark as printed, without its brackets, in all
// spellings that occur: "S/NF", "s//nf", "S-NF", "SNF", "N/SF", "C NF",
// "C - ENTIRE TEXT". It reports false for words that are no portion mark.
func PortionMarking(printed string) (Marking, bool) {
	words := make([]string, 0, maxMarkWords)
	for word := range strings.FieldsFuncSeq(strings.ToUpper(printed), isMarkSeparator) {
		if len(words) == maxMarkWords {
			return Marking{}, false
		}
		words = append(words, word)
	}
	if len(words) == 0 {
		return Marking{}, false
	}
	words = untangle(words)
	meaning, ok := levelMeaning(words[0])
	if !ok {
		return Marking{}, false
	}
	m := Marking{Level: words[0], Normal: words[0], Meaning: meaning}
	return m.controls(words[1:])
}

// isMarkSeparator reports whether a sign stands between the words of a mark.
func isMarkSeparator(r rune) bool {
	switch r {
	case '/', '-', ' ', '\t', '\n', '\r', ',', '.', '–':
		return true
	}
	return false
}

// maxMarkWords bounds a portion mark: "S//FGI//REL USA GBR CAN AUS NZL".
const maxMarkWords = 10

// controls reads what stands behind the level.
func (m Marking) controls(words []string) (Marking, bool) {
	if len(words) > 0 && (words[0] == "ENTIRE" || words[0] == "ALL") {
		return m, true
	}
	for i, word := range words {
		if word == releasable && i+1 < len(words) {
			to := words[i+1:]
			if to[0] == "TO" && len(to) > 1 {
				to = to[1:]
			}
			m.Normal += "/REL " + strings.Join(to, " ")
			m.Meaning += ", releasable to " + strings.Join(to, ", ")
			return m, true
		}
		mark, meaning, ok := control(word)
		if !ok {
			return Marking{}, false
		}
		m.Normal += "/" + mark
		m.Meaning += ", " + meaning
	}
	return m, true
}

func levelMeaning(mark string) (string, bool) {
	for _, l := range portionLevels {
		if l.mark == mark {
			return l.meaning, true
		}
	}
	return "", false
}

func control(word string) (mark, meaning string, ok bool) {
	for _, c := range portionControls {
		if word == c.mark || word == c.word {
			return c.mark, c.meaning, true
		}
	}
	return "", "", false
}

// untangle mends marks whose slash was lost or set wrong: SNF, N/SF, CN/F.
func untangle(words []string) []string {
	if len(words) > 3 {
		return words
	}
	switch strings.Join(words, "") {
	case "SNF", "NSF", "SFN":
		return []string{"S", "NF"}
	case "CNF", "NCF", "CFN":
		return []string{"C", "NF"}
	case "UFOUO":
		return []string{"U", "FOUO"}
	}
	return words
}

// PortionMarks returns the letters of the levels of portion marks and of the
// controls that stand behind them, each once, with their meanings.
func PortionMarks() []Term {
	var out []Term
	known := map[string]bool{}
	add := func(mark, meaning string) {
		if !known[mark] {
			known[mark] = true
			out = append(out, Term{Word: mark, Meaning: strings.ToUpper(meaning[:1]) + meaning[1:]})
		}
	}
	for _, l := range portionLevels {
		add(l.mark, l.meaning)
	}
	for _, c := range portionControls {
		add(c.mark, c.meaning)
	}
	return append(out, Term{Word: releasable, Meaning: "May be shown to those who are named"})
}
