"""A compiled query answers what the plain one answers, and its text is built once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from vikno.common.clock import KYIV
from vikno.common.compiled import Among, compiled

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def living(key: str, at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(Q(session_key=key) | Q(session_data="everybody's"), expire_date__gt=at).order_by("pk")


@pytest.fixture
def kept(db: None) -> list[str]:
    rows = [Session(session_key=f"key{hour}", expire_date=AT + timedelta(hours=hour)) for hour in range(1, 6)]
    rows.append(
        Session(session_key="shared", session_data="everybody's", expire_date=AT + timedelta(hours=3, minutes=30))
    )
    return [row.session_key for row in Session.objects.bulk_create(rows)]


@pytest.mark.parametrize("hours", [0, 2, 4, 9])
def test_it_answers_as_the_plain_query(kept: list[str], hours: int) -> None:
    at, ask = AT + timedelta(hours=hours), compiled(living)
    for key in [*kept, "nobody"]:
        assert ask(key, at) == list(living(key, at))
        assert ask(at=at, key=key) == list(living(key, at))


def test_its_text_is_built_at_the_first_asking(kept: list[str]) -> None:
    ask = compiled(living)
    with mock.patch.object(SQLCompiler, "as_sql", autospec=True, side_effect=SQLCompiler.as_sql) as built:
        found = [ask(key, AT) for key in kept]
    assert built.call_count == 1
    assert [rows[0].session_key for rows in found[:5]] == kept[:5]


@pytest.mark.parametrize("count", [0, 1, 3, 6])
def test_a_list_of_any_length_has_one_text(kept: list[str], count: int) -> None:
    @compiled
    def ask(keys: list[str]) -> QuerySet[Session, str]:
        named = Session.objects.filter(Among(F("session_key"), keys))
        return named.order_by("session_key").values_list("session_key", flat=True)

    assert ask([]) == []
    assert ask(kept[:count]) == sorted(kept[:count])


def test_dictionaries_tuples_and_parts_of_an_order(kept: list[str]) -> None:
    @compiled
    def ask(at: datetime) -> QuerySet[Session, dict[str, object]]:
        return Session.objects.filter(expire_date__gt=at).order_by("-expire_date").values("session_key")[1:3]

    assert ask(AT) == [{"session_key": "key4"}, {"session_key": "shared"}]


def test_a_thing_comes_with_what_it_leads_to(db: None) -> None:
    @compiled
    def ask(key: int) -> QuerySet[Permission]:
        return Permission.objects.filter(pk=key).select_related("content_type")

    kind = ContentType.objects.get_for_model(Session)
    made = Permission.objects.create(name="Проба", codename="try", content_type=kind)
    (found,) = ask(made.pk)
    assert found == made
    assert found._state.fields_cache == {"content_type": kind}
    assert ask(made.pk + 1) == []


@pytest.mark.django_db(transaction=True)
def test_threads_ask_at_once() -> None:
    keys = [f"key{place}" for place in range(8)]
    Session.objects.bulk_create([Session(session_key=key, expire_date=AT + timedelta(days=1)) for key in keys])
    ask = compiled(living)

    def by_thread(key: str) -> list[str]:
        try:
            return [row.session_key for _again in range(20) for row in ask(key, AT)]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(keys)) as pool:
        assert list(pool.map(by_thread, keys)) == [[key] * 20 for key in keys]


@pytest.mark.django_db(transaction=True)
def test_rows_are_held_in_a_transaction_alone() -> None:
    @compiled
    def ask(key: str) -> QuerySet[Session]:
        return Session.objects.filter(session_key=key).select_for_update()

    with transaction.atomic():
        assert ask("nobody") == []
    with pytest.raises(TransactionManagementError):
        ask("nobody")


def test_moments_come_in_utc_to_the_microsecond(db: None) -> None:
    moments = [
        datetime(1991, 8, 24, 15, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 59, 59, 999_999, tzinfo=UTC), datetime(2126, 1, 1, tzinfo=UTC),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnest(%s::timestamptz[])", [[moment.astimezone(KYIV) for moment in moments]])
        found = [moment for (moment,) in cursor.fetchall()]
    assert sorted(found) == moments
    assert {moment.tzinfo for moment in found} == {UTC}
    rows = Session.objects.bulk_create([Session(session_key=str(at), expire_date=at) for at in moments])
    assert [row.expire_date for row in Session.objects.order_by("expire_date").iterator(2)] == moments
    assert {row.expire_date.tzinfo for row in Session.objects.filter(pk__in=[row.pk for row in rows])} == {UTC}
