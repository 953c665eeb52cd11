//! How an article is named: by its id, its file, or its file with an id or a line, as hits print it.

use super::columns::Columns;
use super::searcher::{SearchError, Searcher};
use fst::automaton::{Automaton, Levenshtein};
use rustc_hash::FxHashSet;
use tantivy::DocAddress;

/// Articles that are told of a name that is not clear, or near one that is unknown.
const TOLD_MAX: usize = 3;
/// Letters by which a near id may differ.
const NEAR_LETTERS_MAX: u32 = 2;
/// Longest id, in characters, for which near ones are looked for.
const NEAR_CHARS_MAX: usize = 40;

/// How a user names an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleName {
    /// As typed: an id, a path, or a path with an id or a line behind a colon.
    pub typed: String,
    /// The whole as an absolute path.
    pub path: String,
    /// For each colon, what stands before it as an absolute path, and the id or line behind it.
    pub in_path: Vec<(String, String)>,
}

/// Why a name stands for no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArticleNameError {
    /// Nothing has it.
    #[error("no article has the id or path {typed:?}")]
    Unknown {
        /// As typed.
        typed: String,
        /// Ids and paths that are near.
        near: Vec<String>,
    },
    /// The file has articles, and none with a passage that starts on the line.
    #[error("no passage of an article starts on line {line} of {path}")]
    NoStart {
        /// Absolute path of the file.
        path: String,
        /// The line, from 1.
        line: u64,
        /// Names of the articles nearest to it, in the order of the file.
        near: Vec<String>,
    },
    /// Several have it.
    #[error("{typed:?} names {articles} articles, expected one")]
    Several {
        /// As typed.
        typed: String,
        /// How many.
        articles: usize,
        /// For the first of them, what names it alone.
        names: Vec<String>,
    },
    /// It has no copy with which it could be compared.
    #[error("no other article of the index has the story of {typed:?}")]
    Alone {
        /// As typed.
        typed: String,
    },
    /// Too many sentences.
    #[error("{typed:?} has more than {max} sentences, which is too long to be compared")]
    Long {
        /// As typed.
        typed: String,
        /// How many may be compared.
        max: usize,
    },
}

impl ArticleName {
    /// The name of an article of the index by its file and what tells it there.
    fn in_file(path: &str, told: &str) -> Self {
        let typed = format!("{path}:{told}");
        let splits = typed.match_indices(':').map(|(at, _)| (typed[..at].to_owned(), typed[at + 1..].to_owned()));
        ArticleName { path: typed.clone(), in_path: splits.collect(), typed }
    }
}

impl ArticleNameError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            ArticleNameError::Unknown { near, .. } if near.is_empty() => {
                Some("ids are printed by: search --format json".to_owned())
            }
            ArticleNameError::Unknown { near, .. } => Some(format!("did you mean {}?", near.join(", "))),
            ArticleNameError::NoStart { near, .. } => Some(format!("the nearest: {}", near.join(", "))),
            ArticleNameError::Several { names, .. } if names.is_empty() => {
                Some("only ids of their own would tell them apart".to_owned())
            }
            ArticleNameError::Several { names, articles, .. } => {
                let more = if names.len() < *articles { ", …" } else { "" };
                Some(format!("each of these names one: {}{more}", names.join(", ")))
            }
            ArticleNameError::Alone { .. } => Some("two ids compare any two articles: --diff ID ID".to_owned()),
            ArticleNameError::Long { .. } => None,
        }
    }

    /// Whether it means that nothing was found.
    pub fn is_nothing_found(&self) -> bool {
        matches!(
            self,
            ArticleNameError::Unknown { .. } | ArticleNameError::NoStart { .. } | ArticleNameError::Alone { .. }
        )
    }
}

impl Searcher {
    /// The article that a name stands for.
    ///
    /// # Errors
    /// When none or several have it, or the index cannot be read.
    pub(super) fn find_article(&self, name: &ArticleName) -> Result<DocAddress, SearchError> {
        let found = self.articles_named(name)?;
        Err(match found[..] {
            [one] => return Ok(one),
            [] => match self.no_start(name)? {
                Some(error) => error,
                None => ArticleNameError::Unknown { typed: name.typed.clone(), near: self.near_articles(&name.typed)? },
            },
            _ => ArticleNameError::Several {
                typed: name.typed.clone(),
                articles: found.len(),
                names: self.names_alone(&found)?,
            },
        }
        .into())
    }

    /// All articles that a name may stand for: those of the id; else those of the file; else those of the file before a colon that have
    /// the id behind it, or a passage that starts on the line. An id may look like a line, and then both count.
    fn articles_named(&self, name: &ArticleName) -> Result<Vec<DocAddress>, SearchError> {
        let mut found = self.articles_where(Some(&name.typed), None)?;
        if found.is_empty() {
            found = self.articles_where(None, Some(&name.path))?;
        }
        for (path, told) in &name.in_path {
            if !found.is_empty() {
                break;
            }
            found = self.articles_where(Some(told), Some(path))?;
            if let Some(line) = line_number(told) {
                let in_file = self.articles_where(None, Some(path))?;
                for article in in_file {
                    if !found.contains(&article) && self.lines(article)?.contains(&line) {
                        found.push(article);
                    }
                }
            }
        }
        Ok(found)
    }

    /// The lines on which the passages of an article start.
    fn lines(&self, article: DocAddress) -> Result<Vec<u64>, SearchError> {
        let passages = self.columns[article.segment_ord as usize].passages_of(article.doc_id);
        passages.map(|passage| Ok(self.passage(DocAddress::new(article.segment_ord, passage))?.1.line)).collect()
    }

