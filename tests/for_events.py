"""Makers for events: hosts, events open for registration, delegations, an event that was held; by services only.

Bind the hromada and its programme first (`bound`), as one press would.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from tests import factories as make
from tests import for_questionnaires
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.accounts.queries import actor_of
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import KYIV, now
from vikno.events import services
from vikno.events.enums import EventKind, HostKind, Outcome, PoolKind, Post
from vikno.events.models import (
    Certificate,
    Delegation,
    Event,
    Host,
    Participant,
    Promise,
    SeatPool,
    Session,
    SurveyInvite,
)
from vikno.events.statuses import WAR
from vikno.network.enums import Cause, PointState
from vikno.network.models import PointStatus
from vikno.questionnaires.engine import Document
from vikno.questionnaires.tests.samples import asked, document, section, yes_no

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
numbers = count(1)
OTHERS = [f"UA05020010000{n:06d}" for n in range(100_000, 100_080)]


@contextmanager
def bound(of: str = make.OWN, programme: str = make.OWN) -> Iterator[None]:
    """A hromada and a programme, until the end of the block."""
    before = tenancy.bound(), tenancy.bound_programme()
    tenancy.bind(of)
    tenancy.bind_programme(make.programme_organisation(programme).pk)
    yield
    tenancy.bind(before[0])
    tenancy.bind_programme(before[1])


def actor(role: str, *, of: str = make.OWN) -> Actor:
    """Somebody in a role, the same one each time."""
    held = Membership.objects.filter(role=role, user__full_name=f"Діє {role} {of}").first()
    return actor_of(held or make.membership(role, of=of, person=make.user(f"Діє {role} {of}")))


def host(*, of: str = make.OWN, **facts: Any) -> Host:
    make.hromada(of)
    said: dict[str, Any] = {
        "unit_code": of, "title": "ЦНАП Лугової громади", "kind": HostKind.MODEL, "learn": "Зонування залу.",
        "capacity": 30, "rest_days": 0,
    }  # fmt: skip
    return services.add_host(
        facts=services.HostFacts(**{**said, **facts}), actor=actor(Role.PROGRAMME, of=of), at=now()
    )


def draft(*, of: str = make.OWN, **facts: Any) -> Event:
    make.hromada(of)
    begins = (now() + 20 * DAY).replace(second=0, microsecond=0)  # as people type it
    said: dict[str, Any] = {
        "number": f"v-{next(numbers)}", "kind": EventKind.STUDY_VISIT, "title": "Візит до зразкового ЦНАП",
        "begins_at": begins, "ends_at": begins + 6 * HOUR, "closes_at": begins - 2 * DAY, "capacity": 12,
        "online_url": "https://zoom.example/secret",
    }  # fmt: skip
    return services.draft_event(
        facts=services.EventFacts(**{**said, **facts}), actor=actor(Role.PROGRAMME, of=of), at=now()
    )


def pool(
    on: Event, kind: PoolKind = PoolKind.OPEN, *, seats: int = 10, codes: Sequence[str] = (), of: str = make.OWN
) -> SeatPool:
    boss = actor(Role.PROGRAMME, of=of)
    return services.add_pool(event=on, kind=kind, capacity=seats, codes=codes, basis="Список", actor=boss, at=now())


def status_pool(*, of: str = make.OWN) -> SeatPool:
    """Seats of a draft for hromadas with a destroyed point."""
    ruined(of)
    boss, on = actor(Role.PROGRAMME, of=of), draft(of=of)
    return services.add_pool(
        event=on, kind=PoolKind.RESERVE, capacity=5, codes=[], basis="", status=WAR, actor=boss, at=now()
    )


def ruined(of: str = make.OWN) -> PointStatus:
    """A point of a hromada that stands no more."""
    make.hromada(of)
    point = make.point(f"Точка {next(numbers)}", of=of)
    PointStatus.objects.filter(point=point).delete()
    return PointStatus.objects.create(
        point=point, state=PointState.DESTROYED, cause=Cause.HOSTILITIES, starts_at=now() - 40 * DAY, reason="Влучання",
        recorded_at=now(),
    )  # fmt: skip


def session(*, of: str = make.OWN, on: Event | None = None, **told: Any) -> Session:
    where = on or draft(of=of)
    said: dict[str, Any] = {
        "title": "Як працює вікно", "begins_at": where.begins_at, "ends_at": where.begins_at + HOUR, "room": "Зала 1",
        "speakers": [("Вигадана Оксана", "керівниця ЦНАП", of)],
    }  # fmt: skip
    facts = services.SessionFacts(**{**said, **told})
    return services.add_session(event=where, facts=facts, actor=actor(Role.PROGRAMME, of=of), at=now())


def event(*, of: str = make.OWN, seats: int = 10, **facts: Any) -> Event:
    """Open for registration, with a pool for everybody and one session."""
    made = draft(of=of, **facts)
    pool(made, seats=seats, of=of)
    session(of=of, on=made)
    return services.open_event(event=made, actor=actor(Role.PROGRAMME, of=of), at=now())


def asking(*, of: str = make.OWN, seats: int = 10, **facts: Any) -> Event:
    """Open for registration, with questions of its own: lodging, nights of who needs it, a row for each guest."""
    make.hromada(of)
    return event(of=of, seats=seats, questionnaire=for_questionnaires.published(of, made=lodging()), **facts)


def lodging() -> Document:
    return document(
        yes_no("lodging", required=True),
        asked("nights", "integer", relevant="${lodging} = 'yes'", constraint=". > 0 and . < 8", required=True),
        section("guests", asked("meal", personal=True), kind="repeat"),
    )


ANSWERS = {("lodging", 0): "yes", ("nights", 0): "2", ("meal", 1): "без риби"}


def people(n: int, **facts: Any) -> list[services.PersonFacts]:
    return [services.PersonFacts(**{"name": f"Людина {i}", "post": Post.OFFICER, **facts}) for i in range(n)]


def register(
    on: Event, size: int = 1, *, of: str = make.OWN, kind: PoolKind = PoolKind.OPEN, at: datetime | None = None,
    contact: str = "0 800", answers: Mapping[Any, Any] | None = None, language: str = "uk",
    **facts: Any,
) -> Delegation:  # fmt: skip
    """By the head of a hromada, bound to it alone, as in life. `answers`: None for the usual ones."""
    make.hromada(of)
    where = on.pools.get(kind=kind)
    head = actor(Role.HEAD, of=of)
    usual = ANSWERS if on.questionnaire_id else {}
    with _alone(of):
        made = services.register_delegation(
            event=on, pool=where, people=people(size, **facts), contact=contact, actor=head, at=at or now(),
            answers=usual if answers is None else answers, language=language,
        )  # fmt: skip
        made.refresh_from_db()
    return made


@contextmanager
def _alone(of: str) -> Iterator[None]:
    """A hromada without any programme, as in life; what was bound comes back after a refusal too."""
    before = tenancy.bound(), tenancy.bound_programme()
    tenancy.bind(of)
    tenancy.bind_programme(None)
    try:
        yield
    finally:
        tenancy.bind(before[0])
        tenancy.bind_programme(before[1])


def answered(*, of: str = make.OWN, is_waiting: bool = False) -> Delegation:
    """Answers given; the seats are confirmed, or the delegation waits behind another one."""
    where = asking(of=of, seats=2)
    if is_waiting:
        first = OTHERS[-1] if of != OTHERS[-1] else OTHERS[-2]
        register(where, 2, of=first)
    return register(where, 2, of=of)


def asking_one(*, of: str = make.OWN) -> Event:
    """The same event each time: answers to it pile up."""
    number = f"asks-{of.lower()}"
    return Event.objects.filter(number=number).first() or asking(of=of, seats=10, number=number)


def answered_there(*, of: str = make.OWN) -> Delegation:
    """One more hromada answers at that event."""
    where = asking_one(of=of)
    return register(where, of=OTHERS[20 + where.delegations.count()])


def delegation(*, of: str = make.OWN, size: int = 1) -> Delegation:
    """Confirmed, at another event each time."""
    return register(event(of=of), size, of=of)


def attendee(*, of: str = make.OWN) -> Participant:
    """Somebody whose delegation is confirmed and who goes to the one session of the event."""
    person = delegation(of=of).people.get()
    sessions = list(person.delegation.event.sessions.values_list("pk", flat=True))
    services.choose_sessions(person=person, sessions=sessions, actor=actor(Role.HEAD, of=of), at=now())
    return person


def seat(*, of: str = make.OWN) -> Participant:
    """Somebody of a delegation of two who has a link of their own."""
    return delegation(of=of, size=2).people.order_by("pk")[0]


def scans(of_delegations: Sequence[Delegation], at: datetime, device: str = "a") -> list[services.ScanFacts]:
    return [
        services.ScanFacts(scan_id=uuid4(), code=person.code, at=at, device=device)
        for one in of_delegations
        for person in one.people.all()
    ]


def held(*, of: str = make.OWN, size: int = 2) -> Delegation:
    """A delegation whose event was held: everybody came, certificates are given."""
    made, boss = delegation(of=of, size=size), actor(Role.PROGRAMME, of=of)
    end = made.event.ends_at + HOUR
    services.check_in(event=made.event, scans=scans([made], end - 2 * HOUR), actor=boss, at=end)
    services.close_attendance(event=made.event, actor=boss, at=end)
    services.issue_certificates(event=made.event, actor=boss, at=end)
    made.refresh_from_db()
    made.event.refresh_from_db()
    return made


def received(*, of: str = make.OWN) -> Event:
    """A visit that was held at the hromada's own centre; its host has told of it."""
    made = register(event(of=of, host=host(of=of)), of=of)
    boss, end = actor(Role.PROGRAMME, of=of), made.event.ends_at + HOUR
    services.check_in(event=made.event, scans=scans([made], end - 2 * HOUR), actor=boss, at=end)
    services.close_attendance(event=made.event, actor=boss, at=end)
    head = actor(Role.HEAD, of=of)
    return services.write_host_report(event=made.event, text="Показали зал і валізу.", actor=head, at=end)


def certificate(*, of: str = make.OWN) -> Certificate:
    return Certificate.objects.filter(event=held(of=of).event).order_by("pk")[0]


def invite(*, of: str = make.OWN) -> SurveyInvite:
    return SurveyInvite.objects.filter(event=held(of=of).event).order_by("pk")[0]


def promise(*, of: str = make.OWN) -> Promise:
    return services.make_promise(
        delegation=held(of=of), text="Зробимо дитячий куточок", months=3, item=None, actor=actor(Role.HEAD, of=of),
        at=now(),
    )  # fmt: skip


def kept_promise(*, of: str = make.OWN, outcome: Outcome = Outcome.APPLIED) -> Promise:
    """Asked about on its day and answered."""
    made = promise(of=of)
    day = datetime.combine(made.due_on, time(12), tzinfo=KYIV)
    return services.answer_promise(
        promise=made, outcome=outcome, words="Куточок є, діти малюють.", actor=actor(Role.HEAD, of=of), at=day
    )
