//! The traps of EU facts: what the texts make easy to get wrong, each held by a test.

mod truth;

use std::collections::BTreeSet;

use protecteu_atlas::atlas::{
    Atlas, Basis, Event, EventKind, Evidence, Link, NodeId, NodeKind, Relation, Span,
};
use protecteu_atlas::wire::source::Files;
use protecteu_atlas::wire::{self, folder};
use truth::{
    ATLAS, all_evidence, all_quotes, document, launch, named, names, node, nodes, section_of,
    targets,
};

/// What this file asks of the atlas beyond what other tests ask.
mod ask {
    use super::*;

    /// Every text in our own words, with the id of the node or link it belongs to.
    pub(crate) fn own_words() -> Vec<(String, String)> {
        let mut texts: Vec<(String, String)> = Vec::new();
        for node in ATLAS.nodes() {
            let said = [Some(&node.label), node.title.as_ref()];
            let said = said.into_iter().chain([node.summary.as_ref(), node.spoken.as_ref()]);
            let since = node.dates.iter().chain(&node.events).map(|event| &event.what);
            let texts_of = said.flatten().chain(since);
            texts.extend(texts_of.map(|text| (node.id.to_string(), text.clone())));
        }
        for threat in ATLAS.threats() {
            texts.extend(threat.definition.clone().map(|text| (threat.id.to_string(), text)));
        }
        for (owner, evidence) in all_evidence() {
            if let Evidence::Interpreted { reason, .. } = evidence {
                texts.push((owner.to_owned(), reason.clone()));
            }
        }
        texts
    }

    /// The sentences in our own words that hold certain words, each with its owner.
    pub(crate) fn own_sentences(words: &str) -> Vec<(String, String)> {
        let cut = |(owner, text): (String, String)| {
            let sentences: Vec<_> =
                text.split(". ").map(|s| (owner.clone(), s.to_owned())).collect();
            sentences
        };
        let sentences = own_words().into_iter().flat_map(cut);
        sentences.filter(|(_, sentence)| sentence.contains(words)).collect()
    }

    /// Ids of nodes and links whose evidence shares a letter with the words, wherever they stand.
    pub(crate) fn quoting(document_id: &str, words: &str) -> BTreeSet<&'static str> {
        let places = document(document_id).find_all(words);
        assert!(!places.is_empty(), "{words:?} does not stand in {document_id}");
        let here = all_quotes().filter(|(_, quote)| quote.document.as_str() == document_id);
        here.filter(|(_, quote)| places.iter().any(|place| place.overlaps(quote.span)))
            .map(|(owner, _)| owner)
            .collect()
    }

    /// Ids of the nodes of a kind that quote words of the launch texts.
    pub(crate) fn launch_quoted_by(kind: NodeKind, words: &str) -> Vec<&'static str> {
        let owners = quoting("protecteu-launch", words);
        nodes(kind).map(|node| node.id.as_str()).filter(|id| owners.contains(id)).collect()
    }

    /// Every link at a node, from it or to it.
    pub(crate) fn links_at(id: &str) -> Vec<&'static Link> {
        let id = NodeId::from(id);
        ATLAS.links_from(&id).into_iter().chain(ATLAS.links_to(&id)).collect()
    }

    pub(crate) fn links_of(relation: &Relation) -> impl Iterator<Item = &'static Link> {
        ATLAS.links().iter().filter(move |link| link.relation == *relation)
    }

    /// Whether the source itself is said to support the link, without a reason of ours.
    pub(crate) fn is_stated(link: &Link) -> bool {
        link.evidence.iter().any(|evidence| evidence.basis() == Basis::Stated)
    }

    pub(crate) fn status(id: &str) -> &'static str {
        node(id).status.as_deref().unwrap_or("")
    }

    /// Everything dated of a node: its own dates and what happened since.
    pub(crate) fn happenings(id: &str) -> impl Iterator<Item = &'static Event> {
        node(id).dates.iter().chain(&node(id).events)
    }

    /// The days on which something of a kind happened to a node.
    pub(crate) fn days(id: &str, kind: EventKind) -> Vec<&'static str> {
        happenings(id).filter(|e| e.kind == Some(kind)).map(|e| e.date.as_str()).collect()
    }

    /// Whether an action stands in a pillar of ProtectEU rather than in a strand beside it.
    pub(crate) fn is_of_protecteu(id: &NodeId) -> bool {
        let is_pillar = |id: &NodeId| node(id.as_str()).kind == NodeKind::Pillar;
        id.as_str() == "protecteu" || is_pillar(id) || ATLAS.pillar_of(id).is_some_and(is_pillar)
    }
}
use ask::*;

