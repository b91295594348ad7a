package redaction

import (
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"io"
	"unicode/utf16"
)

// maxUnpacked bounds what one packed piece may grow to.
const maxUnpacked = 256 << 20

// unpack calls f with the readings of data that are not its plain text, until f
// says no. Runs tells where runs of base64 begin. What f is given holds only for
// the call.
func unpack(data []byte, runs []int, f func(how string, data []byte) bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0x1f, 0x8b}):
		if r, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
			if !f("gzip name", []byte(r.Name+" "+r.Comment)) || !f("gzip", readAll(r)) {
				return
			}
		}
	case bytes.HasPrefix(data, []byte("BZh")):
		if !f("bzip2", readAll(bzip2.NewReader(bytes.NewReader(data)))) {
			return
		}
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		if !unzip(data, f) {
			return
		}
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		if !pngTexts(data, f) {
			return
		}
	case bytes.HasPrefix(data, []byte("%PDF-")):
		if !pdfStreams(data, f) {
			return
		}
	}
	if wide := fromUTF16(data); wide != nil && !f("UTF-16", wide) {
		return
	}
	fromBase64(data, runs, f)
}

// readAll reads what can be read: a damaged member is checked as far as it goes.
func readAll(r io.Reader) []byte {
	data, _ := io.ReadAll(io.LimitReader(r, maxUnpacked))
	return data
}

// inflate unpacks data that begins as zlib's do.
func inflate(data []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	return readAll(r)
}

func unzip(data []byte, f func(string, []byte) bool) bool {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return true
	}
	for _, file := range z.File {
		if !f("zip name", []byte(file.Name+" "+file.Comment)) {
			return false
		}
		r, err := file.Open()
		if err != nil {
			continue
		}
		inner := readAll(r)
		r.Close()
		if !f("zip", inner) {
			return false
		}
	}
	return true
}

// pngTexts unpacks the compressed text chunks of a picture; the plain ones are
// read with the rest of its bytes.
func pngTexts(data []byte, f func(string, []byte) bool) bool {
	for at := 8; at+12 <= len(data); {
		size := int(binary.BigEndian.Uint32(data[at:]))
		kind := string(data[at+4 : at+8])
		if size < 0 || at+12+size > len(data) {
			return true
		}
		if chunk := data[at+8 : at+8+size]; kind == "zTXt" || kind == "iTXt" {
			if i := bytes.IndexByte(chunk, 0x78); i >= 0 && !f("picture text", inflate(chunk[i:])) { // zlib's first byte
				return false
			}
		}
		at += 12 + size
	}
	return true
}

// pdfStreams unpacks the compressed streams of a document.
func pdfStreams(data []byte, f func(string, []byte) bool) bool {
	for {
		_, after, found := bytes.Cut(data, []byte("stream"))
		if !found {
			return true
		}
		data = after
		if start := len(after) - len(bytes.TrimLeft(after, "\r\n")); start > 0 && start <= 2 {
			if text := inflate(after[start:]); len(text) > 0 && !f("PDF stream", text) {
				return false
			}
		}
	}
}

// fromUTF16 reads data as UTF-16 where every other byte of a stretch is zero,
// as it is for Latin text, or a byte order mark stands first.
func fromUTF16(data []byte) []byte {
	if len(data) < 2 || bytes.Count(data, []byte{0}) < len(data)/4 {
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
