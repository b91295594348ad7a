// Package preview shows a project in the browser while it is written: it
// watches the project's files, loads the site again after every change, serves
// its pages over HTTP and brings the open ones up to date.
//
// # Rules
//
//   - Events are hints. The watcher says where to look, never what to rebuild:
//     lost, doubled and misleading events cost time and nothing else, because
//     every one of them ends in the same call of Load.
//   - Only what the site plans is served. No request ever names a file.
//   - What a browser shows are the bytes that a build writes; the reload script
//     is put into the response alone.
//   - Open pages are told after the new site is in place, never before.
package preview
