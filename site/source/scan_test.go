package source

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// summary writes folders for people.
func summary(folders []Folder) string {
	var b strings.Builder
	for _, f := range folders {
		fmt.Fprintf(&b, "%s %v\n", f.Path, f.Folders)
		for _, file := range f.Files {
			fmt.Fprintf(&b, "  %d %s %d\n", file.Kind, file.Path, file.Size)
		}
		for _, p := range f.Problems {
			fmt.Fprintf(&b, "  %s [%s]\n", p, p.Code)
		}
	}
	return b.String()
}

func TestScan(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{
		"reftel.yaml", "README.md", "go.mod", "public/index.html", ".git/config", "docs/a.md",
		"content/about.md", "content/logo.png", "content/drafts/a.md",
		"content/cables/2008/12/08NORVAL2.txt", "content/cables/2008/12/08NORVAL10.HTML", "content/cables/dump.csv",
		"content/cables/parsed.json",
		"content/notes/norval/08NORVAL2.md", "content/notes/a.txt", "content/redactions/08NORVAL2.md",
		"content/cables/README.md", "content/cables/.keep",
		"content/notes/norval/08NORVAL2.md", "content/notes/a.txt", "content/redactions/08NORVAL2.md",
		"templates/embed.go", "templates/cable.html", "static/embed.go", "static/fonts/a.woff2", "static/.htaccess",
		// left behind by editors
		"content/notes/.08NORVAL2.md.swp", "content/notes/08NORVAL2.md~", "content/notes/4913", "content/notes/#a.md#",
		"content/notes/a.md___jb_tmp___", "content/notes/a.md.bck", "static/Thumbs.db", "content/.DS_Store",
	} {
		write(t, root, name, []byte(name))
	}
	got, err := Scan(root, ".")
	if err != nil {
		t.Fatal(err)
	}
	want := `. [content static templates]
  0 reftel.yaml 11
content [content/cables content/notes content/redactions]
  4 content/about.md 16
  content/drafts: warning: this folder is not read [unread-file]
  content/logo.png: warning: this file is not read [unread-file]
content/cables [content/cables/2008]
  1 content/cables/dump.csv 23
  1 content/cables/parsed.json 26
  content/cables/README.md: warning: this file is not read [unread-file]
content/cables/2008 [content/cables/2008/12]
content/cables/2008/12 []
  1 content/cables/2008/12/08NORVAL10.HTML 38
  1 content/cables/2008/12/08NORVAL2.txt 36
content/notes [content/notes/norval]
  content/notes/a.txt: warning: this file is not read [unread-file]
content/notes/norval []
  2 content/notes/norval/08NORVAL2.md 33
content/redactions []
  3 content/redactions/08NORVAL2.md 31
static [static/fonts]
static/fonts []
  6 static/fonts/a.woff2 20
templates []
  5 templates/cable.html 20
`
	if s := summary(got); s != want {
		t.Errorf("Scan gives\n%s\nwant\n%s", s, want)
	}
	for _, f := range got {
		one, err := List(root, f.Path)
		if err != nil || !reflect.DeepEqual(one, f) {
			t.Errorf("List(%s) = %v, %v; Scan has %v", f.Path, one, err, f)
		}
	}
	below, err := Scan(root, "content/notes")
	if err != nil || len(below) != 2 || below[0].Path != "content/notes" {
		t.Errorf("Scan of a folder: %v, %v", below, err)
	}
}

