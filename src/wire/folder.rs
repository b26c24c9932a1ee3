//! Reading an atlas folder: every table of every file, and everything that is wrong, in one go.
//!
//! Found here: `syntax`, `unreadable`, `missing-field`, `wrong-type`, `unknown-field`,
//! `changed-document`, `line-ends`, `quote-not-found` and `ambiguous-quote`, for these need the text at hand.
//! What hangs on several tables is left to the room `check`. Begin with [`read`].

use crate::atlas::NodeKind;

use super::briefing;
use super::draft::{Draft, DraftDocument};
use super::encoding::text_of;
use super::fields::{Desk, Fields, Placed};
use super::finding::Finding;
use super::left_out;
use super::limits::{MAX_LINKS, MAX_NODES};
use super::line_ends::with_line_feeds;
use super::lines::Lines;
use super::rows::{self, Library};
use super::source::{BYTE_ORDER_MARK, Source};
use super::tables;
use super::texts;
use super::tree::{Table, Value};
use super::words::{did_you_mean, either};

/// The tables a folder may have, and how each is written.
const SORTS: [(&str, Sort); 11] = [
    ("atlas", Sort::Atlas),
    ("document", Sort::Document),
    ("left-out", Sort::LeftOut),
    ("threat", Sort::Threat),
    ("pillar", Sort::Node(NodeKind::Pillar)),
    ("action", Sort::Node(NodeKind::Action)),
    ("actor", Sort::Node(NodeKind::Actor)),
    ("instrument", Sort::Node(NodeKind::Instrument)),
    ("link", Sort::Link),
    ("briefing", Sort::Briefing),
    ("view", Sort::View),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Atlas,
    Document,
    LeftOut,
    Threat,
    Node(NodeKind),
    Link,
    Briefing,
    View,
}

/// A file that was read.
struct Sheet<'t> {
    desk: Desk<'t>,
    root: Table,
}

/// Reads a folder.
pub fn read(source: &dyn Source) -> Draft {
    let mut draft = Draft { is_complete: true, ..Draft::default() };
    let files = read_files(source, &mut draft);
    let mut sheets: Vec<Sheet<'_>> =
        files.iter().map(|(path, text)| parse(path, text, &mut draft)).collect();
    read_head(&mut sheets, source, &mut draft);
    read_documents(&mut sheets, source, &mut draft);
    let documents = std::mem::take(&mut draft.documents);
    read_rows(&mut sheets, &library_of(&documents), &mut draft);
    draft.documents = documents;
    draft.findings.extend(sheets.into_iter().flat_map(|sheet| sheet.desk.findings));
    draft.findings.sort();
    draft
}

fn read_files(source: &dyn Source, draft: &mut Draft) -> Vec<(String, String)> {
    let names = match source.tables() {
        Ok(names) => names,
        Err(error) => {
            draft.is_complete = false;
            draft.findings.push(Finding::error_in("unreadable", source.name(), error.to_string()));
            return Vec::new();
        }
    };
    let mut files = Vec::new();
    for name in names {
        let shown = source.shown(&name);
        let problem = match source.read(&name).map(text_of) {
            Ok(Ok(text)) => {
                files.push((shown, with_line_feeds(text)));
                continue;
            }
            Ok(Err(not_text)) => not_text.found_in(shown),
            Err(error) => Finding::error_in("unreadable", shown, error.to_string()),
        };
        draft.is_complete = false;
        draft.findings.push(problem);
    }
    files
}

fn parse<'t>(path: &str, text: &'t str, draft: &mut Draft) -> Sheet<'t> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut desk = Desk::strict(Lines::new(path, text));
    let (root, mistakes) = tables::parse(text);
    if mistakes.is_empty() {
        return Sheet { desk, root };
    }
    draft.is_complete = false;
    let mut last_line = 0;
    for mistake in mistakes {
        // What follows in the same line is mostly an echo.
        let line = desk.lines.line_of(mistake.at);
        if line != last_line {
            desk.error("syntax", mistake.at, mistake.message);
        }
        last_line = line;
    }
    // Half a file would only make noise: nothing of it is used.
    Sheet { desk, root: Table::default() }
}

/// Everything of one sort in a file, in the order of the text.
fn rows_of(sheet: &Sheet<'_>, wanted: impl Fn(Sort) -> bool) -> Vec<(Sort, Table)> {
    let mut rows = Vec::new();
    for entry in &sheet.root.entries {
        let Some(sort) = sort_of(&entry.key).filter(|sort| wanted(*sort)) else { continue };
        match (&entry.tree.value, sort) {
            (Value::Table(table), Sort::Atlas | Sort::Briefing) => rows.push((sort, table.clone())),
            (Value::List(items), _) => rows.extend(items.iter().filter_map(|item| {
                let Value::Table(table) = &item.value else { return None };
                Some((sort, table.clone()))
            })),
            _ => {}
        }
    }
    rows.sort_by_key(|(_, table)| table.at);
    rows
}

