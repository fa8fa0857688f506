"""A browser, driven through chromedriver by the WebDriver protocol. Standard library only.

Finds Chromium and chromedriver, or says what to install. Every browser has a profile of its own in
a temporary folder and ends with its `with` block, whatever happens.
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

# No window, no first-run pages, nothing that calls home.
ARGUMENTS = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
]


def find_program(*names):
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    sys.exit(
        f"none of {', '.join(names)} is installed; the HTML report is tested in a real browser: "
        "apt-get install chromium chromium-driver (or run ci/setup.sh --for test)"
    )


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class WebDriverError(Exception):
    pass


def wait_until(condition, what, seconds=300):
    """Asks until it holds. A loaded machine takes its time; a broken page never gets there."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"did not come to be: {what}")
        time.sleep(0.05)


class Browser:
    def __init__(self, javascript=True):
        self.javascript = javascript
        self.folder = tempfile.mkdtemp(prefix="benchgate-browser-")
        self.driver = None
        self.session = None

    def __enter__(self):
        chromium = find_program("chromium", "google-chrome", "chrome")
        program = find_program("chromedriver")
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.driver = subprocess.Popen(
            [program, f"--port={port}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self._wait_for_driver()
            self._start(chromium)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_):
        self._stop()

    def _wait_for_driver(self):
        for _ in range(1200):
            try:
                self.call("GET", "/status")
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise WebDriverError("chromedriver does not answer")

    def _start(self, chromium):
        arguments = [*ARGUMENTS, f"--user-data-dir={self.folder}/profile"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")  # Chromium refuses to run as root with it
        options = {
            "binary": chromium,
            "args": arguments,
            "perfLoggingPrefs": {"enableNetwork": True, "enablePage": False},
        }
        if not self.javascript:
            options["prefs"] = {"profile.managed_default_content_settings.javascript": 2}
        answer = self.call(
            "POST",
            "/session",
            {
                "capabilities": {
                    "alwaysMatch": {
                        "browserName": "chrome",
                        "goog:chromeOptions": options,
                        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
                    }
                }
            },
        )
        self.session = answer["sessionId"]

    def _stop(self):
        try:
            if self.session:
                self.call("DELETE", f"/session/{self.session}")
        except (WebDriverError, OSError):
            pass
        if self.driver:
            self.driver.terminate()
            try:
                self.driver.wait(60)
            except subprocess.TimeoutExpired:
                self.driver.kill()
                self.driver.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.address + path,
            data=data,
            method=method,
            headers={"Content-Type": "application/json; charset=utf-8"},
        )
        # Never through a proxy: it is this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=600) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error).get("value", {})
            raise WebDriverError(f"{method} {path}: {value.get('message')}") from None

    def _in_session(self, method, path, body=None):
        return self.call(method, f"/session/{self.session}{path}", body)

    # What tests say.

    def open(self, path):
        """A file, with or without a fragment behind it."""
        file, mark, fragment = path.partition("#")
        self._in_session("POST", "/url", {"url": "file://" + os.path.abspath(file) + mark + fragment})

    def run(self, script, *arguments):
        """The value of a JavaScript function's body."""
        return self._in_session(
            "POST", "/execute/sync", {"script": script, "args": list(arguments)}
        )

    def devtools(self, command, **parameters):
        return self._in_session("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def set_size(self, width, height=900):
        """The page's width, whatever the window's smallest."""
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def set_media(self, **features):
        self.devtools(
            "Emulation.setEmulatedMedia",
            media=features.pop("media", ""),
            features=[
                {"name": name.replace("_", "-"), "value": value}
                for name, value in features.items()
            ],
        )

    def find(self, selector):
        value = self._in_session(
            "POST", "/element", {"using": "css selector", "value": selector}
        )
        return value[ELEMENT]

    def click(self, selector):
        self._in_session("POST", f"/element/{self.find(selector)}/click", {})

    def type(self, selector, text):
        self._in_session("POST", f"/element/{self.find(selector)}/value", {"text": text})

    def clear(self, selector):
        self._in_session("POST", f"/element/{self.find(selector)}/clear", {})

    def press(self, key):
        """A key to whatever has the focus."""
        actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._in_session(
            "POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]}
        )

    def _mouse(self, selector, *steps):
        """Each step is a place as shares of the element's width and height, or a button's move."""
        x, y, width, height = self.run(
            "const b = document.querySelector(arguments[0]); b.scrollIntoView({block: 'center'});"
            "const r = b.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]",
            selector,
        )
        actions = []
        for step in steps:
            if isinstance(step, tuple):
                place = {"x": round(x + width * step[0]), "y": round(y + height * step[1])}
                actions.append({"type": "pointerMove", "duration": 20, **place})
            else:
                actions.append({"type": step, "button": 0})
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}}
        self._in_session("POST", "/actions", {"actions": [{**mouse, "actions": actions}]})

    def move_to(self, selector, x, y, click=False):
        """The mouse to a place inside of an element, both as shares of its size."""
        press = ["pointerDown", "pointerUp"] if click else []
        self._mouse(selector, (x, y), *press)

    def double_click(self, selector, x, y):
        self._mouse(selector, (x, y), *["pointerDown", "pointerUp"] * 2)

    def drag(self, selector, start, end):
        middle = tuple((a + b) / 2 for a, b in zip(start, end))
        self._mouse(selector, start, "pointerDown", middle, end, "pointerUp")

    def console(self):
        """Messages of the console since the last call."""
        return self._in_session("POST", "/se/log", {"type": "browser"})

    def requests(self):
        """Addresses that the page asked for since the last call."""
        entries = self._in_session("POST", "/se/log", {"type": "performance"})
        messages = [json.loads(entry["message"])["message"] for entry in entries]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def screenshot(self, path, whole=True):
        height = self.run("return document.documentElement.scrollHeight") if whole else 900
        width = self.run("return document.documentElement.clientWidth")
        self.set_size(width, min(height, 12000))
        with open(path, "wb") as file:
            file.write(base64.b64decode(self._in_session("GET", "/screenshot")))
