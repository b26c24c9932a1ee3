//! ProtectEU Atlas: an interactive graph of the EU's internal-security strategy ProtectEU, in
//! which every node and link shows the sentence that speaks for it.
//!
//! The rooms stand here in reading order, and the order is the law: **a room may use the rooms
//! above it, never one below**. `tests/house.rs` holds the code to it. Start reading at
//! [`atlas`]; to follow one interaction through the house, read `docs/architecture.md`.

/// What is known: documents, nodes, links, threats and the evidence for each.
pub mod atlas;

/// Which part of it is asked for: the filter language, facets, folding.
pub mod filter;

/// Where words are found: names, numbers, quotes and texts, best first.
pub mod search;

/// What a view says as a whole: rows of a table, a matrix, its dates, what its structure tells.
pub mod survey;

/// Where things stand: label sizes, lanes, routes.
pub mod layout;

/// What is drawn: marks, colours, legend, camera.
pub mod scene;

/// What the user chose, and that choice worked out: view and picture.
pub mod view;

/// Files to values and back: the only room that knows their shapes.
pub mod wire;

/// Whether an atlas is right: every finding, never only the first; and what of its texts it holds.
pub mod check;

/// From a picture to bytes: PNG, SVG, JSON.
pub mod export;

/// One sitting: commands in, effects out, undo and redo.
pub mod session;

/// The command line's face.
pub mod cli;

/// The window's face; the only room that knows a GUI library.
#[cfg(feature = "app")]
pub mod app;
