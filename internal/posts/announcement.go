package posts

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"vetro/internal/load"
	"vetro/internal/record"
)

// The keys of other systems, by the key of ours that they become; the first that is there counts.
var (
	titleKeys   = []string{"title", "titolo"}
	dayKeys     = []string{"date", "data", "published_date", "published_at", "pubdate", "publishdate"}
	summaryKeys = []string{"description", "summary", "sommario", "excerpt", "abstract", "subtitle", "sottotitolo", "descrizione", "intro"}
	groupKeys   = []string{"categories", "category", "categorie", "tags", "taxonomies.categories", "taxonomies.tags", "tag"}
	imageKeys   = []string{"image", "immagine", "featured_image", "featuredimage", "cover", "cover.image", "cover.src", "thumbnail", "banner", "header.image", "header.teaser", "images", "hero", "asset", "image.src", "image.url", "image.path", "image.file", "cover_image", "og_image", "feature_image"}
	altKeys     = []string{"image_alt", "immagine_alt", "imagealt", "featured_image_alt", "cover.alt", "image.alt", "cover_alt", "thumbnail_alt", "alt"}
	formerKeys  = []string{"slug", "url", "permalink", "aliases", "alias", "redirect_from", "path"}
	stateKeys   = []string{"draft", "published", "bozza", "status", "private", "visibility", "publishdate", "expirydate", "unlisted", "render", "build.render", "_build.render", "headless", "future"}
	kindKeys    = []string{"type", "tipo"}

	languageKeys = []string{"lang", "language", "locale", "lingua"}
)

// foreign are files that say to be in another language than Italian, as Hugo and Zola have it.
var foreign = regexp.MustCompile(`(?i)\.(?:en|de|fr|es|sl|sc|pt|la|lld|ru|uk|zh|ar)\.(?:md|markdown)$|^content/(?:en|de|fr|es|sl)/`)

// get gives the first of some keys that says something, also within the tables that Zola and Hugo
// have for the site's own keys.
func (f *front) get(keys ...string) (value, string) {
	for _, key := range keys {
		for _, name := range []string{key, "extra." + key, "params." + key} {
			if v, is := f.values[name]; is {
				return v, name
			}
		}
	}
	return value{}, ""
}

func yes(s string) bool {
	return slices.Contains([]string{"true", "yes", "on", "1", "sì", "si", "y"}, strings.ToLower(strings.TrimSpace(s)))
}

func no(s string) bool {
	return slices.Contains([]string{"false", "no", "off", "0", "never", "n"}, strings.ToLower(strings.TrimSpace(s)))
}

// hiddenWhy gives the key for which a post was not public, or "". What cannot be understood
// counts as not public: nothing may come out by an import.
func hiddenWhy(p *post, today record.Date) string {
	if slices.Contains(strings.Split(path.Dir(p.file), "/"), "_drafts") {
		return "la cartella _drafts"
	}
	for _, key := range []string{"draft", "bozza", "private", "headless"} {
		if v, name := p.front.get(key); name != "" && !no(v.one()) {
			return name
		}
	}
	for _, key := range []string{"published", "render", "build.render", "_build.render"} {
		if v, name := p.front.get(key); name != "" && !yes(v.one()) && v.one() != "always" && !(key == "published" && isDay(v.one())) {
			return name
		}
	}
	for _, key := range []string{"status", "visibility"} {
		if v, name := p.front.get(key); name != "" && !slices.Contains([]string{"published", "publish", "public", "pubblicato", "pubblicata"}, strings.ToLower(v.one())) {
			return name
		}
	}
	if v, name := p.front.get("publishdate"); name != "" && !isDay(v.one()) {
		return name
	}
	if v, name := p.front.get("expirydate"); name != "" {
		if d, _, ok := dayOf(v.one()); !ok || !d.After(today) {
			return name
		}
	}
	return ""
}

func isDay(s string) bool { _, _, ok := dayOf(s); return ok }

