//! A timeline as JSON, by `index-schema/search-output.schema.json`.

use super::json_hit::HitOut;
use crate::date::Day;
use crate::search::{Timeline, TimelineEnd, TimelineRow};
use serde::Serialize;

/// A row, and the best passage that tells of its days.
#[derive(Serialize)]
pub(super) struct TimelineRowOut<'a> {
    first: Day,
    last: Day,
    articles: u64,
    passages: u64,
    hit: HitOut<'a>,
}

/// What is told of days far from the rows.
#[derive(Serialize)]
struct TimelineEndOut {
    first: Day,
    last: Day,
    articles: u64,
    passages: u64,
}

impl TimelineEndOut {
    fn of(end: &TimelineEnd) -> Self {
        let TimelineEnd { first, last, articles, passages } = *end;
        TimelineEndOut { first, last, articles, passages }
    }
}

/// What stands beside the rows.
#[derive(Serialize, Default)]
pub(super) struct TimelineRest {
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline_rows: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline_before: Option<TimelineEndOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline_after: Option<TimelineEndOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline_wide: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline_undated: Option<u64>,
}

impl TimelineRest {
    pub(super) fn of(timeline: Option<&Timeline>) -> Self {
        let end = |end: &Option<TimelineEnd>| end.as_ref().map(TimelineEndOut::of);
        TimelineRest {
            timeline_rows: timeline.map(|timeline| timeline.rows_len),
            timeline_before: timeline.and_then(|timeline| end(&timeline.before)),
            timeline_after: timeline.and_then(|timeline| end(&timeline.after)),
            timeline_wide: timeline.map(|timeline| timeline.wide),
            timeline_undated: timeline.map(|timeline| timeline.undated),
        }
    }
}

pub(super) fn timeline_rows<'a>(timeline: &'a Timeline, working_folder: &str) -> Vec<TimelineRowOut<'a>> {
    let row = |row: &'a TimelineRow| TimelineRowOut {
        first: row.first,
        last: row.last,
        articles: row.articles,
        passages: row.passages,
        hit: HitOut::of(&row.hit, working_folder, false),
    };
    timeline.rows.iter().map(row).collect()
}
