//! Whether one text is a near-identical copy of another.
//!
//! Copies share nearly all runs of five words that the shorter has: a headline is swapped, an agency's line added, an end
//! cut off, some words are edited. What is written anew from a form shares as much: a bank's daily notice, a dividend, a
//! weekly table. Two things tell these apart: they differ in figures, and they appear on other days. So figures must
//! agree, and what lies days apart, or is short, must agree in more.
//!
//! The bounds were set on newswire, by reading pairs on both sides of each: of those that share 0.6 to 0.75 of the
//! shorter, with the same figures and within two days, all but one in thirty were one report; on other days half were forms.

use crate::date::Day;
use crate::text::{Words, shingles};
use xxhash_rust::xxh3::xxh3_64;

/// Shingles that a text must have to be compared at all: less is a line of a table.
const SHINGLES_MIN: usize = 8;
/// Below this a text is as short as a form: its title must tell it apart from others.
const SHORT: usize = 40;
/// Below this it is a brief.
const BRIEF: usize = 60;
/// Part of the longer text that the shorter must reach: a report in a digest of many is no copy of the digest.
const LENGTH_SHARE_MIN: f32 = 0.25;
/// Days apart up to which articles appeared together.
const TOGETHER_DAYS: i32 = 2;
/// Part of the shingles at which one figure may be another: a correction.
const CORRECTED_MIN: f32 = 0.9;
/// Of so many figures one may be another.
const FIGURES_PER_OTHER: usize = 10;
/// Part of the words of the shorter title that the other must have, where the texts are short.
const TITLE_SHARE_MIN: f32 = 0.5;

/// What is compared of an article before its text is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outline {
    /// Distinct shingles of the text.
    pub shingles: usize,
    /// The day of publication that it states, if it states one.
    pub day: Option<Day>,
}

/// What is compared of its text.
#[derive(Debug, Clone, Default)]
pub struct CopyText {
    /// Ascending.
    shingles: Vec<u64>,
    /// Words with a digit, as numbers, ascending.
    figures: Vec<u64>,
    /// Words of the title, as numbers, ascending.
    title: Vec<u64>,
}

impl CopyText {
    /// Of an article's parts in reading order and its title, which is empty when it has none of its own.
    pub fn of<'a>(parts: impl Iterator<Item = &'a str>, title: &str) -> Self {
        let parts: Vec<Words> = parts.map(Words::of).collect();
        let words = || parts.iter().flat_map(Words::iter);
        let figures = words().filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
        CopyText { shingles: shingles(words()), figures: numbers(figures), title: numbers(Words::of(title).iter()) }
    }
}

