//! The days of holidays, by published algorithms.
//!
//! Easter, the Hebrew, the Persian, the tabular Islamic and the Chinese calendar are those of Reingold
//! and Dershowitz, "Calendrical Calculations", as the crate `calendrical_calculations` has them. The
//! new moon before Diwali is that of Meeus, "Astronomical Algorithms", chapter 49. Where an observer or
//! a rule of a country decides (Islamic months, Diwali), the days told are a day wider on both sides.

use super::holiday::HolidayRule;
use super::interval::{Day, Interval};
use super::reckon::weekday_of;
use calendrical_calculations::chinese_based::{self, Chinese, YearBounds};
use calendrical_calculations::hebrew::{self, BookHebrew};
use calendrical_calculations::islamic::{ISLAMIC_EPOCH_FRIDAY, fixed_from_tabular_islamic, tabular_year_from_fixed};
use calendrical_calculations::rata_die::RataDie;
use calendrical_calculations::{gregorian, julian, persian};
use std::sync::{LazyLock, OnceLock};

/// One holiday of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HolidayDays {
    /// The days by the calendar.
    pub(super) days: Interval,
    /// The days may be off by one.
    pub(super) about: bool,
}

impl HolidayDays {
    fn of(first: Day, length: i32, about: bool) -> Option<Self> {
        Some(HolidayDays { days: Interval::new(first, first.plus(length - 1))?, about })
    }

    /// The days on which it may have been.
    pub(super) fn interval(self) -> Interval {
        let slack = i32::from(self.about);
        Interval { first: self.days.first.plus(-slack), last: self.days.last.plus(slack) }
    }
}

/// Years whose holidays are reckoned.
const YEARS: std::ops::RangeInclusive<i32> = 1500..=2200;

/// The holidays of a rule that begin in a year: none, one, or two where the calendar's year is shorter.
pub(super) fn holidays_in(rule: HolidayRule, year: i32) -> Vec<HolidayDays> {
    if !YEARS.contains(&year) {
        return Vec::new();
    }
    let one = |first: Option<Day>| first.and_then(|first| HolidayDays::of(first, 1, false)).into_iter().collect();
    match rule {
        HolidayRule::Fixed { month, day } => one(Day::from_ymd(year, month.into(), day.into())),
        HolidayRule::Nth { month, weekday, nth, plus } => {
            one(nth_weekday(year, month, weekday, nth).map(|day| day.plus(plus)))
        }
        HolidayRule::Easter(plus) => one(day_of(gregorian::easter(year)).map(|day| day.plus(plus))),
        HolidayRule::OrthodoxEaster(plus) => one(day_of(julian::easter(year)).map(|day| day.plus(plus))),
        HolidayRule::Hebrew { month, day, length } => {
            let years = [year + 3760, year + 3761];
            begun_in(year, years.iter().filter_map(|year| hebrew(*year, month, day)), length, false)
        }
        HolidayRule::Islamic { month, day, length } => {
            let first = Day::from_ymd(year, 1, 1).map_or(0, rata_die);
            let first = tabular_year_from_fixed(RataDie::new(first), ISLAMIC_EPOCH_FRIDAY);
            let days = (first..=first + 2)
                .filter_map(|year| day_of(fixed_from_tabular_islamic(year, month, day, ISLAMIC_EPOCH_FRIDAY)));
            begun_in(year, days, length, true)
        }
        HolidayRule::Persian { month, day, length } => {
            let days = [year - 622, year - 621].into_iter();
            let days = days.filter_map(|year| day_of(persian::fixed_from_fast_persian(year, month, day)));
            begun_in(year, days, length, false)
        }
        HolidayRule::Chinese { month, day, length } => {
            begun_in(year, chinese(year, month, day).into_iter(), length, false)
        }
        HolidayRule::Diwali => diwali(year).and_then(|day| HolidayDays::of(day, 1, true)).into_iter().collect(),
    }
}

fn begun_in(year: i32, days: impl Iterator<Item = Day>, length: i32, about: bool) -> Vec<HolidayDays> {
    let Some(whole) = Interval::year(year) else { return Vec::new() };
    days.filter(|day| whole.first <= *day && *day <= whole.last)
        .filter_map(|day| HolidayDays::of(day, length, about))
        .collect()
}

