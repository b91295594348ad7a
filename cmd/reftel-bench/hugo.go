package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/sys/unix"

	"reftel/site/cable"
)

// hugoSite is a site for Hugo that shows what reftel's pages without sources
// show and Hugo can do: a table of what is known of a cable, every paragraph with
// an address and a link to it, linked TAGS, links for sharing, and lists by tag,
// origin, classification, year and month in pages of a hundred. It resolves no
// references, has no backlinks, threads or histograms.
//
//go:embed hugo.txtar
var hugoSite []byte

// A hugoForm is a way to hand a cable to Hugo.
type hugoForm struct {
	name, ext string
	// body appends what stands under the front matter.
	body func(*bytes.Buffer, *cable.Cable)
}

// hugoForms are Markdown, which is what Hugo reads, with the head of a cable as a
// block of code; and paragraphs that are marked up already, which leaves Hugo
// nothing but templates to do.
var hugoForms = []hugoForm{{"Markdown", ".md", markdownBody}, {"HTML", ".html", htmlBody}}

// writeHugo writes the corpus as a site for Hugo.
func (c *corpus) writeHugo(dir string, form hugoForm) error {
	files := txtar.Parse(hugoSite).Files
	for _, f := range files {
		if err := writeAt(filepath.Join(dir, f.Name), f.Data); err != nil {
			return err
		}
	}
	listed := map[string]bool{}
	for range c.size {
		made := c.next()
		for _, period := range []string{made.created.Format("2006"), made.created.Format("2006/01")} {
			if listed[period] {
				continue
			}
			listed[period] = true
			index := fmt.Appendf(nil, "---\ntitle: %q\n---\n", period)
			if err := writeAt(filepath.Join(dir, "content", filepath.FromSlash(period), "_index.md"), index); err != nil {
				return err
			}
		}
		name := filepath.Join(dir, "content", filepath.FromSlash(made.created.Format("2006/01")), made.id+form.ext)
		if err := writeAt(name, form.page(&made)); err != nil {
			return err
		}
	}
	return nil
}

func writeAt(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o666)
}

// page is a cable as a page of content for Hugo.
func (f hugoForm) page(made *invented) []byte {
	c := cable.Parse(made.header+"\n"+made.body, cable.Metadata{ID: made.id, Created: made.created})
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\ntitle: %q\ndate: %s\nslug: %q\norigin: [%q]\nclassification: [%q]\n", c.Subject, made.created.Format(time.RFC3339),
		made.id, made.origin, made.level)
	writeList(&b, "tags", c.Tags, func(t cable.Tag) string { return t.Code })
	writeList(&b, "references", c.References, func(r cable.Reference) string { return r.ID })
	b.WriteString("---\n")
	f.body(&b, c)
	return b.Bytes()
}

// markdownBody leaves the lines of the text as they are.
func markdownBody(b *bytes.Buffer, c *cable.Cable) {
	first := c.Blocks[0].Label
	if first == (cable.Range{}) {
		first = c.Blocks[0].Text[0]
	}
	fmt.Fprintf(b, "```\n%s\n```\n\n", strings.TrimSpace(c.Source[:first.Start]))
	for i := range c.Blocks {
		k := &c.Blocks[i]
		markdownEscape.WriteString(b, c.Source[k.Label.Start:k.Label.End])
		between := byte(' ')
		for _, line := range k.Text {
			b.WriteByte(between)
			markdownEscape.WriteString(b, c.Source[line.Start:line.End])
			between = '\n'
		}
		if k.Anchor != "" {
			fmt.Fprintf(b, " [¶](#%s)\n{#%s}", k.Anchor, k.Anchor)
		}
		b.WriteString("\n\n")
	}
}

// markdownEscape takes their meaning from the marks of Markdown.
var markdownEscape = func() *strings.Replacer {
	var pairs []string
	for _, mark := range "\\`*_[<&#.)-+" {
		pairs = append(pairs, string(mark), `\`+string(mark))
	}
	return strings.NewReplacer(pairs...)
}()

func htmlBody(b *bytes.Buffer, c *cable.Cable) {
	for i := range c.Blocks {
		k := &c.Blocks[i]
		text := html.EscapeString(c.Source[k.Label.Start:k.Label.End] + " " + c.Words(k.Text))
		if k.Anchor == "" {
			fmt.Fprintf(b, "<p>%s</p>\n\n", text)
			continue
		}
		fmt.Fprintf(b, "<p id=%q>%s <a href=\"#%s\">¶</a></p>\n\n", k.Anchor, text, k.Anchor)
	}
}

func writeList[T any](b *bytes.Buffer, name string, list []T, word func(T) string) {
	words := make([]string, len(list))
	for i := range list {
		words[i] = fmt.Sprintf("%q", word(list[i]))
	}
	fmt.Fprintf(b, "%s: [%s]\n", name, strings.Join(words, ", "))
}

// A peer is what another program took for a clean build of the same cables.
type peer struct {
	name  string
	run   run
	files int
	bytes int64
}

func (p peer) String() string {
	return fmt.Sprintf("%s: %s, CPU %s, %d MiB, %d files, %d MB", p.name, seconds(p.run.wall), seconds(p.run.cpu), p.run.memory>>20, p.files, p.bytes/1e6)
}

// measurePeers builds the same cables with each Hugo that is named, from each
// form of them.
func (b *bench) measurePeers(size int) (peers []peer, err error) {
	if len(b.hugos) == 0 {
		return nil, nil
	}
	for _, form := range hugoForms {
		of, err := b.measureForm(size, form)
		if err != nil {
			return nil, err
		}
		peers = append(peers, of...)
	}
	return peers, nil
}

func (b *bench) measureForm(size int, form hugoForm) (peers []peer, err error) {
	dir := filepath.Join(b.dir, "hugo")
	defer b.discard(dir)
	if err := newCorpus(size).writeHugo(dir, form); err != nil {
		return nil, fmt.Errorf("make the site for Hugo: %w", err)
	}
	for _, program := range b.hugos {
		p, err := b.measureHugo(program, dir, size)
		if err != nil {
			return nil, err
		}
		p.name += " from " + form.name
		peers = append(peers, p)
	}
	return peers, nil
}

func (b *bench) measureHugo(program, dir string, size int) (peer, error) {
	output := filepath.Join(dir, "public")
	var runs []run
	p := peer{name: program}
	for range b.runs {
		if err := b.settle(output, 2*size); err != nil {
			return p, err
		}
		cmd := exec.Command(program, "--quiet", "--source", dir)
		start := time.Now()
		out, err := cmd.CombinedOutput()
		r := run{wall: time.Since(start)}
		if err != nil {
			return p, fmt.Errorf("%s: %w\n%s", program, err, tail(string(out)))
		}
		if b.sync {
			unix.Sync()
			r.wall = time.Since(start)
		}
		r.usage(cmd.ProcessState)
		runs = append(runs, r)
	}
	p.run = middle(runs)
	files, written, err := list(output)
	p.files, p.bytes = len(files), written
	return p, err
}
