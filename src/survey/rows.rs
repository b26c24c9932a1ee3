//! The rows of the table: every kept node, or every kept link, with what a picture shows of it.
//!
//! Owns what stands in the cells and how rows are sorted; the columns are [`super::columns`]'s. Knows
//! nothing of how wide a column is. Begin with [`Rows::of_nodes`].

use super::columns::{Column, Datum, LINK_COLUMNS, NODE_COLUMNS, Reader, Sort, columns_for};
use super::extract::Extract;
use crate::atlas::{Atlas, LinkId, Node, NodeId, status_label};
use crate::filter::{Visible, fold};

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A node.
    Node(NodeId),
    /// A link.
    Link(LinkId),
}

/// What stands in one cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What is read; empty where nothing is known.
    pub text: String,
    /// Its place among the others of its column, where that is not the order of the alphabet.
    pub rank: Option<usize>,
}

impl From<Option<Datum<'_>>> for Cell {
    fn from(datum: Option<Datum<'_>>) -> Self {
        let text = datum.as_ref().and_then(Datum::line).unwrap_or_default();
        let rank = match datum {
            Some(Datum::Ranked(rank, _)) => Some(rank),
            Some(Datum::Count(count)) => Some(count),
            _ => None,
        };
        Self { text, rank }
    }
}

/// The head of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its name.
    pub name: &'static str,
    /// Whether it holds numbers.
    pub is_number: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub subject: Subject,
    /// The nodes it speaks of: the node itself, or a link's source and target.
    pub nodes: Vec<NodeId>,
    /// As many as there are columns.
    pub cells: Vec<Cell>,
    /// The row in a few words, to be said aloud.
    pub spoken: String,
}

/// How rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowOrder {
    /// By which column.
    pub column: usize,
    /// Whether the last comes first.
    pub is_descending: bool,
}

/// A table: columns, and rows in the atlas's order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// The columns.
    pub columns: Vec<Head>,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Rows {
    /// Every kept node. O((nodes + links) log nodes).
    pub fn of_nodes(atlas: &Atlas, visible: &Visible) -> Self {
        let extract = Extract::of(atlas, visible);
        let rows = extract.nodes().map(|node| Row {
            subject: Subject::Node(node.id.clone()),
            nodes: vec![node.id.clone()],
            cells: cells(&extract, NODE_COLUMNS, node),
            spoken: spoken_node(node, extract.links_of(&node.id).len()),
        });
        Self { columns: heads(NODE_COLUMNS), rows: rows.collect() }
    }

    /// Every kept link. O(links log nodes).
    pub fn of_links(atlas: &Atlas, visible: &Visible) -> Self {
        let extract = Extract::of(atlas, visible);
        let rows = extract.links().map(|link| Row {
            subject: Subject::Link(link.id.clone()),
            nodes: vec![link.source.clone(), link.target.clone()],
            cells: cells(&extract, LINK_COLUMNS, link),
            spoken: format!(
                "{} {} {}, {}",
                extract.label(&link.source),
                link.relation.phrase(),
                extract.label(&link.target),
                link.basis().phrase()
            ),
        });
        Self { columns: heads(LINK_COLUMNS), rows: rows.collect() }
    }

    /// The positions of all rows as an order wants them; rows that are equal in it keep the order
    /// of the atlas, and what has nothing in the column comes last either way.
    ///
    /// O(rows log rows); texts are compared without case and accents.
    pub fn sorted(&self, order: Option<RowOrder>) -> Vec<usize> {
        let mut positions: Vec<usize> = (0..self.rows.len()).collect();
        let Some(order) = order else { return positions };
        let key = |row: &Row| {
            let cell = row.cells.get(order.column);
            let text = cell.map(|cell| fold(&cell.text)).unwrap_or_default();
            let rank = cell.and_then(|cell| cell.rank).unwrap_or(usize::MAX);
            (text.is_empty(), rank, text)
        };
        let keys: Vec<(bool, usize, String)> = self.rows.iter().map(key).collect();
        positions.sort_by(|&a, &b| {
            let (a, b) = (&keys[a], &keys[b]);
            let by_value = (a.1, &a.2).cmp(&(b.1, &b.2));
            let by_value = if order.is_descending { by_value.reverse() } else { by_value };
            a.0.cmp(&b.0).then(by_value)
        });
        positions
    }

    /// The position of the row about a subject.
    pub fn position(&self, subject: &Subject) -> Option<usize> {
        self.rows.iter().position(|row| row.subject == *subject)
    }
}

