package build

import (
	"crypto/sha256"
	"fmt"
	"os"

	"vetro/internal/record"
)

// outcome is what a build told of a site: the next one that is asked for the same of the
// same files tells it again.
type outcome struct {
	asked    [sha256.Size]byte // digest of what decides the outcome, besides the sources that were recalled
	whole    [sha256.Size]byte // of the memory of the output
	pages    int
	problems []record.Problem
}

// outcomeForm tells files of one form from those of another.
const outcomeForm = "vetro: esito 1\n"

// outcomeName gives the name of the outcome of an output.
func outcomeName(memory string) string { return memory + "-esito" }

// asked digests what a build is asked for, and the sources that it finds.
func (o *Options) asked(s *sources) (sum [sha256.Size]byte) {
	said := fmt.Appendf(nil, "%s %q %t %t\n", o.Today.ISO(), o.BaseURL, o.Drafts, o.Strict)
	for i := range s.folders {
		dir := &s.folders[i]
		said = append(append(said, dir.name...), '/', 0)
		for j := range dir.files {
			f := &dir.files[j]
			said = append(append(append(said, f.name...), 0), f.sum[:]...)
			if f.sum == [sha256.Size]byte{} { // nobody reads it: its stamp is all that is known
				said = fmt.Appendf(said, "%v", f.stamp)
			}
		}
	}
	return sha256.Sum256(said)
}

func (o *Options) recallOutcome(site *os.Root, memory string) *outcome {
	d := o.recallRecords(site, outcomeName(memory), outcomeForm)
	if d == nil {
		return nil
	}
	k := new(outcome)
	d.Raw(k.asked[:])
	d.Raw(k.whole[:])
	k.pages = int(d.Uint())
	k.problems = d.Problems()
	if d.Err() != nil {
		return nil
	}
	return k
}

// keepOutcome writes down what a build told.
func (o *Options) keepOutcome(site *os.Root, memory string, k *outcome) {
	e := new(record.Encoder)
	e.Raw(k.asked[:])
	e.Raw(k.whole[:])
	e.Uint(uint64(k.pages))
	e.Problems(k.problems)
	o.rememberMarked(site, outcomeName(memory), outcomeForm, e.Bytes())
}

// asBefore ends a build at once where the former one read the same files, was asked for the
// same, and nobody has touched what it left. Done is false where there is something to do.
func (s *stages) asBefore(o Options, output *opening) (result Result, problems []record.Problem, done bool, err error) {
	if s.found == nil || s.former == nil || !output.begun {
		return Result{}, nil, false, nil
	}
	doubtful, same := s.found.sameAs(s.former, s.root, s.settled)
	if !same {
		return Result{}, nil, false, nil
	}
	k := o.recallOutcome(s.root, output.memory)
	if k == nil || k.asked != o.asked(s.found) || record.Stops(k.problems) {
		return Result{}, nil, false, nil
	}
	out, err := output.take()
	if err != nil {
		return Result{}, k.problems, true, err
	}
	if output.left == nil || output.left.whole != k.whole {
		return Result{}, nil, false, nil
	}
	if stands, err := out.leave(nil); err != nil || !stands {
		return Result{}, k.problems, err != nil, err
	}
	written, more, err := out.Commit()
	if doubtful > 0 && err == nil {
		o.keepSources(s.root, s.found) // the next time their stamps may do
	}
	return Result{Pages: k.pages, Written: written}, append(k.problems, more...), true, err
}
