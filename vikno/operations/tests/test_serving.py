"""A site goes on after its parts are killed, there is one of it, and it leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from config.environment import Environment
from config.paths import PROJECT
from vikno.operations import installation, serving
from vikno.operations.cluster import Cluster
from vikno.operations.errors import PortTaken, SiteWillNotStart
from vikno.operations.programs import Program, end_leftover
from vikno.operations.tests.conftest import at, environment_of, heeding, vikno

_PATIENCE = 180  # a busy machine; a healthy one needs five


class Site:
    """`vikno serve` in a process of its own."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port, self.log = home, port, home / "serve.log"
        self.process: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                heeding("serve", "--port", str(self.port)),
                cwd=PROJECT, env=environment_of(self.home), stdin=subprocess.DEVNULL, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self.wait_until(lambda: "Вікно відчинено" in self.said)

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(_PATIENCE)

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def programs(self) -> list[psutil.Process]:
        told = json.loads((self.home / "serving.json").read_text() or "{}")
        known = [psutil.Process(one["pid"]) for one in told.get("programs", []) if psutil.pid_exists(one["pid"])]
        return [program for program in known if program.status() != psutil.STATUS_ZOMBIE]

    def wait_until(self, holds: Callable[[], bool], seconds: float = _PATIENCE) -> float:
        """Seconds it took."""
        began = time.monotonic()
        while not holds():
            assert time.monotonic() - began < seconds, self.said[-2000:]
            time.sleep(0.05)
        return time.monotonic() - began

    @property
    def is_whole(self) -> bool:
        """All programs run, and the page server has somebody to answer by."""
        programs = self.programs
        return len(programs) == 3 and bool(programs[0].children())

    def answers(self) -> bool:
        """The page server answers and the database behind it too."""
        return serving.answers(self.port) and self._asks_the_database() == 200

    def _asks_the_database(self) -> int:
        import http.client

        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()


@pytest.fixture(scope="module")
def home(make_house: Callable[[], Path]) -> Path:
    return make_house()


@pytest.fixture
def site(home: Path, free_port: int) -> Iterator[Site]:
    made = Site(home, free_port)
    try:
        made.open()
        yield made
    finally:
        made.close()


@pytest.mark.slow
def test_a_site_outlives_its_parts(site: Site) -> None:
    """Each part is killed −9 while the site is open; people are served again without a human hand."""
    cluster = Cluster(at(site.home))
    took = {}
    for part in ("database", "page server", "a page worker", "job worker", "boards"):
        victim = _victim(part, site, cluster)
        victim.kill()
        site.wait_until(lambda victim=victim: not victim.is_running() or victim.status() == psutil.STATUS_ZOMBIE)
        took[part] = site.wait_until(lambda: site.answers() and site.is_whole)
    assert max(took.values()) < 15, took
    assert "База зупинилася; запускаю знову" in site.said
    assert "«завдання» зупинилася" in site.said


def _victim(part: str, site: Site, cluster: Cluster) -> psutil.Process:
    pages, jobs, events = site.programs
    found = {
        "database": lambda: psutil.Process(int((cluster.data / "postmaster.pid").read_text().split()[0])),
        "page server": lambda: pages,
        "a page worker": lambda: pages.children()[0],
        "job worker": lambda: jobs,
        "boards": lambda: events,
    }
    return found[part]()


def test_there_is_one_site_and_it_leaves_nothing(site: Site, free_port: int) -> None:
    second = vikno(site.home, "serve", "--port", str(free_port + 1))
    assert second.returncode == 2
    assert f"http://localhost:{site.port}" in second.stderr
    for command in (["restore", "any.tar"], ["demo", "--reset"], ["cluster", "stop"]):
        assert vikno(site.home, *command).returncode == 2, command
    site.wait_until(site.answers)
    programs = [*site.programs, *(child for program in site.programs for child in program.children())]
    assert site.process is not None
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(_PATIENCE) == 0
    assert not any(program.is_running() for program in programs)
    assert not Cluster(at(site.home)).is_alive


@pytest.mark.slow
def test_what_a_killed_site_left_is_tidied_up_by_the_next(site: Site) -> None:
    left = site.programs
    assert site.process is not None
    site.process.kill()
    site.process.wait()
    assert all(program.is_running() for program in left)
    site.open()  # on the same port
    assert not any(program.is_running() for program in left)
    site.wait_until(site.answers)


