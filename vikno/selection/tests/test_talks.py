"""The calendar of talks: nobody in two at once, nobody in a conflict, a hromada that sees its hour and no name."""

import datetime as dt
import re

import icalendar
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import factories as make
from tests import for_selection as choose
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.clock import KYIV, now
from vikno.notifications.models import Enclosure, Message
from vikno.programmes import services as programmes
from vikno.programmes.models import Proposal
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


# ---- who is told -----------------------------------------------------------------------------------------------------
def with_mail(made: choose.Selection) -> None:
    for place, one in enumerate(made.reviewers):
        User.objects.filter(pk=one.user_id).update(email=f"expert{place}@example.org")
    User.objects.filter(pk=made.lead.user_id).update(email="lead@example.org")


def letters_of_the_country(about: str = "озмов") -> list[tuple[str, str, icalendar.Event | None]]:
    """Whom, of what, and the entry that came with it."""
    tenancy.bind("")
    told = []
    for one in Message.objects.filter(hromada_code="", subject__contains=about).order_by("pk"):
        file = Enclosure.objects.filter(message=one).first()
        entry = icalendar.Calendar.from_ical(file.body).walk("VEVENT")[0] if file else None
        told.append((one.recipient, one.subject + "\n" + one.body, entry))
    return told


def test_the_letter_to_the_hromada_carries_the_file_in_ukrainian() -> None:
    made = choose.given(experts=2)
    with translation.override("en"):
        plan = choose.talk(made)
    code = made.proposals[0].hromada_id
    tenancy.bind(code)
    letter = Message.objects.get(hromada_code=code, subject__contains="розмова")
    kept = Enclosure.objects.get(message=letter)
    entry = icalendar.Calendar.from_ical(kept.body).walk("VEVENT")[0]
    assert entry.decoded("dtstart") == plan.starts_at.replace(microsecond=0)
    assert "співбесіда" in str(entry["summary"])
    assert "Співбесіда" in letter.body
    assert kept.media_type == "text/calendar; method=PUBLISH"
    assert not [name for name in NAMES if name in kept.body]


def test_the_file_is_in_the_language_of_its_letter() -> None:
    made = choose.given(experts=2)
    with_mail(made)
    Proposal.objects.filter(pk=made.proposals[0].pk).update(contact_language="en")
    choose.talk(made)
    tenancy.bind(made.proposals[0].hromada_id)
    kept = Enclosure.objects.get(message__hromada_code=made.proposals[0].hromada_id)
    assert "proposal" in str(icalendar.Calendar.from_ical(kept.body).walk("VEVENT")[0]["summary"])
    assert all("заявка" in str(entry and entry["summary"]) for _whom, _words, entry in letters_of_the_country())


def test_an_expert_reads_the_letter_and_its_file_in_the_language_they_chose() -> None:
    made = choose.given(experts=2)
    with_mail(made)
    User.objects.filter(pk=made.reviewers[1].user_id).update(letters_in="en")
    plan = choose.talk(made, panel=[one.pk for one in made.reviewers], place="Hall 2")
    services.cancel_talk(plan=plan, reason="Тривога", actor=made.lead, at=now())
    told = letters_of_the_country("alk")
    assert len(told) == 2
    for whom, words, entry in [*told, *letters_of_the_country()]:
        assert entry is not None
        is_english = whom == "expert1@example.org"
        assert bool(re.search("[\u0400-\u04ff]", words + str(entry["summary"]))) != is_english, words


def test_each_expert_who_comes_is_written_to_and_reads_no_place_of_the_hromada() -> None:
    made = choose.given(experts=3)
    with_mail(made)
    first, second, _third = (one.pk for one in made.reviewers)
    plan = choose.talk(made, panel=[first, second])
    told = letters_of_the_country()
    assert [whom for whom, _words, _entry in told] == ["expert0@example.org", "expert1@example.org"]
    for _whom, words, entry in told:
        assert entry is not None
        assert entry.decoded("dtstart") == plan.starts_at.replace(microsecond=0)
        assert made.proposals[0].number in words
        everything = words + entry.to_ical().decode()
        hidden = (*NAMES, "Коваль", "Вигадівськ", "Сусідськ", made.proposals[0].hromada.name)
        assert not [name for name in hidden if name in everything]


