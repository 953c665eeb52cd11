//! What was understood of an article, as one line of JSON.

use super::reason::ReasonOut;
use crate::actor::Mention;
use crate::annotate::Annotated;
use crate::clean::Removed;
use crate::date::{Day, MonthDay, Precision};
use crate::problem::Problem;
use crate::publication::{DateCandidate, PublicationDate, PublicationMonthDay, Told, Verdict};
use crate::text::Span;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    path: &'a str,
    record: u32,
    title: Option<&'a str>,
    title_derived: bool,
    source: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    published: Option<&'a PublicationDate>,
    published_month_day: Option<&'a PublicationMonthDay>,
    undated_reasons: Vec<ReasonOut>,
    date_candidates: Vec<CandidateOut<'a>>,
    text: &'a str,
    removed: Vec<RemovedOut<'a>>,
    passages: Vec<PassageOut>,
    mentions: Vec<MentionOut<'a>>,
    title_mentions: Vec<MentionOut<'a>>,
    times: Vec<TimeOut<'a>>,
    stated_aliases: Vec<AliasOut<'a>>,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct CandidateOut<'a> {
    first: Option<Day>,
    last: Option<Day>,
    precision: Option<Precision>,
    /// "--01-17", where the year is not told.
    month_day: Option<MonthDay>,
    rule: String,
    surface: &'a str,
    /// Bytes of the record's own text, where it stands there.
    start_byte: Option<usize>,
    end_byte: Option<usize>,
    zone: Option<&'a str>,
    verdict: &'static str,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct RemovedOut<'a> {
    start_byte: usize,
    end_byte: usize,
    text: &'a str,
    rule: &'a str,
}

#[derive(Serialize)]
struct PassageOut {
    start_byte: usize,
    end_byte: usize,
    line: u64,
}

#[derive(Serialize)]
struct MentionOut<'a> {
    start_byte: usize,
    end_byte: usize,
    surface: &'a str,
    name_key: &'a str,
    actor: &'a str,
    kind: crate::actor::Kind,
    form: crate::actor::Form,
}

#[derive(Serialize)]
struct TimeOut<'a> {
    start_byte: usize,
    end_byte: usize,
    surface: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    value: Option<&'a str>,
    first: Option<Day>,
    last: Option<Day>,
    precision: Option<Precision>,
}

#[derive(Serialize)]
struct AliasOut<'a> {
    name_key: &'a str,
    name_kind: &'static str,
    alias_key: &'a str,
    alias_kind: &'static str,
    /// "acronym", "phrase" or "brackets".
    stated_by: &'static str,
    in_title: bool,
    start_byte: usize,
    end_byte: usize,
}

/// One article as a line of JSON; `id` is the one that the index gives it, `path` is shown as it is. Spans of mentions, times and passages are
/// bytes of `text`, those of `title_mentions` of `title`, those of `removed` of the record's own text.
pub fn annotation_line(annotated: &Annotated, id: &str, path: &str) -> String {
    let title = annotated.title.as_deref();
    let line = Line {
        id,
        path,
        record: annotated.article.record,
        title,
        title_derived: annotated.title_derived,
        source: annotated.source.as_deref(),
        url: annotated.article.url.as_deref(),
        language: annotated.article.language.as_deref(),
        published: annotated.published.as_ref(),
        published_month_day: annotated.published_month_day.as_ref(),
        undated_reasons: ReasonOut::all(&annotated.undated_reasons),
        date_candidates: annotated.date_candidates.iter().map(candidate).collect(),
        text: &annotated.text,
        removed: annotated.removed.iter().map(removed).collect(),
        passages: annotated
            .passages
            .iter()
            .map(|passage| PassageOut {
                start_byte: passage.span.start,
                end_byte: passage.span.end,
                line: passage.line,
            })
            .collect(),
        mentions: annotated.mentions.iter().map(|found| mention(found, &annotated.text)).collect(),
        title_mentions: annotated.title_mentions.iter().map(|found| mention(found, title.unwrap_or(""))).collect(),
        times: annotated
            .times
            .iter()
            .map(|time| TimeOut {
                start_byte: time.span.start,
                end_byte: time.span.end,
                surface: surface(time.span, &annotated.text),
                kind: time.kind.as_str(),
                value: time.value.as_deref(),
                first: time.interval.map(|interval| interval.first),
                last: time.interval.map(|interval| interval.last),
                precision: time.precision,
            })
            .collect(),
        stated_aliases: annotated
            .stated_aliases
            .iter()
            .map(|stated| AliasOut {
                name_key: &stated.name_key,
                name_kind: stated.name_kind.as_str(),
                alias_key: &stated.alias_key,
                alias_kind: stated.alias_kind.as_str(),
                stated_by: stated.by.as_str(),
                in_title: stated.part == 0,
                start_byte: stated.span.start,
                end_byte: stated.span.end,
            })
            .collect(),
        problems: &annotated.problems,
    };
    serde_json::to_string(&line).expect("strings and numbers are valid JSON") + "\n"
}

fn surface(span: Span, text: &str) -> &str {
    text.get(span.start..span.end).unwrap_or("")
}

fn candidate<'a>((candidate, verdict): &'a (DateCandidate, Verdict)) -> CandidateOut<'a> {
    let (days, month_day) = match candidate.told {
        Told::Days(interval, precision) => (Some((interval, precision)), None),
        Told::MonthDay(month_day, _) => (None, Some(month_day)),
        Told::Nothing(_) => (None, None),
    };
    CandidateOut {
        first: days.map(|(interval, _)| interval.first),
        last: days.map(|(interval, _)| interval.last),
        precision: days.map(|(_, precision)| precision),
        month_day,
        rule: candidate.rule_name(),
        surface: &candidate.surface,
        start_byte: candidate.span.map(|span| span.start),
        end_byte: candidate.span.map(|span| span.end),
        zone: candidate.zone.as_deref(),
        verdict: verdict.as_str(),
        reason: verdict.reason(),
    }
}

fn removed(removed: &Removed) -> RemovedOut<'_> {
    RemovedOut { start_byte: removed.start_byte, end_byte: removed.end_byte, text: &removed.text, rule: removed.rule }
}

fn mention<'a>(mention: &'a Mention, text: &'a str) -> MentionOut<'a> {
    MentionOut {
        start_byte: mention.span.start,
        end_byte: mention.span.end,
        surface: surface(mention.span, text),
        name_key: &mention.name_key,
        actor: &mention.actor,
        kind: mention.kind,
        form: mention.form,
    }
}
