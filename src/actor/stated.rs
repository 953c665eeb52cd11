//! Aliases that an article states itself: "X (Y)", "X, also known as Y", "Y, the acronym of X".
//!
//! Only what stands between two neighbouring mentions is looked at, and what comes right after the second. What is
//! found is evidence: it merges nothing here, see `learned.rs`.

use super::kind::{Form, Kind};
use super::recognise::{Mention, StatedAlias};
use crate::text::{Span, Words, fold_key};
use std::sync::OnceLock;
use xxhash_rust::xxh3::xxh3_64;

/// Longest text between two names of one actor, bytes.
const BETWEEN_BYTES_MAX: usize = 80;
/// Words on each side of a statement that tell it from a copy.
const CONTEXT_WORDS: usize = 8;

/// How an article states that two names are one actor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatedBy {
    /// Capital letters that fit the other name, in brackets or by a phrase.
    Acronym,
    /// A phrase: "also known as".
    Phrase,
    /// Brackets alone, which may as well hold a party, a parent or a place.
    Brackets,
}

impl StatedBy {
    /// All of them.
    pub const ALL: [StatedBy; 3] = [StatedBy::Acronym, StatedBy::Phrase, StatedBy::Brackets];

    /// The word used in the index and in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            StatedBy::Acronym => "acronym",
            StatedBy::Phrase => "phrase",
            StatedBy::Brackets => "brackets",
        }
    }

    /// What a word of [`StatedBy::as_str`] means.
    pub fn from_word(word: &str) -> Option<Self> {
        StatedBy::ALL.into_iter().find(|by| by.as_str() == word)
    }
}

/// The aliases stated between neighbouring mentions of part number `part`.
pub(super) fn stated_aliases(part: usize, text: &str, mentions: &[Mention]) -> Vec<StatedAlias> {
    mentions.windows(2).filter_map(|pair| statement(part, text, &pair[0], &pair[1])).collect()
}

fn statement(part: usize, text: &str, first: &Mention, second: &Mention) -> Option<StatedAlias> {
    let between = text.get(first.span.end..second.span.start).filter(|between| between.len() <= BETWEEN_BYTES_MAX)?;
    let after = text.get(second.span.end..)?;
    let (relation, by) = relation(between, after)?;
    // "TLF (Tamrat Liberation Front)": the fuller name stands in the brackets.
    let first_surface = first.span.of(text);
    let is_explained = is_acronym(first_surface) && letters_fit(first_surface, &second.name_key);
    let name_is_second = relation == Relation::Second || by == StatedBy::Brackets && is_explained;
    let (name, alias) = if name_is_second { (second, first) } else { (first, second) };
    let alias_surface = alias.span.of(text);
    let alias_is_acronym = is_acronym(alias_surface);
    let fits = alias_is_acronym && letters_fit(alias_surface, &name.name_key);
    // Capitals that the article itself explains are linked to the full name and carry its key.
    let alias_key = if alias.form == Form::Acronym && alias.name_key == name.name_key {
        fold_key(&alias_surface.replace('.', ""))
    } else {
        alias.name_key.clone()
    };
    if alias_key == name.name_key || alias_key.is_empty() || name.name_key.is_empty() {
        return None;
    }
    // "Lahore (Pakistan)" or "Khan (Karachi)" tells where, not who.
    let excluded = |mention: &Mention| {
        matches!(mention.kind, Kind::Place | Kind::State) || matches!(mention.form, Form::Demonym | Form::Capital)
    };
    let in_person = |mention: &Mention| mention.kind == Kind::Person;
    if excluded(name) || excluded(alias) || in_person(name) != in_person(alias) {
        return None;
    }
    // "Abdullah (Rahman)" may be anything; "Rahman, also known as Abdullah" is not.
    if by == StatedBy::Brackets && in_person(name) || relation == Relation::FirstIfAcronym && !fits {
        return None;
    }
    // A surname that leans on a full name says nothing of another name.
    if alias.form == Form::Short {
        return None;
    }
    let span = Span::new(first.span.start, second.span.end);
    Some(StatedAlias {
        part,
        name_key: name.name_key.clone(),
        name_kind: name.kind,
        alias_key,
        alias_kind: if fits { name.kind } else { alias.kind },
        by: if fits { StatedBy::Acronym } else { by },
        context: context(text, span),
        span,
    })
}

