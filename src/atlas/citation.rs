//! Where a quote stands, in words one can hand on: document, section, speaker, date.
//!
//! Owns the forms in which a quote leaves the program with its source. Knows nothing of
//! clipboards or files. Start with [`Atlas::cite`].

use super::markdown::{can_be_linked, markdown_text};
use super::{Atlas, Document, DocumentId, Section, Span, spoken_date};

/// A quote with all that is needed to find it again.
#[derive(Debug, Clone, Copy)]
pub struct Citation<'a> {
    document: &'a Document,
    span: Span,
}

impl Atlas {
    /// The citation of a stretch of a document; `None` where there is no such document.
    pub fn cite(&self, document: &DocumentId, span: Span) -> Option<Citation<'_>> {
        let document = self.document(document)?;
        Some(Citation { document, span })
    }
}

impl Citation<'_> {
    /// Document, section, speaker and date, as far as they are known.
    pub fn place(&self) -> String {
        self.parts().join(" · ")
    }

    /// The quote and its place in one line: “words” (document · section · speaker · date).
    pub fn text(&self) -> String {
        format!("“{}” ({})", self.words(), self.place())
    }

    /// The quote as a block of Markdown, its place under it; the document is a link where it has
    /// an https address.
    pub fn markdown(&self) -> String {
        let words = markdown_text(&self.words());
        let mut parts: Vec<String> = self.parts().iter().map(|part| markdown_text(part)).collect();
        let url = self.document.url.as_deref().filter(|url| can_be_linked(url));
        if let (Some(name), Some(url)) = (parts.first_mut(), url) {
            *name = format!("[{name}]({url})");
        }
        format!("> “{words}”\n>\n> — {}\n", parts.join(", "))
    }

    /// The words in one line, as a quote is written.
    pub fn words(&self) -> String {
        let words: Vec<&str> = self.document.slice(self.span).split_whitespace().collect();
        words.join(" ")
    }

    /// The document's name, or its section's where that says it, then what more is known.
    fn parts(&self) -> Vec<String> {
        let document = self.document;
        let section = document.section_at(self.span.start);
        let section_name = section.map(Section::name);
        let speaker = section.and_then(|s| s.speaker.clone()).or_else(|| document.author.clone());
        // A part that is headed by its speaker names the speaker already.
        let is_named =
            |speaker: &String| section_name.as_ref().is_some_and(|s| s.contains(speaker));
        let speaker = speaker.filter(|speaker| !is_named(speaker));
        let date = document.date.as_deref().map(spoken_date);
        // A document of one part is called like its part.
        let short = document.short_title();
        let is_said = section_name.as_ref().is_some_and(|section| section.starts_with(short));
        let parts = [Some(short.to_owned()).filter(|_| !is_said), section_name, speaker, date];
        parts.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::AtlasParts;

    fn atlas(change: impl FnOnce(&mut Document)) -> Atlas {
        let text = "Intro.\nA new\nmandate for *Europol*.\nBye.".to_owned();
        let mut document = Document::new("d".into(), "Long title".into(), text, String::new());
        document.short_title = Some("Press release".into());
        document.date = Some("2025-04-01".into());
        document.sections = vec![Section {
            title: "Remarks".into(),
            heading: Some("What is new?".into()),
            speaker: Some("Henna Virkkunen".into()),
            span: Span { start: 7, end: 38 },
        }];
        change(&mut document);
        let parts = AtlasParts { documents: vec![document], ..AtlasParts::default() };
        Atlas::new(parts).unwrap()
    }

    const SPAN: Span = Span { start: 7, end: 36 };

    fn check(change: impl FnOnce(&mut Document), text: &str, markdown: &str) {
        let atlas = atlas(change);
        let citation = atlas.cite(&"d".into(), SPAN).unwrap();
        assert_eq!(citation.text(), text);
        assert_eq!(citation.markdown(), markdown);
    }

    #[test]
    fn a_quote_goes_out_with_document_section_speaker_and_date() {
        check(
            |document| document.url = Some("https://europa.eu/x".into()),
            "“A new mandate for *Europol*.” (Press release · Remarks · What is new? · Henna \
             Virkkunen · 1 April 2025)",
            "> “A new mandate for \\*Europol\\*.”\n>\n> — [Press release](https://europa.eu/x), \
             Remarks · What is new?, Henna Virkkunen, 1 April 2025\n",
        );
    }

    #[test]
    fn what_is_unknown_is_left_out_and_what_was_named_is_not_named_twice() {
        check(
            |document| {
                document.date = None;
                document.sections.clear();
            },
            "“A new mandate for *Europol*.” (Press release)",
            "> “A new mandate for \\*Europol\\*.”\n>\n> — Press release\n",
        );
        check(
            |document| {
                document.author = Some("Julian King".into());
                document.sections[0].title = "Press release of Julian King".into();
                document.sections[0].speaker = None;
            },
            "“A new mandate for *Europol*.” (Press release of Julian King · What is new? · 1 April \
             2025)",
            "> “A new mandate for \\*Europol\\*.”\n>\n> — Press release of Julian King · What is \
             new?, 1 April 2025\n",
        );
    }

    #[test]
    fn no_document_no_citation() {
        assert!(atlas(|_| {}).cite(&"other".into(), SPAN).is_none());
    }
}
