"""Ready rows and sentences for the templates of the queue: no template asks the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vikno.common.actors import Actor
from vikno.common.addresses import addresses_by_token
from vikno.common.components import StatusKind
from vikno.network.models import Point
from vikno.queue import policies, queries
from vikno.queue.enums import Channel, Move, Purpose, State, Turn
from vikno.queue.models import Call, Shift, Ticket
from vikno.queue.queries import ConsultationCount, LiveTicket, Period
from vikno.queue.rules import BUSY, Advice, Choice, QueueRule, Still, allowed, counted, pause_advised

STATE_KINDS: dict[str, StatusKind] = {
    State.WAITING: "waiting",
    State.CALLED: "progress",
    State.SERVING: "progress",
    State.POSTPONED: "draft",
    State.DONE: "done",
    State.NO_SHOW: "refused",
    State.ABANDONED: "closed",
}


@dataclass(frozen=True, kw_only=True)
class LiveRow:
    """A waiting person in their place."""

    address: str
    number: str
    purpose: str
    service: str
    minutes: str
    marks: str
    is_overdue: bool
    note: str


def minutes_between(since: datetime, at: datetime, stood: Sequence[Still] = ()) -> int:
    """Whole minutes; what the queue stood still is not counted."""
    return int(counted(since, at, stood) / timedelta(minutes=1))


def live_rows(
    waiting: Sequence[LiveTicket], choices: Iterable[Choice], *, at: datetime, rule: QueueRule,
    stood: Sequence[Still],
) -> list[LiveRow]:  # fmt: skip
    """Rows in the order of the choices."""
    known, purposes = {one.key: one for one in waiting}, {value: str(label) for value, label in Purpose.choices}
    address_of, rows = addresses_by_token("queue:ticket"), []
    for one in (known[choice.key] for choice in choices):
        waits = counted(one.waits_since, at, stood)
        row = LiveRow(
            address=address_of(one.token), number=one.number, purpose=purposes[one.purpose], service=one.service,
            minutes=str(int(waits / timedelta(minutes=1))), marks=", ".join(_marks(one)),
            is_overdue=waits >= rule.longest_wait, note=one.note,
        )  # fmt: skip
        rows.append(row)
    return rows


def _marks(one: LiveTicket) -> list[str]:
    marks = [one.priority] if one.priority else []
    if one.booked_for is not None:
        hour = f"{localtime(one.booked_for):%H:%M}"
        marks.append((_("запис на {hour} пропущено") if one.is_late else _("запис на {hour}")).format(hour=hour))
    if one.for_counter:
        marks.append(_("до вікна {name}").format(name=one.for_counter))
    return marks


def why_next(one: LiveTicket, turn: Turn, *, at: datetime, rule: QueueRule, stood: Sequence[Still] = ()) -> str:
    """One sentence: who is called by the next press, and by which rule."""
    facts = {
        "number": one.number, "n": minutes_between(one.waits_since, at, stood), "priority": one.priority,
        "ahead": minutes_between(one.turn_at, one.waits_since), "longest": rule.longest_wait_minutes,
        "one_in": rule.overdue_one_in, "hour": f"{localtime(one.booked_for):%H:%M}" if one.booked_for else "",
    }  # fmt: skip
    sentences = {
        Turn.ORDER: _("{number}: чекає {n} хв, раніше за інших."),
        Turn.PRIORITY: _("{number}: «{priority}», тому стоїть так, ніби прийшли на {ahead} хв раніше. Чекає {n} хв."),
        Turn.BOOKED: _("{number}: запис на {hour}, він іде перед живою чергою."),
        Turn.OVERDUE: _(
            "{number}: чекає {n} хв, найдовше з усіх. Кожен {one_in}-й виклик — тому, хто чекає понад {longest} хв."
        ),
        Turn.ALONE: _("{number}: інших для цього вікна зараз немає. Чекає {n} хв."),
        Turn.CHOSEN: _("{number}: покликано за номером."),
    }
    return sentences[turn].format(**facts)


def people_waiting(count: int) -> str:
    return ngettext("Чекає {n} людина", "Чекає {n} людей", count).format(n=count)


def advice_in_words(advice: Advice | None) -> str:
    """An advice of a pause as a sentence; "" for none."""
    if advice is None:
        return ""
    facts = {"minutes": advice.minutes, "amount": advice.amount}
    if advice.because == "pressure":
        return _("Записів про напруження: {amount}. Радимо паузу на {minutes} хв.").format(**facts)
    return _("Ви працюєте без перерви {amount} хв. Радимо паузу на {minutes} хв.").format(**facts)


@dataclass(frozen=True, kw_only=True)
class MoveButton:
    """A key of the window: what it does, where it is sent."""

    move: str
    label: str
    key: str
    is_main: bool = False


# Keys of the window, the same whatever is possible now: a hand learns them once.
_KEYS: tuple[tuple[Move, str], ...] = (
    (Move.START, "2"),
    (Move.FINISH, "3"),
    (Move.RECALL, "4"),
    (Move.NO_SHOW, "5"),
    (Move.POSTPONE, "6"),
    (Move.RETURN, "7"),
)


def _labels() -> dict[Move, str]:
    return {
        Move.START: _("Людина підійшла"), Move.FINISH: _("Закінчити"), Move.RECALL: _("Викликати ще раз"),
        Move.NO_SHOW: _("Не з'явилась"), Move.POSTPONE: _("Відкласти"), Move.RETURN: _("Повернути в чергу"),
        Move.ABANDON: _("Людина пішла"), Move.CALL: _("Викликати цей талон"),
    }  # fmt: skip


def buttons_at_window(ticket: Ticket) -> list[MoveButton]:
    """What may be pressed now about the ticket at the window, with its keys."""
    labels = _labels()
    return [
        MoveButton(move=move, label=labels[move], key=key, is_main=move in (Move.START, Move.FINISH))
        for move, key in _KEYS
        if allowed(ticket.state, move)
    ]


def buttons_of_ticket(ticket: Ticket) -> list[MoveButton]:
    """What anybody at the point may do about a ticket that stands at no window."""
    labels = _labels()
    offered = (Move.CALL, Move.RETURN, Move.POSTPONE, Move.ABANDON)
    return [MoveButton(move=move, label=labels[move], key="") for move in offered if allowed(ticket.state, move)]


def window_facts(shift: Shift, *, at: datetime) -> dict[str, Any]:
    """Everything the page of a window shows."""
    counter, point = shift.counter, shift.counter.point
    rule = queries.rule_for(point, on=localtime(at).date())
    waiting = queries.waiting_now(point, at=at)
    pauses = queries.pauses_today(point, at=at)
    stood = queries.stills(pauses)
    choices = queries.choices_for(counter, waiting=waiting, at=at, rule=rule, stood=stood)
    known = {one.key: one for one in waiting}
    state, pause = queries.counter_state(counter), queries.open_pause(shift)
    return {
        "shift": shift, "point": point, "counter": counter, "pause": pause,
        "waiting_words": people_waiting(len(choices)),
        "stopped": queries.pause_in_force(pauses, at=at),
        "rows": live_rows(waiting, choices[:10], at=at, rule=rule, stood=stood), "more": max(0, len(choices) - 10),
        "why": why_next(known[choices[0].key], choices[0].turn, at=at, rule=rule, stood=stood) if choices else "",
        "next_number": known[choices[0].key].number if choices else "",
        "advice": "" if pause else advice_in_words(_advice(shift, at=at, rule=rule)),
        **(_at_window(*state, at=at, stood=stood) if state else {"ticket": None}),
    }  # fmt: skip


def _at_window(ticket: Ticket, call: Call, *, at: datetime, stood: Sequence[Still]) -> dict[str, Any]:
    return {
        "ticket": ticket, "call": call, "buttons": buttons_at_window(ticket), "state_kind": STATE_KINDS[ticket.state],
        "minutes": minutes_between(call.started_at or call.last_called_at, at, stood),
    }  # fmt: skip


def _advice(shift: Shift, *, at: datetime, rule: QueueRule) -> Advice | None:
    since = queries.at_work_since(shift)
    return pause_advised(at=at, at_work_since=since, pressure=queries.pressure_since(shift, since), rule=rule)


def live_facts(point: Point, *, at: datetime, shown: int = 50) -> dict[str, Any]:
    """The live queue of a point: who waits, what is at the windows, which queue has nobody to serve it."""
    rule = queries.rule_for(point, on=localtime(at).date())
    live = queries.live_now(point, at=at)
    waiting = live.get(State.WAITING, [])
    pauses = queries.pauses_today(point, at=at)
    stood = queries.stills(pauses)
    choices = queries.point_order(waiting, at=at, rule=rule, stood=stood)
    return {
        "point": point, "rows": live_rows(waiting, choices[:shown], at=at, rule=rule, stood=stood),
        "stopped": queries.pause_in_force(pauses, at=at),
        "more": max(0, len(choices) - shown), "waiting_words": people_waiting(len(waiting)),
        "longest": minutes_between(min((one.waits_since for one in waiting), default=at), at, stood),
        "postponed": live.get(State.POSTPONED, []), "calls": _last_calls(point, at=at),
        "shifts": _shift_rows(point, [one for state in BUSY for one in live.get(state, [])], at=at),
        "unserved": queries.services_without_window(point, at=at) if waiting else [],
    }  # fmt: skip


def _last_calls(point: Point, *, at: datetime) -> list[dict[str, str]]:
    return [
        {"number": one.number, "counter": one.counter, "time": f"{localtime(one.called_at):%H:%M}"}
        for one in queries.board_state(point, at=at).calls
    ]


def _shift_rows(point: Point, busy: Iterable[LiveTicket], *, at: datetime) -> list[dict[str, Any]]:
    at_windows = {one.counter_id: one.number for one in busy}
    return [
        {"counter": name, "officer": officer, "ticket": at_windows.get(counter, "")}
        for counter, name, officer in queries.seated(point, at=at)
    ]  # fmt: skip


def consultation_rows(period: Period) -> dict[str, Any]:
    """The journal: a line for each day and topic, channels beside each other, totals."""
    counts = queries.consultation_counts(period)
    names, channels = queries.topic_names(period.hromada_code, counts), list(Channel)
    lines: dict[tuple[Any, str], dict[str, int]] = {}
    for one in counts:
        lines.setdefault((one.day, one.topic), {})[one.channel] = one.count
    rows = [
        {
            "day": day, "topic": names[day, topic], "counts": [by.get(channel, 0) for channel in channels],
            "total": sum(by.values()),
        }
        for (day, topic), by in lines.items()
    ]  # fmt: skip
    return {
        "rows": rows, "channels": [channel.label for channel in channels],
        "totals": [_total(counts, channel) for channel in channels], "total": sum(one.count for one in counts),
    }  # fmt: skip


def _total(counts: Iterable[ConsultationCount], channel: str) -> int:
    return sum(one.count for one in counts if one.channel == channel)


def own_consultations(actor: Actor, *, at: datetime) -> list[dict[str, Any]]:
    """The actor's last five of today, to be taken back."""
    today = localtime(at).date()
    ours = policies.visible_consultations(actor, on=today).filter(user_id=actor.user_id, day=today, cancelled_at=None)
    topics = queries.topics(actor.hromada_code, on=today)
    return [
        {
            "pk": one.pk, "at": one.happened_at, "topic": str(topics.get(one.topic, one.topic)),
            "channel": one.get_channel_display(),
        }
        for one in ours.order_by("-happened_at", "-pk")[:5]
    ]  # fmt: skip
