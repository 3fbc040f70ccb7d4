"""Heads of journals leave the machine once a day; a journal that does not agree with them is named."""

import datetime as dt
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config.environment import Environment
from tests import factories as make
from vikno.audit.models import DailyHead, OutboxEvent
from vikno.audit.rules import heads_in
from vikno.audit.services import record
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.notifications.enums import Delivery
from vikno.notifications.models import Message
from vikno.operations import journals
from vikno.operations.doctor import Finding
from vikno.operations.doctor.journal import told

pytestmark = pytest.mark.django_db
type Terminal = Callable[..., tuple[int, str, str]]
AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def head(settings: Any) -> None:
    settings.AUDIT_EMAIL = ""
    make.membership("head", person=make.user(email="head@hromada.example"))
    make.membership("officer", person=make.user(email="officer@hromada.example"))
    make.membership("head", person=make.user(email=""))
    make.membership("head", of=make.FOREIGN, person=make.user(email="other@hromada.example"))


def write(count: int = 3, *, of: str = make.OWN) -> None:
    with tenancy.working_for(of):
        for n in range(count):
            actor = Actor.system(of)
            record(actor=actor, action=f"act.{n}", subject=OutboxEvent(pk=n), at=AT, hromada_code=of)


def letters(of: str = make.OWN) -> list[Message]:
    with tenancy.working_for(of):
        return list(Message.objects.filter(hromada_code=of).order_by("pk"))


def sent(state: str, *, of: str = make.OWN) -> None:
    with tenancy.working_for(of):
        Message.objects.filter(hromada_code=of).update(delivery=state, told_at=AT)


def kept(of: str = make.OWN) -> list[DailyHead]:
    with tenancy.working_for(of):
        return list(DailyHead.objects.filter(hromada_code=of).order_by("on"))


