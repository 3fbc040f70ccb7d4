"""The journal is a chain: complete, ordered, and telling when somebody touched it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from vikno.audit import queries, services
from vikno.audit.enums import Forgery
from vikno.audit.models import JournalEntry, OutboxEvent
from vikno.audit.places import NOWHERE, Place
from vikno.audit.rules import GENESIS, Head, entry_hash
from vikno.common import tenancy
from vikno.common.actors import Actor

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
HERE, THERE = "UA99020010000030003", "UA99020030000040004"


def _record(hromada: str = HERE, action: str = "thing.done") -> JournalEntry:
    tenancy.bind(hromada)
    subject = OutboxEvent(pk=7)
    return services.record(
        actor=Actor.system(hromada), action=action, subject=subject, at=AT, hromada_code=hromada, facts={"сума": 1}
    )


def test_each_entry_follows_the_one_before() -> None:
    first, second = _record(), _record()
    assert (first.sequence, second.sequence) == (1, 2)
    assert bytes(first.previous_hash) == GENESIS
    assert bytes(second.previous_hash) == bytes(first.hash)
    assert queries.first_broken_link(HERE) is None


def test_hromadas_have_chains_of_their_own() -> None:
    _record(HERE)
    assert _record(THERE).sequence == 1


def test_a_journal_is_unseen_from_the_next_hromada() -> None:
    _record(HERE)
    tenancy.bind(THERE)
    assert not JournalEntry.objects.exists()


@contextmanager
def _forging() -> Iterator[Any]:
    """What the web role may not do, whoever owns the database may."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER TABLE audit_journalentry DISABLE TRIGGER append_only")
        yield cursor
        cursor.execute("ALTER TABLE audit_journalentry ENABLE TRIGGER append_only")
        cursor.execute("SET ROLE vikno_web")


def _broken(*told: Head) -> list[tuple[Forgery, int]]:
    return [(one.forgery, one.sequence) for one in queries.verify_chain(HERE, told=told).broken]


def _hash_anew() -> None:
    """A forger with time: every entry chained again, as if it had always said so."""
    previous = GENESIS
    for entry in JournalEntry.objects.filter(hromada_code=HERE).order_by("sequence"):
        digest = entry_hash(
            previous=previous, hromada_code=HERE, sequence=entry.sequence, at=entry.at, recorded_at=entry.recorded_at,
            actor_id=entry.actor_id, actor_role=entry.actor_role, action=entry.action,
            subject=(entry.subject_type, entry.subject_id), facts=entry.facts,
        )  # fmt: skip
        JournalEntry.objects.filter(pk=entry.pk).update(previous_hash=previous, hash=digest)
        previous = digest


@pytest.mark.parametrize(
    ("forgery", "found"),
    [
        ("UPDATE audit_journalentry SET action = 'nothing.done' WHERE sequence = 2", (Forgery.CHANGED, 2)),
        ("UPDATE audit_journalentry SET facts = '{}' WHERE sequence = 2", (Forgery.CHANGED, 2)),
        ("UPDATE audit_journalentry SET at = at + interval '1 second' WHERE sequence = 2", (Forgery.CHANGED, 2)),
        (
            "UPDATE audit_journalentry SET recorded_at = recorded_at - interval '1 day' WHERE sequence = 2",
            (Forgery.CHANGED, 2),
        ),
        ("UPDATE audit_journalentry SET actor_id = 99 WHERE sequence = 2", (Forgery.CHANGED, 2)),
        ("UPDATE audit_journalentry SET subject_id = '99' WHERE sequence = 2", (Forgery.CHANGED, 2)),
        ("UPDATE audit_journalentry SET scheme = 1 WHERE sequence = 2", (Forgery.CHANGED, 2)),
        ("UPDATE audit_journalentry SET hash = previous_hash WHERE sequence = 2", (Forgery.CHANGED, 2)),
        ("DELETE FROM audit_journalentry WHERE sequence = 2", (Forgery.MISSING, 2)),
        ("DELETE FROM audit_journalentry WHERE sequence = 1", (Forgery.MISSING, 1)),
        ("UPDATE audit_journalentry SET sequence = 5 - sequence + 100", (Forgery.MISSING, 1)),
    ],
)
def test_a_forgery_past_the_grants_is_found(forgery: str, found: tuple[Forgery, int]) -> None:
    for number in range(4):
        _record(action=f"thing.done{number}")
    assert _broken() == []
    with _forging() as cursor:
        cursor.execute(forgery)
    assert found in _broken()
    assert queries.first_broken_link(HERE) == found[1]


def test_rows_that_changed_places_are_found() -> None:
    for number in range(4):
        _record(action=f"thing.done{number}")
    with _forging() as cursor:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            cursor.execute("UPDATE audit_journalentry SET sequence = %s WHERE sequence = %s", [new, old])
    assert (Forgery.CHANGED, 2) in _broken()
    assert (Forgery.CHANGED, 3) in _broken()


