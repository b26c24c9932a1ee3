//! The legend: what shapes, lines and colours mean, for what is drawn.

use emath::{Rect, Vec2, pos2, vec2};

use super::build::Scene;
use super::line::LineMeaning;
use super::links::SceneLink;
use super::mark::{Anchor, Form, Mark, Owner, Paint, Stroke};
use super::shape::{follow_up_of, shape_of, sign, strand};
use crate::atlas::{Basis, FollowUp, NodeKind};
use crate::layout::measure::{Weight, text_width};

/// Marks of a legend, in units of their own from (0, 0), and the room they take.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Legend {
    /// What to draw.
    pub marks: Vec<Mark>,
    /// Width and height.
    pub size: Vec2,
}

const SIZE: f32 = 11.0;
/// Height of a row; of one of three and more in the window, so that these take no more than the
/// room kept under the picture.
const ROW: (f32, f32) = (22.0, 18.0);
const GAP: f32 = 8.0;
/// Room between two entries, and between two of another sort.
const BETWEEN: (f32, f32) = (14.0, 24.0);

/// One thing the legend explains.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendEntry {
    /// What it means.
    pub words: String,
    sample: Sample,
}

/// What is shown beside the words.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sample {
    Kind(NodeKind),
    Strand,
    Folded,
    Line(LineMeaning),
    FollowUp(FollowUp),
    Hue(usize),
    /// A line that answers a threat.
    Answer(usize),
    /// A ribbon of so many links that answers a threat; whether a source says so.
    Ribbon(usize, bool),
    /// The sign of a hub.
    Sign(usize),
}

impl LegendEntry {
    /// Room that a sample takes.
    pub const SAMPLE: Vec2 = vec2(30.0, 14.0);

    /// Room that its own sample takes in a row: dots and swatches are as wide as high.
    const fn room(&self) -> Vec2 {
        match self.sample {
            Sample::FollowUp(_) | Sample::Hue(_) | Sample::Sign(_) => {
                vec2(Self::SAMPLE.y, Self::SAMPLE.y)
            }
            Sample::Kind(_)
            | Sample::Strand
            | Sample::Folded
            | Sample::Line(_)
            | Sample::Answer(_)
            | Sample::Ribbon(..) => Self::SAMPLE,
        }
    }

    fn new(words: impl Into<String>, sample: Sample) -> Self {
        Self { words: words.into(), sample }
    }

    /// What stands beside the words, in a rectangle of the size of [`Self::SAMPLE`].
    pub fn sample(&self, rect: Rect) -> Vec<Form> {
        match self.sample {
            Sample::Kind(kind) => sample_of(kind, rect),
            Sample::Strand => strand(rect),
            Sample::Folded => count_sample(rect),
            Sample::Line(line) => {
                let (a, b) = (rect.left_center(), rect.right_center());
                let stroke = line.stroke(Paint::Soft, 1.4);
                vec![Form::Curve { segments: vec![[a, a, b, b]], stroke }]
            }
            Sample::Answer(hue) => {
                let (a, b) = (rect.left_center(), rect.right_center());
                let stroke = Stroke::solid(Paint::Answer(hue), 1.6);
                vec![Form::Curve { segments: vec![[a, a, b, b]], stroke }]
            }
            Sample::Ribbon(hue, is_said) => {
                let (a, b) = (rect.left_center(), rect.right_center());
                let paint = if is_said { Paint::Ribbon(hue) } else { Paint::Pale(hue) };
                let ribbon = |stroke| Form::Curve { segments: vec![[a, a, b, b]], stroke };
                let mut forms = vec![ribbon(Stroke::solid(paint, 9.0))];
                if !is_said {
                    let read = LineMeaning::Basis(Basis::Interpreted);
                    forms.push(ribbon(read.stroke(Paint::Answer(hue), 1.3)));
                }
                forms
            }
            Sample::Sign(hub) => {
                vec![sign(hub, Rect::from_center_size(rect.center(), vec2(11.0, 6.5)))]
            }
            Sample::FollowUp(follow_up) => follow_up_of(follow_up, rect.center()),
            Sample::Hue(hue) => {
                let rect = Rect::from_center_size(rect.center(), vec2(12.0, 12.0));
                vec![Form::Rect { rect, radius: 3.0, fill: Some(Paint::Threat(hue)), stroke: None }]
            }
        }
    }
}

