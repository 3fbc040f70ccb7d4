"""The embedded database starts after anything and keeps what it confirmed."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.environment import Environment
from config.paths import cluster_home, socket_folder
from vikno.operations.cluster import SUPERUSER, Cluster
from vikno.operations.errors import NoPostgres
from vikno.operations.postgres import Binaries, major_of, wheel_places


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A cluster in a folder of its own, open to the user PostgreSQL runs as."""
    home = Path(tempfile.mkdtemp(prefix="vikno-"))
    home.chmod(0o755)
    made = Cluster(Environment.read({"VIKNO_HOME": str(home)}))
    yield made
    made.destroy()
    shutil.rmtree(home, ignore_errors=True)


def test_a_bare_folder_becomes_a_database_that_survives_kill_9(cluster: Cluster) -> None:
    assert cluster.start() is True
    assert cluster.start() is False
    with cluster.connect(SUPERUSER) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'Їжак' AS word")
    master = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(master, signal.SIGKILL)
    assert cluster.start() is True
    with cluster.connect(SUPERUSER) as connection:
        assert connection.execute("SELECT word, lower(word) FROM kept").fetchone() == ("Їжак", "їжак")


def test_trigrams_of_cyrillic_are_seen(cluster: Cluster) -> None:
    cluster.start()
    with cluster.connect(SUPERUSER) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT show_trgm('Їжак')").fetchone()
    assert row is not None
    assert len(row[0]) == 5  # type: ignore[arg-type]


def test_the_socket_is_closed_to_others_and_nothing_listens(cluster: Cluster) -> None:
    cluster.start()
    assert cluster.socket.stat().st_mode & 0o077 == 0
    with cluster.connect(SUPERUSER) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_missing_postgresql_is_refused_with_advice() -> None:
    environment = Environment.read({"VIKNO_POSTGRES_BIN": "/nonexistent"})
    with pytest.raises(NoPostgres, match="VIKNO_POSTGRES_BIN"):
        Binaries.find(environment)


def test_the_wheel_serves_where_the_machine_has_no_postgresql() -> None:
    assert [major_of(place) for place in wheel_places()] == [18]


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    home = tmp_path.joinpath(*["довга-назва-" * 5] * 3)
    assert len(str(socket_folder(home)).encode()) < 100


def test_a_closed_home_moves_the_data_out_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    tmp_path.chmod(0o700)
    assert str(cluster_home(tmp_path / "home")).startswith("/var/lib/vikno/")
