"""A day is a day in Kyiv: of 23, 24 or 25 hours, at midnight, at the end of a year, on the 29th of February.

The days on which the clocks change are computed from the zone's own data, so the test follows the law; the last test
runs the pure ones again in a zone where the changes are abolished.
"""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest

from config.paths import PROJECT
from vikno.cases import queries, rules
from vikno.cases.calendars import rules_of, working_calendar
from vikno.cases.enums import TermRegime
from vikno.cases.models import Case
from vikno.cases.tests import world as make
from vikno.catalogue.enums import StartEvent, TermUnit
from vikno.common import clock
from vikno.network.rules.opening import Schedule, StateSpan, WeeklyPeriod, next_opening, open_now

HALF_HOUR = dt.timedelta(minutes=30)
DAY = dt.timedelta(days=1)
PLAIN_DAYS = (dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2028, 2, 29), dt.date(2026, 11, 22))
EVERY_DAY = Schedule(
    periods=tuple(WeeklyPeriod(weekday, dt.time(8), dt.time(17)) for weekday in range(1, 8)),
    states=(StateSpan("open", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),),
)


def changes(first: int = 2026, last: int = 2030) -> Iterator[tuple[dt.date, dt.timedelta]]:
    """Days of these years that are not 24 hours long, and how long each is."""
    day = dt.date(first, 1, 1)
    while day.year <= last:
        length = begins(day + DAY) - begins(day)
        if length != DAY:
            yield day, length
        day += DAY


def begins(day: dt.date) -> dt.datetime:
    """Midnight in Kyiv, said in UTC: two moments of one zone are subtracted by the wall clock."""
    return dt.datetime.combine(day, dt.time.min, clock.KYIV).astimezone(dt.UTC)


def halves_of(day: dt.date) -> list[dt.datetime]:
    """Every half hour of a day, from its first to its last."""
    moment, found = begins(day), []
    while moment < begins(day + DAY):
        found.append(moment)
        moment += HALF_HOUR
    return found


CHANGES = dict(changes())
DAYS = (*CHANGES, *PLAIN_DAYS)


def test_the_law_of_today_changes_the_clocks_twice_a_year() -> None:
    if os.environ.get("PYTHONTZPATH"):
        pytest.skip("here the changes are abolished")
    assert {dt.date(2026, 10, 25), dt.date(2027, 3, 28), dt.date(2027, 10, 31)} <= set(CHANGES)
    assert set(CHANGES.values()) == {dt.timedelta(hours=23), dt.timedelta(hours=25)}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_half_hour_belongs_to_its_day(day: dt.date) -> None:
    halves = halves_of(day)
    assert len(halves) == CHANGES.get(day, DAY) / HALF_HOUR
    assert {clock.today(moment) for moment in halves} == {day}
    assert clock.today(halves[0] - dt.timedelta(microseconds=1)) == day - DAY
    assert clock.today(begins(day + DAY)) == day + DAY


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("unit", [TermUnit.CALENDAR_DAYS, TermUnit.WORKING_DAYS])
def test_the_hour_of_filing_does_not_move_the_last_day(day: dt.date, unit: TermUnit) -> None:
    term = rules.Term(days=10, unit=unit, regime=TermRegime.SERVICE, start_event=StartEvent.REGISTERED)
    found = {
        rules.deadline(
            term=term, started_on=clock.today(moment), events=[], calendar=working_calendar(), sittings=(),
            rules=rules_of(TermRegime.SERVICE, on=clock.today(moment)),
        ).due_on
        for moment in halves_of(day)
    }  # fmt: skip
    assert len(found) == 1


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_point_receives_people_for_its_hours_neither_twice_nor_less(day: dt.date) -> None:
    halves = halves_of(day)
    open_ones = [moment for moment in halves if open_now(moment, EVERY_DAY).is_open]
    assert [f"{moment.astimezone(clock.KYIV):%H:%M}" for moment in (open_ones[0], open_ones[-1])] == ["08:00", "16:30"]
    assert len(open_ones) == 18
    assert all(later - earlier == HALF_HOUR for earlier, later in pairwise(open_ones))
    for moment in halves:
        following = next_opening(moment, EVERY_DAY)
        assert following is not None
        assert following.astimezone(dt.UTC) > moment
        assert following.astimezone(clock.KYIV).time() == dt.time(8) or open_now(moment, EVERY_DAY).is_open


@pytest.mark.django_db
@pytest.mark.parametrize("day", [*list(CHANGES)[:2], *PLAIN_DAYS[:3]], ids=str)
def test_a_case_stands_in_the_journal_of_one_day(day: dt.date) -> None:
    world = make.build()
    kept = make.case_in(world)
    moments = [moment for near in (day - DAY, day, day + DAY) for moment in halves_of(near)]
    Case.objects.bulk_create(
        Case(**{**_facts_of(kept), "number": f"{n:013d}", "registered_at": moment})
        for n, moment in enumerate(moments, start=1)
    )
    per_day = {
        near: set(queries.journal(world.head, since=near, until=near).values_list("registered_at", flat=True))
        for near in (day - DAY, day, day + DAY)
    }
    assert {near: len(found) for near, found in per_day.items()} == {near: len(halves_of(near)) for near in per_day}
    assert set().union(*per_day.values()) == set(moments)


def _facts_of(case: Case) -> dict[str, object]:
    fields = (field.attname for field in Case._meta.concrete_fields if not field.primary_key)
    return {name: getattr(case, name) for name in fields}


def test_all_this_holds_when_the_changes_are_abolished(tmp_path: Path) -> None:
    zone = tmp_path / "Europe" / "Kyiv"
    zone.parent.mkdir()
    zone.write_bytes((resources.files("tzdata.zoneinfo") / "Etc" / "GMT-2").read_bytes())
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:randomly",
        __file__,
        "-k",
        "not journal and not abolished",
    ]
    surroundings = {**os.environ, "PYTHONTZPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=PROJECT, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert f"{len(PLAIN_DAYS) * 4} passed" in done.stdout
