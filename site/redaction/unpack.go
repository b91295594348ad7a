package redaction

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"io"
	"unicode/utf16"
)

// packed is what was found inside other bytes.
type packed struct {
	how  string
	data []byte
}

// maxUnpacked bounds what one packed piece may grow to.
const maxUnpacked = 256 << 20

// unpack returns the readings of data that are not its plain text.
func unpack(data []byte) (out []packed) {
	switch {
	case bytes.HasPrefix(data, []byte{0x1f, 0x8b}):
		if r, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
			out = append(out, packed{"gzip", readAll(r)})
		}
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		out = append(out, unzip(data)...)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		out = append(out, pngTexts(data)...)
	}
	if wide := fromUTF16(data); wide != nil {
		out = append(out, packed{"UTF-16", wide})
	}
	return append(out, fromBase64(data)...)
}

// readAll reads what can be read: a damaged member is checked as far as it goes.
func readAll(r io.Reader) []byte {
	data, _ := io.ReadAll(io.LimitReader(r, maxUnpacked))
	return data
}

func unzip(data []byte) (out []packed) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	for _, f := range z.File {
		out = append(out, packed{"zip name", []byte(f.Name + " " + f.Comment)})
		if r, err := f.Open(); err == nil {
			out = append(out, packed{"zip", readAll(r)})
			r.Close()
		}
	}
	return out
}

// pngTexts returns the compressed text chunks of a picture; the plain ones are
// read with the rest of its bytes.
func pngTexts(data []byte) (out []packed) {
	for at := 8; at+12 <= len(data); {
		size := int(binary.BigEndian.Uint32(data[at:]))
		kind := string(data[at+4 : at+8])
		if size < 0 || at+12+size > len(data) {
			return out
		}
		if kind == "zTXt" || kind == "iTXt" {
			if i := bytes.IndexByte(data[at+8:at+8+size], 0x78); i >= 0 { // zlib's first byte
				if r, err := zlib.NewReader(bytes.NewReader(data[at+8+i : at+8+size])); err == nil {
					out = append(out, packed{"picture text", readAll(r)})
				}
			}
		}
		at += 12 + size
	}
	return out
}

// fromUTF16 reads data as UTF-16 where every other byte of a stretch is zero,
// as it is for Latin text, or a byte order mark stands first.
func fromUTF16(data []byte) []byte {
	if bytes.Count(data, []byte{0}) < len(data)/4 || len(data) < 2 {
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

// minBase64 is the length from which a run of base64 letters is unpacked:
// shorter ones hold fewer than nine letters.
const minBase64 = 12

// fromBase64 unpacks the runs of base64 in data, at each of the four places at
// which a group of letters may begin.
func fromBase64(data []byte) (out []packed) {
	for i := 0; i < len(data); {
		if !isBase64[data[i]] {
			i++
			continue
		}
		start, telling := i, false
		for i < len(data) && isBase64[data[i]] {
			telling = telling || i > start && (data[i]&0x20 == 0) != (data[i-1]&0x20 == 0)
			i++
		}
		if i-start < minBase64 || !telling {
			continue
		}
		for shift := range 4 {
			if text := decodeBase64(data[start+shift : i]); printable(text) {
				out = append(out, packed{"base64", text})
			}
		}
	}
	return out
}

// isBase64 knows both alphabets.
var isBase64 = func() (t [256]bool) {
	for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_" {
		t[c] = true
	}
	return t
}()

func decodeBase64(run []byte) []byte {
	std := bytes.NewBuffer(make([]byte, 0, len(run)))
	for _, c := range run[:len(run)/4*4+tail(len(run)%4)] {
		switch c {
		case '-':
			c = '+'
		case '_':
			c = '/'
		}
		std.WriteByte(c)
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(std.Len()))
	n, _ := base64.RawStdEncoding.Decode(out, std.Bytes())
	return out[:n]
}

// tail is the number of letters after the last group of four that still hold
// a byte.
func tail(rest int) int {
	if rest == 1 {
		return 0
	}
	return rest
}

// printable reports whether bytes look like text in any encoding: mostly no
// control bytes.
func printable(b []byte) bool {
	odd := 0
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != 0 {
			odd++
		}
	}
	return len(b) > 0 && odd*16 <= len(b)
}