/// Where the fuller of two names stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    First,
    /// First, where the other is an acronym of it.
    FirstIfAcronym,
    Second,
}

struct Phrase {
    relation: Relation,
    after_pause: bool,
    between: Vec<&'static str>,
    after: Vec<&'static str>,
}

/// Languages and scripts, folded, that a name may be said to be in.
const LANGUAGES: &[&str] = &[
    "amharic",
    "arabic",
    "bengali",
    "burmese",
    "chinese",
    "dari",
    "english",
    "farsi",
    "french",
    "german",
    "hebrew",
    "hindi",
    "indonesian",
    "italian",
    "japanese",
    "korean",
    "kurdish",
    "malay",
    "pashto",
    "persian",
    "portuguese",
    "russian",
    "somali",
    "spanish",
    "swahili",
    "tagalog",
    "turkish",
    "ukrainian",
    "urdu",
];

fn phrases() -> &'static [Phrase] {
    static PHRASES: OnceLock<Vec<Phrase>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let lines = include_str!("lists/stated_phrases.txt").lines();
        lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(phrase).collect()
    })
}

fn phrase(line: &'static str) -> Phrase {
    let (relation, words) = line.split_once(' ').expect("a phrase has a sign and words");
    let relation = match relation {
        ">" => Relation::First,
        "<" => Relation::Second,
        _ => Relation::FirstIfAcronym,
    };
    let (after_pause, words) = match words.strip_prefix(", ") {
        Some(words) => (true, words),
        None => (false, words),
    };
    let (between, after) = words.split_once(" … ").unwrap_or((words, ""));
    Phrase {
        relation,
        after_pause,
        between: between.split(' ').collect(),
        after: after.split(' ').filter(|word| !word.is_empty()).collect(),
    }
}

/// What the text between two mentions, and what follows them, makes of the two.
fn relation(between: &str, after: &str) -> Option<(Relation, StatedBy)> {
    let quotes = ['"', '\'', '“', '”', '‘', '’', '«', '»'];
    let trimmed = between.trim_matches(|c: char| c.is_whitespace() || quotes.contains(&c));
    if trimmed.contains([';', ':', '!', '?', ')', ']', '\n', '/', '|']) {
        return None;
    }
    let opens = trimmed.starts_with('(');
    let closed = after.trim_start_matches(quotes);
    if opens && trimmed.len() == 1 {
        return closed.starts_with([')', ',', ';']).then_some((Relation::First, StatedBy::Brackets));
    }
    // Most pairs of names end here: nearly all text between names begins with other words.
    let word_at = trimmed.find(|c: char| c.is_alphabetic())?;
    let first = trimmed[word_at..].split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let begins = first == "the" || phrases().iter().any(|phrase| phrase.between[0].eq_ignore_ascii_case(first));
    // "The Front met the Movement. Also known as …": a full stop parts the two.
    if !begins || trimmed[..word_at].contains('.') {
        return None;
    }
    let words = Words::of(trimmed);
    let words: Vec<&str> = words.iter().collect();
    if opens && words == ["the"] {
        return closed.starts_with(')').then_some((Relation::First, StatedBy::Brackets));
    }
    let pauses = opens || trimmed.starts_with([',', '–', '—', '-']);
    let following = Words::of(closed.get(..closed.floor_char_boundary(40)).unwrap_or(""));
    let following: Vec<&str> = following.iter().collect();
    let told = phrases().iter().find(|phrase| {
        let fits = |words: &[&str]| matches(&phrase.between, words) == Some(words.len());
        let without_article = words.strip_suffix(&["the"]);
        (pauses || !phrase.after_pause)
            && (fits(&words) || without_article.is_some_and(fits))
            && (phrase.after.is_empty() || matches(&phrase.after, &following).is_some())
    })?;
    Some((told.relation, StatedBy::Phrase))
}

/// How many of `words` a pattern takes from their beginning, if it fits.
fn matches(pattern: &[&str], words: &[&str]) -> Option<usize> {
    let mut at = 0;
    for part in pattern {
        let language = words.get(at).is_some_and(|word| LANGUAGES.binary_search(word).is_ok());
        match *part {
            "~" => at += usize::from(language),
            "L" if language => at += 1,
            word if words.get(at) == Some(&word) => at += 1,
            _ => return None,
        }
    }
    Some(at)
}

