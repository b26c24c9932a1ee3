//! What several tests over the built-in atlas need.
#![expect(clippy::expect_used, reason = "a helper may fail its test")]

use std::sync::LazyLock;

use protecteu_atlas::atlas::Atlas;
use protecteu_atlas::filter;
use protecteu_atlas::view::{Folding, Unfold, View};
use protecteu_atlas::wire;

static BUILTIN: LazyLock<Atlas> =
    LazyLock::new(|| wire::builtin().atlas.expect("the built-in atlas hangs together"));

/// The built-in atlas, read once.
pub(crate) fn atlas() -> &'static Atlas {
    &BUILTIN
}

/// A view that asks for a filter as people type it.
pub(crate) fn view(filter: &str) -> View {
    let filter = filter::read(filter, atlas()).expect("a filter the atlas knows");
    View { filter, ..View::default() }
}

/// The same, folded one way.
pub(crate) fn folded(filter: &str, way: Unfold) -> View {
    View { folding: Folding { way, ..Folding::default() }, ..view(filter) }
}