/// Curly quotes, dashes and no-break spaces are one code point and several bytes.
#[test]
fn every_quote_is_sliced_by_code_points() {
    for (owner, quote) in all_quotes() {
        let text: Vec<char> = document(quote.document.as_str()).text().chars().collect();
        let exact: String = text[quote.span.start..quote.span.end].iter().collect();
        assert_eq!(exact, quote.exact, "{owner}");
    }
    let span = launch().find_all("Niinistö")[0];
    assert_eq!((span.start, launch().byte_at(span.start)), (9_321, 9_353));
    let n_no_break = |id: &str| document(id).text().matches('\u{a0}').count();
    assert_eq!((n_no_break("safer-europe"), n_no_break("more-secure-europe")), (4, 7));
}

/// An offset that is off by one, or counts bytes, must not pass.
#[test]
fn a_quote_moved_by_one_code_point_or_counted_in_bytes_makes_no_atlas() {
    let with_span = |change: fn(Span) -> Span| {
        let mut parts = ATLAS.parts().clone();
        let owner = parts.nodes.iter_mut().find(|n| n.id.as_str() == "niinisto-report").unwrap();
        let Some(Evidence::Stated(quote)) = owner.evidence.first_mut() else {
            unreachable!("the report is quoted")
        };
        quote.span = change(quote.span);
        Atlas::new(parts)
    };
    assert!(with_span(|span| span).is_ok());
    assert!(with_span(|Span { start, end }| Span { start: start + 1, end: end + 1 }).is_err());
    let in_bytes =
        |Span { start, end }| Span { start: launch().byte_at(start), end: launch().byte_at(end) };
    assert!(with_span(in_bytes).is_err());
}

/// Sources disagree on whether the CELEX number of the strategy has PC or DC in it.
#[test]
fn the_strategy_has_its_number_and_no_celex() {
    let known = &node("protecteu").identifiers;
    assert_eq!(known.number.as_deref(), Some("COM(2025) 148 final"));
    assert_eq!((&known.celex, &known.eli), (&None, &None));
    let url = known.url.as_deref().unwrap_or_default();
    assert!(!url.contains("52025PC0148") && !url.contains("52025DC0148"), "{url}");
}

/// The questions are dated “1 April 205”; the slip is the source’s and dates nothing.
#[test]
fn the_slip_in_the_date_line_stays_in_the_text_and_dates_nothing() {
    assert_eq!(launch().find_all("Strasbourg, 1 April 205\n").len(), 1);
    assert_eq!(launch().date.as_deref(), Some("2025-04-01"));
    assert_eq!(days("protecteu", EventKind::Adopted), ["2025-04-01"]);
}

/// The texts misspell some names; quotes keep that, our own words do not.
#[test]
fn misspellings_of_the_texts_stay_in_quotes_and_out_of_our_own_words() {
    for (id, slip) in [
        ("protecteu-launch", "VIRKUNNEN"),
        ("protecteu-launch", "Members States"),
        ("protecteu-launch", "sanction’s regime"),
        ("protecteu-launch", "radicalization"),
        ("protecteu-launch", "Niinisto "),
        ("more-secure-europe", "Boosing"),
        ("more-secure-europe", "Digital operation resilience act"),
        ("more-secure-europe", "Schengen Borders code"),
    ] {
        assert!(!document(id).find_all(slip).is_empty(), "{slip:?} was corrected in {id}");
        for (owner, text) in own_words() {
            assert!(!text.contains(slip.trim_end()), "{owner} repeats {slip:?}: {text:?}");
        }
    }
    let sections = ATLAS.documents().iter().flat_map(|d| &d.sections);
    let speakers: BTreeSet<&str> = sections.filter_map(|s| s.speaker.as_deref()).collect();
    let expected = ["Henna Virkkunen", "Magnus Brunner", "Ursula von der Leyen"];
    assert_eq!(speakers, BTreeSet::from(expected));
}

