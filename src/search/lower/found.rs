//! What was listed for a query: each list is made once, however often the tree is lowered.

use super::super::classify::DateFilter;
use super::super::listed::SharedLists;
use super::super::together::Together;
use super::super::tree::{Metadata, QueryWord};
use super::super::words::WordSet;
use std::cell::RefCell;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::index::SegmentId;

/// A list of articles or passages.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wanted {
    /// Articles that name one of these numbers, with in how many passages.
    Names(Vec<u32>),
    /// Articles with a phrase in a passage or the title, or in the title alone; with in how many of these.
    Phrase { words: Vec<QueryWord>, title_alone: bool },
    /// Articles with words that stand together, likewise.
    Together { together: Together, title_alone: bool },
    /// Passages with words that stand together.
    PassagesTogether(Together),
    /// Articles with one of some words, with how many different ones.
    Words(WordSet),
    /// Passages with one of some words, with how often.
    PassagesWith(WordSet),
    /// Articles that tell this of themselves.
    Metadata(Metadata, String),
    /// Articles that a date filter takes, or, where not only what lies inside is asked for, does not refuse.
    Placed { days: Days, only_inside: bool },
}

/// A date filter that stands in a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    Published(DateFilter),
    Event(DateFilter),
}

/// The passages of a segment in which words stand together.
type FoundPassages = (SegmentId, Together, Arc<[DocId]>);

/// The lists that were made, and the passages of each segment in which words stand together.
#[derive(Default)]
pub(in crate::search) struct FoundLists {
    lists: RefCell<Vec<(Wanted, SharedLists)>>,
    passages: RefCell<Vec<FoundPassages>>,
}

impl FoundLists {
    pub(super) fn get(&self, wanted: &Wanted) -> Option<SharedLists> {
        self.lists.borrow().iter().find(|(known, _)| known == wanted).map(|(_, lists)| lists.clone())
    }

    pub(super) fn add(&self, wanted: Wanted, lists: SharedLists) {
        self.lists.borrow_mut().push((wanted, lists));
    }

    pub(super) fn passages(&self, segment: SegmentId, together: &Together) -> Option<Arc<[DocId]>> {
        let found = self.passages.borrow();
        found
            .iter()
            .find(|(own, known, _)| *own == segment && known == together)
            .map(|(_, _, passages)| passages.clone())
    }

    pub(super) fn add_passages(&self, segment: SegmentId, together: &Together, passages: Arc<[DocId]>) {
        self.passages.borrow_mut().push((segment, together.clone(), passages));
    }
}
