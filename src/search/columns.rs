//! The columns of one segment that a search reads.

use super::classify::{DateFilter, Place};
use crate::index::Fields;
use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;

/// Whether a day and month, as the index writes them, may lie inside.
fn may_hold(filter: DateFilter, month_day: u64) -> bool {
    filter.may_hold((month_day / 32) as u32, (month_day % 32) as u32)
}

/// Columns of one segment; absent ones are empty.
pub(super) struct Columns {
    pub to_article: Column<u64>,
    pub passages: Column<u64>,
    pub published_first: Column<i64>,
    pub published_last: Column<i64>,
    pub published_month_day: Column<u64>,
    pub event_first: Column<i64>,
    pub event_last: Column<i64>,
    pub event_month_day: Column<u64>,
    pub names: Column<u64>,
    pub id: Option<StrColumn>,
    pub path: Option<StrColumn>,
    pub source: Option<StrColumn>,
}

impl Columns {
    pub fn of(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Self> {
        let schema = reader.schema();
        let name = |field| schema.get_field_name(field);
        let fast = reader.fast_fields();
        let u64_column = |field| -> tantivy::Result<Column<u64>> {
            Ok(fast.column_opt::<u64>(name(field))?.unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
        };
        let i64_column = |field| -> tantivy::Result<Column<i64>> {
            Ok(fast.column_opt::<i64>(name(field))?.unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
        };
        Ok(Columns {
            to_article: u64_column(fields.to_article)?,
            passages: u64_column(fields.passages)?,
            published_first: i64_column(fields.published_first)?,
            published_last: i64_column(fields.published_last)?,
            published_month_day: u64_column(fields.published_month_day)?,
            event_first: i64_column(fields.event_first)?,
            event_last: i64_column(fields.event_last)?,
            event_month_day: u64_column(fields.event_month_day)?,
            names: u64_column(fields.names)?,
            id: fast.str(name(fields.id))?,
            path: fast.str(name(fields.path))?,
            source: fast.str(name(fields.source))?,
        })
    }

    /// First and last day of publication.
    #[inline]
    pub fn published(&self, article: DocId) -> Option<(i64, i64)> {
        Some((self.published_first.first(article)?, self.published_last.first(article)?))
    }

    /// Where an article stands to a filter on publication; a day and month without a year that may lie
    /// inside is unsure.
    #[inline]
    pub fn place_of_publication(&self, article: DocId, filter: DateFilter) -> Place {
        if let Some((first, last)) = self.published(article) {
            return filter.place(first, last);
        }
        match self.published_month_day.first(article) {
            Some(code) if may_hold(filter, code) => Place::Unsure,
            Some(_) => Place::Outside,
            None => Place::Undated,
        }
    }

    /// The passages of an article, in reading order.
    #[inline]
    pub fn passages_of(&self, article: DocId) -> std::ops::Range<DocId> {
        let passages = self.passages.first(article).unwrap_or(0) as DocId;
        article.saturating_sub(passages)..article
    }

    /// The article of a passage; `None` for what is no passage.
    #[inline]
    pub fn article_of(&self, passage: DocId) -> Option<DocId> {
        self.to_article.first(passage).map(|distance| passage + distance as DocId)
    }

    /// The days that a passage tells, as first and last.
    pub fn events(&self, passage: DocId) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.event_first.values_for_doc(passage).zip(self.event_last.values_for_doc(passage))
    }

    /// Where a passage stands to a filter on the dates it tells: inside if one of them lies inside,
    /// unsure if one overlaps or is a day and month that may lie inside.
    pub fn place_of_events(&self, passage: DocId, filter: DateFilter) -> Place {
        let mut told = false;
        let mut unsure = false;
        for (first, last) in self.events(passage) {
            told = true;
            match filter.place(first, last) {
                Place::Inside => return Place::Inside,
                Place::Unsure => unsure = true,
                Place::Outside | Place::Undated => {}
            }
        }
        for month_day in self.event_month_day.values_for_doc(passage) {
            told = true;
            unsure |= may_hold(filter, month_day);
        }
        match (unsure, told) {
            (true, _) => Place::Unsure,
            (false, true) => Place::Outside,
            (false, false) => Place::Undated,
        }
    }

    /// Ordinal of a text value of an article in its segment.
    #[inline]
    pub fn ordinal(column: &Option<StrColumn>, article: DocId) -> Option<u64> {
        column.as_ref().and_then(|column| column.ords().first(article))
    }

    /// The text with this ordinal.
    pub fn text(column: &Option<StrColumn>, ordinal: u64) -> tantivy::Result<String> {
        let mut text = String::new();
        if let Some(column) = column {
            column.ord_to_str(ordinal, &mut text)?;
        }
        Ok(text)
    }
}
