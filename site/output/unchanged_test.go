package output

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"
)

// A file that is made of other things and comes out the same is not written:
// its time stays, and whoever copies the output copies less. It is not made
// again by the build after.
func TestFilesThatComeOutTheSameStay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	texts := map[string]string{"a.html": "a", "b.html": "b"}
	write(t, dir, texts)
	before, err := os.Stat(filepath.Join(dir, "a.html"))
	if err != nil {
		t.Fatal(err)
	}
	made := 0
	files := plan(texts)
	files.Draft = func(i int) (string, Key, Render) {
		return files.Path(i), sha256.Sum256([]byte{byte(i)}), func(dst []byte) ([]byte, error) {
			made++
			return append(dst, texts[files.Path(i)]...), nil
		}
	}
	for _, want := range []int{2, 0} {
		made = 0
		r, err := Write(t.Context(), dir, files, Options{Jobs: 1})
		if err != nil {
			t.Fatal(err)
		}
		if r.Written != 0 || made != want {
			t.Errorf("%d written, %d made, want 0 and %d", r.Written, made, want)
		}
	}
	after, err := os.Stat(filepath.Join(dir, "a.html"))
	if err != nil || !after.ModTime().Equal(before.ModTime()) || !os.SameFile(before, after) {
		t.Errorf("the file is another (%v)", err)
	}
	texts["a.html"] = "c" // of the same length
	if r := write(t, dir, texts); r.Written != 1 {
		t.Errorf("%d written, want 1", r.Written)
	}
	put(t, filepath.Join(dir, "b.html"), "x")
	if r := write(t, dir, texts); r.Written != 1 || len(r.Mended) != 1 {
		t.Errorf("%d written, %d mended, want 1 and 1", r.Written, len(r.Mended))
	}
}
