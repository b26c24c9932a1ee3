//! What a view says as a whole: rows, counts, dates and words.
//!
//! Owns surveys of what a filter keeps: the columns that are told of nodes and links, the [`Rows`] of the table and how they are copied, the
//! [`Matrix`] of kind against kind with its orders, the [`Timeline`] of acts and events, and
//! [`insights()`], statements that are counted and never written by hand, the [`description()`] of
//! a picture for who cannot see it, and the [`key_passages()`] that stand for a view. Takes an atlas
//! and the nodes and links kept; must not know places on a canvas, colours, files or windows.

mod betweenness;
mod calendar;
mod columns;
mod copying;
mod describe;
mod extract;
mod hubs;
mod insight;
mod kept;
mod key_passages;
mod matrix;
mod pair;
mod rows;
mod seriation;
mod timeline;

pub use betweenness::{Betweenness, betweenness};
pub use calendar::{Stretch, month_of, month_start};
pub use columns::{
    Column, Datum, LINK_COLUMNS, NODE_COLUMNS, PROOF_COLUMNS, ProofColumn, Reader, Readers, Sort,
    columns_for, proof,
};
pub use copying::disarmed;
pub(crate) use describe::listed;
pub use describe::{description, holdings};
pub use extract::{Extract, Unsupported};
pub use hubs::{Hub, hubs};
pub(crate) use insight::count;
pub use insight::{INSIGHTS, Insight, InsightLine, InsightSpec, gaps, insight_work, insights};
pub use key_passages::key_passages;
pub use matrix::{Gap, Joined, Line, Matrix, MatrixOrder, Through};
pub use pair::pair_sentence;
pub use rows::{Cell, Head, Row, RowOrder, Rows, Subject};
pub use timeline::{
    Grouping, Happening, OpenEnd, Spot, Step, StepSpec, Timeline, TimelineRow, place_spots,
    who_acts,
};
