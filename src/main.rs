//! Picks a face; there is none yet.

fn main() {}
