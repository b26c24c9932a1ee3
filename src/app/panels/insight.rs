//! The insight tab: what the structure of the view says, every line counted and a click away
//! from its node.
//!
//! Owns how insights are shown, and when they are worked out: at once where that takes no longer
//! than a frame may, else on a thread of their own while the window goes on.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use egui::text::LayoutJob;
use egui::{
    CornerRadius, Frame, Margin, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::Facts;
use super::asked::Asked;
use crate::app::desk::Desk;
use crate::app::style::size;
use crate::app::widgets::{Look, capitalised};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;
use crate::survey::{Insight, InsightLine, insight_work, insights};

/// Up to so many steps along links are walked in the frame itself: some milliseconds.
const MOST_AT_ONCE: usize = 1_500_000;
/// Room of the number of lines beside a heading.
const COUNT: f32 = 40.0;
/// Lines of an insight shown until more are asked for.
const FEW: usize = 6;
/// Width of the bars that compare lines.
const BAR: f32 = 56.0;

/// The insight tab.
#[derive(Debug, Default)]
pub(in crate::app) struct InsightState {
    made: Option<(Asked, Outcome)>,
    coming: Option<(Asked, Receiver<Vec<Insight>>)>,
    /// Insights of which every line is shown.
    long: BTreeSet<&'static str>,
}

/// What came of working insights out.
#[derive(Debug)]
enum Outcome {
    Done(Vec<Insight>),
    Failed,
}

impl InsightState {
    /// The insights of the picture shown, where they are there.
    fn refresh(&mut self, ui: &Ui, facts: Facts<'_>) -> Option<&Outcome> {
        self.receive();
        let holds = |asked: &Asked| asked.still_holds(facts);
        if !self.made.as_ref().is_some_and(|(asked, _)| holds(asked)) {
            self.made = None;
            // One at a time: what is under way for an older picture ends first.
            if self.coming.is_none() {
                self.ask(ui, facts);
            }
        }
        self.made.as_ref().map(|(_, outcome)| outcome)
    }

    fn receive(&mut self) {
        let Some((asked, answer)) = self.coming.take() else { return };
        self.made = match answer.try_recv() {
            Ok(found) => Some((asked, Outcome::Done(found))),
            Err(TryRecvError::Disconnected) => Some((asked, Outcome::Failed)),
            Err(TryRecvError::Empty) => {
                self.coming = Some((asked, answer));
                return;
            }
        };
    }

    fn ask(&mut self, ui: &Ui, facts: Facts<'_>) {
        let asked = Asked::of(facts);
        let visible = &facts.picture.visible;
        let (nodes, links) = (visible.kept_nodes.clone(), visible.kept_links.clone());
        if insight_work(nodes.len(), links.len()) <= MOST_AT_ONCE {
            let found = insights(facts.session.atlas(), &nodes, &links);
            self.made = Some((asked, Outcome::Done(found)));
            return;
        }
        let (found, answer) = channel();
        let (atlas, waker) = (facts.session.shared_atlas(), ui.ctx().clone());
        let work = move || {
            // Nobody is left to answer where the window closed meanwhile.
            if found.send(insights(&atlas, &nodes, &links)).is_ok() {
                waker.request_repaint();
            }
        };
        // Where no thread is to be had, the channel closes and the answer is that it failed.
        drop(thread::Builder::new().name("insight".to_owned()).spawn(work));
        self.coming = Some((asked, answer));
    }
}

/// Draws the insight tab.
pub(super) fn insight_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let state = &mut desk.insight;
    ScrollArea::vertical().id_salt("insight").auto_shrink([false, false]).show(ui, |ui| {
        let margin = Margin { left: 20, right: 20, top: 0, bottom: 24 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.take_available_width();
            ui.spacing_mut().item_spacing.y = 2.0;
            head_ui(ui, facts);
            let mut long = std::mem::take(&mut state.long);
            match state.refresh(ui, facts) {
                Some(Outcome::Done(insights)) => {
                    for insight in insights {
                        section_ui(ui, facts, insight, &mut long, commands);
                    }
                }
                Some(Outcome::Failed) => {
                    let words = "This could not be worked out: the program has a fault. Please \
                                 report it with what you did.";
                    facts.look.text(ui, words, (size::BODY, Weight::Regular, Paint::Warning));
                }
                None => waiting_ui(ui, facts),
            }
            state.long = long;
        });
    });
}

fn head_ui(ui: &mut Ui, facts: Facts<'_>) {
    let look = facts.look;
    ui.add_space(18.0);
    look.text(ui, "What the structure says", (size::TITLE, Weight::SemiBold, Paint::Ink));
    let shown = facts.picture.count_sentence();
    let over = format!("Counted over {shown}: {}.", facts.picture.sentence);
    look.text(ui, &over, (size::SMALL, Weight::Regular, Paint::Soft));
}

fn waiting_ui(ui: &mut Ui, facts: Facts<'_>) {
    let n = facts.picture.visible.kept_nodes.len();
    let words = format!("Counting the ways between {n} nodes…");
    ui.add_space(16.0);
    facts.look.text(ui, &words, (size::BODY, Weight::Regular, Paint::Soft));
}

