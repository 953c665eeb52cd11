//! Evidence for what a capitalised run is, from the words around it.

use super::curated::View;
use super::tokens::{Gap, Shape};
use super::vocabulary::Flags;

/// Common nouns that make the name before them a place, folded.
const NOUNS_AFTER_PLACES: &[&str] = &[
    "airport",
    "area",
    "bay",
    "city",
    "coast",
    "county",
    "desert",
    "district",
    "governorate",
    "harbor",
    "harbour",
    "island",
    "islands",
    "lake",
    "mountains",
    "neighborhood",
    "neighbourhood",
    "peninsula",
    "port",
    "prefecture",
    "province",
    "provinces",
    "region",
    "river",
    "stadium",
    "suburb",
    "territory",
    "town",
    "valley",
    "village",
];

/// A set of observations about one occurrence of a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Evidence(u32);

impl Evidence {
    pub(super) const NONE: Evidence = Evidence(0);
    /// A title or an office stands before it.
    pub(super) const TITLE: Evidence = Evidence(1);
    /// It has a common given name.
    pub(super) const GIVEN: Evidence = Evidence(1 << 1);
    /// A verb of saying stands beside it.
    pub(super) const SAYS: Evidence = Evidence(1 << 2);
    /// An age or "who" follows.
    pub(super) const HUMAN: Evidence = Evidence(1 << 3);
    /// "in", "near", "at", "from" stands before it.
    pub(super) const WHERE: Evidence = Evidence(1 << 4);
    /// "province", "-based", "city of" or a known place after a comma stands beside it.
    pub(super) const PLACE: Evidence = Evidence(1 << 5);
    /// All capitals, two to six.
    pub(super) const ACRONYM: Evidence = Evidence(1 << 6);
    /// "shares", "stock" and the like follow.
    pub(super) const COMPANY: Evidence = Evidence(1 << 7);
    /// It has ordinary words, so capitals may be a matter of style.
    pub(super) const PLAIN: Evidence = Evidence(1 << 8);
    /// It begins the sentence as a dateline does: "KARACHI (Agency) -".
    pub(super) const DATELINE: Evidence = Evidence(1 << 9);

    /// "the" stands before it, as before no person.
    pub(super) const ARTICLE: Evidence = Evidence(1 << 10);

    pub(super) fn has(self, other: Evidence) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub(super) fn with(self, other: Evidence) -> Evidence {
        Evidence(self.0 | other.0)
    }
}

/// What the words around tokens `from..to` say.
pub(super) fn context_evidence(view: View<'_, '_>, from: usize, to: usize) -> Evidence {
    let mut evidence = Evidence::NONE;
    let possessive = view.tokens[to - 1].possessive;
    if let Some(before) = view.previous(from) {
        let word = view.folded(before);
        if matches!(word, "in" | "near" | "at" | "outside" | "around" | "throughout" | "across" | "inside") {
            // "in Ostravel" is somewhere; "in Ostravel circles" need not be.
            let attributive = view.next(to).is_some_and(|next| {
                view.tokens[next].shape == Shape::Lower
                    && view.flags(next).any(Flags::COMMON)
                    && !view.flags(to - 1).any(Flags::CITY)
            });
            if !attributive {
                evidence = evidence.with(Evidence::WHERE);
            }
        }
        if word == "the" {
            evidence = evidence.with(Evidence::ARTICLE);
        }
        if word == "of"
            && before > view.sentence.from
            && view.flags(before - 1).any(Flags::PLACE.or(Flags::PLACE_HEAD))
            && view.tokens[before - 1].shape == Shape::Lower
        {
            evidence = evidence.with(Evidence::PLACE);
        }
        if view.flags(before).any(Flags::SAYS) && !matches!(word, "called" | "told" | "urged" | "warned" | "asked") {
            evidence = evidence.with(Evidence::SAYS);
        }
        if matches!(word, "from" | "of" | "to") && view.next(to).is_none() && to - from == 1 && word == "from" {
            evidence = evidence.with(Evidence::WHERE);
        }
    }
    if (from + 1..to).any(|token| view.tokens[token].gap == Gap::Ampersand) {
        evidence = evidence.with(Evidence::COMPANY);
    }
    if possessive || to >= view.sentence.to {
        return evidence;
    }
    let flags = view.flags(to);
    let token = &view.tokens[to];
    match token.gap {
        Gap::Space => {
            let adverb = matches!(view.folded(to), "also" | "later" | "then" | "has" | "had");
            let verb_later = adverb && view.next(to + 1).is_some_and(|next| view.flags(next).any(Flags::SAYS));
            if flags.any(Flags::SAYS) || verb_later {
                evidence = evidence.with(Evidence::SAYS);
            } else if NOUNS_AFTER_PLACES.binary_search(&view.folded(to)).is_ok() {
                evidence = evidence.with(Evidence::PLACE);
            } else if matches!(view.folded(to), "shares" | "stock" | "shareholders" | "unit" | "subsidiary") {
                evidence = evidence.with(Evidence::COMPANY);
            } else if view.is(to, "who") {
                evidence = evidence.with(Evidence::HUMAN);
            }
        }
        Gap::Hyphen if matches!(view.folded(to), "based" | "born" | "area") => {
            evidence = evidence.with(Evidence::PLACE);
        }
        Gap::Comma => {
            let age = token.shape == Shape::Number && token.end - token.start == 2;
            if age || matches!(view.folded(to), "who" | "whose") {
                evidence = evidence.with(Evidence::HUMAN);
            }
        }
        Gap::Open | Gap::Quote | Gap::Other if from == view.sentence.from => {
            evidence = evidence.with(Evidence::DATELINE);
        }
        _ => {}
    }
    evidence
}

#[cfg(test)]
mod tests {
    use super::NOUNS_AFTER_PLACES;

    #[test]
    fn nouns_after_places_are_sorted() {
        assert!(NOUNS_AFTER_PLACES.is_sorted());
    }
}
