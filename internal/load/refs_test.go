package load

import "testing"

func TestReferenceSlips(t *testing.T) {
	testSlips(t, []slipTest{
		{"a body that is not there, and one like it", `ente = "p_xy"`, "", `4:8: l’ente "p_xy" non esiste [ente-ignoto] ⏎ scrivi "p_xx" se è quello, o crea content/enti/p_xy.toml`},
		{"a body that is not there", `ente = "c_f205"`, "", `4:8: l’ente "c_f205" non esiste [ente-ignoto] ⏎ crea content/enti/c_f205.toml, o scrivi l’id di un file che c’è`},
		{"a name for a body", `ente = "Provincia di Prova"`, "", `4:8: l’ente "Provincia di Prova" non esiste [ente-ignoto] ⏎ scrivi il nome di un file di content/enti, senza .toml`},
		{"a name like that of a body", `ente = "P XX"`, "", `4:8: l’ente "P XX" non esiste [ente-ignoto] ⏎ scrivi "p_xx"`},
		{"a former id that is no address", `precedenti = ["Vecchio nome", "vecchio"]`, "", `4:15: l’id "Vecchio nome" non può essere un indirizzo [id-forma] ⏎ scrivi l’id che la pagina aveva, senza .html`},
		{"a file that is elsewhere", "", `[[atto]]⏎tipo = "x"⏎documenti = ["foto.png"]`, `11:14: il file "foto.png" non esiste [file-ignoto] ⏎ scrivi "media/foto.png"`},
		{"a file by the path of Windows", "", `[[atto]]⏎tipo = "x"⏎documenti = ['media\Foto.PNG']`, `11:14: il file "media\Foto.PNG" non esiste [file-ignoto] ⏎ scrivi "media/foto.png"`},
		{"a file with another ending", "", `[[atto]]⏎tipo = "x"⏎documenti = ["media/foto.jpg"]`, `11:14: il file "media/foto.jpg" non esiste [file-ignoto] ⏎ scrivi "media/foto.png" se è quello, o metti il file in content/media/foto.jpg`},
		{"a file that is not there", "", `[[atto]]⏎tipo = "x"⏎documenti = ["media/atti/decreto.pdf"]`, `11:14: il file "media/atti/decreto.pdf" non esiste [file-ignoto] ⏎ metti il file in content/media/atti/decreto.pdf`},
		{"a file that is not there, without its folder", "", `[[atto]]⏎tipo = "x"⏎documenti = ["decreto.pdf"]`, `11:14: il file "decreto.pdf" non esiste [file-ignoto] ⏎ metti il file in content/media e scrivi "media/decreto.pdf"`},
	})
}
