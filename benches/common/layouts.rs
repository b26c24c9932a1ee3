//! The request behind a picture's layout, so that the layout alone can be measured.

use std::collections::BTreeMap;

use emath::Vec2;
use protecteu_atlas::atlas::{Atlas, NodeId};
use protecteu_atlas::layout::{LayoutKind, LayoutRequest, LinkRequest, NodeRequest, Zooms};
use protecteu_atlas::view::Picture;

/// The request of one kind for what a picture shows.
pub(crate) fn request(
    atlas: &Atlas,
    picture: &Picture,
    kind: LayoutKind,
    room: Vec2,
) -> LayoutRequest {
    let shown = &picture.visible.nodes;
    let places: BTreeMap<&NodeId, usize> =
        shown.iter().enumerate().map(|(at, node)| (&node.id, at)).collect();
    let nodes = shown.iter().filter_map(|shown| atlas.node(&shown.id).map(|node| (shown, node)));
    let links = picture.visible.links.iter().zip(&picture.scene.links);
    LayoutRequest {
        kind,
        nodes: nodes
            .map(|(shown, node)| NodeRequest {
                id: node.id.clone(),
                kind: node.role(),
                label: node.label.clone(),
                count: (shown.n_folded > 0).then(|| format!("+{}", shown.n_folded)),
                notes: Vec::new(),
                n_signs: 0,
                least_height: 0.0,
                shut_height: 0.0,
                within: atlas.pillar_of(&node.id).and_then(|id| places.get(id).copied()),
                rank: 0,
                is_pushed_in: false,
                pinned: None,
                home: None,
            })
            .collect(),
        links: links
            .filter_map(|(link, drawn)| {
                let source = *places.get(&link.source)?;
                let target = *places.get(&link.target)?;
                Some(LinkRequest {
                    source,
                    target,
                    pulls: !drawn.quiet,
                    room: LinkRequest::ROOM,
                    width: 1.0,
                })
            })
            .collect(),
        middle: Vec::new(),
        room,
        world: room,
        zooms: Zooms::default(),
        must_fit: true,
    }
}
