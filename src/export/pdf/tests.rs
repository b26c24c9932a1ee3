//! What stands on sheets before they become a file: how small letters are, which sentences are
//! printed, what who hears a sheet is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use emath::vec2;

use super::*;
use crate::atlas::{Atlas, Claim, Evidence, NodeId};
use crate::filter::{capitalised, visible};
use crate::view::{Briefing, View};
use crate::wire;

static BUILTIN: LazyLock<(Atlas, Briefing)> = LazyLock::new(|| {
    let opened = wire::builtin();
    let atlas = opened.atlas.unwrap();
    let record = opened.draft.briefing.unwrap().record();
    let (briefing, _) = wire::briefing_from_record(&record, &atlas);
    (atlas, briefing)
});

fn document(view: &View, options: &ExportOptions) -> Document {
    let (atlas, briefing) = &*BUILTIN;
    let request =
        ExportRequest { briefing: Some(briefing), ..ExportRequest::new(atlas, view, options) };
    document_of(&Composed::new(&request)).unwrap()
}

fn sized(width: f32, height: f32) -> ExportOptions {
    ExportOptions { size: vec2(width, height), ..ExportOptions::default() }
}

/// The texts of a document and their sizes on paper.
fn letters(document: &Document) -> impl Iterator<Item = (f32, &str)> {
    let pieces = document.sheets.iter().flat_map(|sheet| &sheet.pieces);
    pieces.flat_map(|piece| &piece.forms).filter_map(|(form, _)| match form {
        Form::Text { size, text, .. } => Some((size * document.paper.scale, text.as_str())),
        _ => None,
    })
}

/// Checks every built-in view by itself and the briefing on a sheet.
fn check_letters(size: (f32, f32), least: f32) {
    let briefing = ExportOptions {
        whole_briefing: true,
        register: Some(Register::All),
        ..sized(size.0, size.1)
    };
    let single = ExportOptions { register: Some(Register::Shown), ..sized(size.0, size.1) };
    let of_views = BUILTIN.1.views.iter().map(|named| document(&named.view, &single));
    for document in of_views.chain([document(&View::default(), &briefing)]) {
        for (found, text) in letters(&document) {
            assert!(found > least - 0.01, "{size:?}: {text:?} has {found} points");
        }
        let is_a_sheet = |at: f32, of: f32| (at - of / 2.0).abs() < 0.01;
        let sheet = document.paper.sheet;
        assert!(is_a_sheet(sheet.x, size.0) && is_a_sheet(sheet.y, size.1), "{sheet:?}");
    }
}

#[test]
fn no_letter_is_smaller_than_seven_points_on_a4() {
    check_letters((1684.0, 1190.0), 7.0);
}

#[test]
fn no_letter_is_smaller_than_eight_points_on_a3() {
    check_letters((1684.0, 2382.0), 8.0);
}

