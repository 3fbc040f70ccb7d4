"""The drill of the second database: `python tools/failover.py`; what it counted is printed as one JSON object.

Two clusters are made in a folder of their own. Writers commit to the first, which acknowledges nothing before the
second has it; the boards of the country are read from the second. The second hears nothing for a second, the worst
moment; then the first is killed −9 with everybody at work, and the second takes its place. Then every acknowledged
commit is looked for.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

import psutil  # noqa: E402  the project is found first
import psycopg  # noqa: E402  the project is found first

from config.environment import Environment  # noqa: E402
from vikno.operations import standby as following  # noqa: E402
from vikno.operations.cluster import SUPERUSER, Cluster  # noqa: E402

BOARD = """
import json, time, django
django.setup()
from django.db import connections
from vikno.common import replica
from vikno.indicators import queries
from vikno.indicators.queries import Scope, month_span
import datetime as dt
span = month_span(dt.date(2026, 1, 1), 12)
def boards():
    return {code: [one.amount, one.n] for code, one in queries.values(Scope(), span).items()}
begun = time.perf_counter()
with replica.read():
    there = boards()
took = time.perf_counter() - begun
with connections["replica"].cursor() as cursor:
    cursor.execute("SELECT pg_is_in_recovery()")
    is_copy = cursor.fetchone()[0]
try:
    with connections["replica"].cursor() as cursor:
        cursor.execute("DELETE FROM indicators_monthcount")
    is_read_only = False
except Exception:
    is_read_only = True
print(json.dumps({"is_copy": is_copy, "is_read_only": is_read_only, "same": there == boards(),
                  "applications": there["requested"][0], "milliseconds": round(1000 * took, 1)}))
"""
SUM = "import django; django.setup(); from vikno.indicators import services; services.sum_country()"
COUNTS = """
    INSERT INTO territories_unit (code, category, name, search_key, sort_key, first_seen_on, location_source)
    SELECT 'UA95' || lpad(h::text, 15, '0'), 'H', 'Громада ' || h, '', '', '2026-01-01', ''
    FROM generate_series(1, %(hromadas)s) AS h;
    INSERT INTO indicators_monthcount (hromada_id, month, kind, fact, a, b, c, bucket, n, total)
    SELECT 'UA95' || lpad(h::text, 15, '0'), make_date(2026, m, 1), kind, fact, s::text, '', '',
           CASE fact WHEN 'given' THEN s END,
           1 + (h * m * s) %% 40, 0
    FROM generate_series(1, %(hromadas)s) AS h, generate_series(1, 12) AS m, generate_series(1, 5) AS s,
         unnest(ARRAY['main', 'remote']) AS kind, unnest(ARRAY['registered', 'given', 'halted']) AS fact;
