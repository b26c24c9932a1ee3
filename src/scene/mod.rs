//! What is drawn: a flat list of marks in world coordinates.
//!
//! Owns shapes, colours and looks of nodes and links, the legend, the camera and picking.
//! Knows nothing of egui or of file formats: the window and every exporter paint the same
//! [`Scene`]. Start with [`Scene::build`], then [`Scene::each_mark`].

mod build;
mod camera;
mod emphasis;
mod encoding;
mod far;
mod hue;
mod index;
mod legend;
mod line;
mod links;
mod mark;
mod pick;
mod seen;
mod shape;
mod theme;

pub use build::{Scene, SceneNode};
pub use camera::Camera;
pub use emphasis::{DIMMED, Emphasis, Shown};
pub use encoding::{BoxEncoding, Encoding, EncodingRequest, Note, Ribbon, Told, n_answers};
pub use far::FarLabels;
pub use hue::{hues_of, paint_of, threat_hue};
pub use index::Attention;
pub use legend::{Legend, LegendEntry, legend, legend_entries};
pub use line::{LineMeaning, LineStyle};
pub use links::SceneLink;
pub use mark::{Anchor, Dash, Form, Mark, Owner, Paint, Stroke};
pub use pick::Pick;
pub use seen::{Layer, Seen, line_scale};
pub(crate) use shape::STUB_ROOM;
pub use theme::{Rgb, Theme};
