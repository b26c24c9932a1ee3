//! How long the program's steps take, from files to a picture and to a frame of the window, over
//! the built-in atlas and over graphs of up to 10,000 nodes.
#![expect(clippy::expect_used, reason = "a benchmark without its atlas measures nothing")]

mod common;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use egui::Key;
use emath::{Vec2, vec2};
use protecteu_atlas::atlas::{Atlas, NodeKind, Passages};
use protecteu_atlas::export::{ExportOptions, ExportRequest, Format, page_of, svg_of};
use protecteu_atlas::filter::{Question, read, visible, visible_and_facets};
use protecteu_atlas::layout::{LAYOUTS, arrange};
use protecteu_atlas::scene::{Camera, Emphasis, LineStyle, Scene};
use protecteu_atlas::search::Index;
use protecteu_atlas::survey::{Matrix, MatrixOrder, RowOrder, Rows, Timeline, insights};
use protecteu_atlas::view::{Folding, Picture, Unfold, View};
use protecteu_atlas::{check, wire};

use common::frames::{SCREEN, Screen};
use common::graphs::{graph, graph_text, in_rows};
use common::layouts::request;
use common::reading::{ReadingWindow, long_text};

const ROOM: Vec2 = vec2(796.0, 724.0);
/// Sizes of graphs: nodes and links.
const SIZES: [(usize, usize); 3] = [(200, 450), (2_000, 5_000), (10_000, 30_000)];
/// A layout that takes longer than this at a size is not measured there.
const PATIENCE: Duration = Duration::from_secs(4);

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
    for filter in [
        "",
        "threat:terrorism",
        "-actor:commission data",
        "threat:terrorism+cyber actor:europol basis:stated+interpreted",
    ] {
        let question =
            Question { filter: asked(&atlas, filter, Unfold::All).filter, ..Question::default() };
        let name = if filter.is_empty() { "everything" } else { filter };
        group.bench_function(name, |b| b.iter(|| visible_and_facets(&atlas, black_box(&question))));
    }
    let large = graph(10_000, 30_000);
    for (name, filter) in [
        ("everything of 10000 nodes", ""),
        ("words of 10000 nodes", "border -agency relation:near"),
    ] {
        let filter = asked(&large, filter, Unfold::All).filter;
        let question = Question { filter, ..Question::default() };
        group.bench_function(name, |b| {
            b.iter(|| visible_and_facets(&large, black_box(&question)));
        });
    }
    group.finish();
}

/// A key typed into the search field, by what is there then.
fn searching(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("search");
    for (name, atlas) in [("atlas", builtin()), ("10000", graph(10_000, 30_000))] {
        group.bench_function(BenchmarkId::new("index", name), |b| b.iter(|| Index::of(&atlas)));
        let index = Index::of(&atlas);
        for query in ["e", "eu", "border agen", "lawful access", "euorpol", "2022/2555"] {
            group.bench_function(BenchmarkId::new(query, name), |b| {
                b.iter(|| index.search(&atlas, black_box(query), 40));
            });
        }
    }
    group.finish();
}

fn surveying(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("survey");
    for (name, atlas) in [("atlas", builtin()), ("10000", graph(10_000, 30_000))] {
        let kept = visible(&atlas, &Question::default());
        group.bench_function(BenchmarkId::new("timeline", name), |b| {
            b.iter(|| Timeline::of(&atlas, black_box(&kept.kept_nodes), &kept.kept_links));
        });
        group.bench_function(BenchmarkId::new("insight", name), |b| {
            b.iter(|| insights(&atlas, black_box(&kept.kept_nodes), &kept.kept_links));
        });
        group.bench_function(BenchmarkId::new("table of links, sorted", name), |b| {
            let order = RowOrder { column: 1, is_descending: true };
            b.iter(|| Rows::of_links(&atlas, black_box(&kept)).sorted(Some(order)));
        });
        let kinds = (NodeKind::Action, NodeKind::Threat);
        group.bench_function(BenchmarkId::new("matrix, by structure", name), |b| {
            b.iter(|| Matrix::of(&atlas, black_box(&kept), kinds).ordered(MatrixOrder::Structure));
        });
    }
    group.finish();
}

fn laying_out(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("layout");
    let atlas = builtin();
    let whole = Picture::of(&atlas, &asked(&atlas, "", Unfold::All), ROOM);
    for spec in LAYOUTS {
        let request = request(&atlas, &whole, spec.kind, ROOM);
        group.bench_function(BenchmarkId::new(spec.word, "atlas"), |b| {
            b.iter(|| arrange(black_box(&request)));
        });
    }
    let atlas = graph(200, 450);
    let picture = in_rows(&atlas, 100, vec2(200.0, 60.0));
    for spec in LAYOUTS {
        let request = request(&atlas, &picture, spec.kind, vec2(1600.0, 900.0));
        group.bench_function(BenchmarkId::new(spec.word, "200 in 1600x900"), |b| {
            b.iter(|| arrange(black_box(&request)));
        });
    }
    for (n_nodes, n_links) in SIZES {
        let atlas = graph(n_nodes, n_links);
        let picture = in_rows(&atlas, 100, vec2(200.0, 60.0));
        for spec in LAYOUTS {
            let request = request(&atlas, &picture, spec.kind, ROOM);
            let begun = Instant::now();
            black_box(arrange(&request));
            if begun.elapsed() > PATIENCE {
                continue;
            }
            group.bench_function(BenchmarkId::new(spec.word, n_nodes), |b| {
                b.iter(|| arrange(black_box(&request)));
            });
        }
    }
    group.finish();
}

