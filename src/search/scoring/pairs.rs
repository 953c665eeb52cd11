//! Where the words of a query stand in an article, and how often two of them stand together.

/// How far apart two words may stand to be near: less than so many words.
const NEAR_WORDS: u64 = 8;

/// A place in an article: the title is part 0, passages follow; words of different parts are never near.
pub(super) type Place = u64;

/// The place of word `position` of a part.
#[inline]
pub(super) fn place(part: u32, position: u32) -> Place {
    u64::from(part) << 32 | u64::from(position)
}

/// Of places that ascend, those of one part.
pub(super) fn part_of(places: &[Place], part: u32) -> &[Place] {
    let before = |part: u32| places.partition_point(|at| *at < place(part, 0));
    &places[before(part)..before(part + 1)]
}

/// How often `second` follows `first` at once. Both ascend.
pub(super) fn ordered(first: &[Place], second: &[Place]) -> u32 {
    let mut at = 0;
    let mut count = 0;
    for place in first {
        while at < second.len() && second[at] <= *place {
            at += 1;
        }
        count += u32::from(second.get(at) == Some(&(place + 1)));
    }
    count
}

/// How many of `first` have one of `second` near, on either side. Both ascend.
pub(super) fn near(first: &[Place], second: &[Place]) -> u32 {
    let mut at = 0;
    let mut count = 0;
    for place in first {
        while at < second.len() && second[at] + NEAR_WORDS <= *place {
            at += 1;
        }
        let close = |other: &&Place| **other < place + NEAR_WORDS && *other != place;
        count += u32::from(second[at..].iter().take(NEAR_WORDS as usize * 2).find(close).is_some());
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_within_one_part() {
        let first = [place(0, 3), place(1, 0), place(1, 20)];
        let second = [place(0, 4), place(1, 9), place(1, 15), place(2, 0)];
        assert_eq!(ordered(&first, &second), 1);
        assert_eq!(ordered(&second, &first), 0);
        assert_eq!(near(&first, &second), 2);
        assert_eq!(near(&[place(1, 5)], &[place(2, 5), place(2, 6)]), 0);
        assert_eq!(near(&[place(1, 5)], &[]), 0);
        assert_eq!(part_of(&second, 1), [place(1, 9), place(1, 15)]);
        assert!(part_of(&second, 3).is_empty());
    }
}
