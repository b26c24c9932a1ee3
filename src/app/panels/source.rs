//! The source tab: whole documents, with what speaks for the selection marked.

use egui::text::LayoutJob;
use egui::{Align, ComboBox, Frame, Margin, Ui};
use egui_extras::{Column, TableBuilder};

use super::Facts;
use super::dates::spoken_date;
use crate::app::desk::Desk;
use crate::app::style::size;
use crate::atlas::{Document, Evidence, Section, Span};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// One row: a heading of a section or a paragraph.
enum Row<'a> {
    /// Where a section begins.
    Heading(&'a Section),
    /// A paragraph, by its span.
    Paragraph(Span),
}

/// Draws the source tab.
pub(super) fn source_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let documents = facts.session.atlas().documents();
    let reading = facts.session.reading();
    if let Some(at) = reading.and_then(|r| documents.iter().position(|d| d.id == r.document)) {
        desk.source.document = at;
    }
    let Some(document) = documents.get(desk.source.document).or_else(|| documents.first()) else {
        Frame::new().inner_margin(Margin::same(20)).show(ui, |ui| {
            let words = "This atlas holds no documents.";
            facts.look.text(ui, words, (size::BODY, Weight::Regular, Paint::Soft));
        });
        return;
    };
    head_ui(ui, facts, document, desk, commands);
    facts.look.hairline(ui);
    text_ui(ui, facts, document, desk);
}

fn head_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    document: &Document,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let margin = Margin { left: 20, right: 20, top: 12, bottom: 10 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.take_available_width();
        ui.spacing_mut().item_spacing.y = 4.0;
        let documents = facts.session.atlas().documents();
        let chooser = ComboBox::from_id_salt("document")
            .width(ui.available_width())
            .truncate()
            .selected_text(document.short_title());
        let inner = chooser.show_ui(ui, |ui| {
            for (at, other) in documents.iter().enumerate() {
                if ui.selectable_label(other.id == document.id, other.short_title()).clicked() {
                    desk.source.document = at;
                    desk.source.shown = None;
                    desk.source.wants_top = true;
                    commands.push(Command::Read(None));
                }
            }
        });
        ui.ctx().accesskit_node_builder(inner.response.id, |node| node.set_label("Document"));
        look.text(ui, &document.title, (size::BODY, Weight::SemiBold, Paint::Ink));
        let date = document.date.as_deref().map(spoken_date);
        let parts = [document.author.clone(), document.publisher.clone(), date];
        let about: Vec<String> = parts.into_iter().flatten().collect();
        look.text(ui, &about.join(" · "), (size::SMALL, Weight::Regular, Paint::Soft));
        if let Some(url) = &document.url
            && look.link(ui, url, size::SMALL, Weight::Regular).clicked()
        {
            commands.push(Command::FollowLink(url.clone()));
        }
        if let Some(licence) = &document.licence {
            let style = (size::SMALL, Weight::Regular, Paint::Soft);
            look.text(ui, "Terms of reuse (point here)", style).on_hover_text(licence);
        }
    });
}

fn text_ui(ui: &mut Ui, facts: Facts<'_>, document: &Document, desk: &mut Desk) {
    let marks = marked_spans(facts, document);
    let strong = facts.session.reading().filter(|r| r.document == document.id).and_then(|r| r.span);
    let rows = rows_of(document);
    let width = ui.available_width() - 40.0;
    let galleys: Vec<_> = rows
        .iter()
        .map(|row| ui.painter().layout_job(job_of(facts, document, row, (&marks, strong), width)))
        .collect();
    let free = |row: &Row<'_>| if matches!(row, Row::Heading(_)) { 26.0 } else { 10.0 };
    let heights: Vec<f32> =
        rows.iter().zip(&galleys).map(|(row, galley)| galley.size().y + free(row)).collect();
    let table = TableBuilder::new(ui)
        .id_salt(("text", document.id.as_str()))
        .auto_shrink([false, false])
        .column(Column::remainder().clip(true));
    let first = std::mem::take(&mut desk.source.wants_top).then_some(0);
    let table = match row_to_show(facts, document, &rows, desk).or(first) {
        Some(at) => table.scroll_to_row(at, Some(Align::Center)).animate_scrolling(false),
        None => table,
    };
    table.body(|body| {
        body.heterogeneous_rows(heights.into_iter(), |mut shown| {
            let at = shown.index();
            let (Some(row), Some(galley)) = (rows.get(at), galleys.get(at)) else { return };
            shown.col(|ui| {
                let margin = Margin { left: 20, right: 20, top: 0, bottom: 0 };
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    if matches!(row, Row::Heading(_)) {
                        ui.add_space(16.0);
                    }
                    ui.label(std::sync::Arc::clone(galley));
                });
            });
        });
    });
}

