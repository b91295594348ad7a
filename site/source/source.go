// Package source reads a project's files and brings other people's files into
// a project.
//
// [Scan] lists the files of a project without opening one. [Records] cuts a
// file into the cables that lie in it, [Record.Document] reads one of them as
// text with what is known of it from outside, and [Open] does both for a place
// that is known. Import brings cables of any form into a project as one file each.
//
// The forms are those in which cables go round: text with or without a head of
// settings, pages of the site of 2010 and 2011, the comma-separated dump of
// 2011, and cables that this program has parsed, as JSON. Whatever the form, a
// Document's text is UTF-8 and otherwise as it was published: nothing is
// mended here, and what had to be done to read it is reported.
package source

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"unsafe"

	"reftel/site/cable"
	"reftel/site/diag"
)

// A Document is one cable's text as it lies in a project, with what is known of
// the cable from outside its text.
type Document struct {
	File   string // slash-separated, relative to the project
	Offset int64  // of the record, for files that hold many; else 0
	Size   int    // of the record, in bytes
	// Line is the line of the file at which the text starts, from 1. It is 0
	// for a record that Open found by its offset.
	Line int
	Meta cable.Metadata
	Text string // UTF-8; empty where the record could not be read
	// Seal shows within one run whether the record is still the same: it is a hash
	// of its bytes, and never 0.
	Seal uint64
	// Problems are those of reading, placed in File. They are Warnings for
	// damage in what was published and Errors for what an editor wrote.
	Problems []diag.Problem

	text  []byte // Text, also where it is blank
	parts []part
}

// Digest returns the SHA-256 of the text, which takes longer than reading it.
func (d *Document) Digest() [sha256.Size]byte { return sha256.Sum256(d.text) }

// A part says where a stretch of a Document's text lies in its file.
type part struct {
	text int // line of the text at which the part starts
	file int // line of the file, 0 for unknown
	as   layout
}

// layout says how lines of a text and lines of its file go together.
type layout uint8

const (
	verbatim layout = iota // the lines of the text are lines of the file
	escaped                // … but for escapes, so that columns differ
	encoded                // line ends are written in another way: all lie on one line
)

// Place moves problems from the text to the file: those that cable.Parse finds
// count lines from the start of the text. It changes the slice and returns it.
func (d *Document) Place(problems []diag.Problem) []diag.Problem {
	for i := range problems {
		p := &problems[i]
		p.File = d.File
		if p.Line == 0 {
			continue
		}
		in := part{text: 1, as: encoded}
		for _, q := range d.parts {
			if q.text <= p.Line {
				in = q
			}
		}
		if in.as == encoded || in.file == 0 {
			p.Message += fmt.Sprintf(" (line %d of its text)", p.Line)
			p.Line, p.Column = in.file, 0
			continue
		}
		p.Line += in.file - in.text
		if in.as == escaped {
			p.Column = 0
		}
	}
	return problems
}

// problem adds a problem at a line of the file.
func (d *Document) problem(severity diag.Severity, line, column int, code, message, hint string) {
	d.Problems = append(d.Problems, diag.Problem{
		File: d.File, Line: line, Column: column, Severity: severity, Code: code, Message: message, Hint: hint,
	})
}

// setText takes the text of the document, which is UTF-8 and lies in the file as
// parts say, with the problems that were met in it. The bytes are handed over and
// not copied, as strings.Builder does: nobody may write to them afterwards.
func (d *Document) setText(text []byte, problems []diag.Problem, parts ...part) {
	d.parts = parts
	d.text = text
	d.Text = unsafe.String(unsafe.SliceData(text), len(text))
	d.Problems = append(d.Problems, d.Place(problems)...)
	if len(bytes.TrimSpace(text)) == 0 {
		d.Text = ""
		d.problem(diag.Warning, d.Line, 0, "no-text", "there is no text of a cable here", "")
	}
}

// A Record is one cable of a file that has not been read yet.
type Record struct {
	File   string
	Offset int64
	Line   int // of the file at which the record starts; 0 where unknown
	form   form
	raw    []byte
	before uint64 // its seal when it was read before, 0 where it was not
}

// form is the way in which a file holds cables.
type form uint8

const (
	unknown form = iota
	textForm
	pageForm
	dumpForm
	parsedForm
	tooLong // to be one cable, and not read
)

// many reports whether a file of the form may hold any number of cables.
func (f form) many() bool { return f == dumpForm || f == parsedForm }

// formOf tells the form of a file by its name.
func formOf(file string) form {
	switch strings.ToLower(path.Ext(file)) {
	case ".txt":
		return textForm
	case ".html":
		return pageForm
	case ".csv":
		return dumpForm
	case ".json":
		return parsedForm
	}
	return unknown
}

// Document reads the record, once: the text that it returns may lie where the
// record lay. It takes nothing but the record's own bytes, so that records may be
// read in any order and at once.
func (r Record) Document() Document {
	d := Document{File: r.File, Offset: r.Offset, Size: len(r.raw), Line: r.Line, Seal: r.seal()}
	switch r.form {
	case textForm:
		d.readText(r.raw)
	case pageForm:
		d.readPage(r.raw)
	case dumpForm:
		d.readRow(r.raw)
	case parsedForm:
		d.readParsed(r.raw)
	case tooLong:
		d.problem(diag.Error, 0, 0, "too-long", "the file has "+errTooLong.Error(),
			"the longest cables have a few hundred kilobytes; many in one file are read from .csv and .json")
	}
	for i := range d.Problems {
		d.Problems[i].Cable = d.Meta.ID
	}
	return d
}

// TextDocument reads data as the contents of a text file of that name, with or
// without a head. The data is handed over.
func TextDocument(file string, data []byte) Document {
	return Record{File: file, Line: 1, form: textForm, raw: data}.Document()
}

// lineOf returns the line of a record, 0 for unknown.
func lineOf(offset int64) int {
	if offset == 0 {
		return 1
	}
	return 0
}

// nameID returns the reference ID that a file's name is, or "": editors name
// a file after the cable in it.
func nameID(file string) string {
	name := strings.ToUpper(strings.TrimSuffix(path.Base(file), path.Ext(file)))
	if !isID(name) || name[len(name)-1] > '9' {
		return ""
	}
	return name
}

// isID reports whether s has the form of a reference ID as published: two
// digits of the year, letters and digits. Published IDs may be malformed in
// many ways, the longest has 35 characters, but no other character occurs.
func isID(s string) bool {
	if len(s) < 4 || len(s) > 48 || strings.Trim(s[:2], "0123456789") != "" {
		return false
	}
	letters := false
	for _, c := range []byte(s[2:]) {
		letter := 'A' <= c && c <= 'Z'
		if !letter && (c < '0' || c > '9') {
			return false
		}
		letters = letters || letter
	}
	return letters
}

// local returns the path of a project's file on this system.
func local(root, file string) string {
	return filepath.Join(root, filepath.FromSlash(file))
}
