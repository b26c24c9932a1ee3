//! The search index of the atlas in the window, made on a thread of its own.
//!
//! Owns when it is made: after the first picture, so that nothing waits for it, and at the latest
//! when somebody looks for something. Knows nothing of what is looked for.

use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use crate::atlas::Atlas;
use crate::search::Index;

/// The index of one atlas, or the way it comes on.
#[derive(Default)]
pub(super) struct Finder {
    over: Option<Arc<Atlas>>,
    index: Option<Index>,
    coming: Option<Receiver<Index>>,
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finder").field("is_ready", &self.index.is_some()).finish_non_exhaustive()
    }
}

impl Finder {
    /// Begins to make the index of an atlas, unless that is done or on its way; says whether it
    /// is another atlas than before.
    pub(super) fn prepare(&mut self, atlas: &Arc<Atlas>) -> bool {
        if self.over.as_ref().is_some_and(|over| Arc::ptr_eq(over, atlas)) {
            return false;
        }
        let (sender, receiver) = channel();
        let own = Arc::clone(atlas);
        let work = move || drop(sender.send(Index::of(&own)));
        // Without a thread nothing comes, and the index is made where it is needed.
        drop(thread::Builder::new().name("index".to_owned()).spawn(work));
        *self = Self { over: Some(Arc::clone(atlas)), index: None, coming: Some(receiver) };
        true
    }

    /// The index of an atlas; waits for it where it is still on its way.
    pub(super) fn index(&mut self, atlas: &Arc<Atlas>) -> &Index {
        self.prepare(atlas);
        let coming = &mut self.coming;
        self.index.get_or_insert_with(|| {
            let came = coming.take().and_then(|coming| coming.recv().ok());
            came.unwrap_or_else(|| Index::of(atlas))
        })
    }
}
