//! What a view says as a whole: its dates in a row, and what its structure tells.
//!
//! Owns surveys of what a filter keeps: the [`Timeline`] of acts and events, and [`insights()`],
//! statements that are counted and never written by hand. Takes an atlas and the nodes and links
//! kept; must not know places on a canvas, colours, files or windows.

mod betweenness;
mod calendar;
mod insight;
mod kept;
mod timeline;

pub use betweenness::{Betweenness, betweenness};
pub use calendar::{Stretch, month_of, month_start};
pub use insight::{INSIGHTS, Insight, InsightLine, InsightSpec, insight_work, insights};
pub use timeline::{
    Grouping, Happening, OpenEnd, Spot, Step, StepSpec, Timeline, TimelineRow, place_spots,
    who_acts,
};
