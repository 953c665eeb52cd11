//! Names that tell by a word of their own what they are: "Halvorsen Bank", "Army of the Reeds", "Gulf of Aden".

use super::curated::What;
use super::evidence::Evidence;
use super::kind::Kind;
use super::runs::Runs;
use super::tokens::Shape;
use super::vocabulary::Flags;

impl Runs<'_, '_, '_> {
    /// Makes the organisation or group whose telling word is `last`, and cuts what is left of `from..to`.
    pub(super) fn cut_body(&mut self, from: usize, to: usize, last: usize) {
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

    /// Makes a place of `from..to` if a place word tells so; says whether it did.
    pub(super) fn cut_place(&mut self, from: usize, to: usize) -> bool {
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
}
