//! JSON: the atlas, or what a view keeps of it, with the view itself, to be opened again.
//!
//! Owns what of a picture goes into the file; its shape is `wire`'s.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{Excerpt, NodeId, Whole};
use crate::filter::Group;
use crate::scene::n_answers;
use crate::survey::hubs;
use crate::view::{Briefing, Picture, Standing};
use crate::wire::json::{self, Position};
use crate::wire::{record_from_briefing, record_from_view};

use super::{Composed, ExportError, Format, GENERATOR, Write};

/// JSON Graph Format.
pub(super) const JSON: Format = Format {
    extension: "json",
    label: "JSON graph",
    is_picture: false,
    carries_view: false,
    write: Write::One(|composed: &Composed<'_>| -> Result<Vec<u8>, ExportError> {
        Ok(json_of(composed, composed.picture()).into_bytes())
    }),
};

/// The file as text; pictures carry it too, with what stands where in them.
pub(super) fn json_of(composed: &Composed<'_>, picture: &Picture) -> String {
    let request = composed.request();
    // Where the rest of the atlas is drawn as well, though faintly, it is in the file.
    let is_whole = request.view.shows_all() || picture.draws_all() || request.briefing.is_some();
    let briefing = request.briefing.filter(|briefing| **briefing != Briefing::default());
    json::write(&json::Export {
        nodes: (!is_whole).then_some(&picture.visible.kept_nodes),
        links: (!is_whole).then_some(&picture.visible.kept_links),
        excerpt: (!is_whole).then(|| excerpt(composed, picture)),
        positions: positions(picture).collect(),
        view: Some(record_from_view(request.view)),
        briefing: briefing.map(record_from_briefing),
        ..json::Export::whole(request.atlas, GENERATOR.to_owned())
    })
}

/// What a part is to know so that its picture comes out as it was.
fn excerpt(composed: &Composed<'_>, picture: &Picture) -> Excerpt {
    let request = composed.request();
    let kept = &picture.visible.kept_nodes;
    let is_kept = |id: &NodeId| kept.contains(id) || Group::from_id(id).is_some();
    let home = picture.home();
    let opened = picture.opened(request.atlas);
    let whole = Whole {
        n_nodes: request.atlas.n_nodes(),
        n_links: request.atlas.n_links(),
        strategy: request.atlas.strategy().filter(|id| kept.contains(*id)).cloned(),
        words: picture.sentence.clone(),
        context: picture.context.clone(),
        places: home.iter().map(|home| home.places(is_kept)).collect(),
        part_of: home.iter().flat_map(|home| home.standing().parts_of(kept)).collect(),
        open: opened.wholes,
        apart: opened.apart.into_iter().filter(|id| kept.contains(id)).collect(),
        sizes: home.iter().flat_map(|home| sizes_of(home.standing(), kept)).collect(),
        hubs: hubs(request.atlas)
            .into_iter()
            .filter(|hub| kept.contains(&hub.node))
            .map(|hub| (hub.node, hub.relation))
            .collect(),
        n_answers: n_answers(request.atlas),
        ..Whole::default()
    };
    Excerpt { asked: request.view.question().asked(), whole: Some(whole) }
}

/// How many parts each whole has of which some are kept.
fn sizes_of(standing: &Standing, kept: &BTreeSet<NodeId>) -> BTreeMap<NodeId, usize> {
    let wholes: BTreeSet<NodeId> = standing.parts_of(kept).map(|(_, whole)| whole).collect();
    let size = |whole: NodeId| Some((whole.clone(), *standing.sizes().get(&whole)?));
    wholes.into_iter().filter_map(size).collect()
}

/// Where the nodes drawn stand; those folded away stand nowhere.
fn positions(picture: &Picture) -> impl Iterator<Item = (crate::atlas::NodeId, Position)> {
    let boxes = picture.visible.nodes.iter().zip(&picture.layout.boxes);
    boxes.map(|(node, place)| {
        let center = place.rect.center();
        let position = Position {
            x: hundredths(center.x),
            y: hundredths(center.y),
            width: hundredths(place.rect.width()),
            height: hundredths(place.rect.height()),
        };
        (node.id.clone(), position)
    })
}

/// Two decimals, as in the drawing; more would only show how floating point rounds.
fn hundredths(length: f32) -> f64 {
    (f64::from(length) * 100.0).round() / 100.0
}
