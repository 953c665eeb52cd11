//! From near articles with a date to the date of one without.

use super::similar::Neighbour;
use crate::date::{Interval, Precision};
use crate::publication::{Evidence, PublicationDate, SAME_STORY_RULE};

/// Similarity of the nearest at which it settles the day alone: the two are copies but for an edit.
const COPY_MIN: f32 = 0.8;
/// Similarity of the nearest at which it settles the day together with others.
const STORY_MIN: f32 = 0.4;
/// Part of the nearest one's similarity at which another is heard too.
const HEARD_SHARE: f32 = 0.4;
/// Most neighbours that are heard.
const HEARD_MAX: usize = 8;
/// Days by which those that are heard may differ.
const SPREAD_DAYS_MAX: i32 = 1;

/// The date that `neighbours` (the nearest first) give to an article without one; `None` where they are too
/// far from it or do not agree. One day, or two days that follow each other.
///
/// `bound` is what the article's own text tells of its date: what the others say must lie inside.
pub fn infer_date(neighbours: &[Neighbour], bound: Option<&PublicationDate>) -> Option<PublicationDate> {
    let nearest = neighbours.first()?;
    let heard =
        neighbours.iter().take(HEARD_MAX).take_while(|near| near.similarity >= HEARD_SHARE * nearest.similarity);
    let (mut first, mut last, mut count) = (nearest.day, nearest.day, 0);
    for near in heard {
        first = first.min(near.day);
        last = last.max(near.day);
        count += 1;
    }
    let near_enough = nearest.similarity >= COPY_MIN || (nearest.similarity >= STORY_MIN && count > 1);
    if !near_enough || last.0 - first.0 > SPREAD_DAYS_MAX {
        return None;
    }
    let interval = Interval::new(first, last)?;
    if bound.is_some_and(|bound| !bound.interval.contains(interval) || bound.interval == interval) {
        return None;
    }
    Some(PublicationDate {
        interval,
        precision: if first == last { Precision::Day } else { Precision::Range },
        inferred: true,
        evidence: Evidence::new(SAME_STORY_RULE, told(nearest, count - 1)),
    })
}

/// "same story as "Title" (2024-01-18, id 3f2a…) and 2 others"
fn told(nearest: &Neighbour, others: usize) -> String {
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
        infer_date(&neighbours(list), None).map(|date| (date.interval.first.0, date.interval.last.0))
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
    fn the_evidence_names_the_nearest_and_how_many_agree() {
        let date = infer_date(&neighbours(&[(0.6, 0), (0.5, 0), (0.4, 0)]), None).unwrap();
        assert!(date.inferred);
        assert_eq!(date.evidence.surface, "same story as \"Title\" (1970-01-01, id a) and 2 others");
    }
}
