package site

import (
	"context"
	"sync"
)

// queue runs tasks with a number of goroutines and keeps the first error.
type queue struct {
	ctx   context.Context
	tasks chan func() error
	wg    sync.WaitGroup

	mu  sync.Mutex
	err error
}

func newQueue(ctx context.Context, jobs int) *queue {
	q := &queue{ctx: ctx, tasks: make(chan func() error, 4*jobs)}
	for range jobs {
		q.wg.Go(q.work)
	}
	return q
}

func (q *queue) work() {
	for task := range q.tasks {
		if !q.failed() {
			q.fail(task())
		}
	}
}

// do hands a task over; it waits while all goroutines are busy.
func (q *queue) do(task func() error) { q.tasks <- task }

// fail keeps an error; nil is none.
func (q *queue) fail(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.err == nil {
		q.err = err
	}
}

// failed reports whether going on is of no use.
func (q *queue) failed() bool {
	q.fail(q.ctx.Err())
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.err != nil
}

// wait waits for all tasks and returns the first error.
func (q *queue) wait() error {
	close(q.tasks)
	q.wg.Wait()
	return q.err
}
