//! Words and places: what is quoted from where, and which names mean one thing.

use super::*;

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

/// A list that opens with “The Commission will:” says who acts, so its points are stated.
#[test]
fn who_acts_is_stated_where_the_opening_of_a_list_says_so() {
    let mut n_points = 0;
    for (owner, quote) in all_quotes().filter(|(owner, _)| owner.contains("--led-by--")) {
        if !quote.exact.contains("he Commission will:\n- ") {
            continue;
        }
        n_points += 1;
        let link = ATLAS.links().iter().find(|link| link.id.as_str() == owner).expect("a link");
        assert!(is_stated(link) && link.target.as_str() == "commission", "{owner}");
    }
    assert_eq!(n_points, 13, "the points of the two lists");
    for opening in ["\nThe Commission will:", "Concretely, the Commission will:"] {
        let place = launch().find_all(opening)[0];
        assert!(!launch().left_out.iter().any(|passage| passage.span.overlaps(place)), "{opening}");
    }
}
