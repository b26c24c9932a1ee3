//! `matrix` as scripts see it: three notations of one thing, gaps in words, and wrong calls.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::{Command, Output};

use serde_json::Value;

fn run(args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_protecteu-atlas"));
    program.env_remove("RUST_BACKTRACE").env("NO_COLOR", "1").env("COLUMNS", "100");
    program.arg("matrix").args(args).output().unwrap()
}

fn printed(args: &[&str]) -> String {
    let output = run(args);
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && complaint.is_empty(), "{args:?}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&printed(&[args, &["--format", "json"]].concat())).unwrap()
}

fn check_failure(args: &[&str], said: &[&str]) {
    let output = run(args);
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{args:?}: {complaint}");
    assert!(output.stdout.is_empty());
    for words in said {
        assert!(complaint.contains(words), "{args:?} does not say {words:?}: {complaint}");
    }
}

const ACTORS_BY_THREATS: [&str; 4] = ["--rows", "actor", "--columns", "threat"];

fn ids(lines: &Value) -> Vec<&str> {
    lines.as_array().unwrap().iter().map(|line| line["id"].as_str().unwrap()).collect()
}

#[test]
fn the_table_numbers_its_columns_and_names_them_and_tells_the_gaps() {
    let text = printed(&ACTORS_BY_THREATS);
    let parts: Vec<&str> = text.split("\n\n").collect();
    let [matrix, columns, gaps] = parts.as_slice() else { unreachable!("{text}") };
    assert!(matrix.starts_with("ACTORS"), "{matrix}");
    let europol = matrix.lines().find(|line| line.starts_with("Europol  ")).unwrap();
    // Ten threats and the sum.
    assert_eq!(europol.split_whitespace().count(), 12, "{europol}");
    assert!(columns.contains("Terrorism & extremism"), "{columns}");
    assert_eq!(columns.lines().count(), 11);
    assert!(gaps.contains(" actors answer no threat: "), "{gaps}");
}

#[test]
fn every_notation_says_the_same_numbers() {
    let value = json(&ACTORS_BY_THREATS);
    let csv = printed(&[&ACTORS_BY_THREATS[..], &["--format", "csv"]].concat());
    let mut lines = csv.split_terminator("\r\n");
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(head[..2], ["id", "label"]);
    assert_eq!(head[2..], ids(&value["columns"]));
    let rows: Vec<&str> = lines.collect();
    assert_eq!(rows.len(), ids(&value["rows"]).len());
    let cells = value["cells"].as_array().unwrap();
    let mut total = 0;
    for (line, id) in rows.iter().zip(ids(&value["rows"])) {
        assert!(line.starts_with(&format!("{id},")), "{line}");
        let numbers: Vec<u64> =
            line.rsplit(',').take(head.len() - 2).map(|n| n.parse().unwrap()).collect();
        for (n, column) in numbers.iter().rev().zip(&head[2..]) {
            let cell = cells.iter().find(|cell| cell["row"] == id && cell["column"] == *column);
            assert_eq!(cell.map_or(0, |cell| cell["count"].as_u64().unwrap()), *n);
        }
        total += numbers.iter().sum::<u64>();
    }
    let totals = value["rows"].as_array().unwrap().iter().map(|row| row["total"].as_u64().unwrap());
    assert_eq!(totals.sum::<u64>(), total);
}

#[test]
fn json_names_what_is_behind_each_number() {
    let value = json(&ACTORS_BY_THREATS);
    for cell in value["cells"].as_array().unwrap() {
        let n = |name: &str| cell[name].as_array().map_or(0, Vec::len) as u64;
        assert_eq!(n("links") + n("actions"), cell["count"].as_u64().unwrap(), "{cell}");
    }
    let gap = &value["gaps"][0];
    assert_eq!(gap["of"], "rows");
    assert!(gap["sentence"].as_str().unwrap().ends_with("answer no threat"), "{gap}");
}

#[test]
fn a_filter_counts_only_what_it_keeps() {
    let all = json(&["--rows", "action", "--columns", "actor"]);
    let args = ["--rows", "action", "--columns", "actor", "--filter", "threat:terrorism"];
    let some = json(&args);
    assert!(ids(&some["rows"]).len() < ids(&all["rows"]).len());
    assert!(ids(&some["rows"]).iter().all(|id| ids(&all["rows"]).contains(id)));
}

#[test]
fn a_plural_names_its_kind_and_the_same_call_prints_the_same_bytes() {
    let plural = printed(&["--rows", "actors", "--columns", "threats"]);
    assert_eq!(plural, printed(&ACTORS_BY_THREATS));
}

#[test]
fn wrong_calls_name_what_would_be_right() {
    check_failure(&["--rows", "acter", "--columns", "threat"], &["acter", "actor"]);
    check_failure(&["--rows", "actor"], &["--columns"]);
    let args = ["--rows", "actor", "--columns", "threat", "--filter", "threat:terorism"];
    check_failure(&args, &["terorism", "terrorism"]);
}
