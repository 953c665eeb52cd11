//! The aliases that articles state, read from the index: a field holds one term for each statement.
//!
//! A term is `name id|alias id|how|context`; ids are those of actors found by rule, and the context is a number for the words
//! around, which copies of a report share. So deleting an article takes its evidence away, and no stored document is
//! read to weigh it.

use super::document::ArticleRecord;
use super::schema::Fields;
use crate::actor::{StatedAlias, StatedBy, StatedName, Statement, rule_found_id};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, Term};

/// Articles read to find examples of one statement.
const EXAMPLES_READ_MAX: usize = 16;

/// What an article's record holds of an alias that it states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedRecord {
    /// The fuller name, as the id of an actor found by it.
    pub name: String,
    /// The other name, likewise.
    pub alias: String,
    /// Whether it stands in the title.
    pub in_title: bool,
    /// First byte in the cleaned text, or in the title.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// The text that states it.
    pub surface: String,
}

impl StatedRecord {
    pub(super) fn of(stated: &StatedAlias, in_title: bool, text: &str) -> Self {
        StatedRecord {
            name: rule_found_id(stated.name_kind, &stated.name_key),
            alias: rule_found_id(stated.alias_kind, &stated.alias_key),
            in_title,
            start_byte: stated.span.start,
            end_byte: stated.span.end,
            surface: stated.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

/// The term of a statement; it has no white space.
pub(super) fn term_of(stated: &StatedAlias) -> String {
    let name = rule_found_id(stated.name_kind, &stated.name_key);
    let alias = rule_found_id(stated.alias_kind, &stated.alias_key);
    format!("{name}|{alias}|{}|{:08x}", stated.by.as_str(), stated.context)
}

fn parts_of(term: &[u8]) -> Option<(StatedName, StatedName, StatedBy, String)> {
    let mut parts = std::str::from_utf8(term).ok()?.split('|');
    let (name, alias) = (StatedName::of_id(parts.next()?)?, StatedName::of_id(parts.next()?)?);
    Some((name, alias, StatedBy::from_word(parts.next()?)?, parts.next()?.to_owned()))
}

/// A statement with the articles that hold it.
#[derive(Debug, Clone)]
pub struct StatedIn {
    /// What is stated, and how often.
    pub statement: Statement,
    /// The articles, in the order of the index.
    pub articles: Vec<DocAddress>,
}

#[derive(Default)]
struct Gathered {
    by: Option<StatedBy>,
    contexts: FxHashSet<String>,
    sources: FxHashSet<String>,
    articles: Vec<DocAddress>,
    /// Articles that are not in the commit yet.
    uncommitted: u64,
}

impl Gathered {
    fn add(&mut self, by: StatedBy, context: &str, source: Option<String>) {
        self.by = self.by.min(Some(by)).or(Some(by));
        // Reports without a source are told apart by their words.
        self.sources.insert(source.unwrap_or_else(|| format!("|{context}")));
        if !self.contexts.contains(context) {
            self.contexts.insert(context.to_owned());
        }
    }
}

/// What a writer changed of the statements since its last commit.
#[derive(Debug, Default)]
pub(super) struct StatedSince {
    /// Keys of the articles that were taken out.
    removed: FxHashSet<u64>,
    /// Articles that were put in and state something, by key: their terms and their source.
    added: BTreeMap<u64, (Vec<String>, Option<String>)>,
}

impl StatedSince {
    /// An article was put in, after what had its key was removed.
    pub fn add(&mut self, key: u64, stated: &[StatedAlias], source: Option<&str>) {
        if !stated.is_empty() {
            let mut terms: Vec<String> = stated.iter().map(term_of).collect();
            terms.sort_unstable();
            terms.dedup();
            self.added.insert(key, (terms, source.map(str::to_owned)));
        }
    }

    /// The article with this key was taken out.
    pub fn remove(&mut self, key: u64) {
        self.added.remove(&key);
        self.removed.insert(key);
    }

    /// Whether no statement can have come or gone.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }

    /// The documents of a segment that were taken out, sorted.
    fn removed_of(&self, reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Vec<DocId>> {
        let inverted = reader.inverted_index(fields.key)?;
        let mut removed = Vec::new();
        for key in &self.removed {
            let term = Term::from_field_u64(fields.key, *key);
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                removed.push(doc);
                doc = postings.advance();
            }
        }
        removed.sort_unstable();
        Ok(removed)
    }
}

/// All that the living articles of a commit state, sorted by the names.
///
/// # Errors
/// When the index cannot be read.
pub fn stated_in(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vec<StatedIn>> {
    stated_with(searcher, fields, &StatedSince::default())
}

/// Likewise, as it will be once what changed since is committed; articles that are not yet are counted only.
pub(super) fn stated_with(searcher: &Searcher, fields: &Fields, since: &StatedSince) -> tantivy::Result<Vec<StatedIn>> {
    let mut gathered: BTreeMap<(StatedName, StatedName), Gathered> = BTreeMap::new();
    for (segment, reader) in searcher.segment_readers().iter().enumerate() {
        let inverted = reader.inverted_index(fields.stated)?;
        let sources = reader.fast_fields().str(reader.schema().get_field_name(fields.source))?;
        let removed = since.removed_of(reader, fields)?;
        let mut terms = inverted.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            let Some((name, alias, by, context)) = parts_of(term) else { continue };
            let mut living = Vec::new();
            let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if !reader.is_deleted(doc) && removed.binary_search(&doc).is_err() {
                    living.push(DocAddress::new(segment as u32, doc));
                }
                doc = postings.advance();
            }
            if living.is_empty() {
                continue;
            }
            let entry = gathered.entry((name, alias)).or_default();
            for address in &living {
                let ord = sources.as_ref().and_then(|sources| sources.term_ords(address.doc_id).next());
                let source = match (ord, &sources) {
                    (Some(ord), Some(sources)) => {
                        let mut source = String::new();
                        sources.ord_to_str(ord, &mut source)?;
                        Some(source)
                    }
                    _ => None,
                };
                entry.add(by, &context, source);
            }
            entry.articles.extend(living);
        }
    }
    for (terms, source) in since.added.values() {
        let mut last = None;
        for term in terms {
            let Some((name, alias, by, context)) = parts_of(term.as_bytes()) else { continue };
            let entry = gathered.entry((name.clone(), alias.clone())).or_default();
            entry.add(by, &context, source.clone());
            // The terms are sorted: those of one pair of names stand together.
            if last.as_ref() != Some(&(name.clone(), alias.clone())) {
                entry.uncommitted += 1;
                last = Some((name, alias));
            }
        }
    }
    let all = gathered.into_iter().filter_map(|((name, alias), mut gathered)| {
        gathered.articles.sort_unstable();
        gathered.articles.dedup();
        let statement = Statement {
            name,
            alias,
            by: gathered.by?,
            articles: gathered.articles.len() as u64 + gathered.uncommitted,
            reports: gathered.contexts.len() as u64,
            sources: gathered.sources.len() as u64,
        };
        Some(StatedIn { statement, articles: gathered.articles })
    });
    Ok(all.collect())
}

/// Where a statement stands: the article's record and what states it there. At most `limit`, each text once.
///
/// # Errors
/// When the index cannot be read.
pub fn examples(
    searcher: &Searcher,
    fields: &Fields,
    stated: &StatedIn,
    limit: usize,
) -> tantivy::Result<Vec<(ArticleRecord, StatedRecord)>> {
    let (name, alias) = (stated.statement.name.found_id(), stated.statement.alias.found_id());
    let mut found: Vec<(ArticleRecord, StatedRecord)> = Vec::new();
    for address in stated.articles.iter().take(EXAMPLES_READ_MAX) {
        let document: TantivyDocument = searcher.doc(*address)?;
        let record = document.get_first(fields.record);
        let record = record.as_ref().and_then(|value| value.as_str()).unwrap_or_default();
        let Ok(record) = serde_json::from_str::<ArticleRecord>(record) else { continue };
        let here = record.stated_aliases.iter().find(|stated| stated.name == name && stated.alias == alias);
        if let Some(here) = here.cloned() {
            found.push((record, here));
        }
    }
    found.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id).then_with(|| a.path.cmp(&b.path)));
    found.truncate(limit);
    Ok(found)
}
