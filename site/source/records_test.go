package source

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"reftel/site/diag"
)

// dump returns rows of invented cables.
func dump(rows, bodyLines int) []byte {
	var b bytes.Buffer
	body := strings.Repeat("1.  (C)  Ministers of Norval and Gristad met at the \\\"ferry\\\", \n", bodyLines)
	for i := range rows {
		fmt.Fprintf(&b, "%q,\"1/2/2007 3:04\",\"07NORVAL%d\",\"Embassy Norval\",\"SECRET\",\"\",\"R 020304Z JAN 07\n\",\"%s\"\n", fmt.Sprint(i+1), i+1, body)
	}
	return b.Bytes()
}

func TestRecordsAreCutAcrossBuffers(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a.csv", dump(500, 100)) // more than one buffer
	n, line := 0, 1
	for r, err := range Records(root, "a.csv") {
		if err != nil {
			t.Fatal(err)
		}
		n++
		d := r.Document()
		if want := fmt.Sprintf("07NORVAL%d", n); d.Meta.ID != want || r.Line != line || len(d.Problems) > 0 {
			t.Fatalf("record %d: ID %q, line %d (want %d), %v", n, d.Meta.ID, r.Line, line, d.Problems)
		}
		line += 102
		if n%97 == 0 {
			sameAgain(t, root, d)
		}
	}
	if n != 500 {
		t.Errorf("%d records, want 500", n)
	}
}

// Records lie side by side in memory, and reading one writes over it.
func TestRecordsAreReadInAnyOrder(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a.csv", dump(300, 20))
	var records []Record
	for r, err := range Records(root, "a.csv") {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
	}
	want := records[0].Document().Text
	for i, r := range slices.Backward(records[1:]) {
		if d := r.Document(); d.Text != want || d.Meta.ID != fmt.Sprintf("07NORVAL%d", i+2) || len(d.Problems) > 0 {
			t.Fatalf("record %d: %s, %v, %q", i+1, d.Meta.ID, d.Problems, d.Text)
		}
	}
}

func TestRecordsStopsWhenAsked(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a.csv", dump(3, 1))
	n := 0
	for range Records(root, "a.csv") {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d records after a break", n)
	}
}

func TestARowWithoutEndIsBounded(t *testing.T) {
	root := t.TempDir()
	data := append([]byte(`"1","1/2/2007 3:04","07NORVAL1","Embassy`), bytes.Repeat([]byte("never closed\n"), 2*maxText/13)...)
	write(t, root, "a.csv", append(data, dump(2, 1)...))
	var ids, codes []string
	for r, err := range Records(root, "a.csv") {
		if err != nil {
			t.Fatal(err)
		}
		if len(r.raw) > maxText+1 {
			t.Fatalf("a record of %d bytes", len(r.raw))
		}
		d := r.Document()
		ids = append(ids, d.Meta.ID)
		for _, p := range d.Problems {
			codes = append(codes, p.Code)
		}
	}
	if got := strings.Join(ids, ","); !strings.HasSuffix(got, ",07NORVAL1,07NORVAL2") || len(codes) == 0 {
		t.Errorf("IDs %s, problems %v", got, codes)
	}
}

func TestATooLongFileIsAProblemOfItsOwn(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"a.txt", "a.html"} {
		write(t, root, name, nil)
		if err := os.Truncate(filepath.Join(root, name), maxText+1); err != nil {
			t.Fatal(err)
		}
		for r, err := range Records(root, name) {
			if err != nil {
				t.Fatal(err)
			}
			if d := r.Document(); d.Text != "" || len(d.Problems) != 1 || d.Problems[0].Code != "too-long" || d.Problems[0].Severity != diag.Error {
				t.Errorf("%s: problems %v", name, d.Problems)
			}
		}
	}
}

func TestPlaceMovesProblemsIntoTheFile(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a.txt", []byte("---\nid: 08NORVAL1\n---\none\ntwo\n"))
	write(t, root, "a.csv", dump(2, 3))
	write(t, root, "a.html", []byte("<html>\n<pre>one&#10;two</pre>\n<pre>three\nfour</pre>"))
	for _, c := range []struct {
		file   string
		offset int64
		line   int // of the text
		want   string
	}{
		{"a.txt", 0, 2, "a.txt:5:7: warning: m"},
		{"a.txt", 0, 0, "a.txt: warning: m"},
		{"a.csv", 0, 1, "a.csv:1: warning: m"},
		{"a.csv", 0, 3, "a.csv:2: warning: m"}, // the first line of the body, after a blank one that the file lacks
		{"a.csv", 0, 4, "a.csv:3: warning: m"},
		{"a.csv", int64(len(dump(1, 3))), 4, "a.csv: warning: m (line 4 of its text)"},
		{"a.html", 0, 2, "a.html:2: warning: m (line 2 of its text)"},
		{"a.html", 0, 5, "a.html:4: warning: m"},
	} {
		d, err := NewOpener(root).Open(c.file, c.offset, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		got := d.Place([]diag.Problem{{Line: c.line, Column: 7, Message: "m"}})
		if s := got[0].String(); s != c.want {
			t.Errorf("line %d of %s+%d: %s, want %s", c.line, c.file, c.offset, s, c.want)
		}
	}
}

func TestOpenFails(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a.txt", []byte("text"))
	write(t, root, "a.csv", nil)
	write(t, root, "a.md", nil)
	if err := os.Symlink("a.txt", filepath.Join(root, "link.txt")); err != nil {
		t.Skip(err)
	}
	for _, c := range []struct {
		file   string
		offset int64
		want   string
	}{
		{"none.txt", 0, "read none.txt: no such file or directory"},
		{"a.txt", 5, "read a.txt: no cable at byte 5"},
		{"a.csv", 0, "read a.csv: no cable at byte 0"},
		{"a.md", 0, "read a.md: cables are in .txt"},
		{"link.txt", 0, "read link.txt: not a regular file"},
	} {
		_, err := NewOpener(root).Open(c.file, c.offset, 0, 0)
		if c.offset == 0 && c.file == "none.txt" && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v does not say that the file is not there", err)
		}
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("Open(%s, %d): %v, want %s", c.file, c.offset, err, c.want)
		}
	}
}

func BenchmarkRecords(b *testing.B) {
	root := b.TempDir()
	data := dump(5000, 100)
	write(b, root, "a.csv", data)
	for _, read := range []bool{false, true} {
		b.Run(fmt.Sprintf("read=%v", read), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				for r, err := range Records(root, "a.csv") {
					if err != nil {
						b.Fatal(err)
					}
					if read {
						r.Document()
					}
				}
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	root := b.TempDir()
	head := "---\nid: 07NORVAL1\ncreated: 2007-01-02 03:04\nclassification: SECRET\norigin: Embassy Norval\n---\n"
	text := strings.Repeat("1.  (C)  Ministers of Norval and Gristad met at the ferry landing, \n", 100)
	write(b, root, "a.txt", []byte(head+text))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewOpener(root).Open("a.txt", 0, 0, 0); err != nil {
			b.Fatal(err)
		}
	}
}
