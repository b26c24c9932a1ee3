//! The presenter: the views of a briefing fill the screen, one after the other.
//!
//! Owns where one is in the briefing, and a sitting of its own in which one explores, so that
//! nothing done here changes what is kept. `slide` has the measures, `chrome` draws what stands
//! around the picture, `keys` lists the keys, `speaker` is the window for who speaks. Start with
//! [`Presenter::ui`].

mod behind;
mod chrome;
mod clock;
mod help;
mod keys;
mod laser;
mod legend;
mod notes;
mod quote;
mod slide;
mod speaker;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use egui::{CentralPanel, Frame, Rect, Ui, Vec2, ViewportCommand};

use self::behind::Behind;
use self::clock::Clock;
use self::laser::Laser;
use self::quote::Quoted;
use self::slide::{Screen, Slide, Words};
use super::canvas::{Canvas, OnSlide, Shown};
use super::gallery::Gallery;
use super::style;
use super::thumbnail::Thumbnails;
use super::widgets::Look;
use crate::atlas::Atlas;
use crate::layout::measure::Weight;
use crate::scene::{Paint, Theme};
use crate::session::{Command, Effect, Session, spoken_name};
use crate::view::{Briefing, NamedView, Picture, Stage, View};

pub(super) use self::keys::KEYS;
pub(super) use self::quote::quote_of_view;

/// The share of the screen that notes under the picture take.
const NOTES_SHARE: f32 = 0.24;

/// Where a presentation begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// With the first view.
    First,
    /// With the view shown on the desk.
    Shown,
}

/// What covers the screen while nothing is to be seen on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cover {
    Black,
    White,
}

/// A presentation.
pub(super) struct Presenter {
    briefing: Arc<Briefing>,
    at: usize,
    /// What is seen: the view of the briefing, and what has been explored from it.
    session: Session,
    canvas: Canvas,
    picture: Option<Arc<Picture>>,
    /// The view whose picture is up, which is another one while the next is worked out.
    turned: usize,
    cover: Option<Cover>,
    quote_is_open: bool,
    /// The sentences behind what is seen, and which of them is open.
    behind: Behind,
    legend_is_open: bool,
    keys_are_open: bool,
    notes_are_open: bool,
    speaker_is_open: bool,
    laser: Laser,
    /// Digits typed, for the number of a view.
    typed: String,
    clock: Clock,
    /// Whether the window filled the screen before.
    was_full_screen: bool,
    wants_full_screen_change: bool,
    is_over: bool,
}

/// What the presenter uses of the window.
pub(super) struct Surroundings<'a> {
    /// Pictures worked out.
    pub(super) gallery: &'a mut Gallery,
    /// The same as stamps.
    pub(super) thumbnails: &'a mut Thumbnails,
    /// Whether transitions are switched off.
    pub(super) motion_is_off: bool,
    /// How long a frame waits for a picture; without end where every frame is to be final.
    pub(super) patience: Option<Duration>,
}

