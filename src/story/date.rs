//! From near articles with a date to the date of one without.

use super::similar::Neighbour;
use crate::date::{Interval, Precision, YearlessDate};
use crate::publication::{Evidence, PublicationDate, PublicationMonthDay, SAME_STORY_RULE, UndatedReason};

/// Similarity of the nearest at which it settles the day alone: the two are copies but for an edit.
const COPY_MIN: f32 = 0.8;
/// Similarity of the nearest at which it settles the day together with others.
const STORY_MIN: f32 = 0.4;
/// Similarity of the nearest at which it settles the year of a day that the article tells, since day and month
/// must agree as well; what is farther tells another story.
const YEAR_MIN: f32 = 0.25;
/// Days from that day within which all that are heard must lie.
const YEAR_DAYS_MAX: i32 = 3;
/// Part of the nearest one's similarity at which another is heard too.
const HEARD_SHARE: f32 = 0.4;
/// Most neighbours that are heard.
const HEARD_MAX: usize = 8;
/// Days by which those that are heard may differ.
const SPREAD_DAYS_MAX: i32 = 1;

/// The date that `neighbours` (the nearest first) give to an article without one: one day, or two days that follow
/// each other. `bound` is what the article's own text tells of its date, `told` its day or month without the year:
/// what the others say must agree with both.
///
/// # Errors
/// Why they give none, where they are too far from it or do not agree.
pub fn infer_date(
    neighbours: &[Neighbour],
    bound: Option<&PublicationDate>,
    told: Option<&PublicationMonthDay>,
) -> Result<PublicationDate, UndatedReason> {
    let nearest = neighbours.first().filter(|near| near.similarity >= YEAR_MIN).ok_or(UndatedReason::NoStory)?;
    let heard: Vec<&Neighbour> = neighbours
        .iter()
        .take(HEARD_MAX)
        .take_while(|near| near.similarity >= HEARD_SHARE * nearest.similarity)
        .collect();
    let days = match told {
        Some(told) if told.month_day.day.is_some() => in_year_of(&heard, told.month_day),
        _ => days_of(&heard),
    };
    let agrees = |days: &Interval| {
        bound.is_none_or(|bound| bound.yields_to(*days)) && told.is_none_or(|told| told.agrees_with(*days))
    };
    let interval = days.filter(agrees).ok_or(UndatedReason::StoryUnsettled)?;
    Ok(PublicationDate {
        interval,
        precision: if interval.first == interval.last { Precision::Day } else { Precision::Range },
        inferred: true,
        evidence: Evidence::new(SAME_STORY_RULE, evidence(nearest, heard.len() - 1)),
    })
}

/// The days of those that are heard, where they are near enough and differ little.
fn days_of(heard: &[&Neighbour]) -> Option<Interval> {
    let nearest = heard.first()?;
    let near_enough = nearest.similarity >= COPY_MIN || (nearest.similarity >= STORY_MIN && heard.len() > 1);
    let days = heard.iter().map(|near| near.day);
    let (first, last) = (days.clone().min()?, days.max()?);
    (near_enough && last.0 - first.0 <= SPREAD_DAYS_MAX).then(|| Interval::new(first, last))?
}

/// The day that the article tells, in the year in which all that are heard lie close to it.
fn in_year_of(heard: &[&Neighbour], told: YearlessDate) -> Option<Interval> {
    let nearest = heard.first()?;
    let around = Interval::new(nearest.day.plus(-YEAR_DAYS_MAX), nearest.day.plus(YEAR_DAYS_MAX))?;
    let day = told.only_in(around, |days| around.contains(days))?;
    heard.iter().all(|near| (near.day.0 - day.first.0).abs() <= YEAR_DAYS_MAX).then_some(day)
}

/// "same story as "Title" (2024-01-18, id 3f2a…) and 2 others"
fn evidence(nearest: &Neighbour, others: usize) -> String {
    let mut told = format!("same story as {:?} ({}, id {})", nearest.title, nearest.day, nearest.id);
    match others {
        0 => {}
        1 => told.push_str(" and 1 other"),
        _ => told.push_str(&format!(" and {others} others")),
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Day;

    fn neighbours(list: &[(f32, i32)]) -> Vec<Neighbour> {
        list.iter()
            .map(|(similarity, day)| Neighbour {
                similarity: *similarity,
                day: Day(*day),
                id: "a".into(),
                title: "Title".into(),
            })
            .collect()
    }

    fn days(list: &[(f32, i32)]) -> Option<(i32, i32)> {
        infer_date(&neighbours(list), None, None).ok().map(|date| (date.interval.first.0, date.interval.last.0))
    }

    #[test]
    fn a_copy_settles_the_day_alone_and_a_story_needs_two() {
        assert_eq!(days(&[(0.85, 9), (0.1, 400)]), Some((9, 9)));
        assert_eq!(days(&[(0.6, 9), (0.1, 400)]), None);
        assert_eq!(days(&[(0.6, 9), (0.3, 9)]), Some((9, 9)));
        assert_eq!(days(&[(0.3, 9), (0.3, 9), (0.3, 9)]), None);
        assert_eq!(days(&[]), None);
    }

    #[test]
    fn neighbours_that_disagree_settle_nothing() {
        assert_eq!(days(&[(0.85, 9), (0.5, 11)]), None);
        assert_eq!(days(&[(0.6, 9), (0.5, 9), (0.25, 40)]), None);
        assert_eq!(days(&[(0.6, 9), (0.5, 10)]), Some((9, 10)));
    }

    #[test]
    fn a_day_without_a_year_takes_that_of_farther_neighbours_that_lie_close_to_it() {
        // 17 January, of a year in which day 0 is 1 January 1970.
        let told = PublicationMonthDay {
            month_day: YearlessDate { month: 1, day: Some(17) },
            evidence: Evidence::new("dateline", "Jan 17"),
        };
        let day = |list: &[(f32, i32)]| {
            infer_date(&neighbours(list), None, Some(&told)).map(|date| (date.interval.first.0, date.interval.last.0))
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
            |list: &[(f32, i32)]| infer_date(&neighbours(list), None, Some(&told)).map(|date| date.interval.first.0);
        assert_eq!(day(&[(0.6, 20), (0.5, 20)]), Ok(20));
        assert_eq!(day(&[(0.6, 40), (0.5, 40)]), Err(UndatedReason::StoryUnsettled));
        assert_eq!(day(&[(0.3, 20), (0.3, 20)]), Err(UndatedReason::StoryUnsettled));
    }

    #[test]
    fn the_evidence_names_the_nearest_and_how_many_agree() {
        let date = infer_date(&neighbours(&[(0.6, 0), (0.5, 0), (0.4, 0)]), None, None).unwrap();
        assert!(date.inferred);
        assert_eq!(date.evidence.surface, "same story as \"Title\" (1970-01-01, id a) and 2 others");
    }
}
