//! What a word can be in a time expression: its class, the units and the parts of the day.
//!
//! The grammar speaks of classes only; which words have which class stands in `words.txt`.

/// A unit of time, in order of length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// Whether it is shorter than a day.
    pub(super) fn is_clock(self) -> bool {
        self < Unit::Day
    }
}

/// A part of the day, with the code that TIMEX3 gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    pub(super) fn code(self) -> &'static str {
        match self {
            Part::Morning => "TMO",
            Part::Noon => "TMI",
            Part::Afternoon => "TAF",
            Part::Evening => "TEV",
            Part::Night => "TNI",
        }
    }
}

/// What a token can be in a time expression. Numbers in brackets: months and days from 1, Monday is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A word that the lexicon does not hold.
    Other,
    /// A run of ASCII digits; the token has its value.
    Digits,
    /// One sign; all dashes are `-`, all apostrophes `'`.
    Sign(u8),
    /// Beyond the tokens of the sentence.
    Edge,
    Month(u8),
    MonthShort(u8),
    Weekday(u8),
    WeekdayShort(u8),
    Weekdays(u8),
    Unit(Unit),
    Units(Unit),
    Cardinal(u8),
    Ordinal(u8),
    OrdinalSuffix,
    PluralS,
    DecadeWord(u8),
    Season(u8),
    Seasons(u8),
    Part(Part),
    Parts(Part),
    DayWord(i8),
    /// "2moro": what follows a figure two, as days from today.
    AfterTwo(i8),
    ClockWord(u8),
    SetOf(Unit),
    Key(Key),
}

/// Words that stand for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    A,
    About,
    Ad,
    Additional,
    After,
    Ago,
    Ahead,
    Am,
    And,
    Another,
    Around,
    At,
    Bc,
    Before,
    Beginning,
    Between,
    By,
    Clock,
    Closing,
    Coming,
    Couple,
    Current,
    Dozen,
    Earlier,
    Early,
    End,
    Every,
    Few,
    Fiscal,
    Following,
    For,
    From,
    Function,
    Future,
    FutureMark,
    Going,
    Half,
    Halfway,
    Hence,
    Hundred,
    Intervening,
    In,
    Last,
    Late,
    Later,
    Latest,
    Least,
    Less,
    Local,
    Mid,
    Middle,
    More,
    Most,
    NearFuture,
    Nearly,
    Next,
    No,
    NoYear,
    Of,
    Old,
    On,
    Only,
    Opening,
    Or,
    Other,
    Over,
    Part,
    Past,
    PastMark,
    Per,
    Period,
    Plans,
    Pm,
    Present,
    PresentShort,
    PresentMark,
    Previous,
    Prior,
    Recent,
    RecentPast,
    Right,
    Same,
    Scheduled,
    Several,
    Since,
    So,
    Term,
    Than,
    That,
    The,
    Then,
    These,
    This,
    Thousand,
    Through,
    Time,
    To,
    Tonight,
    Under,
    Until,
    Up,
    Zone,
}
