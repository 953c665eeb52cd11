//! Names that the tagger found and names that the lexicon knows, made one list: spans by the tagger, identity by the
//! lexicon.
//!
//! A list is evidence: the tagger has already heard what the lexicon knows of its words. So a curated name of one
//! ordinary word is dropped where the tagger sees none, and a longer name that holds a curated one wins. What the lexicon
//! knows in several words stands.

use super::curated::{Hit, View, What};
use super::kind::Kind;
use super::names::Names;
use super::recognise::{Found, FoundWhat, ShortOf};
use super::tagger::{Class, Tagged};
use super::tokens::{Gap, Shape};
use super::vocabulary::Flags;

/// Words that may as well be no name: of these a lexicon is not sure by itself.
const DOUBTFUL: Flags = Flags::COMMON.or(Flags::FUNCTION).or(Flags::GIVEN).or(Flags::TITLE).or(Flags::CALENDAR);

/// Particles with which a surname may begin in small letters; none is an English word.
const NAME_BEGINNINGS: &[&str] = &[
    "abu", "al", "bin", "bint", "da", "de", "del", "della", "der", "di", "dos", "du", "el", "ibn", "ter", "ul", "ur",
    "van", "von",
];

/// What a hyphen joins to a name without being part of it, sorted.
const PREFIXES: &[&str] = &["anti", "ex", "mid", "neo", "non", "post", "pre", "pro"];

/// Longest name in brackets that is looked at, in tokens.
const BRACKETED_TOKENS_MAX: usize = 7;

/// What is found in one sentence, in reading order, none overlapping another. `hits` and `tagged` are those of the
/// sentence.
pub(super) fn merge(view: View<'_, '_>, part: usize, hits: &[Hit], tagged: &[Tagged], names: &mut Names) -> Vec<Found> {
    let mut merge = Merge { view, part, hits, names, used: vec![false; hits.len()], found: Vec::new() };
    for name in tagged {
        merge.take(*name);
    }
    merge.add_bracketed();
    for (number, hit) in hits.iter().enumerate() {
        if !merge.used[number] && merge.stands_alone(hit) {
            merge.push_hit(number, false);
        }
    }
    let mut found = merge.found;
    found.sort_by_key(|found| (found.from, std::cmp::Reverse(found.to)));
    let mut end = 0;
    found.retain(|found| {
        let free = found.from >= end;
        if free {
            end = found.to;
        }
        free
    });
    found
}

struct Merge<'m, 'v, 'a> {
    view: View<'v, 'a>,
    part: usize,
    hits: &'m [Hit],
    names: &'m mut Names,
    /// Hits that are decided on.
    used: Vec<bool>,
    found: Vec<Found>,
}

