"""Hearing, the notice with the way to complain, unclaimed results: through services and on the page."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vikno.cases import errors, services
from vikno.cases.enums import CaseState, HearingResponse, HearingWay, Outcome, Step
from vikno.cases.models import Case, Decision, Hearing, Result
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.common import clock
from vikno.documents.models import GeneratedDocument
from vikno.notifications.enums import Channel, Delivery, Event
from vikno.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


def accepted(world: World, **given: Any) -> Case:
    case = worlds.case_in(world, **given)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)
    return case


def invite(world: World, case: Case, *, at: dt.datetime = AT, days: int = 4, **given: Any) -> Hearing:
    facts = {"way": HearingWay.MEETING, "place": "10:00, каб. 3", "about": "Дохід перевищує межу"}
    return services.invite_to_hearing(
        case=case, actor=world.provider, at=at, held_on=clock.today(at) + dt.timedelta(days=days), **{**facts, **given}
    )


def refuse(world: World, case: Case, *, at: dt.datetime = AT, **given: Any) -> Decision:
    return services.decide_case(
        case=case, actor=world.provider, at=at, outcome=Outcome.REFUSED, decided_on=clock.today(at),
        grounds="Дохід перевищує межу", number="7", **given,
    )  # fmt: skip


def test_the_invitation_reaches_whoever_has_no_e_mail(world: World) -> None:
    """By the channel chosen and in its language; what is going to be refused is not written."""
    invite(world, accepted(world, contact="+380501234567"))
    said = Message.objects.get(event=Event.HEARING)
    assert (said.channel, said.delivery) == (Channel.PHONE, Delivery.BY_HAND)
    assert "Коли: 20.11.2026. Як: на зустрічі. Де: 10:00, каб. 3." in said.body
    english = accepted(world, notification_channel=Channel.EMAIL, contact="a@example.com", notification_language="en")
    invite(world, english)
    letter = Message.objects.get(event=Event.HEARING, about_id=str(english.pk))
    assert (letter.language, letter.delivery) == ("en", Delivery.QUEUED)
    assert "When: 20.11.2026" in letter.body
    assert not [one for one in (said, letter) if "Дохід" in one.subject + one.body]


def later(days: int) -> dt.datetime:
    return AT + dt.timedelta(days=days)


def test_nobody_is_refused_unheard(world: World) -> None:
    case = accepted(world)
    with pytest.raises(errors.HearingNeeded) as refused:
        refuse(world, case)
    assert "Запросіть" in str(refused.value)
    assert "статті 17 і 63" in str(refused.value)
    invite(world, case)
    with pytest.raises(errors.HearingNotOver) as waiting:
        refuse(world, case, at=later(1))
    assert "20.11.2026" in str(waiting.value)
    services.record_hearing(
        case=case,
        actor=world.officer,
        at=later(4),
        response=HearingResponse.CAME,
        on=later(4).date(),
        words="Не згодна",
    )
    refuse(world, case, at=later(4))
    assert Case.objects.get().state == CaseState.DECIDED


def test_who_is_granted_need_not_be_heard(world: World) -> None:
    case = accepted(world)
    invite(world, case)
    services.decide_case(
        case=case, actor=world.provider, at=later(1), outcome=Outcome.GRANTED, decided_on=later(1).date()
    )
    assert Case.objects.get().state == CaseState.DECIDED


def test_a_refusal_unheard_names_its_ground_and_its_circumstances(world: World) -> None:
    case = accepted(world)
    with pytest.raises(errors.GroundNotInRules):
        refuse(world, case, unheard_ground="no such", unheard_words="бо так")
    with pytest.raises(errors.UnheardUnexplained):
        refuse(world, case, unheard_ground="waived")
    kept = refuse(world, case, unheard_ground="waived", unheard_words="заява від 10.11.2026")
    assert (kept.unheard_ground, kept.unheard_words) == ("waived", "заява від 10.11.2026")


def test_silence_is_written_down_when_the_day_came(world: World) -> None:
    case = accepted(world)
    invite(world, case, way=HearingWay.WRITING)
    silent = {"case": case, "actor": world.officer, "response": HearingResponse.ABSENT}
    with pytest.raises(errors.AbsenceTooSoon) as early:
        services.record_hearing(**silent, at=later(4), on=later(4).date())
    assert "21.11.2026" in str(early.value)
    services.record_hearing(**silent, at=later(5), on=later(5).date())
    refuse(world, case, at=later(5))
    assert Hearing.objects.get().response == HearingResponse.ABSENT


def test_what_an_invitation_refuses(world: World) -> None:
    case = accepted(world)
    with pytest.raises(errors.HearingTooSoon) as soon:
        invite(world, case, days=2)
    assert "19.11.2026" in str(soon.value)
    with pytest.raises(errors.HearingUnexplained):
        invite(world, case, about=" ")
    with pytest.raises(errors.ProviderDecides):
        services.invite_to_hearing(
            case=case, actor=world.officer, at=AT, held_on=later(5).date(), way=HearingWay.CALL, place="п", about="в"
        )
    invite(world, case)
    with pytest.raises(errors.HearingWordsMissing):
        services.record_hearing(
            case=case, actor=world.officer, at=later(4), response=HearingResponse.CAME, on=later(4).date()
        )
    with pytest.raises(errors.StepNotAllowed):
        invite(world, case)


def test_a_stranger_hears_nobody(world: World) -> None:
    case = accepted(world)
    other = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    with pytest.raises(errors.CaseNotFound):
        services.invite_to_hearing(
            case=case, actor=other.provider, at=AT, held_on=later(5).date(), way=HearingWay.CALL, place="п", about="в"
        )


def told(world: World) -> Case:
    case = accepted(world)
    refuse(world, case, unheard_ground="waived", unheard_words="заява від 10.11.2026")
    services.receive_result(case=case, actor=world.officer, at=AT, point=world.main, shelf="А-1")
    services.notify_applicant(case=case, actor=world.officer, at=later(1), point=world.main, proof="розмова")
    return case


def test_the_first_telling_starts_both_clocks(world: World) -> None:
    case = told(world)
    decision, result = Decision.objects.get(), Result.objects.get()
    assert decision.told_on == dt.date(2026, 11, 17)
    assert decision.complain_until == dt.date(2026, 12, 17)
    assert decision.complaint["rules"] == "оскарження/послуга-2023"
    assert result.unclaimed_on == dt.date(2027, 1, 18)
    services.notify_applicant(case=case, actor=world.officer, at=later(9), point=world.main, proof="ще раз")
    assert Decision.objects.get().complain_until == dt.date(2026, 12, 17)
    assert Result.objects.get().unclaimed_on == dt.date(2027, 1, 18)


def test_the_notice_says_until_when_and_to_whom(world: World) -> None:
    case = accepted(world)
    with pytest.raises(errors.NoticeNotReady):
        services.keep_decision_notice(case=case, actor=world.officer, at=AT)
    case = told(world)
    kept = services.keep_decision_notice(case=case, actor=world.officer, at=later(3))
    assert kept.data["complain_until"] == "17.12.2026"
    assert any(world.provider_body.name in sentence for sentence in kept.data["complaint"])
    assert "заявник письмово відмовився від слухання" in kept.data["hearing"]
    assert kept.data["grounds"] == "Дохід перевищує межу"


def test_a_notice_before_telling_counts_from_its_own_day_and_says_so(world: World) -> None:
    case = accepted(world)
    refuse(world, case, unheard_ground="danger", unheard_words="аварія")
    kept = services.keep_decision_notice(case=case, actor=world.officer, at=later(3))
    assert kept.data["complain_until"] == "21.12.2026"  # 19.12 is a Saturday
    assert "ніби повідомлення вручено сьогодні" in kept.data["complaint"][0]


def test_what_was_granted_has_no_complaint_on_its_notice(world: World) -> None:
    case = accepted(world)
    services.decide_case(case=case, actor=world.provider, at=AT, outcome=Outcome.GRANTED, decided_on=AT.date())
    kept = services.keep_decision_notice(case=case, actor=world.officer, at=AT)
    assert kept.data["complaint"] == []
    assert "Де отримати" in kept.data["result"]


def test_nobody_came_for_two_months(world: World) -> None:
    case = told(world)
    desk = {"case": case, "actor": world.officer, "point": world.main}
    with pytest.raises(errors.NotYetUnclaimed) as early:
        services.mark_unclaimed(**desk, at=later(60))
    assert "17.01.2027" in str(early.value)
    services.mark_unclaimed(**desk, at=later(63))
    with pytest.raises(errors.PostingUnexplained):
        services.post_result(**desk, at=later(64), address="", tracking="0500")
    services.post_result(**desk, at=later(64), address="с. Вербівка", tracking="05001")
    assert Case.objects.get().state == CaseState.POSTED
    services.take_back_letter(**desk, at=later(80), shelf="Б-2", note="не проживає")
    assert Case.objects.get().state == CaseState.UNCLAIMED
    with pytest.raises(errors.ShelfMissing):
        services.archive_case(**desk, at=later(81), shelf=" ")
    services.archive_case(**desk, at=later(81), shelf="Шафа 4")
    kept = Case.objects.get()
    assert (kept.state, kept.archive_shelf) == (CaseState.ARCHIVED, "Шафа 4")
    with pytest.raises(errors.StepNotAllowed):
        services.issue_result(**desk, at=later(90), identity_seen="паспорт")


def test_an_unclaimed_result_is_still_given_to_who_comes(world: World) -> None:
    case = told(world)
    services.mark_unclaimed(case=case, actor=world.officer, at=later(70))
    services.issue_result(case=case, actor=world.officer, at=later(71), point=world.main, identity_seen="паспорт")
    assert Case.objects.get().state == CaseState.ISSUED


def test_who_registered_a_permit_does_not_approve_it(world: World) -> None:
    """Z4: one person with both duties, directly; a colleague may."""
    group = world.service.group
    group.code = "permits"
    group.save()
    case = worlds.case_in(world, provider=None)
    Case.objects.update(provider=None)
    Case.objects.update(officer_id=world.head.user_id)  # handed over to a colleague: who registered stays who they are
    case = Case.objects.get()
    granted = {"case": case, "at": AT, "outcome": Outcome.GRANTED, "decided_on": AT.date()}
    with pytest.raises(errors.SameHands) as refused:
        services.decide_case(**granted, actor=world.officer)
    assert "Попросіть колегу" in str(refused.value)
    assert not Decision.objects.exists()
    services.decide_case(**granted, actor=world.head)
    assert Decision.objects.get().decided_by_id == world.head.user_id


def signed_in(world: World, actor: Any) -> Client:
    client = Client()
    client.force_login(worlds.User.objects.get(pk=actor.user_id))
    return client


def test_the_page_names_the_hearing_the_complaint_and_what_is_barred(world: World) -> None:
    case = accepted(world)
    services.extend_term(case=case, actor=world.provider, at=AT, on=AT.date(), days=5, ground="complex")
    provider = signed_in(world, world.provider)
    page = provider.get(reverse("cases:case", args=[case.number])).content.decode()
    assert "Чого зараз не можна і чому" in page
    assert "Строк уже продовжено" in page
    answer = provider.get(reverse("cases:act", args=[case.number, "extension"]), follow=True).content.decode()
    assert "Строк уже продовжено" in answer
    refused = provider.post(
        reverse("cases:act", args=[case.number, "decision"]),
        {"outcome": "refused", "decided_on": clock.today().strftime("%d.%m.%Y"), "grounds": "Дохід"},
    ).content.decode()
    assert "Перед відмовою заявник має право висловитися" in refused
    told(world)


def test_the_officer_prints_the_notice(world: World) -> None:
    case = told(world)
    client = signed_in(world, world.officer)
    page = client.get(reverse("cases:case", args=[case.number])).content.decode()
    assert "Оскаржити до 17.12.2026" in page
    assert "заявник письмово відмовився" in page
    pdf = client.get(reverse("cases:decision_notice", args=[case.number]))
    assert pdf["Content-Type"] == "application/pdf"
    assert GeneratedDocument.objects.filter(kind="notice").count() == 1
