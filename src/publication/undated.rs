//! Why an article has no publication date.

use super::{Choice, Claim, DateCandidate, PublicationMonthDay, Told, Verdict};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A reason why an article has no publication date; several together tell the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UndatedReason {
    /// Nothing about the article tells a date of it.
    NoneStated,
    /// What tells one cannot be true or understood.
    AllRefused,
    /// Only a day is stated by which it was there: of gathering, or of a change far from what else is told.
    OnlyBounded,
    /// Day and month are told and no year.
    DayWithoutYear,
    /// The month is told and no year.
    MonthWithoutYear,
    /// What its text tells of its own day cannot all be true.
    TextContradicts,
    /// Its text tells nothing of its own day.
    TextTellsNone,
    /// No dated article of the index tells the same story.
    NoStory,
    /// Dated articles of the index are near it, but not near enough, or do not agree on a day.
    StoryUnsettled,
}

impl UndatedReason {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            UndatedReason::NoneStated => "none-stated",
            UndatedReason::AllRefused => "all-refused",
            UndatedReason::OnlyBounded => "only-bounded",
            UndatedReason::DayWithoutYear => "day-without-year",
            UndatedReason::MonthWithoutYear => "month-without-year",
            UndatedReason::TextContradicts => "text-contradicts",
            UndatedReason::TextTellsNone => "text-tells-none",
            UndatedReason::NoStory => "no-story",
            UndatedReason::StoryUnsettled => "story-unsettled",
        }
    }
}

impl fmt::Display for UndatedReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            UndatedReason::NoneStated => "no date is stated",
            UndatedReason::AllRefused => "every date that is stated was refused",
            UndatedReason::OnlyBounded => "only a day by which it was there is stated",
            UndatedReason::DayWithoutYear => "a day is told without its year",
            UndatedReason::MonthWithoutYear => "the text tells the month of some year",
            UndatedReason::TextContradicts => "the text contradicts itself about its day",
            UndatedReason::TextTellsNone => "the text tells nothing of its own day",
            UndatedReason::NoStory => "no other article tells the story",
            UndatedReason::StoryUnsettled => "the articles near it settle no day",
        })
    }
}

/// Why the candidates and the text give no date; `contradicts` says that the text cannot be right about its own day.
pub fn undated_reasons(choice: &Choice, candidates: &[DateCandidate], contradicts: bool) -> Vec<UndatedReason> {
    let days = || {
        candidates.iter().zip(&choice.verdicts).filter(|(candidate, _)| !matches!(candidate.told, Told::MonthDay(..)))
    };
    let stated = if days().next().is_none() {
        UndatedReason::NoneStated
    } else if days().any(|(candidate, verdict)| {
        candidate.rule.claim() != Claim::Published && !matches!(verdict, Verdict::Refused(_))
    }) {
        UndatedReason::OnlyBounded
    } else {
        UndatedReason::AllRefused
    };
    let text = match &choice.month_day {
        Some(PublicationMonthDay { month_day, .. }) if month_day.day.is_some() => UndatedReason::DayWithoutYear,
        Some(_) => UndatedReason::MonthWithoutYear,
        None if contradicts => UndatedReason::TextContradicts,
        None => UndatedReason::TextTellsNone,
    };
    vec![stated, text]
}
