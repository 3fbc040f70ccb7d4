"""The one place that reads the clock. Rules and services receive moments as arguments instead."""

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

KYIV: Final = ZoneInfo("Europe/Kyiv")


class NoSuchMoment(ValueError):
    """The clocks in Kyiv jump over it: the last Sunday of March has no such hour."""


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def midnight(day: dt.date) -> dt.datetime:
    """The moment a day begins in Kyiv."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=KYIV)


def today(at: dt.datetime | None = None) -> dt.date:
    """The date in Kyiv at an aware moment; at the present moment if none is given."""
    moment = now() if at is None else at
    if moment.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    return moment.astimezone(KYIV).date()


def day_around(at: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """When the day of a moment begins in Kyiv, and the next one."""
    day = today(at)
    return midnight(day), midnight(day + dt.timedelta(days=1))


def kyiv_moment(day: dt.date, hour: dt.time) -> dt.datetime:
    """A day and an hour in Kyiv as a moment in UTC. Raises NoSuchMoment.

    An hour that comes twice in October is the later one: nobody loses time by it.
    """
    local = dt.datetime.combine(day, hour, tzinfo=KYIV).replace(fold=1)
    moment = local.astimezone(dt.UTC)
    if moment.astimezone(KYIV).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchMoment
    return moment
