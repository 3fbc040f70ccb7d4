"""A second PostgreSQL that follows the first and takes its place: for practice, and for two disks of one machine.

Both are embedded clusters, so the copy streams through the socket of the first. On two machines PostgreSQL does the
same through the network: docs/how-to/scale-out.md.
"""

import os
import shutil
from contextlib import suppress
from typing import Final

import psutil

from config.paths import make_home
from vikno.operations.cluster import SUPERUSER, Cluster
from vikno.operations.errors import CopyNotMade, CopyNotPromoted

NAME: Final = "vikno_standby"


def follow(primary: Cluster, standby: Cluster) -> None:
    """Copy a running cluster into a new one, and start it as a follower. Refusal: CopyNotMade."""
    make_home(standby.environment.home_folder)
    standby.runner.own(standby.root)
    program = primary.binaries()["pg_basebackup"]
    source = f"host={primary.socket} port=5432 user={SUPERUSER} application_name={NAME}"
    options = ["--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--create-slot", f"--slot={NAME}"]
    done = standby.runner.run(program, "-d", source, "-D", standby.data, *options, timeout=3600)
    if done.returncode:
        shutil.rmtree(standby.data, ignore_errors=True)
        raise CopyNotMade(tail=done.stderr.strip()[-400:])
    standby.start()


def confirm_each_commit(primary: Cluster) -> None:
    """From now on nothing is acknowledged before the follower has it on its disk; without one, work waits."""
    with primary.connect(SUPERUSER, "postgres") as connection:
        connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 ({NAME})'")
        connection.execute("SELECT pg_reload_conf()")


def promote(standby: Cluster) -> None:
    """The follower becomes the database that is written. Stop the former one first. Refusal: CopyNotPromoted."""
    done = standby.runner.run(standby.binaries()["pg_ctl"], "promote", "-D", standby.data, "-w", "-t", "60")
    if done.returncode:
        raise CopyNotPromoted(tail=(done.stderr or done.stdout).strip()[-400:])


def kill(cluster: Cluster) -> None:
    """End every process of a cluster at once, as a power cut would: for drills."""
    number = int((cluster.data / "postmaster.pid").read_text().split("\n")[0])
    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(number)
        for process in [first, *first.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess, ProcessLookupError):
                os.kill(process.pid, 9)
