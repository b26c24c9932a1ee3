//! What each rule about a whole atlas warns of, and what it leaves alone.

mod small;

use protecteu_atlas::check::{Finding, Severity, check as run_rules};
use protecteu_atlas::wire::json::{Export, read, write};
use small::{ATLAS, DOCUMENT, check, check_table, draft, link};

const QUOTE: &str = "{ document = \"d\", quote = \"new mandate\" }";

/// A node `x` with more keys, which addresses the threat; the keys begin in line 5.
fn node(kind: &str, keys: &str) -> String {
    format!(
        "[[{kind}]]\nid = \"x\"\nlabel = \"X\"\nevidence = [{QUOTE}]\n{keys}\n{}",
        link("x", "addresses", "t")
    )
}

fn action(keys: &str) -> String {
    node("action", keys) + &link("p", "contains", "x")
}

#[test]
fn a_node_without_links_is_an_orphan_unless_the_taxonomy_holds_it() {
    let bare = |sort: &str, id: &str, keys: &str| {
        format!("[[{sort}]]\nid = \"{id}\"\nlabel = \"{id}\"\n{keys}evidence = [{QUOTE}]\n")
    };
    check_table(
        &bare("instrument", "x", ""),
        &["x.toml:2:6: warning[orphan-node]: no link touches the instrument “x”"],
    );
    check_table(
        &bare("threat", "x", ""),
        &["x.toml:2:6: warning[orphan-node]: no link touches the threat “x”"],
    );
    let family = bare("threat", "x", "") + &bare("threat", "y", "parent = \"x\"\n");
    check_table(&family, &[]);
}

#[test]
fn where_a_file_could_not_be_read_nothing_is_called_an_orphan() {
    let lone = node("action", "").replace("\"x\"", "\"lone\"");
    check(
        &[("a.toml", "]"), ("x.toml", &lone)],
        &["a.toml:1:1: error[syntax]: missing table open, expected `[`"],
    );
}

#[test]
fn an_action_stands_in_one_pillar_or_strand() {
    check_table(
        &node("action", ""),
        &["x.toml:2:6: warning[unplaced-action]: no pillar or strand contains the action “x”"],
    );
    let strand = format!(
        "[[instrument]]\nid = \"s\"\nlabel = \"S\"\nsubtype = \"strand\"\nevidence = [{QUOTE}]\n"
    );
    check_table(&(node("action", "") + &strand + &link("s", "contains", "x")), &[]);
    check_table(
        &(action("") + &strand + &link("s", "contains", "x")),
        &[
            "x.toml:2:6: warning[unplaced-action]: 2 pillars or strands contain the action “x”: p, s",
        ],
    );
}

#[test]
fn an_act_has_a_status_and_its_word_is_known() {
    check_table(
        &node("instrument", "subtype = \"framework-decision\""),
        &["x.toml:5:11: warning[missing-status]: the framework-decision “x” has no status"],
    );
    let since = "dates = [{ date = \"2020\", kind = \"in-force\" }]";
    check_table(
        &node("instrument", &format!("subtype = \"regulation\"\nstatus = \"in-force\"\n{since}")),
        &[],
    );
    check_table(&node("instrument", "subtype = \"fund\""), &[]);
    check_table(
        &action("status = \"anounced\""),
        &["x.toml:5:10: warning[unknown-status]: no status is called “anounced”; did you mean \
           “announced”?"],
    );
}

#[test]
fn what_has_come_is_not_announced_any_more() {
    let event = |kind: &str, date: &str, what: &str| {
        format!("[[{kind}.event]]\ndate = \"{date}\"\nkind = \"{what}\"\n")
    };
    let announced = "status = \"announced\"\n";
    check_table(
        &action(&(announced.to_owned() + &event("action", "2025-12-03", "presented"))),
        &["x.toml:5:10: warning[stale-status]: the action “x” is announced, but the event at \
           x.toml:7:8 says “presented” on 2025-12-03"],
    );
    let search = "looked_in = \"the Official Journal\"\n";
    for harmless in ["consultation", "meeting", "not-found"] {
        let search = if harmless == "not-found" { search } else { "" };
        let event = event("action", "2026", harmless) + search;
        check_table(&action(&(announced.to_owned() + &event)), &[]);
    }
    let law = format!("[[instrument]]\nid = \"law\"\nlabel = \"L\"\nevidence = [{QUOTE}]\n");
    let proposed = law.clone() + &event("instrument", "2026", "proposed");
    check_table(
        &(action(announced) + &link("x", "proposes", "law") + &proposed),
        &[
            "x.toml:5:10: warning[stale-status]: the action “x” is announced, but the event of “law” \
           at x.toml:27:8 says “proposed” on 2026",
        ],
    );
    check_table(&(action(announced) + &link("x", "implements", "law") + &proposed), &[]);
}

