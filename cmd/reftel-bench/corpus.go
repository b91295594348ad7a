package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// The corpus is invented: its posts, persons and events do not exist. Its
// proportions are those of the archive of 2011: seven kilobytes a cable, one
// post in ten with half of all cables, five TAGS and two references each, and
// texts in capitals among the older ones.

// A post is a place that sends cables, and how many it has sent this year.
type post struct {
	code, name string
	year       int
	serial     int
}

// invented are a cable and what is known of it outside its text.
type invented struct {
	id, origin, level string
	created           time.Time
	header, body      string
}

// A corpus makes cables one after the other, in order of time. The same number
// and seed give the same cables.
type corpus struct {
	rnd   *rand.Rand
	size  int
	made  int
	posts []post
	sent  []string // IDs of earlier cables, to refer to
}

func newCorpus(size int) *corpus {
	c := &corpus{rnd: rand.New(rand.NewPCG(1966, uint64(size))), size: size}
	seen := map[string]bool{}
	for len(c.posts) < 270 {
		code := c.place()
		if seen[code] {
			continue
		}
		seen[code] = true
		c.posts = append(c.posts, post{code: code, name: "Embassy " + code[:1] + strings.ToLower(code[1:])})
	}
	return c
}

// place invents a place: ORVIMAR, TELSKA.
func (c *corpus) place() string {
	first := []string{"OR", "TEL", "VAN", "KES", "MIR", "DRO", "SAL", "BEN", "LUN", "FAR", "GRI", "NOR", "HAL", "PEN", "QUI", "ZAR", "ULM", "EST", "IVO", "CAL"}
	middle := []string{"VI", "SKA", "TO", "RE", "LA", "DO", "MU", "NE", "STA", "BRI", "", ""}
	last := []string{"MAR", "STAD", "VAL", "GOR", "DEN", "LIA", "POL", "NIK", "HEIM", "BURG", "ZA", "RO"}
	return c.pick(first) + c.pick(middle) + c.pick(last)
}

func (c *corpus) pick(list []string) string { return list[c.rnd.IntN(len(list))] }

// next makes the next cable.
func (c *corpus) next() invented {
	span := 7 * 365 * 24 * time.Hour
	at := time.Date(2003, 2, 1, 6, 0, 0, 0, time.UTC).Add(span / time.Duration(c.size) * time.Duration(c.made)).Truncate(time.Minute)
	c.made++
	p := &c.posts[int(float64(len(c.posts))*c.rnd.Float64()*c.rnd.Float64()*c.rnd.Float64())]
	if p.year != at.Year() {
		p.year, p.serial = at.Year(), 0
	}
	p.serial += 1 + c.rnd.IntN(2)
	cable := invented{
		id: fmt.Sprintf("%02d%s%d", at.Year()%100, p.code, p.serial), origin: p.name, created: at,
		level: c.pick([]string{"UNCLASSIFIED", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "CONFIDENTIAL", "CONFIDENTIAL", "SECRET"}),
	}
	cable.header = c.header(p, at)
	cable.body = c.body(p, &cable)
	c.sent = append(c.sent, cable.id)
	return cable
}

// header is a transmission header.
func (c *corpus) header(p *post, at time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "VZCZCXRO%04d\nPP RUEHXX RUEHYY\nDE RUEH%.2s #%04d/01 %03d%02d%02d\nZNY CCCCC ZZH\nP %s ZDK\n",
		c.rnd.IntN(10000), p.code, p.serial%10000, at.YearDay(), at.Hour(), at.Minute(), strings.ToUpper(at.Format("021504Z Jan 06")))
	fmt.Fprintf(&b, "FM AMEMBASSY %s\nTO RUEHC/SECSTATE WASHDC PRIORITY %04d\n", p.code, c.rnd.IntN(10000))
	for i := range c.rnd.IntN(8) {
		if i == 0 {
			b.WriteString("INFO ")
		}
		fmt.Fprintf(&b, "RUEH%c%c/AMEMBASSY %s PRIORITY %04d\n", 'A'+rune(c.rnd.IntN(26)), 'A'+rune(c.rnd.IntN(26)),
			c.posts[c.rnd.IntN(len(c.posts))].code, c.rnd.IntN(10000))
	}
	return b.String()
}

// body is a cable's text behind its header.
func (c *corpus) body(p *post, about *invented) string {
	var b strings.Builder
	level, _, _ := strings.Cut(about.level, "/")
	spaced := strings.TrimRight(strings.ReplaceAll(level, "", " "), " ")[1:]
	fmt.Fprintf(&b, "%s SECTION 01 OF 02 %s %06d \n\nSIPDIS \n\n", spaced, p.code, p.serial)
	fmt.Fprintf(&b, "E.O. 12958: DECL: %s \nTAGS: %s \nSUBJECT: %s %s THE %s \n\n", about.created.AddDate(10, 0, 0).Format("01/02/2006"),
		c.tags(), strings.ToUpper(c.pick(nouns)), strings.ToUpper(c.pick(verbs)), strings.ToUpper(c.pick(nouns)))
	refs := c.references(&b)
	mark := map[string]string{"UNCLASSIFIED": "U", "CONFIDENTIAL": "C", "SECRET": "S"}[level]
	shout := about.created.Year() < 2005
	length := 1500 + int(4000*c.rnd.ExpFloat64())
	for n := 1; b.Len() < length || n < 3; n++ {
		paragraph := c.paragraph(refs)
		if shout {
			paragraph = strings.ToUpper(paragraph)
		}
		fmt.Fprintf(&b, "%d.  (%s) %s \n\n", n, mark, wrapped(paragraph, 66))
		if n%6 == 0 {
			fmt.Fprintf(&b, "%s %08d  002 OF 002 \n\n", p.code, p.serial)
		}
	}
	b.WriteString(strings.ToUpper(c.pick(persons)) + "\n")
	return b.String()
}

