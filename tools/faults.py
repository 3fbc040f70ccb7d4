"""Checks that were never seen red prove nothing: plant each fault of `tests/faults.toml` in a copy, demand red.

usage: python tools/faults.py [WORD …]   only faults whose check or words contain a WORD
"""

import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parent.parent
_DATABASE: Final = "test_vikno_faults"
_MINUTES: Final = 15


class Seen(StrEnum):
    RED = "red"
    GREEN = "GREEN"
    NOT_PLANTED = "NOT PLANTED"
    NOT_RUN = "NOT RUN"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is spoiled, and the tests that must see it. `cut` stands in `file` exactly once."""

    check: str
    says: str
    file: str
    cut: str
    put: str
    run: Sequence[str]
    is_new_database: bool = False

    def is_asked_by(self, words: Sequence[str]) -> bool:
        return not words or any(word in f"{self.check} {self.says} {self.file}" for word in words)


def known() -> list[Fault]:
    with (PROJECT / "tests" / "faults.toml").open("rb") as file:
        return [Fault(**row) for row in tomllib.load(file)["fault"]]


def copied(target: Path) -> Path:
    """The tree as committed, working with the environment of this one."""
    subprocess.run(["git", "clone", "-q", "--local", "--no-hardlinks", str(PROJECT), str(target)], check=True)
    (target / ".venv").symlink_to((PROJECT / ".venv").resolve())
    return target


def seen(fault: Fault, *, tree: Path) -> tuple[Seen, str]:
    """What the tests say with the fault planted, and their last line; the copy is whole again afterwards."""
    place = tree / fault.file
    whole = place.read_text()
    if whole.count(fault.cut) != 1:
        return Seen.NOT_PLANTED, f"its text stands in {fault.file} {whole.count(fault.cut)} times"
    place.write_text(whole.replace(fault.cut, fault.put))
    try:
        return _judged(fault, tree=tree)
    finally:
        place.write_text(whole)


def _judged(fault: Fault, *, tree: Path) -> tuple[Seen, str]:
    database = ["--create-db"] if fault.is_new_database else ["--reuse-db"]
    name = f"{_DATABASE}_new" if fault.is_new_database else _DATABASE
    home = os.environ.get("VIKNO_HOME", str(PROJECT / ".vikno"))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", *database, *fault.run], cwd=tree, check=False, text=True,
            capture_output=True, timeout=_MINUTES * 60,
            env={**os.environ, "VIKNO_TEST_DATABASE": name, "VIKNO_HOME": home},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Seen.NOT_RUN, f"longer than {_MINUTES} minutes"
    lines = done.stdout.strip().splitlines() or done.stderr.strip().splitlines() or [""]
    failed = next((line for line in lines if line.startswith("FAILED ")), "")  # one that could not begin is an ERROR
    if done.returncode == 0:
        return Seen.GREEN, lines[-1]
    return (Seen.RED, failed) if failed else (Seen.NOT_RUN, lines[-1])


def main(words: Sequence[str]) -> int:
    faults, bad = [fault for fault in known() if fault.is_asked_by(words)], 0
    with tempfile.TemporaryDirectory() as folder:
        tree = copied(Path(folder) / "tree")
        for fault in faults:
            began = time.monotonic()
            verdict, line = seen(fault, tree=tree)
            bad += verdict != Seen.RED
            told = f"{verdict:<11} {fault.check:<3} {fault.says} ({time.monotonic() - began:.0f} s) {line[:160]}"
            sys.stdout.write(f"{told}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(faults) - bad} of {len(faults)} faults were seen\n")
    return 1 if bad or not faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
