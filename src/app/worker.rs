//! Pictures worked out on a thread of their own, so that the window goes on painting.
//!
//! Owns the thread, its questions and its answers. Only the newest question counts: older ones
//! are passed over, and one already being worked on is cut short. Knows nothing of canvas or
//! panels, and nothing of how a picture is worked out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use egui::Context;

use crate::atlas::Atlas;
use crate::layout::Watch;
use crate::scene::Theme;
use crate::view::{Home, Picture, Stage, View};

/// How a picture is worked out, with someone watching.
type WorkOut = fn(&Atlas, &View, Stage, Option<Arc<Home>>, &Watch) -> Picture;

/// A thread that works out pictures of one atlas. It ends when this is dropped.
pub(super) struct Worker {
    atlas: Arc<Atlas>,
    work_out: WorkOut,
    questions: Sender<Question>,
    answers: Receiver<Answer>,
    waker: Waker,
    pending: Option<Pending>,
    /// What could not be worked out, so that it is not tried in every frame.
    failed: Option<(View, Stage)>,
    n_asked: u64,
}

/// The window to wake when there is an answer; none before its first frame.
type Waker = Arc<Mutex<Option<Context>>>;

struct Question {
    ticket: u64,
    view: View,
    stage: Stage,
    watch: Arc<Watch>,
}

struct Answer {
    ticket: u64,
    /// `None` where working it out went wrong.
    picture: Option<Box<Picture>>,
}

/// What is being worked out.
pub(super) struct Pending {
    ticket: u64,
    about: (View, Stage),
    /// How far it has come.
    pub(super) watch: Arc<Watch>,
    /// When it was asked for.
    pub(super) since: Instant,
}

/// What came of a question.
pub(super) enum Outcome {
    /// The picture asked for last.
    Done(Box<Picture>),
    /// It could not be worked out; the program has a fault.
    Failed,
}

impl Worker {
    /// A worker over an atlas.
    pub(super) fn new(atlas: Arc<Atlas>) -> Self {
        Self::doing(atlas, Picture::of_watched)
    }

    fn doing(atlas: Arc<Atlas>, work_out: WorkOut) -> Self {
        let (questions, asked) = channel();
        let (answered, answers) = channel();
        let waker = Waker::default();
        let (own_atlas, own_waker) = (Arc::clone(&atlas), Arc::clone(&waker));
        let started = thread::Builder::new().name("pictures".to_owned()).spawn(move || {
            work(work_out, &own_atlas, &asked, &answered, &own_waker);
        });
        // Without a thread the questions' other end is gone, and `ask` works by itself.
        drop(started);
        Self { atlas, work_out, questions, answers, waker, pending: None, failed: None, n_asked: 0 }
    }

    /// Whether it works over this very atlas.
    pub(super) fn is_over(&self, atlas: &Arc<Atlas>) -> bool {
        Arc::ptr_eq(&self.atlas, atlas)
    }

    /// Says which window to wake when there is an answer.
    pub(super) fn wakes(&self, ctx: &Context) {
        if let Ok(mut waker) = self.waker.lock()
            && waker.is_none()
        {
            *waker = Some(ctx.clone());
        }
    }

    /// Asks for a picture, unless that very picture is on its way or cannot be had.
    pub(super) fn ask(&mut self, view: &View, stage: Stage) {
        let about = (what_matters(view), stage);
        let is_known = |known: &(View, Stage)| *known == about;
        if self.pending.as_ref().is_some_and(|p| is_known(&p.about))
            || self.failed.as_ref().is_some_and(is_known)
        {
            return;
        }
        self.let_go();
        self.failed = None;
        self.n_asked += 1;
        let (ticket, watch) = (self.n_asked, Arc::new(Watch::default()));
        let question = Question { ticket, view: view.clone(), stage, watch: Arc::clone(&watch) };
        self.pending = Some(Pending { ticket, about, watch, since: Instant::now() });
        if let Err(unheard) = self.questions.send(question) {
            // There is no thread: better a window that stands still than no picture.
            let answer = answer_to(self.work_out, &self.atlas, &unheard.0, None);
            let (sender, receiver) = channel();
            self.answers = receiver;
            drop(sender.send(answer));
        }
    }

    /// What is being worked out.
    pub(super) const fn pending(&self) -> Option<&Pending> {
        self.pending.as_ref()
    }

    /// The answer to the newest question, where it comes in time; without a time, waits for it.
    pub(super) fn answer(&mut self, patience: Option<Duration>) -> Option<Outcome> {
        let ticket = self.pending.as_ref()?.ticket;
        let until = patience.map(|patience| Instant::now() + patience);
        loop {
            let answer = match until {
                None => self.answers.recv().ok(),
                Some(until) => {
                    let left = until.saturating_duration_since(Instant::now());
                    match self.answers.recv_timeout(left) {
                        Ok(answer) => Some(answer),
                        Err(std::sync::mpsc::RecvTimeoutError::Timeout) => return None,
                        Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => None,
                    }
                }
            };
            // A thread that is gone answers nothing any more.
            let answer = answer.unwrap_or(Answer { ticket, picture: None });
            if answer.ticket != ticket {
                continue;
            }
            let about = self.pending.take().map(|pending| pending.about);
            if let Some(picture) = answer.picture {
                return Some(Outcome::Done(picture));
            }
            self.failed = about;
            return Some(Outcome::Failed);
        }
    }

