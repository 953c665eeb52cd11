//! Columns of a segment; an absent one is empty.

use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::schema::Field;

/// A column of days.
pub(super) fn days(reader: &SegmentReader, field: Field) -> tantivy::Result<Column<i64>> {
    let column = reader.fast_fields().column_opt::<i64>(reader.schema().get_field_name(field))?;
    Ok(column.unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
}

/// A column of numbers.
pub(super) fn numbers(reader: &SegmentReader, field: Field) -> tantivy::Result<Column<u64>> {
    let column = reader.fast_fields().column_opt::<u64>(reader.schema().get_field_name(field))?;
    Ok(column.unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
}