impl RowOrder {
    /// The order after a click on the head of a column: rising, then falling, then the atlas's.
    pub fn after_click(order: Option<Self>, column: usize) -> Option<Self> {
        match order.filter(|order| order.column == column) {
            None => Some(Self { column, is_descending: false }),
            Some(Self { is_descending: false, .. }) => Some(Self { column, is_descending: true }),
            Some(Self { is_descending: true, .. }) => None,
        }
    }
}

fn heads<T>(columns: &'static [Column<T>]) -> Vec<Head> {
    let shown = columns_for(columns, Reader::Window);
    shown.map(|c| Head { name: c.name, is_number: c.sort == Sort::Count }).collect()
}

fn cells<'a, T>(extract: &Extract<'a>, columns: &'static [Column<T>], of: &'a T) -> Vec<Cell> {
    let value = |column: &Column<T>| (column.value)(extract, of);
    columns_for(columns, Reader::Window).map(|column| value(column).into()).collect()
}

/// "Europol, agency, 14 links".
fn spoken_node(node: &Node, n_links: usize) -> String {
    let sort = node.subtype.as_deref().unwrap_or_else(|| node.kind_word()).replace('-', " ");
    let status = node.status.as_deref().map(|word| format!(", {}", status_label(word)));
    let links = if n_links == 1 { "link" } else { "links" };
    format!("{}, {sort}{}, {n_links} {links}", node.label, status.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cells: &[(&str, Option<usize>)]) -> Rows {
        let row = |(at, (text, rank)): (usize, &(&str, Option<usize>))| Row {
            subject: Subject::Node(NodeId::new(at.to_string())),
            nodes: Vec::new(),
            cells: vec![Cell { text: (*text).to_owned(), rank: *rank }],
            spoken: String::new(),
        };
        let columns = vec![Head { name: "x", is_number: false }];
        Rows { columns, rows: cells.iter().enumerate().map(row).collect() }
    }

    fn check(cells: &[(&str, Option<usize>)], is_descending: bool, expected: &[usize]) {
        let order = RowOrder { column: 0, is_descending };
        assert_eq!(rows(cells).sorted(Some(order)), expected, "{cells:?}");
    }

    #[test]
    fn texts_are_sorted_without_case_and_accents_and_equals_keep_their_order() {
        let cells = [("zebra", None), ("Émile", None), ("emile", None), ("Apple", None)];
        check(&cells, false, &[3, 1, 2, 0]);
        check(&cells, true, &[0, 1, 2, 3]);
    }

    #[test]
    fn ranks_count_before_texts_and_nothing_comes_last_either_way() {
        let cells = [("10", Some(10)), ("", None), ("9", Some(9)), ("own word", None)];
        check(&cells, false, &[2, 0, 3, 1]);
        check(&cells, true, &[3, 0, 2, 1]);
    }

    #[test]
    fn a_column_that_is_not_there_changes_nothing() {
        let order = RowOrder { column: 7, is_descending: true };
        assert_eq!(rows(&[("b", None), ("a", None)]).sorted(Some(order)), [0, 1]);
    }

    #[test]
    fn a_head_clicked_three_times_brings_the_order_of_the_atlas_back() {
        let once = RowOrder::after_click(None, 2);
        let twice = RowOrder::after_click(once, 2);
        assert_eq!(once, Some(RowOrder { column: 2, is_descending: false }));
        assert_eq!(twice, Some(RowOrder { column: 2, is_descending: true }));
        assert_eq!(RowOrder::after_click(twice, 2), None);
        assert_eq!(
            RowOrder::after_click(twice, 1),
            Some(RowOrder { column: 1, is_descending: false })
        );
    }
}
