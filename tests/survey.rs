//! The survey room over the built-in atlas: rows and the matrix agree with what a filter keeps.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use protecteu_atlas::atlas::{Atlas, Link, Node, NodeId, NodeKind};
use protecteu_atlas::filter::{Filter, Question, Visible, read, visible};
use protecteu_atlas::survey::{Joined, Line, Matrix, MatrixOrder, RowOrder, Rows, Subject};
use protecteu_atlas::wire;

static BUILTIN: LazyLock<Atlas> = LazyLock::new(|| wire::builtin().atlas.unwrap());

fn atlas() -> &'static Atlas {
    &BUILTIN
}

const KINDS: [NodeKind; 5] =
    [NodeKind::Pillar, NodeKind::Action, NodeKind::Actor, NodeKind::Instrument, NodeKind::Threat];

const FILTERS: [&str; 12] = [
    "",
    "threat:terrorism",
    "threat:cyber,drugs",
    "actor:europol",
    "basis:stated",
    "relation:led-by",
    "-kind:pillar",
    "kind:action,actor",
    "status:announced -threat:terrorism",
    "\"data\"",
    "id:europol,frontex,new-europol-mandate",
    "actor:frontex status:expired",
];

fn asked(filter: &Filter) -> Visible {
    visible(atlas(), &Question { filter: filter.clone(), ..Question::default() })
}

fn kept(filter: &str) -> Visible {
    asked(&read(filter, atlas()).unwrap())
}

fn kept_links<'a>(atlas: &'a Atlas, visible: &Visible) -> Vec<&'a Link> {
    atlas.links().iter().filter(|link| visible.kept_links.contains(&link.id)).collect()
}

/// The line a node belongs to, worked out by walking up the taxonomy.
fn line_of(visible: &Visible, id: &NodeId) -> NodeId {
    let mut line = id.clone();
    let mut at = id.clone();
    while let Some(parent) = atlas().threat(&at).and_then(|threat| threat.parent.clone()) {
        if visible.kept_nodes.contains(&parent) {
            line = parent.clone();
        }
        at = parent;
    }
    line
}

fn role(id: &NodeId) -> NodeKind {
    atlas().node(id).unwrap().role()
}

/// What joins two nodes, counted link by link.
fn n_joining(visible: &Visible, row: &NodeId, column: &NodeId, is_direct: bool) -> usize {
    let links = kept_links(atlas(), visible);
    let ends = |link: &Link| [line_of(visible, &link.source), line_of(visible, &link.target)];
    let joins = |link: &&&Link, a: &NodeId, b: &NodeId| {
        let [source, target] = ends(link);
        (source == *a && target == *b) || (source == *b && target == *a)
    };
    let direct = links.iter().filter(|link| joins(link, row, column)).count();
    let is_action = |node: &&Node| node.kind == NodeKind::Action;
    let actions = atlas().nodes().iter().filter(is_action).filter(|action| {
        row != column
            && links.iter().any(|link| joins(&link, &action.id, row))
            && links.iter().any(|link| joins(&link, &action.id, column))
    });
    direct + if is_direct { 0 } else { actions.count() }
}

#[test]
fn every_cell_counts_what_a_count_link_by_link_gives() {
    let filters = ["threat:terrorism", "actor:frontex"];
    for filter in filters {
        let visible = kept(filter);
        for rows in KINDS {
            for columns in KINDS {
                let matrix = Matrix::of(atlas(), &visible, (rows, columns));
                let is_direct = [rows, columns].contains(&NodeKind::Action);
                for (r, row) in matrix.rows.iter().enumerate() {
                    for (c, column) in matrix.columns.iter().enumerate() {
                        let n = matrix.joined(r, c).map_or(0, Joined::n);
                        let expected = n_joining(&visible, &row.node, &column.node, is_direct);
                        assert_eq!(n, expected, "{filter}: {} and {}", row.label, column.label);
                    }
                }
            }
        }
    }
}

