//! What an export will look like, small, in the sheet that asks for it.
//!
//! It is the page itself, drawn by the same exporter on a thread of its own, one at a time; so it
//! shows the last choice a little after it was made.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use egui::{
    Color32, ColorImage, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, TextureHandle,
    TextureOptions, Ui, Vec2, WidgetInfo, pos2,
};

use super::desk::ExportForm;
use super::style::size;
use super::widgets::Look;
use crate::atlas::Atlas;
use crate::export::{Composed, ExportOptions, ExportRequest, pixels_of};
use crate::filter::capitalised;
use crate::layout::Watch;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Session;
use crate::view::View;

/// What is seen in the preview.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    view: View,
    page: Vec2,
    legend: bool,
    transparent: bool,
}

/// A page as it was drawn.
struct Drawn {
    /// Size in pixels.
    size: [usize; 2],
    /// Red, green, blue and opacity of each.
    rgba: Vec<u8>,
    /// What is to be said of it.
    warnings: Vec<String>,
}

/// What is being drawn. Nobody waits for it any more when this is dropped.
struct Coming {
    asked: Asked,
    receiver: Receiver<Option<Drawn>>,
    watch: Arc<Watch>,
}

impl Drop for Coming {
    fn drop(&mut self) {
        self.watch.cut_short();
    }
}

/// The preview, and the next one on its way.
#[derive(Default)]
pub(super) struct Preview {
    shown: Option<(Asked, TextureHandle)>,
    coming: Option<Coming>,
    /// What is to be said of what is shown.
    warnings: Vec<String>,
    /// What cannot be drawn; the export says why.
    refused: Option<Asked>,
    /// The atlas all this is of.
    atlas: Option<Arc<Atlas>>,
}

impl std::fmt::Debug for Preview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Preview").finish_non_exhaustive()
    }
}

impl Preview {
    /// Draws the preview of what a form asks for, a page as large as fits into a room.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        look: Look,
        session: &Session,
        form: &ExportForm,
        (page, room): (Vec2, Vec2),
    ) {
        let page = page.max(Vec2::splat(1.0));
        let asked = Asked {
            view: form.titled(session.view(), session.atlas()),
            page,
            legend: form.legend,
            transparent: form.transparent,
        };
        let zoom = (room / page).min_elem();
        let atlas = session.shared_atlas();
        if !self.atlas.as_ref().is_some_and(|known| Arc::ptr_eq(known, &atlas)) {
            *self = Self { atlas: Some(atlas), ..Self::default() };
        }
        self.take(ui);
        self.ask(ui, session, &asked, zoom);
        let (rect, response) = ui.allocate_exact_size(page * zoom, Sense::hover());
        let is_shown = self.shown.as_ref().is_some_and(|(shown, _)| *shown == asked);
        let said = if is_shown { "Preview" } else { "Preview, on its way" };
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, said));
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        if let Some((_, texture)) = &self.shown {
            let strength = if is_shown { Color32::WHITE } else { Color32::from_white_alpha(120) };
            ui.painter().image(texture.id(), rect, whole, strength);
        }
        let line = Stroke::new(1.0, look.color(Paint::Hairline));
        ui.painter().rect_stroke(rect, CornerRadius::ZERO, line, StrokeKind::Outside);
        for warning in self.warnings.iter().filter(|_| is_shown) {
            let words = format!("{}.", capitalised(warning));
            look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Warning));
        }
    }

    /// Stops drawing: nobody looks any more.
    pub(super) fn let_go(&mut self) {
        self.coming = None;
    }

    /// Takes what was drawn since the last frame.
    fn take(&mut self, ui: &Ui) {
        let Some(coming) = self.coming.take() else { return };
        match coming.receiver.try_recv() {
            Ok(Some(drawn)) => {
                let image = ColorImage::from_rgba_unmultiplied(drawn.size, &drawn.rgba);
                let texture = ui.ctx().load_texture("preview", image, TextureOptions::LINEAR);
                self.shown = Some((coming.asked.clone(), texture));
                self.warnings = drawn.warnings;
            }
            Ok(None) | Err(TryRecvError::Disconnected) => {
                self.refused = Some(coming.asked.clone());
            }
            Err(TryRecvError::Empty) => self.coming = Some(coming),
        }
    }

    /// Has it drawn, unless it is there, on its way, or nothing that could be drawn. What is being
    /// drawn and no longer asked for is given up.
    fn ask(&mut self, ui: &Ui, session: &Session, asked: &Asked, zoom: f32) {
        let is_shown = self.shown.as_ref().is_some_and(|(shown, _)| shown == asked);
        let is_coming = self.coming.as_ref().is_some_and(|coming| coming.asked == *asked);
        if is_shown || is_coming || self.refused.as_ref() == Some(asked) {
            return;
        }
        let (sender, receiver) = channel();
        let watch = Arc::new(Watch::default());
        let coming = Coming { asked: asked.clone(), receiver, watch: Arc::clone(&watch) };
        self.coming = Some(coming);
        let (atlas, ctx, asked) = (session.shared_atlas(), ui.ctx().clone(), asked.clone());
        let scale = zoom * ui.ctx().pixels_per_point();
        thread::spawn(move || {
            let options = ExportOptions {
                size: asked.page,
                scale,
                transparent: asked.transparent,
                legend: asked.legend,
                metadata: false,
                ..ExportOptions::default()
            };
            let view = &asked.view;
            let watch = Some(&watch);
            let request = ExportRequest { watch, ..ExportRequest::new(&atlas, view, &options) };
            let composed = Composed::new(&request);
            let pixels = pixels_of(&composed).ok();
            let drawn = |(size, rgba)| Drawn { size, rgba, warnings: composed.warnings() };
            // A sheet that was closed meanwhile needs no preview.
            drop(sender.send(pixels.map(drawn)));
            ctx.request_repaint();
        });
    }
}
