//! One expression placed on the calendar, given the reference and what was told before it.

use super::class::Unit;
use super::interval::{Day, Interval, Precision};
use super::reckon::{
    day_of_month, first_after, last_before, months_of, nearest, nearest_in_history, nearest_reported, period_around,
    season_of, week_of_month, weekday_of, weekday_of_month, years_from,
};
use super::resolve::MonthDay;
use super::scan::TimeExpression;
use super::timex;
use super::told::State;
use super::value::{Amount, End, Side, Tense, Value, YearOf};
use chrono::Datelike;

/// What one expression resolves to.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) value: Option<String>,
    pub(super) interval: Option<Interval>,
    pub(super) precision: Option<Precision>,
    pub(super) month_day: Option<MonthDay>,
    pub(super) grain: Option<Unit>,
}

impl Outcome {
    pub(super) fn value(value: impl Into<String>) -> Self {
        Outcome { value: Some(value.into()), ..Outcome::default() }
    }

    pub(super) fn placed(interval: Interval, unit: Unit) -> Self {
        Outcome {
            value: Some(timex::period(interval, unit)),
            interval: Some(interval),
            precision: Some(precision_of(unit)),
            month_day: None,
            grain: Some(unit),
        }
    }
}

fn precision_of(unit: Unit) -> Precision {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Precision::Day,
        Unit::Weekend | Unit::Week => Precision::Week,
        Unit::Fortnight => Precision::Range,
        Unit::Month => Precision::Month,
        Unit::Quarter => Precision::Quarter,
        Unit::Year => Precision::Year,
        Unit::Decade => Precision::Decade,
        Unit::Century => Precision::Century,
    }
}

/// Sentences over which a year told in passing draws the months and days after it.
const HINT_SENTENCES_MAX: usize = 4;

impl State {
    /// Resolves one expression, given what was told before it.
    pub(super) fn resolve(&self, expression: &TimeExpression) -> Outcome {
        let mut outcome = self.place(expression);
        if matches!(outcome.grain, Some(Unit::Day)) || outcome.month_day.is_some() {
            if let Some(value) = &mut outcome.value {
                value.push_str(&timex::time_of_day(expression.part, expression.clock));
            }
        } else if let (Value::Weekday { .. }, Some(value)) = (expression.value, &mut outcome.value) {
            value.push_str(&timex::time_of_day(expression.part, expression.clock));
        }
        if let Some(interval) = outcome.interval {
            outcome.interval = Some(self.side(interval, expression.side, outcome.grain));
        }
        outcome
    }

