"""Has the search of an exported page answer what the program answers, in headless Chromium.

    search_page.py atlas WHOLE.json ALONE.json
    search_page.py check PROGRAM WHOLE ALONE PROFILE-FOLDER

`atlas` writes the nodes of an atlas alone, without links, so that what is listed is what holds the words
and nothing that comes with it; beside them nodes whose summaries hold odd words and every letter there is.
`check` reads WHOLE.json, WHOLE.html and so on: the page must find what `list nodes --filter` lists,
of the whole atlas among the actions, with which nothing comes. It must fold as the program does.
"""

import copy
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

from browser import Browser, must, wait

# What is typed. The program asks for the same with `text:` before each.
ASKED = [
    "ports", "support", "ropol", "AI", "lawful access", '"lawful access"', '"Law Enforcement', "2019-2024",
    "2019–2024", "EU-NATO", "EU–NATO", "niinisto", "Niinistö's", "gharghur", "Għargħur", "office",
    "traﬃcking", "ＥＵＲＯＰＯＬ", "STRASSE", "counter‑terrorism", "km2", "e", "ttack", "zzz", "Europol (EU)",
]
ODD = "Ħal Għargħur. The oﬃce identiﬁes traﬃcking. ＥＵＲＯＰＯＬ km² Straße EU–NATO ﬅ ½ «Łódź»"
# Letters that are told apart by shape alone: thousands, each folding to itself.
PLAIN = [(0x3400, 0x9FFF), (0x20000, 0x3FFFF)]
# The page's own script once more, with what it keeps to itself.
OPENED = "(() => {%s\nglobalThis.page = {find, fold}; })()"
SCRIPT = "document.querySelector('script[type=module]').textContent"


def letters():
    for code in range(0x20, 0x110000):
        is_plain = any(first <= code <= last for first, last in PLAIN)
        if not is_plain and unicodedata.category(chr(code)) not in ("Cc", "Cs", "Cn", "Co"):
            yield chr(code)


def write_alone(whole, alone):
    exported = json.loads(Path(whole).read_text(encoding="utf-8"))
    graph = exported["graph"]
    graph["edges"] = []
    for key in ["view", "briefing"]:
        graph["metadata"].pop(key, None)
    # A threat brings the one it is a sub-type of.
    for threat in graph["metadata"]["threats"]:
        threat.pop("parent", None)
    model = next(node for node in graph["nodes"].values() if node["metadata"]["kind"] == "actor")
    every = "".join(letters())
    texts = [ODD] + [every[at:at + 1000] for at in range(0, len(every), 1000)]
    for at, text in enumerate(texts):
        node = copy.deepcopy(model)
        node["label"] = f"Odd {at}"
        node["metadata"] = {k: node["metadata"][k] for k in ["kind", "subtype", "evidence"]}
        node["metadata"]["summary"] = text
        graph["nodes"][f"odd-{at}"] = node
    Path(alone).write_text(json.dumps(exported, ensure_ascii=False), encoding="utf-8")


def filter_of(typed):
    """The same in the filter language: an open phrase is closed, a word is a text."""
    if typed.startswith('"'):
        return "text:" + typed + ("" if typed.endswith('"') else '"')
    return " ".join("text:" + json.dumps(word, ensure_ascii=False) for word in typed.split())


def listed(program, file, filter):
    """The nodes that are listed, and the caveat."""
    arguments = [program, "list", "nodes", file, "--format", "json", "--filter", filter]
    done = subprocess.run(arguments, capture_output=True, check=True, timeout=60)
    ids = {row["id"] for row in json.loads(done.stdout)}
    said = [line for line in done.stderr.decode().splitlines() if "found inside words" in line]
    return ids, bool(said)


def opened(browser, stem):
    browser.open(Path(f"{stem}.html").resolve().as_uri())
    browser.run(OPENED % browser.run(SCRIPT))


def found(browser, typed):
    told = f"(({{answers, inside}}) => [answers.map(({{node}}) => node.id), inside])(page.find({json.dumps(typed)}))"
    ids, inside = browser.run(told)
    must(len(ids) == len(set(ids)), f"{typed}: a node is found twice")
    return set(ids), bool(inside)


def check_answers(browser, program, stem, narrowed=""):
    kept, _ = listed(program, f"{stem}.json", narrowed)
    for typed in ASKED:
        expected = listed(program, f"{stem}.json", f"{filter_of(typed)} {narrowed}")
        ids, is_inside = found(browser, typed)
        answer = ids & kept, is_inside
        must(answer == expected, f"{stem}: {typed}: the page finds {answer}, the program {expected}")


def check_folding(browser):
    """Each text that the page folds is as the program folded it."""
    wrong = browser.run("""JSON.parse(document.getElementById("data").textContent).nodes.flatMap((node) => {
      const folded = page.fold(node.summary ?? "").folded;
      return (node.searched ?? "").split("\\n").includes(folded) || folded === "" ? [] : [node.label];
    })""")
    must(wrong == [], f"the page folds the summaries of {wrong} otherwise than the program")


def check_what_is_said(browser):
    """What stands under the list, and is read aloud, says that no word begins so."""
    browser.run("document.getElementById('query').focus()")
    browser.write("ropol")
    text = "document.getElementById(%s).textContent"
    caveat = "“ropol” found inside words"
    for id in ["rest", "said"]:
        wait(lambda: caveat in browser.run(text % json.dumps(id)), f"“{caveat}” in #{id}")


if __name__ == "__main__":
    if sys.argv[1] == "atlas":
        write_alone(*sys.argv[2:])
        sys.exit()
    program, whole, alone, profile = sys.argv[2:]
    with Browser(os.path.abspath(profile)) as browser:
        opened(browser, whole)
        check_answers(browser, program, whole, "kind:action")
        check_folding(browser)
        check_what_is_said(browser)
        opened(browser, alone)
        check_answers(browser, program, alone)
        check_folding(browser)
    print(f"{len(ASKED)} questions answered as the program answers them, every letter folded so")