/// The row to scroll to, once for each passage opened.
fn row_to_show(
    facts: Facts<'_>,
    document: &Document,
    rows: &[Row<'_>],
    desk: &mut Desk,
) -> Option<usize> {
    let reading = facts.session.reading().filter(|r| r.document == document.id)?;
    if desk.source.shown.as_ref() == Some(reading) {
        return None;
    }
    desk.source.shown = Some(reading.clone());
    let span = reading.span?;
    rows.iter().position(|row| matches!(row, Row::Paragraph(p) if p.overlaps(span)))
}

/// What of the document speaks for the selected node.
fn marked_spans(facts: Facts<'_>, document: &Document) -> Vec<Span> {
    let atlas = facts.session.atlas();
    let node = facts.session.view().subject().and_then(|id| atlas.node(id));
    let quotes = node.into_iter().flat_map(|n| &n.evidence).filter_map(Evidence::quote);
    quotes.filter(|q| q.document == document.id).map(|q| q.span).collect()
}

fn rows_of(document: &Document) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut start = 0;
    let mut sections = document.sections.iter().peekable();
    for line in document.text().split('\n') {
        let end = start + line.chars().count();
        while let Some(section) = sections.next_if(|s| s.span.start <= start) {
            rows.push(Row::Heading(section));
        }
        if !line.trim().is_empty() {
            rows.push(Row::Paragraph(Span { start, end }));
        }
        start = end + 1;
    }
    rows
}

fn job_of(
    facts: Facts<'_>,
    document: &Document,
    row: &Row<'_>,
    (marks, strong): (&[Span], Option<Span>),
    width: f32,
) -> LayoutJob {
    let look = facts.look;
    let mut job = LayoutJob::default();
    match row {
        Row::Heading(section) => {
            let mut format = look.format(size::CAPTION, Weight::SemiBold, Paint::Faint);
            format.extra_letter_spacing = 0.6;
            job.append(&section.name().to_uppercase(), 0.0, format);
            if let Some(speaker) = &section.speaker {
                let format = look.format(size::SMALL, Weight::Regular, Paint::Soft);
                job.append(&format!("\n{speaker} speaks"), 0.0, format);
            }
        }
        Row::Paragraph(span) => paragraph(&mut job, facts, document, *span, (marks, strong)),
    }
    job.wrap.max_width = width.max(40.0);
    job
}

/// A paragraph cut at every border of a mark.
fn paragraph(
    job: &mut LayoutJob,
    facts: Facts<'_>,
    document: &Document,
    span: Span,
    (marks, strong): (&[Span], Option<Span>),
) {
    let mut cuts: Vec<usize> = marks.iter().chain(&strong).flat_map(|m| [m.start, m.end]).collect();
    cuts.extend([span.start, span.end]);
    cuts.retain(|at| (span.start..=span.end).contains(at));
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let &[start, end] = pair else { continue };
        let piece = Span { start, end };
        let is_strong = strong.is_some_and(|s| s.overlaps(piece));
        let weight = if is_strong { Weight::Medium } else { Weight::Regular };
        let mut format = facts.look.format(size::BODY, weight, Paint::Ink);
        if is_strong || marks.iter().any(|m| m.overlaps(piece)) {
            format.background = facts.look.color(Paint::Highlight);
        }
        job.append(document.slice(piece), 0.0, format);
    }
}
