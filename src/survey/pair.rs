//! What joins two things, in one sentence. Knows nothing of how it is drawn.

use std::collections::BTreeSet;

use super::insight::count;
use crate::atlas::{Basis, Link};

/// "Resilience addresses Hybrid: 5 links, 3 the source says, 2 we read it so"; of a single link, what it
/// says and on what that rests.
pub fn pair_sentence((source, target): (&str, &str), links: &[&Link]) -> String {
    let relations: BTreeSet<&str> = links.iter().map(|link| link.relation.phrase()).collect();
    let relations = relations.into_iter().collect::<Vec<_>>().join(", ");
    let of_basis = |basis: Basis| links.iter().filter(|link| link.basis() == basis).count();
    let bases = Basis::ALL.into_iter().map(|basis| (basis, of_basis(basis)));
    let bases: Vec<(Basis, usize)> = bases.filter(|(_, n)| *n > 0).collect();
    let told = match bases.as_slice() {
        [(basis, 1)] => basis.phrase().to_owned(),
        [(basis, n)] => format!("{}, {}", count(*n, "link", "links"), basis.phrase()),
        many => {
            let parts = many.iter().map(|(basis, n)| format!("{n} {}", basis.phrase()));
            format!(
                "{}: {}",
                count(links.len(), "link", "links"),
                parts.collect::<Vec<_>>().join(", ")
            )
        }
    };
    format!("{source} {relations} {target}: {told}")
}
