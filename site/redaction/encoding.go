package redaction

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

// isMessage reports whether data is what mail programs write, and names their
// encoding in its head.
func isMessage(data []byte) bool {
	const head = 64 << 10
	if len(data) == 0 || class[data[0]] <= special { // as pages and data do not begin
		return false
	}
	data = data[:min(len(data), head)]
	return bytes.Contains(data, []byte("quoted-printable")) || bytes.Contains(data, []byte("QUOTED-PRINTABLE"))
}

// fromQuotedPrintable reads "=4C" and takes out broken lines.
func fromQuotedPrintable(data []byte) (text []byte) {
	for len(data) > 0 {
		before, after, found := bytes.Cut(data, []byte("="))
		if text, data = append(text, before...), after; !found {
			return text
		}
		line := bytes.TrimLeft(after, " \t\r")
		v, ok := hexValue(after[:min(2, len(after))])
		switch {
		case len(line) > 0 && line[0] == '\n':
			data = line[1:]
		case ok && len(after) >= 2:
			text, data = append(text, byte(v)), after[2:]
		default:
			text = append(text, '=')
		}
	}
	return text
}

// fromUTF16 reads data as UTF-16 where every other byte of a stretch is zero,
// as it is for Latin text, or a byte order mark stands first.
func fromUTF16(data []byte) []byte {
	marked := bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff})
	if len(data) < 2 || !marked && bytes.Count(data, []byte{0}) < len(data)/4 {
		return nil
	}
	var order binary.ByteOrder = binary.LittleEndian
	if data[0] == 0 || data[0] == 0xfe {
		order = binary.BigEndian
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

// fromWideLatin collects the stretches of data, anywhere in it, in which every
// other byte is zero, with a space between them.
func fromWideLatin(data []byte) (text []byte) {
	for i := bytes.IndexByte(data, 0); i >= 0; {
		from := i - min(i, 1) // the zero may be the second byte of a letter
		for from+1 < len(data) && data[from] == 0 {
			from++
		}
		at := from
		for ; at < len(data) && data[at] != 0 && (at+1 == len(data) || data[at+1] == 0); at += 2 {
			text = append(text, data[at])
		}
		if at > from {
			text = append(text, ' ')
		}
		at = max(at, i+1)
		next := -1
		if at < len(data) {
			next = bytes.IndexByte(data[at:], 0)
		}
		if next < 0 {
			return text
		}
		i = at + next
	}
	return text
}
