//! The matrix: kind against kind, and in each cell what joins a row and a column.
//!
//! Owns what a cell counts, the three orders, the empty rows and columns and the words for them,
//! and the filter that leaves just what is behind one cell. Knows nothing of colours. Begin with
//! [`Matrix::of`]; `docs/table-and-matrix.md` tells the same to readers.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::seriation::{Entry, by_structure};
use crate::atlas::{Atlas, Link, Node, NodeId, NodeKind};
use crate::filter::{Filter, Key, Visible, fold};

/// A row or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The node; a threat stands for its sub-types too.
    pub node: NodeId,
    /// Its label.
    pub label: String,
    /// The sum of its cells.
    pub total: usize,
}

/// An action that is linked to a row and to a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Through {
    /// The action, by its position in the atlas.
    pub action: usize,
    /// Its kept links to either, by position in the atlas, in the atlas's order.
    pub links: Vec<usize>,
}

/// What joins a row and a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// The kept links between the two, by position in the atlas.
    pub links: Vec<usize>,
    /// The kept actions linked to both.
    pub through: Vec<Through>,
}

impl Joined {
    /// The number in the cell.
    pub const fn n(&self) -> usize {
        self.links.len() + self.through.len()
    }

    /// "1 link, 4 actions".
    pub fn words(&self) -> String {
        let count = |n: usize, one: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {one}s")),
        };
        let parts = [count(self.links.len(), "link"), count(self.through.len(), "action")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// In which order rows and columns stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MatrixOrder {
    /// What is joined to the same things stands together.
    #[default]
    Structure,
    /// The fullest first.
    Count,
    /// By name.
    Name,
}

impl MatrixOrder {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Structure, Self::Count, Self::Name];

    /// What a reader sees.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Structure => "by structure",
            Self::Count => "by count",
            Self::Name => "by name",
        }
    }
}

/// Rows, or columns, that nothing joins to the other side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Whether these are rows.
    pub is_rows: bool,
    /// Which they are, by position among the rows or columns.
    pub lines: Vec<usize>,
    /// How many and what they lack: "3 threats have no instrument".
    pub sentence: String,
}

/// Kind against kind, over what a filter keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// The kind of the rows.
    pub row_kind: NodeKind,
    /// The kind of the columns.
    pub column_kind: NodeKind,
    /// The rows, in the atlas's order.
    pub rows: Vec<Line>,
    /// The columns, in the atlas's order.
    pub columns: Vec<Line>,
    /// What joins them, by row and column; cells in which nothing does are not there.
    pub cells: BTreeMap<(usize, usize), Joined>,
}

impl Matrix {
    /// Counts what joins the kept nodes of one kind to those of another.
    ///
    /// A row and a column are joined by each kept link between the two and, where neither is an
    /// action, by each kept action with a kept link to either. Of one kind against itself, an
    /// action joins only different nodes. A strand counts as a pillar. A threat whose parent is
    /// kept is no line of its own: what is linked to it is linked to the topmost kept one.
    ///
    /// O((nodes + links + joins) log nodes).
    pub fn of(
        atlas: &Atlas,
        visible: &Visible,
        (row_kind, column_kind): (NodeKind, NodeKind),
    ) -> Self {
        let (rows, row_of) = lines(atlas, visible, row_kind);
        let (columns, column_of) = lines(atlas, visible, column_kind);
        let mut matrix = Self { row_kind, column_kind, rows, columns, cells: BTreeMap::new() };
        let kept = || {
            let links = atlas.links().iter().enumerate();
            links.filter(|(_, link)| visible.kept_links.contains(&link.id))
        };
        for (at, link) in kept() {
            for cell in cells_of(link, &row_of, &column_of) {
                matrix.cells.entry(cell).or_default().links.push(at);
            }
        }
        if row_kind != NodeKind::Action && column_kind != NodeKind::Action {
            let mut of_action = BTreeMap::<usize, Ties>::new();
            for (at, link) in kept() {
                for (own, other) in [(&link.source, &link.target), (&link.target, &link.source)] {
                    let Some(action) = action_at(atlas, own) else { continue };
                    let ties = of_action.entry(action).or_default();
                    ties.note(at, row_of.get(other), column_of.get(other));
                }
            }
            for (action, ties) in of_action {
                matrix.join_through(action, &ties);
            }
        }
        matrix.add_up();
        matrix
    }

    fn join_through(&mut self, action: usize, ties: &Ties) {
        let is_square = self.row_kind == self.column_kind;
        for (&row, to_row) in &ties.rows {
            for (&column, to_column) in &ties.columns {
                if is_square && row == column {
                    continue;
                }
                let links: BTreeSet<usize> = to_row.iter().chain(to_column).copied().collect();
                let through = Through { action, links: links.into_iter().collect() };
                self.cells.entry((row, column)).or_default().through.push(through);
            }
        }
    }

