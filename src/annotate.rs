//! What dateline understands of one article: the only place that knows the order of the stages.
//!
//! Pure: an article in, annotations out; no clock, no environment, no files. Reading order is kept
//! everywhere. Spans are bytes of the cleaned text.

use crate::actor::{Lexicon, Mention, Part, StatedAlias, recognise};
use crate::article::{Article, StatedDate, StatedKind};
use crate::clean::{Cleaned, Removed, clean, verbatim};
use crate::date::{Precision, ResolvedTime, resolve, scan};
use crate::passage::split;
use crate::problem::Problem;
use crate::publication::{
    Choice, Contradiction, DateCandidate, DateRule, PublicationDate, PublicationMonthDay, UndatedReason, Verdict,
    choose, file_name_candidate, infer, resolve_in_some_year, undated_reasons, url_candidate,
};
use crate::text::{Span, Words};

/// One article with all that was understood of it.
#[derive(Debug)]
pub struct Annotated {
    /// The record as read; its text and problems have moved into the fields below.
    pub article: Article,
    /// The title, given or derived.
    pub title: Option<String>,
    /// Whether the title is the first sentence, for want of one.
    pub title_derived: bool,
    /// Who published it.
    pub source: Option<String>,
    /// When it appeared; `None` when that is not known.
    pub published: Option<PublicationDate>,
    /// Day and month, or month, in which it appeared, when the year is not known or only inferred.
    pub published_month_day: Option<PublicationMonthDay>,
    /// Why it has no publication date, as far as the article itself tells; empty when it tells one, not when others do.
    pub undated_reasons: Vec<UndatedReason>,
    /// Every date that may be that of publication, in order of trust, with what became of it.
    pub date_candidates: Vec<(DateCandidate, Verdict)>,
    /// The cleaned text.
    pub text: String,
    /// What was cut from the record's text, as spans of that.
    pub removed: Vec<Removed>,
    /// Words of the title.
    pub title_words: Words,
    /// Words of the text.
    pub words: Words,
    /// Passages, with the line of the source file on which each starts.
    pub passages: Vec<PassageSpan>,
    /// Mentions in the title.
    pub title_mentions: Vec<Mention>,
    /// Mentions in the text.
    pub mentions: Vec<Mention>,
    /// Aliases that the article states: evidence only.
    pub stated_aliases: Vec<StatedAlias>,
    /// Time expressions in the text, resolved by the publication date, inferred or not.
    pub times: Vec<ResolvedTime>,
    /// The same expressions in the same order, resolved without an inferred publication date; `None` when
    /// nothing was inferred. A day that only `times` knows is itself inferred.
    pub times_without_inference: Option<Vec<ResolvedTime>>,
    /// What was odd.
    pub problems: Vec<Problem>,
}

/// Where a passage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassageSpan {
    /// Bytes of the cleaned text.
    pub span: Span,
    /// Line of the source file, from 1.
    pub line: u64,
}

/// Whether the text is cleaned first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleaning {
    /// Site clutter is cut.
    Clean,
    /// Nothing is cut: spans index the record's own text.
    Verbatim,
}

