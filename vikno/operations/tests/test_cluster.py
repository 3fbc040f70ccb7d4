"""The embedded database starts after anything and keeps what it confirmed."""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.environment import Environment
from config.paths import cluster_home, socket_folder
from vikno.operations.cluster import SUPERUSER, Cluster
from vikno.operations.errors import ClusterInUse, NoPostgres, OtherPostgres, UnsafeFolder
from vikno.operations.postgres import Binaries, Runner, major_of, wheel_places
from vikno.operations.tests.conftest import at


@pytest.fixture(scope="module")
def shared(make_home: Callable[[], Path]) -> Cluster:
    """One cluster for the module: making one costs seconds."""
    return Cluster(at(make_home()))


@pytest.fixture
def cluster(shared: Cluster) -> Iterator[Cluster]:
    shared.start()
    yield shared
    shared.stop()


def _kill(cluster: Cluster) -> None:
    os.kill(int((cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def test_a_bare_folder_becomes_a_database_that_survives_kill_9(cluster: Cluster) -> None:
    assert cluster.start() is False
    with cluster.connect(SUPERUSER) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 'Їжак' AS word")
    _kill(cluster)
    assert cluster.start() is True
    with cluster.connect(SUPERUSER) as connection:
        assert connection.execute("SELECT word, lower(word) FROM kept").fetchone() == ("Їжак", "їжак")


def test_a_session_that_outlived_its_server_does_not_keep_the_next_from_starting(cluster: Cluster) -> None:
    with cluster.connect(SUPERUSER) as connection:
        busy = "SELECT pg_backend_pid(), (SELECT count(*) FROM generate_series(1, 1000000000))"
        threading.Thread(target=_ask_and_be_cut_off, args=(cluster, busy), daemon=True).start()
        deadline = time.monotonic() + 10
        while connection.execute("SELECT 1 FROM pg_stat_activity WHERE query = %s", [busy]).fetchone() is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    _kill(cluster)
    began = time.monotonic()
    cluster.revive()
    assert cluster.is_running
    assert time.monotonic() - began < 15


def _ask_and_be_cut_off(cluster: Cluster, query: str) -> None:
    import contextlib

    import psycopg

    with contextlib.suppress(psycopg.OperationalError), cluster.connect(SUPERUSER) as connection:
        connection.execute(query)  # type: ignore[call-overload]


def test_a_number_of_a_process_used_again_is_not_taken_for_the_server(cluster: Cluster) -> None:
    cluster.stop()
    stranger = subprocess.Popen(["sleep", "60"], **_as_runner(cluster.runner))
    try:
        pid_file = cluster.data / "postmaster.pid"
        pid_file.write_text(f"{stranger.pid}\n{cluster.data}\n1\n5432\n{cluster.socket}\n\n\n")
        assert not cluster.is_alive
        assert cluster.start() is True
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def _as_runner(runner: Runner) -> dict[str, int]:
    return {"user": runner.uid, "group": runner.gid} if os.geteuid() == 0 else {}


def test_a_cluster_cut_off_in_the_making_is_made_anew(make_home: Callable[[], Path]) -> None:
    cluster = Cluster(at(make_home()))
    draft = cluster.root / "data.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("15\n")
    assert not cluster.exists
    starts = [threading.Thread(target=cluster.start) for _ in range(2)]  # two at once make one
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert cluster.is_running
    assert not draft.exists()


def test_whoever_uses_it_last_stops_it(cluster: Cluster) -> None:
    cluster.stop()
    with cluster.lent():
        with Cluster(cluster.environment).lent():
            assert cluster.is_running
        assert cluster.is_running
        with pytest.raises(ClusterInUse):
            cluster.stop()
    assert not cluster.is_alive


def test_one_started_to_stay_outlives_its_users(cluster: Cluster) -> None:
    with cluster.lent():
        pass
    assert cluster.is_running


def test_trigrams_of_cyrillic_are_seen(cluster: Cluster) -> None:
    with cluster.connect(SUPERUSER) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        row = connection.execute("SELECT show_trgm('Їжак')").fetchone()
    assert row is not None
    assert len(row[0]) == 5  # type: ignore[arg-type]


def test_the_socket_is_closed_to_others_and_nothing_listens(cluster: Cluster) -> None:
    assert cluster.socket.stat().st_mode & 0o077 == 0
    with cluster.connect(SUPERUSER) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_values_of_a_refused_statement_do_not_reach_the_log(cluster: Cluster) -> None:
    import psycopg

    with cluster.connect(SUPERUSER) as connection:
        connection.execute("CREATE TEMP TABLE people (number text PRIMARY KEY)")
        connection.execute("INSERT INTO people VALUES ('1234509876')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO people VALUES ('1234509876')")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT 'Криничка'::int")
    log = cluster.log.read_text()
    assert "1234509876" not in log
    assert "Криничка" not in log


def test_a_cluster_of_another_version_is_refused_by_name(cluster: Cluster, tmp_path: Path) -> None:
    with pytest.raises(OtherPostgres, match=rf"створив PostgreSQL {cluster.binaries().major}"):
        Cluster(
            Environment.read({"VIKNO_HOME": cluster.environment.home, "VIKNO_POSTGRES_BIN": str(tmp_path)})
        ).binaries()


def test_a_missing_postgresql_is_refused_with_advice() -> None:
    environment = Environment.read({"VIKNO_POSTGRES_BIN": "/nonexistent"})
    with pytest.raises(NoPostgres, match="VIKNO_POSTGRES_BIN"):
        Binaries.find(environment)


def test_the_wheel_serves_where_the_machine_has_no_postgresql() -> None:
    assert [major_of(place) for place in wheel_places()] == [18]


def test_a_program_that_does_not_run_here_is_passed_over(tmp_path: Path) -> None:
    for name in ("initdb", "pg_ctl", "postgres", "pg_dump", "pg_restore"):
        (tmp_path / name).write_text("not for this processor")
        (tmp_path / name).chmod(0o755)
    assert major_of(tmp_path) is None


def test_the_newest_programs_read_any_dump() -> None:
    environment = Environment.read({})
    assert Binaries.newest(environment).major == max(found.major for found in Binaries.all(environment))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder of another user")
def test_a_strangers_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    shutil.chown(folder, "daemon")
    with pytest.raises(UnsafeFolder):
        Runner.choose(tmp_path / "data").own(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user runs the server as themselves")
def test_the_owner_of_the_data_runs_the_server(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.chown(data, "daemon")
    assert Runner.choose(data).name == "daemon"


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    home = tmp_path.joinpath(*["довга-назва-" * 5] * 3)
    assert len(str(socket_folder(home)).encode()) < 100


def test_a_closed_home_moves_the_data_out_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    tmp_path.chmod(0o700)
    assert str(cluster_home(tmp_path / "home")).startswith("/var/lib/vikno/")


def test_data_stay_where_they_were_made_whatever_is_closed_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    made = tmp_path / "home" / "postgres"
    (made / "data").mkdir(parents=True)
    (made / "data" / "PG_VERSION").write_text("15\n")
    tmp_path.chmod(0o700)
    assert cluster_home(tmp_path / "home") == made
