//! Curated names, organs and offices in one sentence: leftmost-longest, then organs joined to their states.
//!
//! Whether a short form or a shared name counts is decided later, when the whole article has been seen.

use super::kind::Kind;
use super::lexicon::{Lexicon, NameRule};
use super::matcher::Target;
use super::tokens::{ArticleWords, Gap, Sentence, Shape, Style, Token};
use super::vocabulary::Flags;

/// What tokens `from..to` were found to be.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) what: What,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// A curated name, by its number.
    Name(u32),
    /// Several actors have this name; numbers of their names.
    Shared(Vec<u32>),
    /// A short form of one actor or of several, by the numbers of their names; it may be the name of an organ too, as
    /// "Foreign Office" is.
    Short {
        names: Vec<u32>,
        organ: Option<u32>,
    },
    Demonym(u32),
    Capital {
        name: u32,
        acts: bool,
    },
    /// An organ by itself; `state` is the actor that a place beside it hints at.
    Organ {
        organ: u32,
        state: Option<u32>,
    },
    /// An organ of a state, by its actor.
    StateOrgan(u32),
    /// An office of a person, by its number.
    Role(u32),
    /// A region, or a city whose name has several words.
    Place,
}

/// A sentence with what is needed to look at it.
#[derive(Clone, Copy)]
pub(super) struct View<'v, 'a> {
    pub(super) text: &'v str,
    pub(super) tokens: &'v [Token],
    pub(super) words: &'v ArticleWords<'a>,
    pub(super) lexicon: &'v Lexicon,
    pub(super) sentence: Sentence,
}

impl View<'_, '_> {
    #[inline]
    pub(super) fn flags(&self, token: usize) -> Flags {
        self.words.of(&self.tokens[token]).flags
    }

    #[inline]
    pub(super) fn folded(&self, token: usize) -> &str {
        &self.words.of(&self.tokens[token]).folded
    }

    /// The token after `to - 1`, if the sentence goes on after a mere space.
    #[inline]
    pub(super) fn next(&self, to: usize) -> Option<usize> {
        (to < self.sentence.to && self.tokens[to].gap == Gap::Space).then_some(to)
    }

    /// The token before `from`, if only a space parts them.
    #[inline]
    pub(super) fn previous(&self, from: usize) -> Option<usize> {
        (from > self.sentence.from && self.tokens[from].gap == Gap::Space).then(|| from - 1)
    }

    #[inline]
    pub(super) fn is(&self, token: usize, word: &str) -> bool {
        self.folded(token) == word
    }

    fn longest(&self, at: usize) -> Option<Hit> {
        let first = self.words.of(&self.tokens[at]);
        let matcher = self.lexicon.matcher();
        let mut node = first.first_node?;
        let mut best = self.accepted(at, at + 1, node);
        let mut organ = best.clone().filter(|hit| matches!(hit.what, What::Organ { .. }));
        let mut to = at + 1;
        while to < self.sentence.to && to - at < super::matcher::NAME_TOKENS_MAX {
            let token = &self.tokens[to];
            let joined = match token.gap {
                Gap::Space | Gap::Hyphen | Gap::Ampersand | Gap::Comma => true,
                Gap::Dot => self.tokens[to - 1].end - self.tokens[to - 1].start <= 3,
                _ => false,
            };
            let Some(word) = self.words.of(token).lexicon_word else { break };
            let Some(next) = matcher.step(node, word) else { break };
            if !joined {
                break;
            }
            node = next;
            to += 1;
            if let Some(hit) = self.accepted(at, to, node) {
                if matches!(hit.what, What::Organ { .. }) {
                    organ = Some(hit.clone());
                }
                best = Some(hit);
            }
        }
        // "Foreign Ministry Spokesman" is an office, but it names the ministry.
        match (&best, organ) {
            (Some(Hit { what: What::Role(_), .. }), Some(organ)) => Some(organ),
            _ => best,
        }
    }

