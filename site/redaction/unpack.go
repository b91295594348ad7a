package redaction

import (
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"compress/zlib"
	"io"
)

// maxUnpacked bounds what one packed piece may grow to.
const maxUnpacked = 256 << 20

// unpack calls f with the readings of data that are not its plain text, until f
// says no, but for runs of base64.
func unpack(data []byte, f func(how string, data []byte) bool) {
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
	case bytes.HasPrefix(data, []byte(pngHead)):
		if !packedTexts(data, f) {
			return
		}
	case bytes.HasPrefix(data, []byte("%PDF-")):
		if !pdfStreams(data, f) || !f("PDF string", pdfStrings(data)) {
			return
		}
	case len(data) > 2 && data[0] == 0x78 && (uint(data[0])<<8|uint(data[1]))%31 == 0: // a header of zlib
		if !f("zlib", inflate(data)) {
			return
		}
	case isMessage(data):
		if !f("quoted-printable", fromQuotedPrintable(data)) {
			return
		}
	}
	if wide := fromUTF16(data); len(wide) > 0 && !f("UTF-16", wide) {
		return
	}
	if latin := fromWideLatin(data); len(latin) > 0 {
		f("UTF-16", latin)
	}
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
