"""What a point's day is called: «працює», «приймає до 17:00», «відчиниться завтра о 08:00»."""

import datetime as dt
from typing import Final, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vikno.common.clock import KYIV
from vikno.network.enums import PointState
from vikno.network.queries.today import PointToday

_TAG_KINDS: Final = {
    PointState.OPEN: "done",
    PointState.RESTRICTED: "waiting",
    PointState.CLOSED: "closed",
    PointState.DESTROYED: "refused",
    PointState.MOVED: "waiting",
    PointState.MOBILE: "progress",
}


class Tag(NamedTuple):
    """Text and kind of a status tag (`common.components.STATUS_KINDS`)."""

    text: str
    kind: str


def state_tag(today: PointToday) -> Tag:
    """The state recorded now."""
    if today.status is None:
        return Tag(_("стан не вказано"), "neutral")
    state = PointState(today.status.state)
    return Tag(str(state.label), _TAG_KINDS[state])


def open_words(today: PointToday, at: dt.datetime) -> str:
    """What a person at the door would find at a moment."""
    now = today.now
    if now.until is not None:
        return _("приймає до {time}").format(time=_clock(now.until))
    if now.answer == "unknown":
        return _("години не вказано")
    if now.next_at is None:
        return _("не приймає")
    if now.answer == "break":
        return _("перерва до {time}").format(time=_clock(now.next_at))
    return _("зараз не приймає, відчиниться {day} о {time}").format(day=_day(now.next_at, at), time=_clock(now.next_at))


def notice_in(language: str, today: PointToday) -> str:
    """The notice of the state in the language of the page; Ukrainian where there is no other."""
    if today.status is None:
        return ""
    return (today.status.notice_en if language == "en" else "") or today.status.notice


def _clock(moment: dt.datetime) -> str:
    return f"{moment.astimezone(KYIV):%H:%M}"


def _day(moment: dt.datetime, at: dt.datetime) -> str:
    """«сьогодні», «завтра», or the date in words."""
    day = moment.astimezone(KYIV).date()
    ahead = (day - at.astimezone(KYIV).date()).days
    return {0: _("сьогодні"), 1: _("завтра")}.get(ahead) or date_format(day, "j E")
