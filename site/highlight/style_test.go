package highlight

import (
	"math"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

func TestColoursCanBeRead(t *testing.T) {
	for _, style := range []*chroma.Style{lightStyle(), darkStyle()} {
		for _, kind := range style.Types() {
			ground := style.Get(chroma.Background).Background
			if got := contrast(style.Get(kind).Colour, ground); got < 4.5 {
				t.Errorf("%s: %s has a contrast of %.2f on %s, want 4.5", style.Name, kind, got, ground)
			}
		}
	}
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b chroma.Colour) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c chroma.Colour) float64 {
	channel := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.Red()) + 0.7152*channel(c.Green()) + 0.0722*channel(c.Blue())
}

func TestStylesheetHoldsBothStyles(t *testing.T) {
	css, err := Stylesheet()
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Stylesheet()
	if string(css) != string(again) {
		t.Error("the style sheet differs from run to run")
	}
	light, dark, ok := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	if !ok || !strings.Contains(light, ".chroma .nt { color: #0b3d91 }") || !strings.Contains(dark, ".chroma .nt { color: #8fb8ff }") {
		t.Errorf("style sheet:\n%s", css)
	}
}
