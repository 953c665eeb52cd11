//! Labels of tokens: outside, or at the beginning, inside, at the end of a name of some class, or such a name alone.

/// What a tagged name is. Finer kinds are told apart afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A human being.
    Person,
    /// A body: organisation or group.
    Body,
    /// A place or a state.
    Place,
    /// A demonym, an event, a work: no actor by itself.
    Other,
}

impl Class {
    /// All classes, in the order of their labels.
    pub const ALL: [Class; 4] = [Class::Person, Class::Body, Class::Place, Class::Other];
}

/// Place of a token in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Beginning,
    Inside,
    End,
    Single,
}

impl Position {
    pub(super) const ALL: [Position; 4] = [Position::Beginning, Position::Inside, Position::End, Position::Single];

    /// Of token `index` among `count` of one name.
    pub(super) fn of(index: usize, count: usize) -> Position {
        match (index, count) {
            (0, 1) => Position::Single,
            (0, _) => Position::Beginning,
            _ if index + 1 == count => Position::End,
            _ => Position::Inside,
        }
    }
}

/// How many labels there are, [`OUTSIDE`] among them.
pub const LABELS: usize = 17;
/// The label of a token that is in no name. Its score is always 0: only differences count.
pub const OUTSIDE: usize = 0;

/// The label of a place in a name of some class.
pub(super) const fn label(class: Class, position: Position) -> usize {
    1 + class as usize * 4 + position as usize
}

/// Class and position of a label; `None` for [`OUTSIDE`].
pub(super) fn parts_of(label: usize) -> Option<(Class, Position)> {
    let number = label.checked_sub(1)?;
    Some((*Class::ALL.get(number / 4)?, Position::ALL[number % 4]))
}

/// The labels of a name of `count` tokens, one after the other.
pub fn labels_of(class: Class, count: usize) -> impl Iterator<Item = usize> {
    (0..count).map(move |index| label(class, Position::of(index, count)))
}

/// Whether a name ends with, or lies outside of, a token of this label.
pub const fn closes(label: usize) -> bool {
    label == OUTSIDE || (label - 1) % 4 >= 2
}

/// Whether a name begins with, or lies outside of, a token of this label.
pub const fn opens(label: usize) -> bool {
    label == OUTSIDE || matches!((label - 1) % 4, 0 | 3)
}

/// Whether a token of label `next` may follow one of label `before`.
pub const fn may_follow(before: usize, next: usize) -> bool {
    if closes(before) { opens(next) } else { !opens(next) && (before - 1) / 4 == (next - 1) / 4 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_whole() {
        for label in 1..LABELS {
            let (class, position) = parts_of(label).expect("a label of a name");
            assert_eq!(super::label(class, position), label);
            assert_eq!(may_follow(OUTSIDE, label), opens(label));
            assert_eq!(may_follow(label, OUTSIDE), closes(label));
        }
        assert!(may_follow(label(Class::Body, Position::Beginning), label(Class::Body, Position::End)));
        assert!(!may_follow(label(Class::Body, Position::Beginning), label(Class::Place, Position::End)));
        assert_eq!(labels_of(Class::Person, 3).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(labels_of(Class::Place, 1).collect::<Vec<_>>(), [12]);
    }
}
