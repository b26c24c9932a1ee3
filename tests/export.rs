//! Exported pictures: pages that hold all they should, drawings that stay what they were, pixels
//! that decode, and foreign text that does no harm.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::path::Path;
use std::sync::{Arc, LazyLock};

use common::{atlas, folded, view};
use emath::{Rect, Vec2, pos2, vec2};
use proptest::prelude::*;
use protecteu_atlas::atlas::{
    Atlas, AtlasParts, Confidence, Document, Evidence, Link, Node, NodeKind, Relation, Threat,
};
use protecteu_atlas::export::{
    ExportError, ExportOptions, ExportRequest, FORMATS, Format, Page, page_of, svg_of,
};
use protecteu_atlas::layout::measure::{FONT_FAMILY, Weight, text_width};
use protecteu_atlas::scene::{Anchor, Form, Paint, Theme};
use protecteu_atlas::view::{Unfold, View};
use resvg::usvg;

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    for weight in Weight::ALL {
        fonts.load_font_data(weight.font_bytes().to_vec());
    }
    Arc::new(fonts)
});

fn page(view: &View, options: &ExportOptions) -> Page {
    page_of(&ExportRequest::new(atlas(), view, options)).unwrap()
}

fn bytes(
    extension: &str,
    atlas: &Atlas,
    view: &View,
    options: &ExportOptions,
) -> Result<Vec<u8>, ExportError> {
    let format = Format::from_extension(extension).unwrap();
    format.bytes(&ExportRequest::new(atlas, view, options))
}

fn sized(width: f32, height: f32) -> ExportOptions {
    ExportOptions { size: vec2(width, height), ..ExportOptions::default() }
}

fn tree(svg: &str) -> usvg::Tree {
    let options = usvg::Options { fontdb: Arc::clone(&FONTS), ..usvg::Options::default() };
    usvg::Tree::from_str(svg, &options).unwrap()
}

/// Every text of a drawing that was set in a font; text without one is dropped.
fn texts_set<'a>(group: &'a usvg::Group) -> Vec<&'a usvg::Text> {
    let of_node = |node: &'a usvg::Node| match node {
        usvg::Node::Group(inner) => texts_set(inner),
        usvg::Node::Text(text) if !text.layouted().is_empty() => vec![text.as_ref()],
        _ => Vec::new(),
    };
    group.children().iter().flat_map(of_node).collect()
}

/// Every word of a page, line by line.
fn words(page: &Page) -> Vec<&str> {
    let rooms = page.marks.iter().filter_map(|mark| room_of(&mark.form));
    rooms.map(|(_, text)| text).collect()
}

/// The room a text takes on its page, from the top of capitals to below the baseline.
fn room_of(form: &Form) -> Option<(Rect, &str)> {
    let Form::Text { pos, text, size, weight, anchor, spacing, .. } = form else { return None };
    let width = text_width(text, *size, *weight) + text.chars().count() as f32 * spacing;
    let left = match anchor {
        Anchor::Start => pos.x,
        Anchor::Middle => pos.x - width / 2.0,
        Anchor::End => pos.x - width,
    };
    let (top, bottom) = (pos.y - 0.73 * size, pos.y + 0.21 * size);
    Some((Rect::from_min_max(pos2(left, top), pos2(left + width, bottom)), text))
}

/// That all words of a page stand on it and none on each other.
fn check_words_have_room(page: &Page, what: &str) {
    let sheet = Rect::from_min_size(pos2(0.0, 0.0), page.size).expand(0.5);
    let rooms: Vec<(Rect, &str)> = page.marks.iter().filter_map(|m| room_of(&m.form)).collect();
    for (at, (room, text)) in rooms.iter().enumerate() {
        assert!(sheet.contains_rect(*room), "{what}: {text:?} reaches beyond the page: {room:?}");
        for (other_room, other) in rooms.iter().skip(at + 1) {
            let overlap = room.shrink(0.5).intersects(other_room.shrink(0.5));
            assert!(!overlap, "{what}: {text:?} and {other:?} stand on each other at {room:?}");
        }
    }
}

fn selected(node: &str, view: View) -> View {
    View { selected: vec![node.into()], ..view }
}