#[test]
fn what_came_before_the_announcement_does_not_fulfil_it() {
    let old = format!(
        "[[instrument]]\nid = \"law\"\nlabel = \"L\"\nevidence = [{QUOTE}]\n\
         [[instrument.event]]\ndate = \"2019\"\nkind = \"adopted\"\n"
    );
    check_table(
        &(old + &action("status = \"announced\"") + &link("x", "revises", "law")),
        &[
            "x.toml:6:8: warning[early-event]: the event of 2019 lies before 2025-04-01, when a source \
           first speaks of the instrument “law”; what came before stands in `dates`",
        ],
    );
}

#[test]
fn events_are_compared_with_the_document_by_what_is_known_of_both_dates() {
    let check = |date: &str, is_early: bool| {
        let keys = format!("[[action.event]]\ndate = \"{date}\"\nwhat = \"W\"\n");
        let codes: Vec<&str> =
            run_rules(&draft(&[("x.toml", &action(&keys))])).iter().map(|f| f.code).collect();
        assert_eq!(codes == ["early-event"], is_early, "{date}: {codes:?}");
        assert!(is_early || codes.is_empty(), "{date}: {codes:?}");
    };
    check("2024", true);
    check("2025-03", true);
    check("2025-03-31", true);
    check("2025", false);
    check("2025-04", false);
    check("2025-04-01", false);
    check("2026", false);
}

#[test]
fn a_label_may_have_forty_characters() {
    let labelled =
        |length: usize| action("").replace("\"X\"", &format!("\"{}\"", "é".repeat(length)));
    check_table(&labelled(40), &[]);
    check_table(
        &labelled(41),
        &[
            "x.toml:3:9: warning[long-label]: the label has 41 characters; up to 40 stay readable in \
           the graph",
        ],
    );
}

#[test]
fn one_reason_is_given_once() {
    let with = |evidence: &str| {
        action("").replacen(
            &format!("evidence = [{QUOTE}]"),
            &format!("evidence = [\n{evidence}]"),
            1,
        )
    };
    let quote = |words: &str| format!("{{ document = \"d\", quote = \"{words}\" }},\n");
    check_table(
        &with(
            &[quote("mandate"), quote("Frontex"), quote("a new mandate"), quote("Frontex")]
                .concat(),
        ),
        &[
            "x.toml:5:27: warning[repeated-evidence]: these words lie inside the quote at x.toml:7:27",
            "x.toml:8:27: warning[repeated-evidence]: the same words are quoted at x.toml:6:27",
        ],
    );
    check_table(&with(&[quote("new mandate"), quote("mandate for")].concat()), &[]);
    let reference = |url: &str| format!("{{ citation = \"C\", confidence = \"memory\"{url} }},\n");
    check_table(
        &with(&[reference(""), reference(", url = \"https://a.eu\"")].concat()),
        &["x.toml:6:14: warning[repeated-evidence]: the same reference stands at x.toml:5:14"],
    );
    let pages = [reference(", url = \"https://a.eu\""), reference(", url = \"https://b.eu\"")];
    check_table(&with(&pages.concat()), &[]);
}

#[test]
fn a_node_and_its_link_may_rest_on_the_same_words() {
    check_table(
        &action(&format!("[[action.event]]\ndate = \"2026\"\nwhat = \"W\"\nevidence = [{QUOTE}]")),
        &[],
    );
}

#[test]
fn numbers_rest_on_something_that_was_looked_up() {
    let with = |confidence: &str| {
        let reference = format!("{QUOTE}, {{ citation = \"C\", confidence = \"{confidence}\" }}");
        let keys = "[instrument.identifiers]\nurl = \"https://a.eu\"\ncelex = \"32016R0794\"\n";
        node("instrument", keys).replacen(QUOTE, &reference, 1)
    };
    check_table(&with("verified"), &[]);
    check_table(
        &with("memory"),
        &["x.toml:7:9: warning[unverified-number]: the `celex` “32016R0794” rests on no verified \
           reference of “x”"],
    );
    check_table(&node("instrument", "identifiers = { url = \"https://a.eu\" }"), &[]);
}