    /// For some of these articles, the first by path and id, what names each alone: its id, or its file with a line or with
    /// the id.
    fn names_alone(&self, articles: &[DocAddress]) -> Result<Vec<String>, SearchError> {
        let mut told = Vec::new();
        for address in articles {
            let columns = &self.columns[address.segment_ord as usize];
            told.push((text_of(&columns.path, *address)?, text_of(&columns.id, *address)?, *address));
        }
        told.sort();
        let mut names = Vec::new();
        for (path, id, address) in told.into_iter().take(TOLD_MAX) {
            let line = self.lines(address)?.first().map(u64::to_string);
            let by_id = ArticleName { typed: id.clone(), path: String::new(), in_path: Vec::new() };
            let in_file = line.iter().chain([&id]).map(|told| ArticleName::in_file(&path, told));
            for name in [by_id].into_iter().chain(in_file) {
                if self.articles_named(&name)? == [address] {
                    names.push(name.typed);
                    break;
                }
            }
        }
        Ok(names)
    }

    /// Why a name that holds a line stands for no article, where its file is known.
    fn no_start(&self, name: &ArticleName) -> Result<Option<ArticleNameError>, SearchError> {
        for (path, told) in &name.in_path {
            let Some(line) = line_number(told) else { continue };
            let mut starts = Vec::new();
            for article in self.articles_where(None, Some(path))? {
                starts.extend(self.lines(article)?);
            }
            starts.sort_unstable();
            starts.dedup();
            if starts.is_empty() {
                continue;
            }
            let after = starts.partition_point(|start| *start < line);
            let nearest = starts[after.saturating_sub(1)..].iter().take(if after == 0 { 1 } else { 2 });
            let near = nearest.map(|line| format!("{path}:{line}")).collect();
            return Ok(Some(ArticleNameError::NoStart { path: path.clone(), line, near }));
        }
        Ok(None)
    }

    /// The living articles of this id and this path.
    fn articles_where(&self, id: Option<&str>, path: Option<&str>) -> Result<Vec<DocAddress>, SearchError> {
        let mut found = Vec::new();
        for (segment, reader) in self.tantivy.segment_readers().iter().enumerate() {
            let columns = &self.columns[segment];
            let ordinal = |column: &Option<tantivy::columnar::StrColumn>, value: Option<&str>| match (column, value) {
                (_, None) => Ok(Some(None)),
                (None, Some(_)) => Ok(None),
                (Some(column), Some(value)) => {
                    column.dictionary().term_ord(value.as_bytes()).map(|ordinal| ordinal.map(Some))
                }
            };
            let wanted = (ordinal(&columns.id, id), ordinal(&columns.path, path));
            let (Some(id), Some(path)) =
                (wanted.0.map_err(tantivy::TantivyError::from)?, wanted.1.map_err(tantivy::TantivyError::from)?)
            else {
                continue;
            };
            let holds = |column, document, wanted: Option<u64>| {
                wanted.is_none() || Columns::ordinal(column, document) == wanted
            };
            let documents = reader.doc_ids_alive();
            let of_both =
                documents.filter(|document| holds(&columns.id, *document, id) && holds(&columns.path, *document, path));
            found.extend(of_both.map(|document| DocAddress::new(segment as u32, document)));
        }
        Ok(found)
    }

    /// Ids that differ little from `typed` or begin so, and files of that name.
    fn near_articles(&self, typed: &str) -> Result<Vec<String>, SearchError> {
        let chars = typed.chars().count();
        let automaton = (3..=NEAR_CHARS_MAX).contains(&chars).then(|| {
            let letters = if chars < 5 { 1 } else { NEAR_LETTERS_MAX };
            Levenshtein::new(typed, letters).ok()
        });
        let automaton = automaton.flatten();
        let is_near = |id: &str| automaton.as_ref().is_some_and(|automaton| accepts(automaton, id));
        let begins = |id: &str| chars >= 3 && id.starts_with(typed);
        let file_name = typed.rsplit('/').next().unwrap_or(typed);
        let mut near: FxHashSet<(u8, String)> = FxHashSet::default();
        for (segment, reader) in self.tantivy.segment_readers().iter().enumerate() {
            let columns = &self.columns[segment];
            for document in reader.doc_ids_alive() {
                if columns.number.first(document).is_none() {
                    continue;
                }
                let address = DocAddress::new(segment as u32, document);
                let id = text_of(&columns.id, address)?;
                if is_near(&id) || begins(&id) {
                    near.insert((u8::from(!is_near(&id)), id));
                    continue;
                }
                let path = text_of(&columns.path, address)?;
                let name = path.rsplit('/').next().unwrap_or_default();
                if chars >= 3 && (name == file_name || name.split('.').next() == Some(file_name)) {
                    near.insert((2, path));
                }
            }
        }
        let mut near: Vec<(u8, String)> = near.into_iter().collect();
        near.sort();
        near.truncate(TOLD_MAX);
        Ok(near.into_iter().map(|(_, name)| name).collect())
    }
}

/// A line, from 1.
fn line_number(told: &str) -> Option<u64> {
    let is_number = told.bytes().all(|byte| byte.is_ascii_digit());
    told.parse().ok().filter(|line| is_number && *line > 0)
}

fn accepts(automaton: &Levenshtein, word: &str) -> bool {
    let end = word.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
    automaton.is_match(&end)
}

fn text_of(column: &Option<tantivy::columnar::StrColumn>, address: DocAddress) -> Result<String, SearchError> {
    Columns::ordinal(column, address.doc_id)
        .map_or_else(|| Ok(String::new()), |ordinal| Ok(Columns::text(column, ordinal)?))
}
