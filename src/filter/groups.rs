//! Groups: nodes of one kind and subtype that stand for themselves as one box.
//!
//! Owns what a group is called and how it is named among nodes. Which nodes are grouped is for
//! whoever asks to say; what becomes of their links is the matter of `folds.rs`.

use crate::atlas::{NodeId, NodeKind};

/// Nodes of one kind, and mostly of one subtype, drawn as one box.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// The kind of its members.
    pub kind: NodeKind,
    /// Which of the kind.
    pub part: GroupPart,
}

/// Which nodes of a kind a group takes in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupPart {
    /// Those of one subtype.
    Subtype(String),
    /// Those whose subtypes are too small for groups of their own.
    Others,
    /// All of them.
    Whole,
}

/// What the identifiers of groups begin with; those of nodes hold no colon.
const PREFIX: &str = "group:";
/// Stands for [`GroupPart::Others`] in identifiers; no subtype holds a dot.
const OTHERS: &str = ".others";

impl Group {
    /// Its identifier among nodes, such as `group:instrument:regulation`.
    pub fn id(&self) -> NodeId {
        let kind = self.kind.word();
        NodeId::new(match &self.part {
            GroupPart::Subtype(subtype) => format!("{PREFIX}{kind}:{subtype}"),
            GroupPart::Others => format!("{PREFIX}{kind}:{OTHERS}"),
            GroupPart::Whole => format!("{PREFIX}{kind}"),
        })
    }

    /// The group an identifier names.
    pub fn from_id(id: &NodeId) -> Option<Self> {
        let name = id.as_str().strip_prefix(PREFIX)?;
        let (kind, part) = match name.split_once(':') {
            None => (name, GroupPart::Whole),
            Some((kind, OTHERS)) => (kind, GroupPart::Others),
            Some((kind, subtype)) => (kind, GroupPart::Subtype(subtype.to_owned())),
        };
        let kind = NodeKind::ALL.into_iter().find(|known| known.word() == kind)?;
        Some(Self { kind, part })
    }

    /// Its label: "Regulations", "Other instruments", "Actors".
    pub fn label(&self) -> String {
        let plural_kind = self.kind.spec().plural;
        match &self.part {
            GroupPart::Subtype(subtype) => capitalised(&plural(&subtype.replace('-', " "))),
            GroupPart::Others => format!("Other {plural_kind}"),
            GroupPart::Whole => capitalised(plural_kind),
        }
    }
}

/// The words with their first letter in upper case.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The plural of an English noun, as far as subtypes need it.
pub(super) fn plural(noun: &str) -> String {
    let is_uncounted = noun == "legislation";
    if noun.ends_with('s') || is_uncounted {
        return noun.to_owned();
    }
    let vowel_before = |stem: &str| stem.ends_with(['a', 'e', 'o', 'u']);
    match noun.strip_suffix('y') {
        Some(stem) if !vowel_before(stem) => format!("{stem}ies"),
        _ if noun.ends_with(['x', 'z']) || noun.ends_with("ch") => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_plurals_and_identifiers_lead_back() {
        let check = |kind, part: GroupPart, label: &str| {
            let group = Group { kind, part };
            assert_eq!(group.label(), label);
            assert_eq!(Group::from_id(&group.id()).as_ref(), Some(&group));
        };
        let subtype = |word: &str| GroupPart::Subtype(word.to_owned());
        check(NodeKind::Actor, subtype("agency"), "Agencies");
        check(NodeKind::Actor, subtype("states"), "States");
        check(NodeKind::Instrument, subtype("action-plan"), "Action plans");
        check(NodeKind::Instrument, subtype("legislation"), "Legislation");
        check(NodeKind::Instrument, subtype("toolbox"), "Toolboxes");
        check(NodeKind::Instrument, GroupPart::Others, "Other instruments");
        check(NodeKind::Threat, GroupPart::Whole, "Threats");
        assert_eq!(Group::from_id(&"europol".into()), None);
    }
}
