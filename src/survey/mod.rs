//! What a view says as a whole: rows, counts, dates and words.
//!
//! Owns surveys of what a filter keeps: the [`Rows`] of the table and how they are copied, the
//! [`Matrix`] of kind against kind with its orders, the [`Timeline`] of acts and events, and
//! [`insights()`], statements that are counted and never written by hand. Takes an atlas and the
//! nodes and links kept, and says with [`key_passages()`] which sentences stand for them; must not know places on a canvas, colours, files or windows.

mod betweenness;
mod calendar;
mod copying;
mod insight;
mod kept;
mod key_passages;
mod matrix;
mod rows;
mod seriation;
mod timeline;

pub use betweenness::{Betweenness, betweenness};
pub use calendar::{Stretch, month_of, month_start};
pub use copying::disarmed;
pub use insight::{INSIGHTS, Insight, InsightLine, InsightSpec, gaps, insight_work, insights};
pub use key_passages::key_passages;
pub use matrix::{Gap, Joined, Line, Matrix, MatrixOrder, Through};
pub use rows::{Cell, Column, Row, RowOrder, Rows, Subject};
pub use timeline::{
    Grouping, Happening, OpenEnd, Spot, Step, StepSpec, Timeline, TimelineRow, place_spots,
    who_acts,
};