/// Understands one article. `inferred` is the publication date that other articles suggest; a date that the
/// article itself tells goes before it.
pub fn annotate(
    mut article: Article,
    cleaning: Cleaning,
    lexicon: &Lexicon,
    inferred: Option<PublicationDate>,
) -> Annotated {
    let mut cleaned = match cleaning {
        Cleaning::Clean => clean(&article),
        Cleaning::Verbatim => verbatim(&article),
    };
    let mut problems = std::mem::take(&mut article.problems);
    let candidates = date_candidates(&article, std::mem::take(&mut cleaned.dates));
    let mut choice = choose(&candidates, article.read_on);
    let expressions = scan(&cleaned.text);
    let mut contradicts = false;
    if choice.published.as_ref().is_none_or(PublicationDate::is_change) {
        match infer(&cleaned.text, &expressions) {
            Ok(Some(told)) => choice.or_told(&told),
            Ok(None) => {}
            Err(Contradiction) => contradicts = true,
        }
    }
    let undated_reasons = match choice.published {
        Some(_) => Vec::new(),
        None => undated_reasons(&choice, &candidates, contradicts),
    };
    let Choice { published, month_day, verdicts, problems: of_dates, .. } = choice;
    // In a file of many records the line tells which one is meant.
    let is_record = !article.text_lines_are_file_lines && article.text_line > 0;
    let at_record = |problem: Problem| if is_record { problem.at_line(article.text_line) } else { problem };
    problems.extend(of_dates.into_iter().map(at_record));
    let published = match (published, inferred) {
        // Others may say it more exactly than what the text bounds.
        (Some(own), Some(others)) if own.yields_to(others.interval) => Some(others),
        (None, Some(others)) if month_day.as_ref().is_none_or(|told| told.agrees_with(others.interval)) => Some(others),
        (own, _) => own,
    };
    let month_day = month_day.filter(|_| published.as_ref().is_none_or(|date| date.inferred));
    let title_words = Words::of(cleaned.title.as_deref().unwrap_or(""));
    let words = Words::of(&cleaned.text);
    let passages = locate(&split(&cleaned.text, &words), &cleaned, &article);
    let day = published.as_ref().filter(|date| date.precision == Precision::Day);
    let without_inference = || match month_day.as_ref().and_then(|told| told.month_day.month_day()) {
        Some(told) => resolve_in_some_year(&cleaned.text, &expressions, told),
        None => resolve(&cleaned.text, &expressions, None),
    };
    let times = match day {
        Some(date) => resolve(&cleaned.text, &expressions, Some(date.interval.first)),
        None => without_inference(),
    };
    let times_without_inference = day.filter(|date| date.inferred).map(|_| without_inference());
    let title = cleaned.title.as_deref().unwrap_or("");
    // A derived title is the text's first sentence: read once, in the text.
    let title_part = if cleaned.title_derived {
        Part { text: "", words: &Words::default(), is_title: true }
    } else {
        Part { text: title, words: &title_words, is_title: true }
    };
    let body_part = Part { text: &cleaned.text, words: &words, is_title: false };
    let mut recognised = recognise(&[title_part, body_part], lexicon);
    let mentions = recognised.mentions.pop().unwrap_or_default();
    let title_mentions = recognised.mentions.pop().unwrap_or_default();
    article.text = String::new();
    Annotated {
        source: article.source.clone().or(cleaned.source),
        title: cleaned.title,
        title_derived: cleaned.title_derived,
        undated_reasons,
        published,
        published_month_day: month_day,
        date_candidates: candidates.into_iter().zip(verdicts).collect(),
        text: cleaned.text,
        removed: cleaned.removed,
        title_words,
        words,
        passages,
        title_mentions,
        mentions,
        stated_aliases: recognised.stated_aliases,
        times,
        times_without_inference,
        problems,
        article,
    }
}

/// Every date that may be that of publication, in order of trust.
fn date_candidates(article: &Article, in_text: Vec<DateCandidate>) -> Vec<DateCandidate> {
    let of_field = |date: &StatedDate| {
        let rule = match date.kind {
            StatedKind::Published => DateRule::PublishedField,
            StatedKind::Date => DateRule::DateField,
            StatedKind::Dateline => DateRule::DatelineField,
            StatedKind::Updated => DateRule::UpdatedField,
            StatedKind::Gathered => DateRule::GatheredField,
        };
        DateCandidate::of_field(rule, &date.field, &date.surface)
    };
    let mut candidates: Vec<DateCandidate> = article.stated_dates.iter().map(of_field).collect();
    candidates.extend(in_text);
    candidates.extend(article.url.as_deref().and_then(url_candidate));
    candidates.extend(article.file_name.as_deref().and_then(file_name_candidate));
    candidates.sort_by_key(|candidate| candidate.rule);
    candidates
}

/// Adds to each passage the line of the source file on which it starts.
fn locate(spans: &[Span], cleaned: &Cleaned, article: &Article) -> Vec<PassageSpan> {
    let mut line = article.text_line;
    let mut counted = 0;
    spans
        .iter()
        .map(|span| {
            if article.text_lines_are_file_lines && !span.is_empty() {
                let at = cleaned.map.source_byte(span.start).clamp(counted, article.text.len());
                line += article.text.as_bytes()[counted..at].iter().filter(|byte| **byte == b'\n').count() as u64;
                counted = at;
            }
            PassageSpan { span: *span, line }
        })
        .collect()
}
