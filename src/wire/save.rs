//! Writing a file so that nobody ever sees half of it, and nothing is lost that was not to be.
//!
//! Owns the order of writing, syncing and naming. Knows nothing of what is written. Used by the
//! command line and by the window; start with [`save`].

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;

use super::finding::visible;

/// Why a file was not written; whatever stood there before stands there still.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Something stands there and was not to be replaced.
    #[error("it exists already and was left as it is: {}", shown(.0))]
    Exists(PathBuf),
    /// What stands there is a folder, a device or a pipe.
    #[error("this is no file that could be replaced: {}", shown(.0))]
    NotAFile(PathBuf),
    /// The system says no.
    #[error("{}: {}", reason(.why), shown(.path))]
    Failed {
        /// What the system says.
        why: io::Error,
        /// What was to be written.
        path: PathBuf,
    },
}

fn shown(path: &Path) -> String {
    visible(&path.display().to_string()).into_owned()
}

/// What the system says, in the person's words where they are known.
fn reason(why: &io::Error) -> String {
    match why.kind() {
        ErrorKind::NotFound => "the folder it should stand in does not exist".to_owned(),
        ErrorKind::NotADirectory => "its path leads through something that is no folder".to_owned(),
        ErrorKind::PermissionDenied => "writing there is not allowed".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "there is no space left for it".to_owned()
        }
        _ => format!("it could not be written ({why})"),
    }
}

/// Writes a file whole or not at all; what stands there already is replaced only if `replace`.
///
/// A symbolic link stays one: what it points at is replaced.
///
/// # Errors
/// Why not; then nothing has changed.
pub fn save(path: &Path, bytes: &[u8], replace: bool) -> Result<(), SaveError> {
    if replace {
        let target = target_of(path)?;
        return replace_file(&target, bytes).map_err(|why| refused(path, why));
    }
    create(path, bytes).map_err(|why| refused(path, why))
}

/// What the system says of a path, which names nothing that was to be replaced.
pub(super) fn refused(path: &Path, why: io::Error) -> SaveError {
    match why.kind() {
        ErrorKind::AlreadyExists => SaveError::Exists(path.to_owned()),
        _ => SaveError::Failed { why, path: path.to_owned() },
    }
}

/// The file that is replaced where this path is asked for; it need not exist.
///
/// # Errors
/// Where what stands there is no file.
pub(super) fn target_of(path: &Path) -> Result<PathBuf, SaveError> {
    match path.metadata() {
        Ok(about) if !about.is_file() => return Err(SaveError::NotAFile(path.to_owned())),
        Ok(_) => {}
        // Nothing is there yet, or a link to nothing.
        Err(why) if why.kind() == ErrorKind::NotFound => {}
        Err(why) => return Err(refused(path, why)),
    }
    link_target(path).map_err(|why| refused(path, why))
}

fn replace_file(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicWriteFile::open(target)?;
    file.write_all(bytes)?;
    file.commit()
}

/// Where a chain of symbolic links ends; the last target need not exist.
fn link_target(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const MOST_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        if !target.symlink_metadata().is_ok_and(|about| about.is_symlink()) {
            return Ok(target);
        }
        let next = target.read_link()?;
        target = folder_of(&target).join(next);
    }
    Err(io::Error::other("too many symbolic links"))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Writes a new file beside its place, then gives it its name, which fails where the name is taken.
fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Asked first only to spare the writing; the naming below decides.
    if path.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let part = Part::beside(path)?;
    part.fill(bytes)?;
    part.name(path)?;
    sync_folder(path)
}

/// The name is safe only once the folder is; not every system can sync one.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder_of(path)).and_then(|folder| folder.sync_all()).or(Ok(()))
}

/// For file systems without hard links: takes the name with an empty file, then replaces that.
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(to)?;
    std::fs::rename(from, to).inspect_err(|_| remove(to))
}

/// A file that is not finished; gone when dropped, whatever happened.
pub(super) struct Part {
    /// Where it stands until it has its name.
    pub(super) path: PathBuf,
    file: File,
}

impl Part {
    /// An empty one in the folder of a path.
    pub(super) fn beside(path: &Path) -> io::Result<Self> {
        /// Leftovers of killed programs that had the same number.
        const MOST_TRIES: u32 = 100;
        let mut last = None;
        for attempt in 0..MOST_TRIES {
            let name = format!(".protecteu-atlas-{}-{attempt}.part", std::process::id());
            let path = folder_of(path).join(name);
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok(Self { path, file }),
                Err(why) if why.kind() == ErrorKind::AlreadyExists => last = Some(why),
                Err(why) => return Err(why),
            }
        }
        // Another kind than “already exists”, which would speak of the file asked for.
        Err(io::Error::other(last.map_or_else(String::new, |why| why.to_string())))
    }

    /// Writes all there is to write.
    pub(super) fn fill(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = &self.file;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Gives it a name that is not taken.
    pub(super) fn name(&self, path: &Path) -> io::Result<()> {
        match std::fs::hard_link(&self.path, path) {
            Err(why) if why.kind() != ErrorKind::AlreadyExists => rename_new(&self.path, path),
            named => named,
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

/// Removes what we made; where that fails it does no harm, so nothing is said.
pub(super) fn remove(path: &Path) {
    std::fs::remove_file(path).unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_file_is_written_and_nothing_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        save(&path, b"one", false).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        assert_eq!(names(folder.path()), ["a.json"]);
    }

    #[test]
    fn an_existing_file_is_replaced_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        std::fs::write(&path, b"old").unwrap();
        assert!(matches!(save(&path, b"new", false), Err(SaveError::Exists(_))));
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        save(&path, b"new", true).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["a.json"]);
    }

    #[test]
    fn without_hard_links_a_taken_name_is_still_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("part"), folder.path().join("a.json"));
        std::fs::write(&from, b"new").unwrap();
        std::fs::write(&to, b"old").unwrap();
        assert_eq!(rename_new(&from, &to).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&to).unwrap(), b"old");
        std::fs::remove_file(&to).unwrap();
        rename_new(&from, &to).unwrap();
        assert_eq!(std::fs::read(&to).unwrap(), b"new");
    }

    #[test]
    fn folders_are_never_replaced_and_missing_ones_are_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(save(folder.path(), b"", true), Err(SaveError::NotAFile(_))));
        assert!(matches!(save(folder.path(), b"", false), Err(SaveError::Exists(_))));
        let missing = folder.path().join("no").join("a.json");
        for replace in [false, true] {
            let message = save(&missing, b"", replace).unwrap_err().to_string();
            assert!(message.starts_with("the folder it should stand in does not exist: "));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_stays_and_its_target_is_replaced() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("a"), folder.path().join("link"));
        std::fs::write(&target, b"old").unwrap();
        std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o664)).unwrap();
        symlink("a", &link).unwrap();
        save(&link, b"new", true).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(std::fs::read(&target).unwrap(), b"new");
        assert_eq!(target.metadata().unwrap().permissions().mode() & 0o777, 0o664);
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        symlink("two", &one).unwrap();
        symlink("one", &two).unwrap();
        assert!(save(&one, b"new", true).is_err());
    }
}
