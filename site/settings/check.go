package settings

import (
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode"
)

// oneLine checks a text that is shown: it is a single line without control
// characters.
func oneLine(s string) (normal, message, hint string) {
	if strings.ContainsFunc(s, unicode.IsControl) {
		return "", "one line without control characters is expected here", ""
	}
	return strings.TrimSpace(s), "", ""
}

// title checks a line that must say something.
func title(s string) (normal, message, hint string) {
	normal, message, hint = oneLine(s)
	if message == "" && normal == "" {
		return "", "a title cannot be empty", "leave the key out to have the default"
	}
	return normal, message, hint
}

// baseURL checks the address of the site and gives it its closing slash.
func baseURL(s string) (normal, message, hint string) {
	const example = `write it like "https://cables.example/"`
	if s == "" {
		return "", "", ""
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return "", fmt.Sprintf("%q is not the address of a web site", s), example
	}
	steps := strings.TrimRight(u.Path, "/")
	switch {
	case u.User != nil:
		return "", "an address that everybody sees cannot hold a user name", example
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#"):
		return "", "an address that others are made from cannot hold \"?\" or \"#\"", example
	case steps != "" && path.Clean(steps) != steps:
		return "", fmt.Sprintf("%q holds empty or dotted steps", s), example
	}
	u.Path, u.RawPath = steps+"/", ""
	return u.String(), "", ""
}

// language checks the form of a language tag (BCP 47): a language of two or
// three letters and further parts of letters and digits.
func language(s string) (normal, message, hint string) {
	parts := strings.Split(s, "-")
	ok := len(parts[0]) >= 2 && len(parts[0]) <= 3 && strings.Trim(parts[0], letters) == ""
	for _, part := range parts[1:] {
		ok = ok && len(part) >= 1 && len(part) <= 8 && strings.Trim(part, letters+digits) == ""
	}
	if !ok {
		return "", fmt.Sprintf("%q is not a language tag", s), `write it like "en" or "pt-BR"`
	}
	return s, "", ""
}

const (
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits  = "0123456789"
)

// hashtag checks that every network reads the whole word as one hashtag:
// letters, digits and underscores, and not digits alone. A hyphen ends a
// hashtag on some of them.
func hashtag(s string) (normal, message, hint string) {
	letter := false
	for _, c := range s {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' {
			hint := "only letters, digits and _ make a hashtag"
			if strings.HasPrefix(s, "#") {
				hint = fmt.Sprintf("write it without the sign: %q", s[1:])
			}
			return "", fmt.Sprintf("%q is no hashtag", s), hint
		}
		letter = letter || unicode.IsLetter(c)
	}
	if !letter {
		return "", fmt.Sprintf("%q is no hashtag", s), "a hashtag needs a letter"
	}
	return s, "", ""
}

// Placeholders lists what a permalink may hold between braces.
func Placeholders() []string { return []string{"year", "month", "id", "post"} }

// permalink checks the pattern of cable addresses: a relative path that ends in
// .html, whose every cable has its own because the ID is in it.
func permalink(s string) (normal, message, hint string) {
	rest := s
	for {
		_, after, open := strings.Cut(rest, "{")
		if !open {
			break
		}
		name, behind, closed := strings.Cut(after, "}")
		if !closed {
			return "", fmt.Sprintf("the brace of %q is not closed", "{"+name), ""
		}
		if _, message, hint := oneOf("placeholder", Placeholders())(name); message != "" {
			return "", message, hint
		}
		rest = behind
	}
	plain := strings.NewReplacer("{year}", "0", "{month}", "0", "{id}", "0", "{post}", "0").Replace(s)
	switch {
	case !strings.Contains(s, "{id}"):
		return "", "{id} is missing: cables would overwrite each other", `the default is "` + Default().Permalink + `"`
	case !strings.HasSuffix(s, ".html"):
		return "", fmt.Sprintf("%q does not end in .html", s), "pages must open from a disk, too"
	case strings.Trim(plain, letters+digits+"._-/") != "" || !local(plain):
		return "", fmt.Sprintf("%q is not a relative path of letters, digits and . _ - /", s), ""
	}
	return s, "", ""
}

// local reports whether a slash-separated path is clean and stays where it
// starts, on every system.
func local(s string) bool {
	return s != "" && s != "." && s != ".." && !strings.HasPrefix(s, "../") && !path.IsAbs(s) &&
		path.Clean(s) == s && !strings.ContainsAny(s, `\:`) && !strings.ContainsFunc(s, unicode.IsControl)
}

// output checks the folder that the site is written to: within the project, so
// that building can never touch what lies elsewhere, and apart from its sources.
func output(s string) (normal, message, hint string) {
	normal = strings.TrimSuffix(s, "/")
	if !local(normal) {
		return "", fmt.Sprintf("%q is not a folder within the project", s), "use --output for a folder elsewhere"
	}
	first, _, _ := strings.Cut(normal, "/")
	for _, source := range []string{"content", "templates", "static", File} {
		if strings.EqualFold(first, source) {
			return "", fmt.Sprintf("%q holds the sources of the project", first), `the default is "` + Default().Output + `"`
		}
	}
	if strings.HasPrefix(first, ".") {
		return "", fmt.Sprintf("%q is hidden: programs that publish a folder pass over it", first), ""
	}
	return normal, "", ""
}

// protected checks the path of the list of protected words. It may lie outside
// the project, and must not lie where it would be published.
func protected(s string) (normal, message, hint string) {
	clean := path.Clean(strings.ReplaceAll(s, `\`, "/"))
	first, _, _ := strings.Cut(clean, "/")
	switch {
	case strings.ContainsFunc(s, unicode.IsControl):
		return "", fmt.Sprintf("%q is not a path", s), ""
	case strings.EqualFold(first, "static") || strings.EqualFold(first, Default().Output):
		return "", fmt.Sprintf("%q would be published", s), "keep the list outside of the folders that go into the site"
	}
	return s, "", ""
}