/// What a legend of the scene explains: shapes, lines, and the colours of threats that are asked for.
pub fn legend_entries(scene: &Scene, threats: &[(usize, String)]) -> [Vec<LegendEntry>; 3] {
    let (mut shapes, mut lines) = (Vec::new(), Vec::new());
    for &kind in &scene.kinds {
        if scene.nodes.iter().any(|node| node.kind == kind && !node.is_strand) {
            shapes.push(LegendEntry::new(kind.word(), Sample::Kind(kind)));
        }
        if scene.nodes.iter().any(|node| node.kind == kind && node.is_strand) {
            shapes.push(LegendEntry::new("strand", Sample::Strand));
        }
    }
    if scene.nodes.iter().any(|node| node.n_folded > 0) {
        shapes.push(LegendEntry::new("folded inside", Sample::Folded));
    }
    lines.extend(answers_entries(scene));
    let drawn = scene.lines.iter();
    lines.extend(drawn.map(|line| LegendEntry::new(line.phrase(), Sample::Line(*line))));
    let is_drawn =
        |follow_up: FollowUp| scene.nodes.iter().any(|node| node.follow_up == Some(follow_up));
    let marked = FollowUp::ALL.into_iter().filter(|follow_up| follow_up.has_mark());
    let marked: Vec<FollowUp> = marked.filter(|follow_up| is_drawn(*follow_up)).collect();
    for &follow_up in &marked {
        lines.push(LegendEntry::new(follow_up.phrase(), Sample::FollowUp(follow_up)));
    }
    // What no dot means is asked only where other boxes have one.
    let unmarked = FollowUp::NotLookedUp;
    if !marked.is_empty() && is_drawn(unmarked) {
        let words = format!("no dot: {}", unmarked.phrase());
        lines.push(LegendEntry::new(words, Sample::FollowUp(unmarked)));
    }
    let threats = threats.iter();
    let threats = threats.map(|(hue, label)| LegendEntry::new(label, Sample::Hue(*hue))).collect();
    [shapes, lines, threats]
}

/// What lines and ribbons in the colours of threats say, and the signs of hubs.
fn answers_entries(scene: &Scene) -> Vec<LegendEntry> {
    let at_rest = || scene.links.iter().filter(|link| !link.quiet);
    let mut entries = Vec::new();
    let ribbons = || at_rest().filter(|link| link.ribbon.is_counted);
    let hue = |link: &SceneLink| link.ribbon.hue.unwrap_or(0);
    if let Some(first) = ribbons().next() {
        let said = ribbons().any(|link| link.ribbon.said.0 > 0);
        let read = ribbons().any(|link| link.ribbon.said.0 < link.ribbon.said.1);
        if said {
            entries.push(LegendEntry::new(
                "answers a source states",
                Sample::Ribbon(hue(first), true),
            ));
        }
        if read {
            entries
                .push(LegendEntry::new("answers as we read it", Sample::Ribbon(hue(first), false)));
        }
    }
    if let Some(link) = at_rest().find(|l| l.ribbon.hue.is_some() && !l.ribbon.is_counted) {
        entries.push(LegendEntry::new("answers the threat", Sample::Answer(hue(link))));
    }
    let signs = scene.signs.iter().enumerate().filter(|(hub, _)| scene.drawn_signs.contains(hub));
    entries.extend(signs.map(|(hub, phrase)| LegendEntry::new(phrase, Sample::Sign(hub))));
    entries
}

impl Scene {
    /// The threats whose colours are drawn while no box says what they are called.
    pub fn unnamed_threats(&self) -> Vec<(usize, String)> {
        let is_named = |label: &str| {
            let mut boxes = self.nodes.iter().filter(|node| !node.is_group && !node.is_faded);
            boxes.any(|node| node.kind == NodeKind::Threat && node.label == label)
        };
        self.threats.iter().filter(|(_, label)| !is_named(label)).cloned().collect()
    }
}

