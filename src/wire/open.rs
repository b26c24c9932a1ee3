//! Opening whatever the person names: a folder, a file, or nothing at all.

use std::io::{BufReader, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use crate::atlas::Atlas;

use super::builtin::builtin;
use super::draft::Draft;
use super::finding::{Finding, visible};
use super::folder;
use super::json::{self, ViewRecord};
use super::limits::MAX_PICTURE_BYTES;
use super::picture::{PictureError, PictureSort, carried};
use super::source::{Folder, ReadError, open_file, read_file, text_of};

/// What came of opening something: an atlas as far as it hangs together, and what is wrong.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The atlas; `None` where nothing can be shown.
    pub atlas: Option<Atlas>,
    /// The view a file carries.
    pub view: Option<ViewRecord>,
    /// What was found while reading; `check::open` adds what the rules find.
    pub findings: Vec<Finding>,
    /// What was opened, in words for the person.
    pub origin: String,
    /// What the files say, for the rules.
    pub draft: Draft,
}

impl Opened {
    /// The atlas of a draft; none where the files said nothing at all.
    pub(crate) fn from_draft(draft: Draft, origin: String) -> Self {
        let is_empty = draft.id.is_empty() && draft.nodes.is_empty() && draft.documents.is_empty();
        if is_empty { Self::without_atlas(draft, origin) } else { Self::with_atlas(draft, origin) }
    }

    /// What a draft says, and its atlas.
    pub(crate) fn with_atlas(mut draft: Draft, origin: String) -> Self {
        match draft.clone().into_atlas() {
            Ok(atlas) => Self { atlas: Some(atlas), ..Self::without_atlas(draft, origin) },
            Err(error) => {
                let message = format!("it does not hang together: {error}");
                draft.findings.push(Finding::error_in("unreadable", origin.clone(), message));
                Self::without_atlas(draft, origin)
            }
        }
    }

    /// What a draft says, where nothing of it can be shown.
    pub(crate) fn without_atlas(draft: Draft, origin: String) -> Self {
        Self { atlas: None, view: None, findings: draft.findings.clone(), origin, draft }
    }

    /// Nothing but a reason.
    pub(crate) fn nothing(finding: Finding, origin: String) -> Self {
        let draft = Draft { findings: vec![finding], ..Draft::default() };
        Self::without_atlas(draft, origin)
    }

    /// Whether anything found is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}

/// Why something could not even be looked at.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing is there.
    #[error("there is no such file or folder: {}", shown(.0))]
    Missing(PathBuf),
    /// It cannot be read.
    #[error("{why}: {}", shown(.path))]
    Unreadable {
        /// Why not.
        why: ReadError,
        /// What.
        path: PathBuf,
    },
    /// It is a picture without a view, or a broken one.
    #[error("{why}: {}", shown(.path))]
    Picture {
        /// Why it does not open.
        why: PictureError,
        /// Which one.
        path: PathBuf,
    },
    /// It is a file of some other sort.
    #[error(
        "this file is none that can be opened; an atlas folder (or its atlas.toml), an atlas as .json, \
         another JSON Graph Format file or a PNG or SVG exported from here can: {}",
        shown(.0)
    )]
    UnknownSort(PathBuf),
}

fn shown(path: &Path) -> String {
    visible(&path.display().to_string()).into_owned()
}

/// Opens a folder, a file, or the built-in atlas where no path is given.
///
/// # Errors
/// Where there is nothing that can be looked at; everything else is a finding.
pub fn open(path: Option<&Path>) -> Result<Opened, OpenError> {
    let Some(path) = path else { return Ok(builtin()) };
    let about = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => OpenError::Missing(path.to_owned()),
        _ => OpenError::Unreadable { why: error.into(), path: path.to_owned() },
    })?;
    if about.is_dir() {
        return Ok(open_folder(path));
    }
    if path.file_name().is_some_and(|name| name == "atlas.toml") {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        return Ok(open_folder(parent.unwrap_or_else(|| Path::new("."))));
    }
    if let Some(opened) = open_picture(path)? {
        return Ok(opened);
    }
    if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
        return open_json(path);
    }
    Err(OpenError::UnknownSort(path.to_owned()))
}