/// Whether a surface is written as capital letters.
fn is_acronym(surface: &str) -> bool {
    let mut letters = surface.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().filter(|c| c.is_uppercase()).count();
    !surface.contains(' ') && capitals >= 2 && letters.all(|c| c.is_uppercase() || capitals > 2)
}

/// Whether the letters are the initials of the words of a folded name, small words taken or passed over.
pub(super) fn letters_fit(acronym: &str, name_key: &str) -> bool {
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = name_key.split(' ').collect();
    letters.len() >= 2 && words.len() >= 2 && fit(&letters, &words)
}

fn fit(letters: &[char], words: &[&str]) -> bool {
    const SMALL: &[&str] = &["al", "and", "de", "del", "e", "for", "in", "la", "of", "on", "the", "to", "ul"];
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    let takes = letters.first().is_some_and(|letter| word.starts_with(*letter)) && fit(&letters[1..], rest);
    takes || SMALL.contains(word) && fit(letters, rest)
}

/// A number for the words around a statement: copies of one report have the same.
fn context(text: &str, span: Span) -> u32 {
    const CONTEXT_BYTES: usize = 96;
    let start = text.floor_char_boundary(span.start.saturating_sub(CONTEXT_BYTES));
    let end = text.floor_char_boundary((span.end + CONTEXT_BYTES).min(text.len()));
    let (before, inside, after) =
        (Words::of(&text[start..span.start]), Words::of(span.of(text)), Words::of(&text[span.end..end]));
    let before: Vec<&str> = before.iter().collect();
    let words = before[before.len().saturating_sub(CONTEXT_WORDS)..]
        .iter()
        .copied()
        .chain(inside.iter())
        .chain(after.iter().take(CONTEXT_WORDS));
    let words: Vec<&str> = words.collect();
    xxh3_64(words.join(" ").as_bytes()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_and_languages_are_sorted() {
        let lines = include_str!("lists/stated_phrases.txt").lines();
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(LANGUAGES.is_sorted());
    }

    #[test]
    fn what_stands_between_and_after_tells_the_relation() {
        use Relation::{First, FirstIfAcronym, Second};
        for (between, after, expected) in [
            (" (", ") met", Some((First, StatedBy::Brackets))),
            (" (\"", "\"), which", Some((First, StatedBy::Brackets))),
            (" (", " of the north)", None),
            (", or the ", " in English, met in June.", Some((First, StatedBy::Phrase))),
            (", or the ", ", met in June.", Some((FirstIfAcronym, StatedBy::Phrase))),
            (", the Arabic acronym for the ", " ", Some((Second, StatedBy::Phrase))),
            (" (a.k.a. ", ")", Some((First, StatedBy::Phrase))),
            (", a.k.a. ", ",", Some((First, StatedBy::Phrase))),
            (". Also known as ", ",", None),
            (" and the ", " ", None),
            (", the ", ",", None),
        ] {
            assert_eq!(relation(between, after), expected, "{between:?} {after:?}");
        }
    }

    #[test]
    fn letters_fit_initials_and_no_others() {
        for (acronym, name, fits) in [
            ("TLF", "tamrat liberation front", true),
            ("ULA", "union of lowland armies", true),
            ("UOLA", "union of lowland armies", true),
            ("TLFX", "tamrat liberation front", false),
            ("TF", "tamrat liberation front", false),
            ("LF", "tamrat liberation front", false),
            ("T", "tamrat", false),
        ] {
            assert_eq!(letters_fit(acronym, name), fits, "{acronym} of {name}");
        }
    }

    #[test]
    fn a_copy_has_the_context_of_its_original_and_another_report_has_not() {
        let told = |text: &str| context(text, Span::new(text.find("Front").expect("a front"), text.len() - 4));
        let original = "Fighters of the Front, also known as the Reed, met.";
        assert_eq!(told(original), told("  Fighters of the Front, also known as the Reed, met."));
        assert_ne!(told(original), told("Leaders of the Front, also known as the Reed, met."));
    }
}
