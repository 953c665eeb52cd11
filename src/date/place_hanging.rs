//! What hangs on the reference date or on a date told before, placed on the calendar.

use super::class::Unit;
use super::interval::{Day, Interval, Precision};
use super::place::{Outcome, day_without_year};
use super::reckon::{monday_of, period_around, shifted, weekday_of};
use super::resolve::MonthDay;
use super::scan::TimeExpression;
use super::timex;
use super::told::State;
use super::value::{Anchor, EventWords, Tense};
use chrono::Datelike;

/// Sentences over which "a year ago" still compares with a quarter.
const QUARTER_SENTENCES_MAX: usize = 8;

/// Sentences over which a clock time still hangs on the day told before; in a history all.
const CLOCK_SENTENCES_MAX: usize = 3;

impl State {
    /// A clock time by itself: on the day told before in the sentence or shortly before it, else on the reference.
    pub(super) fn clock(&self, expression: &TimeExpression) -> Outcome {
        let same = self.last.filter(|last| last.1 == Unit::Day && last.2 == expression.sentence);
        let near = |told_in: usize| self.history || expression.sentence - told_in <= CLOCK_SENTENCES_MAX;
        match (same, self.told_in.filter(|told_in| near(*told_in))) {
            (Some((day, _, _)), _) => self.clock_on(expression, day.last),
            (None, Some(_)) if self.told_early => self.clock_on_no_day(expression),
            (None, Some(_)) if self.told_without_year.is_some() => {
                self.told_without_year.map_or_else(Outcome::default, |told| days_after(told, 0))
            }
            (None, near) => match near.and(self.told).or(self.reference) {
                Some(day) => self.clock_on(expression, day),
                None => self.clock_on_no_day(expression),
            },
        }
    }

    /// A clock time of a day that is known.
    pub(super) fn clock_on(&self, expression: &TimeExpression, day: Day) -> Outcome {
        let value = day.to_string() + &timex::time_of_day(expression.part, expression.clock);
        if expression.rule == "clock-figures" {
            return Outcome::value(value);
        }
        Outcome { interval: Some(Interval::day(day)), precision: Some(Precision::Day), ..Outcome::value(value) }
    }

    /// A clock time of any day, or of one that nobody knows.
    pub(super) fn clock_on_no_day(&self, expression: &TimeExpression) -> Outcome {
        Outcome::value("XXXX-XX-XX".to_owned() + &timex::time_of_day(expression.part, expression.clock))
    }
    pub(super) fn weekday(&self, expression: &TimeExpression, weekday: u8, week: Option<i32>) -> Outcome {
        let told = self.told.filter(|_| matches!(expression.rule, "following-weekday" | "previous-weekday"));
        let Some(reference) = told.or(self.reference) else { return Outcome::value(format!("XXXX-WXX-{weekday}")) };
        let ahead = (i32::from(weekday) - weekday_of(reference)).rem_euclid(7);
        let days = match (expression.rule, week) {
            ("last-weekday" | "previous-weekday", _) => {
                if ahead == 0 {
                    -7
                } else {
                    ahead - 7
                }
            }
            ("following-weekday" | "next-weekday", _) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            ("weekday-week", Some(week)) => ahead + 7 * week,
            // "goes on sale this Monday", said on a Thursday
            ("this-weekday", _) if expression.tense == Tense::Future => ahead,
            ("this-weekday", _) => i32::from(weekday) - weekday_of(reference),
            (_, Some(week)) => i32::from(weekday) - weekday_of(reference) + 7 * week,
            _ if ahead == 0 => 0,
            _ if expression.tense == Tense::Future => ahead,
            _ => ahead - 7,
        };
        Outcome::placed(Interval::day(reference.plus(days)), Unit::Day)
    }