fn numbers<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u64> {
    let mut numbers: Vec<u64> = words.map(|word| xxh3_64(word.as_bytes())).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Part of the shingles of the shorter that both must have at least, as far as outlines tell; `None` where they can be no
/// copies.
pub fn least_shared(longer: Outline, shorter: Outline) -> Option<f32> {
    let (most, count) = (longer.shingles.max(shorter.shingles), longer.shingles.min(shorter.shingles));
    if count < SHINGLES_MIN || (count as f32) < LENGTH_SHARE_MIN * most as f32 {
        return None;
    }
    let together = appear_together(longer, shorter);
    match count {
        BRIEF.. if together => Some(0.6),
        BRIEF.. => Some(0.9),
        SHORT.. if together => Some(0.8),
        SHORT.. => Some(0.95),
        _ if together => Some(0.9),
        _ => None,
    }
}

fn appear_together(one: Outline, other: Outline) -> bool {
    one.day.zip(other.day).is_none_or(|(one, other)| (one.0 - other.0).abs() <= TOGETHER_DAYS)
}

/// Part of the shingles of the shorter text that the other has, if one is a copy of the other.
pub fn shared_part(one: (Outline, &CopyText), other: (Outline, &CopyText)) -> Option<f32> {
    let least = least_shared(one.0, other.0)?;
    let (shorter, longer) =
        if one.1.shingles.len() <= other.1.shingles.len() { (one.1, other.1) } else { (other.1, one.1) };
    let count = shorter.shingles.len();
    let shared = common(&shorter.shingles, &longer.shingles) as f32 / count as f32;
    if shared < least {
        return None;
    }
    let titles = shorter.title.len().min(longer.title.len());
    if count < SHORT && (common(&shorter.title, &longer.title) as f32) < TITLE_SHARE_MIN * titles as f32 {
        return None;
    }
    let others = shorter.figures.len() - common(&shorter.figures, &longer.figures);
    let may_be_others = match appear_together(one.0, other.0) {
        true => shorter.figures.len() / FIGURES_PER_OTHER + usize::from(shared >= CORRECTED_MIN),
        false => 0,
    };
    (others <= may_be_others).then_some(shared)
}

/// How many numbers two ascending lists share.
fn common(one: &[u64], other: &[u64]) -> usize {
    let (mut this, mut that, mut common) = (0, 0, 0);
    while let (Some(first), Some(second)) = (one.get(this), other.get(that)) {
        common += usize::from(first == second);
        this += usize::from(first <= second);
        that += usize::from(second <= first);
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCES: [&str; 6] = [
        "Boats stayed in the harbour of Norrvik on Monday while owners and the port argued about the price of a berth.",
        "The head of the union, who owns nine boats, said that 400 members would rather fish elsewhere than pay it.",
        "The port replied that dredging cost 2.5 million crowns each year and that nobody else could be asked for it.",
        "Traders in the market had nothing to sell but what had come by lorry from the north during the night.",
        "Hotels along the coast expect guests for the summer feast and have begun to look for fish in other towns.",
        "A mediator will hear both sides on Friday in the town hall, and a ruling is expected within the month.",
    ];

    fn shared(one: (&str, &str, i32), other: (&str, &str, i32)) -> Option<f32> {
        let text = |(title, text, _): (&str, &str, i32)| CopyText::of([text].into_iter(), title);
        let (first, second) = (text(one), text(other));
        let outline = |text: &CopyText, day| Outline { shingles: text.shingles.len(), day: Some(Day(day)) };
        shared_part((outline(&first, one.2), &first), (outline(&second, other.2), &second))
    }

    #[test]
    fn a_copy_may_have_another_headline_and_lack_its_end_and_lies_in_a_digest_unseen() {
        let whole = SENTENCES.join(" ");
        let cut = SENTENCES[..3].join(" ");
        assert_eq!(shared(("Boats stay", &whole, 1), ("No fish", &whole, 9)), Some(1.0));
        assert_eq!(shared(("Boats stay", &whole, 1), ("No fish", &cut, 2)), Some(1.0));
        let digest = format!("{cut} {}", (0..400).map(|word| format!("word{word} ")).collect::<String>());
        assert_eq!(shared(("Boats stay", &cut, 1), ("The day", &digest, 1)), None);
    }

    #[test]
    fn a_copy_may_be_edited_on_the_same_days_and_hardly_on_others() {
        let whole = SENTENCES.join(" ");
        let edited = whole
            .replace("stayed", "lay")
            .replace("Traders", "Sellers")
            .replace("guests", "visitors")
            .replace("mediator", "judge");
        let near = shared(("Boats stay", &whole, 1), ("Boats stay", &edited, 3)).expect("a copy");
        assert!((0.7..0.9).contains(&near), "{near}");
        assert_eq!(shared(("Boats stay", &whole, 1), ("Boats stay", &edited, 4)), None);
    }

    #[test]
    fn figures_must_agree_but_for_a_correction() {
        let whole = SENTENCES.join(" ");
        assert!(shared(("", &whole, 1), ("", &whole.replace("400", "300"), 2)).is_some());
        assert!(shared(("", &whole, 1), ("", &whole.replace("400", "300"), 9)).is_none());
        assert!(shared(("", &whole, 1), ("", &whole.replace("400", "300").replace("2.5", "3.1"), 2)).is_none());
    }

    #[test]
    fn short_texts_need_titles_that_agree_and_the_same_days() {
        let short = SENTENCES[0];
        assert!(shared(("Boats stay in harbour", short, 1), ("Boats stay in", short, 2)).is_some());
        assert!(shared(("Boats stay in harbour", short, 1), ("Strike begins", short, 2)).is_none());
        assert!(shared(("Boats stay in harbour", short, 1), ("Boats stay in harbour", short, 7)).is_none());
        assert!(shared(("Nothing", "Business was nil today", 1), ("Nothing", "Business was nil today", 1)).is_none());
    }
}
