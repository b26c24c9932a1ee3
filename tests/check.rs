//! What is reported of an atlas folder: each finding at its line and column, all in one go.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod small;

use std::path::Path;

use protecteu_atlas::atlas::{Basis, EventKind, NodeKind, Relation, STATUSES};
use protecteu_atlas::check::{READING_CODES, RULES, check as run_rules};
use protecteu_atlas::wire::folder;
use protecteu_atlas::wire::sha256;
use protecteu_atlas::wire::source::Files;
use small::{ATLAS, DOCUMENT, NODES, SHA256, TEXT, check, check_table, draft, link};

/// An actor `x` of these words, which works with Europol.
fn actor(evidence: &str) -> String {
    format!("[[actor]]\nid = \"x\"\nlabel = \"X\"\nevidence = [{evidence}]\n{}", x_works())
}

fn x_works() -> String {
    link("x", "cooperates-with", "europol")
}

#[test]
fn a_clean_folder_has_no_findings() {
    check(&[], &[]);
    check_table(&link("a", "led-by", "europol"), &[]);
}

#[test]
fn syntax_of_one_file_does_not_hide_the_findings_of_others() {
    check(
        &[("a.toml", "[[actor]]\nid = \n"), ("x.toml", &actor(""))],
        &[
            "a.toml:2:6: error[syntax]: string values must be quoted, expected literal string",
            "x.toml:4:1: error[missing-evidence]: the actor “x” has no evidence",
        ],
    );
}

#[test]
fn an_unread_file_does_not_make_ids_unknown() {
    let links = link("a", "led-by", "elsewhere");
    check(
        &[("a.toml", "]"), ("x.toml", &links)],
        &["a.toml:1:1: error[syntax]: missing table open, expected `[`"],
    );
}

#[test]
fn unknown_tables_and_keys_name_the_nearest_known_one() {
    check_table(
        "[[actoin]]\nid = \"b\"\n",
        &["x.toml:1:3: error[unknown-field]: nobody reads `actoin`; did you mean “action”?"],
    );
    check_table(
        &("[[actor]]\nid = \"x\"\nlabel = \"X\"\nsumary = \"s\"\n\
         evidence = [{ document = \"d\", quote = \"Frontex\" }]\n"
            .to_owned()
            + &x_works()),
        &["x.toml:4:1: error[unknown-field]: nobody reads `sumary` here; did you mean “summary”?"],
    );
    check_table(
        &actor("{ document = \"d\", quote = \"Frontex\", page = 3 }"),
        &["x.toml:4:50: error[unknown-field]: nobody reads `page` here; a quote has `document`, \
           `quote`, `reason`, `prefix` or `occurrence`"],
    );
}

#[test]
fn missing_and_empty_keys_are_named() {
    check_table(
        &("[[actor]]\nid = \"x\"\nevidence = [{ document = \"d\", quote = \"Frontex\" }]\n"
            .to_owned()
            + &x_works()),
        &["x.toml:1:1: error[missing-field]: this actor has no `label`"],
    );
    check_table(
        "\n[[link]]\nsource = \"a\"\ntarget = \"\"\n",
        &[
            "x.toml:2:1: error[missing-field]: this link has no `relation`",
            "x.toml:4:10: error[missing-field]: the `target` of this link is empty",
        ],
    );
    check(
        &[("atlas.toml", "")],
        &[": error[missing-field]: no file here has an [atlas] table with `id` and `title`"],
    );
}

