// Reftel-bench measures reftel on archives of invented cables: how long a
// build takes for the first time, again, and after one edit; how soon a preview
// shows its first page and an edit; how much memory it needs. Beside each clean
// build it writes files of the same number and size with nothing but system
// calls, and prints how many times as long the build took.
//
//	reftel-bench -sizes 1000,10000 -dir /dev/shm/bench
//	reftel-bench -sizes 251287 -form rows -dir /var/tmp/bench -sync
//
// It is a program for those who work on reftel. It starts the reftel that it
// builds from this module, in a process of its own for each measurement.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// bench is what to measure, and with what.
type bench struct {
	dir     string
	reftel  string
	sizes   []int
	rows    bool
	runs    int
	sync    bool
	raw     bool
	serves  bool
	sources bool
	same    bool
	hugos   []string // programs to build the same cables with
	// profile is the file for a profile of one clean build, in place of all
	// measurements; "" for none.
	profile string
}

func main() {
	b, err := parse(os.Args[1:])
	if err == nil {
		err = b.run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "reftel-bench:", err)
		os.Exit(1)
	}
}

func parse(args []string) (*bench, error) {
	b := &bench{}
	set := flag.NewFlagSet("reftel-bench", flag.ExitOnError)
	set.StringVar(&b.dir, "dir", filepath.Join(os.TempDir(), "reftel-bench"), "folder to work in, on the file system to measure; emptied at the end")
	set.StringVar(&b.reftel, "reftel", "", "the program to measure (default: built from this module)")
	sizes := set.String("sizes", "1000,10000", "numbers of cables, between commas")
	form := set.String("form", "files", "files (one for each cable) or rows (one CSV file)")
	set.IntVar(&b.runs, "runs", 3, "runs of each build; the median is shown")
	set.BoolVar(&b.sync, "sync", false, "let both times include writing out the file system")
	set.BoolVar(&b.raw, "raw", true, "write the same files raw beside the build")
	set.BoolVar(&b.sources, "sources", true, "pages that show the sources; without them the site is like what other generators were measured with")
	set.BoolVar(&b.serves, "serve", true, "measure the preview")
	set.BoolVar(&b.same, "same", false, "measure nothing, but build the first size with 1 and 4 jobs, with and without a cache, from rows and from files, and compare every byte")
	set.StringVar(&b.profile, "profile", "", "measure nothing, but write a processor profile of one clean build of the first size to this file")
	hugos := set.String("hugo", "", "Hugos to build the same cables with, as sites like those without sources; between commas")
	set.Parse(args)
	if *hugos != "" {
		b.hugos = strings.Split(*hugos, ",")
	}
	for s := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("-sizes: %q is no number of cables", s)
		}
		b.sizes = append(b.sizes, n)
	}
	switch *form {
	case "files", "rows":
		b.rows = *form == "rows"
	default:
		return nil, fmt.Errorf("-form is files or rows, not %q", *form)
	}
	return b, nil
}

// run measures all sizes, and prints each as soon as it is known.
func (b *bench) run() error {
	if _, err := os.Stat(b.dir); err == nil {
		return fmt.Errorf("%s is there already; name a folder to make", b.dir)
	}
	if err := os.MkdirAll(b.dir, 0o777); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if b.profile != "" {
		return b.writeProfile(b.profile, b.sizes[0])
	}
	if b.reftel == "" {
		b.reftel = filepath.Join(b.dir, "reftel")
		if out, err := exec.Command("go", "build", "-o", b.reftel, "reftel/cmd/reftel").CombinedOutput(); err != nil {
			return fmt.Errorf("build reftel: %w\n%s", err, out)
		}
	}
	if b.same {
		return b.sameEveryWay(b.sizes[0])
	}
	fmt.Printf("%d processors, %s, load before: %s\n\n", runtime.GOMAXPROCS(0), runtime.Version(), load())
	fmt.Println(heading)
	for _, size := range b.sizes {
		m, err := b.measure(size)
		if err != nil {
			return fmt.Errorf("%d cables: %w", size, err)
		}
		fmt.Println(m)
		for _, p := range m.peers {
			fmt.Printf("\n%s: %.1f times as long, %.1f times as much memory\n", p, ratio(p.run.wall, m.clean.wall), float64(p.run.memory)/float64(m.clean.memory))
		}
	}
	fmt.Printf("\nload after: %s\n", load())
	return nil
}

// load is how busy the machine is: the mean number of running processes of the
// last minutes.
func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(data))[:3], " ")
}