    fn add_up(&mut self) {
        for (&(row, column), joined) in &self.cells {
            self.rows[row].total += joined.n();
            self.columns[column].total += joined.n();
        }
    }

    /// What joins a row and a column, where anything does.
    pub fn joined(&self, row: usize, column: usize) -> Option<&Joined> {
        self.cells.get(&(row, column))
    }

    /// The largest number in a cell.
    pub fn largest(&self) -> usize {
        self.cells.values().map(Joined::n).max().unwrap_or(0)
    }

    /// Rows and columns as an order wants them, each a permutation; equals keep the order of the
    /// atlas.
    pub fn ordered(&self, order: MatrixOrder) -> (Vec<usize>, Vec<usize>) {
        let sorted = |lines: &[Line], by: fn(&Line) -> (Reverse<usize>, String)| {
            let mut positions: Vec<usize> = (0..lines.len()).collect();
            positions.sort_by_cached_key(|&at| by(&lines[at]));
            positions
        };
        let by: fn(&Line) -> (Reverse<usize>, String) = match order {
            MatrixOrder::Structure => {
                let entry =
                    |(&(row, column), joined): (&_, &Joined)| Entry { row, column, n: joined.n() };
                let entries: Vec<Entry> = self.cells.iter().map(entry).collect();
                let (rows, columns) = by_structure(self.rows.len(), self.columns.len(), &entries);
                // One kind against itself reads along its diagonal.
                let is_square = self.row_kind == self.column_kind;
                return (rows.clone(), if is_square { rows } else { columns });
            }
            MatrixOrder::Count => |line| (Reverse(line.total), String::new()),
            MatrixOrder::Name => |line| (Reverse(0), fold(&line.label)),
        };
        (sorted(&self.rows, by), sorted(&self.columns, by))
    }

    /// What a number says, in a sentence.
    pub fn meaning(&self) -> String {
        let (row, column) = (self.row_kind, self.column_kind);
        let between = if row == column {
            format!("two {}", row.spec().plural)
        } else {
            format!("{} and {}", with_article(row), with_article(column))
        };
        let is_direct = [row, column].contains(&NodeKind::Action);
        let through = if is_direct { "" } else { ", and each action linked to both" };
        let has_threats = [row, column].contains(&NodeKind::Threat);
        let threats = if has_threats { " A threat stands for its sub-types." } else { "" };
        format!("A number counts each link between {between}{through}.{threats}")
    }

    /// The rows and the columns that nothing joins to the other side, where there are any. Of one
    /// kind against itself both are the same, and are told once.
    pub fn gaps(&self) -> Vec<Gap> {
        let empty = |lines: &[Line]| -> Vec<usize> {
            (0..lines.len()).filter(|&at| lines[at].total == 0).collect()
        };
        let gap = |is_rows: bool, lines: Vec<usize>, (own, other)| {
            let sentence = gap_sentence(lines.len(), own, other);
            (!lines.is_empty()).then_some(Gap { is_rows, lines, sentence })
        };
        let kinds = (self.row_kind, self.column_kind);
        let of_rows = gap(true, empty(&self.rows), kinds);
        let is_square = kinds.0 == kinds.1;
        let columns = if is_square { Vec::new() } else { empty(&self.columns) };
        let of_columns = gap(false, columns, (kinds.1, kinds.0));
        of_rows.into_iter().chain(of_columns).collect()
    }

    /// The lines of a gap.
    pub fn lines_of<'a>(&'a self, gap: &'a Gap) -> impl Iterator<Item = &'a Line> {
        let lines = if gap.is_rows { &self.rows } else { &self.columns };
        gap.lines.iter().filter_map(|&at| lines.get(at))
    }

    /// Every node behind a cell: row, column, the actions that join them and the sub-types linked.
    pub fn nodes_behind(&self, atlas: &Atlas, row: usize, column: usize) -> BTreeSet<NodeId> {
        let Some(joined) = self.joined(row, column) else { return BTreeSet::new() };
        let heads = [self.rows.get(row), self.columns.get(column)];
        let mut nodes: BTreeSet<NodeId> =
            heads.into_iter().flatten().map(|line| line.node.clone()).collect();
        let links = joined.through.iter().flat_map(|through| &through.links);
        for link in joined.links.iter().chain(links).filter_map(|&at| atlas.links().get(at)) {
            nodes.extend([link.source.clone(), link.target.clone()]);
        }
        nodes
    }

    /// The filter narrowed to exactly the nodes behind a cell; unchanged where nothing is.
    pub fn narrowed(&self, atlas: &Atlas, filter: &Filter, cell: (usize, usize)) -> Filter {
        let nodes = self.nodes_behind(atlas, cell.0, cell.1);
        if nodes.is_empty() {
            return filter.clone();
        }
        // All of them are kept already, so that what was said of single nodes is said again.
        let plain = filter.without(Key::Id);
        nodes.iter().fold(plain, |filter, node| filter.with(Key::Id, node.as_str(), false))
    }
}

