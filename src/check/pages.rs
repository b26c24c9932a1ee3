//! Pages behind events: each reference names one, and none tells what was yet to come.

use crate::atlas::{EventKind, Evidence, MONTHS};
use crate::wire::{Draft, Finding, Severity, is_date};

use super::dates::is_before;
use super::{Findings, Rule, events_of};

/// Every outside reference of an event can be opened.
pub(super) const GIVEN: Rule = Rule {
    code: "reference-without-page",
    severity: Severity::Warning,
    summary: "every reference of an event has the address of a page",
    example: "[[action]]\nid = \"x\"\nlabel = \"X\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[action.event]]\ndate = \"2026\"\nkind = \"adopted\"\nevidence = [{ citation = \"C\", confidence = \"verified\" }]\n\
        [[link]]\nsource = \"p\"\nrelation = \"contains\"\ntarget = \"x\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: given,
};

/// No page tells as done what happened after it was written.
pub(super) const POSSIBLE: Rule = Rule {
    code: "impossible-page",
    severity: Severity::Warning,
    summary: "no event rests on pages that are all older than itself",
    example: "[[action]]\nid = \"x\"\nlabel = \"X\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[action.event]]\ndate = \"2026-04-16\"\nkind = \"meeting\"\n\
        evidence = [{ citation = \"C\", url = \"https://a.eu/2026/04/14/c\", confidence = \"verified\" }]\n\
        [[link]]\nsource = \"p\"\nrelation = \"contains\"\ntarget = \"x\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: possible,
};

/// Kinds whose date an older text can give, because it sets the date itself.
const FORETOLD: [EventKind; 5] = [
    EventKind::InForce,
    EventKind::Applies,
    EventKind::Transposition,
    EventKind::Expired,
    EventKind::NotFound,
];

fn given(draft: &Draft, findings: &mut Findings) {
    for (node, event) in events_of(draft) {
        for entry in &event.evidence {
            let Some(Evidence::Reference { citation, url: None, .. }) = &entry.evidence else {
                continue;
            };
            let message = format!(
                "the reference “{citation}” of this event of “{}” has no `url`, so nobody can \
                 look at it",
                node.node.id
            );
            findings.push(Finding::warning(GIVEN.code, entry.place.clone(), message));
        }
    }
}

fn possible(draft: &Draft, findings: &mut Findings) {
    for (node, event) in events_of(draft) {
        if event.event.kind.is_some_and(|kind| FORETOLD.contains(&kind)) {
            continue;
        }
        let pages = event.evidence.iter().filter_map(|entry| match &entry.evidence {
            Some(Evidence::Reference { citation, url, .. }) => {
                Some(page_date(citation, url.as_deref()))
            }
            _ => None,
        });
        // One page of which no day is known may be the newer one.
        let Some(dates) = pages.collect::<Option<Vec<String>>>() else { continue };
        let Some(newest) = dates.into_iter().max() else { continue };
        if is_before(&newest, &event.event.date) {
            let message = format!(
                "this event of “{}” is of {}, and the page it rests on of {newest}: a page tells \
                 what was announced, not what came of it",
                node.node.id, event.event.date
            );
            findings.push(Finding::warning(POSSIBLE.code, event.place.clone(), message));
        }
    }
}

/// The day of a page, as its address or its citation gives it.
fn page_date(citation: &str, url: Option<&str>) -> Option<String> {
    url.and_then(date_in_address).or_else(|| date_in_citation(citation))
}

/// The first `2026/04/14`, `2026-04-14` or `20260414` that stands between other marks.
fn date_in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split(|c: char| !c.is_ascii_digit()).collect();
    let run = parts.windows(3).find_map(|run| match run {
        [year, month, day] => Some(format!("{year}-{month}-{day}")).filter(|date| is_day(date)),
        _ => None,
    });
    run.or_else(|| {
        parts.iter().filter(|part| part.len() == 8).find_map(|part| {
            let date = format!("{}-{}-{}", part.get(..4)?, part.get(4..6)?, part.get(6..)?);
            Some(date).filter(|date| is_day(date))
        })
    })
}

/// "…, 14 April 2025" of a page; a date after "of" is one of an act.
fn date_in_citation(citation: &str) -> Option<String> {
    let words: Vec<&str> = citation.split_whitespace().collect();
    words.windows(4).find_map(|run| {
        let [before, day, month, year] = run else { return None };
        let month = MONTHS.iter().position(|name| name == month)? + 1;
        let year: String = year.chars().take_while(char::is_ascii_digit).collect();
        let day: u8 = day.parse().ok()?;
        let date = format!("{year}-{month:02}-{day:02}");
        (*before != "of" && is_day(&date)).then_some(date)
    })
}

fn is_day(date: &str) -> bool {
    date.len() == 10 && is_date(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_page_is_read_where_it_stands() {
        let check = |citation, url, expected: Option<&str>| {
            assert_eq!(page_date(citation, url).as_deref(), expected, "{citation} {url:?}");
        };
        check("C", Some("https://a.eu/en/2025/04/14/b"), Some("2025-04-14"));
        check("C", Some("https://a.eu/news-2025-12-11_en"), Some("2025-12-11"));
        check("C", Some("https://a.eu/20260604-b"), Some("2026-06-04"));
        check("C", Some("https://a.eu/?uri=OJ%3AL_202502167"), None);
        check("C", Some("https://a.eu/2025/41"), None);
        check("Eunews, 14 April 2025, on it", None, Some("2025-04-14"));
        check("Regulation of 20 June 2019", None, None);
        check("Some page", None, None);
    }
}
