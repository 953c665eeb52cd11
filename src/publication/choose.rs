//! The choice among candidates, by the precedence of [`DateRule`].

use super::{
    CHANGED_RULE, Claim, DateCandidate, DateRule, Evidence, PublicationDate, PublicationMonthDay, Told, Verdict,
};
use crate::date::{Day, Interval, MonthDay, Precision};
use crate::problem::Problem;
use chrono::Datelike;

/// Days after the day of reading that a date may tell: it may be tomorrow elsewhere.
const AHEAD_DAYS_MAX: i32 = 1;
/// Days by which two dates differ that only zones part.
pub(super) const SAME_DAYS_MAX: i32 = 1;
/// Days before a change or a crawl in which a day or month without a year is taken to lie.
pub(super) const BEFORE_BOUND_DAYS_MAX: i32 = 31;
/// Days by which dates of publication may differ before it is told.
const DISAGREEMENT_DAYS_MAX: i32 = 7;
/// Rules whose disagreement is told: they say outright when the article appeared.
const OUTRIGHT: [DateRule; 6] = [
    DateRule::PublishedField,
    DateRule::PublishedLine,
    DateRule::LeadingDate,
    DateRule::DateLine,
    DateRule::UrlDay,
    DateRule::Dateline,
];

/// Days by which an article was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The days.
    pub interval: Interval,
    /// The rule that found them, as evidence names it.
    pub rule: String,
}

/// What the candidates come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// When the article appeared.
    pub published: Option<PublicationDate>,
    /// Day and month, or month, when the year is not known or inferred.
    pub month_day: Option<PublicationMonthDay>,
    /// The earliest change or crawl: the article appeared no later.
    pub bound: Option<Bound>,
    /// The last day on which it may have appeared, by the day of reading.
    pub last: Option<Day>,
    /// What became of each candidate, in their order.
    pub verdicts: Vec<Verdict>,
    /// What is to be told: refused dates that would have been chosen, and dates that disagree.
    pub problems: Vec<Problem>,
}

/// Chooses the publication date. `today` is the day of reading, where it is known: nothing appears later.
///
/// Candidates of one rule are trusted in their order.
pub fn choose(candidates: &[DateCandidate], today: Option<Day>) -> Choice {
    let last = today.map(|today| today.plus(AHEAD_DAYS_MAX));
    let mut state = State { candidates, last, verdicts: vec![None; candidates.len()] };
    state.refuse();
    let bound = state.bound(&[Claim::Updated, Claim::Gathered]);
    let bound = bound.map(|(interval, candidate)| Bound { interval, rule: candidate.rule_name() });
    let published = state.published();
    let is_stated = published.as_ref().is_some_and(|date| !date.inferred);
    let month_day = if is_stated { None } else { state.month_day(published.is_none()) };
    let chosen = state.verdicts.iter().position(|verdict| *verdict == Some(Verdict::Chosen));
    let problems = state.problems(chosen);
    if let Some(date) = &published {
        state.compare(date);
    }
    let verdicts = state.verdicts.into_iter().map(|verdict| verdict.unwrap_or(Verdict::Outranked)).collect();
    Choice { published, month_day, bound, last, verdicts, problems }
}

struct State<'a> {
    candidates: &'a [DateCandidate],
    /// The last day on which anything may have appeared.
    last: Option<Day>,
    /// `None` as long as nothing is settled.
    verdicts: Vec<Option<Verdict>>,
}

/// Days between two intervals.
fn away(one: Interval, other: Interval) -> i32 {
    (one.first.0 - other.last.0).max(other.first.0 - one.last.0).max(0)
}

fn days(candidate: &DateCandidate) -> Option<(Interval, Precision)> {
    match candidate.told {
        Told::Days(interval, precision) => Some((interval, precision)),
        _ => None,
    }
}

impl<'a> State<'a> {
    /// Candidates that still may be something, the most trusted first, with their numbers.
    fn open(&self, claim: Claim) -> Vec<(usize, &'a DateCandidate)> {
        let mut open: Vec<(usize, &DateCandidate)> = self
            .candidates
            .iter()
            .enumerate()
            .filter(|(index, candidate)| candidate.rule.claim() == claim && self.verdicts[*index].is_none())
            .collect();
        open.sort_by_key(|(_, candidate)| candidate.rule);
        open
    }

