//! The tense that governs an expression: what the words around it say of before and after.

use super::class::{Class, Key};
use super::grammar::Sentence;
use super::value::Tense;

/// Tokens looked through for the tense, before and after an expression.
const TENSE_TOKENS_BEFORE_MAX: usize = 24;
const TENSE_TOKENS_AFTER_MAX: usize = 12;

/// The tense that governs tokens `start..end`: the nearest marker before them, else the nearest after.
pub(super) fn tense_around(sentence: Sentence<'_>, start: usize, end: usize) -> Tense {
    let tokens = sentence.tokens;
    // "look for ways around Wednesday's ruling": what a day owns has been.
    if let (Class::Weekday(_), Some(Class::Sign(b'\''))) =
        (tokens[end - 1].class, tokens.get(end).map(|token| token.class))
        && !tokens[end].spaced
    {
        return Tense::Past;
    }
    // "on patrol since March": what began then.
    if start > 0 && tokens[start - 1].class == Class::Key(Key::Since) {
        return Tense::Over;
    }
    let from = start.saturating_sub(TENSE_TOKENS_BEFORE_MAX);
    let mut at = start;
    while at > from {
        at -= 1;
        if tokens[at].class == Class::Sign(b';') {
            break;
        }
        match marker(sentence, at) {
            // "will be held", "is expected to have left": the participle keeps the tense before it.
            Some(Tense::Past) if is_to_be(sentence, at) || is_participle_ahead(sentence, at) => {
                return Tense::Future;
            }
            Some(Tense::Past) if tells_own_event(sentence, at, start) => return Tense::Over,
            Some(tense) => return tense,
            None => {}
        }
    }
    let to = (end + TENSE_TOKENS_AFTER_MAX).min(tokens.len());
    (end..to).find_map(|at| marker(sentence, at)).unwrap_or(Tense::Unmarked)
}

/// The word before token `at`, as written.
fn word_before<'a>(sentence: Sentence<'a>, at: usize) -> &'a str {
    at.checked_sub(1).map_or("", |at| &sentence.text[sentence.tokens[at].start..sentence.tokens[at].end])
}

fn next_is_as(sentence: Sentence<'_>, at: usize) -> bool {
    sentence.tokens.get(at + 1).is_some_and(|token| &sentence.text[token.start..token.end] == "as")
}

fn marker(sentence: Sentence<'_>, at: usize) -> Option<Tense> {
    let tokens = sentence.tokens;
    let token = &tokens[at];
    let next = tokens.get(at + 1).map_or(Class::Edge, |token| token.class);
    let word = &sentence.text[token.start..token.end];
    // "may have left", "would have met": the participle tells.
    let of_past = tokens.get(at + 1).is_some_and(|token| &sentence.text[token.start..token.end] == "have");
    match token.class {
        Class::Key(Key::FutureMark) if of_past && word != "will" => None,
        Class::Month(5) if of_past => None,
        Class::Key(Key::FutureMark) => Some(Tense::Future),
        // "is set to", "expected on", "has scheduled a vote"; but "was scheduled", "they set Friday as the day".
        Class::Key(Key::Scheduled) => {
            let before = word_before(sentence, at);
            // "had been due to expire"
            let had = before == "been" && word_before(sentence, at - 1) == "had";
            let past = had || matches!(before, "was" | "were" | "had");
            let future = matches!(before, "is" | "are" | "be" | "'re" | "'s" | "has" | "have" | "been")
                || matches!(next, Class::Key(Key::To | Key::For));
            (future && !past).then_some(Tense::Future)
        }
        // "plans to meet", "planned a march for Saturday"; but "announced a plan Tuesday".
        Class::Key(Key::Plans) => {
            let before = word_before(sentence, at);
            let noun = matches!(before, "a" | "the" | "its" | "his" | "their" | "had")
                || (matches!(before, "was" | "were") && &sentence.text[token.start..token.end] == "planned");
            let dated = matches!(next, Class::Weekday(_) | Class::Key(Key::On | Key::In));
            (!noun && !dated).then_some(Tense::Future)
        }
        // "they meet Monday", "the fair opens in March"; "came to meet him" is told by "came".
        Class::Key(Key::PresentMark) => (word_before(sentence, at) != "to").then_some(Tense::Future),
        Class::Key(Key::Function) if next == Class::Key(Key::To) => {
            matches!(&sentence.text[token.start..token.end], "is" | "are").then_some(Tense::Future)
        }
        // "as early as Tuesday", "until Friday"
        Class::Key(Key::Until | Key::By)
            if matches!(next, Class::Weekday(_) | Class::Digits | Class::Month(_) | Class::MonthShort(_)) =>
        {
            // "had filed reports by Wednesday"
            let from = at.saturating_sub(HAD_TOKENS_MAX);
            let had = (from..at).any(|at| &sentence.text[tokens[at].start..tokens[at].end] == "had");
            Some(if had { Tense::Past } else { Tense::Future })
        }
        Class::Key(Key::Early | Key::NearFuture) if next_is_as(sentence, at) => Some(Tense::Future),
        Class::Key(Key::Going) if next == Class::Key(Key::To) => Some(Tense::Future),
        Class::Key(Key::PastMark) => Some(Tense::Past),
        // "may vote on Friday"
        Class::Month(5) if &sentence.text[token.start..token.end] == "may" => Some(Tense::Future),
        Class::Other => {
            if word == "ll" && at > 0 && tokens[at - 1].class == Class::Sign(b'\'') {
                return Some(Tense::Future);
            }
            (word.len() > 3 && word.ends_with("ed") && !token.capital).then_some(Tense::Past)
        }
        _ => None,
    }
}

