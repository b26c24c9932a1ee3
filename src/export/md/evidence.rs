//! Evidence, dates and events in the register.

use super::Register;
use super::pen::Pen;
use crate::atlas::{
    Basis, Event, Evidence, Node, NodeId, Quote, markdown_address, markdown_text, spoken_date,
};
use crate::filter::capitalised;

impl Register<'_> {
    /// What a claim rests on, under a line for each basis.
    pub(super) fn evidence(&self, pen: &mut Pen, evidence: &[Evidence]) {
        if evidence.is_empty() {
            pen.block(&format!("**{}**", capitalised(Basis::None.phrase())));
        }
        for basis in Basis::ALL {
            let of_basis: Vec<&Evidence> = evidence.iter().filter(|e| e.basis() == basis).collect();
            if of_basis.is_empty() {
                continue;
            }
            pen.block(&format!("**{}**", capitalised(basis.phrase())));
            if matches!(basis, Basis::Reference | Basis::Unverified) {
                let items = of_basis.iter().flat_map(|e| self.piece(e));
                pen.list(&items.collect::<Vec<_>>());
            } else {
                of_basis.iter().flat_map(|e| self.piece(e)).for_each(|block| pen.block(&block));
            }
        }
    }

    /// One piece of evidence, block by block.
    fn piece(&self, evidence: &Evidence) -> Vec<String> {
        match evidence {
            Evidence::Stated(quote) => vec![self.quote(quote)],
            Evidence::Interpreted { quote, reason } => {
                vec![self.quote(quote), format!("Why: {}", markdown_text(reason))]
            }
            Evidence::Reference { citation, url, confidence } => {
                let mut parts = vec![markdown_text(citation)];
                parts.extend(url.as_deref().map(markdown_address));
                parts.push(confidence.phrase().to_owned());
                vec![parts.join(" · ")]
            }
            Evidence::Broken(broken) => {
                let words = format!("“{}”", markdown_text(&broken.words));
                let document = broken.document.as_ref().map(|id| markdown_text(id.as_str()));
                let parts = [Some(words), document, Some("not found in the text".to_owned())];
                vec![parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")]
            }
        }
    }

    fn quote(&self, quote: &Quote) -> String {
        let citation = self.kept.atlas.cite(&quote.document, quote.span);
        citation.map_or_else(String::new, |citation| citation.markdown())
    }

    /// Dates of the act or body itself.
    pub(super) fn dates(&self, pen: &mut Pen, node: &Node) {
        if !node.dates.is_empty() {
            pen.block("**Dates of its own**");
            let items = node.dates.iter().map(|event| self.event(event, None));
            pen.list(&items.collect::<Vec<_>>());
        }
    }

    /// What has happened since to a node and to what it announced.
    pub(super) fn since(&self, pen: &mut Pen, node: &Node) {
        let since = self.kept.atlas.since(&node.id);
        if !since.is_empty() {
            pen.block("**Since then**");
            let items = since.iter().map(|since| {
                let other = Some(&since.node.id).filter(|id| **id != node.id);
                self.event(since.event, other)
            });
            pen.list(&items.collect::<Vec<_>>());
        }
        if let Some(words) = self.kept.atlas.not_looked_up(&node.id) {
            pen.block(&format!("**Since then**: {}", markdown_text(&words)));
        }
    }

    /// A happening. That of another node is told with its reasons where that node is described.
    fn event(&self, event: &Event, of: Option<&NodeId>) -> String {
        let date = markdown_text(&spoken_date(&event.date));
        let mut parts = vec![format!("{date}: {}", markdown_text(&event.told()))];
        parts.extend(of.map(|id| self.named(id)));
        parts.extend(event.number.as_deref().map(markdown_text));
        parts.extend(event.url.as_deref().map(markdown_address));
        let mut item = parts.join(" · ");
        let is_told_elsewhere = of.is_some_and(|id| self.kept.visible().kept_nodes.contains(id));
        for evidence in event.evidence.iter().filter(|_| !is_told_elsewhere) {
            match evidence {
                // What the line says already is not said twice.
                Evidence::Reference { citation, url, confidence } => {
                    let mut parts = Vec::new();
                    let is_new = event.number.as_ref() != Some(citation);
                    parts.extend(is_new.then(|| markdown_text(citation)));
                    let url = url.as_deref().filter(|url| event.url.as_deref() != Some(*url));
                    parts.extend(url.map(markdown_address));
                    parts.push(confidence.phrase().to_owned());
                    item.push_str(" · ");
                    item.push_str(&parts.join(" · "));
                }
                quoted => {
                    for block in self.piece(quoted) {
                        item.push_str("\n\n");
                        item.push_str(&block);
                    }
                }
            }
        }
        item
    }
}
