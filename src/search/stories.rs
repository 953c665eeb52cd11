//! Copies of one text among the matching articles: counted as one story, and shown as one hit where that is wished for.
//!
//! Only articles that match and pass the filters are looked at, so what is told of a hit's copies is always what the query
//! finds. Counts and facets are of articles, copies included.

use super::columns::Columns;
use super::rank::{Candidate, Ranked};
use super::searcher::{SearchError, Searcher};
use crate::index::{ArticleRecord, StoryNumber, StoryTable};
use crate::publication::PublicationDate;
use rustc_hash::FxHashMap;
use tantivy::DocAddress;

/// Copies of a hit that are told one by one; all are counted.
pub const COPIES_TOLD_MAX: usize = 20;

/// What becomes of copies of one text in the ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Copies {
    /// The best of them is a hit and tells the others.
    #[default]
    Fold,
    /// Each is a hit.
    Show,
}

/// The story of a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitStory {
    /// The same as long as the longest of its articles stays as it is.
    pub id: u64,
    /// How many other articles of it match.
    pub copies_len: u64,
    /// These, the earliest first; at most [`COPIES_TOLD_MAX`].
    pub copies: Vec<HitCopy>,
}

/// An article whose text another has too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitCopy {
    /// Its id.
    pub id: String,
    /// Its title, given or derived.
    pub title: String,
    /// Who published it.
    pub source: Option<String>,
    /// Absolute path of its file.
    pub path: String,
    /// When it appeared, if known.
    pub published: Option<PublicationDate>,
}

/// The stories of the matching articles.
pub(super) struct StoryCount<'a> {
    table: &'a StoryTable,
    folds: bool,
    /// Whether each story was met.
    met: Vec<bool>,
    /// How many stories were met, articles that stand alone included.
    pub stories: u64,
    /// Those that match of stories with several articles.
    members: Vec<(StoryNumber, DocAddress)>,
    /// What stands for each story in the segment at hand: the passages of one article, or the article itself.
    standing: FxHashMap<StoryNumber, Vec<Candidate>>,
}

impl<'a> StoryCount<'a> {
    pub fn new(table: &'a StoryTable, copies: Copies) -> Self {
        StoryCount {
            table,
            folds: copies == Copies::Fold,
            met: vec![false; table.stories_len()],
            stories: 0,
            members: Vec::new(),
            standing: FxHashMap::default(),
        }
    }

    /// Counts an article that is shown, of this story.
    #[inline]
    pub fn count(&mut self, story: Option<StoryNumber>, address: DocAddress) {
        match story {
            None => self.stories += 1,
            Some(story) => {
                self.stories += u64::from(!self.met[story.index()]);
                self.met[story.index()] = true;
                self.members.push((story, address));
            }
        }
    }

    #[inline]
    fn story(&self, columns: &Columns, article: tantivy::DocId) -> Option<StoryNumber> {
        self.table.story(columns.number.first(article)?)
    }

    /// Takes what an article brings to the ranking, the best first. Given back is what takes part at once; copies wait
    /// for the end of the segment.
    pub fn fold(&mut self, columns: &Columns, ranked: Vec<Candidate>) -> Vec<Candidate> {
        let Some(first) = ranked.first().filter(|_| self.folds) else { return ranked };
        let Some(story) = self.story(columns, first.address.doc_id) else { return ranked };
        let stands = self.standing.get(&story).and_then(|standing| standing.first());
        if stands.is_none_or(|stands| first.in_segment(stands).is_lt()) {
            self.standing.insert(story, ranked.into_iter().map(|candidate| candidate.of_story(story)).collect());
        }
        Vec::new()
    }

    /// The same for one candidate.
    #[inline]
    pub fn fold_one(&mut self, story: Option<StoryNumber>, candidate: Candidate) -> Option<Candidate> {
        let Some(story) = story.filter(|_| self.folds) else { return Some(candidate) };
        let candidate = candidate.of_story(story);
        let standing = self.standing.entry(story).or_default();
        match standing.first_mut() {
            None => standing.push(candidate),
            Some(stands) if candidate.in_segment(stands).is_lt() => *stands = candidate,
            Some(_) => {}
        }
        None
    }

