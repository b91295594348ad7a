package annotation

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"reftel/site/cable"
	"reftel/site/casetest"
	"reftel/site/diag"
)

// bare returns what a note says, without what depends on its file.
func bare(n Note) Note {
	n.Line, n.body, n.fault = 0, nil, ""
	return n
}

func finding(c *cable.Cable) func(string) *cable.Cable {
	return func(id string) *cable.Cable {
		if id == c.ID {
			return c
		}
		return nil
	}
}

// Notes of every kind go out as W3C annotations, come back in, and are equal.
func TestWebAnnotationsRoundTrip(t *testing.T) {
	c := testCable(t)
	archive, err := txtar.ParseFile("testdata/roundtrip.txtar")
	if err != nil {
		t.Fatal(err)
	}
	f, problems := Parse("content/notes/08GRISTAD1098.md", archive.Files[0].Data)
	a, more := attach(f, c)
	if len(problems)+len(more) > 0 {
		t.Fatal(problems, more)
	}
	web := webAnnotations(f, c, "https://gristad.example/cable/2008/11/08GRISTAD1098.html", "https://gristad.example/a.jsonld")
	if !json.Valid(web) || len(a.Notes) == 0 {
		t.Fatalf("not JSON: %s", web)
	}
	in := importer{name: "a.jsonld", find: finding(c)}
	imported, problems := in.read(web)
	if len(problems) > 0 || len(imported) != 1 || imported[0].Cable != c.ID {
		t.Fatalf("imported %v, problems %v", imported, problems)
	}
	again, problems := Parse("content/notes/08GRISTAD1098.md", imported[0].Text())
	if len(problems) > 0 {
		t.Fatalf("%v in\n%s", problems, imported[0].Text())
	}
	if got, want := bare(*again.Headnote), bare(*f.Headnote); !reflect.DeepEqual(got, want) {
		t.Errorf("headnote %+v\nwant %+v", got, want)
	}
	bySlug := func(a, b Note) int { return strings.Compare(a.Slug, b.Slug) }
	slices.SortFunc(f.Notes, bySlug)
	slices.SortFunc(again.Notes, bySlug)
	for i := range f.Notes {
		if got, want := bare(again.Notes[i]), bare(f.Notes[i]); !reflect.DeepEqual(got, want) {
			t.Errorf("note %+v\nwant %+v", got, want)
		}
	}
	if _, added, err := imported[0].AppendTo(archive.Files[0].Data); added != 0 || err != nil {
		t.Errorf("a second import adds %d notes, error %v", added, err)
	}
}

func TestFormatIsReadAsTheSame(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/roundtrip.txtar")
	if err != nil {
		t.Fatal(err)
	}
	f, _ := Parse("08GRISTAD1098.md", archive.Files[0].Data)
	f.Head.Articles = []Article{{Title: `A "title": with <signs>`, URL: "https://gristad.example/?a=b&c", Date: dateOf("2011-09-02")}}
	again, problems := Parse("08GRISTAD1098.md", f.Format())
	if len(problems) > 0 || !reflect.DeepEqual(again.Head, f.Head) || len(again.Notes) != len(f.Notes) {
		t.Fatalf("%v in\n%s", problems, f.Format())
	}
	for i := range f.Notes {
		if got, want := bare(again.Notes[i]), bare(f.Notes[i]); !reflect.DeepEqual(got, want) {
			t.Errorf("note %+v\nwant %+v", got, want)
		}
	}
}

// Each case is a file of another program (in.json) with the note files that it
// makes.
func TestImportOfOtherPrograms(t *testing.T) {
	casetest.Run(t, "testdata/import/*.txtar", func(t *testing.T, c *casetest.Case) {
		in := importer{name: "08GRISTAD1098.json", find: finding(testCable(t))}
		imported, problems := in.read(c.Files[0].Data)
		var notes strings.Builder
		for _, i := range imported {
			notes.WriteString("=== " + i.Cable + "\n" + string(i.Text()))
			if f, wrong := Parse(i.Cable+".md", i.Text()); len(wrong) > 0 || len(f.All()) != len(i.Notes) {
				t.Error(wrong)
			}
		}
		c.Set("notes", notes.String())
		c.Set("problems", describeProblems(problems))
	})
}

func TestImportRefusesWhatIsNoAnnotation(t *testing.T) {
	for _, data := range []string{"", "[]", "{}", "null", `{"rows": []}`, `[1, "a", [{}]]`} {
		in := importer{name: "a.json", find: finding(testCable(t))}
		if imported, problems := in.read([]byte(data)); len(imported) != 0 || len(problems) != 1 {
			t.Errorf("%q: %v, %v", data, imported, problems)
		}
	}
}

func TestImportedNotesDoNotTakeTheFilesHead(t *testing.T) {
	src := []byte("---\nby: J. Editor\ndate: 2026-01-01\n---\n\n## ¶3 {#p3}\nA.\n")
	i := Imported{Cable: "08GRISTAD1098", Notes: []Note{{Slug: "p3", Target: cable.Place{First: "p4", Last: "p4"}, Body: "B.", Draft: true}}}
	out, added, _ := i.AppendTo(src)
	f, problems := Parse("08GRISTAD1098.md", out)
	if added != 1 || len(problems) > 0 || len(f.Notes) != 2 {
		t.Fatalf("%v in\n%s", problems, out)
	}
	if n := f.Notes[1]; n.By != "" || !n.Date.IsZero() || !n.Draft || n.Slug != "p4" {
		t.Errorf("note %+v", n)
	}
}

func TestBodiesStayInTheirNotes(t *testing.T) {
	for _, body := range []string{"```\nopen", "<!-- open", "a\n## b\nc", "---\nby: x\n---", "~~~~\n~~~\n## x", "> ```\n> a"} {
		f := File{Notes: []Note{{Body: body, Draft: true}, {Body: "second", Draft: true}}}
		if again, _ := Parse("x.md", f.Format()); len(again.All()) != 2 {
			t.Errorf("%q: two notes become %d in\n%s", body, len(again.All()), f.Format())
		}
		headed := File{Headnote: &f.Notes[0], Notes: f.Notes[1:]}
		if again, _ := Parse("x.md", headed.Format()); again.Headnote == nil && body != "<!-- open" || len(again.Notes) != 1 {
			t.Errorf("%q: headnote and note become %d in\n%s", body, len(again.All()), headed.Format())
		}
	}
	open := []byte("## ¶3\n```\nopen\n")
	if out, _, err := (Imported{Notes: []Note{{Body: "a"}}}).AppendTo(open); err == nil {
		t.Errorf("appended to open code:\n%s", out)
	}
}

func FuzzImport(f *testing.F) {
	for _, name := range []string{"hypothesis", "recogito", "w3c"} {
		if archive, err := txtar.ParseFile("testdata/import/" + name + ".txtar"); err == nil {
			f.Add(archive.Files[0].Data)
		}
	}
	c := testCable(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		in := importer{name: "08GRISTAD1098.json", find: finding(c)}
		imported, _ := in.read(data)
		for _, i := range imported {
			file, problems := Parse(i.Cable+".md", i.Text())
			if len(file.All()) != len(i.Notes) && !slices.ContainsFunc(problems, refused) {
				t.Errorf("%q: %d notes become %d in\n%s", data, len(i.Notes), len(file.All()), i.Text())
			}
		}
	})
}

// refused reports whether a problem keeps a file from being read at all.
func refused(p diag.Problem) bool { return p.Code == "markdown-limit" || p.Code == "note-limit" }
