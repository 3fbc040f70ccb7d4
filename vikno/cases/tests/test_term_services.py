"""Acts on the term: rights, order, bounds, and the last day counted anew."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError, ProgrammingError

from vikno.accounts.models import Membership
from vikno.audit.queries import first_broken_link
from vikno.cases import counting, errors, policies, queries, services
from vikno.cases.enums import CaseState, Outcome, Step
from vikno.cases.models import Case, StatusChange, TermChange
from vikno.cases.printing import progress_sheet_of
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.catalogue.enums import StartEvent
from vikno.common import tenancy
from vikno.notifications.enums import Channel
from vikno.notifications.models import Message

pytestmark = pytest.mark.django_db
TODAY = AT.date()  # Monday, 16 November 2026; the term is 10 working days, to 30 November


@pytest.fixture
def world() -> World:
    return worlds.build()


@pytest.fixture
def case(world: World) -> Case:
    return accepted(world)


def accepted(world: World, **given: Any) -> Case:
    case = worlds.case_in(world, **given)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)
    return case


def later(days: int) -> dt.datetime:
    return AT + dt.timedelta(days=days)


def stop(case: Case, world: World, *, days: int = 2, **given: Any) -> StatusChange:
    on = later(days).date()
    facts = {"actor": world.provider, "at": later(days), "on": on, "ground": "court", **given}
    return services.suspend_case(case=case, **facts)


def left(case: Case, world: World, *, days: int = 1, cure_in: int = 10, **given: Any) -> StatusChange:
    on = later(days).date()
    facts: dict[str, Any] = {
        "actor": world.provider, "at": later(days), "on": on, "defects": "немає підпису",
        "cure_by": on + dt.timedelta(days=cure_in),
    }  # fmt: skip
    return services.leave_without_motion(case=case, **{**facts, **given})


def test_a_suspended_term_stands_and_goes_on(case: Case, world: World) -> None:
    stop(case, world, detail="ухвала 12")
    assert (case.state, case.due_on) == (CaseState.SUSPENDED, None)
    assert "Строк зупинено з 18.11.2026" in case.term_explanation["sentence"]
    services.resume_case(case=case, actor=world.provider, at=later(9), on=later(9).date(), note="рішення суду")
    case.refresh_from_db()
    assert case.state == CaseState.ACCEPTED
    assert case.due_on == dt.date(2026, 12, 7)  # five working days later: from 18 to 24 November nothing is counted
    assert "з 18.11.2026 до 24.11.2026 включно" in case.term_explanation["sentence"]
    assert case.term_explanation["rules"] == "послуга/2023"
    assert first_broken_link(worlds.HOME) is None


def test_defects_mended_in_time_count_from_the_first_filing(case: Case, world: World) -> None:
    left(case, world)
    assert (case.state, case.due_on, counting.cure_by(case)) == (
        CaseState.WITHOUT_MOTION, None, dt.date(2026, 11, 27),
    )  # fmt: skip
    services.record_cure(case=case, actor=world.officer, at=later(8), on=later(8).date(), note="підписано")
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 12, 7)
    assert "вважається поданою 16.11.2026" in case.term_explanation["sentence"]
    assert counting.cure_by(case) is None


def test_defects_mended_late_start_the_term_anew(case: Case, world: World) -> None:
    left(case, world)
    services.record_cure(case=case, actor=world.officer, at=later(15), on=dt.date(2026, 12, 1))
    assert case.due_on == dt.date(2026, 12, 15)
    assert "заново" in case.term_explanation["sentence"]


def test_an_application_not_mended_is_left_without_consideration(case: Case, world: World) -> None:
    left(case, world)
    facts: dict[str, Any] = {"case": case, "actor": world.provider, "grounds": "недоліків не усунено"}
    with pytest.raises(errors.OnlyLeftWithoutConsideration):
        services.decide_case(**facts, at=later(3), outcome=Outcome.REFUSED, decided_on=TODAY)
    over = Outcome.LEFT_WITHOUT_CONSIDERATION
    with pytest.raises(errors.CureNotOver) as refusal:
        services.decide_case(**facts, at=later(11), outcome=over, decided_on=later(11).date())
    assert "27.11.2026" in str(refusal.value)
    services.decide_case(**facts, at=later(12), outcome=over, decided_on=later(12).date())
    assert case.state == CaseState.DECIDED


def test_the_term_is_lengthened_once_within_its_bounds(case: Case, world: World) -> None:
    facts: dict[str, Any] = {"case": case, "actor": world.provider, "at": later(4), "on": later(4).date()}
    with pytest.raises(errors.ExtensionTooLong) as refusal:
        services.extend_term(**facts, days=16, ground="complex")
    assert "15 робочих днів" in str(refusal.value)
    with pytest.raises(errors.GroundNotInRules):
        services.extend_term(**facts, days=5, ground="нам так зручно")
    services.extend_term(**facts, days=5, ground="evidence")
    assert case.due_on == dt.date(2026, 12, 7)
    assert "20.11.2026 строк продовжено на 5 робочих днів, тому що треба зібрати" in case.term_explanation["sentence"]
    with pytest.raises(errors.ExtensionUsed):
        services.extend_term(**facts, days=1, ground="evidence")


def test_a_term_that_is_over_is_neither_stopped_nor_lengthened(case: Case, world: World) -> None:
    for act in (stop, left):
        with pytest.raises(errors.TermAlreadyOver):
            act(case, world, days=20)
    with pytest.raises(errors.TermAlreadyOver):
        services.extend_term(
            case=case, actor=world.provider, at=later(20), on=later(20).date(), days=5, ground="complex"
        )
    assert TermChange.objects.count() == 0


def test_days_are_in_order_and_not_in_the_future(case: Case, world: World) -> None:
    with pytest.raises(errors.DayInFuture):
        stop(case, world, on=later(3).date())
    with pytest.raises(errors.DayOutOfOrder):
        stop(case, world, on=TODAY - dt.timedelta(days=1))
    stop(case, world)
    with pytest.raises(errors.DayOutOfOrder) as refusal:
        services.resume_case(case=case, actor=world.provider, at=later(5), on=TODAY)
    assert "18.11.2026" in str(refusal.value)


@pytest.mark.parametrize("cure_in", [4, 61])
def test_the_day_of_cure_is_bounded(case: Case, world: World, cure_in: int) -> None:
    with pytest.raises(errors.CureDayOutOfBounds):
        left(case, world, cure_in=cure_in)
    with pytest.raises(errors.DefectsMissing):
        left(case, world, defects="  ")


def test_the_desk_acts_on_the_term_only_where_the_provider_has_no_cabinet(case: Case, world: World) -> None:
    with pytest.raises(errors.ProviderDecides):
        stop(case, world, actor=world.officer)
    assert policies.steps_for(world.officer, case) & {Step.SUSPENDED, Step.EXTENDED} == set()
    assert {Step.SUSPENDED, Step.EXTENDED, Step.WITHOUT_MOTION} <= policies.steps_for(world.provider, case)
    with pytest.raises(errors.MayNotAct):
        stop(case, world, actor=world.courier)
    Membership.objects.filter(role="provider").delete()
    stop(case, world, actor=world.officer)
    assert case.state == CaseState.SUSPENDED


def test_the_centre_that_decides_itself_acts_from_registration_on(world: World) -> None:
    case = worlds.case_in(world)
    Case.objects.filter(pk=case.pk).update(provider=None)
    case = queries.case_by_number(world.officer, case.number)
    left(case, world, actor=world.officer)
    services.record_cure(case=case, actor=world.officer, at=later(5), on=later(5).date())
    assert case.state == CaseState.ACCEPTED
    services.decide_case(
        case=case, actor=world.officer, at=later(6), outcome=Outcome.GRANTED, decided_on=later(6).date()
    )
    assert case.state == CaseState.DECIDED


def test_a_case_with_the_provider_on_the_way_is_not_stopped(world: World) -> None:
    case = worlds.case_in(world)
    with pytest.raises(errors.ProviderDecides):
        stop(case, world, actor=world.officer)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    with pytest.raises(errors.StepNotAllowed):
        stop(case, world)


def test_an_immediate_service_has_no_acts_on_its_term(world: World) -> None:
    case = accepted(world)
    case.version.is_immediate = True
    case.version.save()
    assert Step.SUSPENDED not in policies.steps_for(world.officer, case)
    with pytest.raises(errors.StepNotInRules):
        stop(case, world)


def test_cases_of_the_older_law_keep_to_it(world: World) -> None:
    case = accepted(world)
    kept = {**case.term_explanation, "started_on": "2023-11-01"}
    Case.objects.filter(pk=case.pk).update(term_explanation=kept, due_on=dt.date(2026, 12, 31))
    for act in (stop, left):
        with pytest.raises(errors.StepNotInRules):
            act(case, world)


def test_a_term_that_has_not_begun_is_not_touched(world: World) -> None:
    world.version.start_event = StartEvent.RECEIVED_BY_PROVIDER
    world.version.save()
    case = worlds.case_in(world)
    Case.objects.filter(pk=case.pk).update(provider=None)
    case = queries.case_by_number(world.officer, case.number)
    with pytest.raises(errors.TermNotBegun):
        stop(case, world, actor=world.officer)


def test_a_term_stopped_by_martial_law_does_not_begin_anew_on_acceptance(world: World) -> None:
    world.version.is_paused_by_martial_law = True
    world.version.save()
    case = accepted(world)
    case.refresh_from_db()
    assert case.due_on is None
    assert case.term_explanation["started_on"] == "2026-11-16"
    assert "постанова КМУ № 165" in case.term_explanation["sentence"]


def test_the_progress_sheet_tells_of_each_act_and_of_the_term(case: Case, world: World) -> None:
    left(case, world)
    services.record_cure(case=case, actor=world.officer, at=later(8), on=later(7).date(), note="підписано")
    sheet = progress_sheet_of(queries.case_by_number(world.officer, case.number), at=later(9))
    steps = {step.step: step.note for step in sheet.steps}
    assert steps["заяву залишено без руху"] == "Усунути до 27.11.2026: немає підпису"
    assert steps["недоліки усунено"] == "23.11.2026. підписано"
    assert "без руху" in sheet.term
    assert "вчасно" in sheet.term


def test_who_asked_for_letters_is_told_of_defects(world: World) -> None:
    case = accepted(world, notification_channel=Channel.EMAIL, contact="maria@example.com")
    left(case, world)
    letter = Message.objects.get(event="without_motion")
    assert "27.11.2026" in letter.body
    assert "підпису" not in letter.subject + letter.body
    assert "Іваненко" not in letter.subject + letter.body


def test_two_presses_stop_the_term_once(case: Case, world: World) -> None:
    stale = Case.objects.get(pk=case.pk)
    stop(case, world)
    with pytest.raises(errors.StepNotAllowed):
        stop(stale, world)
    assert TermChange.objects.count() == 1


def test_strangers_and_hands_of_the_database_change_nothing(case: Case, world: World) -> None:
    neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    for actor in (neighbour.officer, neighbour.provider):
        with pytest.raises(errors.CaseNotFound):
            stop(case, world, actor=actor)
    tenancy.bind(worlds.HOME)
    stop(case, world)
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        TermChange.objects.update(days=9)
    change = StatusChange.objects.order_by("pk").last()
    assert change is not None
    other = StatusChange.objects.order_by("pk").first()
    with pytest.raises(IntegrityError), transaction.atomic():
        TermChange.objects.create(hromada_id=worlds.HOME, case=case, step=other, kind=Step.SUSPENDED, happened_on=TODAY)
    tenancy.bind(worlds.NEIGHBOUR)
    assert TermChange.objects.count() == 0