def test_a_taken_port_is_refused_before_anything_is_started(
    free_port: int, tmp_path: Path, make_home: Callable[[], Path]
) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port))
        other.listen()
        home = make_home()
        done = vikno(home, "serve", "--port", str(free_port))
        with pytest.raises(PortTaken):
            serving.require_free(free_port)
    assert done.returncode == 2
    assert f"Порт {free_port} зайнято" in done.stderr
    assert not (home / "postgres" / "data").exists()


def test_a_program_that_falls_is_started_at_once_and_then_ever_later(monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program("проба", [sys.executable, "-c", "raise SystemExit(3)"])
    said: list[str] = []
    starts = 0
    deadline = time.monotonic() + 20
    while program.recent_falls < 3 and time.monotonic() < deadline:
        starts += program.keep(said.append)
        time.sleep(0.02)
    assert (starts, len(said)) == (3, 3)
    assert program.start_at - time.monotonic() > 1
    assert program.keep(said.append) is False


def test_a_page_server_that_never_answers_is_given_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, socket_enabled: None, free_port: int
) -> None:
    monkeypatch.setattr(serving, "_page_server", lambda _port: [sys.executable, "-c", "raise SystemExit(3)"])
    monkeypatch.setattr(serving, "_worker", lambda: ["sleep", "60"])
    monkeypatch.setattr(serving, "_events_server", lambda _port: ["sleep", "60"])
    monkeypatch.setattr(serving, "_FALLS_TO_GIVE_UP", 2)
    environment = Environment.read({"VIKNO_HOME": str(tmp_path), "DATABASE_URL": "postgresql://web@db/centre"})
    said: list[str] = []
    with serving.nobody_else_serves(environment, port=free_port) as claim, pytest.raises(SiteWillNotStart):
        serving.serve(environment, claim=claim, port=free_port, say=said.append)
    assert said[-1] == "Зачиняю…"


def test_a_stubborn_program_is_ended_with_its_children() -> None:
    stubborn = "import signal, subprocess, time; signal.signal(15, signal.SIG_IGN); subprocess.Popen(['sleep', '60'])"
    program = Program("проба", [sys.executable, "-c", f"{stubborn}; time.sleep(60)"])
    program.keep(lambda _text: None)
    assert program.process is not None
    started = psutil.Process(program.process.pid)
    deadline = time.monotonic() + 10
    while not started.children() and time.monotonic() < deadline:
        time.sleep(0.02)
    (child,) = started.children()
    program.ask_to_stop()
    program.wait_or_end(time.monotonic() + 0.3)
    assert program.process.returncode == -signal.SIGKILL
    _gone, alive = psutil.wait_procs([child], timeout=5)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []


def test_a_stranger_with_a_reused_number_is_left_alone() -> None:
    stranger = subprocess.Popen(["sleep", "60"], start_new_session=True)
    try:
        end_leftover({"pid": stranger.pid, "created": psutil.Process(stranger.pid).create_time() - 100})
        assert stranger.poll() is None
        end_leftover({"pid": stranger.pid, "created": psutil.Process(stranger.pid).create_time()})
        assert stranger.wait(5) == -signal.SIGKILL
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_elsewhere_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError, connection

    answers = iter([OperationalError("not yet"), OperationalError("not yet"), None])

    def connect() -> None:
        answer = next(answers)
        if answer is not None:
            raise answer

    monkeypatch.setattr(connection, "ensure_connection", connect)
    monkeypatch.setattr(installation.time, "sleep", lambda _seconds: None)
    said: list[str] = []
    with installation.running_database(Environment.read({"DATABASE_URL": "postgresql://web@db/v"}), say=said.append):
        assert said == ["Чекаю на базу…"]


@pytest.mark.slow
def test_ctrl_c_while_the_demo_loads_leaves_nothing_and_the_next_start_begins_anew(
    make_home: Callable[[], Path],
) -> None:
    home = make_home()
    log = home / "demo.log"
    with open(log, "wb") as out:
        process = subprocess.Popen(
            heeding("demo", "--load-only", "--cases", "40"),
            cwd=PROJECT, env=environment_of(home), stdin=subprocess.DEVNULL, stderr=out, start_new_session=True,
        )  # fmt: skip
    deadline = time.monotonic() + 120
    while not (home / "stamps" / "demo-begun").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(2)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(_PATIENCE) == 130, log.read_text()
    assert not Cluster(at(home)).is_alive
    again = vikno(home, "demo", "--load-only", "--cases", "40")
    assert again.returncode == 0, again.stderr
    assert "Викидаю попередні дані" in again.stderr
    third = vikno(home, "demo", "--load-only")
    assert (third.returncode, "Наповнюю" in third.stderr) == (0, False)
