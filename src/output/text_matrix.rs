//! A matrix as a person reads it.

use super::command::{base_arguments, command, label_arguments};
use super::safe::one_line;
use super::text::{Style, TITLE, padded, push};
use super::text_dates::bucket_label;
use crate::search::{Matrix, MatrixLabel, Request};
use textwrap::core::display_width;

/// Widest label of a row, in columns of the terminal.
const ROW_LABEL_COLUMNS_MAX: usize = 40;
/// Widest label of a column.
const COLUMN_LABEL_COLUMNS_MAX: usize = 24;

/// The table, in blocks as wide as a line, and the command that asks for a cell.
pub(super) fn push_matrix(text: &mut String, matrix: &Matrix, request: &Request, location: &[String], style: Style) {
    if matrix.rows.is_empty() || matrix.columns.is_empty() {
        return;
    }
    let rows: Vec<String> = matrix.rows.iter().map(|label| label_text(label, ROW_LABEL_COLUMNS_MAX)).collect();
    let columns: Vec<String> = matrix.columns.iter().map(|label| label_text(label, COLUMN_LABEL_COLUMNS_MAX)).collect();
    let label_width = rows.iter().map(|label| display_width(label)).max().unwrap_or(0);
    let width_of = |column: usize| display_width(&columns[column]).max(5) + 2;
    let mut from = 0;
    while from < columns.len() {
        let mut to = from + 1;
        let mut width = label_width + width_of(from);
        while to < columns.len() && width + width_of(to) <= style.width {
            width += width_of(to);
            to += 1;
        }
        let heads: String = (from..to).map(|column| right(&columns[column], width_of(column))).collect();
        push(text, &style.paint(TITLE, &format!("{}{heads}", " ".repeat(label_width))));
        for (label, counts) in rows.iter().zip(&matrix.cells) {
            let cell = |column: usize| match counts[column] {
                0 => right("·", width_of(column)),
                articles => right(&articles.to_string(), width_of(column)),
            };
            push(text, &format!("{}{}", padded(label, label_width), (from..to).map(cell).collect::<String>()));
        }
        push(text, "");
        from = to;
    }
    let example = matrix.cells.iter().enumerate().find_map(|(row, counts)| {
        let column = counts.iter().position(|articles| *articles > 0)?;
        Some((row, column))
    });
    if let Some((row, column)) = example {
        let base = base_arguments(request, [matrix.rows.first(), matrix.columns.first()], location);
        let of_cell = [&matrix.rows[row], &matrix.columns[column]].into_iter().flat_map(label_arguments);
        let shown = command(base.into_iter().chain(of_cell), &request.query);
        push(text, &format!("the articles of a cell, here the first: {}", one_line(&shown)));
        push(text, "");
    }
}

/// An actor by its id, which `--actor` takes; days as short as they can be said.
fn label_text(label: &MatrixLabel, columns_max: usize) -> String {
    let full = match label {
        MatrixLabel::Actor { id, .. } => one_line(id).into_owned(),
        MatrixLabel::Published(first, last) | MatrixLabel::Event(first, last) => bucket_label(*first, *last),
    };
    if display_width(&full) <= columns_max {
        return full;
    }
    let mut cut = String::new();
    for c in full.chars() {
        if display_width(&cut) + 2 > columns_max {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(display_width(text))))
}