fn check_golden(name: &str, view: &View) {
    let svg = svg_of(&page(view, &sized(1600.0, 900.0)), 1.0, false);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &svg).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let unlike = svg.lines().zip(golden.lines()).position(|(a, b)| a != b);
    assert!(
        svg == golden,
        "{name} is drawn otherwise, from line {} on; look at the difference, and if it is meant, \
         run `UPDATE_GOLDEN=1 cargo test --test export` and read `git diff tests/golden`",
        unlike.unwrap_or_else(|| svg.lines().count().min(golden.lines().count())) + 1
    );
    let tree = tree(&svg);
    let texts = texts_set(tree.root());
    assert_eq!(texts.len(), svg.matches("<text ").count(), "{name}: a text lost its font");
    for text in texts {
        let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
        let missing: String =
            glyphs.filter(|glyph| glyph.id.0 == 0).map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(missing, "", "{name}: the font lacks letters");
    }
}

#[test]
fn drawings_stay_what_they_were() {
    let terrorism = || View { name: Some("Terrorism".into()), ..view("threat:terrorism") };
    check_golden("terrorism-light.svg", &terrorism());
    let dark = View { theme: Theme::Dark, ..selected("set-ct-agenda", terrorism()) };
    check_golden("terrorism-dark-selected.svg", &dark);
    check_golden("nothing.svg", &view("kind:pillar subtype:agency"));
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let check = |format: &Format| {
        let (view, options) = (view("threat:cyber"), ExportOptions::default());
        let request = ExportRequest::new(atlas(), &view, &options);
        let once = || format.files(&request).unwrap();
        let (first, name) = (once(), format.extension);
        assert_eq!(first, once(), "{name}");
        assert_eq!(std::thread::scope(|s| s.spawn(once).join().unwrap()), first, "{name}");
    };
    FORMATS.iter().for_each(check);
}

#[test]
fn a_format_is_known_by_its_ending_in_any_case() {
    let check = |ending, expected| {
        let found = Format::from_extension(ending).map(|format| format.extension);
        assert_eq!(found, expected, "{ending:?}");
    };
    check("svg", Some("svg"));
    check("PNG", Some("png"));
    check("Json", Some("json"));
    check(".svg", None);
    check("jpeg", None);
    check("", None);
}

/// Width, height and pixels (red, green, blue, alpha) of a PNG.
fn decoded(png: &[u8]) -> (u32, u32, Vec<[u8; 4]>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Rgba, png::BitDepth::Eight));
    let pixels = pixels.chunks_exact(4).map(|p| [p[0], p[1], p[2], p[3]]);
    (info.width, info.height, pixels.collect())
}

#[test]
fn a_png_has_the_pixels_asked_for_and_something_on_them() {
    let check = |size: (f32, f32), scale: f32, expected: (u32, u32)| {
        let options = ExportOptions { scale, ..sized(size.0, size.1) };
        let png = bytes("png", atlas(), &view("threat:drugs"), &options).unwrap();
        let (width, height, pixels) = decoded(&png);
        assert_eq!((width, height), expected, "{size:?} at {scale}");
        let ground = Theme::Light.color(Paint::Ground);
        assert_eq!(pixels[0], [ground.0, ground.1, ground.2, 255]);
        let n_inked = pixels.iter().filter(|pixel| **pixel != pixels[0]).count();
        assert!(n_inked * 200 > pixels.len(), "{n_inked} of {} pixels are inked", pixels.len());
    };
    check((800.0, 450.0), 1.0, (800, 450));
    check((800.0, 450.0), 1.5, (1200, 675));
    check((640.0, 480.0), 0.5, (320, 240));
    check((533.0, 351.0), 2.0, (1066, 702));
}

#[test]
fn a_transparent_picture_has_no_ground() {
    for theme in Theme::ALL {
        let options = ExportOptions { transparent: true, ..sized(640.0, 480.0) };
        let view = View { theme, ..view("threat:drugs") };
        let (width, _, pixels) = decoded(&bytes("png", atlas(), &view, &options).unwrap());
        let corners = [0, width as usize - 1, pixels.len() - 1, pixels.len() - width as usize];
        assert_eq!(corners.map(|at| pixels[at][3]), [0; 4]);
        assert!(pixels.iter().any(|pixel| pixel[3] == 255), "nothing is drawn");
        let svg = svg_of(&page(&view, &options), 1.0, false);
        let ground = theme.color(Paint::Ground).to_hex();
        assert!(!svg.contains(&format!("<rect width=\"640\" height=\"480\" fill=\"{ground}\"")));
    }
}