#[test]
fn values_of_the_wrong_kind_are_named() {
    check_table(
        &("[[actor]]\nid = \"x\"\nlabel = 7\naliases = \"X\"\n\
         evidence = [{ document = \"d\", quote = \"Frontex\" }]\n"
            .to_owned()
            + &x_works()),
        &[
            "x.toml:3:9: error[wrong-type]: `label` is a text, not a number",
            "x.toml:4:11: error[wrong-type]: `aliases` is a list, not a text",
        ],
    );
    check_table(
        &actor("{ citation = \"C\", confidence = \"verifed\" }"),
        &[
            "x.toml:4:44: error[wrong-type]: `confidence` is `verified` or `memory`, not “verifed”; \
           did you mean “verified”?",
        ],
    );
    check(
        &[("atlas.toml", "[atlas]\nid = \"Test\"\ntitle = \"T\"\nas_of = \"1 April\"\n")],
        &[
            "atlas.toml:2:6: error[wrong-type]: the id “Test” has more than lower-case letters, \
             digits, `-` and `.`",
            "atlas.toml:4:9: error[wrong-type]: `as_of` is YYYY, YYYY-MM or YYYY-MM-DD, not “1 April”",
        ],
    );
    check_table("[link]\n", &["x.toml:1:2: error[wrong-type]: each link is written [[link]]"]);
}

#[test]
fn a_changed_or_unreadable_document_is_reported_once() {
    let hash = sha256(TEXT.as_bytes());
    check(
        &[("documents.toml", &DOCUMENT.replace(SHA256, "00"))],
        &[&format!(
            "documents.toml:5:10: error[changed-document]: the file has changed: its SHA-256 is {hash}"
        )],
    );
    check(
        &[("documents.toml", &DOCUMENT.replace("d.txt", "e.txt"))],
        &["documents.toml:4:8: error[unreadable]: there is no such file: documents/e.txt"],
    );
    check(
        &[("documents.toml", &DOCUMENT.replace("documents/d.txt", "../d.txt"))],
        &["documents.toml:4:8: error[unreadable]: it lies outside the atlas's folder: ../d.txt"],
    );
}

#[test]
fn one_broken_letter_gives_one_error_that_names_the_nearest_passage() {
    check_table(
        &actor("{ document = \"d\", quote = \"a new mandote for Europol\" }"),
        &[
            "x.toml:4:39: error[quote-not-found]: “a new mandote for Europol” does not stand in “d”; \
           the nearest passage is “a new mandate for Europol” (documents/d.txt:1)",
        ],
    );
}

#[test]
fn a_quote_that_differs_in_typing_only_says_so() {
    check_table(
        &actor("{ document = \"d\", quote = \"30 000 border guards\" }"),
        &[
            "x.toml:4:39: error[quote-not-found]: “30 000 border guards” does not stand in “d”; the \
           nearest passage is “30\u{a0}000 border guards” (documents/d.txt:2), which differs only in \
           no-break spaces",
        ],
    );
    check_table(
        &actor("{ document = \"d\", quote = '\"Europol acts\"' }"),
        &["x.toml:4:39: error[quote-not-found]: “\"Europol acts\"” does not stand in “d”; the \
           nearest passage is ““Europol acts”” (documents/d.txt:2), which differs only in quotation \
           marks or apostrophes"],
    );
}

#[test]
fn an_ambiguous_quote_lists_its_places() {
    check_table(
        &actor("{ document = \"d\", quote = \"Europol\" }"),
        &[
            "x.toml:4:39: error[ambiguous-quote]: “Europol” stands 3 times in “d”; add `occurrence` or \
           `prefix`: 1 after “a new mandate for”, 2 after “30\u{a0}000 border guards.”, 3 after \
           “Europol needs tools; “”",
        ],
    );
    check_table(&actor("{ document = \"d\", quote = \"Europol\", occurrence = 2 }"), &[]);
    check_table(&actor("{ document = \"d\", quote = \"Europol\", prefix = \"guards.\" }"), &[]);
}

#[test]
fn unknown_ids_name_the_nearest_known_one() {
    check_table(
        &link("a", "led-by", "europole"),
        &["x.toml:4:10: error[unknown-id]: no node is called “europole”; did you mean “europol”?"],
    );
    check_table(
        &actor("{ document = \"doc\", quote = \"Frontex\" }"),
        &["x.toml:4:26: error[unknown-id]: no document is called “doc”"],
    );
    check_table(
        "[[threat]]\nid = \"u\"\nlabel = \"U\"\nparent = \"tt\"\n\
         evidence = [{ document = \"d\", quote = \"Frontex\" }]\n",
        &["x.toml:4:10: error[unknown-id]: no threat is called “tt”; did you mean “t”?"],
    );
}

