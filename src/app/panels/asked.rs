//! What a survey was worked out for, so that it is worked out once a picture and not every frame.

use std::sync::Arc;

use super::Facts;
use crate::atlas::Atlas;
use crate::filter::Question;

/// What decides a survey: the atlas, and what is kept of it.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    atlas: Arc<Atlas>,
    question: Question,
    /// Nodes and links kept: none in the picture of an atlas that is still awaited.
    n_kept: (usize, usize),
}

impl Asked {
    /// What the picture shown asks.
    pub(super) fn of(facts: Facts<'_>) -> Self {
        Self {
            atlas: facts.session.shared_atlas(),
            question: facts.picture.question().clone(),
            n_kept: n_kept(facts),
        }
    }

    /// Whether the picture shown still asks it.
    pub(super) fn still_holds(&self, facts: Facts<'_>) -> bool {
        self.n_kept == n_kept(facts)
            && self.question == *facts.picture.question()
            && Arc::ptr_eq(&self.atlas, &facts.session.shared_atlas())
    }
}

fn n_kept(facts: Facts<'_>) -> (usize, usize) {
    let visible = &facts.picture.visible;
    (visible.kept_nodes.len(), visible.kept_links.len())
}