    pub(super) fn weekend(&self, expression: &TimeExpression, week: Option<i32>) -> Outcome {
        let Some(reference) = self.reference else { return Outcome::value("XXXX-WXX-WE") };
        let saturday = monday_of(reference).plus(5);
        let weeks = week.unwrap_or(match expression.tense {
            Tense::Future => 0,
            _ if reference >= saturday => 0,
            _ => -1,
        });
        let first = saturday.plus(7 * weeks);
        match Interval::new(first, first.plus(1)) {
            Some(interval) => Outcome::placed(interval, Unit::Weekend),
            None => Outcome::default(),
        }
    }

    pub(super) fn bare(&self, expression: &TimeExpression, unit: Unit) -> Outcome {
        let placed = self.reference.and_then(|day| period_around(day, unit));
        match placed {
            Some(interval) => {
                Outcome::value(timex::period(interval, unit) + &timex::time_of_day(expression.part, expression.clock))
            }
            None => Outcome::default(),
        }
    }

    pub(super) fn shift(
        &self,
        expression: &TimeExpression,
        unit: Unit,
        amount: Option<i32>,
        anchor: Anchor,
    ) -> Outcome {
        let Some(amount) = amount else {
            let forward = matches!(expression.rule, "later" | "after" | "from-now");
            return Outcome::value(if forward { "FUTURE_REF" } else { "PAST_REF" });
        };
        let same_sentence = self.last.filter(|last| last.2 == expression.sentence);
        // "a year ago" in a sentence about a quarter means the same quarter of that year.
        if unit == Unit::Year
            && matches!(expression.rule, "ago" | "earlier" | "unit-ago")
            && let Some((quarter, told_in)) = self.quarter
            && expression.sentence - told_in <= QUARTER_SENTENCES_MAX
            && let Some(first) = shifted(quarter.first, Unit::Year, amount)
            && let Some(interval) = period_around(first, Unit::Quarter)
        {
            return Outcome::placed(interval, Unit::Quarter);
        }
        if anchor == Anchor::Told && (self.told_before_christ || self.told_early && unit < Unit::Month) {
            return Outcome::default();
        }
        if let (Anchor::Told, Unit::Day, Some(told)) = (anchor, unit, self.told_without_year) {
            return days_after(told, amount);
        }
        let base = match anchor {
            Anchor::Reference if self.history && expression.rule != "ago" && unit > Unit::Day => {
                self.last.map(|last| last.0.first).or(self.reference)
            }
            Anchor::Reference => self.reference,
            Anchor::Told if unit > Unit::Week => same_sentence
                .or(self.last)
                .map(|last| last.0.first)
                .filter(|_| {
                    // "a year earlier" within a sentence compares with now; "a year later" never does.
                    let told = matches!(expression.rule, "that-day" | "later" | "after") || expression.sets_scene;
                    self.history || unit != Unit::Year || same_sentence.is_some() || told
                })
                .or(self.reference),
            Anchor::Told => self.told.or(self.reference),
        };
        let placed = base.and_then(|base| period_around(shifted(base, unit, amount)?, unit));
        match placed {
            Some(_) if unit.is_clock() => Outcome::default(),
            Some(interval) => Outcome::placed(interval, unit),
            None => Outcome::default(),
        }
    }
}

/// So many units from the days of an event; nothing where these are told less exactly than the unit.
pub(super) fn from_event(event: &EventWords, days: Interval) -> Option<Outcome> {
    let whole = period_around(days.first, event.unit)?;
    if days.last.0 - days.first.0 > whole.last.0 - whole.first.0 {
        return None;
    }
    let placed = period_around(shifted(days.first, event.unit, event.amount)?, event.unit)?;
    Some(Outcome::placed(placed, event.unit))
}

/// The day so many days after one whose year is not known.
fn days_after(told: MonthDay, days: i32) -> Outcome {
    /// A year with all days that there are.
    const LEAP_YEAR: i32 = 2000;
    let Some(day) = Day::from_ymd(LEAP_YEAR, told.month.into(), told.day.into()) else { return Outcome::default() };
    let date = day.plus(days).date();
    day_without_year((date.month() as u8, date.day() as u8))
}
