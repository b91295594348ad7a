package redaction

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"html"
	"io"
	"mime/quotedprintable"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

// disguises wrap a name as bytes of a website may hold it.
var disguises = map[string]func(string) string{
	// Text.
	"plain":           func(s string) string { return "met " + s + " again" },
	"capitals":        strings.ToUpper,
	"accents":         func(s string) string { return strings.NewReplacer("a", "á", "i", "i\u0308").Replace(s) },
	"line break":      func(s string) string { return strings.ReplaceAll(s, " ", " \r\n  ") },
	"broken anywhere": func(s string) string { return s[:9] + "-\n   " + s[9:] },
	"no-break space":  func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
	"thin space":      func(s string) string { return strings.ReplaceAll(s, " ", "\u2009") },
	"punctuation":     func(s string) string { return strings.ReplaceAll(s, " ", ", (") },
	"underscore":      func(s string) string { return "by_" + strings.ReplaceAll(s, " ", "_") },
	"hyphenated":      func(s string) string { return s[:3] + "-\n" + s[3:] },
	"soft hyphen":     func(s string) string { return s[:3] + "\u00ad" + s[3:] },
	"zero width":      func(s string) string { return s[:2] + "\u200b" + s[2:8] + "\u200d\ufeff" + s[8:] },
	"direction":       func(s string) string { return "\u202a" + s[:4] + "\u202c" + s[4:] },
	"full width":      func(s string) string { return each(s, func(r rune) string { return string(r + 0xfee0) }) },
	"ligature":        func(s string) string { return strings.ReplaceAll(s, "i", "ı") },
	// Mark-up.
	"attribute":      func(s string) string { return `<a title="` + s + `">x</a>` },
	"split by tags":  func(s string) string { return `<p>` + s[:4] + `<b>` + s[4:] + `</b></p>` },
	"long tags":      func(s string) string { return s[:9] + `<span class="x" data-y='z'>` + s[9:] + `</span>` },
	"markup between": func(s string) string { return strings.ReplaceAll(s, " ", `</span> <span class="x">`) },
	"comment":        func(s string) string { return s[:4] + "<!-- x -->" + s[4:] },
	"word break":     func(s string) string { return s[:4] + "<wbr>" + s[4:9] + "&shy;" + s[9:] },
	"CDATA":          func(s string) string { return "<![CDATA[" + s + "]]>" },
	// Escapes.
	"decimal entity":     func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf("&#%d;", r) }) },
	"padded entity":      func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf("&#%07d;", r) }) },
	"open entity":        func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf("&#%d", r) }) },
	"hex entity":         func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf("&#x%X;", r) }) },
	"entity between":     func(s string) string { return strings.ReplaceAll(s, " ", "&nbsp;") },
	"named entity":       func(s string) string { return strings.ReplaceAll(s, "i", "&iacute;") },
	"HTML":               html.EscapeString,
	"XML":                func(s string) string { var b bytes.Buffer; xml.EscapeText(&b, []byte(s)); return b.String() },
	"JSON":               func(s string) string { b, _ := json.Marshal("<" + s + ">"); return string(b) },
	"JSON escape":        func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf(`\u%04x`, r) }) },
	"JavaScript escape":  func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf(`\x%02x`, r) }) },
	"JavaScript braces":  func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf(`\u{%x}`, r) }) },
	"style sheet escape": func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf(`\%06x`, r) }) },
	"percent":            func(s string) string { return each(s, percent) },
	"percent twice": func(s string) string {
		return each(each(s, percent), func(r rune) string { return strings.ReplaceAll(string(r), "%", "%25") })
	},
	"query": url.QueryEscape,
	"path":  url.PathEscape,
	// Encodings.
	"quoted-printable": func(s string) string {
		var b bytes.Buffer
		b.WriteString("Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n")
		w := quotedprintable.NewWriter(&b)
		io.WriteString(w, strings.Repeat("ü", 10)+" "+s)
		w.Close()
		return b.String()
	},
	"every byte quoted": func(s string) string {
		return "BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:" + each(s, func(r rune) string { return fmt.Sprintf("=%02X", r) })
	},
	"base64":         func(s string) string { return "x:" + base64.StdEncoding.EncodeToString([]byte("met "+s+" once")) },
	"base64 shifted": func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("a" + "b " + s + " x")) },
	"base64 of address": func(s string) string {
		return "data:text/plain;base64," + base64.URLEncoding.EncodeToString([]byte("?? "+s))
	},
	"base64 in lines": func(s string) string {
		b := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("before ", 8) + s + strings.Repeat(" after", 20)))
		return regexp.MustCompile(".{76}").ReplaceAllString(b, "$0\r\n")
	},
	"base64 in base64": func(s string) string {
		return base64.StdEncoding.EncodeToString([]byte("x " + base64.StdEncoding.EncodeToString([]byte(s+" and more text"))))
	},
	"UTF-16":          func(s string) string { return utf16Of(s, binary.LittleEndian) },
	"UTF-16, big end": func(s string) string { return "\xfe\xff" + utf16Of(s, binary.BigEndian) },
	"UTF-16 within bytes": func(s string) string {
		return strings.Repeat("x", 500) + "\x00" + utf16Of(s, binary.BigEndian) + "\x00x"
	},
	// Packed.
	"gzip": func(s string) string { return gzipped("before " + s + " after") },
	"gzip name": func(s string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Name = s
		w.Close()
		return b.String()
	},
	"gzip in base64": func(s string) string {
		return base64.StdEncoding.EncodeToString([]byte(gzipped("before " + s + " after")))
	},
	"zlib":        func(s string) string { return zlibbed("before " + s + " after") },
	"zip":         func(s string) string { return zipped("a.txt", "before "+s+" after") },
	"zip name":    func(s string) string { return zipped(s+".txt", "") },
	"zip in gzip": func(s string) string { return gzipped(zipped("a.txt", s)) },
	"tar in gzip": func(s string) string {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		w.WriteHeader(&tar.Header{Name: "a", Size: int64(len(s)), Mode: 0o600})
		io.WriteString(w, s)
		w.Close()
		return gzipped(b.String())
	},
	// Of "before Oskar Lindqvist after" and no other text.
	"bzip2": func(string) string {
		b, _ := hex.DecodeString("425a68393141592653599e95122c000003958040000004b729bd00200031434d3000501e53469b49e2b15ee5ecda0db9988805204cfc5dc914e142427a5448b0")
		return string(b)
	},
	"picture, tEXt":    func(s string) string { return png("tEXt", "Title\x00"+s) },
	"picture, zTXt":    func(s string) string { return png("zTXt", "Title\x00\x00"+zlibbed(s)) },
	"picture, iTXt":    func(s string) string { return png("iTXt", "Title\x00\x01\x00en\x00\x00"+zlibbed(s)) },
	"behind a picture": func(s string) string { return png("IEND", "") + s },
	"PDF":              func(s string) string { return "%PDF-1.7\n1 0 obj\n(" + s + ")\nendobj\n" },
	"PDF stream": func(s string) string {
		return "%PDF-1.7\n1 0 obj\nstream\r\n" + zlibbed("BT ("+s+") Tj ET") + "\nendstream\n"
	},
	"PDF digits": func(s string) string {
		return "%PDF-1.7\n1 0 obj\n<</Title <" + hex.EncodeToString([]byte(s)) + ">>>\n"
	},
	"PDF digits in a stream": func(s string) string {
		return "%PDF-1.7\n1 0 obj\nstream\n" + zlibbed("BT <"+strings.ToUpper(hex.EncodeToString([]byte(s)))+"> Tj ET") + "\nendstream\n"
	},
	"PDF wide digits": func(s string) string {
		return "%PDF-1.7\n<< /Title <FEFF" + hex.EncodeToString([]byte(utf16Of(s, binary.BigEndian))) + "> >>\n"
	},
}

