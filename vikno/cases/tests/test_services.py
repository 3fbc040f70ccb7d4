import datetime as dt

import pytest
from django.db import transaction
from django.http import Http404

from vikno.applicants.models import Representative
from vikno.audit.models import JournalEntry, OutboxEvent
from vikno.audit.queries import first_broken_link
from vikno.cases import errors, queries, services
from vikno.cases.enums import CaseState, Outcome, Step
from vikno.cases.models import Case, CaseNumber, StatusChange
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.catalogue.enums import StartEvent
from vikno.common import tenancy
from vikno.network.errors import NetworkHasNoNumber
from vikno.network.models import Centre
from vikno.notifications.enums import Channel, Delivery, Event
from vikno.notifications.models import Message
from vikno.notifications.services import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


def walk(case: Case, world: World, *steps: str) -> None:
    for step in steps:
        actor = world.provider if step in (Step.ACCEPTED,) else world.officer
        services.record_step(case=case, step=step, actor=actor, at=AT, point=world.main)


def decided(world: World, **given: object) -> Case:
    case = worlds.case_in(world, **given)
    walk(case, world, Step.FORWARDED, Step.ACCEPTED)
    services.decide_case(
        case=case, actor=world.provider, at=AT, outcome=Outcome.GRANTED, decided_on=AT.date(), number="7"
    )
    return case


def test_a_case_is_opened_with_its_number_papers_step_journal_and_word(world: World) -> None:
    opened = worlds.opened(world)
    case = opened.case
    assert case.number.startswith("260417000001")
    assert CaseNumber.objects.get().hromada_code == worlds.HOME
    assert [p.name for p in queries.papers_of(case)] == ["Заява"]
    assert [(s.step, s.state_after, s.actor_name) for s in queries.steps_of(case)] == [
        ("registered", "registered", world.officer.name)
    ]
    assert case.provider == world.provider_body
    assert case.residence_hromada == world.hromada
    assert case.due_on == dt.date(2026, 11, 30)
    assert "10 робочих днів" in case.term_explanation["sentence"]
    assert JournalEntry.objects.filter(action="case.registered").count() == 1
    assert OutboxEvent.objects.get(topic="case.registered").payload["number"] == case.number
    assert opened.access_code not in (case.access_code_hash, str(JournalEntry.objects.first()))
    assert worlds.case_in(world).number.startswith("260417000002")


def test_the_whole_path(world: World) -> None:
    case = decided(world, point=world.remote, actor=world.remote_officer)
    services.receive_result(case=case, actor=world.officer, at=AT, point=world.main, shelf="А3")
    services.notify_applicant(case=case, actor=world.officer, at=AT, proof="говорили о 10:15")
    services.issue_result(case=case, actor=world.remote_officer, at=AT, point=world.remote, identity_seen="ID-картка")
    case.refresh_from_db()
    assert case.state == CaseState.ISSUED
    assert [s.step for s in queries.steps_of(case)] == [
        "registered", "forwarded", "accepted", "decided", "returned", "notified", "issued",
    ]  # fmt: skip
    assert case.result.issued_by_id == world.remote_officer.user_id
    assert Message.objects.get().delivery == Delivery.SENT
    assert first_broken_link(worlds.HOME) is None


def test_whoever_came_for_the_result_need_not_be_called_any_more(world: World) -> None:
    case, other = decided(world), decided(world)
    for one in (case, other):
        services.receive_result(case=one, actor=world.officer, at=AT, point=world.main)
        tell(
            actor=world.officer, at=AT, hromada_code=worlds.HOME, channel=Channel.PHONE, recipient="+380501234567",
            subject="Результат", body="Результат чекає.", about=one,
        )  # fmt: skip
    services.issue_result(case=case, actor=world.officer, at=AT, point=world.main, identity_seen="ID-картка")
    told, waits = (Message.objects.get(about_id=str(one.pk)) for one in (case, other))
    assert (told.delivery, told.told_at, told.proof) == (Delivery.SENT, AT, "результат видано заявникові")
    assert waits.delivery == Delivery.BY_HAND


def test_who_asked_for_a_letter_is_written_to_at_once(world: World) -> None:
    case = decided(world, notification_channel=Channel.EMAIL, contact="maria@example.com")
    services.receive_result(case=case, actor=world.officer, at=AT, point=world.main)
    message = Message.objects.get(event=Event.RESULT_READY)
    assert (case.state, message.delivery) == (CaseState.NOTIFIED, Delivery.QUEUED)
    assert [m.event for m in Message.objects.order_by("pk")] == [Event.REGISTERED, Event.DECIDED, Event.RESULT_READY]
    assert "Іваненко" not in message.subject + message.body


