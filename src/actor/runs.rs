//! Names that no list knows: runs of capitalised words, cut where one name ends and the next begins.
//!
//! A run becomes candidates with evidence; `settle` decides over the whole article what each candidate is.
//! Headlines in capitals give no runs, since capitals say nothing there.

use super::curated::{Hit, View, What};
use super::evidence::{Evidence, context_evidence};
use super::kind::Kind;
use super::tokens::{Gap, Shape};
use super::vocabulary::Flags;

/// Longest run that is looked at as one, in tokens; a longer one is no name.
const RUN_TOKENS_MAX: usize = 16;

/// Particles with which a surname may begin in small letters; none is an English word.
const NAME_BEGINNINGS: &[&str] = &[
    "abu", "al", "bin", "bint", "da", "de", "del", "della", "der", "di", "dos", "du", "el", "ibn", "ter", "ul", "ur",
    "van", "von",
];

/// Words that a hyphen joins to a name without being part of it.
const HYPHENED_ENDINGS: &[&str] = &[
    "aged", "area", "based", "born", "bound", "built", "era", "held", "led", "like", "made", "owned", "run", "style",
    "wide",
];

/// A possible name: tokens `from..to`.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) evidence: Evidence,
    /// Fixed by the words of the name itself ("... Bank", "... River").
    pub(super) kind: Option<Kind>,
}

const NO_HIT: u32 = u32::MAX;

/// Finds candidates in a prose sentence. Hits that a longer name swallows are taken out of `hits`.
pub(super) fn scan_runs(view: View<'_, '_>, hits: &mut Vec<Hit>) -> Vec<Candidate> {
    let mut runs = Runs {
        view,
        cover: vec![NO_HIT; view.sentence.to - view.sentence.from],
        swallowed: vec![false; hits.len()],
        hits,
        candidates: Vec::new(),
    };
    for (number, hit) in runs.hits.iter().enumerate() {
        for token in hit.from..hit.to {
            runs.cover[token - view.sentence.from] = number as u32;
        }
    }
    let mut at = view.sentence.from;
    while at < view.sentence.to {
        let to = runs.run_end(at);
        if to > at {
            if to - at <= RUN_TOKENS_MAX {
                runs.cut(at, to);
            }
            at = to.max(runs.candidates.last().map_or(0, |candidate| candidate.to));
        } else {
            at += 1;
        }
    }
    let Runs { swallowed, candidates, .. } = runs;
    let mut swallowed = swallowed.into_iter();
    hits.retain(|_| !swallowed.next().unwrap_or(false));
    candidates
}

/// The work on one sentence.
pub(super) struct Runs<'h, 'v, 'a> {
    pub(super) view: View<'v, 'a>,
    /// For each token of the sentence, the number of the hit that covers it.
    cover: Vec<u32>,
    hits: &'h mut Vec<Hit>,
    swallowed: Vec<bool>,
    candidates: Vec<Candidate>,
}

