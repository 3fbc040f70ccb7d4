"""The calendar of talks: nobody in two at once, nobody in a conflict, a hromada that sees its hour and no name."""

import datetime as dt

import icalendar
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests import for_selection as choose
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common import tenancy
from vikno.common.clock import KYIV, now
from vikno.notifications.models import Message
from vikno.selection import rules, services
from vikno.selection.errors import (
    BusyThen,
    ExpertInConflict,
    HoursWrong,
    NoSuchRow,
    PanelMissing,
    PlaceMissing,
    ReasonMissing,
    TalkOver,
)
from vikno.selection.models import TalkPlan, TalkSeat
from vikno.selection.rules import TalkHours

pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
SOON = now() + 7 * DAY
NAMES = ("Експерт0", "Таємний0", "Експерт1", "Таємний1")


def expert_page(made: choose.Selection, place: int) -> str:
    client = signed_in(Membership.objects.get(pk=made.experts[place].membership_id))
    return client.get("/selection/mine/").content.decode()


def hromada(code: str) -> Client:
    return signed_in(make.membership(Role.HEAD, of=code))


def letters_of(code: str) -> list[Message]:
    before = tenancy.bound()
    tenancy.bind(code)
    found = list(Message.objects.filter(hromada_code=code, subject__contains="розмов").order_by("pk"))
    tenancy.bind(before)
    return found


@pytest.mark.parametrize(
    ("begins", "ends", "is_clash"), [(1, 2, False), (2, 3, True), (0, 5, True), (3, 4, True), (4, 5, False)]
)
def test_hours_that_touch_are_no_clash(begins: int, ends: int, *, is_clash: bool) -> None:
    span = TalkHours(SOON + 2 * HOUR, SOON + 4 * HOUR)
    assert rules.clashes(span, [TalkHours(SOON + begins * HOUR, SOON + ends * HOUR)]) is is_clash


def test_the_hromada_sees_its_hour_has_a_letter_and_a_file_and_reads_no_name() -> None:
    made = choose.given(experts=2)
    plan = choose.talk(made, link="https://talk.example/room")
    code, said = made.proposals[0].hromada_id, f"{plan.starts_at.astimezone(KYIV):%d.%m.%Y %H:%M}"
    letter = letters_of(code)[0]
    assert said in letter.body
    assert "Київ, зал 2" in letter.body
    head = hromada(code)
    page = head.get(reverse("programmes:our_proposal", args=[made.proposals[0].pk])).content.decode()
    assert said in page
    answer = head.get(f"/selection/talks/{plan.pk}/calendar.ics")
    event = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert (event.decoded("dtstart"), int(event["sequence"])) == (plan.starts_at.replace(microsecond=0), 1)
    assert str(event["location"]) == "Київ, зал 2"
    for words in (letter.subject + letter.body, page, answer.content.decode()):
        assert not [name for name in NAMES if name in words]
    assert hromada(make.FOREIGN).get(f"/selection/talks/{plan.pk}/calendar.ics").status_code == 404


