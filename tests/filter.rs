//! The filter room over a small atlas: language, answers, folds, facets, and the laws of each.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use protecteu_atlas::atlas::{
    Atlas, AtlasParts, Basis, Confidence, Document, Event, EventKind, Evidence, Identifiers, Link,
    LinkId, Node, NodeId, NodeKind, Relation, Threat,
};
use protecteu_atlas::filter::{
    FACETS, FacetEntry, Filter, Folds, Join, KEYS, Kept, Key, Question, Visible, completions,
    correction, facets, parse, read, resolve, sentence, visible, visible_and_facets, ways_out,
};

const TEXT: &str = "A new mandate for Europol. Fight radicalisation online with platforms. \
     A roadmap for “lawful access” to data.\u{a0}End.";

/// What the words of the document say.
fn stated(words: &str) -> Evidence {
    let document = document();
    let spans = document.find_all(words);
    Evidence::Stated(document.quote(spans[0]))
}

fn interpreted(words: &str) -> Evidence {
    let document = document();
    let quote = document.quote(document.find_all(words)[0]);
    Evidence::Interpreted { quote, reason: "so we read it".into() }
}

fn reference(citation: &str) -> Evidence {
    Evidence::Reference { citation: citation.into(), url: None, confidence: Confidence::Verified }
}

fn document() -> Document {
    let mut document =
        Document::new("launch".into(), "The launch".into(), TEXT.into(), String::new());
    document.short_title = Some("Launch".into());
    document
}

fn node(kind: NodeKind, id: &str, label: &str) -> Node {
    let evidence = vec![reference("the test")];
    Node { evidence, ..Node::new(id.into(), kind, label.into()) }
}

fn instrument(id: &str, label: &str, status: &str) -> Node {
    Node { status: Some(status.into()), ..node(NodeKind::Instrument, id, label) }
}

fn link(source: &str, relation: Relation, target: &str, evidence: Evidence) -> Link {
    let (source, target) = (NodeId::from(source), NodeId::from(target));
    let id = Link::default_id(&source, &relation, &target);
    Link { id, source, target, relation, evidence: vec![evidence] }
}

fn threat(id: &str, label: &str, parent: Option<&str>) -> Threat {
    Threat { id: id.into(), label: label.into(), definition: None, parent: parent.map(Into::into) }
}

fn threats() -> Vec<Threat> {
    vec![
        threat("terrorism", "Terrorism & extremism", None),
        threat("cyber", "Cyber attacks", None),
        threat("radicalisation", "Radicalisation", Some("terrorism")),
        threat("bombs", "Explosives", Some("terrorism")),
        threat("ransomware", "Ransomware", Some("cyber")),
        threat("lockers", "Screen lockers", Some("ransomware")),
        threat("crime", "Organised crime", None),
    ]
}

fn nodes() -> Vec<Node> {
    use NodeKind::{Action, Actor, Pillar};
    let mut nodes: Vec<Node> =
        threats().iter().map(|t| node(NodeKind::Threat, t.id.as_str(), &t.label)).collect();
    nodes.extend([
        node(Pillar, "p-terror", "Fight terrorism"),
        node(Pillar, "p-tools", "Better tools"),
        node(Pillar, "p-empty", "Nothing yet"),
        Node {
            status: Some("announced".into()),
            evidence: vec![stated("A new mandate for Europol")],
            ..node(Action, "a-mandate", "New Europol mandate")
        },
        Node {
            evidence: vec![interpreted("Fight radicalisation online")],
            ..node(Action, "a-online", "Internet forum")
        },
        node(Action, "a-cyber", "Cyber shield"),
        Node {
            status: Some("announced".into()),
            evidence: vec![stated("“lawful access”")],
            ..node(Action, "a-access", "Roadmap on data")
        },
        Node { subtype: Some("institution".into()), ..node(Actor, "commission", "Commission") },
        Node {
            subtype: Some("agency".into()),
            title: Some("European Police Agency".into()),
            ..node(Actor, "europol", "Europol")
        },
        Node {
            subtype: Some("agency".into()),
            aliases: vec!["Border and Coast Guard".into(), "Frontéx".into()],
            ..node(Actor, "frontex", "Frontex")
        },
        Node { subtype: Some("agency".into()), ..node(Actor, "enisa", "ENISA") },
        node(Actor, "platforms", "Platforms"),
        instrument("protecteu", "ProtectEU", "adopted"),
        instrument("europol-reg", "Europol Regulation", "in-force"),
        instrument("tco", "Terrorist Content Regulation", "in-force"),
        instrument("nis2", "NIS2 Directive", "in-force"),
    ]);
    nodes
}

fn links() -> Vec<Link> {
    use Relation::{
        Addresses, BuildsOn, Complements, Contains, CooperatesWith, Implements, Involves, LedBy,
        Presents, Revises, SetsOut, Strengthens,
    };
    let says = || stated("A new mandate for Europol");
    let read = || interpreted("platforms");
    let other = || reference("elsewhere");
    vec![
        link("protecteu", SetsOut, "p-terror", other()),
        link("protecteu", SetsOut, "p-tools", other()),
        link("p-terror", Contains, "a-online", other()),
        link("p-tools", Contains, "a-mandate", says()),
        link("p-tools", Contains, "a-cyber", other()),
        link("p-tools", Contains, "a-access", other()),
        link("p-terror", Addresses, "terrorism", other()),
        link("a-mandate", Addresses, "terrorism", says()),
        link("a-mandate", Addresses, "crime", read()),
        link("a-online", Addresses, "radicalisation", read()),
        link("a-cyber", Addresses, "ransomware", other()),
        link("tco", Addresses, "radicalisation", other()),
        link("nis2", Addresses, "cyber", other()),
        link("a-mandate", LedBy, "commission", read()),
        link("a-mandate", Strengthens, "europol", says()),
        link("a-mandate", Involves, "europol", read()),
        link("a-mandate", Revises, "europol-reg", other()),
        link("a-online", Involves, "platforms", read()),
        link("a-online", Implements, "tco", other()),
        link("a-cyber", LedBy, "enisa", other()),
        link("a-cyber", BuildsOn, "nis2", other()),
        link("a-access", LedBy, "commission", other()),
        link("commission", Presents, "protecteu", other()),
        link("protecteu", Complements, "nis2", other()),
        link("europol", CooperatesWith, "frontex", other()),
    ]
}

fn atlas() -> Atlas {
    Atlas::new(AtlasParts {
        id: "small".into(),
        title: "Small".into(),
        documents: vec![document()],
        threats: threats(),
        nodes: nodes(),
        links: links(),
        ..AtlasParts::default()
    })
    .unwrap()
}

