//! The columns of one segment that a search reads.

use crate::date::YearlessDate;
use crate::index::Fields;
use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::schema::Field;

/// A day or month of the year from the number that the index writes for it.
fn yearless(code: u64) -> YearlessDate {
    let day = (code % 32) as u8;
    YearlessDate { month: (code / 32) as u8, day: (day > 0).then_some(day) }
}

/// Columns of one segment; absent ones are empty.
pub(super) struct Columns {
    pub to_article: Column<u64>,
    pub passages: Column<u64>,
    pub published_first: Column<i64>,
    pub published_last: Column<i64>,
    published_month_day: Column<u64>,
    published_inferred: Column<u64>,
    events: EventColumns,
    events_inferred: EventColumns,
    events_uninferred: EventColumns,
    pub names: Column<u64>,
    pub number: Column<u64>,
    pub id: Option<StrColumn>,
    pub path: Option<StrColumn>,
    pub source: Option<StrColumn>,
    pub language: Option<StrColumn>,
    pub url: Option<StrColumn>,
}

/// The dates that passages tell: days, and days without a year.
struct EventColumns {
    first: Column<i64>,
    last: Column<i64>,
    month_day: Column<u64>,
}

impl EventColumns {
    fn days(&self, passage: DocId) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.first.values_for_doc(passage).zip(self.last.values_for_doc(passage))
    }
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
        let events = |first: Field, last: Field, month_day: Field| -> tantivy::Result<EventColumns> {
            Ok(EventColumns { first: i64_column(first)?, last: i64_column(last)?, month_day: u64_column(month_day)? })
        };
        Ok(Columns {
            to_article: u64_column(fields.to_article)?,
            passages: u64_column(fields.passages)?,
            published_first: i64_column(fields.published_first)?,
            published_last: i64_column(fields.published_last)?,
            published_month_day: u64_column(fields.published_month_day)?,
            published_inferred: u64_column(fields.published_inferred)?,
            events: events(fields.event_first, fields.event_last, fields.event_month_day)?,
            events_inferred: events(
                fields.event_inferred_first,
                fields.event_inferred_last,
                fields.event_inferred_month_day,
            )?,
            events_uninferred: events(
                fields.event_uninferred_first,
                fields.event_uninferred_last,
                fields.event_uninferred_month_day,
            )?,
            names: u64_column(fields.names)?,
            number: u64_column(fields.number)?,
            id: fast.str(name(fields.id))?,
            path: fast.str(name(fields.path))?,
            source: fast.str(name(fields.source))?,
            language: fast.str(name(fields.language))?,
            url: fast.str(name(fields.url))?,
        })
    }

    /// First and last day of publication; an inferred date counts only where it is wished for.
    #[inline]
    pub fn published(&self, article: DocId, inferred: bool) -> Option<(i64, i64)> {
        let days = (self.published_first.first(article)?, self.published_last.first(article)?);
        (inferred || !self.is_inferred(article)).then_some(days)
    }

    /// Whether the days of publication are inferred.
    #[inline]
    pub fn is_inferred(&self, article: DocId) -> bool {
        self.published_inferred.first(article).is_some()
    }

    /// Month, with its day or without, of publication, where the year is not stated.
    #[inline]
    pub fn published_month_day(&self, article: DocId) -> Option<YearlessDate> {
        self.published_month_day.first(article).map(yearless)
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

    /// The days that a passage tells, as first and last; without inferred dates, what is known without them.
    #[inline]
    pub fn events(&self, passage: DocId, inferred: bool) -> impl Iterator<Item = (i64, i64)> + '_ {
        let others = if inferred { &self.events_inferred } else { &self.events_uninferred };
        self.events.days(passage).chain(others.days(passage))
    }

    /// The days without a year that a passage tells.
    pub fn month_days(&self, passage: DocId, inferred: bool) -> impl Iterator<Item = YearlessDate> + '_ {
        let others = if inferred { &self.events_inferred } else { &self.events_uninferred };
        let codes = self.events.month_day.values_for_doc(passage).chain(others.month_day.values_for_doc(passage));
        codes.map(yearless)
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
