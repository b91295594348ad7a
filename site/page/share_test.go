package page

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"reftel/site/settings"
)

const address = "https://cables.example/sub/cable/2008/12/08GRISTAD2577.html"

func TestHashtags(t *testing.T) {
	for id, want := range map[string]string{
		"08GRISTAD2577":      "cablegate 08GRISTAD2577",
		"10NORVAL60_a":       "cablegate 10NORVAL60_a",
		"07PORT-AU-NORVAL12": "cablegate 07PORTAUNORVAL12",
		"2008":               "cablegate", // no letter: no network takes it
	} {
		if got := strings.Join(hashtags([]string{"cable gate!", "12"}, id), " "); got != want {
			t.Errorf("hashtags(%q) = %q, want %q", id, got, want)
		}
	}
}

// Every link must carry the address and the tags in the place where its
// network reads them.
func TestShareLinks(t *testing.T) {
	tags := hashtags([]string{"cablegate"}, "08GRISTAD2577")
	full := "08GRISTAD2577: “Tea & <Law>” + 100% " + address + " #cablegate #08GRISTAD2577"
	text := "08GRISTAD2577: “Tea & <Law>” + 100%"
	for _, c := range []struct{ key, host, path, field, want string }{
		{"x", "x.com", "/intent/tweet", "text", text},
		{"x", "x.com", "/intent/tweet", "url", address},
		{"x", "x.com", "/intent/tweet", "hashtags", "cablegate,08GRISTAD2577"},
		{"bluesky", "bsky.app", "/intent/compose", "text", full},
		{"threads", "www.threads.com", "/intent/post", "url", address},
		{"threads", "www.threads.com", "/intent/post", "tag", "08GRISTAD2577"},
		{"telegram", "t.me", "/share/url", "text", text + " #cablegate #08GRISTAD2577"},
		{"whatsapp", "wa.me", "/", "text", full},
		{"facebook", "www.facebook.com", "/sharer/sharer.php", "u", address},
		{"linkedin", "www.linkedin.com", "/sharing/share-offsite/", "url", address},
		{"reddit", "www.reddit.com", "/submit", "title", text},
		{"email", "", "", "body", full},
		{"email", "", "", "subject", text},
	} {
		links := shareLinks(&memory{}, []string{c.key}, "08GRISTAD2577", "“Tea & <Law>” + 100%", address, tags)
		if len(links) != 1 {
			t.Fatalf("%s: %d links", c.key, len(links))
		}
		u, err := url.Parse(links[0].URL)
		if err != nil {
			t.Fatalf("%s: %v", c.key, err)
		}
		if got := u.Query().Get(c.field); u.Host != c.host || u.Path != c.path || got != c.want {
			t.Errorf("%s: %s\n%s = %q\nwant %q", c.key, links[0].URL, c.field, got, c.want)
		}
		if strings.ContainsAny(links[0].URL, "+ ") {
			t.Errorf("%s: %q has a bare plus or space", c.key, links[0].URL)
		}
	}
}

func TestShareOnMastodonIsInTheFragment(t *testing.T) {
	links := shareLinks(&memory{}, []string{"mastodon"}, "08GRISTAD1", "T", address, []string{"cablegate"})
	u, err := url.Parse(links[0].URL)
	if err != nil {
		t.Fatal(err)
	}
	if want := "text=08GRISTAD1: T " + address + " #cablegate"; u.Fragment != want || u.Host != "share.joinmastodon.org" {
		t.Errorf("fragment %q, want %q", u.Fragment, want)
	}
}

func TestAllNetworksOfTheSettingsAreKnown(t *testing.T) {
	if n := len(settings.Networks()); len(shareLinks(&memory{}, settings.Networks(), "08GRISTAD1", "T", address, nil)) != n || n != len(networks) {
		t.Errorf("%d networks in the settings, %d known here", n, len(networks))
	}
}

func TestShareLinksKeepTheOrderOfTheSetting(t *testing.T) {
	links := shareLinks(&memory{}, []string{"reddit", "nosuch", "x"}, "08GRISTAD1", "T", address, nil)
	if len(links) != 2 || links[0].Name != "Reddit" || links[1].Name != "X" {
		t.Errorf("links = %v", links)
	}
}

// A title of any length leaves room for address, tags and a paragraph number.
func TestShareShortensTheTitleOnly(t *testing.T) {
	title := strings.TrimSpace(strings.Repeat("harbour board “elects” 港 ", 40))
	tags := []string{"cablegate", "08GRISTAD2577"}
	msg := newMessage(&memory{}, "08GRISTAD2577", title, address, tags)
	for _, n := range networks {
		if n.limit == 0 {
			continue
		}
		short := n.shorten(msg)
		if !strings.HasSuffix(short, "…") || !strings.HasPrefix(title, strings.TrimSuffix(short, "…")) {
			t.Errorf("%s: %q is not the title cut at a word", n.key, short)
		}
		link := n.link
		if link == 0 {
			link = len(address)
		}
		total := len("08GRISTAD2577 ¶77_2: ") + utf8.RuneCountInString(short) + 1 + link + 1 + len("#cablegate #08GRISTAD2577")
		if total > n.limit {
			t.Errorf("%s: %d characters, limit %d", n.key, total, n.limit)
		}
	}
}

func TestShortened(t *testing.T) {
	for _, c := range []struct {
		s    string
		room int
		want string
	}{
		{"one two", 7, "one two"}, {"one two", 6, "one…"}, {"one two", 3, "…"}, {"one two", -1, "…"},
		{"one, two three", 9, "one, two…"}, {"one, two three", 8, "one…"}, {"one two 港", 8, "one two…"},
		{"“one” two", 8, "“one”…"}, {"“one” two", 9, "“one” two"}, {"“one” two", 5, "…"}, {"港 one two", 6, "港…"}, {"港 one two", 7, "港 one…"},
	} {
		if got := shortened(c.s, c.room); got != c.want {
			t.Errorf("shortened(%q, %d) = %q, want %q", c.s, c.room, got, c.want)
		}
	}
}

func TestShareLine(t *testing.T) {
	tags := []string{"cablegate", "08GRISTAD1"}
	if got, want := shareLine("08GRISTAD1", address, hashed(tags)), "08GRISTAD1 "+address+" #cablegate #08GRISTAD1"; got != want {
		t.Errorf("shareLine = %q, want %q", got, want)
	}
	if got, want := shareLine("08GRISTAD1", "", hashed(tags)), "08GRISTAD1 #cablegate #08GRISTAD1"; got != want {
		t.Errorf("shareLine = %q, want %q", got, want)
	}
}
