"""Data folders of their own for what must be broken: databases, sites, archives."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config.environment import Environment
from config.paths import PROJECT
from vikno.operations import installation
from vikno.operations.cluster import DATABASE, SUPERUSER, Cluster

type Command = Callable[..., subprocess.CompletedProcess[str]]


def settings_of(home: Path, **more: str) -> dict[str, str]:
    """Settings of a data folder of its own, on the PostgreSQL that the suite runs on."""
    return {"VIKNO_HOME": str(home), "VIKNO_POSTGRES_BIN": os.environ.get("VIKNO_POSTGRES_BIN", ""), **more}


def at(home: Path, **more: str) -> Environment:
    return Environment.read(settings_of(home, **more))


def environment_of(home: Path, **more: str) -> dict[str, str]:
    """The environment of a program that works with `home` and nothing of the suite's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VIKNO_", "DATABASE_"))}
    return {**kept, **settings_of(home, **more)}


_HEEDING = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "runpy.run_module('vikno.operations', run_name='__main__', alter_sys=True)"
)


def heeding(*arguments: str) -> list[str]:
    """A command that heeds Ctrl-C even where the suite was started in the background, with Ctrl-C ignored."""
    return [sys.executable, "-c", _HEEDING, *arguments]


def vikno(home: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "vikno.operations", *map(str, arguments)],
        cwd=PROJECT, env=environment_of(home, **more), capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


@pytest.fixture
def free_port(socket_enabled: None) -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def make_home() -> Iterator[Callable[[], Path]]:
    """Empty data folders that PostgreSQL's user may walk to; removed with their databases at the end."""
    made: list[Path] = []

    def make() -> Path:
        home = Path(tempfile.mkdtemp(prefix="vikno-"))
        home.chmod(0o755)
        made.append(home)
        return home

    yield make
    for home in made:
        Cluster(at(home)).destroy()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def make_house(make_home: Callable[[], Path], django_db_setup: None) -> Callable[[], Path]:
    """Data folders whose database is built already, by the migrations that the suite itself went through."""
    here = Cluster(Environment.read(dict(os.environ)))
    tested = str(connection.settings_dict["NAME"])

    def make() -> Path:
        home = make_home()
        there = Cluster(at(home))
        with there.lent():
            dump = subprocess.run(
                [here.binaries()["pg_dump"], "-Fc", "-h", here.socket, "-U", SUPERUSER, tested],
                capture_output=True, check=True,
            )  # fmt: skip
            program, address = there.binaries()["pg_restore"], ["-h", there.socket, "-U", SUPERUSER, "-d", DATABASE]
            subprocess.run(
                [program, *address, "--exit-on-error"],
                input=dump.stdout, check=True,
            )  # fmt: skip
        return home

    return make


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run a command in this process, on the test database: (exit code, stdout, stderr)."""
    from vikno.operations.cli import main

    monkeypatch.setattr(installation, "running_database", lambda *_given, **_named: nullcontext())

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
