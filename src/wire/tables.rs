//! TOML text as a [`Table`] that knows its places.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::tree::{Entry, Table, Tree, Value};

/// What is not TOML about a text.
#[derive(Debug)]
pub(crate) struct NotToml {
    /// Where, in bytes.
    pub(crate) at: usize,
    /// What, in the parser's words.
    pub(crate) message: String,
}

/// Reads TOML. The parser goes on after a mistake, so every one of them is reported; the table
/// is complete only where there is none.
pub(crate) fn parse(text: &str) -> (Table, Vec<NotToml>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let span = |range: Option<Range<usize>>| range.map_or(text.len(), |r| r.start);
    let mut mistakes: Vec<NotToml> = errors
        .iter()
        .map(|e| NotToml { at: span(e.span()), message: e.message().to_owned() })
        .collect();
    mistakes.sort_by_key(|mistake| mistake.at);
    (table(0, root.get_ref()), mistakes)
}

fn table(at: usize, source: &DeTable<'_>) -> Table {
    let mut entries: Vec<Entry> = source
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().as_ref().to_owned(),
            at: key.span().start,
            tree: tree(value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.at);
    Table { at, entries }
}

fn tree(source: &Spanned<DeValue<'_>>) -> Tree {
    let at = source.span().start;
    let value = match source.get_ref() {
        DeValue::String(text) => Value::Text(text.as_ref().to_owned()),
        DeValue::Integer(number) => whole(number),
        DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(_) => Value::Bool,
        DeValue::Datetime(_) => Value::Date,
        DeValue::Array(items) => Value::List(items.iter().map(tree).collect()),
        DeValue::Table(entries) => Value::Table(table(at, entries)),
    };
    Tree { at, value }
}

fn whole(number: &DeInteger<'_>) -> Value {
    u64::from_str_radix(number.as_str(), number.radix())
        .map_or_else(|_| Value::Number(number.as_str().parse().unwrap_or(f64::NAN)), Value::Whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_the_order_of_the_text_and_tables_stand_at_their_header() {
        let text = "[[b]]\nid = 1\n[[a]]\nid = \"x\"\n[[b]]\n";
        let (root, mistakes) = parse(text);
        assert!(mistakes.is_empty());
        let keys: Vec<_> = root.entries.iter().map(|e| e.key.as_str()).collect();
        assert_eq!(keys, ["b", "a"]);
        let Value::List(items) = &root.entries[0].tree.value else { panic!("no list") };
        assert_eq!(items.iter().map(|item| item.at).collect::<Vec<_>>(), [0, 28]);
    }

    #[test]
    fn deep_nesting_is_a_mistake_and_no_crash() {
        let text = format!("a = {}", "[".repeat(100_000));
        assert!(!parse(&text).1.is_empty());
    }
}
