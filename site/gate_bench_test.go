package site

import (
	"fmt"
	"strings"
	"testing"

	"reftel/site/redaction"
)

// BenchmarkGate compares what it costs to make the pages of the sample archive
// with what it costs to look at them for a thousand protected names.
func BenchmarkGate(b *testing.B) {
	p, err := Open("..", Options{Output: b.TempDir() + "/public"})
	if err != nil {
		b.Fatal(err)
	}
	s, err := p.Load(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	gate, err := redaction.NewGate(names(1000))
	if err != nil {
		b.Fatal(err)
	}
	type made struct {
		path string
		data []byte
	}
	var pages []made
	size := int64(0)
	for page := range s.Plan().All() {
		data, err := s.Render(nil, page)
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, made{page.Path, data})
		size += int64(len(data))
	}
	b.Run("make", func(b *testing.B) {
		b.SetBytes(size)
		var buf []byte
		for b.Loop() {
			for page := range s.Plan().All() {
				if buf, err = s.Render(buf[:0], page); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("check", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			for _, page := range pages {
				if err := gate.Check(page.path, page.data); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// names makes a list of invented names.
func names(n int) []byte {
	var list strings.Builder
	first, last := []string{"Oskar", "Sigrun", "Anton", "Odile", "Vera", "Tomas"}, []string{"Lind", "Hal", "Cast", "Ver", "Ber", "Gre", "Mor"}
	for i := range n {
		fmt.Fprintf(&list, "%s %s%s%d\n", first[i%len(first)], last[i/6%len(last)], strings.ToLower(last[i/42%len(last)]), i)
	}
	return []byte(list.String())
}
