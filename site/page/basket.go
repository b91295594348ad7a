package page

// A BasketPage is what the template of the basket sees: the page on which a
// reader collects paragraphs of cables. What is in it stands in the address and
// nowhere else, so the page itself is the same for all.
type BasketPage struct {
	Frame
	Title string
}

const basketPath = "basket.html"

func (t *Templates) newBasketPage(site *siteView) *BasketPage {
	p := &BasketPage{Title: t.texts["basket"]}
	p.Frame = newFrame(site.Site, basketPath, "", p.Title)
	p.Head = trusted([]byte(`<meta name="robots" content="noindex">` + "\n"))
	return p
}
