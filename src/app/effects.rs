//! What happens outside the window: dialogs, reading, writing, clipboard, browser.
//!
//! Slow work runs on a thread that owns what it needs and answers over a channel.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use egui::{ColorImage, OpenUrl, Ui, ViewportCommand};
use emath::vec2;

use super::desk::{Desk, ExportForm};
use super::under_way::UnderWay;
use crate::check;
use crate::export::{
    Composed, ExportError, ExportOptions, ExportRequest, FORMATS, Format, pixels_of, title_of_view,
};
use crate::filter::slug;
use crate::layout::Watch;
use crate::session::{Command, Effect, Session, spoken_name};
use crate::view::View;
use crate::wire::draft::DraftBriefing;
use crate::wire::{SaveError, briefing_from_record, save_together, view_from_record};

/// Pixels to a point of a picture on the clipboard.
const CLIPBOARD_SCALE: f32 = 2.0;

/// What a thread has to say when it is done.
enum Answer {
    /// A file was chosen for an export.
    ExportPath(PathBuf),
    /// A file or folder was chosen to be opened.
    OpenPath(PathBuf),
    /// No file was chosen, or the dialog could not be shown: the two look the same.
    NothingChosen,
    /// A file was written.
    Written(Vec<PathBuf>),
    /// A file stands there already.
    Exists(PathBuf),
    /// The picture was drawn for the clipboard: its size and its pixels.
    Drawn([usize; 2], Vec<u8>),
    /// Nothing was written or drawn.
    Failed(String),
    /// It was given up before anything was written.
    GivenUp,
    /// No program opened a file or folder.
    NotOpened(String),
}

impl Answer {
    /// Whether it comes from a thread that wrote or drew.
    const fn ends_work(&self) -> bool {
        match self {
            Self::Written(_)
            | Self::Exists(_)
            | Self::Drawn(..)
            | Self::Failed(_)
            | Self::GivenUp => true,
            Self::ExportPath(_) | Self::OpenPath(_) | Self::NothingChosen | Self::NotOpened(_) => {
                false
            }
        }
    }
}

/// The world outside, and the channel over which it answers.
pub(super) struct Outside {
    sender: Sender<Answer>,
    receiver: Receiver<Answer>,
}

impl Default for Outside {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver }
    }
}

impl Outside {
    /// Takes in what threads have answered since the last frame.
    pub(super) fn receive(&self, ui: &Ui, desk: &mut Desk) {
        while let Ok(answer) = self.receiver.try_recv() {
            if answer.ends_work() {
                desk.under_way = None;
            }
            match answer {
                Answer::ExportPath(path) => {
                    if let Some(form) = &mut desk.export {
                        form.path = path.to_string_lossy().into_owned();
                        // The system's dialog has asked already.
                        form.replace = Some(form.path.clone());
                    }
                }
                Answer::OpenPath(path) => {
                    if let Some(typed) = &mut desk.open_path {
                        *typed = path.to_string_lossy().into_owned();
                    }
                }
                Answer::NothingChosen => desk.notices.good(
                    "No file was chosen. If no dialog came up, type the path into the field.",
                ),
                Answer::Drawn(size, pixels) => {
                    ui.ctx().copy_image(ColorImage::from_rgba_unmultiplied(size, &pixels));
                    desk.notices.good("The picture is on the clipboard.");
                }
                Answer::Written(paths) => {
                    let form = desk.export.take().filter(|form| !form.saves_briefing);
                    desk.last_export = form.or_else(|| desk.last_export.take());
                    let paths: Vec<PathBuf> = paths.iter().map(|path| absolute(path)).collect();
                    let shown: Vec<String> =
                        paths.iter().map(|path| path.display().to_string()).collect();
                    let words = format!("Written: {}", shown.join(", "));
                    match paths.into_iter().next() {
                        Some(first) => {
                            desk.last_written = Some(first.clone());
                            desk.notices.written(words, first);
                        }
                        None => desk.notices.good(words),
                    }
                }
                Answer::Exists(path) => {
                    if let Some(form) = &mut desk.export {
                        form.replace = Some(path.to_string_lossy().into_owned());
                    }
                }
                Answer::Failed(reason) => match &mut desk.export {
                    Some(form) => form.problem = Some(reason),
                    None => desk.notices.bad(reason),
                },
                Answer::GivenUp => {
                    let words = "Cancelled: nothing was written.";
                    match &mut desk.export {
                        Some(form) => form.problem = Some(words.to_owned()),
                        None => desk.notices.good(words),
                    }
                }
                Answer::NotOpened(reason) => desk.notices.bad(reason),
            }
        }
    }

