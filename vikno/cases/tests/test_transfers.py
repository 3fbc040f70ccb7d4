"""Hand-over of cases to a colleague: who may, to whom, what stays on record, taking it back."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.cases import queries, services
from vikno.cases.enums import NoteFor, Step
from vikno.cases.errors import (
    CaseIsClosed,
    CaseMovedOnSince,
    CaseNotFound,
    NothingToHandOver,
    NotYourCaseToGive,
    ReceiverHasItAlready,
    ReceiverNotAuthorised,
    ReceiverNotOfNetwork,
    TransferNotFound,
    TransferTooOldToUndo,
)
from vikno.cases.models import Case, CaseTransfer, StatusChange
from vikno.cases.printing import journal_row
from vikno.cases.tests import world as make
from vikno.cases.tests.world import AT, NEIGHBOUR, World
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.network.models import Authorisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    with time_machine.travel(AT, tick=False):
        yield make.build()


def given(
    cases: list[Case], actor: Actor, to: Actor, *, reason: str = "leave", words: str = "", at: dt.datetime = AT
) -> list[CaseTransfer]:
    return services.hand_over_cases(
        cases=cases, to_user_id=to.user_id or 0, reason=reason, words=words, actor=actor, at=at
    )


def fresh(case: Case) -> Case:
    return Case.objects.select_related("officer", "registrar").get(pk=case.pk)


def test_an_officer_gives_their_own_case_and_the_record_says_so(world: World) -> None:
    case = make.case_in(world)
    given([case], world.officer, world.remote_officer, words="до 1 грудня")
    now = fresh(case)
    assert (now.officer_id, now.registrar_id) == (world.remote_officer.user_id, world.officer.user_id)
    step = StatusChange.objects.get(case=case, step=Step.REASSIGNED)
    assert (step.note, step.state_after) == (
        f"{world.officer.name} → {world.remote_officer.name}. Відпустка. до 1 грудня", case.state,
    )  # fmt: skip
    assert [t.case_id for t in queries.transfers_to(world.remote_officer)] == [case.pk]
    assert not queries.transfers_to(world.officer)


def test_the_journal_of_registration_keeps_who_registered(world: World) -> None:
    case = make.case_in(world)
    given([case], world.officer, world.remote_officer)
    day = AT.date()
    row = journal_row(queries.journal(world.head, since=day, until=day).get())
    assert row.officer == world.officer.name


def test_the_list_of_an_officer_follows_who_leads(world: World) -> None:
    case = make.case_in(world)
    given([case], world.officer, world.remote_officer)
    mine = [queries.CaseFilters(officer_id=one.user_id) for one in (world.officer, world.remote_officer)]
    assert [list(queries.visible_cases(world.head, one)) for one in mine] == [[], [case]]


def test_the_head_gives_anybody_s_many_at_once(world: World) -> None:
    cases = [make.case_in(world) for _ in range(3)]
    given(cases, world.head, world.remote_officer, reason="dismissal")
    assert {fresh(case).officer_id for case in cases} == {world.remote_officer.user_id}
    assert queries.transfers_by(world.head, on=AT.date()).count() == 3
    assert queries.transfers_by(world.officer, on=AT.date()).count() == 0


def test_one_wrong_case_keeps_all_where_they_are(world: World) -> None:
    mine, other = make.case_in(world), make.case_in(world, actor=world.remote_officer, point=world.remote)
    with pytest.raises(NotYourCaseToGive, match=world.remote_officer.name):
        given([mine, other], world.officer, world.head)
    assert fresh(mine).officer_id == world.officer.user_id
    assert not CaseTransfer.objects.exists()


def test_each_refusal_has_its_name(world: World) -> None:
    case = make.case_in(world)
    with pytest.raises(NothingToHandOver):
        given([], world.officer, world.head)
    with pytest.raises(ReceiverHasItAlready):
        given([case], world.head, world.officer)
    for nobody in (world.courier, world.provider):
        with pytest.raises(ReceiverNotOfNetwork):
            given([case], world.officer, nobody)
    services.withdraw_case(case=case, actor=world.officer, at=AT, reason="Передумав")
    with pytest.raises(CaseIsClosed):
        given([case], world.officer, world.head)


def test_who_has_left_the_network_takes_nothing(world: World) -> None:
    case = make.case_in(world)
    Membership.objects.filter(pk=world.remote_officer.membership_id).update(valid_to=AT.date() - dt.timedelta(days=1))
    with pytest.raises(ReceiverNotOfNetwork):
        given([case], world.officer, world.remote_officer)


def test_a_starosta_takes_only_what_the_council_s_decision_names(world: World) -> None:
    case = make.case_in(world)
    Authorisation.objects.update(valid_to=dt.date(2026, 11, 15))
    with pytest.raises(ReceiverNotAuthorised, match=r"рішення ради № 12 від 01\.01\.2026 діяло до 15\.11\.2026"):
        given([case], world.officer, world.starosta)
    Authorisation.objects.update(valid_to=None)
    given([case], world.officer, world.starosta)
    assert fresh(case).officer_id == world.starosta.user_id


@pytest.mark.parametrize("who", ["provider", "courier", "remote_officer"])
def test_others_give_nothing(world: World, who: str) -> None:
    case = make.case_in(world)
    with pytest.raises(NotYourCaseToGive):
        given([case], getattr(world, who), world.head)


def test_a_foreign_head_finds_no_case(world: World) -> None:
    case = make.case_in(world)
    stranger = make.build(NEIGHBOUR, name="Сусідська", network=418)
    tenancy.bind(make.HOME)
    with pytest.raises(CaseNotFound):
        given([case], stranger.head, stranger.officer)
    assert fresh(case).officer_id == world.officer.user_id


# ---- taking back


def test_a_hand_over_is_taken_back_whole_on_the_same_day(world: World) -> None:
    cases = [make.case_in(world) for _ in range(2)]
    done = given(cases, world.head, world.remote_officer)
    services.undo_transfer(transfer_id=done[0].pk, actor=world.head, at=AT + dt.timedelta(hours=3))
    assert [(fresh(c).officer_id, fresh(c).registrar_id) for c in cases] == [(world.officer.user_id, None)] * 2
    assert not queries.transfers_to(world.remote_officer)
    note = StatusChange.objects.filter(case=cases[0], step=Step.REASSIGNED).order_by("pk").last()
    assert note is not None
    assert note.note == f"Передачу скасовано, справу знову веде {world.officer.name}."


def test_the_next_day_is_too_late(world: World) -> None:
    done = given([make.case_in(world)], world.officer, world.head)
    with pytest.raises(TransferTooOldToUndo):
        services.undo_transfer(transfer_id=done[0].pk, actor=world.officer, at=AT + dt.timedelta(days=1))


def test_a_hand_over_is_not_taken_back_by_others_nor_twice_nor_under_a_later_one(world: World) -> None:
    case = make.case_in(world)
    done = given([case], world.officer, world.remote_officer)
    with pytest.raises(TransferNotFound):
        services.undo_transfer(transfer_id=done[0].pk, actor=world.starosta, at=AT)
    later = given([fresh(case)], world.remote_officer, world.head, at=AT + dt.timedelta(minutes=1))
    with pytest.raises(CaseMovedOnSince):
        services.undo_transfer(transfer_id=done[0].pk, actor=world.officer, at=AT + dt.timedelta(minutes=2))
    for one in (later, done):
        services.undo_transfer(transfer_id=one[0].pk, actor=world.head, at=AT + dt.timedelta(minutes=3))
    assert (fresh(case).officer_id, fresh(case).registrar_id) == (world.officer.user_id, None)
    with pytest.raises(TransferNotFound):
        services.undo_transfer(transfer_id=done[0].pk, actor=world.head, at=AT)


# ---- pages


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(Membership.objects.get(pk=actor.membership_id).user)
    return client


def test_choose_look_hand_over_take_back(world: World) -> None:
    mine, other = make.case_in(world), make.case_in(world, actor=world.remote_officer, point=world.remote)
    client = signed_in(world.head)
    text = client.get(reverse("cases:handover"), {"officer": world.officer.user_id}).content.decode()
    assert mine.number_shown in text
    assert other.number_shown not in text
    said = {
        "officer": world.officer.user_id, "case": [mine.pk, other.pk], "to_user_id": world.remote_officer.user_id,
        "reason": "illness", "words": "",
    }  # fmt: skip
    text = client.post(reverse("cases:handover"), {**said, "do": "preview"}).content.decode()
    assert "Перейде 1 справа" in text
    assert "Лишиться 1 справа" in text
    assert not CaseTransfer.objects.exists()
    answer = client.post(reverse("cases:handover"), {**said, "case": [mine.pk], "do": "confirm"})
    assert answer.status_code == 302
    done = CaseTransfer.objects.get()
    text = signed_in(world.remote_officer).get(reverse("cases:transfers")).content.decode()
    assert mine.number_shown in text
    assert client.post(reverse("cases:transfer_undoing", args=[done.pk])).status_code == 302
    assert fresh(mine).officer_id == world.officer.user_id


def test_nothing_ticked_keeps_the_form_and_says_so(world: World) -> None:
    make.case_in(world)
    client = signed_in(world.officer)
    said = {"to_user_id": world.head.user_id, "reason": "leave", "words": "наказ 5", "do": "preview"}
    text = client.post(reverse("cases:handover"), said).content.decode()
    assert "Позначте хоча б одну справу" in text
    assert "наказ 5" in text


def test_an_officer_sees_no_colleague_s_list(world: World) -> None:
    other = make.case_in(world, actor=world.remote_officer, point=world.remote)
    client = signed_in(world.officer)
    text = client.get(reverse("cases:handover"), {"officer": world.remote_officer.user_id}).content.decode()
    assert other.number_shown not in text


def test_one_case_is_given_from_its_page(world: World) -> None:
    case = make.case_in(world)
    address = reverse("cases:act", args=[case.number, "transfer"])
    client = signed_in(world.officer)
    assert address in client.get(reverse("cases:case", args=[case.number])).content.decode()
    client.post(address, {"to_user_id": world.head.user_id, "reason": "load"})
    assert fresh(case).officer_id == world.head.user_id
    text = client.get(reverse("cases:case", args=[case.number])).content.decode()
    assert address not in text
    assert "Веде справу" in text


def test_handed_over_cases_cost_the_same_for_one_and_three(world: World) -> None:
    client = signed_in(world.remote_officer)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("cases:transfers")).status_code == 200
        return len(seen)

    given([make.case_in(world)], world.head, world.remote_officer)
    cost()
    one = cost()
    given([make.case_in(world), make.case_in(world)], world.head, world.remote_officer)
    assert cost() == one


# ---- remarks


def noted(world: World, case: Case, seen_by: str) -> None:
    services.add_note(case=case, actor=world.officer, at=AT, text=f"слово {seen_by}", seen_by=seen_by)


def test_each_remark_is_read_by_those_it_is_for(world: World) -> None:
    opened = make.opened(world)
    case = opened.case
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    for seen_by in NoteFor.values:
        noted(world, case, seen_by)
    pages = {
        actor.role: signed_in(actor).get(reverse("cases:case", args=[case.number])).content.decode()
        for actor in (world.officer, world.provider)
    }
    assert [f"слово {one}" in pages[Role.OFFICER] for one in NoteFor.values] == [True, True, True]
    assert [f"слово {one}" in pages[Role.PROVIDER] for one in NoteFor.values] == [False, True, True]
    public = queries.public_status(case.number, opened.access_code)
    assert public is not None
    assert [step.note for step in public.steps if step.note] == ["слово applicant"]
    assert "internal_note" not in [step.step for step in queries.steps_of(case)]


def test_a_provider_writes_no_remark_for_the_applicant(world: World) -> None:
    case = make.case_in(world)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    client = signed_in(world.provider)
    address = reverse("cases:act", args=[case.number, "note"])
    assert "Кому видно" not in client.get(address).content.decode()
    client.post(address, {"text": "Від нас", "seen_by": "applicant"})
    assert StatusChange.objects.get(note="Від нас").step == Step.NOTE