#[test]
fn duplicate_ids_name_both_places() {
    check_table(
        "[[actor]]\nid = \"p\"\nlabel = \"X\"\n\
         evidence = [{ document = \"d\", quote = \"Frontex\" }]\n",
        &[
            "x.toml:2:6: error[duplicate-id]: two nodes are called “p”; the first stands at nodes.toml:2:6",
        ],
    );
    let twice = link("a", "led-by", "europol").repeat(2);
    check_table(
        &twice,
        &["x.toml:6:1: error[duplicate-id]: two links are called “a--led-by--europol”; the first \
           stands at x.toml:1:1; give one of them an `id` of its own"],
    );
}

#[test]
fn links_are_held_to_their_relations() {
    check_table(
        &link("p", "contians", "a"),
        &["x.toml:3:12: error[unknown-relation]: no relation is called “contians”; did you mean \
           “contains”?"],
    );
    check_table(
        &link("a", "contains", "p"),
        &[
            "x.toml:3:12: error[relation-kinds]: `contains` joins pillar with action, not action with \
           pillar",
        ],
    );
}

#[test]
fn a_circle_of_threats_is_named() {
    let threat = |id: &str, parent: &str| {
        format!(
            "[[threat]]\nid = \"{id}\"\nlabel = \"L{id}\"\nparent = \"{parent}\"\n\
             evidence = [{{ document = \"d\", quote = \"Frontex\" }}]\n"
        )
    };
    let table = [threat("u", "v"), threat("v", "w"), threat("w", "v")].concat();
    check_table(
        &table,
        &["x.toml:9:10: error[taxonomy-cycle]: the threats run in a circle: v → w → v"],
    );
    assert!(draft(&[("x.toml", &table)]).into_atlas().is_ok());
}

#[test]
fn sections_stand_in_the_order_of_the_text() {
    let sections = "[[document.section]]\ntitle = \"One\"\nbegins = \"Frontex needs\"\n\
                    [[document.section]]\ntitle = \"Two\"\nbegins = \"Today\"\n";
    check(
        &[("documents.toml", &format!("{DOCUMENT}{sections}"))],
        &[
            "documents.toml:13:10: error[quote-not-found]: “Two” begins before “One”; sections stand \
           in the order of the text",
        ],
    );
}

#[test]
fn a_passage_left_out_is_held_to_the_text_and_needs_a_reason() {
    let table = |document: &str, quote: &str, rest: &str| {
        format!("[[left-out]]\ndocument = \"{document}\"\nquote = {quote}\n{rest}\n")
    };
    let reason = "reason = \"a greeting\"";
    let whole = draft(&[("x.toml", &table("d", "\"\"\"Europol.\nFrontex\"\"\"", reason))]);
    let atlas = whole.into_atlas().unwrap();
    let document = &atlas.documents()[0];
    let left_out = &document.left_out[0];
    assert_eq!(document.slice(left_out.span), "Europol.\nFrontex");
    assert_eq!(left_out.reason, "a greeting");
    check_table(
        &table("d", "\"Today, we\"", ""),
        &["x.toml:1:1: error[missing-field]: this left-out passage has no `reason`"],
    );
    check_table(
        &table("d", "\"Europol acts!\"", reason),
        &[
            "x.toml:3:9: error[quote-not-found]: “Europol acts!” does not stand in “d”; the nearest \
           passage is “Europol acts” (documents/d.txt:2)",
        ],
    );
    let findings = run_rules(&draft(&[("x.toml", &table("d", "\"Europol\"", reason))]));
    assert_eq!(findings[0].code, "ambiguous-quote");
    check_table(
        &table("e", "\"Today\"", reason),
        &["x.toml:2:12: error[unknown-id]: no document is called “e”; did you mean “d”?"],
    );
}

#[test]
fn foreign_control_characters_are_shown_and_not_obeyed() {
    check_table(
        &link("a", "led-by", "\\u001b[2J\\u202e"),
        &["x.toml:4:10: error[unknown-id]: no node is called “\\u{1b}[2J\\u{202e}”"],
    );
}

