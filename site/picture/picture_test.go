package picture

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
)

var card = Card{
	ID: "08GRISTAD112", Title: "Ferry & Harbour: “No Light” at Half of the Piers", Level: "SECRET//NOFORN",
	About: "Embassy Gristad · 2008-12-23", Site: "Invented cables",
}

func draw(t testing.TB, c Card) []byte {
	t.Helper()
	data, err := PNG(c)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPictureHasTheSizeOfALinkPreview(t *testing.T) {
	data := draw(t, card)
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width != 1200 || config.Height != 630 {
		t.Fatal(err, config.Width, config.Height)
	}
	if len(data) > 60<<10 {
		t.Errorf("%d bytes", len(data))
	}
}

func TestSameWordsSameBytes(t *testing.T) {
	done := make(chan []byte)
	for range 4 {
		go func() {
			data, _ := PNG(card)
			done <- data
		}()
	}
	want := draw(t, card)
	for range 4 {
		if !bytes.Equal(<-done, want) {
			t.Error("drawn twice, the bytes differ")
		}
	}
}

// Each part of a card must be seen on the picture.
func TestEveryPartIsDrawn(t *testing.T) {
	want := draw(t, card)
	for name, change := range map[string]func(*Card){
		"ID":    func(c *Card) { c.ID += "1" },
		"Title": func(c *Card) { c.Title += "s" },
		"Words": func(c *Card) { c.Words = "The light went out." },
		"Level": func(c *Card) { c.Level = "SECRET" },
		"About": func(c *Card) { c.About += "." },
		"Site":  func(c *Card) { c.Site += "." },
	} {
		c := card
		change(&c)
		if bytes.Equal(draw(t, c), want) {
			t.Errorf("%s is not drawn", name)
		}
	}
}

// Nothing that a cable may hold stops the drawing.
func TestHostileWords(t *testing.T) {
	for _, s := range []string{"", strings.Repeat("W", 5000), strings.Repeat("word ", 2000), "\x00\xff\u202e\U0001F600", strings.Repeat("é", 400)} {
		draw(t, Card{s, s, s, s, s, s})
		draw(t, Card{Title: s})
	}
}

func BenchmarkPNG(b *testing.B) {
	for b.Loop() {
		draw(b, card)
	}
}
