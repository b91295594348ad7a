// Package site is the whole flow: a project's files to a Site, a Site to a
// directory.
//
//	files ─► source ─► cable ─► redaction ─► archive ─► page ─► bytes ─► directory or browser
package site