/// The questions date the White Paper to 18 March, which is the day of EU-SOCTA.
#[test]
fn the_white_paper_is_of_19_march_and_the_assessment_of_18_march() {
    assert_eq!(days("white-paper-defence", EventKind::Adopted), ["2025-03-19"]);
    assert_eq!(days("eu-socta", EventKind::Published), ["2025-03-18"]);
    assert_eq!(days("preparedness-union-strategy", EventKind::Adopted), ["2025-03-26"]);
    let is_18_march = |id: &str| happenings(id).any(|event| event.date == "2025-03-18");
    let on_that_day: Vec<&str> =
        ATLAS.nodes().iter().map(|n| n.id.as_str()).filter(|id| is_18_march(id)).collect();
    assert_eq!(on_that_day, ["eu-socta"]);
    let says_so = happenings("white-paper-defence").any(|event| event.what.contains("18 March"));
    assert!(says_so, "nobody learns that the text says 18 March");
}

/// The White Paper goes by five names in the texts.
#[test]
fn the_white_paper_is_one_node_with_its_five_names() {
    for name in [
        "European Defence White Paper",
        "Defence White Paper",
        "White Paper for European Defence",
        "White Paper on European Defence – Readiness 2030",
        "White Paper on the Future of Defence",
    ] {
        assert!(!launch().find_all(name).is_empty(), "{name}");
        assert!(names(node("white-paper-defence")).any(|known| known == name), "{name}");
    }
    assert_eq!(named("White Paper"), ["white-paper-defence"]);
}

/// Other papers and bodies are named in several ways too.
#[test]
fn what_has_a_long_and_a_short_name_is_one_node() {
    for (words, expected) in [
        ("Preparedness", "preparedness-union-strategy"),
        ("Democracy Shield", "democracy-shield"),
        ("SOCTA", "eu-socta"),
        ("orts Alliance", "ports-alliance"),
        ("orts alliance", "ports-alliance"),
        ("ENISA", "enisa"),
        ("SIAC", "siac"),
    ] {
        let things: Vec<&str> = named(words)
            .into_iter()
            .filter(|id| node(id).subtype.as_deref() != Some("proposal"))
            .collect();
        let acts = |id: &&str| node(id).identifiers.celex.is_none();
        assert_eq!(things.into_iter().filter(acts).collect::<Vec<_>>(), [expected], "{words:?}");
    }
}

/// The same thing is announced in several wordings, and two roadmaps in almost the same.
#[test]
fn one_thing_in_several_wordings_is_one_node_and_the_two_roadmaps_are_two() {
    for (words, expected) in [
        ("A new Strategy and Action Plan on Drugs and Drugs Trafficking", "drugs-strategy"),
        ("present an EU Action Plan against drug trafficking", "drugs-strategy"),
        ("a new Drugs Strategy", "drugs-strategy"),
        ("An Action Plan on the Protection of Children against Crime", "children-action-plan"),
        ("a dedicated strategy to protect children", "children-action-plan"),
        ("A new Cybersecurity Act", "new-cybersecurity-act"),
        ("A Roadmap on lawful and effective access to data", "data-access-roadmap"),
        ("A Technology Roadmap on encryption", "encryption-roadmap"),
    ] {
        assert_eq!(launch_quoted_by(NodeKind::Instrument, words), [expected], "{words:?}");
    }
    for (instrument, expected) in [
        ("drugs-strategy", "plan-drugs"),
        ("children-action-plan", "protect-children"),
        ("data-access-roadmap", "plan-data-access"),
        ("encryption-roadmap", "plan-encryption"),
    ] {
        let actions: Vec<&str> =
            ATLAS.announced_by(&instrument.into()).into_iter().map(NodeId::as_str).collect();
        assert_eq!(actions, [expected], "{instrument}");
    }
    let revising = launch_quoted_by(NodeKind::Action, "We will revise the Cybersecurity Act");
    assert!(revising.contains(&"renew-cybersecurity-act"), "{revising:?}");
    assert_eq!(status("cybersecurity-act"), "in-force");
    assert_ne!(status("new-cybersecurity-act"), "in-force");
}

