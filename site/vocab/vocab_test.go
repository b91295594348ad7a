package vocab

import (
	"slices"
	"strings"
	"testing"
)

func TestCanonicalID(t *testing.T) {
	for _, c := range []struct{ id, want string }{
		// Fine as they are, known post or not.
		{"08ASTANA2577", "08ASTANA2577"},
		{"09STATE100153", "09STATE100153"},
		{"08GRISTAD12", "08GRISTAD12"},
		{"93NORVAL1", "93NORVAL1"},
		// Spelling.
		{"08astana2577", "08ASTANA2577"},
		{" #08 Astana 002577 ", "08ASTANA2577"},
		{"10SHANGHAI60_a", "10SHANGHAI60"},
		{"1975DACCA00292_b", "75DACCA292"},
		{"2009BAKU0012", "09BAKU12"},
		{"06PORT-OF-SPAIN123", "06PORTOFSPAIN123"},
		{"050TTAWA7", "05OTTAWA7"},
		{"05COTON0U7", "05COTONOU7"},
		// Aliases and slips of the post.
		{"08SECSTATE5", "08STATE5"},
		{"07IHARTOUM99", "07KHARTOUM99"},
		{"07KAHRTOUM99", "07KHARTOUM99"},
		{"73VATICA283", "73VATICAN283"},
		{"08MONTEREY468", "08MONTEREY468"},
		// Words of the classification line.
		{"08EFTOBAKU12", "08BAKU12"},
		{"08EFTOGRISTAD12", "08GRISTAD12"},
		{"05EMBASSYNORVAL1", "05NORVAL1"},
		{"08SECRETLIMA3", "08LIMA3"},
		{"08SECRETARYOFSTATE3", "08SECRETARYOFSTATE3"},
		{"08SIFIEDABUJA3", "08ABUJA3"},
		{"09UNCLASEFTOLIMA4", "09LIMA4"},
		{"08ECTION01OF02MANAMA1", "08MANAMA1"},
		{"0801OF02MANAMA1", "08MANAMA1"},
		{"09SECTION0QF05GRISTAD297", "09GRISTAD297"},
		{"07SECTION02OF03EIJING48", "07BEIJING48"},
		// Tails.
		{"07OSLO000161ZDK165", "07OSLO161"},
		{"90STATE255578TOSEC140324", "90STATE255578"},
		{"08ACCRA001383SUSPECTEDDUPLICATE1393", "08ACCRA1393"},
		{"7575LIBREVILLE7", "75LIBREVILLE7"},
		// Only the table knows.
		{"06ASTANA", "06ASTANA204"},
		{"092OF5", "09STATE126780"},
		// Not IDs at all.
		{"", ""},
		{"HELLO", "HELLO"},
		{"12345", "12345"},
	} {
		if got := CanonicalID(c.id); got != c.want {
			t.Errorf("CanonicalID(%q) = %q, want %q", c.id, got, c.want)
		}
	}
}

// Every ID that was published right must stay what it is, or a reference to it
// would lead astray.
func TestCanonicalIDKeepsEveryPost(t *testing.T) {
	for _, p := range Posts() {
		id := ID{2008, p.Code, 123}.String()
		if _, alias := OriginAlias(p.Code); alias {
			continue
		}
		if got := CanonicalID(id); got != id {
			t.Errorf("CanonicalID(%q) = %q", id, got)
		}
	}
	for wrong, right := range corrections() {
		if got := CanonicalID(right); got != right {
			t.Errorf("%s: CanonicalID(%q) = %q", wrong, right, got)
		}
	}
}

func TestSplitID(t *testing.T) {
	for _, c := range []struct {
		id   string
		want ID
		ok   bool
	}{
		{"08ASTANA2577", ID{2008, "ASTANA", 2577}, true},
		{"66BUENOSAIRES2481", ID{1966, "BUENOSAIRES", 2481}, true},
		{"08ASTANA002577", ID{2008, "ASTANA", 2577}, true},
		{"08ASTANA", ID{}, false},
		{"08astana1", ID{}, false},
		{"082577", ID{}, false},
		{"08ASTANA12345678", ID{}, false},
		{"08ASTANA1A", ID{}, false},
	} {
		if got, ok := SplitID(c.id); got != c.want || ok != c.ok {
			t.Errorf("SplitID(%q) = %v, %v", c.id, got, ok)
		}
	}
}

func TestMatchPost(t *testing.T) {
	for _, c := range []struct {
		text, code string
		n          int
	}{
		{"LA PAZ 2974", "LAPAZ", 6},
		{"Rio de Janeiro 128", "RIODEJANEIRO", 14},
		{"RIO \n DE JANEIRO 44", "RIODEJANEIRO", 16},
		{"RIO 44", "RIODEJANEIRO", 3},
		{"TEL AVIV 1", "TELAVIV", 8},
		{"HO CHI MINH CITY 5", "HOCHIMINHCITY", 16},
		{"PORT-OF-SPAIN 5", "PORTOFSPAIN", 13},
		{"0TTAWA 12", "OTTAWA", 6},
		{"ASHGABAT687", "ASHGABAT", 8},
		{"STATE 025", "STATE", 5},
		{"GRISTAD 12", "", 0},
		{"", "", 0},
		{"12 LIMA", "", 0},
	} {
		if code, n := MatchPost(c.text); code != c.code || n != c.n {
			t.Errorf("MatchPost(%q) = %q, %d", c.text, code, n)
		}
	}
}