// day gives a post its day: that of its front matter, else that of its name.
func (r *run) day(p *post) {
	inName, good, found := nameDay(p.stem)
	v, key := p.front.get(dayKeys...)
	d, two, ok := dayOf(v.one())
	switch {
	case ok:
		p.day = d
		if two {
			r.note(Look, p.line(v.line), "la data "+quote(v.one())+" è letta come giorno/mese: "+d.String(), "se è mese/giorno correggila nella notizia")
		}
	case key != "":
		r.note(Look, p.line(v.line), "la data "+quote(v.one())+" non si capisce", "scrivi nella notizia data = 2026-03-31")
	case found && !good:
		r.note(Look, p.line(1), "la data nel nome del file non esiste", "scrivi nella notizia data = 2026-03-31")
	case !found:
		r.note(Look, p.line(1), "la notizia non ha una data", "scrivi nella notizia data = 2026-03-31")
	}
	if !ok && good {
		p.day = inName
	}
	if p.day.Known() && p.day.After(r.today) {
		r.note(Look, p.line(max(v.line, 1)), "la data è nel futuro: la notizia si vedrà da "+p.day.ISO(), "controlla la data: spesso è una prova, o un anno sbagliato")
	}
	r.pending(p)
}

// pending keeps notes on a post until it is translated.
func (r *run) pending(p *post) { p.early, r.notes = r.notes, nil }

// announcement gives the whole text of the announcement that a post becomes, and its media.
func (r *run) announcement(p *post) (text string, media []string) {
	r.notes, p.early = p.early, nil
	body, media := r.translate(p)
	title, body := r.title(p, body)
	if p.drop {
		return "", nil
	}
	p.title, p.words = title, body
	b := []byte("+++\n")
	b = line(b, "titolo", title)
	if p.day.Known() {
		b = fmt.Appendf(b, "data = %s\n", p.day.ISO())
	}
	if v, _ := p.front.get(summaryKeys...); plain(v.one()) != "" {
		b = line(b, "sommario", plain(v.one()))
	}
	b = line(b, "tipo", kind(p))
	b = list(b, "categorie", groups(p))
	if p.hidden != "" {
		b = append(b, "bozza = true\n"...)
		r.note(Look, p.line(p.front.values[p.hidden].line), "la notizia non era pubblica ("+p.hidden+"), e resta una bozza", "quando va pubblicata togli bozza = true")
	}
	if v, _ := p.front.get("publishdate"); v.one() != "" {
		if d, _, ok := dayOf(v.one()); ok && d.After(r.today) {
			b = fmt.Appendf(b, "pubblica_dal = %s\n", d.ISO())
		}
	}
	if v, name := p.front.get("expirydate"); name != "" && p.hidden == "" {
		r.note(Look, p.line(v.line), "la notizia doveva restare fino al "+quote(v.one())+", e Vetro non la toglie da sé", "quel giorno scrivi nella notizia bozza = true, o cancellala")
	}
	if name, alt := r.cover(p); name != "" {
		media = append(media, name)
		b = line(b, "immagine", name)
		if alt != "" {
			b = line(b, "immagine_alt", alt)
		}
	}
	b = list(b, "precedenti", r.former(p))
	r.count(p)
	return string(b) + "+++\n" + body, media
}

// heading is a heading of the first level at the head of a text.
var heading = regexp.MustCompile(`^# +([^\n]+?)(?: +#+)?\n+`)

// title gives the title; where no key has one, the heading of the text is it.
func (r *run) title(p *post, body string) (title, rest string) {
	v, _ := p.front.get(titleKeys...)
	title = plain(v.one())
	m := heading.FindStringSubmatch(body)
	if m != nil && (title == "" || strings.EqualFold(plain(m[1]), title)) {
		title, body = plain(m[1]), body[len(m[0]):]
	}
	if title == "" {
		r.notes = nil
		r.leave(p, p.line(1), "la notizia non ha un titolo", "aggiungi title nell’intestazione")
	}
	return title, body
}

func kind(p *post) string {
	v, _ := p.front.get(kindKeys...)
	for _, k := range []string{"comunicato", "avviso"} {
		if strings.EqualFold(v.one(), k) || strings.EqualFold(v.one(), k+" stampa") {
			return k
		}
	}
	return "notizia"
}

// groups gives categories and tags, each once.
func groups(p *post) (out []string) {
	seen := make(map[string]bool)
	for _, key := range groupKeys {
		v, _ := p.front.get(key)
		for _, s := range v.list {
			if s = plain(s); s != "" && !seen[strings.ToLower(s)] {
				seen[strings.ToLower(s)] = true
				out = append(out, s)
			}
		}
	}
	return out
}

