//! A small clean atlas folder, to be broken file by file.

use protecteu_atlas::check::check as run_rules;
use protecteu_atlas::wire::draft::Draft;
use protecteu_atlas::wire::folder;
use protecteu_atlas::wire::sha256;
use protecteu_atlas::wire::source::Files;

pub(crate) const TEXT: &str = "Today, we present a new mandate for Europol.\nFrontex needs 30\u{a0}000 border \
guards. Europol needs tools; “Europol acts”.\n";
pub(crate) const SHA256: &str = "SHA256";
pub(crate) const ATLAS: &str = "[atlas]\nid = \"test\"\ntitle = \"Test\"\nlanguage = \"en\"\n";
pub(crate) const DOCUMENT: &str = "[[document]]\nid = \"d\"\ntitle = \"D\"\nfile = \"documents/d.txt\"\nsha256 = \"SHA256\"\ndate = \"2025-04-01\"\nlanguage = \"en\"\n";
pub(crate) const NODES: &str = "[[pillar]]\nid = \"p\"\nlabel = \"P\"\nevidence = [{ document = \"d\", quote = \"new mandate\" }]\n\
[[action]]\nid = \"a\"\nlabel = \"A\"\nevidence = [{ document = \"d\", quote = \"new mandate\" }]\n\
[[actor]]\nid = \"europol\"\nlabel = \"Europol\"\nevidence = [{ document = \"d\", quote = \"Europol acts\" }]\n\
[[threat]]\nid = \"t\"\nlabel = \"T\"\nevidence = [{ document = \"d\", quote = \"Frontex\" }]\n\
[[link]]\nsource = \"p\"\nrelation = \"contains\"\ntarget = \"a\"\nevidence = [{ document = \"d\", quote = \"new mandate\" }]\n\
[[link]]\nsource = \"p\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"new mandate\" }]\n\
[[link]]\nsource = \"a\"\nrelation = \"involves\"\ntarget = \"europol\"\nevidence = [{ document = \"d\", quote = \"new mandate\" }]\n";

pub(crate) fn draft(files: &[(&str, &str)]) -> Draft {
    let hash = sha256(TEXT.as_bytes());
    let mut all: Vec<(&str, String)> = vec![
        ("atlas.toml", ATLAS.to_owned()),
        ("documents.toml", DOCUMENT.replace(SHA256, &hash)),
        ("documents/d.txt", TEXT.to_owned()),
        ("nodes.toml", NODES.to_owned()),
    ];
    for (path, text) in files {
        all.retain(|(known, _)| known != path);
        all.push((path, text.replace(SHA256, &hash)));
    }
    let bytes: Vec<(&str, &[u8])> =
        all.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    folder::read(&Files::new("", &bytes))
}

/// Lays files over a small clean atlas (`p` pillar, `a` action, `europol` actor, `t` threat, `d`
/// document) and compares every finding, line by line.
pub(crate) fn check(files: &[(&str, &str)], expected: &[&str]) {
    let found: Vec<String> = run_rules(&draft(files)).iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

/// One more file `x.toml` on top of the clean atlas.
pub(crate) fn check_table(table: &str, expected: &[&str]) {
    check(&[("x.toml", table)], expected);
}

pub(crate) fn link(source: &str, relation: &str, target: &str) -> String {
    format!(
        "[[link]]\nsource = \"{source}\"\nrelation = \"{relation}\"\ntarget = \"{target}\"\n\
         evidence = [{{ document = \"d\", quote = \"new mandate\" }}]\n"
    )
}
