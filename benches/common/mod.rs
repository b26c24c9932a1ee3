//! What the benches measure with: graphs of any size, made the same way everywhere.

pub(crate) mod frames;
pub(crate) mod graphs;
pub(crate) mod layouts;
pub(crate) mod reading;
