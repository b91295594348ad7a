package main

import (
	"bytes"
	"testing"
)

// Every byte of the program counts, wherever its pieces are cut.
func TestProgramIsNamedByAllItsBytes(t *testing.T) {
	for _, size := range []int{0, 1, 7, 8, 100} {
		data := make([]byte, size)
		sum := func() string {
			sum, err := sumOf(bytes.NewReader(data), int64(size))
			if err != nil {
				t.Fatal(err)
			}
			return string(sum)
		}
		before := sum()
		for i := range data {
			data[i]++
			if sum() == before {
				t.Errorf("byte %d of %d makes no difference", i, size)
			}
			data[i]--
		}
		if sum() != before {
			t.Errorf("%d bytes: two digests of the same", size)
		}
	}
}