/// Days from the year 1 to 1970.
const RATA_DIE_OF_DAY_ZERO: i64 = 719_163;

fn day_of(fixed: RataDie) -> Option<Day> {
    i32::try_from(fixed.to_i64_date() - RATA_DIE_OF_DAY_ZERO).ok().map(Day)
}

fn rata_die(day: Day) -> i64 {
    i64::from(day.0) + RATA_DIE_OF_DAY_ZERO
}

fn nth_weekday(year: i32, month: u8, weekday: u8, nth: i8) -> Option<Day> {
    let month = Interval::month(year, month.into())?;
    if nth > 0 {
        let ahead = (i32::from(weekday) - weekday_of(month.first)).rem_euclid(7);
        Some(month.first.plus(ahead + 7 * (i32::from(nth) - 1)))
    } else {
        let back = (weekday_of(month.last) - i32::from(weekday)).rem_euclid(7);
        Some(month.last.plus(-back + 7 * (i32::from(nth) + 1)))
    }
}

/// Month 13 is the last one: Adar, or Adar II in a leap year.
fn hebrew(year: i32, month: u8, day: u8) -> Option<Day> {
    let month = if month == hebrew::ADARII && !BookHebrew::is_hebrew_leap_year(year) { hebrew::ADAR } else { month };
    let day = day_of(BookHebrew::fixed_from_book_hebrew(BookHebrew { year, month, day }))?;
    // The fast of Av is put off from a Sabbath.
    let put_off = month == hebrew::AV && weekday_of(day) == 6;
    Some(day.plus(i32::from(put_off)))
}

/// Days by year, reckoned once: the Chinese calendar looks at sun and moon.
type ByYear = LazyLock<Vec<OnceLock<Option<i32>>>>;

fn by_year() -> Vec<OnceLock<Option<i32>>> {
    YEARS.map(|_| OnceLock::new()).collect()
}

fn kept(table: &ByYear, year: i32, of: impl FnOnce() -> Option<i32>) -> Option<i32> {
    let index = usize::try_from(year - YEARS.start()).ok()?;
    *table.get(index)?.get_or_init(of)
}

fn chinese(year: i32, month: u8, day: u8) -> Option<Day> {
    static NEW_YEARS: ByYear = LazyLock::new(by_year);
    static LEAP_MONTHS: ByYear = LazyLock::new(by_year);
    let summer = RataDie::new(rata_die(Day::from_ymd(year, 7, 1)?));
    let bounds = || YearBounds::compute::<Chinese>(summer);
    let new_year = kept(&NEW_YEARS, year, || day_of(bounds().new_year).map(|day| day.0))?;
    let mut first = Day(new_year);
    if month > 1 {
        let leap = kept(&LEAP_MONTHS, year, || {
            let bounds = bounds();
            let leap = chinese_based::month_structure_for_year::<Chinese>(bounds.new_year, bounds.next_new_year).1;
            leap.map(i32::from)
        });
        let place = month + u8::from(leap.is_some_and(|leap| leap <= i32::from(month)));
        let after = chinese_based::days_until_month::<Chinese>(RataDie::new(rata_die(first)), place);
        first = first.plus(after.into());
    }
    Some(first.plus(i32::from(day) - 1))
}

/// The day on whose evening the last new moon before the sidereal Scorpio is near.
///
/// The sun enters it on about 16 November 2000, a day later every 72 years; India is 5.5 hours ahead of
/// Greenwich and its sunset at about 17:45.
fn diwali(year: i32) -> Option<Day> {
    const INDIA: f64 = 5.5 / 24.0;
    const SUNSET: f64 = 17.75 / 24.0;
    let entry = Day::from_ymd(year, 11, 16)?.plus((year - 2000) / 72);
    let moon = new_moon_before(entry) + INDIA;
    let day = Day(whole(moon.floor()));
    Some(day.plus(-i32::from(moon - moon.floor() < SUNSET)))
}

