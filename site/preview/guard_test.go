package preview

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// ask hands a raw request to a guard on 127.0.0.1:1966. It returns the
// response and the request that the guard let through, if it did.
func ask(raw string) (res *http.Response, passed *http.Request, err error) {
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(raw)))
	if err != nil {
		return nil, nil, err
	}
	local := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1966}
	r = r.WithContext(context.WithValue(context.Background(), http.LocalAddrContextKey, net.Addr(local)))
	w := httptest.NewRecorder()
	guard{next: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { passed = r })}.ServeHTTP(w, r)
	return w.Result(), passed, nil
}

func TestGuard(t *testing.T) {
	for _, c := range []struct {
		name   string
		first  string // request line
		header string // "Host: 127.0.0.1:1966" where there is no Host in it
		want   int
	}{
		{"plain", "GET / HTTP/1.1", "", 200},
		{"head", "HEAD /cable/2008/12/08GRISTAD112.html HTTP/1.1", "", 200},
		{"localhost", "GET / HTTP/1.1", "Host: localhost:1966", 200},
		{"absolute form", "GET http://127.0.0.1:1966/ HTTP/1.1", "", 200},

		{"rebound name", "GET / HTTP/1.1", "Host: attacker.example:1966", 421},
		{"name that begins well", "GET / HTTP/1.1", "Host: 127.0.0.1.attacker.example:1966", 421},
		{"name that ends well", "GET / HTTP/1.1", "Host: x.localhost:1966", 421},
		{"other port", "GET / HTTP/1.1", "Host: 127.0.0.1:8080", 421},
		{"no port", "GET / HTTP/1.1", "Host: 127.0.0.1", 421},
		{"other loopback address", "GET / HTTP/1.1", "Host: 127.0.0.2:1966", 421},
		{"spelled otherwise", "GET / HTTP/1.1", "Host: 2130706433:1966", 421},
		{"no host", "GET / HTTP/1.0", "X: y", 421},
		{"foreign absolute form", "GET http://attacker.example/ HTTP/1.1", "", 421},
		{"forwarded host does not count", "GET / HTTP/1.1", "Host: attacker.example\r\nX-Forwarded-Host: 127.0.0.1:1966", 421},

		{"post", "POST / HTTP/1.1", "", 405},
		{"options", "OPTIONS / HTTP/1.1", "", 405},
		{"connect", "CONNECT 127.0.0.1:1966 HTTP/1.1", "", 405},
		{"invented method", "PROPFIND / HTTP/1.1", "", 405},

		{"own origin", "GET / HTTP/1.1", "Origin: http://127.0.0.1:1966", 200},
		{"foreign origin", "GET / HTTP/1.1", "Origin: https://attacker.example", 403},
		{"origin on another port", "GET / HTTP/1.1", "Origin: http://127.0.0.1:3000", 403},
		{"origin of another scheme", "GET / HTTP/1.1", "Origin: https://127.0.0.1:1966", 403},
		{"origin under the other name", "GET / HTTP/1.1", "Origin: http://localhost:1966", 403},
		{"null origin", "GET / HTTP/1.1", "Origin: null", 403},
		{"empty origin", "GET / HTTP/1.1", "Origin:", 403},
		{"second origin", "GET / HTTP/1.1", "Origin: http://127.0.0.1:1966\r\nOrigin: null", 403},

		{"typed", "GET / HTTP/1.1", "Sec-Fetch-Site: none", 200},
		{"own", "GET / HTTP/1.1", "Sec-Fetch-Site: same-origin", 200},
		{"foreign script", "GET / HTTP/1.1", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script", 403},
		{"foreign frame", "GET / HTTP/1.1", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe", 403},
		{"foreign link", "GET / HTTP/1.1", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document", 200},
		{"other port of this machine", "GET / HTTP/1.1", "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty", 403},
		{"unknown site", "GET / HTTP/1.1", "Sec-Fetch-Site: elsewhere", 403},

		{"dot-dot", "GET /../reftel.yaml HTTP/1.1", "", 400},
		{"encoded dot-dot", "GET /%2e%2e/reftel.yaml HTTP/1.1", "", 400},
		{"backslash", `GET /..%5creftel.yaml HTTP/1.1`, "", 400},
		{"stream", "GET /index.html::$DATA HTTP/1.1", "", 400},
		{"drive", "GET /c:/boot.ini HTTP/1.1", "", 400},
		{"dot-file", "GET /.reftel/lock HTTP/1.1", "", 400},
		{"deep dot-file", "GET /static/.env HTTP/1.1", "", 400},
		{"nul", "GET /index.html%00.txt HTTP/1.1", "", 400},
		{"bad encoding", "GET /%ff HTTP/1.1", "", 400},
		{"double slash", "GET //attacker.example/ HTTP/1.1", "", 400},
		{"long", "GET /" + strings.Repeat("a", maxPath) + " HTTP/1.1", "", 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			header := c.header
			if !strings.Contains(header, "Host: ") && header != "X: y" {
				header = strings.TrimSuffix("Host: 127.0.0.1:1966\r\n"+header, "\r\n")
			}
			res, passed, err := ask(c.first + "\r\n" + header + "\r\n\r\n")
			if err != nil {
				t.Fatal(err)
			}
			if res.StatusCode != c.want || (passed != nil) != (c.want == 200) {
				body, _ := io.ReadAll(res.Body)
				t.Errorf("status %d (%s), passed %v, want %d", res.StatusCode, body, passed != nil, c.want)
			}
			checkHeaders(t, res.Header)
		})
	}
}

// checkHeaders fails unless a response forbids everything to everybody else.
func checkHeaders(t *testing.T, h http.Header) {
	t.Helper()
	for name, want := range map[string]string{
		"Content-Security-Policy":      policy,
		"X-Content-Type-Options":       "nosniff",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Referrer-Policy":              "no-referrer",
		"Cache-Control":                "no-store",
		"Access-Control-Allow-Origin":  "",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestHostsOf(t *testing.T) {
	tcp := func(ip string, port int) net.Addr { return &net.TCPAddr{IP: net.ParseIP(ip), Port: port} }
	for _, c := range []struct {
		local net.Addr
		name  string
		want  []string
	}{
		{tcp("127.0.0.1", 1966), "", []string{"127.0.0.1:1966", "localhost:1966"}},
		{tcp("::1", 1966), "", []string{"127.0.0.1:1966", "[::1]:1966", "localhost:1966"}},
		{tcp("::ffff:192.0.2.7", 1966), "", []string{"127.0.0.1:1966", "192.0.2.7:1966", "localhost:1966"}},
		{tcp("192.0.2.7", 1966), "desk.example", []string{"127.0.0.1:1966", "192.0.2.7:1966", "desk.example:1966", "localhost:1966"}},
		{tcp("127.0.0.1", 80), "", []string{"127.0.0.1", "127.0.0.1:80", "localhost", "localhost:80"}},
		{&net.UnixAddr{Name: "@"}, "", nil},
		{nil, "", nil},
	} {
		got := slices.Compact(slices.Sorted(slices.Values(hostsOf(c.local, c.name))))
		if !slices.Equal(got, c.want) {
			t.Errorf("hostsOf(%v, %q) = %v, want %v", c.local, c.name, got, c.want)
		}
	}
}

// Whatever comes in, the guard answers, and lets nothing through that could
// be another site's request or another file's name.
func FuzzGuard(f *testing.F) {
	for _, seed := range []string{
		"GET / HTTP/1.1\r\nHost: 127.0.0.1:1966\r\n\r\n",
		"GET /%2e%2e/%5c HTTP/1.1\r\nHost: localhost:1966\r\nOrigin: null\r\n\r\n",
		"GET http://127.0.0.1:1966/a:b HTTP/1.1\r\nHost: [::1\r\nSec-Fetch-Site: cross-site\r\n\r\n",
		"GET * HTTP/1.1\r\nHost: 127.0.0.1:1966\r\nSec-Fetch-Mode: navigate\r\n\r\n",
		"HEAD //a HTTP/1.0\r\n\r\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		res, r, err := ask(raw)
		if err != nil {
			return
		}
		checkHeaders(t, res.Header)
		if r == nil {
			if res.StatusCode < 400 {
				t.Errorf("status %d for a request that was not let through", res.StatusCode)
			}
			return
		}
		if r.Host != "127.0.0.1:1966" && r.Host != "localhost:1966" {
			t.Errorf("let through the host %q", r.Host)
		}
		if r.Method != "GET" && r.Method != "HEAD" {
			t.Errorf("let through the method %q", r.Method)
		}
		if origin := r.Header["Origin"]; origin != nil && slices.ContainsFunc(origin, func(o string) bool { return o != "http://"+r.Host }) {
			t.Errorf("let through the origin %q", origin)
		}
		for _, part := range strings.Split(r.URL.Path, "/") {
			if strings.HasPrefix(part, ".") || strings.ContainsAny(part, "\\:\x00\r\n") {
				t.Errorf("let through the path %q", r.URL.Path)
			}
		}
	})
}
