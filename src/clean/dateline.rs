//! Datelines at the start of a story: place, day and agency before a dash, a bracket or a colon, or an agency's
//! mark before a colon. They stay in the text and tell who published it and when.

use super::line::prefix;
use super::words::is_listed;
use crate::publication::{Told, day_in};
use crate::text::{Span, Words, fold_key};

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

/// Words that open a sentence about a day and no dateline, sorted.
const NOT_PLACES: &[&str] = &[
    "after",
    "as",
    "at",
    "before",
    "between",
    "by",
    "during",
    "early",
    "effective",
    "for",
    "from",
    "in",
    "last",
    "late",
    "later",
    "next",
    "on",
    "since",
    "starting",
    "this",
    "through",
    "to",
    "today",
    "tomorrow",
    "until",
    "updated",
    "yesterday",
];

/// Most dashes that are looked at: one may part the place from the day.
const DASHES_MAX: usize = 3;

/// States and bodies whose names in capitals stand in brackets behind a place, sorted.
const NOT_AGENCIES: &[&str] =
    &["asean", "cet", "dprk", "drc", "eu", "gmt", "ksa", "nato", "prc", "rok", "uae", "uk", "un", "us", "usa", "ussr"];

/// What the beginning of a paragraph says of its origin.
#[derive(Debug, Clone, Default)]
pub(super) struct Dateline {
    pub source: Option<String>,
    /// The day, with its year or without, and where it stands in the paragraph.
    pub day: Option<(Span, Told)>,
    /// Where the story starts.
    pub end: usize,
}

/// The dateline at the start of `paragraph`, if there is one.
pub(super) fn dateline(paragraph: &str) -> Option<Dateline> {
    let head = prefix(paragraph, DATELINE_BYTES_MAX);
    colon_mark(head).or_else(|| before_dash(head)).or_else(|| before_bracket_or_colon(head))
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
        day: None,
        end: head.len() - story.trim_start_matches(['*', '_', ' ']).len(),
    })
}

/// `KABUL, Jan 17 (Agency) -- The story`, `Kabul - Jan 17, 2024 - The story`.
fn before_dash(head: &str) -> Option<Dateline> {
    let marks = [" -", " –", " —", "--", "— ", " _ ", ")-", ")–", ")—", ")_"];
    let mut from = 0;
    for number in 0..DASHES_MAX {
        let (at, mark) = marks
            .iter()
            .filter_map(|mark| Some((from + head[from..].find(mark)?, *mark)))
            .min_by_key(|(at, mark)| (*at, usize::MAX - mark.len()))
            .or_else(|| Some((dash_behind_day(head).filter(|_| number == 0)?, "-")))?;
        let behind = &head[at + mark.len()..];
        let end = head.len() - behind.trim_start_matches(['-', '–', '—', '_', ' ']).len();
        // A bracket that stands in the mark belongs to what precedes the dash.
        let told = &head[..at + usize::from(mark.starts_with(')'))];
        if let Some(found) = told_before(told, end).filter(|found| number == 0 || found.day.is_some()) {
            return Some(found);
        }
        from = end.max(at + mark.len());
    }
    None
}

/// The dash that stands right behind a day: "NEW YORK, March 11- The story".
fn dash_behind_day(head: &str) -> Option<usize> {
    head.contains(['-', '–', '—']).then_some(())?;
    let (span, _) = day_in(head)?;
    let behind = &head[span.end..];
    (behind.starts_with(['-', '–', '—']) && !behind[1..].starts_with(|c: char| c.is_ascii_digit())).then_some(span.end)
}

/// `New Delhi, Jan 17 (Agency) The story`, `KABUL, Jan 17: The story`.
fn before_bracket_or_colon(head: &str) -> Option<Dateline> {
    head.contains([':', ')']).then_some(())?;
    let (span, _) = day_in(head)?;
    let behind = &head[span.end..];
    let (told, rest) = match behind.trim_start().strip_prefix('(').and_then(|inside| inside.split_once(')')) {
        Some((inside, rest)) => {
            is_agency(inside, true).then_some(())?;
            (&head[..head.len() - rest.len()], rest.strip_prefix([':', '.', ',']).unwrap_or(rest))
        }
        None => (&head[..span.end], behind.strip_prefix(':')?),
    };
    let story = rest.trim_start();
    let opens = story.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘'));
    if !opens || story.len() == rest.len() {
        return None;
    }
    told_before(told, head.len() - story.len()).filter(|found| found.day.is_some())
}

/// What the words before the mark of a dateline say; `end` is where the story starts.
fn told_before(told: &str, end: usize) -> Option<Dateline> {
    let told = told.trim_end();
    let day = day_in(told);
    // The agency in brackets, or between slashes as press services print it.
    let open = told.rfind('(').filter(|_| told.ends_with(')'));
    let slash = told.strip_suffix('/').and_then(|told| told.rfind('/'));
    let (place, agency) = match open.or(slash) {
        Some(at) => (&told[..at], Some(told[at + 1..told.len() - 1].trim())),
        None => (told, None),
    };
    let place = place.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    if !is_place(place) {
        return None;
    }
    let day = day.filter(|(span, _)| is_behind_a_place(told, *span, agency.is_some()));
    let has_day = day.is_some() || place.bytes().any(|byte| byte.is_ascii_digit());
    let source = match agency {
        Some(agency) => is_agency(agency, has_day).then(|| agency.to_owned()),
        // "TEHRAN, Jan. 17, IRNA - "
        None => place
            .rsplit_once(',')
            .map(|(_, last)| last.trim())
            .filter(|last| is_listed(AGENCIES, &fold_key(last)))
            .map(str::to_owned),
    };
    (source.is_some() || day.is_some()).then_some(Dateline { source, day, end })
}

/// Whether a place stands before the day, set off by a mark or by capitals: "On Friday, Jan 17 -" and
/// "January 17 -" are none. An agency makes up for the place.
fn is_behind_a_place(told: &str, day: Span, has_agency: bool) -> bool {
    let before = told[..day.start].trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '(' | '['));
    let words = Words::of(before);
    if words.is_empty() {
        return has_agency;
    }
    let is_set_off = before.ends_with([',', '.', '-', '–', '—', '/', ':', ')', '|'])
        || (told[..day.start].ends_with('('))
        || !before.chars().any(char::is_lowercase);
    is_set_off && NOT_PLACES.binary_search(&words.folded(0)).is_err()
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
        assert!(PUBLISHER_WORDS.is_sorted() && NOT_AGENCIES.is_sorted() && NOT_PLACES.is_sorted());
        assert!(entries(AGENCIES).all(|agency| NOT_AGENCIES.binary_search(&agency).is_err()));
    }
}
