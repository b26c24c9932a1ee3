//! What the page's script knows of each node and link, as JSON inside the page.
//!
//! Owns the keys, which only the script reads, and the letters that must not stand in a script
//! element. Keys without a value are left out.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::ExportRequest;
use crate::atlas::{
    Atlas, Basis, DocumentId, Event, EventKind, Evidence, Link, Node, NodeId, Quote, Relation,
    Since, spoken_date, status_label, status_spec,
};
use crate::filter::{
    FOUND_INSIDE, LEAST_INSIDE, capitalised, fold, plain_forms, texts_of_link, texts_of_node,
};
use crate::scene::{hues_of, threat_hue};
use crate::view::Picture;

/// Everything, ready to stand in a script element.
pub(super) fn json_of(request: &ExportRequest<'_>, picture: &Picture) -> String {
    let desk = Desk { atlas: request.atlas, picture };
    let visible = &picture.visible;
    let nodes = request.atlas.nodes().iter().filter(|n| visible.kept_nodes.contains(&n.id));
    let links = request.atlas.links().iter().filter(|l| visible.kept_links.contains(&l.id));
    let mut links: Vec<&Link> = links.collect();
    links.sort_by_key(|link| Relation::ALL.iter().position(|known| *known == link.relation));
    let groups = picture.scene.nodes.iter().filter(|node| node.is_group);
    let selected = request.view.subject().filter(|id| visible.kept_nodes.contains(*id));
    let all = object([
        ("bases", Some(bases())),
        ("words", Some(words())),
        ("nodes", Some(nodes.map(|node| desk.node(node)).collect())),
        ("links", Some(links.into_iter().map(|link| desk.link(link)).collect())),
        ("groups", Some(groups.map(|g| json!({"id": g.id.as_str(), "label": g.label})).collect())),
        ("selected", selected.map(|id| id.as_str().into())),
    ]);
    inert(&all.to_string())
}

/// JSON without a letter that could end its element, begin another or, in old engines, a line.
fn inert(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        // Outside of texts JSON has none of these.
        if matches!(letter, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') {
            let escaped = format!("\\u{:04x}", u32::from(letter));
            out.push_str(&escaped);
        } else {
            out.push(letter);
        }
    }
    out
}

fn object<const N: usize>(entries: [(&str, Option<Value>); N]) -> Value {
    let known = entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(known.collect::<Map<_, _>>())
}

fn text(text: &str) -> Option<Value> {
    maybe(Some(text))
}

fn maybe(text: Option<&str>) -> Option<Value> {
    text.filter(|text| !text.is_empty()).map(Value::from)
}

fn list(values: impl Iterator<Item = Value>) -> Option<Value> {
    let values: Vec<Value> = values.collect();
    (!values.is_empty()).then_some(Value::Array(values))
}

fn bases() -> Value {
    let phrase = |basis: Basis| (basis.word().to_owned(), capitalised(basis.phrase()).into());
    Value::Object(Basis::ALL.into_iter().map(phrase).collect())
}

/// By what rules words are looked for in what is `searched`.
fn words() -> Value {
    let plain = plain_forms().map(|(first, last, plain)| {
        Value::from(vec![u32::from(first).into(), u32::from(last).into(), Value::from(plain)])
    });
    let plain: Value = plain.collect();
    json!({"plain": plain, "least": LEAST_INSIDE, "said": FOUND_INSIDE})
}

/// Texts as they are compared, each once, a line each: no folded text has line breaks.
fn searched<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut known = BTreeSet::new();
    texts.map(fold).filter(|text| !text.is_empty() && known.insert(text.clone())).collect()
}

struct Desk<'a> {
    atlas: &'a Atlas,
    picture: &'a Picture,
}

