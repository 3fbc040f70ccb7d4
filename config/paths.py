"""Where Vikno keeps what it must not lose. Plain arithmetic on paths: usable before anything is configured."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
_SOCKET_PATH_LIMIT = 90  # sun_path holds 104–108 bytes, and PostgreSQL adds "/.s.PGSQL.5432.lock"


def data_home(value: str) -> Path:
    """The data folder: what VIKNO_HOME says, else `.vikno` beside the project."""
    return (Path(value).expanduser() if value else PROJECT / ".vikno").absolute()


def make_home(home: Path) -> None:
    """Make the data folder closed to others; under root PostgreSQL's user may walk through it, not look into it."""
    home.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)


def cluster_home(home: Path) -> Path:
    """Folder of the embedded PostgreSQL.

    PostgreSQL refuses to run as root, so under root it runs as another user, who must be able to walk to
    its data. Where a parent folder is closed to others the cluster moves to /var/lib/vikno/<name>. One that
    exists already stays where it is, whatever was closed or opened since: data must not seem to vanish.
    """
    beside, aside = home / "postgres", Path("/var/lib/vikno") / hashlib.sha256(str(home).encode()).hexdigest()[:12]
    if os.geteuid() != 0:
        return beside
    for made in (beside, aside):
        if (made / "data" / "PG_VERSION").exists():
            return made
    return beside if _others_may_walk(home) else aside


def socket_folder(home: Path) -> Path:
    """Folder of the database socket, short enough for the kernel's limit."""
    folder = cluster_home(home) / "run"
    if len(str(folder).encode()) <= _SOCKET_PATH_LIMIT:
        return folder
    name = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"vikno-{os.geteuid()}-{name}"


def _others_may_walk(folder: Path) -> bool:
    existing = [part for part in (folder, *folder.parents) if part.exists()]
    return all(part.stat().st_mode & stat.S_IXOTH for part in existing)