/// “Reinforced mandate” is the Regulation of 2022; the “new mandate” is planned.
#[test]
fn europols_mandate_in_force_and_the_planned_one_are_two_nodes() {
    assert_eq!(node("europol-mandate-2022").identifiers.celex.as_deref(), Some("32022R0991"));
    assert_eq!(status("europol-mandate-2022"), "in-force");
    assert!(["announced", "proposed"].contains(&status("new-europol-mandate")));
    assert!(days("new-europol-mandate", EventKind::InForce).is_empty());
    let is_of = |owner: &str, ids: [&str; 2]| {
        ids.iter().any(|id| owner == *id || owner.split("--").any(|end| end == *id))
    };
    for owner in quoting("more-secure-europe", "a reinforced mandate") {
        assert!(!is_of(owner, ["new-europol-mandate", "overhaul-europol"]), "{owner}");
    }
    for words in ["A new mandate for Europol", "overhaul of Europol’s mandate"] {
        for owner in quoting("protecteu-launch", words) {
            let old = ["europol-mandate-2022", "reinforce-europol-mandate"];
            assert!(!is_of(owner, old), "{owner}");
        }
    }
    for action in nodes(NodeKind::Action) {
        let to = |id: &str| ATLAS.links_from(&action.id).iter().any(|l| l.target.as_str() == id);
        assert!(!(to("new-europol-mandate") && to("europol-mandate-2022")), "{}", action.id);
    }
}

/// That Europol is a truly operational police agency is a goal.
#[test]
fn europol_as_an_operational_police_agency_is_a_goal() {
    assert!(
        !ATLAS.nodes().iter().any(|n| names(n).any(|name| name.contains("operational police")))
    );
    for (owner, sentence) in own_sentences("operational police agency") {
        assert!(sentence.contains(" to "), "{owner} says it is one: {sentence:?}");
    }
}

/// ENISA is listed under stronger JHA agencies without being one; others are never named at all.
#[test]
fn nobody_is_an_agency_the_texts_do_not_name_nor_a_jha_agency_by_its_heading() {
    for unnamed in ["CEPOL", "eu-LISA", "EUDA", "EUAA", "FRA", "EIGE", "AMLA", "HERA"] {
        let is_it = |name: &str| name.split([' ', '(', ')', ',']).any(|word| word == unnamed);
        let actor = nodes(NodeKind::Actor).find(|node| names(node).any(is_it));
        assert_eq!(actor.map(|node| &node.id), None, "{unnamed}");
    }
    for id in ["enisa", "eppo"] {
        assert!(!targets(id, &Relation::BelongsTo).contains(&"jha-agencies"), "{id}");
    }
    assert_eq!(node("eppo").subtype.as_deref(), Some("body"));
}

/// The article speaks of a European Cybersecurity Agency before the act that made ENISA one.
#[test]
fn the_cybersecurity_agency_of_the_article_is_no_second_agency_and_no_proof_of_enisas_mandate() {
    let words = "European Cybersecurity Agency";
    let is_so_named = |node: &&_| names(node).any(|name| name.contains(words));
    let agencies: Vec<&str> =
        nodes(NodeKind::Actor).filter(is_so_named).map(|n| n.id.as_str()).collect();
    assert!(agencies.is_empty() || agencies == ["enisa"], "{agencies:?}");
    let of_article = quoting("safer-europe", words);
    for id in ["enisa", "cybersecurity-act", "new-cybersecurity-act", "strengthen-enisa"] {
        assert!(!of_article.contains(id), "{id} rests on the article");
    }
    for link in links_at("enisa").into_iter().filter(|l| of_article.contains(l.id.as_str())) {
        assert!(!is_stated(link), "{} needs a reason", link.id);
    }
    assert_eq!(document("safer-europe").date, None, "the year of the article is not known");
}

/// The EU Centre is to be set up “once the new rules are adopted”.
#[test]
fn the_eu_centre_is_never_shown_as_existing() {
    let centre = node("eu-centre");
    assert!(["announced", "proposed"].contains(&status("eu-centre")), "{:?}", centre.status);
    assert!(centre.summary.as_deref().unwrap().to_lowercase().contains("not exist"));
    assert!(centre.identifiers.is_empty() && centre.seat.is_none() && centre.dates.is_empty());
    let founding = [Relation::Establishes, Relation::Presents];
    for link in links_at("eu-centre") {
        assert!(!founding.contains(&link.relation), "{} shows it as founded", link.id);
    }
    let would = links_of(&Relation::WouldEstablish).find(|l| l.target.as_str() == "eu-centre");
    assert_eq!(would.map(|link| status(link.source.as_str())), Some("proposed"));
}