fn filter(text: &str) -> Filter {
    read(text, &atlas()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn see(filter: Filter) -> Visible {
    visible(&atlas(), &Question { filter, ..Question::default() })
}

fn words<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let sorted: BTreeSet<&str> = ids.into_iter().collect();
    sorted.into_iter().collect::<Vec<_>>().join(" ")
}

fn kept(visible: &Visible) -> String {
    words(visible.kept_nodes.iter().map(NodeId::as_str))
}

mod language {
    use super::*;

    fn check(text: &str, canonical: &str) {
        let filter = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(filter.to_string(), canonical, "{text}");
        assert_eq!(parse(canonical), Ok(filter), "{canonical}");
    }

    #[test]
    fn a_filter_prints_in_canonical_form() {
        check("", "");
        check(" \u{a0}\n", "");
        let contract = "threat:terrorism actor:europol,frontex -status:in-force \"lawful access\"";
        check(contract, contract);
        check("“lawful\u{a0}access”", "\"lawful access\"");
        check("„lawful access“", "\"lawful access\"");
        check("actor:frontex THREAT:x actor:europol", "threat:x actor:europol,frontex");
        check("actor:a,a actor:a", "actor:a");
        check("-id:b b a b", "-id:b b a");
        check("a\u{a0}b", "a b");
        check("text:word -text:“two words”", "word -\"two words\"");
        check("text:a:b,c", "\"a:b,c\"");
        check("status:“in force”,x", "status:\"in force\",x");
        check("id:a:b id:\"c,d\"", "id:\"a:b\",\"c,d\"");
        check("id:-a", "id:\"-a\"");
        check("\"say \\\"no\\\" \\\\ \\n\"", "\"say \\\"no\\\" \\\\ \\\\n\"");
        check("--x", "-\"-x\"");
        check("member’s", "member's");
        check("actor:frontex+europol", "actor:europol+frontex");
        check("-actor:a+b+a actor:a,b", "actor:a,b -actor:a+b");
        check("threat:a+a", "threat:a");
        check("actor:“a+b”+c", "actor:\"a+b\"+c");
        check("c++ text:a+b", "c++ a+b");
        check("…", "…");
    }

    fn check_error(text: &str, message: &str) {
        let error = read(text, &atlas()).expect_err(text).to_string();
        assert!(error.starts_with(message), "{text}: {error}");
    }

    #[test]
    fn an_error_says_where_what_and_what_would_be_right() {
        check_error(
            "treat:x",
            "column 1: no filter key is called “treat”; the nearest is “threat”",
        );
        check_error("é -Aktor:x", "column 4: no filter key is called “Aktor”; the nearest is “ac");
        check_error(":x", "column 1: a key is missing before the colon");
        check_error("a -:x", "column 4: a key is missing");
        check_error("threat:", "column 8: a value is missing here; write threat:value");
        check_error("threat: x", "column 8: a value is missing");
        check_error("actor:europol, frontex", "column 15: a value is missing");
        check_error("actor:europol,,x", "column 15: a value is missing");
        check_error("text:", "column 6: a value is missing here; write text:value");
        check_error("a -", "column 3: nothing follows the minus sign");
        check_error("- a", "column 1: nothing follows the minus sign");
        check_error("a \"b", "column 3: the quotation mark is not closed");
        check_error("\"b\\\"", "column 1: the quotation mark is not closed");
        check_error("a\"b\"", "column 2: a quotation mark stands inside a word");
        check_error("\"b\"a", "column 3: a quotation mark stands inside a word");
        check_error("id:\"b\"a", "column 6: a quotation mark stands inside a word");
        check_error("\"\"", "column 1: nothing stands between the quotation marks");
        check_error("\" \u{a0}\"", "column 1: nothing stands between");
        check_error("id:\"\"", "column 4: nothing stands between");
    }

    #[test]
    fn commas_and_plus_signs_do_not_mix() {
        check_error(
            "x actor:europol+frontex,enisa",
            "column 24: “,” and “+” do not go together; write actor:europol,frontex,enisa for any \
             of them, or actor:europol+frontex+enisa for all of them",
        );
        check_error(
            "-actor:a,b+c",
            "column 11: “,” and “+” do not go together; write -actor:a,b,c",
        );
        check_error(
            "actor:europol x actor:frontex+enisa",
            "column 17: a key with a “+” stands once only; write actor:europol,frontex,enisa for \
             any of them, or actor:europol+frontex+enisa for all of them",
        );
        check_error("threat:cyber+crime threat:cyber", "column 20: a key with a “+” stands once");
        assert!(parse("actor:a+b -actor:c,d threat:e,f").is_ok());
        check_error("actor:europol+", "column 15: a value is missing here");
        check_error("actor:europol+no", "column 15: no actor is called “no”");
        check_error(
            "status:adopted+in-force",
            "column 15: a node has only one status, never several at once; write \
             status:adopted,in-force",
        );
        check_error("-kind:actor+action", "column 12: a node has only one kind");
        check_error("subtype:a+b", "column 10: a node has only one subtype");
        check_error("id:a+b", "column 5: a node has only one");
    }

    fn check_wrong(text: &str, wrong: &str) {
        let error = read(text, &atlas()).expect_err(text);
        let marked = text.chars().skip(error.column - 1).take(error.n_characters);
        assert_eq!(marked.collect::<String>(), wrong, "{text}");
    }

    #[test]
    fn an_error_marks_what_is_wrong() {
        check_wrong("é treat:x", "treat");
        check_wrong("é -actor:europol,europl x", "europl");
        check_wrong("actor:“Europl” x", "“Europl”");
        check_wrong("actor:", "");
        check_wrong("a - b", "-");
        check_wrong("a \"b c", "\"b c");
        check_wrong("a b\"c", "\"");
        check_wrong("actor:a+b,c", ",");
        check_wrong("kind:a+b", "+");
        check_wrong("actor:a+b actor:c x", "actor:c");
    }

    #[test]
    fn an_unknown_value_names_the_nearest_known_one() {
        check_error(
            "actor:europl",
            "column 7: no actor is called “europl”; the nearest is “europol”",
        );
        check_error("é threat:x,terorism", "column 10: no threat is called “x”");
        check_error(
            "threat:cyber,terorism",
            "column 14: no threat is called “terorism”; the nearest is “terrorism”",
        );
        check_error(
            "actor:“Boarder and Coast”",
            "column 7: no actor is called “Boarder and Coast”; the nearest is “frontex”",
        );
        check_error("actor:terrorism", "column 7: no actor is called “terrorism”");
        check_error(
            "status:inforce",
            "column 8: no status is called “inforce”; the nearest is “in-force”",
        );
        check_error("kind:actr", "column 6: no kind is called “actr”; the nearest is “actor”");
        let empty = Atlas::new(AtlasParts::default()).unwrap();
        let error = read("pillar:x", &empty).unwrap_err().to_string();
        assert_eq!(error, "column 8: no pillar is called “x”; this atlas has none");
    }

    fn check_value(text: &str, canonical: &str) {
        assert_eq!(filter(text).to_string(), canonical, "{text}");
    }

    #[test]
    fn a_value_may_be_written_as_any_of_its_names() {
        check_value("threat:terrorism", "threat:terrorism");
        check_value("threat:Terrorism-&-Extremism", "threat:terrorism");
        check_value("threat:“terrorism\u{a0}& EXTREMISM”", "threat:terrorism");
        check_value("actor:border-and-coast-guard", "actor:frontex");
        check_value("actor:FRONTEX,european-police-agency", "actor:europol,frontex");
        check_value("status:“In force”", "status:in-force");
        check_value("kind:Actors,pillar", "kind:actor,pillar");
        check_value("relation:“led by” basis:“the source says”", "basis:stated relation:led-by");
        check_value("document:Launch document:the-launch", "document:launch");
        check_value("id:“ENISA”", "id:enisa");
    }

    #[test]
    fn a_filter_resolves_to_the_words_of_the_atlas() {
        let atlas = atlas();
        let asked = Filter::new().with(Key::Actor, "EUROPOL", false).with_term("x", true);
        assert_eq!(resolve(&asked, &atlas).unwrap().to_string(), "actor:europol -x");
        assert_eq!(
            resolve(&Filter::new().with(Key::Id, "no", false), &atlas).unwrap_err().column,
            4
        );
    }

    /// The text with the cursor as `|`, and what may stand for the word under it.
    fn check_completions(typed: &str, expected: &str) {
        let caret = typed.chars().position(|c| c == '|').unwrap();
        let text = typed.replace('|', "");
        let found = completions(&text, caret, &atlas());
        let shown: Vec<String> = found.iter().map(|c| c.applied_to(&text).0).collect();
        assert_eq!(shown.join(" / "), expected, "{typed}");
    }

    #[test]
    fn the_word_under_the_cursor_is_completed() {
        check_completions("th|", "threat:");
        check_completions("é -ac|", "é -action: / é -actor:");
        check_completions("actor:euro|", "actor:europol");
        check_completions("actor:europol,coa|", "actor:europol,frontex");
        check_completions("actor:europol+coa|+enisa x", "actor:europol+frontex+enisa x");
        check_completions("actor:eu|xx status:adopted", "actor:europol status:adopted");
        check_completions("ac|x:europol", "action:europol / actor:europol");
        check_completions("status:|", "status:announced / status:adopted / status:in-force");
        check_completions("status:adopted,|", "status:adopted,announced / status:adopted,in-force");
        check_completions("actor:“border and co|", "actor:frontex");
        check_completions("x actor:“border and c|o” y", "x actor:frontex y");
        check_completions("threat:ra|", "threat:radicalisation / threat:ransomware");
        check_completions("\"th|", "");
        check_completions("|", "");
        check_completions("nokey:x|", "");
        check_completions("text:th|", "");
    }

    #[test]
    fn the_cursor_stands_behind_what_was_put_in() {
        let found = completions("é actor:eu x", 10, &atlas());
        assert_eq!(found[0].applied_to("é actor:eu x"), ("é actor:europol x".to_owned(), 15));
    }

    fn check_correction(text: &str, expected: Option<&str>) {
        let error = read(text, &atlas()).expect_err(text);
        let put = correction(&error, &atlas()).map(|put| put.applied_to(text).0);
        assert_eq!(put.as_deref(), expected, "{text}");
    }

    #[test]
    fn a_wrong_word_may_be_put_right() {
        check_correction("treat:cyber x", Some("threat:cyber x"));
        check_correction("é -actor:enisa,europl x", Some("é -actor:enisa,europol x"));
        check_correction("actor:“Boarder and Coast”", Some("actor:frontex"));
        check_correction("actor:", None);
    }
}

mod answers {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(kept(&see(filter(text))), words(expected.split_whitespace()), "{text}");
    }

    #[test]
    fn the_empty_filter_keeps_everything() {
        let visible = see(Filter::new());
        assert_eq!(visible.kept_nodes.len(), nodes().len());
        assert_eq!(visible.kept_links.len(), links().len());
        assert!(visible.nodes.iter().all(|node| node.is_hit && node.n_folded == 0));
        assert_eq!(visible.counts(&atlas()).to_string(), "23 of 23 nodes, 25 of 25 links");
    }

    #[test]
    fn a_threat_keeps_what_addresses_it_and_what_that_hangs_on() {
        check(
            "threat:terrorism",
            "terrorism radicalisation p-terror p-tools a-mandate a-online commission europol \
             platforms protecteu europol-reg tco",
        );
        check("threat:crime", "crime a-mandate p-tools commission europol europol-reg");
        check("threat:lockers", "lockers ransomware cyber");
        check("threat:bombs", "bombs terrorism");
    }

    #[test]
    fn a_sub_type_keeps_the_threats_above_it() {
        check("threat:ransomware", "ransomware cyber a-cyber p-tools enisa nis2");
    }

    #[test]
    fn a_pillar_keeps_its_actions_and_theirs() {
        check(
            "pillar:p-terror",
            "p-terror terrorism protecteu a-online radicalisation platforms tco",
        );
        check("pillar:p-empty", "p-empty");
    }

    #[test]
    fn an_actor_keeps_its_actions_and_instruments() {
        check("actor:europol", "europol a-mandate p-tools terrorism crime europol-reg");
        check("actor:frontex", "frontex");
        check(
            "actor:commission",
            "commission protecteu a-mandate a-access p-tools terrorism crime europol-reg",
        );
        check(
            "actor:enisa,platforms",
            "enisa platforms a-cyber a-online p-tools p-terror ransomware cyber radicalisation terrorism nis2 tco",
        );
    }

    #[test]
    fn actions_and_instruments_keep_what_they_hang_on() {
        check("action:a-access", "a-access p-tools commission");
        check("instrument:tco", "tco a-online p-terror platforms radicalisation terrorism");
    }

    #[test]
    fn different_keys_must_all_hold() {
        check("threat:terrorism actor:europol", "terrorism europol a-mandate p-tools europol-reg");
        check(
            "threat:terrorism,cyber actor:europol",
            "terrorism cyber europol a-mandate p-tools europol-reg",
        );
        check(
            "pillar:p-tools threat:crime",
            "crime p-tools a-mandate commission europol europol-reg",
        );
        check("threat:cyber actor:europol", "");
        check(
            "threat:terrorism \"europol\"",
            "terrorism a-mandate p-tools commission europol europol-reg",
        );
    }

    #[test]
    fn a_plus_asks_for_all_of_several_values() {
        check(
            "threat:terrorism+crime",
            "terrorism crime a-mandate p-tools commission europol europol-reg",
        );
        check("threat:terrorism+cyber", "");
        check("threat:terrorism+radicalisation", &kept(&see(filter("threat:radicalisation"))));
        check(
            "actor:commission+europol",
            "commission europol a-mandate p-tools terrorism crime europol-reg",
        );
        check("pillar:p-tools+p-terror", "");
        check("action:a-mandate+a-access", "a-mandate a-access p-tools commission protecteu");
        check(
            "threat:terrorism+crime actor:europol",
            "terrorism crime europol a-mandate p-tools europol-reg",
        );
        check("threat:terrorism+crime kind:actor", "commission europol");
    }

    #[test]
    fn all_of_several_claims_are_asked_of_a_node_and_its_links() {
        check("relation:strengthens+revises", "a-mandate europol europol-reg");
        check("relation:led-by+builds-on", "a-cyber enisa nis2");
        check("relation:strengthens+builds-on", "");
        check("basis:stated+interpreted", "a-mandate commission crime europol p-tools terrorism");
    }

    #[test]
    fn taking_out_all_of_several_takes_what_has_them_all() {
        let out = |text: &str| {
            let visible = see(filter(text));
            let all = nodes();
            words(all.iter().map(|n| n.id.as_str()).filter(|id| !visible.kept_nodes.contains(*id)))
        };
        assert_eq!(out("-threat:terrorism+crime"), "a-mandate");
        assert_eq!(out("-threat:terrorism+cyber"), "");
        assert_eq!(out("-relation:led-by+revises"), "a-mandate");
        assert_eq!(out("-relation:led-by+presents"), "commission");
    }

    #[test]
    fn sorts_and_properties_choose_among_hits_and_context() {
        check("kind:actor", "commission europol frontex enisa platforms");
        check("threat:terrorism kind:actor", "commission europol platforms");
        check("threat:terrorism kind:action,pillar", "p-terror p-tools a-mandate a-online");
        check("threat:terrorism subtype:agency", "europol");
        check("threat:terrorism status:in-force", "europol-reg tco");
        check("status:announced", "a-mandate a-access");
        check("id:europol,tco", "europol tco");
        check("id:radicalisation", "radicalisation");
    }

    #[test]
    fn hiding_a_sort_keeps_what_hung_on_it() {
        check("threat:crime -kind:action", "crime p-tools commission europol europol-reg");
        check(
            "threat:crime kind:threat,pillar,actor,instrument",
            "crime p-tools commission europol europol-reg",
        );
    }

    #[test]
    fn what_is_taken_out_takes_along_what_hung_only_on_it() {
        check(
            "threat:terrorism -actor:europol",
            "terrorism radicalisation p-terror a-online platforms protecteu tco",
        );
        check("threat:crime -id:a-mandate", "crime");
        check(
            "threat:terrorism -threat:radicalisation",
            "terrorism p-terror p-tools a-mandate commission europol protecteu europol-reg",
        );
        check("actor:europol -actor:europol", "");
        check("actor:europol -status:in-force", "europol a-mandate p-tools terrorism crime");
        check("kind:threat -threat:terrorism", "cyber ransomware lockers crime");
        check("kind:pillar -pillar:p-tools", "p-terror p-empty");
    }

    #[test]
    fn words_hit_names_quotes_and_the_quotes_of_links() {
        check("\"LAWFUL   access\"", "a-access p-tools commission");
        check("“coast guard”", "frontex");
        check("nobody-says-this", "");
        check("kind:actor platforms", "platforms commission europol");
        check("kind:action -europol", "a-online a-cyber a-access");
        check("forum online", "a-online p-terror platforms radicalisation terrorism tco");
    }

    #[test]
    fn claims_keep_links_that_pass_and_nodes_for_which_something_speaks() {
        check("relation:led-by", "a-mandate a-cyber a-access commission enisa");
        check("relation:led-by kind:actor", "commission enisa");
        check("threat:terrorism relation:led-by", "a-mandate commission");
        check("basis:stated", "a-mandate a-access p-tools terrorism europol");
        check("threat:crime basis:stated", "a-mandate p-tools europol");
        check(
            "threat:terrorism -relation:involves",
            "terrorism radicalisation p-terror p-tools a-mandate a-online commission europol protecteu europol-reg tco",
        );
        check("document:launch kind:threat", "terrorism radicalisation crime");
        check("-document:launch kind:action", "a-cyber");
        check("relation:addresses kind:threat", "terrorism cyber radicalisation ransomware crime");
    }

    fn check_links(text: &str, expected: &str) {
        let visible = see(filter(text));
        let links = words(visible.kept_links.iter().map(LinkId::as_str));
        assert_eq!(links, words(expected.split_whitespace()), "{text}");
    }

    #[test]
    fn links_are_kept_between_kept_ends_where_they_pass() {
        check_links(
            "id:europol,a-mandate",
            "a-mandate--involves--europol a-mandate--strengthens--europol",
        );
        check_links("id:europol,a-mandate basis:stated", "a-mandate--strengthens--europol");
        check_links("id:europol,a-mandate -basis:interpreted", "a-mandate--strengthens--europol");
        check_links("id:europol,a-mandate -relation:strengthens,involves", "");
    }

    #[test]
    fn hits_are_told_from_context() {
        let visible = see(filter("threat:crime"));
        let hits = visible.nodes.iter().filter(|node| node.is_hit);
        assert_eq!(words(hits.map(|node| node.id.as_str())), "a-mandate crime");
    }

    #[test]
    fn values_the_atlas_lacks_select_nothing() {
        assert_eq!(kept(&see(parse("actor:nobody").unwrap())), "");
        assert_eq!(kept(&see(parse("actor:terrorism").unwrap())), "");
        assert_eq!(see(parse("-id:nobody").unwrap()), see(Filter::new()));
    }

    fn check_focus(text: &str, focus: &str, depth: u8, expected: &str) {
        let question = Question {
            filter: filter(text),
            focus: Some(focus.into()),
            depth,
            folds: Folds::default(),
            ..Question::default()
        };
        let seen = kept(&visible(&atlas(), &question));
        assert_eq!(seen, words(expected.split_whitespace()), "{text} around {focus}");
    }

    #[test]
    fn a_focus_keeps_its_neighborhood() {
        check_focus("", "frontex", 0, "frontex");
        check_focus("", "frontex", 1, "frontex europol");
        check_focus("", "frontex", 2, "frontex europol a-mandate");
        check_focus("kind:actor", "frontex", 5, "frontex europol");
        check_focus("", "bombs", 0, "bombs terrorism");
        check_focus("", "bombs", 1, "bombs terrorism");
        check_focus("", "cyber", 1, "cyber nis2 ransomware");
        check_focus("-id:europol", "europol", 1, "europol a-mandate frontex");
        check_focus("kind:pillar", "nobody", 1, "p-terror p-tools p-empty");
    }
}

