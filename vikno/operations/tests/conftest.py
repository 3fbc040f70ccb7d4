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

from config.environment import Environment
from config.paths import PROJECT
from vikno.operations import installation
from vikno.operations.cluster import Cluster

type Command = Callable[..., subprocess.CompletedProcess[str]]


def environment_of(home: Path, **more: str) -> dict[str, str]:
    """The environment of a program that works with `home` and nothing of the suite's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VIKNO_", "DATABASE_"))}
    return {**kept, "VIKNO_HOME": str(home), **more}


def vikno(home: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "vikno.operations", *map(str, arguments)],
        cwd=PROJECT, env=environment_of(home, **more), capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


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
        Cluster(Environment.read({"VIKNO_HOME": str(home)})).destroy()
        shutil.rmtree(home, ignore_errors=True)


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
