//! Opening whatever the person names: a folder, a file, or nothing at all.

use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use crate::atlas::Atlas;

use super::builtin::builtin;
use super::draft::Draft;
use super::encoding::text_of;
use super::finding::{Finding, visible};
use super::folder;
use super::json::{self, ViewRecord};
use super::limits::MAX_PICTURE_BYTES;
use super::picture::{PictureError, PictureSort, carried};
use super::source::{Folder, ReadError, open_file, read_file};

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

    /// What the files hold and this program does not read; said wherever something is made of them.
    pub fn losses(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_loss())
    }

    /// What to say at once to whoever is shown the atlas: that it has errors, what is not read.
    pub fn notices(&self) -> Vec<String> {
        let mut errors = self.findings.iter().filter(|finding| finding.is_error());
        let broken = errors.next().map(|first| match errors.count() {
            0 => format!("1 error in this atlas; what hangs together is shown. {first}"),
            n_more => format!(
                "{} errors in this atlas; what hangs together is shown, and Details lists them. \
                 The first: {first}",
                n_more + 1
            ),
        });
        broken.into_iter().chain(self.losses().map(ToString::to_string)).collect()
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
    let (file, beginning) =
        begin(path).map_err(|why| OpenError::Unreadable { why, path: path.to_owned() })?;
    if let Some(sort) = PictureSort::of(&beginning) {
        return open_picture(path, file, sort);
    }
    let is_named_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    if is_named_json || begins_as_json(&beginning) {
        return open_json(path);
    }
    Err(OpenError::UnknownSort(path.to_owned()))
}

/// How much of a file is looked at to tell what it is; a drawing may begin with comments.
const BEGINNING: u64 = 4096;

/// A file, and its first bytes.
fn begin(path: &Path) -> Result<(File, Vec<u8>), ReadError> {
    // Larger than any picture is larger than any other file too.
    let mut file = open_file(path, MAX_PICTURE_BYTES)?;
    let mut beginning = Vec::new();
    file.by_ref().take(BEGINNING).read_to_end(&mut beginning)?;
    file.rewind()?;
    Ok((file, beginning))
}

/// Whether a file is JSON, whatever it is called: other programs have endings of their own for it
/// (`.canvas`, `.cyjs`, `.geojson`), and to say what it is one has to look.
fn begins_as_json(beginning: &[u8]) -> bool {
    // Byte order marks and the empty halves of UTF-16 say nothing.
    let says_nothing = |byte: &u8| matches!(byte, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff);
    let signs = beginning.iter().filter(|byte| !says_nothing(byte) && !byte.is_ascii_whitespace());
    let signs: Vec<u8> = signs.take(2).copied().collect();
    matches!(signs[..], [b'{', ..] | [b'[', b'{'])
}

/// Opens the view a picture carries, whatever the file is called.
fn open_picture(path: &Path, file: File, sort: PictureSort) -> Result<Opened, OpenError> {
    let json = carried(sort, BufReader::new(file))
        .map_err(|why| OpenError::Picture { why, path: path.to_owned() })?;
    Ok(json::read(&json, &path.display().to_string()))
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
        Err(not_text) => Opened::nothing(not_text.found_in(shown.clone()), shown),
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
    fn json_is_told_by_its_content_whatever_it_is_called() {
        let dir = tempfile::tempdir().unwrap();
        let canvas = "{\"nodes\": [], \"edges\": [{\"fromNode\": \"a\"}]}";
        let wide: Vec<u8> = canvas.bytes().flat_map(|byte| [byte, 0]).collect();
        let marked = [&[0xff, 0xfe][..], &wide].concat();
        let cyjs = b"[ {\"data\": {\"id\": \"a\"}, \"group\": \"nodes\"}]";
        for (name, bytes, words) in [
            ("a.canvas", canvas.as_bytes(), "JSON Canvas"),
            ("b.canvas", &wide, "UTF-16"),
            ("c.txt", &marked, "UTF-16"),
            ("d.cyjs", cyjs, "Cytoscape"),
        ] {
            let path = dir.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let opened = open(Some(&path)).unwrap();
            let [finding] = &opened.findings[..] else { panic!("{name}: {:?}", opened.findings) };
            assert!(finding.message.contains(words) && finding.place.is_some(), "{finding}");
        }
        let table = dir.path().join("actors.toml");
        std::fs::write(&table, "[[actor]]\nid = \"x\"\n").unwrap();
        assert!(message(&table).starts_with("this file is none that can be opened"));
    }

    #[test]
    fn an_empty_folder_gives_findings_and_no_atlas() {
        let dir = tempfile::tempdir().unwrap();
        let opened = open(Some(dir.path())).unwrap();
        assert!(opened.atlas.is_none());
        assert_eq!(opened.findings.len(), 1);
    }
}
