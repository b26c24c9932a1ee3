//! A view as a file carries it, and back.
//!
//! Owns which part of a [`View`] survives a file. A file outlives the program that wrote it, so
//! a word nobody knows is left out and said, never an error.

use std::collections::{BTreeMap, BTreeSet};

use emath::{Pos2, pos2};

use crate::atlas::{Asked, Atlas, NodeId};
use crate::filter::{self, Direction, Filter, Group, ParseError};
use crate::layout::LayoutKind;
use crate::scene::{Camera, LineStyle, Theme};
use crate::view::{Folding, Outside, Unfold, View};

use super::json::{CameraRecord, PinRecord, ViewRecord};

/// Farthest a focus reaches.
const DEEPEST: usize = 9;

/// The record of a view, to be written.
pub fn record_from_view(view: &View) -> ViewRecord {
    let text = |id: &NodeId| id.as_str().to_owned();
    ViewRecord {
        name: view.name.clone(),
        title: view.title.clone(),
        filter: view.filter.to_string(),
        layout: Some(view.layout.word().to_owned()),
        focus: view.focus.as_ref().map(text),
        depth: view.focus.as_ref().map(|_| usize::from(view.depth)),
        direction: (view.direction != Direction::Both).then(|| view.direction.word().to_owned()),
        expanded: view.expanded.iter().map(text).collect(),
        unfold: (view.folding.way != Unfold::Auto).then(|| view.folding.way.word().to_owned()),
        // What folds of itself is not written: it would stay folded where there is room for it.
        folded: view.folding.closed.iter().map(text).collect(),
        unfolded: view.folding.opened.iter().map(text).collect(),
        selected: view.selected.iter().map(text).collect(),
        theme: Some(view.theme.word().to_owned()),
        outside: (view.outside != Outside::Hide).then(|| view.outside.word().to_owned()),
        lines: (view.line_style != LineStyle::default()).then(|| view.line_style.word().to_owned()),
        pins: view.pins.iter().map(pin_record).collect(),
        camera: view.camera.map(|camera| CameraRecord {
            x: camera.centre.x,
            y: camera.centre.y,
            zoom: camera.zoom,
        }),
    }
}

/// What a record asks for; the rest of it does not matter.
pub(crate) fn asked_by(record: &ViewRecord) -> Asked {
    let id = |id: &String| NodeId::new(id.as_str());
    let focus = record.focus.as_ref().map(id);
    let depth = record.depth.filter(|_| focus.is_some()).unwrap_or_default();
    let direction = record.direction.as_deref().and_then(Direction::from_word);
    Asked {
        filter: record.filter.clone(),
        focus,
        depth: depth.min(DEEPEST) as u8,
        direction: direction.unwrap_or_default().word().to_owned(),
        expanded: record.expanded.iter().map(id).collect(),
    }
}

fn pin_record((node, pos): (&NodeId, &Pos2)) -> PinRecord {
    PinRecord { node: node.as_str().to_owned(), x: pos.x, y: pos.y }
}

/// The view of a record over an atlas, and a sentence for each thing that was left out.
pub fn view_from_record(record: &ViewRecord, atlas: &Atlas) -> (View, Vec<String>) {
    let mut reader = Reader { atlas, left_out: Vec::new() };
    let focus = record.focus.as_deref().and_then(|id| reader.node(id));
    let first = View::first(atlas);
    let mut view = View {
        name: record.name.clone(),
        title: record.title.clone(),
        filter: reader.filter(&record.filter),
        layout: match record.layout.as_deref() {
            None => first.layout,
            word => reader.word("layout", word, LayoutKind::from_word),
        },
        depth: reader.depth(record.depth.unwrap_or_else(|| usize::from(focus.is_some()))),
        focus,
        direction: reader.word("direction", record.direction.as_deref(), Direction::from_word),
        expanded: reader.nodes(&record.expanded),
        folding: Folding {
            way: reader.word("unfold", record.unfold.as_deref(), Unfold::from_word),
            opened: reader.drawn(&record.unfolded).into_iter().collect(),
            closed: reader.drawn(&record.folded).into_iter().collect(),
        },
        selected: reader.drawn(&record.selected),
        theme: reader.word("theme", record.theme.as_deref(), Theme::from_word),
        line_style: reader.word("lines", record.lines.as_deref(), LineStyle::from_word),
        outside: reader.word("outside", record.outside.as_deref(), Outside::from_word),
        pins: reader.pins(&record.pins),
        camera: record.camera.as_ref().and_then(|camera| reader.camera(camera)),
        ..View::default()
    };
    let filter = std::mem::take(&mut view.filter);
    view.ask(filter);
    (view, reader.left_out)
}

struct Reader<'a> {
    atlas: &'a Atlas,
    left_out: Vec<String>,
}

