package page

import (
	"fmt"
	"strings"
)

// Addresses of the indexes, relative to the root.
const (
	homePath            = "index.html"
	notFoundPath        = "404.html"
	tagsPath            = "tag/index.html"
	originsPath         = "origin/index.html"
	classificationsPath = "classification/index.html"
	datesPath           = "date/index.html"
)

func tagPath(code string) string    { return "tag/" + fileName(code) + ".html" }
func levelPath(level string) string { return "classification/" + fileName(level) + ".html" }
func originPath(post string) string { return "origin/" + fileName(post) + ".html" }
func datePath(period string) string { return "date/" + period + ".html" }

// fileName turns a name into the name of a file, different names into
// different ones, also where upper and lower case are the same to the file
// system. Capitals, digits, dots, commas and hyphens stay as they are, a space
// becomes an underscore, a slash a tilde; any other byte is written as = and
// two digits.
func fileName(name string) string {
	if isPlainName(name) {
		return name
	}
	b := make([]byte, 0, len(name))
	for i := range len(name) {
		switch c := name[i]; {
		case 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == ',', c == '-', c == '.' && i > 0:
			b = append(b, c)
		case c == ' ':
			b = append(b, '_')
		case c == '/':
			b = append(b, '~')
		default:
			b = fmt.Appendf(b, "=%02X", c)
		}
	}
	if windowsDevice(string(b)) {
		b = append(b, '=')
	}
	return string(b)
}

// windowsDevice reports whether Windows reserves a name, with any ending.
func windowsDevice(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	switch stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(stem) == 4 && (stem[:3] == "COM" || stem[:3] == "LPT") && '1' <= stem[3] && stem[3] <= '9'
}

// isPublishedID reports whether an ID has the shape of all published ones,
// malformed ones too: capitals and digits, and perhaps "_a".
func isPublishedID(id string) bool {
	stem := id
	if n := len(id); n > 2 && id[n-2] == '_' && 'a' <= id[n-1] && id[n-1] <= 'z' {
		stem = id[:n-2]
	}
	return isPlainName(stem)
}

// isPlainName reports whether a name is of capitals and digits, and may be that
// of a file. All addresses come by here.
func isPlainName(name string) bool {
	for i := range len(name) {
		if !plainBytes[name[i]] {
			return false
		}
	}
	return name != "" && (name[0] <= '9' || !windowsDevice(name))
}

// plainBytes are capitals and digits.
var plainBytes = func() (t [256]bool) {
	for c := range t {
		t[c] = 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
	}
	return t
}()
