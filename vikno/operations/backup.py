"""Backup and restore: one archive with the database, the files and what is needed to prove them whole.

Restoring never destroys: the archive is verified first, restored into a new database beside the old one, counted
again, and only then the names are exchanged. The old database stays under its date until a person drops it.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import psycopg.sql

from config.environment import OWNER_ROLE, Environment
from vikno.common import clock
from vikno.common.errors import Refusal
from vikno.operations.cluster import DATABASE, SUPERUSER, Cluster

Say = Callable[[str], None]
FORMAT = 1


class BackupFailed(Refusal):
    code = "backup_failed"
    message = "Копію не зроблено: {reason}"


class ArchiveDamaged(Refusal):
    code = "archive_damaged"
    message = "Копія пошкоджена: {reason}. Нічого не змінено; візьміть іншу копію."


def make(environment: Environment, *, folder: Path | None, say: Say) -> Path:
    """Write `vikno-<date>.tar` into `folder` (default: backups in the data folder) and return its path."""
    place = folder or environment.home_folder / "backups"
    place.mkdir(parents=True, exist_ok=True)
    archive = place / f"vikno-{clock.now():%Y%m%d-%H%M%S}.tar"
    with tempfile.TemporaryDirectory() as temporary:
        dump = Path(temporary) / "database.dump"
        say("Зберігаю базу…")
        _dump(environment, dump)
        parts = {"database.dump": dump, **_files(environment)}
        manifest = {
            "format": FORMAT,
            "made_at": clock.now().isoformat(),
            "rows": _row_counts(environment, DATABASE),
            "sha256": {name: _sha256(path) for name, path in parts.items()},
        }
        partial = archive.with_suffix(".partial")
        partial.touch(mode=0o600)  # it holds everything there is to know
        with tarfile.open(partial, "w") as tar:
            _add_bytes(tar, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            for name, path in parts.items():
                tar.add(path, name)
        os.replace(partial, archive)  # a half-written archive never bears the name of a whole one
    return archive


def restore(environment: Environment, *, archive: Path, say: Say) -> str:
    """Restore an archive; the name of the database that keeps what was there before."""
    if not environment.is_embedded:
        raise BackupFailed(reason="для бази за DATABASE_URL відновлюйте database.dump з архіву програмою pg_restore")
    cluster = Cluster(environment)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        say("Перевіряю копію…")
        manifest = _unpack(archive, folder)
        fresh, kept = f"{DATABASE}_restored", f"{DATABASE}_before_{clock.now():%Y%m%d_%H%M%S}"
        say("Відновлюю базу…")
        _restore_dump(cluster, folder / "database.dump", fresh)
        counted = _row_counts(environment, fresh)
        if counted != manifest["rows"]:
            raise ArchiveDamaged(reason="після відновлення рядків не стільки, скільки було")
        _exchange_names(cluster, fresh=fresh, kept=kept)
        _replace_files(environment, folder, kept)
    return kept


def _dump(environment: Environment, target: Path) -> None:
    """pg_dump in its own format. The embedded base is read by its superuser: forced locks blind everyone else."""
    if environment.is_embedded:
        cluster = Cluster(environment)
        connection = ["-h", str(cluster.socket), "-p", "5432", "-U", SUPERUSER, "-d", DATABASE]
        program = str(cluster.binaries()["pg_dump"])
    else:
        connection, program = ["-d", environment.database_owner_url or environment.database_url], "pg_dump"
    with open(target, "wb") as out:
        done = subprocess.run(
            [program, "-Fc", "--no-password", *connection], stdout=out, stderr=subprocess.PIPE, check=False
        )
    if done.returncode:
        raise BackupFailed(reason=done.stderr.decode(errors="replace").strip()[-400:])


def _files(environment: Environment) -> dict[str, Path]:
    """Files of the data folder by their names in the archive.

    The signing key goes too: codes on people's receipts are checked with it.
    """
    home = environment.home_folder
    found = {str(p.relative_to(home)): p for p in sorted((home / "files").rglob("*")) if p.is_file()}
    return {**found, **({"secret": home / "secret"} if (home / "secret").exists() else {})}


def _row_counts(environment: Environment, database: str) -> dict[str, int]:
    """Rows of every table: the plainest proof that nothing was lost."""
    with _superuser(environment, database) as connection:
        names = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
        ).fetchall()
        counts: dict[str, int] = {}
        for (name,) in names:
            query = psycopg.sql.SQL("SELECT count(*) FROM {}").format(psycopg.sql.Identifier(str(name)))
            row = connection.execute(query).fetchone()
            counts[str(name)] = int(str(row[0])) if row else 0
    # Workers come and go while a copy is made; they are no one's record.
    return {name: count for name, count in counts.items() if not name.startswith("procrastinate_")}


def _superuser(environment: Environment, database: str) -> "psycopg.Connection[tuple[object, ...]]":
    if environment.is_embedded:
        return Cluster(environment).connect(SUPERUSER, database)
    return psycopg.connect(environment.database_owner_url or environment.database_url, autocommit=True)


def _unpack(archive: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise ArchiveDamaged(reason=f"не читається ({error.__class__.__name__})") from error
    if manifest.get("format") != FORMAT:
        raise ArchiveDamaged(reason=f"невідомий формат {manifest.get('format')!r}")
    for name, digest in manifest["sha256"].items():
        if not (folder / name).is_file() or _sha256(folder / name) != digest:
            raise ArchiveDamaged(reason=f"частина {name} не така, як була")
    return manifest


def _restore_dump(cluster: Cluster, dump: Path, database: str) -> None:
    with cluster.connect(SUPERUSER, "postgres") as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database}")
        connection.execute(f"CREATE DATABASE {database} OWNER {OWNER_ROLE} TEMPLATE template0")
    done = subprocess.run(
        [
            str(cluster.binaries()["pg_restore"]), "-h", str(cluster.socket), "-p", "5432", "-U", SUPERUSER,
            "-d", database, "--exit-on-error", "--no-password", str(dump),
        ],
        stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    if done.returncode:
        raise ArchiveDamaged(reason=done.stderr.decode(errors="replace").strip()[-400:])


def _exchange_names(cluster: Cluster, *, fresh: str, kept: str) -> None:
    from django.db import connections

    connections.close_all()
    with cluster.connect(SUPERUSER, "postgres") as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY(%s)", [[DATABASE, fresh]]
        )
        connection.execute(f"ALTER DATABASE {DATABASE} RENAME TO {kept}")
        connection.execute(f"ALTER DATABASE {fresh} RENAME TO {DATABASE}")
        connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
        connection.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO vikno_web")


def _replace_files(environment: Environment, restored: Path, kept: str) -> None:
    home = environment.home_folder
    for name in ("files", "secret"):
        if not (restored / name).exists():
            continue
        if (home / name).exists():
            (home / name).rename(home / f"{name}-{kept}")
        shutil.move(restored / name, home / name)
    if (home / "secret").exists():
        (home / "secret").chmod(0o600)


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))
