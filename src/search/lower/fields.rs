//! Lists of articles by what they tell of themselves, and by where they stand to a date.

use super::super::classify::Place;
use super::super::columns::Columns;
use super::super::glob::stands_for;
use super::super::listed::SegmentList;
use super::super::tree::Metadata;
use super::Lowering;
use super::found::Days;
use super::lists::Lists;
use crate::index::DocumentKind;
use crate::text::fold;
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{BitSet, DocId, DocSet, TERMINATED, Term};

impl Lowering<'_> {
    /// Articles whose source, language, path or address is a value (folded), or begins with it where it is made of parts.
    pub(super) fn list_metadata(&self, metadata: Metadata, value: &str) -> tantivy::Result<Lists> {
        let asked = Asked::new(metadata, value);
        self.per_segment(|reader, columns| {
            let column = match metadata {
                Metadata::Source => &columns.source,
                Metadata::Language => &columns.language,
                Metadata::Path => &columns.path,
                Metadata::Url => &columns.url,
            };
            let Some(text) = column else { return Ok(SegmentList::new()) };
            let ordinals = matching_ordinals(text, &asked)?;
            if ordinals.len() == 0 {
                return Ok(SegmentList::new());
            }
            let holds =
                |article| Columns::ordinal(column, article).is_some_and(|ordinal| ordinals.contains(ordinal as u32));
            let mut list = SegmentList::new();
            self.each_article(reader, |article| {
                if holds(article) {
                    list.push((article, 1));
                }
            })?;
            Ok(list)
        })
    }

    /// Articles that a date filter takes for sure, and those that it does not refuse.
    pub(super) fn list_placed(&self, days: Days) -> tantivy::Result<[Lists; 2]> {
        let filters = match days {
            Days::Published(days) => self.filters.only_published(days),
            Days::Event(days) => self.filters.only_event(days),
        };
        let mut possible = Lists::default();
        let inside = self.per_segment(|reader, columns| {
            let (mut inside, mut open) = (SegmentList::new(), SegmentList::new());
            self.each_article(reader, |article| match filters.article(columns, article) {
                Some(Place::Inside) => {
                    inside.push((article, 1));
                    open.push((article, 1));
                }
                None | Some(Place::Outside) => {}
                Some(Place::Unsure | Place::Undated) => open.push((article, 1)),
            })?;
            possible.insert(reader.segment_id(), open);
            Ok(inside)
        })?;
        Ok([inside, possible])
    }

    fn each_article(&self, reader: &SegmentReader, mut visit: impl FnMut(DocId)) -> tantivy::Result<()> {
        let term = Term::from_field_u64(self.fields.kind, DocumentKind::Article.code());
        let inverted = reader.inverted_index(self.fields.kind)?;
        let Some(mut articles) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { return Ok(()) };
        let mut article = articles.doc();
        while article != TERMINATED {
            visit(article);
            article = articles.advance();
        }
        Ok(())
    }
}

fn matching_ordinals(column: &StrColumn, asked: &Asked) -> tantivy::Result<BitSet> {
    let mut ordinals = BitSet::with_max_value(column.num_terms() as u32);
    let mut values = column.dictionary().stream()?;
    while values.advance() {
        if std::str::from_utf8(values.key()).is_ok_and(|value| asked.is(value)) {
            ordinals.insert(values.term_ord() as u32);
        }
    }
    Ok(ordinals)
}

/// A value that is asked for.
struct Asked {
    metadata: Metadata,
    /// Patterns of which one must stand for the whole value.
    patterns: Vec<String>,
}

impl Asked {
    fn new(metadata: Metadata, value: &str) -> Self {
        let patterns = match metadata {
            Metadata::Source => vec![value.to_owned()],
            // "en" is "en-GB" too.
            Metadata::Language => vec![value.to_owned(), format!("{value}-*"), format!("{value}_*")],
            Metadata::Path => {
                let value = value.strip_prefix("./").unwrap_or(value).trim_end_matches('/');
                let anywhere = if value.starts_with('/') { "" } else { "*/" };
                vec![format!("{anywhere}{value}"), format!("{anywhere}{value}/*")]
            }
            Metadata::Url => {
                let value = bare_address(value);
                let value = value.trim_end_matches('/');
                let ends = ["", "/*", "?*", "#*", ":*"];
                ends.iter().map(|end| format!("{value}{}", end.replace('?', "\u{1}"))).collect()
            }
        };
        Asked { metadata, patterns }
    }

    fn is(&self, value: &str) -> bool {
        let folded = fold(value);
        let value = if self.metadata == Metadata::Url { bare_address(&folded).replace('?', "\u{1}") } else { folded };
        self.patterns.iter().any(|pattern| stands_for(pattern, &value))
    }
}

/// An address without what all of a site share.
fn bare_address(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_compared_by_the_parts_that_they_are_made_of() {
        for (metadata, asked, value, expected) in [
            (Metadata::Source, "makran courier", "Makran Courier", true),
            (Metadata::Source, "makran", "Makran Courier", false),
            (Metadata::Source, "makran*", "Makran Courier", true),
            (Metadata::Language, "en", "en-GB", true),
            (Metadata::Language, "en", "enm", false),
            (Metadata::Path, "corpus/tonga", "/x/corpus/tonga/a.txt", true),
            (Metadata::Path, "tonga/", "/x/corpus/tonga/a.txt", true),
            (Metadata::Path, "ton", "/x/corpus/tonga/a.txt", false),
            (Metadata::Path, "*.txt", "/x/corpus/tonga/A.TXT", true),
            (Metadata::Path, "/x/corpus", "/x/corpus/tonga/a.txt", true),
            (Metadata::Path, "/corpus", "/x/corpus/tonga/a.txt", false),
            (Metadata::Url, "example.org", "https://www.example.org/a?b=c", true),
            (Metadata::Url, "https://example.org/a", "http://example.org/a?b=c", true),
            (Metadata::Url, "example.org/a?b=c", "http://example.org/a?b=c", true),
            (Metadata::Url, "example.org", "http://example.org.evil/", false),
        ] {
            assert_eq!(Asked::new(metadata, asked).is(value), expected, "{asked} {value}");
        }
    }
}
