//! The laws of the house, read from the source: which room may use which, where windows are
//! known, what every file begins with, and what must stand in none.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Crates that only the room `app` may know.
const WINDOW_CRATES: [&str; 4] = ["egui", "eframe", "rfd", "winit"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn sources_of(folder: &str) -> Vec<(PathBuf, String)> {
    let files = files_below(&root().join(folder)).into_iter();
    let rust = files.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    rust.map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path, text)
    })
    .collect()
}

/// The lines of a source that are code, numbered from 1.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    numbered.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The rooms in the order of `lib.rs`, which is the law.
fn rooms() -> Vec<String> {
    let plan = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let room = |line: &str| {
        let name = line.trim().strip_prefix("pub mod ")?.strip_suffix(';')?;
        Some(name.to_owned())
    };
    plan.lines().filter_map(room).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The first names after each `crate::` in a source, those in braces too.
fn rooms_used(text: &str) -> Vec<String> {
    let code: String = code(text).flat_map(|(_, line)| [line, "\n"]).collect();
    let mut used = Vec::new();
    for after in code.split("crate::").skip(1) {
        if let Some(list) = after.strip_prefix('{') {
            let mut depth = 0;
            // Only names right inside the outer braces are rooms.
            let outer: String = list
                .chars()
                .take_while(|c| {
                    depth += i32::from(*c == '{') - i32::from(*c == '}');
                    depth >= 0
                })
                .collect();
            used.extend(outer.split(',').filter_map(|part| words(part).next()).map(str::to_owned));
        } else {
            used.extend(words(after).next().map(str::to_owned));
        }
    }
    used
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let rooms = rooms();
    assert!(rooms.len() >= 9, "{rooms:?}");
    for (own, room) in rooms.iter().enumerate() {
        for (path, text) in sources_of(&format!("src/{room}")) {
            for used in rooms_used(&text) {
                let other = rooms.iter().position(|name| *name == used);
                assert!(
                    other.is_none_or(|other| other <= own),
                    "{} uses `{used}`, which stands below `{room}` in src/lib.rs",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_folder_is_a_room_of_the_plan() {
    let rooms = rooms();
    for entry in std::fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(rooms.iter().any(|room| room == name), "src/lib.rs does not name `{name}`");
        }
    }
}

#[test]
fn braces_and_paths_name_the_rooms_used() {
    let text = "use crate::atlas::Atlas;\nuse crate::{filter::{Filter, Key}, view};\n\
                // use crate::app;\nfn f() { crate::wire::open(None) }";
    assert_eq!(rooms_used(text), ["atlas", "filter", "Key", "view", "wire"]);
}

#[test]
fn only_the_window_knows_window_crates() {
    for (path, text) in sources_of("src") {
        if path.starts_with(root().join("src/app")) {
            continue;
        }
        for (number, line) in code(&text) {
            let named = WINDOW_CRATES.iter().find(|name| {
                line.contains(&format!("{name}::")) || line.trim() == format!("use {name};")
            });
            assert_eq!(named, None, "{}:{number}", path.display());
        }
    }
}

#[test]
fn without_the_window_no_window_crate_is_built() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--no-default-features", "--edges", "normal", "--prefix", "none"])
        .args(["--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(tree.contains("protecteu-atlas") && tree.contains("resvg"), "{tree}");
    for line in tree.lines() {
        let name = line.split(' ').next().unwrap();
        let is_window = WINDOW_CRATES.contains(&name) || name.starts_with("egui");
        assert!(!is_window, "{line}");
    }
}

#[test]
fn every_source_begins_by_saying_what_it_owns() {
    for folder in ["src", "tests"] {
        for (path, text) in sources_of(folder) {
            assert!(text.starts_with("//! "), "{}", path.display());
        }
    }
}

#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    // Written in parts, else this file would name them itself.
    let places = [["/ho", "me/"], ["/ro", "ot/"], ["/Us", "ers/"], ["/wo", "rk/"], ["/t", "mp/"]];
    let places = places.map(|parts| parts.concat());
    let mut files: Vec<PathBuf> = ["src", "tests", "docs", "seeds", ".ci"]
        .iter()
        .map(|name| root().join(name))
        .filter(|path| path.is_dir())
        .flat_map(|folder| files_below(&folder))
        .collect();
    files.extend(["Cargo.toml", "README.md", "CHANGELOG.md"].map(|name| root().join(name)));
    for path in files {
        // Pictures are not text; the test of their metadata is another.
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for place in &places {
            assert!(!text.contains(place), "{} names {place}", path.display());
        }
    }
}

#[test]
fn the_changelog_speaks_of_this_version() {
    let changelog = std::fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let newest = changelog.lines().find_map(|line| line.strip_prefix("## [")).unwrap();
    let version = newest.split(']').next().unwrap();
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_documents_that_the_readme_links_are_there() {
    for name in ["README.md", "docs/architecture.md"] {
        let text = std::fs::read_to_string(root().join(name)).unwrap();
        let folder = root().join(name).parent().unwrap().to_owned();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let is_file = !link.starts_with("https://") && !link.starts_with('#');
            assert!(!is_file || folder.join(link).exists(), "{name} links {link}");
        }
    }
}