/// The new moon before a day (its midnight in Greenwich), in days from 1970, to some minutes.
///
/// Meeus, "Astronomical Algorithms", chapter 49, with the seven largest of its terms.
fn new_moon_before(day: Day) -> f64 {
    /// Days from the epoch of Meeus' lunations (about 6 January 2000) back to 1970.
    const FIRST: f64 = 2_451_550.097_66 - 2_440_587.5;
    const MONTH: f64 = 29.530_588_861;
    let mut lunation = ((f64::from(day.0) - FIRST) / MONTH).ceil();
    loop {
        let k = lunation;
        let sun = (2.5534 + 29.105_356_70 * k).to_radians();
        let moon = (201.5643 + 385.816_935_28 * k).to_radians();
        let node = (160.7108 + 390.670_502_84 * k).to_radians();
        let moment = FIRST + MONTH * k - 0.407_20 * moon.sin()
            + 0.172_41 * sun.sin()
            + 0.016_08 * (2.0 * moon).sin()
            + 0.010_39 * (2.0 * node).sin()
            + 0.007_39 * (moon - sun).sin()
            - 0.005_14 * (moon + sun).sin()
            + 0.002_08 * (2.0 * sun).sin();
        if moment < f64::from(day.0) {
            return moment;
        }
        lunation -= 1.0;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "days of the years that are reckoned")]
fn whole(days: f64) -> i32 {
    days as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(rule: HolidayRule, year: i32) -> String {
        holidays_in(rule, year)
            .iter()
            .map(|holiday| holiday.days.first.to_string()[5..].to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn movable_days_fall_where_calendars_have_them() {
        let thanksgiving = HolidayRule::Nth { month: 11, weekday: 4, nth: 4, plus: 0 };
        assert_eq!([first(thanksgiving, 1999), first(thanksgiving, 2023)], ["11-25", "11-23"]);
        let memorial = HolidayRule::Nth { month: 5, weekday: 1, nth: -1, plus: 0 };
        assert_eq!([first(memorial, 2021), first(memorial, 2024)], ["05-31", "05-27"]);
        assert_eq!([first(HolidayRule::Easter(0), 2024), first(HolidayRule::Easter(-2), 1998)], ["03-31", "04-10"]);
        assert_eq!(first(HolidayRule::OrthodoxEaster(0), 2024), "05-05");
    }

    #[test]
    fn feasts_of_other_calendars_fall_within_their_slack() {
        let hebrew = |month, day| HolidayRule::Hebrew { month, day, length: 1 };
        assert_eq!([first(hebrew(7, 10), 2023), first(hebrew(9, 25), 2024)], ["09-25", "12-26"]);
        assert_eq!([first(hebrew(1, 15), 2024), first(hebrew(13, 14), 2024)], ["04-23", "03-24"]);
        let islamic = |month, day| HolidayRule::Islamic { month, day, length: 1 };
        assert_eq!(first(islamic(10, 1), 2024), "04-10");
        // Kept on 28 June 2023, which the table has a day later.
        let adha = holidays_in(islamic(12, 10), 2023)[0].interval();
        assert!(adha.contains(Interval::day(Day::from_ymd(2023, 6, 28).unwrap())));
        // Two in one year.
        assert_eq!(first(islamic(9, 1), 2030), "01-06 12-26");
        assert_eq!(first(HolidayRule::Persian { month: 1, day: 1, length: 1 }, 2024), "03-20");
        let chinese = |month, day| HolidayRule::Chinese { month, day, length: 1 };
        assert_eq!([first(chinese(1, 1), 2024), first(chinese(1, 1), 2023)], ["02-10", "01-22"]);
        assert_eq!([first(chinese(8, 15), 2023), first(chinese(8, 15), 2024)], ["09-29", "09-17"]);
        for (year, day) in [(2018, "11-07"), (2019, "10-27"), (2021, "11-04"), (2022, "10-24"), (2023, "11-12")] {
            assert_eq!(first(HolidayRule::Diwali, year), day);
        }
    }

    #[test]
    fn every_year_has_its_holidays() {
        for year in YEARS {
            let rules = [
                HolidayRule::Easter(49),
                HolidayRule::OrthodoxEaster(0),
                HolidayRule::Hebrew { month: 13, day: 14, length: 1 },
                HolidayRule::Persian { month: 1, day: 1, length: 1 },
                HolidayRule::Chinese { month: 8, day: 15, length: 1 },
                HolidayRule::Diwali,
            ];
            for rule in rules {
                assert_eq!(holidays_in(rule, year).len(), 1, "{rule:?} in {year}");
            }
            let islamic = HolidayRule::Islamic { month: 9, day: 1, length: 30 };
            assert!((1..=2).contains(&holidays_in(islamic, year).len()), "{year}");
        }
    }
}
