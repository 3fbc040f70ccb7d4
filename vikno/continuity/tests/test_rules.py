"""What prevails, how long each one may last, what each cause does, by properties and examples."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.appointments.enums import CentreReason
from vikno.common.clock import KYIV
from vikno.common.spans import Span
from vikno.continuity import queries, rules
from vikno.continuity.enums import Cause, Effect
from vikno.network.enums import Cause as StateCause

AT = dt.datetime(2026, 11, 16, 9, 3, tzinfo=KYIV)
EVENING = AT.replace(hour=17, minute=0)


@dataclass(frozen=True)
class Touch:
    pk: int
    effect: str
    added_at: dt.datetime = AT


TOUCHES = st.lists(
    st.builds(Touch, pk=st.integers(1, 99), effect=st.sampled_from(Effect.values)), max_size=6, unique_by=lambda t: t.pk
)


@given(TOUCHES)
def test_the_strictest_prevails_and_of_equals_the_latest(touches: list[Touch]) -> None:
    found = rules.prevailing(touches)
    if not touches:
        assert found is None
        return
    assert found is not None
    closed = [one for one in touches if one.effect == Effect.CLOSED]
    assert found.effect == (Effect.CLOSED if closed else Effect.RESTRICTED)
    assert found.pk == max(one.pk for one in (closed or touches))
    assert rules.prevailing(reversed(touches)) == found, "the order does not matter"


@given(st.integers(0, 23 * 60), st.integers(0, 240))
def test_the_expected_end_is_ahead_and_not_after_the_day(minute: int, lasts: int) -> None:
    at = AT.replace(hour=0, minute=0) + dt.timedelta(minutes=minute)
    found = rules.expected_end(at=at, minutes=lasts, day_ends=EVENING)
    if lasts == 0:
        assert found == EVENING
    else:
        assert found > at
        assert found <= max(EVENING, at + dt.timedelta(minutes=5))


def test_an_hour_is_told_in_steps_of_five_minutes() -> None:
    assert rules.expected_end(at=AT, minutes=60, day_ends=EVENING) == AT.replace(hour=10, minute=5)
    assert rules.expected_end(at=AT.replace(minute=0), minutes=60, day_ends=EVENING) == AT.replace(hour=10, minute=0)


def test_it_is_over_with_the_day_of_its_expected_end() -> None:
    today, tomorrow = AT.date(), AT.date() + dt.timedelta(days=1)
    assert rules.last_day(expected=None, today=today) == today
    assert rules.last_day(expected=tomorrow, today=today) == tomorrow


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=6))
def test_hours_together_are_never_more_than_apart(pairs: list[tuple[int, int]]) -> None:
    spans = [
        Span(AT + dt.timedelta(minutes=min(pair)), AT + dt.timedelta(minutes=max(pair))) for pair in pairs
    ]  # fmt: skip
    apart = [rules.hours_of([span]) for span in spans]
    together = rules.hours_of(spans)
    assert together <= sum(apart) + 1e-9
    assert together >= max(apart, default=0.0) - 1e-9


@pytest.mark.parametrize("has_services", [True, False])
@pytest.mark.parametrize("effect", Effect.values)
def test_a_booking_either_falls_away_or_is_in_doubt(effect: str, has_services: bool) -> None:
    plan = rules.plan_of(effect, has_services=has_services)
    assert plan.all_fall_away + plan.named_fall_away + plan.all_in_doubt == 1
    assert plan.stops_queue == (effect == Effect.CLOSED)


@pytest.mark.parametrize("cause", Cause.values)
def test_every_cause_has_its_row_in_both_languages(cause: str) -> None:
    row = queries.cause_row(cause)
    assert row.state in StateCause.values
    assert row.reason in CentreReason.values
    for effect in Effect.values:
        uk, en = queries.notices(cause, effect, words="", until=AT.replace(hour=14, minute=30), at=AT)
        assert "орієнтовно до 14:30" in uk
        assert "14:30" in en
        assert "{" not in uk + en
        unknown, _en = queries.notices(cause, effect, words="Тече дах", until=None, at=AT)
        assert unknown.startswith("Тече дах. ")
        assert "орієнтовно" not in unknown
        assert max(len(sentence.split()) for sentence in uk.split(". ")) <= 20


def test_another_day_is_named() -> None:
    uk, _en = queries.notices("power", "closed", words="", until=AT + dt.timedelta(days=1), at=AT)
    assert "до 17.11.2026, 09:03" in uk
