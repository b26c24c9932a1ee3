//! Bodies and law: what exists, what is planned, and who acts.

use super::*;

/// Sources disagree on whether the CELEX number of the strategy has PC or DC in it.
#[test]
fn the_strategy_has_its_number_and_no_celex() {
    let known = &node("protecteu").identifiers;
    assert_eq!(known.number.as_deref(), Some("COM(2025) 148 final"));
    assert_eq!((&known.celex, &known.eli), (&None, &None));
    let url = known.url.as_deref().unwrap_or_default();
    assert!(!url.contains("52025PC0148") && !url.contains("52025DC0148"), "{url}");
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

/// “Will propose”, “feasibility study” and “if this can be done” announce; they are no law.
#[test]
fn announcements_are_no_law() {
    let law = ["in-force", "adopted", "expired", "invalid", "superseded", "operating"];
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

/// The directive of 2006 was declared invalid, which is not annulled, and nothing has replaced it.
#[test]
fn there_is_no_eu_law_on_data_retention() {
    assert_eq!(status("data-retention-directive"), "invalid");
    assert_eq!(days("data-retention-directive", EventKind::Ended), ["2014-04-08"]);
    for (owner, text) in own_words() {
        assert!(!text.contains("annulled"), "{owner}: {text:?}");
    }
    assert_eq!(status("data-retention-update"), "in-preparation");
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
    let of_conduct = |event: &&Event| event.what.contains("Code of Conduct on Disinformation");
    let became = happenings("disinformation-code").find(of_conduct).map(|e| e.date.as_str());
    assert_eq!(became, Some("2025-07-01"));
    assert_eq!(named("Hate Speech"), ["hate-speech-code"]);
    let spoke = launch().date.as_deref().unwrap();
    let renewed: Vec<&str> =
        node("hate-speech-code").dates.iter().map(|e| e.date.as_str()).collect();
    assert!(renewed.contains(&"2025-01-20") && renewed.iter().all(|day| *day < spoke));
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
    assert_eq!(status("asap"), "expired");
    assert_eq!(days("asap", EventKind::Expired), ["2025-06-30"]);
}

/// Frontex is older than the Regulation it rests on today, and no proposal changes that one yet.
#[test]
fn the_frontex_regulation_founded_nobody_and_nothing_is_proposed_for_it() {
    assert!(targets("frontex-regulation", &Relation::Establishes).is_empty());
    assert_ne!(node("new-frontex-mandate").subtype.as_deref(), Some("proposal"));
    for relation in [Relation::WouldAmend, Relation::WouldRepeal] {
        assert!(targets("new-frontex-mandate", &relation).is_empty());
    }
}

/// What ProtectEU names as a measure against hybrid threats, and acts whose title names a threat.
#[test]
fn what_plainly_answers_a_threat_is_linked_to_it() {
    for (source, threat) in [
        ("cybersecurity-act", "cyber"),
        ("new-cybersecurity-act", "cyber"),
        ("new-cybersecurity-act", "hybrid"),
        ("new-cybersecurity-act", "infrastructure.supply-chain"),
        ("cer-directive", "hybrid"),
        ("cer-directive", "infrastructure"),
        ("nis2-directive", "hybrid"),
        ("ports-strategy", "hybrid"),
        ("firearms-directive", "organised-crime.firearms"),
        ("firearms-regulation", "organised-crime.firearms"),
        ("asset-recovery-rules", "financial-crime.laundering"),
        ("financing-tracking-study", "terrorism.financing"),
    ] {
        assert!(targets(source, &Relation::Addresses).contains(&threat), "{source} and {threat}");
    }
    assert!(
        targets("agree-cybersecurity-agency", &Relation::BuildsOn).contains(&"cybersecurity-act")
    );
}
