//! `matrix`: kind against kind as a table, CSV or JSON, and what nothing joins.
//!
//! Owns the three notations. What is counted, and in which order, is `survey`'s.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::data::{load, read_filter};
use super::table::{aligned_line, cut};
use super::values::ListFormat;
use super::{CliError, MatrixArgs, output};
use crate::atlas::Atlas;
use crate::export::csv_field;
use crate::filter::{Question, visible};
use crate::survey::{Gap, Joined, Line, Matrix, MatrixOrder};

/// What stands in a cell in which nothing joins row and column.
const NOTHING: &str = "·";

/// Prints the matrix asked for.
pub(super) fn run(args: &MatrixArgs) -> Result<ExitCode, CliError> {
    let loaded = load(args.file.as_deref())?;
    let filter = match &args.filter {
        Some(text) => read_filter(text, &loaded.atlas)?,
        None => loaded.view.filter,
    };
    let question = Question { filter, ..Question::default() };
    let visible = visible(&loaded.atlas, &question);
    let sheet = Sheet::new(Matrix::of(&loaded.atlas, &visible, (args.rows, args.columns)));
    let text = match args.format {
        ListFormat::Table => sheet.table(),
        ListFormat::Csv => sheet.csv(),
        ListFormat::Json => format!("{:#}\n", sheet.json(&loaded.atlas)),
    };
    output::write(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// A matrix with its rows and columns in order.
struct Sheet {
    matrix: Matrix,
    rows: Vec<usize>,
    columns: Vec<usize>,
}

impl Sheet {
    fn new(matrix: Matrix) -> Self {
        let (rows, columns) = matrix.ordered(MatrixOrder::default());
        Self { matrix, rows, columns }
    }

    fn rows(&self) -> impl Iterator<Item = (usize, &Line)> {
        self.rows.iter().map(|&at| (at, &self.matrix.rows[at]))
    }

    fn columns(&self) -> impl Iterator<Item = (usize, &Line)> {
        self.columns.iter().map(|&at| (at, &self.matrix.columns[at]))
    }

    fn n(&self, row: usize, column: usize) -> usize {
        self.matrix.joined(row, column).map_or(0, Joined::n)
    }

    /// Numbered columns, their names below, and what is missing.
    fn table(&self) -> String {
        let kinds = (self.matrix.row_kind, self.matrix.column_kind);
        let numbers = (1..=self.columns.len()).map(|n| n.to_string());
        let corner = kinds.0.spec().plural.to_uppercase();
        let head = std::iter::once(corner).chain(numbers).chain(["ALL".to_owned()]);
        let rows = self.rows().map(|(row, line)| {
            let cells = self.columns.iter().map(|&column| match self.n(row, column) {
                0 => NOTHING.to_owned(),
                n => n.to_string(),
            });
            let label = std::iter::once(cut(&line.label));
            label.chain(cells).chain([line.total.to_string()]).collect()
        });
        let mut text = aligned(std::iter::once(head.collect()).chain(rows).collect());
        let names = self.columns().enumerate().map(|(at, (_, line))| {
            vec![(at + 1).to_string(), cut(&line.label), line.total.to_string()]
        });
        let head = ["", &kinds.1.spec().plural.to_uppercase(), "ALL"].map(str::to_owned).to_vec();
        text.push('\n');
        text.push_str(&aligned(std::iter::once(head).chain(names).collect()));
        let gaps = self.matrix.gaps();
        if !gaps.is_empty() {
            text.push('\n');
        }
        text.extend(gaps.iter().map(|gap| self.gap_line(gap)));
        text
    }

    fn gap_line(&self, gap: &Gap) -> String {
        let labels: Vec<String> = self
            .matrix
            .lines_of(gap)
            .map(|line| crate::wire::visible(&line.label).into())
            .collect();
        format!("{}: {}\n", gap.sentence, labels.join("; "))
    }

    /// A row for each row, under the columns' ids.
    fn csv(&self) -> String {
        let head = ["id", "label"].into_iter().chain(self.columns().map(|(_, l)| l.node.as_str()));
        let head: Vec<String> = head.map(csv_field).collect();
        let rows = self.rows().map(|(row, line)| {
            let cells = self.columns.iter().map(|&column| self.n(row, column).to_string());
            let names = [line.node.as_str(), &line.label].map(csv_field);
            names.into_iter().chain(cells).collect()
        });
        let lines = std::iter::once(head).chain(rows);
        lines.map(|fields: Vec<String>| fields.join(",") + "\r\n").collect()
    }

    fn json(&self, atlas: &Atlas) -> Value {
        let mut cells = Vec::new();
        for (row, row_line) in self.rows() {
            for (column, column_line) in self.columns() {
                let Some(joined) = self.matrix.joined(row, column) else { continue };
                let links = joined.links.iter().filter_map(|&at| atlas.links().get(at));
                let links: Vec<&str> = links.map(|link| link.id.as_str()).collect();
                let actions = joined.through.iter().filter_map(|t| atlas.nodes().get(t.action));
                let actions: Vec<&str> = actions.map(|action| action.id.as_str()).collect();
                let mut cell = json!({
                    "row": row_line.node.as_str(),
                    "column": column_line.node.as_str(),
                    "count": joined.n(),
                });
                for (name, ids) in [("links", links), ("actions", actions)] {
                    if !ids.is_empty() {
                        cell[name] = ids.into();
                    }
                }
                cells.push(cell);
            }
        }
        let gaps = self.matrix.gaps();
        let gaps = gaps.iter().map(|gap| {
            let nodes = self.matrix.lines_of(gap).map(|line| line.node.as_str());
            json!({
                "of": if gap.is_rows { "rows" } else { "columns" },
                "sentence": gap.sentence,
                "nodes": nodes.collect::<Vec<_>>(),
            })
        });
        json!({
            "row_kind": self.matrix.row_kind.word(),
            "column_kind": self.matrix.column_kind.word(),
            "rows": self.rows().map(|(_, line)| line_json(line)).collect::<Value>(),
            "columns": self.columns().map(|(_, line)| line_json(line)).collect::<Value>(),
            "cells": cells,
            "gaps": gaps.collect::<Value>(),
        })
    }
}

fn line_json(line: &Line) -> Value {
    json!({ "id": line.node.as_str(), "label": line.label, "total": line.total })
}

/// Lines of as many cells each: the first to the left, numbers to the right.
fn aligned(lines: Vec<Vec<String>>) -> String {
    let n_columns = lines.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..n_columns).map(width).collect();
    let is_number = |cell: &str| cell == NOTHING || cell.bytes().all(|b| b.is_ascii_digit());
    let pad = |(cell, &width): (String, &usize)| {
        if is_number(&cell) { format!("{cell:>width$}") } else { cell }
    };
    let line = |cells: Vec<String>| {
        let padded: Vec<String> = cells.into_iter().zip(&widths).map(pad).collect();
        aligned_line(&padded, &widths)
    };
    lines.into_iter().map(line).collect()
}
