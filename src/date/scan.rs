//! Finding time expressions in text: sentences, tokens, rules, and the tense around each match.

use super::class::{Class, Key, Part};
use super::event::event_words;
use super::grammar::{Found, Sentence, longest_match};
use super::interval::{Interval, Precision};
use super::range::joins_range;
use super::register::{Register, register_of};
use super::resolve::resolve;
use super::tense::tense_around;
use super::token::{Token, Tokeniser};
use super::value::{Clock, End, EventWords, Side, Tense, Value, YearOf};
use super::{TimexType, year_in_range};
use crate::text::{Span, sentences};

/// Longest piece that is read at once; longer sentences are cut at a white space or, failing that, anywhere.
const PIECE_BYTES_MAX: usize = 65_536;

/// A time expression and what it says by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeExpression {
    /// Bytes of the scanned text.
    pub span: Span,
    /// What kind of time it tells.
    pub kind: TimexType,
    /// The rule that found it.
    pub rule: &'static str,
    pub(super) value: Value,
    pub(super) part: Option<Part>,
    pub(super) clock: Option<Clock>,
    pub(super) side: Side,
    pub(super) tense: Tense,
    pub(super) end: End,
    /// The expression after it ends the range that it begins: "from Monday to Wednesday".
    pub(super) begins_range: bool,
    /// What happened before or after it, where it tells a distance from that.
    pub(super) event: Option<EventWords>,
    /// It begins its sentence ("In 1916, ...") or stands in a heading.
    pub(super) sets_scene: bool,
    /// Number of its sentence.
    pub(super) sentence: usize,
    /// Bytes of its sentence.
    pub(super) within: Span,
}

impl TimeExpression {
    /// Whether its sentence speaks of it as past.
    pub fn is_past(&self) -> bool {
        matches!(self.tense, Tense::Past | Tense::Over)
    }

    /// Whether its sentence speaks of it as yet to come.
    pub fn is_ahead(&self) -> bool {
        self.tense == Tense::Future
    }
}

/// Finds the time expressions of `text`, in reading order and never overlapping, in linear time.
///
/// The two ends of a range are two expressions, as TIMEX3 has them.
pub fn scan(text: &str) -> Vec<TimeExpression> {
    scan_with(text, push_ends)
}

/// How a match becomes expressions.
type Push = fn(Sentence<'_>, usize, Found, &mut Vec<TimeExpression>);

fn scan_with(text: &str, push: Push) -> Vec<TimeExpression> {
    let tokeniser = Tokeniser::new();
    let register = register_of(text);
    let mut tokens = Vec::new();
    let mut expressions = Vec::new();
    for (number, span) in pieces(text).into_iter().enumerate() {
        if !tokeniser.read(text, span.start, span.end, &mut tokens) {
            continue;
        }
        scan_sentence(Sentence { text, tokens: &tokens, register }, number, push, &mut expressions);
    }
    expressions
}

fn scan_sentence(sentence: Sentence<'_>, number: usize, push: Push, expressions: &mut Vec<TimeExpression>) {
    let mut at = 0;
    let mut before: Option<Found> = None;
    while at < sentence.tokens.len() {
        if !may_begin(sentence, at) {
            at += 1;
            continue;
        }
        match longest_match(sentence, at) {
            Some(found) => {
                at = found.end.max(at + 1);
                if let Some(first) = before.filter(|first| joins_range(sentence, first, &found))
                    && let Some(last) = expressions.last_mut()
                    && last.span.end == sentence.tokens[first.end - 1].end
                {
                    last.begins_range = true;
                }
                push(sentence, number, found, expressions);
                before = Some(found);
            }
            None => at += 1,
        }
    }
}

fn push_whole(sentence: Sentence<'_>, number: usize, found: Found, expressions: &mut Vec<TimeExpression>) {
    let expression = expression(sentence, number, found);
    // "It soon became clear" tells of the past.
    if !(expression.rule == "soon" && expression.tense != Tense::Future) {
        expressions.push(expression);
    }
}

fn push_ends(sentence: Sentence<'_>, number: usize, found: Found, expressions: &mut Vec<TimeExpression>) {
    let Some((first_end, last_start)) = found.parts else {
        return push_whole(sentence, number, found, expressions);
    };
    let whole = expression(sentence, number, found);
    let span = Span::new(whole.span.start, sentence.tokens[first_end - 1].end);
    expressions.push(TimeExpression { span, end: End::First, ..whole.clone() });
    let span = Span::new(sentence.tokens[last_start].start, whole.span.end);
    expressions.push(TimeExpression { span, end: End::Last, ..whole });
}

fn expression(sentence: Sentence<'_>, number: usize, found: Found) -> TimeExpression {
    let tokens = sentence.tokens;
    TimeExpression {
        span: Span::new(tokens[found.start].start, tokens[found.end - 1].end),
        kind: found.kind,
        rule: found.rule,
        value: found.value,
        part: found.part,
        clock: found.clock,
        side: found.side,
        tense: tense_around(sentence, found.start, found.end),
        end: End::Both,
        begins_range: false,
        event: found.event.and_then(|distance| event_words(sentence, distance)),
        sets_scene: sets_scene(sentence, found.start),
        sentence: number,
        within: Span::new(tokens[0].start, tokens[tokens.len() - 1].end),
    }
}

/// Whether an expression at `start` begins its sentence, or stands in one without a full stop.
fn sets_scene(sentence: Sentence<'_>, start: usize) -> bool {
    let tokens = sentence.tokens;
    let heading = !matches!(
        tokens.last().map(|token| token.class),
        Some(Class::Sign(b'.' | b'!' | b'?' | b'"' | b'~' | b'\'' | b':' | b';'))
    );
    heading || tokens[..start].iter().all(|token| matches!(token.class, Class::Key(_)))
}

/// The sentences of a text, "10 p.m. Friday" not cut in two, none longer than the bound.
fn pieces(text: &str) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    for sentence in sentences(text) {
        if let Some(last) = pieces.last_mut()
            && sentence.end - last.start <= PIECE_BYTES_MAX
            && ends_with_half_day(&text[last.start..last.end])
            && !text[last.end..sentence.start].contains('\n')
        {
            last.end = sentence.end;
            continue;
        }
        let mut start = sentence.start;
        while sentence.end - start > PIECE_BYTES_MAX {
            let mut cut = start + PIECE_BYTES_MAX;
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            if let Some(space) = text[start..cut].rfind(char::is_whitespace).filter(|space| *space > 0) {
                cut = start + space;
            }
            pieces.push(Span::new(start, cut));
            start = cut;
        }
        pieces.push(Span::new(start, sentence.end));
    }
    pieces
}