func each(s string, f func(rune) string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(f(r))
	}
	return b.String()
}

func percent(r rune) string {
	var b strings.Builder
	for _, c := range []byte(string(r)) {
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// utf16Of is a text as UTF-16.
func utf16Of(s string, order binary.AppendByteOrder) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func zlibbed(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func zipped(name, s string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create(name)
	io.WriteString(w, s)
	z.Close()
	return b.String()
}

// png is a picture with one chunk and nothing else.
func png(kind, chunk string) string {
	b := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), uint32(len(chunk)))
	b = append(append(b, kind...), chunk...)
	return string(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(kind+chunk))))
}

func TestGateSeesThroughDisguises(t *testing.T) {
	g := gate(t, "Oskar Lindqvist", "Żaneta Brüning")
	for name, disguise := range disguises {
		for _, word := range []string{"Oskar Lindqvist", "oskar lindqvist"} {
			data := disguise(word)
			err := g.Check("cable/x.html", []byte(data))
			var leak *LeakError
			if !errors.As(err, &leak) {
				t.Errorf("%s: not found in %q", name, data)
			} else if strings.Contains(strings.ToLower(err.Error()), "lindqvist") {
				t.Errorf("%s: the message %q shows the word", name, err)
			}
		}
	}
	for _, spelling := range []string{"Zaneta Bruning", "ZANETA BRÜNING", "Żaneta Bru\u0308ning"} {
		if g.Check("a.html", []byte(spelling)) == nil {
			t.Errorf("%q was not found", spelling)
		}
	}
}

// A picture's points are noise, in which every short name stands somewhere.
func TestGateTakesNoNoiseForWords(t *testing.T) {
	g := gate(t, "Ann", "Bob", "Eva")
	picture := []byte(png("IDAT", "\x01Ann\x02Eva\x03"))
	if err := g.Check("a.png", picture); err != nil {
		t.Error(err)
	}
	if err := g.Check("a.png", append(picture, " Bob"...)); err == nil {
		t.Error("what stands behind the points was not found")
	}
}
