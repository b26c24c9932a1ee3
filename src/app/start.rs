//! Starting anywhere: which display, which renderer, and what to say where there is none.

use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use egui::{ViewportBuilder, vec2};

use super::probe::{Probe, Report};
use super::{App, style};
use crate::session::Session;

/// Which renderer draws the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RendererChoice {
    /// OpenGL, and the other where it fails.
    #[default]
    Auto,
    /// OpenGL and nothing else.
    Glow,
    /// Vulkan, Metal or Direct3D and nothing else.
    Wgpu,
}

/// Everything a window starts with.
pub struct WindowOptions {
    /// What it shows.
    pub session: Session,
    /// Whether it begins by presenting.
    pub is_presenting: bool,
    /// Whether that begins with the view shown, because it was asked for, and not with the first.
    pub presents_shown: bool,
    /// What to say in the window at once.
    pub notices: Vec<String>,
    /// Width and height, in points.
    pub size: Option<emath::Vec2>,
    /// What draws it.
    pub renderer: RendererChoice,
    /// Draw that many frames, report, close.
    pub exit_after_frames: Option<usize>,
    /// When the process began.
    pub started: Instant,
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Nothing to show a window on.
    #[error(
        "there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY leads to one); \
         pictures and data can be had without one: protecteu-atlas export -o atlas.png"
    )]
    NoDisplay,
    /// The renderer asked for is not built in.
    #[error(
        "this build has no wgpu renderer; build it with --features wgpu, or use --renderer glow"
    )]
    NoWgpu,
    /// No renderer starts.
    #[error(
        "no renderer could be started, so there is no window; pictures and data can be had without one: \
         protecteu-atlas export -o atlas.png ({0})"
    )]
    NoRenderer(String),
}

/// What the program is called.
pub(super) const NAME: &str = "ProtectEU Atlas";
/// Least size of the window, in points.
const LEAST_SIZE: emath::Vec2 = emath::Vec2::new(720.0, 480.0);
/// Size of the window where none is asked for, in points.
const SIZE: emath::Vec2 = emath::Vec2::new(1440.0, 900.0);

/// Opens the window and stays until it is closed; gives back what was measured, if asked to.
pub fn run(options: &WindowOptions) -> Result<Option<Report>, StartError> {
    let display = display()?;
    let order = match options.renderer {
        RendererChoice::Auto if HAS_WGPU => vec![eframe::Renderer::Glow, second_renderer()],
        RendererChoice::Auto | RendererChoice::Glow => vec![eframe::Renderer::Glow],
        RendererChoice::Wgpu if HAS_WGPU => vec![second_renderer()],
        RendererChoice::Wgpu => return Err(StartError::NoWgpu),
    };
    let mut reasons = Vec::new();
    for renderer in order {
        match open(options, renderer, display) {
            Ok(report) => return Ok(report),
            Err(reason) => reasons.push(reason),
        }
    }
    Err(explain(&reasons))
}

const HAS_WGPU: bool = cfg!(feature = "wgpu");

#[cfg(feature = "wgpu")]
const fn second_renderer() -> eframe::Renderer {
    eframe::Renderer::Wgpu
}

#[cfg(not(feature = "wgpu"))]
const fn second_renderer() -> eframe::Renderer {
    eframe::Renderer::Glow
}

/// How the display is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Display {
    /// As the windowing library finds it.
    AsFound,
    /// By X11, because the Wayland the environment names is dead.
    X11,
}

