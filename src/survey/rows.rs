//! The rows of the table: every kept node, or every kept link, with what a picture shows of it.
//!
//! Owns the columns (`NODE_COLUMNS`, `LINK_COLUMNS`), what stands in their cells, and how rows
//! are sorted. Knows nothing of how wide a column is. Begin with [`Rows::of_nodes`].

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{Atlas, Evidence, Link, LinkId, Node, NodeId, NodeKind, STATUSES, status_label};
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

impl Cell {
    fn ranked(rank: usize, text: impl Into<String>) -> Self {
        Self { text: text.into(), rank: Some(rank) }
    }

    fn count(n: usize) -> Self {
        Self::ranked(n, n.to_string())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, rank: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
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
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A column and how its cells are filled.
struct Spec<T> {
    column: Column,
    cell: fn(&Ground<'_>, &T) -> Cell,
}

const fn text<T>(name: &'static str, cell: fn(&Ground<'_>, &T) -> Cell) -> Spec<T> {
    Spec { column: Column { name, is_number: false }, cell }
}

/// The columns of the table of nodes.
const NODE_COLUMNS: &[Spec<Node>] = &[
    text("Name", |_, node| node.label.as_str().into()),
    text("Kind", |_, node| kind(node)),
    text("Status", |_, node| node.status.as_deref().map_or_else(Cell::default, status)),
    text("Since then", follow_up),
    text("Pillar", |ground, node| ground.linked(node, NodeKind::Pillar)),
    text("Threats", threats),
    text("Actors", |ground, node| ground.linked(node, NodeKind::Actor)),
    text("Instruments", |ground, node| ground.linked(node, NodeKind::Instrument)),
    Spec {
        column: Column { name: "Links", is_number: true },
        cell: |ground, node| Cell::count(ground.links_of(node).len()),
    },
    text("First quote", |_, node| first_words(&node.evidence).into()),
];

/// The columns of the table of links.
const LINK_COLUMNS: &[Spec<Link>] = &[
    text("Source", |ground, link| ground.label(&link.source).into()),
    text("Relation", |_, link| link.relation.phrase().into()),
    text("Target", |ground, link| ground.label(&link.target).into()),
    text("Basis", |_, link| Cell::ranked(link.basis() as usize, link.basis().phrase())),
    text("First quote", |_, link| first_words(&link.evidence).into()),
    text("Document", document),
];

impl Rows {
    /// Every kept node. O((nodes + links) log nodes).
    pub fn of_nodes(atlas: &Atlas, visible: &Visible) -> Self {
        let ground = Ground::new(atlas, visible);
        let row = |node: &Node| {
            let n_links = ground.links_of(node).len();
            let cells = NODE_COLUMNS.iter().map(|spec| (spec.cell)(&ground, node)).collect();
            Row {
                subject: Subject::Node(node.id.clone()),
                nodes: vec![node.id.clone()],
                cells,
                spoken: spoken_node(node, n_links),
            }
        };
        let kept = atlas.nodes().iter().filter(|node| visible.kept_nodes.contains(&node.id));
        let rows = kept.map(row).collect();
        Self { columns: NODE_COLUMNS.iter().map(|spec| spec.column).collect(), rows }
    }

    /// Every kept link. O(links log nodes).
    pub fn of_links(atlas: &Atlas, visible: &Visible) -> Self {
        let ground = Ground::new(atlas, visible);
        let row = |link: &Link| Row {
            subject: Subject::Link(link.id.clone()),
            nodes: vec![link.source.clone(), link.target.clone()],
            cells: LINK_COLUMNS.iter().map(|spec| (spec.cell)(&ground, link)).collect(),
            spoken: format!(
                "{} {} {}, {}",
                ground.label(&link.source),
                link.relation.phrase(),
                ground.label(&link.target),
                link.basis().phrase()
            ),
        };
        let kept = atlas.links().iter().filter(|link| visible.kept_links.contains(&link.id));
        let rows = kept.map(row).collect();
        Self { columns: LINK_COLUMNS.iter().map(|spec| spec.column).collect(), rows }
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

/// What is kept, and which kept links each node has.
struct Ground<'a> {
    atlas: &'a Atlas,
    links: BTreeMap<&'a NodeId, Vec<&'a Link>>,
}

impl<'a> Ground<'a> {
    fn new(atlas: &'a Atlas, visible: &Visible) -> Self {
        let mut links = BTreeMap::<&NodeId, Vec<&Link>>::new();
        for link in atlas.links().iter().filter(|link| visible.kept_links.contains(&link.id)) {
            links.entry(&link.source).or_default().push(link);
            if link.target != link.source {
                links.entry(&link.target).or_default().push(link);
            }
        }
        Self { atlas, links }
    }

    fn links_of(&self, node: &Node) -> &[&'a Link] {
        self.links.get(&node.id).map_or(&[], Vec::as_slice)
    }

    fn label(&self, id: &'a NodeId) -> &'a str {
        self.atlas.node(id).map_or_else(|| id.as_str(), |node| node.label.as_str())
    }

    /// The labels of the kept neighbours of a kind, in the atlas's order.
    fn linked(&self, node: &Node, kind: NodeKind) -> Cell {
        let others = self
            .links_of(node)
            .iter()
            .map(|link| if link.source == node.id { &link.target } else { &link.source });
        let places: BTreeSet<usize> =
            others.filter_map(|other| self.atlas.node_position(other)).collect();
        let nodes = places.into_iter().filter_map(|at| self.atlas.nodes().get(at));
        let labels: Vec<&str> = nodes
            .filter(|other| other.role() == kind && other.id != node.id)
            .map(|other| other.label.as_str())
            .collect();
        labels.join(", ").into()
    }
}

/// The threats a node is linked to; of a threat, the one it is a sub-type of.
fn threats(ground: &Ground<'_>, node: &Node) -> Cell {
    let above = ground.atlas.threat_line(&node.id).nth(1);
    match above.and_then(|id| ground.atlas.node(id)) {
        Some(parent) => format!("part of {}", parent.label).into(),
        None => ground.linked(node, NodeKind::Threat),
    }
}

/// "actor · agency".
fn kind(node: &Node) -> Cell {
    let word = kind_word(node);
    let subtype = node.subtype.as_deref().filter(|_| !node.is_strand());
    let text = subtype.map_or_else(
        || word.to_owned(),
        |subtype| format!("{word} · {}", subtype.replace('-', " ")),
    );
    Cell::ranked(node.role() as usize, text)
}

fn kind_word(node: &Node) -> &'static str {
    if node.is_strand() { "strand" } else { node.kind.word() }
}

/// Statuses stand from a word given to what has come and gone.
fn status(word: &str) -> Cell {
    let place = STATUSES.iter().position(|status| status.word == word);
    Cell { text: status_label(word), rank: place }
}

fn follow_up(ground: &Ground<'_>, node: &Node) -> Cell {
    let follow_up = ground.atlas.follow_up(&node.id);
    follow_up.map_or_else(Cell::default, |found| Cell::ranked(found as usize, found.phrase()))
}

/// The first quote on the firmest basis, or else what to look up; in one line.
fn first_words(evidence: &[Evidence]) -> String {
    let words = match evidence.iter().min_by_key(|evidence| evidence.basis()) {
        None => "",
        Some(Evidence::Stated(quote) | Evidence::Interpreted { quote, .. }) => &quote.exact,
        Some(Evidence::Reference { citation, .. }) => citation,
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The document behind the words of [`first_words`].
fn document(ground: &Ground<'_>, link: &Link) -> Cell {
    let firmest = link.evidence.iter().min_by_key(|evidence| evidence.basis());
    let quote = firmest.and_then(Evidence::quote);
    let document = quote.and_then(|quote| ground.atlas.document(&quote.document));
    document.map_or_else(Cell::default, |document| document.short_title().into())
}

/// "Europol, agency, 14 links".
fn spoken_node(node: &Node, n_links: usize) -> String {
    let sort = node.subtype.as_deref().unwrap_or_else(|| kind_word(node)).replace('-', " ");
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
        let columns = vec![Column { name: "x", is_number: false }];
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
