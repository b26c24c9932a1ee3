//! What the patterns of lines tell apart, and that the legend says so.

mod common;

use std::collections::BTreeSet;

use common::{atlas, folded, view};
use emath::vec2;
use protecteu_atlas::atlas::{Basis, Family};
use protecteu_atlas::scene::{Form, LineMeaning, LineStyle, Scene, legend};
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
