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
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyDocument};

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
}

/// All that the living articles of a commit state, sorted by the names.
///
/// # Errors
/// When the index cannot be read.
pub fn stated_in(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vec<StatedIn>> {
    let mut gathered: BTreeMap<(StatedName, StatedName), Gathered> = BTreeMap::new();
    for (segment, reader) in searcher.segment_readers().iter().enumerate() {
        let inverted = reader.inverted_index(fields.stated)?;
        let sources = reader.fast_fields().str(reader.schema().get_field_name(fields.source))?;
        let mut terms = inverted.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            let Some((name, alias, by, context)) = parts_of(term) else { continue };
            let mut living = Vec::new();
            let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if !reader.is_deleted(doc) {
                    living.push(DocAddress::new(segment as u32, doc));
                }
                doc = postings.advance();
            }
            if living.is_empty() {
                continue;
            }
            let entry = gathered.entry((name, alias)).or_default();
            entry.by = entry.by.min(Some(by)).or(Some(by));
            for address in &living {
                let ord = sources.as_ref().and_then(|sources| sources.term_ords(address.doc_id).next());
                let mut source = String::new();
                match (ord, &sources) {
                    (Some(ord), Some(sources)) => {
                        sources.ord_to_str(ord, &mut source)?;
                    }
                    // Reports without a source are told apart by their words.
                    _ => source = format!("|{context}"),
                }
                entry.sources.insert(source);
            }
            entry.contexts.insert(context);
            entry.articles.extend(living);
        }
    }
    let all = gathered.into_iter().filter_map(|((name, alias), mut gathered)| {
        gathered.articles.sort_unstable();
        gathered.articles.dedup();
        let statement = Statement {
            name,
            alias,
            by: gathered.by?,
            articles: gathered.articles.len() as u64,
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
