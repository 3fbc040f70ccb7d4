"""Make a backup: one archive with the database, the files and what is needed to prove them whole."""

import fcntl
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.utils.translation import gettext as _

from config.environment import Environment
from config.paths import make_home
from vikno.common import clock
from vikno.documents import ledger
from vikno.documents.storage import INCOMING
from vikno.operations import archive
from vikno.operations.cluster import DATABASE, SUPERUSER, Cluster
from vikno.operations.contents import Connection, Contents, contents
from vikno.operations.errors import BackupBlind, BackupFailed, DatabaseAway, OutOfDisk
from vikno.operations.postgres import Binaries

Say = Callable[[str], None]
STAMP = "backup"


def make(environment: Environment, *, folder: Path | None, say: Say) -> Path:
    """Write `vikno-<date>.tar` into `folder` (default: backups in the data folder), check it, return its path.

    Everything is of one moment: the dump and the counted rows come from one snapshot, while people go on working.
    """
    place = (folder or environment.home_folder / "backups").absolute()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _one_at_a_time(environment), tempfile.TemporaryDirectory(dir=place, prefix=".vikno-backup-") as temporary:
        made_at = clock.now()
        dump = Path(temporary) / "database.dump"
        say(_("Зберігаю базу…"))
        held = _dump(environment, dump)
        say(_("Складаю й перевіряю архів…"))
        target = _free_name(place / f"vikno-{made_at:%Y%m%d-%H%M%S}.tar")
        parts = [("database.dump", dump), *_files(environment)]
        archive.write(target, parts, {"made_at": made_at.isoformat(), "tables": held})
        _note(environment, target)
    return target


def last_noted(environment: Environment) -> Path | None:
    """The archive that the latest backup wrote, wherever it was put; it may have been carried away since."""
    stamp = environment.home_folder / "stamps" / STAMP
    return Path(json.loads(stamp.read_text())["path"]) if stamp.exists() else None


@contextmanager
def _one_at_a_time(environment: Environment) -> Iterator[None]:
    make_home(environment.home_folder)
    with open(environment.home_folder / "backup.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _dump(environment: Environment, target: Path) -> Contents:
    """pg_dump in its own format; what it saw, table by table."""
    program, source, connection = _source(environment)
    with connection:
        _require_full_sight(connection)
        connection.autocommit = False
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.execute("SET row_security TO off")  # a row that may not be seen is an error, not a gap
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        with open(target, "wb") as out:
            done = subprocess.run(
                [program, "-Fc", "--no-password", f"--snapshot={row[0]}", *source],
                stdout=out, stderr=subprocess.PIPE, check=False,
            )  # fmt: skip
        said = done.stderr.decode(errors="replace").strip()
        if "No space left" in said:
            raise OutOfDisk(path=target.parent.parent)
        if done.returncode:
            raise BackupFailed(reason=said[-400:])
        return contents(connection)


def _source(environment: Environment) -> tuple[Path, list[str], Connection]:
    """pg_dump, where it connects, and a connection of our own. The embedded base is read by its superuser."""
    if environment.is_embedded:
        cluster = Cluster(environment)
        address = ["-h", str(cluster.socket), "-p", "5432", "-U", SUPERUSER, "-d", DATABASE]
        return cluster.binaries()["pg_dump"], address, cluster.connect(SUPERUSER)
    url = environment.database_backup_url or environment.database_owner_url or environment.database_url
    try:
        connection: Connection = psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise DatabaseAway(reason=str(error).strip().split("\n")[0]) from error
    return Binaries.newest(environment)["pg_dump"], ["-d", url], connection


def _require_full_sight(connection: Connection) -> None:
    """Forced locks blind everyone but a superuser and a role with BYPASSRLS."""
    row = connection.execute(
        "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if row is None or not row[1]:
        raise BackupBlind(role=row[0] if row else "?")


def _files(environment: Environment) -> list[tuple[str, Path]]:
    """Files of the data folder by their names in the archive.

    They are gathered after the database was read: what its rows name was on the disk before the rows were.
    The signing key goes too: codes on people's receipts are checked with it.
    """
    home = environment.home_folder
    found = [(str(p.relative_to(home)), p) for p in sorted((home / "files").rglob("*")) if INCOMING not in p.parts]
    return [*found, (ledger.NAME, home / ledger.NAME), ("secret", home / "secret")]


def _free_name(target: Path) -> Path:
    others = (target.with_name(f"{target.stem}-{n}{target.suffix}") for n in range(2, 1000))
    return next(path for path in (target, *others) if not path.exists())


def _note(environment: Environment, target: Path) -> None:
    stamp = environment.home_folder / "stamps" / STAMP
    stamp.parent.mkdir(parents=True, exist_ok=True)
    said: dict[str, Any] = {"path": str(target), "made_at": clock.now().isoformat()}
    stamp.write_text(json.dumps(said))