#[test]
fn pictures_too_large_or_too_small_are_refused_with_the_reason() {
    let refusal = |extension: &str, width: f32, height: f32, scale: f32| {
        let options = ExportOptions { scale, ..sized(width, height) };
        bytes(extension, atlas(), &view("threat:drugs"), &options).map(|bytes| bytes.len())
    };
    let large = |width: f32, height: f32, scale: f32, expected: (u64, u64)| match refusal(
        "png", width, height, scale,
    ) {
        Err(error @ ExportError::TooLarge { width, height }) => {
            assert_eq!((width, height), expected);
            assert!(error.to_string().contains("--scale"), "{error}");
        }
        other => panic!("{other:?}"),
    };
    large(1600.0, 900.0, 21.0, (33_600, 18_900));
    large(32_000.0, 32_000.0, 1.0, (32_000, 32_000));
    large(500.0, 500.0, 1e9, (500_000_000_000, 500_000_000_000));
    let small = |extension: &str, width: f32, height: f32| {
        let refused = refusal(extension, width, height, 1.0);
        assert!(matches!(refused, Err(ExportError::TooSmall { .. })), "{refused:?}");
    };
    for extension in ["png", "svg"] {
        small(extension, 479.0, 900.0);
        small(extension, 1600.0, 319.0);
        small(extension, f32::NAN, 900.0);
        small(extension, 0.0, -1.0);
    }
    // A drawing has no pixels to be too many of, and data no size at all.
    assert!(refusal("svg", 1600.0, 900.0, 40.0).is_ok());
    assert!(refusal("json", 1.0, 1.0, 1e9).is_ok());
}

#[test]
fn a_page_says_its_title_its_filter_and_how_much_it_shows() {
    let check = |view: &View, expected: &[&str]| {
        let page = page(view, &ExportOptions::default());
        let words = words(&page).join("\n");
        for part in expected {
            assert!(words.contains(part), "{part:?} is not on the page:\n{words}");
        }
    };
    let n_nodes = atlas().nodes().len();
    let whole = ["ProtectEU\n", "10 threats with 34 sub-types, 7 pillars, 2 strands", "796 links"];
    check(&view(""), &whole);
    let named = View { name: Some("Terror".into()), ..view("threat:terrorism") };
    check(
        &named,
        &["ProtectEU: Terror\n", "Terrorism & extremism", &format!("of {n_nodes} nodes")],
    );
    check(
        &view("kind:pillar subtype:agency"),
        &["Nothing in the atlas answers this filter.", &format!("0 of {n_nodes} nodes")],
    );
}

#[test]
fn legend_and_sources_stand_under_the_picture_only_where_asked_for() {
    let view = view("threat:terrorism");
    let with = page(&view, &ExportOptions::default());
    let without = page(&view, &ExportOptions { legend: false, ..ExportOptions::default() });
    let said = |page: &Page, text: &str| words(page).iter().any(|line| line.contains(text));
    for text in
        ["the source says", "we read it so", "Sources: ", "European Commission, ", "(2025-04-01)"]
    {
        assert!(said(&with, text), "{text:?} is missing");
        assert!(!said(&without, text), "{text:?} stands where no legend was asked for");
    }
    for text in ["ProtectEU", "Terrorism &"] {
        assert!(said(&with, text) && said(&without, text), "{text:?} is missing");
    }
}

#[test]
fn only_documents_that_are_quoted_are_named_as_sources() {
    let check = |filter: &str, title: &str, expected: bool| {
        let page = page(&view(filter), &ExportOptions::default());
        let is_named = words(&page).join(" ").contains(title);
        assert_eq!(is_named, expected, "{title:?} under {filter:?}");
    };
    check("", "A safer Europe", true);
    check("actor:siac", "ProtectEU launch", true);
    check("actor:siac", "A safer Europe", false);
}

#[test]
fn a_date_stands_only_on_a_page_that_was_given_one() {
    let view = view("threat:drugs");
    let dated = |date: Option<&str>, legend: bool| {
        let date = date.map(str::to_owned);
        let page = page(&view, &ExportOptions { date, legend, ..ExportOptions::default() });
        words(&page).join(" ").contains("Exported")
    };
    assert!(!dated(None, true));
    assert!(dated(Some("2026-01-31"), true));
    let given = ExportOptions { date: Some("2026-01-31".into()), ..ExportOptions::default() };
    assert!(words(&page(&view, &given)).join(" ").contains("Exported 2026-01-31"));
}

