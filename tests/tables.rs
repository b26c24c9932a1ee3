//! The pair of tables that `csv` writes: marked where asked, and replaced together or not at all.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

fn export(folder: &Path, more: &[&str]) -> Output {
    let out = folder.join("t.csv");
    let mut command = Command::new(env!("CARGO_BIN_EXE_protecteu-atlas"));
    command.args(["export", "--filter", "threat:drugs", "-o"]).arg(out).args(more).output().unwrap()
}

fn read(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).unwrap()
}

const NAMES: [&str; 2] = ["t-nodes.csv", "t-links.csv"];

#[test]
fn tables_begin_with_the_mark_of_utf_8_only_where_asked() {
    let (plain, marked) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert!(export(plain.path(), &[]).status.success());
    assert!(export(marked.path(), &["--bom"]).status.success());
    for name in NAMES {
        let (plain, marked) = (read(plain.path(), name), read(marked.path(), name));
        assert!(!plain.starts_with(b"\xef\xbb\xbf"), "{name}");
        assert_eq!(marked, [b"\xef\xbb\xbf", &plain[..]].concat(), "{name}");
    }
}

#[test]
fn where_one_table_cannot_be_written_the_other_stays_what_it_was() {
    for (blocked, other) in [(NAMES[0], NAMES[1]), (NAMES[1], NAMES[0])] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(blocked)).unwrap();
        std::fs::write(folder.path().join(other), "old").unwrap();
        let done = export(folder.path(), &["--force"]);
        assert_eq!(done.status.code(), Some(1));
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(
            said.contains("no file that could be replaced") && said.contains(blocked),
            "{said}"
        );
        assert_eq!(read(folder.path(), other), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "something is left");
    }
}
