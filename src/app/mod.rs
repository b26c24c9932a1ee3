//! The window: the only room that knows egui, eframe and rfd.
//!
//! Owns what only a window needs: widgets, dialogs, motion, the desk. The frame is always the
//! same: panels and canvas read session and picture and hand back commands; the session applies
//! them; effects happen; nothing else changes anything. Start with [`run`] and [`App`].

mod above;
mod actions;
mod camera;
mod canvas;
mod desk;
mod effects;
mod empty;
mod enlarge;
mod finder;
mod flatten;
mod focus;
mod followed;
mod gallery;
mod galleys;
mod held;
mod link_menu;
mod menu;
mod mesh;
mod motion;
mod nodes;
mod notices;
mod overview;
mod paint;
mod painter;
mod palette;
mod panels;
mod presenter;
mod preview;
mod probe;
mod progress;
mod ribbon_menu;
mod sheets;
mod signs;
mod start;
mod style;
mod sweep;
mod thumbnail;
mod under_way;
mod walk;
mod widgets;
mod worker;

use std::time::Duration;

use egui::{CentralPanel, Frame, Margin, Panel, Ui, Vec2, vec2};

use self::canvas::{Canvas, Shown};
use self::desk::{Desk, Tab};
use self::effects::Outside;
use self::followed::followed_ui;
use self::panels::drawer::drawer_ui;
use self::panels::{Facts, PANELS, PanelSpec, SHEETS, Side};
use self::presenter::{Beginning, Presenter, Surroundings};
use self::progress::progress_ui;
use self::widgets::Look;
use self::worker::{Outcome, Worker};
use crate::scene::Paint;
use crate::session::{Command, Session};
use crate::view::{Picture, Stage};
use crate::wire::visible;

pub use self::painter::PicturePainter;
pub use self::probe::{FrameTimes, Probe, Report};
pub use self::start::{RendererChoice, StartError, WindowOptions, run};
pub use self::style::install as install_style;

/// Height of the bar above.
const TOP: f32 = 48.0;
/// Height of the status line.
const BOTTOM: f32 = 28.0;
/// From this width on the reading panel is always there.
const WIDE: f32 = 1180.0;

/// The graph has at least this width beside both panels.
const LEAST_GRAPH: f32 = 300.0;

/// An atlas of up to so many nodes is waited for; a larger one shows how far it has come.
const MOST_WAITED_FOR: usize = 1_500;
/// How long a frame waits for a new picture before it paints the old one once more.
const PATIENCE: Duration = Duration::from_millis(8);

/// The program in its window.
pub struct App {
    session: Session,
    picture: Picture,
    /// Whether the atlas's first picture is still to come.
    is_awaited: bool,
    worker: Worker,
    canvas_size: Vec2,
    /// The selected node that was last looked for among what is folded.
    revealed: Option<crate::atlas::NodeId>,
    canvas: Canvas,
    desk: Desk,
    outside: Outside,
    presenter: Option<Box<Presenter>>,
    probe: Option<Probe>,
    /// The window's title.
    title: String,
}

impl App {
    /// The program over a session, its picture worked out for a window of that size; that of a
    /// large atlas is on its way.
    pub fn new(session: Session, window: Vec2, probe: Option<Probe>) -> Self {
        let (left, right) = widths(window.x);
        // In a narrow window the reading panel comes only when there is something to read.
        let beside = if window.x >= WIDE { left + right } else { left };
        let canvas_size = window - vec2(beside, TOP + BOTTOM);
        let mut app = Self {
            picture: Picture::awaited(session.atlas()),
            is_awaited: true,
            worker: Worker::new(session.shared_atlas()),
            canvas_size: canvas_size.max(vec2(100.0, 100.0)),
            revealed: None,
            session,
            canvas: Canvas::default(),
            desk: Desk::default(),
            outside: Outside::default(),
            presenter: None,
            probe,
            title: String::new(),
        };
        app.canvas.motion.is_off = app.probe.is_some();
        app.ask();
        if let Some(Outcome::Done(picture)) = app.worker.answer(app.patience()) {
            app.canvas.turn_to(&picture, 0.0, None);
            app.picture = *picture;
            app.is_awaited = false;
        }
        app
    }

