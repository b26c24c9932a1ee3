//! The drawer with the matrix: any kind against any, what joins them, and where nothing does.
//!
//! What is counted is worked out in `survey`; here it is shown, walked over and opened.

mod cells;
mod heads;
mod side;

use std::sync::Arc;

use egui::{ComboBox, Id, Key, Rect, Ui, UiBuilder, pos2, vec2};

use self::cells::Grid;
use super::Facts;
use super::sheet::{Bounds, Part, Sheet, Spot, walked};
use super::worked::Worked;
use crate::app::desk::Desk;
use crate::app::held::held;
use crate::app::style::size;
use crate::app::widgets::capitalised;
use crate::atlas::{Atlas, Node, NodeId, NodeKind};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;
use crate::survey::{Matrix, MatrixOrder};

/// Height of a row.
const ROW: f32 = 24.0;
/// Least and most width of a column.
const COLUMN: (f32, f32) = (30.0, 54.0);

/// The matrix's name for the keyboard.
fn sheet_id() -> Id {
    Id::unique("matrix")
}

/// A cell, or the head of a row or of a column, by its nodes.
type At = (Option<NodeId>, Option<NodeId>);

/// What the matrix keeps from frame to frame.
#[derive(Debug, Default)]
pub(in crate::app) struct MatrixState {
    /// The kinds of rows and columns, once someone chose.
    kinds: Option<(NodeKind, NodeKind)>,
    order: MatrixOrder,
    /// Where the keyboard is.
    cursor: Option<At>,
    /// The cell whose links are shown.
    open: Option<(NodeId, NodeId)>,
    /// Whether the cursor is to be scrolled into sight.
    wants_reveal: bool,
    /// Whether the names of a gap are all shown.
    shows_whole_gaps: bool,
    /// How many rows were seen in the last frame.
    n_seen: usize,
    worked: Worked<(NodeKind, NodeKind, MatrixOrder), Ordered>,
    known: Worked<(), Vec<NodeKind>>,
}

impl MatrixState {
    fn known_kinds(&mut self, atlas: &Atlas, facts: Facts<'_>) -> Arc<Vec<NodeKind>> {
        self.known.of(facts, (), |()| kinds_of(atlas))
    }
}

/// A matrix, and the order in which its rows and columns stand.
#[derive(Debug)]
struct Ordered {
    matrix: Matrix,
    rows: Vec<usize>,
    columns: Vec<usize>,
    largest: usize,
}

impl Ordered {
    fn of(
        atlas: &Atlas,
        facts: Facts<'_>,
        kinds: (NodeKind, NodeKind),
        order: MatrixOrder,
    ) -> Self {
        let matrix = Matrix::of(atlas, &facts.picture.visible, kinds);
        let (rows, columns) = matrix.ordered(order);
        Self { largest: matrix.largest(), matrix, rows, columns }
    }

    /// The cell at a place, by position among rows and columns.
    fn cell(&self, spot: Spot) -> Option<(usize, usize)> {
        self.rows.get(spot.row?).copied().zip(self.columns.get(spot.column?).copied())
    }

    fn at(&self, spot: Spot) -> At {
        let row = spot.row.and_then(|at| self.rows.get(at)).map(|&at| &self.matrix.rows[at]);
        let column =
            spot.column.and_then(|at| self.columns.get(at)).map(|&at| &self.matrix.columns[at]);
        (row.map(|line| line.node.clone()), column.map(|line| line.node.clone()))
    }

    /// Where nodes stand now, if they still do.
    fn spot(&self, (row, column): &At) -> Option<Spot> {
        let place = |order: &[usize], lines: &[crate::survey::Line], node: &NodeId| {
            order.iter().position(|&at| lines[at].node == *node)
        };
        let row_at = row.as_ref().map(|node| place(&self.rows, &self.matrix.rows, node));
        let column_at =
            column.as_ref().map(|node| place(&self.columns, &self.matrix.columns, node));
        if row_at == Some(None) || column_at == Some(None) {
            return None;
        }
        Some(Spot { row: row_at.flatten(), column: column_at.flatten() })
    }
}

/// The kinds there are in an atlas, in the order in which lists show them.
fn kinds_of(atlas: &Atlas) -> Vec<NodeKind> {
    let has = |kind: &NodeKind| atlas.nodes().iter().map(Node::role).any(|role| role == *kind);
    NodeKind::ALL.into_iter().filter(has).collect()
}

