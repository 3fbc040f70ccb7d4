"""The one-screen service, those who apply together, and the law the officer chooses."""

import re
from typing import Any

import pytest
from django.test import Client

from vikno.applicants.models import Applicant
from vikno.cases.enums import CaseState, Outcome, PartyRole, Step, TermRegime
from vikno.cases.models import Case, CasePaper, CoApplicant, Decision, StatusChange
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.desk.models import IntakeDraft, VisitCase
from vikno.desk.tests.test_intake import papers, ready, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> Applicant:
    return worlds.applicant(worlds.HOME, family_name="Петренко")


def immediate(world: World) -> None:
    world.version.is_immediate = True
    world.version.save()


def at_once(**given: Any) -> dict[str, object]:
    said = {"came": "self", "outcome": "granted", "identity_kind": "id_card", "identity_number": "1234", "number": "7"}
    return {**papers(), **said, **given}


def opened_at_once(client: Client, world: World) -> str:
    immediate(world)
    address = start(client, world.applicant)
    assert client.post(f"{address}service/", {"service": world.service.pk}).url == f"{address}at-once/"
    return address


def test_one_page_registers_decides_and_hands_over(world: World, officer: Client) -> None:
    address = opened_at_once(officer, world)
    page = officer.get(f"{address}at-once/").content.decode()
    assert "Зареєструвати, вирішити й видати" in page
    assert officer.post(f"{address}at-once/", at_once()).url == f"{address}done/"
    case = Case.objects.get()
    assert case.state == CaseState.ISSUED
    steps = StatusChange.objects.filter(case=case).order_by("pk").values_list("step", flat=True)
    assert list(steps) == [Step.REGISTERED, Step.DECIDED, Step.RETURNED, Step.ISSUED]
    assert VisitCase.objects.get().case == case
    assert "справу завершено" in officer.get(f"{address}done/").content.decode()


def test_nothing_is_ticked_beforehand_and_all_of_the_list_is_one_tick(world: World, officer: Client) -> None:
    address = opened_at_once(officer, world)
    page = officer.get(f"{address}at-once/").content.decode()
    assert "Усе з цього переліку подано" in page
    assert not re.search(r"papers-\d+-taken[^>]*checked", page)
    assert not re.search(r'name="all_papers"[^>]*checked', page)
    none = at_once(**{"papers-0-taken": ""})
    refused = officer.post(f"{address}at-once/", none).content.decode()
    assert "Позначте хоча б один документ." in refused
    assert not Case.objects.exists()
    wrong = officer.post(f"{address}at-once/", {**none, "all_papers": "on", "identity_number": ""}).content.decode()
    assert re.search(r'name="all_papers"[^>]*checked', wrong)
    assert officer.post(f"{address}at-once/", {**none, "all_papers": "on"}).url == f"{address}done/"
    assert names() == {"Заява", "Довідка про доходи"}


def names() -> set[str]:
    return set(CasePaper.objects.values_list("name", flat=True))


def test_what_only_some_bring_is_not_among_all_of_the_list(world: World, officer: Client) -> None:
    world.version.requirements.filter(order=2).update(condition="Якщо є діти")
    address = opened_at_once(officer, world)
    shown = officer.get(f"{address}at-once/").content.decode().partition("<details")[0]
    assert "Заява" in shown
    assert "Довідка про доходи" not in shown
    said = {**at_once(**{"papers-0-taken": ""}), "all_papers": "on"}
    assert officer.post(f"{address}at-once/", said).url == f"{address}done/"
    assert names() == {"Заява"}


def test_beside_all_of_the_list_what_was_ticked_one_by_one_is_taken(world: World, officer: Client) -> None:
    world.version.requirements.filter(order=2).update(condition="Якщо є діти")
    address = opened_at_once(officer, world)
    said = {**at_once(**papers(extra="Доручення")), "papers-0-taken": "", "papers-1-taken": "on", "all_papers": "on"}
    assert officer.post(f"{address}at-once/", said).url == f"{address}done/"
    assert names() == {"Заява", "Довідка про доходи", "Доручення"}


