package check_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"vetro/internal/check"
	"vetro/internal/load"
)

// Twenty thousand records: 18,000 projects as the clean site has them, with an
// announcement of five projects for every nine.
func BenchmarkSite(b *testing.B) {
	fsys := make(fstest.MapFS)
	for name, text := range clean {
		if name != cloud && name != notice {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	for i := range 18_000 {
		text := strings.NewReplacer("931712", fmt.Sprint(100_000+i*37), "J31B21004560006", fmt.Sprintf("J31B21%05d0006", i)).Replace(clean[cloud])
		fsys[fmt.Sprintf("content/progetti/p%05d.toml", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	for i := range 2_000 {
		var ids []string
		for k := range 5 {
			ids = append(ids, fmt.Sprintf(`"p%05d"`, i*9+k))
		}
		text := strings.Replace(clean[notice], `["cloud"]`, "["+strings.Join(ids, ", ")+"]", 1)
		fsys[fmt.Sprintf("content/notizie/n%05d.md", i)] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "../progetti/cloud.toml", "../progetti/p00000.toml"))}
	}
	s, _, err := load.Site(fsys, today)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		check.Site(s, today)
	}
}
