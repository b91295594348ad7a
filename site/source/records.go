package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
)

// Records yields the cables of a file of the project in the folder root, in
// order, without reading their text: a file of any size takes the memory of one
// cable. An error is one of the environment and the last.
func Records(root, file string) iter.Seq2[Record, error] {
	return records(root, file, 0)
}

// records yields the records from an offset on. Only the first knows its line
// when offset is not 0.
func records(root, file string, offset int64) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		var err error
		switch f := formOf(file); f {
		case textForm, pageForm:
			err = single(root, file, offset, f, yield)
		case dumpForm, parsedForm:
			err = many(root, file, offset, f, yield)
		default:
			err = errors.New("cables are in .txt, .html, .csv or .json files")
		}
		if err != nil {
			yield(Record{}, fmt.Errorf("read %s: %w", file, cause(err)))
		}
	}
}

// single yields a file that is one cable.
func single(root, file string, offset int64, f form, yield func(Record, error) bool) error {
	if offset != 0 {
		return nil
	}
	raw, err := readRegular(local(root, file), 0, 0)
	if errors.Is(err, errTooLong) {
		f, err = tooLong, nil // a fault of this file alone
	}
	if err != nil {
		return err
	}
	yield(Record{File: file, Line: 1, form: f, raw: raw}, nil)
	return nil
}

// many yields the records of a file that may hold any number.
func many(root, file string, offset int64, f form, yield func(Record, error) bool) error {
	src, err := openRegular(local(root, file))
	if err != nil {
		return err
	}
	defer src.Close()
	c := cutter{next: rowEnd, at: offset}
	if f == parsedForm {
		c.next = objectEnd
	}
	if offset == 0 {
		mark := make([]byte, 3)
		n, _ := io.ReadFull(src, mark)
		c.at, c.line = byteOrderMark(mark[:n]), 1
		if c.at == 2 { // UTF-16 cannot be cut; reading the mark reports it
			yield(Record{File: file, Line: 1, form: f, raw: mark[:2]}, nil)
			return nil
		}
	}
	if _, err := src.Seek(c.at, io.SeekStart); err != nil {
		return err
	}
	return c.cut(src, blockSize(offset), func(raw []byte) bool {
		return yield(Record{File: file, Offset: c.start, Line: c.startLine, form: f, raw: raw}, nil)
	})
}

// byteOrderMark returns the length of the byte order mark that data starts with:
// 3 for UTF-8, 2 for UTF-16, 0 for none.
func byteOrderMark(data []byte) int64 {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return 3
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return 2
	}
	return 0
}

// blockSize is small where one record is looked up and large where a file is
// read from end to end.
func blockSize(offset int64) int {
	if offset > 0 {
		return 32 << 10
	}
	return 256 << 10
}

// A cutter cuts a file into records and knows where it is in the file.
type cutter struct {
	// next finds the next record in data: it lies from start to end. The end
	// is negative when more data is needed to tell.
	next      func(data []byte, atEOF bool) (start, end int)
	at        int64 // offset of the next byte
	line      int   // its line; 0 for unknown
	start     int64 // of the record that was cut last
	startLine int
}

// cut yields the records of src, which is read in blocks. They lie where they were
// read, and are the caller's.
func (c *cutter) cut(src io.Reader, block int, yield func(raw []byte) bool) error {
	var data []byte
	for atEOF := false; ; {
		// What is longer than any cable has lost its end.
		start, end := c.next(data, atEOF || len(data) > maxText)
		switch {
		case end > 0:
			c.pass(data[:start])
			c.start, c.startLine = c.at, c.line
			c.pass(data[start:end])
			if start < end && !yield(data[start:end:end]) {
				return nil
			}
			data = data[end:]
			continue
		case atEOF:
			return nil
		}
		more := make([]byte, min(max(block, 2*len(data)), maxText+1))
		n, err := io.ReadFull(src, more[copy(more, data):])
		if atEOF = err == io.EOF || err == io.ErrUnexpectedEOF; err != nil && !atEOF {
			return err
		}
		data = more[:len(data)+n]
	}
}

func (c *cutter) pass(data []byte) {
	c.at += int64(len(data))
	if c.line > 0 {
		c.line += bytes.Count(data, []byte("\n"))
	}
}
