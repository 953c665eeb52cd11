//! When an article appeared: candidates from every place that may tell it, and the choice among them.
//!
//! A candidate says where it stands, by which rule it was found, what was read and what that means. The
//! choice is a pure function of the candidates and of the day of reading, which the caller may know.
//! Nothing is guessed: what is refused says why, and a day and month without a year stays one unless
//! another candidate tells the year.
//!
//! Precedence, the most trusted first ([`DateRule`] has this order):
//!
//! | rule | what it is | claims |
//! | --- | --- | --- |
//! | `field NAME` | a field that names publication (`published`, `pubDate`) | publication |
//! | `field NAME` | a field that says no more than date (`date`, `timestamp`) | publication |
//! | `published-line` | a line above or below the story with a label ("Published: …") | publication |
//! | `leading-date` | "date 2024-01-17" or a day in digits before the story | publication |
//! | `date-line` | a header line that holds a day and little else | publication |
//! | `url-day` | `/2024/01/17/`, `/20240117-`, `/2024/jan/17/`, `-2024-01-17` | publication |
//! | `dateline` | "KABUL, Jan 17, 2024 (Agency) -" in the text, or a field of this name | publication |
//! | `file-name-day` | `2024-01-17-title.txt`, `20240117_…`, `title.2024-01-17.md` | publication |
//! | `url-month`, `file-name-month` | `/2024/01/`, `2024-01-title.txt` | publication |
//! | `changed: field NAME`, `changed: updated-line` | a date of change: the article is not younger | an upper bound, and for want of anything else its day, inferred |
//! | `field NAME` | a date of crawling: the article is not younger, and it is never the date itself | an upper bound |
//!
//! A wide candidate yields to a day inside it. What the text itself bounds is looked for in `told`, and only
//! when nothing of the above tells a date.

mod choose;
mod or_told;
mod pattern;
mod some_year;
mod this_month;
mod told;
mod undated;
mod zone;

pub use choose::{Bound, Choice, choose};
pub use pattern::{FILE_NAME_BYTES_MAX, URL_BYTES_MAX, file_name_candidate, url_candidate};
pub use some_year::resolve_in_some_year;
pub use told::{Contradiction, InferredDay, ToldDay, infer};
pub use undated::{UndatedReason, undated_reasons};
pub use zone::{zone_at_end, zone_behind};

use crate::date::{Interval, MonthDay, Precision, ResolvedTime, YearlessDate, parse_stated, resolve, scan};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// When an article appeared, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationDate {
    /// The days on which it may have appeared.
    #[serde(flatten)]
    pub interval: Interval,
    /// How exactly it is told.
    pub precision: Precision,
    /// Whether it, or its year, was inferred and not stated.
    pub inferred: bool,
    /// Where it was found.
    pub evidence: Evidence,
}

/// The rule of a date that other articles of the same story give.
pub const SAME_STORY_RULE: &str = "same-story";
/// How the rule of a date of change begins where it stands in for that of publication.
pub const CHANGED_RULE: &str = "changed: ";

impl PublicationDate {
    /// Whether other articles gave it.
    pub fn is_same_story(&self) -> bool {
        self.inferred && self.evidence.rule == SAME_STORY_RULE
    }

    /// Whether it is the day of a change: the article appeared on it or before.
    pub fn is_change(&self) -> bool {
        self.inferred && self.evidence.rule.starts_with(CHANGED_RULE)
    }

    /// Whether other days that are told of the same article agree with it and say more.
    pub fn yields_to(&self, days: Interval) -> bool {
        let allows = if self.is_change() { days.last <= self.interval.last } else { self.interval.contains(days) };
        self.inferred && allows && days != self.interval
    }
}

/// The day and month, or the month, in which an article appeared in a year that is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationMonthDay {
    /// The month, with its day or without.
    pub month_day: YearlessDate,
    /// Where it was found.
    pub evidence: Evidence,
}

/// The rule that found a date, and what it read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule: `field NAME` for metadata, else the name of a rule.
    pub rule: String,
    /// The characters that were read.
    pub surface: String,
    /// The time zone that stands with it, as written ("+03:00", "GMT"). The day is the one that is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

/// How a candidate was found, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateRule {
    /// A field that names publication.
    PublishedField,
    /// A field that says no more than date.
    DateField,
    /// A line with a label of publication.
    PublishedLine,
    /// A day in digits before the story.
    LeadingDate,
    /// A header line that holds a day and little else.
    DateLine,
    /// A day in the address.
    UrlDay,
    /// Place and day before the story.
    Dateline,
    /// A field that holds a dateline.
    DatelineField,
    /// A day in the name of the file.
    FileNameDay,
    /// A month in the address.
    UrlMonth,
    /// A month in the name of the file.
    FileNameMonth,
    /// A field that tells when the article was changed.
    UpdatedField,
    /// A line with a label of change.
    UpdatedLine,
    /// A field that tells when the article was crawled.
    GatheredField,
}

/// What a candidate speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Claim {
    /// The article appeared then.
    Published,
    /// The article was changed then, and so appeared no later.
    Updated,
    /// The article was there to be read then.
    Gathered,
}

