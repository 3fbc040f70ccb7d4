"""For whom a part of a transaction stands in, and what is bound after it."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.errors import Refusal

OWN, OTHER = "UA00000000000000001", "UA00000000000000002"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_home() -> Iterator[None]:
    with transaction.atomic():
        tenancy.bind(OWN)
        yield


def test_for_a_part_only() -> None:
    with tenancy.standing_in(OTHER):
        assert tenancy.bound() == OTHER
        with tenancy.standing_in(""):
            assert tenancy.bound() == ""
        assert tenancy.bound() == OTHER
    assert tenancy.bound() == OWN


def test_a_refusal_does_not_leave_a_stranger_inside() -> None:
    with pytest.raises(Refusal), tenancy.standing_in(OTHER):
        raise Refusal
    assert tenancy.bound() == OWN


def test_what_the_database_refuses_is_told_as_it_is_and_unbinds_with_its_savepoint() -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), tenancy.standing_in(OTHER):
        JournalEntry.objects.create()
    assert tenancy.bound() == OWN


def test_a_refused_row_inside_a_savepoint_of_its_own_is_survived() -> None:
    with tenancy.standing_in(OTHER):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            JournalEntry.objects.create()
        assert tenancy.bound() == OTHER
    assert tenancy.bound() == OWN


def test_who_is_bound_already_asks_the_database_once(django_assert_num_queries: type) -> None:
    with django_assert_num_queries(1), tenancy.standing_in(OWN):
        pass


def test_outside_a_transaction_nothing_is_bound() -> None:
    connection.in_atomic_block, kept = False, connection.in_atomic_block
    try:
        with pytest.raises(RuntimeError):
            tenancy.bind(OWN)
    finally:
        connection.in_atomic_block = kept
