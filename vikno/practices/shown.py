"""Ready rows for the pages of practices: no template asks the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from vikno.common.clock import KYIV
from vikno.common.components import TimelineEntry
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.shown import number
from vikno.practices import rules
from vikno.practices.enums import STATE_KINDS, PracticeMove, PracticeState, Topic
from vikno.practices.models import Passage, Practice, PracticeRevision, Recording
from vikno.practices.snapshots import said_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A word for the state and the kind of its mark."""

    text: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class CardRow:
    """A line of a list."""

    pk: int
    title: str
    state: Mark
    place: str
    topics: str
    day: date | None
    adopted: int


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card for reading, from the row or from a revision: parts are (heading, text)."""

    title: str
    place: str
    topics: list[tuple[str, str]]
    parts: list[tuple[str, str]]
    proof: dict[str, Any]


def state_mark(practice: Practice, on: date) -> Mark:
    now = rules.state_on(on, state=practice.state, expires=practice.expires_on)
    return Mark(str(PracticeState(now).label), STATE_KINDS[now])


def card_rows(found: Iterable[Practice], *, on: date) -> list[CardRow]:
    return [
        CardRow(
            pk=one.pk, title=one.title, state=state_mark(one, on), place=one.hromada.title,
            topics=", ".join(label for _code, label in topics_of(one.topics)), day=one.expires_on,
            adopted=getattr(one, "adopted", 0),
        )
        for one in found
    ]  # fmt: skip


def topics_of(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, str(Topic(code).label)) for code in codes if code in Topic.values]


def card_now(practice: Practice) -> Card:
    """As it is being written."""
    return _card(said_of(practice))


def card_published(practice: Practice) -> Card:
    """As everybody reads it."""
    return _card(practice.published.said if practice.published else said_of(practice))


def _card(said: Mapping[str, Any]) -> Card:
    cost = f"{number_format(said['cost'], 2, force_grouping=True)} {_('грн')}" if said["cost"] else ""
    listed = (
        (_("Проблема"), said["problem"]), (_("Умови громади"), said["context"]), (_("Що зробили"), said["done"]),
        (_("Рішення і документи"), said["documents"]),
        (_("Вартість"), ". ".join(filter(None, (cost, said["cost_note"])))), (_("Люди"), said["staff"]),
        (_("Результат"), said["result"]), (_("Звідки числа"), said["source"]),
        (_("Що не спрацювало"), said["failed"]), (_("До кого звернутися"), said["contact"]),
    )  # fmt: skip
    place = ", ".join(filter(None, (said["hromada"], said["oblast"])))
    return Card(
        title=said["title"], place=place, topics=topics_of(said["topics"]), proof=proof(said.get("proof") or {}),
        parts=[(heading, text) for heading, text in listed if text],
    )  # fmt: skip


def proof(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The frozen numbers in words; {} where there is no proof or the measure is no longer known."""
    indicator = INDICATORS.get(kept.get("indicator", ""))
    if indicator is None:
        return {}
    names = {"own": _("Тут"), "year_ago": _("Тут рік тому"), "others": _("Інші громади області")}

    def amount(one: Mapping[str, Any]) -> str:
        return "—" if one["amount"] is None else f"{number(indicator, one['amount'])} {indicator.unit}"

    def n(one: Mapping[str, Any]) -> str:
        return _("замало") if one["n"] is None else str(one["n"])

    rows = [
        (names[side], amount(one["before"]), amount(one["after"]), f"{n(one['before'])} / {n(one['after'])}")
        for side, one in kept["sides"].items()
    ]
    return {
        "title": str(indicator.title), "counted": str(indicator.counted), "rows": rows, "weeks": kept["weeks"],
        "day": date.fromisoformat(kept["day"]), "read_at": datetime.fromisoformat(kept["read_at"]),
        "version": kept["version"],
    }  # fmt: skip


def steps(found: Iterable[PracticeRevision]) -> list[TimelineEntry]:
    return [
        TimelineEntry(
            at=one.at.astimezone(KYIV), title=str(PracticeState(one.state).label), text=one.words, who=one.by_name
        )
        for one in found
    ]


def buttons(practice: Practice, role: str) -> list[tuple[str, str]]:
    """(move, words) that need no reason."""
    return [
        (move, str(PracticeMove(move).label))
        for move in rules.moves_for(practice.state, role)
        if move not in rules.WITH_WORDS and move != PracticeMove.SUBMIT
    ]


def reasoned(practice: Practice, role: str) -> list[tuple[str, str]]:
    """(move, words) that the other side must be told about."""
    return [
        (move, str(PracticeMove(move).label))
        for move in rules.moves_for(practice.state, role)
        if move in rules.WITH_WORDS
    ]


def chapters_of(recording: Recording) -> list[dict[str, Any]]:
    """Questions with their times: here and in the player of the other site."""
    at = reverse("practices:recording", args=[recording.pk])
    return [
        {
            "clock": rules.clock_of(one.starts), "title": one.title, "starts": one.starts,
            "here": f"{at}?t={one.starts}", "there": rules.at_second(recording.address, one.starts),
        }
        for one in recording.chapters.all()
    ]  # fmt: skip


def passages(found: Iterable[Passage]) -> list[dict[str, Any]]:
    return [
        {
            "title": one.recording.title, "clock": rules.clock_of(one.starts), "text": one.text,
            "kind": str(one.get_kind_display()), "held_on": one.recording.held_on,
            "here": f"{reverse('practices:recording', args=[one.recording_id])}?t={one.starts}",
        }
        for one in found
    ]  # fmt: skip


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def host_of(address: str) -> str:
    return urlsplit(address).hostname or ""
