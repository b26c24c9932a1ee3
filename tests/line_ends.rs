//! Checkouts that change line ends: the atlas stays the one that was committed.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};
use std::process::Command;

use protecteu_atlas::check;
use protecteu_atlas::wire::builtin;
use tempfile::{TempDir, tempdir};

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Copies every file below a folder, each through a function.
fn copy(from: &Path, to: &Path, change: &dyn Fn(Vec<u8>) -> Vec<u8>) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, change);
        } else {
            std::fs::write(&target, change(std::fs::read(&path).unwrap())).unwrap();
        }
    }
}

fn with_crlf(bytes: Vec<u8>) -> Vec<u8> {
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n").replace('\n', "\r\n").into_bytes()
}

fn git(folder: &Path, args: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.safecrlf=false"])
        .args(args)
        // The settings of who runs the test are no part of it.
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {args:?}: {complaint}");
}

/// The seeds as git on Windows checks them out, with the project's own attributes or without.
fn cloned_as_on_windows(has_attributes: bool) -> TempDir {
    let folder = tempdir().unwrap();
    let origin = folder.path().join("origin");
    copy(&project().join("seeds"), &origin.join("seeds"), &|bytes| bytes);
    if has_attributes {
        std::fs::copy(project().join(".gitattributes"), origin.join(".gitattributes")).unwrap();
    }
    git(&origin, &["init", "--quiet"]);
    git(&origin, &["add", "--all"]);
    git(&origin, &["commit", "--quiet", "--message", "seeds"]);
    git(folder.path(), &["clone", "--quiet", "-c", "core.autocrlf=true", "origin", "clone"]);
    folder
}

/// Opens the seeds of a folder: the atlas must be the built-in one, with so many documents of
/// which only line ends differ and nothing else found.
fn check_seeds(folder: &Path, n_differing: usize) {
    let opened = check::open(Some(folder)).unwrap();
    let built_in = check::complete(builtin());
    let (ends, others): (Vec<_>, Vec<_>) =
        opened.findings.iter().partition(|finding| finding.code == "line-ends");
    assert_eq!(ends.len(), n_differing, "{ends:?}");
    assert!(ends.iter().all(|finding| {
        !finding.is_error() && finding.message.starts_with("only line ends differ")
    }));
    let words = |finding: &check::Finding| (finding.code, finding.message.clone());
    assert!(!opened.has_errors(), "{others:?}");
    assert_eq!(others.len(), built_in.findings.len(), "{:?}", others.iter().map(|f| words(f)));
    assert_eq!(opened.atlas, built_in.atlas);
}

#[test]
fn a_clone_with_crlf_has_the_atlas_as_it_was_committed() {
    let folder = cloned_as_on_windows(true);
    let seeds = folder.path().join("clone/seeds");
    let document = "documents/protecteu-launch.txt";
    let bytes = std::fs::read(seeds.join(document)).unwrap();
    assert_eq!(bytes, std::fs::read(project().join("seeds").join(document)).unwrap());
    check_seeds(&seeds, 0);
}

#[test]
fn without_attributes_only_line_ends_differ() {
    let folder = cloned_as_on_windows(false);
    let seeds = folder.path().join("clone/seeds");
    let table = std::fs::read(seeds.join("briefing.toml")).unwrap();
    assert!(table.windows(2).any(|pair| pair == b"\r\n"), "git has changed nothing");
    check_seeds(&seeds, builtin().atlas.unwrap().documents().len());
}

#[test]
fn tables_and_documents_may_each_have_their_own_line_ends() {
    let folder = tempdir().unwrap();
    let seeds = project().join("seeds");
    copy(&seeds, folder.path(), &|bytes| bytes);
    copy(&seeds.join("documents"), &folder.path().join("documents"), &with_crlf);
    check_seeds(folder.path(), builtin().atlas.unwrap().documents().len());
    copy(&seeds, folder.path(), &with_crlf);
    copy(&seeds.join("documents"), &folder.path().join("documents"), &|bytes| bytes);
    check_seeds(folder.path(), 0);
}

#[test]
fn a_document_that_was_hashed_with_crlf_keeps_them_and_its_quotes() {
    let folder = tempdir().unwrap();
    let words = "Heading\r\nEuropol acts\r\nfor all.\r\n";
    let table = |end: &str| {
        format!(
            "[atlas]\nid = \"a\"\ntitle = \"A\"\n[[document]]\nid = \"d\"\ntitle = \"D\"\n\
             file = \"d.txt\"\nsha256 = \"{}\"\n[[actor]]\nid = \"x\"\nlabel = \"X\"\n\
             evidence = [{{ document = \"d\", quote = \"\"\"Europol acts\nfor all.\"\"\" }}]\n",
            protecteu_atlas::wire::sha256(words.as_bytes())
        )
        .replace('\n', end)
    };
    for end in ["\n", "\r\n"] {
        for (text, n_differing) in [(words.to_owned(), 0), (words.replace("\r\n", "\n"), 1)] {
            std::fs::write(folder.path().join("atlas.toml"), table(end)).unwrap();
            std::fs::write(folder.path().join("d.txt"), text).unwrap();
            let opened = check::open(Some(folder.path())).unwrap();
            assert!(!opened.has_errors(), "{:?}", opened.findings);
            let ends = opened.findings.iter().filter(|finding| finding.code == "line-ends");
            assert_eq!(ends.count(), n_differing);
            assert_eq!(opened.atlas.unwrap().documents()[0].text(), words);
        }
    }
}