mod folding {
    use super::*;

    fn fold(text: &str, heads: &[&str]) -> Visible {
        let folds =
            Folds { heads: heads.iter().copied().map(NodeId::from).collect(), ..Folds::default() };
        visible(&atlas(), &Question { filter: filter(text), folds, ..Question::default() })
    }

    fn check(text: &str, heads: &[&str], expected: &str) {
        let nodes = fold(text, heads).nodes.into_iter().map(|node| match node.n_folded {
            0 => node.id.to_string(),
            n => format!("{}+{n}", node.id),
        });
        assert_eq!(nodes.collect::<Vec<_>>().join(" "), expected, "{text} {heads:?}");
    }

    #[test]
    fn heads_take_in_actions_and_sub_types() {
        check("kind:pillar,action", &["p-tools"], "p-terror p-tools+3 p-empty a-online");
        check(
            "kind:pillar,action",
            &["p-tools", "p-terror", "p-empty"],
            "p-terror+1 p-tools+3 p-empty",
        );
        check("kind:threat", &["cyber"], "terrorism cyber+2 radicalisation bombs crime");
        check(
            "kind:threat",
            &["ransomware"],
            "terrorism cyber radicalisation bombs ransomware+1 crime",
        );
        check(
            "kind:threat",
            &["cyber", "ransomware"],
            "terrorism cyber+2 radicalisation bombs crime",
        );
        check("kind:action", &["p-tools"], "a-mandate a-online a-cyber a-access");
        check("kind:actor", &["europol", "nobody"], "commission europol frontex enisa platforms");
    }