#[test]
fn a_reason_says_something() {
    let empty = QUOTE.replace(" }", ", reason = \"\" }");
    check_table(
        &action("").replacen(QUOTE, &empty, 1),
        &[
            "x.toml:4:63: error[missing-reason]: the `reason` is empty; leave it out where the source \
           says it itself",
        ],
    );
}

#[test]
fn only_what_nothing_touches_is_left_out() {
    let table = |quote: &str| {
        format!("[[left-out]]\ndocument = \"d\"\nquote = \"{quote}\"\nreason = \"A greeting.\"\n")
    };
    check_table(
        &table("needs tools"),
        &["x.toml:3:9: warning[needless-exception]: evidence touches \
        every sentence of this passage, so nothing is left out"],
    );
    check_table(
        &table("; “"),
        &["x.toml:3:9: warning[needless-exception]: no sentence of this \
        passage counts, so nothing is left out"],
    );
    let text = "A new mandate. Frontex. Good evening. Europol acts.\n";
    let hash = protecteu_atlas::wire::sha256(text.as_bytes());
    let documents = small::DOCUMENT.replace(small::SHA256, &hash);
    let files = |passage: &'static str| {
        [
            ("documents/d.txt", text.to_owned()),
            ("documents.toml", documents.clone()),
            ("x.toml", table(passage)),
        ]
    };
    for passage in ["Good evening.", "Frontex. Good evening. Europol acts."] {
        let files = files(passage);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        check(&files, &[]);
    }
}

#[test]
fn warnings_of_an_exported_atlas_stand_at_the_same_things() {
    let keys = "status = \"anounced\"\nidentifiers = { number = \"1\" }\n";
    let atlas = draft(&[("x.toml", &action(keys))]).into_atlas().unwrap();
    let text = write(&Export::whole(&atlas, "protecteu-atlas 0.0.0".into()));
    let findings = run_rules(&read(&text, "x.json").draft);
    let shown: Vec<(&str, Severity, &str)> = findings
        .iter()
        .map(|finding: &Finding| {
            let place = finding.place.as_ref().unwrap();
            let line = text.lines().nth(place.line - 1).unwrap();
            (finding.code, finding.severity, &line[place.column - 1..])
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("unknown-status", Severity::Warning, "\"anounced\","),
            ("unverified-number", Severity::Warning, "\"1\""),
        ]
    );
}

#[test]
fn a_plain_graph_is_held_to_none_of_this() {
    let text = "{\"graph\": {\"nodes\": {\"a\": {\"label\": \"A label with rather more words than a \
                graph shows\"}, \"b\": {}}, \"edges\": []}}";
    assert_eq!(run_rules(&read(text, "x.json").draft), []);
}

/// The codes found in one more table, each once.
fn codes_of(table: &str) -> Vec<&'static str> {
    let mut codes: Vec<&str> =
        run_rules(&draft(&[("x.toml", table)])).iter().map(|finding| finding.code).collect();
    codes.dedup();
    codes
}

const PLAN: &str = "[[instrument]]\nid = \"plan\"\nlabel = \"Plan against piracy\"\n\
    evidence = [{ document = \"d\", quote = \"new mandate\" }]\n\
    [[instrument.event]]\ndate = \"2026-02-10\"\nkind = \"adopted\"\n";

#[test]
fn a_spoken_sentence_is_overtaken_by_what_happened_to_the_thing_it_names() {
    let table = |spoken: &str| {
        format!(
            "[[threat]]\nid = \"x\"\nlabel = \"Piracy\"\nspoken = \"{spoken}\"\nevidence = [{QUOTE}]\n\
             {PLAN}{}",
            link("plan", "addresses", "x").replace(" }]", ", reason = \"read so\" }]")
        )
    };
    let says_so = "Piracy is rising; the Commission will adopt a plan against it.";
    check_table(
        &table(says_so),
        &[
            "x.toml:4:10: warning[overtaken-sentence]: “Piracy is rising; the Commission will adopt \
           a plan against it.” is overtaken: “plan” has been adopted (2026-02-10)",
        ],
    );
    for up_to_date in [
        "Against piracy there is a plan.",
        "The Commission will adopt a law against piracy.",
        "A plan against piracy, which was to be adopted, has been adopted since.",
    ] {
        assert_eq!(codes_of(&table(up_to_date)), [""; 0], "{up_to_date}");
    }
}

