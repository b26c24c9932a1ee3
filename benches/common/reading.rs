//! Frames of the whole window with the source tab open, on texts of any length.

use egui::{Context, Event, Key, Modifiers, RawInput, Rect, pos2};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::atlas::{Atlas, AtlasParts, Document, Evidence, Node, NodeKind};
use protecteu_atlas::session::Session;
use protecteu_atlas::view::View;

/// Size of the window, in points.
const WINDOW: emath::Vec2 = emath::vec2(1440.0, 900.0);

/// An atlas of one node and one document of so many paragraphs, each tenth of them evidence.
pub(crate) fn long_text(n_paragraphs: usize) -> Atlas {
    let sentence = "The Union works with its Member States on what keeps people safe at home, at \
                    work, in the street and online, and says so at some length. ";
    let paragraph = |at: usize| format!("Paragraph {at}. {}", sentence.repeat(1 + at % 4));
    let text = (0..n_paragraphs).map(paragraph).collect::<Vec<_>>().join("\n\n");
    let document = Document::new("long".into(), "Long".into(), text, String::new());
    let mut node = Node::new("one".into(), NodeKind::Action, "One".into());
    node.evidence = (0..n_paragraphs)
        .step_by(10)
        .flat_map(|at| document.find_all(&format!("Paragraph {at}.")))
        .map(|span| Evidence::Stated(document.quote(span)))
        .collect();
    let (documents, nodes) = (vec![document], vec![node]);
    let parts = AtlasParts { documents, nodes, ..AtlasParts::default() };
    Atlas::new(parts).expect("it hangs together")
}

/// A window whose source tab is open.
pub(crate) struct ReadingWindow {
    ctx: Context,
    app: App,
}

impl ReadingWindow {
    /// The window over an atlas, its text laid out to the end.
    pub(crate) fn new(atlas: Atlas) -> Self {
        let ctx = Context::default();
        install_style(&ctx);
        let view = View::first(&atlas);
        let session = Session::new(atlas, String::new(), Vec::new(), view);
        let mut window = Self { ctx, app: App::new(session, WINDOW, None).without_motion() };
        window.frame(Some(Key::N));
        let mut n_rows = 0;
        while n_rows == 0 || n_rows != window.app.n_rows_laid_out() {
            n_rows = window.app.n_rows_laid_out();
            window.frame(None);
        }
        window
    }

    /// A frame, with a key pressed in it; gives back how many vertices it has.
    pub(crate) fn frame(&mut self, key: Option<Key>) -> usize {
        let press = |key| Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), WINDOW)),
            events: key.map(press).into_iter().collect(),
            ..RawInput::default()
        };
        let app = &mut self.app;
        let output = self.ctx.run_ui(input, |ui| app.frame(ui));
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let vertices = primitives.iter().map(|primitive| match &primitive.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        });
        vertices.sum()
    }
}