fn sort_of(key: &str) -> Option<Sort> {
    SORTS.iter().find(|(name, _)| *name == key).map(|(_, sort)| *sort)
}

fn read_head(sheets: &mut [Sheet<'_>], source: &dyn Source, draft: &mut Draft) {
    let mut head: Option<Placed<()>> = None;
    for sheet in sheets {
        check_top(sheet);
        for (_, table) in rows_of(sheet, |sort| sort == Sort::Atlas) {
            let desk = &mut sheet.desk;
            if let Some(first) = &head {
                let message = format!("a second [atlas]; the first stands at {}", first.place);
                desk.error("duplicate-id", table.at, message);
                continue;
            }
            head = Some(desk.placed(table.at, ()));
            let mut fields = Fields::new("atlas", &table);
            if let Some((at, id)) = fields.required_at(desk, "id") {
                rows::check_id(desk, at, &id);
                draft.id = id;
            }
            draft.title_place = Some(desk.placed(fields.place_of("title"), ()).place);
            draft.title = fields.required(desk, "title").unwrap_or_else(|| draft.id.clone());
            draft.summary = fields.text(desk, "summary");
            draft.as_of = fields.date(desk, "as_of");
            draft.language = fields.language(desk);
            fields.finish(desk);
        }
    }
    if head.is_none() && draft.is_complete {
        let message = "no file here has an [atlas] table with `id` and `title`";
        draft.findings.push(Finding::error_in("missing-field", source.name(), message));
    }
}

/// Reports tables that nobody reads, and known ones of the wrong type.
fn check_top(sheet: &mut Sheet<'_>) {
    let names = SORTS.map(|(name, _)| name);
    for entry in &sheet.root.entries {
        let is_list = |items: &[super::tree::Tree]| {
            items.iter().all(|item| matches!(item.value, Value::Table(_)))
        };
        let key = &entry.key;
        match (sort_of(key), &entry.tree.value) {
            (None, _) => {
                let hint = did_you_mean(key, names);
                let known = if hint.is_empty() {
                    format!("; a file has {}", either(&names))
                } else {
                    String::new()
                };
                let message = format!("nobody reads `{key}`{hint}{known}");
                sheet.desk.error("unknown-field", entry.at, message);
            }
            (Some(Sort::Atlas | Sort::Briefing), Value::Table(_)) => {}
            (Some(Sort::Atlas), _) => {
                sheet.desk.error("wrong-type", entry.at, "the atlas is written [atlas], once");
            }
            (Some(Sort::Briefing), _) => {
                let message = "the briefing is written [briefing], once; its views are [[view]]";
                sheet.desk.error("wrong-type", entry.at, message);
            }
            (Some(_), Value::List(items)) if is_list(items) => {}
            (Some(_), _) => {
                let message = format!("each {key} is written [[{key}]]");
                sheet.desk.error("wrong-type", entry.at, message);
            }
        }
    }
}

fn read_documents(sheets: &mut [Sheet<'_>], source: &dyn Source, draft: &mut Draft) {
    for sheet in sheets {
        for (_, table) in rows_of(sheet, |sort| sort == Sort::Document) {
            draft.documents.extend(texts::document(&mut sheet.desk, &table, source));
        }
    }
}

fn library_of(documents: &[DraftDocument]) -> Library<'_> {
    let mut library = Library::new();
    for draft in documents {
        library.entry(draft.id.value.as_str()).or_insert(draft.document.as_ref());
    }
    library
}

fn read_rows(sheets: &mut [Sheet<'_>], library: &Library<'_>, draft: &mut Draft) {
    for sheet in sheets {
        for (sort, table) in rows_of(sheet, |_| true) {
            if is_full(draft, sort) {
                let message = format!(
                    "an atlas has at most {MAX_NODES} nodes and {MAX_LINKS} links; the rest is not read"
                );
                sheet.desk.error("unreadable", table.at, message);
                return;
            }
            let desk = &mut sheet.desk;
            match sort {
                Sort::Atlas | Sort::Document => {}
                Sort::LeftOut => draft.left_out.extend(left_out::row(desk, &table, library)),
                Sort::Threat => {
                    if let Some((threat, node)) = rows::threat(desk, &table, library) {
                        draft.threats.push(threat);
                        draft.nodes.push(node);
                    }
                }
                Sort::Node(kind) => draft.nodes.extend(rows::node(desk, &table, kind, library)),
                Sort::Link => draft.links.extend(rows::link(desk, &table, library)),
                Sort::Briefing => briefing::head(desk, &table, &mut draft.briefing),
                Sort::View => briefing::row(desk, &table, library, &mut draft.briefing),
            }
        }
    }
}

const fn is_full(draft: &Draft, sort: Sort) -> bool {
    match sort {
        Sort::Atlas | Sort::Document | Sort::LeftOut | Sort::Briefing | Sort::View => false,
        Sort::Threat | Sort::Node(_) => draft.nodes.len() >= MAX_NODES,
        Sort::Link => draft.links.len() >= MAX_LINKS,
    }
}