#[test]
fn rules_about_words_of_a_language_leave_other_languages_alone() {
    let table = "[[link]]\nsource = \"p\"\nrelation = \"addresses\"\ntarget = \"t\"\nid = \"x\"\n\
                 evidence = [{ document = \"d\", quote = \"new mandate\", reason = \"Who acts is not said.\" }]\n";
    let atlas = |language: &str| small::ATLAS.replace("\"en\"", &format!("\"{language}\""));
    let codes = |language: &str| -> Vec<&str> {
        let found = run_rules(&draft(&[("atlas.toml", &atlas(language)), ("x.toml", table)]));
        found.iter().map(|finding| finding.code).collect()
    };
    assert_eq!(codes("en-GB"), ["doubtful-reason"]);
    assert_eq!(codes("fr"), [""; 0]);
}

#[test]
fn what_is_done_has_a_ground_that_was_there_by_then() {
    let act = |dates: &str| {
        format!(
            "[[instrument]]\nid = \"law\"\nlabel = \"Law\"\nstatus = \"in-force\"\nevidence = [{QUOTE}]\n\
             dates = [{{ date = \"2022\", kind = \"adopted\" }}{dates}]\n"
        )
    };
    let done = |keys: &str| action(&format!("status = \"done\"\n{keys}"));
    assert_eq!(codes_of(&done("")), ["unfounded-status"]);
    assert_eq!(codes_of(&done("status_as_of = \"2024\"")), [""; 0]);
    let resting =
        |dates: &str, keys: &str| act(dates) + &done(keys) + &link("x", "builds-on", "law");
    assert_eq!(codes_of(&resting("", "")), [""; 0]);
    let later = ", { date = \"2025-01-17\", kind = \"applies\" }";
    assert_eq!(codes_of(&resting(later, "status_as_of = \"2024\"")), ["unfounded-status"]);
    assert_eq!(codes_of(&resting(later, "status_as_of = \"2025\"")), [""; 0]);
    let step = "[[action.event]]\ndate = \"2026\"\nkind = \"step\"\nwhat = \"Announced again\"\n";
    assert_eq!(codes_of(&done(step)), ["unfounded-status"]);
}

#[test]
fn words_do_not_contradict_what_happened() {
    let clash =
        |keys: &str, dates: &str| codes_of(&node("instrument", &format!("{keys}\n{dates}")));
    let invalid =
        "dates = [{ date = \"2014-04-08\", kind = \"ended\", what = \"Declared invalid\" }]";
    assert_eq!(clash("status = \"annulled\"", invalid), ["contradicting-words"]);
    assert_eq!(clash("status = \"invalid\"", invalid), [""; 0]);
    assert_eq!(
        clash("summary = \"An act annulled by a court.\"", invalid),
        ["contradicting-words"]
    );
    let expired = "dates = [{ date = \"2025\", kind = \"expired\" }]";
    assert_eq!(clash("status = \"superseded\"", expired), ["contradicting-words"]);
    assert_eq!(clash("status = \"expired\"", expired), [""; 0]);
}

#[test]
fn a_headline_names_only_what_its_view_keeps() {
    let view = |headline: &str, filter: &str| {
        format!("[[view]]\nname = \"V\"\nheadline = \"{headline}\"\nfilter = \"{filter}\"\n")
    };
    check_table(
        &view("What Europol gets", "kind:pillar"),
        &[
            "x.toml:1:1: warning[headline-beyond-view]: the headline of the view “V” says “europol”, \
           and the view does not keep “europol”",
        ],
    );
    assert_eq!(codes_of(&view("What Europol gets", "kind:actor")), [""; 0]);
    // What is kept may be called so too.
    let station = "[[pillar]]\nid = \"y\"\nlabel = \"Europol at work\"\nevidence = [{ document = \"d\", \
                   quote = \"new mandate\" }]\n";
    let table = view("What Europol gets", "kind:pillar") + station + &link("y", "contains", "a");
    assert!(!codes_of(&table).contains(&"headline-beyond-view"));
}

#[test]
fn a_search_in_vain_is_told_and_not_proven() {
    let missed = |rest: &str| {
        action(&format!("[[action.event]]\ndate = \"2026-11\"\nkind = \"not-found\"\n{rest}"))
    };
    assert_eq!(codes_of(&missed("")), ["untold-search"]);
    assert_eq!(codes_of(&missed("looked_in = \"EUR-Lex\"\nnewest_page = \"2026-10\"")), [""; 0]);
    let other =
        "[[action.event]]\ndate = \"2026\"\nkind = \"adopted\"\nnewest_page = \"2026-10\"\n";
    assert_eq!(codes_of(&action(other)), ["untold-search"]);
}

