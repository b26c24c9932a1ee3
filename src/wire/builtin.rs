//! The atlas that is built into the program, so that it shows something with no file at all.

use super::folder;
use super::open::Opened;
use super::source::Files;

macro_rules! seeds {
    ($($path:literal),+ $(,)?) => {
        [$(($path, include_bytes!(concat!("../../seeds/", $path)))),+]
    };
}

/// Path in the atlas and bytes of every built-in file.
pub const BUILTIN_FILES: &[(&str, &[u8])] = &seeds![
    "actions-questions.toml",
    "actions-remarks.toml",
    "actions.toml",
    "actors.toml",
    "acts.toml",
    "atlas.toml",
    "briefing.toml",
    "documents.toml",
    "documents/more-secure-europe.txt",
    "documents/protecteu-launch.txt",
    "documents/safer-europe.txt",
    "instruments.toml",
    "left-out.toml",
    "links-law.toml",
    "links-questions.toml",
    "links-record.toml",
    "links-remarks.toml",
    "links.toml",
    "papers.toml",
    "pillars.toml",
    "programmes.toml",
    "record.toml",
    "threats.toml",
];

/// Opens the built-in atlas; its findings speak of `seeds/`, where it is written.
pub fn builtin() -> Opened {
    let draft = folder::read(&Files::new("seeds", BUILTIN_FILES));
    Opened::from_draft(draft, "the built-in atlas".to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files_below(&path, found);
            } else {
                found.push(path);
            }
        }
    }

    #[test]
    fn every_file_of_seeds_is_built_in_as_it_stands() {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let mut on_disk = Vec::new();
        files_below(&seeds, &mut on_disk);
        let mut names: Vec<String> = on_disk
            .iter()
            .filter(|path| path.extension().is_some_and(|end| end == "toml" || end == "txt"))
            .map(|path| path.strip_prefix(&seeds).unwrap().to_str().unwrap().replace('\\', "/"))
            .collect();
        names.sort();
        let built_in: Vec<&str> = BUILTIN_FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, built_in);
        for (name, bytes) in BUILTIN_FILES {
            assert_eq!(std::fs::read(seeds.join(name)).unwrap(), *bytes, "{name}");
        }
    }
}
