//! A holiday placed on the calendar.

use super::class::Unit;
use super::holiday::{self, Holiday, HolidayRule};
use super::holiday_days::holidays_in;
use super::interval::{Interval, Precision};
use super::place::Outcome;
use super::reckon::first_after;
use super::resolve::MonthDay;
use super::scan::TimeExpression;
use super::told::State;
use super::value::{Tense, YearOf};
use chrono::Datelike;

impl State {
    /// The holiday of the year told, else the nearest that agrees with the tense.
    pub(super) fn holiday(&self, expression: &TimeExpression, year: YearOf, holiday: Holiday) -> Outcome {
        let Some(rule) = holiday::rule(holiday) else { return Outcome::default() };
        let base = self.reference.map(Interval::day);
        // Where a year has two, the one nearer to the reference.
        let of = |year: i32| {
            let found = holidays_in(rule, year);
            found.into_iter().min_by_key(|one| base.map_or(0, |base| (base.first.0 - one.days.first.0).abs()))
        };
        let days = |year: i32| of(year).map(|one| one.days);
        // "By Christmas" is the next one, however near the last one lies.
        let ahead = (year, expression.rule, expression.tense) == (YearOf::Nearest, "holiday", Tense::Future);
        let placed = match self.reference.filter(|_| ahead && !self.history) {
            Some(reference) => first_after(reference.plus(-1), &days),
            None => self.one_of(expression, year, &days),
        };
        let Some(one) = placed.and_then(|days| of(days.first.date().year())) else {
            return match rule {
                HolidayRule::Fixed { month, day } => Outcome {
                    value: Some(format!("XXXX-{month:02}-{day:02}")),
                    month_day: Some(MonthDay { month, day }),
                    ..Outcome::default()
                },
                _ => Outcome::default(),
            };
        };
        let single = one.days.first == one.days.last;
        if single && !one.about {
            return Outcome::placed(one.days, Unit::Day);
        }
        let value = if single { one.days.first.to_string() } else { format!("{}/{}", one.days.first, one.days.last) };
        Outcome { interval: Some(one.interval()), precision: Some(Precision::Range), ..Outcome::value(value) }
    }
}
