//! Pictures of views that are not on the desk: thumbnails, and what is presented next.
//!
//! Owns which of them are worked out, one at a time on a thread of their own, and kept while they
//! are looked at. Knows nothing of how they are painted.

use std::sync::Arc;
use std::time::Duration;

use egui::Context;

use super::worker::{Outcome, Worker};
use crate::atlas::Atlas;
use crate::scene::Theme;
use crate::view::{Picture, Stage, View};

/// Most pictures kept at once.
const MOST_KEPT: usize = 64;

/// Pictures of views, worked out when they are asked for.
pub(super) struct Gallery {
    worker: Worker,
    /// Those looked at last stand at the end.
    shelf: Vec<Shelved>,
    /// What was asked for since the last [`Self::work`], in the order of their haste.
    wishes: Vec<(View, Stage)>,
    /// What is being worked out.
    on_its_way: Option<(View, Stage)>,
    /// What cannot be worked out.
    failed: Option<(View, Stage)>,
}

struct Shelved {
    about: (View, Stage),
    picture: Arc<Picture>,
}

impl std::fmt::Debug for Gallery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gallery").field("n_kept", &self.shelf.len()).finish_non_exhaustive()
    }
}

impl Gallery {
    /// An empty gallery over an atlas.
    pub(super) fn new(atlas: Arc<Atlas>) -> Self {
        Self {
            worker: Worker::new(atlas),
            shelf: Vec::new(),
            wishes: Vec::new(),
            on_its_way: None,
            failed: None,
        }
    }

    /// Begins anew where it hangs pictures of another atlas; says whether it did.
    pub(super) fn move_to(&mut self, atlas: &Arc<Atlas>) -> bool {
        let is_other = !self.worker.is_over(atlas);
        if is_other {
            *self = Self::new(Arc::clone(atlas));
        }
        is_other
    }

    /// The picture of a view, where it is there by now; what is not is wished for.
    pub(super) fn picture(&mut self, view: &View, stage: Stage) -> Option<Arc<Picture>> {
        let about = (bare(view), stage);
        if let Some(at) = self.shelf.iter().position(|shelved| shelved.about == about) {
            let shelved = self.shelf.remove(at);
            let picture = Arc::clone(&shelved.picture);
            self.shelf.push(shelved);
            return Some(picture);
        }
        if !self.wishes.contains(&about) {
            self.wishes.push(about);
        }
        None
    }

    /// Takes what is done, and has the next wish worked out; without patience waits for all.
    /// Says whether there is something new.
    pub(super) fn work(&mut self, ctx: &Context, patience: Option<Duration>) -> bool {
        self.worker.wakes(ctx);
        let mut has_new = false;
        loop {
            self.wishes.retain(|wish| self.failed.as_ref() != Some(wish));
            match self.wishes.first() {
                Some(wish) if self.on_its_way.as_ref() != Some(wish) => {
                    // The worker takes views that differ in their selection for one.
                    self.worker.let_go();
                    self.worker.ask(&wish.0, wish.1);
                    self.on_its_way = Some(wish.clone());
                }
                Some(_) => {}
                None => break,
            }
            let Some(outcome) = self.worker.answer(patience) else { break };
            let about = self.on_its_way.take();
            match (outcome, about) {
                (Outcome::Done(picture), Some(about)) => {
                    self.wishes.retain(|wish| *wish != about);
                    self.shelve(about, Arc::new(*picture));
                    has_new = true;
                }
                (Outcome::Failed, about) => self.failed = about,
                (Outcome::Done(_), None) => {}
            }
        }
        self.wishes.clear();
        has_new
    }

    fn shelve(&mut self, about: (View, Stage), picture: Arc<Picture>) {
        if self.shelf.len() == MOST_KEPT {
            self.shelf.remove(0);
        }
        self.shelf.push(Shelved { about, picture });
    }
}

/// A view without what changes no picture of the whole.
fn bare(view: &View) -> View {
    View { name: None, theme: Theme::default(), camera: None, ..view.clone() }
}
