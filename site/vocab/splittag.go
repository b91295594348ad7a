package vocab

// splitTag takes a word apart that is several codes run together, as in
// "KFRDCVISPHUMEG": subjects and programs of four letters, organisations
// between them, and countries at the front or at the end. All of the word must
// be known codes, with a subject or program among them, else it is left alone.
// At each place the longest codes are tried last, since four letters are what
// most codes have.
func splitTag(word string) ([]string, bool) {
	if len(word) < 6 || !letters(word) {
		return nil, false
	}
	s := splitter{word: word}
	if s.split(0) && s.subjects > 0 {
		return s.codes, true
	}
	return nil, false
}

// maxGeo is how many countries a run-together word may end with.
const maxGeo = 2

// A splitter searches for the codes of a word from left to right. The words of
// TAGS lines are short and the lengths of codes few, so going back is cheap;
// steps bounds it for words that are made to be bad.
type splitter struct {
	word     string
	codes    []string
	subjects int
	steps    int
}

// sizes are the lengths of codes in the order in which they are tried.
var sizes = [...]int{4, 3, 5, 6, 7, 2}

const maxSteps = 1000

func (s *splitter) split(at int) bool {
	if at == len(s.word) {
		return len(s.codes) > 1
	}
	if s.steps++; s.steps > maxSteps {
		return false
	}
	for _, size := range sizes {
		if at+size > len(s.word) {
			continue
		}
		code, ok := s.code(at, size)
		if !ok {
			continue
		}
		kind := tags().byCode[code].Kind
		main := kind == SubjectTag || kind == ProgramTag
		s.push(code, main, 1)
		if s.split(at + size) {
			return true
		}
		s.push(code, main, -1)
	}
	return false
}

// push adds a code, or with -1 takes the last one back.
func (s *splitter) push(code string, main bool, by int) {
	if by > 0 {
		s.codes = append(s.codes, code)
	} else {
		s.codes = s.codes[:len(s.codes)-1]
	}
	if main {
		s.subjects += by
	}
}

// code returns the canonical code of the bytes at a place, where one may stand
// there: countries only at both ends, organisations not in place of countries.
func (s *splitter) code(at, size int) (string, bool) {
	codes, ok := tags().reading[s.word[at:at+size]]
	if !ok || len(codes) != 1 {
		return "", false
	}
	t := tags().byCode[codes[0]]
	if t == nil {
		return "", false
	}
	if size == 2 {
		return t.Code, t.Kind == GeoTag && (at == 0 || at+maxGeo*2 >= len(s.word))
	}
	return t.Code, t.Kind != GeoTag && t.Code == s.word[at:at+size]
}
