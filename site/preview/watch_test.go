package preview

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// saves are the ways in which editors put a new text in the place of an old
// one, as strace(1) shows them.
var saves = []struct {
	editor string
	save   func(m *mirror, name, text string)
}{
	{"write in place (nano, VS Code)", (*mirror).write},
	{"vim", func(m *mirror, name, text string) {
		m.write("4913", "") // vim tries whether it may create files
		m.remove("4913")
		m.rename(name, name+"~")
		m.write(name, text)
		m.remove(name + "~")
	}},
	{"vim with backup", func(m *mirror, name, text string) {
		m.rename(name, name+"~")
		m.write(name, text)
	}},
	{"VS Code with atomic save", func(m *mirror, name, text string) {
		m.write(name+".vsctmp", text)
		m.rename(name+".vsctmp", name)
	}},
	{"JetBrains", func(m *mirror, name, text string) {
		m.write(name+"___jb_tmp___", text)
		m.rename(name, name+"___jb_old___")
		m.rename(name+"___jb_tmp___", name)
		m.remove(name + "___jb_old___")
	}},
	{"Helix", func(m *mirror, name, text string) {
		m.rename(name, name+".bck")
		m.write(name, text)
		m.remove(name + ".bck")
	}},
	{"hidden file renamed over (sed -i, rsync)", func(m *mirror, name, text string) {
		m.write(".tmpXyZ", text)
		m.rename(".tmpXyZ", name)
	}},
	{"removed and written", func(m *mirror, name, text string) {
		m.remove(name)
		m.write(name, text)
	}},
}

func TestEverySaveIsSeen(t *testing.T) {
	for _, editor := range saves {
		t.Run(editor.editor, func(t *testing.T) {
			t.Parallel()
			m := newMirror(t, nil)
			m.write("note.md", "first")
			m.settle()
			for i := range 4 { // a watch on the file would survive one save at most
				editor.save(m, "note.md", fmt.Sprintf("text %d", i))
				m.settle()
			}
			if m.looks > 1 {
				t.Errorf("a save made the watcher look at everything")
			}
		})
	}
}

// The same with the programs themselves, where they are at hand.
func TestSavesOfRealPrograms(t *testing.T) {
	for _, command := range [][]string{
		{"vim", "-e", "-s", "-u", "NONE", "-c", "set writebackup backupcopy=no", "-c", "%s/$/ more/", "-c", "wq", "note.md"},
		{"vim", "-e", "-s", "-u", "NONE", "-c", "set backup backupcopy=yes", "-c", "%s/$/ more/", "-c", "wq", "note.md"},
		{"emacs", "--batch", "--quick", "note.md", "--eval", `(progn (end-of-buffer) (insert "more") (save-buffer))`},
		{"sed", "-i", "s/$/ more/", "note.md"},
		{"perl", "-pi", "-e", "s/$/ more/", "note.md"},
		{"rsync", "../other.md", "note.md"},
		{"cp", "../other.md", "note.md"},
		{"mv", "../other.md", "note.md"},
	} {
		t.Run(command[0], func(t *testing.T) {
			t.Parallel()
			program, err := exec.LookPath(command[0])
			if err != nil {
				t.Skip(err)
			}
			m := newMirror(t, nil)
			m.write("../other.md", "another text")
			m.write("note.md", "text")
			m.settle()
			cmd := exec.CommandContext(t.Context(), program, command[1:]...)
			cmd.Dir = m.root
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Skipf("%v: %v %s", command, err, out)
			}
			if text, _ := os.ReadFile(m.path("note.md")); string(text) == "text" {
				t.Fatalf("%v did not change the file", command)
			}
			m.settle()
		})
	}
}

func TestNewFoldersAreFollowedAtOnce(t *testing.T) {
	t.Parallel()
	m := newMirror(t, nil)
	for i := range 200 {
		dir := fmt.Sprintf("cables/%d/a/b", i)
		m.mkdir(dir)
		m.write(dir+"/cable.txt", "text")
	}
	m.settle()
	m.write("cables/7/a/b/cable.txt", "new text")
	m.write("cables/8/a/other.txt", "new file in a folder that came with others")
	m.settle()
	if m.looks > 1 {
		t.Errorf("%d looks at everything; new folders alone need none", m.looks-1)
	}
}

func TestBurst(t *testing.T) {
	t.Parallel()
	m := newMirror(t, nil)
	for i := range 3000 {
		dir := fmt.Sprintf("cables/%d", i%30)
		if i < 30 {
			m.mkdir(dir)
		}
		m.write(fmt.Sprintf("%s/%d.txt", dir, i), "text")
	}
	m.settle()
	for i := range 3000 {
		if name := fmt.Sprintf("cables/%d/%d.txt", i%30, i); i%3 == 0 {
			m.remove(name)
		} else {
			m.write(name, "other text")
		}
	}
	m.settle()
}

func TestFoldersMovedAndRemoved(t *testing.T) {
	t.Parallel()
	m := newMirror(t, nil)
	m.mkdir("a/b/c")
	m.write("a/b/c/one.txt", "1")
	m.write("a/two.txt", "2")
	m.settle()
	m.rename("a", "z")
	m.settle()
	m.write("z/b/c/one.txt", "below the new name")
	m.settle()
	m.mkdir("a/b")
	m.write("a/b/three.txt", "the old name again")
	m.settle()
	m.rename("z/b/c", "a/b/c") // a watch that is moved twice
	m.settle()
	m.write("a/b/c/one.txt", "still seen")
	m.settle()
	m.remove("a")
	m.settle()
	m.mkdir("a/b/c")
	m.write("a/b/c/one.txt", "and anew")
	m.settle()
}

