package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"reftel/site/diag"
)

const (
	// heartbeat keeps a stream from being taken for dead, and finds out
	// whether anybody still listens.
	heartbeat = 15 * time.Second
	// sending is how long a listener may take to read what was sent.
	sending = 5 * time.Second
	// mostShown is how many problems a page shows; the terminal has them all.
	mostShown = 20
	// mostAssets is how many files a page may ask about.
	mostAssets = 200
)

// events sends the number of each version as it comes, as server-sent events,
// beginning with the one that is there. Pages then ask for their own state.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	conn := http.NewResponseController(w)
	conn.SetReadDeadline(time.Time{}) // the request is read; only the answer goes on
	fmt.Fprint(w, "retry: 500\n\n")
	for r.Context().Err() == nil {
		v := s.current.Load()
		fmt.Fprintf(w, "data: %d\n\n", v.number)
		for ok := false; !ok && r.Context().Err() == nil; ok = v.await(r.Context(), heartbeat) {
			conn.SetWriteDeadline(time.Now().Add(sending))
			fmt.Fprint(w, ":\n\n")
			if conn.Flush() != nil {
				return
			}
		}
	}
}

// A state is what an open page has to know to be up to date.
type state struct {
	Version   int               `json:"version"`
	Page      string            `json:"page"`      // the sum of its bytes, "" where there is none
	Assets    map[string]string `json:"assets"`    // the sums of the files that it asked about
	Problems  []diag.Problem    `json:"problems"`  // to be shown on it
	More      int               `json:"more"`      // how many there are beyond those
	Elsewhere []string          `json:"elsewhere"` // paths of other pages with errors
}

// state answers a page that asks for the state of the address "path" and of
// the files "asset".
func (s *server) state(w http.ResponseWriter, r *http.Request) {
	v := s.current.Load()
	query := r.URL.Query()
	p, _, ok := v.find(query.Get("path"))
	answer := state{Version: v.number, Assets: map[string]string{}, Elsewhere: v.faultyBeside(p.Path)}
	problems := v.problemsOf(p.Path)
	if ok {
		got, err := s.render(v, p)
		answer.Page = got.sum
		if err != nil {
			problems = slices.Insert(problems, 0, failed(err))
		}
	}
	answer.Problems = problems[:min(len(problems), mostShown)]
	answer.More = len(problems) - len(answer.Problems)
	names := query["asset"]
	for _, name := range names[:min(len(names), mostAssets)] {
		if p, ok := v.site.Find(strings.TrimPrefix(name, "/")); ok {
			got, _ := s.render(v, p)
			answer.Assets[name] = got.sum
		}
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(answer) // an error means that the page has gone
}
