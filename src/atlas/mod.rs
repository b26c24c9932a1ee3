//! What is known: one data set of documents, nodes, links and a threat taxonomy.
//!
//! Owns the plain values everything else reads, and the rules that make them hang together
//! (every link has both ends, every quote stands in its document). Knows nothing of files,
//! drawing or windows. Start with [`Atlas`], then [`Node`], [`Link`] and [`Evidence`].

mod citation;
mod claim;
mod dates;
mod document;
mod event;
mod evidence;
mod excerpt;
mod family;
mod graph;
mod ids;
mod kind;
mod markdown;
mod node;
mod passages;
mod paths;
mod relation;
mod sentence;
mod since;
mod status;

pub use citation::Citation;
pub use claim::Claim;
pub(crate) use dates::MONTHS;
pub use dates::spoken_date;
pub use document::{Document, LeftOut, Section, Span};
pub use event::{Event, EventKind, EventKindSpec};
pub use evidence::{Basis, Broken, Confidence, Evidence, Quote};
pub use excerpt::{Asked, Excerpt, Places, Ties, Whole};
pub use family::Family;
pub use graph::{Atlas, AtlasParts, BrokenAtlas};
pub use ids::{DocumentId, LinkId, NodeId};
pub use kind::{KindSpec, NodeKind};
pub use markdown::{markdown_address, markdown_text};
pub use node::{Identifiers, Link, Node, Threat};
pub use passages::{Passage, Passages, Resting, Stretch, Thing, places_of};
pub use paths::{Meeting, ShortestPaths, Step, meeting, shortest_paths};
pub use relation::{Relation, RelationSpec};
pub use sentence::Sentence;
pub use since::{FollowUp, Since};
pub use status::{STATUSES, StatusSpec, awaits_more, status_label, status_spec};
