"""The drill of a pooler: `python tools/pooler.py`; what it saw is printed as one JSON object.

A cluster and a PgBouncer of its own in transaction mode: forty threads of the project share four connections of the
database. Each binds a hromada by turns and reads without any filter: what it sees is what the second lock lets through.
Between transactions it reads bound to nobody. Then the same with what a pooler does not carry: statements prepared once
a connection, cursors left open, LISTEN. The exit code is 0 when nothing was seen that must not be.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from config.environment import OWNER_ROLE, WEB_ROLE, Environment  # noqa: E402  the project is found first
from vikno.operations.cluster import SUPERUSER, Cluster  # noqa: E402

PORT, POOL, THREADS = 6432, 4, 40
SETTINGS = """
[databases]
vikno = host={socket} port=5432 dbname=vikno
[pgbouncer]
listen_addr =
listen_port = {port}
unix_socket_dir = {folder}
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = {pool}
max_client_conn = 200
logfile = {folder}/log
pidfile = {folder}/pid
"""
# What a session would set for itself behind a pooler falls to whoever has the connection: so it stands at the role.
READY = f"ALTER ROLE {WEB_ROLE} SET statement_timeout = '10s'"
ROWS = """
import django; django.setup()
from django.db import connection
from vikno.common import tenancy
with connection.cursor() as cursor:
    cursor.execute(
        "INSERT INTO territories_unit (code, category, name, search_key, sort_key, first_seen_on, location_source)"
        " SELECT 'UA95' || lpad(h::text, 15, '0'), 'H', 'Громада ' || h, '', '', '2026-01-01', ''"
        " FROM generate_series(1, 8) h")
for h in range(1, 9):
    with tenancy.working_for(f"UA95{h:015d}"), connection.cursor() as cursor:
        cursor.execute("INSERT INTO applicants_surname (hromada_id, key) SELECT %s, 'прізвище ' || n"
            " FROM generate_series(1, 50) n", [f"UA95{h:015d}"])
"""
WORK = """
import collections, json, sys, threading, time, django
django.setup()
from django.db import connection, transaction
from vikno.applicants.models import Surname
from vikno.common import tenancy
from vikno.territories.models import Unit
found, ends = collections.Counter(), time.monotonic() + float(sys.argv[1])
def tried(name, act):
    try:
        found[name] += act()
        found["acts"] += 1
    except Exception as error:
        found[f"{name}: {type(error.__cause__ or error).__name__}"] += 1
def strangers(code):
    with tenancy.working_for(code):
        seen = collections.Counter(Surname.objects.values_list("hromada_id", flat=True))
        return seen.total() - seen[code] + abs(seen[code] - 50)
def nobodys():
    return Surname.objects.count()
def timeouts():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return int(cursor.fetchone()[0] != "10s")
def cursors(within):
    with transaction.atomic() if within else __import__("contextlib").nullcontext():
        return abs(sum(1 for _ in Unit.objects.order_by("code").iterator(chunk_size=2)) - 8)
def work(number):
    turn = number
    while time.monotonic() < ends:
        tried("rows of strangers", lambda: strangers(f"UA95{1 + turn % 8:015d}"))
        tried("rows seen by nobody", nobodys)
        tried("other timeouts", timeouts)
        tried("rows lost by a cursor", lambda: cursors(False))
        tried("rows lost by a cursor within", lambda: cursors(True))
        turn += 1
threads = [threading.Thread(target=work, args=(n,)) for n in range(int(sys.argv[2]))]
[t.start() for t in threads]; [t.join() for t in threads]
print(json.dumps({name: n for name, n in found.items() if n}, ensure_ascii=False))
"""
HEARD = """
import json, django
django.setup()
import psycopg
from vikno.queue.stream import CHANNEL, _address_of_database
from django.db import connection
with psycopg.connect(**_address_of_database(), autocommit=True) as line:
    line.execute(f"LISTEN {CHANNEL}")
    for n in range(5):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(n)])
    print(json.dumps(len(list(line.notifies(timeout=3, stop_after=5)))))
