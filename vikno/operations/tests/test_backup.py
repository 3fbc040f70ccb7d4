"""A copy is whole, of one moment, and restores elsewhere to the last row; a spoilt one changes nothing."""

import hashlib
import io
import json
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from vikno.demo.places import codifier_csv
from vikno.operations import archive as archives
from vikno.operations import backup, restoring
from vikno.operations.cluster import SUPERUSER, Cluster
from vikno.operations.contents import contents
from vikno.operations.errors import (
    ArchiveDamaged,
    BackupBlind,
    NotAnArchive,
    OutOfDisk,
    RestoreElsewhere,
    RestoreFailed,
)
from vikno.operations.tests import papers
from vikno.operations.tests.conftest import at, vikno

HROMADA = "UA53020010000035494"
DESTROYED, TOLD_HERE = (
    json.dumps({"hromada": HROMADA, "act": "2026-001", "case": case, "at": "2026-11-16T08:30:00+00:00"})
    for case in ("2604170000017", "2604170000024")
)


def _silent(_text: str) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def house(make_house: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a migrated database, rows behind the second lock, and files."""
    home = make_house()
    files = papers.write_all(tmp_path_factory.mktemp("papers"))
    done = vikno(home, "import", "territories", files["territories"], "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["has_changed"] is True
    (home / "files" / "2026").mkdir(parents=True)
    (home / "files" / "2026" / "заява.pdf").write_bytes(os.urandom(50_000))
    (home / "files" / ".incoming").mkdir()
    (home / "files" / ".incoming" / "half").write_bytes(b"half")
    (home / "destroyed.jsonl").write_text(DESTROYED + "\n")
    cluster = Cluster(at(home))
    cluster.start()
    with cluster.connect(SUPERUSER) as connection:
        connection.execute(
            """INSERT INTO audit_journalentry (hromada_code, sequence, at, recorded_at, actor_role, action,
                                               subject_type, subject_id, facts, previous_hash, hash)
               SELECT %s, n, now(), now(), 'officer', 'case.opened', 'cases.case', n, '{"ґ": 1}', '\\x00', '\\x01'
               FROM generate_series(1, 500) n""",
            [HROMADA],
        )
    yield home
    cluster.stop()


@pytest.fixture(scope="module")
def archive(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy made while people go on working."""
    stop = threading.Event()
    working = threading.Thread(target=_work, args=(Cluster(at(house)), stop))
    working.start()
    try:
        return backup.make(at(house), folder=tmp_path_factory.mktemp("copies"), say=_silent)
    finally:
        stop.set()
        working.join()


def _work(cluster: Cluster, stop: threading.Event) -> None:
    with cluster.connect(SUPERUSER) as connection:
        while not stop.wait(0.002):
            connection.execute(
                "INSERT INTO audit_outboxevent (hromada_code, topic, payload, created_at) VALUES ('', 't', '{}', now())"
            )


def test_a_copy_restores_in_another_folder_to_the_last_row(archive: Path, make_home: Callable[[], Path]) -> None:
    home = make_home()
    cluster = Cluster(at(home))
    cluster.start()
    with cluster.connect(SUPERUSER) as connection:
        connection.execute("CREATE TABLE what_was_here AS SELECT 'не загубіть' AS word")
    (home / "files").mkdir()
    (home / "files" / "old.txt").write_text("було тут")
    (home / "destroyed.jsonl").write_text(TOLD_HERE + "\n")
    done = vikno(home, "restore", archive, "--json")
    assert done.returncode == 0, done.stderr
    kept = json.loads(done.stdout)["kept"]
    manifest = archives.check(archive)
    with cluster.connect(SUPERUSER) as connection:
        held = contents(connection)
        assert held == manifest["tables"]
        assert held["audit_journalentry"]["rows"] == 500 + 1  # the import's own entry
        assert held["territories_unit"]["rows"] == len(codifier_csv().splitlines()) - 1
    with cluster.connect(SUPERUSER, kept) as connection:
        assert connection.execute("SELECT word FROM what_was_here").fetchone() == ("не загубіть",)
    assert (home / "files" / "2026" / "заява.pdf").stat().st_size == 50_000
    assert _digests(home / "files") == {
        name.removeprefix("files/"): digest for name, digest in manifest["sha256"].items() if name.startswith("files/")
    }
    assert not (home / "files" / ".incoming").exists()
    assert (home / "destroyed.jsonl").read_text().splitlines() == [TOLD_HERE, DESTROYED]  # what both knew
    assert (home / f"files-{kept}" / "old.txt").read_text() == "було тут"
    assert (home / "secret").stat().st_mode & 0o077 == 0
    _the_second_lock_holds(cluster)
    cluster.stop()


def _digests(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _the_second_lock_holds(cluster: Cluster) -> None:
    with cluster.connect("vikno_web") as connection, connection.transaction():
        assert connection.execute("SELECT count(*) FROM audit_journalentry").fetchone() == (0,)
        connection.execute("SELECT set_config('vikno.hromada_code', %s, true)", [HROMADA])
        assert connection.execute("SELECT count(*) FROM audit_journalentry").fetchone() == (500,)


def test_a_copy_is_readable_by_its_owner_only_and_is_noted(archive: Path, house: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0
    noted = backup.last_noted(at(house))
    assert noted is not None
    assert noted.suffix == ".tar"
    assert [p.name for p in archive.parent.iterdir() if p.suffix != ".tar"] == []


def test_the_command_answers_one_object(house: Path, tmp_path: Path) -> None:
    done = vikno(house, "backup", "--to", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert Path(told["path"]).stat().st_size == told["bytes"]


def test_one_flipped_byte_anywhere_that_matters_is_found(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    with tarfile.open(archive) as tar:
        members = {member.name: member for member in tar.getmembers()}
    places = {name: member.offset_data + member.size // 2 for name, member in members.items()}
    places |= {f"header of {name}": member.offset + 3 for name, member in members.items()}
    assert {"database.dump", "secret", "manifest.json"} < set(places)
    for name, place in places.items():
        spoilt = tmp_path / "spoilt.tar"
        spoilt.write_bytes(whole[:place] + bytes([whole[place] ^ 0x01]) + whole[place + 1 :])
        assert _is_refused(spoilt), name


def _is_refused(archive: Path) -> bool:
    try:
        archives.check(archive)
    except (ArchiveDamaged, NotAnArchive):
        return True
    return False


@pytest.mark.parametrize("share", [0.001, 0.3, 0.7, 0.999])
def test_a_cut_copy_is_found(archive: Path, tmp_path: Path, share: float) -> None:
    spoilt = tmp_path / "cut.tar"
    content = archive.read_bytes().rstrip(b"\0")
    spoilt.write_bytes(content[: int(len(content) * share)])
    with pytest.raises((ArchiveDamaged, NotAnArchive)):
        archives.check(spoilt)


def _tar(target: Path, **members: bytes) -> Path:
    with tarfile.open(target, "w") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name.replace("__", "."))
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return target


def test_somebody_elses_file_is_not_a_copy(tmp_path: Path) -> None:
    photos = _tar(tmp_path / "photos.tar", one__jpg=b"1", two__jpg=b"2")
    letter = tmp_path / "letter.tar"
    letter.write_text("Шановні колеги! " * 100)
    for path in (photos, letter):
        with pytest.raises(NotAnArchive, match=path.name):
            archives.check(path)


def test_a_part_that_the_manifest_does_not_name_is_refused(archive: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "more.tar"
    spoilt.write_bytes(archive.read_bytes())
    with tarfile.open(spoilt, "a") as tar:
        info = tarfile.TarInfo("files/planted.sh")
        tar.addfile(info, io.BytesIO())
    with pytest.raises(ArchiveDamaged, match=r"planted\.sh"):
        archives.check(spoilt)


def test_a_link_out_of_the_folder_is_refused(archive: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "link.tar"
    spoilt.write_bytes(archive.read_bytes())
    with tarfile.open(spoilt, "a") as tar:
        info = tarfile.TarInfo("files/link")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc"
        tar.addfile(info)
    with pytest.raises(ArchiveDamaged):
        archives.check(spoilt)


def _names(cluster: Cluster) -> set[str]:
    with cluster.connect(SUPERUSER, "postgres") as connection:
        return {str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")}


def _resealed(archive: Path, target: Path, change: Callable[[dict[str, Any], Path], None]) -> Path:
    """A copy whose seals hold, made by somebody who changed its insides."""
    folder = target.with_suffix("")
    archives.unpack(archive, folder)
    manifest = archives.check(archive)
    change(manifest, folder)
    parts = [(str(p.relative_to(folder)), p) for p in folder.rglob("*") if p.name != "manifest.json"]
    archives.write(target, parts, {"tables": manifest["tables"]})
    return target


def _one_row_less(manifest: dict[str, Any], _folder: Path) -> None:
    manifest["tables"]["audit_journalentry"]["rows"] -= 1


def _another_hash(manifest: dict[str, Any], _folder: Path) -> None:
    manifest["tables"]["territories_unit"]["hash"] = "1"


def _no_dump(_manifest: dict[str, Any], folder: Path) -> None:
    (folder / "database.dump").write_bytes(b"PGDMP no more")


@pytest.mark.parametrize(
    ("change", "reason", "words"),
    [
        (_one_row_less, ArchiveDamaged, "audit_journalentry"),
        (_another_hash, ArchiveDamaged, "territories_unit"),
        (_no_dump, RestoreFailed, "нічого не змінено"),
    ],
)
def test_a_copy_that_does_not_restore_whole_changes_nothing(
    archive: Path, house: Path, tmp_path: Path, change: Any, reason: type[Exception], words: str
) -> None:
    spoilt = _resealed(archive, tmp_path / "resealed.tar", change)
    cluster = Cluster(at(house))
    before = _names(cluster)
    with pytest.raises(reason, match=words):
        restoring.restore(at(house), archive=spoilt, say=_silent)
    assert _names(cluster) == before
    assert [p.name for p in house.iterdir() if "restor" in p.name or "before" in p.name] == []


def test_a_copy_of_another_server_needs_a_role_that_sees_all(house: Path, tmp_path: Path) -> None:
    cluster = Cluster(at(house))
    urls = {
        f"DATABASE_{name}": f"postgresql://{role}@/vikno?host={cluster.socket}&port=5432"
        for name, role in (("URL", "vikno_web"), ("OWNER_URL", "vikno_owner"), ("BACKUP_URL", SUPERUSER))
    }
    blind = at(house, DATABASE_URL=urls["DATABASE_URL"], DATABASE_OWNER_URL=urls["DATABASE_OWNER_URL"])
    with pytest.raises(BackupBlind, match="vikno_owner"):
        backup.make(blind, folder=tmp_path, say=_silent)
    made = backup.make(at(house, **urls), folder=tmp_path, say=_silent)
    assert archives.check(made)["tables"]["audit_journalentry"]["rows"] == 501
    with pytest.raises(RestoreElsewhere, match="pg_restore"):
        restoring.restore(blind, archive=made, say=_silent)


def test_a_full_disk_leaves_no_half_of_a_copy(house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archives.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        backup.make(at(house), folder=tmp_path, say=_silent)
    assert list(tmp_path.iterdir()) == []


def test_a_dump_that_meets_a_full_disk_is_said_in_words(house: Path, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(OutOfDisk):
        backup._dump(at(house), Path("/dev/full"))


def test_two_copies_of_one_second_have_two_names(tmp_path: Path) -> None:
    first = tmp_path / "vikno-20261122-010203.tar"
    first.touch()
    assert backup._free_name(first).name == "vikno-20261122-010203-2.tar"
