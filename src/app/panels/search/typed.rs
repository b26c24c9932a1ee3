//! What is typed and not asked for yet: the hits light up where they stand, and nothing moves before Enter
//! or a pause.
//!
//! Owns the pause, the words for what would be found, and the line that says when it is asked for. Time
//! comes from the window's input.

use std::collections::BTreeSet;
use std::time::Duration;

use egui::{Align2, Rect, Ui, pos2};

use super::super::Facts;
use crate::app::style::{font, size};
use crate::atlas::NodeId;
use crate::filter::{Filter, Question, visible};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// After so many seconds without a key, what is typed is asked for.
const PAUSE: f64 = 1.0;
/// How often that line is drawn anew.
const STEP: Duration = Duration::from_millis(40);
/// Width of the line that fills while one pauses. Points.
const LINE: f32 = 2.0;
/// Room that the words at the end of the field need beside what is typed. Points.
const WORDS: f32 = 170.0;

/// What a text asks for.
#[derive(Debug, Default)]
enum Pending {
    /// What is asked for already.
    #[default]
    Nothing,
    /// This.
    Filter(Filter),
    /// Half of a word, which cannot be read.
    Unread,
}

/// What is typed and not asked for yet.
#[derive(Debug, Default)]
pub(in crate::app) struct Typed {
    /// What it asks for.
    pending: Pending,
    /// When its last letter was typed. Seconds.
    since: f64,
    /// Nodes that answer it.
    found: BTreeSet<NodeId>,
}

impl Typed {
    /// Takes note of what a text asks for now.
    pub(super) fn note(&mut self, ui: &Ui, facts: Facts<'_>, filter: Option<Filter>) {
        let session = facts.session;
        self.found = match filter.as_ref().filter(|filter| !filter.is_empty()) {
            Some(filter) => {
                let question = Question { filter: filter.clone(), ..Question::default() };
                let shown = visible(session.atlas(), &question);
                shown.nodes.into_iter().filter(|node| node.is_hit).map(|node| node.id).collect()
            }
            None => BTreeSet::new(),
        };
        self.pending = match filter {
            Some(filter) if filter == session.view().filter => Pending::Nothing,
            Some(filter) => Pending::Filter(filter),
            None => Pending::Unread,
        };
        self.since = ui.input(|i| i.time);
    }

    /// What is typed, where it can be read and was not asked for yet.
    pub(super) const fn filter(&self) -> Option<&Filter> {
        if let Pending::Filter(filter) = &self.pending { Some(filter) } else { None }
    }

    /// The boxes that light up: what answers what is typed, or what that is folded into.
    pub(in crate::app) fn lit(&self, facts: Facts<'_>) -> BTreeSet<NodeId> {
        if matches!(self.pending, Pending::Nothing) {
            return BTreeSet::new();
        }
        let folded = &facts.picture.visible.folded_into;
        self.found.iter().map(|id| folded.get(id).unwrap_or(id).clone()).collect()
    }

    /// Asks for what is typed, at once.
    pub(super) fn ask(&mut self, commands: &mut Vec<Command>) {
        match std::mem::take(&mut self.pending) {
            Pending::Filter(filter) => commands.push(Command::TryFilter(filter)),
            // Half of a word must not stay in force as if it had been meant.
            Pending::Unread => commands.push(Command::DropTriedFilter),
            Pending::Nothing => {}
        }
    }

    /// Asks for what is typed once nobody has typed for a while; until then a line under the field fills
    /// and words say what would be found.
    pub(super) fn pause_ui(
        &mut self,
        ui: &Ui,
        facts: Facts<'_>,
        (field, text_width): (Rect, f32),
        commands: &mut Vec<Command>,
    ) {
        if matches!(self.pending, Pending::Nothing) {
            return;
        }
        let share = ((ui.input(|i| i.time) - self.since) / PAUSE).clamp(0.0, 1.0) as f32;
        if share >= 1.0 {
            self.ask(commands);
            return;
        }
        let look = facts.look;
        let right = field.left() + share * field.width();
        let line = field.with_min_y(field.bottom() - LINE).with_max_x(right);
        ui.painter().rect_filled(line, 1.0, look.color(Paint::Accent));
        if field.width() - text_width > WORDS {
            let at = pos2(field.right() - 12.0, field.center().y);
            let style = font(size::CAPTION, Weight::Regular);
            let words = self.words();
            ui.painter().text(at, Align2::RIGHT_CENTER, words, style, look.color(Paint::Faint));
        }
        ui.ctx().request_repaint_after(STEP);
    }

    fn words(&self) -> String {
        match (&self.pending, self.found.len()) {
            (Pending::Unread | Pending::Nothing, _) => "cannot be read yet".to_owned(),
            (Pending::Filter(filter), _) if filter.is_empty() => {
                "Enter shows everything".to_owned()
            }
            (_, 0) => "finds nothing".to_owned(),
            (_, 1) => "1 found · Enter filters".to_owned(),
            (_, n) => format!("{n} found · Enter filters"),
        }
    }
}
