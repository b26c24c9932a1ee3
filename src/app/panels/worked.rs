//! What a panel works out of what is kept: once for a picture, not once a frame.

use std::sync::Arc;

use super::Facts;
use crate::atlas::Atlas;
use crate::filter::Question;

/// A value worked out of what a picture keeps and of some choices, until either changes.
#[derive(Debug)]
pub(super) struct Worked<Choice, Value> {
    made: Option<(Source, Choice, Arc<Value>)>,
}

/// What decides what is kept.
#[derive(Debug, PartialEq)]
struct Source {
    /// Held, so that no other atlas can come to lie at its address.
    atlas: ByAddress,
    question: Question,
    /// A picture that is still awaited keeps nothing yet.
    n_kept: (usize, usize),
}

#[derive(Debug)]
struct ByAddress(Arc<Atlas>);

impl PartialEq for ByAddress {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<Choice, Value> Default for Worked<Choice, Value> {
    fn default() -> Self {
        Self { made: None }
    }
}

impl<Choice: PartialEq, Value> Worked<Choice, Value> {
    /// The value of the picture in front, worked out anew only if something it hangs on changed.
    pub(super) fn of(
        &mut self,
        facts: Facts<'_>,
        choice: Choice,
        make: impl FnOnce(&Choice) -> Value,
    ) -> Arc<Value> {
        let visible = &facts.picture.visible;
        let source = Source {
            atlas: ByAddress(facts.session.shared_atlas()),
            question: facts.picture.question().clone(),
            n_kept: (visible.kept_nodes.len(), visible.kept_links.len()),
        };
        if let Some((of, by, value)) = &self.made
            && *of == source
            && *by == choice
        {
            return Arc::clone(value);
        }
        let value = Arc::new(make(&choice));
        self.made = Some((source, choice, Arc::clone(&value)));
        value
    }
}
