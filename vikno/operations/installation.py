"""From a bare folder to a ready site: database, migrations, words, static files. Each step is skipped when done."""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from config.environment import Environment
from config.paths import PROJECT, make_home
from vikno.operations.cluster import Cluster
from vikno.operations.errors import DatabaseAway, MigrationFailed, PagesNotPrepared

Say = Callable[[str], None]
_PATIENCE_SECONDS = 120  # another server may come up later than we do after a blackout


@contextmanager
def running_database(environment: Environment, *, say: Say) -> Iterator[None]:
    """The database answers while we work. An embedded one is stopped by whoever uses it last."""
    from django.db import connections

    if not environment.is_embedded:
        _wait_for_server(say)
        yield
        return
    with Cluster(environment).lent():
        try:
            yield
        finally:
            connections.close_all()


def _wait_for_server(say: Say) -> None:
    from django.db import OperationalError, connection

    deadline = time.monotonic() + _PATIENCE_SECONDS
    told = False
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            if time.monotonic() > deadline:
                raise DatabaseAway(reason=str(error).strip().split("\n")[0]) from error
            if not told:
                say(_("Чекаю на базу…"))
                told = True
            time.sleep(2)
        else:
            return


def prepare(environment: Environment, *, say: Say) -> None:
    """Bring the database up to this version of the program. Two commands at once take turns."""
    with _taking_turns(environment):
        if has_pending_migrations():
            say(_("Оновлюю будову бази…"))
            migrate()


def prepare_pages(environment: Environment, *, say: Say) -> None:
    """Gather and compress the static files, if any changed since the last time."""
    with _taking_turns(environment):
        stamp = environment.home_folder / "stamps" / "static"
        made = environment.home_folder / "static" / "staticfiles.json"
        fingerprint = _fingerprint(_static_sources())
        if made.exists() and stamp.exists() and stamp.read_text() == fingerprint:
            return
        say(_("Готую сторінки…"))
        done = _django("collectstatic", "--no-input", "--clear", "-v", "0")
        if done.returncode:
            raise PagesNotPrepared(tail=done.stderr.strip()[-800:])
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(fingerprint)


def migrate() -> None:
    """Run migrations as the owner of the database, in a process of its own."""
    done = _django("migrate", "--no-input", "-v", "0", role="owner")
    if done.returncode:
        raise MigrationFailed(tail=done.stderr.strip()[-800:])


def is_bare() -> bool:
    """True for a database that never had a migration."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NULL")
        return bool(cursor.fetchone()[0])


def has_pending_migrations() -> bool:
    """True when the program knows migrations that the database has not had."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if is_bare():
        return True
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def unknown_migrations() -> list[str]:
    """Migrations the database has had and this program does not know: the database is newer than the program."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours = {label for label in apps.app_configs if apps.app_configs[label].name.startswith("vikno.")}
    known = {*loader.disk_migrations, *(key for m in loader.disk_migrations.values() for key in m.replaces)}
    return sorted(f"{label}.{name}" for label, name in {*loader.applied_migrations} - known if label in ours)


@contextmanager
def _taking_turns(environment: Environment) -> Iterator[None]:
    make_home(environment.home_folder)
    with open(environment.home_folder / "preparing.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _django(*command: str, role: str = "web") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, PROJECT / "manage.py", *command], check=False, cwd=PROJECT, text=True, stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL, env={**os.environ, "VIKNO_DB_ROLE": role},
    )  # fmt: skip


def _static_sources() -> list[Path]:
    folders = [PROJECT / "static", *PROJECT.glob("vikno/*/static")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return sorted([*files, *(PROJECT / "requirements").glob("*.txt")])  # packages bring static files too


def _fingerprint(sources: list[Path]) -> str:
    said = "\n".join(f"{p} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in sources)
    return hashlib.sha256(said.encode()).hexdigest()
