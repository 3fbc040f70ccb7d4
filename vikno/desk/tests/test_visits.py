"""Several services in one visit: one more after the number, several before it, a turn of life; all or none, once."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client

from vikno.accounts.enums import Role
from vikno.cases.models import Case, NumberSeries
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.catalogue.models import BundleLine, BundleQuestion, EventBundle, LifeEvent, PublicService, Requirement
from vikno.common import tenancy
from vikno.desk import services
from vikno.desk.errors import ServiceRefused
from vikno.desk.models import IntakeDraft, Visit, VisitCase
from vikno.desk.tests.test_intake import WISHES, ready, start
from vikno.documents.models import GeneratedDocument
from vikno.network.models import Offering

pytestmark = pytest.mark.django_db


def service(code: str, name: str, *, at: World | None = None, **papers: str) -> PublicService:
    """A published service; `papers`: form -> name of one more paper."""
    version = worlds.service_version(code, name)
    for order, (form, paper) in enumerate(papers.items(), start=3):
        Requirement.objects.get_or_create(version=version, order=order, defaults={"name": paper, "evidence_form": form})
    if at is not None:
        Offering.objects.get_or_create(point=at.main, service=version.service, valid_from=worlds.SINCE)
    return version.service


def bundle(world: World) -> EventBundle:
    """Birth: registration gives the certificate; the benefit always; a card where there are three children."""
    event = LifeEvent.objects.create(code="birth", name="Народилася дитина", name_en="A child is born")
    made = EventBundle.objects.create(
        code="birth", life_event=event, name="Народилася дитина", valid_from=worlds.SINCE, source="рішення"
    )
    many = BundleQuestion.objects.create(bundle=made, order=1, code="many", text="Троє або більше дітей?")
    birth = service("V-1", "Реєстрація народження", at=world, shown="Паспорт")
    benefit = service("V-2", "Допомога при народженні", at=world, shown="Паспорт", copy="Свідоцтво про народження")
    card = service("V-3", "Посвідчення багатодітної сім'ї", shown="Паспорт")
    BundleLine.objects.create(bundle=made, order=1, service=birth, gives=["Свідоцтво про народження"])
    BundleLine.objects.create(bundle=made, order=2, service=benefit)
    BundleLine.objects.create(bundle=made, order=3, service=card, question=many)
    return made


def ticked(page: str, *, only: str = "") -> dict[str, object]:
    """What a browser would send of the checklist as it stands."""
    form: dict[str, object] = {}
    for part in page.split("<input")[1:]:
        tag = part.split(">")[0]
        if 'name="papers-' not in tag or 'type="search"' in tag:
            continue
        name = tag.split('name="')[1].split('"')[0]
        if name.endswith("-taken"):
            if "checked" in tag:
                form[name] = "on"
        else:
            form[name] = tag.split('value="')[1].split('"')[0].replace("&#x27;", "'") if 'value="' in tag else ""
    for part in page.split("<select")[1:]:
        name = part.split('name="')[1].split('"')[0]
        chosen = [one.split('value="')[1].split('"')[0] for one in part.split("</select>")[0].split("<option")[1:]]
        selected = [one for one in part.split("</select>")[0].split("<option")[1:] if "selected" in one]
        form[name] = selected[0].split('value="')[1].split('"')[0] if selected else chosen[0]
    return form


def through(client: Client, world: World, made: EventBundle, *, yes: tuple[str, ...] = ()) -> str:
    """Walk a bundle up to the check."""
    address = start(client, world.applicant)
    assert client.post(f"{address}service/", {"bundle": made.pk}).url == f"{address}bundle/{made.pk}/"
    page = client.get(f"{address}bundle/{made.pk}/", {"asked": "1", "yes": list(yes)}).content.decode()
    chosen = [
        part.split('value="')[1].split('"')[0]
        for part in page.split("<input")
        if 'name="services"' in part.split(">")[0] and "checked" in part.split(">")[0]
    ]
    sent = {"asked": "1", "yes": list(yes), "services": chosen}
    assert client.post(f"{address}bundle/{made.pk}/", sent).url == f"{address}papers/"
    page = client.get(f"{address}papers/").content.decode()
    assert client.post(f"{address}papers/", ticked(page)).url == address
    assert client.post(f"{address}wishes/", WISHES).url == address
    return address


def test_one_intake_makes_many_cases(world: World, officer: Client) -> None:
    address = through(officer, world, bundle(world))
    check = officer.get(f"{address}check/").content.decode()
    assert "Реєстрація народження" in check
    assert "Зареєструвати 2 заяви" in check
    assert officer.post(f"{address}registration/").url == f"{address}done/"
    visit = Visit.objects.get()
    assert officer.get(f"{address}done/").url == f"/desk/visits/{visit.pk}/"
    cases = list(Case.objects.order_by("number"))
    assert [case.service.name for case in cases] == ["Реєстрація народження", "Допомога при народженні"]
    papers = [[paper.name for paper in case.papers.order_by("order")] for case in cases]
    assert papers == [["Заява", "Довідка про доходи", "Паспорт"], ["Заява", "Довідка про доходи", "Паспорт"]]
    assert all(case.inventory for case in cases)
    page = officer.get(f"/desk/visits/{visit.pk}/").content.decode()
    for case in cases:
        assert case.number_shown in page
        assert case.inventory is not None
        assert case.inventory.data["access_code"] in page


def test_a_paper_is_asked_once_and_the_coming_certificate_not_at_all(world: World, officer: Client) -> None:
    made = bundle(world)
    address = start(officer, world.applicant)
    keys = list(made.lines.values_list("service_id", flat=True))[:2]
    officer.post(f"{address}bundle/{made.pk}/", {"asked": "1", "services": keys})
    page = officer.get(f"{address}papers/").content.decode()
    assert page.count('value="Паспорт"') == 1
    assert page.count('value="Заява"') == 2
    assert "Видадуть за послугою «Реєстрація народження»" in page
    assert ticked(page)["papers-0-taken"] == "on"
    assert [name for name, value in ticked(page).items() if value == "Свідоцтво про народження"] == ["papers-4-name"]
    assert "papers-4-taken" not in ticked(page)


def test_what_cannot_be_given_here_is_said_with_the_reason_and_the_place(world: World, officer: Client) -> None:
    made = bundle(world)
    card = PublicService.objects.get(code="V-3")
    Offering.objects.create(point=world.remote, service=card, valid_from=worlds.SINCE)
    address = start(officer, world.applicant)
    page = officer.get(f"{address}bundle/{made.pk}/", {"asked": "1", "yes": "many"}).content.decode()
    assert "немає в переліку послуг цієї точки" in page
    assert f"Надають: {world.remote.name}" in page
    officer.post(f"{address}bundle/{made.pk}/", {"asked": "1", "yes": "many", "services": [card.pk]})
    assert IntakeDraft.objects.get().service is None  # a disabled tick sent by hand chooses nothing


def test_answers_bring_services_in(world: World, officer: Client) -> None:
    made = bundle(world)
    service("V-3", "", at=world)
    address = start(officer, world.applicant)
    for yes, count in (([], 2), (["many"], 3)):
        page = officer.get(f"{address}bundle/{made.pk}/", {"asked": "1", "yes": yes}).content.decode()
        forms = [part.split(">")[0] for part in page.split("<input") if 'name="services"' in part.split(">")[0]]
        assert len([one for one in forms if "checked" in one]) == count


def test_all_cases_or_none(world: World, officer: Client) -> None:
    address = through(officer, world, bundle(world))
    Offering.objects.filter(service__code="V-2").delete()  # the council took it away a minute ago
    before = list(NumberSeries.objects.values_list("last", flat=True))
    page = officer.post(f"{address}registration/", follow=True).content.decode()
    assert "«Допомога при народженні»" in page
    assert "Жодної заяви ще не зареєстровано" in page
    assert (Case.objects.count(), Visit.objects.count(), GeneratedDocument.objects.count()) == (0, 0, 0)
    assert list(NumberSeries.objects.values_list("last", flat=True)) == before
    draft = IntakeDraft.objects.get()
    with pytest.raises(ServiceRefused):
        services.register_draft(draft=draft, actor=world.officer, at=worlds.AT)


def test_presses_after_the_first_make_nothing(world: World, officer: Client) -> None:
    address = through(officer, world, bundle(world))
    for _ in range(5):
        assert officer.post(f"{address}registration/").url == f"{address}done/"
    assert (Case.objects.count(), Visit.objects.count(), VisitCase.objects.count()) == (2, 1, 2)


def test_one_more_service_asks_nothing_again(world: World, officer: Client) -> None:
    other = service("V-9", "Субсидія", at=world)
    address = ready(officer, world)
    officer.post(f"{address}registration/")
    done = officer.get(f"{address}done/").content.decode()
    assert "Ще одна послуга для цієї людини" in done
    for _ in range(5):
        answer = officer.post(f"{address}another/")
    second = IntakeDraft.objects.get(follows__isnull=False)
    assert answer.url == f"/desk/intake/{second.pk}/"
    assert second.applicant == world.applicant
    again = f"/desk/intake/{second.pk}/"
    assert officer.post(f"{again}service/", {"service": other.pk}).url == f"{again}papers/"
    page = officer.get(f"{again}papers/").content.decode()
    assert officer.post(f"{again}papers/", ticked(page)).url == again
    assert officer.get(again).url == f"{again}check/"  # who came and how to tell hold for the whole visit
    assert "050 123 45 67" in officer.get(f"{again}check/").content.decode()
    officer.post(f"{again}registration/")
    assert (Visit.objects.count(), VisitCase.objects.count()) == (1, 2)


def test_one_more_before_the_number(world: World, officer: Client) -> None:
    other = service("V-9", "Субсидія", at=world)
    address = ready(officer, world)
    assert officer.post(f"{address}service/", {"service": other.pk, "more": "1"}).url == f"{address}papers/"
    draft = IntakeDraft.objects.get()
    assert (draft.service_id, draft.more) == (world.service.pk, [other.pk])
    page = officer.get(f"{address}papers/").content.decode()
    assert officer.post(f"{address}papers/", ticked(page)).url == address
    assert officer.get(address).url == f"{address}check/"
    officer.post(f"{address}registration/")
    assert Case.objects.count() == 2
    assert [line.order for line in VisitCase.objects.order_by("order")] == [1, 2]


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_the_sheet_names_every_case_and_is_made_once(world: World, officer: Client, size: str) -> None:
    address = through(officer, world, bundle(world))
    officer.post(f"{address}registration/")
    visit = Visit.objects.get()
    first = officer.post(f"/desk/visits/{visit.pk}/sheet/", {"size": size})
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.content == officer.post(f"/desk/visits/{visit.pk}/sheet/", {"size": size}).content
    sheet = GeneratedDocument.objects.get(kind="visit")
    assert {row["number"] for row in sheet.data["rows"]} == {case.number_shown for case in Case.objects.all()}
    assert all(row["code"] for row in sheet.data["rows"])


def test_a_visit_is_of_its_own_hromada(world: World, officer: Client, sign_in: object) -> None:
    address = through(officer, world, bundle(world))
    officer.post(f"{address}registration/")
    visit = Visit.objects.get()
    neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    tenancy.bind(worlds.HOME)
    for stranger in (neighbour.officer, world.courier, world.provider):
        client = sign_in(stranger)  # type: ignore[operator]
        assert client.get(f"/desk/visits/{visit.pk}/").status_code == 404
        assert client.post(f"/desk/visits/{visit.pk}/sheet/", {"size": "a4"}).status_code == 404
    colleague = sign_in(world.remote_officer)  # type: ignore[operator]
    assert colleague.get(f"/desk/visits/{visit.pk}/").status_code == 200
    assert world.remote_officer.role == Role.OFFICER


def test_a_case_knows_its_neighbours_of_the_visit(world: World, officer: Client) -> None:
    address = through(officer, world, bundle(world))
    officer.post(f"{address}registration/")
    first, second = Case.objects.order_by("number")
    beside = officer.get(f"/desk/case/{first.number}/beside/").content.decode()
    assert second.number_shown in beside


@pytest.mark.django_db(transaction=True)
def test_five_presses_at_once_make_one_visit() -> None:
    with transaction.atomic():
        world = worlds.build()
        other = service("V-9", "Субсидія", at=world)
    with tenancy.working_for(worlds.HOME):
        draft = services.start_draft(actor=world.officer, at=worlds.AT, point=world.main, applicant=world.applicant)
        services.choose_services(draft=draft, actor=world.officer, at=worlds.AT, services=[world.service, other])
        paper = {"name": "Заява", "evidence_form": "copy", "sheets": 1, "requirement_id": None}
        of = [[world.service.pk, None], [other.pk, None]]
        services.keep_papers(draft=draft, actor=world.officer, at=worlds.AT, papers=[{**paper, "of": of}])
        wishes = {"notification_channel": "in_person", "result_channel": "same_point"}
        services.keep_wishes(draft=draft, actor=world.officer, at=worlds.AT, wishes=wishes)
    gate = threading.Barrier(5)

    def press(_place: int) -> UUID:
        try:
            gate.wait(timeout=10)
            with tenancy.working_for(worlds.HOME):
                mine = IntakeDraft.objects.get(pk=draft.pk)
                return services.register_draft(draft=mine, actor=world.officer, at=dt.datetime.now(dt.UTC)).token
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        assert len(set(pool.map(press, range(5)))) == 1
    with tenancy.working_for(worlds.HOME):
        assert (Case.objects.count(), VisitCase.objects.count()) == (2, 2)