    /// The session, to look at.
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// Where the legend stands on the screen, to see that nothing covers it.
    pub const fn legend_area(&self) -> Option<egui::Rect> {
        self.canvas.legend
    }

    /// The picture, to look at.
    pub const fn picture(&self) -> &Picture {
        &self.picture
    }

    /// What is presented, to look at: the sitting in which one explores, and its picture.
    pub fn presented(&self) -> Option<(&Session, &Picture)> {
        let presenter = self.presenter.as_ref()?;
        Some((presenter.session(), presenter.picture()?))
    }

    /// How many rows of source texts were laid out so far, to see that none is twice.
    pub const fn n_rows_laid_out(&self) -> usize {
        self.desk.source.reader.n_layouts()
    }

    /// Switches transitions off, so that every frame is final.
    #[must_use]
    pub fn without_motion(mut self) -> Self {
        self.desk.motion_is_off = true;
        self.canvas.motion.is_off = true;
        self
    }

    /// Begins by presenting, with the first view or with the one that is shown.
    #[must_use]
    pub const fn presenting(mut self, with_shown: bool) -> Self {
        let from = if with_shown { Beginning::Shown } else { Beginning::First };
        self.desk.wants_to_present = Some(from);
        self
    }

    /// Says something in the window at once.
    fn saying(mut self, notices: Vec<String>) -> Self {
        for notice in notices {
            self.desk.notices.bad(notice);
        }
        self
    }

    /// Asks for a new picture where the one there is no longer answers the view.
    fn ask(&mut self) {
        let atlas = self.session.shared_atlas();
        if !self.worker.is_over(&atlas) {
            self.picture = Picture::awaited(&atlas);
            self.worker = Worker::new(atlas);
            self.is_awaited = true;
        }
        let view = self.session.view();
        if self.is_awaited || !self.picture.still_shows(view, Stage::HOME) {
            self.worker.ask(view, Stage::HOME);
        } else {
            self.worker.let_go();
        }
    }

    /// How long to wait for a picture; without end where every frame is to be final.
    fn patience(&self) -> Option<Duration> {
        let is_final = self.is_final();
        let is_first = self.is_awaited && self.session.atlas().nodes().len() <= MOST_WAITED_FOR;
        (!is_final && !is_first).then_some(PATIENCE)
    }

    /// Takes the newest picture, where there is a new one in time.
    fn refresh(&mut self, ui: &Ui) {
        self.worker.wakes(ui.ctx());
        self.ask();
        match self.worker.answer(self.patience()) {
            None => {}
            Some(Outcome::Failed) => self.desk.notices.bad(
                "The picture could not be worked out: the program has a fault. Please report it \
                 with what you did.",
            ),
            Some(Outcome::Done(picture)) => {
                self.picture = *picture;
                self.is_awaited = false;
                let now = ui.input(|i| i.time);
                self.canvas.motion.is_off = self.desk.motion_is_off || self.probe.is_some();
                let pointer = ui.input(|i| i.pointer.hover_pos());
                self.canvas.turn_to(&self.picture, now, pointer);
            }
        }
    }

    /// Opens what a node is folded into when it is selected, so that a search leads to it: once for each,
    /// since who folds it again means it.
    fn reveal(&mut self, ui: &Ui) {
        let subject = self.session.view().subject().cloned();
        if self.revealed == subject || self.worker.pending().is_some() || self.is_awaited {
            return;
        }
        let folded = subject.as_ref().and_then(|id| self.picture.visible.folded_into.get(id));
        if let Some(whole) = folded.cloned() {
            self.session.apply(Command::Reveal(whole));
            ui.request_repaint();
        }
        self.revealed = subject;
    }

