//! What an expression says by itself, before a reference date makes days of it.

use super::class::Unit;
use super::holiday::Holiday;
use crate::text::Span;

/// Which year an expression means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearOf {
    /// It is told.
    Told(i32),
    /// The one nearest the reference that agrees with the tense.
    Nearest,
    /// So many years after that of the reference.
    Shifted(i32),
    /// It is told and lies before the calendar that is reckoned with here: such a day has no days.
    Early(u16),
    /// So many years after the one told last: "of that year", "of the following year".
    AfterTold(i32),
}

/// A number of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// Whole units and tenths of one.
    Exact { whole: u32, tenths: u8 },
    /// "two or three".
    Between { first: u32, last: u32 },
    /// "several", "a few".
    Vague,
}

impl Amount {
    pub(super) const ONE: Amount = Amount::Exact { whole: 1, tenths: 0 };
}

/// What "later" and its like hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The reference date: "ago", "last week", "yesterday".
    Reference,
    /// The last date told, else the reference: "later", "the day before".
    Told,
}

/// What happened before or after an expression: "the attack" in "a week after the attack". Places are bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EventWords {
    /// Units from the event: after it when positive.
    pub(super) amount: i32,
    pub(super) unit: Unit,
    /// Where the words for the event begin, after "after" or "before".
    pub(super) start_byte: usize,
    /// The noun that names it, unless only a date may.
    pub(super) noun: Option<Span>,
}

/// Which part of an interval is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// All of it.
    Whole,
    /// "early"
    Early,
    /// "mid"
    Mid,
    /// "late"
    Late,
    /// "earlier this": up to the reference.
    Before,
    /// "later this": from the reference on.
    After,
}

/// Which end of a range an expression tells, where the two ends stand as two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It is no range, or all of it.
    Both,
    /// The first: "16" in "16-18 January".
    First,
    /// The last: "18 January" there.
    Last,
}

/// The tense that governs an expression in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Unmarked,
    Past,
    /// The verb before it tells that it is over: "met on 3 March".
    Over,
    Future,
}

/// A clock time as told; the zone is kept as written only when it is UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: Option<u8>,
    pub(super) utc: bool,
}

/// An underspecified value. Months, days and quarters count from 1, Monday is 1, spring is season 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// The weekday is 0 when none is told.
    Day {
        year: YearOf,
        month: u8,
        day: u8,
        weekday: u8,
    },
    /// Both days included, the second perhaps in another month.
    Days {
        year: YearOf,
        from: (u8, u8),
        to: (u8, u8),
    },
    Month {
        year: YearOf,
        month: u8,
    },
    /// The `nth` week of a month by sevens of days, -1 for the last.
    WeekOfMonth {
        year: YearOf,
        month: u8,
        nth: i8,
    },
    /// The `nth` such weekday of a month, -1 for the last.
    WeekdayOfMonth {
        year: YearOf,
        month: u8,
        weekday: u8,
        nth: i8,
    },
    /// A day of the month told last; the weekday is 0 when none is told.
    DayOfMonth {
        day: u8,
        weekday: u8,
    },
    /// The week of a day: "the week of March 2".
    WeekOf {
        year: YearOf,
        month: u8,
        day: u8,
    },
    Season {
        year: YearOf,
        season: u8,
    },
    Holiday {
        year: YearOf,
        holiday: Holiday,
    },
    Quarter {
        year: YearOf,
        quarter: u8,
    },
    Half {
        year: YearOf,
        half: u8,
    },
    Year(YearOf),
    Years {
        first: i32,
        last: i32,
    },
    /// "on a Saturday": some such day, none in particular.
    AnyWeekday(u8),
    /// No days; month and day are 0 where none is told.
    BeforeChrist {
        year: u16,
        month: u8,
        day: u8,
    },
    SeasonBeforeChrist {
        year: u16,
        season: u8,
    },
    /// A year of our era that the calendar here does not reach: no days.
    EarlyYear(u16),
    /// From 1.
    CenturyBeforeChrist(u8),
    Decade {
        first: i32,
    },
    Century {
        first: i32,
    },
    /// A weekday of the week `week` weeks from that of the reference; without a week, the nearest that agrees.
    Weekday {
        weekday: u8,
        week: Option<i32>,
    },
    Weekend {
        week: Option<i32>,
    },
    /// So many units from the anchor; the unit is the grain of what comes out.
    Shift {
        unit: Unit,
        amount: Option<i32>,
        anchor: Anchor,
    },
    /// A clock time without a day.
    ClockTime,
    Duration {
        amount: Amount,
        unit: Unit,
    },
    /// The period of the reference, named by a noun alone ("the week", "morning class"): no days are claimed.
    Bare(Unit),
    /// A day that hangs on what nobody here knows ("first day").
    Unplaced,
    /// "every Monday", "daily": the TIMEX3 value.
    Set(Repeat),
    /// PRESENT_REF, PAST_REF or FUTURE_REF.
    Reference(&'static str),
    /// A time that cannot be told from the words.
    Unknown,
}

/// What is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    Every(u32, Unit),
    Weekday(u8),
    Month(u8),
    Season(u8),
    PartOfDay,
}