fn picturing(criterion: &mut Criterion) {
    let atlas = builtin();
    let mut group = criterion.benchmark_group("picture");
    for filter in ["", "threat:terrorism"] {
        let view = asked(&atlas, filter, Unfold::Auto);
        let name = if filter.is_empty() { "default view" } else { filter };
        group.bench_function(name, |b| b.iter(|| Picture::of(&atlas, black_box(&view), ROOM)));
    }
    // As when a filter is ticked: where everything stands is known.
    for spec in LAYOUTS {
        let asked = |filter| View { layout: spec.kind, ..asked(&atlas, filter, Unfold::Auto) };
        let all = Picture::of(&atlas, &asked(""), ROOM);
        let view = asked("threat:terrorism");
        group.bench_function(BenchmarkId::new("threat ticked", spec.word), |b| {
            b.iter_batched(
                || all.clone(),
                |mut picture| picture.refresh(&atlas, black_box(&view), ROOM),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();

    let picture = Picture::of(&atlas, &asked(&atlas, "", Unfold::All), ROOM);
    let large = graph(10_000, 30_000);
    let rows = in_rows(&large, 100, vec2(200.0, 60.0));
    let mut group = criterion.benchmark_group("scene");
    for (name, atlas, picture) in [("atlas", &atlas, &picture), ("10000", &large, &rows)] {
        group.bench_function(BenchmarkId::new("build", name), |b| {
            b.iter(|| {
                Scene::build(
                    atlas,
                    black_box(&picture.visible),
                    &picture.layout,
                    (&picture.encoding, LineStyle::Basis),
                )
            });
        });
    }
    let whole = Camera::fit(rows.layout.bounds.expect("nodes"), SCREEN, 1.6);
    group.bench_function("far labels of 10000", |b| {
        b.iter(|| rows.scene.far_labels(&Emphasis::default(), black_box(whole.zoom), None, None));
    });
    let hovered = Emphasis { hovered: Some("commission".into()), ..Emphasis::default() };
    let selected = Emphasis { selected: ["commission".into()].into(), ..Emphasis::default() };
    for (name, emphasis) in
        [("nothing", Emphasis::default()), ("hover", hovered), ("selection", selected)]
    {
        group.bench_function(BenchmarkId::new("marks under", name), |b| {
            b.iter(|| picture.scene.marks_under(&emphasis).len());
        });
    }
    group.finish();
}

/// Frame and triangles: where nothing has changed, where the picture is moved, where the pointer
/// goes from node to node, and where the picture is zoomed, so that all of it is worked out anew.
fn painting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("frame");
    let small = graph(200, 450);
    let small = in_rows(&small, 10, vec2(186.0, 52.0));
    let large = graph(10_000, 30_000);
    let large = in_rows(&large, 100, vec2(200.0, 60.0));
    let atlas = builtin();
    let whole = Picture::of(&atlas, &asked(&atlas, "", Unfold::All), ROOM);
    let fit = |picture: &Picture| Camera::fit(picture.layout.bounds.expect("nodes"), SCREEN, 1.6);
    let near = |picture: &Picture| Camera { zoom: 1.0, ..fit(picture) };
    let nothing = Emphasis::default();
    for (name, picture, camera) in [
        ("200 labelled", &small, near(&small)),
        ("10000 from afar", &large, fit(&large)),
        ("10000 near", &large, near(&large)),
        ("atlas unfolded", &whole, fit(&whole)),
    ] {
        let mut screen = Screen::new();
        group.bench_function(BenchmarkId::new("still", name), |b| {
            b.iter(|| screen.frame(picture, camera, &nothing));
        });
        let mut step = 0.0;
        group.bench_function(BenchmarkId::new("moved", name), |b| {
            b.iter(|| {
                step = if step < 40.0 { step + 0.4 } else { 0.0 };
                screen.frame(picture, camera.panned(vec2(step, step / 2.0)), &nothing)
            });
        });
        let middle = picture.scene.node_at(camera.centre, 200.0).expect("a node in the middle");
        let mut at = 0;
        group.bench_function(BenchmarkId::new("hovered", name), |b| {
            b.iter(|| {
                at = (at + 1) % 5;
                let hovered = picture.scene.nodes.get(middle + at).map(|node| node.id.clone());
                screen.frame(picture, camera, &Emphasis { hovered, ..Emphasis::default() })
            });
        });
        let mut step = 0;
        group.bench_function(BenchmarkId::new("zoomed", name), |b| {
            b.iter(|| {
                step = (step + 1) % 8;
                let zoom = camera.zoom * (1.0 - step as f32 / 200.0);
                screen.frame(picture, Camera { zoom, ..camera }, &nothing)
            });
        });
    }
    group.finish();
}

/// Frames of the whole window with the source tab open: at rest, and from passage to passage.
fn reading_texts(criterion: &mut Criterion) {
    let atlas = builtin();
    let mut group = criterion.benchmark_group("source tab");
    for (name, atlas) in [("built-in", builtin()), ("2000 paragraphs", long_text(2_000))] {
        let mut window = ReadingWindow::new(atlas);
        group.bench_function(BenchmarkId::new("still", name), |b| b.iter(|| window.frame(None)));
        group.bench_function(BenchmarkId::new("next passage", name), |b| {
            b.iter(|| window.frame(Some(Key::N)));
        });
    }
    group.bench_function("passages of the built-in atlas", |b| {
        b.iter(|| Passages::of(black_box(&atlas)));
    });
    group.finish();
}

fn exporting(criterion: &mut Criterion) {
    let atlas = builtin();
    let view = asked(&atlas, "", Unfold::All);
    let options = ExportOptions::default();
    let request = ExportRequest::new(&atlas, &view, &options);
    let page = page_of(&request).expect("a page");
    let mut group = criterion.benchmark_group("export");
    group.bench_function("page", |b| b.iter(|| page_of(black_box(&request))));
    group.bench_function("svg of a page", |b| b.iter(|| svg_of(black_box(&page), 1.0, false)));
    for extension in ["svg", "json"] {
        let format = Format::from_extension(extension).expect("a format");
        group.bench_function(extension, |b| b.iter(|| format.bytes(black_box(&request))));
    }
    let options =
        ExportOptions { size: vec2(1920.0, 1080.0), scale: 2.0, ..ExportOptions::default() };
    let request = ExportRequest { options: &options, ..request };
    let png = Format::from_extension("png").expect("a format");
    group.bench_function("png 3840x2160", |b| b.iter(|| png.bytes(black_box(&request))));
    let record = wire::builtin().draft.briefing.expect("a built-in briefing").record();
    let (briefing, _) = wire::briefing_from_record(&record, &atlas);
    let options = ExportOptions { whole_briefing: true, ..ExportOptions::default() };
    let request =
        ExportRequest { briefing: Some(&briefing), ..ExportRequest::new(&atlas, &view, &options) };
    let pdf = Format::from_extension("pdf").expect("a format");
    group.bench_function("pdf of the briefing", |b| b.iter(|| pdf.bytes(black_box(&request))));
    group.finish();
}

/// What formats cost of a large graph with everything open, as shares: of JSON, which lays it out
/// as pictures do, and of reading and filtering, which is all that rows need.
fn exporting_large(criterion: &mut Criterion) {
    let text = graph_text(2_000, 5_000);
    let atlas = graph(2_000, 5_000);
    let folding = Folding { way: Unfold::All, ..Folding::default() };
    let view = View { folding, ..View::first(&atlas) };
    let options = ExportOptions::default();
    let request = ExportRequest::new(&atlas, &view, &options);
    let written = |extension: &str| {
        let format = Format::from_extension(extension).expect("a format");
        format.files(&request).expect("it can be written")
    };
    let mut group = criterion.benchmark_group("export of 2000 nodes");
    let read = || wire::json::read(black_box(&text), "bench.json");
    let kept = || visible(&atlas, &view.question());
    group.bench_function("reading and filtering", |b| b.iter(|| (read(), kept())));
    for extension in ["json", "svg", "pdf", "csv", "md", "graphml"] {
        group.bench_function(extension, |b| b.iter(|| written(extension)));
    }
    group.finish();
    let seconds = |run: &dyn Fn()| {
        let mut times = [0.0; 3].map(|_: f32| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f32()
        });
        times.sort_by(f32::total_cmp);
        times[1]
    };
    let of = |extension: &'static str| seconds(&|| drop(black_box(written(extension))));
    let json = of("json");
    let reading = seconds(&|| drop(black_box((read(), kept()))));
    for extension in ["svg", "pdf"] {
        say(&format!("{extension}: {:.2} of the time of json", of(extension) / json));
    }
    for extension in ["csv", "md", "graphml"] {
        let share = of(extension) / reading;
        say(&format!("{extension}: {share:.2} of the time of reading and filtering"));
    }
}

#[expect(clippy::print_stdout, reason = "a ratio is the answer of a benchmark")]
fn say(words: &str) {
    println!("{words}");
}

/// Two or three minutes in all.
fn short() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1_500))
}

criterion_group! {
    name = benches;
    config = short();
    targets = reading, filtering, searching, surveying, laying_out, picturing, painting, reading_texts, exporting, exporting_large
}
criterion_main!(benches);
