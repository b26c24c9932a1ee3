//! What a request comes to, worked out where it is first asked for and then once.
//!
//! Owns what is shared between formats, and between the parts of one: what is kept, the picture in
//! the room asked for, the page around a picture, and what is to be said of them. An exporter is
//! a function of it, so that a table of rows costs no layout and a picture that carries its view
//! is laid out once.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use super::page::Fitted;
use super::{ExportError, ExportRequest, Page, check_size};
use crate::filter::{Counts, Visible, visible};
use crate::layout::Watch;
use crate::survey::Unsupported;
use crate::view::{Outside, Picture, View};

/// The share of the work after which everything stands where it will; the rest is writing.
pub(super) const COMPOSED: f32 = 0.6;

/// A request, and what was worked out of it so far.
#[derive(Debug)]
pub struct Composed<'a> {
    request: ExportRequest<'a>,
    visible: OnceCell<Visible>,
    picture: OnceCell<Picture>,
    fitted: OnceCell<Fitted>,
    page: OnceCell<Page>,
    said: RefCell<Vec<String>>,
}

impl<'a> Composed<'a> {
    /// Works nothing out yet.
    pub fn new(request: &ExportRequest<'a>) -> Self {
        Self {
            request: *request,
            visible: OnceCell::new(),
            picture: OnceCell::new(),
            fitted: OnceCell::new(),
            page: OnceCell::new(),
            said: RefCell::new(Vec::new()),
        }
    }

    /// What was asked for.
    pub const fn request(&self) -> &ExportRequest<'a> {
        &self.request
    }

    /// What the view keeps; what is drawn of it is known to a picture alone. Needs no layout.
    pub fn kept(&self) -> &Visible {
        let drawn = self.fitted.get().map(|fitted| &fitted.picture).or_else(|| self.picture.get());
        let answer = || visible(self.request.atlas, &self.request.view.question());
        drawn.map_or_else(|| self.visible.get_or_init(answer), |picture| &picture.visible)
    }

    /// How much of the atlas the view keeps.
    pub fn counts(&self) -> Counts {
        self.kept().counts(self.request.atlas)
    }

    /// The filter in plain words.
    pub fn sentence(&self) -> String {
        Picture::sentence_of(self.request.atlas, self.request.view)
    }

    /// The picture of what is kept, and nothing beside it, as large as a page of the request's size:
    /// where things stand in formats that hold what is kept.
    pub fn picture(&self) -> &Picture {
        self.picture.get_or_init(|| {
            let Self { request, .. } = self;
            let view = View { outside: Outside::Hide, ..request.view.clone() };
            let request = ExportRequest { view: &view, ..*request };
            request.picture(request.options.size, &self.watch())
        })
    }

    /// The picture as its page holds it, with the room it has there.
    pub(super) fn fitted(&self) -> &Fitted {
        self.fitted.get_or_init(|| Fitted::of(&self.request, &self.watch()))
    }

    /// The page.
    ///
    /// # Errors
    /// Where it would be too small to hold its title, or it was cut short.
    pub fn page(&self) -> Result<&Page, ExportError> {
        check_size(self.request.options)?;
        let page = self.page.get_or_init(|| {
            let page = Page::compose(&self.request, self.fitted());
            self.said.borrow_mut().extend(page.warning());
            page
        });
        self.request.advance_to(COMPOSED)?;
        Ok(page)
    }

    /// Notes what whoever asked is to know of the file.
    pub(super) fn say(&self, sentences: impl IntoIterator<Item = String>) {
        self.said.borrow_mut().extend(sentences);
    }

    /// What was noted so far.
    pub(super) fn said(&self) -> Vec<String> {
        self.said.borrow().clone()
    }

    /// What whoever asked is to know of what was written: a sentence each, in small letters.
    pub fn warnings(&self) -> Vec<String> {
        let unsupported = Unsupported::of(self.request.atlas, self.kept()).sentence();
        unsupported.into_iter().chain(self.said()).collect()
    }

    fn watch(&self) -> Arc<Watch> {
        self.request.part(0.0..COMPOSED)
    }
}