/// What is set against what until someone chooses: who does something against which threat.
fn first_kinds(known: &[NodeKind]) -> (NodeKind, NodeKind) {
    let one = |wanted: NodeKind| {
        known.iter().copied().find(|kind| *kind == wanted).or_else(|| known.first().copied())
    };
    let plain = NodeKind::Plain;
    (one(NodeKind::Actor).unwrap_or(plain), one(NodeKind::Threat).unwrap_or(plain))
}

/// Draws the matrix.
pub(in crate::app) fn matrix_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let state = &mut desk.matrix;
    let atlas = facts.session.atlas();
    let known = state.known_kinds(atlas, facts);
    let mut kinds = state.kinds.unwrap_or_else(|| first_kinds(&known));
    if !known.contains(&kinds.0) || !known.contains(&kinds.1) {
        kinds = first_kinds(&known);
    }
    bar_ui(ui, facts, state, &known, kinds);
    kinds = state.kinds.unwrap_or(kinds);
    let choice = (kinds.0, kinds.1, state.order);
    let ordered = state.worked.of(facts, choice, |&(rows, columns, order)| {
        Ordered::of(atlas, facts, (rows, columns), order)
    });
    let soft = (size::SMALL, Weight::Regular, Paint::Soft);
    ui.horizontal(|ui| {
        ui.add_space(20.0);
        let meaning = ordered.matrix.meaning();
        let galley = facts.look.one_line(ui, &meaning, soft, ui.available_width() - 16.0);
        let is_cut = galley.elided;
        let shown = ui.label(galley);
        if is_cut {
            shown.on_hover_text(meaning);
        }
    });
    ui.add_space(4.0);
    let whole = ui.available_rect_before_wrap();
    let split = whole.right() - (whole.width() * 0.34).clamp(210.0, 330.0);
    let (left, right) = whole.split_left_right_at_x(split);
    ui.advance_cursor_after_rect(whole);
    let mut child = ui.new_child(UiBuilder::new().max_rect(left));
    child.set_clip_rect(left.intersect(ui.clip_rect()));
    if ordered.rows.is_empty() || ordered.columns.is_empty() {
        empty_ui(&mut child, facts, kinds, &ordered);
    } else {
        grid_ui(&mut child, facts, state, &ordered, commands);
    }
    let line = Rect::from_x_y_ranges(split..=split + 1.0, whole.y_range());
    ui.painter().rect_filled(line, 0, facts.look.color(Paint::Hairline));
    let inner = Rect::from_min_max(pos2(right.left() + 16.0, right.top()), right.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner));
    child.set_clip_rect(right.intersect(ui.clip_rect()));
    side::side_ui(&mut child, facts, state, &ordered, commands);
}

/// What is set against what, and in which order.
fn bar_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    state: &mut MatrixState,
    known: &[NodeKind],
    kinds: (NodeKind, NodeKind),
) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(20.0);
        let (mut rows, mut columns) = kinds;
        let plural = |kind: NodeKind| capitalised(kind.spec().plural);
        choose_ui(ui, facts, "Rows", &mut rows, known, plural);
        ui.add_space(6.0);
        choose_ui(ui, facts, "Columns", &mut columns, known, plural);
        ui.add_space(6.0);
        let phrase = |order: MatrixOrder| capitalised(order.phrase());
        choose_ui(ui, facts, "Order", &mut state.order, &MatrixOrder::ALL, phrase);
        if (rows, columns) != kinds {
            state.kinds = Some((rows, columns));
            (state.cursor, state.open) = (None, None);
        }
    });
    ui.add_space(2.0);
}

/// A named list of which one is chosen.
fn choose_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    facts: Facts<'_>,
    name: &str,
    chosen: &mut T,
    all: &[T],
    word: impl Fn(T) -> String,
) {
    let look = facts.look;
    ui.spacing_mut().item_spacing.x = 6.0;
    let label = look.text(ui, name, (size::SMALL, Weight::Regular, Paint::Soft));
    let combo = ComboBox::from_id_salt(("matrix", name)).width(112.0).selected_text(word(*chosen));
    let shown = combo.show_ui(ui, |ui| {
        for one in all {
            ui.selectable_value(chosen, *one, word(*one));
        }
    });
    shown.response.labelled_by(label.id);
}

fn empty_ui(ui: &mut Ui, facts: Facts<'_>, kinds: (NodeKind, NodeKind), ordered: &Ordered) {
    let missing = if ordered.rows.is_empty() { kinds.0 } else { kinds.1 };
    let words = format!(
        "There are no {} in this view. Choose another kind, or clear the filter with Z.",
        missing.spec().plural
    );
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        ui.add_space(20.0);
        facts.look.text(ui, &words, (size::BODY, Weight::Regular, Paint::Soft));
    });
}

