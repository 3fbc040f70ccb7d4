"""The journal is a chain: complete, ordered, and telling when somebody touched it."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection, transaction

from vikno.audit import queries, services
from vikno.audit.models import JournalEntry, OutboxEvent
from vikno.audit.rules import GENESIS
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


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE audit_journalentry SET action = 'nothing.done' WHERE sequence = 2",
        "UPDATE audit_journalentry SET facts = '{}' WHERE sequence = 2",
        "UPDATE audit_journalentry SET at = at + interval '1 second' WHERE sequence = 2",
        "UPDATE audit_journalentry SET actor_id = 99 WHERE sequence = 2",
        "DELETE FROM audit_journalentry WHERE sequence = 2",
    ],
)
def test_a_forgery_past_the_grants_is_found(forgery: str) -> None:
    for _ in range(4):
        _record()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER TABLE audit_journalentry DISABLE TRIGGER append_only")
        cursor.execute(forgery)
        cursor.execute("ALTER TABLE audit_journalentry ENABLE TRIGGER append_only")
        cursor.execute("SET ROLE vikno_web")
    assert queries.first_broken_link(HERE) in (2, 3)


def test_even_the_owner_meets_the_trigger() -> None:
    _record()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
            cursor.execute("DELETE FROM audit_journalentry")
        cursor.execute("SET ROLE vikno_web")


def test_word_is_left_in_the_outbox() -> None:
    services.announce(topic="thing.done", payload={"id": 7}, hromada_code=HERE)
    event = OutboxEvent.objects.get()
    assert (event.topic, event.payload, event.handled_at) == ("thing.done", {"id": 7}, None)


def test_what_was_done_to_one_thing_is_told_in_order() -> None:
    _record(action="thing.made")
    _record(action="thing.changed")
    told = queries.entries_about(OutboxEvent(pk=7), hromada_code=HERE)
    assert [entry.action for entry in told] == ["thing.made", "thing.changed"]
