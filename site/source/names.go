package source

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// isScratch reports whether a name is one that editors and systems give to
// files of their own: backups, swap files, halves of atomic saves.
func isScratch(name string) bool {
	if name[0] == '.' || strings.HasSuffix(name, "~") {
		return true
	}
	if name[0] == '#' && name[len(name)-1] == '#' { // Emacs
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".swp", ".swo", ".swx", ".bck", ".bak", ".tmp", ".orig", ".rej", ".part", ".crdownload":
		return true
	}
	return name == "4913" || // vim asks in this way whether it may write to a folder
		strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___") ||
		name == "Thumbs.db" || name == "desktop.ini"
}

// unportable says why a name cannot be on every system, or is "".
func unportable(name string) string {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	reserved := []string{"CON", "PRN", "AUX", "NUL"}
	if len(stem) == 4 && (stem[:3] == "COM" || stem[:3] == "LPT") && '0' < stem[3] && stem[3] <= '9' {
		return "is reserved on Windows"
	}
	switch {
	case slices.Contains(reserved, strings.TrimRight(stem, " ")):
		return "is reserved on Windows"
	case strings.ContainsAny(name, `<>:"|?*\`):
		return `holds one of < > : " | ? * \`
	case strings.ContainsFunc(name, func(c rune) bool { return c < ' ' || c == 0x7f || c == 0xfffd }):
		return "holds bytes that are not text"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return "ends in a dot or a space"
	case len(name) > 200:
		return "is longer than 200 bytes"
	}
	return ""
}

// caseless returns what a name is where case and the way of writing accents do
// not count.
func caseless(name string) string {
	return strings.ToLower(norm.NFC.String(name))
}

// irregular names a file that is neither file nor folder.
func irregular(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "what is neither file nor folder"
}