#[cfg(all(unix, not(target_os = "macos")))]
fn display() -> Result<Display, StartError> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let wayland = set("WAYLAND_DISPLAY");
    let is_alive = set("WAYLAND_SOCKET").is_some()
        || wayland.as_ref().is_some_and(|name| {
            let folder = set("XDG_RUNTIME_DIR").map(std::path::PathBuf::from).unwrap_or_default();
            // An absolute name stands for itself.
            std::os::unix::net::UnixStream::connect(folder.join(name)).is_ok()
        });
    match (is_alive, set("DISPLAY").is_some()) {
        (false, true) if wayland.is_some() => Ok(Display::X11),
        (true, _) | (false, true) => Ok(Display::AsFound),
        (false, false) => Err(StartError::NoDisplay),
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn display() -> Result<Display, StartError> {
    Ok(Display::AsFound)
}

fn open(
    options: &WindowOptions,
    renderer: eframe::Renderer,
    display: Display,
) -> Result<Option<Report>, String> {
    let report = Arc::new(Mutex::new(None));
    let size = options.size.unwrap_or(SIZE);
    let probe = options
        .exit_after_frames
        .map(|n| Probe::new(options.started, n, name_of(renderer).to_owned(), Arc::clone(&report)));
    let (session, notices) = (options.session.clone(), options.notices.clone());
    let (is_presenting, presents_shown) = (options.is_presenting, options.presents_shown);
    let native = native_options(size, renderer, display, probe.is_some());
    let hook = Arc::new(Mutex::new(Some(panic::take_hook())));
    let hook_back = Arc::clone(&hook);
    panic::set_hook(Box::new(|_| {}));
    let create: eframe::AppCreator<'_> = Box::new(move |context| {
        give_back(&hook_back);
        style::install(&context.egui_ctx);
        let app = App::new(session, size, probe).saying(notices);
        Ok(Box::new(if is_presenting { app.presenting(presents_shown) } else { app }))
    });
    // A missing system library makes the windowing library panic; for us it is one more reason.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(NAME, native, create).map_err(|error| error.to_string())
    }));
    let never_came_up = give_back(&hook);
    match outcome {
        // Once the window was there, a panic is a fault of the program and no renderer's.
        Err(panic) if !never_came_up => panic::resume_unwind(panic),
        Ok(Ok(())) => Ok(report.lock().ok().and_then(|mut slot| slot.take())),
        Ok(Err(reason)) => Err(reason),
        Err(panic) => Err(panic_words(panic.as_ref())),
    }
}

type Hook = Box<dyn Fn(&panic::PanicHookInfo<'_>) + Sync + Send>;

/// Puts the program's own panic hook back; says whether it was still away. It is away while the
/// window comes up, because what panics there is reported as an error.
fn give_back(hook: &Mutex<Option<Hook>>) -> bool {
    let Some(hook) = hook.lock().ok().and_then(|mut slot| slot.take()) else { return false };
    panic::set_hook(hook);
    true
}

fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it stopped").to_owned()
}

const fn name_of(renderer: eframe::Renderer) -> &'static str {
    match renderer {
        eframe::Renderer::Glow => "glow",
        #[cfg(feature = "wgpu")]
        eframe::Renderer::Wgpu => "wgpu",
    }
}

fn native_options(
    size: emath::Vec2,
    renderer: eframe::Renderer,
    display: Display,
    is_measured: bool,
) -> eframe::NativeOptions {
    let mut viewport = ViewportBuilder::default()
        .with_app_id("eu.protecteu-atlas")
        .with_title(NAME)
        .with_inner_size(size)
        .with_min_inner_size(vec2(LEAST_SIZE.x.min(size.x), LEAST_SIZE.y.min(size.y)))
        .with_clamp_size_to_monitor_size(true);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")) {
        viewport = viewport.with_icon(icon);
    }
    let mut options = eframe::NativeOptions {
        viewport,
        renderer,
        // Nothing is remembered, so no window can come up where no screen is any more.
        persist_window: false,
        system_font_fallback: false,
        run_and_return: true,
        ..eframe::NativeOptions::default()
    };
    options.glow_options.vsync = !is_measured;
    if display == Display::X11 {
        options.event_loop_builder = Some(Box::new(force_x11));
    }
    options
}

#[cfg(all(unix, not(target_os = "macos")))]
fn force_x11(builder: &mut eframe::EventLoopBuilder<eframe::UserEvent>) {
    use winit::platform::x11::EventLoopBuilderExtX11 as _;
    builder.with_x11();
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn force_x11(_: &mut eframe::EventLoopBuilder<eframe::UserEvent>) {}

/// The renderers' own words are not fit for users; what they mean is.
fn explain(reasons: &[String]) -> StartError {
    let is_display = |reason: &String| {
        ["XOpenDisplay", "XNotSupported", "WAYLAND_DISPLAY", "DISPLAY", "X server", "NoCompositor"]
            .iter()
            .any(|word| reason.contains(word))
    };
    let is_library = |reason: &String| {
        reason.contains("could not be loaded") || reason.contains("LibraryOpenError")
    };
    if reasons.iter().any(is_display) && !reasons.iter().any(is_library) {
        return StartError::NoDisplay;
    }
    // The windowing library puts its own source file first and what happened last.
    let gist = |reason: &String| {
        let line = reason.lines().next().unwrap_or_default();
        line.rsplit(": ").next().unwrap_or(line).to_owned()
    };
    StartError::NoRenderer(reasons.iter().map(gist).collect::<Vec<_>>().join("; "))
}
