//! Features of a word by itself: they hang on its letters and on lists, not on where it stands. So their weights are
//! summed once for each word and place beside a token.

use super::feature::{Sink, number_of, one, two};
use super::token::Case;
use crate::actor::vocabulary::Flags;

/// Places beside a token from which its neighbours are seen.
pub(super) const OFFSETS: usize = 5;
/// Number of the token's own place among [`OFFSETS`].
pub(super) const HERE: usize = 2;

/// A word as it is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form<'w> {
    pub(super) folded: &'w str,
    pub(super) case: Case,
    pub(super) flags: Flags,
}

/// The lists whose words tell also from two tokens away.
const TELLING: Flags =
    Flags::NAME_WORD.or(Flags::TITLE).or(Flags::SAYS).or(Flags::PLACE_NOUN).or(Flags::GIVEN).or(Flags::CITY);

/// Gives the features that a token has by the word at place `offset`.
pub(super) fn local_features(form: Form<'_>, offset: usize, sink: &mut impl Sink) {
    let bytes = form.folded.as_bytes();
    let word = number_of(bytes);
    let case = form.case as u64;
    let template = 16 * offset as u32;
    sink.add(one(template, word));
    sink.add(one(template + 1, case));
    let far = offset != HERE && offset != HERE - 1 && offset != HERE + 1;
    let mut flags = if far { form.flags.and(TELLING) } else { form.flags }.bits();
    while flags != 0 {
        sink.add(two(template + 2, u64::from(flags.trailing_zeros()), case));
        flags &= flags - 1;
    }
    if far {
        return;
    }
    let count = form.folded.chars().count();
    for length in 2..=4usize {
        if count > length && (offset == HERE || length == 3) {
            let end = form.folded.char_indices().nth_back(length - 1).map_or(0, |(byte, _)| byte);
            sink.add(one(template + 3 + length as u32, number_of(&bytes[end..])));
        }
    }
    if offset != HERE {
        sink.add(two(template + 3, word, case));
        return;
    }
    sink.add(two(template + 3, word, case));
    for length in 2..=4usize {
        if count > length {
            let start = form.folded.char_indices().nth(length).map_or(0, |(byte, _)| byte);
            sink.add(one(template + 8 + length as u32, number_of(&bytes[..start])));
        }
    }
    sink.add(two(template + 8, count.min(12) as u64, case));
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    if digits > 0 {
        sink.add(two(template + 9, digits as u64, count as u64));
    }
    sink.add(two(template + 13, u64::from(form.flags.bits()), case));
    if form.case == Case::Capitals {
        let vowels = bytes.iter().filter(|byte| b"aeiouy".contains(byte)).count();
        sink.add(two(template + 14, vowels.min(4) as u64, count.min(8) as u64));
    }
}