def test_whoever_is_moved_out_is_told_no_hour() -> None:
    made = choose.given(experts=2)
    with_mail(made)
    first, second = (one.pk for one in made.reviewers)
    choose.talk(made, panel=[first])
    choose.talk(made, panel=[second], at=SOON + 3 * HOUR, place="Нова зала")
    last = letters_of_the_country()[1:]
    assert [whom for whom, _words, _entry in last] == ["expert1@example.org", "expert0@example.org"]
    _whom, words, entry = last[1]
    assert entry is not None
    assert (str(entry["status"]), "dtstart" in entry) == ("CANCELLED", False)
    assert "Нова зала" not in words + entry.to_ical().decode()


def test_whoever_is_found_in_a_conflict_is_told_that_their_hour_is_free() -> None:
    made = choose.given(experts=3)
    with_mail(made)
    choose.talk(made, panel=[one.pk for one in made.reviewers])
    before = len(letters_of_the_country())
    choose.works_for(made)
    own = made.proposals[0].hromada_id
    services.declare_ties(number=made.call.number, hromadas=[own], words="сестра", actor=made.experts[0], at=now())
    ((whom, words, entry),) = letters_of_the_country()[before:]
    assert whom == "expert0@example.org"
    assert "Київ" not in words
    assert entry is not None
    assert str(entry["status"]) == "CANCELLED"


def test_a_withdrawn_proposal_takes_its_talk_with_it_and_everybody_is_told() -> None:
    made = choose.given(experts=2)
    with_mail(made)
    plan, other = choose.talk(made, at=SOON), choose.talk(made, nth=1, at=SOON + HOUR)
    before, code = len(letters_of_the_country()), made.proposals[0].hromada_id
    tenancy.bind_programme(None)
    tenancy.bind(code)
    head = make.actor(Role.HEAD, of=code)
    programmes.withdraw_proposal(proposal=made.proposals[0], reason="передумали", actor=head, at=now())
    assert tenancy.bound() == code
    plan.refresh_from_db()
    assert plan.cancelled_because == "Заявку відкликано."
    assert not plan.seats.exists()
    assert JournalEntry.objects.filter(hromada_code=code, action="selection.talk_cancelled").count() == 1
    assert "Заявку відкликано." in letters_of(code)[1].body
    told = letters_of_the_country()[before:]
    assert [whom for whom, _words, _entry in told] == ["expert0@example.org", "lead@example.org"]
    assert "передумали" not in "".join(words for _whom, words, _entry in told)
    choose.works_for(made)
    other.refresh_from_db()
    assert other.cancelled_at is None


def test_a_talk_that_is_over_stays_when_its_proposal_is_withdrawn() -> None:
    made = choose.given(experts=2)
    plan, code = choose.talk(made, at=SOON), made.proposals[0].hromada_id
    tenancy.bind(code)
    head = make.actor(Role.HEAD, of=code)
    programmes.withdraw_proposal(
        proposal=made.proposals[0], reason="передумали", actor=head, at=SOON + 2 * HOUR
    )  # fmt: skip
    plan.refresh_from_db()
    assert plan.cancelled_at is None


def test_a_cancelled_call_takes_all_its_talks_with_it() -> None:
    made = choose.given(experts=2)
    choose.talk(made, at=SOON)
    choose.talk(made, nth=1, at=SOON + HOUR)
    programmes.cancel_call(call=made.call, reason="Немає коштів", actor=made.lead, at=now())
    assert not TalkPlan.objects.filter(cancelled_at=None).exists()
    assert [len(letters_of(one.hromada_id)) for one in made.proposals] == [2, 2]