fn ends_with_half_day(sentence: &str) -> bool {
    let Some(tail) = sentence.len().checked_sub(4).and_then(|from| sentence.get(from..)) else { return false };
    tail.eq_ignore_ascii_case("a.m.") || tail.eq_ignore_ascii_case("p.m.")
}

/// Whether a token can begin an expression at all.
fn may_begin(sentence: Sentence<'_>, at: usize) -> bool {
    let token = &sentence.tokens[at];
    if in_tag(sentence, at) {
        return false;
    }
    if token.begins_holiday && (token.capital || sentence.register > Register::Prose) {
        return true;
    }
    match token.class {
        Class::Other if token.end - token.start == 1 => matches!(sentence.text.as_bytes()[token.start], b'q' | b'Q'),
        Class::Other => false,
        Class::Sign(sign) => sign == b'\'',
        Class::OrdinalSuffix | Class::PluralS | Class::Edge | Class::Seasons(_) | Class::AfterTwo(_) => false,
        // "at night"
        Class::Part(_) => {
            sentence.register > Register::Prose || (at > 0 && sentence.tokens[at - 1].class == Class::Key(Key::At))
        }
        Class::Parts(_) => sentence.register > Register::Prose,
        Class::Key(key) => !matches!(
            key,
            Key::Of
                | Key::In
                | Key::On
                | Key::And
                | Key::To
                | Key::For
                | Key::From
                | Key::By
                | Key::Function
                | Key::PastMark
                | Key::FutureMark
                | Key::Or
                | Key::NoYear
                | Key::Time
                | Key::Since
                | Key::Until
                | Key::Through
                | Key::Between
                | Key::Only
                | Key::Ahead
                | Key::Part
        ),
        _ => true,
    }
}

/// "#friday", "@Sunday": a word of a tag names something; "@2pm" is a time.
fn in_tag(sentence: Sentence<'_>, at: usize) -> bool {
    let token = &sentence.tokens[at];
    let before = at.checked_sub(1).map_or(Class::Edge, |at| sentence.tokens[at].class);
    let tagged = match before {
        Class::Sign(b'#') => true,
        Class::Sign(b'@') => token.class != Class::Digits,
        _ => false,
    };
    tagged && !token.spaced
}

/// A calendar date that tells its own year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExplicitDate {
    /// Bytes of the text.
    pub span: Span,
    /// Its days.
    pub interval: Interval,
    /// Day, month or range.
    pub precision: Precision,
    /// The rule that found it.
    pub rule: &'static str,
}

/// Finds the calendar dates of `text` that say their year, at least to the month, in reading order: for header lines.
pub fn find_explicit(text: &str) -> Vec<ExplicitDate> {
    let told: Vec<TimeExpression> = scan_with(text, push_whole).into_iter().filter(says_its_year).collect();
    let days = resolve(text, &told, None);
    days.into_iter()
        .filter_map(|time| {
            let (interval, precision) = (time.interval?, time.precision?);
            Some(ExplicitDate { span: time.span, interval, precision, rule: time.rule })
        })
        .collect()
}

fn says_its_year(expression: &TimeExpression) -> bool {
    match expression.value {
        Value::Day { year, .. } | Value::Days { year, .. } | Value::Month { year, .. } => {
            matches!(year, YearOf::Told(_))
        }
        _ => false,
    }
}

/// The date that a whole short text begins with, and where it ends; only one that says its year.
pub(super) fn leading_date(text: &str) -> Option<(usize, TimeExpression)> {
    let mut tokens: Vec<Token> = Vec::new();
    Tokeniser::new().read(text, 0, text.len(), &mut tokens);
    let sentence = Sentence { text, tokens: &tokens, register: Register::Prose };
    let found = longest_match(sentence, 0)?;
    let expression = expression(sentence, 0, found);
    says_its_year(&expression).then_some((expression.span.end, expression))
}

/// Whether a short text names a month, a small number and a year: then it was meant as a date.
pub(super) fn looks_like_a_day(text: &str) -> bool {
    let mut tokens: Vec<Token> = Vec::new();
    Tokeniser::new().read(text, 0, text.len(), &mut tokens);
    let named = tokens.iter().any(|token| matches!(token.class, Class::Month(_) | Class::MonthShort(_)));
    let numbers = tokens.iter().filter(|token| token.class == Class::Digits && token.number < 100).count();
    let year = tokens.iter().any(|token| token.class == Class::Digits && year_in_range(token.number).is_some());
    let words = tokens.iter().any(|token| token.class == Class::Other && token.end - token.start > 3);
    !words && year && numbers >= if named { 1 } else { 2 }
}