fn section_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    insight: &Insight,
    long: &mut BTreeSet<&'static str>,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let spec = insight.spec;
    ui.add_space(20.0);
    heading_ui(ui, look, spec.heading, insight.lines.len());
    let soft = (size::SMALL, Weight::Regular, Paint::Soft);
    if insight.lines.is_empty() {
        look.text(ui, &insight.empty_sentence(), (size::BODY, Weight::Regular, Paint::Ink));
        return;
    }
    look.text(ui, spec.meaning, soft);
    if let Some(note) = &insight.note {
        look.text(ui, note, (size::SMALL, Weight::Medium, Paint::Soft));
    }
    ui.add_space(4.0);
    let is_long = long.contains(spec.word);
    let n_shown = if is_long { insight.lines.len() } else { FEW.min(insight.lines.len()) };
    let shown = insight.lines.get(..n_shown).unwrap_or_default();
    ui.spacing_mut().item_spacing.y = 0.0;
    for line in shown {
        line_ui(ui, facts, line, commands);
    }
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let words = if shown.len() == 1 {
            "Show it in the graph".to_owned()
        } else {
            format!("Show these {} in the graph", shown.len())
        };
        let show = look.link(ui, &words, size::SMALL, Weight::Medium);
        let said = format!("{words}: {}", spec.heading);
        show.widget_info(|| WidgetInfo::labeled(Role::Link, true, &said));
        if show.clicked() {
            commands.push(Command::SelectThese(shown.iter().map(|l| l.node.clone()).collect()));
        }
        let n_more = insight.lines.len().saturating_sub(FEW);
        if n_more > 0 {
            let words = if is_long { "Fewer".to_owned() } else { format!("{n_more} more…") };
            let more = look.link(ui, &words, size::SMALL, Weight::Regular);
            let said = format!("{words} {}", spec.heading);
            more.widget_info(|| WidgetInfo::labeled(Role::Link, true, &said));
            if more.clicked() && !long.remove(spec.word) {
                long.insert(spec.word);
            }
        }
    });
}

/// A heading with the number of its lines at the right.
fn heading_ui(ui: &mut Ui, look: Look, heading: &str, n_lines: usize) {
    let whole = ui.available_width();
    let ink = look.color(Paint::Ink);
    let format = look.format(size::COUNT, Weight::SemiBold, Paint::Ink);
    let mut job = LayoutJob::single_section(heading.to_owned(), format);
    job.wrap.max_width = whole - COUNT;
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(whole, galley.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, heading));
    ui.painter().galley(rect.min, galley, ink);
    if n_lines > 0 {
        let style = (size::BODY, Weight::Regular, Paint::Soft);
        let count = look.one_line(ui, &n_lines.to_string(), style, COUNT);
        let at = pos2(rect.right() - count.size().x, rect.top() + 2.0);
        ui.painter().galley(at, count, look.color(Paint::Soft));
    }
}

/// One line: the node, what is so of it, and how much beside the others.
fn line_ui(ui: &mut Ui, facts: Facts<'_>, line: &InsightLine, commands: &mut Vec<Command>) {
    let look = facts.look;
    let Some(node) = facts.session.atlas().node(&line.node) else { return };
    let is_selected = facts.session.view().selected.contains(&node.id);
    let whole = ui.available_width();
    let room = if line.share.is_some() { whole - BAR - 12.0 } else { whole };
    let paint = if is_selected { Paint::Accent } else { Paint::Ink };
    let label = look.one_line(ui, &node.label, (size::BODY, Weight::Medium, paint), room);
    let words = capitalised(&line.words);
    let soft = (size::SMALL, Weight::Regular, Paint::Soft);
    let under = (!words.is_empty()).then(|| look.one_line(ui, &words, soft, whole));
    let height = 10.0 + label.size().y + under.as_ref().map_or(0.0, |under| under.size().y);
    let (rect, response) = ui.allocate_exact_size(vec2(whole, height), Sense::click());
    let said = [node.label.as_str(), &line.words].join(", ");
    let said = said.trim_end_matches(", ");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, said));
    let ground = rect.expand2(vec2(8.0, 0.0));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(ground, CornerRadius::same(6), look.color(Paint::Field));
    }
    look.focus_ring(ui, ground.shrink(2.0), &response);
    let at = rect.min + vec2(0.0, 5.0);
    let below = at + vec2(0.0, label.size().y);
    if let Some(share) = line.share {
        let middle = at.y + label.size().y / 2.0;
        bar_ui(ui, look, pos2(rect.right() - BAR, middle), share);
    }
    ui.painter().galley(at, label, look.color(paint));
    if let Some(under) = under {
        ui.painter().galley(below, under, look.color(Paint::Soft));
    }
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.clicked() {
        commands.push(Command::Select { node: node.id.clone(), extend: false });
    }
}

fn bar_ui(ui: &Ui, look: Look, left: egui::Pos2, share: f32) {
    let track = Rect::from_min_size(left - vec2(0.0, 3.0), vec2(BAR, 6.0));
    let filled = Rect::from_min_size(track.min, vec2((BAR * share).max(3.0), 6.0));
    let round = CornerRadius::same(3);
    ui.painter().rect_filled(track, round, look.color(Paint::Hairline));
    ui.painter().rect_filled(filled, round, look.color(Paint::Accent).gamma_multiply(0.75));
}
