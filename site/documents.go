package site

import (
	"context"

	"reftel/site/source"
)

// documents calls f with every cable in the files, by several hands at once; it
// ends at the first error. A file of any size takes the memory of a few cables.
func documents(ctx context.Context, dir string, files []source.File, jobs int, f func(source.Document) error) error {
	q := newQueue(ctx, jobs)
	for _, file := range files {
		if q.failed() {
			break
		}
		if file.Size <= streamed {
			q.do(func() error { return readDocuments(dir, file, f) })
			continue
		}
		batches(q, dir, file.Path, func(todo []source.Record) {
			q.do(func() error {
				for _, r := range todo {
					if err := f(r.Document()); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
	return q.wait()
}

// readDocuments calls f with every cable of a small file.
func readDocuments(dir string, file source.File, f func(source.Document) error) error {
	for r, err := range source.Records(dir, file.Path) {
		if err != nil {
			return err
		}
		if err := f(r.Document()); err != nil {
			return err
		}
	}
	return nil
}
