//! Time expressions of an article whose day and month are known and whose year is not.
//!
//! "Yesterday" is then a day and month too, whatever the year. So the expressions are resolved in several
//! years, and what comes out as the same day of each is kept; weekdays fall on other days and stay open.

use crate::date::{Day, MonthDay, Precision, ResolvedTime, TimeExpression, resolve};
use chrono::Datelike;

/// Years in which a day falls on different weekdays, a leap year among them, and leap years only.
const YEARS: [i32; 3] = [2021, 2022, 2024];
const LEAP_YEARS: [i32; 3] = [2016, 2020, 2024];

/// Gives days, or days of the year, to `expressions` of a text that was written on `told` of some year.
pub fn resolve_in_some_year(text: &str, expressions: &[TimeExpression], told: MonthDay) -> Vec<ResolvedTime> {
    let mut times = resolve(text, expressions, None);
    let years = if (told.month, told.day) == (2, 29) { LEAP_YEARS } else { YEARS };
    let in_years: Vec<Vec<ResolvedTime>> = years
        .into_iter()
        .filter_map(|year| Day::from_ymd(year, told.month.into(), told.day.into()))
        .map(|reference| resolve(text, expressions, Some(reference)))
        .collect();
    for (index, time) in
        times.iter_mut().enumerate().filter(|(_, time)| time.interval.is_none() && time.month_day.is_none())
    {
        let mut days = in_years.iter().map(|times| day_of_year(&times[index]));
        let Some(Some(first)) = days.next() else { continue };
        if days.all(|day| day == Some(first)) {
            time.month_day = Some(first);
            let value = in_years[0][index].value.as_deref();
            time.value = value.and_then(|value| value.get(4..)).map(|rest| format!("XXXX{rest}"));
        }
    }
    times
}

/// The day of the year that an expression came out as, if it is one day.
fn day_of_year(time: &ResolvedTime) -> Option<MonthDay> {
    let interval = time.interval.filter(|_| time.precision == Some(Precision::Day))?;
    let date = interval.first.date();
    (interval.first == interval.last).then(|| MonthDay::new(date.month() as u8, date.day() as u8))?
}
