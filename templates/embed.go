// Package templates holds the default look's templates and interface texts.
// A project's own templates folder overrides them file by file.
package templates

import "embed"

// Files are the templates (*.html) and the interface texts (texts.*.yaml).
//
//go:embed *.html *.yaml
var Files embed.FS
