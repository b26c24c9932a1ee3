//! Figures and dates: whose they are, and what they count.

use super::*;

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
    assert!(["announced", "in-preparation"].contains(&status("triple-frontex")));
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

/// The remarks speak of the creation of a Security College that had not met yet; the page of 14 April
/// announces its first meeting and cannot show that it was held.
#[test]
fn the_security_college_had_not_met_when_it_was_called_created() {
    let spoke = launch().date.as_deref().unwrap();
    assert_eq!(days("security-college", EventKind::Meeting), Vec::<&str>::new());
    let is_first = |event: &&Event| event.what.contains("16 April 2025");
    let first = happenings("security-college").find(is_first).expect("the first meeting");
    assert_eq!(first.date, "2025-04-14");
    assert!(first.date.as_str() > spoke && first.what.contains("announced"), "{}", first.what);
    assert!(happenings("security-college").any(|event| event.date == "2025-03-09"), "announced");
    assert!(days("security-college", EventKind::Founded).iter().all(|day| *day > spoke));
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
