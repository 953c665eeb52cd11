//! Aliases that an article states itself: "X (Y)", "X, also known as Y".

use super::kind::Kind;
use super::recognise::{Found, Mention, Reading, StatedAlias};
use super::tokens::Gap;
use crate::text::Span;

/// Phrases between two names of one actor, folded.
const PHRASES: &[&[&str]] = &[
    &["also", "called"],
    &["also", "known", "as"],
    &["better", "known", "as"],
    &["formerly", "known", "as"],
    &["known", "as"],
    &["previously", "known", "as"],
];

/// The aliases stated between neighbouring mentions. `mention_of` gives for each found piece the part and number
/// of its mention, if it has one.
pub(super) fn stated_aliases(
    reading: &Reading<'_, '_>,
    mentions: &[Vec<Mention>],
    mention_of: &[Option<(usize, usize)>],
) -> Vec<StatedAlias> {
    let mut aliases = Vec::new();
    for number in 1..reading.found.len() {
        let (first, second) = (&reading.found[number - 1], &reading.found[number]);
        let (Some(Some((part, name))), Some(Some((_, alias)))) = (mention_of.get(number - 1), mention_of.get(number))
        else {
            continue;
        };
        if first.part != second.part {
            continue;
        }
        let (name, alias) = (&mentions[*part][*name], &mentions[*part][*alias]);
        let in_brackets = is_bracketed(reading, first, second);
        if name.name_key == alias.name_key || !(in_brackets || is_told(reading, first, second)) {
            continue;
        }
        // "Lahore (Pakistan)" or "Khan (Karachi)" tells where, not who.
        let place = |mention: &Mention| matches!(mention.kind, Kind::Place | Kind::State);
        if place(name) || place(alias) || in_brackets && (name.kind == Kind::Person || alias.kind == Kind::Person) {
            continue;
        }
        aliases.push(StatedAlias {
            part: *part,
            name_key: name.name_key.clone(),
            alias_key: alias.name_key.clone(),
            span: Span::new(name.span.start, alias.span.end),
        });
    }
    aliases
}

fn is_bracketed(reading: &Reading<'_, '_>, first: &Found, second: &Found) -> bool {
    let tokens = &reading.tokens[first.part].tokens;
    let after = &reading.parts[first.part].text[reading.span_of(second).end..];
    first.to == second.from
        && tokens[second.from].gap == Gap::Open
        && after.trim_start_matches(['"', '\'', '”', '’', '»']).starts_with([')', ',', ';'])
}

fn is_told(reading: &Reading<'_, '_>, first: &Found, second: &Found) -> bool {
    let tokens = &reading.tokens[first.part].tokens[first.to..second.from];
    PHRASES.iter().any(|phrase| {
        let skipped = tokens.len().saturating_sub(phrase.len());
        let article = skipped == 1 && tokens.last().is_some_and(|last| reading.words.of(last).folded == "the");
        (skipped == 0 || article)
            && tokens.len() >= phrase.len()
            && phrase.iter().zip(tokens).all(|(word, token)| reading.words.of(token).folded == *word)
    })
}

#[cfg(test)]
mod tests {
    use super::PHRASES;

    #[test]
    fn phrases_are_sorted() {
        assert!(PHRASES.is_sorted());
    }
}
