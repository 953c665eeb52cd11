//! What was told before an expression: what later ones may hang on.

use super::class::Unit;
use super::interval::{Day, Interval};
use super::place::Outcome;
use super::resolve::MonthDay;
use super::scan::TimeExpression;
use super::value::{Amount, Anchor, Tense, Value, YearOf};

/// What was told before.
pub(super) struct State {
    pub(super) reference: Option<Day>,
    /// The last day told.
    pub(super) told: Option<Day>,
    /// The sentence of the last day told, with or without a year.
    pub(super) told_in: Option<usize>,
    /// The day told last lies before the calendar here; then `told` is an older one.
    pub(super) told_early: bool,
    /// What was told last lies before Christ, where nothing is reckoned.
    pub(super) told_before_christ: bool,
    /// The last date of any grain, with its sentence.
    pub(super) last: Option<(Interval, Unit, usize)>,
    /// Where a history has got to: the last dates that set the scene, the latest first.
    pub(super) scenes: [Option<Interval>; SCENES_MAX],
    /// A year told after that which does not set the scene by itself, with its sentence.
    pub(super) hinted_year: Option<(Interval, usize)>,
    /// The day told last when its year is not known; then `told` is an older one.
    pub(super) told_without_year: Option<MonthDay>,
    /// The last quarter told, with its sentence.
    pub(super) quarter: Option<(Interval, usize)>,
    pub(super) history: bool,
}

/// Scenes of a history that are kept: what jumps far ahead or back is often told in passing.
const SCENES_MAX: usize = 3;

impl State {
    /// Nothing told yet.
    pub(super) fn new(reference: Option<Day>, history: bool) -> Self {
        State {
            reference,
            told: None,
            told_in: None,
            told_early: false,
            told_before_christ: false,
            last: None,
            scenes: [None; SCENES_MAX],
            hinted_year: None,
            told_without_year: None,
            quarter: None,
            history,
        }
    }

    /// Keeps what later expressions may hang on.
    pub(super) fn remember(&mut self, expression: &TimeExpression, outcome: &Outcome) {
        // "In the first nine months": what comes after compares with more than a quarter.
        if matches!(expression.value, Value::Duration { unit: Unit::Month, amount: Amount::Exact { whole: 6.., .. } }) {
            self.quarter = None;
        }
        if outcome.month_day.is_some() {
            self.told_without_year = outcome.month_day;
            self.told_in = Some(expression.sentence);
            self.told_early = false;
        }
        if matches!(expression.value, Value::Day { year: YearOf::Early(_), .. }) {
            self.told_early = true;
            self.told_in = Some(expression.sentence);
        }
        if matches!(
            expression.value,
            Value::BeforeChrist { .. } | Value::SeasonBeforeChrist { .. } | Value::CenturyBeforeChrist(_)
        ) {
            self.told_before_christ = true;
        }
        let (Some(interval), Some(grain)) = (outcome.interval, outcome.grain) else { return };
        self.told_before_christ = false;
        if grain == Unit::Day {
            self.told_without_year = None;
            self.told_early = false;
            self.told = Some(interval.last);
            self.told_in = Some(expression.sentence);
        }
        // What is told from the time of writing is no place in a history.
        let aside =
            matches!(expression.value, Value::Shift { anchor: Anchor::Reference, .. }) && expression.rule == "ago";
        if !(self.history && aside) {
            self.last = Some((interval, grain, expression.sentence));
            // A year in the middle of a sentence is often an aside: "the treaty of 1839", "declassified in 2005".
            if grain < Unit::Year || expression.sets_scene || self.scenes[0].is_none() {
                self.scenes.rotate_right(1);
                self.scenes[0] = Some(interval);
                self.hinted_year = None;
            } else if expression.tense != Tense::Future {
                self.hinted_year = Some((interval, expression.sentence));
            }
        }
        if grain == Unit::Quarter
            && matches!(
                expression.value,
                Value::Quarter { .. } | Value::Shift { amount: Some(-1 | 0), unit: Unit::Quarter, .. }
            )
        {
            self.quarter = Some((interval, expression.sentence));
        }
    }
}
