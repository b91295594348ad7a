package source

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, in, out, problems string }{
		{"plain", "NORVAL 17\t\r\n", "NORVAL 17\t\r\n", ""},
		{"UTF-8", "Chargé “N”\n", "Chargé “N”\n", ""},
		{"Windows-1252", "a\nCharg\xe9 \x93N\x94", "a\nChargé “N”",
			"2:6 encoding 3 bytes are not UTF-8 and read as Windows-1252, the first is 0xE9"},
		{"mixed", "é \xe9", "é é", "1:4 encoding 1 byte is not UTF-8 and read as Windows-1252, the first is 0xE9"},
		{"undefined there", "\xe9\x81", "é\u0081",
			"1:1 encoding 1 byte is not UTF-8 and read as Windows-1252, the first is 0xE9|" +
				"1:3 encoding 1 byte is neither UTF-8 nor Windows-1252 and read as Latin-1, the first is 0x81"},
		{"pilcrow of Latin-1", "\xb61.", "¶1.", "1:1 encoding 1 byte is not UTF-8 and read as Windows-1252, the first is 0xB6"},
		{"NUL", "aaaaaaaaaa\x00b\x1b", "aaaaaaaaaa\x00b\x1b", "1:11 control-character the text holds 2 control characters, the first is U+0000"},
		{"C1 and DEL", "\x7f\u0085", "\x7f\u0085", "1:1 control-character the text holds 2 control characters, the first is U+007F"},
		{"controls move with what stands before", "\xe9\x00", "é\x00",
			"1:1 encoding 1 byte is not UTF-8 and read as Windows-1252, the first is 0xE9|" +
				"1:3 control-character the text holds 1 control character, the first is U+0000"},
		{"direction", "a\u202eb", "a\u202eb", "1:2 direction-control the text holds 1 character that turns the direction of writing, the first is U+202E"},
		{"cut sequence", "a\xe2\x80", "aâ€", "1:2 encoding 2 bytes are not UTF-8 and read as Windows-1252, the first is 0xE2"},
	} {
		out, problems := decode([]byte(c.in))
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s %s", p.Line, p.Column, p.Code, p.Message))
		}
		if string(out) != c.out || strings.Join(got, "|") != c.problems {
			t.Errorf("%s: decode = %q, %s\nwant %q, %s", c.name, out, strings.Join(got, "|"), c.out, c.problems)
		}
	}
}

func TestUnmark(t *testing.T) {
	for _, c := range []struct{ name, in, out, problem string }{
		{"none", "abc", "abc", ""},
		{"UTF-8", "\xef\xbb\xbfabc", "abc", ""},
		{"UTF-16 little", "\xff\xfea\x00\xe9\x00", "aé", "the file is UTF-16 and was read as such"},
		{"UTF-16 big", "\xfe\xff\x00a\xd8\x3d\xde\x00", "a😀", "the file is UTF-16 and was read as such"},
		{"UTF-16 cut", "\xff\xfea\x00b", "a", "the file is UTF-16 and was read as such; its last byte is half a character and was left out"},
	} {
		out, problems := unmark([]byte(c.in))
		got := ""
		if len(problems) > 0 {
			got = problems[0].Message
		}
		if string(out) != c.out || got != c.problem {
			t.Errorf("%s: unmark = %q, %q", c.name, out, got)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("plain text of an invented cable\n"))
	f.Add([]byte("Charg\xe9 \x81 \x00 \u202e é"))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, problems := decode(data)
		if !utf8.Valid(out) {
			t.Fatalf("decode(%q) = %q", data, out)
		}
		if utf8.Valid(data) && string(out) != string(data) {
			t.Errorf("valid UTF-8 was changed: %q to %q", data, out)
		}
		if isPlain(data) != isPlainBytes(data) {
			t.Errorf("isPlain(%q) = %v", data, isPlain(data))
		}
		if again, more := decode(out); string(again) != string(out) || len(more) > len(problems) {
			t.Errorf("decode is not stable: %q, %v, then %v", data, problems, more)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	line := "1.  (C)  Ministers of Norval and Gristad met at the ferry landing, \n"
	for name, data := range map[string]string{"plain": strings.Repeat(line, 100), "UTF-8": strings.Repeat(line+"é", 100)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				decode([]byte(data))
			}
		})
	}
}
