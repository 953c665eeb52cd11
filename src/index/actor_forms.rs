//! What an index holds of its actors: articles for each, and every surface form of one.
//!
//! For looking into the lexicon, not for searching: forms are read from stored passages, so a common actor takes as long
//! as it has passages.

use super::document::PassageRecord;
use super::folder::OpenIndex;
use super::folder_error::FolderError;
use super::schema::DocumentKind;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, DocSet, TERMINATED, TantivyDocument, Term};

/// A name key of an actor with the forms in which articles print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyForms {
    /// Number of the name key.
    pub number: u32,
    /// Articles that name the actor so, in title or text.
    pub articles: u64,
    /// The forms as printed, with how many articles have each, most first. Titles and names that a passage cuts are
    /// left out.
    pub surfaces: Vec<(String, u64)>,
}

impl OpenIndex {
    /// How many articles name each actor of the lexicon, by its index there.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn articles_of_actors(&self) -> tantivy::Result<Vec<u64>> {
        let mut counts = vec![0u64; self.names.actors_len()];
        let mut actors: Vec<u32> = Vec::new();
        for reader in self.reader.searcher().segment_readers() {
            let names = reader.schema().get_field_name(self.fields.names);
            let Some(names) = reader.fast_fields().column_opt::<u64>(names)? else { continue };
            let inverted = reader.inverted_index(self.fields.kind)?;
            let article = Term::from_field_u64(self.fields.kind, DocumentKind::Article.code());
            let Some(mut postings) = inverted.read_postings(&article, IndexRecordOption::Basic)? else { continue };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if !reader.is_deleted(doc) {
                    actors.clear();
                    let numbers = names.values_for_doc(doc);
                    actors.extend(numbers.filter_map(|number| self.names.actor_of_number(number as u32)));
                    actors.sort_unstable();
                    actors.dedup();
                    actors.iter().for_each(|actor| counts[*actor as usize] += 1);
                }
                doc = postings.advance();
            }
        }
        Ok(counts)
    }

    /// Every name key of an actor that some living article has, with its printed forms; the most frequent first.
    ///
    /// # Errors
    /// When the index cannot be read or is damaged.
    pub fn forms_of_actor(&self, actor: u32) -> Result<Vec<KeyForms>, FormsError> {
        let searcher = self.reader.searcher();
        let mut forms = Vec::new();
        let mut printed: FxHashMap<u32, BTreeMap<String, FxHashSet<DocAddress>>> = FxHashMap::default();
        let numbers = self.names.numbers_of_actor(actor);
        let wanted: FxHashSet<u32> = numbers.iter().copied().collect();
        let mut articles: FxHashMap<u32, u64> = FxHashMap::default();
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let name = |field| reader.schema().get_field_name(field);
            let to_article = reader.fast_fields().column_opt::<u64>(name(self.fields.to_article))?;
            let inverted = reader.inverted_index(self.fields.names)?;
            let mut passages: Vec<DocId> = Vec::new();
            for number in &numbers {
                let term = Term::from_field_u64(self.fields.names, u64::from(*number));
                let Some(mut postings) =
                    inverted.read_postings(&term, IndexRecordOption::Basic).map_err(tantivy::TantivyError::from)?
                else {
                    continue;
                };
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    if !reader.is_deleted(doc) {
                        match to_article.as_ref().and_then(|column| column.first(doc)) {
                            Some(_) => passages.push(doc),
                            None => *articles.entry(*number).or_default() += 1,
                        }
                    }
                    doc = postings.advance();
                }
            }
            passages.sort_unstable();
            passages.dedup();
            for doc in passages {
                let further = to_article.as_ref().and_then(|column| column.first(doc)).unwrap_or_default();
                let article = DocAddress::new(segment as u32, doc + further as u32);
                let document: TantivyDocument = searcher.doc(DocAddress::new(segment as u32, doc))?;
                let text = document.get_first(self.fields.text);
                let text = text.as_ref().and_then(|value| value.as_str()).unwrap_or_default();
                let annotations = document.get_first(self.fields.annotations);
                let bytes = annotations.as_ref().and_then(|value| value.as_bytes()).unwrap_or_default();
                for mention in PassageRecord::from_bytes(bytes)?.mentions {
                    if wanted.contains(&mention.number) {
                        let surface = Span::new(mention.start as usize, mention.end as usize).of(text);
                        let surface = surface.split_whitespace().collect::<Vec<_>>().join(" ");
                        printed.entry(mention.number).or_default().entry(surface).or_default().insert(article);
                    }
                }
            }
        }
        for number in numbers {
            let Some(articles) = articles.get(&number).copied() else { continue };
            let surfaces = printed.remove(&number).unwrap_or_default();
            let mut surfaces: Vec<(String, u64)> =
                surfaces.into_iter().map(|(surface, articles)| (surface, articles.len() as u64)).collect();
            surfaces.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            forms.push(KeyForms { number, articles, surfaces });
        }
        forms.sort_by_key(|forms| (std::cmp::Reverse(forms.articles), forms.number));
        Ok(forms)
    }
}

/// Why the forms of an actor cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FormsError {
    /// tantivy said no.
    #[error("the index cannot be read: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// The stored annotations of a passage are damaged.
    #[error("the index is damaged: stored annotations cannot be read: {0}")]
    Annotations(#[from] postcard::Error),
    /// The folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
}
