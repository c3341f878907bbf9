package render

// legalView is a page that law wants, made from what site.toml says.
type legalView struct {
	Title    string
	Owner    string // the body that publishes; "" on a site of several
	DPO      string
	Reports  *linkView
	Contacts []factView
	License  linkView
}

func (s *pageBuilder) legal() any {
	c := &s.tree.Site.Config
	v := legalView{
		Title: s.title, DPO: c.Contacts.DPO, Contacts: s.contacts(&c.Contacts),
		License: linkView{c.License, licenseAddress(c.License)},
	}
	if s.tree.Site.Body != nil {
		v.Owner = s.tree.Site.Body.Name
	}
	if r := c.Contacts.Reports; r != "" {
		v.Reports = &linkView{r, reportAddress(r)}
	}
	return v
}