func (c *corpus) tags() string {
	known := []string{"PGOV", "PREL", "ECON", "PHUM", "PTER", "ETRD", "EFIN", "KDEM", "MARR", "EINV", "SNAR", "ENRG", "PINR", "KCRM", "SOCI", "EAIR"}
	c.rnd.Shuffle(len(known), func(i, j int) { known[i], known[j] = known[j], known[i] })
	return strings.Join(known[:2+c.rnd.IntN(6)], ", ")
}

// references writes the REF block and returns the number of its items. Most
// refer to what was sent lately.
func (c *corpus) references(b *strings.Builder) int {
	n := min(c.rnd.IntN(4), len(c.sent))
	for i := range n {
		lead := "     "
		if i == 0 {
			lead = "REF: "
		}
		back := min(len(c.sent), 1+int(800*c.rnd.ExpFloat64()))
		id := c.sent[len(c.sent)-back]
		stem := strings.TrimRight(id[2:], "0123456789")
		fmt.Fprintf(b, "%s%c. %s %s %s \n", lead, 'A'+i, id[:2], stem, id[2+len(stem):])
	}
	if n > 0 {
		b.WriteString("\n")
	}
	return n
}

// paragraph is a few sentences; some name a reference.
func (c *corpus) paragraph(refs int) string {
	var b strings.Builder
	if c.rnd.IntN(6) == 0 {
		b.WriteString("Summary: ")
	}
	for range 2 + c.rnd.IntN(5) {
		fmt.Fprintf(&b, "%s %s told us on %s %d that the %s would %s the %s, and the %s of %s ", c.pick(titles), c.pick(persons),
			c.pick(months), 1+c.rnd.IntN(28), c.pick(nouns), c.pick(verbs), c.pick(nouns), c.pick(nouns), c.pick(countries))
		fmt.Fprintf(&b, "had to %s its own %s before the %s", c.pick(verbs), c.pick(nouns), c.pick(nouns))
		if refs > 0 && c.rnd.IntN(7) == 0 {
			fmt.Fprintf(&b, " (ref %c, para %d)", 'A'+rune(c.rnd.IntN(refs)), 1+c.rnd.IntN(5))
		}
		b.WriteString(". ")
	}
	return strings.TrimSpace(b.String())
}

// wrapped breaks a paragraph into lines, as teleprinters did.
func wrapped(s string, width int) string {
	var b strings.Builder
	column := 0
	for word := range strings.FieldsSeq(s) {
		if column+len(word) > width {
			b.WriteString(" \n")
			column = 0
		} else if column > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		column += len(word) + 1
	}
	return b.String()
}

var (
	nouns = []string{"harbour", "ferry company", "election law", "fishing quota", "central bank", "border post", "airport", "coalition",
		"opposition", "dam", "pipeline", "university", "budget", "timber trade", "customs union", "railway", "police reform", "archive"}
	verbs     = []string{"review", "delay", "welcome", "finance", "reject", "support", "question", "announce", "postpone", "rebuild"}
	titles    = []string{"Minister", "Deputy Minister", "Ambassador", "Editor", "Professor", "Mayor", "Chairman"}
	persons   = []string{"Halvorsen", "Lindqvist", "Alattin", "Moravec", "Tesfaye", "Okonjo", "Barreto", "Vestergaard", "Quill", "Iskander"}
	countries = []string{"Orvimar", "Telskaland", "North Grimal", "the Kessel Islands", "Miravia", "Lower Drogor"}
	months    = []string{"January", "February", "March", "April", "May", "June", "July", "September", "October", "November"}
)

// write writes the corpus into a project: as one file with a row for each
// cable, or as one file for each.
func (c *corpus) write(project string, rows bool) error {
	dir := filepath.Join(project, "content", "cables")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if !rows {
		return c.writeFiles(dir)
	}
	f, err := os.Create(filepath.Join(dir, "cables.csv"))
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	for n := range c.size {
		cable := c.next()
		writeRow(w, strconv.Itoa(n+1), cable.created.Format("1/2/2006 15:04"), cable.id, cable.origin, cable.level, "", cable.header, cable.body)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

var quoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

func writeRow(w *bufio.Writer, fields ...string) {
	for i, f := range fields {
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteByte('"')
		quoted.WriteString(w, f)
		w.WriteByte('"')
	}
	w.WriteByte('\n')
}

func (c *corpus) writeFiles(dir string) error {
	made := map[string]bool{}
	for range c.size {
		cable := c.next()
		month := filepath.Join(dir, cable.created.Format("2006"), cable.created.Format("01"))
		if !made[month] {
			if err := os.MkdirAll(month, 0o777); err != nil {
				return err
			}
			made[month] = true
		}
		text := fmt.Sprintf("---\nid: %s\ncreated: %s\nclassification: %s\norigin: %s\n---\n%s\n%s",
			cable.id, cable.created.Format("2006-01-02 15:04"), cable.level, cable.origin, cable.header, cable.body)
		if err := os.WriteFile(filepath.Join(month, cable.id+".txt"), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}