impl Presenter {
    /// Begins at a view of the briefing, or with what is on the desk where there is no briefing.
    pub(super) fn begin(session: &Session, from: Beginning, ui: &Ui) -> Self {
        let mut briefing = session.shared_briefing();
        if briefing.views.is_empty() {
            let view = session.view().clone().settled();
            let title = title_of(&view, session.atlas());
            let named = NamedView { view, headline: title, ..NamedView::default() };
            briefing = Arc::new(Briefing { views: vec![named], ..Briefing::default() });
        }
        let now = ui.input(|i| i.time);
        let at = match from {
            Beginning::First => 0,
            Beginning::Shown => session.shown().unwrap_or(0).min(briefing.views.len() - 1),
        };
        let was_full_screen = ui.input(|i| i.viewport().fullscreen.unwrap_or(false));
        if !was_full_screen {
            ui.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
        let theme = session.view().theme;
        let view = briefing.views.get(at).map(|named| slide_view(named, theme));
        Self {
            session: session.apart(view.unwrap_or_default()),
            briefing,
            at,
            canvas: Canvas::default(),
            picture: None,
            turned: at,
            cover: None,
            quote_is_open: false,
            behind: Behind::default(),
            legend_is_open: false,
            keys_are_open: false,
            notes_are_open: false,
            speaker_is_open: false,
            laser: Laser::default(),
            typed: String::new(),
            clock: Clock::starting(now),
            was_full_screen,
            wants_full_screen_change: false,
            is_over: false,
        }
    }

    /// What is presented, to look at: its picture and how large it is drawn.
    pub(super) fn picture(&self) -> Option<&Picture> {
        self.picture.as_deref()
    }

    /// The sitting in which one explores.
    pub(super) const fn session(&self) -> &Session {
        &self.session
    }

    /// Draws a frame; says whether the presentation goes on.
    pub(super) fn ui(&mut self, ui: &mut Ui, around: &mut Surroundings<'_>) -> bool {
        self.clock.tick(ui.input(|i| i.time));
        keys::listen(ui, self);
        let look = Look { theme: self.session.view().theme };
        ui.set_theme(style::egui_theme(look.theme));
        self.canvas.motion.is_off = around.motion_is_off;
        let mut commands = Vec::new();
        CentralPanel::default().frame(Frame::NONE.fill(look.color(Paint::Ground))).show(ui, |ui| {
            let whole = ui.max_rect();
            let (screen, strip) = self.parted(Screen::whole(whole));
            self.look_up(ui, screen, around);
            self.slide_ui(ui, screen, look, &mut commands);
            if let Some(strip) = strip {
                self.notes_strip_ui(ui, strip, look);
            }
            self.cover_ui(ui, whole);
        });
        self.apply(ui, commands);
        if self.speaker_is_open {
            self.speaker_window(ui, look, around);
        }
        around.thumbnails.tidy();
        around.gallery.work(ui.ctx(), Some(Duration::ZERO));
        if self.speaker_is_open || self.notes_are_open {
            // The clock goes on while nothing else happens.
            ui.request_repaint_after(Duration::from_secs(1));
        }
        if std::mem::take(&mut self.wants_full_screen_change) {
            let is_full = ui.input(|i| i.viewport().fullscreen.unwrap_or(false));
            ui.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full));
        }
        if self.is_over {
            ui.send_viewport_cmd(ViewportCommand::Fullscreen(self.was_full_screen));
            ui.request_repaint();
        }
        !self.is_over
    }

    /// The screen for the slide, and the strip under it for the notes.
    fn parted(&self, whole: Screen) -> (Screen, Option<Rect>) {
        if !self.notes_are_open {
            return (whole, None);
        }
        let rect = whole.rect;
        let (_, strip) = rect.split_top_bottom_at_y(rect.bottom() - NOTES_SHARE * rect.height());
        (whole.covered(strip.height()), Some(strip))
    }

    /// Takes the picture of what is to be seen, where it is there by now.
    fn look_up(&mut self, ui: &Ui, screen: Screen, around: &mut Surroundings<'_>) {
        let slide = self.slide(ui, screen, self.at);
        let stage = slide.stage();
        let view = self.session.view();
        let is_there = self.turned == self.at
            && self.picture.as_ref().is_some_and(|p| p.still_shows(view, stage));
        if !is_there && !self.take(ui, stage, around) {
            around.gallery.work(ui.ctx(), around.patience);
            // What is not there yet is wished for again, before all that is less urgent.
            self.take(ui, stage, around);
        }
        self.prepare(ui, screen, around);
    }

    fn take(&mut self, ui: &Ui, stage: Stage, around: &mut Surroundings<'_>) -> bool {
        let Some(picture) = around.gallery.picture(self.session.view(), stage) else {
            return false;
        };
        let now = ui.input(|i| i.time);
        let pointer = ui.input(|i| i.pointer.hover_pos());
        self.canvas.turn_to(&picture, now, pointer);
        self.picture = Some(picture);
        self.turned = self.at;
        ui.request_repaint();
        true
    }

    /// Has the views before and after worked out while this one is talked about.
    fn prepare(&self, ui: &Ui, screen: Screen, around: &mut Surroundings<'_>) {
        let near = [Some(self.at + 1), self.at.checked_sub(1)];
        for at in near.into_iter().flatten() {
            if let Some(named) = self.briefing.views.get(at) {
                let stage = self.slide(ui, screen, at).stage();
                around.gallery.picture(&slide_view(named, Theme::default()), stage);
            }
        }
    }

    /// The slide of a view.
    fn slide(&self, ui: &Ui, screen: Screen, at: usize) -> Slide {
        let words = self.briefing.views.get(at).map(|named| words_of(self.session.atlas(), named));
        Slide::of(ui, screen, &words.unwrap_or_default())
    }

    fn slide_ui(&mut self, ui: &mut Ui, screen: Screen, look: Look, commands: &mut Vec<Command>) {
        let slide = self.slide(ui, screen, self.turned);
        if let Some(picture) = self.picture.clone() {
            let most_zoom = slide.stage().zooms().most * slide.scale;
            let shown = Shown {
                session: &self.session,
                picture: &picture,
                look,
                followed: &BTreeSet::new(),
                found: &BTreeSet::new(),
                is_awaited: false,
                slide: Some(OnSlide {
                    area: slide.picture(),
                    most_zoom,
                    scale: slide.scale,
                    // The laser points; it would be too much if all it passes lit up as well.
                    is_hovered: !self.laser.is_on,
                }),
            };
            ui.scope_builder(egui::UiBuilder::new().max_rect(screen.free()), |ui| {
                self.canvas.ui(ui, &shown, commands);
                self.canvas.settle(ui);
            });
            self.chrome_ui(ui, look, &slide, &picture);
            if self.legend_is_open {
                legend::legend_ui(ui, look, &slide, &picture);
            }
        } else {
            let style = (slide.points(28.0), Weight::Regular, Paint::Soft);
            quote::label_at(ui, look, slide.picture(), "The picture is being worked out.", style);
        }
        if self.quote_is_open {
            let quoted = self.quoted();
            self.quote_is_open = !quote::quote_ui(ui, look, &slide, quoted.as_ref());
        }
        if self.keys_are_open {
            self.keys_are_open = !help::help_ui(ui, look, &slide);
        }
        self.laser.ui(ui, look, slide.scale);
    }

    /// The sentence behind what is seen that is open: first the passage that is read while one
    /// explores or the view's own, then those behind what is selected and kept.
    fn quoted(&mut self) -> Option<Quoted> {
        let is_free = self.is_exploring() && !self.session.view().selected.is_empty();
        let named = self.briefing.views.get(self.turned).filter(|_| !is_free);
        let own = named.and_then(|named| named.quote.as_ref());
        let own = own.map(|passage| (passage.document.clone(), passage.span));
        self.behind.look_up(&self.session, own);
        let (document, span, said) = self.behind.open()?;
        let mut quoted = quote::quote_in(&self.session, document, span)?;
        if let Some(said) = said {
            quoted.place = format!("{} · {said}", quoted.place);
        }
        Some(quoted)
    }

    /// Opens the sentence behind what is seen, or closes it.
    fn toggle_quote(&mut self) {
        self.quote_is_open = !self.quote_is_open;
        self.behind.begin();
    }

    /// Goes on to the next sentence; after the last comes the first again.
    fn next_quote(&mut self) {
        if self.quote_is_open {
            self.behind.step();
        } else {
            self.toggle_quote();
        }
    }

    /// Whether something else is seen than the view of the briefing.
    fn is_exploring(&self) -> bool {
        let named = self.briefing.views.get(self.at);
        let view = named.map(|named| slide_view(named, self.session.view().theme));
        view.as_ref() != Some(self.session.view()) || self.session.reading().is_some()
    }

    fn apply(&mut self, ui: &Ui, commands: Vec<Command>) {
        let has_any = !commands.is_empty();
        for command in commands {
            let opens = matches!(command, Command::Read(Some(_)) | Command::ReadLink(_));
            for effect in self.session.apply(command) {
                if let Effect::FollowLink(url) = effect {
                    ui.ctx().open_url(egui::OpenUrl::new_tab(url));
                }
            }
            self.quote_is_open |= opens && self.session.reading().is_some();
        }
        if has_any {
            ui.request_repaint();
        }
    }

    /// On or back; from exploring, back to where the briefing was left.
    fn step(&mut self, by: isize) {
        if self.cover.take().is_some() || self.close_what_lies_over() {
            return;
        }
        if self.is_exploring() {
            self.go_to(self.at);
        } else if let Some(at) = self.at.checked_add_signed(by) {
            self.go_to(at);
        }
    }

    /// Shows a view; beyond the last one, the last.
    fn go_to(&mut self, at: usize) {
        let at = at.min(self.briefing.views.len().saturating_sub(1));
        self.cover = None;
        self.close_what_lies_over();
        let Some(named) = self.briefing.views.get(at) else { return };
        if at != self.at {
            self.clock.turn();
        }
        let view = slide_view(named, self.session.view().theme);
        self.session = self.session.apart(view);
        self.at = at;
        self.canvas.hovered = None;
        if let Some(picture) = self.picture.as_ref().filter(|_| at == self.turned) {
            self.canvas.motion.turn_to(&picture.scene, self.clock.now());
        }
    }

    fn close_what_lies_over(&mut self) -> bool {
        let had_typed = !std::mem::take(&mut self.typed).is_empty();
        let had_keys = std::mem::take(&mut self.keys_are_open);
        std::mem::take(&mut self.quote_is_open) || had_keys || had_typed
    }

    fn step_back(&mut self) {
        if self.cover.take().is_some()
            || self.close_what_lies_over()
            || std::mem::take(&mut self.legend_is_open)
        {
            return;
        }
        if self.is_exploring() {
            self.go_to(self.at);
        } else {
            self.is_over = true;
        }
    }

    fn toggle(&mut self, cover: Cover) {
        self.cover = (self.cover != Some(cover)).then_some(cover);
    }

    fn change_theme(&mut self) {
        let other = match self.session.view().theme {
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Light,
        };
        self.session.apply(Command::SetTheme(other));
    }
}

