package page

import (
	"strconv"
	"strings"
)

// The types below are CSL-JSON (citationstyles.org, schema csl-data.json).
type (
	cslItem struct {
		ID         string    `json:"id"`
		Type       string    `json:"type"`
		Genre      string    `json:"genre"`
		Number     string    `json:"number"`
		Title      string    `json:"title"`
		Publisher  string    `json:"publisher,omitempty"`
		Recipient  []cslName `json:"recipient,omitempty"`
		Issued     *cslDate  `json:"issued,omitempty"`
		Collection string    `json:"collection-title,omitempty"`
		Abstract   string    `json:"abstract,omitempty"`
		Keyword    string    `json:"keyword,omitempty"`
		Language   string    `json:"language"`
		URL        string    `json:"URL,omitempty"`
	}
	cslName struct {
		Literal string `json:"literal"`
	}
	cslDate struct {
		Parts [][]int `json:"date-parts"`
	}
)

// appendCSL appends a list of one item in CSL-JSON.
func appendCSL(dst []byte, w *work) ([]byte, error) {
	item := cslItem{
		ID: w.id, Type: "report", Genre: genre, Number: w.id, Title: w.title, Publisher: w.institution,
		Collection: w.site, Abstract: w.abstract, Keyword: strings.Join(w.tags, ", "), Language: w.language, URL: w.address,
	}
	if w.recipient != "" {
		item.Recipient = []cslName{{w.recipient}}
	}
	if parts := w.dateParts(); parts != nil {
		item.Issued = &cslDate{[][]int{parts}}
	}
	return appendIndented(dst, []cslItem{item}, "  ")
}

// dateParts returns year, month and day as far as they are known.
func (w *work) dateParts() []int {
	if w.created.IsZero() {
		return nil
	}
	year, month, day := w.created.UTC().Date()
	if w.yearOnly {
		return []int{year}
	}
	return []int{year, int(month), day}
}

// appendBibTeX appends an entry for BibTeX and its successors.
func (w *work) appendBibTeX(b []byte) []byte {
	b = append(append(append(b, "@techreport{"...), bibKey(w.id)...), ",\n"...)
	field := func(name, value string) {
		if value != "" {
			b = append(append(append(b, "  "...), name...), " = "...)
			b = append(append(b, value...), ",\n"...)
		}
	}
	field("title", braced("{"+bibText(w.title)+"}")) // the inner braces keep the capitals
	field("institution", braced(bibText(w.institution)))
	field("number", braced(bibText(w.id)))
	field("type", braced(genre))
	if parts := w.dateParts(); parts != nil {
		field("year", strconv.Itoa(parts[0]))
		if len(parts) == 3 {
			field("month", strings.ToLower(w.created.UTC().Format("Jan")))
			field("day", strconv.Itoa(parts[2]))
		}
	}
	field("keywords", braced(bibText(strings.Join(w.tags, ", "))))
	field("note", braced(bibText(w.site)))
	if w.address != "" {
		field("url", braced(bibURL(w.address)))
	}
	return append(b, "}\n"...)
}

func braced(s string) string {
	if s == "" {
		return ""
	}
	return "{" + s + "}"
}

// bibKey keeps of an ID what may stand in a key.
func bibKey(id string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '_' || r == '-' {
			return r
		}
		return '-'
	}, id)
}

// bibText writes text for TeX.
func bibText(s string) string {
	s = string(appendPlain(nil, strings.Join(strings.Fields(s), " ")))
	return strings.NewReplacer(
		`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`,
		"~", `\textasciitilde{}`, "^", `\textasciicircum{}`,
	).Replace(s)
}

// bibURL keeps an address from closing the braces that it stands in.
func bibURL(s string) string {
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(s)
}

// appendRIS appends a record in the format of Research Information Systems,
// with the fields that reference managers read of a report.
func (w *work) appendRIS(b []byte) []byte {
	line := func(tag, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			b = appendPlain(append(append(b, tag...), "  - "...), value)
			b = append(b, "\r\n"...)
		}
	}
	line("TY", "RPRT")
	line("TI", w.title)
	line("PB", w.institution)
	line("SN", w.id)
	line("M3", genre)
	if parts := w.dateParts(); parts != nil {
		line("PY", strconv.Itoa(parts[0]))
		line("DA", strings.ReplaceAll(w.day(), "-", "/"))
	}
	line("T2", w.site)
	line("AB", w.abstract)
	for _, tag := range w.tags {
		line("KW", tag)
	}
	line("LA", w.language)
	line("UR", w.address)
	return append(b, "ER  - \r\n"...)
}
