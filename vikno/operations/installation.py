"""From a bare folder to a ready site: database, migrations, words, static files. Each step is skipped when done."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from config.environment import Environment
from config.paths import PROJECT
from vikno.common.errors import Refusal
from vikno.operations.cluster import Cluster

Say = Callable[[str], None]


class MigrationFailed(Refusal):
    code = "migration_failed"
    message = "Не вдалося оновити будову бази: {tail}"


@contextmanager
def running_database(environment: Environment) -> Iterator[None]:
    """The database answers while we work. An embedded one that we started is stopped at the end."""
    if not environment.is_embedded:
        yield
        return
    cluster = Cluster(environment)
    started = cluster.start()
    try:
        yield
    finally:
        if started:
            from django.db import connections

            connections.close_all()
            cluster.stop()


def prepare(environment: Environment, *, say: Say, static: bool = True) -> None:
    """Bring the database, the translations and the static files up to this version of the program."""
    django.setup()
    if _has_pending_migrations():
        say("Оновлюю будову бази…")
        migrate(environment)
    if _once(environment, "messages", sorted(PROJECT.glob("**/locale/*/LC_MESSAGES/*.po"))):
        subprocess.run([sys.executable, PROJECT / "tools" / "messages.py", "compile"], check=True, cwd=PROJECT)
        _done(environment, "messages")
    if static and _once(environment, "static", _static_sources()):
        say("Готую сторінки…")
        _django(environment, "collectstatic", "--no-input", "--clear", "-v", "0")
        _done(environment, "static")


def migrate(environment: Environment) -> None:
    """Run migrations as the owner of the database, in a process of its own."""
    done = _django(environment, "migrate", "--no-input", "-v", "0", role="owner", check=False)
    if done.returncode:
        raise MigrationFailed(tail=done.stderr.strip()[-800:])


def _django(
    environment: Environment, *command: str, role: str = "web", check: bool = True
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, PROJECT / "manage.py", *command], check=check, cwd=PROJECT, text=True, stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL, env={**os.environ, "VIKNO_DB_ROLE": role},
    )  # fmt: skip


def _has_pending_migrations() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return True
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _static_sources() -> list[Path]:
    return sorted(p for p in (PROJECT / "static").rglob("*") if p.is_file()) + sorted(
        p for p in PROJECT.glob("vikno/*/static/**/*") if p.is_file()
    )


def _fingerprint(sources: list[Path]) -> str:
    said = "\n".join(f"{p} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in sources)
    return hashlib.sha256(said.encode()).hexdigest()


_PENDING: dict[str, str] = {}


def _once(environment: Environment, what: str, sources: list[Path]) -> bool:
    """True when the sources changed since `_done` was last said of them."""
    stamp = environment.home_folder / "stamps" / what
    _PENDING[what] = _fingerprint(sources)
    return not stamp.exists() or stamp.read_text() != _PENDING[what]


def _done(environment: Environment, what: str) -> None:
    stamp = environment.home_folder / "stamps" / what
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_PENDING[what])
