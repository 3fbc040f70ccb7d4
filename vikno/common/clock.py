"""The one place that reads the clock. Rules and services receive moments as arguments instead."""

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

KYIV: Final = ZoneInfo("Europe/Kyiv")


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