"""


@dataclass
class Writer(threading.Thread):
    """Commits one number after another, and remembers those it was told are kept."""

    cluster: Cluster
    place: int
    told: list[int] = field(default_factory=list)
    slowest: float = 0.0
    is_stopping: bool = False

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        try:
            with self.cluster.connect(SUPERUSER) as connection:
                number = len(self.told)
                while not self.is_stopping:
                    begun = time.perf_counter()
                    connection.execute("INSERT INTO drill VALUES (%s, %s)", [self.place, number])
                    self.told.append(number)
                    self.slowest = max(self.slowest, time.perf_counter() - begun)
                    number += 1
        except psycopg.Error:
            return  # the database died: what was not acknowledged may or may not be there


def main(arguments: list[str] | None = None) -> int:
    """0 when nothing acknowledged was lost and the boards of the copy were those of the database."""
    options = _options(arguments)
    folder = options.folder or Path(tempfile.mkdtemp(prefix="vikno-drill-"))
    folder.chmod(0o755)
    first, second = (Cluster(_environment(folder / name)) for name in ("first", "second"))
    for cluster in (first, second):
        cluster.environment.home_folder.mkdir(parents=True, exist_ok=True)
        cluster.environment.home_folder.chmod(0o755)
    try:
        found = _drill(first, second, options)
    finally:
        for cluster in (second, first):
            cluster.destroy()
        if options.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0 if found["lost"] == 0 and found["boards"]["same"] and found["boards"]["is_copy"] else 1


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="where the clusters are made; else a folder that is removed")
    parser.add_argument("--seconds", type=float, default=10, help="how long writers work before the first one dies")
    parser.add_argument("--behind", type=float, default=1, help="for how long the follower hears nothing before that")
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--hromadas", type=int, default=1469)
    return parser.parse_args(arguments)


def _environment(home: Path, **more: str) -> Environment:
    return Environment.read(_settings(home, **more))


def _settings(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VIKNO_", "DATABASE_"))}
    binaries = {"VIKNO_POSTGRES_BIN": os.environ.get("VIKNO_POSTGRES_BIN", "")}
    return {**kept, **binaries, "VIKNO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings", **more}


def _drill(first: Cluster, second: Cluster, options: argparse.Namespace) -> dict[str, Any]:
    _lay(first, hromadas=options.hromadas)
    begun = time.perf_counter()
    following.follow(first, second)
    copied = time.perf_counter() - begun
    following.confirm_each_commit(first)
    _await_synchronous(first)
    writers = [Writer(first, place) for place in range(options.writers)]
    for writer in writers:
        writer.start()
    boards = _boards(first, second)
    time.sleep(options.seconds)
    behind = _held_back(second)
    time.sleep(options.behind)
    following.kill(first)
    died = time.perf_counter()
    behind.send_signal(signal.SIGCONT)
    following.promote(second)
    with second.connect(SUPERUSER) as connection:
        connection.execute("INSERT INTO drill VALUES (-1, 0)")
        writable = time.perf_counter() - died
        for writer in writers:
            writer.join(30)
        kept = {(place, number) for place, number in connection.execute("SELECT place, number FROM drill")}
    told = {(writer.place, number) for writer in writers for number in writer.told}
    return {
        "acknowledged": len(told), "lost": len(told - kept), "kept_unacknowledged": len(kept - told) - 1,
        "copy_seconds": round(copied, 2), "writable_again_seconds": round(writable, 2),
        "slowest_commit_ms": round(1000 * max(writer.slowest for writer in writers), 1), "boards": boards,
        "postgresql": first.binaries().major,
    }  # fmt: skip


def _lay(first: Cluster, *, hromadas: int) -> None:
    """A migrated database with counts of a country, and a table to write to."""
    first.start()
    owner = _settings(first.environment.home_folder, VIKNO_DB_ROLE="owner")
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=PROJECT, env=owner, check=True)
    with first.connect(SUPERUSER) as connection:
        for statement in COUNTS.split(";")[:2]:
            connection.execute(statement.encode(), {"hromadas": hromadas})
        subprocess.run([sys.executable, "-c", SUM], cwd=PROJECT, env=owner, check=True)
        connection.execute("CREATE TABLE drill (place int, number int, PRIMARY KEY (place, number))")


def _await_synchronous(first: Cluster) -> None:
    deadline = time.monotonic() + 30
    with first.connect(SUPERUSER) as connection:
        while time.monotonic() < deadline:
            row = connection.execute("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'").fetchone()
            if row and row[0]:
                return
            time.sleep(0.05)
    raise SystemExit("the follower has not become synchronous")


def _held_back(second: Cluster) -> psutil.Process:
    """The follower's receiver, which hears nothing from now on: what is acknowledged without it would be lost."""
    number = int((second.data / "postmaster.pid").read_text().split("\n")[0])
    (receiver,) = (one for one in psutil.Process(number).children() if "walreceiver" in " ".join(one.cmdline()))
    receiver.send_signal(signal.SIGSTOP)
    return receiver


def _boards(first: Cluster, second: Cluster) -> Any:
    """The measures of the country from the copy, while the first is being written to."""
    replica = f"postgresql://vikno_web@/vikno?host={second.socket}&port=5432"
    asked = _settings(first.environment.home_folder, DATABASE_REPLICA_URL=replica)
    done = subprocess.run(
        [sys.executable, "-c", BOARD], cwd=PROJECT, env=asked, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