    /// Shows the dialogs the desk asks for.
    pub(super) fn dialogs(&self, ui: &Ui, desk: &mut Desk) {
        if std::mem::take(&mut desk.wants_export_dialog)
            && let Some(form) = &desk.export
        {
            self.ask(ui, save_dialog(&form.path), Answer::ExportPath);
        }
        if std::mem::take(&mut desk.wants_open_dialog) {
            let dialog =
                rfd::AsyncFileDialog::new().add_filter("Atlas", &["json", "toml", "png", "svg"]);
            let chosen = async move { dialog.pick_file().await };
            self.ask(ui, chosen, Answer::OpenPath);
        }
    }

    /// Opens a file or folder in the program that the reader has for it.
    pub(super) fn open_elsewhere(&self, ui: &Ui, path: PathBuf) {
        let (sender, ctx) = (self.sender.clone(), ui.ctx().clone());
        thread::spawn(move || {
            if let Err(error) = open::that_detached(&path) {
                let reason = format!("No program opened {}: {error}", path.display());
                tell(&sender, Answer::NotOpened(reason));
                ctx.request_repaint();
            }
        });
    }

    /// Waits for a dialog on a thread of its own, so that the window goes on painting.
    fn ask<F>(&self, ui: &Ui, dialog: F, answer: fn(PathBuf) -> Answer)
    where
        F: Future<Output = Option<rfd::FileHandle>> + Send + 'static,
    {
        let (sender, ctx) = (self.sender.clone(), ui.ctx().clone());
        thread::spawn(move || {
            let chosen = pollster::block_on(dialog);
            let said = chosen.map_or(Answer::NothingChosen, |file| answer(file.path().to_owned()));
            tell(&sender, said);
            ctx.request_repaint();
        });
    }

