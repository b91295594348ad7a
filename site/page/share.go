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

	parts, unlinked []string // the pattern cut at its placeholders, and what is left of it where there is no address
}

// networks are the known ones. The forms are those of the networks' own
// documentation where there is one (X web intents, Bluesky intent links, Meta's
// Threads intents, Telegram's sharing button); the others are in general use.
var networks = withParts([]network{
	{key: "x", name: "X", pattern: "https://x.com/intent/tweet?text={text}&url={url}&hashtags={list}", limit: 280, link: 23},
	{key: "bluesky", name: "Bluesky", pattern: "https://bsky.app/intent/compose?text={full}", limit: 300},
	{key: "mastodon", name: "Mastodon", pattern: "https://share.joinmastodon.org/#text={full}", limit: 500, link: 23},
	{key: "threads", name: "Threads", pattern: "https://www.threads.com/intent/post?text={text}&url={url}&tag={id}", limit: 500},
	{key: "telegram", name: "Telegram", pattern: "https://t.me/share/url?url={url}&text={text}%20{tags}"},
	{key: "whatsapp", name: "WhatsApp", pattern: "https://wa.me/?text={full}"},
	{key: "facebook", name: "Facebook", pattern: "https://www.facebook.com/sharer/sharer.php?u={url}"},
	{key: "linkedin", name: "LinkedIn", pattern: "https://www.linkedin.com/sharing/share-offsite/?url={url}"},
	{key: "reddit", name: "Reddit", pattern: "https://www.reddit.com/submit?url={url}&title={text}", limit: 300},
	{key: "email", name: "E-mail", pattern: "mailto:?subject={text}&body={full}"},
})

// withParts cuts the patterns at their placeholders.
func withParts(list []network) []network {
	for i := range list {
		n := &list[i]
		n.parts = parsePermalink(n.pattern)
		n.unlinked = parsePermalink(withoutURL.Replace(n.pattern))
	}
	return list
}

// withoutURL takes the address out of a pattern.
var withoutURL = strings.NewReplacer("&url={url}", "", "url={url}&", "")

// paragraphRoom is kept free in texts for a paragraph number (" ¶77_2").
const paragraphRoom = 8

// shareLinks returns the links to pass a cable on, in the order of the setting.
// Unknown networks are left out: the settings report them. Without an address
// the links carry ID, title and hashtags, and networks that take nothing but an
// address are left out.
func shareLinks(m *memory, keys []string, id, title, address string, tags []string) []ShareLink {
	msg := newMessage(m, id, title, address, tags)
	links := make([]ShareLink, 0, len(keys))
	for _, key := range keys {
		for i := range networks {
			if networks[i].key == key && (address != "" || networks[i].takesText()) {
				links = append(links, ShareLink{networks[i].name, networks[i].url(m, msg)})
			}
		}
	}
	return links
}

// takesText reports whether a message can be more than an address.
func (n *network) takesText() bool {
	return strings.Contains(n.pattern, "{text}") || strings.Contains(n.pattern, "{full}")
}

// A message is what networks are told of a cable. Its parts are encoded once for
// all of them.
type message struct {
	id, title   string // as they are
	tags        []string
	linkSize    int    // characters of the address
	tagsSize    int    // and of the tags
	head, whole string // the ID, and how the title goes on from it; here and below encoded
	url, hashed string
	rest        string // what stands behind the text where all is one text
}

func newMessage(m *memory, id, title, address string, tags []string) *message {
	hashes := hashed(tags)
	msg := &message{
		id: id, title: title, tags: tags,
		linkSize: utf8.RuneCountInString(address), tagsSize: utf8.RuneCountInString(hashes),
		head: encoded(m, id), url: encoded(m, address), hashed: encoded(m, hashes),
		rest: encoded(m, strings.TrimRight(" "+address+" "+hashes, " ")),
	}
	if title != "" {
		msg.whole = encoded(m, ": "+title)
	}
	return msg
}

// url fills the network's pattern. The title is shortened where the message
// would be too long, never the address or the tags.
func (n *network) url(m *memory, msg *message) string {
	title := msg.whole
	if short := n.shorten(msg); short != msg.title {
		title = encoded(m, ": "+short)
	}
	parts := n.parts
	if msg.url == "" {
		parts = n.unlinked
	}
	b := m.room(len(n.pattern) + 2*(len(msg.head)+len(title)+len(msg.rest)))
	for _, part := range parts {
		switch part {
		case "{text}":
			b = append(append(b, msg.head...), title...)
		case "{url}":
			b = append(b, msg.url...)
		case "{tags}":
			b = append(b, msg.hashed...)
		case "{list}":
			b = appendEncoded(b, strings.Join(msg.tags, ","))
		case "{full}":
			b = append(append(append(b, msg.head...), title...), msg.rest...)
		case "{id}":
			if len(msg.tags) > 0 {
				b = appendEncoded(b, msg.tags[len(msg.tags)-1])
			}
		default:
			b = append(b, part...)
		}
	}
	return string(trusted(b))
}

// shorten cuts the title at a word so that the whole message fits.
func (n *network) shorten(msg *message) string {
	if n.limit == 0 {
		return msg.title
	}
	link := n.link
	if link == 0 {
		link = msg.linkSize
	}
	return shortened(msg.title, n.limit-link-msg.tagsSize-len(msg.id)-len(":   ")-paragraphRoom)
}

// shortened cuts s at a word so that it weighs at most room. Characters beyond
// U+10FF weigh two, but for general punctuation: X counts so, and for the others
// it errs on the safe side.
func shortened(s string, room int) string {
	if len(s) <= room {
		return s // no character weighs more than it has bytes
	}
	if head := s[:max(0, room)]; isASCII(head) {
		return cutBehind(head, strings.LastIndexByte(head, ' '))
	}
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
			return cutBehind(s, cut)
		}
	}
	return s
}

// cutBehind cuts s at a place and says so.
func cutBehind(s string, at int) string {
	return strings.TrimRight(s[:max(0, at)], " ,;:-") + "…"
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
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
	start := 0
	for i := range len(s) {
		if c := s[i]; !unreserved[c] {
			b = append(append(b, s[start:i]...), '%', digits[c>>4], digits[c&15])
			start = i + 1
		}
	}
	return append(b, s[start:]...)
}

// encoded returns s percent-encoded.
func encoded(m *memory, s string) string { return string(trusted(appendEncoded(m.room(3*len(s)), s))) }

// unreserved are the bytes that stand in any part of an address as they are.
var unreserved = func() (t [256]bool) {
	for c := range t {
		t[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
	}
	return t
}()

// shareLine is the line to copy: the only way to pass a cable on that needs
// nobody's help.
func shareLine(id, address, hashes string) string {
	line := id
	if address != "" {
		line += " " + address
	}
	return line + " " + hashes
}