/// The legend of a scene, in one row where that is wide enough, with the colours of the threats
/// that are asked for; the window's filters name them already.
pub fn legend(scene: &Scene, width: f32, threats: &[(usize, String)]) -> Legend {
    let roomy = written(scene, width, threats, ROW.0);
    if !threats.is_empty() || roomy.size.y <= 2.0 * ROW.0 {
        return roomy;
    }
    written(scene, width, threats, ROW.1)
}

/// The legend in rows of one height.
fn written(scene: &Scene, width: f32, threats: &[(usize, String)], row: f32) -> Legend {
    let mut pen = Pen { width, row, x: 0.0, y: 0.0, right: 0.0, marks: Vec::new() };
    for group in legend_entries(scene, threats) {
        pen.begin(&group);
        for entry in &group {
            pen.entry(entry);
        }
    }
    pen.new_row();
    Legend { size: vec2(pen.right, pen.y), marks: pen.marks }
}

fn sample_of(kind: NodeKind, rect: Rect) -> Vec<Form> {
    let rect = if kind == NodeKind::Action { rect.expand2(vec2(-2.0, 0.0)) } else { rect };
    shape_of(kind, rect, &[0])
}

fn count_sample(rect: Rect) -> Vec<Form> {
    let chip = Rect::from_center_size(rect.center(), vec2(28.0, 18.0));
    vec![
        Form::Rect {
            rect: chip,
            radius: 9.0,
            fill: Some(Paint::Field),
            stroke: Some(Stroke::solid(Paint::Hairline, 1.0)),
        },
        Form::Text {
            pos: pos2(chip.center().x, chip.center().y + 4.0),
            text: "+3".to_owned(),
            size: SIZE,
            weight: Weight::Regular,
            paint: Paint::Soft,
            anchor: Anchor::Middle,
            spacing: 0.0,
        },
    ]
}

fn width_of(entry: &LegendEntry) -> f32 {
    entry.room().x + GAP + text_width(&entry.words, SIZE, Weight::Regular)
}

struct Pen {
    width: f32,
    row: f32,
    x: f32,
    y: f32,
    right: f32,
    marks: Vec<Mark>,
}

impl Pen {
    fn entry(&mut self, entry: &LegendEntry) {
        let (words, size) = (entry.words.as_str(), entry.room());
        let wide = width_of(entry);
        if self.x > 0.0 && self.x + wide > self.width {
            self.new_row();
        }
        let top = self.y + (self.row - size.y) / 2.0;
        let rect = Rect::from_min_size(pos2(self.x, top), size);
        for form in entry.sample(rect) {
            self.marks.push(Mark { owner: Owner::Ground, form });
        }
        self.marks.push(Mark {
            owner: Owner::Ground,
            form: Form::Text {
                pos: pos2(rect.right() + GAP, rect.center().y + 4.0),
                text: words.to_owned(),
                size: SIZE,
                weight: Weight::Regular,
                paint: Paint::Soft,
                anchor: Anchor::Start,
                spacing: 0.0,
            },
        });
        self.right = self.right.max(self.x + wide);
        self.x += wide + BETWEEN.0;
    }

    /// Begins a group: beside the one before it, unless it would be torn where a row of its own
    /// holds it whole.
    fn begin(&mut self, group: &[LegendEntry]) {
        if self.x == 0.0 || group.is_empty() {
            return;
        }
        self.x += BETWEEN.1 - BETWEEN.0;
        let n_gaps = group.len() as f32 - 1.0;
        let whole = group.iter().map(width_of).sum::<f32>() + n_gaps * BETWEEN.0;
        if self.x + whole > self.width && whole <= self.width {
            self.new_row();
        }
    }

    fn new_row(&mut self) {
        if self.x > 0.0 {
            self.x = 0.0;
            self.y += self.row;
        }
    }
}
