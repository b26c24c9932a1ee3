//! Graphs of any size: the same number gives the same graph on any machine.

use emath::{Pos2, Rect, pos2, vec2};
use protecteu_atlas::atlas::Atlas;
use protecteu_atlas::layout::{Layout, NodeBox, Route};
use protecteu_atlas::scene::{LineStyle, Scene};
use protecteu_atlas::view::{Picture, View};
use protecteu_atlas::{check, wire};

/// Words that labels are made of.
const WORDS: [&str; 16] = [
    "border", "data", "agency", "mandate", "network", "roadmap", "security", "police", "access",
    "threat", "joint", "strategy", "office", "training", "fund", "review",
];

/// A sequence without pattern.
///
/// Source: Knuth (1998), The Art of Computer Programming 2, the MMIX generator.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// A plain graph: labels of two or three words, links mostly to neighbours in the list.
pub(crate) fn graph(n_nodes: usize, n_links: usize) -> Atlas {
    let opened = check::complete(wire::json::read(&graph_text(n_nodes, n_links), "bench.json"));
    opened.atlas.expect("a graph that hangs together")
}

/// The file of such a graph.
pub(crate) fn graph_text(n_nodes: usize, n_links: usize) -> String {
    let mut sequence = Sequence(n_nodes as u64);
    let nodes: Vec<String> = (0..n_nodes)
        .map(|at| {
            let n_words = 2 + sequence.below(2);
            let words: Vec<&str> = (0..n_words).map(|_| WORDS[sequence.below(16)]).collect();
            format!("\"n{at}\": {{\"label\": \"{} {at}\"}}", words.join(" "))
        })
        .collect();
    let links: Vec<String> = (0..n_links)
        .map(|_| {
            let source = sequence.below(n_nodes);
            let reach = if sequence.below(5) == 0 { n_nodes } else { 40.min(n_nodes) };
            let target = (source + 1 + sequence.below(reach)) % n_nodes;
            format!(
                "{{\"source\": \"n{source}\", \"target\": \"n{target}\", \"relation\": \"near\"}}"
            )
        })
        .collect();
    format!(
        "{{\"graph\": {{\"directed\": true, \"nodes\": {{{}}}, \"edges\": [{}]}}}}",
        nodes.join(","),
        links.join(",")
    )
}

/// A picture of all of an atlas, its nodes in rows and columns, so that what is measured does not
/// hang on any layout.
pub(crate) fn in_rows(atlas: &Atlas, n_columns: usize, pitch: emath::Vec2) -> Picture {
    let nothing = atlas_of_nothing();
    let mut picture = Picture::of(&nothing, &View::default(), vec2(100.0, 100.0));
    picture.visible =
        protecteu_atlas::filter::visible(atlas, &protecteu_atlas::filter::Question::default());
    picture.layout = rows(&picture, n_columns, pitch);
    let told = (&picture.encoding, LineStyle::Basis);
    picture.scene = Scene::build(atlas, &picture.visible, &picture.layout, told);
    picture
}

fn atlas_of_nothing() -> Atlas {
    Atlas::new(protecteu_atlas::atlas::AtlasParts::default()).expect("nothing hangs together")
}

fn rows(picture: &Picture, n_columns: usize, pitch: emath::Vec2) -> Layout {
    let centre =
        |at: usize| pos2((at % n_columns) as f32 * pitch.x, (at / n_columns) as f32 * pitch.y);
    let nodes = &picture.visible.nodes;
    let boxes: Vec<NodeBox> = (0..nodes.len())
        .map(|at| {
            let rect = Rect::from_center_size(centre(at), vec2(130.0, 28.0));
            let lines = vec![format!("border agency {at}")];
            NodeBox { rect, reach: rect, lines, notes: Vec::new() }
        })
        .collect();
    let place: std::collections::BTreeMap<_, usize> =
        nodes.iter().enumerate().map(|(at, node)| (&node.id, at)).collect();
    let routes = picture
        .visible
        .links
        .iter()
        .map(|link| curve(centre(place[&link.source]), centre(place[&link.target])))
        .collect();
    let bounds = boxes.iter().map(|b| b.rect).reduce(Rect::union);
    Layout { boxes, routes, bounds, ..Layout::default() }
}

/// A gentle curve from one centre to another.
fn curve(from: Pos2, to: Pos2) -> Route {
    let third = (to - from) / 3.0;
    let side = third.rot90() * 0.2;
    Route { segments: vec![[from, from + third + side, to - third + side, to]] }
}
