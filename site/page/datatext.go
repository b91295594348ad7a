package page

import (
	"fmt"
	"unicode/utf8"

	"reftel/site/redaction"
)

// appendCableText appends a cable as text to be read.
func appendCableText(dst []byte, v *dataView, site *siteView, c redaction.Cable) []byte {
	dst = appendPlain(dst, c.Parsed().Text())
	if address := site.addressOf(v.page); address != "" {
		dst = appendPlain(append(dst, '\n'), address)
		dst = append(dst, '\n')
	}
	return dst
}

// appendPlain appends text for files that a terminal may show. Control
// characters and those that turn the direction of writing are made visible: on
// a terminal they could hide or forge lines.
func appendPlain(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n' || r == '\t':
			b = append(b, byte(r))
		case r == utf8.RuneError && n <= 1, r < ' ', 0x7f <= r && r <= 0x9f:
			b = append(b, "\uFFFD"...)
		case turns(r):
			b = fmt.Appendf(b, "[U+%04X]", r)
		default:
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	return b
}