def test_a_person_is_told_in_the_language_they_chose(world: World) -> None:
    case = decided(
        world, notification_channel=Channel.SMS, contact="050 123 45 67", notification_language="en"
    )  # fmt: skip
    services.receive_result(case=case, actor=world.officer, at=AT, point=world.main)
    message = Message.objects.get(event=Event.RESULT_READY)
    assert (message.recipient, message.delivery) == ("+380501234567", Delivery.QUEUED)
    assert "the result is ready" in message.body


def test_a_contact_that_does_not_fit_its_channel_is_for_a_person(world: World) -> None:
    """A telephone in place of an address: nothing is sent to nowhere, and the proof is asked for."""
    case = decided(world, notification_channel=Channel.EMAIL, contact="+380501234567")
    services.receive_result(case=case, actor=world.officer, at=AT, point=world.main)
    assert case.state == CaseState.RESULT_RECEIVED
    with pytest.raises(errors.ProofMissing):
        services.notify_applicant(case=case, actor=world.officer, at=AT)
    services.notify_applicant(case=case, actor=world.officer, at=AT, proof="подзвонили")
    assert Message.objects.get().delivery == Delivery.SENT


def test_a_change_that_is_rolled_back_tells_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_case: object, **_given: object) -> None:
        raise RuntimeError

    case = decided(world, notification_channel=Channel.SMS, contact="0501234567")
    before = Message.objects.count()
    monkeypatch.setattr("vikno.cases.services.results.tell_of_result", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        services.receive_result(case=case, actor=world.officer, at=AT, point=world.main)
    case.refresh_from_db()
    assert (case.state, Message.objects.count()) == (CaseState.DECIDED, before)


def test_a_step_out_of_order_changes_nothing(world: World) -> None:
    case = worlds.case_in(world)
    with pytest.raises(errors.StepNotAllowed) as refusal:
        services.record_step(case=case, step=Step.ISSUED, actor=world.officer, at=AT)
    assert "26-0417-000001" in str(refusal.value)
    assert StatusChange.objects.count() == 1
    assert Case.objects.get().state == CaseState.REGISTERED


def test_a_stale_copy_of_a_case_cannot_be_moved_twice(world: World) -> None:
    case = worlds.case_in(world)
    stale = Case.objects.get(pk=case.pk)
    services.withdraw_case(case=case, actor=world.officer, at=AT, reason="передумала")
    with pytest.raises(errors.StepNotAllowed):
        services.withdraw_case(case=stale, actor=world.officer, at=AT, reason="передумала")
    assert stale.state == CaseState.WITHDRAWN


def test_the_term_begins_when_the_provider_accepts(world: World) -> None:
    world.version.start_event = StartEvent.RECEIVED_BY_PROVIDER
    world.version.save()
    case = worlds.case_in(world)
    assert case.due_on is None
    walk(case, world, Step.FORWARDED, Step.ACCEPTED)
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 11, 30)
    assert "прийняв суб'єкт надання" in case.term_explanation["sentence"]


def test_the_desk_does_not_decide_for_a_provider_that_signs_in(world: World) -> None:
    case = worlds.case_in(world)
    facts = {"case": case, "actor": world.officer, "at": AT, "outcome": Outcome.GRANTED, "decided_on": AT.date()}
    with pytest.raises(errors.ProviderDecides):
        services.decide_case(**facts)
    walk(case, world, Step.FORWARDED, Step.ACCEPTED)
    with pytest.raises(errors.ProviderDecides):
        services.decide_case(**facts)
    assert not hasattr(Case.objects.get(), "decision")


def test_the_centre_decides_what_it_gives_at_once(world: World) -> None:
    world.version.is_immediate = True
    world.version.save()
    case = worlds.case_in(world)
    services.decide_case(case=case, actor=world.officer, at=AT, outcome=Outcome.GRANTED, decided_on=AT.date())
    services.receive_result(case=case, actor=world.officer, at=AT, point=world.main)
    services.issue_result(case=case, actor=world.officer, at=AT, point=world.main, identity_seen="паспорт")
    assert Case.objects.get().state == CaseState.ISSUED


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"outcome": Outcome.REFUSED, "decided_on": AT.date()}, errors.GroundsMissing),
        ({"outcome": Outcome.GRANTED, "decided_on": dt.date(2026, 11, 17)}, errors.DecisionInFuture),
        ({"outcome": Outcome.GRANTED, "decided_on": dt.date(2026, 11, 15)}, errors.DecisionBeforeCase),
    ],
)
def test_a_decision_is_checked(world: World, given: dict, error: type) -> None:
    case = worlds.case_in(world)
    walk(case, world, Step.FORWARDED, Step.ACCEPTED)
    with pytest.raises(error):
        services.decide_case(case=case, actor=world.provider, at=AT, **given)
    assert Case.objects.get().state == CaseState.ACCEPTED


