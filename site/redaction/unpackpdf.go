package redaction

import "bytes"

// pdfStreams unpacks the compressed streams of a document.
func pdfStreams(data []byte, f func(string, []byte) bool) bool {
	for {
		_, after, found := bytes.Cut(data, []byte("stream"))
		if !found {
			return true
		}
		data = after
		if start := len(after) - len(bytes.TrimLeft(after, "\r\n")); start > 0 && start <= 2 {
			if text := inflate(after[start:]); len(text) > 0 && (!f("PDF stream", text) || !f("PDF string", pdfStrings(text))) {
				return false
			}
		}
	}
}

// pdfStrings reads the strings that a document holds as digits: <4F736B6172>.
// It puts a space between them.
func pdfStrings(data []byte) (text []byte) {
	for {
		_, after, found := bytes.Cut(data, []byte("<"))
		digits, _, closed := bytes.Cut(after, []byte(">"))
		if !found || !closed {
			return text
		}
		data = after
		digits = bytes.Join(bytes.Fields(digits), nil)
		for ; len(digits) >= 2; digits = digits[2:] {
			v, ok := hexValue(digits[:2])
			if !ok {
				break
			}
			text = append(text, byte(v))
		}
		text = append(text, ' ')
	}
}