/// “Member States to fully implement” is addressed to them, not to the Commission or ENISA.
#[test]
fn the_member_states_implement_cer_and_nis2_and_nobody_leads_them() {
    for (action, directive) in
        [("implement-cer", "cer-directive"), ("implement-nis2", "nis2-directive")]
    {
        assert_eq!(targets(action, &Relation::Implements), [directive]);
        assert_eq!(targets(action, &Relation::LedBy), ["member-states"]);
        for link in links_at(action) {
            let is_other = ["commission", "enisa"].contains(&link.target.as_str());
            assert!(!is_other || !is_stated(link), "{} needs a reason", link.id);
        }
    }
}

/// DORA and the CRA stand in the record only; ProtectEU's own texts never name them.
#[test]
fn no_link_from_a_protecteu_pillar_or_action_reaches_dora_or_the_cyber_resilience_act_without_a_reason()
 {
    for name in ["DORA", "Operational Resilience Act", "CRA", "Cyber Resilience Act"] {
        assert!(launch().find_all(name).is_empty(), "{name}");
    }
    for act in ["dora", "cyber-resilience-act"] {
        for link in links_at(act) {
            let is_ours = is_of_protecteu(&link.source) || is_of_protecteu(&link.target);
            assert!(!is_ours || !is_stated(link), "{}", link.id);
        }
        let quotes = node(act).evidence.iter().filter_map(Evidence::quote);
        assert!(quotes.into_iter().all(|quote| quote.document.as_str() == "more-secure-europe"));
    }
}

/// The hour of the terrorist content rules counts from a removal order, which the record omits.
#[test]
fn the_one_hour_counts_from_a_removal_order() {
    for (owner, text) in own_words() {
        if text.contains("one hour") {
            assert!(text.contains("removal order"), "{owner}: {text:?}");
            assert!(!text.contains("posting") && !text.contains("posted"), "{owner}: {text:?}");
        }
    }
    let stated = |owner: &str| {
        let evidence = &node(owner).evidence;
        evidence.iter().any(|e| matches!(e, Evidence::Stated(q) if q.exact.contains("one hour")))
    };
    assert!(!stated("tco-regulation"), "the record does not name the Regulation");
}

/// The sentence before the 85% cites SOCTA; the figure itself has no source in the texts.
#[test]
fn the_85_per_cent_are_around_85_and_never_europols() {
    assert_eq!(launch().find_all("85%").len(), 3);
    let owners = quoting("protecteu-launch", "85%");
    assert!(!owners.is_empty());
    for owner in owners {
        let ends: Vec<&str> = owner.split("--").collect();
        assert!(!ends.contains(&"europol") && !ends.contains(&"eu-socta"), "{owner}");
    }
    for (owner, sentence) in own_sentences("85") {
        assert!(sentence.contains("around 85%"), "{owner}: {sentence:?}");
        assert!(!sentence.contains("Europol") && !sentence.contains("SOCTA"), "{owner}");
    }
}

/// The funds named add up to a little less than the “around €9.77 billion” of the text: rounding.
#[test]
fn funding_figures_are_the_texts_own_and_not_recomputed() {
    assert!(all_quotes().any(|(_, quote)| quote.exact.contains("around €9.77 billion")));
    for (owner, sentence) in own_sentences(" billion") {
        for before in sentence.split(" billion").filter(|part| part.contains('€')) {
            let (_, figure) = before.rsplit_once('€').expect("a sum in euro");
            let told = format!("€{figure} billion");
            assert!(!launch().find_all(&told).is_empty(), "{owner} counts {told} itself");
        }
    }
}

/// The record's three figures stand apart from the acts; €310 million is more than EDIRPA gives.
#[test]
fn defence_figures_stand_with_their_own_act_and_by_a_reason() {
    let owners = |words: &str| quoting("more-secure-europe", words);
    for (figure, own, other) in [
        ("€310\nmillion", "edirpa", "asap"),
        ("€500\nmillion", "asap", "edirpa"),
        ("2 million\nrounds", "asap", "edirpa"),
    ] {
        assert!(owners(figure).contains(own), "{figure:?} stands nowhere with {own}");
        assert!(!owners(figure).contains(other), "{figure:?} stands with {other}");
        for (owner, evidence) in all_evidence() {
            let quotes_it = evidence.quote().is_some_and(|quote| quote.exact.contains(figure));
            assert!(!quotes_it || evidence.basis() == Basis::Interpreted, "{owner}: {figure:?}");
        }
    }
    let summary = node("edirpa").summary.as_deref().unwrap();
    assert!(!summary.contains("310") || summary.contains("300"), "{summary}");
}