#[test]
fn a_page_is_not_older_than_what_it_tells() {
    let resting = |kind: &str, url: &str| {
        action(&format!(
            "[[action.event]]\ndate = \"2026-04-16\"\nkind = \"{kind}\"\n\
             evidence = [{{ citation = \"C\", url = \"{url}\", confidence = \"verified\" }}]\n"
        ))
    };
    let before = "https://a.eu/2026/04/14/c";
    assert_eq!(codes_of(&resting("adopted", before)), ["impossible-page"]);
    assert_eq!(codes_of(&resting("in-force", before)), [""; 0]);
    for harmless in ["https://a.eu/2026/04/16/c", "https://a.eu/2026/05/01/c", "https://a.eu/c"] {
        assert_eq!(codes_of(&resting("adopted", harmless)), [""; 0], "{harmless}");
    }
}

#[test]
fn every_text_that_is_shown_is_looked_at_for_signs_that_the_font_lacks() {
    let check = |file: (&str, &str), expected: &str| {
        let findings = run_rules(&draft(&[file]));
        let found: Vec<String> = findings
            .iter()
            .filter(|finding| finding.code == "lacking-sign")
            .map(ToString::to_string)
            .collect();
        let rest = " has a sign that our font lacks: U+4E2D “中” is drawn as a box; what is drawn as a \
                    box cannot be read in any window or export";
        assert_eq!(found, [format!("{expected}{rest}")], "{file:?}");
    };
    let warning = "warning[lacking-sign]:";
    for (old, new, what) in
        [("\"Test\"", "\"中\"", "title"), ("language", "summary = \"中\"\nlanguage", "summary")]
    {
        let table = ATLAS.replace(old, new);
        check(
            ("atlas.toml", &table),
            &format!("atlas.toml:3:1: {warning} the {what} of the atlas"),
        );
    }
    for (key, what) in [
        ("short_title", "the short title of the document"),
        ("publisher", "the publisher of the document"),
        ("author", "the author of the document"),
        ("licence", "the licence of the document"),
    ] {
        let table = format!("{DOCUMENT}{key} = \"中\"\n");
        check(("documents.toml", &table), &format!("documents.toml:2:6: {warning} {what}"));
    }
    let table = DOCUMENT.replace("\"D\"", "\"中\"");
    check(
        ("documents.toml", &table),
        &format!("documents.toml:2:6: {warning} the title of the document"),
    );
    let section =
        |keys: &str| format!("{DOCUMENT}[[document.section]]\nbegins = \"Today, we\"\n{keys}");
    for (keys, what) in [
        ("title = \"中\"\n", "the name of a section"),
        ("title = \"S\"\nheading = \"中\"\n", "the name of a section"),
        ("title = \"S\"\nspeaker = \"中\"\n", "the speaker of a section"),
    ] {
        check(("documents.toml", &section(keys)), &format!("documents.toml:2:6: {warning} {what}"));
    }
    for (keys, place, what) in [
        ("title = \"中\"", "2:6", "the title"),
        ("summary = \"中\"", "5:11", "the summary"),
        ("identifiers = { number = \"中\" }", "5:26", "the number"),
        ("subtype = \"中\"", "5:11", "the subtype"),
        ("aliases = [\"中\"]", "2:6", "the other name"),
    ] {
        let table = node("instrument", keys);
        check(("x.toml", &table), &format!("x.toml:{place}: {warning} {what}"));
    }
    let briefing =
        |title: &str, keys: &str| format!("[briefing]\ntitle = \"{title}\"\n[[view]]\n{keys}\n");
    for (title, keys, place, what) in [
        ("中", "name = \"V\"", "2:1", "the title of the briefing"),
        ("B", "name = \"中\"", "3:1", "the name of the view"),
        ("B", "name = \"V\"\ntitle = \"中\"", "3:1", "the title of the view"),
        ("B", "name = \"V\"\nheadline = \"中\"", "3:1", "the headline of the view"),
        ("B", "name = \"V\"\nnotes = \"中\"", "3:1", "the notes of the view"),
    ] {
        let table = briefing(title, keys);
        check(("briefing.toml", &table), &format!("briefing.toml:{place}: {warning} {what}"));
    }
}
