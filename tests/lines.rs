//! What the patterns of lines tell apart, and that the legend says so.

mod common;

use std::collections::BTreeSet;

use common::{atlas, folded, view};
use emath::vec2;
use protecteu_atlas::atlas::{Basis, Family, NodeKind};
use protecteu_atlas::scene::{Form, LineMeaning, LineStyle, Mark, Owner, Scene, legend};
use protecteu_atlas::view::{Picture, Unfold, View};

fn picture(view: View, line_style: LineStyle) -> Picture {
    Picture::of(atlas(), &View { line_style, ..view }, vec2(1400.0, 900.0))
}

/// The words of a scene's legend.
fn said(scene: &Scene) -> BTreeSet<String> {
    let marks = legend(scene, 800.0, &[]).marks.into_iter();
    let text = |form| if let Form::Text { text, .. } = form { Some(text) } else { None };
    marks.filter_map(|mark| text(mark.form)).collect()
}

#[test]
fn by_relation_the_legend_names_the_families_drawn_and_no_basis() {
    for view in [view("threat:terrorism"), folded("", Unfold::All)] {
        let scene = picture(view, LineStyle::Relation).scene;
        let words = said(&scene);
        let drawn: BTreeSet<LineMeaning> =
            scene.links.iter().filter(|link| !link.quiet).map(|link| link.line).collect();
        assert!(drawn.len() > 1, "{drawn:?}");
        let lines = Family::ALL.map(LineMeaning::Family).into_iter().chain([LineMeaning::Mixed]);
        for line in lines {
            assert_eq!(words.contains(line.phrase()), drawn.contains(&line), "{line:?}");
        }
        assert!(Basis::ALL.iter().all(|basis| !words.contains(basis.phrase())), "{words:?}");
    }
}

#[test]
fn by_basis_the_legend_names_no_family() {
    let words = said(&picture(view("threat:terrorism"), LineStyle::Basis).scene);
    assert!(words.contains(Basis::Stated.phrase()));
    assert!(Family::ALL.iter().all(|family| !words.contains(family.phrase())), "{words:?}");
}

#[test]
fn a_line_is_of_one_family_only_where_all_it_stands_for_is() {
    let scene = picture(folded("", Unfold::None), LineStyle::Relation).scene;
    for link in &scene.links {
        let family = |id| atlas().link(id).unwrap().relation.family();
        let families: BTreeSet<Option<Family>> = link.members.iter().map(family).collect();
        match link.line {
            LineMeaning::Family(family) => assert_eq!(families, [Some(family)].into()),
            LineMeaning::Mixed => assert!(families.len() > 1 || families.contains(&None)),
            LineMeaning::Basis(basis) => panic!("{basis:?} where relations are told apart"),
        }
    }
    assert!(scene.links.iter().any(|link| link.line == LineMeaning::Mixed));
}

#[test]
fn what_lines_say_moves_nothing_and_is_another_picture() {
    for view in [view(""), view("threat:terrorism")] {
        let mut shown = picture(view.clone(), LineStyle::Basis);
        let by_basis = shown.layout.clone();
        let view = View { line_style: LineStyle::Relation, ..view };
        assert!(shown.refresh(atlas(), &view, shown.stage()));
        assert_eq!(shown.layout, by_basis);
        assert_eq!(shown, picture(view, LineStyle::Relation));
    }
}

/// The views a reader may ask for: everything, each threat, and a pillar.
fn asked() -> Vec<View> {
    let threats = atlas().top_threats().map(|id| format!("threat:{id}"));
    let filters = threats.chain([String::new(), "pillar:hybrid-resilience".into()]);
    filters.map(|filter| view(&filter)).collect()
}

#[test]
fn the_number_on_a_ribbon_is_that_of_the_links_a_click_on_it_lists() {
    let mut n_numbers = 0;
    for view in asked() {
        let scene = picture(view, LineStyle::Basis).scene;
        for mark in &scene.marks {
            let (Owner::Link(at), Form::Text { text, .. }) = (mark.owner, &mark.form) else {
                continue;
            };
            assert_eq!(text.parse(), Ok(scene.links[at].members.len()), "{text}");
            n_numbers += 1;
        }
    }
    assert!(n_numbers > 10, "{n_numbers}");
}

#[test]
fn ribbons_add_up_to_the_number_in_the_box_of_their_threat_and_no_more_than_its_side() {
    let scene = picture(view(""), LineStyle::Basis).scene;
    let ribbons = || scene.links.iter().filter(|link| link.ribbon.is_counted);
    let threats: Vec<_> = scene.nodes.iter().filter(|n| n.kind == NodeKind::Threat).collect();
    assert_eq!(threats.len(), 10);
    for threat in threats {
        let own = || ribbons().filter(|link| link.target == threat.id);
        let n: usize = own().map(|link| link.members.len()).sum();
        let wide: f32 = own().map(|link| link.ribbon.width).sum();
        assert!(wide <= threat.rect.height(), "{}: {wide} on {:?}", threat.id, threat.rect);
        let at = scene.position(&threat.id);
        let is_own = |mark: &&Mark| at.is_some_and(|at| mark.owner == Owner::Node(at));
        let says = |mark: &Mark| match &mark.form {
            Form::Text { text, .. } => text.parse().ok() == Some(n),
            _ => false,
        };
        assert!(scene.marks.iter().filter(is_own).any(says), "{} does not say {n}", threat.id);
    }
}

#[test]
fn few_ribbons_cross_in_the_first_picture_and_all_lines_drawn_are_ribbons() {
    let scene = picture(view(""), LineStyle::Basis).scene;
    let drawn: Vec<_> = scene.links.iter().filter(|link| !link.quiet).collect();
    assert!(drawn.iter().all(|link| link.ribbon.is_counted));
    let height = |id| scene.node(id).map_or(0.0, |node| node.rect.center().y);
    let ends: Vec<(f32, f32)> =
        drawn.iter().map(|link| (height(&link.source), height(&link.target))).collect();
    let pairs =
        ends.iter().enumerate().flat_map(|(at, a)| ends.iter().skip(at + 1).map(move |b| (a, b)));
    let n_crossings = pairs.filter(|(a, b)| (a.0 - b.0) * (a.1 - b.1) < 0.0).count();
    assert!((1..=60).contains(&n_crossings), "{n_crossings} crossings");
}