#[test]
fn words_stand_on_the_page_and_not_on_each_other() {
    let check = |view: &View, size: (f32, f32), legend: bool| {
        let options = ExportOptions { legend, ..sized(size.0, size.1) };
        let what = format!("{} {:?} {size:?} {legend}", view.filter, view.folding.way);
        check_words_have_room(&page(view, &options), &what);
    };
    let sizes =
        [(640.0, 480.0), (1024.0, 768.0), (1600.0, 900.0), (3840.0, 2160.0), (900.0, 1600.0)];
    for size in sizes {
        for legend in [true, false] {
            check(&folded("", Unfold::All), size, legend);
            for filter in ["", "threat:terrorism", "actor:siac", "kind:actor", "kind:instrument"] {
                check(&view(filter), size, legend);
            }
        }
    }
    check(&selected("set-ct-agenda", view("threat:terrorism")), (1600.0, 900.0), true);
}

/// Texts nobody should have to expect.
fn naughty() -> Vec<String> {
    let mut texts: Vec<String> = [
        "<script>alert(1)</script>",
        "\"& <b>bold</b> ' &amp; ]]> -->",
        "a\u{0}b\u{1}c\u{8}d\u{b}e\u{1f}f\u{7f}g\u{85}h",
        "\u{fffe}\u{ffff}\u{fffd}",
        "شرطة أوروبا \u{202e}reversed\u{202c} עברית",
        "\u{feff}\u{200b}\u{200d}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}",
        "tab\tand\r\nline",
        "🛡🇪🇺👩‍👩‍👧",
        "%s {} $HOME `id` ${x}",
        "]]><!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>&x;",
        " ",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("w".repeat(10_000));
    texts.push("word ".repeat(2_000));
    texts
}

/// A small atlas all of whose words are the one given.
fn foreign(text: &str) -> Atlas {
    let document =
        Document::new("d".into(), text.to_owned(), "Quoted words.".to_owned(), String::new());
    let quote = Evidence::Stated(document.quote(document.find_all("Quoted")[0]));
    let citation = text.to_owned();
    let confidence = Confidence::Verified;
    let evidence = vec![quote, Evidence::Reference { citation, url: None, confidence }];
    let node = |id: &str, kind| Node {
        evidence: evidence.clone(),
        ..Node::new(id.into(), kind, text.to_owned())
    };
    let link = |source: &str, relation: Relation, target: &str| Link {
        id: Link::default_id(&source.into(), &relation, &target.into()),
        source: source.into(),
        target: target.into(),
        relation,
        evidence: evidence.clone(),
    };
    Atlas::new(AtlasParts {
        id: "foreign".into(),
        title: text.to_owned(),
        as_of: Some(text.to_owned()),
        threats: vec![Threat {
            id: "t".into(),
            label: text.to_owned(),
            definition: None,
            parent: None,
        }],
        nodes: NodeKind::ALL
            .into_iter()
            .map(|kind| node(&kind.word()[..1], kind))
            .chain([node("x", NodeKind::Action)])
            .filter(|n| n.id.as_str() != "a" || n.kind == NodeKind::Action)
            .collect(),
        links: vec![
            link("p", Relation::Contains, "a"),
            link("a", Relation::Addresses, "t"),
            link("x", Relation::Other(text.to_owned()), "i"),
        ],
        documents: vec![document],
        ..AtlasParts::default()
    })
    .unwrap()
}

/// That a drawing of an atlas of foreign words holds shapes and words and nothing else.
fn check_foreign(text: &str) {
    let atlas = foreign(text);
    let view = View { name: Some(text.to_owned()), ..selected("x", View::default()) };
    let options = ExportOptions { date: Some(text.to_owned()), ..sized(800.0, 600.0) };
    let page = page_of(&ExportRequest::new(&atlas, &view, &options)).unwrap();
    let svg = svg_of(&page, 1.0, false);
    let drawing = usvg::roxmltree::Document::parse(&svg);
    let drawing = drawing.unwrap_or_else(|error| panic!("{text:?} breaks the drawing: {error}"));
    let known = ["svg", "title", "g", "rect", "path", "polygon", "text"];
    for element in drawing.descendants().filter(usvg::roxmltree::Node::is_element) {
        let name = element.tag_name().name();
        assert!(known.contains(&name), "{text:?} made an element {name:?}");
        let mut names = element.attributes().map(|attribute| attribute.name());
        assert!(names.all(|name| !name.starts_with("on") && name != "href"), "{text:?}");
    }
    tree(&svg);
}

#[test]
fn foreign_words_stay_words() {
    for text in naughty() {
        check_foreign(&text);
    }
}

#[test]
fn markup_in_a_label_can_be_read_as_it_was_written() {
    let atlas = foreign("<b>&\"</b>");
    let options = sized(800.0, 600.0);
    let view = View::default();
    let request = ExportRequest::new(&atlas, &view, &options);
    let svg = svg_of(&page_of(&request).unwrap(), 1.0, false);
    let drawing = usvg::roxmltree::Document::parse(&svg).unwrap();
    let is_said = |name: &str| {
        let mut texts =
            drawing.descendants().filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", name)));
        texts.any(|n| n.text() == Some("<b>&\"</b>"))
    };
    assert!(is_said("text") && is_said("title"));
}

#[test]
fn a_drawing_carries_the_fonts_it_uses_and_no_address() {
    let svg = bytes("svg", atlas(), &view("threat:drugs"), &ExportOptions::default()).unwrap();
    let svg = String::from_utf8(svg).unwrap();
    for weight in [Weight::Regular, Weight::SemiBold] {
        let face =
            format!("@font-face{{font-family:\"{FONT_FAMILY}\";font-weight:{};", weight.number());
        assert!(svg.contains(&face), "{weight:?} is missing");
    }
    // Nothing is fetched: the one address is the name of the format.
    let addresses = svg.matches("http").count();
    assert_eq!((addresses, svg.matches("http://www.w3.org/2000/svg").count()), (1, 1));
    assert!(!svg.contains("<script") && !svg.contains("<image"));
}

#[test]
fn scale_changes_how_large_a_drawing_is_shown_and_not_what_is_in_it() {
    let page = page(&view("threat:drugs"), &sized(800.0, 600.0));
    let check = |scale: f32, width: &str, height: &str| {
        let svg = svg_of(&page, scale, false);
        let head = format!("width=\"{width}\" height=\"{height}\" viewBox=\"0 0 800 600\">");
        let (first, rest) = svg.split_once('\n').unwrap();
        assert!(first.ends_with(&head), "{first}");
        assert_eq!(rest, svg_of(&page, 1.0, false).split_once('\n').unwrap().1);
    };
    check(1.0, "800", "600");
    check(2.5, "2000", "1500");
    check(0.333, "266.4", "199.8");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_words_stay_words(text in prop_oneof!["\\PC{0,40}", "[<>&\"'a;!\\[\\]\u{0}-\u{1f} -]{0,30}"]) {
        check_foreign(&text);
    }

    #[test]
    fn any_page_size_gives_a_drawing_that_can_be_read(
        width in 480.0..4000.0_f32,
        height in 320.0..4000.0_f32,
        legend in any::<bool>(),
    ) {
        let options = ExportOptions { legend, ..sized(width, height) };
        let page = page(&view("threat:drugs"), &options);
        prop_assert_eq!(page.size, Vec2::new(width, height));
        let size = tree(&svg_of(&page, 1.0, false)).size();
        prop_assert!((size.width() - width).abs() < 0.01 && (size.height() - height).abs() < 0.01);
    }
}

#[test]
fn a_picture_says_how_many_labels_it_has_no_room_for() {
    let crowded = page(&folded("", Unfold::All), &sized(640.0, 400.0));
    let (n_shown, n_nodes) = crowded.labels.unwrap();
    assert!(n_shown < n_nodes, "{n_shown} of {n_nodes}");
    let words = format!("{} labels have no room", n_nodes - n_shown);
    assert!(svg_of(&crowded, 1.0, false).contains(&words), "{words}");
    let roomy = page(&view("threat:terrorism"), &sized(1600.0, 900.0));
    assert!(!svg_of(&roomy, 1.0, false).contains("no room"));
}