/// How much of a file is looked at to tell what it is; a drawing may begin with comments.
const BEGINNING: u64 = 4096;

/// Opens the view a picture carries, whatever the file is called; none where it is no picture.
fn open_picture(path: &Path) -> Result<Option<Opened>, OpenError> {
    let unreadable = |why: ReadError| OpenError::Unreadable { why, path: path.to_owned() };
    // Larger than any picture is larger than any other file too.
    let mut file = open_file(path, MAX_PICTURE_BYTES).map_err(unreadable)?;
    let mut beginning = Vec::new();
    let read = file.by_ref().take(BEGINNING).read_to_end(&mut beginning);
    read.and_then(|_| file.rewind()).map_err(|error| unreadable(error.into()))?;
    let Some(sort) = PictureSort::of(&beginning) else { return Ok(None) };
    let json = carried(sort, BufReader::new(file))
        .map_err(|why| OpenError::Picture { why, path: path.to_owned() })?;
    Ok(Some(json::read(&json, &path.display().to_string())))
}

/// Opens an atlas folder.
pub fn open_folder(path: &Path) -> Opened {
    let source = Folder::new(path);
    let mut draft = folder::read(&source);
    if draft.title.is_empty() {
        draft.title =
            path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    }
    Opened::from_draft(draft, path.display().to_string())
}

fn open_json(path: &Path) -> Result<Opened, OpenError> {
    let bytes =
        read_file(path).map_err(|why| OpenError::Unreadable { why, path: path.to_owned() })?;
    let shown = path.display().to_string();
    Ok(match text_of(bytes) {
        Ok(text) => json::read(&text, &shown),
        Err(byte) => {
            let message = format!("it is not UTF-8, byte {}", byte + 1);
            Opened::nothing(Finding::error_in("unreadable", shown.clone(), message), shown)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(path: &Path) -> String {
        open(Some(path)).unwrap_err().to_string()
    }

    #[test]
    fn a_folder_its_atlas_toml_and_a_graph_file_open() {
        let dir = tempfile::tempdir().unwrap();
        let table = dir.path().join("atlas.toml");
        std::fs::write(&table, "[atlas]\nid = \"a\"\ntitle = \"A\"\n").unwrap();
        let graph = dir.path().join("g.JSON");
        std::fs::write(&graph, "{\"graph\": {\"nodes\": {\"x\": {}}, \"edges\": []}}").unwrap();
        for path in [dir.path(), &table] {
            let opened = open(Some(path)).unwrap();
            assert_eq!(opened.findings, []);
            assert_eq!(opened.atlas.unwrap().title(), "A");
        }
        assert_eq!(open(Some(&graph)).unwrap().atlas.unwrap().nodes().len(), 1);
    }

    #[test]
    fn the_built_in_atlas_opens_without_a_path() {
        let opened = open(None).unwrap();
        assert!(opened.atlas.is_some_and(|atlas| atlas.documents().len() == 3));
    }

    #[test]
    fn what_cannot_be_opened_is_said_in_words_with_the_path_last() {
        let dir = tempfile::tempdir().unwrap();
        let missing = dir.path().join("missing");
        assert!(message(&missing).starts_with("there is no such file or folder: "));
        let picture = dir.path().join("p.gif");
        std::fs::write(&picture, "GIF").unwrap();
        let words = message(&picture);
        assert!(words.contains("an atlas folder") && words.ends_with("p.gif"), "{words}");
        let photograph = dir.path().join("p.json");
        std::fs::write(&photograph, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
        let words = message(&photograph);
        assert!(
            words.starts_with("this SVG carries no view;") && words.ends_with("p.json"),
            "{words}"
        );
        let latin = dir.path().join("l.json");
        std::fs::write(&latin, b"{\"a\": \"\xe9\"}").unwrap();
        let opened = open(Some(&latin)).unwrap();
        assert!(opened.atlas.is_none());
        assert!(opened.findings[0].message.contains("not UTF-8, byte 8"));
    }

    #[test]
    fn an_empty_folder_gives_findings_and_no_atlas() {
        let dir = tempfile::tempdir().unwrap();
        let opened = open(Some(dir.path())).unwrap();
        assert!(opened.atlas.is_none());
        assert_eq!(opened.findings.len(), 1);
    }
}
