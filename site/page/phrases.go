package page

import (
	"strconv"
	"strings"

	"reftel/site/cable"
)

// phrases are the interface texts that Go code writes, looked up once.
// {n} and {of} stand for numbers.
type phrases struct {
	lang                                   string // attribute that says which language these are, "" for English
	permalink, permalinkSub, permalinkHere string
	page                                   string
	redactedInSource, redactedByEditor     string
	damaged                                string
	columns                                string
	parts                                  [cable.IntroductionPart + 1]string
	months, shortMonths                    [12]string
	styles                                 [len(styles)]string // names of the manners of citing
}

// pageBreak says in words what a page-break line says.
func (p *phrases) pageBreak(n, of int) string {
	return strings.ReplaceAll(strings.ReplaceAll(p.page, "{n}", strconv.Itoa(n)), "{of}", strconv.Itoa(of))
}