    #[test]
    fn only_actions_fold_into_their_pillar_whoever_takes_part_in_them() {
        check("id:p-tools,a-mandate,a-access,commission", &["p-tools"], "p-tools+2 commission");
        check(
            "id:p-terror,p-tools,a-cyber,a-online,nis2,tco",
            &["p-tools", "p-terror"],
            "p-terror+1 p-tools+1 tco nis2",
        );
        check("id:p-tools,a-cyber,nis2,cyber", &["p-tools"], "cyber p-tools+1 nis2");
    }

    fn check_links(text: &str, heads: &[&str], expected: &[&str]) {
        let links = fold(text, heads).links.into_iter().map(|link| {
            let says: Vec<&str> = link.relations.iter().map(Relation::word).collect();
            let says = says.join("+");
            format!(
                "{} {says} {} {} {}",
                link.source,
                link.target,
                link.members.len(),
                link.basis.word()
            )
        });
        assert_eq!(links.collect::<Vec<_>>(), expected, "{text} {heads:?}");
    }

    #[test]
    fn links_of_folded_nodes_attach_to_the_head_and_merge() {
        check_links(
            "id:p-tools,a-mandate,a-access,commission,protecteu",
            &["p-tools"],
            &[
                "protecteu sets-out p-tools 1 reference",
                "p-tools led-by commission 2 interpreted",
                "commission presents protecteu 1 reference",
            ],
        );
        check_links(
            "id:p-tools,a-mandate,europol,frontex",
            &["p-tools"],
            &[
                "p-tools involves+strengthens europol 2 stated",
                "europol cooperates-with frontex 1 reference",
            ],
        );
        check_links(
            "id:cyber,ransomware,nis2,a-cyber",
            &["cyber"],
            &[
                "a-cyber addresses cyber 1 reference",
                "nis2 addresses cyber 1 reference",
                "a-cyber builds-on nis2 1 reference",
            ],
        );
    }

