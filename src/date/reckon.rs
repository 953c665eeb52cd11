//! Reckoning on the calendar: which year is nearest, where a period lies, what is so many units away.

use super::class::Unit;
use super::interval::{Day, Interval};
use super::value::Tense;
use chrono::{Datelike, Months};

/// 1 for Monday.
pub(super) fn weekday_of(day: Day) -> i32 {
    day.date().weekday().number_from_monday() as i32
}

pub(super) fn monday_of(day: Day) -> Day {
    day.plus(1 - weekday_of(day))
}

/// How many times as far a day counts that does not agree with the tense, and a future one where no tense tells.
const AGAINST_PAST_WEIGHT: i32 = 6;
const AGAINST_OVER_WEIGHT: i32 = 400;
const AGAINST_FUTURE_WEIGHT: i32 = 12;
const UNTOLD_FUTURE_WEIGHT: i32 = 2;

/// The interval among those of the years around `base` that is nearest to it, past and future weighed by the tense.
pub(super) fn nearest(base: Interval, tense: Tense, of: &dyn Fn(i32) -> Option<Interval>) -> Option<Interval> {
    let (past_weight, future_weight) = match tense {
        Tense::Past => (1, AGAINST_PAST_WEIGHT),
        Tense::Over => (1, AGAINST_OVER_WEIGHT),
        Tense::Future => (AGAINST_FUTURE_WEIGHT, 1),
        Tense::Unmarked => (1, UNTOLD_FUTURE_WEIGHT),
    };
    nearest_by(base, of, |_| (past_weight, future_weight)).map(|(_, interval)| interval)
}

/// How many times as far a day of a period counts that is over, when what is said of it lies ahead.
const REPORTED_PAST_WEIGHT: i32 = 3;

/// The nearest period, where the words about it look ahead but it may be over.
pub(super) fn nearest_reported(base: Interval, of: &dyn Fn(i32) -> Option<Interval>) -> Option<Interval> {
    nearest_by(base, of, |_| (REPORTED_PAST_WEIGHT, 1)).map(|(_, interval)| interval)
}

/// Histories go forward: how many times as far a day counts that lies before the last one told, or after it.
const HISTORY_PAST_WEIGHT: i32 = 30;
const HISTORY_FUTURE_WEIGHT: i32 = 20;
/// The same within the year told in passing.
const HINTED_WEIGHT: i32 = 2;

/// What a scene costs for each one told after it.
const OLDER_SCENE_COST: i32 = 2000;

/// The interval that best goes on from the last scenes of a history (the latest first), drawn by a year told in passing.
pub(super) fn nearest_in_history(
    scenes: &[Option<Interval>],
    hinted: Option<Interval>,
    of: &dyn Fn(i32) -> Option<Interval>,
) -> Option<Interval> {
    let weights = |interval: Interval| {
        if hinted.is_some_and(|year| year.contains(interval)) {
            return (HINTED_WEIGHT, HINTED_WEIGHT);
        }
        (HISTORY_PAST_WEIGHT, HISTORY_FUTURE_WEIGHT)
    };
    let mut penalty = 0;
    let mut best: Option<(i32, Interval)> = None;
    for scene in scenes.iter().flatten() {
        if let Some((cost, interval)) = nearest_by(*scene, of, weights)
            && best.is_none_or(|(least, _)| cost.saturating_add(penalty) < least)
        {
            best = Some((cost.saturating_add(penalty), interval));
        }
        penalty += OLDER_SCENE_COST;
    }
    best.map(|(_, interval)| interval)
}

/// The interval of the years around `base` that is nearest to it by the weights of the days before and after `base`,
/// with its weighed days.
fn nearest_by(
    base: Interval,
    of: &dyn Fn(i32) -> Option<Interval>,
    weights: impl Fn(Interval) -> (i32, i32),
) -> Option<(i32, Interval)> {
    let year = base.first.date().year();
    let mut best: Option<(i32, Interval)> = None;
    // Eight years hold a 29 February in any case, seven most weekdays of a day.
    for distance in 0..=8 {
        for year in [year - distance, year + distance] {
            let Some(interval) = of(year) else { continue };
            let (past_weight, future_weight) = weights(interval);
            let cost = if interval.last < base.first {
                (base.first.0 - interval.last.0).saturating_mul(past_weight)
            } else if interval.first > base.last {
                (interval.first.0 - base.last.0).saturating_mul(future_weight)
            } else {
                0
            };
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, interval));
            }
        }
        if best.is_some() && distance > 0 {
            break;
        }
    }
    best
}

/// The last interval that is over before `day`.
pub(super) fn last_before(day: Day, of: &dyn Fn(i32) -> Option<Interval>) -> Option<Interval> {
    let year = day.date().year();
    (0..=2).filter_map(|back| of(year - back)).find(|interval| interval.last < day)
}

