"""The schema that quick migrations make is the one Django makes the long way (`common/migrating.py`)."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from config.paths import PROJECT
from vikno.operations.cluster import DATABASE, SUPERUSER, Cluster
from vikno.operations.tests.conftest import at, environment_of

pytestmark = pytest.mark.slow
_QUICKLY = ""
_THE_LONG_WAY = "from vikno.common import migrating; migrating.slow_down()"
_MIGRATE = """
import django
django.setup()
{before}
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
"""


def schema(home: Path, before: str) -> str:
    """Every table, constraint, trigger, policy and grant of a database migrated from nothing."""
    there = Cluster(at(home))
    with there.lent():
        subprocess.run(
            [sys.executable, "-c", _MIGRATE.format(before=before)], cwd=PROJECT, check=True, timeout=1_800,
            env={**environment_of(home), "VIKNO_DB_ROLE": "owner"},
        )  # fmt: skip
        dump = subprocess.run(
            [there.binaries()["pg_dump"], "--schema-only", "-h", there.socket, "-U", SUPERUSER, DATABASE],
            capture_output=True, check=True, text=True,
        )  # fmt: skip
    return "\n".join(line for line in dump.stdout.splitlines() if not line.startswith("\\"))


def test_both_ways_make_one_schema(make_home: Callable[[], Path]) -> None:
    quick, long = (schema(make_home(), before) for before in (_QUICKLY, _THE_LONG_WAY))
    assert "CREATE TABLE public.cases_case" in quick
    assert quick.splitlines() == long.splitlines()
