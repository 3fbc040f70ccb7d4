"""The drill of a pooler, where one is installed."""

import json
import shutil
import subprocess
import sys

import pytest

from config.paths import PROJECT

pytestmark = pytest.mark.slow


@pytest.mark.skipif(shutil.which("pgbouncer") is None, reason="pgbouncer is not installed: apt-get install pgbouncer")
def test_forty_threads_share_four_connections_and_see_their_own_rows_only() -> None:
    command = [sys.executable, "tools/pooler.py", "--seconds", "3"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    seen = json.loads(done.stdout)
    assert seen["as the manual says"]["acts"] > 100
    assert set(seen["with statements prepared"]) > {"acts"}, "then the setting were not needed"
    assert seen["calls heard of five, through it"] < 5, "then another address were not needed"
