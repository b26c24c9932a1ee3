//! What the structure of what a filter keeps says, as rows, counts and words.
//!
//! Owns the [`Rows`] of the table and the [`Matrix`] of kind against kind, with their orders, and
//! how rows are copied. Takes an atlas and what is kept of it; must not know places on a canvas,
//! colours, files or windows.

mod copying;
mod matrix;
mod rows;
mod seriation;

pub use copying::disarmed;
pub use matrix::{Gap, Joined, Line, Matrix, MatrixOrder, Through};
pub use rows::{Cell, Column, Row, RowOrder, Rows, Subject};