    #[test]
    fn one_line_stands_for_all_that_joins_two_nodes() {
        let one = ["a-mandate involves+strengthens europol 2 stated"];
        check_links("id:a-mandate,europol", &[], &one);
        check_links("id:a-mandate,europol,p-empty", &["p-empty"], &one);
    }

    #[test]
    fn a_head_of_hits_is_a_hit() {
        let visible = fold("threat:crime", &["p-tools"]);
        assert!(visible.nodes.iter().any(|node| node.id.as_str() == "p-tools" && node.is_hit));
    }
}

mod words_and_facets {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(sentence(&filter(text), &atlas()), expected, "{text}");
    }

    #[test]
    fn a_filter_reads_as_a_sentence() {
        check("", "everything");
        check(
            "threat:terrorism actor:frontex,europol -status:in-force “lawful access”",
            "Terrorism & extremism; Europol or Frontex; not in force; text “lawful access”",
        );
        check("threat:terrorism+cyber", "both Cyber attacks and Terrorism & extremism");
        check("-actor:europol+frontex+enisa", "not all of ENISA, Europol and Frontex");
        check("actor:europol,frontex,enisa", "ENISA, Europol or Frontex");
        check("-id:europol -x", "not Europol; without text “x”");
        check("relation:led-by basis:stated", "said by the source; joined by “led by”");
        check("-basis:interpreted,reference", "not read so by us or known from outside references");
    }

    #[test]
    fn sorts_of_nodes_are_plurals_and_stand_with_their_pillars() {
        check("kind:action", "actions");
        check("-kind:actor,action", "without actions and actors");
        check("kind:action,actor,instrument", "actions, actors and instruments");
        check("subtype:agency", "agencies");
        check("kind:actor subtype:agency", "actors that are agencies");
        check("kind:action,pillar pillar:p-tools", "actions of Better tools");
        check("kind:pillar pillar:p-tools", "Better tools");
        check("status:in-force,adopted", "adopted or in force");
        let kinds = "kind:action,actor,instrument";
        check(
            &format!("{kinds} pillar:p-tools threat:terrorism actor:europol"),
            "Terrorism & extremism; actions, actors and instruments of Better tools; Europol",
        );
    }

    #[test]
    fn no_sentence_names_a_key() {
        for spec in &KEYS {
            let atlas = atlas();
            for value in (spec.values)(&atlas) {
                let asked = Filter::new().with(spec.key, &value.word, false);
                let said = sentence(&asked, &atlas);
                assert!(!said.contains(&format!("{} is", spec.label)), "{said}");
                assert!(!said.is_empty() && said != "everything", "{} {said}", spec.word);
            }
        }
    }

    #[test]
    fn a_status_shows_its_label() {
        let mut nodes = nodes();
        nodes.push(instrument("own", "Own", "half-done"));
        let parts = AtlasParts { nodes, ..atlas().parts().clone() };
        let values = (Key::Status.spec().values)(&Atlas::new(parts).unwrap());
        let labels: Vec<&str> = values.iter().map(|value| value.label.as_str()).collect();
        assert_eq!(labels, ["Announced", "Adopted", "In force", "half done"]);
    }

    fn check_found(text: &str, expected: &str) {
        let event = |kind: EventKind, what: &str, number: Option<&str>| Event {
            date: "2026".into(),
            kind: Some(kind),
            what: what.into(),
            number: number.map(str::to_owned),
            evidence: vec![reference("Council register")],
            ..Event::default()
        };
        let law = Node {
            title: Some("Act on everything".into()),
            spoken: Some("Never searched".into()),
            identifiers: Identifiers {
                number: Some("COM(2026) 77".into()),
                celex: Some("52026PC0077".into()),
                ..Identifiers::default()
            },
            dates: vec![
                event(EventKind::Adopted, "Adopted", Some("2026/901")),
                event(EventKind::Applies, "Second half applies", None),
            ],
            events: vec![event(EventKind::Meeting, "Met in Riga", Some("ST 4242"))],
            ..node(NodeKind::Instrument, "law", "Law")
        };
        let parts = AtlasParts { nodes: vec![law], ..AtlasParts::default() };
        let atlas = Atlas::new(parts).unwrap();
        let question = Question { filter: read(text, &atlas).unwrap(), ..Question::default() };
        assert_eq!(kept(&visible(&atlas, &question)), expected, "{text}");
    }

    #[test]
    fn titles_numbers_dates_and_events_are_searched() {
        for text in [
            "\"act on everything\"",
            "\"com(2026) 77\"",
            "52026PC0077",
            "riga",
            "\"st 4242\"",
            "2026/901",
            "\"half applies\"",
            "\"council register\"",
        ] {
            check_found(text, "law");
        }
        for text in ["\"never searched\"", "adopted"] {
            check_found(text, "");
        }
    }

    fn entries(text: &str, key: Key) -> Vec<FacetEntry> {
        let all = facets(&atlas(), &filter(text));
        all.into_iter().find(|facet| facet.key == key).unwrap().entries
    }

    fn check_facet(text: &str, key: Key, expected: &str) {
        let shown = entries(text, key).into_iter().map(|entry| {
            let sign = if entry.selected {
                "="
            } else if entry.excluded {
                "!"
            } else {
                ""
            };
            format!("{}{sign}{}:{}", ">".repeat(entry.level), entry.value, entry.count)
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}");
    }

    #[test]
    fn counts_say_how_many_nodes_a_tick_shows() {
        check_facet(
            "",
            Key::Threat,
            "terrorism:12 >radicalisation:6 >bombs:2 cyber:6 >ransomware:6 >>lockers:3 crime:6",
        );
        check_facet("", Key::Kind, "threat:7 pillar:3 action:4 actor:5 instrument:4");
        check_facet("", Key::Pillar, "p-tools:14 p-terror:7 p-empty:1");
        check_facet("", Key::Actor, "commission:8 enisa:6 europol:6 platforms:6 frontex:1");
        check_facet("", Key::Status, "in-force:3 announced:2 adopted:1");
    }

    #[test]
    fn other_keys_narrow_counts_and_what_a_facet_wants_itself_does_not() {
        check_facet(
            "threat:crime",
            Key::Actor,
            "commission:5 europol:5 enisa:0 frontex:0 platforms:0",
        );
        check_facet(
            "threat:crime",
            Key::Threat,
            "terrorism:12 >radicalisation:6 >bombs:2 cyber:6 >ransomware:6 >>lockers:3 =crime:6",
        );
        check_facet(
            "actor:europol",
            Key::Threat,
            "terrorism:5 >radicalisation:0 >bombs:0 cyber:0 >ransomware:0 >>lockers:0 crime:5",
        );
        check_facet(
            "actor:europol kind:actor",
            Key::Threat,
            "terrorism:1 >radicalisation:0 >bombs:0 cyber:0 >ransomware:0 >>lockers:0 crime:1",
        );
        check_facet(
            "threat:crime kind:actor",
            Key::Kind,
            "threat:1 pillar:1 action:1 =actor:2 instrument:1",
        );
        check_facet(
            "-kind:actor threat:crime",
            Key::Kind,
            "threat:1 pillar:1 action:1 !actor:2 instrument:1",
        );
        check_facet(
            "actor:europol status:announced",
            Key::Pillar,
            "p-tools:1 p-terror:0 p-empty:0",
        );
        check_facet("id:a-mandate,europol", Key::Basis, "stated:2 interpreted:2 reference:2");
    }

    #[test]
    fn where_all_must_hold_counts_say_what_one_more_tick_leaves() {
        check_facet(
            "threat:terrorism+crime",
            Key::Threat,
            "=terrorism:7 >radicalisation:0 >bombs:0 cyber:0 >ransomware:0 >>lockers:0 =crime:7",
        );
        check_facet(
            "actor:commission+europol",
            Key::Actor,
            "=commission:7 =europol:7 enisa:0 frontex:0 platforms:0",
        );
        let asked = Question {
            filter: filter("actor:commission"),
            all_of: [Key::Actor, Key::Kind].into(),
            ..Question::default()
        };
        let atlas = atlas();
        let all = Kept::of(&atlas, &asked).facets();
        let of = |key| all.iter().find(|facet| facet.key == key).unwrap();
        assert_eq!((of(Key::Actor).join, of(Key::Kind).join), (Join::All, Join::Any));
        let counts = of(Key::Actor).entries.iter().map(|e| format!("{}:{}", e.value, e.count));
        assert_eq!(
            counts.collect::<Vec<_>>().join(" "),
            "commission:8 europol:7 enisa:0 frontex:0 platforms:0"
        );
    }

    fn check_ways_out(text: &str, expected: &[&str]) {
        let question = Question { filter: filter(text), ..Question::default() };
        let atlas = atlas();
        let found = ways_out(&atlas, &question);
        let shown: Vec<String> = found
            .iter()
            .map(|way| format!("{} > {} > {}", way.dropped.join(" & "), way.filter, way.n_nodes))
            .collect();
        assert_eq!(shown, expected, "{text}");
        for way in found {
            assert_eq!(see(way.filter).kept_nodes.len(), way.n_nodes, "{text}");
        }
    }

    #[test]
    fn a_filter_that_keeps_nothing_names_its_ways_out() {
        check_ways_out(
            "threat:cyber actor:europol",
            &["Cyber attacks > actor:europol > 6", "Europol > threat:cyber > 6"],
        );
        check_ways_out(
            "threat:terrorism+cyber nowhere",
            &[
                "Cyber attacks & text “nowhere” > threat:terrorism > 12",
                "Terrorism & extremism & text “nowhere” > threat:cyber > 6",
            ],
        );
        check_ways_out("nowhere", &["text “nowhere” >  > 23"]);
    }
}