fn grid_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    state: &mut MatrixState,
    ordered: &Ordered,
    commands: &mut Vec<Command>,
) {
    keys(ui, facts, state, ordered, commands);
    let measure = heads::Measure::of(ui, facts, ordered);
    let widths = vec![measure.column; ordered.columns.len()];
    let cursor = state.cursor.as_ref().and_then(|at| ordered.spot(at));
    let kinds = (ordered.matrix.row_kind.spec().plural, ordered.matrix.column_kind.spec().plural);
    let sheet = Sheet {
        id: sheet_id(),
        label: &format!("Matrix of {} by {}", kinds.0, kinds.1),
        n_rows: ordered.rows.len(),
        row_height: ROW,
        widths: &widths,
        head: measure.head,
        side: measure.side,
        slack: measure.slack,
        reveal: cursor.filter(|_| std::mem::take(&mut state.wants_reveal)),
        cursor: cursor.or(Some(Spot { row: Some(0), column: Some(0) })),
    };
    let open = state.open.clone().map(|(row, column)| (Some(row), Some(column)));
    let grid = Grid { facts, ordered, cursor, open: open.and_then(|at| ordered.spot(&at)) };
    let mut head = None;
    let shown = sheet.show(ui, |ui, place, part| match part {
        Part::Body => grid.cells_ui(ui, place),
        Part::Side => heads::rows_ui(ui, &grid, place),
        Part::Head => head = heads::columns_ui(ui, &grid, place, &measure),
        Part::Corner => {}
    });
    state.n_seen = shown.n_seen;
    if let Some((spot, is_double)) = shown.clicked.or_else(|| head.map(|spot| (spot, false))) {
        state.cursor = Some(ordered.at(spot));
        if is_double {
            show_in_graph(facts, ordered, spot, commands);
        } else {
            enter(state, ordered, spot, commands);
        }
    }
}

/// What the keyboard does with the matrix.
fn keys(
    ui: &Ui,
    facts: Facts<'_>,
    state: &mut MatrixState,
    ordered: &Ordered,
    commands: &mut Vec<Command>,
) {
    if !ui.memory(|memory| memory.has_focus(sheet_id())) {
        return;
    }
    let at = state.cursor.as_ref().and_then(|at| ordered.spot(at));
    let from = at.unwrap_or(Spot { row: Some(0), column: Some(0) });
    let bounds = Bounds {
        n_rows: ordered.rows.len(),
        n_columns: ordered.columns.len(),
        page: state.n_seen,
        has_heads: true,
    };
    if let Some(to) = walked(ui, sheet_id(), from, bounds) {
        // The first key shows where the keyboard is.
        state.cursor = Some(ordered.at(if at.is_none() { from } else { to }));
        state.wants_reveal = true;
    }
    if let Some(spot) = at
        && ui.input(|i| i.key_pressed(Key::Enter) || i.key_pressed(Key::Space))
    {
        if ui.input(held).command {
            show_in_graph(facts, ordered, spot, commands);
        } else {
            enter(state, ordered, spot, commands);
        }
    }
}

/// Opens a cell, or selects the node of a head.
fn enter(state: &mut MatrixState, ordered: &Ordered, spot: Spot, commands: &mut Vec<Command>) {
    match ordered.at(spot) {
        (Some(row), Some(column)) => state.open = Some((row, column)),
        (Some(node), None) | (None, Some(node)) => {
            commands.push(Command::Select { node, extend: false });
        }
        (None, None) => {}
    }
}

/// Filters the view to what is behind a cell.
fn show_in_graph(facts: Facts<'_>, ordered: &Ordered, spot: Spot, commands: &mut Vec<Command>) {
    let Some(cell) = ordered.cell(spot) else { return };
    if ordered.matrix.joined(cell.0, cell.1).is_none() {
        return;
    }
    let view = facts.session.view();
    if view.focus.is_some() {
        // All of it is near the focus already; by itself it might not hang together.
        commands.push(Command::SetFocus { node: None, depth: view.depth });
    }
    let filter = ordered.matrix.narrowed(facts.session.atlas(), &view.filter, cell);
    commands.push(Command::SetFilter(filter));
}

/// Room that a width leaves for columns, as wide as they may be.
fn column_width(room: f32, n: usize) -> f32 {
    (room / n.max(1) as f32).clamp(COLUMN.0, COLUMN.1)
}

/// A cell's own rectangle inside the room it has.
fn inside(rect: Rect) -> Rect {
    rect.shrink2(vec2(1.5, 1.5))
}