def test_nobody_is_in_two_talks_at_once() -> None:
    made = choose.given(experts=2)
    first, second = (one.pk for one in made.reviewers)
    choose.talk(made, at=SOON)
    with pytest.raises(BusyThen, match="Експерт0"):
        choose.talk(made, nth=1, at=SOON + HOUR / 2)
    choose.talk(made, nth=1, at=SOON + HOUR / 2, panel=[second])
    moved = choose.talk(made, nth=1, at=SOON + HOUR, panel=[first, second])
    assert (moved.edition, moved.seats.count()) == (2, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        TalkSeat.objects.filter(plan=moved).update(starts_at=SOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        TalkPlan.objects.filter(pk=moved.pk).update(hromada=made.proposals[0].hromada, starts_at=SOON)


def test_an_expert_in_a_conflict_comes_to_no_talk_and_sees_none() -> None:
    made = choose.given(experts=3)
    choose.talk(made, panel=[one.pk for one in made.reviewers])
    number, own = made.proposals[0].number, made.proposals[0].hromada_id
    assert "Мої розмови" in expert_page(made, 0)
    choose.works_for(made)
    services.declare_ties(number=made.call.number, hromadas=[own], words="сестра", actor=made.experts[0], at=now())
    assert TalkSeat.objects.filter(plan__proposal=made.proposals[0]).count() == 2
    assert "Мої розмови" not in expert_page(made, 0)
    assert number in expert_page(made, 1)
    choose.works_for(made)
    with pytest.raises(ExpertInConflict, match="Експерт0"):
        choose.talk(made)
    plan = TalkPlan.objects.get()
    one = made.reviewers[0]
    with pytest.raises(IntegrityError, match="conflict of interest"), transaction.atomic():
        TalkSeat.objects.create(
            plan=plan, reviewer=one, user_id=one.user_id, starts_at=plan.starts_at, ends_at=plan.ends_at
        )


def test_a_recusal_gives_the_seat_back() -> None:
    made = choose.given(experts=3, needed=2)
    held = choose.held(made)[0]
    place = [one.pk for one in made.reviewers].index(held.reviewer_id)
    choose.talk(made, panel=[held.reviewer_id])
    services.recuse(assignment=held, reason="сусід", actor=made.experts[place], at=now())
    assert not TalkSeat.objects.exists()


def test_a_cancelled_talk_says_why_and_frees_everybody() -> None:
    made = choose.given(experts=2)
    plan = choose.talk(made, at=SOON)
    with pytest.raises(ReasonMissing):
        services.cancel_talk(plan=plan, reason=" ", actor=made.lead, at=now())
    services.cancel_talk(plan=plan, reason="Тривога", actor=made.lead, at=now())
    assert "Тривога" in letters_of(made.proposals[0].hromada_id)[1].body
    choose.talk(made, nth=1, at=SOON)
    body = hromada(made.proposals[0].hromada_id).get(f"/selection/talks/{plan.pk}/calendar.ics").content
    assert b"METHOD:CANCEL" in body
    assert b"SEQUENCE:2" in body


def test_what_is_no_talk_is_refused() -> None:
    made = choose.given(experts=2)
    for refusal, facts in (
        (HoursWrong, {"at": now() - HOUR}), (HoursWrong, {"ends_at": SOON}), (PlaceMissing, {"place": " "}),
        (PanelMissing, {"panel": []}), (PanelMissing, {"panel": [0]}),
    ):  # fmt: skip
        with pytest.raises(refusal):
            choose.talk(made, **{"at": SOON, **facts})
    silent = services.add_reviewer(
        review=made.review, membership=make.membership(Role.EXPERT, organisation=made.call.organisation), track=None,
        most=5, actor=made.lead, at=now(),
    )  # fmt: skip
    with pytest.raises(PanelMissing, match="заявили про зв'язки"):
        choose.talk(made, at=SOON, panel=[silent.pk])
    plan = choose.talk(made, at=SOON)
    with pytest.raises(TalkOver):
        services.cancel_talk(plan=plan, reason="Пізно", actor=made.lead, at=SOON + HOUR / 2)
    with pytest.raises(NoSuchRow):
        services.cancel_talk(plan=TalkPlan(pk=0, proposal=made.proposals[0]), reason="Немає", actor=made.lead, at=now())


def test_the_programme_plans_on_its_pages() -> None:
    made = choose.given(experts=2)
    lead = signed_in(Membership.objects.get(pk=made.lead.membership_id))
    number = made.proposals[0].number
    said = {
        "kind": "visit", "starts_at": f"{SOON.astimezone(KYIV):%d.%m.%Y} 10:00", "minutes": "45", "place": "Ратуша",
        "panel": [str(made.reviewers[0].pk)],
    }  # fmt: skip
    assert "Потрібне місце" in lead.get(f"/selection/proposals/{number}/talk/hour/").content.decode()
    listed = lead.post(f"/selection/proposals/{number}/talk/hour/", said, follow=True).content.decode()
    assert "Розмову заплановано" in listed
    assert "10:00–10:45" in listed
    assert "Таємний0" in listed
    busy = said | {"panel": [str(made.reviewers[0].pk)]}
    page = lead.post(f"/selection/proposals/{made.proposals[1].number}/talk/hour/", busy).content.decode()
    assert "У цей час уже є інша розмова" in page
    choose.works_for(made)
    plan = TalkPlan.objects.get()
    told = lead.post(f"/selection/talks/{plan.pk}/cancellation/", {"reason": "Тривога"}, follow=True).content.decode()
    assert "Розмов ще не заплановано" in told
