"""Each check of the self-check is seen red once, by a planted fault."""

import os
import shutil
import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction

from config.environment import Environment
from vikno.audit.models import OutboxEvent
from vikno.audit.services import record
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.operations import doctor
from vikno.operations.doctor import Finding, database, machine

HROMADA = "UA53020010000035494"
type Examine = Callable[[], dict[str, Finding]]


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    given = {
        "VIKNO_HOME": str(tmp_path), "VIKNO_EMAIL_URL": "smtp://localhost:25",
        "VIKNO_EMAIL_FROM": "cnap@gromada.example",
        "VIKNO_SMS_URL": "https://sms.example/v1", "VIKNO_SMS_TOKEN": "secret",
    }  # fmt: skip
    return Environment.read(given)


@pytest.fixture
def examine(environment: Environment, db: None) -> Examine:
    return lambda: {finding.title: finding for finding in doctor.examine(environment)}


@contextmanager
def _as_owner() -> Iterator[None]:
    """What the web role may not do, a careless owner may. The test's transaction takes it back."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield
        cursor.execute("SET ROLE vikno_web")


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _plant(*statements: str) -> None:
    with _as_owner():
        _run(*statements)


def test_a_whole_installation_is_green(examine: Examine, environment: Environment) -> None:
    (environment.home_folder / "backups").mkdir()
    (environment.home_folder / "backups" / "vikno-20261122-010203.tar").touch()
    _run("INSERT INTO procrastinate_workers DEFAULT VALUES")
    with tenancy.working_for(""):
        subject = OutboxEvent.objects.create(topic="t", hromada_code="", created_at=clock.now())
        record(actor=Actor.system(), action="catalogue.taken", subject=subject, at=clock.now(), hromada_code="")
    others = {title: f.words for title, f in examine().items() if f.state != doctor.finding.GOOD}
    assert "вірусів у них ніхто не шукає" in others.pop("Антивірус")  # off by default, and said so
    assert others == {}


@pytest.mark.parametrize(
    ("title", "words", "faults"),
    [
        ("Другий замок прав", "cases_case не примусовий", ["ALTER TABLE cases_case NO FORCE ROW LEVEL SECURITY"]),
        ("Другий замок прав", "cases_case чужий", ["DROP POLICY tenant ON cases_case"]),
        ("Другий замок прав", "cases_case чужий", ["CREATE POLICY careless ON cases_case USING (true)"]),
        (
            "Другий замок прав", "programmes_proposal чужий",
            ["ALTER POLICY shared ON programmes_proposal USING (hromada_id = current_setting('vikno.hromada_code'))"],
        ),
        (
            "Другий замок прав", "programmes_proposal чужий",
            ["CREATE POLICY careless ON programmes_proposal USING (true)"],
        ),
        ("Другий замок прав", "practices_pilot чужий", ["DROP POLICY own ON practices_pilot"]),
        (
            "Другий замок прав", "practices_adoption не примусовий",
            ["ALTER TABLE practices_adoption NO FORCE ROW LEVEL SECURITY"],
        ),
        (
            "Другий замок прав",
            "роль сайту vikno_web може обійти",
            ["GRANT CREATE ON SCHEMA public TO vikno_web", "ALTER TABLE cases_case OWNER TO vikno_web"],
        ),
        ("Другий замок прав", "audit_journalentry можна змінити", ["DROP TRIGGER append_only ON audit_journalentry"]),
        ("Другий замок прав", "немає таблиці cases_case", ["ALTER TABLE cases_case RENAME TO cases_other"]),
        ("Українські літери в пошуку", "немає розширень бази: pg_trgm", ["DROP EXTENSION pg_trgm CASCADE"]),
        ("Будова бази", "старіша за програму", ["DELETE FROM django_migrations WHERE app = 'audit'"]),
        (
            "Будова бази",
            "новіша за програму: audit.0099_tomorrow",
            ["INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '0099_tomorrow', now())"],
        ),
    ],
)  # fmt: skip
def test_a_fault_of_the_database_is_named(examine: Examine, title: str, words: str, faults: list[str]) -> None:
    _plant(*faults)
    found = examine()[title]
    assert found.is_bad
    assert words in found.words
    assert found.remedy


def test_rows_seen_without_a_hromada_are_an_open_door(examine: Examine) -> None:
    with transaction.atomic():
        tenancy.bind(HROMADA)
        subject = OutboxEvent.objects.create(topic="t", hromada_code=HROMADA, created_at=clock.now())
        record(actor=Actor.system(), action="a", subject=subject, at=clock.now(), hromada_code=HROMADA)
    _plant("ALTER POLICY tenant ON audit_journalentry USING (current_setting('vikno.hromada_code', true) IS NOT NULL)")
    assert "audit_journalentry відкрита без громади" in examine()["Другий замок прав"].words


def test_a_forged_entry_of_the_journal_is_found(examine: Examine) -> None:
    subject = OutboxEvent.objects.create(topic="t", hromada_code="", created_at=clock.now())
    for _ in range(3):
        with tenancy.working_for(""):
            record(actor=Actor.system(), action="case.opened", subject=subject, at=clock.now(), hromada_code="")
    assert examine()["Журнал дій"].state == doctor.finding.GOOD
    with _as_owner():
        tenancy.bind("")
        _run(
            "ALTER TABLE audit_journalentry DISABLE TRIGGER append_only",
            "UPDATE audit_journalentry SET action = 'case.closed' WHERE sequence = "
            "(SELECT max(sequence) - 1 FROM audit_journalentry WHERE hromada_code = '') AND hromada_code = ''",
        )
    found = examine()["Журнал дій"]
    assert found.is_bad
    assert "розірвано на записі" in found.words


@pytest.mark.parametrize("name", ["log_statement", "log_min_error_statement", "log_error_verbosity"])
def test_a_server_that_writes_statements_down_is_a_warning(
    examine: Examine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert examine()["Журнал сервера бази"].state == doctor.finding.GOOD
    # A setting of the server is not the web role's to change: the wish is moved instead.
    monkeypatch.setitem(database._QUIET, name, ("something quieter",))
    found = examine()["Журнал сервера бази"]
    assert found.state == doctor.finding.WARNING
    assert name in found.words
    assert name in found.remedy


def test_an_absent_worker_is_a_warning(examine: Examine) -> None:
    assert examine()["Виконавець завдань"].state == doctor.finding.WARNING
    _run("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '3 minutes')")
    assert "не працює" in examine()["Виконавець завдань"].words
    _run("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert examine()["Виконавець завдань"].state == doctor.finding.GOOD


def test_an_old_server_is_refused(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_FLOOR", 990000)
    assert examine()["База даних"].is_bad


def test_clocks_that_disagree_are_found(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    monkeypatch.setattr(database.time, "time", lambda: real() + 10)
    assert "розходяться на 10 с" in examine()["Годинник"].words
    monkeypatch.setattr(database.time, "time", lambda: real() - 365 * 86400)
    assert examine()["Годинник"].words == "показує минуле"


def test_a_full_disk_is_a_warning(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _folder: usage(10**12, 10**12 - 10**9, 10**9))
    found = examine()["Місце на диску"]
    assert found.state == doctor.finding.WARNING
    assert "0.9 ГБ" in found.words


def test_old_backups_are_a_warning(examine: Examine, environment: Environment) -> None:
    assert examine()["Резервні копії"].words == "жодної"
    folder = environment.home_folder / "backups"
    folder.mkdir()
    archive = folder / "vikno-20261101-010203.tar"
    archive.touch()
    os.utime(archive, (time.time() - 5 * 86400,) * 2)
    found = examine()["Резервні копії"]
    assert found.state == doctor.finding.WARNING
    assert "днів тому: 5" in found.words


def test_a_backup_put_elsewhere_counts(examine: Examine, environment: Environment, tmp_path: Path) -> None:
    from vikno.operations import backup

    elsewhere = tmp_path / "other-disk.tar"
    elsewhere.touch()
    backup._note(environment, elsewhere)
    assert examine()["Резервні копії"].state == doctor.finding.GOOD


def test_missing_fonts_are_found(examine: Examine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "PROJECT", tmp_path)
    assert examine()["Шрифти документів"].is_bad


def test_letters_that_stay_in_a_folder_are_said(db: None, tmp_path: Path) -> None:
    found = doctor.examine(Environment.read({"VIKNO_HOME": str(tmp_path)}))
    assert {f.title: f.state for f in found}["Пошта"] == doctor.finding.WARNING


def test_a_check_that_breaks_does_not_hide_the_others(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_path: str) -> None:
        raise RuntimeError("no such device")

    monkeypatch.setattr(shutil, "disk_usage", broken)
    found = examine()
    assert "no such device" in found["Місце на диску"].words
    assert not found["База даних"].is_bad


def test_without_a_database_the_rest_is_still_looked_at(tmp_path: Path) -> None:
    environment = Environment.read({"VIKNO_HOME": str(tmp_path), "VIKNO_POSTGRES_BIN": "/nonexistent"})
    said: list[str] = []
    found = doctor.examine_all(environment, say=said.append)
    assert found[0].is_bad
    assert "VIKNO_POSTGRES_BIN" in found[0].words
    assert "Місце на диску" in {f.title for f in found}


def test_a_bare_database_is_said_to_be_bare(examine: Examine) -> None:
    _plant("ALTER TABLE django_migrations RENAME TO forgotten")
    found = examine()
    assert found["Будова бази"].words == "база порожня"
    assert "Другий замок прав" not in found


def test_a_mail_server_that_does_not_answer_is_said(
    examine: Examine, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "trouble_of_mail", lambda: "ConnectionRefusedError")
    found = machine.mail(environment)
    assert found.is_bad
    assert "ConnectionRefusedError" in found.words
    assert "Листи чекають" in found.remedy


def test_a_demo_says_that_messages_are_sent_to_nobody(tmp_path: Path) -> None:
    demo = machine.sms(Environment.read({"VIKNO_HOME": str(tmp_path)}))
    assert "нікому не надсилаються" in demo.words
