//! Texts that are no JSON: what they seem to be instead, and what to do.
//!
//! Owns the words for them, in three tables: how a text begins, what stands where reading stopped,
//! and what the whole looks like. JSON of other programs is told in [`super::lookalikes`].

use serde::de::IgnoredAny;

use super::GRAPH_TYPE;

/// What tells a text and what is said of it.
type Row = (&'static [&'static str], &'static str);

/// Texts by how they begin, in small letters; narrow ones before wide ones.
const BEGINNINGS: &[Row] = &[
    (
        &["version https://git-lfs.github.com"],
        "this is a note of Git LFS and not the file itself; `git lfs pull` fetches it",
    ),
    (&["<graphml"], "this is GraphML, which is written but not read here"),
    (&["<gexf"], "this is GEXF, which is written but not read here"),
    (
        &["<!doctype html", "<html"],
        "this is a web page; save the file behind its link instead of the page",
    ),
    (&["<"], "this is XML, of which only GraphML and GEXF hold graphs, and neither is read here"),
    (
        &["digraph", "strict graph", "strict digraph", "graph {", "graph{", "graph \""],
        "this is Graphviz DOT, which is written but not read here",
    ),
    (&["graph [", "graph\n", "creator \""], "this is GML, which is not read here"),
    (&["*vertices", "*network"], "this is a Pajek file, which is not read here"),
    (TABLES, "this is a TOML table of an atlas folder; open the folder"),
    (&["---", "%yaml", "graph:", "nodes:"], "this is YAML; only JSON is read"),
    (
        &["var ", "const ", "let ", "export ", "module.", "window.", "import "],
        "this is the text of a program; only the object in it, as JSON, can be read",
    ),
];

/// How a table of an atlas folder begins; a list of lists begins with `[[` too.
const TABLES: &[&str] = &[
    "[atlas]",
    "[briefing]",
    "[[document",
    "[[left-out",
    "[[threat",
    "[[pillar",
    "[[action",
    "[[actor",
    "[[instrument",
    "[[link",
    "[[view",
];

/// What reading stopped at.
const STOPS: &[Row] = &[
    (
        &["<<<<<<<", "=======", ">>>>>>>"],
        "here is a conflict that git could not merge; keep one of the two sides",
    ),
    (
        &["NaN", "Infinity", "-Infinity"],
        "JSON has no such number (Python's json module writes it); write null or a number",
    ),
    (&["//", "/*", "#"], "JSON has no comments; take them out"),
    (
        &["'"],
        "JSON has no single quotation marks (Python's print writes them); in Python, write it with json.dump",
    ),
    (
        &["None", "True", "False"],
        "this is Python's word; JSON has null, true and false: in Python, write it with json.dump",
    ),
    (&["undefined"], "JSON has no undefined; write null or leave the key out"),
    (&["“", "”"], "these are typographic quotation marks; JSON has straight ones"),
];

/// What a text that is no JSON seems to be, and the byte at which to say so; `None` where the
/// parser's own words are all there is to say.
pub(super) fn told(text: &str, stop: usize, is_cut: bool) -> Option<(usize, String)> {
    let start = text.len() - text.trim_start().len();
    let beginning = text.trim_start();
    if beginning.is_empty() {
        return Some((0, "the file is empty".to_owned()));
    }
    if let Some(words) = of_beginning(beginning) {
        return Some((start, words.to_owned()));
    }
    if let Some(words) = several(text) {
        return Some((stop, words));
    }
    if is_cut {
        let what =
            if beginning.contains(&format!("\"{GRAPH_TYPE}\"")) { "the atlas" } else { "the file" };
        let words =
            format!("{what} is cut short: the text ends in the middle; export or copy it again");
        return Some((text.trim_end().len(), words));
    }
    let rest = text.get(stop..).unwrap_or_default();
    let stops = STOPS.iter().find(|(signs, _)| signs.iter().any(|sign| rest.starts_with(*sign)));
    if let Some((_, words)) = stops {
        return Some((stop, (*words).to_owned()));
    }
    is_table(beginning).then(|| {
        (
            start,
            "this is a table (CSV); only a JSON Graph Format file or an atlas is read".to_owned(),
        )
    })
}

