"""Facts of a point made ready for templates, so that no template asks the database."""

import datetime as dt
from typing import Any

from vikno.common import clock
from vikno.common.components import TimelineEntry
from vikno.network import queries
from vikno.network.enums import AccessibilityItem, Cause, Mark, RegisterQuestion
from vikno.network.models import Point, PointStatus


def point_facts(point: Point, at: dt.datetime) -> dict[str, Any]:
    """Everything that a page about one point shows."""
    schedule = queries.schedules_of([point.pk], around=at)[point.pk]
    today = queries.opening_of([point.pk], at)[point.pk]
    marks = dict(point.accessibility.order_by("item").values_list("item", "mark"))
    return {
        "today": today,
        "tag": queries.state_tag(today),
        "open_words": queries.open_words(today, at),
        "days": queries.coming_days(schedule, clock.today(at)),
        "exceptions": queries.coming_exceptions(schedule, clock.today(at)),
        "accessible": [i.label for i in AccessibilityItem if marks.get(i) == Mark.YES],
        "not_accessible": [i.label for i in AccessibilityItem if marks.get(i) == Mark.NO],
        "equipment": list(point.equipment.order_by("kind")),
        "history": [entry_of(status) for status in queries.states_of(point)],
        "offered": point.offerings.filter(valid_to=None).count(),
        "questions": question_words(point),
    }


def question_words(point: Point) -> list[str]:
    """What the register says of the point that cannot be so."""
    return [
        str(RegisterQuestion(question).label) for question in point.questions if question in RegisterQuestion.values
    ]


def entry_of(status: PointStatus) -> TimelineEntry:
    """A line of the history of states."""
    kind = "done" if status.state in ("open", "mobile") else "warning"
    who = str(status.set_by) if status.set_by else ""
    cause = "" if status.cause == Cause.OTHER else str(status.get_cause_display()).capitalize()
    words = ". ".join(filter(None, (cause, status.reason)))
    return TimelineEntry(status.get_state_display(), at=status.starts_at, who=who, text=words, kind=kind)  # type: ignore[arg-type]
