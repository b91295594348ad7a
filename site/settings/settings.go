// Package settings holds a project's settings: reftel.yaml as a value.
package settings

// Settings are the contents of reftel.yaml with defaults filled in.
// docs/settings.md documents every key.
type Settings struct {
	Title       string   `yaml:"title"`
	BaseURL     string   `yaml:"base_url"`     // "https://cables.example/"; ends in a slash, or is empty
	Language    string   `yaml:"language"`     // of the pages, "en"
	Description string   `yaml:"description"`  // for search engines and feeds
	Banner      string   `yaml:"banner"`       // shown on every page
	Licence     string   `yaml:"licence"`      // of the notes
	Hashtags    []string `yaml:"hashtags"`     // without "#"
	Networks    []string `yaml:"networks"`     // share targets, in the order shown
	Permalink   string   `yaml:"permalink"`    // pattern of cable addresses, see Placeholders
	Formats     []string `yaml:"formats"`      // that a cable is published in; html is always one
	SourcePages bool     `yaml:"source_pages"` // each cable's source, highlighted
	PerPage     int      `yaml:"per_page"`     // cables on one page of a list
	Pictures    int      `yaml:"pictures"`     // largest number of cables that have pictures for previews of links
	Protected   string   `yaml:"protected"`    // path of the list of protected words, "" for none
	// RequireReview refuses to build while paragraphs that ask to protect somebody
	// have not been reviewed.
	RequireReview bool   `yaml:"require_review"`
	NoIndex       bool   `yaml:"noindex"` // ask search engines to stay away
	Output        string `yaml:"output"`  // folder within the project, slash-separated
}

// Default returns the settings of a project that says nothing.
func Default() Settings {
	return Settings{
		Title:         "Annotated cables",
		Language:      "en",
		Hashtags:      []string{"cablegate"},
		Networks:      Networks(),
		Permalink:     "cable/{year}/{month}/{id}.html",
		Formats:       []string{"html"},
		SourcePages:   true,
		RequireReview: true,
		PerPage:       100,
		Pictures:      1000,
		Output:        "public",
	}
}

// Networks lists the share targets that are known, in their usual order.
func Networks() []string {
	return []string{"x", "bluesky", "mastodon", "threads", "telegram", "whatsapp", "facebook", "linkedin", "reddit", "email"}
}

// Formats lists the forms that cables can be published in beside their pages:
// each by itself, or, with ndjson and csv, all together.
func Formats() []string {
	return []string{"html", "json", "txt", "csl", "bib", "ris", "anno", "linkset", "ndjson", "csv"}
}
