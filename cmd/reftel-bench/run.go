package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A run is what one process took.
type run struct {
	wall, cpu time.Duration
	memory    int64 // most resident at once, in bytes
	said      string
	written   int // files
}

var writtenFiles = regexp.MustCompile(` (\d+) written,`)

// build runs "reftel build".
func (b *bench) build(project string) (run, error) {
	cmd := exec.Command(b.reftel, "build", project)
	var said bytes.Buffer
	cmd.Stderr = &said
	start := time.Now()
	err := cmd.Run()
	r := run{wall: time.Since(start), said: said.String()}
	if err != nil {
		return r, fmt.Errorf("build: %w\n%s", err, tail(r.said))
	}
	r.usage(cmd.ProcessState)
	written := writtenFiles.FindStringSubmatch(r.said)
	if written == nil {
		return r, fmt.Errorf("build: it does not say what it has written\n%s", tail(r.said))
	}
	r.written, err = strconv.Atoi(written[1])
	return r, err
}

func (r *run) usage(s *os.ProcessState) {
	r.cpu = s.UserTime() + s.SystemTime()
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		r.memory = u.Maxrss << 10 // Linux counts kilobytes
	}
}

// tail is the end of what a program said.
func tail(s string) string { return s[max(0, len(s)-2000):] }

// A preview is a running "reftel serve".
type preview struct {
	cmd     *exec.Cmd
	address string        // "http://127.0.0.1:1966/"
	ready   time.Duration // from its start to the pages that were asked for
}

// serve starts a preview and waits until the first page and another have come.
func (b *bench) serve(project, page string) (*preview, error) {
	cmd := exec.Command(b.reftel, "serve", project)
	pipe, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &preview{cmd: cmd}
	lines := bufio.NewScanner(pipe)
	for p.address == "" && lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "the preview is at "); ok {
			p.address = address
		}
	}
	if p.address == "" {
		cmd.Process.Kill()
		return nil, errors.Join(errors.New("the preview did not start"), cmd.Wait())
	}
	go io.Copy(io.Discard, pipe)
	for _, path := range []string{"index.html", page} {
		if _, err := p.get(path); err != nil {
			return nil, errors.Join(err, p.stop(&run{}))
		}
	}
	p.ready = time.Since(start)
	return p, nil
}

// stop ends the preview as a user does and notes what it took.
func (p *preview) stop(r *run) error {
	p.cmd.Process.Signal(os.Interrupt)
	err := p.cmd.Wait()
	r.usage(p.cmd.ProcessState)
	return err
}

func (p *preview) get(path string) ([]byte, error) {
	response, err := http.Get(p.address + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, response.Status)
	}
	return io.ReadAll(response.Body)
}

// patience is how long new bytes are waited for.
const patience = 15 * time.Second

// edit writes a note and waits until its page shows it. The quiet time of the
// watcher is in what it took.
func (p *preview) edit(at place, n int) (time.Duration, error) {
	words := fmt.Appendf(nil, "for the %dth time", n)
	before, err := p.get(at.page)
	if err != nil {
		return 0, err
	}
	if bytes.Contains(before, words) {
		return 0, fmt.Errorf("%s shows a note before it is written", at.page)
	}
	start := time.Now()
	if err := os.WriteFile(at.file, []byte(noteText(n)), 0o666); err != nil {
		return 0, err
	}
	for time.Since(start) < patience {
		now, err := p.get(at.page)
		if err != nil {
			return 0, err
		}
		if bytes.Contains(now, words) {
			return time.Since(start), nil
		}
		time.Sleep(2 * time.Millisecond)
	}
	return 0, fmt.Errorf("%s does not show a note after %v", at.page, patience)
}

// median is the middle of an odd number of times.
func median(times []time.Duration) time.Duration {
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	return times[len(times)/2]
}
