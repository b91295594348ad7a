package source

import "bytes"

// rowEnd finds the next row of a dump in data. A line that looks like the start
// of a row is one, whatever the quotes before it say: so one lost quote costs
// one row, and every byte is looked at a fixed number of times.
func rowEnd(data []byte, atEOF bool) (start, end int) {
	for start < len(data) && (data[start] == '\n' || data[start] == '\r') {
		start++
	}
	if start == len(data) {
		return start, start
	}
	row := data[start:]
	next := nextRow(row)
	if next > 0 {
		row, atEOF = row[:next], true
	}
	n, fields := scanRow(row, atEOF)
	switch {
	case fields == dumpFields && isRowStart(row):
		return start, start + n
	case !atEOF:
		return 0, -1
	}
	return start, start + len(row)
}

// scanRow returns the length of the row at the start of data, line end
// included, and the number of its fields. The length is negative where the row
// has no end in data.
func scanRow(data []byte, atEOF bool) (n, fields int) {
	for at := 0; ; {
		fields++
		end := fieldEnd(data[at:], atEOF)
		if end < 0 {
			return -1, 0
		}
		at += end
		if at == len(data) {
			return at, fields
		}
		at++
		if data[at-1] == '\n' {
			return at, fields
		}
	}
}

// fieldEnd returns the offset of the comma or line feed behind the field at the
// start of data, or len(data) at the end of the file; negative where more data
// is needed.
func fieldEnd(data []byte, atEOF bool) int {
	at := 0
	if len(data) > 0 && data[0] == '"' {
		if at = closingQuote(data, atEOF) + 1; at == 0 {
			return -1
		}
	}
	if n := bytes.IndexAny(data[at:], ",\n"); n >= 0 {
		return at + n
	}
	if !atEOF {
		return -1
	}
	return len(data)
}

// closingQuote returns the offset of the quote that ends the field that data
// starts with: one that is not escaped and has a comma or a line end behind it.
// A quote without either is one that lost its backslash.
func closingQuote(data []byte, atEOF bool) int {
	for at := 1; at < len(data); at++ {
		n := bytes.IndexByte(data[at:], '"')
		if n < 0 {
			return -1
		}
		at += n
		if at+1 == len(data) && !atEOF {
			return -1
		}
		if !isEscaped(data[1:at]) && (at+1 == len(data) || bytes.IndexByte([]byte(",\r\n"), data[at+1]) >= 0) {
			return at
		}
	}
	return -1
}

// isEscaped reports whether an odd number of backslashes stands at the end of
// what lies before a quote.
func isEscaped(before []byte) bool {
	return (len(before)-len(bytes.TrimRight(before, `\`)))%2 == 1
}

// isRowStart reports whether data begins with a quoted number and a further
// quoted field, as every row of the dump does.
func isRowStart(data []byte) bool {
	if len(data) == 0 || data[0] != '"' {
		return false
	}
	rest := bytes.TrimLeft(data[1:], "0123456789")
	return len(rest) < len(data)-1 && bytes.HasPrefix(rest, []byte(`","`))
}

// nextRow returns the offset in data of the next line that looks like the start
// of a row, or 0. It looks for quotes, which are rarer than line ends.
func nextRow(data []byte) int {
	for at := 1; at < len(data); at++ {
		n := bytes.IndexByte(data[at:], '"')
		if n < 0 {
			return 0
		}
		at += n
		if data[at-1] == '\n' && isRowStart(data[at:]) {
			return at
		}
	}
	return 0
}

// cutRow returns the fields of a row, without their quotes and still escaped,
// and where they start. It stops when there are too many.
func cutRow(row []byte) (fields [][]byte, starts []int) {
	fields, starts = make([][]byte, 0, dumpFields+1), make([]int, 0, dumpFields+1)
	for at := 0; len(fields) <= dumpFields; {
		end := fieldEnd(row[at:], true)
		if end < 0 {
			return fields, starts // a quote that is never closed
		}
		fields = append(fields, unquote(row[at:at+end]))
		starts = append(starts, at)
		at += end + 1
		if at > len(row) || row[at-1] == '\n' {
			break
		}
	}
	return fields, starts
}

// unquote takes the quotes off a field. The database's word for no value,
// which stands without quotes, is none.
func unquote(field []byte) []byte {
	field = bytes.TrimRight(field, "\r")
	if len(field) >= 2 && field[0] == '"' {
		return field[1 : len(field)-1]
	}
	if string(field) == `\N` {
		return nil
	}
	return field
}

// appendUnescaped appends a field to dst without the backslashes before quotes,
// backslashes and line ends. Any other backslash is part of the text.
func appendUnescaped(dst, field []byte) []byte {
	for n := bytes.IndexByte(field, '\\'); n >= 0; n = bytes.IndexByte(field, '\\') {
		dst = append(dst, field[:n]...)
		field = field[n:]
		if len(field) > 1 && bytes.IndexByte([]byte("\"\\\n"), field[1]) >= 0 {
			field = field[1:]
		}
		dst = append(dst, field[0])
		field = field[1:]
	}
	return append(dst, field...)
}

// bareQuotes counts the quotes in a field that have no backslash.
func bareQuotes(field []byte) int {
	n := bytes.Count(field, []byte(`"`))
	if n == 0 {
		return 0
	}
	return n - bytes.Count(field, []byte(`\"`))
}

// valueOf returns a short field as it was meant.
func valueOf(field []byte) string {
	if bytes.IndexByte(field, '\\') >= 0 {
		field = appendUnescaped(nil, field)
	}
	return string(bytes.TrimSpace(field))
}

// isNumber reports whether a field is digits.
func isNumber(field []byte) bool {
	return len(field) > 0 && len(bytes.TrimLeft(field, "0123456789")) == 0
}
