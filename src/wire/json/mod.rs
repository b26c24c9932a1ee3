//! The JSON an atlas is exported as and opened from, and other programs' JSON Graph Format.
//!
//! `shape` is what is written, [`write`] fills it; [`read`] goes the other way and also takes any
//! JSON Graph Format v2 file as a plain graph. Reading and writing give an equal atlas. What is no
//! JSON Graph is named: `lookalikes` has the shapes of other programs, `not_json` other texts.

mod documents;
mod excerpt;
mod lookalikes;
mod not_json;
mod parts;
mod plain;
mod read;
mod reasons;
mod scan;
mod shape;
mod shapes;
mod view;
mod view_read;
mod write;

pub use read::read;
pub use view::{
    BriefingRecord, CameraRecord, NamedViewRecord, PassageRecord, PinRecord, Position, ViewRecord,
};
pub(in crate::wire) use view_read::named_view;
pub use write::{Export, write};

/// Version of the format; a file of a newer one is refused.
pub const FORMAT_VERSION: u64 = 1;
/// The `type` by which our files are known among other graphs.
pub const GRAPH_TYPE: &str = "protecteu-atlas";
/// The relation of a plain graph's link that names none.
pub const PLAIN_RELATION: &str = "linked to";
