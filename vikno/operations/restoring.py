"""Restore a backup without destroying anything.

The archive is checked first, restored into a new database beside the old one, its tables are compared with what the
manifest says, and only then the names are exchanged. The old database stays under its date until a person drops it.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from config.environment import OWNER_ROLE, Environment
from vikno.common import clock
from vikno.documents import ledger
from vikno.operations import archive as archives
from vikno.operations.cluster import DATABASE, SUPERUSER, Cluster, allow_only_the_web_role
from vikno.operations.contents import Connection, contents, differences
from vikno.operations.errors import ArchiveDamaged, NoSuchFile, RestoreElsewhere, RestoreFailed, WrongPlace

Say = Callable[[str], None]
_FRESH = f"{DATABASE}_restored"
_CARRIED = ("files", "secret")


def restore(environment: Environment, *, archive: Path, say: Say) -> str:
    """Restore an archive; the name of the database that keeps what was there before.

    Call it while nobody serves. Raises `ArchiveDamaged`, `NotAnArchive`, `RestoreFailed`; then nothing has changed.
    """
    if not environment.is_embedded:
        raise RestoreElsewhere
    _require_file(archive)
    cluster, home = Cluster(environment), environment.home_folder
    with tempfile.TemporaryDirectory(dir=home, prefix=".restoring-") as temporary:
        folder = Path(temporary)
        say(_("Перевіряю копію…"))
        manifest = archives.check(archive)
        archives.unpack(archive, folder)
        say(_("Відновлюю базу…"))
        try:
            _fill(cluster, folder / "database.dump")
            _require_same(cluster, manifest)
        except BaseException:
            _drop(cluster, _FRESH)
            raise
        kept = _exchange_names(cluster)
        _exchange_files(home, folder, kept)
        ledger.join(folder / ledger.NAME)
    return kept


def _require_file(archive: Path) -> None:
    if not archive.exists():
        raise NoSuchFile(path=archive)
    if not archive.is_file():
        raise WrongPlace(path=archive)


def _fill(cluster: Cluster, dump: Path) -> None:
    _drop(cluster, _FRESH)
    with cluster.connect(SUPERUSER, "postgres") as connection:
        connection.execute(f"CREATE DATABASE {_FRESH} OWNER {OWNER_ROLE} TEMPLATE template0")
    done = subprocess.run(
        [
            str(cluster.binaries()["pg_restore"]), "-h", str(cluster.socket), "-p", "5432", "-U", SUPERUSER,
            "-d", _FRESH, "--exit-on-error", "--no-password", "--jobs=2", str(dump),
        ],
        stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RestoreFailed(reason=done.stderr.decode(errors="replace").strip()[-400:])


def _require_same(cluster: Cluster, manifest: dict[str, Any]) -> None:
    with cluster.connect(SUPERUSER, _FRESH) as connection:
        other = differences(manifest["tables"], contents(connection))
        if other:
            raise ArchiveDamaged(reason=_("після відновлення не такі таблиці: {names}").format(names=", ".join(other)))
        connection.execute("ANALYZE")


def _drop(cluster: Cluster, database: str) -> None:
    with cluster.connect(SUPERUSER, "postgres") as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def _exchange_names(cluster: Cluster) -> str:
    """Both names change in one transaction, or neither does."""
    from django.db import connections

    kept = f"{DATABASE}_before_{clock.now():%Y%m%d_%H%M%S}"
    connections.close_all()
    with cluster.connect(SUPERUSER, "postgres") as connection:
        connection.execute(f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS false")
        try:
            _see_everyone_off(connection)
            with connection.transaction():
                connection.execute(f"ALTER DATABASE {DATABASE} RENAME TO {kept}")
                connection.execute(f"ALTER DATABASE {_FRESH} RENAME TO {DATABASE}")
                connection.execute(f"ALTER DATABASE {kept} ALLOW_CONNECTIONS true")
                allow_only_the_web_role(connection)
        except BaseException:
            connection.execute(f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS true")
            raise
    return kept


def _see_everyone_off(connection: Connection) -> None:
    for _attempt in range(100):
        left = connection.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = ANY(%s)",
            [[DATABASE, _FRESH]],
        ).fetchone()
        if left == (0,):
            return
        time.sleep(0.1)


def _exchange_files(home: Path, restored: Path, kept: str) -> None:
    """Renames within one disk: what was there stays beside under the name of the kept database."""
    for name in _CARRIED:
        if (home / name).exists():
            (home / name).rename(home / f"{name}-{kept}")
        if (restored / name).exists():
            shutil.move(restored / name, home / name)
    if (home / "secret").exists():
        os.chmod(home / "secret", 0o600)