@contextmanager
def forging(of: str = make.OWN) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        tenancy.bind(of)
        for table in ("audit_journalentry", "audit_dailyhead"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        yield cursor
        cursor.execute("SET ROLE vikno_web")


def test_a_head_leaves_in_the_log_and_to_the_heads_of_its_hromada(caplog: pytest.LogCaptureFixture) -> None:
    write()
    write(1, of=make.FOREIGN)
    with caplog.at_level(logging.INFO, logger="vikno"):
        assert journals.tell_heads(at=AT) == 2
    (own,), (foreign,) = letters(), letters(make.FOREIGN)
    assert (own.recipient, own.delivery) == ("head@hromada.example", Delivery.QUEUED)
    assert foreign.recipient == "other@hromada.example"
    assert heads_in(own.body) == [kept()[0].line]
    assert str(kept()[0].line) in caplog.text
    assert (kept()[0].sequence, str(kept()[0].on)) == (3, "2026-03-02")


def test_one_more_address_is_told_of_every_journal(settings: Any) -> None:
    settings.AUDIT_EMAIL = "archive@region.example"
    write()
    write(of="")
    journals.tell_heads(at=AT)
    assert [one.recipient for one in letters()] == ["head@hromada.example", "archive@region.example"]
    assert [one.recipient for one in letters("")] == ["archive@region.example"]


def test_a_head_is_told_once_and_the_next_day_only_of_something_new() -> None:
    write()
    journals.tell_heads(at=AT)
    assert journals.tell_heads(at=AT + dt.timedelta(hours=1)) == 0
    sent(Delivery.SENT)
    assert journals.tell_heads(at=AT + DAY) == 0
    write(1)
    assert journals.tell_heads(at=AT + DAY) == 1
    assert [one.sequence for one in kept()] == [3, 4]


def test_a_head_that_reached_nobody_is_told_anew() -> None:
    write()
    journals.tell_heads(at=AT)
    sent(Delivery.FAILED)
    assert journals.tell_heads(at=AT + 3 * DAY) == 1
    assert len(kept()) == 1


def _told(at: dt.datetime, monkeypatch: pytest.MonkeyPatch, **given: str) -> Finding:
    monkeypatch.setattr("vikno.common.clock.now", lambda: at)
    return told(Environment.read({"VIKNO_EMAIL_URL": "smtp://localhost:25", **given}))


def test_a_head_that_never_left_is_seen_by_the_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vikno.common.clock.now", lambda: AT)
    write()
    journals.tell_heads(at=AT)
    assert _told(AT + 2 * DAY, monkeypatch).state == "good"
    found = _told(AT + 4 * DAY, monkeypatch)
    assert (found.state, "із запису 1 від 02.03.2026" in found.words) == ("warning", True)
    assert make.OWN in found.words
    sent(Delivery.FAILED)
    assert _told(AT + 4 * DAY, monkeypatch).state == "warning"
    sent(Delivery.SENT)
    assert _told(AT + 4 * DAY, monkeypatch).state == "good"
    write(1)
    assert _told(AT + 5 * DAY, monkeypatch).state == "good"
    assert "із запису 4" in _told(AT + 9 * DAY, monkeypatch).words


def test_letters_that_stay_on_the_machine_vouch_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vikno.common.clock.now", lambda: AT)
    write()
    journals.tell_heads(at=AT)
    sent(Delivery.SENT)
    found = _told(AT + 4 * DAY, monkeypatch, VIKNO_EMAIL_URL="")
    assert (found.state, "лишаються на цій машині" in found.words) == ("warning", True)


def test_whole_journals_are_told_with_their_ends(terminal: Terminal) -> None:
    write()
    code, out, err = terminal("verify-audit")
    assert (code, err) == (0, "")
    assert f"✓ {make.OWN}: записів 3, звірено підсумків 0, розривів немає" in out
    assert "Журнали цілі." in out
    assert [(one.hromada_code, one.sequence) for one in heads_in(out)] == [(make.OWN, 3)]


@pytest.mark.parametrize(
    ("forgery", "words"),
    [
        ("UPDATE audit_journalentry SET action = 'x' WHERE sequence = 2", "№ 2: запис змінено"),
        ("DELETE FROM audit_journalentry WHERE sequence IN (2, 3)", "№ 2–3: записів немає"),
        ("UPDATE audit_journalentry SET hash = previous_hash WHERE sequence = 4", "№ 4: запис змінено"),
    ],
)
def test_a_broken_journal_is_told_in_words_and_by_the_code(terminal: Terminal, forgery: str, words: str) -> None:
    write(5)
    with forging() as cursor:
        cursor.execute(forgery)
    code, out, err = terminal("verify-audit", "--hromada", make.OWN, "--json")
    assert code == 2
    assert words in err
    assert "Збережіть копію" in err
    (one,) = json.loads(out)["journals"]
    assert (one["hromada"], one["whole"]) == (make.OWN, False)
    assert words in one["broken"][0]["words"]
    assert terminal("verify-audit", "--hromada", make.FOREIGN)[0] == 0


def test_a_tail_cut_with_its_heads_is_shown_by_lines_kept_outside(terminal: Terminal, tmp_path: Path) -> None:
    write(5)
    journals.tell_heads(at=AT)
    paper = tmp_path / "heads.txt"
    paper.write_text(f"Від: вікно\n> {kept()[0].line}\n", encoding="utf-8")
    assert terminal("verify-audit", "--heads", paper)[0] == 0
    with forging() as cursor:
        cursor.execute("DELETE FROM audit_journalentry WHERE sequence > 3")
        cursor.execute("DELETE FROM audit_dailyhead")
    assert terminal("verify-audit")[0] == 0
    code, _out, err = terminal("verify-audit", "--heads", paper)
    assert code == 2
    assert "№ 4–5: кінець журналу відрізано" in err
    assert "vikno-audit 2026-03-02" in err


def test_a_journal_that_vanished_whole_is_missed(terminal: Terminal, tmp_path: Path) -> None:
    paper = tmp_path / "heads.txt"
    paper.write_text("vikno-audit 2026-03-02 UA98020010020011111 7 0123456789abcdef", encoding="utf-8")
    code, _out, err = terminal("verify-audit", "--heads", paper)
    assert (code, "№ 1–7: кінець журналу відрізано" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--hromada", "UA00000000000000000"], "operations.unknown_chain"),
        (["--heads", "absent.txt"], "operations.no_such_file"),
        (["--heads", "."], "operations.wrong_place"),
        (["--heads", "pyproject.toml"], "operations.no_heads_in_file"),
    ],
)
def test_what_cannot_be_compared_is_refused(terminal: Terminal, arguments: list[str], reason: str) -> None:
    code, out, _err = terminal("verify-audit", *arguments, "--json")
    assert (code, json.loads(out)["code"]) == (2, reason)


def test_the_job_is_asked_every_hour() -> None:
    from procrastinate.contrib.django import app

    from vikno.operations import tasks

    periodic = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert periodic["vikno.operations.tasks.tell_heads"] == "17 * * * *"
    write()
    tasks.tell_heads(timestamp=0)
    assert len(letters()) == 1
