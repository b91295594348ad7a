package annotation

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"reftel/site/mapping"
)

// head reads the front matter, and returns the text after it and the number of
// lines before that.
func (p *fileParser) head(text string) (body string, lines int) {
	rest, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return text, 0
	}
	data, body, ok := cutFence(rest)
	if !ok {
		p.problem(1, 0, "note-head", "the front matter does not end", "put a line of three hyphens after it")
		return "", 0
	}
	entries, problems := mapping.Read([]byte(data), p.file.Name, 2, []string{"cable", "by", "license", "lang", "date", "status", "articles"})
	p.add(0, problems)
	for _, e := range entries {
		p.headEntry(e)
	}
	return body, strings.Count(data, "\n") + 2
}

// cutFence cuts a text at its first line of three hyphens.
func cutFence(s string) (before, after string, ok bool) {
	at := 0
	for line := range strings.Lines(s) {
		if strings.TrimRight(line, " \t\n") == "---" {
			return s[:at], s[at+len(line):], true
		}
		at += len(line)
	}
	return s, "", false
}

func (p *fileParser) headEntry(e mapping.Entry) {
	h := &p.file.Head
	var problem, hint string
	switch e.Key {
	case "articles":
		p.articles(e.Value)
		return
	case "cable":
		if e.Value.Text != p.file.Cable {
			problem, hint = fmt.Sprintf("the file is named after another cable than %q", e.Value.Text), "rename the file, or leave the line out"
		}
	case "by":
		h.By = e.Value.Text
	case "license":
		h.License = e.Value.Text
	case "lang":
		h.Lang, problem, hint = readLang(e.Value.Text)
	case "date":
		h.Date, problem, hint = readDate(e.Value.Text)
	case "status":
		h.Draft, problem, hint = readStatus(e.Value.Text)
	}
	if e.Value.Kind != mapping.Text {
		problem, hint = fmt.Sprintf("%q takes one value", e.Key), ""
	}
	if problem != "" {
		p.problem(e.Value.Line, e.Value.Column, "note-head", problem, hint)
	}
}

func (p *fileParser) articles(list mapping.Value) {
	if list.Kind != mapping.List {
		p.problem(list.Line, list.Column, "note-head", "articles are a list", articleHint)
		return
	}
	for _, v := range list.List {
		if a, ok := p.article(v); ok {
			p.file.Head.Articles = append(p.file.Head.Articles, a)
		}
	}
}

const articleHint = `write each as {title: "…", url: "https://…", date: 2011-09-02}`

func (p *fileParser) article(v mapping.Value) (a Article, ok bool) {
	for _, e := range v.Map {
		switch e.Key {
		case "title":
			a.Title = e.Value.Text
		case "url":
			a.URL = e.Value.Text
		case "date":
			var problem, hint string
			if a.Date, problem, hint = readDate(e.Value.Text); problem != "" {
				p.problem(e.Value.Line, e.Value.Column, "note-head", problem, hint)
			}
		default:
			p.problem(e.Line, e.Column, "unknown-key", fmt.Sprintf("unknown key %q", e.Key), didYouMean(e.Key, []string{"title", "url", "date"}))
		}
	}
	if a.Title == "" || !isWebAddress(a.URL) {
		p.problem(v.Line, v.Column, "note-head", "an article needs a title and a url that begins with https:// or http://", articleHint)
		return Article{}, false
	}
	return a, true
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

// day writes a date as notes do; "" for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
