"""Ready rows and sentences for the pages of interruptions: no template asks the database."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vikno.appointments.services import when_in_words
from vikno.common.actors import Actor
from vikno.common.components import Candidate
from vikno.continuity import policies, queries
from vikno.continuity.enums import Cause, Touch
from vikno.continuity.models import Interruption, InterruptionBooking, InterruptionStep
from vikno.continuity.queries import PointPreview
from vikno.notifications.enums import Channel


def lasted(one: Interruption, *, at: datetime) -> str:
    """«2 год 15 хв»."""
    minutes = int((one.over_at(at) - one.began_at) / timedelta(minutes=1))
    hours, rest = divmod(minutes, 60)
    return _("{hours} год {minutes} хв").format(hours=hours, minutes=rest) if hours else _("{n} хв").format(n=rest)


def cause_keys(addresses: Iterable[tuple[Cause, str]]) -> list[Candidate]:
    """The large buttons."""
    notes = {
        Cause.AIR_ALERT: _("прийом зупиняється, черга чекає"), Cause.POWER: _("на папері або закрито"),
        Cause.REGISTER: _("частини послуг немає"), Cause.OTHER: _("своїми словами"),
    }  # fmt: skip
    return [Candidate(text=str(cause.label), url=url, note=notes[cause]) for cause, url in addresses]


def preview_facts(previews: Sequence[PointPreview]) -> dict[str, Any]:
    """What will happen to people: together, then at each point where somebody is touched."""
    figures = [_figures(each) for each in previews]
    together = [sum(column) for column in zip(*figures, strict=True)] if figures else []
    touched = [(each.point.name, _lines(row)) for each, row in zip(previews, figures, strict=True) if any(row)]
    return {
        "together": _lines(together) or [_("Нікого не зачепить.")] if figures else [],
        "by_point": touched if len(previews) > 1 else [],
    }  # fmt: skip


def _figures(one: PointPreview) -> list[int]:
    return [one.waiting, one.fall_away, one.in_doubt, one.to_call, one.unreachable]


def _lines(figures: Sequence[int]) -> list[str]:
    if not figures:
        return []
    waiting, fall_away, in_doubt, to_call, unreachable = figures
    counted = (
        (waiting, ngettext("Чекає {n} людина", "Чекає {n} людей", waiting)),
        (fall_away, ngettext("Скасуємо {n} запис", "Скасуємо {n} записів", fall_away)),
        (in_doubt, ngettext("Попередимо {n} людину", "Попередимо {n} людей", in_doubt)),
        (to_call, ngettext("Зателефонувати {n} людині", "Зателефонувати {n} людям", to_call)),
        (unreachable, ngettext("Без контакту {n} людина", "Без контакту {n} людей", unreachable)),
    )
    return [sentence.format(n=number) for number, sentence in counted if number]


def call_rows(rows: Iterable[InterruptionBooking]) -> list[dict[str, Any]]:
    """Whom to telephone, about what."""
    about = {Touch.FELL_AWAY: _("прийом не відбудеться"), Touch.IN_DOUBT: _("запис під питанням")}
    return [
        {
            "pk": row.pk, "name": row.booking.name or _("ім'я стерто"), "when": when_in_words(row.booking.starts_at),
            "number": row.booking.number_shown, "about": about[Touch(row.touch)], "reach": row.get_reach_display(),
            "contact": row.booking.contact if row.booking.channel != Channel.IN_PERSON else "",
            "called_at": row.called_at, "called_by": row.called_by_name,
        }
        for row in rows
    ]  # fmt: skip


def history_rows(listed: Iterable[Interruption], *, at: datetime) -> list[dict[str, Any]]:
    """Interruptions as lines of a table."""
    return [
        {
            "one": one, "lasted": lasted(one, at=at), "over": None if one.is_in_force(at) else one.over_at(at),
            "is_forgotten": one.ended_at is None and not one.is_in_force(at),
            "points": ", ".join(touch.point.name for touch in one.touches.all()),
        }
        for one in listed
    ]  # fmt: skip


def page_facts(one: Interruption, rows: Sequence[InterruptionBooking], *, actor: Actor, at: datetime) -> dict[str, Any]:
    """What the page of an interruption shows, besides its forms."""
    touched = [touch.point for touch in one.touches.all()]
    return {
        "one": one, "lasted": lasted(one, at=at), "is_in_force": one.is_in_force(at), "over_at": one.over_at(at),
        "is_late": one.is_in_force(at) and one.expected_until is not None and one.expected_until <= at,
        "effects": _effects(one), "steps": _step_rows(one.steps.select_related("point").order_by("pk")),
        "calls": call_rows(rows), "to_call": sum(row.called_at is None for row in rows),
        "may_change": one.is_in_force(at) and policies.may_interrupt(actor, touched, at=at),
        "paper_first": queries.cause_row(one.cause).paper,
    }  # fmt: skip


def done_words(one: Interruption) -> str:
    """What is said after the press, with how many are still to be told by somebody."""
    count = queries.calls_of(one).count()
    if not count:
        return _("Зроблено: стан точок, черга, записи, повідомлення.")
    said = ngettext(
        "Зроблено. Лишилося повідомити особисто {n} людину.", "Зроблено. Лишилося повідомити особисто {n} людей.", count
    )
    return said.format(n=count)


def _effects(one: Interruption) -> list[tuple[str, str]]:
    """Each effect with the points it touches."""
    found: dict[str, list[str]] = {}
    for touch in one.touches.all():
        found.setdefault(touch.get_effect_display(), []).append(touch.point.name)
    return [(effect, ", ".join(names)) for effect, names in found.items()]


def _step_rows(steps: Iterable[InterruptionStep]) -> list[dict[str, Any]]:
    """What was done at one moment by one person is one line for all points."""
    found: dict[tuple[str, datetime, str], dict[str, Any]] = {}
    for step in steps:
        key = (step.kind, step.at, step.by_name)
        row = found.setdefault(
            key, {"said": step.get_kind_display(), "at": step.at, "by": step.by_name, "count": None, "points": []}
        )
        if step.count is not None:
            row["count"] = (row["count"] or 0) + step.count
        if step.point is not None:
            row["points"].append(step.point.name)
    return list(found.values())
