package page

import (
	"encoding/binary"
	"time"
)

// A Key stands for all that the bytes of a page depend on: as long as the key
// is the same, so is the page.
type Key [32]byte

// The functions below append values so that no two different views read the
// same: every string and list has its length before it.

func appendLen(b []byte, n int) []byte { return binary.AppendUvarint(b, uint64(n)) }

func appendString(b []byte, s string) []byte { return append(appendLen(b, len(s)), s...) }

func appendStrings(b []byte, list []string) []byte {
	b = appendLen(b, len(list))
	for _, s := range list {
		b = appendString(b, s)
	}
	return b
}

func appendTime(b []byte, t time.Time) []byte {
	b = binary.AppendVarint(b, t.Unix())
	return binary.AppendUvarint(b, uint64(t.Nanosecond()))
}

func appendBool(b []byte, yes bool) []byte {
	if yes {
		return append(b, 1)
	}
	return append(b, 0)
}