    fn place(&self, expression: &TimeExpression) -> Outcome {
        match expression.value {
            Value::Day { year, month, day, weekday } => self.day(expression, year, (month, day), weekday),
            Value::AnyWeekday(weekday) => {
                let time = timex::time_of_day(expression.part, expression.clock);
                Outcome::value(format!("XXXX-WXX-{weekday}{time}"))
            }
            Value::BeforeChrist { year, month, day } => Outcome::value(timex::before_christ(year, month, day)),
            Value::SeasonBeforeChrist { year, season } => {
                Outcome::value(format!("BC{year:04}-{}", timex::season_code(season)))
            }
            Value::WeekOfMonth { year, month, nth } => {
                match self.one_of(expression, year, &|year| week_of_month(year, month, nth)) {
                    Some(week) => Outcome::placed(week, Unit::Week),
                    None => Outcome::default(),
                }
            }
            Value::WeekdayOfMonth { year, month, weekday, nth } => {
                match self.one_of(expression, year, &|year| weekday_of_month(year, month, weekday, nth)) {
                    Some(day) => Outcome::placed(day, Unit::Day),
                    None => Outcome::default(),
                }
            }
            Value::DayOfMonth { day, weekday } => {
                let base = if self.history { self.scenes[0] } else { self.told.map(Interval::day) };
                let base = self.last.filter(|last| last.2 == expression.sentence).map(|last| last.0).or(base);
                match base.or(self.reference.map(Interval::day)).and_then(|base| day_of_month(base, day, weekday)) {
                    Some(day) => Outcome::placed(Interval::day(day), Unit::Day),
                    None => Outcome::value(format!("XXXX-XX-{day:02}")),
                }
            }
            Value::EarlyYear(year) => Outcome::value(format!("{year:04}")),
            Value::CenturyBeforeChrist(century) => Outcome::value(format!("BC{:02}", century.saturating_sub(1))),
            Value::WeekOf { year, month, day } => {
                let day = |year| Day::from_ymd(year, month.into(), day.into()).map(Interval::day);
                match self.one_of(expression, year, &day).and_then(|day| period_around(day.first, Unit::Week)) {
                    Some(week) => Outcome::placed(week, Unit::Week),
                    None => Outcome::default(),
                }
            }
            Value::Days { year, from, to } => self.days(expression, year, from, to),
            Value::Month { year, month } => {
                let months = |year| Interval::month(year, month.into());
                match self.one_of(expression, year, &months) {
                    Some(interval) => Outcome::placed(interval, Unit::Month),
                    None => Outcome::value(timex::month(early_year(year), month)),
                }
            }
            Value::Season { year, season } => {
                let code = timex::season_code(season);
                match self.one_of(expression, year, &|year| season_of(year, season)) {
                    Some(interval) => {
                        let mut outcome = Outcome::placed(interval, Unit::Quarter);
                        outcome.value = Some(format!("{:04}-{code}", interval.first.date().year()));
                        outcome
                    }
                    None => Outcome::value(format!("XXXX-{code}")),
                }
            }
            Value::Holiday { year, holiday } => self.holiday(expression, year, holiday),
            Value::Quarter { year, quarter } => {
                match self.one_of(expression, year, &|year| months_of(year, quarter, 3)) {
                    Some(interval) => Outcome::placed(interval, Unit::Quarter),
                    None => Outcome::value(format!("XXXX-Q{quarter}")),
                }
            }
            Value::Half { year, half } => match self.one_of(expression, year, &|year| months_of(year, half, 6)) {
                Some(interval) => Outcome {
                    value: Some(format!("{:04}-H{half}", interval.first.date().year())),
                    precision: Some(Precision::Range),
                    grain: None,
                    ..Outcome::placed(interval, Unit::Year)
                },
                None => Outcome::value(format!("XXXX-H{half}")),
            },
            Value::Year(year) => match self.one_of(expression, year, &Interval::year) {
                Some(interval) => Outcome::placed(interval, Unit::Year),
                None => Outcome::default(),
            },
            Value::Years { first, last } => years_from(first, last - first + 1)
                .map_or_else(Outcome::default, |whole| {
                    range(expression.end, whole, Unit::Year, |day| format!("{:04}", day.date().year()))
                }),
            Value::Decade { first } => {
                years_from(first, 10).map_or_else(Outcome::default, |i| Outcome::placed(i, Unit::Decade))
            }
            Value::Century { first } => {
                years_from(first, 100).map_or_else(Outcome::default, |i| Outcome::placed(i, Unit::Century))
            }
            Value::Weekday { weekday, week } => self.weekday(expression, weekday, week),
            Value::Weekend { week } => self.weekend(expression, week),
            Value::Shift { unit, amount, anchor } => self.shift(expression, unit, amount, anchor),
            Value::ClockTime => self.clock(expression),
            Value::Duration { amount: Amount::Between { first: whole, .. }, unit } if expression.end == End::First => {
                Outcome::value(timex::duration(Amount::Exact { whole, tenths: 0 }, unit))
            }
            Value::Bare(unit) => self.bare(expression, unit),
            Value::Unplaced => Outcome::default(),
            Value::Duration { amount, unit } => Outcome::value(timex::duration(amount, unit)),
            Value::Set(repeat) => Outcome::value(timex::repeat(repeat, expression.part)),
            Value::Reference(name) => Outcome::value(name),
            Value::Unknown => Outcome::default(),
        }
    }

    /// The interval that `of` gives for the year meant, if that can be known.
    pub(super) fn one_of(
        &self,
        expression: &TimeExpression,
        year: YearOf,
        of: &dyn Fn(i32) -> Option<Interval>,
    ) -> Option<Interval> {
        match year {
            YearOf::Told(year) => of(year),
            YearOf::Early(_) => None,
            YearOf::Shifted(years) => of(self.reference?.date().year() + years),
            // "In 480 BC ... in August ... the following year"
            YearOf::AfterTold(_) if self.told_before_christ => None,
            YearOf::Nearest if self.told_before_christ && expression.tense != Tense::Future => None,
            YearOf::AfterTold(years) => {
                let told = self.last.map(|last| last.0.first).or(self.reference)?;
                of(told.date().year() + years)
            }
            YearOf::Nearest => {
                let told_season = matches!(expression.rule, "that-season" | "following-season" | "previous-season");
                if self.history && !told_season {
                    if let Some((here, _, _)) = self.last.filter(|last| last.2 == expression.sentence) {
                        return nearest_in_history(&[Some(here)], None, of);
                    }
                    if self.scenes[0].is_some() {
                        let hinted = self
                            .hinted_year
                            .filter(|hinted| expression.sentence - hinted.1 <= HINT_SENTENCES_MAX)
                            .map(|hinted| hinted.0);
                        return nearest_in_history(&self.scenes, hinted, of);
                    }
                }
                let reference = self.reference?;
                if told_season {
                    let last = self.last.map_or(Interval::day(reference), |last| last.0);
                    return match expression.rule {
                        "that-season" => nearest(last, Tense::Unmarked, of),
                        "following-season" => first_after(last.last, of),
                        _ => last_before(last.first, of),
                    };
                }
                match expression.rule {
                    "last-month-name" | "last-season" | "last-holiday" => last_before(reference, of),
                    "next-month-name" | "next-season" | "next-holiday" => first_after(reference, of),
                    "this-season" | "this-holiday" => of(reference.date().year()),
                    // "will report third-quarter results" speaks of the quarter that is over.
                    "quarter" | "quarter-short" if expression.tense == Tense::Future => {
                        nearest_reported(Interval::day(reference), of)
                    }
                    _ => nearest(Interval::day(reference), expression.tense, of),
                }
            }
        }
    }

