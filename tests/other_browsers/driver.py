"""Firefox by Marionette, WebKit by WebDriver: started in a folder of their own, asked with the same commands."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, Final

import httpx

FIREFOX, WEBKIT = "firefox", "webkit"
_MINI_BROWSER: Final = "*/webkit2gtk-4.1/MiniBrowser"  # beside the libraries of any kind of processor
ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"  # how WebDriver writes an element in JSON
_START_SECONDS, _ANSWER_SECONDS = 60, 90
# A press that would ask «leave this page?» leaves; the machine has no network to ask for news.
_WISHES: Final = {"unhandledPromptBehavior": "accept", "pageLoadStrategy": "normal"}
_PREFERENCES: Final = {
    "browser.privatebrowsing.autostart": False,  # a private window keeps no worker
    "dom.serviceWorkers.enabled": True,
    "places.history.enabled": False,  # as a shared desk has it: an address once opened would stay
    "services.settings.server": "data:,",
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "intl.accept_languages": "uk, en",
}
# A command of Marionette, and the same one over HTTP; {id} is the element.
_OVER_HTTP: Final = {
    "NewSession": ("POST", ""),
    "Navigate": ("POST", "/url"),
    "ExecuteScript": ("POST", "/execute/sync"),
    "ElementClick": ("POST", "/element/{id}/click"),
    "ElementSendKeys": ("POST", "/element/{id}/value"),
    "AddCookie": ("POST", "/cookie"),
    "SetWindowRect": ("POST", "/window/rect"),
    "TakeScreenshot": ("GET", "/screenshot"),
    "DismissAlert": ("POST", "/alert/dismiss"),
    "AcceptAlert": ("POST", "/alert/accept"),
    "GetAlertText": ("GET", "/alert/text"),
}

Ask = Callable[..., Any]


class Fault(Exception):
    """What a browser refused, in its words."""


def missing(name: str) -> str:
    """Why a browser cannot be driven here; "" when it can."""
    if name == FIREFOX:
        return "" if _firefox() else "no Firefox here: apt-get install firefox-esr"
    has_all = shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and _mini_browser()
    return "" if has_all else "no WebKit here: apt-get install webkit2gtk-driver xvfb"


@contextmanager
def started(name: str, folder: Path) -> Iterator[Ask]:
    """`ask("Navigate", url=…)` until the end of the block. What Firefox keeps stays in the folder.

    WebKit is driven in a window that forgets everything when it is closed: there is no other way.
    """
    folder.mkdir(exist_ok=True)
    with _firefox_asked(folder) if name == FIREFOX else _webkit_asked(folder) as ask:
        yield ask


def _firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def _mini_browser() -> str:
    return next((str(found) for found in Path("/usr/lib").glob(_MINI_BROWSER)), "")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], home: Path, **surroundings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program with a home of its own, gone at the end."""
    env = {**os.environ, "HOME": str(home), **surroundings}
    with open(home / "said.log", "ab") as log:
        process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _once[T](act: Callable[[], T]) -> T:
    """What a program answers once it has started."""
    ends = time.monotonic() + _START_SECONDS
    while True:
        try:
            return act()
        except (OSError, httpx.TransportError):
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


@contextmanager
def _firefox_asked(folder: Path) -> Iterator[Ask]:
    port, profile = _free_port(), folder / "profile"
    profile.mkdir(exist_ok=True)
    wishes = {**_PREFERENCES, "marionette.port": port}
    lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in wishes.items()]
    (profile / "user.js").write_text("".join(lines))
    command = [str(_firefox()), "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with _running(command, folder) as process:
        line = _once(lambda: socket.create_connection(("127.0.0.1", port), timeout=_ANSWER_SECONDS))
        with line, line.makefile("rb") as answers:
            numbers = count(1)

            def read() -> Any:
                length = b""
                while (digit := answers.read(1)) != b":":
                    if not digit:
                        raise Fault("Firefox is gone")
                    length += digit
                return json.loads(answers.read(int(length)))

            def ask(command: str, **facts: Any) -> Any:
                whole = command if ":" in command else f"WebDriver:{command}"
                said = json.dumps([0, next(numbers), whole, facts]).encode()
                line.sendall(b"%d:%b" % (len(said), said))
                _kind, _number, fault, answer = read()
                if fault:
                    raise Fault(f"{command}: {fault['error']}: {fault['message']}")
                return answer.get("value", answer) if isinstance(answer, dict) else answer

            read()  # how it greets
            ask("NewSession", **_WISHES)
            yield ask
            ask("Marionette:Quit", flags=["eAttemptQuit"])
        process.wait(_START_SECONDS)  # it writes down what it keeps


@contextmanager
def _webkit_asked(folder: Path) -> Iterator[Ask]:
    port, screen = _free_port(), f":{_free_port()}"
    places = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    browser = {"webkitgtk:browserOptions": {"binary": _mini_browser(), "args": ["--automation"]}}
    with ExitStack() as stack:
        stack.enter_context(_running(["Xvfb", screen, "-screen", "0", "1920x1200x24", "-nolisten", "tcp"], folder))
        command = ["WebKitWebDriver", f"--port={port}"]
        stack.enter_context(_running(command, folder, DISPLAY=screen, GDK_BACKEND="x11", **places))
        session = ""

        def post(method: str, path: str, facts: Any) -> Any:
            body = facts if method == "POST" else None
            answer = httpx.request(
                method, f"http://127.0.0.1:{port}/session{path}", json=body, timeout=_ANSWER_SECONDS, trust_env=False
            )
            told = answer.json()["value"]
            if answer.is_error:
                raise Fault(f"{path}: {told['error']}: {told['message']}")
            return told

        def ask(command: str, **facts: Any) -> Any:
            method, path = _OVER_HTTP[command]
            return post(method, session + path.format(id=facts.pop("id", "")), facts)

        wanted = {"capabilities": {"alwaysMatch": {**_WISHES, **browser}}}
        session = "/" + _once(lambda: ask("NewSession", **wanted))["sessionId"]
        yield ask
        with suppress(httpx.TransportError):
            post("DELETE", session, None)
