package main

import (
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// This file reads bytes in all the ways in which a word could hide in them. It
// shares nothing with the gate of the program, whose faults it is to find: it
// is slow and simple, and cares nothing for where words begin and end.

var (
	htmlTag    = regexp.MustCompile(`<[^>]*>`)
	escape     = regexp.MustCompile(`\\(?:u\{?([0-9A-Fa-f]{4,6})\}?|x([0-9A-Fa-f]{2})|([0-9A-Fa-f]{4,6}) )`)
	percentHex = regexp.MustCompile(`%([0-9A-Fa-f]{2})`)
	equalsHex  = regexp.MustCompile(`=([0-9A-F]{2})`)
	hexRun     = regexp.MustCompile(`(?:[0-9A-Fa-f]{2}){8,}`)
	base64Runs = regexp.MustCompile(`[A-Za-z0-9+/_-]{12,}`)
	softBreak  = regexp.MustCompile(`=\r?\n`)
	wrapped    = regexp.MustCompile(`([A-Za-z0-9+/]{40,})\r?\n`)
)

// readings calls f with data in every reading, and with the readings of those.
func readings(data []byte, depth int, f func([]byte)) {
	f(data)
	if depth == 0 {
		return
	}
	s := string(data)
	for _, decoded := range []string{
		htmlTag.ReplaceAllString(s, ""),
		html.UnescapeString(s),
		escape.ReplaceAllStringFunc(s, func(e string) string { return hexRune(strings.Trim(e, `\ux{} `)) }),
		percentHex.ReplaceAllStringFunc(s, func(e string) string { return string(hexByte(e[1:])) }),
		equalsHex.ReplaceAllStringFunc(softBreak.ReplaceAllString(s, ""), func(e string) string { return string(hexByte(e[1:])) }),
		hexRun.ReplaceAllStringFunc(s, unhex),
		strings.ReplaceAll(s, "\x00", ""), // UTF-16
	} {
		if decoded != s {
			readings([]byte(decoded), depth-1, f)
		}
	}
	for _, text := range []string{s, wrapped.ReplaceAllString(s, "$1")} {
		for _, run := range base64Runs.FindAllString(text, -1) {
			run = strings.NewReplacer("-", "+", "_", "/").Replace(run)
			for shift := range 4 {
				b, _ := base64.RawStdEncoding.DecodeString(run[shift : shift+(len(run)-shift)/4*4])
				f(b)
				if len(run) > 200 && depth > 1 {
					readings(b, 1, f)
				}
			}
		}
	}
	for _, inner := range packed(data) {
		readings(inner, depth-1, f)
	}
}

func hexRune(digits string) string {
	n, _ := strconv.ParseInt(digits, 16, 32)
	return string(rune(n))
}

func hexByte(digits string) []byte {
	n, _ := strconv.ParseUint(digits, 16, 8)
	return []byte{byte(n)}
}

func unhex(run string) string {
	var b []byte
	for ; len(run) >= 2; run = run[2:] {
		b = append(b, hexByte(run[:2])...)
	}
	return string(b)
}

// packed returns what is packed anywhere in data: members of gzip, zlib (pictures
// and PDF hold it), zip, bzip2 and bare deflate.
func packed(data []byte) (out [][]byte) {
	add := func(r io.Reader, err error) {
		if err != nil {
			return
		}
		if b, _ := io.ReadAll(io.LimitReader(r, 16<<20)); len(b) > 3 {
			out = append(out, b)
		}
	}
	if z, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
		for _, file := range z.File {
			out = append(out, []byte(file.Name))
			add(file.Open())
		}
	}
	if len(data) > 0 && data[0] >= 0x80 {
		add(flate.NewReader(bytes.NewReader(data)), nil)
	}
	for i := range data {
		rest := data[i:]
		switch {
		case bytes.HasPrefix(rest, []byte{0x1f, 0x8b, 8}):
			add(gzip.NewReader(bytes.NewReader(rest)))
		case bytes.HasPrefix(rest, []byte("BZh")):
			add(bzip2.NewReader(bytes.NewReader(rest)), nil)
		case len(rest) > 2 && rest[0] == 0x78 && (int(rest[0])<<8|int(rest[1]))%31 == 0:
			add(zlib.NewReader(bytes.NewReader(rest)))
		}
	}
	return out
}

// squeeze returns nothing but the letters and digits of a text, small and
// without accents.
func squeeze(data []byte) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(string(data)) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
