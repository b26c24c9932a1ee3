"""Uses an exported HTML page as a reader would, in headless Chromium.

    read_page.py FILE.html PROFILE-FOLDER

Searches, selects, clicks and goes with the keyboard, then does the same with fingers on a phone:
the quote must show and the panel leave free what was asked for; nothing may be asked of a
network, and nothing may be complained of in the console.
"""

import json
import os
import sys
from pathlib import Path
from urllib.parse import quote

from browser import Browser, must, wait

HEADING = "document.querySelector('#details h2')?.textContent ?? ''"
VIEW_BOX = "document.getElementById('graph').getAttribute('viewBox')"
MIDDLE = """(({x, y, width, height}) => [x + width / 2, y + height / 2])(
  document.querySelector(%s).getBoundingClientRect())"""
# Whether a box, its ring and all, is on the stage and under nothing.
IS_FREE = """((id) => {
  const box = document.querySelector(`.node[data-id="${CSS.escape(id)}"]`).getBoundingClientRect();
  const stage = document.getElementById("stage").getBoundingClientRect();
  const panel = document.getElementById("panel").getBoundingClientRect();
  const isOn = box.left >= stage.left && box.right <= stage.right &&
    box.top >= stage.top && box.bottom <= Math.min(stage.bottom, innerHeight);
  return isOn && (box.right <= panel.left || box.bottom <= panel.top);
})(%s)"""
LEAST_LABEL = """Math.min(...[...document.querySelectorAll(".node text")].map(
  (text) => text.getAttribute("font-size") * text.getScreenCTM().a))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT_TITLE = """(({scrollHeight, clientHeight, scrollWidth, clientWidth}) =>
  scrollHeight > clientHeight || scrollWidth > clientWidth)(document.querySelector("h1"))"""


class Page:
    def __init__(self, browser, url):
        self.browser = browser
        browser.open(url)
        self.data = json.loads(browser.run("document.getElementById('data').textContent"))
        quoted = [n for n in self.data["nodes"] if any("words" in e for e in n.get("evidence", []))]
        self.drawn = [node for node in quoted if "box" not in node]

    def middle(self, selector):
        return self.browser.run(MIDDLE % json.dumps(selector))

    def box(self, node):
        return self.middle(f".node[data-id={json.dumps(node['id'])}]")

    def tap(self, id):
        self.browser.fingers([self.middle(f"#{id}")])

    def is_shown(self, node, after):
        wait(lambda: self.browser.run(HEADING) == node["label"], f"{after}: {node['label']}")
        words = next(e["words"] for e in node["evidence"] if "words" in e)
        text = self.browser.run("document.getElementById('details').textContent")
        must(words in text, f"{after}: the quote of {node['label']} does not show")
        wait(lambda: self.browser.run(IS_FREE % json.dumps(node["id"])),
             f"{after}: the panel to leave {node['label']} free")

    def is_closed(self):
        wait(lambda: self.browser.run(HEADING) == "", "nothing to be selected")

    def search(self, node):
        self.browser.write(node["label"])
        shown = "document.querySelectorAll('#results [role=option]').length"
        wait(lambda: self.browser.run(shown) > 0, "results of the search")
        self.browser.key("Enter")
        self.is_shown(node, "the search")


def use_with_mouse_and_keys(page):
    browser, node = page.browser, page.drawn[0]
    browser.key("/")
    page.search(node)
    browser.key("Escape")
    page.is_closed()
    # The panel opens at the right: what is clicked there must come out from under it.
    for corner in [min, max]:
        browser.run("document.getElementById('fit').click()")
        node = corner(page.drawn, key=lambda node: page.box(node)[0])
        browser.click(*page.box(node))
        page.is_shown(node, "the click")
        must(browser.run("document.querySelectorAll('.node.near').length") > 0, "no box is near")
        browser.key("Escape")
        page.is_closed()

    browser.run("document.getElementById('graph').focus()")
    browser.key("Tab")
    for key in ["ArrowRight", "ArrowDown"]:
        browser.key(key)
    walked = browser.run("document.activeElement.dataset.id")
    browser.key("Enter")
    labels = {node["id"]: node["label"] for node in page.data["nodes"] + page.data["groups"]}
    wait(lambda: browser.run(HEADING) == labels[walked], "the box walked to")

    before = browser.run(VIEW_BOX)
    browser.key("+")
    must(before != browser.run(VIEW_BOX), "the key + does not zoom")
    browser.run("document.getElementById('theme').click()")
    must(browser.run("document.documentElement.dataset.theme"), "the theme does not switch")
    must(browser.run("document.fonts.check('500 13px Inter')"), "the font is not there")


def use_with_fingers(page):
    browser = page.browser
    must(browser.run(SIDEWAYS) == 0, "the page is wider than the phone")
    must(browser.run("document.documentElement.scrollHeight <= innerHeight"), "the page is higher")
    must(not browser.run(CUT_TITLE), "the title is cut")
    must(browser.run(LEAST_LABEL) >= 10.99, "labels are too small to be read")

    for node in page.drawn[:1] + page.drawn[-1:]:
        page.tap("query")
        page.search(node)
        must(browser.run(LEAST_LABEL) >= 7.99, "what was searched for is too small to be read")
        x, y = page.box(node)
        browser.fingers([(x, y)])
        page.is_closed()
        browser.fingers([(x, y)])
        page.is_shown(node, "the tap")
        page.tap("close")
        page.is_closed()

    before = browser.run(VIEW_BOX)
    browser.fingers([(200, 400)], [(180, 380)], [(150, 350)])
    must(before != browser.run(VIEW_BOX), "a finger does not move the picture")
    must(browser.run(HEADING) == "", "a finger that moves the picture selects")
    before = browser.run(LEAST_LABEL)
    browser.fingers([(150, 350), (250, 450)], [(120, 320), (280, 480)], [(90, 290), (310, 510)])
    must(browser.run(LEAST_LABEL) > 1.5 * before, "two fingers do not bring the picture closer")
    must(browser.run("scrollY") == 0, "fingers on the picture move the page")


# Width, height, whether it is touched.
SCREENS = [(1440, 900, False), (768, 1024, True), (844, 390, True), (3840, 2160, False)]


def use(browser, url):
    use_with_mouse_and_keys(Page(browser, url))
    # From here on nothing glides: what is measured stands still.
    browser.theme("light")
    for screen in SCREENS:
        browser.screen(*screen)
        page = Page(browser, url)
        must(browser.run(SIDEWAYS) == 0, f"{screen}: the page is wider than the screen")
        must(not browser.run(CUT_TITLE), f"{screen}: the title is cut")
        node = page.drawn[-1]
        # What an address asks for is in sight when the page opens.
        page = Page(browser, f"{url}#{quote(node['id'], safe='')}")
        page.is_shown(node, f"{screen}: the address")
    browser.screen(390, 844, touch=True)
    use_with_fingers(Page(browser, url))
    complaints = list(browser.complaints())
    must(not complaints, "\n".join(complaints))


if __name__ == "__main__":
    file, profile = Path(sys.argv[1]).resolve(), os.path.abspath(sys.argv[2])
    with Browser(profile) as browser:
        use(browser, file.as_uri())
    print("searched, clicked, walked and touched, with no request and no complaint")
