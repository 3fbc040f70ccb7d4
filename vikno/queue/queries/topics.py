"""Topics of consultations of a hromada: names of any day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from vikno.queue.errors import TopicUnknown
from vikno.queue.models import TopicRow
from vikno.queue.queries.arranged import shipped_topics
from vikno.queue.queries.measures import ConsultationCount
from vikno.queue.rules.topics import TopicSaid, topics_on

_FIELDS = ("code", "name", "name_en", "order", "is_hidden", "valid_from")


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What a consultation was about, as it was called on a day."""

    code: str
    name: str
    name_en: str
    order: int
    is_hidden: bool

    def __str__(self) -> str:
        is_ukrainian = (get_language() or "uk").startswith("uk")
        return self.name if is_ukrainian or not self.name_en else self.name_en


def topics(hromada_code: str, *, on: date) -> dict[str, Topic]:
    """Every topic of a day by its code, hidden ones too, in the order of the keys. One query."""
    return _held(on, _said(hromada_code))


def topic_names(hromada_code: str, counts: Iterable[ConsultationCount]) -> dict[tuple[date, str], str]:
    """What topics were called on the days they were counted; a code that nobody knows stands for itself. One query."""
    said, asked = _said(hromada_code), {(one.day, one.topic) for one in counts}
    by_day = {day: _held(day, said) for day in {day for day, _code in asked}}
    return {(day, code): str(by_day[day].get(code, code)) for day, code in asked}


def offered_topics(hromada_code: str, *, on: date) -> list[Topic]:
    """Topics with a key."""
    return [one for one in topics(hromada_code, on=on).values() if not one.is_hidden]


def topic_of(hromada_code: str, code: str, *, on: date) -> Topic:
    """One of them, a hidden one too. Refusals: TopicUnknown."""
    found = topics(hromada_code, on=on).get(code)
    if found is None:
        raise TopicUnknown
    return found


def former_names(hromada_code: str, code: str) -> list[TopicSaid]:
    """What a topic was called, the newest first; a row that only moved or hid it is not a name."""
    said = sorted((one for one in _said(hromada_code) if one.code == code), key=lambda one: one.valid_from)
    names = [
        one for before, one in zip([None, *said], said, strict=False)
        if before is None or (before.name, before.name_en) != (one.name, one.name_en)
    ]  # fmt: skip
    return names[::-1]


def _said(hromada_code: str) -> tuple[TopicSaid, ...]:
    """Everything that was ever said of a hromada's topics: shipped ones first."""
    shipped = (TopicSaid(**row, order=place) for place, row in enumerate(shipped_topics(), start=1))
    rows = TopicRow.objects.filter(hromada_id=hromada_code).order_by("valid_from", "code").values(*_FIELDS)
    return (*shipped, *(TopicSaid(**row) for row in rows))


def _held(day: date, said: Iterable[TopicSaid]) -> dict[str, Topic]:
    return {
        one.code: Topic(code=one.code, name=one.name, name_en=one.name_en, order=one.order, is_hidden=one.is_hidden)
        for one in topics_on(day, said)
    }
