//! Files of other programs as scripts see them: named with their place, never opened as nothing.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::{Command, Output};

use tempfile::tempdir;

fn run(args: &[&str]) -> (i32, String, String) {
    let program = env!("CARGO_BIN_EXE_protecteu-atlas");
    let Output { status, stdout, stderr } = Command::new(program).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// Whatever is asked of a file, the answer holds these words and the program fails.
fn check_refused(path: &Path, words: &[&str]) {
    let path = path.to_str().unwrap();
    let (code, said, complaint) = run(&["check", path]);
    assert_eq!((code, said.lines().count()), (1, 2), "{said}{complaint}");
    let out = format!("{path}.svg");
    for args in [
        &["check", path][..],
        &["list", "nodes", path],
        &["matrix", path, "--rows", "pillar", "--columns", "threat"],
        &["export", path, "-o", &out],
        &["present", path],
        &[path],
    ] {
        let (code, said, complaint) = run(args);
        let said = said + &complaint;
        assert_eq!(code, 1, "{args:?}: {said}");
        for words in words {
            assert!(said.contains(words), "{args:?} does not say {words:?}: {said}");
        }
    }
    assert!(!Path::new(&out).exists());
}

#[test]
fn every_command_says_what_a_file_seems_to_be_and_where() {
    let folder = tempdir().unwrap();
    let node_link = "{\"directed\": true, \"multigraph\": false, \"graph\": {},\n \
                     \"nodes\": [{\"id\": \"a\"}], \"links\": [{\"source\": \"a\", \"target\": \"a\"}]}";
    let wide: Vec<u8> = node_link.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, words) in [
        ("nx.json", node_link.as_bytes(), &["nx.json:2:26: error[", "networkx"][..]),
        ("wide.json", &[&[0xff, 0xfe], &wide[..]].concat(), &["wide.json:1:1: error[", "UTF-16"]),
        ("board.canvas", b"{\"edges\":[{\"fromNode\":\"a\"}],\"nodes\":[]}", &[":1:2: ", "Canvas"]),
        ("cut.json", b"{\"graph\": {\n\"nodes\": {", &["cut.json:2:11: ", "cut short"]),
        ("lines.json", b"{\"id\": 1}\n{\"id\": 2}\n", &["lines.json:2:1: ", "JSON Lines"]),
        ("old.json", b"{\"graph\": {\"nodes\": [{\"id\": \"a\"}]}}", &[":1:12: ", "under `graph`"]),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        check_refused(&path, words);
    }
}

#[test]
fn the_first_errors_of_a_folder_are_named_with_their_places() {
    let folder = tempdir().unwrap();
    let mut tables = "[atlas]\nid = \"a\"\ntitle = \"A\"\n".to_owned();
    for number in 0..8 {
        tables.extend([format!("[[actor]]\nid = \"x{number}\"\nlabel = \"X{number}\"\n")]);
    }
    let path = folder.path().join("atlas.toml");
    std::fs::write(&path, tables).unwrap();
    let path = path.to_str().unwrap();
    let out = folder.path().join("x.svg");
    for args in [
        &["list", "nodes", path][..],
        &["matrix", path, "--rows", "pillar", "--columns", "threat"],
        &["export", path, "-o", out.to_str().unwrap()],
    ] {
        let (code, said, complaint) = run(args);
        assert_eq!((code, said.as_str()), (1, ""), "{args:?}");
        assert!(complaint.contains("the atlas has 8 errors"), "{complaint}");
        assert_eq!(complaint.matches("atlas.toml:").count(), 5, "{complaint}");
        assert!(complaint.contains("atlas.toml:4:1: error[missing-evidence]"), "{complaint}");
        assert!(complaint.contains("\n  and 3 more"), "{complaint}");
    }
}

#[test]
fn graphs_that_are_not_read_are_named_by_every_command() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("several.json");
    let graph = |label: &str| format!("{{\"label\": \"{label}\", \"nodes\": {{\"a\": {{}}}}}}");
    let text = format!("{{\"graphs\": [{},\n{},\n{{}}]}}", graph("One"), graph("Two"));
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let out = folder.path().join("x.csv");
    let words = "several.json:2:1: warning[not-read]: the file holds 3 graphs; only “One” is read, \
                 “Two” and graph 3 are not";
    for args in [
        &["list", "nodes", path][..],
        &["list", "links", path],
        &["matrix", path, "--rows", "pillar", "--columns", "threat"],
        &["export", path, "-o", out.to_str().unwrap()],
    ] {
        let (code, _, complaint) = run(args);
        assert_eq!(code, 0, "{args:?}: {complaint}");
        assert!(complaint.contains(words), "{args:?}: {complaint}");
    }
    let (code, said, _) = run(&["check", path]);
    assert!(code == 0 && said.contains(words), "{said}");
}
