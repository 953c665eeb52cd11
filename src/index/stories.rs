//! The file of stories: which articles are near-identical copies of each other.
//!
//! Evidence for that stands in the index (sketches and texts); what follows from it stands here, and is reckoned anew
//! when the index changes. Articles have numbers that are given once, so the file that belongs to a commit serves
//! every earlier one: what it does not know stands alone.
//!
//! Little-endian words of 4 bytes: how many numbers, stories and verdicts there are; for each number its story, 0 for none;
//! for each story its id (8 bytes); for each verdict two numbers and the part that they share.

use tantivy::directory::OwnedBytes;

/// A story: its place in the file, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StoryNumber(u32);

impl StoryNumber {
    /// A story of a test.
    #[cfg(test)]
    pub fn of_test(place: u32) -> Self {
        StoryNumber(place)
    }

    /// From 0, for tables that have one row for each story.
    pub fn index(self) -> usize {
        self.0 as usize - 1
    }
}

/// How much of the shorter of two texts the other holds, in thousandths; 0 where they are no copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    /// Number of the article whose text goes before.
    pub head: u32,
    /// Number of the other.
    pub article: u32,
    /// Thousandths.
    pub shared: u32,
}

/// What is known of stories; written whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewStories {
    /// For each number, the place of its story among `ids`, from 1; 0 for an article that stands alone.
    pub of_number: Vec<u32>,
    /// Ids of the stories that have two articles at least.
    pub ids: Vec<u64>,
    /// The comparisons that led to these, so that none is made twice; sorted.
    pub verdicts: Vec<Verdict>,
}

/// A file of stories, opened. An empty file knows no story.
#[derive(Debug, Clone)]
pub struct StoryTable {
    bytes: OwnedBytes,
    numbers: usize,
    stories: usize,
    verdicts: usize,
}

const HEAD_BYTES: usize = 12;
const VERDICT_BYTES: usize = 12;

impl NewStories {
    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let NewStories { of_number, ids, verdicts } = self;
        let mut bytes =
            Vec::with_capacity(HEAD_BYTES + 4 * of_number.len() + 8 * ids.len() + VERDICT_BYTES * verdicts.len());
        let mut push = |word: u32| bytes.extend_from_slice(&word.to_le_bytes());
        [of_number.len(), ids.len(), verdicts.len()].into_iter().for_each(|count| push(count as u32));
        of_number.iter().for_each(|story| push(*story));
        ids.iter().for_each(|id| [*id as u32, (*id >> 32) as u32].into_iter().for_each(&mut push));
        verdicts
            .iter()
            .for_each(|verdict| [verdict.head, verdict.article, verdict.shared].into_iter().for_each(&mut push));
        bytes
    }
}

impl StoryTable {
    /// A table without stories.
    pub fn empty() -> Self {
        StoryTable { bytes: OwnedBytes::new(Vec::new()), numbers: 0, stories: 0, verdicts: 0 }
    }

    /// Opens the bytes of a file; `None` when they are none.
    pub fn open(bytes: OwnedBytes) -> Option<Self> {
        let mut table = StoryTable { bytes, numbers: 0, stories: 0, verdicts: 0 };
        if table.bytes.len() < HEAD_BYTES {
            return None;
        }
        let count = |at: usize| table.word(at) as usize;
        let (numbers, stories, verdicts) = (count(0), count(4), count(8));
        (table.numbers, table.stories, table.verdicts) = (numbers, stories, verdicts);
        let expected = HEAD_BYTES + 4 * numbers + 8 * stories + VERDICT_BYTES * verdicts;
        (table.bytes.len() == expected).then_some(table)
    }

    fn word(&self, at: usize) -> u32 {
        self.bytes.get(at..at + 4).and_then(|word| word.try_into().ok()).map_or(0, u32::from_le_bytes)
    }

    /// The story of the article with this number; `None` when it stands alone.
    #[inline]
    pub fn story(&self, number: u64) -> Option<StoryNumber> {
        let number = usize::try_from(number).ok().filter(|number| *number < self.numbers)?;
        // A damaged file must not lead outside the tables.
        Some(self.word(HEAD_BYTES + 4 * number))
            .filter(|story| (1..=self.stories as u32).contains(story))
            .map(StoryNumber)
    }

    /// Whether the file says the same.
    pub fn says(&self, stories: &NewStories) -> bool {
        *self.bytes == stories.to_bytes()[..] || (self.bytes.is_empty() && *stories == NewStories::default())
    }

    /// How many stories have two articles at least.
    pub fn stories_len(&self) -> usize {
        self.stories
    }

    /// The id of a story, which hangs on the text, title and day of its head alone.
    pub fn id(&self, story: StoryNumber) -> u64 {
        let at = HEAD_BYTES + 4 * self.numbers + 8 * story.index();
        u64::from(self.word(at)) | u64::from(self.word(at + 4)) << 32
    }

    /// The comparisons that were made.
    pub fn verdicts(&self) -> impl Iterator<Item = Verdict> + '_ {
        let start = HEAD_BYTES + 4 * self.numbers + 8 * self.stories;
        (0..self.verdicts).map(move |index| {
            let at = start + VERDICT_BYTES * index;
            Verdict { head: self.word(at), article: self.word(at + 4), shared: self.word(at + 8) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_is_cut_is_refused() {
        let stories = NewStories {
            of_number: vec![0, 2, 1, 2],
            ids: vec![u64::MAX - 7, 9],
            verdicts: vec![Verdict { head: 1, article: 3, shared: 987 }],
        };
        let bytes = stories.to_bytes();
        let table = StoryTable::open(OwnedBytes::new(bytes.clone())).unwrap();
        assert_eq!(table.story(0), None);
        assert_eq!(table.story(1), table.story(3));
        assert_eq!(table.id(table.story(2).unwrap()), u64::MAX - 7);
        assert_eq!(table.id(table.story(1).unwrap()), 9);
        assert_eq!(table.story(4), None);
        assert_eq!(table.verdicts().collect::<Vec<_>>(), stories.verdicts);
        for len in 0..bytes.len() {
            assert!(StoryTable::open(OwnedBytes::new(bytes[..len].to_vec())).is_none(), "{len}");
        }
    }
}
