//! Where an atlas's files come from: a folder on disk, or bytes that are already here.
//!
//! Owns the care that foreign files need: only regular files, only inside the folder, and the
//! size asked before reading. Knows nothing of what the files say.

use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use super::limits::MAX_FILE_BYTES;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system says no.
    #[error("it cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// It is a folder, a pipe or a device.
    #[error("it is {0}, not a file")]
    NotAFile(&'static str),
    /// It is larger than a file may be.
    #[error("it has {0} bytes; the limit for a file is {MAX_FILE_BYTES} bytes")]
    TooLarge(u64),
    /// The path leads out of the folder.
    #[error("it lies outside the atlas's folder")]
    Outside,
    /// No such file among those given.
    #[error("there is no such file")]
    Missing,
}

/// Files of one atlas, by their path in it with `/` between folders.
pub trait Source {
    /// What the person calls this place; findings start with it.
    fn name(&self) -> &str;

    /// Names of the `*.toml` files directly in the folder, sorted; none that begins with a dot.
    fn tables(&self) -> Result<Vec<String>, ReadError>;

    /// The bytes of one file.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;

    /// A file's path as findings show it.
    fn shown(&self, path: &str) -> String {
        match self.name() {
            "" => path.to_owned(),
            name if name.ends_with('/') => format!("{name}{path}"),
            name => format!("{name}/{path}"),
        }
    }
}

/// Whether a file of this name is a table. What begins with a dot is not for readers: editors keep
/// locks and drafts there (`.#links.toml`), file systems their own notes (`._links.toml`).
fn is_table(name: &str) -> bool {
    !name.starts_with('.') && Path::new(name).extension().is_some_and(|end| end == "toml")
}

/// An atlas folder on disk.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    name: String,
}

impl Folder {
    /// A folder, which is looked at only when read.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), name: path.display().to_string() }
    }

    /// The file behind a path of an atlas, after resolving links, if it lies inside the folder.
    fn resolve(&self, path: &str) -> Result<PathBuf, ReadError> {
        let relative = Path::new(path);
        // Asked first, so that not even the existence of a file elsewhere is found out.
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(ReadError::Outside);
        }
        let root = self.path.canonicalize()?;
        let file = root.join(relative).canonicalize()?;
        if file.starts_with(&root) { Ok(file) } else { Err(ReadError::Outside) }
    }
}

impl Source for Folder {
    fn name(&self) -> &str {
        &self.name
    }

    fn tables(&self) -> Result<Vec<String>, ReadError> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&self.path)? {
            // A name that is not Unicode could be neither shown nor asked for again.
            if let Ok(name) = entry?.file_name().into_string()
                && is_table(&name)
            {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        read_file(&self.resolve(path)?)
    }
}

/// Files that are already in memory, such as those built into the program.
#[derive(Debug, Clone)]
pub struct Files<'a> {
    name: &'a str,
    files: &'a [(&'a str, &'a [u8])],
}

impl<'a> Files<'a> {
    /// Files by path; `name` stands before them in findings.
    pub const fn new(name: &'a str, files: &'a [(&'a str, &'a [u8])]) -> Self {
        Self { name, files }
    }
}

impl Source for Files<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn tables(&self) -> Result<Vec<String>, ReadError> {
        let mut names: Vec<String> = self
            .files
            .iter()
            .filter(|(path, _)| !path.contains('/') && is_table(path))
            .map(|(path, _)| (*path).to_owned())
            .collect();
        names.sort();
        Ok(names)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        if Path::new(path).components().any(|part| !matches!(part, Component::Normal(_))) {
            return Err(ReadError::Outside);
        }
        let found = self.files.iter().find(|(name, _)| *name == path);
        found.map(|(_, bytes)| bytes.to_vec()).ok_or(ReadError::Missing)
    }
}

/// Reads a regular file of bearable size; anything that could hang or fill the memory is refused
/// before it is opened.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    let file = open_file(path, MAX_FILE_BYTES)?;
    let mut bytes = Vec::new();
    // One byte more than allowed, so that a file that grows meanwhile is noticed.
    let n_read = file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)? as u64;
    if n_read > MAX_FILE_BYTES { Err(ReadError::TooLarge(n_read)) } else { Ok(bytes) }
}

/// Opens a regular file of at most so many bytes.
pub(crate) fn open_file(path: &Path, limit: u64) -> Result<File, ReadError> {
    let about = std::fs::metadata(path)?;
    if about.is_dir() {
        return Err(ReadError::NotAFile("a folder"));
    }
    if !about.is_file() {
        return Err(ReadError::NotAFile("a pipe or device"));
    }
    if about.len() > limit {
        return Err(ReadError::TooLarge(about.len()));
    }
    Ok(File::open(path)?)
}

/// The byte order mark that some editors put before a text.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_inside_the_folder_are_read() {
        let dir = tempfile::tempdir().unwrap();
        let inside = dir.path().join("atlas");
        std::fs::create_dir_all(inside.join("documents")).unwrap();
        std::fs::write(dir.path().join("secret.txt"), "secret").unwrap();
        std::fs::write(inside.join("documents/a.txt"), "a").unwrap();
        std::fs::write(inside.join("b.toml"), "").unwrap();
        std::fs::write(inside.join("a.toml"), "").unwrap();
        for hidden in [".#a.toml", "._a.toml", ".a.toml", ".toml"] {
            std::fs::write(inside.join(hidden), "]").unwrap();
        }
        let folder = Folder::new(&inside);
        assert_eq!(folder.tables().unwrap(), ["a.toml", "b.toml"]);
        assert_eq!(folder.read("documents/a.txt").unwrap(), b"a");
        assert!(matches!(folder.read("../secret.txt"), Err(ReadError::Outside)));
        assert!(matches!(folder.read("/etc/passwd"), Err(ReadError::Outside)));
        assert!(matches!(folder.read("documents"), Err(ReadError::NotAFile("a folder"))));
        assert!(matches!(folder.read("documents/b.txt"), Err(ReadError::Io(_))));
    }

    #[test]
    fn given_files_that_begin_with_a_dot_are_no_tables_either() {
        let files: [(&str, &[u8]); 4] =
            [("b.toml", b""), (".#b.toml", b"]"), ("._b.toml", b"\0"), ("x/c.toml", b"")];
        assert_eq!(Files::new("", &files).tables().unwrap(), ["b.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_and_devices_are_refused() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let inside = dir.path().join("atlas");
        std::fs::create_dir(&inside).unwrap();
        std::fs::write(dir.path().join("secret.txt"), "secret").unwrap();
        symlink(dir.path().join("secret.txt"), inside.join("a.txt")).unwrap();
        symlink("/dev/zero", inside.join("zero.toml")).unwrap();
        let folder = Folder::new(&inside);
        assert!(matches!(folder.read("a.txt"), Err(ReadError::Outside)));
        assert!(matches!(folder.read("zero.toml"), Err(ReadError::Outside)));
        assert!(matches!(
            read_file(Path::new("/dev/zero")),
            Err(ReadError::NotAFile("a pipe or device"))
        ));
    }

    #[test]
    fn a_file_over_the_limit_is_refused_by_its_size() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("large.txt");
        File::create(&path).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        let error = read_file(&path).unwrap_err().to_string();
        assert!(error.contains("the limit for a file"), "{error}");
    }
}