/// How much of a text is looked at to tell it by its beginning: XML names what it is after comments.
const BEGINNING: usize = 2048;

fn of_beginning(text: &str) -> Option<&'static str> {
    let mut end = BEGINNING.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let beginning = text.get(..end).unwrap_or_default().to_lowercase();
    // The element that matters stands after `<?xml …?>` and comments.
    let is_xml = beginning.starts_with('<');
    let begins = |sign: &&str| {
        beginning.starts_with(*sign) || (is_xml && sign.len() > 1 && beginning.contains(*sign))
    };
    BEGINNINGS.iter().find(|(signs, _)| signs.iter().any(begins)).map(|row| row.1)
}

/// Several JSON values one after the other, as JSON Lines have them.
fn several(text: &str) -> Option<String> {
    let values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    let n = values.take_while(Result::is_ok).count();
    let is_object = text.trim_start().starts_with(['{', '[']);
    (n > 1 && is_object).then(|| {
        format!(
            "here a second JSON value begins: these seem to be JSON Lines, one value a line, of \
             which {n} can be read; put them into one JSON Graph"
        )
    })
}

/// Whether the first line looks like the head of a table.
fn is_table(text: &str) -> bool {
    let head = text.lines().next().unwrap_or_default();
    let is_one = |mark: char| head.matches(mark).count() >= 1;
    !head.starts_with(['{', '[']) && [',', ';', '\t'].into_iter().any(is_one)
}

#[cfg(test)]
mod tests {
    use crate::wire::json::read;

    fn check(text: &str, place: &str, words: &str) {
        let opened = read(text, "x");
        let found: Vec<String> = opened.findings.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let start = format!("x:{place}: error[syntax]: ");
        assert!(found[0].starts_with(&start) && found[0].contains(words), "{text}: {found:?}");
    }

    #[test]
    fn texts_of_other_sorts_are_named_where_they_begin() {
        check("", "1:1", "is empty");
        check(" \n\n", "1:1", "is empty");
        check("<?xml version=\"1.0\"?>\n<!-- x -->\n<graphml/>", "1:1", "GraphML");
        check("\n<!DOCTYPE html><html></html>", "2:1", "web page");
        check("<gexf version=\"1.3\"/>", "1:1", "GEXF");
        check("digraph G { a -> b }", "1:1", "DOT");
        check("graph [\n node [ id 1 ] ]", "1:1", "GML");
        check("[[actor]]\nid = \"x\"", "1:1", "open the folder");
        check("[atlas]\nid = \"x\"", "1:1", "open the folder");
        check("const g = {};", "1:1", "text of a program");
        check("version https://git-lfs.github.com/spec/v1\noid sha256:0", "1:1", "git lfs pull");
        check("id,label\na,A\n", "1:1", "CSV");
        check("id;label\na;A\n", "1:1", "CSV");
    }

    #[test]
    fn json_lines_are_named_where_the_second_begins() {
        check("{\"a\": 1}\n{\"b\": 2}\n{\"c\": 3}\n", "2:1", "which 3 can be read");
        check("{\"graph\": {}} {\"graph\": {}}", "1:15", "JSON Lines");
        check("{\"a\": 1}\n{\"b\": 2}\n{\"c\":", "2:1", "JSON Lines");
    }

    #[test]
    fn a_file_cut_short_is_named_where_it_ends() {
        check("{\"graph\": {\"nodes\": {\"a\"", "1:25", "the file is cut short");
        check(
            "{\"graph\": {\n\"type\": \"protecteu-atlas\", \"id\": \"x",
            "2:36",
            "the atlas is cut short",
        );
        check("[1,\n2\n", "2:2", "cut short");
    }

    #[test]
    fn what_json_does_not_bear_is_named_where_it_stands() {
        check("{\"graph\":\n {\"nodes\": NaN}}", "2:12", "Python's json module");
        check("{\"a\": -Infinity}", "1:8", "no such number");
        check("{\"a\": 1, // x\n}", "1:10", "no comments");
        check("{'graph': 1}", "1:2", "single quotation marks");
        check("{\"a\": None}", "1:7", "json.dump");
        check("{\"a\": 1,\n<<<<<<< HEAD\n\"b\": 1}", "2:1", "git could not merge");
        check("{“graph”: 1}", "1:2", "typographic");
    }
}
