//! Views and briefings of a file, word by word; what the words mean is read elsewhere.

use crate::wire::draft::DraftBriefing;
use crate::wire::fields::{Desk, Fields, Placed};
use crate::wire::tree::Table;

use super::view::{CameraRecord, NamedViewRecord, PassageRecord, PinRecord, ViewRecord};

/// A view.
pub(super) fn view(desk: &mut Desk<'_>, table: &Table) -> ViewRecord {
    let mut fields = Fields::new("view", table);
    let view = view_of(desk, &mut fields);
    fields.finish(desk);
    view
}

/// A briefing.
pub(super) fn briefing(desk: &mut Desk<'_>, table: &Table) -> DraftBriefing {
    let mut fields = Fields::new("briefing", table);
    let title_place = Some(desk.placed(fields.place_of("title"), ()).place);
    let title = fields.text(desk, "title").unwrap_or_default();
    let views = fields.tables(desk, "views");
    fields.finish(desk);
    let views = views.into_iter().map(|table| named_view(desk, table, passage)).collect();
    DraftBriefing { title, title_place, views }
}

/// How the passage a view shows is written.
pub(in crate::wire) trait ReadPassage:
    Fn(&mut Desk<'_>, &Table) -> Option<PassageRecord>
{
}

impl<F: Fn(&mut Desk<'_>, &Table) -> Option<PassageRecord>> ReadPassage for F {}

/// A view of a briefing.
pub(in crate::wire) fn named_view(
    desk: &mut Desk<'_>,
    table: &Table,
    passage: impl ReadPassage,
) -> Placed<NamedViewRecord> {
    let mut fields = Fields::new("view", table);
    let record = NamedViewRecord {
        view: view_of(desk, &mut fields),
        headline: fields.text(desk, "headline").unwrap_or_default(),
        notes: fields.text(desk, "notes").unwrap_or_default(),
        minutes: fields.whole(desk, "minutes").map(|(_, minutes)| minutes),
        quote: fields.table(desk, "quote").and_then(|table| passage(desk, table)),
    };
    fields.finish(desk);
    desk.placed(table.at, record)
}

pub(super) fn view_of(desk: &mut Desk<'_>, fields: &mut Fields<'_>) -> ViewRecord {
    // Files of earlier versions say how much closer one looked; nothing folds by that any more.
    let _ = fields.whole(desk, "magnified");
    ViewRecord {
        name: fields.text(desk, "name"),
        title: fields.text(desk, "title"),
        filter: fields.text(desk, "filter").unwrap_or_default(),
        layout: fields.text(desk, "layout"),
        focus: fields.text(desk, "focus"),
        depth: fields.whole(desk, "depth").map(|(_, depth)| depth),
        direction: fields.text(desk, "direction"),
        expanded: fields.texts(desk, "expanded"),
        unfold: fields.text(desk, "unfold"),
        folded: fields.texts(desk, "folded"),
        unfolded: fields.texts(desk, "unfolded"),
        selected: fields.texts(desk, "selected"),
        theme: fields.text(desk, "theme"),
        outside: fields.text(desk, "outside"),
        lines: fields.text(desk, "lines"),
        pins: pins(desk, fields, "pins"),
        camera: fields.table(desk, "camera").and_then(|table| camera(desk, table)),
    }
}

/// Nodes with places.
pub(super) fn pins(
    desk: &mut Desk<'_>,
    fields: &mut Fields<'_>,
    key: &'static str,
) -> Vec<PinRecord> {
    let tables = fields.tables(desk, key);
    tables.into_iter().filter_map(|table| pin(desk, table)).collect()
}

fn pin(desk: &mut Desk<'_>, table: &Table) -> Option<PinRecord> {
    let mut fields = Fields::new("pin", table);
    let node = fields.required(desk, "node");
    let (x, y) = (fields.number(desk, "x"), fields.number(desk, "y"));
    fields.finish(desk);
    Some(PinRecord { node: node?, x: x? as f32, y: y? as f32 })
}

fn camera(desk: &mut Desk<'_>, table: &Table) -> Option<CameraRecord> {
    let mut fields = Fields::new("camera", table);
    let (x, y) = (fields.number(desk, "x"), fields.number(desk, "y"));
    let zoom = fields.number(desk, "zoom");
    fields.finish(desk);
    Some(CameraRecord { x: x? as f32, y: y? as f32, zoom: zoom? as f32 })
}

fn passage(desk: &mut Desk<'_>, table: &Table) -> Option<PassageRecord> {
    let mut fields = Fields::new("quote", table);
    let document = fields.required(desk, "document");
    let (start, end) = (fields.whole(desk, "start"), fields.whole(desk, "end"));
    fields.finish(desk);
    Some(PassageRecord { document: document?, start: start?.1, end: end?.1 })
}