    /// The organ whose name fills `from..to`.
    fn organ_until(&self, from: usize, to: usize) -> Option<Hit> {
        self.longest(from).filter(|hit| hit.to == to && matches!(hit.what, What::Organ { .. }))
    }

    fn accepted(&self, from: usize, to: usize, node: u32) -> Option<Hit> {
        let entries = self.lexicon.matcher().entries(node);
        if entries.is_empty() {
            return None;
        }
        let tokens = &self.tokens[from..to];
        let flags = self.flags(from);
        let style = self.sentence.style;
        let mut names: Vec<u32> = Vec::new();
        let mut office = None;
        let mut place = None;
        for entry in entries {
            let after_the = !entry.after_the || self.previous(from).is_some_and(|before| self.is(before, "the"));
            if !after_the || !entry.accepts(self.text, tokens, flags, style) {
                continue;
            }
            match entry.target {
                Target::Name(name) => names.push(name),
                Target::Organ(organ) => office = Some(What::Organ { organ, state: None }),
                Target::Role(number) => office = Some(What::Role(number)),
                Target::Place => place = Some(What::Place),
            }
        }
        let mut what = if names.is_empty() { office.clone().or(place)? } else { self.what_of_names(names, from, to) };
        if let (What::Short { organ, .. }, Some(What::Organ { organ: own, .. })) = (&mut what, office) {
            *organ = Some(own);
        }
        Some(Hit { from, to, what })
    }

    /// Full names go before short forms, and names before the capital of the same spelling.
    fn what_of_names(&self, mut names: Vec<u32>, from: usize, to: usize) -> What {
        let surface = &self.text[self.tokens[from].start..self.tokens[to - 1].end];
        names.sort_by_key(|&name| {
            let curated = self.lexicon.name(name);
            (rank(curated.rule), curated.surface != surface, curated.rule, name)
        });
        let best = self.lexicon.name(names[0]);
        let rule = best.rule;
        names.retain(|&name| rank(self.lexicon.name(name).rule) == rank(rule));
        let mut actors: Vec<u32> = Vec::new();
        names.retain(|&name| {
            let actor = self.lexicon.name(name).actor;
            let is_new = !actors.contains(&actor);
            actors.push(actor);
            is_new
        });
        match (rule, names.len()) {
            (NameRule::Short, _) => What::Short { names, organ: None },
            (NameRule::Demonym, 1) => What::Demonym(names[0]),
            (NameRule::Capital, 1) => What::Capital { name: names[0], acts: false },
            (_, 1) => What::Name(names[0]),
            _ => What::Shared(names),
        }
    }

    /// The state that a hit names by name, demonym or capital.
    fn state_of(&self, hit: &Hit) -> Option<u32> {
        let (What::Name(name) | What::Demonym(name) | What::Capital { name, .. }) = hit.what else { return None };
        let actor = self.lexicon.name(name).actor;
        (self.lexicon.actor(actor).kind == Kind::State).then_some(actor)
    }

    /// The curated body of a state of which a hit is a short form: the British "Foreign Office".
    fn own_body(&self, what: &What, state: u32) -> Option<u32> {
        let What::Short { names, .. } = what else { return None };
        let state = Some(self.lexicon.actor(state).id.as_str());
        let actors = names.iter().map(|name| self.lexicon.name(*name).actor);
        actors.into_iter().find(|actor| self.lexicon.actor(*actor).state.as_deref() == state)
    }

    fn is_written_as_name(&self, hit: &Hit) -> bool {
        self.tokens[hit.from].is_capital() && self.tokens[hit.to - 1].is_capital()
    }
}

fn rank(rule: NameRule) -> u8 {
    match rule {
        NameRule::Exact | NameRule::Spelling | NameRule::Alias | NameRule::Acronym => 0,
        NameRule::Demonym => 1,
        NameRule::Capital => 2,
        NameRule::Short | NameRule::Surname | NameRule::Learned => 3,
    }
}