/// The remarks triple Frontex “over time”; how many that is stands in other papers.
#[test]
fn frontex_is_tripled_over_time_and_without_a_number() {
    for (owner, sentence) in own_sentences("tripl") {
        assert!(sentence.contains("over time"), "{owner}: {sentence:?}");
    }
    for (owner, text) in own_words() {
        for number in ["30,000", "30 000", "30\u{a0}000", "10,000", "10 000"] {
            assert!(!text.contains(number), "{owner}: {text:?}");
        }
    }
    let quoted = |(_, quote): (&str, &protecteu_atlas::atlas::Quote)| {
        !quote.exact.contains("tripling its manpower") || quote.exact.contains("over time")
    };
    assert!(all_quotes().all(quoted), "a quote leaves “over time” out");
    assert_eq!(status("triple-frontex"), "announced");
}

/// Croatia, Bulgaria and Romania did not join the Schengen area on one day.
#[test]
fn schengen_was_enlarged_on_three_dates_not_one() {
    assert_eq!(days("schengen-air-sea-2024", EventKind::Applies), ["2024-03-31"]);
    assert_eq!(days("schengen-land-2025", EventKind::Applies), ["2025-01-01"]);
    for decision in ["schengen-air-sea-2024", "schengen-land-2025"] {
        assert_eq!(targets(decision, &Relation::Involves), ["bulgaria", "romania"], "{decision}");
    }
    let of_croatia = happenings("croatia").map(|event| event.date.as_str());
    assert!(of_croatia.into_iter().all(|date| date.starts_with("2023-01-01")));
    for shared in ["schengen-area", "enlarge-schengen"] {
        assert_eq!(happenings(shared).count(), 0, "{shared} has one date for all three");
    }
}

/// The remarks speak of the creation of a Security College that had not met yet.
#[test]
fn the_security_college_first_met_after_the_speech() {
    let spoke = launch().date.as_deref().unwrap();
    let meetings = days("security-college", EventKind::Meeting);
    assert_eq!(meetings, ["2025-04-16"]);
    assert!(meetings[0] > spoke);
    assert!(happenings("security-college").any(|event| event.date == "2025-03-09"), "announced");
    assert!(days("security-college", EventKind::Founded).iter().all(|day| *day > spoke));
}

/// The agreement with Brazil was “recently signed”; nothing shows that it is in force.
#[test]
fn the_agreement_with_brazil_is_signed_and_not_in_force() {
    assert_eq!(status("brazil-agreement"), "signed");
    assert_eq!(days("brazil-agreement", EventKind::Signed), ["2025-03-05"]);
    for kind in [EventKind::InForce, EventKind::Applies] {
        assert!(days("brazil-agreement", kind).is_empty());
    }
    for link in links_at("brazil-agreement") {
        assert!(link.relation != Relation::Implements, "{}", link.id);
    }
}

/// NATO stands six times in photo credits before the text speaks of it.
#[test]
fn photo_credits_are_no_evidence_and_no_actors() {
    let record = document("more-secure-europe");
    assert_eq!(record.find_all("©NATO").len(), 6);
    let credits: Vec<Span> = record
        .text()
        .lines()
        .filter(|line| line.contains('©'))
        .flat_map(|line| record.find_all(line))
        .collect();
    for (owner, quote) in all_quotes().filter(|(_, quote)| quote.document == record.id) {
        let credit = credits.iter().find(|credit| credit.overlaps(quote.span));
        assert_eq!(credit, None, "{owner} quotes a photo credit");
    }
    let is_first_mention = |quote: &protecteu_atlas::atlas::Quote| {
        quote.document == record.id && (quote.span.start..quote.span.end).contains(&4_652)
    };
    assert!(node("nato").evidence.iter().filter_map(Evidence::quote).any(is_first_mention));
    for credited in ["Getty", "Bloomberg", "BSIP", "Garcia", "MARCOU", "HASSELT", "Gebert"] {
        assert_eq!(named(credited), Vec::<&str>::new());
    }
}