    /// Makes an effect happen.
    pub(super) fn happen(&self, effect: Effect, ui: &Ui, session: &mut Session, desk: &mut Desk) {
        match effect {
            Effect::AskWhereToExport => {
                let fresh = new_form(session, false);
                desk.export = Some(desk.last_export.as_ref().map_or_else(
                    || fresh.clone(),
                    |last| ExportForm {
                        whole_briefing: last.whole_briefing && fresh.has_views,
                        ..like(last, &fresh)
                    },
                ));
            }
            Effect::AskWhereToSave => desk.export = Some(new_form(session, true)),
            Effect::Export { path, replace } => self.export(ui, session, desk, path, replace),
            Effect::Open(path) => open(Some(&path), session, desk),
            Effect::OpenBuiltIn => open(None, session, desk),
            Effect::Copy(text) => {
                ui.ctx().copy_text(text);
                desk.notices.good("Copied");
            }
            Effect::CopyPicture => self.copy_picture(ui, session, desk),
            Effect::FollowLink(url) => ui.ctx().open_url(OpenUrl::new_tab(url)),
            Effect::Refuse(reason) => desk.notices.bad(reason),
            Effect::Quit => ui.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    /// Draws the picture of the view for the clipboard, sharp enough for a slide.
    fn copy_picture(&self, ui: &Ui, session: &Session, desk: &mut Desk) {
        let (atlas, view) = (session.shared_atlas(), session.view().clone());
        self.work(ui, desk, "Drawing the picture".to_owned(), move |watch| {
            let options = ExportOptions { scale: CLIPBOARD_SCALE, ..ExportOptions::default() };
            let request = ExportRequest::new(&atlas, &view, &options);
            let request = ExportRequest { watch: Some(watch), ..request };
            match pixels_of(&Composed::new(&request)) {
                Ok((size, pixels)) => Answer::Drawn(size, pixels),
                Err(error) => refused(&error, "The picture was not drawn"),
            }
        });
    }

    /// Does something on a thread that the user may wait for or give up; one at a time.
    fn work<F>(&self, ui: &Ui, desk: &mut Desk, what: String, work: F)
    where
        F: FnOnce(&Arc<Watch>) -> Answer + Send + 'static,
    {
        if desk.under_way.is_some() {
            return desk.notices.bad("Another picture or file is still being written.");
        }
        let under_way = UnderWay::begin(what);
        let (watch, sender, ctx) = (under_way.watch(), self.sender.clone(), ui.ctx().clone());
        desk.under_way = Some(under_way);
        thread::spawn(move || {
            let answer = catch_unwind(AssertUnwindSafe(|| work(&watch)));
            let fault = "Nothing was written: the program has a fault. Please report it.";
            tell(&sender, answer.unwrap_or_else(|_| Answer::Failed(fault.to_owned())));
            ctx.request_repaint();
        });
    }

    fn export(&self, ui: &Ui, session: &Session, desk: &mut Desk, path: PathBuf, replace: bool) {
        let Some(form) = desk.export.clone() else { return };
        let (atlas, view) = (session.shared_atlas(), form.titled(session.view(), session.atlas()));
        // A part of an atlas has no briefing: its views reach over the whole.
        let format = path.extension().and_then(|e| e.to_str()).and_then(Format::from_extension);
        let has_pages = form.whole_briefing && format.is_some_and(Format::has_pages);
        let is_whole = form.saves_briefing || has_pages || view.shows_all();
        let briefing = is_whole.then(|| session.shared_briefing());
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.work(ui, desk, format!("Writing {name}"), move |watch| {
            let options = options_of(&form);
            let (briefing, watch) = (briefing.as_deref(), Some(watch));
            let request =
                ExportRequest { briefing, watch, ..ExportRequest::new(&atlas, &view, &options) };
            write(&request, &path, replace)
        });
    }
}

/// Opens the first file or folder that was dropped on the window.
pub(super) fn open_what_was_dropped(ui: &Ui, desk: &mut Desk, commands: &mut Vec<Command>) {
    let dropped = ui.input(|i| i.raw.dropped_files.first().map(|file| file.path().to_owned()));
    if let Some(path) = dropped {
        desk.open_path = None;
        commands.push(Command::Open(path));
    }
}

/// A window that has gone needs no answer.
fn tell(sender: &Sender<Answer>, answer: Answer) {
    drop(sender.send(answer));
}

fn save_dialog(path: &str) -> impl Future<Output = Option<rfd::FileHandle>> + Send + 'static {
    let path = Path::new(path);
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let mut dialog = rfd::AsyncFileDialog::new().set_file_name(name);
    if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    for format in FORMATS {
        dialog = dialog.add_filter(format.label, &[format.extension]);
    }
    async move { dialog.save_file().await }
}

/// The choices of the last export for a new one, of the atlas that is open now.
fn like(last: &ExportForm, fresh: &ExportForm) -> ExportForm {
    let last_path = Path::new(&last.path);
    let name = Path::new(&fresh.path).file_stem().unwrap_or_default();
    let extension = last_path.extension().unwrap_or_default();
    let path = last_path.with_file_name(name).with_extension(extension);
    ExportForm {
        path: path.to_string_lossy().into_owned(),
        problem: None,
        replace: None,
        title: fresh.title.clone(),
        has_views: fresh.has_views,
        saves_briefing: false,
        ..last.clone()
    }
}

fn new_form(session: &Session, saves_briefing: bool) -> ExportForm {
    let folder = std::env::home_dir().filter(|home| home.is_dir()).unwrap_or_default();
    let name = file_name(session, saves_briefing);
    ExportForm {
        path: folder.join(name).to_string_lossy().into_owned(),
        title: title_of_view(session.atlas(), session.view()),
        size: (1600, 900),
        scale: 2,
        legend: true,
        metadata: true,
        transparent: false,
        bom: true,
        problem: None,
        saves_briefing,
        has_views: !session.briefing().views.is_empty(),
        whole_briefing: false,
        register: None,
        replace: None,
    }
}

/// A name that says what is in the file: of the briefing, or of the view.
fn file_name(session: &Session, saves_briefing: bool) -> String {
    let id = session.atlas().id();
    if saves_briefing {
        let title = slug(&session.briefing().title);
        let name = if title.is_empty() { format!("{id}-briefing") } else { title };
        return format!("{name}.json");
    }
    let view = session.view();
    let about = match &view.name {
        Some(name) => slug(name),
        None if view.shows_all() => String::new(),
        None => slug(&spoken_name(view, session.atlas())),
    };
    if about.is_empty() { format!("{id}.png") } else { format!("{id}-{about}.png") }
}

fn options_of(form: &ExportForm) -> ExportOptions {
    ExportOptions {
        size: vec2(form.size.0 as f32, form.size.1 as f32),
        scale: form.scale as f32,
        transparent: form.transparent,
        legend: form.legend,
        metadata: form.metadata,
        whole_briefing: form.whole_briefing,
        bom: form.bom,
        register: form.register,
        date: None,
    }
}

fn write(request: &ExportRequest<'_>, path: &Path, replace: bool) -> Answer {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let Some(format) = Format::from_extension(extension) else {
        return Answer::Failed(format!("No format has files that end in “{extension}”."));
    };
    let paths = format.paths(path);
    if !replace && paths.iter().any(|path| path.symlink_metadata().is_ok()) {
        return Answer::Exists(path.to_owned());
    }
    let files = match format.files(request) {
        Ok(files) => files,
        Err(error) => return refused(&error, "Nothing was exported"),
    };
    let files: Vec<(PathBuf, Vec<u8>)> = paths.iter().cloned().zip(files).collect();
    match save_together(&files, replace) {
        Ok(()) => Answer::Written(paths),
        Err(SaveError::Exists(_)) => Answer::Exists(path.to_owned()),
        Err(error) => Answer::Failed(format!("Nothing was exported: {error}")),
    }
}

