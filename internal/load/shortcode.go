package load

import (
	"strings"

	"github.com/BurntSushi/toml"

	"vetro/internal/record"
)

// longestEmbed is how many bytes the lines of a figure or card may have: they name one
// thing, and the decoder's time grows with the square of the parts of a name.
const longestEmbed = 300

// embeds reads what an author's figures and cards are of. A figure names one thing by its
// key, misura = "M1C1I1.2"; a card holds the id of a project, alone or as progetto = "…".
func (l *loader) embeds(text *record.Text) {
	for i := range text.Embeds {
		e := &text.Embeds[i]
		body := e.Body
		if id := strings.TrimSpace(body); e.Kind == "progetto" && record.ValidID(id) {
			body = strings.Replace(body, id, "progetto = "+tomlText(id), 1)
		}
		if len(body) > longestEmbed {
			l.embedForm(e)
			continue
		}
		var named map[string]any
		if _, err := toml.Decode(body, &named); err != nil || len(named) != 1 {
			l.embedForm(e)
			continue
		}
		for key, value := range named {
			id, is := value.(string)
			if !is || e.Kind == "progetto" && key != "progetto" {
				l.embedForm(e)
				continue
			}
			at := e.Place(id)
			switch key {
			case "misura":
				id = l.measure(id, at)
			case "ente":
				l.refs = append(l.refs, reference{record.BodyID, id, at})
			case "progetto":
				l.refs = append(l.refs, reference{record.ProjectID, id, at})
			default:
				l.embedForm(e)
				continue
			}
			e.Of, e.ID = key, id
		}
	}
}

func (l *loader) embedForm(e *record.Embed) {
	if e.Kind == "progetto" {
		l.problem(e.Pos, "scheda-forma", "la scheda non dice di quale progetto è", "scrivi tra le due righe ``` il solo id del progetto, come pv-cloud-2025")
		return
	}
	l.problem(e.Pos, "grafico-forma", "il grafico non dice che cosa mostra", "scrivi tra le due righe ``` una riga sola: misura = \"M1C1I1.2\", ente = \"p_pv\" o progetto = \"pv-cloud-2025\"")
}
