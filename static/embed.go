// Package static holds the default look's style sheet, script and icon. They
// are copied to the root of the output. A project's own static folder overrides
// them file by file.
package static

import "embed"

// Files are the files to copy.
//
//go:embed *.css *.js *.svg
var Files embed.FS