impl Merge<'_, '_, '_> {
    /// Decides on one tagged name and the hits that it touches.
    fn take(&mut self, mut tagged: Tagged) {
        if tagged.to - tagged.from > 1 && matches!(self.view.folded(tagged.from), "dr" | "mr" | "mrs" | "ms") {
            tagged.class = Class::Person;
        }
        // "The" with which a sentence begins is no part of the name behind it.
        let begins = self.view.tokens[tagged.from].gap != Gap::Space && self.view.is(tagged.from, "the");
        tagged.from += usize::from(begins && tagged.to - tagged.from > 1);
        if let Some(hit) = self.behind_a_prefix(&tagged) {
            self.push_hit(hit, true);
            return;
        }
        let (from, to) = (self.with_beginning(self.after_titles(tagged), tagged.class), tagged.to);
        if tagged.class == Class::Person && self.is_of_a_people(from, to)
            || tagged.class != Class::Other && (self.are_peoples(from, to) || self.is_of_an_operation(from, to))
        {
            return;
        }
        let touched: Vec<usize> = self.touching(from, to).collect();
        if let [hit] = touched[..]
            && (self.hits[hit].from, self.hits[hit].to) == (from, to)
        {
            self.used[hit] = true;
            self.take_same(hit, tagged.class);
            return;
        }
        let longer = touched.iter().copied().find(|&hit| {
            let Hit { from: start, to: end, what } = &self.hits[hit];
            *start <= from && *end >= to && !matches!(what, What::Role(_) | What::Short { .. } | What::Organ { .. })
        });
        if let Some(hit) = longer {
            if !self.used[hit] {
                self.used[hit] = true;
                self.push_hit(hit, true);
            }
            return;
        }
        if let Some(organ) = self.organ_with_its_state(&touched, from, to) {
            self.use_all(&touched);
            self.push(from, to, FoundWhat::Hit(What::StateOrgan(organ)), ShortOf::default());
            return;
        }
        if self.are_names_side_by_side(&touched, from, to) {
            return;
        }
        let is_other = tagged.class == Class::Other;
        for &hit in &touched {
            // "Iran-backed", and bodies and people by their whole names, are more than the event around them.
            self.used[hit] = !(is_other && self.is_joined_by_hyphen(hit, from, to));
        }
        if !is_other {
            self.push_name(from, to, tagged.class);
        }
    }

    /// The curated name that all of a tagged one is but for a prefix: "Anti-Iran".
    fn behind_a_prefix(&self, tagged: &Tagged) -> Option<usize> {
        let (from, to) = (tagged.from + 1, tagged.to);
        let has_prefix = from < to
            && self.view.tokens[from].gap == Gap::Hyphen
            && PREFIXES.binary_search(&self.view.folded(tagged.from)).is_ok();
        let hit = has_prefix.then(|| self.touching(from, to).next())??;
        ((self.hits[hit].from, self.hits[hit].to) == (from, to)).then_some(hit)
    }

    /// Numbers of the hits that touch tokens `from..to`.
    fn touching(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let first = self.hits.partition_point(|hit| hit.to <= from);
        first..first + self.hits[first..].partition_point(|hit| hit.from < to)
    }

    /// Titles, offices and demonyms before a person are no part of the name, whatever the tagger says.
    fn after_titles(&self, tagged: Tagged) -> usize {
        let mut from = tagged.from;
        if tagged.class != Class::Person {
            return from;
        }
        while from + 1 < tagged.to {
            let touching = &self.hits[self.touching(from, from + 1)];
            let hit = touching.first().filter(|hit| hit.from == from && hit.to < tagged.to);
            match hit.map(|hit| (&hit.what, hit.to)) {
                Some((What::Role(_) | What::Demonym(_), to)) if !self.view.flags(from).any(Flags::GIVEN) => from = to,
                _ if self.view.flags(from).any(Flags::TITLE) && !self.view.flags(from).any(Flags::GIVEN) => from += 1,
                _ => break,
            }
        }
        from
    }

    /// Initials and particles before a person's name belong to it: "J. R. Hallorand", "del Ponte", "al-Assad".
    fn with_beginning(&self, mut from: usize, class: Class) -> usize {
        let view = self.view;
        while class == Class::Person && from > view.sentence.from {
            let before = &view.tokens[from - 1];
            let initial = before.shape == Shape::Initial && !before.possessive && view.tokens[from].gap == Gap::Dot;
            let particle = before.shape == Shape::Lower
                && matches!(view.tokens[from].gap, Gap::Space | Gap::Hyphen)
                && NAME_BEGINNINGS.binary_search(&view.folded(from - 1)).is_ok();
            if !(initial || particle) || self.found.iter().any(|found| found.to >= from) {
                break;
            }
            from -= 1;
        }
        from
    }

    /// A hit with the very span of a tagged name.
    fn take_same(&mut self, number: usize, class: Class) {
        let Hit { from, to, what } = self.hits[number].clone();
        match self.class_of(&what) {
            // Short forms count once the article names the actor in full; until then it is a name of its own.
            _ if matches!(what, What::Short { .. }) => {
                let What::Short { names, organ } = what else { return };
                let ordinary = Flags::COMMON.or(Flags::ORGANISATION).or(Flags::GROUP);
                match class {
                    // "the Guards" is somebody only where the article says who.
                    Class::Body if to - from == 1 && self.view.flags(from).any(ordinary) => {
                        self.push_hit(number, false)
                    }
                    Class::Other => self.push_hit(number, false),
                    _ => self.push_short(from, to, class, ShortOf { names, organ }),
                }
            }
            Some(own) if own == class || class == Class::Other => self.push_hit(number, true),
            Some(Class::Other) if class != Class::Person => self.push_hit(number, true),
            Some(Class::Place) => match what {
                // A team is called by its place; "State of Georgia" is none.
                What::Capital { acts: true, .. } if class == Class::Body => self.push_hit(number, true),
                _ if to - from > 2 => self.push_hit(number, true),
                _ => self.push_name(from, to, class),
            },
            Some(Class::Body | Class::Person)
                if to - from > 1 || !self.view.flags(from).any(DOUBTFUL.or(Flags::CITY)) =>
            {
                self.push_hit(number, true);
            }
            None if class == Class::Other => {}
            _ => self.push_name(from, to, class),
        }
    }

    /// The class of what a hit names; `None` for an office.
    fn class_of(&self, what: &What) -> Option<Class> {
        let of_kind = |name: u32| match self.view.lexicon.actor(self.view.lexicon.name(name).actor).kind {
            Kind::Person => Class::Person,
            Kind::Organisation | Kind::Group => Class::Body,
            Kind::State | Kind::Place => Class::Place,
        };
        match what {
            What::Name(name) => Some(of_kind(*name)),
            What::Shared(names) | What::Short { names, .. } => Some(of_kind(names[0])),
            What::Demonym(_) => Some(Class::Other),
            What::Capital { .. } | What::Place => Some(Class::Place),
            What::Organ { .. } | What::StateOrgan(_) => Some(Class::Body),
            What::Role(_) => None,
        }
    }

    /// "Pakistan Army": an organ and its state, tagged as one.
    fn organ_with_its_state(&self, touched: &[usize], from: usize, to: usize) -> Option<u32> {
        let inside = |hit: &Hit| hit.from >= from && hit.to <= to;
        let [first, second] = touched else { return None };
        let (first, second) = (&self.hits[*first], &self.hits[*second]);
        if !inside(first) || !inside(second) || first.from != from || second.to != to {
            return None;
        }
        match (&first.what, &second.what) {
            // "Iran's Foreign Ministry" names two, tagged as one or not.
            (_, What::StateOrgan(organ)) if first.to == second.from && !self.view.tokens[first.to - 1].possessive => {
                matches!(first.what, What::Name(_)).then_some(*organ)
            }
            _ => None,
        }
    }

    /// Whether curated names fill the span, as in "Iran-Pakistan", "Iranian Foreign Ministry", "Foreign Ministry of Iran".
    fn are_names_side_by_side(&self, touched: &[usize], from: usize, to: usize) -> bool {
        let certain = |hit: &Hit| {
            matches!(hit.what, What::Demonym(_) | What::StateOrgan(_) | What::Capital { .. } | What::Name(_))
        };
        let parted = |at: usize| self.view.tokens[at].gap == Gap::Hyphen || self.view.tokens[at - 1].possessive;
        let (mut at, mut after_organ) = (from, false);
        for &hit in touched {
            let hit = &self.hits[hit];
            let organ = matches!(hit.what, What::StateOrgan(_));
            if after_organ {
                while at < hit.from && matches!(self.view.folded(at), "of" | "the") {
                    at += 1;
                }
            }
            let of_organ = std::mem::replace(&mut after_organ, organ);
            if hit.from != at || !certain(hit) || at > from && !(parted(at) || organ || of_organ) {
                return false;
            }
            at = hit.to;
        }
        at == to
    }

    fn is_joined_by_hyphen(&self, hit: usize, from: usize, to: usize) -> bool {
        let hit = &self.hits[hit];
        let hyphen = |at: usize| self.view.tokens[at].gap == Gap::Hyphen;
        let joined = hit.to < to && hyphen(hit.to) || hit.from > from && hyphen(hit.from);
        let whole = hit.to - hit.from > 1 && matches!(self.class_of(&hit.what), Some(Class::Body | Class::Person));
        (joined && !matches!(hit.what, What::Role(_))) || whole
    }

    /// Whether a hit counts where the tagger sees no name.
    fn stands_alone(&self, hit: &Hit) -> bool {
        let sure = hit.to - hit.from > 1 || !self.view.flags(hit.from).any(DOUBTFUL);
        match &hit.what {
            What::Name(_) | What::Shared(_) | What::Place => sure,
            What::Capital { acts, .. } => *acts || sure,
            What::Demonym(_) | What::StateOrgan(_) | What::Organ { .. } | What::Short { .. } | What::Role(_) => true,
        }
    }

    /// "Verdania Liberation Front (Army of the Reeds)": what stands in brackets right behind a body, capitals at both
    /// ends, is another name of it.
    fn add_bracketed(&mut self) {
        let view = self.view;
        let bodies: Vec<usize> = self.found.iter().filter(|found| self.is_body(found)).map(|found| found.to).collect();
        for from in bodies {
            if from >= view.sentence.to || view.tokens[from].gap != Gap::Open || !view.tokens[from].is_capital() {
                continue;
            }
            let mut to = from + 1;
            let joined = |at: usize| matches!(view.tokens[at].gap, Gap::Space | Gap::Hyphen);
            while to < view.sentence.to && to - from < BRACKETED_TOKENS_MAX && joined(to) {
                to += 1;
            }
            let closes = view.text[view.tokens[to - 1].end..].trim_start_matches(['"', '”', '»']).starts_with(')');
            let touches = |other_from: usize, other_to: usize| other_from < to && other_to > from;
            let free = self.found.iter().all(|found| !touches(found.from, found.to))
                && self.hits[self.touching(from, to)].iter().all(|hit| matches!(hit.what, What::Organ { .. }));
            if to - from > 1 && closes && free && view.tokens[to - 1].is_capital() {
                self.push_name(from, to, Class::Body);
            }
        }
    }

    fn is_body(&self, found: &Found) -> bool {
        match &found.what {
            FoundWhat::Name(name) => matches!(self.names.list[*name as usize].kind, Kind::Group | Kind::Organisation),
            FoundWhat::Hit(what) => self.class_of(what) == Some(Class::Body),
        }
    }

    /// "Baloch villagers", after "Rukhsana Baloch": a people's name before a noun is nobody's surname.
    fn is_of_a_people(&self, from: usize, to: usize) -> bool {
        let view = self.view;
        let noun = |token: usize| {
            view.tokens[token].shape == Shape::Lower
                && view.folded(token).ends_with('s')
                && !view.flags(token).any(Flags::SAYS.or(Flags::ACTS).or(Flags::FUNCTION))
        };
        to - from == 1
            && view.flags(from).any(Flags::PEOPLE)
            && !view.tokens[from].possessive
            && view.next(to).is_some_and(noun)
    }

    /// "Sunni Baloch": peoples, and nobody's name.
    fn are_peoples(&self, from: usize, to: usize) -> bool {
        to - from > 1 && (from..to).all(|token| self.view.flags(token).any(Flags::PEOPLE))
    }

    /// "the operation, Marg Bar Sarmachar": the name of what was done, where no list knows better.
    fn is_of_an_operation(&self, from: usize, to: usize) -> bool {
        let view = self.view;
        let operation = |word: &str| matches!(word, "codenamed" | "operation" | "exercise");
        from > view.sentence.from
            && matches!(view.tokens[from].gap, Gap::Space | Gap::Comma | Gap::Quote)
            && operation(view.folded(from - 1))
            && self.touching(from, to).is_empty()
    }

    fn use_all(&mut self, hits: &[usize]) {
        for &hit in hits {
            self.used[hit] = true;
        }
    }

    fn push_hit(&mut self, number: usize, is_tagged: bool) {
        let Hit { from, to, what } = self.hits[number].clone();
        self.used[number] = true;
        let short_of = match &what {
            What::Short { names, organ } => ShortOf { names: names.clone(), organ: *organ },
            _ => ShortOf::default(),
        };
        self.push(from, to, FoundWhat::Hit(what), short_of);
        if let Some(found) = self.found.last_mut() {
            found.is_tagged = is_tagged;
        }
    }

    fn push_name(&mut self, from: usize, to: usize, class: Class) {
        self.push_short(from, to, class, ShortOf::default());
    }

    fn push_short(&mut self, from: usize, to: usize, class: Class, short_of: ShortOf) {
        let name = self.names.add(self.view, from, to, class);
        self.push(from, to, FoundWhat::Name(name), short_of);
    }

    fn push(&mut self, from: usize, to: usize, what: FoundWhat, short_of: ShortOf) {
        self.found.push(Found { part: self.part, from, to, what, short_of, is_tagged: true });
    }
}

#[cfg(test)]
mod tests {
    use super::{NAME_BEGINNINGS, PREFIXES};

    #[test]
    fn beginnings_of_names_are_sorted() {
        assert!(NAME_BEGINNINGS.is_sorted() && PREFIXES.is_sorted());
    }
}
