package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A ShareLink leads to a network's own page for writing a message, filled with
// the cable's ID, its title, its address and the hashtags. It is a plain link:
// nothing is asked of the network before the reader follows it.
type ShareLink struct {
	Name string // "Mastodon"
	URL  string
}

// A network is one way to pass a link on. In its pattern {text} stands for ID
// and title, {url} for the address, {tags} for the hashtags with "#", {list}
// for them between commas, {id} for the ID's own hashtag, {full} for all in one
// text; all of them percent-encoded.
type network struct {
	key, name string
	pattern   string
	limit     int // length of a message, 0 for none that matters
	link      int // what an address counts as, 0 for its length
}

// networks are the known ones. The forms are those of the networks' own
// documentation where there is one (X web intents, Bluesky intent links, Meta's
// Threads intents, Telegram's sharing button); the others are in general use.
var networks = []network{
	{"x", "X", "https://x.com/intent/tweet?text={text}&url={url}&hashtags={list}", 280, 23},
	{"bluesky", "Bluesky", "https://bsky.app/intent/compose?text={full}", 300, 0},
	{"mastodon", "Mastodon", "https://share.joinmastodon.org/#text={full}", 500, 23},
	{"threads", "Threads", "https://www.threads.com/intent/post?text={text}&url={url}&tag={id}", 500, 0},
	{"telegram", "Telegram", "https://t.me/share/url?url={url}&text={text}%20{tags}", 0, 0},
	{"whatsapp", "WhatsApp", "https://wa.me/?text={full}", 0, 0},
	{"facebook", "Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}", 0, 0},
	{"linkedin", "LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}", 0, 0},
	{"reddit", "Reddit", "https://www.reddit.com/submit?url={url}&title={text}", 300, 0},
	{"email", "E-mail", "mailto:?subject={text}&body={full}", 0, 0},
}

// paragraphRoom is kept free in texts for a paragraph number (" ¶77_2").
const paragraphRoom = 8

// shareLinks returns the links to pass a cable on, in the order of the setting.
// Unknown networks are left out: the settings report them. Without an address
// the links carry ID, title and hashtags, and networks that take nothing but an
// address are left out.
func shareLinks(m *memory, keys []string, id, title, address string, tags []string) []ShareLink {
	links := make([]ShareLink, 0, len(keys))
	for _, key := range keys {
		for i := range networks {
			if networks[i].key == key && (address != "" || networks[i].takesText()) {
				links = append(links, ShareLink{networks[i].name, networks[i].url(m, id, title, address, tags)})
			}
		}
	}
	return links
}

// takesText reports whether a message can be more than an address.
func (n *network) takesText() bool {
	return strings.Contains(n.pattern, "{text}") || strings.Contains(n.pattern, "{full}")
}

// withoutURL takes the address out of a pattern.
var withoutURL = strings.NewReplacer("&url={url}", "", "url={url}&", "")

// url fills the network's pattern. The title is shortened where the message
// would be too long, never the address or the tags.
func (n *network) url(m *memory, id, title, address string, tags []string) string {
	text := id
	if title != "" {
		text += ": " + n.shorten(title, id, address, tags)
	}
	b := m.room(1024)
	rest := n.pattern
	if address == "" {
		rest = withoutURL.Replace(rest)
	}
	for {
		before, after, more := strings.Cut(rest, "{")
		b = append(b, before...)
		if !more {
			return string(trusted(b))
		}
		name, after, _ := strings.Cut(after, "}")
		b = appendEncoded(b, n.value(name, text, address, tags))
		rest = after
	}
}

// value returns what a name in a pattern stands for.
func (n *network) value(name, text, address string, tags []string) string {
	switch name {
	case "text":
		return text
	case "url":
		return address
	case "tags":
		return hashed(tags)
	case "list":
		return strings.Join(tags, ",")
	case "full":
		return strings.TrimSpace(text + " " + address + " " + hashed(tags))
	case "id":
		if len(tags) > 0 {
			return tags[len(tags)-1]
		}
	}
	return ""
}

// shorten cuts a title at a word so that the whole message fits.
func (n *network) shorten(title, id, address string, tags []string) string {
	if n.limit == 0 {
		return title
	}
	link := n.link
	if link == 0 {
		link = utf8.RuneCountInString(address)
	}
	room := n.limit - link - utf8.RuneCountInString(hashed(tags)) - len(id) - len(":   ") - paragraphRoom
	return shortened(title, room)
}

// shortened cuts s at a word so that it weighs at most room. Characters beyond
// U+10FF weigh two, but for general punctuation: X counts so, and for the others
// it errs on the safe side.
func shortened(s string, room int) string {
	weight, cut := 0, 0
	for i, r := range s {
		w := 1
		if r > 0x10ff && !(0x2000 <= r && r <= 0x200d || 0x2010 <= r && r <= 0x201f || 0x2032 <= r && r <= 0x2037) {
			w = 2
		}
		if r == ' ' && weight < room {
			cut = i
		}
		if weight += w; weight > room {
			return strings.TrimRight(s[:cut], " ,;:-") + "…"
		}
	}
	return s
}

// hashtags returns the tags of a cable: those of the settings and its ID, each
// made fit for all networks, without "#".
func hashtags(setting []string, id string) []string {
	tags := make([]string, 0, len(setting)+1)
	for _, s := range append(setting[:len(setting):len(setting)], id) {
		if t := hashtag(s); t != "" {
			tags = append(tags, t)
		}
	}
	return tags
}

// hashtag keeps what every network takes for part of a tag: letters, digits and
// underscores. A hyphen would end it on some. A tag needs a letter.
func hashtag(s string) string {
	letter := false
	t := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r):
			letter = true
			return r
		case '0' <= r && r <= '9', r == '_':
			return r
		}
		return -1
	}, s)
	if !letter {
		return ""
	}
	return t
}

// hashed writes tags with "#", a space before each but the first.
func hashed(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	return "#" + strings.Join(tags, " #")
}

// appendEncoded appends a value percent-encoded. A space becomes %20: "+" would
// stay a plus sign in mail programs and in fragments.
func appendEncoded(b []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '.', c == '_', c == '~':
			b = append(b, c)
		default:
			b = append(b, '%', digits[c>>4], digits[c&15])
		}
	}
	return b
}

// shareLine is the line to copy: the only way to pass a cable on that needs
// nobody's help.
func shareLine(id, address string, tags []string) string {
	line := id
	if address != "" {
		line += " " + address
	}
	return line + " " + hashed(tags)
}
