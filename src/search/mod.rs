//! Where words are found: in the names and numbers of nodes, in quotes, in the texts themselves.
//!
//! Owns the [`Index`] over an atlas, made once, and the ranking of what is found: exact before
//! begun before begun inside, then acronyms; words inside words only where no word begins so, and
//! at last names that are nearly so. Uses [`crate::atlas`] and how [`crate::filter`] compares words; knows nothing of
//! views or windows. Begin with [`Index::of`] and [`Index::search`].

mod index;
mod like;
mod marked;
mod names;
mod query;
mod texts;

pub use index::{Index, Results};
pub use marked::Marked;
pub use names::{Field, NodeHit, Rank};
pub use texts::{Owner, PassageHit, QuoteHit};
