//! Whether words stand together in a text, by bits: a row has one for each of the first places of a text.
//!
//! What [`Together::places`] says, without the places: a search asks this of every passage that holds the words.

use super::Together;

/// The places of a text at which a word stands; bit 0 is the first.
pub(in crate::search) type Row = u128;
/// So many places have a bit. Longer texts are looked at place by place.
pub(in crate::search) const ROW_PLACES: u32 = Row::BITS - 1;
/// The bit of a word that stands at a later place.
pub(in crate::search) const LATER: Row = 1 << ROW_PLACES;

/// Words that follow each other: how many, and where the first of them stands.
type Run = (u32, Row);

impl Together {
    /// Whether a text matches in which the leaves, in order, have these rows; `None` where two words of a window stand at one
    /// place, so that the rows alone do not tell whether each can have a place of its own.
    pub(in crate::search) fn stands_in(&self, rows: &[Row]) -> Option<bool> {
        match self {
            Together::Window { words, others } => stands_in_window(&rows[..words.len()], *others),
            Together::Near { sides, between } => Some(stands_near(sides, between, rows)),
            _ => {
                let mut stands = false;
                self.each_run(rows, &mut |(_, firsts)| stands |= firsts != 0);
                Some(stands)
            }
        }
    }

    /// Calls `visit` with the runs of words by which this can stand in a text: for what has a first and a last word. Returns
    /// the rows of what comes after.
    fn each_run<'r>(&self, rows: &'r [Row], visit: &mut dyn FnMut(Run)) -> &'r [Row] {
        match self {
            Together::Words(_) => {
                visit((1, rows[0]));
                &rows[1..]
            }
            Together::Sequence(words) => {
                let (own, rest) = rows.split_at(words.len());
                let follow = own.iter().zip(0..).fold(Row::MAX, |firsts, (row, at)| firsts & down(*row, at));
                visit((words.len() as u32, follow));
                rest
            }
            Together::Any(sides) => sides.iter().fold(rows, |rows, side| side.each_run(rows, visit)),
            // The grammar lets them be no side of another.
            Together::Window { .. } | Together::Near { .. } => &rows[self.leaves().len()..],
        }
    }
}

fn stands_in_window(rows: &[Row], others: u32) -> Option<bool> {
    let width = (rows.len() as u32).saturating_add(others);
    let starts = rows.iter().fold(Row::MAX, |starts, row| starts & spread_down(*row, width - 1));
    let mut taken = 0;
    let share_places = rows.iter().any(|row| {
        let shares = taken & row != 0;
        taken |= row;
        shares
    });
    if starts != 0 && share_places { None } else { Some(starts != 0) }
}

/// Whether a chain of sides stands: each is held against those of the side before that ended a chain themselves.
fn stands_near(sides: &[Together], between: &[u32], rows: &[Row]) -> bool {
    let mut before = Reach::default();
    let mut rest = sides[0].each_run(rows, &mut |run| before.add(run));
    let mut stands = before != Reach::default();
    for (side, words) in sides[1..].iter().zip(between) {
        let starts = spread_up(up(before.lasts, 1), *words);
        let ends = spread_down(down(before.firsts, 1), *words);
        let mut reached = Reach::default();
        rest = side.each_run(rest, &mut |(len, firsts)| {
            reached.add((len, firsts & (starts | down(ends, len - 1))));
        });
        stands = reached != Reach::default();
        before = reached;
    }
    stands
}

/// First and last places of runs.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Reach {
    firsts: Row,
    lasts: Row,
}

impl Reach {
    fn add(&mut self, (len, firsts): Run) {
        self.firsts |= firsts;
        self.lasts |= up(firsts, len - 1);
    }
}

fn up(row: Row, places: u32) -> Row {
    row.checked_shl(places).unwrap_or(0)
}

fn down(row: Row, places: u32) -> Row {
    row.checked_shr(places).unwrap_or(0)
}

/// The places from which one of a row is reached by so many steps up at most.
fn spread_down(row: Row, steps: u32) -> Row {
    spread(row, steps, down)
}

fn spread_up(row: Row, steps: u32) -> Row {
    spread(row, steps, up)
}

fn spread(mut row: Row, steps: u32, shift: impl Fn(Row, u32) -> Row) -> Row {
    let mut done = 0;
    while done < steps.min(Row::BITS) {
        let step = (done + 1).min(steps - done);
        row |= shift(row, step);
        done += step;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::super::super::words::{WordKind, WordSet};
    use super::*;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    fn word() -> WordSet {
        WordSet { typed: String::new(), kind: WordKind::Literal, words: Vec::new(), stem: None, articles: 0 }
    }

    fn side() -> impl Strategy<Value = Together> {
        let run = prop_oneof![
            2 => Just(Together::Words(word())),
            1 => (2usize..4).prop_map(|words| Together::Sequence(vec![word(); words])),
        ];
        prop_oneof![3 => run.clone(), 1 => vec(run, 1..4).prop_map(Together::Any)]
    }

    fn together() -> impl Strategy<Value = Together> {
        let near = (vec(side(), 2..4), vec(0u32..=130, 3)).prop_map(|(sides, mut between)| {
            between.truncate(sides.len() - 1);
            Together::Near { sides, between }
        });
        let window =
            (1usize..5, 0u32..=130).prop_map(|(words, others)| Together::Window { words: vec![word(); words], others });
        prop_oneof![side(), near, window]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

        #[test]
        fn rows_say_what_places_say(
            together in together(),
            places in vec(btree_set(0u32..ROW_PLACES, 0..6), 27),
            crowded in prop::bool::ANY,
        ) {
            let leaves = together.leaves().len();
            // In a crowd words often stand together, and at one place.
            let place = |place: &u32| if crowded { place % 12 } else { *place };
            let positions: Vec<Vec<u32>> = places[..leaves]
                .iter()
                .map(|own| own.iter().map(place).collect::<std::collections::BTreeSet<u32>>().into_iter().collect())
                .collect();
            let rows: Vec<Row> =
                positions.iter().map(|own| own.iter().fold(0, |row, place| row | 1 << place)).collect();
            let expected = !together.places(&positions).is_empty();
            match together.stands_in(&rows) {
                Some(stands) => prop_assert_eq!(stands, expected),
                None => {
                    let is_window = matches!(together, Together::Window { .. });
                    prop_assert!(is_window, "{} is no window", together);
                }
            }
        }
    }
}