/// A view as it is presented: all of it, in the theme of the room.
pub(super) fn slide_view(named: &NamedView, theme: Theme) -> View {
    let mut view = View { theme, ..named.view.clone() };
    view.show_whole();
    view
}

/// The stage of a view's slide on the screen slides are measured for.
pub(super) fn standard_stage(ui: &Ui, atlas: &Atlas, named: &NamedView) -> Stage {
    let screen = Screen::whole(Rect::from_min_size(egui::Pos2::ZERO, slide::SIZE));
    Slide::of(ui, screen, &words_of(atlas, named)).stage()
}

/// Width to height of a slide.
pub(super) const SLIDE: Vec2 = slide::SIZE;

fn words_of(atlas: &Atlas, named: &NamedView) -> Words {
    let quoted = quote_of_view(atlas, named);
    let foot = foot_of(atlas, &named.view, quoted.as_ref());
    Words { title: named.title().to_owned(), quote: quoted.map(|quoted| quoted.words), foot }
}

/// Where a quote stands, and the filter in words.
fn foot_of(atlas: &Atlas, view: &View, quoted: Option<&Quoted>) -> String {
    let sentence = (!view.shows_all()).then(|| Picture::sentence_of(atlas, view));
    let words = quoted.map(|quoted| quoted.source.clone()).into_iter().chain(sentence);
    words.collect::<Vec<_>>().join("  ·  ")
}

/// A title for a view that nobody has given one.
fn title_of(view: &View, atlas: &Atlas) -> String {
    match &view.name {
        Some(name) => name.clone(),
        None if view.shows_all() && view.selected.is_empty() => atlas.title().to_owned(),
        None => spoken_name(view, atlas),
    }
}