#[test]
fn between_two_kinds_all_cells_together_count_every_kept_link_once() {
    for filter in FILTERS {
        let visible = kept(filter);
        for rows in KINDS {
            for columns in KINDS.into_iter().filter(|kind| *kind != rows) {
                let matrix = Matrix::of(atlas(), &visible, (rows, columns));
                let n: usize = matrix.cells.values().map(|joined| joined.links.len()).sum();
                let between = |link: &&Link| {
                    let roles = [role(&link.source), role(&link.target)];
                    roles == [rows, columns] || roles == [columns, rows]
                };
                let links = kept_links(atlas(), &visible);
                let expected = links.into_iter().filter(between).count();
                assert_eq!(n, expected, "{filter}: {rows:?} and {columns:?}");
            }
        }
    }
}

#[test]
fn turning_a_matrix_turns_every_cell() {
    let visible = kept("");
    let matrix = Matrix::of(atlas(), &visible, (NodeKind::Threat, NodeKind::Actor));
    let turned = Matrix::of(atlas(), &visible, (NodeKind::Actor, NodeKind::Threat));
    assert_eq!(matrix.rows, turned.columns);
    assert_eq!(matrix.cells.len(), turned.cells.len());
    for (&(row, column), joined) in &matrix.cells {
        assert_eq!(turned.joined(column, row), Some(joined));
    }
}

#[test]
fn nothing_is_counted_that_the_filter_does_not_keep_and_every_order_is_a_permutation() {
    for filter in FILTERS {
        let visible = kept(filter);
        for rows in KINDS {
            for columns in KINDS {
                let matrix = Matrix::of(atlas(), &visible, (rows, columns));
                let heads = matrix.rows.iter().chain(&matrix.columns);
                heads.for_each(|line| assert!(visible.kept_nodes.contains(&line.node)));
                for joined in matrix.cells.values() {
                    let through = joined.through.iter().flat_map(|through| &through.links);
                    for &at in joined.links.iter().chain(through) {
                        assert!(visible.kept_links.contains(&atlas().links()[at].id));
                    }
                    for through in &joined.through {
                        let action = &atlas().nodes()[through.action];
                        assert!(visible.kept_nodes.contains(&action.id));
                    }
                }
                for order in MatrixOrder::ALL {
                    let (mut r, mut c) = matrix.ordered(order);
                    assert_eq!((r.clone(), c.clone()), matrix.ordered(order));
                    r.sort_unstable();
                    c.sort_unstable();
                    assert_eq!(r, (0..matrix.rows.len()).collect::<Vec<_>>());
                    assert_eq!(c, (0..matrix.columns.len()).collect::<Vec<_>>());
                }
            }
        }
    }
}

#[test]
fn gaps_name_exactly_the_lines_that_nothing_joins() {
    let visible = kept("");
    let matrix = Matrix::of(atlas(), &visible, (NodeKind::Action, NodeKind::Actor));
    let gap = matrix.gaps().remove(0);
    assert!(gap.is_rows);
    let told: BTreeSet<&NodeId> = matrix.lines_of(&gap).map(|line| &line.node).collect();
    let links = kept_links(atlas(), &visible);
    let has_actor = |node: &&Node| {
        links.iter().any(|link| {
            (link.source == node.id && role(&link.target) == NodeKind::Actor)
                || (link.target == node.id && role(&link.source) == NodeKind::Actor)
        })
    };
    let actions = atlas().nodes().iter().filter(|node| node.kind == NodeKind::Action);
    let expected: BTreeSet<&NodeId> =
        actions.filter(|node| !has_actor(node)).map(|node| &node.id).collect();
    assert_eq!(told, expected);
    assert_eq!(gap.sentence, format!("No actor is named for {} actions", expected.len()));
}