/// What laws are tried on: values that the small atlas has, a few it lacks, any sign.
fn any_clause() -> impl Strategy<Value = (Key, String, bool)> {
    let known = |at: usize| {
        let spec = &KEYS[at];
        let mut values: Vec<String> =
            (spec.values)(&atlas()).into_iter().map(|value| value.word).collect();
        values.push("nobody".into());
        (Just(spec.key), prop::sample::select(values), prop::bool::weighted(0.3))
    };
    (0..KEYS.len()).prop_flat_map(known)
}

/// The filter with every clause joined by all where that is possible and its bit is set.
fn join_some(filter: Filter, bits: u32) -> Filter {
    let is_set = |at: usize| bits & (1 << at) != 0;
    let keys = KEYS.iter().map(|spec| spec.key).enumerate();
    let joins = keys.flat_map(|(at, key)| [(at, key, false), (at + KEYS.len(), key, true)]);
    joins
        .filter(|(at, ..)| is_set(*at))
        .fold(filter, |filter, (_, key, negated)| filter.joined(key, negated, Join::All))
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let terms = prop::sample::select(vec!["europol", "online", "a", "lawful access", "nothing"]);
    let terms = prop::collection::vec((terms, any::<bool>()), 0..2);
    let joins = prop_oneof![Just(0), any::<u32>()];
    (prop::collection::vec(any_clause(), 0..5), terms, joins).prop_map(|(clauses, terms, bits)| {
        let filter = clauses
            .into_iter()
            .fold(Filter::new(), |filter, (key, value, negated)| filter.with(key, &value, negated));
        let filter = join_some(filter, bits);
        terms.into_iter().fold(filter, |filter, (term, negated)| filter.with_term(term, negated))
    })
}

