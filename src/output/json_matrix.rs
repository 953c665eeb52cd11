//! A matrix as JSON, by `index-schema/search-output.schema.json`.

use super::command::{base_arguments, command, label_arguments};
use crate::date::Day;
use crate::search::{Matrix, MatrixLabel, Request};
use serde::Serialize;

/// The whole of a matrix.
#[derive(Serialize)]
pub(super) struct MatrixOut<'a> {
    /// What the arguments of a row and a column are added to.
    arguments: Vec<String>,
    rows: Vec<LabelOut<'a>>,
    columns: Vec<LabelOut<'a>>,
    cells: &'a [Vec<u32>],
}

/// A row or column, with the arguments that ask for it.
#[derive(Serialize)]
struct LabelOut<'a> {
    #[serde(flatten)]
    label: LabelKeys<'a>,
    arguments: [String; 2],
}

#[derive(Serialize)]
#[serde(untagged)]
enum LabelKeys<'a> {
    Actor { id: &'a str, name: &'a str },
    Days { first: Day, last: Day },
}

/// A cell that counts something, as a record.
#[derive(Serialize)]
pub(super) struct CellOut<'a> {
    row: LabelKeys<'a>,
    column: LabelKeys<'a>,
    articles: u32,
    command: String,
}

impl<'a> LabelKeys<'a> {
    fn of(label: &'a MatrixLabel) -> Self {
        match label {
            MatrixLabel::Actor { id, name } => LabelKeys::Actor { id, name },
            MatrixLabel::Published(first, last) | MatrixLabel::Event(first, last) => {
                LabelKeys::Days { first: *first, last: *last }
            }
        }
    }
}

impl<'a> MatrixOut<'a> {
    pub(super) fn of(matrix: &'a Matrix, request: &Request, location: &[String]) -> Self {
        let label =
            |label: &'a MatrixLabel| LabelOut { label: LabelKeys::of(label), arguments: label_arguments(label) };
        MatrixOut {
            arguments: base_arguments(request, [matrix.rows.first(), matrix.columns.first()], location),
            rows: matrix.rows.iter().map(label).collect(),
            columns: matrix.columns.iter().map(label).collect(),
            cells: &matrix.cells,
        }
    }
}

/// The cells that count something, row by row.
pub(super) fn cells<'a>(matrix: &'a Matrix, request: &Request, location: &[String]) -> Vec<CellOut<'a>> {
    let base = base_arguments(request, [matrix.rows.first(), matrix.columns.first()], location);
    let mut cells = Vec::new();
    for (row, counts) in matrix.rows.iter().zip(&matrix.cells) {
        for (column, &articles) in matrix.columns.iter().zip(counts).filter(|(_, articles)| **articles > 0) {
            let arguments = base.iter().cloned().chain(label_arguments(row)).chain(label_arguments(column));
            cells.push(CellOut {
                row: LabelKeys::of(row),
                column: LabelKeys::of(column),
                articles,
                command: command(arguments, &request.query),
            });
        }
    }
    cells
}
