package vocab

import (
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Post is an embassy, consulate, mission or office that sends cables.
type Post struct {
	Code string // as in reference IDs: "TELAVIV"
	Name string // "Embassy Tel Aviv"
	// Same is the code that stands for all codes of the post: "KYIV" for KIEV
	// and KYIV. It is Code itself for posts with one code.
	Same    string
	Country string   // geographic TAGS of the country it is in: "IS"; "" where it moves about
	Routing []string // routing indicators of its DE lines: "RUEHTV"
	// Latitude and Longitude are those of its city in degrees, for maps of the
	// world; both are 0 where they are not known.
	Latitude, Longitude float64
}

// gazetteer is the table of posts with its indexes.
type gazetteer struct {
	posts   []Post // by code
	byCode  map[string]*Post
	byName  map[string]string // squashed names, codes and aliases to codes
	aliases map[string]string // squashed aliases to codes
	routes  map[string]string // routing indicators to codes
	// byLength has the codes of each length, for those that are near a slip.
	byLength [][]string
	// numbered gives for each code the group of codes that share one series of
	// serials, in order; only for groups of more than one.
	numbered map[string][]string
}

var posts = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{
		byCode: map[string]*Post{}, byName: map[string]string{}, aliases: map[string]string{},
		routes: map[string]string{}, numbered: map[string][]string{},
	}
	rows("posts.tsv", 7, func(c []string) {
		p := Post{Code: c[0], Name: c[1], Same: c[2], Country: c[3]}
		if p.Same == "" {
			p.Same = p.Code
		}
		if c[4] != "" {
			p.Routing = strings.Split(c[4], ";")
		}
		if c[5] != "" {
			p.Latitude, p.Longitude = degrees(c[5]), degrees(c[6])
		}
		g.posts = append(g.posts, p)
	})
	rows("aliases.tsv", 2, func(c []string) { g.aliases[c[0]] = c[1] })
	slices.SortFunc(g.posts, func(a, b Post) int { return strings.Compare(a.Code, b.Code) })
	g.index()
	return g
})

// index fills the look-up tables. Codes win over aliases, and aliases over
// names, since several posts share a name.
func (g *gazetteer) index() {
	for i := range g.posts {
		p := &g.posts[i]
		g.byCode[p.Code] = p
		for len(g.byLength) <= len(p.Code) {
			g.byLength = append(g.byLength, nil)
		}
		g.byLength[len(p.Code)] = append(g.byLength[len(p.Code)], p.Code)
		name := squash(p.Name)
		if other, taken := g.byName[name]; !taken || g.byCode[other].Same != other {
			g.byName[name] = p.Code
		}
		for _, r := range p.Routing {
			if _, taken := g.routes[r]; !taken {
				g.routes[r] = p.Same
			}
		}
	}
	g.groupSerials()
	for alias, code := range g.aliases {
		g.byName[alias] = code
	}
	for code := range g.byCode {
		if _, alias := g.aliases[code]; !alias {
			g.byName[code] = code
		}
	}
}

// numberedTogether are posts that are not the same but share a series: the
// mission to the European Union sent through the embassy's communications
// centre, so that a cable is of one or the other by its FM line only.
var numberedTogether = map[string]string{"USEUBRUSSELS": "BRUSSELS"}

// groupSerials collects the codes that share a series of serials.
func (g *gazetteer) groupSerials() {
	groups := map[string][]string{}
	for i := range g.posts {
		p := &g.posts[i]
		first := p.Same
		if other, ok := numberedTogether[first]; ok {
			first = other
		}
		groups[first] = append(groups[first], p.Code)
	}
	for first, codes := range groups {
		if len(codes) == 1 {
			continue
		}
		codes = slices.DeleteFunc(codes, func(c string) bool { return c == first })
		codes = append([]string{first}, codes...)
		for _, c := range codes {
			g.numbered[c] = codes
		}
	}
}

func degrees(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return f
}

// Posts returns all posts in the order of their codes. The caller must not
// change the list.
func Posts() []Post { return posts().posts }