def test_nothing_is_issued_without_a_document(world: World) -> None:
    case = decided(world)
    services.receive_result(case=case, actor=world.officer, at=AT, point=world.main)
    with pytest.raises(errors.IdentityNotChecked):
        services.issue_result(case=case, actor=world.officer, at=AT, identity_seen=" ")
    assert Case.objects.get().state == CaseState.RESULT_RECEIVED


def test_a_representative_whose_term_ran_out_gets_nothing(world: World) -> None:
    other = worlds.applicant(worlds.HOME, family_name="Петренко")
    late = Representative.objects.create(
        hromada=world.hromada, applicant=world.applicant, person=other, ground="power_of_attorney",
        document="№ 5", valid_to=dt.date(2026, 11, 15), created_at=AT,
    )  # fmt: skip
    with pytest.raises(errors.RepresentativeExpired) as refused:
        worlds.opened(world, representative=late)
    assert "15.11.2026" in str(refused.value)
    assert "№ 5" in str(refused.value)
    case = decided(world)
    services.receive_result(case=case, actor=world.officer, at=AT, point=world.main)
    with pytest.raises(errors.RepresentativeExpired):
        services.issue_result(case=case, actor=world.officer, at=AT, identity_seen="паспорт", representative=late)


def test_what_opening_refuses(world: World) -> None:
    with pytest.raises(errors.NoPapers):
        worlds.opened(world, papers=[])
    with pytest.raises(errors.ContactMissing):
        worlds.opened(world, contact=" ")
    with pytest.raises(errors.NotPostedHere):
        worlds.opened(world, point=world.remote)
    with pytest.raises(errors.MayNotAct):
        worlds.opened(world, actor=world.courier)
    with pytest.raises(errors.ServiceNotGiven):
        worlds.opened(world, service=worlds.service_version("00009", "Інша").service)
    Centre.objects.update(network_number=None)
    with pytest.raises(NetworkHasNoNumber):
        worlds.opened(world)
    assert not Case.objects.exists()
    assert not CaseNumber.objects.exists()


def test_a_starosta_gives_only_what_the_council_entrusted(world: World) -> None:
    case = worlds.case_in(world, actor=world.starosta, point=world.remote)
    assert case.authorisation is not None
    case.authorisation.services.clear()
    with pytest.raises(errors.ServiceNotGiven, match="рішен"):
        worlds.opened(world, actor=world.starosta, point=world.remote)


@pytest.mark.parametrize("who", ["officer", "head", "provider"])
def test_a_neighbour_finds_nothing_and_moves_nothing(world: World, who: str) -> None:
    case = worlds.case_in(world)
    neighbour = getattr(worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418), who)
    for seen_from in (worlds.NEIGHBOUR, worlds.HOME):  # the second lock off: the filter alone must hold
        tenancy.bind(seen_from)
        with pytest.raises(Http404):
            queries.case_by_number(neighbour, case.number)
        assert not queries.visible_cases(neighbour).exists()
        for step in Step:
            with pytest.raises(errors.CaseNotFound):
                services.record_step(case=case, step=step, actor=neighbour, at=AT)
    assert [s.step for s in queries.steps_of(case)] == ["registered"]


def test_a_provider_sees_its_own_and_only_after_hand_over(world: World) -> None:
    case = worlds.case_in(world)
    assert not queries.visible_cases(world.provider).exists()
    walk(case, world, Step.FORWARDED)
    assert queries.case_by_number(world.provider, case.number) == case
    Case.objects.update(provider=worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418).provider_body)
    tenancy.bind(worlds.HOME)
    Case.objects.update(provider=None)
    with pytest.raises(Http404):
        queries.case_by_number(world.provider, case.number)
    case.refresh_from_db()
    with pytest.raises(errors.CaseNotFound):
        services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)


