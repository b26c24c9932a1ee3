//! How long the program's steps take over the built-in atlas, from files to a picture.
#![expect(clippy::expect_used, reason = "a benchmark without its atlas measures nothing")]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use emath::{Vec2, vec2};
use protecteu_atlas::atlas::{Atlas, NodeId};
use protecteu_atlas::export::{ExportOptions, ExportRequest, Format, page_of, svg_of};
use protecteu_atlas::filter::{Question, read, visible_and_facets};
use protecteu_atlas::layout::{
    LayoutKind, LayoutRequest, LinkRequest, NodeRequest, Zooms, arrange,
};
use protecteu_atlas::scene::Emphasis;
use protecteu_atlas::view::{Folding, Picture, Unfold, View};
use protecteu_atlas::{check, wire};

const ROOM: Vec2 = vec2(796.0, 724.0);

fn builtin() -> Atlas {
    wire::builtin().atlas.expect("the built-in atlas hangs together")
}

fn asked(atlas: &Atlas, filter: &str, way: Unfold) -> View {
    let filter = read(filter, atlas).expect("a filter the atlas knows");
    View { filter, folding: Folding { way, ..Folding::default() }, ..View::default() }
}

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    group.bench_function("built-in atlas", |b| b.iter(wire::builtin));
    let draft = wire::builtin().draft;
    group.bench_function("check", |b| b.iter(|| check::check(black_box(&draft))));
    group.finish();
}

fn filtering(criterion: &mut Criterion) {
    let atlas = builtin();
    let mut group = criterion.benchmark_group("filter and facets");
    for filter in ["", "threat:terrorism", "-actor:commission data"] {
        let question =
            Question { filter: asked(&atlas, filter, Unfold::All).filter, ..Question::default() };
        let name = if filter.is_empty() { "everything" } else { filter };
        group.bench_function(name, |b| b.iter(|| visible_and_facets(&atlas, black_box(&question))));
    }
    group.finish();
}

/// The request whose layout is the picture's.
fn request(atlas: &Atlas, picture: &Picture) -> LayoutRequest {
    let shown = &picture.visible.nodes;
    let at = |id: &NodeId| shown.iter().position(|n| n.id == *id);
    let nodes = shown.iter().filter_map(|shown| atlas.node(&shown.id).map(|node| (shown, node)));
    let links = picture.visible.links.iter().zip(&picture.scene.links);
    LayoutRequest {
        kind: LayoutKind::Lanes,
        nodes: nodes
            .map(|(shown, node)| NodeRequest {
                id: node.id.clone(),
                kind: node.role(),
                label: node.label.clone(),
                count: (shown.n_folded > 0).then(|| format!("+{}", shown.n_folded)),
                group: atlas.pillar_of(&node.id).and_then(at),
                pinned: None,
                home: None,
            })
            .collect(),
        links: links
            .filter_map(|(link, drawn)| {
                let (source, target) = (at(&link.source)?, at(&link.target)?);
                Some(LinkRequest { source, target, pulls: !drawn.quiet })
            })
            .collect(),
        middle: Vec::new(),
        room: ROOM,
        zooms: Zooms::default(),
    }
}

fn drawing(criterion: &mut Criterion) {
    let atlas = builtin();
    let mut group = criterion.benchmark_group("layout");
    for (name, way) in [("all unfolded", Unfold::All), ("auto", Unfold::Auto)] {
        let picture = Picture::of(&atlas, &asked(&atlas, "", way), ROOM);
        let request = request(&atlas, &picture);
        assert_eq!(arrange(&request), picture.layout, "another layout than the picture's");
        group.bench_function(name, |b| b.iter(|| arrange(black_box(&request))));
    }
    group.finish();

    let mut group = criterion.benchmark_group("picture");
    for filter in ["", "threat:terrorism"] {
        let view = asked(&atlas, filter, Unfold::Auto);
        let name = if filter.is_empty() { "default view" } else { filter };
        group.bench_function(name, |b| b.iter(|| Picture::of(&atlas, black_box(&view), ROOM)));
    }
    group.finish();

    let picture = Picture::of(&atlas, &asked(&atlas, "", Unfold::All), ROOM);
    let mut group = criterion.benchmark_group("marks under");
    let hovered = Emphasis { hovered: Some("commission".into()), ..Emphasis::default() };
    let selected = Emphasis { selected: ["commission".into()].into(), ..Emphasis::default() };
    for (name, emphasis) in
        [("nothing", Emphasis::default()), ("hover", hovered), ("selection", selected)]
    {
        group.bench_function(name, |b| b.iter(|| picture.scene.marks_under(&emphasis).len()));
    }
    group.finish();
}

fn exporting(criterion: &mut Criterion) {
    let atlas = builtin();
    let view = asked(&atlas, "", Unfold::All);
    let options = ExportOptions::default();
    let request = ExportRequest { atlas: &atlas, view: &view, options: &options };
    let page = page_of(&request).expect("a page");
    let mut group = criterion.benchmark_group("export");
    group.bench_function("page", |b| b.iter(|| page_of(black_box(&request))));
    group.bench_function("svg of a page", |b| b.iter(|| svg_of(black_box(&page), 1.0, false)));
    for extension in ["svg", "png", "json"] {
        let format = Format::from_extension(extension).expect("a format");
        group.bench_function(extension, |b| b.iter(|| format.bytes(black_box(&request))));
    }
    group.finish();
}

/// About a minute in all.
fn short() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
}

criterion_group! {
    name = benches;
    config = short();
    targets = reading, filtering, drawing, exporting
}
criterion_main!(benches);
