package source

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"reftel/site/diag"
)

// unmark takes a byte order mark off the start of a file and turns UTF-16 into
// UTF-8.
func unmark(data []byte) ([]byte, []diag.Problem) {
	mark := byteOrderMark(data)
	if mark != 2 {
		return data[mark:], nil
	}
	var order binary.ByteOrder = binary.BigEndian
	if data[0] == 0xff {
		order = binary.LittleEndian
	}
	data = data[mark:]
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	message := "the file is UTF-16 and was read as such"
	if len(data)%2 != 0 {
		message += "; its last byte is half a character and was left out"
	}
	return []byte(string(utf16.Decode(units))), []diag.Problem{{
		Code: "encoding", Message: message, Hint: "save it as UTF-8",
	}}
}

// decode returns a text as UTF-8. A byte that is no part of a UTF-8 sequence
// is read as Windows-1252, and as Latin-1 where Windows-1252 has no character
// for it: byte by byte, so that a text of mixed origin keeps what is right in
// it. Control characters stay as they are. The problems say what was done and
// found, each once, at the first place in the text that is returned.
func decode(data []byte) ([]byte, []diag.Problem) {
	if isPlain(data) {
		return data, nil
	}
	var s survey
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		s.see(i, c, size, data[i])
		i += size
	}
	if s.foreign.count+s.latin.count > 0 {
		var moved []int
		data, moved = transcode(data, s.foreign.at, s.latin.at, s.control.at, s.direction.at)
		s.foreign.at, s.latin.at, s.control.at, s.direction.at = moved[0], moved[1], moved[2], moved[3]
	}
	return data, s.problems(data)
}

// A survey counts what is not plain in a text.
type survey struct {
	foreign   finding // bytes read as Windows-1252
	latin     finding // bytes read as Latin-1
	control   finding // C0 and C1 controls but tab and line ends
	direction finding // characters that reorder the text around them
}

// A finding counts one kind of thing and keeps its first.
type finding struct {
	count, at int
	first     rune
}

func (f *finding) add(at int, c rune) {
	if f.count == 0 {
		f.at, f.first = at, c
	}
	f.count++
}

// see looks at the rune c of size bytes at offset i that begins with byte b.
func (s *survey) see(i int, c rune, size int, b byte) {
	switch {
	case c == utf8.RuneError && size == 1:
		if isUndefined1252(b) {
			s.latin.add(i, rune(b))
		} else {
			s.foreign.add(i, rune(b))
		}
	case c == '\n' || c == '\r' || c == '\t':
	case c < ' ' || 0x7f <= c && c <= 0x9f:
		s.control.add(i, c)
	case isDirection(c):
		s.direction.add(i, c)
	}
}

// isUndefined1252 reports whether Windows-1252 leaves a byte open.
func isUndefined1252(b byte) bool {
	return b == 0x81 || b == 0x8d || b == 0x8f || b == 0x90 || b == 0x9d
}

// isDirection reports whether a character overrides the direction of writing:
// with these a text can show words in an order that is not theirs
// (CVE-2021-42574).
func isDirection(c rune) bool {
	return c == 0x061c || 0x200e <= c && c <= 0x200f || 0x202a <= c && c <= 0x202e || 0x2066 <= c && c <= 0x2069
}

// transcode turns stray bytes into the characters that they were, and moves
// offsets along.
func transcode(data []byte, offsets ...int) ([]byte, []int) {
	out := make([]byte, 0, len(data)+len(data)/16+16)
	moved := make([]int, len(offsets))
	for i := 0; i < len(data); {
		for k, at := range offsets {
			if at == i {
				moved[k] = len(out)
			}
		}
		c, size := utf8.DecodeRune(data[i:])
		if c == utf8.RuneError && size == 1 {
			c = rune(data[i])
			if !isUndefined1252(data[i]) {
				c = charmap.Windows1252.DecodeByte(data[i])
			}
			out = utf8.AppendRune(out, c)
		} else {
			out = append(out, data[i:i+size]...)
		}
		i += size
	}
	return out, moved
}

// problems reports what was found in data.
func (s *survey) problems(data []byte) []diag.Problem {
	var out []diag.Problem
	report := func(f finding, code, message, hint string) {
		if f.count == 0 {
			return
		}
		line := 1 + bytes.Count(data[:f.at], []byte("\n"))
		column := f.at - bytes.LastIndexByte(data[:f.at], '\n')
		out = append(out, diag.Problem{Line: line, Column: column, Code: code, Message: message, Hint: hint})
	}
	report(s.foreign, "encoding", fmt.Sprintf("%s not UTF-8 and read as Windows-1252, the first is 0x%02X",
		counted(s.foreign.count, "byte is", "bytes are"), s.foreign.first), "save the file as UTF-8 when the characters are right")
	report(s.latin, "encoding", fmt.Sprintf("%s neither UTF-8 nor Windows-1252 and read as Latin-1, the first is 0x%02X",
		counted(s.latin.count, "byte is", "bytes are"), s.latin.first), "")
	report(s.control, "control-character", fmt.Sprintf("the text holds %s, the first is U+%04X",
		counted(s.control.count, "control character", "control characters"), s.control.first), "")
	report(s.direction, "direction-control", fmt.Sprintf("the text holds %s that turns the direction of writing, the first is U+%04X",
		counted(s.direction.count, "character", "characters"), s.direction.first), "")
	return out
}

// counted joins a number with the word for one or for many.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// isPlain reports whether a text is nothing but printable ASCII, tabs and line
// ends, as nearly all cables are. Eight bytes at a time: every text of an
// archive comes through here.
func isPlain(data []byte) bool {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for len(data) >= 8 {
		w := binary.LittleEndian.Uint64(data)
		if (w|(w+ones))&highs != 0 { // a byte above 0x7e
			return false
		}
		atLeast := w | highs // a byte keeps its high bit where what is taken off it is not more
		if low := ^(atLeast - 0x20*ones) & highs; low != 0 {
			feeds := ^((w ^ '\n'*ones | highs) - ones) & highs
			if low != feeds && !isPlainBytes(data[:8]) {
				return false
			}
		}
		data = data[8:]
	}
	return isPlainBytes(data)
}

func isPlainBytes(data []byte) bool {
	for _, c := range data {
		if (c < ' ' && c != '\n' && c != '\r' && c != '\t') || c > '~' {
			return false
		}
	}
	return true
}