#[test]
fn what_is_right_is_kept_beside_the_findings() {
    let table =
        [link("a", "led-by", "nobody"), actor("{ document = \"d\", quote = \"not there\" }")]
            .concat();
    let draft = draft(&[("x.toml", &table)]);
    assert_eq!(run_rules(&draft).len(), 2);
    let atlas = draft.into_atlas().unwrap();
    assert!(atlas.links().iter().all(|link| link.target.as_str() != "nobody"));
    let claim = atlas.node(&"x".into()).unwrap().claim();
    assert_eq!((claim.basis(), claim.first_words()), (Basis::Unverified, "not there".to_owned()));
    assert_eq!(atlas.nodes().len(), 5);
}

/// An instrument `x` with more keys and tables, which addresses the threat.
fn law(rest: &str) -> String {
    let evidence = "evidence = [{ document = \"d\", quote = \"Frontex\" }]";
    let hold = link("x", "addresses", "t");
    format!("[[instrument]]\nid = \"x\"\nlabel = \"X\"\n{evidence}\n{rest}\n{hold}")
}

fn check_event(event: &str, expected: &str) {
    check_table(&law(&format!("dates = [{{ {event} }}]\n")), &[expected]);
}

#[test]
fn dates_of_a_node_are_read_inline_or_as_tables_and_kept_in_order() {
    let inline = law("dates = [{ date = \"2024\", kind = \"applies\" }, \
                      { date = \"2022-12-14\", kind = \"adopted\", what = \"Adopted at last\" }]\n\
                      status_as_of = \"2026-02\"\nseat = \"Riga\"\nspoken = \"Say it\"\n");
    let tables = law("status_as_of = \"2026-02\"\nseat = \"Riga\"\nspoken = \"Say it\"\n\
                      [[instrument.dates]]\ndate = \"2024\"\nkind = \"applies\"\n\
                      [[instrument.dates]]\ndate = \"2022-12-14\"\nkind = \"adopted\"\n\
                      what = \"Adopted at last\"\n");
    for table in [inline, tables] {
        check_table(&table, &[]);
        let atlas = draft(&[("x.toml", &table)]).into_atlas().unwrap();
        let node = atlas.node(&"x".into()).unwrap();
        let dates: Vec<_> =
            node.dates.iter().map(|d| (d.date.as_str(), d.kind, d.what.as_str())).collect();
        let expected = [
            ("2022-12-14", Some(EventKind::Adopted), "Adopted at last"),
            ("2024", Some(EventKind::Applies), "Applies"),
        ];
        assert_eq!(dates, expected);
        assert_eq!(node.status_as_of.as_deref(), Some("2026-02"));
        assert_eq!((node.seat.as_deref(), node.spoken.as_deref()), (Some("Riga"), Some("Say it")));
    }
}

#[test]
fn a_threat_may_be_said_aloud() {
    let table = "[[threat]]\nid = \"u\"\nlabel = \"U\"\nspoken = \"Say it\"\nsummary = \"S\"\nparent = \"t\"\n\
                 evidence = [{ document = \"d\", quote = \"Frontex\" }]\n";
    check_table(table, &[]);
    let atlas = draft(&[("x.toml", table)]).into_atlas().unwrap();
    assert_eq!(atlas.node(&"u".into()).unwrap().spoken.as_deref(), Some("Say it"));
}

#[test]
fn an_event_of_a_known_kind_needs_no_words_of_its_own() {
    for kind in EventKind::ALL.into_iter().filter(|kind| kind.phrase().is_some()) {
        let is_missed = kind == EventKind::NotFound;
        let search = if is_missed { "looked_in = \"the Official Journal\"\n" } else { "" };
        let event = format!("[[instrument.event]]\ndate = \"2026\"\nkind = \"{}\"\n", kind.word());
        let table = law(&(event + search));
        check_table(&table, &[]);
        let atlas = draft(&[("x.toml", &table)]).into_atlas().unwrap();
        let events = &atlas.node(&"x".into()).unwrap().events;
        assert_eq!((events[0].kind, Some(events[0].what.as_str())), (Some(kind), kind.phrase()));
    }
    let missing = "x.toml:5:10: error[missing-field]: this event has no `what`";
    check_event("date = \"2026\"", missing);
    check_event("date = \"2026\", kind = \"other\"", missing);
}

