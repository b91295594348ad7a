package cable

func (p *parser) check() {}