    fn refuse(&mut self) {
        let last = self.last;
        let zero = Day::from_ymd(1970, 1, 1);
        let refused = |candidate: &DateCandidate| -> Option<String> {
            let (interval, precision) = match &candidate.told {
                Told::Days(interval, precision) => (*interval, *precision),
                Told::MonthDay(..) => return None,
                Told::Nothing(reason) => return Some(reason.clone()),
            };
            if precision == Precision::Day && Some(interval.first) == zero {
                return Some(format!("{:?} is the zero of a clock, not a date", candidate.surface));
            }
            (interval.first > last?).then(|| format!("{:?} lies after the day of reading", candidate.surface))
        };
        for (index, candidate) in self.candidates.iter().enumerate() {
            self.verdicts[index] = refused(candidate).map(Verdict::Refused);
        }
        // Nothing appears after it was read, changes after it appeared aside.
        let Some((gathered, by)) = self.bound(&[Claim::Gathered]) else { return };
        for (index, candidate) in self.open(Claim::Published) {
            if days(candidate).is_some_and(|(interval, _)| interval.first > gathered.last.plus(AHEAD_DAYS_MAX)) {
                let reason = format!("{:?} lies after {}", candidate.surface, by.rule_name());
                self.verdicts[index] = Some(Verdict::Refused(reason));
            }
        }
    }

    /// The earliest day by which the article was there.
    fn bound(&self, claims: &[Claim]) -> Option<(Interval, &'a DateCandidate)> {
        claims
            .iter()
            .flat_map(|claim| self.open(*claim))
            .filter_map(|(_, candidate)| Some((days(candidate)?.0, candidate)))
            .min_by_key(|(interval, _)| interval.last)
    }

    fn published(&mut self) -> Option<PublicationDate> {
        let published = self.open(Claim::Published);
        let Some((index, candidate)) = published.iter().find(|(_, candidate)| days(candidate).is_some()).copied()
        else {
            return self.by_bounds();
        };
        let (mut interval, mut precision) = days(candidate)?;
        let mut evidence = candidate.evidence();
        let mut chosen = index;
        // A wide candidate yields to a narrower one inside it.
        while precision != Precision::Day {
            let narrower = published.iter().find(|(_, other)| {
                days(other).is_some_and(|(inside, _)| inside != interval && interval.contains(inside))
            });
            let Some((index, other)) = narrower else { break };
            (interval, precision) = days(other)?;
            evidence = other.evidence();
            self.verdicts[chosen] = Some(Verdict::Agrees);
            chosen = *index;
        }
        self.verdicts[chosen] = Some(Verdict::Chosen);
        if precision != Precision::Day {
            for (index, other) in self.open(Claim::Published) {
                let Told::MonthDay(month_day, weekday) = other.told else { continue };
                let day = only_day(interval, month_day, weekday);
                if let Some(day) = day.filter(|day| self.last.is_none_or(|last| *day <= last)) {
                    (interval, precision) = (Interval::day(day), Precision::Day);
                    let year_by = std::mem::replace(&mut evidence, other.evidence());
                    evidence.rule = format!("{} with {}", evidence.rule, year_by.rule);
                    self.verdicts[index] = Some(Verdict::Narrows);
                    break;
                }
            }
        }
        if precision != Precision::Day
            && let Some((bound, _)) = self.bound(&[Claim::Updated, Claim::Gathered])
            && let Some(cut) = Interval::new(interval.first, interval.last.min(bound.last))
        {
            interval = cut;
        }
        Some(PublicationDate { interval, precision, inferred: false, evidence })
    }

    /// Without a date of publication: a day without a year shortly before a change or crawl, else the day of the
    /// change, marked as inferred, since the article appeared on it or before.
    fn by_bounds(&mut self) -> Option<PublicationDate> {
        let month_days: Vec<_> = self
            .open(Claim::Published)
            .into_iter()
            .filter(|(_, candidate)| matches!(candidate.told, Told::MonthDay(..)))
            .collect();
        for (index, candidate) in &month_days {
            let Told::MonthDay(month_day, weekday) = candidate.told else { continue };
            let Some((bound, by)) = self.bound(&[Claim::Updated, Claim::Gathered]) else { break };
            let before = Interval::new(bound.last.plus(-BEFORE_BOUND_DAYS_MAX), bound.last.plus(SAME_DAYS_MAX))?;
            // A bound that is wider than its reach tells no year.
            let day = only_day(before, month_day, weekday)
                .filter(|day| bound.first >= before.first && self.last.is_none_or(|last| *day <= last))?;
            self.verdicts[*index] = Some(Verdict::Chosen);
            let mut evidence = candidate.evidence();
            evidence.rule = format!("{} with {}", evidence.rule, by.rule_name());
            return Some(PublicationDate {
                interval: Interval::day(day),
                precision: Precision::Day,
                inferred: true,
                evidence,
            });
        }
        // The day without a year says more than the change, from which it lies far.
        if !month_days.is_empty() {
            return None;
        }
        let (index, candidate) = self.open(Claim::Updated).into_iter().find(|(_, other)| days(other).is_some())?;
        let (interval, precision) = days(candidate)?;
        self.verdicts[index] = Some(Verdict::Chosen);
        let mut evidence = candidate.evidence();
        evidence.rule = format!("{CHANGED_RULE}{}", evidence.rule);
        Some(PublicationDate { interval, precision, inferred: true, evidence })
    }

