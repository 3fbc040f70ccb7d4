"""Several applicants, representatives with their term, regimes, and what is given at once."""

import datetime as dt
from typing import Any

import pytest

from vikno.applicants.models import Applicant, Representative
from vikno.cases import errors, printing, queries, services
from vikno.cases.enums import CaseState, Outcome, PartyRole, Step, TermRegime
from vikno.cases.models import Case, CaseNumber, CoApplicant, Decision, Result, StatusChange
from vikno.cases.services import PaperLine, Together
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


@pytest.fixture
def other() -> Applicant:
    return worlds.applicant(worlds.HOME, family_name="Петренко")


def representing(applicant: Applicant, person: Applicant, *, until: dt.date | None) -> Representative:
    return Representative.objects.create(
        hromada_id=applicant.hromada_id, applicant=applicant, person=person, ground="power_of_attorney",
        document="№ 5 від 01.02.2026", valid_to=until, created_at=AT,
    )  # fmt: skip


def decided(world: World, **given: Any) -> Case:
    case = worlds.case_in(world, **given)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)
    services.decide_case(case=case, actor=world.provider, at=AT, outcome=Outcome.GRANTED, decided_on=AT.date())
    services.receive_result(case=case, actor=world.officer, at=AT, point=world.main)
    return case


def test_everybody_who_applies_is_on_the_papers(world: World, other: Applicant) -> None:
    opened = worlds.opened(world, together=[Together(applicant=other, role=PartyRole.CO_OWNER)])
    sheet = printing.progress_sheet_of(opened.case, at=AT)
    inventory = printing.inventory_of(
        opened.case, access_code=opened.access_code, officer="", papers=opened.papers, together=opened.together
    )
    for paper in (sheet, inventory):
        assert paper.applicant == "Іваненко Марія Петрівна; Петренко Марія Петрівна, співвласник"


def test_nobody_applies_twice_nor_from_elsewhere(world: World, other: Applicant) -> None:
    with pytest.raises(errors.CoApplicantTwice):
        worlds.opened(world, together=[Together(applicant=world.applicant, role=PartyRole.SPOUSE)])
    twice = [Together(applicant=other, role=PartyRole.SPOUSE), Together(applicant=other, role=PartyRole.FAMILY)]
    with pytest.raises(errors.CoApplicantTwice):
        worlds.opened(world, together=twice)
    foreign = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418).applicant
    with pytest.raises(errors.WrongApplicant):
        worlds.opened(world, together=[Together(applicant=foreign, role=PartyRole.SPOUSE)])
    assert not CaseNumber.objects.filter(hromada_code=worlds.HOME).exists()


def test_an_expired_representative_is_refused_by_day_and_document(world: World, other: Applicant) -> None:
    late = representing(other, world.applicant, until=dt.date(2026, 11, 15))
    with pytest.raises(errors.RepresentativeExpired) as refused:
        worlds.opened(world, together=[Together(applicant=other, role=PartyRole.SPOUSE, representative=late)])
    assert "15.11.2026" in str(refused.value)
    assert "№ 5 від 01.02.2026" in str(refused.value)


def test_a_term_that_ends_between_opening_and_issue_ends_there(world: World, other: Applicant) -> None:
    ends = representing(world.applicant, other, until=dt.date(2026, 11, 20))
    case = decided(world, representative=ends)
    with pytest.raises(errors.RepresentativeExpired) as refused:
        services.issue_result(
            case=case, actor=world.officer, at=AT + dt.timedelta(days=5), identity_seen="паспорт", representative=ends
        )
    assert "20.11.2026" in str(refused.value)
    assert Case.objects.get().state == CaseState.RESULT_RECEIVED


def test_a_co_applicant_and_their_representative_may_take_the_result(world: World, other: Applicant) -> None:
    third = worlds.applicant(worlds.HOME, family_name="Сидоренко")
    case = decided(world, together=[Together(applicant=other, role=PartyRole.SPOUSE)])
    with pytest.raises(errors.NotOfThisCase):
        services.issue_result(case=case, actor=world.officer, at=AT, identity_seen="паспорт", co_applicant=third)
    stranger = representing(third, world.applicant, until=None)
    with pytest.raises(errors.RepresentativeNotEntitled):
        services.issue_result(case=case, actor=world.officer, at=AT, identity_seen="п", representative=stranger)
    services.issue_result(case=case, actor=world.officer, at=AT, identity_seen="паспорт", co_applicant=other)
    assert Result.objects.get().issued_to_co_applicant == other


