package page

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"reftel/site/cable"
	"reftel/site/diag"
)

// texts are the interface texts of one language, by key.
type texts map[string]string

// readTexts reads texts.LANG.yaml over the English texts: a translation may be
// incomplete. Later layers win. Keys that no English text has are errors.
func readTexts(language string, layers []fs.FS) (texts, []diag.Problem) {
	all := texts{}
	var problems []diag.Problem
	for _, name := range slices.Compact([]string{"texts.en.yaml", "texts." + language + ".yaml"}) {
		for i, layer := range layers {
			data, err := fs.ReadFile(layer, name)
			if err != nil {
				continue // a layer need not have every file
			}
			var t texts
			if err := yaml.Unmarshal(data, &t); err != nil {
				problems = append(problems, diag.Problem{File: "templates/" + name, Severity: diag.Error,
					Code: "texts", Message: fmt.Sprintf("not a list of texts: %v", err)})
				continue
			}
			if i > 0 || name != "texts.en.yaml" {
				problems = append(problems, t.foreign(all, "templates/"+name)...)
			}
			maps.Copy(all, t)
		}
	}
	return all, problems
}

// readExplanations reads what stands for the English explanations of the
// vocabularies, of terms.LANG.yaml. Later layers win; what is in none stays
// English.
func readExplanations(language string, layers []fs.FS) (texts, []diag.Problem) {
	name := "terms." + language + ".yaml"
	all := texts{}
	var problems []diag.Problem
	for _, layer := range layers {
		data, err := fs.ReadFile(layer, name)
		if err != nil {
			continue // a layer need not have every file
		}
		if err := yaml.Unmarshal(data, &all); err != nil {
			problems = append(problems, diag.Problem{File: "templates/" + name, Severity: diag.Error,
				Code: "texts", Message: fmt.Sprintf("not a list of texts: %v", err)})
		}
	}
	return all, problems
}

// explained returns an explanation of the vocabularies in the site's language.
// That of a portion mark is made of several, between commas.
func (t *Templates) explained(meaning string) string {
	if len(t.explanations) == 0 || meaning == "" {
		return meaning
	}
	if s, ok := t.explanations[meaning]; ok {
		return s
	}
	parts := strings.Split(meaning, ", ")
	for i, part := range parts {
		if s, ok := t.explanations[part]; ok {
			parts[i] = s
		}
	}
	return strings.Join(parts, ", ")
}

// foreignLang is the attribute that marks the program's own words within a text
// in English; "" where they are English too.
func foreignLang(language string) string {
	if isEnglish(language) {
		return ""
	}
	return string(appendLang(nil, language))
}

// isEnglish reports whether a language tag is one of English.
func isEnglish(tag string) bool {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return primary == "en"
}

// foreign reports the keys of t that the known texts lack.
func (t texts) foreign(known texts, file string) []diag.Problem {
	var problems []diag.Problem
	for _, key := range slices.Sorted(maps.Keys(t)) {
		if _, ok := known[key]; !ok {
			problems = append(problems, known.unknown(file, 0, key))
		}
	}
	return problems
}

// unknown reports a key that names no text.
func (t texts) unknown(file string, line int, key string) diag.Problem {
	p := diag.Problem{File: file, Line: line, Severity: diag.Error, Code: "unknown-text",
		Message: fmt.Sprintf("no interface text is called %q", key)}
	if near, ok := diag.Nearest(key, slices.Sorted(maps.Keys(t))); ok {
		p.Hint = fmt.Sprintf("did you mean %q?", near)
	}
	return p
}

// phrases looks up the texts that Go code writes.
func (t texts) phrases() *phrases {
	p := &phrases{
		permalink:        t["permalink_paragraph"],
		permalinkSub:     t["permalink_subparagraph"],
		permalinkHere:    t["permalink_block"],
		page:             t["page_break"],
		redactedInSource: t["redacted_in_source"],
		redactedByEditor: t["redacted_by_editor"],
		damaged:          t["damaged"],
		columns:          t["columns"],
		parts: [...]string{
			cable.SummaryPart: t["part_summary"], cable.CommentPart: t["part_comment"],
			cable.NotePart: t["part_note"], cable.ActionPart: t["part_action"],
			cable.BackgroundPart: t["part_background"], cable.IntroductionPart: t["part_introduction"],
		},
	}
	for i := range p.months {
		number := strconv.Itoa(i + 1)
		p.months[i], p.shortMonths[i] = t["month_"+number], t["mon_"+number]
	}
	for i, style := range styles {
		p.styles[i] = t["style_"+style]
	}
	return p
}

// periodName names a stretch of time for readers: "2008", "December 2008",
// "December 2008, 2".
func (t *Templates) periodName(p period) string {
	year := period{kind: oneYear, year: p.year}.name()
	if p.year == 0 {
		year = t.texts["undated"]
	}
	if p.kind == oneYear || p.month == 0 && p.year == 0 {
		return year
	}
	name := t.texts["month_unknown"]
	if p.month > 0 {
		name = t.phrases.months[p.month-1]
	}
	name += " " + year
	if p.part > 0 {
		name += ", " + strconv.Itoa(int(p.part)+1)
	}
	return name
}
