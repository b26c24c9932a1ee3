"""Headless Chromium, driven by its DevTools socket as a reader's hands would: keys, clicks,
fingers, and the size and theme of a screen. Keeps what the page complained of or asked for.
"""

import base64
import json
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
        arguments += ["--hide-scrollbars", "--remote-debugging-port=0"]
        arguments += [f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen(
            ["chromium", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.socket, self.n_calls, self.events = None, 0, []
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{self.port(profile)}/json"))
        address = next(p["webSocketDebuggerUrl"] for p in pages if p["type"] == "page")
        self.socket = websocket.create_connection(address, timeout=60, suppress_origin=True)
        for part in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{part}.enable")
        self.screen(1440, 900)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.socket is not None:
            self.socket.close()
        self.process.terminate()
        self.process.wait(10)

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
        """What a script gives, or what the promise it gives comes to."""
        told = {"expression": script, "returnByValue": True, "awaitPromise": True}
        answer = self.call("Runtime.evaluate", **told)
        if "exceptionDetails" in answer:
            sys.exit(f"error: {script[:200]}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def screen(self, width, height, touch=False):
        """A screen of a size, of a phone where it is touched."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        self.call("Emulation.setTouchEmulationEnabled", enabled=touch, maxTouchPoints=5 if touch else 1)

    def theme(self, word):
        """A machine that wants light or dark pages, and no motion."""
        features = {"prefers-color-scheme": word, "prefers-reduced-motion": "reduce"}
        features = [{"name": name, "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", features=features)

    def open(self, url):
        # An address that differs after # only would not be loaded anew.
        self.call("Page.navigate", url="about:blank")
        fault = self.call("Page.navigate", url=url).get("errorText")
        must(not fault, f"{url}: {fault}")
        loaded = "location.protocol !== 'about:' && document.readyState === 'complete'"
        wait(lambda: self.run(loaded), "the page")

    def key(self, key):
        code = CODES.get(key, ord(key[0]))
        text = {"text": "\r" if key == "Enter" else key} if key == "Enter" or len(key) == 1 else {}
        same = {"key": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", **same, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **same)

    def write(self, text):
        self.call("Input.insertText", text=text)

    def click(self, x, y):
        for kind in ["mousePressed", "mouseReleased"]:
            at = {"x": x, "y": y, "button": "left", "clickCount": 1}
            self.call("Input.dispatchMouseEvent", type=kind, **at)

    def fingers(self, *steps):
        """Fingers put down at the points of the first step and lifted after the last."""
        for at, points in enumerate(steps):
            points = [{"x": x, "y": y, "id": id} for id, (x, y) in enumerate(points)]
            kind = "touchStart" if at == 0 else "touchMove"
            self.call("Input.dispatchTouchEvent", type=kind, touchPoints=points)
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def picture(self, file):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        Path(file).write_bytes(base64.b64decode(data))

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
