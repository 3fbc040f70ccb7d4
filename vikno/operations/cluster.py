"""The embedded PostgreSQL: create it, start it after anything, lend it to commands, stop it cleanly.

PostgreSQL refuses to run as root; under root it runs as `postgres` or `nobody`. After kill −9 its shared memory
may live on for some seconds, so the start is retried. Cyrillic trigrams need a UTF-8 character type: the locale
is passed by flags, whatever LANG says.
"""

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil
import psycopg

from config.environment import OWNER_ROLE, WEB_ROLE, Environment
from config.paths import cluster_home, socket_folder
from vikno.operations.errors import (
    ClusterInUse,
    ClusterNotCreated,
    ClusterNotStarted,
    ClusterNotStopped,
    ForeignCluster,
    OtherPostgres,
)
from vikno.operations.postgres import Binaries, Runner

SUPERUSER = "postgres"
DATABASE = "vikno"
_BUILTIN_PROVIDER_SINCE = 17
_START_SECONDS = 40
_RECOVERY_SECONDS = 600  # replaying the journal of a busy day after a power cut
_LOG_BYTES = 5_000_000


class Cluster:
    """One embedded PostgreSQL in the data folder."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.root = cluster_home(environment.home_folder)
        self.data = self.root / "data"
        self.socket = socket_folder(environment.home_folder)
        self.log = self.root / "postgres.log"
        self._lent = self.root / "lent"  # started by a passing command: the last one to use it stops it
        try:
            self.runner = Runner.choose(self.data)
            self.exists  # noqa: B018  a look inside
        except PermissionError as error:
            raise ForeignCluster(data=self.data, owner=_owner_of(self.root)) from error

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

    @property
    def is_alive(self) -> bool:
        """True while the server's first process lives, even if it is still recovering and does not answer."""
        return self._postmaster() is not None

    def binaries(self) -> Binaries:
        """Those that fit the existing data, or the preferred ones for a new cluster; readable by the runner."""
        if not self.exists:
            return Binaries.find(self.environment).reachable(self.runner, self.root)
        major = int((self.data / "PG_VERSION").read_text().strip())
        found = Binaries.all(self.environment)
        for binaries in found:
            if binaries.major == major:
                return binaries.reachable(self.runner, self.root)
        others = ", ".join(sorted({str(binaries.major) for binaries in found})) or "—"
        raise OtherPostgres(data=self.data, major=major, found=others)

    def connect(self, user: str, database: str = DATABASE) -> "psycopg.Connection[tuple[object, ...]]":
        """A direct autocommit connection through the socket."""
        return psycopg.connect(
            host=str(self.socket), port=5432, user=user, dbname=database, autocommit=True, connect_timeout=5
        )

    def start(self) -> bool:
        """Create the cluster if needed and start it to stay. True when this call started it, False if it ran."""
        with self._alone():
            started = self._start()
            self._lent.unlink(missing_ok=True)
            return started

    @contextmanager
    def lent(self) -> Iterator[None]:
        """The server answers while we work. Whoever uses it last stops it, unless it was started to stay.

        Users hold a shared lock on a file, so one that was killed counts no more.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with open(self.root / "users.lock", "a") as users:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
                if self._start():
                    self._lent.touch()
            try:
                yield
            finally:
                with self._alone():
                    if self._lent.exists() and _is_the_only_one(users):
                        self._stop()

    def revive(self) -> None:
        """Start the server again after its death; those who use it go on using it."""
        with self._alone():
            self._start()

    def stop(self) -> None:
        """Stop with a checkpoint; sessions are closed. Refused while a site or a command works with it."""
        self.root.mkdir(parents=True, exist_ok=True)
        with self._alone(), open(self.root / "users.lock", "a") as users:
            if not _is_the_only_one(users):
                raise ClusterInUse
            self._stop()

    def destroy(self) -> None:
        """Stop and remove every byte of the cluster. For `demo-reset`, where the person has confirmed."""
        self.stop()
        shutil.rmtree(self.root, ignore_errors=True)
        if not self.socket.is_relative_to(self.root):
            shutil.rmtree(self.socket, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two commands at once must not both create the cluster."""
        self.root.mkdir(parents=True, exist_ok=True)
        with open(self.root / "starting.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> bool:
        running = self.is_running
        if not running:
            if not self.exists:
                self._create()
            self._start_with_retries()
        self._prepare()
        return not running

    def _stop(self) -> None:
        self._lent.unlink(missing_ok=True)
        if not (self.exists and self.is_alive):
            return
        pg_ctl = self.binaries()["pg_ctl"]
        for mode in ("fast", "immediate"):  # nothing confirmed is lost by either; the second leaves a recovery
            done = self.runner.run(pg_ctl, "stop", "-D", self.data, "-m", mode, "-w", "-t", "60")
            if done.returncode == 0 or not self.is_alive:
                return
        raise ClusterNotStopped(tail=done.stderr.strip()[-400:])

    def _create(self) -> None:
        """initdb aside, then one rename: a cluster cut off in the making never passes for a whole one."""
        self.runner.own(self.root)
        binaries, draft = self.binaries(), self.root / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        self.runner.own(draft)
        provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        done = self.runner.run(
            binaries["initdb"], "-D", draft, "-U", SUPERUSER, "--encoding=UTF8", "--data-checksums",
            *(provider if binaries.major >= _BUILTIN_PROVIDER_SINCE else []),
            "--lc-collate=C", f"--lc-ctype={_utf8_ctype()}", "--lc-messages=C", "--lc-monetary=C",
            "--lc-numeric=C", "--lc-time=C", "--auth-local=trust", "--auth-host=reject", "--no-instructions",
            timeout=300,
        )  # fmt: skip
        if done.returncode:
            shutil.rmtree(draft, ignore_errors=True)
            raise ClusterNotCreated(tail=done.stderr.strip()[-600:])
        draft.rename(self.data)

    def _start_with_retries(self) -> None:
        self.runner.own(self.socket)
        pg_ctl = self.binaries()["pg_ctl"]
        self._turn_log_over()
        self._forget_reused_pid()
        deadline = time.monotonic() + _START_SECONDS
        while True:
            done = self.runner.run(
                pg_ctl, "start", "-D", self.data, "-l", self.log, "-w", "-t", "10", "-o", self._options()
            )
            if done.returncode == 0 or self._recovers():
                return
            if time.monotonic() > deadline:
                raise ClusterNotStarted(log=self.log, tail=self._log_tail() or done.stderr.strip()[-400:])
            if not self.is_alive:
                self._end_orphans()
            time.sleep(0.5)

    def _options(self) -> str:
        return " ".join((
            f"-c unix_socket_directories={self.socket}", "-c listen_addresses=", "-c port=5432",
            "-c unix_socket_permissions=0777",  # the folder itself is 0700
            "-c max_connections=120", "-c shared_buffers=256MB", "-c wal_compression=on",
            # Statements, keys and values carry people's data and never reach a log.
            "-c log_min_error_statement=panic", "-c log_min_messages=log", "-c log_error_verbosity=terse",
            "-c timezone=UTC", "-c log_timezone=UTC",
        ))  # fmt: skip

    def _recovers(self) -> bool:
        """Wait for a server that lives but replays its journal. False when it died."""
        deadline = time.monotonic() + _RECOVERY_SECONDS
        while self.is_alive and time.monotonic() < deadline:
            if self.is_running:
                return True
            time.sleep(0.2)
        return self.is_running

    def _postmaster(self) -> psutil.Process | None:
        process = self._process_of_pid_file()
        return process if process is not None and self._is_ours(process) else None

    def _process_of_pid_file(self) -> psutil.Process | None:
        try:
            return psutil.Process(int((self.data / "postmaster.pid").read_text().split("\n")[0]))
        except (OSError, ValueError, psutil.Error):
            return None

    def _is_ours(self, process: psutil.Process) -> bool:
        """A PostgreSQL of this very folder: numbers of processes are used again."""
        try:
            return process.status() != psutil.STATUS_ZOMBIE and str(self.data) in process.cmdline()
        except psutil.Error:
            return False

    def _forget_reused_pid(self) -> None:
        """After a power cut the number in the lock file may belong to another program; PostgreSQL would give up."""
        process = self._process_of_pid_file()
        if process is not None and not self._is_ours(process):
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _end_orphans(self) -> None:
        """Sessions that outlived a killed server hold its shared memory and keep a new one from starting."""
        for process in psutil.process_iter(["name"]):
            try:
                if process.info["name"].startswith("postgres") and process.cwd() == str(self.data.resolve()):
                    process.kill()
            except (psutil.Error, OSError):
                continue

    def _turn_log_over(self) -> None:
        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))

    def _log_tail(self) -> str:
        return self.log.read_text(errors="replace")[-800:].strip() if self.log.exists() else ""

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
                allow_only_the_web_role(connection)


def allow_only_the_web_role(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Whoever else may reach the socket may not enter the database."""
    connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
    connection.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {WEB_ROLE}")


def _is_the_only_one(users: IO[str]) -> bool:
    """True when nobody else holds the users' lock; it is ours alone from then on."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _owner_of(folder: Path) -> str:
    try:
        return folder.owner()
    except (OSError, KeyError):
        return "?"


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
