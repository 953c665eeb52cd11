//! True statistics for BM25.
//!
//! tantivy counts every document of the index, passages and ledger rows too. Here N is how many
//! articles (or passages) were written, which never is less than the frequency of a term among them,
//! since deleted ones count in both until they are merged away.

use crate::index::{DocumentKind, Fields};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// Statistics over the documents of one kind.
pub(super) struct KindStatistics<'a> {
    searcher: &'a Searcher,
    documents: u64,
}

impl<'a> KindStatistics<'a> {
    pub fn new(searcher: &'a Searcher, fields: &Fields, kind: DocumentKind) -> tantivy::Result<Self> {
        let documents = searcher.doc_freq(&Term::from_field_u64(fields.kind, kind.code()))?;
        Ok(KindStatistics { searcher, documents })
    }
}

impl Bm25StatisticsProvider for KindStatistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        Searcher::doc_freq(self.searcher, term)
    }
}
