"""Tries of strangers: so many from one origin within a window, for each purpose apart."""

from datetime import timedelta

import pytest

from tests.factories import MOMENT
from vikno.accounts.errors import TooManyTries
from vikno.accounts.models import Attempt
from vikno.accounts.services import count_lookup, count_try

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_the_eleventh_lookup_within_ten_minutes_is_refused() -> None:
    for _ in range(10):
        count_lookup(purpose="case", origin="192.0.2.1", at=MOMENT)
    with pytest.raises(TooManyTries):
        count_lookup(purpose="case", origin="192.0.2.1", at=MOMENT + timedelta(minutes=9, seconds=59))
    count_lookup(purpose="case", origin="192.0.2.1", at=MOMENT + timedelta(minutes=10))


def test_tries_of_others_and_for_other_things_do_not_count() -> None:
    for _ in range(3):
        count_try(purpose="code", origin="192.0.2.1", most=3, window=HOUR, at=MOMENT)
    count_try(purpose="code", origin="192.0.2.2", most=3, window=HOUR, at=MOMENT)
    count_try(purpose="begin", origin="192.0.2.1", most=3, window=HOUR, at=MOMENT)
    with pytest.raises(TooManyTries):
        count_try(purpose="code", origin="192.0.2.1", most=3, window=HOUR, at=MOMENT)
    count_try(purpose="code", origin="192.0.2.1", most=3, window=HOUR, at=MOMENT + HOUR)


def test_addresses_are_not_kept_and_old_counts_are_swept() -> None:
    for origin in ("192.0.2.1", "192.0.2.2"):
        count_lookup(purpose="case", origin=origin, at=MOMENT - 2 * HOUR)
    count_lookup(purpose="case", origin="192.0.2.2", at=MOMENT)
    (left,) = Attempt.objects.all()
    assert "192.0.2" not in left.origin
    assert left.tries == 1
