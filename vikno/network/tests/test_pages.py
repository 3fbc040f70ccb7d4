"""Staff pages: the list, one point, and every form on it; own hromada only, errors keep what was typed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common import tenancy
from vikno.network.enums import AccessibilityItem, Mark, OfferingMode, PointState, TimetableState
from vikno.network.models import Authorisation, HoursException, Offering, Point, Posting
from vikno.network.tests import world
from vikno.network.tests.rules import gazetteers as g

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codifier")]
SignIn = Callable[[Membership], Client]
SIDES = ("point", "status", "hours", "offerings", "equipment", "accessibility", "people", "details")


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(world.AT, tick=False):
        yield


@pytest.fixture
def head(sign_in: SignIn) -> Client:
    tenancy.bind(g.KALYNA)
    return sign_in(make.membership(Role.HEAD, of=g.KALYNA))


@pytest.fixture
def point() -> Point:
    return world.point(phones=["+380950000001"], address_text="Садова, 5, с. Мак")


def url(name: str, *args: Any) -> str:
    return reverse(f"network:{name}", args=args)


def text(response: Any) -> str:
    return str(response.content.decode())


# The list


def test_the_list_shows_ones_own_network_only(head: Client, point: Point) -> None:
    world.point("Чужа точка", hromada=g.VERBA, settlement=g.VERBIVKA)
    page = text(head.get(url("points")))
    assert point.name in page
    assert "с. Мак" in page
    assert "Чужа точка" not in page


def test_the_list_is_filtered_and_says_when_nothing_fits(head: Client, point: Point) -> None:
    world.point("Зачинена", state=PointState.CLOSED)
    page = text(head.get(url("points"), {"state": "closed"}))
    assert "Зачинена" in page
    assert point.name not in page
    assert "Таких точок немає" in text(head.get(url("points"), {"words": "нічого такого"}))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(head: Client, count: int, django_assert_num_queries: Any) -> None:
    for n in range(count):
        world.point(f"Точка {n}")
    head.get(url("points"))
    with django_assert_num_queries(14):  # the page, its rail and the pinned lists of the person
        head.get(url("points"))


def test_an_empty_network_says_what_to_do(head: Client) -> None:
    assert "Точок ще немає" in text(head.get(url("points")))


def test_the_steward_sees_the_country(sign_in: SignIn, point: Point) -> None:
    world.point("Інша громада", hromada=g.VERBA, settlement=g.VERBIVKA)
    page = text(sign_in(make.membership(Role.STEWARD)).get(url("points")))
    assert point.name in page
    assert "Інша громада" in page


# One point


@pytest.mark.parametrize("side", SIDES)
def test_every_side_opens_for_the_head(head: Client, point: Point, side: str) -> None:
    world.offer(point, world.service())
    response = head.get(url(side, point.pk))
    assert response.status_code == 200
    assert point.name in text(response)


@pytest.mark.parametrize("side", SIDES)
def test_a_foreign_point_answers_as_an_unknown_one(head: Client, side: str) -> None:
    foreign = world.point("Чужа", hromada=g.VERBA, settlement=g.VERBIVKA)
    assert head.get(url(side, foreign.pk)).status_code == 404
    assert head.get(url(side, 10**6)).status_code == 404


@pytest.mark.parametrize("side", SIDES[1:])
def test_an_officer_looks_and_does_not_change(sign_in: SignIn, point: Point, side: str) -> None:
    tenancy.bind(g.KALYNA)
    officer = sign_in(make.membership(Role.OFFICER, of=g.KALYNA))
    assert officer.get(url("point", point.pk)).status_code == 200
    assert "Змінити стан" not in text(officer.get(url("point", point.pk)))
    assert officer.get(url(side, point.pk)).status_code == 404
    assert officer.post(url(side, point.pk)).status_code == 404


def test_strangers_are_sent_to_sign_in(client: Client, point: Point) -> None:
    for side in SIDES:
        assert client.get(url(side, point.pk)).status_code == 302


def test_a_point_without_a_place_or_hours_says_so(head: Client) -> None:
    bare = world.point("Гола", settlement=None)
    page = text(head.get(url("point", bare.pk)))
    assert "населений пункт ще не визначено" in page
    assert "Години не вказано" in page


# State


STATUS = {
    "state": "closed", "cause": "power", "starts_on": "16.11.2026", "starts_time": "10:30", "reason": "Обрив лінії",
    "notice": "Приймаємо в основному офісі.", "mode": "normal",
}  # fmt: skip


def test_the_state_is_changed_and_shown(head: Client, point: Point) -> None:
    response = head.post(url("status", point.pk), STATUS, follow=True)
    assert point.statuses.get(ends_at=None).state == PointState.CLOSED
    assert "Приймаємо в основному офісі." in text(response)


def test_the_preview_changes_nothing(head: Client, point: Point) -> None:
    page = text(head.post(url("status", point.pk), {**STATUS, "preview": "1", "expected_until": "01.12.2026"}))
    assert "Так це побачать люди" in page
    assert "1 грудня 2026 року" in page
    assert point.statuses.count() == 1


def test_only_states_that_may_follow_are_offered(head: Client) -> None:
    ruined = world.point("Зруйнована", state=PointState.DESTROYED)
    page = text(head.get(url("status", ruined.pk)))
    assert 'value="mobile"' in page
    assert 'value="open"' not in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"notice": ""}, "Напишіть оголошення"),
        ({"state": "open"}, "Новий стан"),
        ({"starts_on": "1 січня"}, "Уведіть дату"),
        ({"starts_on": "01.01.2025"}, "Попередній стан почався"),
    ],
)
def test_errors_of_the_state_keep_what_was_typed(
    head: Client, point: Point, change: dict[str, str], words: str
) -> None:
    response = head.post(url("status", point.pk), {**STATUS, **change})
    assert response.status_code == 200
    assert words in text(response)
    assert "Обрив лінії" in text(response)
    assert point.statuses.count() == 1


# Hours


def test_hours_are_typed_a_line_a_day(head: Client, point: Point) -> None:
    given = {"reception_1": "08:00-12:00, 13:00-17:00", "reception_2": "8.30 - 17", "working_1": "17:00-18:00"}
    assert head.post(url("hours", point.pk), given).status_code == 302
    assert list(point.opening_periods.values_list("weekday", "kind", "opens")) == [
        (1, "reception", dt.time(8)), (1, "reception", dt.time(13)), (1, "working", dt.time(17)),
        (2, "reception", dt.time(8, 30)),
    ]  # fmt: skip
    page = text(head.get(url("hours", point.pk)))
    assert "08:00-12:00, 13:00-17:00" in page


@pytest.mark.parametrize("written", ["зранку", "17:00-8:00", "8:00", "25:00-26:00"])
def test_hours_that_are_not_understood_stay_in_the_field(head: Client, point: Point, written: str) -> None:
    response = head.post(url("hours", point.pk), {"reception_1": written, "reception_2": "08:00-09:30"})
    assert written in text(response)
    assert "Не зрозуміло" in text(response)
    assert not point.opening_periods.exists()


def test_overlapping_hours_are_refused_in_words(head: Client, point: Point) -> None:
    page = text(head.post(url("hours", point.pk), {"reception_1": "08:00-17:00", "working_1": "16:00-18:00"}))
    assert "проміжки часу накладаються" in page


def test_a_question_of_the_register_is_shown_with_a_suggestion(head: Client) -> None:
    written = "пн: 8:00-17:00; вт: 8:00-17:01; ср: 8:00-17:02"
    waiting = world.point(
        timetable_state=TimetableState.QUESTION, timetable_reason="dragged", timetable_note="17:00, 17:01",
        timetable_text=written,
    )  # fmt: skip
    page = text(head.get(url("hours", waiting.pk)))
    assert written in page
    assert "протягнуту клітинку" in page
    assert 'value="08:00-17:00"' in page
    assert "протягнуту клітинку" in text(head.get(url("questions")))


def test_exceptions_are_added_and_removed(head: Client, point: Point) -> None:
    head.post(url("exceptions", point.pk), {"on": "24.12.2026", "hours": "9-12", "reason": "Переддень свята"})
    assert HoursException.objects.get().closes == dt.time(12)
    assert "24 грудня 2026 року" in text(head.get(url("hours", point.pk)))
    head.post(url("exception_removal", point.pk, dt.date(2026, 12, 24)))
    assert not HoursException.objects.exists()


@pytest.mark.parametrize("change", [{"on": "01.01.2020"}, {"hours": "8-9, 10-11"}, {"reason": ""}])
def test_a_wrong_exception_keeps_what_was_typed(head: Client, point: Point, change: dict[str, str]) -> None:
    response = head.post(url("exceptions", point.pk), {"on": "24.12.2026", "hours": "", "reason": "Навчання", **change})
    assert response.status_code == 200
    assert "govuk-error-summary" in text(response)
    assert not HoursException.objects.exists()


def test_the_steward_reads_a_timetable_and_nothing_else(sign_in: SignIn) -> None:
    waiting = world.point(timetable_state=TimetableState.QUESTION, timetable_text="за домовленістю")
    steward = sign_in(make.membership(Role.STEWARD))
    assert steward.get(url("question", waiting.pk)).status_code == 200
    assert url("question", waiting.pk) in text(steward.get(url("questions")))
    assert steward.post(url("question", waiting.pk), {"reception_1": "8-17"}).status_code == 302
    assert waiting.opening_periods.count() == 1
    assert steward.get(url("question", waiting.pk)).status_code == 404
    assert steward.get(url("hours", waiting.pk)).status_code == 404


# The rest


def test_equipment_accessibility_and_details_are_saved(head: Client, point: Point) -> None:
    head.post(url("equipment", point.pk), {"count_scanner": "2", "works_scanner": "on", "count_printer": "1"})
    assert dict(point.equipment.values_list("kind", "works")) == {"scanner": True, "printer": False}
    marks = dict.fromkeys(text(head.get(url("accessibility", point.pk))).split('name="')[0:0], "unknown")

    marks = dict.fromkeys(AccessibilityItem.values, Mark.UNKNOWN) | {"ramp": Mark.YES}
    head.post(url("accessibility", point.pk), marks)
    assert point.accessibility.get(mark=Mark.YES).item == "ramp"
    given = {"name": "ВРМ Мак", "kind": "starosta", "phones": "+380950000002\n\n050", "lat": "49,1", "lon": "33.2"}
    response = head.post(url("details", point.pk), {**given, "floor_area": "20,5"})
    assert response.status_code == 302, text(response)
    point.refresh_from_db()
    assert (point.kind, point.phones, str(point.floor_area)) == ("starosta", ["+380950000002", "050"], "20.5")


def test_half_a_coordinate_is_refused(head: Client, point: Point) -> None:
    page = text(head.post(url("details", point.pk), {"name": "x", "kind": "main", "lat": "49.1"}))
    assert "Вкажіть і широту, і довготу" in page


def test_services_are_chosen_one_by_one_and_by_group(head: Client, point: Point) -> None:
    first, second = world.service("00001"), world.service("00002")
    head.post(url("offerings", point.pk), {f"service_{first.pk}": "intake"})
    assert Offering.objects.get().mode == OfferingMode.INTAKE
    head.post(url("offering_groups", point.pk), {"group": "social", "act": "offer"})
    assert set(Offering.objects.values_list("service", flat=True)) == {first.pk, second.pk}
    head.post(url("offering_groups", point.pk), {"group": "social", "act": "withdraw"})
    assert not Offering.objects.exists()


def test_people_are_posted_and_leave(head: Client, point: Point) -> None:
    tenancy.bind(g.KALYNA)
    officer = make.membership(Role.OFFICER, of=g.KALYNA, person=make.user("Гончар Ірина"))
    head.post(url("people", point.pk), {"user_id": officer.user_id, "valid_from": "16.11.2026"})
    assert "Гончар Ірина" in text(head.get(url("people", point.pk)))
    head.post(url("posting_end", Posting.objects.get().pk))
    assert Posting.objects.get().valid_to == world.TODAY


def test_a_decision_is_entered_shown_and_ended(head: Client) -> None:
    tenancy.bind(g.KALYNA)
    starosta = make.membership(Role.STAROSTA, of=g.KALYNA, person=make.user("Бондар Степан"))
    given = {
        "user_id": starosta.user_id, "decision_number": "12/3", "decided_on": "01.11.2026", "valid_from": "16.11.2026",
        "service_ids": [world.service().pk], "settlement_codes": [g.MAK],
    }  # fmt: skip
    assert head.get(url("authorisation_new")).status_code == 200
    assert head.post(url("authorisation_new"), given).status_code == 302
    page = text(head.get(url("authorisations")))
    assert "Бондар Степан" in page
    assert "12/3" in page
    head.post(url("authorisation_end", Authorisation.objects.get().pk))
    assert Authorisation.objects.get().valid_to == world.TODAY


def test_a_decision_without_services_is_refused(head: Client) -> None:
    page = text(head.post(url("authorisation_new"), {"decision_number": "7"}))
    assert "Позначте хоча б один варіант" in page
    assert not Authorisation.objects.exists()


def test_a_point_is_added(head: Client, point: Point) -> None:
    assert head.get(url("point_new")).status_code == 200
    given = {"kind": "remote", "name": "ВРМ Ставки", "settlement": g.STAVKY, "phones": "050"}
    assert head.post(url("point_new"), given).status_code == 302
    assert Point.objects.get(name="ВРМ Ставки").hromada_id == g.KALYNA
    foreign = head.post(url("point_new"), {**given, "settlement": g.VERBIVKA})
    assert foreign.status_code == 200


def test_foreign_postings_and_decisions_are_unknown(sign_in: SignIn, point: Point) -> None:
    tenancy.bind(g.KALYNA)
    officer = make.membership(Role.OFFICER, of=g.KALYNA)
    posting = Posting.objects.create(user=officer.user, point=point, valid_from=world.TODAY)
    decision = Authorisation.objects.create(
        user=officer.user, hromada_id=g.KALYNA, decision_number="1", decided_on=world.TODAY, valid_from=world.TODAY,
        recorded_at=world.AT,
    )  # fmt: skip
    tenancy.bind(g.VERBA)
    stranger = sign_in(make.membership(Role.HEAD, of=g.VERBA))
    assert stranger.post(url("posting_end", posting.pk)).status_code == 404
    assert stranger.post(url("authorisation_end", decision.pk)).status_code == 404
    assert stranger.post(url("posting_end", 10**6)).status_code == 404
