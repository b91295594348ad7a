package annotation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"reftel/site/mapping"
	"reftel/site/markdown"
)

// Format returns the text of a note file that is read as f.
func (f *File) Format() []byte {
	var b bytes.Buffer
	f.Head.format(&b)
	if f.Headnote != nil {
		b.WriteString("\n" + safeBody(f.Headnote.Body) + "\n")
	}
	for i := range f.Notes {
		b.WriteString("\n" + f.Notes[i].format(f.Head))
	}
	return bytes.TrimLeft(b.Bytes(), "\n")
}

func (h Head) format(b *bytes.Buffer) {
	var lines []string
	add := func(key, value string) {
		if value != "" {
			lines = append(lines, key+": "+scalar(value))
		}
	}
	add("by", h.By)
	add("license", h.License)
	add("lang", h.Lang)
	add("date", day(h.Date))
	if h.Draft {
		add("status", "draft")
	}
	if len(h.Articles) > 0 {
		lines = append(lines, "articles:")
	}
	for _, a := range h.Articles {
		line := fmt.Sprintf("  - {title: %s, url: %s", quoted(a.Title), quoted(a.URL))
		if !a.Date.IsZero() {
			line += ", date: " + day(a.Date)
		}
		lines = append(lines, line+"}")
	}
	if len(lines) > 0 {
		b.WriteString("---\n" + strings.Join(lines, "\n") + "\n---\n")
	}
}

// scalar writes a value of front matter.
func scalar(value string) string {
	if mapping.IsPlain(value) {
		return value
	}
	return quoted(value)
}

// quoted writes a value in double quotes; in them, YAML reads what JSON writes.
func quoted(value string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // a string into memory
	return strings.TrimSuffix(b.String(), "\n")
}

// format returns the note as a section of a file with that head.
func (n *Note) format(head Head) string {
	parts := []string{"##"}
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(n.Target.String())
	if n.Quote != "" {
		add(markdown.Quoted(n.Quote))
	}
	if n.Occurrence > 0 {
		add(fmt.Sprintf("[%d]", n.Occurrence))
	}
	if n.Emended != "" {
		add("→ " + markdown.Quoted(n.Emended))
	}
	if attributes := n.attributes(head); attributes != "" {
		add("{" + attributes + "}")
	}
	text := strings.Join(parts, " ") + "\n"
	if n.Body != "" {
		text += safeBody(n.Body) + "\n"
	}
	return text
}

func (n *Note) attributes(head Head) string {
	var parts []string
	if n.Slug != "" {
		parts = append(parts, "#"+n.Slug)
	}
	if n.Kind != Plain {
		parts = append(parts, "."+string(n.Kind))
	}
	add := func(key, value, common string) {
		switch {
		case value == common:
		case value == "":
			parts = append(parts, key+`=""`)
		case strings.Trim(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") == "":
			parts = append(parts, key+"="+value)
		default:
			parts = append(parts, key+"="+markdown.Quoted(value))
		}
	}
	add("status", status(n.Draft), status(head.Draft))
	add("by", n.By, head.By)
	add("license", n.License, head.License)
	add("date", day(n.Date), day(head.Date))
	add("lang", n.Lang, head.Lang)
	return strings.Join(parts, " ")
}

func status(draft bool) string {
	if draft {
		return "draft"
	}
	return "published"
}

// safeBody keeps a body to its note. Its lines begin no note of their own:
// headings go one level down, which looks the same. And it leaves no code or
// comment open, which would take in the notes after it: then it becomes a
// quotation, which ends where its lines do.
func safeBody(body string) string {
	lines := strings.Split(body, "\n")
	for _, s := range splitSections(body)[1:] {
		lines[s.line-1] = strings.Replace(lines[s.line-1], "##", "###", 1)
	}
	if lines[0] == "---" {
		lines[0] = "***"
	}
	body = strings.Join(lines, "\n")
	if len(splitSections(body+"\n\n## next")) == 1 {
		body = "> " + strings.Join(lines, "\n> ")
	}
	return body
}
