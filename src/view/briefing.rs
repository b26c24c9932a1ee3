//! A briefing: views in the order in which they are shown, with what is said over each.
//!
//! Owns the small edits a person makes to one. Every edit takes positions that may be out of
//! date and then does nothing, so that no caller has to check first.

use super::View;
use crate::atlas::{DocumentId, Span};

/// A passage to show in large type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The document it stands in.
    pub document: DocumentId,
    /// Where, in code points.
    pub span: Span,
}

/// A view of a briefing, with what is said over it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NamedView {
    /// The view; its name is what the strip of views calls it.
    pub view: View,
    /// The line above the picture; the name where it is empty.
    pub headline: String,
    /// What the speaker wants to say, in Markdown.
    pub notes: String,
    /// How many minutes it is to take.
    pub minutes: Option<u16>,
    /// The passage shown under the picture.
    pub quote: Option<Passage>,
}

impl NamedView {
    /// A view under a name, with nothing said over it yet.
    pub fn new(name: impl Into<String>, view: View) -> Self {
        Self { view: View { name: Some(name.into()), ..view }, ..Self::default() }
    }

    /// What the strip of views calls it.
    pub fn name(&self) -> &str {
        self.view.name.as_deref().unwrap_or_default()
    }

    /// The line above the picture.
    pub fn title(&self) -> &str {
        if self.headline.is_empty() { self.name() } else { &self.headline }
    }
}

/// Views in the order in which they are shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Briefing {
    /// What it is called.
    pub title: String,
    /// The views.
    pub views: Vec<NamedView>,
}

impl Briefing {
    /// How many minutes it is to take, as far as its views say.
    pub fn minutes(&self) -> u32 {
        self.views.iter().filter_map(|view| view.minutes).map(u32::from).sum()
    }

    /// A name that no view has yet: the wish itself, or the wish with a number.
    pub fn free_name(&self, wished: &str) -> String {
        let is_taken = |name: &str| self.views.iter().any(|view| view.name() == name);
        let numbered = (2..).map(|number| format!("{wished} {number}"));
        std::iter::once(wished.to_owned())
            .chain(numbered)
            .find(|name| !is_taken(name))
            .unwrap_or_default()
    }

    /// The position of the view of a name, without regard to case.
    pub fn position(&self, name: &str) -> Option<usize> {
        let wanted = name.to_lowercase();
        self.views.iter().position(|view| view.name().to_lowercase() == wanted)
    }

    /// Keeps a view at the end under a name of its own; gives back its position.
    pub fn keep(&mut self, wished: &str, view: View) -> usize {
        let name = self.free_name(wished);
        self.views.push(NamedView::new(name, view));
        self.views.len() - 1
    }

    /// Puts a copy right behind a view; gives back its position.
    pub fn duplicate(&mut self, at: usize) -> Option<usize> {
        let mut copy = self.views.get(at)?.clone();
        copy.view.name = Some(self.free_name(copy.name()));
        self.views.insert(at + 1, copy);
        Some(at + 1)
    }

    /// Moves a view to another position.
    pub fn shift(&mut self, from: usize, to: usize) {
        if from < self.views.len() && to < self.views.len() {
            let view = self.views.remove(from);
            self.views.insert(to, view);
        }
    }

    /// Takes a view out.
    pub fn remove(&mut self, at: usize) {
        if at < self.views.len() {
            self.views.remove(at);
        }
    }

    /// Puts another state in place of a view's, under the name and words it has.
    pub fn update(&mut self, at: usize, view: View) {
        if let Some(kept) = self.views.get_mut(at) {
            let name = kept.view.name.take();
            kept.view = View { name, ..view };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn briefing(names: &[&str]) -> Briefing {
        let views = names.iter().map(|name| NamedView::new(*name, View::default())).collect();
        Briefing { title: "B".into(), views }
    }

    fn names(briefing: &Briefing) -> Vec<&str> {
        briefing.views.iter().map(NamedView::name).collect()
    }

    #[test]
    fn no_two_views_are_called_alike() {
        let mut briefing = briefing(&["Cyber"]);
        assert_eq!(briefing.keep("Cyber", View::default()), 1);
        assert_eq!(briefing.duplicate(0), Some(1));
        assert_eq!(names(&briefing), ["Cyber", "Cyber 3", "Cyber 2"]);
    }

    #[test]
    fn views_are_moved_and_taken_out() {
        let check = |from, to, expected: [&str; 3]| {
            let mut briefing = briefing(&["a", "b", "c"]);
            briefing.shift(from, to);
            assert_eq!(names(&briefing), expected, "{from} to {to}");
        };
        check(0, 2, ["b", "c", "a"]);
        check(2, 0, ["c", "a", "b"]);
        check(1, 1, ["a", "b", "c"]);
        check(7, 0, ["a", "b", "c"]);
        check(0, 7, ["a", "b", "c"]);
        let mut briefing = briefing(&["a", "b"]);
        briefing.remove(0);
        briefing.remove(9);
        assert_eq!(names(&briefing), ["b"]);
    }

    #[test]
    fn an_update_keeps_name_and_words() {
        let mut briefing = briefing(&["a"]);
        briefing.views[0].notes = "Say this.".into();
        briefing.update(0, View { depth: 3, ..View::default() });
        assert_eq!((briefing.views[0].name(), briefing.views[0].view.depth), ("a", 3));
        assert_eq!(briefing.views[0].notes, "Say this.");
    }
}
