package redaction

import (
	"bytes"
	"encoding/binary"
)

const pngHead = "\x89PNG\r\n\x1a\n"

// withoutPixels returns a picture without its points, which are packed noise: in
// enough of it stands every short name. Other data come back as they are.
func withoutPixels(data []byte) []byte {
	if !bytes.HasPrefix(data, []byte(pngHead)) {
		return data
	}
	out := []byte(pngHead)
	rest := chunks(data, func(kind string, chunk []byte) bool {
		if kind != "IDAT" {
			out = append(append(append(out, kind...), 0), chunk...)
			out = append(out, 0)
		}
		return true
	})
	return append(out, rest...)
}

// chunks calls f with the chunks of a picture until f says no; it returns what
// stands behind them.
func chunks(data []byte, f func(kind string, chunk []byte) bool) (rest []byte) {
	data = data[len(pngHead):]
	for len(data) >= 12 {
		size := binary.BigEndian.Uint32(data)
		if uint64(size) > uint64(len(data)-12) || !f(string(data[4:8]), data[8:8+size]) {
			break
		}
		data = data[12+size:]
	}
	return data
}

// packedTexts unpacks the texts in a picture.
func packedTexts(data []byte, f func(string, []byte) bool) bool {
	for {
		i := bytes.IndexByte(data, 0x78) // zlib's first byte
		if i < 0 {
			return true
		}
		if text := inflate(data[i:]); len(text) > 0 && !f("picture text", text) {
			return false
		}
		data = data[i+1:]
	}
}
