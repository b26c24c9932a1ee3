//! Files to values and back: the only shapes that stand in files, their limits, versions and places.
//!
//! Two notations come in, one pipeline follows: TOML (a folder) and JSON (one file) both become a
//! [`Draft`], in which every part knows its place, and a draft becomes an atlas as far as it hangs
//! together. Whatever needs the text at hand is found here (syntax, types, quotes, hashes); what
//! hangs on several parts is found by the rules of the room `check`, which calls [`open`] and adds
//! to its findings. A [`json::ViewRecord`] becomes a view in `view.rs` alone; the rest knows
//! nothing of filters and layouts, and nothing here knows windows. A [`picture`] carries the same JSON.
//! Start with [`open`]; files are written by [`save`] and [`save_together`].

pub mod draft;
pub mod finding;
pub mod folder;
pub mod json;
pub mod limits;
pub mod picture;
pub mod source;

mod briefing;
mod builtin;
mod encoding;
mod fields;
mod happenings;
mod left_out;
mod line_ends;
mod lines;
mod nearest;
mod open;
mod places;
mod quotes;
mod rows;
mod save;
mod tables;
mod texts;
mod together;
mod tree;
mod view;
mod words;

pub use briefing::{briefing_from_record, named_view_from_record, record_from_briefing};
pub use builtin::{BUILTIN_FILES, builtin};
pub use draft::Draft;
pub use fields::Placed;
pub use finding::{Finding, Place, Severity, visible};
pub use open::{OpenError, Opened, open, open_folder};
pub use places::KeyPlaces;
pub use save::{SaveError, save};
pub use texts::sha256;
pub use together::save_together;
pub use view::{record_from_view, view_from_record};

pub(crate) use fields::is_date;
pub(crate) use lines::Lines;
pub(crate) use words::did_you_mean;
