"""Uses an exported HTML page as a reader would, in headless Chromium.

    read_page.py FILE.html PROFILE-FOLDER

Searches, selects, clicks and goes with the keyboard; the quote must show, nothing may be asked of
a network, and nothing may be complained of in the console.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import websocket

CODES = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowRight": 39, "ArrowDown": 40}


class Browser:
    def __init__(self, profile):
        shutil.rmtree(profile, ignore_errors=True)
        # As root, as CI is, Chromium has no sandbox; what it opens is our own file.
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        arguments += ["--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen(
            ["chromium", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.socket, self.n_calls, self.events = None, 0, []
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{self.port(profile)}/json"))
        address = next(p["webSocketDebuggerUrl"] for p in pages if p["type"] == "page")
        self.socket = websocket.create_connection(address, timeout=20, suppress_origin=True)
        for part in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{part}.enable")
        size = {"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)

    def port(self, profile):
        file = Path(profile) / "DevToolsActivePort"
        return wait(lambda: file.exists() and file.read_text().split(), "Chromium to start")[0]

    def call(self, method, **parameters):
        self.n_calls += 1
        message = {"id": self.n_calls, "method": method, "params": parameters}
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.n_calls:
                if "error" in answer:
                    sys.exit(f"error: {method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def run(self, script):
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            sys.exit(f"error: {script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def key(self, key):
        code = CODES.get(key, ord(key[0]))
        text = {"text": "\r" if key == "Enter" else key} if key == "Enter" or len(key) == 1 else {}
        same = {"key": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", **same, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **same)

    def click(self, x, y):
        for kind in ["mousePressed", "mouseReleased"]:
            at = {"x": x, "y": y, "button": "left", "clickCount": 1}
            self.call("Input.dispatchMouseEvent", type=kind, **at)

    def complaints(self):
        for event in self.events:
            told = event["params"]
            if event["method"] == "Runtime.exceptionThrown":
                yield str(told["exceptionDetails"])
            elif event["method"] == "Log.entryAdded":
                yield told["entry"]["text"]
            elif event["method"] == "Runtime.consoleAPICalled":
                yield f"console.{told['type']}: {told['args']}"
            elif event["method"] == "Network.requestWillBeSent":
                url = told["request"]["url"]
                if not url.startswith(("file:", "data:", "about:")):
                    yield f"asked for {url}"

    def close(self):
        if self.socket is not None:
            self.socket.close()
        self.process.terminate()
        self.process.wait(10)


def wait(condition, what):
    for _ in range(200):
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    sys.exit(f"error: waited in vain for {what}")


def must(holds, what):
    if not holds:
        sys.exit(f"error: {what}")


HEADING = "document.querySelector('#details h2')?.textContent ?? ''"
MIDDLE = """(() => {
  const rect = document.querySelector(`.node[data-id="${CSS.escape(%s)}"]`).getBoundingClientRect();
  return [rect.x + rect.width / 2, rect.y + rect.height / 2];
})()"""


def use(browser, url):
    browser.call("Page.navigate", url=url)
    wait(lambda: browser.run("document.readyState") == "complete", "the page")
    data = json.loads(browser.run("document.getElementById('data').textContent"))
    quoted = [n for n in data["nodes"] if any("words" in e for e in n.get("evidence", []))]
    drawn = next(node for node in quoted if "box" not in node)

    browser.key("/")
    browser.call("Input.insertText", text=drawn["label"])
    shown = "document.querySelectorAll('#results [role=option]').length"
    wait(lambda: browser.run(shown) > 0, "results of the search")
    browser.key("Enter")
    wait(lambda: browser.run(HEADING) == drawn["label"], f"the details of {drawn['label']}")
    quote = next(e["words"] for e in drawn["evidence"] if "words" in e)
    text = browser.run("document.getElementById('details').textContent")
    must(quote in text, f"the quote of {drawn['label']} does not show")

    browser.key("Escape")
    wait(lambda: browser.run(HEADING) == "", "nothing to be selected")
    browser.run("document.getElementById('fit').click()")
    browser.click(*browser.run(MIDDLE % json.dumps(drawn["id"])))
    wait(lambda: browser.run(HEADING) == drawn["label"], "the click on a box")
    must(browser.run("document.querySelectorAll('.node.near').length") > 0, "no box is near")

    browser.run("document.getElementById('graph').focus()")
    browser.key("Tab")
    for key in ["ArrowRight", "ArrowDown"]:
        browser.key(key)
    walked = browser.run("document.activeElement.dataset.id")
    browser.key("Enter")
    labels = {node["id"]: node["label"] for node in data["nodes"] + data["groups"]}
    wait(lambda: browser.run(HEADING) == labels[walked], "the box walked to")

    before = browser.run("document.getElementById('graph').getAttribute('viewBox')")
    browser.key("+")
    after = browser.run("document.getElementById('graph').getAttribute('viewBox')")
    must(before != after, "the key + does not zoom")
    browser.run("document.getElementById('theme').click()")
    must(browser.run("document.documentElement.dataset.theme"), "the theme does not switch")
    must(browser.run("document.fonts.check('500 13px Inter')"), "the font is not there")
    complaints = list(browser.complaints())
    must(not complaints, "\n".join(complaints))
    print(f"{len(data['nodes'])} nodes: searched, clicked, walked, with no request and no complaint")


if __name__ == "__main__":
    page, profile = Path(sys.argv[1]).resolve(), os.path.abspath(sys.argv[2])
    browser = Browser(profile)
    try:
        use(browser, page.as_uri())
    finally:
        browser.close()
