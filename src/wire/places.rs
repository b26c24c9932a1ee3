//! Where the values of a node's keys stand, for rules that speak of one of them.

use std::collections::BTreeMap;

use super::fields::Desk;
use super::finding::Place;
use super::tree::Table;

/// Keys of a node that a rule may speak of.
const KEYS: [&str; 6] = ["label", "subtype", "status", "summary", "spoken", "not_looked_up"];
/// The same among its identifiers.
const IDENTIFIERS: [&str; 3] = ["number", "celex", "eli"];

/// Places by key, of those keys that rules speak of.
#[derive(Debug, Clone, Default)]
pub struct KeyPlaces(BTreeMap<&'static str, Place>);

impl KeyPlaces {
    /// Notes the places in the tables over which a node's keys are spread.
    pub(crate) fn of(desk: &Desk<'_>, tables: &[&Table]) -> Self {
        let mut places = BTreeMap::new();
        let mut note = |table: &Table, keys: &'static [&'static str]| {
            let found = keys.iter().filter_map(|key| Some((*key, table.get(key)?.tree.at)));
            places.extend(found.map(|(key, at)| (key, desk.lines.place(at))));
        };
        for table in tables {
            note(table, &KEYS);
            if let Some(identifiers) = table.table("identifiers") {
                note(identifiers, &IDENTIFIERS);
            }
        }
        Self(places)
    }

    /// Where the value of a key that rules speak of stands, such as `label` or `number`.
    pub fn get(&self, key: &str) -> Option<&Place> {
        self.0.get(key)
    }
}
