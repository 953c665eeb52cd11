//! Datelines at the start of a story: place, day and agency before a dash, or an agency's mark before a
//! colon. They stay in the text and tell who published it and when.

use super::line::prefix;
use super::words::is_listed;
use crate::date::{ExplicitDate, Precision, find_explicit};
use crate::text::{Words, fold_key};

const AGENCIES: &str = include_str!("agencies.txt");
const HEADER_WORDS: &str = include_str!("header-words.txt");

/// Longest dateline in bytes.
const DATELINE_BYTES_MAX: usize = 120;
/// Most words of a place with its region, and of an agency's name.
const PLACE_WORDS_MAX: usize = 8;
const AGENCY_WORDS_MAX: usize = 5;

/// Words that make a name in brackets one of a publisher, sorted.
const PUBLISHER_WORDS: &[&str] = &[
    "agency",
    "broadcasting",
    "daily",
    "gazette",
    "herald",
    "journal",
    "media",
    "network",
    "news",
    "observer",
    "online",
    "post",
    "press",
    "radio",
    "service",
    "telegraph",
    "times",
    "tribune",
    "tv",
    "wire",
];

/// Ends of a single word in capitals that make it the mark of a publisher.
const MARK_ENDS: &[&str] = &["agency", "media", "news", "press", "radio", "tv"];

/// States and bodies whose names in capitals stand in brackets behind a place, sorted.
const NOT_AGENCIES: &[&str] =
    &["asean", "cet", "dprk", "drc", "eu", "gmt", "ksa", "nato", "prc", "rok", "uae", "uk", "un", "us", "usa", "ussr"];

/// What the beginning of a paragraph says of its origin.
#[derive(Debug, Clone, Default)]
pub(super) struct Dateline {
    pub source: Option<String>,
    /// With a span in bytes of the paragraph.
    pub date: Option<ExplicitDate>,
    /// Where the story starts.
    pub end: usize,
}

/// The dateline at the start of `paragraph`, if there is one.
pub(super) fn dateline(paragraph: &str) -> Option<Dateline> {
    let head = prefix(paragraph, DATELINE_BYTES_MAX);
    colon_mark(head).or_else(|| before_dash(head))
}

/// `SAEDNEWS: The story`: one word in capitals that is known as an agency or made like the name of one.
fn colon_mark(head: &str) -> Option<Dateline> {
    let (mark, story) = head.split_once(':')?;
    let mark = mark.trim_matches(['*', '_', ' ']);
    if mark.is_empty() || !story.trim_start_matches(['*', '_']).starts_with(char::is_whitespace) {
        return None;
    }
    let is_one_word = mark.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if !is_one_word || mark.chars().any(char::is_lowercase) || !mark.chars().any(char::is_uppercase) {
        return None;
    }
    let key = fold_key(mark);
    let is_made_like_one = MARK_ENDS.iter().any(|end| key.len() >= end.len() + 2 && key.ends_with(end));
    let known = is_listed(AGENCIES, &key) || is_made_like_one || is_domain(mark);
    known.then(|| Dateline {
        source: Some(mark.to_owned()),
        date: None,
        end: head.len() - story.trim_start_matches(['*', '_', ' ']).len(),
    })
}

/// `KABUL, Jan 17 (Agency) -- The story`.
fn before_dash(head: &str) -> Option<Dateline> {
    let marks = [" -", " –", " —", "--", "— ", " _ ", ")-", ")–", ")—"];
    let (at, mark) = marks
        .iter()
        .filter_map(|mark| Some((head.find(mark)?, *mark)))
        .min_by_key(|(at, mark)| (*at, usize::MAX - mark.len()))?;
    let story = head[at + mark.len()..].trim_start_matches(['-', '–', '—', '_', ' ']);
    let end = head.len() - story.len();
    // A bracket that stands in the mark belongs to what precedes the dash.
    let at = at + usize::from(mark.starts_with(')'));
    let told = head[..at].trim_end();
    let date = find_explicit(told).into_iter().find(|date| date.precision == Precision::Day);
    let (place, agency) = match told.strip_suffix(')').and_then(|told| told.rsplit_once('(')) {
        Some((place, inside)) => (place, Some(inside.trim())),
        None => (told, None),
    };
    let place = place.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    if !is_place(place) {
        return None;
    }
    let has_day = date.is_some() || place.bytes().any(|byte| byte.is_ascii_digit());
    let source = match agency {
        Some(agency) => is_agency(agency, has_day).then(|| agency.to_owned()),
        // "TEHRAN, Jan. 17, IRNA - "
        None => place
            .rsplit_once(',')
            .map(|(_, last)| last.trim())
            .filter(|last| is_listed(AGENCIES, &fold_key(last)))
            .map(str::to_owned),
    };
    (source.is_some() || date.is_some()).then_some(Dateline { source, date, end })
}

/// Whether every word is a name or a number, and the first is a name.
fn is_place(place: &str) -> bool {
    let words = Words::of(place);
    let is_name = |index: usize| {
        let word = words.span(index).of(place);
        word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
    };
    let is_number = |index: usize| words.folded(index).starts_with(|c: char| c.is_ascii_digit());
    let is_particle =
        |index: usize| matches!(words.folded(index), "al" | "de" | "la" | "of" | "and" | "on" | "upon" | "el" | "the");
    (1..=PLACE_WORDS_MAX).contains(&words.len())
        && is_name(0)
        && (1..words.len()).all(|index| is_name(index) || is_number(index) || is_particle(index))
        && !place.contains(['"', '“', '”', '?', '!', ';', ':'])
}

/// Whether what stands in the brackets names a publisher. Beside a day any name does; without one it
/// must be made like a publisher's, since "Kabul (Afghanistan) -" names none.
fn is_agency(inside: &str, has_day: bool) -> bool {
    let words = Words::of(inside);
    if words.is_empty() || words.len() > AGENCY_WORDS_MAX {
        return false;
    }
    if is_domain(inside) {
        return true;
    }
    let key = fold_key(inside);
    if NOT_AGENCIES.binary_search(&key.as_str()).is_ok() {
        return false;
    }
    let is_time = words.iter().any(|word| {
        is_listed(HEADER_WORDS, word) && !matches!(word, "news" | "online" | "desk")
            || word.starts_with(|c: char| c.is_ascii_digit())
            || is_month(word)
    });
    let is_capitalised =
        words.spans().iter().all(|span| span.of(inside).starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()));
    if is_time || !is_capitalised {
        return false;
    }
    let is_known = is_listed(AGENCIES, &key)
        || words.iter().any(|word| is_listed(AGENCIES, word) || PUBLISHER_WORDS.binary_search(&word).is_ok());
    let is_acronym = words.len() == 1 && (3..=10).contains(&inside.len()) && inside.chars().all(char::is_uppercase);
    is_known || is_acronym || has_day
}

fn is_month(word: &str) -> bool {
    const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    MONTHS.iter().any(|month| word.starts_with(month)) && word.len() <= 9
}

/// Whether `name` is the name of a host ("example.org").
fn is_domain(name: &str) -> bool {
    let mut labels = 0;
    let all_sound = name.split('.').all(|label| {
        labels += 1;
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    let last = name.rsplit('.').next().unwrap_or("");
    all_sound && labels >= 2 && (2..=10).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::super::words::entries;
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(PUBLISHER_WORDS.is_sorted() && NOT_AGENCIES.is_sorted());
        assert!(entries(AGENCIES).all(|agency| NOT_AGENCIES.binary_search(&agency).is_err()));
    }
}
