"""The page of the packages of counts, in the language of the page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from vikno.indicators.queries import LAID_APART
from vikno.opendata import dictionary
from vikno.opendata.dictionary import Words
from vikno.opendata.models import PublishedMonth
from vikno.opendata.queries.counts_package import FORMS
from vikno.opendata.queries.hsds.rows import address_of
from vikno.opendata.shown import LICENCE_URL, Link


@dataclass(frozen=True, kw_only=True)
class Month:
    """A published month. Percents of records that are told, rounded down: a hole is never shown as none."""

    title: str
    published_at: dt.datetime
    rows: int
    of_hromadas: int
    of_oblasts: int


@dataclass(frozen=True, kw_only=True)
class Counted:
    code: str
    title: Words
    parts: list[tuple[str, Words]]


def page() -> dict[str, Any]:
    """Everything that the page tells."""
    return {
        "links": _links(), "tables": dictionary.TABLES, "facts": _facts(), "months": _months(),
        "licence_url": LICENCE_URL,
    }  # fmt: skip


def _links() -> list[Link]:
    """A package a format, with its whole address."""
    return [Link(form.upper(), address_of(reverse("opendata:counts_package", args=[form]))) for form in FORMS]


def _facts() -> list[Counted]:
    return [
        Counted(code=fact.value, title=dictionary.FACTS[fact], parts=[(part, dictionary.PARTS[part]) for part in parts])
        for fact, parts in LAID_APART.items()
    ]


def _months() -> list[Month]:
    return [
        Month(
            title=date_format(one.month, "F Y").lower(), published_at=one.published_at, rows=one.rows,
            of_hromadas=_percent(one.told, "records_told_of_hromada"),
            of_oblasts=_percent(one.told, "records_told_of_oblast"),
        )
        for one in PublishedMonth.objects.order_by("-month").defer("body")
    ]  # fmt: skip


def _percent(told: dict[str, int], name: str) -> int:
    return 100 * told[name] // told["records"] if told["records"] else 100
