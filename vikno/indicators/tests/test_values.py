"""Each measure equals what its words say, counted from the records themselves; parts add up to the whole."""

import datetime as dt
import math
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from vikno.appointments.enums import BookingState
from vikno.appointments.models import Booking
from vikno.cases.enums import IntakeChannel, Outcome, Step
from vikno.cases.models import Case, Decision, StatusChange
from vikno.common import tenancy
from vikno.common.clock import KYIV, today
from vikno.consignments.enums import HolderKind, ItemState
from vikno.consignments.models import BagItem, Custody, Loss
from vikno.continuity.tests import world as worlds
from vikno.continuity.tests.world import AT, World
from vikno.feedback.models import Answer
from vikno.indicators import queries, services, shown
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.enums import Fact, Part, Shape
from vikno.indicators.errors import SpanWrong
from vikno.indicators.models import DayCount
from vikno.indicators.queries import Scope, Span
from vikno.indicators.tests.edits import Edits
from vikno.indicators.tests.slow import HOME, is_offline, slow
from vikno.payments.models import Bill, Entry
from vikno.queue.models import Consultation, Ticket

pytestmark = pytest.mark.django_db
OWN = Scope(hromada=HOME)
YEARS = queries.month_span(dt.date(2026, 1, 1), 36)
REMOTE, MOBILE = ("remote", "starosta"), ("mobile_suitcase", "mobile_bus")


@pytest.fixture
def quiet() -> World:
    tenancy.bind(HOME)
    return worlds.build()


@pytest.fixture
def world(quiet: World) -> World:
    edits = Edits(quiet, 77)
    for _edit in range(440):
        edits.once()
    for _each in range(30):  # whatever chance has left out
        edits.do_step()
        edits.do_answer()
    services.refresh(hromada_code=HOME, at=AT + dt.timedelta(days=9))
    return quiet


def share(chosen: int, among: int) -> float | None:
    return 100 * chosen / among if among else None


def given_days() -> list[int]:
    found = []
    for case in Case.objects.filter(hromada_id=HOME):
        steps = StatusChange.objects.filter(case=case, step__in=[Step.ISSUED, Step.POSTED])
        first = steps.order_by("happened_at", "pk").first()
        if first is not None:
            found.append((today(first.happened_at) - today(case.registered_at)).days)
    return sorted(found)


def days_on_the_way() -> list[int]:
    first: dict[int, Custody] = {}
    for held in Custody.objects.filter(hromada_id=HOME, holder_kind=HolderKind.PROVIDER).order_by("since", "pk"):
        first.setdefault(held.case_id, held)
    return sorted((today(one.since) - today(one.case.registered_at)).days for one in first.values())


def repeats() -> int:
    """Cases of whoever had come for the same within ninety days."""
    found, last = 0, dict[tuple[int, int], dt.datetime]()
    for case in Case.objects.filter(hromada_id=HOME).order_by("registered_at", "pk"):
        key = (case.applicant_id, case.service_id)
        found += key in last and today(case.registered_at) - today(last[key]) <= dt.timedelta(days=90)
        last[key] = case.registered_at
    return found


def rank(ordered: list[int], percent: int) -> int | None:
    return ordered[math.ceil(len(ordered) * percent / 100) - 1] if ordered else None