impl DateRule {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            DateRule::PublishedField | DateRule::DateField | DateRule::UpdatedField | DateRule::GatheredField => {
                "field"
            }
            DateRule::PublishedLine => "published-line",
            DateRule::LeadingDate => "leading-date",
            DateRule::DateLine => "date-line",
            DateRule::UrlDay => "url-day",
            DateRule::Dateline => "dateline",
            DateRule::DatelineField => "field",
            DateRule::FileNameDay => "file-name-day",
            DateRule::UrlMonth => "url-month",
            DateRule::FileNameMonth => "file-name-month",
            DateRule::UpdatedLine => "updated-line",
        }
    }

    /// What a date found by it speaks for.
    pub fn claim(self) -> Claim {
        match self {
            DateRule::UpdatedField | DateRule::UpdatedLine => Claim::Updated,
            DateRule::GatheredField => Claim::Gathered,
            _ => Claim::Published,
        }
    }
}

/// What a candidate tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Days of known years.
    Days(Interval, Precision),
    /// A day and month, with the weekday if it is told (1 for Monday).
    MonthDay(MonthDay, Option<u8>),
    /// Nothing that can be understood; the reason.
    Nothing(String),
}

/// A date that may be that of publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateCandidate {
    /// How it was found.
    pub rule: DateRule,
    /// The name of the field, for rules of fields.
    pub field: Option<String>,
    /// As written.
    pub surface: String,
    /// Where it stands in `Article.text`, if it stands there.
    pub span: Option<Span>,
    /// What it tells.
    pub told: Told,
    /// The time zone that stands with it, as written.
    pub zone: Option<String>,
}

impl DateCandidate {
    /// The candidate that a whole value of a field makes; one without meaning says why.
    pub fn of_field(rule: DateRule, field: &str, surface: &str) -> Self {
        let told = if rule == DateRule::DatelineField {
            day_in(surface).map(|(_, told)| told).ok_or_else(|| format!("{surface:?} holds no day"))
        } else {
            parse_stated(surface)
                .or_else(|error| parse_stated(without_label(surface)).map_err(|_| error))
                .map(|day| Told::Days(day.interval, day.precision))
                .map_err(|error| error.to_string())
        };
        DateCandidate {
            rule,
            field: Some(field.to_owned()),
            surface: surface.to_owned(),
            span: None,
            told: told.unwrap_or_else(Told::Nothing),
            zone: zone_at_end(surface),
        }
    }

    /// The rule as evidence names it.
    pub fn rule_name(&self) -> String {
        match &self.field {
            Some(field) => format!("field {field}"),
            None => self.rule.as_str().to_owned(),
        }
    }

    /// The evidence that it is.
    pub fn evidence(&self) -> Evidence {
        Evidence { rule: self.rule_name(), surface: self.surface.clone(), zone: self.zone.clone() }
    }
}

/// What became of a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is the publication date.
    Chosen,
    /// It gives the chosen date its day, month or last possible day.
    Narrows,
    /// It tells the same day, the next or the one before (zones differ), or days that hold the chosen one.
    Agrees,
    /// It tells something else and is trusted less.
    Outranked,
    /// It tells when the article was there, not when it appeared.
    Bounds,
    /// It cannot be true; the reason.
    Refused(String),
}

impl Verdict {
    /// The word used in every output.
    pub fn as_str(&self) -> &'static str {
        match self {
            Verdict::Chosen => "chosen",
            Verdict::Narrows => "narrows",
            Verdict::Agrees => "agrees",
            Verdict::Outranked => "outranked",
            Verdict::Bounds => "bounds",
            Verdict::Refused(_) => "refused",
        }
    }

    /// Why it was refused.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Verdict::Refused(reason) => Some(reason),
            _ => None,
        }
    }
}

/// Words with which scraped values of a field begin: "Updated: Jan 17, 2024 10:30 IST".
const LABEL_WORDS: &[&str] =
    &["at", "date", "first", "last", "modified", "on", "posted", "publication", "publish", "published", "updated"];

/// The value without such words.
fn without_label(value: &str) -> &str {
    let mut rest = value.trim();
    while let Some(end) = rest.find(|c: char| !c.is_ascii_alphabetic()).filter(|end| *end > 0)
        && LABEL_WORDS.iter().any(|word| rest[..end].eq_ignore_ascii_case(word))
    {
        rest = rest[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '|'));
    }
    rest
}

/// The first calendar day that a short text tells, with its year or without, and where it stands.
pub fn day_in(text: &str) -> Option<(Span, Told)> {
    days_in(text).into_iter().next()
}

/// The calendar days that a short text tells, with their years or without, in reading order.
pub fn days_in(text: &str) -> Vec<(Span, Told)> {
    // Without a figure no day is told, see `told`.
    if !has_digit(text) {
        return Vec::new();
    }
    resolve(text, &scan(text), None).into_iter().filter_map(|time| Some((time.span, told(text, &time)?))).collect()
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn told(text: &str, time: &ResolvedTime) -> Option<Told> {
    let surface = time.span.of(text);
    // "The day before, January 16" hangs on a day and tells none by itself.
    if !has_digit(surface) {
        return None;
    }
    match (time.interval, time.precision, time.month_day) {
        (Some(interval), Some(Precision::Day), _) => Some(Told::Days(interval, Precision::Day)),
        (None, _, Some(month_day)) => Some(Told::MonthDay(month_day, weekday_in(surface))),
        _ => None,
    }
}

/// The weekday that a surface begins with, 1 for Monday.
fn weekday_in(surface: &str) -> Option<u8> {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let head = surface.get(..3)?.to_ascii_lowercase();
    WEEKDAYS.iter().zip(1..).find(|(name, _)| **name == head).map(|(_, number)| number)
}
