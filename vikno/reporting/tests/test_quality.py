"""Each check finds its planted row and nothing else; the page names it and leads to where it is mended."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from tests import factories as make
from tests import visitors
from vikno.accounts.enums import Role
from vikno.appointments.models import Booking
from vikno.cases.enums import Outcome, Step
from vikno.cases.models import Case, Decision, StatusChange
from vikno.common import tenancy
from vikno.common.clock import midnight, now, today
from vikno.continuity.models import Interruption
from vikno.network.models import AccessibilityMark, Equipment, Offering, OpeningPeriod, Point, Posting
from vikno.queue.models import Call, Ticket
from vikno.reporting import queries
from vikno.reporting.checks import CHECKS, Asked

pytestmark = pytest.mark.django_db
YESTERDAY = today() - dt.timedelta(days=1)


def whole_point(name: str = "Точка без вад") -> Point:
    """A point of which nothing has to be mended."""
    made = make.point(name, settlement=make.settlement())
    Equipment.objects.create(point=made, kind="scanner")
    AccessibilityMark.objects.create(point=made, item="ramp", mark="yes")
    make.posting(make.user(), made)
    make.offering(made, make.service())
    return made


def whole_case(point: Point) -> Case:
    made = make.case()
    Case.objects.filter(pk=made.pk).update(point=point, due_on=today())
    return made


def found(at: dt.datetime | None = None) -> dict[str, int]:
    """How many rows each check has, but for points that other makers leave bare."""
    asked = queries.asked_of(make.OWN, at=at or now())
    return {one.check.code: one.count for one in queries.found_in(asked)}


@pytest.fixture
def point() -> Point:
    tenancy.bind(make.OWN)
    return whole_point()


def ticket_of(point: Point, **facts: object) -> Ticket:
    made = visitors.ticket(point)
    Ticket.objects.filter(pk=made.pk).update(**facts)
    return made


def call_of(ticket: Ticket, *, hours: int, is_capped: bool) -> Call:
    began = now() - dt.timedelta(hours=hours)
    return Call.objects.create(
        hromada_id=make.OWN, point=ticket.point, ticket=ticket, counter=ticket.point.counters.get(),
        press=uuid.uuid4(), turn="order", queued_at=began, called_at=began, last_called_at=began, started_at=began,
        ended_at=began + dt.timedelta(hours=hours), outcome="finish", is_capped=is_capped,
    )  # fmt: skip


def test_what_is_whole_is_not_named(point: Point) -> None:
    whole_case(point)
    bare = {code: count for code, count in found().items() if count and not code.startswith("points_")}
    assert bare == {}
    assert [row.name for row in queries.rows_of(CHECKS["points_hours"], asked())] == []


def asked() -> Asked:
    return queries.asked_of(make.OWN, at=now())


def test_visits_consultations_and_bookings(point: Point) -> None:
    ticket_of(point, day=YESTERDAY)
    capped = call_of(ticket_of(point), hours=2, is_capped=True)
    long = call_of(ticket_of(point), hours=9, is_capped=False)
    silent = ticket_of(point, purpose="consult", state="done", closed_at=now())
    place, service = visitors.booking_point(make.service()), make.service()
    booking = visitors.booking(place, service)
    past = midnight(YESTERDAY) + dt.timedelta(hours=10)
    Booking.objects.filter(pk=booking.pk).update(starts_at=past, ends_at=past + dt.timedelta(minutes=20))
    wanted = {"visits_open": 1, "visits_capped": 1, "visits_long": 1, "consultations_silent": 1, "bookings_unmarked": 1}
    assert {code: found()[code] for code in wanted} == wanted
    keys = {code: [row.pk for row in queries.rows_of(CHECKS[code], asked())] for code in wanted}
    assert keys["visits_capped"] == [capped.pk]
    assert keys["visits_long"] == [long.pk]
    assert keys["consultations_silent"] == [silent.pk]


def test_order_of_dates_terms_and_who_decides(point: Point) -> None:
    early, late, endless, nobodys = (whole_case(point) for _each in range(4))
    Case.objects.filter(pk=early.pk).update(registered_at=now() + dt.timedelta(hours=1))
    for case, day in ((late, today() + dt.timedelta(days=1)), (endless, today())):
        Decision.objects.create(
            hromada_id=make.OWN, case=case, outcome=Outcome.GRANTED, decided_on=day, recorded_at=now()
        )
    StatusChange.objects.create(
        hromada_id=make.OWN, case=late, step=Step.ISSUED, state_after="issued", actor_name="Хтось",
        actor_role="officer", happened_at=now(), recorded_at=now(),
    )  # fmt: skip
    Case.objects.filter(pk=endless.pk).update(due_on=None)
    Case.objects.filter(pk=nobodys.pk).update(provider=None)
    rows = {code: list(queries.rows_of(CHECKS[code], asked())) for code in CHECKS}
    assert [row.case_id for row in rows["steps_before_case"]] == [early.pk]
    assert [row.case_id for row in rows["decided_after_given"]] == [late.pk]
    assert [row.case_id for row in rows["decided_without_term"]] == [endless.pk]
    assert [row.pk for row in rows["nobody_decides"]] == [nobodys.pk]


def test_points_and_interruptions(point: Point) -> None:
    spoilt = {
        "points_hours": lambda p: OpeningPeriod.objects.filter(point=p).delete(),
        "points_address": lambda p: Point.objects.filter(pk=p.pk).update(settlement=None),
        "points_equipment": lambda p: Equipment.objects.filter(point=p).delete(),
        "points_staff": lambda p: Posting.objects.filter(point=p).delete(),
        "points_services": lambda p: Offering.objects.filter(point=p).delete(),
        "points_accessibility": lambda p: AccessibilityMark.objects.filter(point=p).delete(),
        "points_questions": lambda p: Point.objects.filter(pk=p.pk).update(questions=["staff_zero"]),
    }
    for code, spoil in spoilt.items():
        assert found()[code] == 0
        place = whole_point(f"Точка {code}")
        spoil(place)
        assert [row.pk for row in queries.rows_of(CHECKS[code], asked())] == [place.pk], code
    visitors.interruption()
    assert found()["interruptions_open"] == 0
    lapsed = Interruption.objects.get()
    assert found(at=lapsed.lapses_at)["interruptions_open"] == 1


def test_closed_points_and_other_hromadas_are_not_asked_about(point: Point) -> None:
    closed = make.point("Закрита")
    closed.statuses.update(state="closed")
    tenancy.bind(make.FOREIGN)
    make.point("Чужа", of=make.FOREIGN)
    tenancy.bind(make.OWN)
    assert found()["points_equipment"] == 0


def test_the_head_goes_from_a_count_to_the_page_where_it_is_mended(point: Point, client: Client) -> None:
    bare = make.point("Точка без обладнання")
    client.force_login(make.membership(Role.HEAD).user)
    page = client.get("/reporting/quality/").content.decode()
    assert "Точки без обладнання" in page
    rows = client.get("/reporting/quality/points_equipment/").content.decode()
    assert f"/network/points/{bare.pk}/equipment/" in rows
    assert client.get("/reporting/quality/visits_open/").status_code == 200
    assert client.get("/reporting/quality/nothing/").status_code == 404


def test_every_line_leads_to_a_page(point: Point, django_assert_num_queries: Callable[..., object]) -> None:
    """As many queries as checks, whatever is found."""
    make.point("Гола")
    with django_assert_num_queries(len(CHECKS)):
        queries.found_in(asked())
