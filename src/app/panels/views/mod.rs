//! The drawer with the briefing: its views as cards in their order, and what is said over the one
//! that is shown.
//!
//! Owns what the drawer keeps between frames. `strip` has the cards, `card` draws one, `editor` the
//! fields, `keep` the sheet that asks for a name.

mod card;
mod editor;
mod head;
mod keep;
mod strip;

use std::time::Duration;

use egui::{Context, Ui};

use super::Facts;
use crate::app::desk::Desk;
use crate::app::gallery::Gallery;
use crate::app::presenter::standard_stage;
use crate::app::thumbnail::Thumbnails;
use crate::session::{Command, Session};
use crate::view::{NamedView, Stage};

pub(in crate::app) use keep::keep_ui;

/// The drawer's name.
pub(in crate::app) const VIEWS: &str = "Views";

/// What the drawer keeps between frames.
#[derive(Debug, Default)]
pub(in crate::app) struct ViewsState {
    /// The name typed for a view that is to be kept, where that sheet is open.
    pub(in crate::app) keeping: Option<String>,
    /// The view being renamed, and what is typed.
    renaming: Option<(usize, String)>,
    /// The card that the keyboard is to go to.
    wants_focus: Option<usize>,
    /// The card that was brought into sight.
    brought_out: Option<usize>,
    /// Pictures of the views; none before they are first looked at.
    gallery: Option<Gallery>,
    /// The same as stamps.
    thumbnails: Thumbnails,
    /// The stage of each view's slide, and the view it was measured for.
    stages: Vec<(NamedView, Stage)>,
}

impl ViewsState {
    /// Asks for a name to keep the present view under.
    pub(in crate::app) fn keep(&mut self, session: &Session) {
        let wished = crate::session::spoken_name(session.view(), session.atlas());
        self.keeping = Some(session.briefing().free_name(&wished));
    }

    /// Lets a card keep its name; says whether one was being renamed.
    pub(in crate::app) fn stop_renaming(&mut self) -> bool {
        let stopped = self.renaming.take();
        self.wants_focus = stopped.as_ref().map(|(at, _)| *at).or(self.wants_focus);
        stopped.is_some()
    }

    /// The gallery, over the atlas of a session, and the stamps.
    pub(in crate::app) fn pictures(
        &mut self,
        session: &Session,
    ) -> (&mut Gallery, &mut Thumbnails) {
        let atlas = session.shared_atlas();
        let gallery = self.gallery.get_or_insert_with(|| Gallery::new(atlas.clone()));
        if gallery.move_to(&atlas) {
            self.stages.clear();
        }
        (gallery, &mut self.thumbnails)
    }

    /// The stage of the slide of a view; measured only where the view is another than before.
    fn stage(&mut self, ui: &Ui, session: &Session, at: usize, named: &NamedView) -> Stage {
        if let Some((known, stage)) = self.stages.get(at)
            && known == named
        {
            return *stage;
        }
        let stage = standard_stage(ui, session.atlas(), named);
        self.stages.truncate(at);
        if self.stages.len() == at {
            self.stages.push((named.clone(), stage));
        }
        stage
    }

    /// Has pictures that were asked for worked out; to be called once a frame.
    pub(in crate::app) fn work(&mut self, ctx: &Context, patience: Option<Duration>) {
        self.thumbnails.tidy();
        if let Some(gallery) = &mut self.gallery
            && gallery.work(ctx, patience)
        {
            ctx.request_repaint();
        }
    }
}

/// Draws the drawer.
pub(super) fn views_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    head::head_ui(ui, facts, desk, commands);
    strip::strip_ui(ui, facts, desk, commands);
    facts.look.hairline(ui);
    editor::editor_ui(ui, facts, commands);
}
