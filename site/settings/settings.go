// Package settings holds a project's settings: reftel.yaml as a value.
package settings

// Settings are the contents of reftel.yaml with defaults filled in.
// docs/settings.md documents every key.
type Settings struct {
	Title       string   `yaml:"title"`
	BaseURL     string   `yaml:"base_url"` // "https://cables.example/"; ends in a slash, or is empty
	Language    string   `yaml:"language"`
	Description string   `yaml:"description"`
	Banner      string   `yaml:"banner"` // shown on every page
	Licence     string   `yaml:"licence"`
	Hashtags    []string `yaml:"hashtags"` // without "#"
	Networks    []string `yaml:"networks"` // share targets, in the order shown
	Permalink   string   `yaml:"permalink"`
	Formats     []string `yaml:"formats"`
	SourcePages bool     `yaml:"source_pages"`
	PerPage     int      `yaml:"per_page"`
	Protected   string   `yaml:"protected"` // path of the list of protected words
	NoIndex     bool     `yaml:"noindex"`
	Output      string   `yaml:"output"`
}

// Default returns the settings of a project that says nothing.
func Default() Settings {
	return Settings{
		Title:       "Annotated cables",
		Language:    "en",
		Hashtags:    []string{"cablegate"},
		Networks:    []string{"x", "bluesky", "mastodon", "threads", "telegram", "whatsapp", "facebook", "linkedin", "reddit", "email"},
		Permalink:   "cable/{year}/{month}/{id}.html",
		Formats:     []string{"html"},
		SourcePages: true,
		PerPage:     100,
		Output:      "public",
	}
}
