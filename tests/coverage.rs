//! Sentences of a text, and how many of them the atlas speaks of.
#![expect(clippy::unwrap_used, reason = "a helper may fail its test")]

use proptest::prelude::*;
use protecteu_atlas::atlas::{Atlas, Document, Section, Span};
use protecteu_atlas::check::{check as run_rules, coverage};
use protecteu_atlas::wire::source::Files;
use protecteu_atlas::wire::{folder, sha256};

const TEXT: &str = "A greeting.\nWho acts:\nEuropol acts. It needs tools – Frontex too!\n\n***\nWho \
                    acts? Nobody.\nMoney\nIt costs €9.77 billion. Good bye, é! Thanks.\n";

/// A text in two sections with evidence of a node, a link and an event.
fn atlas() -> Atlas {
    let hash = sha256(TEXT.as_bytes());
    let quote = |words: &str| format!("evidence = [{{ document = \"d\", quote = \"{words}\" }}]\n");
    let tables = format!(
        "[atlas]\nid = \"a\"\ntitle = \"A\"\n\
         [[document]]\nid = \"d\"\ntitle = \"D\"\nfile = \"documents/d.txt\"\nsha256 = \"{hash}\"\nlanguage = \"en\"\n\
         [[document.section]]\ntitle = \"One\"\nbegins = \"Who acts:\"\nheading = \"Who acts\"\n\
         [[document.section]]\ntitle = \"Two\"\nbegins = \"Money\"\nheading = \"Money\"\nspeaker = \"S\"\n\
         [[left-out]]\ndocument = \"d\"\nquote = \"acts? Nobody.\\nMoney\"\nreason = \"A question.\"\n\
         [[action]]\nid = \"x\"\nlabel = \"X\"\n{}\
         [[action.event]]\ndate = \"2026\"\nwhat = \"W\"\n{}\
         [[pillar]]\nid = \"p\"\nlabel = \"P\"\n{}\
         [[link]]\nsource = \"p\"\nrelation = \"contains\"\ntarget = \"x\"\n{}",
        quote("Europol acts. "),
        quote("77"),
        quote("Europol"),
        quote("! Thanks"),
    );
    let files: [(&str, &[u8]); 2] =
        [("a.toml", tables.as_bytes()), ("documents/d.txt", TEXT.as_bytes())];
    let draft = folder::read(&Files::new("", &files));
    assert_eq!(run_rules(&draft), []);
    draft.into_atlas().unwrap()
}

#[test]
fn every_substantive_sentence_is_touched_left_out_or_untouched() {
    let atlas = atlas();
    let [document] = &coverage(&atlas)[..] else { panic!("one document") };
    let counts = |tally: protecteu_atlas::check::Tally| {
        [tally.n_sentences, tally.n_touched, tally.n_left_out, tally.n_untouched()]
    };
    let sections: Vec<(Option<&str>, [usize; 4])> = document
        .sections
        .iter()
        .map(|part| (part.section.map(|s| s.title.as_str()), counts(part.tally)))
        .collect();
    assert_eq!(
        sections,
        [(None, [1, 0, 0, 1]), (Some("One"), [4, 1, 2, 1]), (Some("Two"), [3, 2, 0, 1])]
    );
    assert_eq!(counts(document.tally), [8, 3, 2, 3]);
    assert_eq!(document.tally.per_mille(), 625);
    let untouched: Vec<String> =
        document.untouched.iter().map(|u| format!("{} {}", u.place, u.sentence)).collect();
    assert_eq!(
        untouched,
        [
            "documents/d.txt:1:1 A greeting.",
            "documents/d.txt:3:15 It needs tools – Frontex too!",
            "documents/d.txt:8:25 Good bye, é!",
        ]
    );
}

#[test]
fn a_document_of_no_sentences_has_nothing_untouched() {
    let document = Document::new("d".into(), "D".into(), "***\n".into(), String::new());
    let parts =
        protecteu_atlas::atlas::AtlasParts { documents: vec![document], ..Default::default() };
    let atlas = Atlas::new(parts).unwrap();
    let covered = coverage(&atlas);
    assert_eq!(covered[0].tally.per_mille(), 1000);
    assert!(covered[0].sections.is_empty() && covered[0].untouched.is_empty());
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ \\.\\?!,\"”“\\(\\)\n\r\u{2028}\u{85}…–\u{a0}]{1,3}",
        "[a-zA-Zäß0-9\u{301}Σ漢🛡€]{1,4}",
        Just("e.g. ".to_owned()),
        Just("9.77".to_owned()),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_letter_or_digit_lies_in_exactly_one_sentence(text in text(), cut in 0_usize..80) {
        let mut document = Document::new("d".into(), "D".into(), text.clone(), String::new());
        let n_characters = document.n_characters();
        let cut = cut.min(n_characters);
        document.sections = [(0, cut), (cut, n_characters)]
            .map(|(start, end)| Section {
                title: "S".into(),
                heading: None,
                speaker: None,
                span: Span { start, end },
            })
            .to_vec();
        let sentences = document.sentences();
        let mut n_over = vec![0; n_characters];
        for sentence in &sentences {
            let words = document.slice(sentence.span);
            prop_assert!(words.contains(char::is_alphanumeric));
            prop_assert_eq!(words.trim(), words);
            let is_one_line = !words.contains(['\n', '\r', '\u{2028}', '\u{85}']);
            prop_assert!(is_one_line);
            for over in &mut n_over[sentence.span.start..sentence.span.end] {
                *over += 1;
            }
        }
        for (character, n_over) in text.chars().zip(&n_over) {
            prop_assert!(*n_over <= 1);
            prop_assert!(*n_over == 1 || !character.is_alphanumeric());
        }
        prop_assert!(sentences.is_sorted_by_key(|sentence| sentence.span));
    }
}