fn any_question() -> impl Strategy<Value = Question> {
    let ids: Vec<NodeId> = nodes().into_iter().map(|node| node.id).collect();
    let focus = prop::option::weighted(0.3, prop::sample::select(ids.clone()));
    let heads = prop::collection::btree_set(prop::sample::select(ids), 0..8);
    (any_filter(), focus, 0u8..4, heads).prop_map(|(filter, focus, depth, heads)| Question {
        filter,
        focus,
        depth,
        folds: Folds { heads, ..Folds::default() },
        ..Question::default()
    })
}

/// Filters over any text at all, so that quoting is put to the test.
fn wild_filter() -> impl Strategy<Value = Filter> {
    let text = || prop_oneof!["\\PC{0,8}", "[ a:,+\"“”\\\\\u{a0}-]{0,6}"];
    let clauses = prop::collection::vec((0..KEYS.len(), text(), any::<bool>()), 0..5);
    let terms = prop::collection::vec((text(), any::<bool>()), 0..4);
    (clauses, terms, any::<u32>()).prop_map(|(clauses, terms, bits)| {
        let filter = clauses.into_iter().fold(Filter::new(), |filter, (at, value, negated)| {
            filter.with(KEYS[at].key, &value, negated)
        });
        let filter = join_some(filter, bits);
        terms.into_iter().fold(filter, |filter, (term, negated)| filter.with_term(&term, negated))
    })
}

