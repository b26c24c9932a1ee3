//! What stands on sheets before they become a file: how small letters are, which sentences are
//! printed, what who hears a sheet is told.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use emath::vec2;

use super::*;
use crate::atlas::Atlas;
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

/// The quotes of each sheet.
fn quotes(document: &Document) -> Vec<Vec<String>> {
    let words = |piece: &Piece| -> String {
        let forms = piece.forms.iter().filter_map(|(form, _)| match form {
            Form::Text { text, .. } => Some(text.as_str()),
            _ => None,
        });
        forms.collect()
    };
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
