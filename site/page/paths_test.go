package page

import (
	"strings"
	"testing"
	"time"

	"reftel/site/archive"
)

func TestFileName(t *testing.T) {
	for name, want := range map[string]string{
		"PGOV": "PGOV", "UNGA/C-6": "UNGA~C-6", "HUMAN RIGHTS": "HUMAN_RIGHTS", "STONE, ADA B.": "STONE,_ADA_B.",
		"SECRET//NOFORN": "SECRET~~NOFORN", "CON": "CON=", "COM1.X": "COM1.X=", "..": "=2E.", "a_b": "=61=5F=62", "É": "=C3=89", "": "",
	} {
		if got := fileName(name); got != want {
			t.Errorf("fileName(%q) = %q, want %q", name, got, want)
		}
	}
}

// Different names are different files, also to a file system that does not
// tell upper from lower case, and none leaves its folder.
func FuzzFileName(f *testing.F) {
	f.Add("SECRET//NOFORN", "SECRET~~NOFORN")
	f.Add("a", "A")
	f.Add("..", ".")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := fileName(a), fileName(b)
		if a != b && strings.EqualFold(x, y) {
			t.Errorf("%q and %q are both called %q", a, b, x)
		}
		if strings.ContainsAny(x, `/\:*?"<>|`+"\x00") || x == "." || x == ".." {
			t.Errorf("fileName(%q) = %q", a, x)
		}
		if got, ok := nameOfFile(x); a != "" && !windowsDevice(a) && (!ok || got != a) {
			t.Errorf("nameOfFile(fileName(%q)) = %q", a, got)
		}
	})
}

func TestPermalink(t *testing.T) {
	day := time.Date(2008, 12, 31, 8, 5, 0, 0, time.UTC)
	for _, c := range []struct {
		pattern, want string
		f             archive.Facts
	}{
		{"cable/{year}/{month}/{id}.html", "cable/2008/12/08GRISTAD2577.html", archive.Facts{ID: "08GRISTAD2577", Created: day}},
		{"cable/{year}/{month}/{id}.html", "cable/2008/00/08GRISTAD2577.html", archive.Facts{ID: "08GRISTAD2577", Created: day, Inferred: true}},
		{"cable/{year}/{month}/{id}.html", "cable/0000/00/08GRISTAD2577.html", archive.Facts{ID: "08GRISTAD2577"}},
		{"cable/{year}/{month}/{id}.html", "cable/2008/12/10GRISTAD60_a.html", archive.Facts{ID: "10GRISTAD60_a", Created: day}},
		{"cable/{year}/{month}/{id}.html", "cable/2008/12/=2E.~X.html", archive.Facts{ID: "../X", Created: day}},
		{"{post}/{id}/index.html", "GRISTAD/08GRISTAD2577/index.html", archive.Facts{ID: "08GRISTAD2577", Post: "GRISTAD"}},
	} {
		l := parsePermalink(c.pattern)
		got := l.path(&c.f)
		if got != c.want {
			t.Errorf("%s: path = %q, want %q", c.pattern, got, c.want)
		}
		if id, ok := l.id(got); !ok || id != c.f.ID {
			t.Errorf("%s: id(%q) = %q, %v", c.pattern, got, id, ok)
		}
	}
	for _, path := range []string{"", "cable/2008", "cable/2008/12/08GRISTAD2577.json", "x"} {
		if id, ok := parsePermalink("cable/{year}/{month}/{id}.html").id(path); ok {
			t.Errorf("id(%q) = %q", path, id)
		}
	}
}

// An address is the same before and after all of them are known.
func TestPathsAreKept(t *testing.T) {
	l := gristad(t, 20)
	l.add(t, "08GRISTAD_X", "", shortText)
	p := l.plan(t, nil)
	var want []string
	for i := range int32(p.archive.Len()) {
		want = append(want, p.CablePath(i))
	}
	if p.Len(); p.paths.Load() == nil {
		t.Fatal("the addresses are not kept")
	}
	for i := range want {
		if got := p.CablePath(int32(i)); got != want[i] {
			t.Errorf("cable %d: %q, and before %q", i, got, want[i])
		}
	}
}

func TestFinderKey(t *testing.T) {
	for id, want := range map[string]string{
		"08GRISTAD2577": "GRISTAD", "10GRISTAD60_a": "GRISTAD", "0901OF02GRISTAD288": "01OF02GRISTAD", "06GRISTAD": "GRISTAD", "0": "", "": "",
	} {
		if got := finderKey(id); got != want {
			t.Errorf("finderKey(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestFinderLeadsFromTheRightID(t *testing.T) {
	l := gristad(t, 1)
	l.add(t, "08EFTOGRISTAD15", "2008-01-02", shortText)
	l.facts[1].Canonical = "08GRISTAD15"
	p := l.plan(t, nil)
	for path, want := range map[string]string{
		"id/GRISTAD.txt":     "07GRISTAD1 cable/2007/01/07GRISTAD1.html\n08GRISTAD15 cable/2008/01/08EFTOGRISTAD15.html\n",
		"id/EFTOGRISTAD.txt": "08EFTOGRISTAD15 cable/2008/01/08EFTOGRISTAD15.html\n",
	} {
		page, ok := p.Find(path)
		got, err := p.Render(nil, page, l)
		if !ok || err != nil || string(got) != want {
			t.Errorf("%s = %q, %v, want %q", path, got, err, want)
		}
	}
}
