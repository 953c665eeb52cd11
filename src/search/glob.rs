//! `*` and `?` in a word or a value: which texts it stands for.
//!
//! For the words of an index it is an automaton over bytes, which walks only where a word can still match. Its state is the
//! set of places of the pattern that are reached, so that no pattern makes it large, as a table of states would become.

use tantivy_fst::Automaton;

/// Places of a pattern, in bits.
type Places = [u64; 4];
/// Most steps of a pattern; no word is as long.
const STEPS_MAX: usize = 255;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Byte(u8),
    /// Any one character.
    One,
    /// Any characters, or none.
    Some,
}

/// A pattern as an automaton.
pub(super) struct Glob {
    steps: Vec<Step>,
}

impl Glob {
    /// The automaton of a pattern; `None` where it is longer than any word.
    pub fn new(pattern: &str) -> Option<Self> {
        let steps: Vec<Step> = pattern
            .bytes()
            .map(|byte| match byte {
                b'*' => Step::Some,
                b'?' => Step::One,
                byte => Step::Byte(byte),
            })
            .collect();
        (steps.len() <= STEPS_MAX).then_some(Glob { steps })
    }

    fn add(&self, places: &mut Places, mut place: usize) {
        loop {
            places[place / 64] |= 1 << (place % 64);
            if self.steps.get(place) != Some(&Step::Some) {
                break;
            }
            place += 1;
        }
    }
}

impl Automaton for Glob {
    type State = Places;

    fn start(&self) -> Places {
        let mut places = Places::default();
        self.add(&mut places, 0);
        places
    }

    fn is_match(&self, places: &Places) -> bool {
        let end = self.steps.len();
        places[end / 64] & (1 << (end % 64)) != 0
    }

    fn can_match(&self, places: &Places) -> bool {
        places.iter().any(|bits| *bits != 0)
    }

    fn accept(&self, places: &Places, byte: u8) -> Places {
        let continues = byte & 0b1100_0000 == 0b1000_0000;
        let mut next = Places::default();
        for (word, bits) in places.iter().enumerate() {
            let mut bits = *bits;
            while bits != 0 {
                let place = word * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                match self.steps.get(place) {
                    Some(Step::Byte(own)) if *own == byte => self.add(&mut next, place + 1),
                    Some(Step::One) if !continues => self.add(&mut next, place + 1),
                    Some(Step::Some) => self.add(&mut next, place),
                    _ => {}
                }
                // The other bytes of a character that a ? stands for.
                if continues && place > 0 && self.steps[place - 1] == Step::One {
                    self.add(&mut next, place);
                }
            }
        }
        next
    }
}

/// Whether a pattern stands for the whole of a text.
pub(super) fn stands_for(pattern: &str, text: &str) -> bool {
    let (mut rest, mut left) = (pattern, text);
    // Where the last * began to take characters, and how far it has.
    let mut star: Option<(&str, &str)> = None;
    loop {
        let (step, c) = (rest.chars().next(), left.chars().next());
        match (step, c) {
            (Some('*'), _) => {
                rest = &rest[1..];
                star = Some((rest, left));
                continue;
            }
            (None, None) => return true,
            (Some(step), Some(c)) if step == '?' || step == c => {
                (rest, left) = (&rest[step.len_utf8()..], &left[c.len_utf8()..]);
                continue;
            }
            _ => {}
        }
        let Some((after, taken)) = star else { return false };
        let Some(next) = taken.chars().next() else { return false };
        left = &taken[next.len_utf8()..];
        rest = after;
        star = Some((after, left));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn accepts(pattern: &str, text: &str) -> bool {
        let glob = Glob::new(pattern).unwrap();
        let end = text.bytes().fold(glob.start(), |places, byte| glob.accept(&places, byte));
        glob.is_match(&end)
    }

    #[test]
    fn stars_and_question_marks_stand_for_letters() {
        for (pattern, text, expected) in [
            ("st?ike*", "strikes", true),
            ("st?ike*", "stike", false),
            ("*stan", "pakistan", true),
            ("*stan", "stand", false),
            ("a?b", "aéb", true),
            ("a?b", "aééb", false),
            ("?", "伊", true),
            ("a*b*c", "abxbc", true),
            ("", "", true),
            ("", "a", false),
        ] {
            assert_eq!(accepts(pattern, text), expected, "{pattern} {text}");
            assert_eq!(stands_for(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn a_pattern_longer_than_any_word_has_no_automaton() {
        assert!(Glob::new(&"a".repeat(300)).is_none());
    }

    proptest! {
        #[test]
        fn both_ways_agree(pattern in "[abé*?]{0,12}", text in "[abé]{0,12}") {
            prop_assert_eq!(accepts(&pattern, &text), stands_for(&pattern, &text));
        }
    }
}
