package page

import "strings"

// Files for servers that can send readers on: from a bare reference ID, and from
// the ID that a malformed one should have been, to the cable's page.
const (
	redirectsPath   = "_redirects"
	redirectMapPath = "redirects.map"

	// redirectsLimit is the number of lines of _redirects: more are not read by
	// all hosts that know the file. 404.html finds every ID also without it.
	redirectsLimit = 2000
)

// leads calls yield with every ID that leads to a cable's page, and the page.
// Of two that are the same the published one wins.
func (p *Plan) leads(yield func(id, page string) bool) {
	for i, f := range p.archive.Cables() {
		page := p.CablePath(i)
		if !yield(f.ID, page) {
			return
		}
		if f.Canonical == f.ID {
			continue
		}
		if _, published := p.archive.Find(f.Canonical); !published && !yield(f.Canonical, page) {
			return
		}
	}
}

// writeRedirects writes the file that Netlify, Cloudflare Pages and others
// read: from, to and status, the first that fits. Addresses that moved come
// first, and bare IDs only where all of them have room.
func (p *Plan) writeRedirects(emit func([]byte)) {
	root := rootOf(p.site.BaseURL)
	emit([]byte("# Where addresses lead that are no files. Read by hosts that know this form.\n"))
	lines := 0
	for i := range p.gone {
		if g := &p.gone[i]; g.To != "" {
			emit([]byte(root + g.Path + " " + root + g.To + " 301\n"))
			lines++
		}
	}
	moved := p.malformed()
	for _, m := range moved {
		emit([]byte(root + m.from + " " + root + m.to + " 301\n"))
	}
	lines += len(moved)
	for range p.leads {
		if lines += 2; lines > redirectsLimit {
			emit([]byte("# There are more reference IDs than all hosts take here: see " + redirectMapPath + " and 404.html.\n"))
			return
		}
	}
	for id, page := range p.leads {
		name := idName(id)
		emit([]byte(root + name + " " + root + page + " 301\n" + root + "cable/" + name + " " + root + page + " 301\n"))
	}
}

// A move is an address that is another's now.
type move struct{ from, to string }

// malformed lists the addresses that cables would have had under the IDs that
// they should have.
func (p *Plan) malformed() (out []move) {
	for i, f := range p.archive.Cables() {
		if f.Canonical == f.ID {
			continue
		}
		if _, published := p.archive.Find(f.Canonical); published {
			continue
		}
		other := *f
		other.ID = f.Canonical
		if from, to := p.permalink.path(&other), p.CablePath(i); from != to {
			out = append(out, move{from, to})
		}
	}
	return out
}

// redirectMapHead says how the map is used. A map of nginx compares without
// regard to case.
const redirectMapHead = `# Reference IDs and the pages that they lead to, for a map of nginx:
#
#   map $reftel_id $reftel_page { default ""; include redirects.map; }
#   location ~* "^/(?:cable/)?(?<reftel_id>\d\d[a-z0-9_=~,.-]+?)(?:\.html)?/?$" {
#     if ($reftel_page) { return 301 ROOT$reftel_page; }
#     try_files $uri =404;
#   }
`

func (p *Plan) writeRedirectMap(emit func([]byte)) {
	emit([]byte(strings.Replace(redirectMapHead, "ROOT", rootOf(p.site.BaseURL), 1)))
	var line []byte
	for id, page := range p.leads {
		line = append(append(line[:0], idName(id)...), ' ')
		line = append(append(line, page...), ";\n"...)
		emit(line)
	}
}