/// The block of quotes and the remarks to Parliament name no speaker.
#[test]
fn words_of_unnamed_speakers_stay_unnamed() {
    let mut n_unnamed = 0;
    for (owner, quote) in all_quotes() {
        let section = section_of(quote);
        let is_block = section.heading.as_deref() == Some("Quote(s)");
        if is_block || section.title == "Remarks to Parliament" {
            assert_eq!(section.speaker, None, "{owner}");
            n_unnamed += 1;
        }
    }
    assert!(n_unnamed > 0, "nothing is quoted from either");
    let block = launch().sections.iter().find(|s| s.heading.as_deref() == Some("Quote(s)"));
    assert_eq!(block.and_then(|section| section.speaker.as_deref()), None);
    for (owner, text) in own_words() {
        let names_both = text.contains("to Parliament") && text.contains("Brunner");
        assert!(!names_both, "{owner} puts the remarks to Parliament into a mouth");
    }
}

/// The President's words and a paragraph of the remarks stand twice, the second time unnamed or
/// by another speaker.
#[test]
fn repeated_passages_are_quoted_where_the_speaker_is_the_right_one() {
    let twice = |words: &str| {
        let places = launch().find_all(words);
        assert_eq!(places.len(), 2, "{words:?}");
        places
    };
    let speaker_at =
        |span: Span| launch().section_at(span.start).and_then(|s| s.speaker.as_deref());
    let safety = twice("Safety is one of the key prerequisites");
    assert_eq!(
        safety.iter().map(|s| speaker_at(*s)).collect::<Vec<_>>(),
        [Some("Ursula von der Leyen"), None]
    );
    let technology = twice("New technology provides new tools for influencing.");
    assert_eq!(
        technology.iter().map(|s| speaker_at(*s)).collect::<Vec<_>>(),
        [None, Some("Magnus Brunner")]
    );
    let block = launch().sections.iter().find(|s| s.heading.as_deref() == Some("Quote(s)"));
    let block = block.expect("a block of quotes").span;
    for (owner, quote) in all_quotes().filter(|(_, quote)| quote.document == launch().id) {
        let stands_twice = launch().find_all(&quote.exact).len() > 1;
        let is_nobodys = quote.span.overlaps(block) && stands_twice;
        assert!(!is_nobodys, "{owner} quotes the unnamed copy: {:?}", quote.exact);
    }
}

/// A bare search for repeated words finds the wrong speaker, so they have to be told apart.
#[test]
fn repeated_words_are_found_at_the_occurrence_named_and_never_guessed() {
    let text = "Anna: We will act.\nBert: We will act.\n";
    let read = |quote: &str| {
        let tables = format!(
            "[atlas]\nid = \"a\"\ntitle = \"A\"\n[[document]]\nid = \"d\"\ntitle = \"D\"\n\
             file = \"d.txt\"\nsha256 = \"{}\"\n[[actor]]\nid = \"x\"\nlabel = \"X\"\n\
             evidence = [{{ document = \"d\", quote = \"We will act\"{quote} }}]\n",
            wire::sha256(text.as_bytes())
        );
        let files: [(&str, &[u8]); 2] = [("a.toml", tables.as_bytes()), ("d.txt", text.as_bytes())];
        folder::read(&Files::new("", &files))
    };
    let start = |quote: &str| {
        let atlas = read(quote).into_atlas().expect("an atlas");
        atlas.nodes()[0].evidence[0].quote().expect("a quote").span.start
    };
    assert_eq!(start(", occurrence = 1"), 6);
    assert_eq!(start(", occurrence = 2"), 25);
    assert_eq!(start(", prefix = \"Bert: \""), 25);
    let findings = read("").findings;
    assert!(findings.iter().any(|finding| finding.code == "ambiguous-quote"), "{findings:?}");
}