@pytest.mark.parametrize(
    ("regime", "due_on", "version"),
    [
        ("", "2026-11-30", "послуга/2023"),
        (TermRegime.PROCEDURE, "2026-12-16", "процедура/2023"),
        (TermRegime.APPEAL, "2026-12-16", "звернення/1996"),
        (TermRegime.INFORMATION, "2026-11-23", "інформація/2011"),
    ],
)
def test_a_case_is_counted_by_the_law_it_was_opened_under(world: World, regime: str, due_on: str, version: str) -> None:
    case = worlds.case_in(world, regime=regime)
    if case.due_on is None:  # the term of a service may begin at its provider
        services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
        services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)
    kept = Case.objects.get()
    assert kept.regime == (regime or TermRegime.SERVICE)
    assert str(kept.due_on) == due_on
    assert kept.term_explanation["rules"] == version


def test_regimes_do_not_lend_each_other_their_acts(world: World) -> None:
    case = worlds.case_in(world, regime=TermRegime.INFORMATION)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)
    with pytest.raises(errors.StepNotInRules):
        services.suspend_case(case=case, actor=world.provider, at=AT, on=AT.date(), ground="court")
    services.decide_case(
        case=case, actor=world.provider, at=AT, outcome=Outcome.REFUSED, decided_on=AT.date(), grounds="таємниця"
    )
    assert Decision.objects.get().outcome == Outcome.REFUSED


def test_what_is_given_at_once_is_a_service_only(world: World) -> None:
    world.version.is_immediate = True
    world.version.save()
    with pytest.raises(errors.RegimeNotOffered):
        worlds.opened(world, regime=TermRegime.APPEAL)


def at_once(world: World, **given: Any) -> Case:
    facts: dict[str, Any] = {
        "actor": world.officer, "at": AT, "point": world.main, "service": world.service, "applicant": world.applicant,
        "papers": [PaperLine(name="Заява", evidence_form="original")], "identity_seen": "паспорт, …1234",
    }  # fmt: skip
    return services.serve_at_once(**{**facts, **given}).case


def test_at_once_leaves_the_same_rows_as_three_visits(world: World) -> None:
    world.version.is_immediate = True
    world.version.save()
    case = at_once(world, number="12")
    steps = list(StatusChange.objects.filter(case=case).order_by("pk").values_list("step", flat=True))
    assert steps == [Step.REGISTERED, Step.DECIDED, Step.RETURNED, Step.ISSUED]
    kept = Case.objects.get()
    assert (kept.state, kept.inventory_id is not None) == (CaseState.ISSUED, True)
    assert Result.objects.get().identity_seen == "паспорт, …1234"


def test_at_once_may_refuse_unheard_and_keeps_the_way_to_complain(world: World) -> None:
    world.version.is_immediate = True
    world.version.save()
    at_once(world, outcome=Outcome.REFUSED, grounds="Немає підстав")
    assert Decision.objects.get().complain_until == dt.date(2026, 12, 16)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"identity_seen": " "}, errors.IdentityNotChecked),
        ({"outcome": Outcome.REFUSED}, errors.GroundsMissing),
        ({"papers": []}, errors.NoPapers),
    ],
)
def test_what_is_refused_at_once_leaves_nothing(world: World, given: dict[str, Any], refusal: type[Exception]) -> None:
    world.version.is_immediate = True
    world.version.save()
    with pytest.raises(refusal):
        at_once(world, **given)
    assert not Case.objects.exists()
    assert not CaseNumber.objects.exists()
    assert not CoApplicant.objects.exists()


def test_what_takes_time_is_not_given_at_once(world: World) -> None:
    with pytest.raises(errors.NotGivenAtOnce):
        at_once(world)
    assert not Case.objects.exists()


def test_a_case_is_on_the_page_of_everybody_who_applies(world: World, other: Applicant) -> None:
    case = worlds.case_in(world, together=[Together(applicant=other, role=PartyRole.SPOUSE)])
    alone = worlds.case_in(world)
    assert list(queries.cases_of(world.officer, other)) == [case]
    assert list(queries.cases_of(world.officer, world.applicant)) == [alone, case]