// LookupPost returns the post with that code. The code must be in upper case
// without spaces, as in reference IDs; aliases are not codes.
func LookupPost(code string) (*Post, bool) {
	p, ok := posts().byCode[code]
	return p, ok
}

// SamePost returns the code that stands for all codes of a post: it joins KIEV
// and KYIV, or TAIPEI and AITTAIPEI. Unknown codes stand for themselves.
func SamePost(code string) string {
	if p, ok := posts().byCode[code]; ok {
		return p.Same
	}
	return code
}

// NumberedTogether returns all codes, post's own among them, whose cables are
// counted in one series of serials: the codes of one post, and posts that
// shared a communications centre. The first stands for all of them. It is nil
// for a post that counts alone. The caller must not change the list.
func NumberedTogether(post string) []string { return posts().numbered[post] }

// OriginAlias returns the code of the post that a cable means when it writes
// alias: "SECSTATE" is STATE, "RIO" RIODEJANEIRO, "0TTAWA" OTTAWA. It reports
// false where alias is no known alias, also for codes themselves. Some aliases
// are codes that cables were published under (TAIPEI for AITTAIPEI), so an ID
// that exists as it is written must be preferred.
func OriginAlias(alias string) (string, bool) {
	g := posts()
	if code, ok := g.aliases[alias]; ok {
		return code, true
	}
	name := squash(alias)
	if code, ok := g.aliases[name]; ok {
		return code, true
	}
	if name != alias && g.byCode[name] != nil {
		return name, true
	}
	return "", false
}

// PostOfRoute returns the code of the post with that routing indicator, as in
// a DE line.
func PostOfRoute(route string) (string, bool) {
	code, ok := posts().routes[route]
	return code, ok
}

// kinds of posts, as names of posts begin.
var postKinds = []string{
	"AMEMBASSY", "EMBASSY", "AMCONSUL", "AMERICANCONSULATE", "CONSULATE", "USCONSULATE",
	"USMISSION", "MISSION", "USINTERESTSSECTION", "USINT", "USOFFICE", "USLO", "REO", "US",
}

// PostNamed returns the code of the post that a printed name means, however it
// is spaced, in any case, by code, name or alias: "La Paz", "AMEMBASSY LA PAZ",
// "Embassy La Paz" and "LAPAZ" are all LAPAZ.
func PostNamed(name string) (string, bool) {
	const usual = 32
	g := posts()
	key := appendSquashed(make([]byte, 0, usual), name)
	if code, ok := g.byName[string(key)]; ok {
		return code, true
	}
	for _, kind := range postKinds {
		if len(key) > len(kind) && string(key[:len(kind)]) == kind {
			if code, ok := g.byName[string(key[len(kind):])]; ok {
				return code, true
			}
		}
	}
	return "", false
}

// maxPostWords is the number of words of the longest names of posts:
// "HO CHI MINH CITY" has four.
const maxPostWords = 4

// MatchPost finds the longest name, code or alias of a post at the beginning
// of s and returns its code and the number of bytes it takes: for
// "LA PAZ 2974" LAPAZ and 6. Words may be divided by any white space, hyphens
// or full stops, and written in any case. It returns "" and 0 where s does not
// begin with a known post.
func MatchPost(s string) (code string, n int) {
	g := posts()
	var key [32]byte
	size, i := 0, 0
	for word := 0; word < maxPostWords; word++ {
		start := i
		for i < len(s) && size < len(key) && inName(s, i) {
			key[size] = upper(s[i])
			size++
			i++
		}
		if i == start {
			break
		}
		if found, ok := g.byName[string(key[:size])]; ok && !inName(s, i) {
			code, n = found, i
		}
		for i < len(s) && (s[i] <= ' ' || s[i] == '-' || s[i] == '.') {
			i++
		}
	}
	return code, n
}

// inName reports whether the byte at i belongs to a name: a letter, or a zero
// that was typed for the letter O.
func inName(s string, i int) bool {
	return letterAt(s, i) || i < len(s) && s[i] == '0' && letterAt(s, i+1)
}

// upper returns a byte of a name in upper case, zero as the letter O.
func upper(c byte) byte {
	if c == '0' {
		return 'O'
	}
	return c &^ 0x20
}