/// The hits of a sentence in reading order; none overlaps another.
pub(super) fn scan_curated(view: View<'_, '_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut at = view.sentence.from;
    while at < view.sentence.to {
        match view.longest(at) {
            Some(mut hit) => {
                // "Spokeswoman for the Foreign Ministry" ends with the ministry's name.
                let organ = match hit.what {
                    What::Role(_) => (hit.from + 1..hit.to - 1).find_map(|inner| view.organ_until(inner, hit.to)),
                    _ => None,
                };
                at = hit.to;
                hit.to = organ.as_ref().map_or(hit.to, |organ| organ.from);
                hits.push(hit);
                hits.extend(organ);
            }
            None => at += 1,
        }
    }
    if hits.iter().any(|hit| organ_of(&hit.what).is_some()) {
        hits = join_organs(view, hits);
    }
    mark_acting_capitals(view, &mut hits);
    hits
}

/// The organ that a hit names, by its own name or by one that is a short form of some actor too.
fn organ_of(what: &What) -> Option<u32> {
    match what {
        What::Organ { organ, .. } => Some(*organ),
        What::Short { organ, .. } => *organ,
        _ => None,
    }
}

/// Gives the ministry of "Iranian Foreign Ministry", "Iran's Foreign Ministry", "Foreign Ministry of Iran" its state.
fn join_organs(view: View<'_, '_>, hits: Vec<Hit>) -> Vec<Hit> {
    let mut joined: Vec<Hit> = Vec::with_capacity(hits.len());
    let mut hits = hits.into_iter().peekable();
    while let Some(mut hit) = hits.next() {
        let Some(organ) = organ_of(&hit.what) else {
            joined.push(hit);
            continue;
        };
        let is_short = matches!(hit.what, What::Short { .. });
        let before = joined.last().filter(|state| state.to == hit.from && view.previous(hit.from).is_some());
        let state_before = before.and_then(|state| {
            let possessive = view.tokens[state.to - 1].possessive;
            // "Tehran Foreign Ministry" may be the branch in a city; "Tehran's" is the state's.
            let counts = possessive || !matches!(state.what, What::Capital { .. });
            view.state_of(state).filter(|_| counts)
        });
        let long = hit.to - hit.from > 1;
        let body = |state: u32| view.own_body(&hit.what, state).or_else(|| view.lexicon.organ_actor(state, organ));
        if let Some(actor) = state_before.and_then(body) {
            if long || view.is_written_as_name(&hit) {
                hit.what = What::StateOrgan(actor);
                joined.push(hit);
            }
            continue;
        }
        if let Some(next) = hits.peek() {
            let state = view.state_of(next).filter(|_| !matches!(next.what, What::Demonym(_)));
            let link = state.and_then(|_| linking_word(view, hit.to, next.from));
            match (state, link) {
                (Some(state), Some("of")) if long || view.is_written_as_name(&hit) => {
                    if let Some(actor) = body(state) {
                        hit.what = What::StateOrgan(actor);
                        joined.push(hit);
                        joined.extend(hits.next());
                        continue;
                    }
                }
                (Some(state), Some("in")) => {
                    hit.what = match view.own_body(&hit.what, state) {
                        Some(body) => What::StateOrgan(body),
                        None => What::Organ { organ, state: Some(state) },
                    };
                }
                _ => {}
            }
        }
        if is_short || view.is_written_as_name(&hit) {
            joined.push(hit);
        }
    }
    joined
}

/// "of" or "in" when it alone (or with "the") fills `from..to`.
fn linking_word(view: View<'_, '_>, from: usize, to: usize) -> Option<&'static str> {
    let filled = match to.checked_sub(from)? {
        1 => true,
        2 => view.is(from + 1, "the"),
        _ => false,
    };
    if !filled || view.next(from).is_none() {
        return None;
    }
    ["of", "in"].into_iter().find(|word| view.is(from, word))
}