func TestPostNamed(t *testing.T) {
	for name, want := range map[string]string{
		"Embassy La Paz": "LAPAZ", "AMEMBASSY TEL AVIV": "TELAVIV", "AMCONSUL RIO DE JANEIRO": "RIODEJANEIRO",
		"LAPAZ": "LAPAZ", "SECSTATE WASHDC": "STATE", "Secretary of State": "STATE", "USMISSION UNVIE VIENNA": "UNVIEVIENNA",
		"USINT HAVANA": "HAVANA", "Embassy Port Of Spain": "PORTOFSPAIN", "Embassy Gristad": "", "": "",
		"American Institute Taiwan, Taipei": "AITTAIPEI", "USEU BRUSSELS": "USEUBRUSSELS", "Embassy Kyiv": "KYIV",
	} {
		if got, _ := PostNamed(name); got != want {
			t.Errorf("PostNamed(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestCanonicalTags(t *testing.T) {
	for _, c := range []struct {
		run   string
		want  []string
		fixed bool
	}{
		{"PGOV", []string{"PGOV"}, false},
		{"prel pgov KZ", []string{"PREL", "PGOV", "KZ"}, false},
		{"CLINTON HILLARY", []string{"CLINTON, HILLARY"}, true},
		{"RU", []string{"RS"}, true},
		{"LABOR HUMAN RIGHTSPOLMIL", []string{"LABOR", "HUMAN RIGHTS", "POL", "MIL"}, true},
		{"PREL HUMAN RIGHTS KDEM", []string{"PREL", "HUMAN RIGHTS", "KDEM"}, false},
		{"KFRDCVISPHUMEG", []string{"KFRD", "CVIS", "PHUM", "EG"}, true},
		{"OVIPPRELUNGANU", []string{"OVIP", "PREL", "UNGA", "NU"}, true},
		{"RUPREL", []string{"RS", "PREL"}, true},
		{"ETRDECONWTOCSJA", []string{"ETRD", "ECON", "WTO", "CS", "JA"}, true},
		{"SECURITY POLITICS", []string{"SECURITY", "POLITICS"}, false},
		{"NATO EUN", []string{"NATO", "EUN"}, false},
		{"", nil, false},
	} {
		got, fixed := CanonicalTags(c.run)
		if !slices.Equal(got, c.want) || fixed != c.fixed {
			t.Errorf("CanonicalTags(%q) = %q, %v", c.run, got, fixed)
		}
	}
}

func TestKindOfTag(t *testing.T) {
	for code, want := range map[string]TagKind{
		"PGOV": SubjectTag, "phum": SubjectTag, "KDEM": ProgramTag, "kzzz": ProgramTag, "KZ": GeoTag, "QQ": GeoTag,
		"OSCE": OrgTag, "UN": OrgTag, "BA'ATH": OrgTag, "DOE, JANE": PersonTag, "GRISTAD": UnknownTag, "": UnknownTag,
	} {
		if got := KindOfTag(code); got != want {
			t.Errorf("KindOfTag(%q) = %q, want %q", code, got, want)
		}
	}
}

func TestPerson(t *testing.T) {
	for name, want := range map[string]string{
		"DOE JANE": "DOE, JANE", "Doe,  Jane  Q.": "DOE, JANE Q.", "DOE": "DOE", "STEINBERG, JAMES": "STEINBERG, JAMES B.",
	} {
		if got := Person(name); got != want {
			t.Errorf("Person(%q) = %q, want %q", name, got, want)
		}
	}
}

// The vocabularies are looked up for every word of a preamble.
func TestLookupsDoNotAllocate(t *testing.T) {
	words := []string{"PGOV", "PREL"}
	allocs := testing.AllocsPerRun(100, func() {
		CanonicalID("08ASTANA2577")
		MatchPost("RIO DE JANEIRO 128")
		LookupPost("LAPAZ")
		CanonicalTags("PGOV")
		MatchTag(words[1:])
		SplitID("08ASTANA2577")
		LookupTag("PGOV")
		KindOfTag("PGOV")
	})
	if allocs > 0 {
		t.Errorf("%v allocations", allocs)
	}
}

// A canonical ID must stand still, whatever it was made from.
func FuzzCanonicalID(f *testing.F) {
	for _, id := range []string{"08ASTANA2577", "09SECTION0QF05HANOI297", "7575LIBREVILLE1", "08ACCRA1SUSPECTEDDUPLICATE2", "050TTAWA7", "1975DACCA00292_b"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		got := CanonicalID(id)
		if _, ok := SplitID(got); !ok {
			return
		}
		if again := CanonicalID(got); again != got {
			t.Errorf("CanonicalID(%q) = %q, whose canonical form is %q", id, got, again)
		}
	})
}

func FuzzCanonicalTags(f *testing.F) {
	f.Add("KFRDCVISPHUMEG PREL, HUMAN RIGHTSPOLMIL")
	f.Add("PRELPRELPRELPRELPRELPRELPRELPRELX")
	f.Fuzz(func(t *testing.T, run string) {
		codes, _ := CanonicalTags(run)
		if (len(codes) == 0) != (len(strings.Fields(run)) == 0) {
			t.Errorf("CanonicalTags(%q) = %q", run, codes)
		}
	})
}

func BenchmarkCanonicalID(b *testing.B) {
	for _, id := range []string{"08ASTANA2577", "08SECSTATE12", "08GRISTAD12", "09SECTION0QF05HANOI297"} {
		b.Run(id, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				CanonicalID(id)
			}
		})
	}
}