/// “Will propose”, “feasibility study” and “if this can be done” announce; they are no law.
#[test]
fn announcements_are_no_law() {
    let law = ["in-force", "adopted", "expired", "annulled", "superseded", "operating"];
    for relation in [Relation::Amends, Relation::Repeals, Relation::Establishes, Relation::Succeeds]
    {
        for link in links_of(&relation) {
            assert!(law.contains(&status(link.source.as_str())), "{}: nothing did so", link.id);
        }
    }
    for relation in [Relation::WouldAmend, Relation::WouldRepeal, Relation::WouldEstablish] {
        for link in links_of(&relation) {
            let source = status(link.source.as_str());
            let open = ["announced", "in-preparation", "proposed", "concept"];
            assert!(open.contains(&source), "{}: {source}", link.id);
        }
    }
    for link in links_of(&Relation::Proposes).filter(|link| is_of_protecteu(&link.source)) {
        let target = node(link.target.as_str());
        let has_come = ["proposed", "adopted", "in-force"].contains(&status(target.id.as_str()));
        let shown = target.events.iter().any(|event| event.kind != Some(EventKind::NotFound));
        assert!(!has_come || shown, "{}: no event shows that it came", link.id);
    }
    assert_eq!(status("financing-tracking-system"), "concept");
}

/// The directive of 2006 is invalid since 2014 and nothing has replaced it.
#[test]
fn there_is_no_eu_law_on_data_retention() {
    assert_eq!(status("data-retention-directive"), "annulled");
    assert_eq!(status("data-retention-update"), "concept");
    let is_about_it = |name: &str| name.to_lowercase().contains("data retention");
    for node in ATLAS.nodes().iter().filter(|node| names(node).any(is_about_it)) {
        let is_law = ["in-force", "adopted", "operating"].contains(&status(node.id.as_str()));
        assert!(!is_law, "{} counts as law", node.id);
    }
}

/// Both codes became codes of conduct under the DSA: one after the record, one before the speech.
#[test]
fn each_code_is_one_node_that_shows_what_became_of_it() {
    assert_eq!(named("on Disinformation"), ["disinformation-code"]);
    assert_eq!(days("disinformation-code", EventKind::Applies), ["2025-07-01"]);
    assert_eq!(named("Hate Speech"), ["hate-speech-code"]);
    let spoke = launch().date.as_deref().unwrap();
    let renewed: Vec<&str> =
        node("hate-speech-code").dates.iter().map(|e| e.date.as_str()).collect();
    assert!(renewed.contains(&"2025-01-20") && renewed.iter().all(|day| *day < spoke));
}

/// The press release has seven headings and 28 bullets, the Commissioner counts six elements.
#[test]
fn the_pillars_follow_the_press_release_and_the_six_elements_are_left_out_with_a_reason() {
    assert_eq!(nodes(NodeKind::Pillar).count(), 7);
    assert_eq!(targets("protecteu", &Relation::SetsOut).len(), 7);
    let six = launch().find_all("six elements")[0];
    let left_out = launch().left_out.iter().find(|passage| passage.span.overlaps(six));
    let reason = &left_out.expect("the six elements are left out on purpose").reason;
    assert!(reason.contains("six") && reason.contains("seven"), "{reason}");
}

/// A status is true for a day: EDIP was a proposal in the record and is law, EDIRPA has ended.
#[test]
fn every_status_holds_for_a_day_and_what_moved_on_has_moved() {
    for node in ATLAS.nodes().iter().filter(|node| node.status.is_some()) {
        let day = ATLAS.status_as_of(node);
        assert!(day.is_some_and(|day| Some(day) <= ATLAS.as_of()), "{}: {day:?}", node.id);
    }
    assert_eq!(status("edip"), "in-force");
    assert_eq!(days("edip", EventKind::Adopted), ["2025-12-16"]);
    assert_eq!(status("edirpa"), "expired");
    assert_eq!(days("edirpa", EventKind::Expired), ["2025-12-31"]);
    assert!(days("asap", EventKind::Expired).is_empty(), "the day ASAP ended is not known");
}

/// Some figures stand in one speech only and could not be checked anywhere.
#[test]
fn figures_only_a_source_has_are_quotes_of_that_source() {
    for figure in ["64 per cent", "36 arrests", "73 tonnes", "85%"] {
        assert!(!quoting("protecteu-launch", figure).is_empty());
        for (owner, sentence) in own_sentences(figure) {
            let says_who = ["say", "says", "count", "counts"];
            let is_claim = sentence.split(' ').any(|word| says_who.contains(&word));
            assert!(is_claim, "{owner} tells it as a fact: {sentence:?}");
        }
        for (owner, evidence) in all_evidence() {
            if let Evidence::Reference { citation, .. } = evidence {
                assert!(!citation.contains(figure), "{owner}: {citation}");
            }
        }
    }
}