impl Runs<'_, '_, '_> {
    pub(super) fn hit(&self, token: usize) -> Option<&Hit> {
        let number = self.cover[token - self.view.sentence.from];
        (number != NO_HIT).then(|| &self.hits[number as usize])
    }

    /// Whether rules may read the word itself: nothing certain covers it.
    /// An organ of one word may be part of a name ("Army of the Reeds").
    pub(super) fn is_free(&self, token: usize) -> bool {
        self.hit(token).is_none_or(|hit| match hit.what {
            What::Organ { .. } => hit.to - hit.from == 1,
            // Rules propose a name of its own, for articles that do not name the actor in full.
            What::Short(_) => true,
            _ => false,
        })
    }

    /// Hits that end a name beside them: bodies, persons, offices. States and places may be part of a longer name.
    pub(super) fn is_hard(&self, token: usize) -> bool {
        let Some(hit) = self.hit(token) else { return false };
        match &hit.what {
            What::Name(name) => {
                let actor = self.view.lexicon.actor(self.view.lexicon.name(*name).actor);
                !matches!(actor.kind, Kind::State | Kind::Place)
            }
            What::StateOrgan(_) => true,
            What::Role => hit.to - hit.from > 1 || self.view.flags(hit.from).any(Flags::TITLE),
            What::Organ { .. } => hit.to - hit.from > 1,
            _ => false,
        }
    }

    fn starts_run(&self, token: usize) -> bool {
        let view = self.view;
        view.tokens[token].is_capital()
            && !(view.flags(token).any(Flags::CALENDAR) && self.hit(token).is_none())
            && !self.is_hard(token)
    }

    /// One past the run that starts at `from`; `from` when none does.
    pub(super) fn run_end(&self, from: usize) -> usize {
        let view = self.view;
        if !self.starts_run(from) {
            return from;
        }
        let mut to = from + 1;
        while to < view.sentence.to {
            let mut next = to;
            // Particles count only when a capital follows them.
            while next < view.sentence.to
                && next < to + 3
                && view.tokens[next].shape == Shape::Lower
                && view.flags(next).any(Flags::PARTICLE)
                && self.joins(next)
                && self.hit(next).is_none()
            {
                next += 1;
            }
            if next >= view.sentence.to || !self.joins(next) {
                break;
            }
            if next == to && to - from >= 2 && self.is_hyphened_end(to) {
                to += 1;
                continue;
            }
            let numbered = view.tokens[next].shape == Shape::Number && view.tokens[next].gap == Gap::Hyphen;
            if numbered || !(self.starts_run(next) || self.is_month_as_surname(next)) {
                break;
            }
            if next > to && view.flags(to).any(Flags::FUNCTION) && !view.flags(next - 1).any(Flags::PARTICLE) {
                break;
            }
            to = next + 1;
        }
        to
    }

    /// "Wong Tai-man": a syllable in small letters that a hyphen joins to a name and that is no word of English.
    fn is_hyphened_end(&self, token: usize) -> bool {
        let view = self.view;
        let own = &view.tokens[token];
        own.gap == Gap::Hyphen
            && own.shape == Shape::Lower
            && own.end - own.start <= 5
            && view.flags(token) == Flags::default()
            && HYPHENED_ENDINGS.binary_search(&view.folded(token)).is_err()
            && view.tokens[token - 1].shape == Shape::Capital
            && self.hit(token - 1).is_none()
    }

    fn is_month_as_surname(&self, token: usize) -> bool {
        let view = self.view;
        let followed_by_number = view.next(token + 1).is_some_and(|next| view.tokens[next].shape == Shape::Number);
        view.tokens[token].is_capital()
            && view.previous(token).is_some_and(|before| view.flags(before).any(Flags::GIVEN))
            && !followed_by_number
            && !self.is_hard(token)
    }

    /// Whether nothing parts `token` from the one before it.
    fn joins(&self, token: usize) -> bool {
        let view = self.view;
        let before = &view.tokens[token - 1];
        if before.possessive {
            // A curated name may have its possessive inside.
            return self.hit(token).is_some_and(|hit| hit.from < token);
        }
        match view.tokens[token].gap {
            Gap::Space | Gap::Ampersand => true,
            // "Iran-Pakistan border" names two.
            Gap::Hyphen => {
                let inside = self.hit(token).is_some_and(|hit| hit.from < token);
                inside || (self.hit(token).is_none() && self.hit(token - 1).is_none())
            }
            Gap::Dot => {
                let flags = view.flags(token - 1);
                before.shape == Shape::Initial
                    || (before.end - before.start <= 5
                        && flags.any(Flags::TITLE.or(Flags::COMPANY).or(Flags::PLACE_HEAD).or(Flags::PARTICLE)))
            }
            _ => false,
        }
    }

    /// Cuts the run `from..to` into candidates.
    fn cut(&mut self, mut from: usize, to: usize) {
        let view = self.view;
        while from < to && self.hit(from).is_none() && self.is_no_beginning(from, to) {
            from += 1;
            while from < to && view.tokens[from].shape == Shape::Lower {
                from += 1;
            }
        }
        if from < to {
            self.cut_at_titles(from, to);
        }
    }

    /// Whether a word that begins a run is there only because a sentence begins with it.
    fn is_no_beginning(&self, token: usize, to: usize) -> bool {
        let view = self.view;
        let word = view.words.of(&view.tokens[token]);
        if word.flags.any(Flags::FUNCTION) && !(view.tokens[token].shape == Shape::Capitals && word.folded.len() > 2) {
            return true;
        }
        if !matches!(view.tokens[token].gap, Gap::Start | Gap::Quote) {
            return false;
        }
        let ordinary = word.flags.any(Flags::COMMON) && !word.flags.any(Flags::TITLE.or(Flags::GIVEN));
        let participle = word.folded.len() > 5 && word.folded.ends_with("ing");
        // "Democratic Party": the telling word alone would be no name.
        let telling = Flags::ORGANISATION.or(Flags::GROUP).or(Flags::COMPANY);
        if ordinary && to == token + 2 && view.flags(token + 1).any(telling) && self.hit(token + 1).is_none() {
            return false;
        }
        (ordinary || participle || word.seen_lower) && !word.seen_capital_inside
    }

    /// "Interior Minister Rehman Malik": what stands before the last title is an office or a body, what stands
    /// after it a person.
    fn cut_at_titles(&mut self, from: usize, to: usize) {
        let view = self.view;
        // "Martin Luther King": after a given name, a title's word is a surname.
        let named = self.hit(from).is_none() && view.flags(from).any(Flags::GIVEN) && to - from > 1;
        let title = (from..to).rev().filter(|_| !named).find(|&token| {
            let flags = view.flags(token);
            self.is_free(token) && flags.any(Flags::TITLE) && !(flags.any(Flags::GIVEN) && token > from)
        });
        let Some(title) = title.filter(|_| !self.is_organisation_end(to - 1)) else {
            let titled = self.has_title_before(from);
            self.cut_bodies(from, to, titled);
            return;
        };
        if title + 1 == to {
            if title == from {
                // A surname may be a title's word; alone it counts only when linked to a full name.
                self.push(from, to, Evidence::PLAIN, None);
            } else {
                self.cut_before_title(from, title);
            }
            return;
        }
        self.cut_before_title(from, title);
        self.cut_bodies(title + 1, to, true);
    }

    fn cut_before_title(&mut self, from: usize, mut to: usize) {
        let office = Flags::TITLE.or(Flags::ROLE_MODIFIER).or(Flags::COMMON);
        while to > from && self.hit(to - 1).is_none() && self.view.flags(to - 1).any(office) {
            to -= 1;
        }
        if to > from {
            self.cut_bodies(from, to, false);
        }
    }

    fn is_organisation_end(&self, token: usize) -> bool {
        let flags = self.view.flags(token);
        flags.any(Flags::ORGANISATION.or(Flags::COMPANY)) && self.is_free(token)
    }

    fn has_title_before(&self, from: usize) -> bool {
        let view = self.view;
        if from == view.sentence.from {
            return false;
        }
        let before = from - 1;
        let joined = matches!(view.tokens[from].gap, Gap::Space | Gap::Dot);
        let role = self.hit(before).is_some_and(|hit| hit.what == What::Role);
        joined && !view.tokens[before].possessive && (role || view.flags(before).any(Flags::TITLE))
    }

    /// Finds an organisation, a group or a place by the words in `from..to`, and leaves the rest to persons.
    fn cut_bodies(&mut self, mut from: usize, to: usize, titled: bool) {
        let view = self.view;
        while from < to && view.tokens[from].shape == Shape::Lower {
            from += 1;
        }
        if from >= to {
            return;
        }
        let body = Flags::ORGANISATION.or(Flags::COMPANY).or(Flags::GROUP);
        let last = (from..to).rev().find(|&token| {
            let flags = view.flags(token);
            // "News Bulletin": most telling words tell only at the end.
            let heads = flags.any(Flags::ORGANISATION_HEAD.or(Flags::GROUP)) || view.is(token, "radio");
            self.is_free(token) && flags.any(body) && (token > from || heads)
        });
        let event = view.flags(to - 1).any(Flags::EVENT)
            && self.hit(to - 1).is_none()
            && !(view.flags(from).any(Flags::GIVEN) && to - from == 2);
        if let Some(last) = last.filter(|_| !titled && !event) {
            self.cut_body(from, to, last);
            return;
        }
        if !titled && event && to - from > 1 {
            return;
        }
        if !titled && self.cut_place(from, to) {
            return;
        }
        self.cut_at_hits(from, to, titled);
    }

    /// What is left of a run: pieces between hits, each a person, a place or nothing known yet.
    pub(super) fn cut_at_hits(&mut self, from: usize, to: usize, titled: bool) {
        let view = self.view;
        let firm =
            |runs: &Self, token: usize| runs.hit(token).filter(|hit| !matches!(hit.what, What::Short(_))).cloned();
        let first_hit = (from..to).find_map(|token| firm(self, token));
        if let Some(hit) = first_hit {
            let one_word = hit.to - hit.from == 1 && !matches!(hit.what, What::Demonym(_) | What::Shared(_));
            let state_or_place = one_word && !matches!(hit.what, What::Organ { .. } | What::Role);
            let after_given = hit.from > from && view.flags(hit.from - 1).any(Flags::GIVEN);
            let given_itself = hit.from == from
                && hit.to < to
                && view.flags(hit.from).any(Flags::GIVEN)
                && !view.flags(hit.to).any(Flags::COMMON)
                && self.hit(hit.to).is_none();
            let titled_name = titled && hit.from == from && hit.to < to && self.hit(to - 1).is_none();
            if state_or_place && to - from <= 4 && (after_given || given_itself || titled_name) {
                self.swallow(from, to);
                self.push_piece(from, to, titled);
                return;
            }
        }
        let mut start = from;
        let mut titled = titled;
        for token in from..=to {
            let ends = token == to || (firm(self, token).is_some() && !self.is_office_as_name(start, token));
            if ends && start < token {
                self.push_piece(start, token, titled);
            }
            if ends && token < to {
                start = token + 1;
                titled = self.hit(token).is_some_and(|hit| hit.what == What::Role);
            }
        }
    }

    /// "Hossein Amir Rezaei": a word that is an office elsewhere, behind a given name.
    fn is_office_as_name(&self, start: usize, token: usize) -> bool {
        let is_office = self.hit(token).is_some_and(|hit| hit.what == What::Role && hit.to - hit.from == 1);
        is_office && token > start && self.view.flags(token - 1).any(Flags::GIVEN)
    }

    fn push_piece(&mut self, mut from: usize, mut to: usize, titled: bool) {
        let view = self.view;
        let no_name = Flags::PEOPLE.or(Flags::DIRECTION).or(Flags::FUNCTION);
        let skipped = |token: usize| {
            view.tokens[token].shape == Shape::Lower
                || (view.flags(token).any(no_name)
                    && !view.flags(token).any(Flags::GIVEN.or(Flags::PARTICLE))
                    && view.tokens[token].shape != Shape::Capitals)
        };
        let whole = (from, to);
        while from < to && skipped(from) {
            from += 1;
        }
        if from == to && whole.1 - whole.0 == 1 && context_evidence(view, whole.0, whole.1).has(Evidence::SAYS) {
            // A people's name that speaks may be somebody's surname; it counts only when linked to a full name.
            self.push(whole.0, whole.1, Evidence::PLAIN, None);
        }
        while from < to && view.tokens[to - 1].shape == Shape::Lower && view.tokens[to - 1].gap != Gap::Hyphen {
            to -= 1;
        }
        if from >= to {
            return;
        }
        from = self.with_particles(from);
        let len = to - from;
        if len == 1 && (view.flags(from).any(Flags::COMPANY) || matches!(view.folded(from), "jr" | "sr")) {
            return;
        }
        let given = (from..to - usize::from(len > 1)).any(|token| view.flags(token).any(Flags::GIVEN));
        let mut evidence = context_evidence(view, from, to);
        let verb = len == 1
            && view.flags(from).any(Flags::COMMON.or(Flags::EVENT))
            && (view.flags(from).any(Flags::ACTS.or(Flags::SAYS).or(Flags::EVENT)) || view.folded(from).ends_with('s'));
        // "Minister Visits": a headline's verb, not a name. "owner Legend": a small letter is a weak title.
        let weak = len == 1
            && view.flags(from).any(Flags::COMMON)
            && view.previous(from).is_some_and(|before| view.tokens[before].shape == Shape::Lower);
        let titled = titled && !verb && !weak;
        if titled {
            evidence = evidence.with(Evidence::TITLE);
        }
        if given {
            evidence = evidence.with(Evidence::GIVEN);
        }
        let ordinary = |token: usize| {
            let flags = view.flags(token);
            flags.any(Flags::COMMON.or(Flags::FUNCTION).or(Flags::PEOPLE)) && !flags.any(Flags::GIVEN)
        };
        if (from..to).any(ordinary) && !titled && (len == 1 || !given) {
            evidence = evidence.with(Evidence::PLAIN);
        }
        let acronyms = (from..to).filter(|&token| view.tokens[token].shape == Shape::Capitals).count();
        if acronyms > 0 && !titled {
            let first = view.tokens[from].shape == Shape::Capitals;
            let word = view.folded(from);
            let short = (2..=6).contains(&word.len())
                && !word.bytes().any(|byte| byte.is_ascii_digit())
                && !view.flags(from).any(Flags::NO_ACRONYM);
            if first && short && !given {
                evidence = evidence.with(Evidence::ACRONYM);
            } else if len == 1 && first && (word.len() < 2 || view.flags(from).any(Flags::NO_ACRONYM)) {
                return;
            }
        }
        if len == 1 && matches!(view.tokens[from].shape, Shape::Initial) && !view.tokens[from].dotted {
            return;
        }
        self.push(from, to, evidence, None);
    }

    /// "del Ponte", "al-Assad": particles in small letters before a surname belong to it.
    fn with_particles(&self, mut from: usize) -> usize {
        let view = self.view;
        while from > view.sentence.from
            && view.tokens[from - 1].shape == Shape::Lower
            && NAME_BEGINNINGS.binary_search(&view.folded(from - 1)).is_ok()
            && matches!(view.tokens[from].gap, Gap::Space | Gap::Hyphen)
            && self.hit(from - 1).is_none()
        {
            from -= 1;
        }
        from
    }

    /// Hits inside `from..to` become part of a longer name.
    pub(super) fn swallow(&mut self, from: usize, to: usize) {
        for token in from..to {
            let number = self.cover[token - self.view.sentence.from];
            if number != NO_HIT {
                self.swallowed[number as usize] = true;
            }
        }
    }

    pub(super) fn push(&mut self, from: usize, to: usize, evidence: Evidence, kind: Option<Kind>) {
        if kind == Some(Kind::Person) {
            self.swallow(from, to);
        }
        self.candidates.push(Candidate { from, to, evidence, kind });
    }
}

#[cfg(test)]
mod tests {
    use super::{HYPHENED_ENDINGS, NAME_BEGINNINGS};

    #[test]
    fn word_lists_are_sorted() {
        assert!(NAME_BEGINNINGS.is_sorted());
        assert!(HYPHENED_ENDINGS.is_sorted());
    }
}