"""


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    asked.add_argument("--seconds", type=float, default=5)
    seconds = str(asked.parse_args().seconds)
    if not shutil.which("pgbouncer"):
        sys.stderr.write("pgbouncer is not installed\n")
        return 2
    folder = Path(tempfile.mkdtemp(prefix="vikno-pooler-"))
    folder.chmod(0o755)
    try:
        seen = _drill(folder, seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(json.dumps(seen, ensure_ascii=False, indent=1) + "\n")
    right, heard = seen["as the manual says"], seen["calls heard of five, past the pooler"]
    return 0 if set(right) == {"acts"} and heard == 5 and seen["connections of the database"] <= POOL else 1


def _drill(folder: Path, seconds: str) -> "dict[str, object]":
    home = folder / "home"
    cluster = Cluster(Environment.read({"VIKNO_HOME": str(home)}))
    cluster.start()
    try:
        with cluster.connect(SUPERUSER) as line:
            line.execute(READY)
        own = {"VIKNO_HOME": str(home), "DATABASE_URL": "", "VIKNO_DB_ROLE": "owner"}
        _run([str(PROJECT / "manage.py"), "migrate", "-v", "0"], own)
        _run(["-c", ROWS], own)
        with _pooled(folder, cluster):
            return _seen(folder, cluster, seconds)
    finally:
        cluster.destroy()


def _seen(folder: Path, cluster: Cluster, seconds: str) -> "dict[str, object]":
    address = f"postgresql://{WEB_ROLE}@{quote(str(folder), safe='')}:{PORT}/vikno"
    past = f"postgresql://{WEB_ROLE}@{quote(str(cluster.socket), safe='')}:5432/vikno"
    through = {
        "VIKNO_HOME": str(folder / "home"),
        "DATABASE_URL": address,
        "VIKNO_DB_ROLE": "web",
        "VIKNO_DB_PREPARE": "no",
    }
    work = ["-c", WORK, seconds, str(THREADS)]
    right = json.loads(_run(work, through))
    with cluster.connect(SUPERUSER) as line:
        count = line.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = %s", [WEB_ROLE]).fetchone()
    return {
        "as the manual says": right,
        "connections of the database": (count or (0,))[0],
        "with statements prepared": json.loads(_run(work, {**through, "VIKNO_DB_PREPARE": "yes"})),
        "calls heard of five, past the pooler": json.loads(
            _run(["-c", HEARD], {**through, "DATABASE_DIRECT_URL": past})
        ),
        "calls heard of five, through it": json.loads(_run(["-c", HEARD], through)),
    }


def _run(command: "list[str]", told: "dict[str, str]") -> str:
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(PROJECT), **told}
    done = subprocess.run(
        [sys.executable, *command], cwd=PROJECT, env=surroundings, capture_output=True, text=True, timeout=600
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return done.stdout


@contextmanager
def _pooled(folder: Path, cluster: Cluster) -> Iterator[None]:
    """PgBouncer refuses to be root: it runs as the database does."""
    (folder / "pooler.ini").write_text(
        SETTINGS.format(socket=cluster.socket, port=PORT, folder=folder, pool=POOL), encoding="utf-8"
    )
    (folder / "users").write_text(f'"{WEB_ROLE}" ""\n"{OWNER_ROLE}" ""\n', encoding="utf-8")
    drop = {}
    if os.geteuid() == 0:
        shutil.chown(folder, cluster.runner.uid, cluster.runner.gid)
        drop = {"user": cluster.runner.uid, "group": cluster.runner.gid, "extra_groups": []}
    with subprocess.Popen(["pgbouncer", "-q", str(folder / "pooler.ini")], **drop) as pooler:  # type: ignore[call-overload]
        try:
            until = time.monotonic() + 10
            while not (folder / f".s.PGSQL.{PORT}").exists() and time.monotonic() < until:
                time.sleep(0.1)
            yield
        finally:
            pooler.terminate()


if __name__ == "__main__":
    sys.exit(main())
