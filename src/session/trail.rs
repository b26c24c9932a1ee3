//! Selections in the order in which they were made, to go back and forward through.

use crate::atlas::NodeId;

/// How many selections are kept.
const DEPTH: usize = 1_000;

/// Selections before the present one, and those gone back from.
#[derive(Debug, Clone, Default)]
pub(super) struct Trail {
    past: Vec<Vec<NodeId>>,
    future: Vec<Vec<NodeId>>,
}

impl Trail {
    /// Notes that a selection gave way to another.
    pub(super) fn leave(&mut self, before: Vec<NodeId>) {
        self.future.clear();
        if !before.is_empty() && self.past.last() != Some(&before) {
            self.past.push(before);
        }
        if self.past.len() > DEPTH {
            self.past.remove(0);
        }
    }

    /// The selection before the present one.
    pub(super) fn back(&mut self, present: Vec<NodeId>) -> Option<Vec<NodeId>> {
        step(&mut self.past, &mut self.future, present)
    }

    /// The selection last gone back from.
    pub(super) fn forward(&mut self, present: Vec<NodeId>) -> Option<Vec<NodeId>> {
        step(&mut self.future, &mut self.past, present)
    }
}

/// Takes the last selection that differs from the present one, which goes to the other side.
fn step(
    from: &mut Vec<Vec<NodeId>>,
    to: &mut Vec<Vec<NodeId>>,
    present: Vec<NodeId>,
) -> Option<Vec<NodeId>> {
    while let Some(selection) = from.pop() {
        if selection != present {
            if !present.is_empty() {
                to.push(present);
            }
            return Some(selection);
        }
    }
    None
}