    /// Puts the name of the atlas into the window's title.
    fn entitle(&mut self, ui: &Ui) {
        let title = match self.session.atlas().title() {
            "" | start::NAME => start::NAME.to_owned(),
            title => format!("{} – {}", visible(title), start::NAME),
        };
        if self.title != title {
            ui.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Draws one frame and does what the user asked for in it.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.outside.receive(ui, &mut self.desk);
        self.entitle(ui);
        if self.present(ui) {
            return;
        }
        self.refresh(ui);
        self.reveal(ui);
        let look = Look { theme: self.session.view().theme };
        ui.set_theme(style::egui_theme(look.theme));
        self.desk.enlargement.put_in_force(ui.ctx());
        let mut commands = Vec::new();
        actions::listen(ui, &self.session, &mut self.desk, &mut commands);
        effects::open_what_was_dropped(ui, &mut self.desk, &mut commands);
        // In a narrow window the reading panel comes only when there is something to read.
        let is_wide = ui.ctx().content_rect().width() >= WIDE;
        let has_reading = is_wide || is_reading(&self.session, &self.desk);
        let window = ui.ctx().content_rect().width();
        let (left, right) = widths(window);
        // What one reads comes before the filters where both would leave the graph no room.
        let has_filters = is_wide || !has_reading || window - left - right >= LEAST_GRAPH;
        for panel in PANELS {
            let is_shown = match panel.side {
                Side::Right => has_reading,
                Side::Left => has_filters,
                Side::Top | Side::Bottom => true,
            };
            if is_shown {
                self.panel(ui, panel, look, &mut commands);
            }
        }
        self.graph(ui, look, &mut commands);
        let facts = Facts { session: &self.session, picture: &self.picture, look };
        for sheet in SHEETS {
            sheet(ui, facts, &mut self.desk, &mut commands);
        }
        if let Some(under_way) = self.desk.under_way.as_ref().filter(|_| self.desk.export.is_none())
        {
            under_way.over_graph_ui(ui, look);
        }
        let graph = self.canvas.area.unwrap_or_else(|| ui.ctx().content_rect());
        let foot = self.canvas.legend.map_or_else(|| graph.bottom(), |legend| legend.top());
        let free = graph.with_max_y(foot);
        let pressed = self.desk.notices.ui(ui, look, free);
        for path in pressed.into_iter().chain(self.desk.wants_elsewhere.take()) {
            self.outside.open_elsewhere(ui, path);
        }
        if self.desk.wants_to_open {
            self.desk.wants_to_open = false;
            self.desk.open_path = Some(String::new());
        }
        if std::mem::take(&mut self.desk.wants_full_screen_change) {
            let is_full = ui.input(|i| i.viewport().fullscreen.unwrap_or(false));
            ui.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!is_full));
        }
        self.outside.dialogs(ui, &mut self.desk);
        actions::listen_last(ui, &self.session, &mut self.desk, &mut commands);
        let patience = self.is_final().then_some(()).map_or(Some(Duration::ZERO), |()| None);
        self.desk.views.work(ui.ctx(), patience);
        self.canvas.settle(ui);
        self.apply(ui, commands);
    }

    /// Draws a frame of the presentation, where there is one; says whether it did.
    fn present(&mut self, ui: &mut Ui) -> bool {
        let from = self.desk.wants_to_present.take().filter(|_| self.presenter.is_none());
        if let Some(from) = from {
            self.presenter = Some(Box::new(Presenter::begin(&self.session, from, ui)));
        }
        let (motion_is_off, is_final) =
            (self.desk.motion_is_off || self.probe.is_some(), self.is_final());
        let Some(presenter) = &mut self.presenter else { return false };
        self.desk.enlargement.put_in_force(ui.ctx());
        let (gallery, thumbnails) = self.desk.views.pictures(&self.session);
        let patience = (!is_final).then_some(PATIENCE);
        let mut around = Surroundings { gallery, thumbnails, motion_is_off, patience };
        if !presenter.ui(ui, &mut around) {
            self.presenter = None;
        }
        true
    }

    /// Whether every frame is to show what is asked for.
    const fn is_final(&self) -> bool {
        self.probe.is_some() || self.desk.motion_is_off
    }

    fn panel(&mut self, ui: &mut Ui, spec: &PanelSpec, look: Look, commands: &mut Vec<Command>) {
        let facts = Facts { session: &self.session, picture: &self.picture, look };
        let desk = &mut self.desk;
        let (left, right) = widths(ui.ctx().content_rect().width());
        let frame = Frame::new().fill(look.color(Paint::Panel));
        let padded = frame.inner_margin(Margin::symmetric(8, 0));
        let draw = |ui: &mut Ui| (spec.draw)(ui, facts, desk, commands);
        match spec.side {
            Side::Top => {
                Panel::top(spec.name).exact_size(TOP).frame(padded).show(ui, draw);
            }
            Side::Bottom => {
                Panel::bottom(spec.name).exact_size(BOTTOM).frame(padded).show(ui, draw);
            }
            Side::Left => {
                Panel::left(spec.name).exact_size(left).frame(padded).show(ui, draw);
            }
            Side::Right => {
                Panel::right(spec.name)
                    .default_size(right)
                    .size_range(280.0..=640.0)
                    .frame(frame)
                    .show(ui, draw);
            }
        }
    }

    fn graph(&mut self, ui: &mut Ui, look: Look, commands: &mut Vec<Command>) {
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            let facts = Facts { session: &self.session, picture: &self.picture, look };
            drawer_ui(ui, facts, &mut self.desk, commands);
            if self.canvas_size != ui.available_size() {
                self.canvas_size = ui.available_size();
                ui.request_repaint();
            }
            self.canvas.motion.is_off = self.desk.motion_is_off || self.probe.is_some();
            let found = self.desk.search.typed.lit(facts);
            let shown = Shown {
                session: &self.session,
                picture: &self.picture,
                look,
                followed: &self.desk.followed.in_graph,
                found: &found,
                is_awaited: self.is_awaited,
                slide: None,
            };
            let canvas = ui.available_rect_before_wrap();
            self.canvas.ui(ui, &shown, commands);
            followed_ui(ui, facts, &mut self.desk, canvas, commands);
            if let Some(pending) = self.worker.pending() {
                let n_nodes = self.session.atlas().nodes().len();
                progress_ui(ui, look, canvas, (pending, n_nodes), self.is_awaited);
            }
        });
    }

    fn apply(&mut self, ui: &Ui, commands: Vec<Command>) {
        let has_any = !commands.is_empty();
        for command in commands {
            self.turn_page(ui, &command);
            for effect in self.session.apply(command) {
                self.outside.happen(effect, ui, &mut self.session, &mut self.desk);
            }
        }
        if has_any {
            ui.request_repaint();
        }
    }

    /// Opens the tab that answers a command.
    fn turn_page(&mut self, ui: &Ui, command: &Command) {
        match command {
            // Who reads the texts goes on reading: what a node rests on is shown there.
            Command::Select { node, .. }
                if self.desk.tab == Tab::Source && self.session.atlas().node(node).is_some() => {}
            // The list that selected them goes on standing there.
            Command::SelectThese(_) if self.desk.tab == Tab::Insight => {}
            Command::Select { .. } | Command::SelectThese(_) | Command::StepBack => {
                self.desk.tab = Tab::Details;
            }
            Command::Read(Some(_)) | Command::ReadLink(_) => {
                self.desk.tab = Tab::Source;
                self.desk.source.shown = None;
            }
            Command::LookAt(None) | Command::SetCamera(None) => {
                let now = ui.input(|i| i.time);
                self.canvas.motion.turn_to(&self.picture.scene, now);
            }
            _ => {}
        }
    }
}

/// Whether there is something to read.
fn is_reading(session: &Session, desk: &Desk) -> bool {
    session.view().subject().is_some() || session.reading().is_some() || desk.tab != Tab::Details
}

/// Widths of the filters and of the reading panel in a window of that width.
fn widths(window: f32) -> (f32, f32) {
    if window >= WIDE { (248.0, 344.0) } else { (224.0, 340.0) }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        if let Some(probe) = &mut self.probe {
            probe.note(ui, frame.info().cpu_usage);
        }
        self.frame(ui);
    }
}