/// The first interval that begins after `day`.
pub(super) fn first_after(day: Day, of: &dyn Fn(i32) -> Option<Interval>) -> Option<Interval> {
    let year = day.date().year();
    (0..=2).filter_map(|ahead| of(year + ahead)).find(|interval| interval.first > day)
}

/// Three months; winter begins in December of its year.
pub(super) fn season_of(year: i32, season: u8) -> Option<Interval> {
    let month = 3 * (u32::from(season) + 1);
    let first = Day::from_ymd(year, month, 1)?;
    let after = first.date().checked_add_months(Months::new(3))?;
    Interval::new(first, Day::from_date(after).plus(-1))
}

/// The `number`th run of `months` months of a year.
pub(super) fn months_of(year: i32, number: u8, months: u32) -> Option<Interval> {
    let first = Day::from_ymd(year, (u32::from(number).checked_sub(1)?) * months + 1, 1)?;
    let after = first.date().checked_add_months(Months::new(months))?;
    Interval::new(first, Day::from_date(after).plus(-1))
}

pub(super) fn years_from(first: i32, years: i32) -> Option<Interval> {
    Interval::new(Day::from_ymd(first, 1, 1)?, Day::from_ymd(first + years - 1, 12, 31)?)
}

/// The `nth` seven days of a month, -1 for its last seven.
pub(super) fn week_of_month(year: i32, month: u8, nth: i8) -> Option<Interval> {
    let month = Interval::month(year, month.into())?;
    let first = if nth < 0 { month.last.plus(-6) } else { month.first.plus(7 * (i32::from(nth) - 1)) };
    Interval::new(first, first.plus(6).min(month.last))
}

/// The `nth` of a weekday in a month, -1 for the last.
pub(super) fn weekday_of_month(year: i32, month: u8, weekday: u8, nth: i8) -> Option<Interval> {
    let month = Interval::month(year, month.into())?;
    let day = if nth < 0 {
        month.last.plus(-(weekday_of(month.last) - i32::from(weekday)).rem_euclid(7))
    } else {
        month.first.plus((i32::from(weekday) - weekday_of(month.first)).rem_euclid(7) + 7 * (i32::from(nth) - 1))
    };
    month.contains(Interval::day(day)).then(|| Interval::day(day))
}

/// The day with that number, and that weekday unless it is 0, in the month of `base` or the nearest to it.
pub(super) fn day_of_month(base: Interval, day: u8, weekday: u8) -> Option<Day> {
    [0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6].into_iter().find_map(|months| {
        let month = shifted(period_around(base.first, Unit::Month)?.first, Unit::Month, months)?.date();
        let day = Day::from_ymd(month.year(), month.month(), day.into())?;
        (weekday == 0 || weekday_of(day) == i32::from(weekday)).then_some(day)
    })
}

/// The day `amount` units from `day`; nothing beyond the years 1 to 9999.
pub(super) fn shifted(day: Day, unit: Unit, amount: i32) -> Option<Day> {
    let months = |months: i32| {
        let count = Months::new(amount.unsigned_abs().checked_mul(months.unsigned_abs())?);
        let date = day.date();
        let moved = if amount < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) };
        moved.map(Day::from_date)
    };
    let days = |days: i32| amount.checked_mul(days).and_then(|days| day.0.checked_add(days)).map(Day);
    let moved = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(day),
        Unit::Day => days(1),
        Unit::Weekend | Unit::Week => days(7),
        Unit::Fortnight => days(14),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Year => months(12),
        Unit::Decade => months(120),
        Unit::Century => months(1200),
    }?;
    let first = Day::from_ymd(1, 1, 1)?;
    let last = Day::from_ymd(9999, 12, 31)?;
    (first <= moved && moved <= last).then_some(moved)
}

/// The period of one unit that holds `day`.
pub(super) fn period_around(day: Day, unit: Unit) -> Option<Interval> {
    let date = day.date();
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Some(Interval::day(day)),
        Unit::Week => Interval::new(monday_of(day), monday_of(day).plus(6)),
        Unit::Weekend => Interval::new(monday_of(day).plus(5), monday_of(day).plus(6)),
        Unit::Fortnight => Interval::new(monday_of(day), monday_of(day).plus(13)),
        Unit::Month => Interval::month(date.year(), date.month()),
        Unit::Quarter => months_of(date.year(), (date.month0() / 3 + 1) as u8, 3),
        Unit::Year => Interval::year(date.year()),
        Unit::Decade => years_from(date.year() - date.year().rem_euclid(10), 10),
        Unit::Century => years_from(date.year() - date.year().rem_euclid(100), 100),
    }
}
