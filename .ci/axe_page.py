"""Has axe-core look at exported HTML pages in headless Chromium.

    axe_page.py AXE.js PROFILE-FOLDER FILE.html…

In both themes, on a large screen and on a phone: as the page opens, with a box selected, with
the search open. Any violation of a rule fails, best practices and what visible words must do in
names included.
"""

import os
import sys
from pathlib import Path

from browser import Browser, must, wait

SCREENS = [(1440, 900, False), (390, 844, True)]
# A page of ours has no rule to be let off from; this one is off by default in older versions.
CHECK = """axe.run(document, {
  resultTypes: ["violations"],
  rules: {"label-content-name-mismatch": {enabled: true}},
}).then(({violations}) => violations.map((found) =>
  `${found.id}: ${found.help}` + found.nodes.slice(0, 3).map((node) =>
    `\\n    ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`).join("") +
  `\\n    ${found.nodes.length} in all`))"""
# Says whether there is a box to choose; a view may open with one chosen.
CHOOSE_FIRST = """((box) => {
  if (document.getElementById("details").hidden) box?.dispatchEvent(new MouseEvent("click", {bubbles: true}));
  return box !== null;
})(document.querySelector(".node[data-id]"))"""


def states(browser):
    """Brings the page from state to state, and names each."""
    yield "as it opens"
    if browser.run(CHOOSE_FIRST):
        wait(lambda: browser.run("!document.getElementById('details').hidden"), "the panel")
        # Every sentence is looked at, those behind "why?" too.
        browser.run("document.querySelectorAll('#details details').forEach((d) => d.open = true)")
        yield "with a box selected"
    browser.key("Escape")
    browser.key("/")
    browser.write("eu")
    wait(lambda: browser.run("!document.getElementById('found').hidden"), "the search")
    yield "with the search open"
    browser.key("Escape")
    browser.key("Escape")
    browser.run("document.getElementById('legend').open = true")
    browser.run("document.getElementById('about').hidden || document.getElementById('more').click()")
    yield "with legend and about"


def look(browser, axe, url):
    for width, height, touch in SCREENS:
        browser.screen(width, height, touch)
        for theme in ["light", "dark"]:
            browser.theme(theme)
            browser.open(url)
            browser.run(axe)
            for state in states(browser):
                found = browser.run(CHECK)
                where = f"{width}x{height}, {theme}, {state}"
                must(not found, f"axe-core, {where}:\n  " + "\n  ".join(found))
                yield where


if __name__ == "__main__":
    axe, profile = Path(sys.argv[1]).read_text(), os.path.abspath(sys.argv[2])
    with Browser(profile) as browser:
        # The page forbids every script but its own.
        browser.call("Page.setBypassCSP", enabled=True)
        for file in sys.argv[3:]:
            n_looks = sum(1 for _ in look(browser, axe, Path(file).resolve().as_uri()))
            print(f"{Path(file).name}: axe-core finds nothing in {n_looks} looks")