proptest! {
    #[test]
    fn printing_then_parsing_changes_nothing(filter in wild_filter()) {
        prop_assert_eq!(parse(&filter.to_string()), Ok(filter));
    }

    #[test]
    fn any_text_parses_or_says_where_it_does_not(text in prop_oneof!["\\PC*", "[ a:,+\"“\\\\\u{a0}-]*", "((threat|-?text|-actor|id|x)?:?[a,+\" -]*){0,3}"]) {
        match parse(&text) {
            Ok(filter) => prop_assert_eq!(parse(&filter.to_string()), Ok(filter)),
            Err(error) => {
                let n = text.chars().count() + 1;
                prop_assert!((1..=n).contains(&error.column));
                prop_assert!(error.column + error.n_characters <= n, "{}", error);
            }
        }
        for caret in 0..=text.chars().count() {
            for completion in completions(&text, caret, &atlas()) {
                prop_assert!(completion.range.start <= caret && caret <= completion.range.end);
            }
        }
    }

    #[test]
    fn no_link_stands_without_both_its_ends(question in any_question()) {
        let atlas = atlas();
        let visible = visible(&atlas, &question);
        for id in &visible.kept_links {
            let link = atlas.link(id).unwrap();
            prop_assert!(visible.kept_nodes.contains(&link.source));
            prop_assert!(visible.kept_nodes.contains(&link.target));
        }
        let drawn: BTreeSet<&NodeId> = visible.nodes.iter().map(|node| &node.id).collect();
        for link in &visible.links {
            prop_assert!(drawn.contains(&link.source) && drawn.contains(&link.target));
        }
    }

    #[test]
    fn folding_loses_no_node_and_repeats_no_link(question in any_question()) {
        let visible = visible(&atlas(), &question);
        let n_folded: usize = visible.nodes.iter().map(|node| node.n_folded).sum();
        prop_assert_eq!(n_folded + visible.nodes.len(), visible.kept_nodes.len());
        let members: Vec<&LinkId> = visible.links.iter().flat_map(|link| &link.members).collect();
        let distinct: BTreeSet<&LinkId> = members.iter().copied().collect();
        prop_assert_eq!(members.len(), distinct.len());
        prop_assert!(distinct.into_iter().all(|id| visible.kept_links.contains(id)));
        prop_assert!(visible.links.iter().all(|link| link.source != link.target));
    }

    #[test]
    fn both_at_once_equal_each_alone(question in any_question()) {
        let atlas = atlas();
        let both = visible_and_facets(&atlas, &question);
        prop_assert_eq!(both, (visible(&atlas, &question), Kept::of(&atlas, &question).facets()));
    }

    #[test]
    fn folds_change_neither_nodes_nor_links_kept(question in any_question()) {
        let unfolded = Question { folds: Folds::default(), ..question.clone() };
        let (folded, unfolded) = (visible(&atlas(), &question), visible(&atlas(), &unfolded));
        prop_assert_eq!(folded.kept_nodes, unfolded.kept_nodes);
        prop_assert_eq!(folded.kept_links, unfolded.kept_links);
        let atlas = atlas();
        for line in &unfolded.links {
            let pair = BTreeSet::from([&line.source, &line.target]);
            let of_pair = |id: &LinkId| {
                let link = atlas.link(id).unwrap();
                BTreeSet::from([&link.source, &link.target]) == pair
            };
            prop_assert!(line.members.iter().all(of_pair));
        }
    }

    #[test]
    fn what_is_taken_out_is_not_seen((key, value, _) in any_clause(), filter in any_filter()) {
        let wanted = see(Filter::new().with(key, &value, false));
        let hits: BTreeSet<&NodeId> =
            wanted.nodes.iter().filter(|node| node.is_hit).map(|node| &node.id).collect();
        let left = see(filter.with(key, &value, true));
        match key {
            // Evidence speaks for nodes and links apart: a node may stay when its link goes.
            Key::Document | Key::Basis | Key::Relation => {
                prop_assert!(left.kept_links.is_disjoint(&wanted.kept_links));
            }
            _ => prop_assert!(left.kept_nodes.iter().all(|id| !hits.contains(id))),
        }
    }

    #[test]
    fn what_stays_is_never_more_than_without_the_filter_that_takes_out((key, value, _) in any_clause(), filter in any_filter()) {
        let all = see(filter.clone());
        let left = see(filter.with(key, &value, true));
        prop_assert!(left.kept_nodes.is_subset(&all.kept_nodes));
        prop_assert!(left.kept_links.is_subset(&all.kept_links));
    }

    #[test]
    fn all_of_several_keep_no_more_than_any_of_them(filter in any_filter()) {
        let wanted = filter.clauses().filter(|clause| !clause.negated);
        let any = wanted.fold(filter.clone(), |any, c| any.joined(c.key, false, Join::Any));
        // A claim joins what it stands between, so that what is hit is compared, not context; and
        // actions asked for together are hit by nothing but what they share.
        let is_comparable = filter.n_wanted(Key::Action) < 2;
        let hits = |visible: &Visible| -> BTreeSet<NodeId> {
            visible.nodes.iter().filter(|node| node.is_hit).map(|node| node.id.clone()).collect()
        };
        let (all, any) = (see(filter), see(any));
        prop_assert!(!is_comparable || hits(&all).is_subset(&hits(&any)));
    }

    #[test]
    fn a_count_is_how_many_nodes_a_tick_shows(question in any_question(), joins_all in any::<bool>()) {
        let all_of = if joins_all { FACETS.into() } else { BTreeSet::new() };
        let question = Question { folds: Folds::default(), all_of, ..question };
        let atlas = atlas();
        for facet in Kept::of(&atlas, &question).facets() {
            for entry in &facet.entries {
                let (key, value) = (facet.key, entry.value.as_str());
                let alone = match facet.join {
                    Join::Any => question.filter.without_clause(key, false),
                    Join::All => question.filter.clone(),
                };
                let ticked = alone.without_value(key, value, true).with(key, value, false);
                let filter = ticked.joined(key, false, facet.join);
                let shown = visible(&atlas, &Question { filter, ..question.clone() });
                prop_assert_eq!(entry.count, shown.kept_nodes.len(), "{:?} {}", key, value);
            }
        }
    }

    #[test]
    fn what_is_promised_of_a_way_out_is_what_comes(filter in any_filter()) {
        let question = Question { filter, ..Question::default() };
        for way in ways_out(&atlas(), &question) {
            prop_assert_eq!(see(way.filter).kept_nodes.len(), way.n_nodes);
        }
    }

    #[test]
    fn what_is_drawn_faintly_is_what_is_not_kept(question in any_question()) {
        let atlas = atlas();
        let kept = Kept::of(&atlas, &question);
        let hidden = kept.folded(&question.folds);
        let faded = kept.among_all().folded(&question.folds);
        prop_assert_eq!(&hidden.kept_nodes, &faded.kept_nodes);
        prop_assert_eq!(&hidden.kept_links, &faded.kept_links);
        let n_folded: usize = faded.nodes.iter().map(|node| node.n_folded).sum();
        prop_assert_eq!(n_folded + faded.nodes.len(), atlas.nodes().len());
        for node in faded.nodes.iter().filter(|node| node.n_folded == 0) {
            prop_assert_eq!(node.is_faded, !faded.kept_nodes.contains(&node.id));
        }
        for link in &faded.links {
            let is_kept = link.members.iter().any(|id| faded.kept_links.contains(id));
            prop_assert_eq!(link.is_faded, !is_kept);
        }
    }

    #[test]
    fn facets_agree_with_the_filter(filter in any_filter()) {
        let all = facets(&atlas(), &filter);
        prop_assert_eq!(all.iter().map(|facet| facet.key).collect::<Vec<_>>(), FACETS);
        for facet in &all {
            for entry in &facet.entries {
                prop_assert_eq!(entry.selected, filter.has(facet.key, &entry.value));
                prop_assert_eq!(entry.excluded, filter.excludes(facet.key, &entry.value));
            }
        }
    }

    #[test]
    fn a_click_and_the_same_click_again_leave_no_trace((key, value, _) in any_clause(), filter in any_filter()) {
        let clean = filter.without(key);
        prop_assert_eq!(clean.toggled(key, &value).toggled(key, &value), clean.clone());
        prop_assert_eq!(clean.excluded(key, &value).excluded(key, &value), clean);
    }
}

#[test]
fn a_bundle_rests_on_its_firmest_member() {
    let folds = Folds { heads: [NodeId::from("p-tools")].into(), ..Folds::default() };
    let visible = visible(&atlas(), &Question { folds, ..Question::default() });
    let bundle =
        visible.links.iter().find(|l| l.source.as_str() == "p-tools" && l.members.len() == 2);
    assert!(bundle.is_some_and(|link| link.basis <= Basis::Interpreted));
}
