//! JSON of other programs: what a file that holds no JSON Graph seems to be, and what to do.
//!
//! Owns how the signs of [`LOOKALIKES`] are looked for, and the message. None of these is read: naming
//! them is all that happens here. Texts that are no JSON at all are told in [`super::not_json`].

use super::shapes::{LOOKALIKES, Lookalike, WANTED};
use crate::wire::tree::{Table, Tree, Value};

/// How many keys of an unknown object are named.
const MAX_KEYS: usize = 5;

/// What a file without a JSON Graph seems to be, and the byte that tells it; `None` where it is
/// like nothing that is known.
pub(super) fn known(tree: &Tree) -> Option<(usize, String)> {
    let told = |row: &'static Lookalike| Some((row, row.signs.iter().find_map(|s| all(tree, s))?));
    let (row, at) = LOOKALIKES.iter().find_map(told)?;
    let (name, advice) = (row.name, row.advice);
    Some((at, format!("this seems to be {name}, and is not read; {advice}, as in {WANTED}")))
}

/// What a file holds that is no JSON Graph and like nothing that is known.
pub(super) fn unknown(tree: &Tree) -> (usize, String) {
    let held = match &tree.value {
        Value::Table(root) if root.entries.is_empty() => "it is an empty object".to_owned(),
        Value::Table(root) if root.get("graphs").is_some() => {
            "its `graphs` is no list of graphs, or an empty one".to_owned()
        }
        Value::Table(root) => {
            format!("it has neither `graph` nor `graphs`, but {}", keys(root))
        }
        Value::List(items) => match items.iter().find_map(table_of) {
            Some(first) => format!("it is a list of objects with {}", keys(first)),
            None if items.is_empty() => "it is an empty list".to_owned(),
            None => "it is a list".to_owned(),
        },
        other => format!("it is {}", other.sort()),
    };
    (tree.at, format!("this is no JSON Graph Format file: {held}; right is {WANTED}"))
}

fn keys(table: &Table) -> String {
    let named = table.entries.iter().take(MAX_KEYS).map(|entry| format!("`{}`", entry.key));
    let mut named: Vec<String> = named.collect();
    let n_more = table.entries.len() - named.len();
    if n_more > 0 {
        named.push(format!("{n_more} more"));
    }
    match named.split_last() {
        None => "no keys".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

fn table_of(tree: &Tree) -> Option<&Table> {
    match &tree.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

/// The byte of the first of some signs, where all are there. O(size of the tree) a sign.
fn all(tree: &Tree, signs: &[&str]) -> Option<usize> {
    let mut places = signs.iter().map(|sign| place_of(tree, tree.at, sign));
    let first = places.next()??;
    places.all(|place| place.is_some()).then_some(first)
}

/// Where a sign stands below a value, which itself stands at a byte.
fn place_of(tree: &Tree, at: usize, sign: &str) -> Option<usize> {
    let (step, rest) = sign.split_once('.').map_or((sign, None), |(step, rest)| (step, Some(rest)));
    let (step, says) = match step.find(['=', '~']) {
        Some(mark) => step.split_at(mark),
        None => (step, ""),
    };
    let is_list = step.ends_with("[]");
    let key = step.trim_end_matches("[]").trim_end_matches("{}");
    let (tree, at) = match key {
        "" => (tree, at),
        key => {
            let entry = table_of(tree)?.get(key)?;
            (&entry.tree, entry.at)
        }
    };
    let is_right = match (&tree.value, is_list, step.ends_with("{}")) {
        (Value::List(_), true, _) | (Value::Table(_), _, true) => true,
        (value, is_list, is_table) => !is_list && !is_table && says_so(value, says),
    };
    let below = |rest: &str| match &tree.value {
        Value::List(items) if is_list => {
            items.iter().find_map(|item| place_of(item, item.at, rest)).map(|_| at)
        }
        _ => place_of(tree, at, rest),
    };
    is_right.then_some(())?;
    rest.map_or(Some(at), below)
}

/// Whether a value is the text that a sign asks for, if it asks for one.
fn says_so(value: &Value, says: &str) -> bool {
    let Value::Text(text) = value else { return says.is_empty() };
    match says.split_at_checked(1) {
        Some(("=", word)) => text == word,
        Some((_, word)) => text.contains(word),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json::read;

    #[test]
    fn every_shape_is_named_by_its_row_in_one_message_with_its_place() {
        for row in LOOKALIKES {
            assert!(!row.examples.is_empty(), "{}", row.name);
            for example in row.examples {
                let opened = read(&format!("\n  {example}\n"), "x.json");
                let [finding] = &opened.findings[..] else {
                    panic!("{example}: {:?}", opened.findings)
                };
                let words = finding.to_string();
                assert!(finding.is_error() && opened.atlas.is_none(), "{example}");
                assert!(words.starts_with("x.json:2:"), "{example}: {words}");
                assert!(
                    words.contains(row.name) && words.contains(row.advice),
                    "{example}: {words}"
                );
            }
        }
    }

    #[test]
    fn what_is_like_nothing_known_says_what_it_holds() {
        for (text, held) in [
            ("{}", "an empty object"),
            ("{\"graphs\": []}", "or an empty one"),
            ("{\"graphs\": {\"a\": {}}}", "no list of graphs"),
            ("[]", "an empty list"),
            ("[1, 2]", "it is a list;"),
            ("3", "it is a number"),
            ("\"graph\"", "it is a text"),
            ("[{\"x\": 1, \"y\": 2}]", "a list of objects with `x` and `y`"),
            ("{\"a\": 1}", "neither `graph` nor `graphs`, but `a`;"),
            (
                "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1}",
                "but `a`, `b`, `c`, `d`, `e` and 2 more;",
            ),
        ] {
            let opened = read(text, "x.json");
            assert_eq!(opened.findings.len(), 1, "{text}");
            let words = opened.findings[0].to_string();
            assert!(words.contains(held) && words.starts_with("x.json:1:1: error["), "{words}");
        }
    }

    #[test]
    fn a_json_graph_is_no_lookalike_whatever_stands_beside_it() {
        for beside in ["\"type\": \"bundle\", \"objects\": []", "\"nodes\": [], \"links\": []"] {
            let text = format!("{{{beside}, \"graph\": {{\"nodes\": {{\"a\": {{}}}}}}}}");
            assert_eq!(read(&text, "x.json").findings, [], "{text}");
        }
    }
}
