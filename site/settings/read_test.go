package settings

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

func TestReadOfNothingIsTheDefault(t *testing.T) {
	got, problems := Read(nil, File)
	if len(problems) != 0 || !reflect.DeepEqual(got, Default()) {
		t.Errorf("Read(nil) = %+v, %v", got, problems)
	}
}

func TestReadEveryKey(t *testing.T) {
	data := `
title: The Norval papers
base_url: https://cables.example/norval
language: pt-BR
description: Invented cables
banner: "Invented: no such country exists"
licence: CC BY 4.0
hashtags: [norval, café_2]
networks: [mastodon, email]
permalink: c/{post}/{year}-{month}/{id}/index.html
formats: [html, json, anno]
source_pages: false
per_page: 25
pictures: 7
protected: ../secret/words.txt
require_review: false
noindex: true
output: out/site/
`
	want := Settings{
		Title: "The Norval papers", BaseURL: "https://cables.example/norval/", Language: "pt-BR",
		Description: "Invented cables", Banner: "Invented: no such country exists", Licence: "CC BY 4.0",
		Hashtags: []string{"norval", "café_2"}, Networks: []string{"mastodon", "email"},
		Permalink: "c/{post}/{year}-{month}/{id}/index.html", Formats: []string{"html", "json", "anno"},
		PerPage: 25, Pictures: 7, Protected: "../secret/words.txt", NoIndex: true, Output: "out/site",
	}
	got, problems := Read([]byte(data), File)
	if len(problems) != 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("Read = %+v\n%v\nwant %+v", got, problems, want)
	}
}

// Each line of settings must be refused with this problem, and leave the default.
func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"titel: x", `1:1: unknown key "titel" (did you mean "title"?)`},
		{"title: ''", "1:8: title: a title cannot be empty (leave the key out to have the default)"},
		{"title: [a]", "1:8: title: one value is expected here ()"},
		{"banner: \"a\\nb\"", "1:9: banner: one line without control characters is expected here ()"},
		{"base_url: cables.example", `1:11: base_url: "cables.example" is not the address of a web site (write it like "https://cables.example/")`},
		{"base_url: ftp://cables.example/", `1:11: base_url: "ftp://cables.example/" is not the address of a web site (write it like "https://cables.example/")`},
		{"base_url: https:///x", `1:11: base_url: "https:///x" is not the address of a web site (write it like "https://cables.example/")`},
		{"base_url: https://me:pw@cables.example/", `1:11: base_url: an address that everybody sees cannot hold a user name (write it like "https://cables.example/")`},
		{"base_url: https://cables.example/?a=b", `1:11: base_url: an address that others are made from cannot hold "?" or "#" (write it like "https://cables.example/")`},
		{"base_url: https://cables.example/#", `1:11: base_url: an address that others are made from cannot hold "?" or "#" (write it like "https://cables.example/")`},
		{"base_url: https://cables.example/a/../b", `1:11: base_url: "https://cables.example/a/../b" holds empty or dotted steps (write it like "https://cables.example/")`},
		{"language: english", `1:11: language: "english" is not a language tag (write it like "en" or "pt-BR")`},
		{"language: en_GB", `1:11: language: "en_GB" is not a language tag (write it like "en" or "pt-BR")`},
		{"hashtags: norval", "1:11: hashtags: a list is expected here (write [one, two], or [] for none)"},
		{"hashtags: ['#norval']", `1:12: hashtags: "#norval" is no hashtag (write it without the sign: "norval")`},
		{"hashtags:\n  - norval\n  - nor-val", `3:5: hashtags: "nor-val" is no hashtag (only letters, digits and _ make a hashtag)`},
		{"hashtags: [2008]", `1:12: hashtags: "2008" is no hashtag (a hashtag needs a letter)`},
		{"hashtags: [a, a]", `1:15: hashtags: "a" stands here twice ()`},
		{"networks: [twiter]", `1:12: networks: unknown network "twiter" (known are x, bluesky, mastodon, threads, telegram, whatsapp, facebook, linkedin, reddit, email)`},
		{"networks: [blusky]", `1:12: networks: unknown network "blusky" (did you mean "bluesky"?)`},
		{"formats: [html, jason]", `1:17: formats: unknown format "jason" (did you mean "json"?)`},
		{"formats: [json]", `1:10: formats: "html" cannot be left out ()`},
		{"permalink: c/{year}.html", `1:12: permalink: {id} is missing: cables would overwrite each other (the default is "cable/{year}/{month}/{id}.html")`},
		{"permalink: c/{yaer}/{id}.html", `1:12: permalink: unknown placeholder "yaer" (did you mean "year"?)`},
		{"permalink: c/{id", `1:12: permalink: the brace of "{id" is not closed ()`},
		{"permalink: c/{id}", `1:12: permalink: "c/{id}" does not end in .html (pages must open from a disk, too)`},
		{"permalink: /c/{id}.html", `1:12: permalink: "/c/{id}.html" is not a relative path of letters, digits and . _ - / ()`},
		{"permalink: ../{id}.html", `1:12: permalink: "../{id}.html" is not a relative path of letters, digits and . _ - / ()`},
		{"permalink: c//{id}.html", `1:12: permalink: "c//{id}.html" is not a relative path of letters, digits and . _ - / ()`},
		{"permalink: 'c d/{id}.html'", `1:12: permalink: "c d/{id}.html" is not a relative path of letters, digits and . _ - / ()`},
		{"source_pages: yes", "1:15: source_pages: true or false is expected here ()"},
		{"noindex: [true]", "1:10: noindex: true or false is expected here ()"},
		{"per_page: 9", "1:11: per_page: a whole number from 10 to 1000 is expected here ()"},
		{"per_page: 1e2", "1:11: per_page: a whole number from 10 to 1000 is expected here ()"},
		{"output: /srv/www", `1:9: output: "/srv/www" is not a folder within the project (use --output for a folder elsewhere)`},
		{"output: ../out", `1:9: output: "../out" is not a folder within the project (use --output for a folder elsewhere)`},
		{"output: .", `1:9: output: "." is not a folder within the project (use --output for a folder elsewhere)`},
		{"output: content/out", `1:9: output: "content" holds the sources of the project (the default is "public")`},
		{"output: Static", `1:9: output: "Static" holds the sources of the project (the default is "public")`},
		{"output: .site", `1:9: output: ".site" is hidden: programs that publish a folder pass over it ()`},
		{"protected: static/words.txt", `1:12: protected: "static/words.txt" would be published (keep the list outside of the folders that go into the site)`},
	} {
		s, problems := Read([]byte(c.data), File)
		if len(problems) != 1 {
			t.Errorf("%s: %v", c.data, problems)
			continue
		}
		p := problems[0]
		got := fmt.Sprintf("%d:%d: %s (%s)", p.Line, p.Column, p.Message, p.Hint)
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.data, got, c.want)
		}
		if !reflect.DeepEqual(s, Default()) {
			t.Errorf("%s: settings are not the default: %+v", c.data, s)
		}
	}
}