def expected() -> dict[str, Any]:
    """By measure, straight from the tables."""
    cases, decisions = Case.objects.filter(hromada_id=HOME), Decision.objects.filter(hromada_id=HOME)
    steps, tickets = StatusChange.objects.filter(hromada_id=HOME), Ticket.objects.filter(hromada_id=HOME)
    bookings, answers = Booking.objects.filter(hromada_id=HOME), list(Answer.objects.filter(hromada_id=HOME))
    talks = Consultation.objects.filter(hromada_id=HOME, cancelled_at=None).count()
    timed = [one for one in decisions.select_related("case") if one.case.due_on is not None]
    in_time = sum(one.decided_on <= one.case.due_on for one in timed if one.case.due_on)
    adverse = decisions.exclude(outcome=Outcome.GRANTED).count()
    cases_by_desk = {(one.point_id, today(one.registered_at), one.registrar_id or one.officer_id) for one in cases}
    in_bags = BagItem.objects.filter(hromada_id=HOME, bag__received_at__isnull=False)
    live = Bill.objects.filter(hromada_id=HOME, cancellation=None)
    minutes = Counter[str]()
    for (_point, _day, fact, *_parts, what), n in slow(AT + dt.timedelta(days=9)).items():
        minutes[fact] += n if what == "total" else 0
    settled = bookings.filter(state__in=[BookingState.ATTENDED, BookingState.NO_SHOW]).count()
    return {
        "requested": cases.count(),
        "given": len(given_days()),
        "remote_share": share(cases.filter(point__kind__in=REMOTE).count(), cases.count()),
        "mobile_share": share(cases.filter(point__kind__in=MOBILE).count(), cases.count()),
        "days_to_result": rank(given_days(), 50),
        "in_time": share(in_time, len(timed)),
        "refused": share(adverse, decisions.count()),
        "halted": share(steps.filter(step=Step.WITHOUT_MOTION).count(), cases.count()),
        "withdrawn": share(steps.filter(step=Step.WITHDRAWN).count(), cases.count()),
        "repeated": share(repeats(), cases.count()),
        "home_visits": cases.filter(intake_channel=IntakeChannel.HOME_VISIT).count(),
        "load": cases.count() / len(cases_by_desk),
        "days_to_provider": rank(days_on_the_way(), 50),
        "differences": share(in_bags.exclude(state__in=[ItemState.PRESENT]).count(), in_bags.count()),
        "lost_papers": Loss.objects.filter(hromada_id=HOME).count(),
        "fees": float(sum(one.amount for one in Entry.objects.filter(hromada_id=HOME))),
        "forgiven": float(sum(one.full_amount - one.amount for one in live)),
        "preferred": tickets.exclude(priority=None).count(),
        "offline_share": share(sum(map(is_offline, tickets)), tickets.count()),
        "visitors": tickets.count(),
        "abandoned": share(tickets.filter(state__in=["abandoned", "no_show"]).count(), tickets.count()),
        "consultations": talks,
        "consultation_share": share(talks, talks + cases.count()),
        "missed_bookings": share(bookings.filter(state=BookingState.NO_SHOW).count(), settled),
        "cancelled_by_centre": share(bookings.filter(state="by_centre").count(), bookings.count()),
        "satisfaction": sum(one.score for one in answers) / len(answers) if answers else None,
        "remarks": sum(len(one.tags) for one in answers),
        "hours_kept": share(minutes["kept"], minutes["planned"]),
        "hours_lost": minutes["shut"] / 60,
    }


def each_measure_is_what_its_words_say() -> None:
    found, wanted = queries.values(OWN, YEARS), expected()
    assert set(found) == set(INDICATORS)
    assert {code: found[code].amount for code in wanted} == pytest.approx(wanted)
    assert found["in_time"].missing == Decision.objects.filter(case__due_on=None).count()
    assert found["days_to_result"].ninetieth == rank(given_days(), 90)


def one_measure_is_the_same_as_among_all() -> None:
    found = queries.values(OWN, YEARS)
    assert {code: queries.value(one, OWN, YEARS) for code, one in INDICATORS.items()} == found


def parts_add_up_to_the_whole() -> None:
    for one, part in [(each, part) for each in INDICATORS.values() for part in each.parts]:
        whole = queries.value(one, OWN, YEARS)
        found = queries.lines(one, OWN, YEARS, part)
        if one.shape in (Shape.COUNT, Shape.HOURS, Shape.MONEY):
            assert sum(line.value.amount or 0 for line in found) == pytest.approx(whole.amount)
        assert sum(line.value.n for line in found) == whole.n
        assert sum(line.value.missing for line in found) == whole.missing
        labels = queries.labels_of(part, [line.key for line in found], fact=one.fact, hromada=HOME)
        assert {line.key for line in found} <= set(labels), "every part has its words"


def records_behind_are_as_many_as_a_value_says() -> None:
    parts = (None, Part.POINT, Part.GROUP, Part.SERVICE)
    codes = (
        "requested", "given", "in_time", "refused", "days_to_result", "repeated", "home_visits", "days_to_provider",
    )  # fmt: skip
    for one, part in ((INDICATORS[code], part) for code in codes for part in parts):
        keys = [""] if part is None else [line.key for line in queries.lines(one, OWN, YEARS, part)]
        for key in keys:
            found = queries.cases_behind(one, OWN, YEARS, part=part, key=key)
            assert found is not None
            value = queries.value(one, OWN, YEARS)
            if part is not None:
                value = next(line.value for line in queries.lines(one, OWN, YEARS, part) if line.key == key)
            is_of_others = one.among and one.fact not in one.among
            wanted = round(value.n * (value.amount or 0) / 100) if is_of_others else value.n + value.missing
            assert found.count() == wanted, (one.code, part)


