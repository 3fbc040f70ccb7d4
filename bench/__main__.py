"""Run benchmarks one after another, each on an empty database of its own, and print their figures.

A benchmark is a module of this package that is run as `python -m bench.<name>` and writes JSON lines to stdout:
`{"name": …, "value": …, "unit": …, "aim": …}`. Figures worth keeping go to docs/benchmarks.md by hand, with the machine
and the date.
"""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from config.environment import Environment
from config.paths import PROJECT
from vikno.operations.cluster import Cluster

NAMES = (
    "territories", "network", "applicants", "cases", "lists", "journal", "queue", "slots", "serving", "public",
    "opendata", "packages", "news", "boards", "numbers", "assessments", "selection", "call", "practices", "events",
)  # fmt: skip


def main(names: list[str]) -> int:
    """Run the named benchmarks (all when none is named); 1 when one of them broke."""
    sys.stdout.write(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    broken = [name for name in names or NAMES if not _run(name)]
    return 1 if broken else 0


def _run(name: str) -> bool:
    keeps = os.environ.get("BENCH_KEEP") == "1"
    home = Environment.read(dict(os.environ)).home_folder / (f"bench-{name}" if keeps else "bench")
    surroundings = {**os.environ, "VIKNO_HOME": str(home), "DATABASE_URL": "", "PYTHONPATH": str(PROJECT)}
    cluster = Cluster(Environment.read(surroundings))
    if not keeps:
        cluster.destroy()
    cluster.start()
    try:
        for made in (["migrate"], ["collectstatic", "--no-input"]):  # pages name files that were collected
            manage = [sys.executable, str(PROJECT / "manage.py"), *made, "-v", "0"]
            subprocess.run(manage, check=True, cwd=PROJECT, env=surroundings)
        command = [sys.executable, "-m", f"bench.{name}"]
        with subprocess.Popen(command, cwd=PROJECT, env=surroundings, stdout=subprocess.PIPE, text=True) as told:
            for line in told.stdout or ():
                _show(name, line.rstrip("\n"))
        return told.returncode == 0
    finally:
        cluster.stop() if keeps else cluster.destroy()


def _show(name: str, line: str) -> None:
    try:
        figure = json.loads(line)
    except ValueError:
        sys.stdout.write(f"{name}: {line}\n")
        return
    aim = f"  (aim {figure['aim']})" if figure.get("aim") else ""
    sys.stdout.write(f"{name}: {figure['name']}: {figure['value']} {figure.get('unit', '')}{aim}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main([Path(name).stem for name in sys.argv[1:]]))
