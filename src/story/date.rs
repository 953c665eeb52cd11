//! From near articles with a date to the date of one without.

use super::similar::{Nearness, Neighbour};
use crate::date::{Day, Interval, Precision, YearlessDate};
use crate::publication::{Evidence, PublicationDate, PublicationMonthDay, SAME_STORY_RULE, UndatedReason};
use std::ops::RangeInclusive;

/// Similarity of the nearest at which it settles the day alone: the two are copies but for an edit.
const COPY_MIN: f32 = 0.8;
/// Similarity of the nearest at which it settles the day together with another.
const STORY_MIN: f32 = 0.4;
/// Similarity of the nearest at which it settles the day together with many others, or the year of a day that
/// the article tells, since day and month must agree as well; what is farther tells another story.
const NEAREST_MIN: f32 = 0.25;
/// Articles that agree, the nearest with them, from which on they are many.
const MANY_MIN: usize = 3;
/// Part of the votes that many must have.
const MANY_SHARE_MIN: f32 = 0.7;
/// Part of the votes that fewer must have.
const FEW_SHARE_MIN: f32 = 0.9;
/// Part of the votes for two days at which one of them is told alone.
const ONE_DAY_SHARE_MIN: f32 = 0.8;
/// Days from a day told without its year within which all that are heard must lie.
const YEAR_DAYS_MAX: i32 = 3;
/// Part of the nearest one's similarity at which another is heard too.
const HEARD_SHARE: f32 = 0.4;
/// Most neighbours that are heard.
const HEARD_MAX: usize = 40;
/// The neighbours that [`infer_days`] asks for.
pub const HEARD: Nearness = Nearness { nearest_min: NEAREST_MIN, share_min: HEARD_SHARE, count_max: HEARD_MAX };

/// The days that articles of the same story give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StoryDays {
    /// One day, or two days that follow each other.
    pub interval: Interval,
    /// The nearest article.
    pub nearest: Neighbour,
    /// How many others agree.
    pub others: usize,
}

/// The days that `neighbours` (the nearest first) give to an article without a date. `bound` is what the article's
/// own text tells of its date, `told` its day or month without the year: what the others say must agree with both.
///
/// # Errors
/// Why they give none, where they are too far from it or do not agree.
pub fn infer_days(
    neighbours: &[Neighbour],
    bound: Option<&PublicationDate>,
    told: Option<&PublicationMonthDay>,
) -> Result<StoryDays, UndatedReason> {
    let nearest = *neighbours.first().filter(|near| near.similarity >= NEAREST_MIN).ok_or(UndatedReason::NoStory)?;
    let heard: Vec<&Neighbour> = neighbours
        .iter()
        .take(HEARD_MAX)
        .take_while(|near| near.similarity >= HEARD_SHARE * nearest.similarity)
        .collect();
    let days = match told {
        Some(told) if told.month_day.day.is_some() => {
            in_year_of(&heard, told.month_day).map(|days| (days, heard.len()))
        }
        _ => days_of(&heard),
    };
    let agrees = |days: &Interval| {
        bound.is_none_or(|bound| bound.yields_to(*days)) && told.is_none_or(|told| told.agrees_with(*days))
    };
    let (interval, agreeing) = days.filter(|(days, _)| agrees(days)).ok_or(UndatedReason::StoryUnsettled)?;
    Ok(StoryDays { interval, nearest, others: agreeing - 1 })
}

impl StoryDays {
    /// The date of the article; `id` and `title` are those of the nearest.
    pub fn date(&self, id: &str, title: &str) -> PublicationDate {
        PublicationDate {
            interval: self.interval,
            precision: if self.interval.first == self.interval.last { Precision::Day } else { Precision::Range },
            inferred: true,
            evidence: Evidence::new(SAME_STORY_RULE, self.evidence(id, title)),
        }
    }

    /// "same story as "Title" (2024-01-18, id 3f2a…) and 2 others"
    fn evidence(&self, id: &str, title: &str) -> String {
        let mut told = format!("same story as {title:?} ({}, id {id})", self.nearest.day);
        match self.others {
            0 => {}
            1 => told.push_str(" and 1 other"),
            others => told.push_str(&format!(" and {others} others")),
        }
        told
    }
}

/// The days for which those that are heard vote, and how many do: the day of the nearest, one beside it, or both.
/// A vote counts by the square of its similarity.
fn days_of(heard: &[&Neighbour]) -> Option<(Interval, usize)> {
    let nearest = heard.first()?;
    let of = |days: RangeInclusive<Day>| heard.iter().filter(move |near| days.contains(&near.day));
    let votes = |days| of(days).map(|near| near.similarity * near.similarity).sum::<f32>();
    let (before, day, after) = (nearest.day.plus(-1), nearest.day, nearest.day.plus(1));
    let (first, last) = if votes(before..=before) > votes(after..=after) { (before, day) } else { (day, after) };
    let agreeing = of(first..=last).count();
    let (near_min, share_min) = match agreeing {
        MANY_MIN.. => (NEAREST_MIN, MANY_SHARE_MIN),
        2 => (STORY_MIN, FEW_SHARE_MIN),
        _ => (COPY_MIN, FEW_SHARE_MIN),
    };
    let both = votes(first..=last);
    let all: f32 = heard.iter().map(|near| near.similarity * near.similarity).sum();
    if nearest.similarity < near_min || both < share_min * all {
        return None;
    }
    let one = [first, last].into_iter().find(|day| votes(*day..=*day) >= ONE_DAY_SHARE_MIN * both);
    let interval = one.map_or_else(|| Interval::new(first, last), |day| Interval::new(day, day))?;
    Some((interval, agreeing))
}