    /// The first day without a year that is not refused, which is chosen where nothing else is.
    fn month_day(&mut self, choose: bool) -> Option<PublicationMonthDay> {
        let mut told = self.candidates.iter().enumerate().filter_map(|(index, candidate)| {
            let Told::MonthDay(month_day, _) = candidate.told else { return None };
            (candidate.rule.claim() == Claim::Published).then_some((candidate.rule, index, month_day, candidate))
        });
        let first = told.next()?;
        let (_, index, month_day, candidate) =
            told.fold(first, |first, next| if next.0 < first.0 { next } else { first });
        if choose {
            self.verdicts[index] = Some(Verdict::Chosen);
        }
        Some(PublicationMonthDay { month_day: month_day.into(), evidence: candidate.evidence() })
    }

    /// What is told of refused candidates that would have been chosen, and of one that disagrees.
    fn problems(&self, chosen: Option<usize>) -> Vec<Problem> {
        let mut problems = Vec::new();
        let rank = |index: usize| (self.candidates[index].rule, index);
        for (index, candidate) in self.candidates.iter().enumerate() {
            let Some(Verdict::Refused(reason)) = &self.verdicts[index] else { continue };
            if candidate.rule.claim() == Claim::Published && chosen.is_none_or(|chosen| rank(index) < rank(chosen)) {
                let place = match &candidate.field {
                    Some(field) => format!("field {field:?}"),
                    None => candidate.rule.as_str().to_owned(),
                };
                problems.push(Problem::new(format!("{place}: {reason}")).with_hint("dates look like 2024-01-17"));
            }
        }
        let Some(chosen) = chosen.map(|index| &self.candidates[index]) else { return problems };
        let Some((interval, _)) = days(chosen).filter(|_| OUTRIGHT.contains(&chosen.rule)) else { return problems };
        let other = self.open(Claim::Published).into_iter().find(|(_, other)| {
            OUTRIGHT.contains(&other.rule)
                && days(other).is_some_and(|(days, _)| away(days, interval) > DISAGREEMENT_DAYS_MAX)
        });
        if let Some((_, other)) = other {
            let cause = format!(
                "dates disagree: {} tells {:?}, {} tells {:?}; the first is taken",
                chosen.rule_name(),
                chosen.surface,
                other.rule_name(),
                other.surface
            );
            problems.push(Problem::new(cause));
        }
        problems
    }

    /// Sets beside the chosen date what is still open.
    fn compare(&mut self, date: &PublicationDate) {
        for (verdict, candidate) in self.verdicts.iter_mut().zip(self.candidates) {
            if verdict.is_some() {
                continue;
            }
            let agrees = match candidate.told {
                Told::Days(days, _) => away(days, date.interval) <= SAME_DAYS_MAX || days.contains(date.interval),
                Told::MonthDay(month_day, weekday) => {
                    let around =
                        Interval::new(date.interval.first.plus(-SAME_DAYS_MAX), date.interval.last.plus(SAME_DAYS_MAX));
                    around.is_some_and(|around| only_day(around, month_day, weekday).is_some())
                }
                Told::Nothing(_) => false,
            };
            *verdict = Some(match candidate.rule.claim() {
                Claim::Published if agrees => Verdict::Agrees,
                Claim::Published => Verdict::Outranked,
                Claim::Updated | Claim::Gathered => Verdict::Bounds,
            });
        }
    }
}

/// The one day of an interval that is this day and month, on this weekday if one is told.
pub(super) fn only_day(interval: Interval, month_day: MonthDay, weekday: Option<u8>) -> Option<Day> {
    const YEARS_MAX: usize = 10;
    let mut days = (interval.first.date().year()..=interval.last.date().year())
        .take(YEARS_MAX)
        .filter_map(|year| Day::from_ymd(year, month_day.month.into(), month_day.day.into()))
        .filter(|day| interval.contains(Interval::day(*day)))
        .filter(|day| weekday.is_none_or(|weekday| day.date().weekday().number_from_monday() == u32::from(weekday)));
    let day = days.next()?;
    days.next().is_none().then_some(day)
}

impl Evidence {
    /// Evidence without a zone.
    pub fn new(rule: impl Into<String>, surface: impl Into<String>) -> Self {
        Evidence { rule: rule.into(), surface: surface.into(), zone: None }
    }
}