#[test]
fn rows_hold_every_kept_node_and_link_and_no_other() {
    for filter in FILTERS {
        let visible = kept(filter);
        let nodes = Rows::of_nodes(atlas(), &visible);
        let links = Rows::of_links(atlas(), &visible);
        assert_eq!(nodes.rows.len(), visible.kept_nodes.len(), "{filter}");
        assert_eq!(links.rows.len(), visible.kept_links.len(), "{filter}");
        for row in &nodes.rows {
            assert!(matches!(&row.subject, Subject::Node(id) if visible.kept_nodes.contains(id)));
            assert_eq!(row.cells.len(), nodes.columns.len());
        }
        for row in &links.rows {
            assert!(matches!(&row.subject, Subject::Link(id) if visible.kept_links.contains(id)));
            assert!(row.nodes.iter().all(|id| visible.kept_nodes.contains(id)));
            assert_eq!(row.cells.len(), links.columns.len());
        }
    }
}

#[test]
fn a_row_says_what_the_picture_shows() {
    let nodes = Rows::of_nodes(atlas(), &kept(""));
    assert_eq!(nodes.position(&Subject::Node("nobody".into())), None);
    let at = nodes.position(&Subject::Node("europol".into())).unwrap();
    let row = &nodes.rows[at];
    let cell = |name: &str| {
        let column = nodes.columns.iter().position(|column| column.name == name).unwrap();
        row.cells[column].text.as_str()
    };
    assert_eq!(cell("Name"), "Europol");
    assert_eq!(cell("Kind"), "actor · agency");
    assert_eq!(cell("Status"), "Operating");
    assert!(cell("Instruments").contains("Europol Regulation"), "{}", cell("Instruments"));
    assert!(cell("First quote").contains("Europol"), "{}", cell("First quote"));
    let n: usize = cell("Links").parse().unwrap();
    let europol = NodeId::from("europol");
    let expected = atlas().links_from(&europol).len() + atlas().links_to(&europol).len();
    assert_eq!(n, expected);
    assert_eq!(row.spoken, format!("Europol, agency, Operating, {n} links"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// The way from a cell to the picture loses nothing and adds nothing.
    #[test]
    fn showing_a_cell_keeps_exactly_what_is_behind_it(
        filter in 0..FILTERS.len(),
        rows in 0..KINDS.len(),
        columns in 0..KINDS.len(),
        cell in any::<prop::sample::Index>(),
    ) {
        let filter = read(FILTERS[filter], atlas()).unwrap();
        let before = asked(&filter);
        let kinds = (KINDS[rows], KINDS[columns]);
        let matrix = Matrix::of(atlas(), &before, kinds);
        prop_assume!(!matrix.cells.is_empty());
        let at = *matrix.cells.keys().nth(cell.index(matrix.cells.len())).unwrap();
        let narrowed = matrix.narrowed(atlas(), &filter, at);
        let after = asked(&narrowed);
        prop_assert_eq!(&after.kept_nodes, &matrix.nodes_behind(atlas(), at.0, at.1));
        prop_assert!(after.kept_links.is_subset(&before.kept_links));
        let again = Matrix::of(atlas(), &after, kinds);
        let (row, column) = (&matrix.rows[at.0].node, &matrix.columns[at.1].node);
        let place = |lines: &[Line], id: &NodeId| {
            lines.iter().position(|line| line.node == *id).unwrap()
        };
        let cell = (place(&again.rows, row), place(&again.columns, column));
        prop_assert_eq!(again.joined(cell.0, cell.1), matrix.joined(at.0, at.1));
        // What is asked reads back as what is asked.
        prop_assert_eq!(read(&narrowed.to_string(), atlas()).unwrap(), narrowed);
    }

    #[test]
    fn sorting_loses_no_row(
        filter in 0..FILTERS.len(),
        column in 0usize..10,
        is_descending in any::<bool>(),
    ) {
        let rows = Rows::of_nodes(atlas(), &kept(FILTERS[filter]));
        let mut sorted = rows.sorted(Some(RowOrder { column, is_descending }));
        sorted.sort_unstable();
        prop_assert_eq!(sorted, (0..rows.rows.len()).collect::<Vec<_>>());
    }
}