func TestScanRefusesNames(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{
		"aux.css", "Com1.js", "nul", "a:b.css", "what?.css", "dot.", "a\x01.css", "bad\xff.css", `back\slash.css`,
		"Style.css", "style.CSS", "caf\u00e9.css", "cafe\u0301.css", "com0.js", "console.js", strings.Repeat("x", 201),
	} {
		if err := os.MkdirAll(filepath.Join(root, "static"), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, "static", name), nil, 0o666); err != nil {
			t.Skip("this file system refuses the names itself: ", err)
		}
	}
	f, err := List(root, "static")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`static/Com1.js: error: the name "Com1.js" is reserved on Windows`,
		`static/a` + "\x01" + `.css: error: the name "a\x01.css" holds bytes that are not text`,
		`static/a:b.css: error: the name "a:b.css" holds one of < > : " | ? * \`,
		`static/aux.css: error: the name "aux.css" is reserved on Windows`,
		`static/back\slash.css: error: the name "back\\slash.css" holds one of < > : " | ? * \`,
		"static/bad\xff.css" + `: error: the name "bad\xff.css" holds bytes that are not text`,
		"static/caf\u00e9.css: error: static/cafe\u0301.css has the same name but for case or accents",
		`static/dot.: error: the name "dot." ends in a dot or a space`,
		`static/nul: error: the name "nul" is reserved on Windows`,
		`static/style.CSS: error: static/Style.css has the same name but for case or accents`,
		`static/what?.css: error: the name "what?.css" holds one of < > : " | ? * \`,
		`static/` + strings.Repeat("x", 201) + `: error: the name "` + strings.Repeat("x", 201) + `" is longer than 200 bytes`,
	}
	var got []string
	for _, p := range f.Problems {
		got = append(got, p.String())
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("problems\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestScanDoesNotFollowLinks(t *testing.T) {
	root, outside := t.TempDir(), t.TempDir()
	write(t, outside, "08NORVAL2.txt", []byte("secret"))
	write(t, root, "content/cables/08NORVAL1.txt", []byte("text"))
	for _, link := range []struct{ to, name string }{
		{outside, "content/cables/folder"},
		{filepath.Join(outside, "08NORVAL2.txt"), "content/cables/08NORVAL2.txt"},
		{"nowhere", "content/cables/08NORVAL3.txt"},
		{"..", "static"},
		{"host:1234", "content/cables/.#08NORVAL1.txt"}, // the lock of an editor
	} {
		if err := os.Symlink(link.to, filepath.Join(root, link.name)); err != nil {
			t.Skip(err)
		}
	}
	folders, err := Scan(root, ".")
	if err != nil {
		t.Fatal(err)
	}
	want := `. [content]
  static: error: a symbolic link is not read [irregular-file]
content [content/cables]
content/cables []
  1 content/cables/08NORVAL1.txt 4
  content/cables/08NORVAL2.txt: error: a symbolic link is not read [irregular-file]
  content/cables/08NORVAL3.txt: error: a symbolic link is not read [irregular-file]
  content/cables/folder: error: a symbolic link is not read [irregular-file]
`
	if s := summary(folders); s != want {
		t.Errorf("Scan gives\n%s\nwant\n%s", s, want)
	}
	if f, err := List(root, "content/cables/folder"); err == nil {
		t.Errorf("List follows a link: %v", f)
	}
}

func TestScanOfWhatIsNotThere(t *testing.T) {
	if got, err := Scan(t.TempDir(), "content"); err != nil || len(got) != 0 {
		t.Errorf("Scan of a folder that is not there: %v, %v", got, err)
	}
	if _, err := List(t.TempDir(), "content"); err == nil {
		t.Error("List of a folder that is not there gives no error")
	}
}

// A file that was replaced is another, whatever its size and time.
func TestFileTellsChanges(t *testing.T) {
	root := t.TempDir()
	at := time.Date(2010, 11, 28, 18, 0, 0, 0, time.UTC)
	state := func(data string) File {
		write(t, root, "new", []byte(data))
		path := filepath.Join(root, "static", "a.css")
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(root, "new"), path); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		f, err := List(root, "static")
		if err != nil || len(f.Files) != 1 {
			t.Fatal(f, err)
		}
		return f.Files[0]
	}
	first := state("one")
	write(t, root, "keep", nil) // so that the number of the old file is not given again at once
	if second := state("two"); second == first && second.Inode != 0 {
		t.Errorf("%+v looks like %+v", second, first)
	}
	if !first.Settled(at.Add(3*time.Second)) || first.Settled(at.Add(time.Second)) {
		t.Error("a file is settled two seconds after its last change and not before")
	}
}
