package page

import (
	"crypto/sha256"
	"errors"

	"reftel/site/archive"
	"reftel/site/redaction"
)

// A view is all that a page is made of besides the program, the templates and
// the texts of cables: what its key is taken from, and its bytes are made from.
type view interface{ appendKey(b []byte) []byte }

// A fixedView is the view of a page that depends on one digest: of the site, or
// of a file to copy.
type fixedView digest

func (v *fixedView) appendKey(b []byte) []byte { return append(b, v[:]...) }

// view gathers what a page is made of.
func (p *Plan) view(page Page) view {
	switch page.Kind {
	case Cable:
		return p.cableView(page.index, page.Path)
	case Source:
		return p.sourceView(page.index, page.Path)
	case Data:
		return p.dataView(page.index, page.form)
	case List:
		return listDraft{p, p.facets[page.dim][page.index], page.period}
	case Lists:
		return p.listsView(page.dim)
	case Own:
		return p.ownView(page.index)
	case Tombstone:
		return p.goneView(page.index)
	case Verify:
		return p.verifyView()
	case Machine:
		return &p.machine[page.index]
	case Bulk:
		return p.bulkView(p.bulk[page.index])
	case Home:
		return p.homeView()
	case Thread:
		return p.threadView(page.index)
	case Timeline:
		return p.timelineView()
	case Note, NotePicture:
		return p.noteView(page.index)
	case NoteList:
		return p.noteListView(page.index)
	case Glossary:
		return p.glossaryView()
	case Finder:
		return p.finderView(page.index)
	case Static:
		return (*fixedView)(&p.static[page.index].Digest)
	}
	return (*fixedView)(&p.site.key)
}

// A Draft is a page with all that it is made of gathered, and not yet written.
type Draft struct {
	Page Page
	plan *Plan
	view view
}

// Draft prepares a page. It reads no text.
func (p *Plan) Draft(page Page) Draft { return Draft{page, p, p.view(page)} }

// Key returns the key of the page.
func (d Draft) Key() (k Key) {
	d.plan.templates.withMemory(func(m *memory) {
		b := append(m.room(8<<10), d.plan.common[:]...)
		k = sha256.Sum256(d.view.appendKey(append(b, byte(d.Page.Kind))))
	})
	return k
}

// Key returns the key of a page.
func (p *Plan) Key(page Page) Key { return p.Draft(page).Key() }

// Texts are the texts of an archive's cables as they may be published. Both
// methods fail where a text is no longer the one that the facts were taken from.
type Texts interface {
	Cable(*archive.Facts) (redaction.Cable, error)
	Text(*archive.Facts) (redaction.Text, error) // of Cable, without the parse
}

// Render appends the bytes of a page to dst. What it needs of the cables' texts
// is asked of texts.
func (p *Plan) Render(dst []byte, page Page, texts Texts) ([]byte, error) {
	return p.Draft(page).Render(dst, texts)
}

// Render appends the bytes of the page to dst, as Plan.Render does.
func (d Draft) Render(dst []byte, texts Texts) ([]byte, error) {
	return d.plan.render(dst, d.Page, d.view, texts)
}

// errNoPage says that a Page was not made by the plan that it is given to.
var errNoPage = errors.New("no such page")

func (p *Plan) render(dst []byte, page Page, v view, texts Texts) ([]byte, error) {
	t := p.templates
	switch v := v.(type) {
	case *cableView, *sourceView, *dataView:
		return p.renderCable(dst, page, v, texts)
	case listDraft:
		return t.execute(dst, List, t.newListPage(p.listView(v.facet, v.period), p.site))
	case *listsView:
		return t.execute(dst, Lists, t.newListsPage(v, p.site))
	case *ownView:
		return t.execute(dst, Own, t.newOwnPage(v, p.site))
	case *goneView:
		return t.execute(dst, Tombstone, t.newGonePage(v, p.site))
	case *verifyView:
		return t.execute(dst, Verify, t.newVerifyPage(v, p.site))
	case *machineFile:
		return v.appendTo(dst), nil
	case bulkView:
		return p.renderBulk(dst, p.bulk[page.index], v, texts)
	case *homeView:
		return t.execute(dst, Home, t.newHomePage(v, p.site))
	case *threadView:
		return p.renderThread(dst, page.index, v, texts)
	case *timelineView:
		return t.execute(dst, Timeline, t.newTimelinePage(v, p.site))
	case *noteView:
		return p.renderNote(dst, page, v, texts)
	case *noteListView:
		return t.execute(dst, NoteList, t.newNoteListPage(v, p.site))
	case *glossaryView:
		return t.execute(dst, Glossary, t.newGlossaryPage(v, p.site))
	case finderView:
		return v.appendText(dst), nil
	}
	return p.renderFixed(dst, page)
}

// renderFixed appends a page that says the same whatever the cables are.
func (p *Plan) renderFixed(dst []byte, page Page) ([]byte, error) {
	t := p.templates
	switch page.Kind {
	case Basket:
		return t.execute(dst, Basket, t.newBasketPage(p.site))
	case HowTo:
		return t.execute(dst, HowTo, t.newHowToPage(p.site))
	case NotFound:
		return t.execute(dst, NotFound, t.newNotFoundPage(p.site))
	case Static:
		return p.static[page.index].appendTo(dst)
	}
	return dst, errNoPage
}

// renderCable appends a page that shows a cable's text.
func (p *Plan) renderCable(dst []byte, page Page, v view, texts Texts) ([]byte, error) {
	c, err := texts.Cable(p.archive.Cable(page.index))
	if err != nil {
		return dst, err
	}
	t := p.templates
	t.withMemory(func(m *memory) {
		switch v := v.(type) {
		case *cableView:
			dst, err = t.execute(dst, Cable, t.newCablePage(m, v, p.site, c, p.notes[page.index]))
		case *sourceView:
			dst, err = t.execute(dst, Source, t.newSourcePage(m, v, p.site, c))
		case *dataView:
			dst, err = t.appendData(dst, v, p.site, c, p.notes[page.index])
		}
	})
	return dst, err
}