/// The words of a piece; lines follow one another without a space.
fn words(piece: &Piece) -> String {
    let forms = piece.forms.iter().filter_map(|(form, _)| match form {
        Form::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    forms.collect()
}

/// The quotes of each sheet.
fn quotes(document: &Document) -> Vec<Vec<String>> {
    let of_sheet = |sheet: &Sheet| {
        sheet.pieces.iter().filter(|piece| piece.role == Role::Quote).map(words).collect()
    };
    document.sheets.iter().map(of_sheet).collect()
}

#[test]
fn a_key_sentence_is_printed_on_one_page_only() {
    let (atlas, briefing) = &*BUILTIN;
    // The same views twice: the second time nothing is left to be said.
    let views = [briefing.views.clone(), briefing.views.clone()].concat();
    let twice = Briefing { views, ..briefing.clone() };
    let register = Some(Register::Nothing);
    let options = ExportOptions { whole_briefing: true, register, ..sized(1684.0, 1190.0) };
    let view = View::default();
    let request =
        ExportRequest { briefing: Some(&twice), ..ExportRequest::new(atlas, &view, &options) };
    let quotes = quotes(&document_of(&Composed::new(&request)).unwrap());
    let all: Vec<&String> = quotes.iter().flatten().collect();
    let distinct: BTreeSet<&&String> = all.iter().collect();
    assert!(!all.is_empty());
    assert_eq!(all.len(), distinct.len(), "{all:#?}");
}

#[test]
fn a_register_lists_all_what_is_shown_or_nothing() {
    let n_sheets = |register| {
        let options = ExportOptions { whole_briefing: true, register, ..sized(1684.0, 1190.0) };
        document(&View::default(), &options).sheets.len()
    };
    let lengths = Register::ALL.map(|register| n_sheets(Some(register)));
    assert!(lengths[0] > lengths[1] && lengths[1] > lengths[2], "{lengths:?}");
    assert_eq!(n_sheets(None), lengths[1], "{lengths:?}");
    assert_eq!(lengths[2], BUILTIN.1.views.len() + 1, "a cover and the views");
    let single = document(&View::default(), &sized(1684.0, 1190.0));
    assert_eq!(single.sheets.len(), 1);
}

#[test]
fn a_figure_tells_what_it_shows_and_no_heading_skips_a_level() {
    let options = ExportOptions {
        whole_briefing: true,
        register: Some(Register::All),
        ..sized(1600.0, 900.0)
    };
    let document = document(&View::default(), &options);
    let pieces: Vec<&Piece> = document.sheets.iter().flat_map(|sheet| &sheet.pieces).collect();
    let figures = pieces.iter().filter_map(|piece| match &piece.role {
        Role::Figure(words) if !piece.continues => Some(words),
        _ => None,
    });
    let figures: Vec<&String> = figures.collect();
    assert_eq!(figures.len(), BUILTIN.1.views.len());
    for words in figures {
        let has_links = !words.contains(" and 0 links");
        assert_eq!(words.contains("Most linked: "), has_links, "{words}");
        for part in ["A map of ", " nodes and ", "Filter: "] {
            assert!(words.contains(part), "{words}");
        }
    }
    let mut before = 0;
    for piece in &pieces {
        if let Role::Heading(level) = piece.role {
            assert!(level <= before + 1, "{level} after {before}");
            before = level;
        }
    }
}

#[test]
fn printed_numbers_count_the_sheets() {
    let options = ExportOptions { whole_briefing: true, ..sized(1600.0, 900.0) };
    let document = document(&View::default(), &options);
    for (at, sheet) in document.sheets.iter().enumerate().skip(1) {
        let foot = sheet.pieces.iter().find(|piece| piece.role == Role::Foot).unwrap();
        let number = (at + 1).to_string();
        let is_number =
            |(form, _): &(Form, f32)| matches!(form, Form::Text { text, .. } if *text == number);
        assert!(foot.forms.iter().any(is_number), "{number}");
    }
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What the register prints under the heading of each claim, all without spaces, because lines end
/// anywhere.
fn printed(document: &Document) -> BTreeMap<String, Vec<String>> {
    let mut claims: Vec<(String, Vec<String>)> = Vec::new();
    let pieces = document.sheets.iter().flat_map(|sheet| &sheet.pieces);
    for piece in pieces {
        let text = without_spaces(&words(piece));
        match (&piece.role, claims.last_mut()) {
            (Role::Heading(3), Some((heading, _))) if piece.continues => heading.push_str(&text),
            (Role::Heading(3), _) => claims.push((text, Vec::new())),
            (Role::Heading(_), _) => claims.push((String::new(), Vec::new())),
            (Role::Paragraph | Role::Quote, Some((_, texts))) => match texts.last_mut() {
                Some(last) if piece.continues => last.push_str(&text),
                _ => texts.push(text),
            },
            _ => {}
        }
    }
    claims.into_iter().filter(|(heading, _)| !heading.is_empty()).collect()
}

/// How a register should tell what a claim rests on: its basis, or what to look up, and the reason.
fn told(evidence: &[&Evidence]) -> Vec<String> {
    let lines = evidence.iter().flat_map(|one| match one {
        Evidence::Stated(_) => vec!["The source says".to_owned()],
        Evidence::Interpreted { reason, .. } => {
            vec!["We read it so".to_owned(), format!("Why: {reason}")]
        }
        Evidence::Reference { citation, confidence, .. } => {
            vec![format!("{citation} · {}", confidence.phrase())]
        }
        Evidence::Broken(_) => vec!["Unverified".to_owned()],
    });
    lines.map(|line| without_spaces(&line)).collect()
}

/// Those of the texts under a heading that tell of evidence; of a place only the basis before it.
fn told_in(texts: &[String], evidence: &[&Evidence]) -> Vec<String> {
    let known = told(evidence);
    let of_text = |text: &String| {
        let before = text.split('·').next().unwrap_or_default().to_owned();
        let is_basis = ["Thesourcesays", "Wereaditso", "Unverified"].contains(&before.as_str());
        let is_told = known.contains(text) || text.starts_with("Why:");
        if is_basis { Some(before) } else { is_told.then(|| text.clone()) }
    };
    texts.iter().filter_map(of_text).collect()
}

#[test]
fn the_register_tells_every_basis_and_reason_as_the_atlas_has_them() {
    let (atlas, briefing) = &*BUILTIN;
    let name = |id: &NodeId| atlas.node(id).unwrap().label.as_str();
    for (named, register) in briefing
        .views
        .iter()
        .flat_map(|named| [Register::All, Register::Shown].map(|register| (named, register)))
    {
        let options = ExportOptions { register: Some(register), ..sized(1684.0, 1190.0) };
        let found = printed(&document(&named.view, &options));
        let kept = visible(atlas, &named.view.question());
        let nodes = atlas.nodes().iter().filter(|node| kept.kept_nodes.contains(&node.id));
        let nodes = nodes.map(|node| (node.label.clone(), &node.evidence));
        let links = atlas.links().iter().filter(|link| kept.kept_links.contains(&link.id));
        let links = links.map(|link| {
            let (source, target) = (name(&link.source), name(&link.target));
            (format!("{source} {} {target}", link.relation.phrase()), &link.evidence)
        });
        let mut n_listed = 0;
        for (heading, evidence) in nodes.chain(links) {
            let Some(texts) = found.get(&without_spaces(&heading)) else {
                assert_eq!(register, Register::Shown, "{heading} is not listed");
                continue;
            };
            n_listed += 1;
            let expected: Vec<&Evidence> = match register {
                Register::All => evidence.iter().collect(),
                _ => Claim::of(evidence).firmest().into_iter().collect(),
            };
            assert_eq!(told_in(texts, &expected), told(&expected), "{heading}: {texts:#?}");
            let basis = capitalised(Claim::of(evidence).basis().phrase());
            let is_none = texts.contains(&without_spaces(&basis));
            assert_eq!(is_none, evidence.is_empty(), "{heading}");
        }
        assert_eq!(n_listed, found.len(), "{}: nothing else is listed", named.title());
    }
}
