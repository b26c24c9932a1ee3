//! Undo and redo by keeping the states before each change.

use std::collections::VecDeque;

/// How many steps are kept: more than anybody takes back, and a few megabytes of views.
const DEPTH: usize = 10_000;

/// States before the present one, and those taken back.
#[derive(Debug, Clone)]
pub(super) struct History<T> {
    past: VecDeque<T>,
    future: Vec<T>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { past: VecDeque::new(), future: Vec::new() }
    }
}

impl<T> History<T> {
    pub(super) fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Keeps the state before a change; what was taken back is gone then.
    pub(super) fn record(&mut self, before: T) {
        self.future.clear();
        if self.past.len() == DEPTH {
            self.past.pop_front();
        }
        self.past.push_back(before);
    }

    /// Puts the state before the last change in place of the present one.
    pub(super) fn undo(&mut self, present: &mut T) {
        if let Some(before) = self.past.pop_back() {
            self.future.push(std::mem::replace(present, before));
        }
    }

    /// Puts back the state last taken back.
    pub(super) fn redo(&mut self, present: &mut T) {
        if let Some(after) = self.future.pop() {
            self.past.push_back(std::mem::replace(present, after));
        }
    }
}
