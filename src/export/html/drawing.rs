//! The drawing of the page: the marks of the scene in world coordinates, those of one node or link
//! in one group, so that the script can bring them forward.
//!
//! Owns groups, their order and what assistive technology is told of them. What a mark looks like
//! as an element is `svg`'s to say.

use std::collections::{BTreeMap, BTreeSet};

use emath::Rect;

use super::super::svg::{element, link_data, node_data};
use super::super::xml::{escape, number};
use super::colors::variable;
use crate::scene::{
    Emphasis, Form, Layer, Mark, Owner, Paint, Scene, SceneLink, SceneNode, Seen, Shown, Stroke,
};
use crate::view::Picture;

/// Free room around the drawing. World units.
const MARGIN: f32 = 24.0;
/// Distance of the ring from its box, and its width.
const RING: (f32, f32) = (4.0, 2.5);
/// In larger drawings no words are kept for the links of each node: they would outweigh the rest.
const MOST_WORDED: usize = 1_000;

/// The drawing as an element, or a sentence where there is nothing to draw.
pub(super) fn drawing_of(picture: &Picture) -> String {
    let scene = &picture.scene;
    let Some(bounds) = scene.bounds else {
        return format!("<p class=\"empty\">{}</p>", escape(picture.empty_sentence()));
    };
    let frame = bounds.union(scene.extent()).expand(MARGIN);
    let corners = [frame.left(), frame.top(), frame.width(), frame.height()].map(number);
    let mut out = format!(
        "<svg id=\"graph\" viewBox=\"{}\" role=\"group\" aria-label=\"{}\" tabindex=\"0\">\n",
        corners.join(" "),
        escape(&format!("Graph: {}", picture.shown_sentence()))
    );
    let marks = by_owner(scene);
    group(&mut out, "<g aria-hidden=\"true\">", &marks.ground);
    for (at, link) in scene.links.iter().enumerate() {
        group(&mut out, &link_start(link), marks.links.get(&at).map_or(&[], Vec::as_slice));
    }
    for (at, node) in scene.nodes.iter().enumerate() {
        let mut own = marks.nodes.get(&at).cloned().unwrap_or_default();
        let ring = ring(node.rect);
        own.push(&ring);
        node_group(&mut out, scene, node, &own);
    }
    if scene.nodes.len() <= MOST_WORDED {
        scene.nodes.iter().for_each(|node| words(&mut out, scene, node));
    }
    out.push_str("</svg>");
    out
}

/// The marks of a scene, from the lowest to the topmost of each owner.
#[derive(Default)]
struct Owned<'a> {
    ground: Vec<&'a Form>,
    links: BTreeMap<usize, Vec<&'a Form>>,
    nodes: BTreeMap<usize, Vec<&'a Form>>,
}

fn by_owner(scene: &Scene) -> Owned<'_> {
    let mut owned = Owned::default();
    for Mark { owner, form } in &scene.marks {
        match owner {
            Owner::Ground | Owner::Frame(_) => owned.ground.push(form),
            Owner::Link(at) => owned.links.entry(*at).or_default().push(form),
            Owner::Node(at) => owned.nodes.entry(*at).or_default().push(form),
        }
    }
    owned
}

fn group(out: &mut String, start: &str, forms: &[&Form]) {
    out.push_str(start);
    for form in forms {
        out.push_str(&element(form, form.strength(), &variable));
    }
    out.push_str("</g>\n");
}

fn link_start(link: &SceneLink) -> String {
    let mut class = "link".to_owned();
    for (word, is_so) in [(" quiet", link.quiet), (" faded", link.is_faded)] {
        class.push_str(if is_so { word } else { "" });
    }
    format!("<g class=\"{class}\"{} aria-hidden=\"true\">", link_data(link))
}

/// A node can be reached and pressed; one that is only there to be seen cannot.
fn node_group(out: &mut String, scene: &Scene, node: &SceneNode, forms: &[&Form]) {
    if node.is_faded {
        group(out, "<g class=\"node faded\" aria-hidden=\"true\">", forms);
        return;
    }
    let words = Words::of(node, forms);
    let start = format!(
        "<g class=\"node\"{} role=\"button\" tabindex=\"-1\" aria-pressed=\"false\" \
         aria-label=\"{}\">",
        node_data(node),
        escape(&words.spoken(scene, node))
    );
    out.push_str(&start);
    for (at, form) in forms.iter().enumerate() {
        if words.gaps.contains(&at) {
            out.push(' ');
        }
        out.push_str(&element(form, form.strength(), &variable));
    }
    out.push_str("</g>\n");
}

/// The words of a box as they are drawn.
struct Words {
    drawn: String,
    /// The forms before which a space stands in the markup: who reads it knows nothing of lines,
    /// and the words of two would run into each other.
    gaps: BTreeSet<usize>,
}

impl Words {
    fn of(node: &SceneNode, forms: &[&Form]) -> Self {
        let mut words = Self { drawn: String::new(), gaps: BTreeSet::new() };
        // What of the label is still to come tells a word broken over two lines from two words.
        let mut rest = node.label.as_str();
        let mut is_broken = true;
        for (at, form) in forms.iter().enumerate() {
            let Form::Text { text, .. } = form else { continue };
            if !is_broken {
                words.gaps.insert(at);
                words.drawn.push(' ');
            }
            words.drawn.push_str(text);
            let after = rest.trim_start().strip_prefix(text.as_str());
            is_broken = after.is_some_and(|after| after.starts_with(|c: char| !c.is_whitespace()));
            rest = after.unwrap_or_default();
        }
        words
    }

    /// A node in a few words, to be said aloud. They begin as they are drawn, so that who says
    /// what is to be seen is understood.
    fn spoken(&self, scene: &Scene, node: &SceneNode) -> String {
        // A line counts for all the links it stands for, as tables count them.
        let is_end = |line: &&SceneLink| line.source == node.id || line.target == node.id;
        let n_of = |at| scene.links_of(at).filter(is_end).map(|line| line.members.len()).sum();
        let n_links: usize = scene.position(&node.id).map_or(0, n_of);
        let links = if n_links == 1 { "1 link".to_owned() } else { format!("{n_links} links") };
        let folded = if node.n_folded > 0 { " folded inside" } else { "" };
        let mut parts = vec![format!("{}{folded}", self.drawn)];
        // A label that is cut short in its box is said whole as well.
        parts.extend((!self.drawn.starts_with(&node.label)).then(|| node.label.clone()));
        parts.extend([node.word().to_owned(), links]);
        parts.join(", ")
    }
}

/// The ring around a box, which shows while it is selected or has the keyboard.
fn ring(rect: Rect) -> Form {
    let stroke = Some(Stroke::solid(Paint::Accent, RING.1));
    Form::Rect { rect: rect.expand(RING.0), radius: 9.0, fill: None, stroke }
}

/// The relations written on the links of a node, where the program would write them.
fn words(out: &mut String, scene: &Scene, node: &SceneNode) {
    let selected = std::iter::once(node.id.clone()).collect();
    let attention = scene.attention(&Emphasis { selected, ..Emphasis::default() });
    let mut forms = Vec::new();
    scene.each_mark_of(Layer::Words, &attention, &Seen::default(), &mut |shown: Shown<'_>| {
        forms.push(shown.mark.into_owned().form);
    });
    if !forms.is_empty() {
        let id = escape(node.id.as_str());
        let start = format!("<g class=\"words\" data-of=\"{id}\" aria-hidden=\"true\">");
        group(out, &start, &forms.iter().collect::<Vec<_>>());
    }
}