/// The kept links of one action to rows and to columns.
#[derive(Default)]
struct Ties {
    rows: BTreeMap<usize, Vec<usize>>,
    columns: BTreeMap<usize, Vec<usize>>,
}

impl Ties {
    fn note(&mut self, link: usize, row: Option<&usize>, column: Option<&usize>) {
        if let Some(&row) = row {
            self.rows.entry(row).or_default().push(link);
        }
        if let Some(&column) = column {
            self.columns.entry(column).or_default().push(link);
        }
    }
}

fn action_at(atlas: &Atlas, id: &NodeId) -> Option<usize> {
    let at = atlas.node_position(id)?;
    atlas.nodes().get(at).filter(|node| node.kind == NodeKind::Action).map(|_| at)
}

/// The cells a link joins directly: one, or two where both ends are of one kind.
fn cells_of(
    link: &Link,
    row_of: &BTreeMap<&NodeId, usize>,
    column_of: &BTreeMap<&NodeId, usize>,
) -> BTreeSet<(usize, usize)> {
    let cell = |row: &NodeId, column: &NodeId| {
        row_of.get(row).copied().zip(column_of.get(column).copied())
    };
    let both = [cell(&link.source, &link.target), cell(&link.target, &link.source)];
    both.into_iter().flatten().collect()
}

/// The lines of a kind, and for each kept node that belongs to one, which.
fn lines<'a>(
    atlas: &'a Atlas,
    visible: &Visible,
    kind: NodeKind,
) -> (Vec<Line>, BTreeMap<&'a NodeId, usize>) {
    let kept = |id: &NodeId| visible.kept_nodes.contains(id);
    let of_kind: Vec<&Node> =
        atlas.nodes().iter().filter(|node| node.role() == kind && kept(&node.id)).collect();
    let head = |node: &'a Node| atlas.threat_line(&node.id).filter(|id| kept(id)).last();
    let is_line = |node: &&&'a Node| head(node).is_none_or(|head| *head == node.id);
    let own: Vec<&Node> = of_kind.iter().filter(is_line).copied().collect();
    let place: BTreeMap<&NodeId, usize> =
        own.iter().enumerate().map(|(at, node)| (&node.id, at)).collect();
    let belongs = of_kind.iter().filter_map(|node| {
        let at = place.get(head(node).unwrap_or(&node.id))?;
        Some((&node.id, *at))
    });
    let belongs = belongs.collect();
    let line = |node: &Node| Line { node: node.id.clone(), label: node.label.clone(), total: 0 };
    (own.into_iter().map(line).collect(), belongs)
}

fn with_article(kind: NodeKind) -> String {
    let word = kind.word();
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// "3 threats have no instrument".
fn gap_sentence(n: usize, own: NodeKind, other: NodeKind) -> String {
    let subject = if n == 1 { own.word() } else { own.spec().plural };
    let verb = |one: &'static str, many: &'static str| if n == 1 { one } else { many };
    let word = other.word();
    if own == other {
        return format!("{n} {subject} {} joined to no other", verb("is", "are"));
    }
    match other {
        NodeKind::Actor => format!("No actor is named for {n} {subject}"),
        NodeKind::Threat => format!("{n} {subject} {} no threat", verb("answers", "answer")),
        NodeKind::Pillar => format!("{n} {subject} {} in no pillar", verb("stands", "stand")),
        NodeKind::Action | NodeKind::Instrument | NodeKind::Plain => {
            format!("{n} {subject} {} no {word}", verb("has", "have"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(n: usize, own: NodeKind, other: NodeKind, expected: &str) {
        assert_eq!(gap_sentence(n, own, other), expected);
    }

    #[test]
    fn gaps_are_told_in_words() {
        use NodeKind::{Action, Actor, Instrument, Pillar, Plain, Threat};
        check(3, Threat, Instrument, "3 threats have no instrument");
        check(1, Threat, Instrument, "1 threat has no instrument");
        check(27, Action, Actor, "No actor is named for 27 actions");
        check(1, Instrument, Threat, "1 instrument answers no threat");
        check(2, Actor, Pillar, "2 actors stand in no pillar");
        check(2, Plain, Plain, "2 nodes are joined to no other");
        check(1, Actor, Actor, "1 actor is joined to no other");
    }

    #[test]
    fn a_cell_says_what_it_counts() {
        let through = || Through { action: 0, links: Vec::new() };
        let words = |n_links: usize, n_through: usize| {
            let through = (0..n_through).map(|_| through()).collect();
            Joined { links: (0..n_links).collect(), through }.words()
        };
        assert_eq!(words(1, 0), "1 link");
        assert_eq!(words(2, 1), "2 links, 1 action");
        assert_eq!(words(0, 4), "4 actions");
    }
}