/// Tokens before a participle that are looked through for what makes it one of the future.
const PARTICIPLE_TOKENS_MAX: usize = 5;

/// Tokens before "by Wednesday" that are looked through for "had".
const HAD_TOKENS_MAX: usize = 8;

/// Most tokens between a verb and the day on which what it tells took place.
const OWN_EVENT_TOKENS_MAX: usize = 6;

/// Verbs whose own day follows them: "they met on 3 March". Reports and plans ("said", "agreed") are not among them,
/// since a day after these may be that of something else.
const OWN_EVENTS: &[&str] = &[
    "arrested",
    "arrived",
    "attacked",
    "began",
    "broke",
    "came",
    "collapsed",
    "crashed",
    "died",
    "disappeared",
    "ended",
    "erupted",
    "exploded",
    "fell",
    "fled",
    "fought",
    "happened",
    "held",
    "hit",
    "killed",
    "landed",
    "left",
    "lost",
    "met",
    "occurred",
    "opened",
    "ran",
    "resigned",
    "returned",
    "rose",
    "saw",
    "shot",
    "started",
    "struck",
    "took",
    "visited",
    "voted",
    "went",
    "won",
    "wrote",
];

/// Whether the past verb at `verb` tells what took place at `start`: nothing between them opens another plan.
fn tells_own_event(sentence: Sentence<'_>, verb: usize, start: usize) -> bool {
    let tokens = &sentence.tokens[verb..start];
    let own = |word: &str| OWN_EVENTS.iter().any(|event| word.eq_ignore_ascii_case(event));
    tokens.len() <= OWN_EVENT_TOKENS_MAX
        && own(&sentence.text[tokens[0].start..tokens[0].end])
        && !tokens.iter().any(|token| {
            matches!(
                token.class,
                Class::Key(Key::To | Key::For | Key::Until | Key::By | Key::Before | Key::From | Key::That)
            )
        })
}

/// "will be held", "is expected to have left", but "they would appeal the decision, announced Wednesday".
fn is_participle_ahead(sentence: Sentence<'_>, at: usize) -> bool {
    (at.saturating_sub(PARTICIPLE_TOKENS_MAX)..at)
        .rev()
        .take_while(|at| !matches!(sentence.tokens[*at].class, Class::Sign(b',' | b';')))
        .any(|at| marker(sentence, at) == Some(Tense::Future))
}

/// "to be held"
fn is_to_be(sentence: Sentence<'_>, at: usize) -> bool {
    at > 1 && word_before(sentence, at) == "be" && sentence.tokens[at - 2].class == Class::Key(Key::To)
}
