"""The date of an edition: given, or told by the file's name; never guessed, never in the future."""

import datetime as dt

from vikno.common.clock import today
from vikno.territories.errors import EditionDateUnknown, EditionInFuture
from vikno.territories.rules.editions import date_in_file_name


def edition_date(edition_on: dt.date | None, *, file_name: str, at: dt.datetime) -> dt.date:
    """Raises `EditionDateUnknown`, `EditionInFuture`."""
    day = edition_on or date_in_file_name(file_name)
    if day is None:
        raise EditionDateUnknown(name=file_name)
    if day > today(at):
        raise EditionInFuture(edition_on=f"{day:%d.%m.%Y}")
    return day
