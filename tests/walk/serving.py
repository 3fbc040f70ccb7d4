"""Making, filling and serving a site of its own, for a browser to walk."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from config.environment import OWNER_ROLE, WEB_ROLE, Environment
from config.paths import PROJECT, socket_folder


@dataclass(frozen=True)
class Site:
    """A served site: where it is, which pages it has, a session for every role, what residents come with.

    `last_message`: the words that were sent last, as somebody reads them on a telephone.
    """

    url: str
    pages: list[dict[str, Any]]
    sessions: dict[str, str]
    people: dict[str, str]
    password: str
    environment: dict[str, str]
    ways: dict[str, dict[str, str]]
    last_message: Callable[[], str]

    def told(self, program: str, *said: str) -> Any:
        """What a program of ours that fills the site's database answers in JSON: `tests.walk.seed` and its like."""
        return json.loads(_run([sys.executable, "-m", program, *said], self.environment))

    def cookies(self, *, role: str = "", language: str = "uk") -> list[dict[str, str]]:
        """Cookies of somebody in a role ("": a stranger) who reads in a language."""
        found = [{"name": "django_language", "value": language, "url": self.url}]
        if role:
            found.append({"name": "sessionid", "value": self.sessions[role], "url": self.url})
        return found


def wait_until_ready(port: int, server: "subprocess.Popen[bytes]", seconds: float = 40) -> None:
    """Return once the site says that it is ready; AssertionError when its process ends or the time is out."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the site does not answer")


@contextmanager
def served(given: Environment, home: Path) -> Iterator[Site]:
    """Database, data, static files and page server; all but the folder goes away at the end."""
    name = f"{given.test_database or 'test_vikno'}_site"
    environment = _environment(given, name, home)
    _make_database(given, name)
    for command in ("migrate", "collectstatic"):
        _manage(environment, command, "--no-input", "-v", "0")
    _grant(given, name)
    told = json.loads(_run([sys.executable, "-m", "tests.walk.seed"], environment))
    port = 20_000 + os.getpid() % 20_000
    server = _serve(environment, port)
    try:
        wait_until_ready(port, server)
        last_message = partial(_last_message, given, name, environment)
        yield Site(url=f"http://localhost:{port}", environment=environment, last_message=last_message, **told)
    finally:
        server.terminate()
        server.wait(15)
        _drop_database(given, name)


def _environment(given: Environment, name: str, home: Path) -> dict[str, str]:
    socket = quote(str(socket_folder(given.home_folder)), safe="")
    address = f"/{name}?host={socket}&port=5432"
    return {
        **os.environ,
        "VIKNO_HOME": str(home),
        "DATABASE_URL": f"postgresql://{WEB_ROLE}@{address}",
        "DATABASE_OWNER_URL": f"postgresql://{OWNER_ROLE}@{address}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VIKNO_DB_ROLE": "web",
    }


def _make_database(given: Environment, name: str) -> None:
    from vikno.operations.cluster import SUPERUSER, Cluster

    with Cluster(given).connect(SUPERUSER, "postgres") as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" OWNER {OWNER_ROLE} TEMPLATE template0')


def _drop_database(given: Environment, name: str) -> None:
    from vikno.operations.cluster import SUPERUSER, Cluster

    with Cluster(given).connect(SUPERUSER, "postgres") as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


_WHOLE = """
import sys
import django
django.setup()
from vikno.common import tenancy
from vikno.notifications import hidden
from vikno.notifications.models import Message
with tenancy.working_for(sys.argv[1]):
    sys.stdout.write(hidden.whole(Message.objects.get(pk=sys.argv[2])) or "")
"""


def _last_message(given: Environment, name: str, environment: dict[str, str]) -> str:
    """With its sealed parts, which only the site's own key opens; "" for none."""
    from vikno.operations.cluster import SUPERUSER, Cluster

    with Cluster(given).connect(SUPERUSER, name) as connection:
        last = "SELECT hromada_code, id FROM notifications_message ORDER BY id DESC LIMIT 1"
        row = connection.execute(last).fetchone()
    return _run([sys.executable, "-c", _WHOLE, *map(str, row)], environment) if row else ""


def _grant(given: Environment, name: str) -> None:
    """What migrations grant by default on the embedded server; here it counts as somebody else's."""
    from vikno.operations.cluster import Cluster

    with Cluster(given).connect(OWNER_ROLE, name) as connection:
        connection.execute(f"GRANT USAGE ON SCHEMA public TO {WEB_ROLE}")
        connection.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {WEB_ROLE}")
        connection.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {WEB_ROLE}")


def _manage(environment: dict[str, str], *command: str) -> None:
    _run([sys.executable, "manage.py", *command], environment)


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def _serve(environment: dict[str, str], port: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port),
         "--log-level", "warning", "config.pages:application"],
        cwd=PROJECT, env=environment, stdin=subprocess.DEVNULL,
    )  # fmt: skip
