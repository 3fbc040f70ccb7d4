"""Rows and facts of the staff's pages, ready for templates."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from vikno.announcements import queries, rules
from vikno.announcements.enums import STAGE_KINDS, Stage
from vikno.announcements.forms import AnnouncementForm
from vikno.announcements.models import Announcement
from vikno.announcements.queries import TagShown
from vikno.announcements.rules import Link


@dataclass(frozen=True, slots=True)
class StageShown:
    """A word for the state and the kind of its mark."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    kept: Announcement
    stage: StageShown
    place: str
    tags: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What people would read."""

    title: str
    paragraphs: tuple[str, ...]
    title_en: str
    paragraphs_en: tuple[str, ...]
    tags: list[TagShown]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One version for reading."""

    number: int
    at: dt.datetime
    by_name: str
    title: str
    paragraphs: tuple[str, ...]
    links: tuple[Link, ...]


def stage(kept: Announcement, day: dt.date) -> StageShown:
    found = rules.stage_on(day, state=kept.state, visible_from=kept.visible_from, visible_until=kept.visible_until)
    return StageShown(str(Stage(found).label), STAGE_KINDS[found])


def rows(found: Iterable[Announcement], *, on: dt.date) -> list[Row]:
    marks = queries.tags()
    return [Row(kept, stage(kept, on), queries.place_of(kept), _named(kept, marks)) for kept in found]


def preview(form: AnnouncementForm, request: HttpRequest) -> Preview | None:
    """What people would read, where «show» was pressed and nothing is wrong."""
    if "preview" not in request.POST or not form.is_valid():
        return None
    given: dict[str, Any] = form.cleaned_data
    marks = queries.tags()
    return Preview(
        title=given["title"], paragraphs=rules.paragraphs(given["text"]), title_en=given["title_en"],
        paragraphs_en=rules.paragraphs(given["text_en"]), tags=[marks[code] for code in given["tags"]],
        links=given["links"],
    )  # fmt: skip


def versions(kept: Announcement) -> list[Said]:
    """What people could read, the newest first."""
    return [
        Said(
            number=one.number, at=one.at, by_name=one.by_name, title=one.said["title"],
            paragraphs=rules.paragraphs(one.said["text"]),
            links=tuple(Link(**link) for link in one.said.get("links", [])),
        )
        for one in queries.versions_of(kept)
    ]  # fmt: skip


def _named(kept: Announcement, marks: Mapping[str, TagShown]) -> str:
    return ", ".join(str(marks[code]) for code in kept.tags if code in marks)