def a_month_of_the_country_is_the_sum_of_its_hromadas() -> None:
    country = Scope()
    for code, one in INDICATORS.items():
        assert queries.value(one, country, YEARS) == queries.value(one, OWN, YEARS), code
        (line,) = queries.lines(one, country, YEARS, Part.HROMADA)
        assert line.value == queries.value(one, OWN, YEARS)
    with pytest.raises(SpanWrong):
        queries.values(country, Span(since=dt.date(2026, 10, 2), until=dt.date(2026, 11, 30)))


def all_measures_cost_one_query() -> None:
    with CaptureQueriesContext(connection) as asked:
        queries.values(OWN, YEARS)
    assert len(asked) == 1


def test_what_was_counted_is_so_from_every_side(world: World, subtests: pytest.Subtests) -> None:
    """One world of many edits, read in each way that a screen, a report and a program read it."""
    assert set(DayCount.objects.values_list("fact", flat=True)) == set(Fact.__members__.values())
    for check in (
        each_measure_is_what_its_words_say, one_measure_is_the_same_as_among_all, parts_add_up_to_the_whole,
        records_behind_are_as_many_as_a_value_says, a_month_of_the_country_is_the_sum_of_its_hromadas,
        all_measures_cost_one_query,
    ):  # fmt: skip
        with subtests.test(check.__name__):
            check()


def test_periods_and_what_was_before() -> None:
    day = dt.date(2026, 11, 22)
    assert str(queries.span_of("quarter", on=day)) == "IV квартал 2026 року"
    assert queries.span_of("last_quarter", on=day) == queries.month_span(dt.date(2026, 7, 1), 3)
    assert queries.earlier(queries.span_of("year", on=day)) == queries.month_span(dt.date(2025, 1, 1), 12)
    february = queries.month_span(dt.date(2028, 2, 1))
    assert (february.until, queries.year_before(february).until) == (dt.date(2028, 2, 29), dt.date(2027, 2, 28))
    week = Span(since=dt.date(2026, 11, 16), until=dt.date(2026, 11, 22))
    assert queries.earlier(week).until == dt.date(2026, 11, 15)
    assert queries.year_before(week).since.isoweekday() == week.since.isoweekday()
    with pytest.raises(SpanWrong):
        Span(since=day, until=day - dt.timedelta(days=1))


def test_a_month_without_records_is_shown_as_one(quiet: World) -> None:
    for month in (7, 10):
        case = make.case()
        Case.objects.filter(pk=case.pk).update(registered_at=dt.datetime(2026, month, 9, 9, tzinfo=KYIV))
    services.refresh(hromada_code=HOME, at=AT)
    found = queries.lines(INDICATORS["requested"], OWN, queries.month_span(dt.date(2026, 6, 1), 5), Part.MONTH)
    assert [(line.key, line.value.amount) for line in found][:3] == [
        ("2026-07-01", 1), ("2026-08-01", 0), ("2026-09-01", 0)
    ]  # fmt: skip


def test_values_in_words() -> None:
    value = queries.Value(amount=1254.0, n=1254)
    assert shown.amount(INDICATORS["requested"], value) == "1\xa0254"
    share_of = queries.Value(amount=95.04, n=1200, missing=3)
    assert shown.amount(INDICATORS["in_time"], share_of) == "95,0"
    assert shown.of_what(INDICATORS["in_time"], share_of) == "1200 записів, невідомо про 3 (1 %)"
    assert shown.amount(INDICATORS["in_time"], queries.Value(amount=None, n=0)) == "—"
    assert shown.change(INDICATORS["requested"], value, queries.Value(amount=1000, n=1000)) == "+25 %"
    assert shown.change(INDICATORS["in_time"], share_of, queries.Value(amount=97, n=9)) == "−2,0"
    assert shown.change(INDICATORS["requested"], value, queries.Value(amount=0, n=0)) == ""


def test_small_groups_are_not_shown_to_strangers() -> None:
    found = [queries.Line(key=str(n), value=queries.Value(amount=n, n=n)) for n in (1, 4, 5, 9)]
    kept, left_out = shown.without_small(INDICATORS["requested"], found)
    assert ([line.key for line in kept], left_out) == (["5", "9"], 2)


def test_days_are_those_of_kyiv(quiet: World) -> None:
    """A case at a quarter to one at night is of that day, though it is still yesterday in Greenwich."""
    case = make.case()
    night = dt.datetime(2026, 10, 2, 0, 45, tzinfo=KYIV)
    Case.objects.filter(pk=case.pk).update(registered_at=night)
    services.refresh(hromada_code=HOME, at=AT)
    second = Span(since=night.date(), until=night.date())
    assert queries.value(INDICATORS["requested"], OWN, second).amount == 1