/// Decides which capitals stand for their states, by the words beside them.
fn mark_acting_capitals(view: View<'_, '_>, hits: &mut [Hit]) {
    let is_capital = |hit: &Hit| matches!(hit.what, What::Capital { .. });
    for index in 0..hits.len() {
        if !is_capital(&hits[index]) {
            continue;
        }
        let ends = hits[index].to;
        // "Tehran's Foreign Minister" holds an office of the state, "Tehran's Foreign Ministry" is one.
        let office = view.tokens[ends - 1].possessive
            && hits
                .get(index + 1)
                .is_some_and(|next| next.from == ends && matches!(next.what, What::Role(_) | What::StateOrgan(_)));
        let by_itself = office || acts(view, &hits[index]);
        // "Tehran-Islamabad relations": two capitals that a hyphen joins stand for two states.
        let beside_capital = |other: usize, gap_at: usize| {
            hits.get(other).is_some_and(is_capital)
                && gap_at < view.sentence.to
                && view.tokens[gap_at].gap == Gap::Hyphen
        };
        let paired = (hits.get(index + 1).is_some_and(|next| next.from == hits[index].to)
            && beside_capital(index + 1, hits[index].to))
            || (index > 0 && hits[index - 1].to == hits[index].from && beside_capital(index - 1, hits[index].from));
        if let What::Capital { acts, .. } = &mut hits[index].what {
            *acts = by_itself || paired;
        }
    }
    // "Tehran and Islamabad agreed", "between Tehran and Islamabad": what one does, both do.
    for index in 1..hits.len() {
        let (left, right) = hits.split_at_mut(index);
        let (Some(first), Some(second)) = (left.last_mut(), right.first_mut()) else { continue };
        let between = first.to..second.from;
        if between.len() != 1 || !(view.is(first.to, "and") || view.is(first.to, "nor")) {
            continue;
        }
        if let (What::Capital { acts: one, .. }, What::Capital { acts: other, .. }) =
            (&mut first.what, &mut second.what)
        {
            let both = *one || *other;
            (*one, *other) = (both, both);
        }
    }
}

fn acts(view: View<'_, '_>, hit: &Hit) -> bool {
    if view.sentence.style == Style::AllCapitals {
        return false;
    }
    let before = match view.tokens[hit.from].gap {
        Gap::Hyphen if hit.from > view.sentence.from => {
            return view.is(hit.from - 1, "anti") || view.is(hit.from - 1, "pro");
        }
        _ => view.previous(hit.from),
    };
    if view.tokens[hit.to - 1].possessive {
        let Some(next) = view.next(hit.to) else { return false };
        return view.tokens[next].shape == Shape::Lower && !view.flags(next).any(Flags::PLACE_NOUN);
    }
    let next = view.next(hit.to);
    if let Some(next) = next {
        let flags = view.flags(next);
        if flags.any(Flags::CAPITAL_NOUN) {
            return true;
        }
        let lower = view.tokens[next].shape == Shape::Lower;
        if flags.any(Flags::PLACE_NOUN) && !flags.any(Flags::ACTS) {
            return false;
        }
        let preposition = before.is_some_and(|before| {
            let flags = view.flags(before);
            flags.any(Flags::FUNCTION) && !flags.any(Flags::CAPITAL_CUE) && is_preposition(view.folded(before))
        });
        if lower && flags.any(Flags::ACTS) && !preposition {
            return true;
        }
    } else if hit.to < view.sentence.to && view.tokens[hit.to].gap == Gap::Hyphen {
        return view.flags(hit.to).any(Flags::CAPITAL_NOUN);
    }
    before.is_some_and(|before| view.flags(before).any(Flags::CAPITAL_CUE))
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "near"
            | "to"
            | "from"
            | "at"
            | "outside"
            | "inside"
            | "around"
            | "of"
            | "for"
            | "into"
            | "via"
            | "on"
            | "across"
            | "through"
            | "towards"
            | "toward"
            | "over"
            | "within"
    )
}
