// Package picture draws the pictures that networks show beside a link to a
// cable. They are drawn with the Go fonts, which are part of the program, so
// the same words give the same bytes on every machine.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Size of a picture in pixels: what the Open Graph protocol's readers show
// whole.
const (
	Width  = 1200
	Height = 630
)

// A Card is what a picture says.
type Card struct {
	ID    string // "08GRISTAD112", "08GRISTAD112 ¶7"
	Title string
	Words string // of a paragraph, which stand in place of the title; "" for none
	Level string // classification: "SECRET//NOFORN"
	About string // post and date
	Site  string
}

// Sizes in pixels.
const (
	margin = 72
	band   = 96 // of the classification, at the top
	widest = Width - 2*margin
)

// PNG returns the picture of a card.
func PNG(c Card) ([]byte, error) {
	fonts, err := loadFonts()
	if err != nil {
		return nil, err
	}
	p := &painter{img: image.NewPaletted(image.Rect(0, 0, Width, Height), colours(c.Level))}
	p.fill(image.Rect(0, 0, Width, band), onBand)
	p.write(fonts.bold, 40, onBand, margin, 63, c.Level)
	p.write(fonts.mono, 48, ink, margin, 184, c.ID)
	if c.Words != "" {
		p.block(fonts.regular, []int{44, 38, 32}, c.Words)
	} else {
		p.block(fonts.bold, []int{64, 52, 42}, c.Title)
	}
	p.write(fonts.regular, 34, ink, margin, Height-96, c.About)
	p.write(fonts.regular, 30, faint, margin, Height-48, c.Site)
	if p.err != nil {
		return nil, fmt.Errorf("draw picture: %w", p.err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p.img); err != nil {
		return nil, fmt.Errorf("draw picture: %w", err)
	}
	return b.Bytes(), nil
}

// The palette holds three runs of shades, each from the ground to the ink of
// its kind of words.
const (
	shades = 16

	ink    = 0 * shades // on paper
	faint  = 1 * shades // on paper
	onBand = 2 * shades // on the band
)

// colours is the palette. The band's colour follows the classification, which
// stands on it in words.
func colours(level string) color.Palette {
	paper, ground := color.RGBA{0xfb, 0xfa, 0xf7, 0xff}, color.RGBA{0x3d, 0x4a, 0x57, 0xff}
	switch first, _, _ := strings.Cut(level, "/"); first {
	case "SECRET":
		ground = color.RGBA{0x9b, 0x1c, 0x1c, 0xff}
	case "CONFIDENTIAL":
		ground = color.RGBA{0x1d, 0x4f, 0x91, 0xff}
	case "UNCLASSIFIED":
		ground = color.RGBA{0x1f, 0x6b, 0x45, 0xff}
	}
	var p color.Palette
	p = shade(p, paper, color.RGBA{0x1a, 0x1a, 0x1a, 0xff})
	p = shade(p, paper, color.RGBA{0x5c, 0x5c, 0x5c, 0xff})
	return shade(p, ground, color.RGBA{0xff, 0xff, 0xff, 0xff})
}

func shade(p color.Palette, from, to color.RGBA) color.Palette {
	mix := func(a, b uint8, n int) uint8 { return uint8((int(a)*(shades-1-n) + int(b)*n) / (shades - 1)) }
	for n := range shades {
		p = append(p, color.RGBA{mix(from.R, to.R, n), mix(from.G, to.G, n), mix(from.B, to.B, n), 0xff})
	}
	return p
}

// A fontSet holds the fonts, parsed.
type fontSet struct{ regular, bold, mono *opentype.Font }

// loadFonts parses the fonts once.
var loadFonts = sync.OnceValues(func() (*fontSet, error) {
	var s fontSet
	for _, f := range []struct {
		to   **opentype.Font
		data []byte
	}{{&s.regular, goregular.TTF}, {&s.bold, gobold.TTF}, {&s.mono, gomonobold.TTF}} {
		parsed, err := opentype.Parse(f.data)
		if err != nil {
			return nil, fmt.Errorf("parse font: %w", err)
		}
		*f.to = parsed
	}
	return &s, nil
})

// A painter draws on one picture and keeps the first error.
type painter struct {
	img *image.Paletted
	err error
}

func (p *painter) face(f *opentype.Font, size float64) font.Face {
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil && p.err == nil {
		p.err = err
	}
	return face
}

func (p *painter) fill(r image.Rectangle, colour uint8) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			p.img.SetColorIndex(x, y, colour)
		}
	}
}

// write draws one line with its base line at y, cut where it is too long.
func (p *painter) write(f *opentype.Font, size float64, colour uint8, x, y int, s string) {
	face := p.face(f, size)
	if p.err != nil {
		return
	}
	defer face.Close()
	p.line(face, colour, x, y, cut(face, s))
}

// block draws what a card is about, in the largest of the sizes that its room
// allows; in the last, and cut, where none does.
func (p *painter) block(f *opentype.Font, sizes []int, s string) {
	const top, bottom = 230, Height - 150
	for i, size := range sizes {
		face := p.face(f, float64(size))
		if p.err != nil {
			return
		}
		lines, step := wrap(face, s), size*5/4
		if room := (bottom - top) / step; len(lines) > room {
			if i+1 < len(sizes) {
				face.Close()
				continue
			}
			lines = append(lines[:room-1], cut(face, strings.Join(lines[room-1:], " ")))
		}
		for i, line := range lines {
			p.line(face, ink, margin, top+size+i*step, line)
		}
		face.Close()
		return
	}
}

// line draws glyph by glyph: blending into a palette of shades is a look-up.
func (p *painter) line(face font.Face, colour uint8, x, y int, s string) {
	dot := fixed.P(x, y)
	last := rune(-1)
	for _, r := range s {
		if last >= 0 {
			dot.X += face.Kern(last, r)
		}
		box, mask, at, advance, ok := face.Glyph(dot, r)
		if ok {
			p.blend(box, mask.(*image.Alpha), at, colour)
		}
		dot.X += advance
		last = r
	}
}

func (p *painter) blend(box image.Rectangle, mask *image.Alpha, at image.Point, colour uint8) {
	inside := box.Intersect(p.img.Rect)
	for y := inside.Min.Y; y < inside.Max.Y; y++ {
		for x := inside.Min.X; x < inside.Max.X; x++ {
			a := mask.AlphaAt(at.X+x-box.Min.X, at.Y+y-box.Min.Y).A
			i := p.img.PixOffset(x, y)
			p.img.Pix[i] = max(p.img.Pix[i], colour+uint8(int(a)*(shades-1)/255))
		}
	}
}

// wrap cuts a text into lines at its spaces.
func wrap(face font.Face, s string) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && font.MeasureString(face, longer).Ceil() > widest {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	return append(lines, cut(face, line))
}

// cut shortens a line that is too long.
func cut(face font.Face, s string) string {
	room := fixed.I(widest)
	more := font.MeasureString(face, "…")
	width, fits := fixed.Int26_6(0), 0 // fits: what leaves room for the dots
	last := rune(-1)
	for i, r := range s {
		if last >= 0 {
			width += face.Kern(last, r)
		}
		if width+more <= room {
			fits = i
		}
		advance, _ := face.GlyphAdvance(r)
		if width += advance; width > room {
			return strings.TrimRight(s[:fits], " ,;:-") + "…"
		}
		last = r
	}
	return s
}