fn refused(error: &ExportError, what: &str) -> Answer {
    match error {
        ExportError::Cancelled => Answer::GivenUp,
        _ => Answer::Failed(format!("{what}: {error}")),
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Begins a new session with another atlas, the built-in one where no path is given; the old one
/// stays where there is nothing to show.
fn open(path: Option<&Path>, session: &mut Session, desk: &mut Desk) {
    let opened = match check::open(path) {
        Ok(opened) => opened,
        Err(error) => return desk.notices.bad(format!("Nothing was opened: {error}")),
    };
    let notices = opened.notices();
    let Some(atlas) = opened.atlas else {
        let first = opened.findings.iter().find(|finding| finding.is_error());
        let first = first.map(ToString::to_string).unwrap_or_default();
        return desk.notices.bad(format!("There is nothing to show in it. {first}"));
    };
    for words in notices {
        desk.notices.bad(words);
    }
    // A file that says in which theme its view is seen is seen in it, else it could not come out
    // as it was.
    let has_theme = opened.view.as_ref().is_some_and(|view| view.theme.is_some());
    let (view, left_out) = opened.view.map_or_else(
        || (View::first(&atlas), Vec::new()),
        |record| view_from_record(&record, &atlas),
    );
    for words in left_out {
        desk.notices.bad(words);
    }
    let record = opened.draft.briefing.as_ref().map(DraftBriefing::record).unwrap_or_default();
    // What was left out of its views is among the findings.
    let (briefing, _) = briefing_from_record(&record, &atlas);
    desk.search.reset();
    let theme = if has_theme { view.theme } else { session.view().theme };
    *session = Session::new(atlas, opened.origin, opened.findings, View { theme, ..view })
        .with_briefing(briefing);
}
