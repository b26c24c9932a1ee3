//! Which part of an atlas is asked for, and what is then to be seen.
//!
//! Owns the filter language, its keys, the rules by which a filter keeps nodes and links,
//! folding, facets and the filter in plain words. Uses [`crate::atlas`] only; must not know
//! files, places on a canvas, colours or windows. Begin with [`Filter`] and [`read`], then
//! [`visible()`] and [`facets()`]; a new key is a variant of [`Key`] and a row of [`KEYS`].

mod answer;
mod clauses;
mod complete;
mod direction;
mod facets;
mod folded;
mod folds;
mod ground;
mod groups;
mod having;
mod keys;
mod language;
mod needle;
mod resolve;
mod sentence;
mod suggest;
mod terms;
mod text;
mod visible;
mod ways_out;

pub use clauses::{Clause, Filter, Join, Term};
pub use complete::{Completion, completions, correction};
pub use direction::Direction;
pub use facets::{FACETS, Facet, FacetEntry, facets, join_in_force};
pub use folded::FoldedText;
pub use folds::Folds;
pub use groups::{Group, GroupPart, capitalised};
pub use having::n_having;
pub use keys::{KEYS, Key, KeySpec, Value};
pub use language::{ParseError, Problem, parse};
pub use needle::{FOUND_INSIDE, Held, LEAST_INSIDE, Needle, begins_a_word, inside_sentence};
pub use resolve::{read, resolve};
pub use sentence::sentence;
pub use suggest::nearest;
pub use terms::{texts_of_link, texts_of_node};
pub use text::{fold, fold_with_places, is_unseen, plain_forms, slug};
pub use visible::{
    Counts, Kept, Question, Visible, VisibleLink, VisibleNode, visible, visible_and_facets,
};
pub use ways_out::{WayOut, ways_out};