    fn day(&self, expression: &TimeExpression, year: YearOf, (month, day): (u8, u8), weekday: u8) -> Outcome {
        let days = |year| Day::from_ymd(year, month.into(), day.into()).map(Interval::day);
        // A told weekday picks the year, if one near the reference has it.
        let on_weekday = |year: i32| {
            let near = self.reference.is_none_or(|day| (year - day.date().year()).abs() <= 1);
            days(year).filter(|days| near && weekday_of(days.first) == i32::from(weekday))
        };
        let picked =
            if weekday > 0 && year == YearOf::Nearest { self.one_of(expression, year, &on_weekday) } else { None };
        match picked.or_else(|| self.one_of(expression, year, &days)) {
            Some(interval) => Outcome::placed(interval, Unit::Day),
            None => unplaced_day(year, (month, day)),
        }
    }

    fn days(&self, expression: &TimeExpression, year: YearOf, from: (u8, u8), to: (u8, u8)) -> Outcome {
        // Over the turn of the year a told year belongs to the second day.
        let across = i32::from(from > to);
        let days = |year: i32| {
            Interval::new(
                Day::from_ymd(year - across, from.0.into(), from.1.into())?,
                Day::from_ymd(year, to.0.into(), to.1.into())?,
            )
        };
        let unknown = |day| unplaced_day(year, day).value.unwrap_or_default();
        match self.one_of(expression, year, &days) {
            // "the night of 4-5 July"
            Some(whole) if expression.part.is_some() && expression.end == End::Both => Outcome {
                value: Some(whole.first.to_string()),
                interval: Some(whole),
                precision: Some(Precision::Range),
                grain: Some(Unit::Day),
                month_day: None,
            },
            Some(whole) => range(expression.end, whole, Unit::Day, |day| day.to_string()),
            None => match expression.end {
                End::Both if expression.part.is_some() => unplaced_day(year, from),
                End::Both => Outcome::value(format!("{}/{}", unknown(from), unknown(to))),
                End::First => unplaced_day(year, from),
                End::Last => unplaced_day(year, to),
            },
        }
    }

    /// The part of an interval that "early", "late" or "earlier this" leaves.
    fn side(&self, interval: Interval, side: Side, grain: Option<Unit>) -> Interval {
        if grain.is_none_or(|grain| grain == Unit::Day) {
            return interval;
        }
        let days = interval.last.0 - interval.first.0;
        let (first, last) = match side {
            Side::Whole => return interval,
            Side::Early => (interval.first, interval.first.plus(days / 2)),
            Side::Mid => (interval.first.plus(days / 4), interval.last.plus(-days / 4)),
            Side::Late => (interval.first.plus(days / 2), interval.last),
            Side::Before => (interval.first, self.reference.map_or(interval.last, |day| day.min(interval.last))),
            Side::After => (self.reference.map_or(interval.first, |day| day.max(interval.first)), interval.last),
        };
        Interval::new(first, last).unwrap_or(interval)
    }
}

/// The year that is told, where the calendar here does not reach it.
fn early_year(year: YearOf) -> Option<i32> {
    match year {
        YearOf::Early(year) => Some(year.into()),
        _ => None,
    }
}

/// A day whose year is not known, or lies too early.
fn unplaced_day(year: YearOf, (month, day): (u8, u8)) -> Outcome {
    match early_year(year) {
        Some(year) => Outcome::value(format!("{year:04}-{month:02}-{day:02}")),
        None => day_without_year((month, day)),
    }
}

pub(super) fn day_without_year((month, day): (u8, u8)) -> Outcome {
    Outcome {
        value: Some(format!("XXXX-{month:02}-{day:02}")),
        month_day: Some(MonthDay { month, day }),
        ..Outcome::default()
    }
}

/// A range, or the end of it that the expression tells: the first end has the days of the whole range, so that no
/// day between is lost; the last has its own.
fn range(end: End, whole: Interval, unit: Unit, value: impl Fn(Day) -> String) -> Outcome {
    let (first, last) = (value(whole.first), value(whole.last));
    let range = Outcome { interval: Some(whole), precision: Some(Precision::Range), ..Outcome::default() };
    match end {
        End::Both => Outcome { value: Some(format!("{first}/{last}")), ..range },
        End::First => Outcome { value: Some(first), ..range },
        End::Last => period_around(whole.last, unit).map_or(range, |interval| Outcome::placed(interval, unit)),
    }
}
