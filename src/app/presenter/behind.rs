//! The sentences behind what is seen, through which a speaker goes.
//!
//! Owns which of them is open. Which they are is said by [`key_passages`]; they are worked out when
//! they are asked for and when something else is seen.

use crate::atlas::{DocumentId, NodeId, Span};
use crate::filter::{Question, visible};
use crate::session::Session;
use crate::survey::key_passages;

/// A passage.
type Place = (DocumentId, Span);

/// The sentences behind what is seen.
#[derive(Debug, Default)]
pub(super) struct Behind {
    /// What they were worked out for.
    asked: Option<Asked>,
    places: Vec<Place>,
    at: usize,
}

/// What decides the sentences: the passage that comes first, what is selected, what is kept.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    first: Option<Place>,
    selected: Vec<NodeId>,
    question: Question,
}

impl Behind {
    /// Works the sentences out for what a sitting shows. First comes the passage that is read,
    /// or else the one of the view itself.
    pub(super) fn look_up(&mut self, session: &Session, own: Option<Place>) {
        let read = session.reading();
        let read = read.and_then(|reading| Some((reading.document.clone(), reading.span?)));
        let view = session.view();
        let asked = Asked {
            first: read.or(own),
            selected: view.selected.clone(),
            question: view.question(),
        };
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        let atlas = session.atlas();
        let kept = visible(atlas, &asked.question);
        self.places = key_passages(atlas, asked.first.clone(), &asked.selected, &kept);
        self.at = 0;
        self.asked = Some(asked);
    }

    /// Goes back to the first.
    pub(super) const fn begin(&mut self) {
        self.at = 0;
    }

    /// Goes on to the next; after the last comes the first again.
    pub(super) fn step(&mut self) {
        self.at = (self.at + 1) % self.places.len().max(1);
    }

    /// The one that is open, and which of how many it is where there are several.
    pub(super) fn open(&self) -> Option<(&DocumentId, Span, Option<String>)> {
        let (document, span) = self.places.get(self.at)?;
        let n = self.places.len();
        let said = (n > 1).then(|| format!("sentence {} of {n}", self.at + 1));
        Some((document, *span, said))
    }
}