def test_what_was_said_of_papers_before_stays_said(world: World, officer: Client) -> None:
    address = opened_at_once(officer, world)
    officer.post(f"{address}papers/", papers())
    page = officer.get(f"{address}at-once/").content.decode()
    assert re.search(r"papers-0-taken[^>]*checked", page)
    assert '<details class="govuk-details" open>' in page


def test_a_second_press_gives_the_same_case(world: World, officer: Client) -> None:
    address = opened_at_once(officer, world)
    officer.post(f"{address}at-once/", at_once())
    assert officer.post(f"{address}at-once/", at_once()).url == f"{address}done/"
    assert Case.objects.count() == 1


def test_what_was_typed_stays_when_something_is_missing(world: World, officer: Client) -> None:
    address = opened_at_once(officer, world)
    page = officer.post(f"{address}at-once/", at_once(outcome="refused", number="№ 17/б")).content.decode()
    assert "Напишіть, чому відмовлено." in page
    assert "№ 17/б" in page
    assert not Case.objects.exists()
    officer.post(f"{address}at-once/", at_once(outcome="refused", grounds="Немає підстав"))
    assert Decision.objects.get().outcome == Outcome.REFUSED


def test_what_takes_time_has_no_such_page(world: World, officer: Client) -> None:
    address = start(officer, world.applicant)
    officer.post(f"{address}service/", {"service": world.service.pk})
    assert officer.get(f"{address}at-once/").url == f"{address}papers/"


def test_somebody_applies_together_in_a_role(world: World, officer: Client, other: Applicant) -> None:
    address = ready(officer, world)
    found = officer.get(f"{address}together/", {"q": "Петренко"}).content.decode()
    assert "Петренко Марія" in found
    assert officer.post(f"{address}together/", {"applicant": other.pk}).url == f"{address}together/"
    officer.post(f"{address}together/", {"applicant": other.pk})
    said = {f"p{other.pk}-role": PartyRole.CO_OWNER, "regime": TermRegime.PROCEDURE}
    assert officer.post(f"{address}together/", said).url == address
    page = officer.get(f"{address}check/").content.decode()
    assert "Петренко Марія Петрівна, співвласник" in page
    assert "адміністративна процедура" in page
    assert "30 календарних днів" in page
    officer.post(f"{address}registration/")
    line = CoApplicant.objects.get()
    assert (line.applicant, line.role) == (other, PartyRole.CO_OWNER)
    case = Case.objects.get()
    assert case.regime == TermRegime.PROCEDURE
    page = officer.get(f"/cases/{case.number}/").content.decode()
    assert "Разом із заявником" in page
    assert "адміністративна процедура" in page


def test_who_was_added_may_be_removed_and_wishes_said_again_keep_the_rest(
    world: World, officer: Client, other: Applicant
) -> None:
    address = ready(officer, world)
    officer.post(f"{address}together/", {"applicant": other.pk})
    wishes = dict(IntakeDraft.objects.get().wishes)
    officer.post(
        f"{address}wishes/",
        {
            "came": "self", "intake_channel": "person", "notification_channel": "in_person",
            "result_channel": "same_point", "contact": "",
        },
    )  # fmt: skip
    assert IntakeDraft.objects.get().wishes["together"] == wishes["together"]
    removed = {f"p{other.pk}-role": PartyRole.SPOUSE, f"p{other.pk}-is_removed": "on", "regime": "service"}
    officer.post(f"{address}together/", removed)
    assert IntakeDraft.objects.get().wishes["together"] == []


def test_a_foreign_person_does_not_apply_here(world: World, officer: Client) -> None:
    address = ready(officer, world)
    foreign = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418).applicant
    worlds.tenancy.bind(worlds.HOME)
    assert officer.post(f"{address}together/", {"applicant": foreign.pk}).status_code == 404
