//! A timeline as a person reads it.

use super::text::{Style, TITLE, counted, push, push_hit, title_text};
use super::text_dates::{after_text, before_text, bucket_label, told_text};
use crate::search::{EventDate, Timeline, TimelineEnd};
use std::fmt::Write;

/// Each row with the passage that tells it best; what lies far from the rows stands before the first and after the last.
pub(super) fn push_timeline(text: &mut String, timeline: &Timeline, working_folder: &str, style: Style) {
    let is_empty = timeline.rows_len == 0;
    let at_begin = timeline.rows.first().map_or(is_empty, |row| row.hit.rank == 1);
    let at_end = timeline.rows.last().map_or(is_empty, |row| row.hit.rank == timeline.rows_len);
    if let Some(before) = timeline.before.filter(|_| at_begin) {
        push_end(text, &before, &before_text(before.first, before.last), style);
    }
    for row in &timeline.rows {
        let days = bucket_label(row.first, row.last);
        push(text, &format!("{} · {}", style.paint(TITLE, &days), counted(row.articles, "article")));
        push(text, &format!("   {}", title_text(&row.hit.article, &row.hit.title_matches, style)));
        let inside = |event: &&EventDate| {
            event.first.is_some_and(|first| row.first <= first) && event.last.is_some_and(|last| last <= row.last)
        };
        let told: Vec<String> = row.hit.event_dates.iter().filter(inside).map(told_text).collect();
        push_hit(text, &row.hit, &told, true, working_folder, style);
    }
    if let Some(after) = timeline.after.filter(|_| at_end) {
        push_end(text, &after, &after_text(after.first, after.last), style);
    }
}

/// How much is told of days far from the rows, and what finds it.
fn push_end(text: &mut String, end: &TimelineEnd, days: &str, style: Style) {
    let counts = format!("{}, {}", counted(end.articles, "article"), counted(end.passages, "passage"));
    push(text, &format!("{} · {counts} (--event {}..{})", style.paint(TITLE, days), end.first, end.last));
    text.push('\n');
}

/// How many rows there are, and what is in none.
pub(super) fn push_timeline_summary(line: &mut String, timeline: &Timeline) {
    write!(line, "; {}", counted(timeline.rows_len, timeline.grain.as_str())).expect("a string takes every write");
    if let (Some(first), Some(last)) = (timeline.rows.first(), timeline.rows.last()) {
        write!(line, ", shown: {} to {}", first.hit.rank, last.hit.rank).expect("a string takes every write");
    }
}

/// What is in no row.
pub(super) fn push_timeline_rest(text: &mut String, timeline: &Timeline) {
    let mut tell = |articles: u64, what: &str| {
        if articles > 0 {
            let verb = if articles == 1 { "tells" } else { "tell" };
            push(text, &format!("{} {verb} {what}", counted(articles, "article")));
        }
    };
    tell(timeline.wide, &format!("a date wider than a {}", timeline.grain.as_str()));
    tell(timeline.undated, "no date");
}
