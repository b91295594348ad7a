package page

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"

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

// foreign reports the keys of t that the known texts lack.
func (t texts) foreign(known texts, file string) []diag.Problem {
	var problems []diag.Problem
	keys := slices.Sorted(maps.Keys(known))
	for _, key := range slices.Sorted(maps.Keys(t)) {
		if _, ok := known[key]; ok {
			continue
		}
		p := diag.Problem{File: file, Severity: diag.Error, Code: "unknown-text",
			Message: fmt.Sprintf("no interface text is called %q", key)}
		if near, ok := diag.Nearest(key, keys); ok {
			p.Hint = fmt.Sprintf("did you mean %q?", near)
		}
		problems = append(problems, p)
	}
	return problems
}

// phrases looks up the texts that Go code writes.
func (t texts) phrases() *phrases {
	return &phrases{
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
}
