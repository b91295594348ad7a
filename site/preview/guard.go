package preview

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A guard answers requests that do not come from the preview's own pages or
// from the person who reads them, and lets the others through. The project is
// on somebody's own machine, and any page in that person's browser can send
// requests to it; drafts and unpublished cables must not be read that way.
type guard struct {
	name string // the host name that the user gave for the address, if any
	next http.Handler
}

// policy allows pages what their own server gives them and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// maxPath is more than any planned path has.
const maxPath = 1024

func (g guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	if status, why := g.refuse(r); status != 0 {
		if status == http.StatusMethodNotAllowed {
			h.Set("Allow", "GET, HEAD")
		}
		http.Error(w, why, status)
		return
	}
	g.next.ServeHTTP(w, r)
}

// refuse returns the status of a refusal and its reason, or zero.
func (g guard) refuse(r *http.Request) (status int, why string) {
	local, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	switch {
	case !slices.Contains(hostsOf(local, g.name), r.Host):
		return http.StatusMisdirectedRequest, "this server does not answer to that host name"
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed, "the preview can only be read"
	case foreign(r):
		return http.StatusForbidden, "the preview cannot be read by other sites"
	case !plainPath(r.URL.Path):
		return http.StatusBadRequest, "no page has such an address"
	}
	return 0, ""
}

// hostsOf returns what the Host header may be for a connection that came in
// at the local address. A site that lets its own name point to this machine
// (DNS rebinding) sends that name; so no name is taken on trust but the one
// that the user gave and those that always mean the machine itself. They are
// right for another local address too: that is a port handed on by a container.
func hostsOf(local net.Addr, name string) []string {
	tcp, ok := local.(*net.TCPAddr)
	if !ok {
		return nil
	}
	ip, _ := netip.AddrFromSlice(tcp.IP)
	names := []string{"localhost", "127.0.0.1", ip.Unmap().String()}
	if name != "" {
		names = append(names, name)
	}
	var hosts []string
	for _, n := range names {
		host := net.JoinHostPort(n, strconv.Itoa(tcp.Port))
		hosts = append(hosts, host)
		if tcp.Port == 80 { // which browsers leave out
			hosts = append(hosts, strings.TrimSuffix(host, ":80"))
		}
	}
	return hosts
}

// foreign reports whether a request was made by a page that is not of this
// server, save that a link may lead here from anywhere. "null" is the origin
// of sandboxed frames and files, which may be anybody's.
func foreign(r *http.Request) bool {
	for _, origin := range r.Header.Values("Origin") {
		if origin != "http://"+r.Host {
			return true
		}
	}
	for _, site := range r.Header.Values("Sec-Fetch-Site") {
		if site != "same-origin" && site != "none" && !followsLink(r) {
			return true
		}
	}
	return false
}

func followsLink(r *http.Request) bool {
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// plainPath reports whether a decoded path may name a page. Nothing here opens
// files by such a name; this is the second lock on the same door. What it
// refuses are the ways out of a folder, hidden files, and the letters by which
// Windows reaches devices, drives and streams.
func plainPath(path string) bool {
	if !strings.HasPrefix(path, "/") || len(path) > maxPath || !utf8.ValidString(path) {
		return false
	}
	if strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' || r == ':' }) {
		return false
	}
	return !strings.Contains(path, "//") && !strings.Contains(path, "/.")
}