impl Reader<'_> {
    fn filter(&mut self, text: &str) -> filter::Filter {
        self.known_filter(text).unwrap_or_else(|error| {
            self.left_out.push(format!("the view’s filter was left out: {error}"));
            Filter::default()
        })
    }

    /// The filter, where the atlas has what it asks for. It need not have what is taken out: a
    /// filtered export is without it.
    fn known_filter(&self, text: &str) -> Result<Filter, ParseError> {
        // Nor need an excerpt have what it was asked for by: the rest may.
        if self.atlas.excerpt().is_some_and(|excerpt| excerpt.asked.filter == text) {
            return filter::parse(text);
        }
        filter::read(text, self.atlas).or_else(|_| {
            let parsed = filter::parse(text)?;
            filter::resolve(&wanted_only(&parsed), self.atlas).map(|_| parsed)
        })
    }

    fn word<T: Default>(
        &mut self,
        what: &str,
        word: Option<&str>,
        read: fn(&str) -> Option<T>,
    ) -> T {
        word.and_then(|word| {
            let known = read(word);
            if known.is_none() {
                self.left_out.push(format!("the view’s {what} “{word}” is not known"));
            }
            known
        })
        .unwrap_or_default()
    }

    fn depth(&mut self, depth: usize) -> u8 {
        if depth > DEEPEST {
            self.left_out.push(format!("the view’s depth {depth} was cut to {DEEPEST}"));
        }
        depth.min(DEEPEST) as u8
    }

    fn node(&mut self, id: &str) -> Option<NodeId> {
        let id = NodeId::new(id);
        // A view over a part may name what only the whole has.
        if self.atlas.node(&id).is_none() && self.atlas.excerpt().is_none() {
            self.left_out.push(format!("the view names “{id}”, which is no node"));
            return None;
        }
        Some(id)
    }

    fn nodes(&mut self, ids: &[String]) -> BTreeSet<NodeId> {
        ids.iter().filter_map(|id| self.node(id)).collect()
    }

    fn pins(&mut self, pins: &[PinRecord]) -> BTreeMap<NodeId, Pos2> {
        let mut placed = BTreeMap::new();
        for pin in pins {
            let Some(node) = self.drawn(std::slice::from_ref(&pin.node)).pop() else { continue };
            let pos = pos2(pin.x, pin.y);
            if pos.is_finite() {
                placed.insert(node, pos);
            }
        }
        placed
    }

    fn camera(&mut self, record: &CameraRecord) -> Option<Camera> {
        let camera = Camera { centre: pos2(record.x, record.y), zoom: record.zoom };
        let is_sound = camera.centre.is_finite() && camera.zoom.is_finite() && camera.zoom > 0.0;
        if !is_sound {
            self.left_out.push("the view looks nowhere that could be shown".to_owned());
        }
        is_sound.then_some(camera)
    }

    /// Nodes, and groups, which are none.
    fn drawn(&mut self, ids: &[String]) -> Vec<NodeId> {
        let group = |id: &String| Group::from_id(&NodeId::new(id.as_str())).map(|group| group.id());
        ids.iter().filter_map(|id| group(id).or_else(|| self.node(id))).collect()
    }
}

fn wanted_only(filter: &Filter) -> Filter {
    let negated = filter.clauses().filter(|clause| clause.negated);
    negated.fold(filter.clone(), |left, clause| left.without_clause(clause.key, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::builtin;

    #[test]
    fn a_view_survives_a_file() {
        let atlas = builtin().atlas.unwrap();
        let pillar = atlas.nodes().iter().find(|n| n.kind.word() == "pillar").unwrap().id.clone();
        let view = View {
            name: Some("Police".to_owned()),
            filter: filter::read("actor:europol", &atlas).unwrap(),
            focus: Some("europol".into()),
            depth: 3,
            direction: Direction::Incoming,
            expanded: ["eurojust".into(), "frontex".into()].into(),
            folding: Folding { way: Unfold::All, ..Folding::default() }
                .with(&pillar, false)
                .with(&"group:actor:agency".into(), true),
            selected: vec!["europol".into()],
            theme: Theme::Dark,
            line_style: LineStyle::Relation,
            pins: BTreeMap::from([("europol".into(), pos2(10.5, -0.1))]),
            camera: Some(Camera { centre: pos2(1.25, 3.1), zoom: 0.7 }),
            outside: Outside::Fade,
            ..View::default()
        };
        let (again, left_out) = view_from_record(&record_from_view(&view), &atlas);
        assert_eq!(again, view);
        assert!(left_out.is_empty());
    }

    #[test]
    fn what_is_taken_out_need_not_be_there() {
        let atlas = builtin().atlas.unwrap();
        let filter_of = |filter: &str| {
            let record = ViewRecord { filter: filter.to_owned(), ..ViewRecord::default() };
            let (view, left_out) = view_from_record(&record, &atlas);
            (view.filter.to_string(), left_out.len())
        };
        let gone = "actor:europol -actor:somebody";
        assert_eq!(filter_of(gone), (gone.to_owned(), 0));
        assert_eq!(filter_of("actor:somebody -actor:europol"), (String::new(), 1));
    }

    #[test]
    fn words_nobody_knows_are_left_out_and_said() {
        let atlas = builtin().atlas.unwrap();
        let record = ViewRecord {
            filter: "colour:red".to_owned(),
            layout: Some("spiral".to_owned()),
            focus: Some("nobody".to_owned()),
            depth: Some(1_000),
            folded: vec!["nothing".to_owned()],
            theme: Some("sepia".to_owned()),
            lines: Some("colour".to_owned()),
            outside: Some("burn".to_owned()),
            ..ViewRecord::default()
        };
        let (view, left_out) = view_from_record(&record, &atlas);
        assert_eq!(view, View { depth: 9, ..View::default() });
        assert_eq!(left_out.len(), 8, "{left_out:?}");
    }
}
