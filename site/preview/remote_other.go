//go:build !linux

package preview

// remote is not known here; the trial at the start and the regular full look
// have to do.
func remote(string) (name string, ok bool) { return "", false }