#[test]
fn a_wrong_kind_or_date_says_what_would_be_right() {
    check_event(
        "date = \"2026\", kind = \"in-forse\"",
        "x.toml:5:34: error[wrong-type]: “in-forse” is no kind of event; did you mean “in-force”?",
    );
    check_event(
        "date = \"2026\", kind = \"zzz\", what = \"W\"",
        "x.toml:5:34: error[wrong-type]: “zzz” is no kind of event; it is adopted, presented, \
         signed, published, in-force, applies, transposition, proposed, agreed, consultation, \
         meeting, expired, ended, founded, step, not-found or other",
    );
    check_event(
        "date = \"14 December 2022\", kind = \"adopted\"",
        "x.toml:5:19: error[wrong-type]: `date` is YYYY, YYYY-MM or YYYY-MM-DD, not \
         “14 December 2022”",
    );
    check_event(
        "date = 2022-12-14, kind = \"adopted\"",
        "x.toml:5:19: error[wrong-type]: `date` is a text, not a date without quotation marks",
    );
    check_event(
        "date = \"2022\", knid = \"adopted\", what = \"W\"",
        "x.toml:5:27: error[unknown-field]: nobody reads `knid` here; did you mean “kind”?",
    );
    check_table(
        &law("status_as_of = \"today\"\n"),
        &["x.toml:5:16: error[wrong-type]: `status_as_of` is YYYY, YYYY-MM or YYYY-MM-DD, not \
           “today”"],
    );
}

#[test]
fn a_date_is_held_to_its_evidence() {
    check_event(
        "date = \"2022\", kind = \"adopted\", evidence = [{ document = \"dd\", quote = \"x\" }]",
        "x.toml:5:70: error[unknown-id]: no document is called “dd”; did you mean “d”?",
    );
}

fn format_document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/atlas-format.md");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn every_relation_status_and_kind_of_event_is_documented_as_it_is() {
    let docs = format_document();
    let check = |row: String| assert!(docs.contains(&row), "docs/atlas-format.md lacks: {row}");
    let words =
        |kinds: &[NodeKind]| kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
    for spec in Relation::ALL.iter().filter_map(Relation::spec) {
        let (from, to) = (words(spec.sources), words(spec.targets));
        check(format!("\n| `{}` | {from} → {to} | ", spec.word));
    }
    for status in &STATUSES {
        check(format!("\n| `{}` | {} | {} |\n", status.word, status.label, status.meaning));
    }
    for spec in EventKind::ALL.map(EventKind::spec) {
        check(format!("\n| `{}` | {} | {} |\n", spec.word, spec.phrase, spec.meaning));
    }
}

#[test]
fn every_code_is_documented_and_given_once() {
    let docs = format_document();
    let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).chain(READING_CODES).collect();
    for code in &codes {
        assert!(docs.contains(&format!("| `{code}` |")), "{code} is not in docs/atlas-format.md");
    }
    let n_codes = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), n_codes);
}

#[test]
fn every_rule_finds_its_example() {
    let base = NODES
        .replace("Frontex", "words")
        .replace("new mandate", "words")
        .replace("Europol acts", "words");
    for rule in RULES {
        let text = "words";
        let hash = sha256(text.as_bytes());
        let (document, example) =
            (DOCUMENT.replace(SHA256, &hash), rule.example.replace(SHA256, &hash));
        let files: Vec<(&str, &[u8])> = vec![
            ("atlas.toml", ATLAS.as_bytes()),
            ("documents.toml", document.as_bytes()),
            ("documents/d.txt", text.as_bytes()),
            ("nodes.toml", base.as_bytes()),
            ("x.toml", example.as_bytes()),
        ];
        let findings = run_rules(&folder::read(&Files::new("", &files)));
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [rule.code], "{findings:#?}");
        assert_eq!(findings[0].severity, rule.severity);
    }
}