    /// What stands for the stories of the segment that ends.
    pub fn end_segment(&mut self) -> Vec<Candidate> {
        self.standing.drain().flat_map(|(_, standing)| standing).collect()
    }

    /// The matching articles of the stories to which the articles of a page belong.
    pub fn of_page(&self, columns: &[Columns], page: &[Ranked]) -> PageStories<'a> {
        let stories = page.iter().filter_map(|ranked| {
            let DocAddress { segment_ord, doc_id } = ranked.candidate.address;
            self.story(&columns[segment_ord as usize], doc_id)
        });
        let mut members: FxHashMap<StoryNumber, Vec<DocAddress>> = stories.map(|story| (story, Vec::new())).collect();
        if !members.is_empty() {
            for (story, address) in &self.members {
                if let Some(members) = members.get_mut(story) {
                    members.push(*address);
                }
            }
        }
        PageStories { table: self.table, members }
    }
}

/// The stories of a page, with those of their articles that match.
pub(super) struct PageStories<'a> {
    table: &'a StoryTable,
    members: FxHashMap<StoryNumber, Vec<DocAddress>>,
}

impl<'a> PageStories<'a> {
    /// Takes in those of another page.
    pub fn join(&mut self, other: PageStories<'_>) {
        for (story, members) in other.members {
            self.members.entry(story).or_default().extend(members);
        }
    }

    /// Of all articles of the index, the story of one.
    pub fn of_article(searcher: &'a Searcher, address: DocAddress) -> Self {
        let table = &searcher.open.stories;
        let members = searcher.members_of_story(address);
        let story = searcher.story_number(address);
        PageStories { table, members: story.map(|story| (story, members)).into_iter().collect() }
    }

    /// The story of an article of the page; `None` when it stands alone in the index.
    pub fn story(&self, searcher: &Searcher, address: DocAddress) -> Result<Option<HitStory>, SearchError> {
        let Some(story) = searcher.story_number(address) else { return Ok(None) };
        let Some(members) = self.members.get(&story) else { return Ok(None) };
        let others = members.iter().filter(|other| **other != address);
        let mut others: Vec<(i64, String, String, DocAddress)> = others
            .map(|other| {
                let columns = &searcher.columns[other.segment_ord as usize];
                let day = columns.published_first.first(other.doc_id).unwrap_or(i64::MAX);
                let text = |column| {
                    Columns::ordinal(column, other.doc_id)
                        .map_or_else(|| Ok(String::new()), |ordinal| Columns::text(column, ordinal))
                };
                Ok((day, text(&columns.id)?, text(&columns.path)?, *other))
            })
            .collect::<tantivy::Result<_>>()?;
        others.sort();
        let copies_len = others.len() as u64;
        let copies = others
            .into_iter()
            .take(COPIES_TOLD_MAX)
            .map(|(.., other)| searcher.article(other).map(HitCopy::from))
            .collect::<Result<_, SearchError>>()?;
        Ok(Some(HitStory { id: self.table.id(story), copies_len, copies }))
    }
}

impl From<ArticleRecord> for HitCopy {
    fn from(article: ArticleRecord) -> Self {
        let ArticleRecord { id, title, source, path, published, .. } = article;
        HitCopy { id, title, source, path, published }
    }
}

impl Searcher {
    /// The story of an article, when it has a copy in the index.
    pub(super) fn story_number(&self, address: DocAddress) -> Option<StoryNumber> {
        let columns = &self.columns[address.segment_ord as usize];
        self.open.stories.story(columns.number.first(address.doc_id)?)
    }

    /// All living articles of the story of an article; none when it stands alone.
    pub(super) fn members_of_story(&self, address: DocAddress) -> Vec<DocAddress> {
        let Some(story) = self.story_number(address) else { return Vec::new() };
        let mut members = Vec::new();
        for (segment, reader) in self.tantivy.segment_readers().iter().enumerate() {
            let addresses = reader.doc_ids_alive().map(|document| DocAddress::new(segment as u32, document));
            members.extend(addresses.filter(|address| self.story_number(*address) == Some(story)));
        }
        members
    }
}
