package markdown

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"reftel/site/diag"
)

// Limits of a text. The parser takes time that grows with the square of some
// constructs, and cannot be stopped; within these limits it stays below 0.2
// seconds for the worst text that was found.
const (
	maxBytes     = 64 << 10
	maxLine      = 8 << 10
	maxNesting   = 32
	maxIndent    = 128  // columns before the first word of a line
	maxBrackets  = 2000 // "[": links take two at most
	maxAngles    = 2000 // "<": addresses and HTML
	maxEmphasis  = 1000 // "*" and "_" of one paragraph
	maxQuotes    = 2000 // quotation marks of one paragraph
	maxFootnotes = 500
	maxColumns   = 32
	maxCells     = 10000 // of all tables: the parser fills short rows up
	maxProblems  = 50
	maxGrowth    = 32 // bytes shown for one written, beyond maxBytes
)

// Check reports where a text goes beyond what is read: its size, the length of
// its lines, nesting, links, footnotes, tables, and characters that are not
// text or that hide what stands there. It takes time linear in the text.
func Check(src string) []diag.Problem {
	c := checker{}
	if len(src) > maxBytes {
		c.limit(0, 0, fmt.Sprintf("the text has %d bytes, more than %d", len(src), maxBytes))
		return c.problems
	}
	for line := range strings.Lines(src) {
		c.line++
		c.check(strings.TrimRight(line, "\r\n"))
	}
	return c.problems
}

// A checker counts what the lines so far hold.
type checker struct {
	line     int
	brackets int
	angles   int
	notes    int
	emphasis int // of the paragraph
	quotes   int // of the paragraph
	columns  int // of the table that the line may belong to, 0 for none
	cells    int
	problems []diag.Problem
}

func (c *checker) limit(line, column int, message string) {
	if len(c.problems) >= maxProblems {
		return
	}
	c.problems = append(c.problems, diag.Problem{
		Line: line, Column: column, Severity: diag.Error, Code: "markdown-limit", Message: message,
		Hint: "make it shorter, or divide it",
	})
}

// count adds to a count, and reports the line on which it goes over its limit.
func (c *checker) count(sum *int, n, limit int, what string) {
	if *sum <= limit && *sum+n > limit {
		c.limit(c.line, 0, fmt.Sprintf("more than %d %s", limit, what))
	}
	*sum += n
}

func (c *checker) check(line string) {
	if len(line) > maxLine {
		c.limit(c.line, 0, fmt.Sprintf("the line has %d bytes, more than %d", len(line), maxLine))
	}
	c.characters(line)
	c.count(&c.brackets, strings.Count(line, "["), maxBrackets, "opening brackets")
	c.count(&c.angles, strings.Count(line, "<"), maxAngles, "characters <")
	c.count(&c.notes, strings.Count(line, "[^"), 2*maxFootnotes, "footnotes and references to them")
	if strings.TrimSpace(line) == "" {
		c.emphasis, c.quotes = 0, 0
	}
	c.count(&c.emphasis, strings.Count(line, "*")+strings.Count(line, "_"), maxEmphasis, "marks of emphasis in one paragraph")
	c.count(&c.quotes, strings.Count(line, "'")+strings.Count(line, `"`), maxQuotes, "quotation marks in one paragraph")
	c.nesting(line)
	c.table(line)
}

// characters reports control characters, those that turn the direction of
// writing (CVE-2021-42574), and bytes that are not UTF-8.
func (c *checker) characters(line string) {
	for i, r := range line {
		bad := r < ' ' && r != '\t' || 0x7f <= r && r <= 0x9f || 0x202a <= r && r <= 0x202e ||
			0x2066 <= r && r <= 0x2069 || r == 0x061c || r == 0x200e || r == 0x200f || r == 0xfeff
		if r == utf8.RuneError {
			_, n := utf8.DecodeRuneInString(line[i:])
			bad = n == 1
		}
		if bad {
			c.problems = append(c.problems, diag.Problem{
				Line: c.line, Column: i + 1, Severity: diag.Error, Code: "markdown-character",
				Message: fmt.Sprintf("character %U is not text", r), Hint: "remove it; save the file as UTF-8",
			})
			return
		}
	}
}

// nesting reports lines that open too many containers, quotations and list
// items, by their marks or by their indentation.
func (c *checker) nesting(line string) {
	start := line[:len(line)-len(strings.TrimLeft(line, " \t>-+*.)0123456789"))]
	marks, columns := 0, len(start)+3*strings.Count(start, "\t")
	for i := range len(start) {
		ends := i+1 == len(line) || line[i+1] == ' ' || line[i+1] == '\t'
		if start[i] == '>' || ends && strings.IndexByte("-+*.)", start[i]) >= 0 {
			marks++
		}
	}
	if marks > maxNesting || marks+columns > maxIndent && strings.Trim(line, "-* ") != "" {
		c.limit(c.line, 0, fmt.Sprintf("quotations and lists are nested more than %d deep", maxNesting))
	}
}

// table reports tables of too many columns or cells. Any line of dashes and
// bars may make a table, whose rows go to the next blank line.
func (c *checker) table(line string) {
	columns := strings.Count(line, "|") + 1
	switch {
	case strings.TrimSpace(line) == "":
		c.columns = 0
		return
	case strings.Contains(line, "-") && strings.Trim(line, " \t>|:-+*.)0123456789") == "":
		if c.columns < columns {
			c.columns = columns
		}
		if c.columns > maxColumns {
			c.limit(c.line, 0, fmt.Sprintf("the table has more than %d columns", maxColumns))
		}
	}
	c.count(&c.cells, c.columns, maxCells, "cells in tables")
}
