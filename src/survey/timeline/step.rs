//! Steps in the life of an act or body: few enough to be told apart by a shape.

use crate::atlas::EventKind;

/// Which step a happening is, more broadly than its kind says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Something led towards it before anything was proposed.
    Prepared,
    /// A text lies on the table.
    Proposed,
    /// It is there: adopted, presented, signed, published or founded.
    Adopted,
    /// Its rules bind.
    Binding,
    /// National law is due by then.
    Due,
    /// It is over.
    Ended,
    /// It was looked for and not found.
    NotFound,
    /// Anything else.
    Other,
}

/// The words of one [`Step`].
#[derive(Debug, Clone, Copy)]
pub struct StepSpec {
    /// What a legend says.
    pub word: &'static str,
    /// Which kinds of happening it takes in.
    pub kinds: &'static [EventKind],
}

impl Step {
    /// Every step, in the order in which they follow one another.
    pub const ALL: [Self; 8] = [
        Self::Prepared,
        Self::Proposed,
        Self::Adopted,
        Self::Binding,
        Self::Due,
        Self::Ended,
        Self::NotFound,
        Self::Other,
    ];

    /// The words of this step.
    pub const fn spec(self) -> StepSpec {
        let (word, kinds): (_, &'static [_]) = match self {
            Self::Prepared => {
                ("prepared", &[EventKind::Consultation, EventKind::Meeting, EventKind::Step])
            }
            Self::Proposed => ("proposed", &[EventKind::Proposed, EventKind::Agreed]),
            Self::Adopted => (
                "adopted",
                &[
                    EventKind::Adopted,
                    EventKind::Presented,
                    EventKind::Signed,
                    EventKind::Published,
                    EventKind::Founded,
                ],
            ),
            Self::Binding => ("in force", &[EventKind::InForce, EventKind::Applies]),
            Self::Due => ("national law due", &[EventKind::Transposition]),
            Self::Ended => ("ended", &[EventKind::Expired, EventKind::Ended]),
            Self::NotFound => ("not found", &[EventKind::NotFound]),
            Self::Other => ("other", &[EventKind::Other]),
        };
        StepSpec { word, kinds }
    }

    /// The step of a happening; one of no kind is of the other sort.
    pub fn of(kind: Option<EventKind>) -> Self {
        let takes = |step: &Self| kind.is_some_and(|kind| step.spec().kinds.contains(&kind));
        Self::ALL.into_iter().find(takes).unwrap_or(Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_happening_belongs_to_one_step() {
        for kind in EventKind::ALL {
            let n = Step::ALL.iter().filter(|step| step.spec().kinds.contains(&kind)).count();
            assert_eq!(n, 1, "{kind:?}");
        }
        assert_eq!(Step::of(None), Step::Other);
    }
}
