package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"vetro/internal/record"
	"vetro/internal/scaffold"
)

// newFlags are the options of the commands that begin a record.
type newFlags struct {
	site, today                 string
	title, body, cup            string
	measure, amount, state, day string
	projects                    []string
}

func newCommand(key string) *cobra.Command {
	cmd := &cobra.Command{
		Use:                   "new",
		DisableFlagsInUseLine: true,
		Short:                 "Comincia un sito, un progetto, una notizia o un ente",
		Long: `Scrive un file nuovo al posto giusto, con le chiavi che si conoscono già e le altre spente e spiegate.
Non cambia mai un file che c’è.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return misuse{fmt.Sprintf("vetro new non sa cominciare %q: scrivi vetro new sito, progetto, notizia o ente", args[0])}
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newProjectCommand(), newAnnouncementCommand(), newBodyCommand(), newSiteCommand(key))
	return cmd
}

// register adds the options that all of them have.
func (f *newFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	siteFlag(cmd, &f.site, "")
	flags.StringVar(&f.today, "today", "", "`GIORNO` di oggi, come 2026-11-22")
	flags.SortFlags = false
}

// oneID asks for the id of the new record, and nothing else.
func oneID(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return misuse{fmt.Sprintf("vetro new %s vuole un id, come %s: sarà il nome del file e l’indirizzo della pagina", cmd.Name(), map[string]string{
			"progetto": "pv-cloud-2025", "notizia": "cloud", "ente": "p_pv"}[cmd.Name()])}
	case len(args) > 1:
		return misuse{fmt.Sprintf("vetro new %s vuole un id solo, e qui c’è anche %q", cmd.Name(), args[1])}
	}
	return nil
}

func newProjectCommand() *cobra.Command {
	var f newFlags
	cmd := &cobra.Command{
		Use:                   "progetto ID [opzioni]",
		DisableFlagsInUseLine: true,
		Short:                 "Comincia content/progetti/ID.toml",
		Long: `Comincia un progetto. Il CUP è controllato, e ne dice l’anno: se content/progetti ha una cartella di
quell’anno, il file va lì. Quello che manca resta da scrivere, e check lo dice finché manca.`,
		Example: "  vetro new progetto pv-cloud-2025 --cup J29B25000050006 --titolo \"Servizi in cloud\" --misura M1C1I1.2 --importo 931712",
		Args:    oneID,
		RunE:    func(cmd *cobra.Command, args []string) error { return f.project(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.title, "titolo", "", "`TITOLO` del progetto")
	flags.StringVar(&f.cup, "cup", "", "`CUP` del progetto")
	flags.StringVar(&f.body, "ente", "", "`ID` dell’ente, se il sito è di più enti")
	flags.StringVar(&f.state, "stato", "non comunicato", "`STATO` del progetto (se manca: non comunicato)")
	flags.StringVar(&f.measure, "misura", "", "`MISURA` del finanziamento, come M1C1I1.2")
	flags.StringVar(&f.amount, "importo", "", "`IMPORTO` del finanziamento, come 931712 o 931712.50")
	flags.Lookup("stato").DefValue = ""
	f.register(cmd)
	return cmd
}

func (f *newFlags) project(cmd *cobra.Command, id string) error {
	n, err := f.begin(record.ProjectFolder, ".toml", id)
	if err != nil {
		return err
	}
	defer n.close()
	known := scaffold.Known{
		"stato":                scaffold.Text(f.state),
		"aggiornato":           n.today.ISO(),
		"finanziamento.misura": "", // PNRR money names its measure
		"finanziamento.stato":  scaffold.Text(record.Assigned),
	}
	set(known, "titolo", f.title)
	set(known, "finanziamento.misura", f.measure)
	if f.body == "" && n.site.Config.BodyID == "" {
		if f.body, err = n.onlyBody(); err != nil {
			return err
		}
	}
	set(known, "ente", f.body)
	if f.amount != "" {
		known["finanziamento.importo"] = scaffold.Text(f.amount)
		if e, err := record.ParseEuro(f.amount); err == nil {
			known["finanziamento.importo"] = e.Record()
		}
	}
	if f.cup != "" {
		known["cup"] = scaffold.Text(f.cup)
		if c, ok := record.ParseCUP(f.cup); ok {
			known["cup"] = scaffold.Text(string(c))
			n.shared(cmd, c)
			n.intoYear(c)
		}
	}
	return n.write(cmd, scaffold.Project(known))
}

func newAnnouncementCommand() *cobra.Command {
	var f newFlags
	cmd := &cobra.Command{
		Use:                   "notizia ID [opzioni]",
		DisableFlagsInUseLine: true,
		Short:                 "Comincia content/notizie/GIORNO-ID.md",
		Long: `Comincia una notizia, come bozza: non si pubblica finché la riga bozza = true non è tolta. Il nome del file
comincia con il giorno.`,
		Example: "  vetro new notizia cloud --titolo \"Servizi in cloud\" --progetti pv-cloud-2025 --data 2026-11-22",
		Args:    oneID,
		RunE:    func(cmd *cobra.Command, args []string) error { return f.announcement(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.title, "titolo", "", "`TITOLO` della notizia")
	flags.StringVar(&f.day, "data", "", "`GIORNO` della notizia (se manca: oggi)")
	flags.StringSliceVar(&f.projects, "progetti", nil, "`ID` dei progetti di cui parla, separati da virgole")
	flags.StringVar(&f.body, "ente", "", "`ID` dell’ente che annuncia (se manca: quello dei progetti)")
	f.register(cmd)
	return cmd
}

func (f *newFlags) announcement(cmd *cobra.Command, id string) error {
	today, err := todayOr(f.today)
	if err != nil {
		return err
	}
	date, named := today, false
	if len(id) > len("2026-11-22-") && id[10] == '-' {
		if d, err := record.ParseDate(id[:10]); err == nil && d.Full() {
			date, named = d, true
		}
	}
	if f.day != "" {
		d, err := fullDay("--data", "2026-11-22", f.day)
		switch {
		case err != nil:
			return err
		case named && d != date:
			return misuse{fmt.Sprintf("l’id comincia con il giorno %s e --data dice %s: lasciane uno", date.ISO(), d.ISO())}
		}
		date = d
	}
	if !named {
		id = date.ISO() + "-" + id
	}
	n, err := f.begin(record.AnnouncementFolder, ".md", id)
	if err != nil {
		return err
	}
	defer n.close()
	known := scaffold.Known{"titolo": scaffold.Text(cmp.Or(f.title, "Titolo da scrivere")), "data": date.ISO(), "bozza": "true"}
	if len(f.projects) > 0 {
		known["progetti"] = scaffold.List(f.projects)
	}
	set(known, "ente", cmp.Or(f.body, n.bodyOf(f.projects)))
	return n.write(cmd, scaffold.Announcement(known, "Scrivi qui il testo. Quando è pronto, togli la riga bozza = true.\n"))
}

func newBodyCommand() *cobra.Command {
	var f newFlags
	cmd := &cobra.Command{
		Use:                   "ente ID [opzioni]",
		DisableFlagsInUseLine: true,
		Short:                 "Comincia content/enti/ID.toml",
		Long: `Comincia un ente. Se l’id è il codice dell’Indice PA di una provincia o di un comune (p_pv, c_g388), ne dice
il codice; dal nome si capisce il tipo.`,
		Example: "  vetro new ente p_pv --nome \"Provincia di Pavia\"",
		Args:    oneID,
		RunE:    func(cmd *cobra.Command, args []string) error { return f.publicBody(cmd, args[0]) },
	}
	cmd.Flags().StringVar(&f.title, "nome", "", "`NOME` dell’ente")
	f.register(cmd)
	return cmd
}

func (f *newFlags) publicBody(cmd *cobra.Command, id string) error {
	n, err := f.begin(record.BodyFolder, ".toml", id)
	if err != nil {
		return err
	}
	defer n.close()
	return n.write(cmd, scaffold.Body(knownOfBody(id, f.title)))
}

// set notes a text that is known.
func set(known scaffold.Known, key, text string) {
	if text != "" {
		known[key] = scaffold.Text(text)
	}
}

// yearOf gives the year in which a CUP was registered, from its fifth and sixth
// characters; the first CUPs are of the nineties.
func yearOf(c record.CUP) int {
	year, err := strconv.Atoi(string(c[4:6]))
	if err != nil {
		panic("a CUP has no year: " + string(c))
	}
	if year >= 80 {
		return 1900 + year
	}
	return 2000 + year
}

// bodyOf gives the one body that all of the projects are of, or "".
func (n *newRecord) bodyOf(projects []string) string {
	var bodies []string
	for _, p := range n.site.Projects {
		if slices.Contains(projects, p.ID) && p.BodyID != "" && !slices.Contains(bodies, p.BodyID) {
			bodies = append(bodies, p.BodyID)
		}
	}
	if len(bodies) != 1 {
		return ""
	}
	return bodies[0]
}
