"""The first database dies with everybody at work, and its follower has all that was acknowledged."""

import json
import os
import subprocess
import sys

import pytest

from config.paths import PROJECT


@pytest.mark.slow
def test_no_acknowledged_commit_is_lost_when_the_follower_takes_over() -> None:
    command = [sys.executable, "tools/failover.py", "--seconds", "2", "--writers", "4", "--hromadas", "50"]
    done = subprocess.run(command, cwd=PROJECT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["acknowledged"] > 50
    assert found["lost"] == 0
    assert found["boards"]["is_copy"]
    assert found["boards"]["is_read_only"]
    assert found["boards"]["same"]
    assert found["boards"]["applications"] > 0
