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

struct Runs<'h, 'v, 'a> {
    view: View<'v, 'a>,
    /// For each token of the sentence, the number of the hit that covers it.
    cover: Vec<u32>,
    hits: &'h mut Vec<Hit>,
    swallowed: Vec<bool>,
    candidates: Vec<Candidate>,
}

impl Runs<'_, '_, '_> {
    fn hit(&self, token: usize) -> Option<&Hit> {
        let number = self.cover[token - self.view.sentence.from];
        (number != NO_HIT).then(|| &self.hits[number as usize])
    }

    /// Whether rules may read the word itself: nothing covers it, or only an organ of one word ("Army of the Reeds").
    fn is_free(&self, token: usize) -> bool {
        self.hit(token).is_none_or(|hit| matches!(hit.what, What::Organ { .. }) && hit.to - hit.from == 1)
    }

    /// Hits that end a name beside them: bodies, persons, offices. States and places may be part of a longer name.
    fn is_hard(&self, token: usize) -> bool {
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
    fn run_end(&self, from: usize) -> usize {
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
        let title = (from..to).rev().find(|&token| {
            let flags = view.flags(token);
            self.hit(token).is_none() && flags.any(Flags::TITLE) && !(flags.any(Flags::GIVEN) && token > from)
        });
        let Some(title) = title.filter(|_| !self.is_organisation_end(to - 1)) else {
            let titled = self.has_title_before(from);
            self.cut_bodies(from, to, titled);
            return;
        };
        if title + 1 == to {
            let named = title > from && view.flags(title - 1).any(Flags::GIVEN);
            if named {
                self.push(from, to, Evidence::GIVEN, Some(Kind::Person));
            } else if title == from {
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
        let event = view.flags(to - 1).any(Flags::EVENT) && self.hit(to - 1).is_none();
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

    fn cut_body(&mut self, from: usize, to: usize, last: usize) {
        let view = self.view;
        let mut end = last + 1;
        // "Radio Free Liberty": few words after the telling one belong to it; "National Bank Pakistan" too.
        if end < to && to - end <= 2 && !view.flags(last).any(Flags::COMPANY) {
            end = to;
        }
        let head = (from..end)
            .find(|&token| self.is_free(token) && view.flags(token).any(Flags::ORGANISATION_HEAD.or(Flags::GROUP)));
        let mut complete = end - from > 1;
        if let Some(head) = head {
            let extended = self.extended(head, end, to);
            complete |= extended > end;
            end = extended;
        }
        if !complete {
            // "the Bank", "Parliament": no name of its own, but a place or a body may hide in the hits.
            return;
        }
        let flags = |token: usize| view.flags(token);
        let company = flags(end - 1).any(Flags::COMPANY);
        let group = !company && (from..end).any(|token| flags(token).any(Flags::GROUP) && self.is_free(token));
        let plain = (from..end).all(|token| {
            self.hit(token).is_none()
                && flags(token).any(Flags::COMMON.or(Flags::FUNCTION).or(Flags::PEOPLE))
                && !flags(token).any(Flags::GROUP)
        });
        let kind = if group { Kind::Group } else { Kind::Organisation };
        // Demonym and telling word alone ("Iranian Army") are no name when the word is ordinary.
        let evidence = if plain { Evidence::PLAIN } else { Evidence::NONE };
        self.swallow(from, end);
        self.push(from, end, evidence, Some(kind));
        if end < to {
            self.cut_at_hits(end, to, false);
        }
    }

    /// "University of the Punjab", "Ministry of Trade and Industry": how far the name that stands at `head` goes.
    fn extended(&self, head: usize, end: usize, run_end: usize) -> usize {
        let view = self.view;
        if end != run_end || view.tokens[end - 1].possessive {
            return end;
        }
        let mut end = end;
        let mut has_of = false;
        for _ in 0..3 {
            let Some(link) = view.next(end) else { break };
            let word = view.folded(link);
            let counts = match word {
                "of" | "for" => view.tokens[link].shape == Shape::Lower && end - head <= 4,
                "and" | "on" => has_of && view.tokens[link].shape == Shape::Lower,
                _ => false,
            };
            if !counts {
                break;
            }
            let is_and = word == "and";
            let mut next = link + 1;
            if next < view.sentence.to && view.is(next, "the") {
                next += 1;
            }
            if view.next(next).is_none() || !view.tokens[next].is_capital() || view.flags(next).any(Flags::CALENDAR) {
                break;
            }
            let covered = self.hit(next).is_some();
            let own_name = view.flags(next).any(Flags::TITLE.or(Flags::GIVEN).or(Flags::ORGANISATION_HEAD));
            if self.is_hard(next) || is_and && (covered || own_name) {
                break;
            }
            // A body "of" something ends with it; what follows a state is no part of the name.
            let stop = match self.hit(next) {
                Some(hit) => hit.to,
                None => self.run_end(next).min(next + 5),
            };
            if stop <= next {
                break;
            }
            has_of = true;
            end = stop;
            if view.tokens[end - 1].possessive {
                break;
            }
        }
        end
    }

    fn cut_place(&mut self, from: usize, to: usize) -> bool {
        let view = self.view;
        let last = to - 1;
        let free = |runs: &Self, token: usize| runs.hit(token).is_none();
        if view.flags(last).any(Flags::PLACE) && free(self, last) && to - from > 1 {
            let first_is_state = self.hit(from).is_some_and(|hit| hit.to == last);
            let demonym = first_is_state && self.hit(from).is_some_and(|hit| matches!(hit.what, What::Demonym(_)));
            if !demonym {
                self.swallow(from, to);
                self.push(from, to, Evidence::NONE, Some(Kind::Place));
                return true;
            }
        }
        if view.flags(from).any(Flags::PLACE_HEAD) && free(self, from) {
            if to - from > 1 && !view.flags(from + 1).any(Flags::GIVEN) {
                self.swallow(from, to);
                self.push(from, to, Evidence::NONE, Some(Kind::Place));
                return true;
            }
            let of = view.next(to).filter(|&next| to - from == 1 && view.is(next, "of"));
            if let Some(next) = of.map(|of| of + 1).and_then(|next| view.next(next)) {
                let end = self.hit(next).map_or_else(|| self.run_end(next), |hit| hit.to);
                if end > next && !self.is_hard(next) {
                    self.swallow(from, end);
                    self.push(from, end, Evidence::NONE, Some(Kind::Place));
                    return true;
                }
            }
        }
        if view.flags(from).any(Flags::DIRECTION) && free(self, from) && to - from == 2 && free(self, to - 1) {
            let flags = view.flags(to - 1);
            if !flags.any(Flags::COMMON.or(Flags::PEOPLE)) {
                self.push(from, to, Evidence::NONE, Some(Kind::Place));
                return true;
            }
        }
        false
    }

    /// What is left of a run: pieces between hits, each a person, a place or nothing known yet.
    fn cut_at_hits(&mut self, from: usize, to: usize, titled: bool) {
        let view = self.view;
        let first_hit = (from..to).find_map(|token| self.hit(token).cloned());
        if let Some(hit) = first_hit {
            let one_word = hit.to - hit.from == 1 && !matches!(hit.what, What::Demonym(_) | What::Shared(_));
            let state_or_place = one_word && !matches!(hit.what, What::Organ { .. } | What::Role | What::Short(_));
            let after_given = hit.from > from && view.flags(hit.from - 1).any(Flags::GIVEN);
            let given_itself = hit.from == from
                && hit.to < to
                && view.flags(hit.from).any(Flags::GIVEN)
                && !view.flags(hit.to).any(Flags::COMMON)
                && self.hit(hit.to).is_none();
            let titled_name = titled && hit.from == from && hit.to < to && self.hit(to - 1).is_none();
            let short_inside = matches!(hit.what, What::Short(_)) && one_word && to - from > 1;
            if (state_or_place && to - from <= 4 && (after_given || given_itself || titled_name)) || short_inside {
                self.swallow(from, to);
                self.push_piece(from, to, titled);
                return;
            }
        }
        let mut start = from;
        let mut titled = titled;
        for token in from..=to {
            let ends = token == to || self.hit(token).is_some();
            if ends && start < token {
                self.push_piece(start, token, titled);
            }
            if ends && token < to {
                start = token + 1;
                titled = self.hit(token).is_some_and(|hit| hit.what == What::Role);
            }
        }
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
        while from < to && view.tokens[to - 1].shape == Shape::Lower {
            to -= 1;
        }
        if from >= to {
            return;
        }
        let len = to - from;
        let given = (from..to - usize::from(len > 1)).any(|token| view.flags(token).any(Flags::GIVEN));
        let mut evidence = context_evidence(view, from, to);
        let verb = len == 1
            && view.flags(from).any(Flags::COMMON.or(Flags::EVENT))
            && (view.flags(from).any(Flags::ACTS.or(Flags::SAYS).or(Flags::EVENT)) || view.folded(from).ends_with('s'));
        // "Minister Visits": a headline's verb, not a name.
        let titled = titled && !verb;
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
            let short = (2..=6).contains(&word.len()) && !view.flags(from).any(Flags::NO_ACRONYM);
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

    /// Hits inside `from..to` become part of a longer name.
    fn swallow(&mut self, from: usize, to: usize) {
        for token in from..to {
            let number = self.cover[token - self.view.sentence.from];
            if number != NO_HIT {
                self.swallowed[number as usize] = true;
            }
        }
    }

    fn push(&mut self, from: usize, to: usize, evidence: Evidence, kind: Option<Kind>) {
        if kind == Some(Kind::Person) {
            self.swallow(from, to);
        }
        self.candidates.push(Candidate { from, to, evidence, kind });
    }
}