def test_a_courier_reads_no_case_and_decides_nothing(world: World) -> None:
    case = worlds.case_in(world)
    assert not queries.visible_cases(world.courier).exists()
    for step in (Step.NOTE, Step.WITHDRAWN, Step.ISSUED, Step.ACCEPTED, Step.DECIDED, Step.NOTIFIED, Step.RETURNED):
        with pytest.raises(errors.MayNotAct):
            services.record_step(case=case, step=step, actor=world.courier, at=AT)
    assert StatusChange.objects.count() == 1


def test_the_public_page_needs_the_number_and_its_code(world: World) -> None:
    opened = worlds.opened(world)
    other = worlds.opened(world)
    tenancy.bind("")
    status = queries.public_status(f" {opened.case} ", opened.access_code)
    assert status is not None
    assert (status.service, status.state) == ("Призначення допомоги", "registered")
    assert [s.step for s in status.steps] == ["registered"]
    assert queries.public_status(opened.case.number, other.access_code) is None
    assert queries.public_status("26-0417-999999-1", opened.access_code) is None
    assert queries.public_status(opened.case.number, "") is None
    assert tenancy.bound() == ""


def test_a_renewed_code_replaces_the_old_one(world: World) -> None:
    opened = worlds.opened(world)
    code = services.renew_access_code(case=opened.case, actor=world.officer, at=AT)
    assert queries.public_status(opened.case.number, code) is not None
    assert queries.public_status(opened.case.number, opened.access_code) is None or code == opened.access_code
    with pytest.raises(errors.MayNotAct), transaction.atomic():
        services.renew_access_code(case=opened.case, actor=world.courier, at=AT)


def test_a_case_is_found_by_the_tail_of_its_number(world: World) -> None:
    case = worlds.case_in(world)
    assert queries.cases_by_tail(world.officer, f"1-{case.number[-1]}", today=AT.date()) == [case]
    assert queries.cases_by_tail(world.courier, f"1-{case.number[-1]}", today=AT.date()) == []


def test_work_is_counted_in_one_query(world: World, django_assert_num_queries: object) -> None:
    worlds.case_in(world)
    case = decided(world)
    with django_assert_num_queries(1):  # type: ignore[operator]
        counts = queries.work_counts(world.officer, point_ids=[world.main.pk], today=dt.date(2026, 12, 1))
    assert (counts.to_hand_over, counts.to_receive, counts.overdue) == (1, 1, 1)
    services.receive_result(case=case, actor=world.officer, at=AT, point=world.main)
    assert queries.work_counts(world.officer, point_ids=None, today=AT.date()).to_tell == 1


def test_a_list_costs_the_same_for_one_and_for_three(world: World, django_assert_num_queries: object) -> None:
    for _ in range(3):
        worlds.case_in(world)
        with django_assert_num_queries(1):  # type: ignore[operator]
            for case in queries.journal(world.officer, since=AT.date(), until=AT.date()):
                assert all((case.applicant.family_name, case.service.name, case.point.name, case.officer.full_name))


def test_the_inventory_is_kept_once_and_prints_the_code(world: World) -> None:
    opened = worlds.opened(world)
    kept = services.keep_inventory(opened=opened, actor=world.officer, at=AT)
    assert kept.data["number"] == opened.case.number
    assert kept.data["access_code"].replace("-", "") == opened.access_code
    assert [p["name"] for p in kept.data["papers"]] == ["Заява"]
    assert Case.objects.get().inventory == kept
    with pytest.raises(errors.InventoryAlreadyKept):
        services.keep_inventory(opened=opened, actor=world.officer, at=AT)


def test_the_progress_sheet_and_the_journal_print_the_steps(world: World) -> None:
    case = decided(world)
    sheet = services.keep_progress_sheet(case=case, actor=world.head, at=AT)
    assert [s["step"] for s in sheet.data["steps"]] == [
        "заяву зареєстровано", "передано суб'єкту надання", "прийнято суб'єктом надання", "ухвалено рішення",
    ]  # fmt: skip
    worlds.case_in(world, point=world.remote, actor=world.remote_officer)
    facts = {"actor": world.officer, "at": AT, "since": AT.date(), "until": AT.date()}
    journal = services.keep_journal(**facts)
    assert [(r["outcome"], r["forwarded"]) for r in journal.data["rows"]] == [("надано", "16.11.2026"), ("", "")]
    assert len(services.keep_journal(**facts, point=world.remote).data["rows"]) == 1
    with pytest.raises(errors.MayNotAct):
        services.keep_journal(**{**facts, "actor": world.courier})