/// The day that the article tells, in the year in which all that are heard lie close to it.
fn in_year_of(heard: &[&Neighbour], told: YearlessDate) -> Option<Interval> {
    let nearest = heard.first()?;
    let around = Interval::new(nearest.day.plus(-YEAR_DAYS_MAX), nearest.day.plus(YEAR_DAYS_MAX))?;
    let day = told.only_in(around, |days| around.contains(days))?;
    heard.iter().all(|near| (near.day.0 - day.first.0).abs() <= YEAR_DAYS_MAX).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn neighbours(list: &[(f32, i32)]) -> Vec<Neighbour> {
        list.iter().map(|(similarity, day)| Neighbour { similarity: *similarity, day: Day(*day), article: 0 }).collect()
    }

    fn days(list: &[(f32, i32)]) -> Option<(i32, i32)> {
        infer_days(&neighbours(list), None, None).ok().map(|days| (days.interval.first.0, days.interval.last.0))
    }

    #[test]
    fn a_copy_settles_the_day_alone_a_telling_needs_another_and_a_far_one_two() {
        assert_eq!(days(&[(0.85, 9), (0.1, 400)]), Some((9, 9)));
        assert_eq!(days(&[(0.6, 9), (0.1, 400)]), None);
        assert_eq!(days(&[(0.6, 9), (0.3, 9)]), Some((9, 9)));
        assert_eq!(days(&[(0.3, 9), (0.3, 9)]), None);
        assert_eq!(days(&[(0.3, 9), (0.3, 9), (0.3, 9)]), Some((9, 9)));
        assert_eq!(days(&[(0.2, 9), (0.2, 9), (0.2, 9)]), None);
        assert_eq!(days(&[]), None);
    }

    #[test]
    fn neighbours_that_disagree_settle_nothing() {
        assert_eq!(days(&[(0.85, 9), (0.5, 11)]), None);
        assert_eq!(days(&[(0.6, 9), (0.5, 9), (0.3, 40)]), None);
        assert_eq!(days(&[(0.6, 9), (0.5, 40), (0.5, 40), (0.5, 40)]), None, "the nearest is not with them");
        assert_eq!(days(&[(0.6, 9), (0.5, 9), (0.3, 9), (0.3, 40), (0.3, 50)]), Some((9, 9)), "three are enough");
        assert_eq!(days(&[(0.6, 9), (0.5, 9), (0.3, 9), (0.5, 40), (0.3, 50)]), None);
    }

    #[test]
    fn neighbours_of_two_days_settle_both_unless_nearly_all_are_of_one() {
        assert_eq!(days(&[(0.6, 9), (0.5, 10)]), Some((9, 10)));
        assert_eq!(days(&[(0.6, 9), (0.5, 8), (0.5, 8)]), Some((8, 9)));
        assert_eq!(days(&[(0.6, 9), (0.6, 9), (0.3, 10)]), Some((9, 9)));
        assert_eq!(days(&[(0.6, 8), (0.5, 10)]), None);
    }

    #[test]
    fn a_day_without_a_year_takes_that_of_farther_neighbours_that_lie_close_to_it() {
        // 17 January, of a year in which day 0 is 1 January 1970.
        let told = PublicationMonthDay {
            month_day: YearlessDate { month: 1, day: Some(17) },
            evidence: Evidence::new("dateline", "Jan 17"),
        };
        let day = |list: &[(f32, i32)]| {
            infer_days(&neighbours(list), None, Some(&told)).map(|days| (days.interval.first.0, days.interval.last.0))
        };
        assert_eq!(day(&[(0.25, 16)]), Ok((16, 16)));
        assert_eq!(day(&[(0.3, 14), (0.2, 19)]), Ok((16, 16)));
        assert_eq!(day(&[(0.3, 365 + 17), (0.2, 365 + 18)]), Ok((365 + 16, 365 + 16)));
        assert_eq!(day(&[(0.3, 14), (0.2, 20)]), Err(UndatedReason::StoryUnsettled));
        assert_eq!(day(&[(0.3, 16), (0.2, 365 + 16)]), Err(UndatedReason::StoryUnsettled));
        assert_eq!(day(&[(0.9, 40)]), Err(UndatedReason::StoryUnsettled));
        assert_eq!(day(&[(0.2, 16)]), Err(UndatedReason::NoStory));
    }

    #[test]
    fn days_outside_the_month_that_is_told_settle_nothing() {
        let told = PublicationMonthDay {
            month_day: YearlessDate { month: 1, day: None },
            evidence: Evidence::new("earlier-this-month", "January 17 … earlier this month"),
        };
        let day =
            |list: &[(f32, i32)]| infer_days(&neighbours(list), None, Some(&told)).map(|days| days.interval.first.0);
        assert_eq!(day(&[(0.6, 20), (0.5, 20)]), Ok(20));
        assert_eq!(day(&[(0.6, 40), (0.5, 40)]), Err(UndatedReason::StoryUnsettled));
        assert_eq!(day(&[(0.3, 20), (0.3, 20)]), Err(UndatedReason::StoryUnsettled));
    }

    #[test]
    fn the_evidence_names_the_nearest_and_how_many_agree() {
        let days = infer_days(&neighbours(&[(0.6, 0), (0.5, 0), (0.4, 0)]), None, None).unwrap();
        let date = days.date("a", "Title");
        assert!(date.inferred);
        assert_eq!(date.evidence.surface, "same story as \"Title\" (1970-01-01, id a) and 2 others");
    }
}
