package redaction

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"
	"unicode/utf16"
)

func gate(t *testing.T, words ...string) *Gate {
	t.Helper()
	g, err := NewGate([]byte("# protected\n" + strings.Join(words, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// disguises wrap a name as a website's bytes may hold it.
var disguises = map[string]func(string) string{
	"plain":          func(s string) string { return "met " + s + " again" },
	"upper case":     strings.ToUpper,
	"line break":     func(s string) string { return strings.ReplaceAll(s, " ", " \n  ") },
	"no-break space": func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
	"hyphenated":     func(s string) string { return s[:3] + "-\n" + s[3:] },
	"soft hyphen":    func(s string) string { return s[:3] + "\u00ad" + s[3:] },
	"zero width":     func(s string) string { return s[:2] + "\u200b" + s[2:] },
	"attribute":      func(s string) string { return `<a title="` + s + `">x</a>` },
	"split by tags":  func(s string) string { return `<p>` + s[:4] + `<b>` + s[4:] + `</b></p>` },
	"markup between": func(s string) string { return strings.ReplaceAll(s, " ", `</span> <span class="x">`) },
	"decimal entity": func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf("&#%d;", r) }) },
	"hex entity":     func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf("&#x%X;", r) }) },
	"named entity":   html.EscapeString,
	"json escape":    func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf(`\u%04x`, r) }) },
	"percent":        func(s string) string { return each(s, percent) },
	"query":          url.QueryEscape,
	"base64":         func(s string) string { return "x:" + base64.StdEncoding.EncodeToString([]byte("met "+s+" once")) },
	"base64 shifted": func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("a" + "b " + s + " x")) },
	"base64 in base64": func(s string) string {
		return base64.StdEncoding.EncodeToString([]byte("x " + base64.StdEncoding.EncodeToString([]byte(s+" and more text"))))
	},
	"utf-16": func(s string) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return string(b)
	},
	"gzip": func(s string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte("before " + s + " after"))
		w.Close()
		return b.String()
	},
	"zip": func(s string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, _ := z.Create("a.txt")
		w.Write([]byte("before " + s + " after"))
		z.Close()
		return b.String()
	},
	"zip name": func(s string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		z.Create(s + ".txt")
		z.Close()
		return b.String()
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

func TestGateLetsInnocentTextPass(t *testing.T) {
	g := gate(t, "Ana Ng", "Oskar Lindqvist")
	for _, text := range []string{
		"Hana ngombe", "banana nger", "Oskar and Lindqvist", "Lindqvist Oskar", "<p>An Angel</p>",
		"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
	} {
		if err := g.Check("a.html", []byte(text)); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestGateNamesThePlace(t *testing.T) {
	g := gate(t, "Lindqvist")
	err := g.Check("tag/PGOV.html", []byte("one\ntwo\nthree Lindqvist\n"))
	if want := "tag/PGOV.html:3 holds a protected word (text; line 2 of the list)"; err == nil || err.Error() != want {
		t.Errorf("err = %v, want %s", err, want)
	}
	if err := g.CheckPath("person/lindqvist.html"); err == nil || strings.Contains(err.Error(), "lindqvist") {
		t.Errorf("path: err = %v", err)
	}
}

func TestGateRefusesWordsThatAreTooShort(t *testing.T) {
	if _, err := NewGate([]byte("Li\n")); err == nil {
		t.Error("two letters were accepted")
	}
}

func BenchmarkGate(b *testing.B) {
	var list, page bytes.Buffer
	for i := range 1000 {
		fmt.Fprintf(&list, "Name%d Surname%d\n", i, i*7)
	}
	for page.Len() < 20_000 {
		page.WriteString(`<p id="p7"><a class="pn" href="#p7">7.</a> The Minister told the Ambassador that the dam would be finished in spring.</p>` + "\n")
	}
	g, err := NewGate(list.Bytes())
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(page.Len()))
	for b.Loop() {
		if err := g.Check("cable/x.html", page.Bytes()); err != nil {
			b.Fatal(err)
		}
	}
}
