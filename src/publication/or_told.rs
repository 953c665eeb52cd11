//! What a text tells of its own day, set beside what was chosen among the candidates.

use super::choose::{BEFORE_BOUND_DAYS_MAX, SAME_DAYS_MAX};
use super::{Choice, Evidence, InferredDay, PublicationDate, PublicationMonthDay, ToldDay, Verdict};
use crate::date::{Day, Interval, Precision, YearlessDate};

impl Choice {
    /// Adds what the text itself bounds, where no date of publication is stated; a stated day and month without a
    /// year stays and may get its year. What contradicts it, or lies after the article was there, is left out. The
    /// day of a change yields to what says more.
    pub fn or_told(&mut self, told: &ToldDay) {
        if self.published.as_ref().is_some_and(|date| !date.is_change()) {
            return;
        }
        let evidence = Evidence::new(told.rule, told.surface.as_str());
        match (told.day, &self.month_day) {
            (InferredDay::Days(interval, precision), None) => self.take_days(interval, precision, evidence),
            (InferredDay::Days(interval, _), Some(stated)) => {
                let Some(days) = stated.month_day.only_in(interval, |days| interval.contains(days)) else { return };
                let mut evidence = stated.evidence.clone();
                evidence.rule = format!("{} with {}", evidence.rule, told.rule);
                self.take_days(days, Precision::Day, evidence);
            }
            (InferredDay::Yearless(month_day), None) => self.take_yearless(month_day, evidence),
            (InferredDay::Yearless(_), Some(_)) => {}
        }
    }

    fn take_days(&mut self, interval: Interval, precision: Precision, evidence: Evidence) {
        let is_after = |last: Day| interval.first > last;
        let bound = self.bound.as_ref().map(|bound| bound.interval.last.plus(SAME_DAYS_MAX));
        if bound.is_some_and(is_after) || self.last.is_some_and(is_after) {
            return;
        }
        // Days that hold the change say less than it does.
        if self.published.as_ref().is_some_and(|change| interval.contains(change.interval)) {
            return;
        }
        self.replace(PublicationDate { interval, precision, inferred: true, evidence });
        self.month_day = None;
    }

    /// A day or month without a year is that shortly before a change or crawl; else it says more than a change
    /// from which it lies far.
    fn take_yearless(&mut self, month_day: YearlessDate, mut evidence: Evidence) {
        if let Some(bound) = &self.bound {
            let last = bound.interval.last;
            if month_day.day.is_none()
                && self.published.as_ref().is_some_and(|change| month_day.agrees_with(change.interval))
            {
                return;
            }
            let reach = Interval::new(last.plus(-BEFORE_BOUND_DAYS_MAX), last.plus(SAME_DAYS_MAX));
            let reached = reach.filter(|reach| bound.interval.first >= reach.first).and_then(|reach| {
                let days = month_day.only_in(reach, |days| reach.first <= days.last && days.first <= reach.last)?;
                // It was there by then.
                Interval::new(days.first, days.last.min(last.max(days.first)))
            });
            let is_there = |days: &Interval| self.last.is_none_or(|last| days.first <= last);
            if let Some(interval) = reached.filter(is_there) {
                evidence.rule = format!("{} with {}", evidence.rule, bound.rule);
                let precision = if month_day.day.is_some() { Precision::Day } else { Precision::Month };
                self.replace(PublicationDate { interval, precision, inferred: true, evidence });
                return;
            }
        }
        self.withdraw_change();
        self.published = None;
        self.month_day = Some(PublicationMonthDay { month_day, evidence });
    }

    fn replace(&mut self, date: PublicationDate) {
        self.withdraw_change();
        self.published = Some(date);
    }

    /// The change is no more than a bound.
    fn withdraw_change(&mut self) {
        if self.published.is_some() {
            self.verdicts.iter_mut().filter(|verdict| **verdict == Verdict::Chosen).for_each(|verdict| {
                *verdict = Verdict::Bounds;
            });
        }
    }
}

impl YearlessDate {
    /// Whether an interval of days lies in it or beside it, in some year.
    fn agrees_with(self, interval: Interval) -> bool {
        let Some(around) = Interval::new(interval.first.plus(-SAME_DAYS_MAX), interval.last.plus(SAME_DAYS_MAX)) else {
            return false;
        };
        self.only_in(around, |days| match self.day {
            Some(_) => around.contains(days),
            None => Interval::new(days.first.plus(-SAME_DAYS_MAX), days.last.plus(SAME_DAYS_MAX))
                .is_some_and(|month| month.contains(interval)),
        })
        .is_some()
    }
}

impl PublicationMonthDay {
    /// Whether days lie in it or beside it, in some year.
    pub fn agrees_with(&self, interval: Interval) -> bool {
        self.month_day.agrees_with(interval)
    }
}
