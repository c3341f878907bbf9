package main

import (
	"fmt"
	"strconv"
	"time"
	_ "time/tzdata" // machines without a time zone database must know Rome, too

	"vetro/internal/record"
)

// day gives the day that the site is looked at: the one that was asked for, else the
// one of SOURCE_DATE_EPOCH, else today. Terms of law end at midnight in Rome, so days are
// counted there, wherever the machine stands.
func day(asked, epoch string, now time.Time) (record.Date, error) {
	if asked != "" {
		d, err := record.ParseDate(asked)
		if err != nil || !d.Full() {
			return d, misuse{fmt.Sprintf("--today vuole un giorno come 2026-11-22, non %q", asked)}
		}
		return d, nil
	}
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		return record.Date{}, fmt.Errorf("find the time zone of Rome: %w", err)
	}
	if epoch != "" {
		s, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil || s < 0 {
			return record.Date{}, misuse{fmt.Sprintf("SOURCE_DATE_EPOCH vuole i secondi dal 1970, non %q", epoch)}
		}
		now = time.Unix(s, 0)
	}
	return record.DayOf(now.In(rome)), nil
}