func TestRootThatComesAndGoes(t *testing.T) {
	t.Parallel()
	m := newMirror(t, nil)
	for i := range 3 {
		m.remove("")
		m.settle()
		m.mkdir("notes")
		m.write("notes/note.md", fmt.Sprint("text ", i))
		m.settle()
		m.write("notes/note.md", fmt.Sprint("other text ", i))
		m.settle()
	}
}

// hints returns where the watcher says to look after quietly, a change that
// it should keep silent about, and one that it must report.
func hintsAfter(t *testing.T, m *mirror, silent func()) []string {
	t.Helper()
	m.mkdir("sentinel")
	m.settle()
	m.write("sentinel/0", "so that the folder is known")
	m.settle()
	silent()
	m.write("sentinel/1", "come")
	return m.settle()
}

func TestWhatDoesNotCountIsSilent(t *testing.T) {
	for name, silent := range map[string]func(m *mirror) error{
		"change of mode": func(m *mirror) error { return os.Chmod(m.path("quiet/file"), 0o600) },
		"hidden file":    func(m *mirror) error { return os.WriteFile(m.path("quiet/.note.md.swp"), nil, 0o600) },
		"output beside the content": func(m *mirror) error {
			return os.MkdirAll(m.path("../public/cable"), 0o700)
		},
		"trial folder": func(m *mirror) error { return os.MkdirAll(m.path("../.reftel/x"), 0o700) },
		"behind a link": func(m *mirror) error {
			return os.WriteFile(m.path("../elsewhere/x"), nil, 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMirror(t, nil)
			m.mkdir("quiet")
			m.write("quiet/file", "")
			m.mkdir("../elsewhere")
			if err := os.Symlink(m.path("../elsewhere"), m.path("quiet/link")); err != nil {
				t.Skipf("no symbolic links here: %v", err)
			}
			m.settle()
			hints := hintsAfter(t, m, func() {
				if err := silent(m); err != nil {
					t.Fatal(err)
				}
			})
			if want := []string{m.path("sentinel")}; !slices.Equal(hints, want) {
				t.Errorf("hints = %v, want %v", hints, want)
			}
		})
	}
}

func TestSettingsAreSeen(t *testing.T) {
	m := newMirror(t, nil)
	m.write("../reftel.yaml", "title: A")
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	hints, err := m.watcher.Next(ctx)
	if want := []string{m.watcher.roots[0].Dir}; err != nil || !slices.Equal(hints, want) {
		t.Errorf("Next = %v, %v, want %v", hints, err, want)
	}
}

func TestOverflowLeadsToALookAtEverything(t *testing.T) {
	t.Parallel()
	m := newMirror(t, nil)
	m.mkdir("a/b")
	m.settle()
	looks := m.looks
	m.watcher.events.Errors <- fsnotify.ErrEventOverflow
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for m.looks == looks {
		hints, err := m.watcher.Next(ctx)
		if err != nil {
			t.Fatal("no look at everything after an overflow")
		}
		m.look(hints)
	}
	m.write("a/b/file", "events still come")
	m.settle()
	if m.looks != looks+1 {
		t.Errorf("%d looks at everything, want 1", m.looks-looks)
	}
}

// The same with a queue that really overflows while nobody attends to it.
func TestRealOverflow(t *testing.T) {
	t.Parallel()
	queue := 16384
	if text, err := os.ReadFile("/proc/sys/fs/inotify/max_queued_events"); err == nil {
		fmt.Sscan(string(text), &queue)
	}
	if runtime.GOOS != "linux" || queue > 20000 {
		t.Skip("no queue that can be filled in good time")
	}
	m := sleepingMirror(t, nil)
	for i := range queue/2 + 3000 { // each makes two events, and some fit into a buffer
		m.write(fmt.Sprint(i), "text")
	}
	m.mkdir("made/in/the/meantime")
	m.write("made/in/the/meantime/note.md", "text")
	looks := m.looks
	m.wake()
	m.settle()
	if m.looks == looks {
		t.Error("nothing was lost: the test shows nothing")
	}
	m.write("made/in/the/meantime/note.md", "another text")
	m.settle()
}

// Whatever is done to a tree, and however fast, in the end nothing is missed.
func TestNothingIsMissed(t *testing.T) {
	t.Parallel()
	m := newMirror(t, nil)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, seed))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	folder := func() string { return m.path(pick("", "a", "b", "a/c", "b/c", "a/c/d")) }
	file := func() string { return filepath.Join(folder(), pick("x", "y", ".hidden")) }
	for range 15 {
		for range 60 {
			switch random.IntN(7) {
			case 0:
				os.MkdirAll(folder(), 0o777)
			case 1, 2, 3:
				os.WriteFile(file(), []byte(fmt.Sprint(random.Int())), 0o666)
			case 4:
				os.Rename(file(), file())
			case 5:
				os.Rename(folder(), filepath.Join(folder(), pick("c", "d", "e")))
			case 6:
				os.RemoveAll(filepath.Join(folder(), pick("c", "d", "e", "x")))
			}
		}
		m.mkdir("")
		m.settle()
	}
}

func TestNextEndsWithTheContext(t *testing.T) {
	m := newMirror(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.watcher.Next(ctx); err == nil {
		t.Error("Next = nil, want an error")
	}
}
