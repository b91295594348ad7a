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

// writeHugo writes the corpus as a site for Hugo. The paragraphs are marked up
// already, so that no Markdown has to be read.
func (c *corpus) writeHugo(dir string) error {
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
		name := filepath.Join(dir, "content", filepath.FromSlash(made.created.Format("2006/01")), made.id+".html")
		if err := writeAt(name, hugoPage(&made)); err != nil {
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

// hugoPage is a cable as a page of content for Hugo.
func hugoPage(made *invented) []byte {
	c := cable.Parse(made.header+"\n"+made.body, cable.Metadata{ID: made.id, Created: made.created})
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\ntitle: %q\ndate: %s\nslug: %q\norigin: [%q]\nclassification: [%q]\n", c.Subject, made.created.Format(time.RFC3339),
		made.id, made.origin, made.level)
	writeList(&b, "tags", c.Tags, func(t cable.Tag) string { return t.Code })
	writeList(&b, "references", c.References, func(r cable.Reference) string { return r.ID })
	b.WriteString("---\n")
	for i := range c.Blocks {
		k := &c.Blocks[i]
		text := html.EscapeString(c.Source[k.Label.Start:k.Label.End] + " " + c.Words(k.Text))
		if k.Anchor == "" {
			fmt.Fprintf(&b, "<p>%s</p>\n\n", text)
			continue
		}
		fmt.Fprintf(&b, "<p id=%q>%s <a href=\"#%s\">¶</a></p>\n\n", k.Anchor, text, k.Anchor)
	}
	return b.Bytes()
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

// measurePeers builds the same cables with each Hugo that is named.
func (b *bench) measurePeers(size int) (peers []peer, err error) {
	if len(b.hugos) == 0 {
		return nil, nil
	}
	dir := filepath.Join(b.dir, "hugo")
	defer os.RemoveAll(dir)
	if err := newCorpus(size).writeHugo(dir); err != nil {
		return nil, fmt.Errorf("make the site for Hugo: %w", err)
	}
	for _, program := range b.hugos {
		p, err := b.measureHugo(program, dir)
		if err != nil {
			return nil, err
		}
		peers = append(peers, p)
	}
	return peers, nil
}

func (b *bench) measureHugo(program, dir string) (peer, error) {
	output := filepath.Join(dir, "public")
	var walls []time.Duration
	p := peer{name: program}
	for range b.runs {
		if err := settle(output); err != nil {
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
		walls = append(walls, r.wall)
		p.run.cpu, p.run.memory = r.cpu, max(p.run.memory, r.memory)
	}
	p.run.wall = median(walls)
	files, size, err := list(output)
	p.files, p.bytes = len(files), size
	return p, err
}
