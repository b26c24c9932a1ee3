//! Writing files that belong together, such as two tables: all of them, or none.
//!
//! Owns the order in which they get their names, and how they lose them again where one cannot
//! have its. How a single file is written is `save`'s to say.

use std::io;
use std::path::{Path, PathBuf};

use super::save::{Part, SaveError, refused, remove, save, sync_folder, target_of};

/// Writes files whole, all or none; what stands there already is replaced only if `replace`.
///
/// # Errors
/// Why not; then what stood there before stands there still.
pub fn save_together(files: &[(PathBuf, Vec<u8>)], replace: bool) -> Result<(), SaveError> {
    if let [(path, bytes)] = files {
        return save(path, bytes, replace);
    }
    // Everything is written before anything has its name: most of what can go wrong goes wrong here.
    let staged = files.iter().map(|(path, bytes)| Staged::of(path, bytes, replace));
    place_all(staged.collect::<Result<Vec<_>, _>>()?, Staged::place)
}

/// A file that is written and has not its name yet.
struct Staged {
    /// What was asked for.
    path: PathBuf,
    /// What gets its bytes: the same, or what a link there points at.
    target: PathBuf,
    part: Part,
    /// What stands there, where something does.
    before: Option<Part>,
}

impl Staged {
    fn of(path: &Path, bytes: &[u8], replace: bool) -> Result<Self, SaveError> {
        let target = if replace { target_of(path)? } else { path.to_owned() };
        if !replace && path.symlink_metadata().is_ok() {
            return Err(SaveError::Exists(path.to_owned()));
        }
        Self::written(path, target, bytes).map_err(|why| refused(path, why))
    }

    fn written(path: &Path, target: PathBuf, bytes: &[u8]) -> io::Result<Self> {
        let part = Part::beside(&target)?;
        part.fill(bytes)?;
        let before = target.exists().then(|| copy_of(&target)).transpose()?;
        if before.is_some() {
            std::fs::set_permissions(&part.path, target.metadata()?.permissions())?;
        }
        Ok(Self { path: path.to_owned(), target, part, before })
    }

    fn place(&self) -> io::Result<()> {
        match self.before {
            Some(_) => std::fs::rename(&self.part.path, &self.target),
            None => self.part.name(&self.target),
        }
    }

    /// Puts back what stood there.
    fn undo(self) {
        let Some(before) = self.before else { return remove(&self.target) };
        if std::fs::rename(&before.path, &self.target).is_err() {
            // Left where it is, under its odd name: it is all there is of it.
            std::mem::forget(before);
        }
    }
}

fn copy_of(path: &Path) -> io::Result<Part> {
    let part = Part::beside(path)?;
    std::fs::copy(path, &part.path)?;
    Ok(part)
}

fn place_all(
    staged: Vec<Staged>,
    place: impl Fn(&Staged) -> io::Result<()>,
) -> Result<(), SaveError> {
    let mut placed = Vec::new();
    for file in staged {
        if let Err(why) = place(&file) {
            placed.into_iter().rev().for_each(Staged::undo);
            return Err(refused(&file.path, why));
        }
        placed.push(file);
    }
    placed
        .iter()
        .try_for_each(|file| sync_folder(&file.target).map_err(|why| refused(&file.path, why)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with what stood there before, and two files to be written there.
    fn folder(before: &[(&str, &str)]) -> (tempfile::TempDir, Vec<(PathBuf, Vec<u8>)>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in before {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let file = |name: &str| (folder.path().join(name), format!("new {name}").into_bytes());
        let files = vec![file("nodes"), file("links")];
        (folder, files)
    }

    fn contents(folder: &Path) -> Vec<(String, String)> {
        let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
        let read = |path: PathBuf| std::fs::read_to_string(path).unwrap_or_else(|_| "-".into());
        let mut all: Vec<(String, String)> = entries
            .map(|entry| (entry.file_name().into_string().unwrap(), read(entry.path())))
            .collect();
        all.sort();
        all
    }

    fn check(folder: &Path, expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> =
            expected.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
        assert_eq!(contents(folder), expected);
    }

    const WRITTEN: [(&str, &str); 2] = [("links", "new links"), ("nodes", "new nodes")];

    #[test]
    fn all_are_written_and_nothing_is_left_beside_them() {
        for before in [&[][..], &[("nodes", "old")], &[("links", "old"), ("nodes", "old")]] {
            let (folder, files) = folder(before);
            save_together(&files, true).unwrap();
            check(folder.path(), &WRITTEN);
        }
        let (folder, files) = folder(&[]);
        save_together(&files, false).unwrap();
        check(folder.path(), &WRITTEN);
    }

    #[test]
    fn where_one_is_there_already_the_other_is_not_written() {
        for taken in ["nodes", "links"] {
            let (folder, files) = folder(&[(taken, "old")]);
            let refusal = save_together(&files, false);
            assert!(matches!(refusal, Err(SaveError::Exists(path)) if path.ends_with(taken)));
            check(folder.path(), &[(taken, "old")]);
        }
    }

    #[test]
    fn where_one_cannot_be_a_file_the_other_stays_what_it_was() {
        for (blocked, other) in [("links", "nodes"), ("nodes", "links")] {
            let (folder, files) = folder(&[(other, "old")]);
            std::fs::create_dir(folder.path().join(blocked)).unwrap();
            let refusal = save_together(&files, true);
            assert!(matches!(refusal, Err(SaveError::NotAFile(path)) if path.ends_with(blocked)));
            let mut expected = [(blocked, "-"), (other, "old")];
            expected.sort_unstable();
            check(folder.path(), &expected);
        }
    }

    #[test]
    fn where_the_second_cannot_have_its_name_the_first_is_put_back() {
        for before in [&[][..], &[("nodes", "old")], &[("links", "old"), ("nodes", "old")]] {
            let (folder, files) = folder(before);
            let staged = files.iter().map(|(path, bytes)| Staged::of(path, bytes, true).unwrap());
            let refusal = place_all(staged.collect(), |file| {
                let is_second = file.path.ends_with("links");
                if is_second { Err(io::ErrorKind::PermissionDenied.into()) } else { file.place() }
            });
            assert!(
                matches!(refusal, Err(SaveError::Failed { path, .. }) if path.ends_with("links"))
            );
            check(folder.path(), before);
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links_and_who_may_read_may_still_read() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let (folder, files) = folder(&[("elsewhere", "old")]);
        let target = folder.path().join("elsewhere");
        std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o664)).unwrap();
        symlink("elsewhere", folder.path().join("nodes")).unwrap();
        save_together(&files, true).unwrap();
        assert!(folder.path().join("nodes").symlink_metadata().unwrap().is_symlink());
        assert_eq!(std::fs::read(&target).unwrap(), b"new nodes");
        assert_eq!(target.metadata().unwrap().permissions().mode() & 0o777, 0o664);
    }
}
