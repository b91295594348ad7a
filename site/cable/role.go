package cable

// RedactionMark stands in a text for words that an editor of the archive took
// out, always with the same width. The parser gives it the role Redacted.
const RedactionMark = "█████"

// Role says what a span of the source is.
type Role uint8

// The roles, in the order in which they stand in a cable.
const (
	Space              Role = iota // white space and line ends
	Furniture                      // of the page that the text was copied from, not of the cable
	TransmissionID                 // VZCZCXRO7743
	Relay                          // precedence pair and routing indicators, "OO RUEHAG …"
	FromStation                    // "DE RUEHTA #2577/01 3660805"
	Security                       // "ZNR UUUUU ZZH"
	DateTimeGroup                  // "O 310805Z DEC 08"
	Originator                     // "FM AMEMBASSY ASTANA"
	ActionAddressee                // lines of the TO list
	InfoAddressee                  // lines of the INFO list
	OperatingSignal                // other lines of the header
	PartialNotice                  // the archive's words that a record is a partial extract
	ClassificationLine             // "UNCLAS SECTION 01 OF 03"
	MessageNumber                  // "ASTANA 002577" of that line
	CaptionLine                    // SIPDIS, NOFORN …
	AttentionLine                  // "STATE FOR SCA/CEN, DRL"
	ExecutiveOrderLine             // "E.O. 12958: DECL: …"
	TagsLabel
	TagCode
	SubjectLabel
	SubjectText
	ReferenceLabel // "REFS:"
	ReferenceEnum  // "A)"
	ReferenceText
	ClassifiedByLine
	ParagraphNumber // "7."
	PortionMark     // "(SBU)"
	BulletMark      // "--"
	HeadingText
	Rule            // dashes under or over a heading
	BodyText        // words
	PartMarker      // "SUMMARY:", "END COMMENT."
	PageBreakLine   // "ASTANA 00002577  002 OF 003"
	SourceRedaction // XXXXXXXXXXXX
	SignatureLine
	EndMatter // NNNN, web-site notices, release stamps
	Damage    // stray mark-up and control bytes
	Redacted  // what a redaction put in place of words
	numRoles
)
