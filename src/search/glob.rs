//! `*` and `?` in a word or a value: which texts it stands for.
//!
//! For the words of an index it is an automaton over bytes, which walks only where a word can still match. Its state is the
//! set of places of the pattern that are reached, in the bits of a number, so that no pattern makes it large.

use tantivy_fst::Automaton;

/// Places of a pattern that are reached, in bits.
type Places = u64;
/// Most steps of a pattern: those of it that have a bit, and its end.
const STEPS_MAX: usize = 63;

/// A pattern as an automaton: of each kind of step, at which places it stands (Baeza-Yates and Gonnet 1992, "A new approach
/// to text searching").
pub(super) struct Glob {
    bytes: [Places; 256],
    /// Any one character.
    one: Places,
    /// Any characters, or none; never side by side.
    some: Places,
    end: Places,
}

impl Glob {
    /// The automaton of a pattern; `None` where it has too many steps.
    pub fn new(pattern: &str) -> Option<Self> {
        let mut glob = Glob { bytes: [0; 256], one: 0, some: 0, end: 1 };
        let mut last = 0;
        for byte in pattern.bytes() {
            if byte == b'*' && last == b'*' {
                continue;
            }
            if glob.end.trailing_zeros() as usize == STEPS_MAX {
                return None;
            }
            match byte {
                b'*' => glob.some |= glob.end,
                b'?' => glob.one |= glob.end,
                byte => glob.bytes[byte as usize] |= glob.end,
            }
            glob.end <<= 1;
            last = byte;
        }
        Some(glob)
    }

    /// With those that are reached without a character.
    fn with_skipped(&self, places: Places) -> Places {
        places | (places & self.some) << 1
    }
}

impl Automaton for Glob {
    type State = Places;

    fn start(&self) -> Places {
        self.with_skipped(1)
    }

    fn is_match(&self, places: &Places) -> bool {
        places & self.end != 0
    }

    fn can_match(&self, places: &Places) -> bool {
        *places != 0
    }

    fn accept(&self, places: &Places, byte: u8) -> Places {
        let continues = byte & 0b1100_0000 == 0b1000_0000;
        let stays = places & self.some;
        let passes = (places & self.bytes[byte as usize]) << 1;
        let one = if continues {
            // The other bytes of a character that a ? stands for.
            places & self.one << 1
        } else {
            (places & self.one) << 1
        };
        self.with_skipped(stays | passes | one)
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
    fn a_pattern_of_too_many_steps_has_no_automaton() {
        assert!(Glob::new(&"a".repeat(STEPS_MAX)).is_some() && Glob::new(&"a".repeat(STEPS_MAX + 1)).is_none());
        assert!(accepts(&format!("*{}**", "a".repeat(STEPS_MAX - 2)), &"a".repeat(100)));
    }

    proptest! {
        #[test]
        fn both_ways_agree(pattern in "[abé*?]{0,12}", text in "[abé]{0,12}") {
            prop_assert_eq!(accepts(&pattern, &text), stands_for(&pattern, &text));
        }
    }
}
