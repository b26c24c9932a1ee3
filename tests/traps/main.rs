//! The traps of EU facts: what the texts make easy to get wrong, each held by a test.

mod ask;
mod figures;
mod standing;
#[path = "../truth/mod.rs"]
mod truth;
mod wording;

use std::collections::BTreeSet;

use protecteu_atlas::atlas::{
    Atlas, Basis, Event, EventKind, Evidence, Link, NodeId, NodeKind, Relation, Span,
};
use protecteu_atlas::wire::source::Files;
use protecteu_atlas::wire::{self, folder};
use truth::{
    ATLAS, all_evidence, all_quotes, document, launch, named, names, node, nodes, section_of,
    targets,
};

use ask::*;
