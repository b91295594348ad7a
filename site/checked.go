package site

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"reftel/site/output"
)

// A page that has not changed is not made again, so it is not looked at again
// either. That is right as long as the list of protected words is the one that
// it was checked with; with another list, every page of the output has to be
// checked anew.
//
// Which list that was is remembered in the project's private folder and not in
// the manifest, which lies in the output: a digest of a short list would let
// anybody who has the published folder test a guess at the names in it.

// checkedFile remembers the list and the output that was checked with it.
func (s *Site) checkedFile() string { return filepath.Join(s.dir, ".reftel", "checked") }

// checkedSum names the list together with what the output holds now.
func (s *Site) checkedSum() string {
	list, stamp := s.protected.Digest(), output.Stamp(s.output)
	return fmt.Sprintf("%x\n", sha256.Sum256(append(list[:], stamp[:]...)))
}

// checked reports whether all that the output holds was checked with the list
// as it is now.
func (s *Site) checked() bool {
	was, err := os.ReadFile(s.checkedFile())
	return err == nil && string(was) == s.checkedSum()
}

// rememberChecked says that it was.
func (s *Site) rememberChecked() error {
	if s.protected == nil || s.checked() {
		return nil
	}
	if err := os.WriteFile(s.checkedFile(), []byte(s.checkedSum()), 0o600); err != nil {
		return fmt.Errorf("remember the check for protected words: %w", err)
	}
	return nil
}

// foreign checks a file in the output that somebody else put there: it is
// published with the site.
func (s *Site) foreign(path string, data []byte) error {
	if err := s.protected.CheckPath(path); err != nil {
		return err
	}
	return s.protected.Check(path, data)
}
