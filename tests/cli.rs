//! The program as scripts see it: arguments, exit codes, standard streams and files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::{TempDir, tempdir};

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_protecteu-atlas"));
    // Standard error is compared: neither a wish for traces nor for colour may show in it.
    program.env_remove("RUST_BACKTRACE").env("NO_COLOR", "1").env("COLUMNS", "100");
    program
}

fn run(args: &[&str]) -> Output {
    program().args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

/// What a right call prints.
fn printed(args: &[&str]) -> Vec<u8> {
    let output = run(args);
    let complaint = text(&output.stderr);
    assert!(output.status.success() && complaint.is_empty(), "{args:?}: {complaint}");
    output.stdout
}

fn json(args: &[&str]) -> Value {
    serde_json::from_slice(&printed(args)).unwrap()
}

/// A call that fails: its exit code and what it says, on standard error only.
fn check_failure(args: &[&str], code: i32, said: &[&str]) {
    let output = run(args);
    let complaint = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {complaint}");
    assert_eq!(text(&output.stdout), "", "{args:?}");
    for words in said {
        assert!(complaint.contains(words), "{args:?} does not say {words:?}: {complaint}");
    }
    assert!(!complaint.contains("panicked") && !complaint.contains("fault"), "{complaint}");
}

/// A folder with the built-in atlas in it, to be broken.
fn copy_of_seeds() -> TempDir {
    let folder = tempdir().unwrap();
    copy(&seeds(), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

fn in_folder(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

#[test]
fn help_and_version_are_results() {
    for args in [
        &["--help"][..],
        &["check", "--help"],
        &["present", "--help"],
        &["list", "--help"],
        &["export", "--help"],
        &["completions", "--help"],
    ] {
        assert!(text(&printed(args)).contains("Example"), "{args:?}");
    }
    let version = format!("protecteu-atlas {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(text(&printed(&["--version"])), version);
    let help = text(&printed(&["export", "--help"]));
    for format in protecteu_atlas::export::FORMATS {
        assert!(help.contains(format.extension), "{}", format.extension);
    }
}

#[test]
fn wrong_usage_exits_2_and_says_what_is_right() {
    let check = |args: &[&str], said: &[&str]| check_failure(args, 2, said);
    check(&["export"], &["--output <OUT>"]);
    check(&["list", "nods"], &["nods", "a similar value exists: 'nodes'"]);
    check(&["list", "nodes", "--format", "yaml"], &["table", "json", "csv"]);
    check(&["completions", "cmd"], &["bash", "fish", "zsh"]);
    check(&["export", "-o", "x.png", "--bom"], &["--bom", "png", ".csv"]);
    check(&["export", "-o", "x.png", "--register", "all"], &["--register", "png", ".pdf"]);
    for (option, value) in [
        ("--size", "0x900"),
        ("--size", "NaNxNaN"),
        ("--size", "infx900"),
        ("--size", "1600"),
        ("--scale", "0"),
        ("--scale", "-1"),
        ("--scale", "1000"),
        ("--date", "2026-02-29"),
        ("--date", "yesterday"),
        ("--depth", "10"),
        ("--layout", "spiral"),
        ("--theme", "sepia"),
        ("--unfold", "some"),
        ("--format", "gif"),
    ] {
        check(&["export", "-o", "x.png", &format!("{option}={value}")], &[option, value]);
    }
    check(&["export", "-o", "x"], &["--format", "png, svg, pdf, json"]);
    check(&["export", "-o", "-"], &["--format", "png, svg, pdf, json"]);
    check(&["export", "-o", "x.pngg"], &["“pngg”", "the nearest is “png”", "png, svg, pdf, json"]);
    check(&["export", "-o", "x.png", "--focus", "europl"], &["--focus", "“europl”", "“europol”"]);
    check(&["export", "-o", "x.png", "--select", "europl"], &["--select", "“europol”"]);
    check(&["export", "-o", "x.png", "--size", "20x20"], &["20 x 20 points leave no room"]);
    check(&["export", "-o", "x.png", "--scale", "99"], &["lower --size or --scale"]);
    check(&["--exit-after-frames", "0"], &["--exit-after-frames"]);
    check(&["--renderer", "gl"], &["glow", "wgpu"]);
    check(&["chek"], &["did you mean the command “check”?"]);
}

#[test]
fn a_wrong_filter_is_shown_with_a_mark_under_the_column() {
    check_failure(
        &["list", "nodes", "--filter", "kind:actor treat:terrorism"],
        2,
        &[
            "error: --filter, column 12: no filter key is called “treat”; the nearest is “threat”",
            "\n  kind:actor treat:terrorism\n             ^\n",
        ],
    );
    check_failure(
        &["export", "-o", "x.png", "--filter", "actor:europl"],
        2,
        &["column 7: no actor is called “europl”; the nearest is “europol”", "\n        ^\n"],
    );
    check_failure(&["--filter", "\u{1b}[2J:x"], 2, &["\\u{1b}[2J:x"]);
}

#[test]
fn the_built_in_atlas_has_no_errors() {
    let report = text(&printed(&["check"]));
    assert!(report.starts_with("0 errors, 0 warnings: 3 documents, "), "{report}");
    assert!(report.ends_with(" quotes verified\n"), "{report}");
    assert_eq!(text(&printed(&["check", seeds().to_str().unwrap()])), report);
    assert_eq!(json(&["check", "--json"]), serde_json::json!([]));
}

#[test]
fn one_changed_letter_is_one_error_with_its_place_and_the_nearest_passage() {
    let folder = copy_of_seeds();
    let table = folder.path().join("links.toml");
    let links = std::fs::read_to_string(&table).unwrap();
    // The first quote of the file, its first letter doubled.
    let broken = links.replacen("quote = \"Today, the", "quote = \"Today, tthe", 1);
    let at = broken.find("Today, tthe").unwrap();
    let line = broken[..at].matches('\n').count() + 1;
    std::fs::write(&table, &broken).unwrap();
    let path = folder.path().to_str().unwrap();
    let output = run(&["check", path]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr), "");
    let report = text(&output.stdout);
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines.len(), 2, "{report}");
    let place = format!("{}:{line}:", table.display());
    assert!(lines[0].starts_with(&place), "{report}");
    assert!(lines[0].contains(": error[quote-not-found]: "), "{report}");
    assert!(lines[0].contains("Today, the European Commission is presenting"), "{report}");
    assert!(lines[1].starts_with("1 error, 0 warnings: "), "{report}");
    let output = run(&["check", path, "--json"]);
    let findings: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(findings[0]["code"], "quote-not-found");
    assert_eq!(findings[0]["line"], line);
    assert_eq!(findings[0]["severity"], "error");
    let out = in_folder(&folder, "x.json");
    check_failure(&["export", path, "-o", &out], 1, &["the atlas has 1 error", "check", path]);
    check_failure(&["list", "nodes", path], 1, &["the atlas has 1 error"]);
    assert!(!Path::new(&out).exists());
}

/// An atlas of one document, of whose three sentences evidence touches one.
fn atlas_of_three_sentences() -> TempDir {
    let folder = tempdir().unwrap();
    let words = "Heading\nEuropol acts. Good evening.\nIt costs money.\n";
    let hash = protecteu_atlas::wire::sha256(words.as_bytes());
    let table = format!(
        "[atlas]\nid = \"a\"\ntitle = \"A\"\n\
         [[document]]\nid = \"d\"\ntitle = \"D\"\nfile = \"d.txt\"\nsha256 = \"{hash}\"\nlanguage = \"en\"\n\
         [[document.section]]\ntitle = \"One\"\nbegins = \"Heading\"\nheading = \"Heading\"\n\
         [[left-out]]\ndocument = \"d\"\nquote = \"Good evening.\"\nreason = \"A greeting.\"\n\
         [[actor]]\nid = \"europol\"\nlabel = \"Europol\"\n\
         evidence = [{{ document = \"d\", quote = \"Europol\" }}]\n"
    );
    std::fs::write(folder.path().join("d.txt"), words).unwrap();
    std::fs::write(folder.path().join("atlas.toml"), table).unwrap();
    folder
}

#[test]
fn coverage_follows_the_findings_and_names_every_untouched_sentence() {
    let folder = atlas_of_three_sentences();
    let path = folder.path().to_str().unwrap();
    let report = text(&printed(&["check", path, "--coverage"]));
    let lines: Vec<&str> = report.lines().collect();
    assert!(lines[0].ends_with("warning[orphan-node]: no link touches the actor “europol”"));
    assert_eq!(
        lines[1..],
        [
            "0 errors, 1 warning: 1 document, 1 node, 0 links, 1 quote verified",
            "",
            "DOCUMENT  TITLE  HEADING  SPEAKER  SENTENCES  TOUCHED  LEFT-OUT  UNTOUCHED  PERCENT",
            "d         D                        3          1        1         1          66.7",
            "d         One    Heading           3          1        1         1          66.7",
            "total                              3          1        1         1          66.7",
            "d.txt:3:1: untouched: “It costs money.”",
        ]
    );
}

#[test]
fn coverage_as_json_says_the_same() {
    let folder = atlas_of_three_sentences();
    let found = json(&["check", folder.path().to_str().unwrap(), "--coverage", "--json"]);
    assert_eq!(found["findings"][0]["code"], "orphan-node");
    let counts = |extra: Value| {
        let mut counts = serde_json::json!({
            "sentences": 3, "touched": 1, "left_out": 1, "untouched": 1, "percent": 66.7
        });
        for (key, value) in extra.as_object().unwrap() {
            counts[key] = value.clone();
        }
        counts
    };
    let section = counts(serde_json::json!({ "title": "One", "heading": "Heading" }));
    let untouched = serde_json::json!({
        "path": "d.txt", "line": 3, "column": 1, "sentence": "It costs money."
    });
    let document = counts(serde_json::json!({
        "id": "d", "title": "D", "file": "d.txt",
        "sections": [section], "untouched_sentences": [untouched],
    }));
    let expected =
        serde_json::json!({ "documents": [document], "total": counts(serde_json::json!({})) });
    assert_eq!(found["coverage"], expected);
}

#[test]
fn coverage_of_an_atlas_with_errors_still_exits_with_one() {
    let folder = atlas_of_three_sentences();
    std::fs::write(folder.path().join("b.toml"), "]").unwrap();
    let output = run(&["check", folder.path().to_str().unwrap(), "--coverage"]);
    assert_eq!(output.status.code(), Some(1));
    let report = text(&output.stdout);
    assert!(
        report.contains("b.toml:1:1: error[syntax]") && report.contains("d.txt:3:1: untouched")
    );
}

#[test]
fn what_cannot_be_opened_is_named() {
    let folder = tempdir().unwrap();
    let missing = in_folder(&folder, "gone");
    check_failure(&["check", &missing], 1, &["no such file or folder", &missing]);
    check_failure(&["export", &missing, "-o", "x.png"], 1, &["no such file or folder"]);
    let picture = in_folder(&folder, "cat.gif");
    std::fs::write(&picture, "GIF89a").unwrap();
    check_failure(&["check", &picture], 1, &["cat.gif"]);
    let garbage = in_folder(&folder, "bad.json");
    std::fs::write(&garbage, b"\xff\xfe{}").unwrap();
    let output = run(&["check", &garbage]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("error[unreadable]: it is not UTF-8, byte 1"));
    let empty = in_folder(&folder, "empty");
    std::fs::create_dir(&empty).unwrap();
    let output = run(&["check", &empty]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
    check_failure(&["list", "nodes", &empty], 1, &["the atlas has", &empty]);
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_refused_at_once() {
    let folder = tempdir().unwrap();
    let pipe = in_folder(&folder, "pipe.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    check_failure(&["check", &pipe], 1, &["pipe.json"]);
    check_failure(&["list", "nodes", &pipe], 1, &["pipe.json"]);
    check_failure(&["export", "-o", &pipe], 1, &["pipe.json exists; --force replaces it"]);
    check_failure(&["export", "-o", &pipe, "--force"], 1, &["no file that could be replaced"]);
    let device = ["export", "-o", "/dev/stdout", "--format", "svg", "--force"];
    check_failure(&device, 1, &["no file that could be replaced: /dev/stdout"]);
    check_failure(&["check", "/dev/zero"], 1, &["/dev/zero"]);
}

#[test]
fn every_list_prints_in_every_notation() {
    for rows in ["nodes", "links", "documents", "threats", "events", "filters"] {
        let table = text(&printed(&["list", rows]));
        let csv = text(&printed(&["list", rows, "--format", "csv"]));
        let objects = json(&["list", rows, "--format", "json"]);
        let objects = objects.as_array().unwrap();
        let n_pieces = |link: &Value| link["evidence"].as_array().unwrap().len();
        let n_rows = match rows {
            "links" => objects.iter().map(n_pieces).sum(),
            _ => objects.len(),
        };
        assert_eq!(table.lines().count(), n_rows + 1, "{rows}");
        assert!(csv.ends_with("\r\n") && csv.lines().count() > n_rows, "{rows}");
        assert!(table.lines().all(|line| line == line.trim_end()), "{rows}");
    }
    let actors = json(&["list", "nodes", "--filter", "kind:actor", "--format", "json"]);
    assert!(actors.as_array().unwrap().iter().all(|node| node["kind"] == "actor"));
    let nodes = text(&printed(&["list", "nodes"]));
    assert!(nodes.starts_with("ID"), "{nodes}");
    assert!(nodes.contains("\neuropol  "), "{nodes}");
}

/// An atlas with one act: proposed by an action, dated, and with something that happened to it.
fn dated_atlas() -> TempDir {
    let folder = tempdir().unwrap();
    let text = "First line.\nA law to come.\n";
    let quote = |words: &str| format!("{{ document = \"d\", quote = \"{words}\" }}");
    let tables = format!(
        "[atlas]\nid = \"a\"\ntitle = \"A\"\nas_of = \"2026-01-01\"\n\
         [[document]]\nid = \"d\"\ntitle = \"D\"\nfile = \"d.txt\"\nsha256 = \"{hash}\"\nlanguage = \"en\"\n\
         [[document.section]]\ntitle = \"Part\"\nbegins = \"First\"\nspeaker = \"Somebody\"\n\
         [[action]]\nid = \"act\"\nlabel = \"Act\"\nevidence = [{law}]\n\
         [[instrument]]\nid = \"law\"\nlabel = \"Law\"\ntitle = \"The law, in full\"\n\
         status = \"in-force\"\nstatus_as_of = \"2026-02\"\nspoken = \"Say it\"\n\
         identifiers = {{ number = \"2022/2555\", celex = \"32022L2555\", url = \"https://a.eu\" }}\n\
         dates = [{{ date = \"2023\", kind = \"in-force\" }},\n\
           {{ date = \"2022-12-14\", kind = \"adopted\", what = \"Adopted late\" }}]\n\
         evidence = [{{ citation = \"C\", confidence = \"memory\" }}, {law}]\n\
         [[instrument.event]]\ndate = \"2026-02-03\"\nkind = \"agreed\"\nnumber = \"ST 1\"\n\
         evidence = [{{ citation = \"Register\", confidence = \"verified\" }}]\n\
         [[instrument.event]]\ndate = \"2025\"\nwhat = \"Talks\"\n\
         [[actor]]\nid = \"agency\"\nlabel = \"Agency\"\nseat = \"Riga\"\nevidence = [{law}]\n\
         [[link]]\nsource = \"act\"\nrelation = \"proposes\"\ntarget = \"law\"\n\
         evidence = [{law}, {{ document = \"d\", quote = \"First\", reason = \"because\" }},\n\
           {{ citation = \"C\", url = \"https://c.eu\", confidence = \"verified\" }}]\n",
        hash = protecteu_atlas::wire::sha256(text.as_bytes()),
        law = quote("A law to come"),
    );
    std::fs::write(folder.path().join("d.txt"), text).unwrap();
    std::fs::write(folder.path().join("a.toml"), tables).unwrap();
    folder
}

fn rows_of(folder: &TempDir, rows: &str) -> Value {
    json(&["list", rows, folder.path().to_str().unwrap(), "--format", "json"])
}

fn csv_of(folder: &TempDir, rows: &str) -> Vec<String> {
    let path = folder.path().to_str().unwrap();
    let csv = text(&printed(&["list", rows, path, "--format", "csv"]));
    csv.lines().map(str::to_owned).collect()
}

#[test]
fn a_node_is_listed_with_all_that_is_needed_to_check_it() {
    let folder = dated_atlas();
    let nodes = rows_of(&folder, "nodes");
    assert_eq!(
        nodes[1],
        serde_json::json!({
            "id": "law", "kind": "instrument", "label": "Law", "title": "The law, in full",
            "status": "in-force", "as_of": "2026-02", "threats": [], "number": "2022/2555",
            "celex": "32022L2555", "url": "https://a.eu", "follow_up": "found", "n_links": 1, "basis": "stated",
            "dates": [
                { "date": "2022-12-14", "kind": "adopted", "what": "Adopted late" },
                { "date": "2023", "kind": "in-force", "what": "In force" }
            ],
            "document": "d", "section": "Part", "line": 2, "quote": "A law to come",
            "evidence": [
                { "basis": "reference", "citation": "C", "confidence": "memory" },
                {
                    "basis": "stated", "document": "d", "section": "Part", "speaker": "Somebody",
                    "line": 2, "quote": "A law to come"
                }
            ],
            "spoken": "Say it"
        })
    );
    assert_eq!(nodes[2]["seat"], "Riga");
    assert_eq!(nodes[2].get("as_of"), None);
    assert_eq!(
        csv_of(&folder, "nodes")[2],
        "law,instrument,,Law,\"The law, in full\",in-force,2026-02,,,2022/2555,32022L2555,\
         https://a.eu,,2022-12-14 adopted (Adopted late); 2023 in-force,found,,1,,,Say it,\
         stated,,d,Part,2,A law to come,,"
    );
}

#[test]
fn every_piece_of_evidence_of_a_link_is_listed() {
    let folder = dated_atlas();
    let links = rows_of(&folder, "links");
    assert_eq!(
        links,
        serde_json::json!([{
            "id": "act--proposes--law", "source": "act", "relation": "proposes", "target": "law",
            "basis": "stated",
            "evidence": [
                {
                    "basis": "stated", "document": "d", "section": "Part", "speaker": "Somebody",
                    "line": 2, "quote": "A law to come"
                },
                {
                    "basis": "interpreted", "document": "d", "section": "Part",
                    "speaker": "Somebody", "line": 1, "quote": "First", "reason": "because"
                },
                {
                    "basis": "reference", "citation": "C", "url": "https://c.eu",
                    "confidence": "verified"
                }
            ]
        }])
    );
    let ends = "act--proposes--law,act,proposes,law";
    assert_eq!(
        csv_of(&folder, "links")[1..],
        [
            format!("{ends},stated,,d,Part,2,A law to come,,,,"),
            format!("{ends},interpreted,,d,Part,1,First,because,,,"),
            format!("{ends},reference,,,,,,,C,https://c.eu,verified"),
        ]
    );
    let table = text(&printed(&["list", "links", folder.path().to_str().unwrap()]));
    let rows: Vec<Vec<&str>> =
        table.lines().map(|line| line.split_whitespace().collect()).collect();
    let head = ["SOURCE", "RELATION", "TARGET", "BASIS", "DOCUMENT", "LINE", "WORDS"];
    assert_eq!(rows[0], head);
    assert_eq!(rows[2], ["act", "proposes", "law", "interpreted", "d", "1", "First"]);
    assert_eq!(rows[3], ["act", "proposes", "law", "reference", "C"]);
}

#[test]
fn events_are_listed_by_date_with_the_actions_that_announced_them() {
    let folder = dated_atlas();
    let events = rows_of(&folder, "events");
    assert_eq!(events[0]["what"], "Talks");
    assert_eq!(
        events[1],
        serde_json::json!({
            "date": "2026-02-03", "kind": "agreed", "node": "law", "label": "Law",
            "what": "Agreed", "number": "ST 1", "confidence": "verified", "citation": "Register",
            "evidence": [{ "basis": "reference", "citation": "Register", "confidence": "verified" }],
            "actions": ["act"]
        })
    );
    assert_eq!(
        csv_of(&folder, "events")[1..],
        [
            "2025,,law,Law,Talks,,,,,,,act",
            "2026-02-03,agreed,law,Law,Agreed,ST 1,,,,verified,Register,act"
        ]
    );
}

#[test]
fn the_line_of_a_quote_is_that_of_its_text() {
    let documents = json(&["list", "documents", "--format", "json"]);
    let texts: std::collections::BTreeMap<&str, String> = documents
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (d["id"].as_str().unwrap(), seeds().join(d["file"].as_str().unwrap())))
        .map(|(id, path)| (id, std::fs::read_to_string(path).unwrap()))
        .collect();
    let links = json(&["list", "links", "--format", "json"]);
    let evidence = links.as_array().unwrap().iter().flat_map(|l| l["evidence"].as_array().unwrap());
    let mut n_quotes = 0;
    for piece in evidence.filter(|piece| piece["quote"].is_string()) {
        let text = &texts[piece["document"].as_str().unwrap()];
        let line = usize::try_from(piece["line"].as_u64().unwrap()).unwrap();
        let first_words = piece["quote"].as_str().unwrap().lines().next().unwrap();
        assert!(text.lines().nth(line - 1).unwrap().contains(first_words), "{piece}");
        n_quotes += 1;
    }
    assert!(n_quotes > 100, "{n_quotes} quotes");
}

#[test]
fn a_list_holds_exactly_what_the_filter_keeps() {
    let filter = ["--filter", "threat:terrorism actor:europol"];
    let exported = json(&[&["export", "-o", "-", "--format", "json"], &filter[..]].concat());
    let listed = json(&[&["list", "nodes", "--format", "json"], &filter[..]].concat());
    let ids: Vec<&str> =
        listed.as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
    let nodes = exported["graph"]["nodes"].as_object().unwrap();
    assert_eq!(nodes.keys().map(String::as_str).collect::<Vec<_>>(), ids);
    let links = json(&[&["list", "links", "--format", "json"], &filter[..]].concat());
    let edges = exported["graph"]["edges"].as_array().unwrap();
    assert_eq!(edges.len(), links.as_array().unwrap().len());
    assert!(edges.len() < 50 && !edges.is_empty());
    for edge in edges {
        assert!(nodes.contains_key(edge["source"].as_str().unwrap()));
        assert!(nodes.contains_key(edge["target"].as_str().unwrap()));
    }
}

#[test]
fn completions_come_for_every_shell() {
    for (shell, mark) in
        [("bash", "complete -F"), ("zsh", "#compdef protecteu-atlas"), ("fish", "complete -c")]
    {
        let script = text(&printed(&["completions", shell]));
        assert!(script.contains(mark), "{shell}");
        assert!(script.contains("--no-legend") || script.contains("no-legend"), "{shell}");
    }
}

#[test]
fn an_existing_file_is_replaced_only_with_force() {
    let folder = tempdir().unwrap();
    let out = in_folder(&folder, "out.svg");
    std::fs::write(&out, "old").unwrap();
    check_failure(&["export", "-o", &out], 1, &["out.svg exists; --force replaces it"]);
    assert_eq!(std::fs::read(&out).unwrap(), b"old");
    assert!(printed(&["export", "-o", &out, "--filter", "threat:drugs", "--force"]).is_empty());
    assert!(std::fs::read_to_string(&out).unwrap().starts_with("<svg"));
    let entries = std::fs::read_dir(folder.path()).unwrap();
    assert_eq!(entries.count(), 1, "something was left beside the file");
}

#[test]
fn a_failed_export_says_why_and_changes_nothing() {
    let folder = tempdir().unwrap();
    let out = in_folder(&folder, "no/out.svg");
    check_failure(&["export", "-o", &out], 1, &["folder it should stand in does not exist", &out]);
    let occupied = in_folder(&folder, "file");
    std::fs::write(&occupied, "old").unwrap();
    let below = in_folder(&folder, "file/out.svg");
    check_failure(&["export", "-o", &below], 1, &["that is no folder", &below]);
    let is_folder = in_folder(&folder, "folder.svg");
    std::fs::create_dir(&is_folder).unwrap();
    check_failure(&["export", "-o", &is_folder, "--force"], 1, &["no file that could be replaced"]);
    assert_eq!(std::fs::read(&occupied).unwrap(), b"old");
}

/// A file size limit fails writing the way a full disk does.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_takes_no_more_leaves_the_old_file() {
    let folder = tempdir().unwrap();
    let out = in_folder(&folder, "out.svg");
    std::fs::write(&out, "old").unwrap();
    for force in ["--force", "--no-legend"] {
        let target = if force == "--force" { out.clone() } else { in_folder(&folder, "new.svg") };
        let limited = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
        let output = Command::new("sh")
            .args(["-c", limited, "sh", env!("CARGO_BIN_EXE_protecteu-atlas")])
            .args(["export", "-o", &target, force])
            .output()
            .unwrap();
        let complaint = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        assert!(complaint.ends_with(&format!(": {target}\n")), "{complaint}");
    }
    assert_eq!(std::fs::read(&out).unwrap(), b"old");
    let entries = std::fs::read_dir(folder.path()).unwrap();
    assert_eq!(entries.count(), 1, "something was left beside the file");
}

#[test]
fn the_same_call_writes_the_same_bytes_anywhere() {
    let elsewhere = tempdir().unwrap();
    for format in ["png", "svg", "json"] {
        let args = ["export", "-o", "-", "--format", format, "--filter", "threat:terrorism"];
        let first = printed(&args);
        assert_eq!(printed(&args), first, "{format}");
        let output = program()
            .args(args)
            .current_dir(elsewhere.path())
            .env("HOME", "/nowhere")
            .env("TZ", "Asia/Tokyo")
            .env("LANG", "tr_TR.UTF-8")
            .env("LC_ALL", "de_DE.UTF-8")
            .output()
            .unwrap();
        assert_eq!(output.stdout, first, "{format}");
        let out = elsewhere.path().join(format!("out.{format}"));
        assert!(printed(&["export", "-o", out.to_str().unwrap(), args[5], args[6]]).is_empty());
        assert_eq!(std::fs::read(&out).unwrap(), first, "{format}");
    }
}

#[test]
fn a_date_stands_in_a_picture_only_if_given() {
    let svg = |extra: &[&str]| {
        let part = ["export", "-o", "-", "--format", "svg", "--filter", "threat:drugs"];
        text(&printed(&[&part[..], extra].concat()))
    };
    assert!(svg(&["--date", "2026-02-28"]).contains("Exported 2026-02-28"));
    assert!(!svg(&[]).contains("Exported"));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let png = ["export", "-o", "-", "--format", "png", "--filter", "threat:drugs"];
    for args in [&["list", "links"][..], &png, &["--help"]] {
        let mut child =
            program().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
        assert_eq!(text(&output.stderr), "", "{args:?}");
    }
}

#[test]
fn a_png_has_the_size_asked_for_and_shows_something() {
    let drugs = ["export", "-o", "-", "--filter", "threat:drugs", "--format", "png"];
    let bytes = printed(&[&drugs[..], &["--size", "1800x900", "--scale=2"]].concat());
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (3600, 1800));
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let colors: std::collections::BTreeSet<&[u8]> = pixels.chunks(4).collect();
    assert!(colors.len() > 50, "{} colours", colors.len());
}

#[test]
fn a_picture_nobody_can_read_is_written_with_a_warning() {
    let warned = |args: &[&str], words: &str| {
        let output = run(&[&["export", "-o", "-", "--format", "svg"], args].concat());
        let complaint = text(&output.stderr);
        assert!(output.status.success() && !output.stdout.is_empty(), "{args:?}: {complaint}");
        assert!(complaint.starts_with("warning: ") && complaint.contains(words), "{complaint}");
    };
    warned(&["--size", "640x400", "--unfold", "all"], "labels have room");
    warned(&["--filter", "nowhere-to-be-found"], "nothing to draw");
    printed(&["export", "-o", "-", "--format", "svg", "--filter", "threat:terrorism"]);
}

#[test]
fn an_svg_is_well_formed_and_reaches_for_nothing_outside() {
    let drugs = ["export", "-o", "-", "--filter", "threat:drugs", "--format", "svg"];
    let svg = text(&printed(&[&drugs[..], &["--size", "1800x900"]].concat()));
    let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
    assert_eq!((tree.size().width(), tree.size().height()), (1800.0, 900.0));
    for outside in ["<script", "href=", "<!DOCTYPE", "foreignObject", "@import"] {
        assert!(!svg.contains(outside), "{outside}");
    }
}

#[test]
fn every_quote_of_the_json_stands_where_it_says() {
    let file = json(&["export", "-o", "-", "--format", "json"]);
    let graph = &file["graph"];
    let texts: std::collections::BTreeMap<&str, Vec<char>> = graph["metadata"]["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (d["id"].as_str().unwrap(), d["text"].as_str().unwrap().chars().collect()))
        .collect();
    let of_nodes = graph["nodes"].as_object().unwrap().values();
    let all = of_nodes.chain(graph["edges"].as_array().unwrap());
    let mut n_quotes = 0;
    for evidence in all.flat_map(|part| part["metadata"]["evidence"].as_array().unwrap()) {
        let Some(exact) = evidence["exact"].as_str() else { continue };
        let at = |key: &str| usize::try_from(evidence[key].as_u64().unwrap()).unwrap();
        let text = &texts[evidence["document"].as_str().unwrap()];
        assert_eq!(text[at("start")..at("end")].iter().collect::<String>(), exact);
        n_quotes += 1;
    }
    assert!(n_quotes > 100, "{n_quotes} quotes");
    let generator = format!("protecteu-atlas {}", env!("CARGO_PKG_VERSION"));
    assert_eq!(graph["metadata"]["generator"], generator.as_str());
}

#[test]
fn an_export_opens_again_with_nothing_lost() {
    let folder = tempdir().unwrap();
    let out = in_folder(&folder, "all.json");
    printed(&["export", "-o", &out, "--theme", "dark", "--select", "Europol"]);
    let first: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    let again = json(&["export", &out, "-o", "-", "--format", "json"]);
    assert_eq!(again, first);
    assert_eq!(first["graph"]["metadata"]["view"]["selected"], serde_json::json!(["europol"]));
    assert!(first["graph"]["nodes"]["europol"]["metadata"]["position"]["x"].is_number());
    let light = json(&["export", &out, "-o", "-", "--format", "json", "--theme", "light"]);
    assert_eq!(light["graph"]["metadata"]["view"]["theme"], "light");
    let report = text(&printed(&["check", &out]));
    assert!(report.starts_with("0 errors, 0 warnings: "), "{report}");
    let wide = ["-o", "-", "--format=svg", "--size=3000x2000"];
    let svg = |file: &str| printed(&[&["export", file, "--theme=light"], &wide[..]].concat());
    let from_seeds = printed(&[&["export", "--select=europol"], &wide[..]].concat());
    assert_eq!(svg(&out), from_seeds);
}

#[test]
fn a_filtered_export_opens_again_and_keeps_the_same() {
    let folder = tempdir().unwrap();
    let out = in_folder(&folder, "part.json");
    for filter in [
        "threat:terrorism",
        "-actor:europol",
        "kind:actor",
        "relation:led-by",
        "basis:interpreted",
        "-threat:drugs europol",
        "-basis:interpreted europol",
        "id:europol",
        "document:safer-europe",
    ] {
        printed(&["export", "-o", &out, "--filter", filter, "--unfold", "none", "--force"]);
        let first: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
        assert_eq!(first["graph"]["metadata"]["view"]["filter"], filter);
        let again = json(&["export", &out, "-o", "-", "--format", "json"]);
        // Not the positions: what no longer stands there no longer pulls.
        let lasting = |file: &Value| {
            let graph = &file["graph"];
            let nodes = graph["nodes"].as_object().unwrap().clone();
            let ids: Vec<String> = nodes.into_iter().map(|(id, _)| id).collect();
            (ids, graph["edges"].clone(), graph["metadata"].clone())
        };
        assert_eq!(lasting(&again), lasting(&first), "{filter}");
    }
}

#[test]
fn focus_keeps_the_surroundings_only() {
    let near = |depth: &str| {
        let args = ["export", "-o", "-", "--format=json", "--focus=Europol", "--depth", depth];
        json(&args)["graph"]["nodes"].as_object().unwrap().len()
    };
    let (alone, one, two) = (near("0"), near("1"), near("2"));
    assert!(alone == 1 && one > 1 && two > one, "{alone}, {one}, {two}");
}

#[cfg(all(feature = "app", target_os = "linux"))]
#[test]
fn without_a_display_one_sentence_says_so() {
    let start = |display: Option<&str>, args: &[&str]| {
        let mut program = program();
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            program.env_remove(name);
        }
        program.envs(display.map(|name| ("DISPLAY", name)));
        let output = program.args(args).output().unwrap();
        let complaint = text(&output.stderr);
        assert!(!complaint.contains("panicked") && !complaint.contains("fault"), "{complaint}");
        assert_eq!(text(&output.stdout), "");
        (output.status.code(), complaint)
    };
    let (code, complaint) = start(None, &["--exit-after-frames", "1"]);
    assert_eq!((code, complaint.lines().count()), (Some(1), 1), "{complaint}");
    assert!(complaint.starts_with("error: there is no display"), "{complaint}");
    let (code, complaint) = start(None, &["present", "--exit-after-frames", "1"]);
    assert_eq!((code, complaint.lines().count()), (Some(1), 1), "{complaint}");
    // No machine has that many.
    let (code, complaint) = start(Some(":60999"), &["--exit-after-frames", "1"]);
    assert_eq!((code, complaint.lines().count()), (Some(1), 1), "{complaint}");
    // A wrong option is said before anything is opened.
    let (code, complaint) = start(None, &["--select", "europl"]);
    assert_eq!(code, Some(2), "{complaint}");
    assert!(complaint.contains("the nearest is “europol”"), "{complaint}");
}