impl Desk<'_> {
    fn node(&self, node: &Node) -> Value {
        let atlas = self.atlas;
        let drawn_in = self.picture.visible.folded_into.get(&node.id);
        let own = atlas.threat(&node.id);
        let hue = hues_of(atlas, &node.id).into_iter().next();
        object([
            ("id", text(node.id.as_str())),
            ("label", text(&node.label)),
            ("box", maybe(drawn_in.map(NodeId::as_str))),
            ("hue", hue.map(Value::from)),
            ("standing", text(&self.standing(node))),
            ("meaning", maybe(node.status.as_deref().and_then(status_spec).map(|s| s.meaning))),
            ("threats", list(atlas.threats_of(&node.id).into_iter().map(|id| self.threat(id)))),
            ("title", maybe(node.title.as_deref().filter(|title| *title != node.label))),
            ("summary", maybe(node.summary.as_deref())),
            ("definition", maybe(own.and_then(|threat| threat.definition.as_deref()))),
            ("facts", list(facts(node).into_iter())),
            ("evidence", list(node.evidence.iter().map(|evidence| self.evidence(evidence)))),
            (
                "since",
                list(atlas.since(&node.id).iter().rev().map(|since| self.since(node, since))),
            ),
            ("searched", text(&searched(texts_of_node(atlas, node)).join("\n"))),
            ("unsought", atlas.not_looked_up(&node.id).map(Value::from)),
        ])
    }

    /// What it is and where it stands, in one line.
    fn standing(&self, node: &Node) -> String {
        let kind = if node.is_strand() { "strand" } else { node.kind.word() };
        let subtype = node.subtype.as_ref().filter(|_| !node.is_strand());
        let as_of = self.atlas.status_as_of(node);
        let parts = [
            Some(capitalised(kind)),
            subtype.map(|subtype| subtype.replace('-', " ")),
            node.status.as_deref().map(|status| status_label(status).to_lowercase()),
            as_of.map(|day| format!("as of {}", spoken_date(day))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn threat(&self, id: &NodeId) -> Value {
        let label = self.atlas.threat(id).map_or(id.as_str(), |threat| threat.label.as_str());
        json!({"id": id.as_str(), "label": label, "hue": threat_hue(self.atlas, id)})
    }

    fn link(&self, link: &Link) -> Value {
        object([
            ("id", text(link.id.as_str())),
            ("source", text(link.source.as_str())),
            ("target", text(link.target.as_str())),
            ("out", text(link.relation.phrase())),
            ("back", text(link.relation.reverse())),
            ("searched", text(&self.searched_of(link).join("\n"))),
            ("evidence", list(link.evidence.iter().map(|evidence| self.evidence(evidence)))),
        ])
    }

    /// What a link holds that not both its ends hold themselves.
    fn searched_of(&self, link: &Link) -> Vec<String> {
        let ends = [&link.source, &link.target].into_iter().filter_map(|id| self.atlas.node(id));
        let own: Vec<Vec<String>> =
            ends.map(|node| searched(texts_of_node(self.atlas, node))).collect();
        let mut texts = searched(texts_of_link(link));
        texts.retain(|text| !own.iter().all(|own| own.contains(text)));
        texts
    }

    fn evidence(&self, evidence: &Evidence) -> Value {
        let basis = evidence.basis().word();
        match evidence {
            Evidence::Stated(quote) => self.quote(quote, basis, None),
            Evidence::Interpreted { quote, reason } => self.quote(quote, basis, Some(reason)),
            Evidence::Reference { citation, url, confidence } => object([
                ("basis", text(basis)),
                ("citation", text(citation)),
                ("url", address(url.as_deref())),
                ("confidence", text(confidence.phrase())),
            ]),
            Evidence::Broken(broken) => object([
                ("basis", text(basis)),
                ("words", text(&broken.words)),
                ("place", maybe(broken.document.as_ref().map(DocumentId::as_str))),
                ("reason", maybe(broken.reason.as_deref())),
            ]),
        }
    }

    fn quote(&self, quote: &Quote, basis: &str, reason: Option<&str>) -> Value {
        let citation = self.atlas.cite(&quote.document, quote.span);
        let document = self.atlas.document(&quote.document);
        object([
            ("basis", text(basis)),
            ("words", text(&quote.exact)),
            ("lang", maybe(document.and_then(|document| document.language.as_deref()))),
            ("place", citation.and_then(|citation| text(&citation.place()))),
            ("reason", maybe(reason)),
        ])
    }

    fn since(&self, node: &Node, since: &Since<'_>) -> Value {
        let Since { event, node: other } = since;
        let is_others = other.id != node.id;
        object([
            ("of", is_others.then(|| other.id.as_str().into())),
            ("name", is_others.then(|| other.label.as_str().into())),
            ("open", (event.kind == Some(EventKind::NotFound)).then_some(true.into())),
            ("date", text(&spoken_date(&event.date))),
            ("what", text(&event.told())),
            ("number", maybe(event.number.as_deref())),
            ("url", address(event.url.as_deref())),
            ("evidence", list(beside(event).map(|evidence| self.evidence(&evidence)))),
        ])
    }
}

/// What speaks for an event, without what its number and address say already.
fn beside(event: &Event) -> impl Iterator<Item = Evidence> {
    event.evidence.iter().filter_map(|evidence| match evidence {
        Evidence::Reference { citation, url, confidence } => {
            let url = url.clone().filter(|url| event.url.as_ref() != Some(url));
            let is_said = event.number.as_ref() == Some(citation) && url.is_none();
            let citation = citation.clone();
            (!is_said).then_some(Evidence::Reference { citation, url, confidence: *confidence })
        }
        quoted => Some(quoted.clone()),
    })
}

/// An address that the page may lead to.
fn address(url: Option<&str>) -> Option<Value> {
    maybe(url.filter(|url| url.starts_with("https://")))
}

/// By what others know a node, and the dates of its own: a name with a text or an address.
fn facts(node: &Node) -> Vec<Value> {
    let known = &node.identifiers;
    let aliases = Some(node.aliases.join("; "));
    let texts = [
        ("Also called", aliases.as_deref()),
        ("Number", known.number.as_deref()),
        ("CELEX", known.celex.as_deref()),
        ("Seat", node.seat.as_deref()),
    ];
    let fact =
        |name: &str, key: &str, value: Option<Value>| Some(json!({"name": name, key: value?}));
    let texts = texts.into_iter().filter_map(|(name, value)| fact(name, "text", maybe(value)));
    let dates = node
        .dates
        .iter()
        .filter_map(|event| fact(&spoken_date(&event.date), "text", text(&event.what)));
    let addresses = [("ELI", known.eli.as_deref()), ("Address", known.url.as_deref())];
    let addresses = addresses.into_iter().filter_map(|(name, url)| fact(name, "url", address(url)));
    texts.chain(dates).chain(addresses).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_leave_the_script_element_and_all_read_back() {
        let nasty = "</script><!--<script>&\u{2028}\u{2029}\"\\";
        let json = inert(&json!({ "label": nasty }).to_string());
        for letter in ['<', '>', '&', '\u{2028}', '\u{2029}'] {
            assert!(!json.contains(letter), "{letter:?}");
        }
        let back: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(back["label"], nasty);
    }
}
