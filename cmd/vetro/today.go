package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
	_ "time/tzdata" // machines without a time zone database must know Rome, too

	"vetro/internal/record"
)

// fullDay reads the day of an option.
func fullDay(option, example, s string) (record.Date, error) {
	d, err := record.ParseDate(s)
	if err != nil || !d.Full() {
		return d, misuse{fmt.Sprintf("%s vuole un giorno come %s, non %q", option, example, s)}
	}
	return d, nil
}

// todayOr gives the day that --today asks for, else that of the environment or the clock.
func todayOr(asked string) (record.Date, error) {
	return day(asked, os.Getenv("SOURCE_DATE_EPOCH"), time.Now())
}

// lastSecond is the last one of 2200 in Rome: a number beyond it counts thousandths of seconds, or
// is a slip.
const lastSecond = 7289650799

// day gives the day that the site is looked at: the one that was asked for, else the
// one of SOURCE_DATE_EPOCH, else today. Terms of law end at midnight in Rome, so days are
// counted there, wherever the machine stands.
func day(asked, epoch string, now time.Time) (record.Date, error) {
	if asked != "" {
		return fullDay("--today", "2026-11-22", asked)
	}
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		return record.Date{}, fmt.Errorf("find the time zone of Rome: %w", err)
	}
	if epoch != "" {
		s, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil || s < 0 || s > lastSecond {
			return record.Date{}, misuse{fmt.Sprintf("SOURCE_DATE_EPOCH vuole i secondi dal 1970, fino al 2200, non %q", epoch)}
		}
		now = time.Unix(s, 0)
	}
	return record.DayOf(now.In(rome)), nil
}