func TestReadKeepsWhatIsRight(t *testing.T) {
	s, problems := Read([]byte("title: Norval\nper_page: many\nhashtags: []\n"), File)
	if len(problems) != 1 || s.Title != "Norval" || s.PerPage != Default().PerPage || len(s.Hashtags) != 0 {
		t.Errorf("Read = %+v, %v", s, problems)
	}
}

// Every field of Settings has its key, and docs/settings.md a section on it
// with its default.
func TestEveryKeyIsReadAndDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../docs/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	var s Settings
	fields := fields(&s)
	typ := reflect.TypeFor[Settings]()
	if typ.NumField() != len(fields) {
		t.Fatalf("Settings has %d fields, Read knows %d", typ.NumField(), len(fields))
	}
	at := 0
	for i, f := range fields {
		if tag := typ.Field(i).Tag.Get("yaml"); tag != f.key {
			t.Errorf("field %s has the tag %q, Read reads %q", typ.Field(i).Name, tag, f.key)
		}
		n := strings.Index(string(doc), "\n## `"+f.key+"`\n")
		if n < at {
			t.Errorf("docs/settings.md: section %q is missing or out of order", f.key)
		}
		at = n
	}
	if n := strings.Count(string(doc), "\n## `"); n != len(fields) {
		t.Errorf("docs/settings.md has %d sections, there are %d keys", n, len(fields))
	}
}

// The block of YAML at the top of docs/settings.md is the default, in full.
func TestDocumentedDefaults(t *testing.T) {
	doc, err := os.ReadFile("../../docs/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(doc), "```yaml\n")
	block, _, _ := strings.Cut(rest, "```\n")
	got, problems := Read([]byte(block), File)
	if len(problems) != 0 || !reflect.DeepEqual(got, Default()) {
		t.Errorf("the block gives %+v, %v", got, problems)
	}
	for _, f := range fields(&got) {
		if !strings.Contains(block, f.key+":") {
			t.Errorf("the block lacks %q", f.key)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("title: x\nhashtags: [a]\nper_page: 20\n")
	f.Add("base_url: https://cables.example\npermalink: c/{id}.html\noutput: out\n")
	f.Fuzz(func(t *testing.T, data string) {
		s, problems := Read([]byte(data), File)
		if len(problems) > 0 {
			return
		}
		if s.BaseURL != "" && !strings.HasSuffix(s.BaseURL, "/") {
			t.Errorf("base_url %q", s.BaseURL)
		}
		if !local(s.Output) || !strings.Contains(s.Permalink, "{id}") {
			t.Errorf("output %q, permalink %q", s.Output, s.Permalink)
		}
	})
}