def test_a_tail_cut_and_hashed_anew_is_shown_by_the_told_head_only() -> None:
    for number in range(4):
        _record(action=f"thing.done{number}")
    told = services.take_head(hromada_code=HERE, at=AT)
    assert told is not None
    kept = told.line  # the line in a letter or on paper
    with _forging() as cursor:
        cursor.execute("DELETE FROM audit_journalentry WHERE sequence > 2")
        cursor.execute("ALTER TABLE audit_dailyhead DISABLE TRIGGER append_only")
        cursor.execute("DELETE FROM audit_dailyhead")
    assert _broken() == []
    assert _broken(kept) == [(Forgery.CUT, 3)]
    for number in range(2):
        _record(action=f"other{number}")
    assert _broken() == []
    assert _broken(kept) == [(Forgery.REWRITTEN, 4)]
    assert _broken(replace(kept, hromada_code=THERE)) == []


def test_a_journal_hashed_anew_disagrees_with_the_head_in_its_own_table() -> None:
    for number in range(3):
        _record(action=f"thing.done{number}")
    services.take_head(hromada_code=HERE, at=AT)
    with _forging() as cursor:
        cursor.execute("UPDATE audit_journalentry SET actor_id = 99 WHERE sequence = 2")
        _hash_anew()
    verdict = queries.verify_chain(HERE)
    assert [(one.forgery, one.sequence) for one in verdict.broken] == [(Forgery.REWRITTEN, 3)]
    assert (verdict.entries, verdict.heads) == (3, 1)


def test_a_head_is_taken_once_a_day_and_only_of_what_was_added() -> None:
    assert services.take_head(hromada_code=HERE, at=AT) is None
    _record()
    assert services.take_head(hromada_code=HERE, at=AT) is not None
    _record()
    assert services.take_head(hromada_code=HERE, at=AT) is None
    second = services.take_head(hromada_code=HERE, at=AT + dt.timedelta(days=1))
    assert second is not None
    assert (second.sequence, str(second.on)) == (2, "2026-03-03")
    assert services.take_head(hromada_code=HERE, at=AT + dt.timedelta(days=2)) is None


def test_a_look_within_minutes_is_one_look() -> None:
    tenancy.bind(HERE)
    subject, me = OutboxEvent(pk=7), Actor(user_id=1, name="Я", role="officer", hromada_code=HERE)
    colleague = Actor(user_id=2, name="Інша", role="officer", hromada_code=HERE)

    def looks(actor: Actor, at: dt.datetime) -> bool:
        made = services.record_look(
            actor=actor, action="thing.viewed", subject=subject, at=at, hromada_code=HERE, place=Place("desk:person", 3)
        )
        return made is not None

    minutes = [AT + dt.timedelta(minutes=n) for n in (0, 1, 9, 11)]
    assert [looks(me, at) for at in minutes] == [True, False, False, True]
    assert looks(colleague, AT)
    assert JournalEntry.objects.earliest("sequence").facts == {"page": "desk:person", "point": 3}


def test_a_look_costs_one_query_when_known_and_four_when_new(django_assert_num_queries: Any) -> None:
    tenancy.bind(HERE)
    said = {"action": "thing.viewed", "subject": OutboxEvent(pk=7), "at": AT, "hromada_code": HERE, "place": NOWHERE}
    with django_assert_num_queries(4):
        services.record_look(actor=Actor.system(HERE), **said)
    with django_assert_num_queries(1):
        services.record_look(actor=Actor.system(HERE), **said)


@pytest.mark.parametrize("table", ["audit_journalentry", "audit_dailyhead"])
def test_even_the_owner_meets_the_trigger(table: str) -> None:
    _record()
    services.take_head(hromada_code=HERE, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        for statement in ("DELETE FROM {table}", "UPDATE {table} SET sequence = 5"):
            with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
                cursor.execute(statement.format(table=table))
        cursor.execute("SET ROLE vikno_web")


@pytest.mark.parametrize("table", ["audit_journalentry", "audit_dailyhead"])
@pytest.mark.parametrize("statement", ["DELETE FROM {table}", "UPDATE {table} SET sequence = 5", "TRUNCATE {table}"])
def test_the_web_role_is_refused_by_grant(table: str, statement: str) -> None:
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(statement.format(table=table))


def test_word_is_left_in_the_outbox() -> None:
    services.announce(topic="thing.done", payload={"id": 7}, hromada_code=HERE)
    event = OutboxEvent.objects.get()
    assert (event.topic, event.payload, event.handled_at) == ("thing.done", {"id": 7}, None)


def test_what_was_done_to_one_thing_is_told_in_order() -> None:
    _record(action="thing.made")
    _record(action="thing.changed")
    told = queries.entries_about(OutboxEvent(pk=7), hromada_code=HERE)
    assert [entry.action for entry in told] == ["thing.made", "thing.changed"]
