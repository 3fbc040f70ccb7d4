"""A year of the invented centre, day after day, through the same services that people use.

Every day has the same hours: the courier brings bags, people come, providers decide, bags leave. What would happen
after this moment has not happened yet, so cases stand in every state.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from vikno.accounts.models import Organisation
from vikno.applicants.models import Applicant
from vikno.applicants.rules import ApplicantFacts
from vikno.applicants.services import add_applicant
from vikno.cases import services as cases
from vikno.cases.enums import CaseState, Outcome, ResultChannel
from vikno.cases.models import Case
from vikno.cases.services import PaperLine
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.consignments import queries as papers
from vikno.consignments import services as bags
from vikno.consignments.enums import BagState, ItemState
from vikno.consignments.models import Bag
from vikno.consignments.rules import Finding, Place
from vikno.demo import carrying, duties, money, network, people, places, turns
from vikno.demo.network import Built
from vikno.demo.points import POINTS, DemoPoint
from vikno.demo.staff import Staffed
from vikno.network.models import Offering, Point
from vikno.notifications.enums import Channel

DAYS = 365
SHORTEST_DAYS = 60
_RETURN_WEEKDAYS = (2, 5)  # providers send results back twice a week
_IDENTITY = ("паспорт — ID-картка", "паспорт — книжечка", "посвідчення ветерана")
_WEIGHTS = {"social": 5, "residence": 7, "veterans": 4, "land": 3}


@dataclass
class Year:
    """The dice, the people and the places of one telling."""

    staffed: Staffed
    built: Built
    now: datetime
    dice: random.Random
    purse: money.Purse
    menus: dict[str, list[ServiceVersion]] = field(default_factory=dict)
    visitors: list[Applicant] = field(default_factory=list)
    due: dict[date, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    opened: int = 0

    def officer(self, key: str) -> Actor:
        """Somebody who works at the point."""
        found = [one.username for one in (*people.SIGN_INS, *people.OTHERS) if one.place == key]
        return self.staffed.actors[self.dice.choice([name for name in found if name != "head"] or found)]

    def provider(self, organisation_id: int) -> Actor:
        return next(
            actor for actor in self.staffed.actors.values() if actor.organisation_id == organisation_id
        )  # fmt: skip

    @property
    def courier(self) -> Actor:
        return self.staffed.actors["courier"]


def tell(*, year: Year, wanted: int, progress: Callable[[int, int], None]) -> None:
    """Live through the year; about `wanted` cases are opened."""
    year.menus = {one.key: _menu(year, one) for one in POINTS}
    days = min(DAYS, max(SHORTEST_DAYS, wanted))  # a small demo is a short one
    first = clock.today(year.now) - timedelta(days=days)
    visits = _visits(year, first=first, days=days, wanted=wanted)
    for number in range(days + 1):
        day = first + timedelta(days=number)
        with tenancy.working_for(places.HROMADA):
            for at, act in sorted(_hours_of(year, day, visits.get(day, [])), key=lambda hour: hour[0]):
                if at <= year.now:
                    act(at)
        progress(number, days)


def _menu(year: Year, one: DemoPoint) -> list[ServiceVersion]:
    """Versions the point gives and somebody of the demo decides, each as often as its group weighs."""
    known = {organisation.authority_code for organisation in year.staffed.organisations.values()} - {""}
    offered = Offering.objects.filter(point=year.built.points[one.key]).values("service")
    services = PublicService.objects.filter(pk__in=offered, group__code__in=_WEIGHTS).order_by("pk")
    if one.key == "remote-4":
        services = services.filter(group__code__in=("residence", "veterans")).order_by("code")[:9]
    today = clock.today(year.now)
    menu: list[ServiceVersion] = []
    for service in services.select_related("group"):
        version = service.versions.filter(status="published", valid_from__lte=today).order_by("-valid_from").first()
        if version and version.authority and version.authority.code in known | {"council", "registration_body"}:
            menu += [version] * _WEIGHTS[service.group.code]
    return menu


def _visits(year: Year, *, first: date, days: int, wanted: int) -> dict[date, list[tuple[datetime, str]]]:
    """Days of visits: more of them lately, only in hours of reception."""
    plan: dict[date, list[tuple[datetime, str]]] = defaultdict(list)
    shares = [one.share if year.menus[one.key] and one.hours else 0 for one in POINTS]
    while sum(map(len, plan.values())) < wanted:
        one = year.dice.choices(POINTS, shares)[0]
        day = first + timedelta(days=round(days * year.dice.random() ** 0.45))
        spans = [(opens, closes) for weekday, opens, closes in one.hours if weekday == day.isoweekday()]
        if not spans:
            continue
        if network.is_closed(one.key, days_ago=(clock.today(year.now) - day).days):
            continue
        opens, closes = (time.fromisoformat(part) for part in year.dice.choice(spans))
        minutes = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
        at = _at(day, opens) + timedelta(minutes=year.dice.randrange(max(1, minutes - 45)))
        plan[day].append((at, one.key))
    return plan


Act = Callable[[datetime], None]


def _hours_of(year: Year, day: date, visits: list[tuple[datetime, str]]) -> Iterator[tuple[datetime, Act]]:
    """What happens on a day, hour by hour."""
    for at, key in visits:
        yield at, lambda moment, key=key: _receive_person(year, key, moment)
    today = clock.today(year.now)
    yield _at(day, time(8, 30)), lambda at: duties.hand_over(day, today=today, actors=year.staffed.actors, at=at)
    if day.isoweekday() > 5:
        return
    working = [one.key for one in POINTS if any(day.isoweekday() == weekday for weekday, _, _ in one.hours)]
    if carrying.is_recent(day, now=year.now):
        yield _at(day, time(8, 5)), lambda at: _trip_begins(year, at)
        yield _at(day, time(17, 30)), lambda at: carrying.end_trip(courier=year.courier, at=at)
    if carrying.is_recent(day, now=year.now, days=3):
        yield _at(day, time(17, 40)), lambda at: _villages_sign(year, at)
    yield _at(day, time(8, 15)), lambda at: _courier_takes(year, at)
    yield _at(day, time(9, 30)), lambda at: _points_receive(year, working, at)
    yield _at(day, time(11, 0)), lambda at: _things_due(year, at)
    yield _at(day, time(14, 0)), lambda at: _main_sends(year, at)
    yield _at(day, time(14, 20)), lambda at: _courier_takes(year, at)
    yield _at(day, time(15, 30)), lambda at: _providers_receive(year, at)
    yield _at(day, time(15, 45)), lambda at: _villages_send(year, working, at)
    if day.isoweekday() in _RETURN_WEEKDAYS:
        yield _at(day, time(16, 30)), lambda at: _providers_return(year, at)


def _receive_person(year: Year, key: str, at: datetime) -> None:
    """Intake: a known person in three of ten visits, papers by the card, the опис is signed."""
    officer, dice = year.officer(key), year.dice
    version = dice.choice(year.menus[key])
    applicant = _visitor(year, key, officer, at)
    by_mail = bool(applicant.email) and dice.random() < 0.8
    opened = cases.open_case(
        actor=officer, at=at, point=year.built.points[key], service=version.service, applicant=applicant,
        papers=_papers(year, version), contact=applicant.email if by_mail else applicant.phone,
        notification_channel=Channel.EMAIL if by_mail else Channel.PHONE,
        result_channel=ResultChannel.SAME_POINT if dice.random() < 0.6 else ResultChannel.MAIN_OFFICE,
    )  # fmt: skip
    year.opened += 1
    if money.bill_for(year.purse, opened.case, officer=officer, at=at) is not None:
        year.due[_working_day(at, 1)].append(("pay", opened.case.pk))
    elif opened.case.is_immediate and opened.case.provider_id is None and dice.random() < 0.95:
        _give_at_once(opened.case, officer, at)
        return
    if dice.random() < 0.02:
        year.due[_working_day(at, 2)].append(("withdraw", opened.case.pk))
    elif opened.case.provider_id is None:
        year.due[_deciding_day(year, opened.case, at)].append(("decide", opened.case.pk))


def _give_at_once(case: Case, officer: Actor, at: datetime) -> None:
    """What the card says is given at once mostly is."""
    cases.decide_case(
        case=case, actor=officer, at=at, outcome=Outcome.GRANTED, decided_on=clock.today(at), point=case.point
    )
    cases.receive_result(case=case, actor=officer, at=at, point=case.point)
    cases.issue_result(case=case, actor=officer, at=at, point=case.point, identity_seen=_IDENTITY[0])


def _deciding_day(year: Year, case: Case, at: datetime) -> date:
    """A working day ahead, within the term; one of twelve is late by some days."""
    tomorrow = _working_day(at, 1)
    last = max(case.due_on or tomorrow + timedelta(days=14), tomorrow)
    if year.dice.random() < 0.08:
        return _working_day(clock.midnight(last), 1 + year.dice.randrange(8))
    ahead = [tomorrow + timedelta(days=step) for step in range((last - tomorrow).days + 1)]
    return year.dice.choice([day for day in ahead if day.isoweekday() <= 5])


def _visitor(year: Year, key: str, officer: Actor, at: datetime) -> Applicant:
    if year.visitors and year.dice.random() < 0.3 and key != "remote-4":
        return year.dice.choice(year.visitors)
    known = people.person(year.dice, len(year.visitors) + 1)
    home = next(one.place for one in POINTS if one.key == key)
    if key in ("main", "bus"):
        home = year.dice.choice(places.SETTLEMENTS)
    applicant = add_applicant(
        actor=officer, at=at, is_demo=True,
        facts=ApplicantFacts(
            family_name=known.family_name, given_name=known.given_name, patronymic=known.patronymic,
            rnokpp=known.rnokpp, born_on=known.born_on, phone=known.phone, email=known.email,
            identity_kind="id_card", identity_number=f"{year.dice.randrange(10**9):09d}",
            settlement_code=places.code(home), street_address=f"вул. Вигадана, {1 + year.dice.randrange(90)}",
        ),
    )  # fmt: skip
    year.visitors.append(applicant)
    return applicant


def _papers(year: Year, version: ServiceVersion) -> list[PaperLine]:
    required = list(version.requirements.order_by("order"))
    taken = [one for one in required if not one.condition or year.dice.random() < 0.3] or required[:1]
    return [
        PaperLine(
            name=one.name, evidence_form=one.evidence_form, sheets=1 + year.dice.randrange(3), requirement_id=one.pk
        )
        for one in taken
    ] or [PaperLine(name="Заява", evidence_form="original")]


def _trip_begins(year: Year, at: datetime) -> None:
    carrying.begin_trip(
        courier=year.courier, officer=year.officer("main"), points=year.built.points, at=at,
        bodies=year.staffed.organisations,
    )  # fmt: skip


def _villages_sign(year: Year, at: datetime) -> None:
    """Two villages sign their day; at one of them a case was not found at once."""
    for key, missing in (("remote-1", 0), ("remote-2", -1)):
        carrying.sign_day(
            point=year.built.points[key], officer=year.officer(key), is_one_missing=missing, at=at
        )  # fmt: skip


def _courier_takes(year: Year, at: datetime) -> None:
    waiting = Bag.objects.filter(hromada_id=places.HROMADA, state=BagState.SEALED)
    if carrying.is_recent(clock.today(at), now=year.now, days=carrying.FORGOTTEN_DAYS):
        waiting = waiting.exclude(origin_point=year.built.points[carrying.FORGOTTEN])
    for bag in waiting.order_by("pk"):
        bags.take_bag(bag=bag, actor=year.courier, at=at)


def _points_receive(year: Year, working: list[str], at: datetime) -> None:
    """Bags are opened where somebody works today; once in forty something is not as it should be."""
    for key in working:
        for bag in _on_the_way(destination_point=year.built.points[key]):
            _open_bag(year, bag, year.officer(key), at)


def _providers_receive(year: Year, at: datetime) -> None:
    for bag in _on_the_way(destination_provider__isnull=False):
        _open_bag(year, bag, year.provider(bag.destination_provider_id or 0), at)
        for item in bag.items.filter(state=ItemState.PRESENT, case__state=CaseState.ACCEPTED).order_by("pk"):
            decided_on = _deciding_day(year, item.case, at)
            half = (decided_on - clock.today(at)).days // 2
            year.due[_working_day(at, max(1, half * 5 // 7))].append(("study", item.case_id))
            year.due[decided_on].append(("decide", item.case_id))


def _on_the_way(**where: object) -> list[Bag]:
    return list(
        Bag.objects.filter(hromada_id=places.HROMADA, state=BagState.ON_THE_WAY, **where).order_by("pk")
    )  # fmt: skip


def _open_bag(year: Year, bag: Bag, actor: Actor, at: datetime) -> None:
    findings = []
    for item in papers.items_of(bag):
        damaged = year.dice.random() < 0.01
        findings.append(
            Finding(
                number=item.case.number, state=ItemState.DAMAGED if damaged else ItemState.PRESENT,
                note="намок край першого аркуша" if damaged else "",
            )
        )  # fmt: skip
    bags.receive_bag(bag=bag, findings=findings, receipt=bags.Receipt(seal_was_intact=True), actor=actor, at=at)
    if bag.origin_provider_id is not None:
        for item in bag.items.select_related("case").order_by("pk"):
            _plan_telling(year, item.case, at)


def _things_due(year: Year, at: datetime) -> None:
    for what, pk in year.due.pop(clock.today(at), []):
        case = Case.objects.select_related("version", "provider", "applicant").get(pk=pk, hromada_id=places.HROMADA)
        _DUE[what](year, case, at)


def _study(year: Year, case: Case, at: datetime) -> None:
    """The provider is in the middle of it: the first of its steps is done."""
    if case.state == CaseState.ACCEPTED and case.provider_id:
        duties.work_on(case, actor=year.provider(case.provider_id), at=at, most=1)


def _decide(year: Year, case: Case, at: datetime) -> None:
    """Most are granted; some do not go smoothly (see turns), and nobody is refused unheard."""
    if case.state not in (CaseState.REGISTERED, CaseState.ACCEPTED):
        return
    actor = _decider(year, case)
    turn = turns.instead_of_a_decision(year.dice, case, actor=actor, at=at)
    if turn is not None:
        year.due[_working_day(at, turn.days)].append((turn.what, case.pk))
        return
    _write_decision(year, case, at, outcome=Outcome.GRANTED)


def _decider(year: Year, case: Case) -> Actor:
    return year.provider(case.provider_id) if case.provider_id else year.officer("main")


def _hear(year: Year, case: Case, at: datetime) -> None:
    """What was said decides; some never answer."""
    if turns.hear(year.dice, case, officer=year.officer("main"), at=at):
        _write_decision(year, case, at, outcome=Outcome.REFUSED if year.dice.random() < 0.8 else Outcome.GRANTED)


def _go_on(year: Year, case: Case, at: datetime) -> None:
    """Mended or resumed, and decided some days later; what nobody mended is left without consideration."""
    now = turns.go_on(year.dice, case, actor=_decider(year, case), officer=year.officer("main"), at=at)
    if now == turns.LEFT:
        _write_decision(year, case, at, outcome=Outcome.LEFT_WITHOUT_CONSIDERATION)
    elif now == turns.RUNS:
        year.due[_working_day(at, 3 + year.dice.randrange(8))].append(("decide", case.pk))
    elif now == turns.WAITS:
        year.due[_working_day(at, 15)].append(("go on", case.pk))


def _write_decision(year: Year, case: Case, at: datetime, *, outcome: Outcome) -> None:
    actor = _decider(year, case)
    if case.provider_id and case.state == CaseState.ACCEPTED:
        duties.work_on(case, actor=actor, at=at - timedelta(minutes=30), most=9)
    cases.decide_case(
        case=case, actor=actor, at=at, outcome=outcome, decided_on=clock.today(at),
        number=f"{year.dice.randrange(1, 4000)}/{at:%y}", grounds=turns.GROUNDS[outcome],
    )  # fmt: skip
    if case.provider_id is None:
        cases.receive_result(case=case, actor=actor, at=at, point=case.point, shelf=f"А-{year.dice.randrange(1, 40)}")
        _plan_telling(year, case, at)


def _withdraw(year: Year, case: Case, at: datetime) -> None:
    if case.state == CaseState.REGISTERED:
        cases.withdraw_case(case=case, actor=year.officer("main"), at=at, reason="Заявник передумав")


def _pay(year: Year, case: Case, at: datetime) -> None:
    if case.state != CaseState.WITHDRAWN:
        money.pay(year.purse, case, officer=year.staffed.actors["head"], at=at)


def _plan_telling(year: Year, case: Case, at: datetime) -> None:
    case.refresh_from_db(fields=["state"])
    if case.state == CaseState.RESULT_RECEIVED:
        year.due[_working_day(at, 1)].append(("tell", case.pk))
    else:
        year.due[_working_day(at, 1 + year.dice.randrange(9))].append(("issue", case.pk))


def _tell(year: Year, case: Case, at: datetime) -> None:
    if case.state == CaseState.RESULT_RECEIVED:
        cases.notify_applicant(case=case, actor=year.officer("main"), at=at, proof="розмова телефоном")
        year.due[_working_day(at, 1 + year.dice.randrange(12))].append(("issue", case.pk))


def _issue(year: Year, case: Case, at: datetime) -> None:
    """One in eight comes much later; nobody is given papers that lie elsewhere."""
    holding = papers.where_is(case)
    here = next((key for key, point in year.built.points.items() if holding.place.id == point.pk), None)
    if case.state != CaseState.NOTIFIED or here is None or holding.place.kind != "point":
        return
    if year.dice.random() < 0.16:
        late, days = ("issue", 30) if year.dice.random() < 0.7 else ("forgotten", 44)
        year.due[_working_day(at, days)].append((late, case.pk))
        return
    cases.issue_result(
        case=case, actor=year.officer(here), at=at, point=year.built.points[here],
        identity_seen=year.dice.choice(_IDENTITY),
    )  # fmt: skip
    if year.dice.random() < 0.4:
        year.due[_working_day(at, 25)].append(("archive", case.pk))


def _forgotten(year: Year, case: Case, at: datetime) -> None:
    """Nobody came for two months: posted, kept, or still lying there."""
    turn = turns.forgotten(year.dice, case, officer=year.officer("main"), point=year.built.points["main"], at=at)
    if turn is not None:
        year.due[_working_day(at, turn.days)].append((turn.what, case.pk))


def _archive(year: Year, case: Case, at: datetime) -> None:
    turns.archive(year.dice, case, officer=year.officer("main"), at=at)


_DUE: dict[str, Callable[[Year, Case, datetime], None]] = {
    "study": _study, "decide": _decide, "hear": _hear, "go on": _go_on, "withdraw": _withdraw, "tell": _tell,
    "issue": _issue, "pay": _pay, "forgotten": _forgotten, "archive": _archive,
}  # fmt: skip


def _main_sends(year: Year, at: datetime) -> None:
    """Packets for providers leave the main office every working day (model regulation: not later than the next)."""
    officer, office = year.officer("main"), year.built.points["main"]
    for organisation in year.staffed.organisations.values():
        waiting = Case.objects.filter(hromada_id=places.HROMADA, state=CaseState.REGISTERED, provider=organisation)
        _send(officer, origin=office, destination=organisation, waiting=waiting, at=at)


def _villages_send(year: Year, working: list[str], at: datetime) -> None:
    """What was taken in at a point travels to the main office the same day it works."""
    for key in working:
        point = year.built.points[key]
        if key == "main":
            continue
        waiting = Case.objects.filter(
            hromada_id=places.HROMADA, state=CaseState.REGISTERED, point=point, provider__isnull=False
        )  # fmt: skip
        _send(
            year.officer(key), origin=point, destination=year.built.points["main"], waiting=waiting, at=at
        )  # fmt: skip


def _providers_return(year: Year, at: datetime) -> None:
    for organisation in year.staffed.organisations.values():
        decided = Case.objects.filter(hromada_id=places.HROMADA, state=CaseState.DECIDED, provider=organisation)
        if not decided.exists():
            continue
        actor = year.provider(organisation.pk)
        here = [case for case in decided.order_by("pk") if papers.where_is(case).place.kind == "provider"]
        free = [case for case in here if not case.bag_items.filter(state=ItemState.EXPECTED).exists()]
        if free:
            bag = bags.provider_return(cases_back=free, actor=actor, at=at)
            bags.seal_bag(bag=bag, seal=f"П{bag.pk:05d}", actor=actor, at=at)


def _send(
    officer: Actor, *, origin: Point, destination: Point | Organisation, waiting: QuerySet[Case], at: datetime
) -> None:
    """Bag, seal: everything of the list that lies here and is in no other bag."""
    packed = [
        case
        for case in waiting.order_by("pk")
        if papers.where_is(case).place == Place.point(origin.pk)
        and not case.bag_items.filter(state=ItemState.EXPECTED).exists()
    ]
    if not packed:
        return
    bag = bags.open_bag(actor=officer, at=at, origin=origin, destination=destination)
    for case in packed:
        bags.add_case_to_bag(bag=bag, case=case, actor=officer, at=at)
    bags.seal_bag(bag=bag, seal=f"{origin.pk % 100:02d}{bag.pk:05d}", actor=officer, at=at)


def _working_day(at: datetime, days: int) -> date:
    """The day that many working days ahead."""
    day = clock.today(at)
    while days > 0:
        day += timedelta(days=1)
        days -= day.isoweekday() <= 5
    return day


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, clock.KYIV)