    /// Stops what is being worked out: nobody waits for it any more.
    pub(super) fn let_go(&mut self) {
        if let Some(pending) = self.pending.take() {
            pending.watch.cut_short();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.let_go();
    }
}

/// The view without what changes no picture, or none that is not looked at again when it is done.
fn what_matters(view: &View) -> View {
    View { name: None, selected: Vec::new(), theme: Theme::default(), camera: None, ..view.clone() }
}

/// Answers questions until nobody can ask any more.
fn work(
    work_out: WorkOut,
    atlas: &Atlas,
    asked: &Receiver<Question>,
    answered: &Sender<Answer>,
    waker: &Waker,
) {
    let mut home = None;
    while let Ok(mut question) = asked.recv() {
        while let Ok(newer) = asked.try_recv() {
            question = newer;
        }
        let answer = answer_to(work_out, atlas, &question, home.clone());
        home = answer.picture.as_ref().and_then(|picture| picture.home());
        if answered.send(answer).is_err() {
            return;
        }
        if let Some(ctx) = waker.lock().ok().and_then(|waker| waker.clone()) {
            ctx.request_repaint();
        }
    }
}

fn answer_to(
    work_out: WorkOut,
    atlas: &Atlas,
    question: &Question,
    home: Option<Arc<Home>>,
) -> Answer {
    let picture = catch_unwind(AssertUnwindSafe(|| {
        Box::new(work_out(atlas, &question.view, question.stage, home, &question.watch))
    }));
    Answer { ticket: question.ticket, picture: picture.ok() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::AtlasParts;

    fn atlas() -> Arc<Atlas> {
        Arc::new(Atlas::new(AtlasParts::default()).expect("an empty atlas hangs together"))
    }

    fn nowhere() -> Stage {
        Stage::HOME
    }

    fn deep(depth: u8) -> View {
        View { depth, ..View::default() }
    }

    /// Takes its time until somebody loses patience, and says by its counts what was asked.
    fn slow(
        atlas: &Atlas,
        view: &View,
        stage: Stage,
        _: Option<Arc<Home>>,
        watch: &Watch,
    ) -> Picture {
        while view.depth < 9 && !watch.is_cut_short() {
            thread::sleep(Duration::from_millis(1));
        }
        let mut picture = Picture::of(atlas, view, stage);
        picture.n_nodes = usize::from(view.depth);
        picture
    }

    fn number(outcome: Option<Outcome>) -> Option<usize> {
        match outcome {
            Some(Outcome::Done(picture)) => Some(picture.n_nodes),
            Some(Outcome::Failed) | None => None,
        }
    }

    #[test]
    fn the_newest_question_is_answered_and_older_ones_are_cut_short() {
        let mut worker = Worker::doing(atlas(), slow);
        for depth in 1..=9 {
            worker.ask(&deep(depth), nowhere());
            assert!(depth == 9 || number(worker.answer(Some(Duration::ZERO))).is_none());
        }
        assert_eq!(number(worker.answer(None)), Some(9));
        assert!(worker.pending().is_none());
        assert!(worker.answer(None).is_none(), "nothing is left to wait for");
    }

    #[test]
    fn cutting_short_what_is_waited_for_gives_what_is_there() {
        let mut worker = Worker::doing(atlas(), slow);
        worker.ask(&deep(3), nowhere());
        worker.pending().expect("it is on its way").watch.cut_short();
        assert_eq!(number(worker.answer(None)), Some(3));
    }

    #[test]
    fn asking_again_for_what_is_on_its_way_does_not_begin_anew() {
        let mut worker = Worker::doing(atlas(), slow);
        worker.ask(&deep(3), nowhere());
        let first = Arc::clone(&worker.pending().expect("it is on its way").watch);
        let camera = crate::scene::Camera { centre: egui::Pos2::ZERO, zoom: 2.0 };
        worker.ask(&View { camera: Some(camera), ..deep(3) }, nowhere());
        assert!(!first.is_cut_short());
        worker.ask(&deep(4), nowhere());
        assert!(first.is_cut_short());
    }

    #[test]
    fn a_panic_is_an_answer_and_the_next_question_is_heard() {
        let shaky: WorkOut = |atlas, view, stage, _, _| {
            assert!(view.depth > 1, "a fault on purpose");
            Picture::of(atlas, view, stage)
        };
        let mut worker = Worker::doing(atlas(), shaky);
        worker.ask(&deep(1), nowhere());
        assert!(matches!(worker.answer(None), Some(Outcome::Failed)));
        worker.ask(&deep(1), nowhere());
        assert!(worker.pending().is_none(), "what failed is not tried in every frame");
        worker.ask(&deep(2), nowhere());
        assert!(matches!(worker.answer(None), Some(Outcome::Done(_))));
    }

    #[test]
    fn a_worker_that_nobody_asks_any_more_ends() {
        let atlas = atlas();
        let mut worker = Worker::doing(Arc::clone(&atlas), slow);
        worker.ask(&deep(1), nowhere());
        drop(worker);
        for _ in 0..2000 {
            if Arc::strong_count(&atlas) == 1 {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("the thread still holds its atlas");
    }
}
