package redaction

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func gate(t testing.TB, words ...string) *Gate {
	t.Helper()
	g, err := NewGate([]byte("# protected\n" + strings.Join(words, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return g
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
	g := gate(t, "Lindqvist", "LINDQVIST")
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
