//! The actors that a request asks for, by the numbers of their names.

use super::columns::Columns;
use super::tree::{Node, Query};
use rustc_hash::FxHashSet;
use tantivy::DocId;

/// For each actor asked for, the numbers of its names.
pub(super) struct AskedActors {
    /// Ascending for each actor.
    each: Vec<Vec<u32>>,
    all: FxHashSet<u32>,
}

impl AskedActors {
    /// `each` are those that must be named; those that the query asks for are named all the same, or others in their place.
    pub fn new(each: Vec<Vec<u32>>, tree: &Query) -> Self {
        let mut all: FxHashSet<u32> = each.iter().flatten().copied().collect();
        if let Some(wanted) = &tree.wanted {
            wanted.walk_wanted(&mut |node| {
                if let Node::Actor { numbers, .. } = node {
                    all.extend(numbers);
                }
            });
        }
        AskedActors { each, all }
    }

    /// The numbers of each actor, ascending.
    pub fn each(&self) -> &[Vec<u32>] {
        &self.each
    }

    /// Whether the index has a name for each of them.
    pub fn all_exist(&self) -> bool {
        self.each.iter().all(|numbers| !numbers.is_empty())
    }

    /// Whether a document names one of the actors.
    pub fn one_is_named(&self, columns: &Columns, document: DocId) -> bool {
        !self.all.is_empty() && columns.names.values_for_doc(document).any(|number| self.all.contains(&(number as u32)))
    }
}
