//! The table of keys and values of the filter language.

use super::super::table::{Column, Shown, Table};
use crate::atlas::Atlas;
use crate::filter::{Filter, KEYS, Visible, facets, n_having};

const COLUMNS: &[Column] = &[
    Column::new("key", Shown::ALL),
    Column::new("value", Shown::ALL),
    Column::new("label", Shown::ALL),
    Column::new("count", Shown::ALL),
];

/// Keys with their values. Where the window shows a facet, the count is the facet's; elsewhere it
/// is how many of what is kept have the value.
pub(super) fn filters(atlas: &Atlas, visible: &Visible, filter: &Filter) -> Table {
    let facets = facets(atlas, filter);
    let mut rows = Vec::new();
    for spec in &KEYS {
        let mut add = |value: &str, label: &str, count: usize| {
            rows.push(vec![spec.word.into(), value.into(), label.into(), count.into()]);
        };
        if let Some(facet) = facets.iter().find(|facet| facet.key == spec.key) {
            facet.entries.iter().for_each(|entry| add(&entry.value, &entry.label, entry.count));
            continue;
        }
        for value in (spec.values)(atlas) {
            let count = n_having(atlas, visible, spec.key, &value.word);
            add(&value.word, &value.label, count);
        }
    }
    Table { columns: COLUMNS.to_vec(), rows }
}
