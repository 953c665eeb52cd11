//! What dateline understands of one article: the only place that knows the order of the stages.
//!
//! Pure: an article in, annotations out; no clock, no environment, no files. Reading order is kept
//! everywhere. Spans are bytes of the cleaned text.

use crate::actor::{Lexicon, Mention, Part, StatedAlias, recognise};
use crate::article::Article;
use crate::clean::{Cleaned, DateCandidate, Removed, clean, verbatim};
use crate::date::{Interval, Precision, ResolvedTime, parse_stated, resolve, scan};
use crate::passage::split;
use crate::problem::Problem;
use crate::text::{Span, Words};
use serde::{Deserialize, Serialize};

/// When an article appeared, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationDate {
    /// The days on which it may have appeared.
    #[serde(flatten)]
    pub interval: Interval,
    /// How exactly it is told.
    pub precision: Precision,
    /// Whether it was inferred and not stated.
    pub inferred: bool,
    /// Where it was found.
    pub evidence: Evidence,
}

/// The rule of a date that other articles of the same story give.
pub const SAME_STORY_RULE: &str = "same-story";

impl PublicationDate {
    /// Whether other articles gave it.
    pub fn is_same_story(&self) -> bool {
        self.inferred && self.evidence.rule == SAME_STORY_RULE
    }
}

/// The rule that found a date, and what it read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule: `field NAME` for metadata, else the rule of `clean`.
    pub rule: String,
    /// The characters that were read.
    pub surface: String,
}

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
    /// Every date found in the text's header, the chosen one among them.
    pub date_candidates: Vec<DateCandidate>,
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
    let cleaned = match cleaning {
        Cleaning::Clean => clean(&article),
        Cleaning::Verbatim => verbatim(&article),
    };
    let mut problems = std::mem::take(&mut article.problems);
    let published = publication_date(&article, &cleaned.dates, &mut problems).or(inferred);
    let title_words = Words::of(cleaned.title.as_deref().unwrap_or(""));
    let words = Words::of(&cleaned.text);
    let passages = locate(&split(&cleaned.text, &words), &cleaned, &article);
    let expressions = scan(&cleaned.text);
    let day = published.as_ref().filter(|date| date.precision == Precision::Day);
    let times = resolve(&cleaned.text, &expressions, day.map(|date| date.interval.first));
    let times_without_inference = day.filter(|date| date.inferred).map(|_| resolve(&cleaned.text, &expressions, None));
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
        published,
        date_candidates: cleaned.dates,
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

/// Chooses the publication date: the record's own field first, else the first header that tells one.
fn publication_date(
    article: &Article,
    candidates: &[DateCandidate],
    problems: &mut Vec<Problem>,
) -> Option<PublicationDate> {
    if let Some(stated) = &article.published {
        match parse_stated(&stated.surface) {
            Ok(day) => {
                return Some(PublicationDate {
                    interval: day.interval,
                    precision: day.precision,
                    inferred: false,
                    evidence: Evidence { rule: format!("field {}", stated.field), surface: stated.surface.clone() },
                });
            }
            Err(error) => problems.push(
                Problem::new(format!("field {:?}: {error}", stated.field)).with_hint("dates look like 2024-01-17"),
            ),
        }
    }
    candidates.first().map(|candidate| PublicationDate {
        interval: candidate.interval,
        precision: candidate.precision,
        inferred: false,
        evidence: Evidence { rule: candidate.rule.to_owned(), surface: candidate.surface.clone() },
    })
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