func list(b []byte, key string, items []string) []byte {
	if len(items) == 0 {
		return b
	}
	b = append(append(b, key...), " = ["...)
	for i, s := range items {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = load.AppendQuoted(b, s)
	}
	return append(b, "]\n"...)
}

var imageTag = regexp.MustCompile(`(?i)<img\b[^>]*\bsrc\s*=\s*["']([^"']+)["'][^>]*>`)
var imageAlt = regexp.MustCompile(`(?i)\balt\s*=\s*["']([^"']*)["']`)

// cover gives the picture of a post and its description.
func (r *run) cover(p *post) (name, alt string) {
	v, _ := p.front.get(imageKeys...)
	src := strings.TrimSpace(v.one())
	a, _ := p.front.get(altKeys...)
	alt = plain(a.one())
	if m := imageTag.FindStringSubmatch(src); m != nil {
		if t := imageAlt.FindStringSubmatch(src); t != nil && alt == "" {
			alt = plain(t[1])
		}
		src = m[1]
	}
	if src == "" || yes(src) || no(src) {
		return "", ""
	}
	src, _ = plainAddress(src)
	u, err := url.Parse(strings.ReplaceAll(src, " ", "%20"))
	file := ""
	if err == nil && (u.Host == "" || slices.Contains(r.source.hosts, strings.ToLower(u.Host))) {
		file = r.source.find(u.Path, p.file)
	}
	if file == "" {
		r.note(Look, p.line(v.line), "l’immagine "+quote(src)+" non si trova nella cartella", "copiala in content/media, e scrivi nella notizia immagine = \"media/…\"")
		return "", ""
	}
	name, refusal := r.bring(file)
	if refusal != nil {
		r.note(Look, p.line(v.line), quote(file)+" resta fuori: "+refusal.Text, refusal.Mend)
		return "", ""
	}
	if alt == "" {
		r.note(Look, p.line(v.line), "l’immagine "+quote(src)+" non ha una descrizione per chi non la vede", "scrivi nella notizia immagine_alt = \"…\": che cosa mostra")
	}
	return name, alt
}

// former gives the ids that the addresses of a post had. An id stands for notizie/ID.html: what
// else an address has cannot be kept, and is told.
func (r *run) former(p *post) (ids []string) {
	for _, key := range formerKeys {
		v, name := p.front.get(key)
		for _, address := range v.list {
			if strings.Contains(address, ":title") || strings.Contains(address, ":slug") {
				continue
			}
			u, err := url.Parse(address)
			if err != nil {
				u = &url.URL{Path: address}
			}
			clean := strings.TrimSuffix(strings.TrimRight(strings.TrimSuffix(u.Path, "index.html"), "/"), ".html")
			id := path.Base("/" + clean)
			if record.ValidID(id) && !record.ReservedID(id) && id != p.id && len(id) <= maxID && !slices.Contains(ids, id) && r.unclaimed(id, p) {
				ids = append(ids, id)
			}
			if name != "slug" && strings.TrimPrefix(u.Path, r.source.base) != "/notizie/"+id+".html" {
				r.note(Look, p.line(v.line), "l’indirizzo di prima "+quote(address)+" non si può conservare", "per non perdere chi lo usa, fai rimandare dal server quell’indirizzo a notizie/"+p.id+".html")
			}
		}
	}
	return ids
}

// unclaimed reports whether no other announcement has an id, now or before.
func (r *run) unclaimed(id string, p *post) bool {
	if owner := r.claimed[id]; owner != nil {
		return owner == p
	}
	if file := r.ids[id]; file != "" && file != record.AnnouncementFolder+"/"+p.id+".md" {
		return false
	}
	r.claimed[id] = p
	return true
}

// count notes the keys that nothing of ours stands for.
func (r *run) count(p *post) {
	known := slices.Concat(titleKeys, dayKeys, summaryKeys, groupKeys, imageKeys, altKeys, formerKeys, stateKeys, kindKeys, languageKeys)
	for _, key := range p.front.keys {
		short := strings.TrimPrefix(strings.TrimPrefix(key, "extra."), "params.")
		if !slices.Contains(known, short) {
			r.unused[key]++
		}
	}
}

// sameness is what two posts with the same news have in common.
func (p *post) sameness() string {
	return strings.ToLower(p.title) + "\n" + strings.Join(strings.Fields(p.words), " ")
}
