// Package vocab holds the State Department's vocabularies: TAGS, posts,
// reference IDs, captions, portion marks and the other words of the trade, as
// small tables that are embedded in the program.
//
// Every table says in its head where it comes from. The tables are read once,
// when the first lookup needs them, and never change after that: everything
// here is safe for concurrent use, and lookups of well-formed words do not
// allocate.
package vocab

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed *.tsv
var tables embed.FS

// rows reads a table and calls each with the columns of every row, filled up
// to n. Lines that begin with "#" are comments. The tables are part of the
// program: one that cannot be read is a fault of the build, so it panics.
func rows(name string, n int, each func(column []string)) {
	data, err := tables.ReadFile(name)
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		column := strings.Split(line, "\t")
		if len(column) > n {
			panic(fmt.Sprintf("vocab: %s: %d columns, want %d: %q", name, len(column), n, line))
		}
		for len(column) < n {
			column = append(column, "")
		}
		each(column)
	}
}

// squash returns the letters of a name in upper case and nothing else, with a
// zero that stands among letters read as the letter O: "Port-of-Spain" is
// "PORTOFSPAIN", "0TTAWA" is "OTTAWA". Other digits are kept. A name that is
// squashed already is returned as it is.
func squash(name string) string {
	clean := true
	for i := 0; i < len(name) && clean; i++ {
		c := name[i]
		clean = 'A' <= c && c <= 'Z' || '1' <= c && c <= '9'
	}
	if clean {
		return name
	}
	return string(appendSquashed(make([]byte, 0, len(name)), name))
}

// appendSquashed appends what squash returns.
func appendSquashed(b []byte, name string) []byte {
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z':
			b = append(b, c-'a'+'A')
		case c == '0' && letterAt(name, i+1):
			b = append(b, 'O')
		case 'A' <= c && c <= 'Z', isDigit(c):
			b = append(b, c)
		}
	}
	return b
}

// letterAt reports whether s has a letter at i.
func letterAt(s string, i int) bool { return i >= 0 && i < len(s) && isLetter(s[i]) }

func isLetter(c byte) bool { return 'A' <= c&^0x20 && c&^0x20 <= 'Z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
