"""Pages of cases through the browser's door."""

import datetime as dt
import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vikno.accounts.models import Membership, User
from vikno.applicants.models import Applicant
from vikno.audit.models import JournalEntry
from vikno.cases import services
from vikno.cases.enums import CaseState, Outcome, Step
from vikno.cases.models import Case, StatusChange
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.common import clock, tenancy
from vikno.common.actors import Actor

pytestmark = pytest.mark.django_db
NOUNS = (
    "acceptance", "decision", "result", "notification", "issue", "withdrawal", "note",
    "defects", "cure", "suspension", "resumption", "extension",
)  # fmt: skip


@pytest.fixture
def world() -> World:
    return worlds.build()


def door(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def decided(world: World) -> Case:
    case = worlds.case_in(world)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)
    services.decide_case(
        case=case, actor=world.provider, at=AT, outcome=Outcome.GRANTED, decided_on=AT.date(), number="7"
    )
    return case


def test_the_page_shows_the_case_its_steps_and_what_is_next(world: World) -> None:
    case = decided(world)
    page = door(world.officer).get(f"/cases/{case.number}/").content.decode()
    for word in (case.number_shown, "Іваненко Марія Петрівна", "Рішення ухвалено", "10 робочих днів", "№ 7"):
        assert word.lower() in page.lower(), word
    assert f"/cases/{case.number}/result/" in page
    assert f"/cases/{case.number}/issue/" not in page
    assert JournalEntry.objects.filter(action="case.viewed").count() == 1


def test_any_spelling_of_the_number_leads_to_the_page(world: World) -> None:
    case = worlds.case_in(world)
    assert door(world.officer).get(f"/cases/{case.number_shown}/").url == f"/cases/{case.number}/"
    assert door(world.officer).get("/cases/26-0417-999999-1/").status_code == 404


def test_the_path_from_decision_to_hand_over(world: World) -> None:
    case, client = decided(world), door(world.officer)
    assert client.post(f"/cases/{case.number}/result/", {"shelf": "А3"}).status_code == 302
    without = client.post(f"/cases/{case.number}/notification/", {"channel": "phone", "proof": ""})
    assert "Запишіть, як повідомлено" in without.content.decode()
    client.post(f"/cases/{case.number}/notification/", {"channel": "phone", "proof": "говорили о 10:15"})
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert page.index(f"/cases/{case.number}/issue/") < page.index(f"/cases/{case.number}/notification/")
    form = {"to": "applicant", "identity_kind": "id_card", "identity_number": "123"}
    assert client.post(f"/cases/{case.number}/issue/", form).status_code == 200
    client.post(f"/cases/{case.number}/issue/", {**form, "identity_number": "1234"})
    case.refresh_from_db()
    assert case.state == CaseState.ISSUED
    assert case.result.identity_seen.endswith("…1234")
    assert [s.step for s in StatusChange.objects.order_by("pk")][-3:] == ["returned", "notified", "issued"]


def test_a_refused_form_keeps_what_was_typed(world: World) -> None:
    case = worlds.case_in(world)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)
    form = {"outcome": "refused", "decided_on": f"{dt.datetime.now(dt.UTC):%d.%m.%Y}", "number": "44/б", "grounds": ""}
    page = door(world.provider).post(f"/cases/{case.number}/decision/", form).content.decode()
    assert "потребує підстав" in page
    assert "44/б" in page
    assert Case.objects.get().state == CaseState.ACCEPTED


def test_a_second_press_says_so_and_changes_nothing(world: World) -> None:
    case, client = worlds.case_in(world), door(world.officer)
    for _ in range(2):
        response = client.post(f"/cases/{case.number}/withdrawal/", {"reason": "передумала"})
        assert response.url == f"/cases/{case.number}/"
    assert StatusChange.objects.filter(step=Step.WITHDRAWN).count() == 1


def test_an_unknown_noun_is_not_found(world: World) -> None:
    case = worlds.case_in(world)
    assert door(world.officer).get(f"/cases/{case.number}/nonsense/").status_code == 404


def test_a_provider_without_a_cabinet_is_written_for_by_the_desk(world: World) -> None:
    Membership.objects.filter(role="provider").delete()
    case, client = worlds.case_in(world, provider=world.provider_body), door(world.officer)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    assert client.post(f"/cases/{case.number}/acceptance/", {"note": "Соломко, реєстр 5"}).status_code == 302
    today = f"{dt.datetime.now(dt.UTC):%d.%m.%Y}"
    client.post(f"/cases/{case.number}/decision/", {"outcome": "granted", "decided_on": today, "number": "1"})
    assert Case.objects.get().state == CaseState.DECIDED


def test_strangers_change_nothing(world: World) -> None:
    case = decided(world)
    neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    tenancy.bind(worlds.HOME)
    before = (Case.objects.get().version_number, StatusChange.objects.count())
    for who in (neighbour.officer, neighbour.head, neighbour.provider, world.courier):
        client = door(who)
        for end in ("", "inventory/", "progress-sheet/", *(f"{noun}/" for noun in NOUNS)):
            assert client.get(f"/cases/{case.number}/{end}").status_code == 404, (who.role, end)
        for noun in (*NOUNS, "access-code"):
            assert client.post(f"/cases/{case.number}/{noun}/", {"text": "x", "reason": "x"}).status_code == 404
        tenancy.bind(worlds.HOME)
    assert (Case.objects.get().version_number, StatusChange.objects.count()) == before
    for end in ("", "note/", "journal/", "inventory/"):
        assert Client().get(f"/cases/{case.number}/{end}").status_code == 302


def test_a_provider_reads_its_case_but_not_the_journal(world: World) -> None:
    case, client = decided(world), door(world.provider)
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert "/desk/people/" not in page
    assert "+380" not in page
    for address in ("/cases/journal/", "/cases/journal/sheet/", "/cases/journal/table/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/cases/{case.number}/access-code/").status_code == 404


def test_prints_are_pdf(world: World) -> None:
    opened = worlds.opened(world)
    client = door(world.officer)
    assert client.get(f"/cases/{opened.case.number}/inventory/").status_code == 404
    services.keep_inventory(opened=opened, actor=world.officer, at=AT)
    for end in ("inventory/", "progress-sheet/"):
        response = client.get(f"/cases/{opened.case.number}/{end}")
        assert response.content.startswith(b"%PDF"), end


def test_the_list_is_filtered(world: World) -> None:
    mine = decided(world)
    other = worlds.case_in(
        world,
        point=world.remote,
        actor=world.remote_officer,
        applicant=worlds.applicant(worlds.HOME, family_name="Коваль"),
    )
    client = door(world.officer)

    def listed(**asked: str) -> list[str]:
        page = client.get("/cases/", asked).content.decode()
        return [c.number for c in (mine, other) if c.number_shown in page]

    assert listed() == [mine.number]  # the point of duty
    assert listed(point="all") == [mine.number, other.number]
    assert listed(point=str(world.remote.pk)) == [other.number]
    assert listed(point="all", state="registered") == [other.number]
    assert listed(point="all", text="коваль") == [other.number]
    assert listed(point="all", text=other.number_shown[:14]) == [other.number]
    Case.objects.filter(pk=other.pk).update(due_on=dt.date(2026, 1, 1))
    assert listed(point="all", due="overdue") == [other.number]
    assert listed(state="waiting") == []
    assert listed(point="nonsense", state="nonsense") == [mine.number]


def test_the_journal_is_a_page_a_paper_and_a_table(world: World) -> None:
    Applicant.objects.update(family_name='=HYPERLINK("http://evil")')
    case = worlds.case_in(world)
    client = door(world.officer)
    asked = {"since": "16.11.2026", "until": "16.11.2026", "point": str(world.main.pk)}
    assert case.number_shown in client.get("/cases/journal/", asked).content.decode()
    assert (
        case.number_shown
        not in client.get("/cases/journal/", {**asked, "until": "15.11.2026", "since": ""}).content.decode()
    )
    assert client.get("/cases/journal/sheet/", asked).content.startswith(b"%PDF")
    book = zipfile.ZipFile(io.BytesIO(client.get("/cases/journal/table/", asked).content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "HYPERLINK" in sheet
    assert "<f>" not in sheet
    assert not [name for name in book.namelist() if "_rels/sheet1" in name]
    assert JournalEntry.objects.filter(action="journal.exported").count() == 2


@pytest.mark.parametrize("address", ["/cases/?point=all", "/cases/journal/?since=01.11.2026&until=30.11.2026"])
def test_lists_cost_the_same_for_one_and_for_three(world: World, address: str) -> None:
    client, spent = door(world.officer), []
    worlds.case_in(world)
    client.get(address)
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        spent.append(len(captured))
        decided(world)
        worlds.case_in(world, point=world.remote, actor=world.remote_officer)
    assert spent[0] == spent[1]
    assert spent[0] <= 17


def test_the_term_is_stopped_and_restored_from_the_page(world: World) -> None:
    """The page offers what the state allows, keeps what was typed, and says in full why the last day moved."""
    case = worlds.case_in(world)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)
    provider, officer = door(world.provider), door(world.officer)
    address = f"/cases/{case.number}"
    today = clock.today()
    Case.objects.filter(pk=case.pk).update(
        registered_at=clock.now(), due_on=today + dt.timedelta(days=10),
        term_explanation={**case.term_explanation, "started_on": today.isoformat()},
    )  # fmt: skip
    page = provider.get(f"{address}/").content.decode()
    assert all(f"{address}/{noun}/" in page for noun in ("defects", "suspension", "extension"))
    assert f"{address}/suspension/" not in officer.get(f"{address}/").content.decode()
    said = {"on": f"{today:%d.%m.%Y}", "ground": "court", "detail": "ухвала 12"}
    form = provider.get(f"{address}/suspension/").content.decode()
    assert "Призначено експертизу" in form
    refused = provider.post(f"{address}/suspension/", {**said, "on": "01.01.2026"}).content.decode()
    assert "ухвала 12" in refused
    assert "Дата раніша" in refused
    assert provider.post(f"{address}/suspension/", said).status_code == 302
    page = officer.get(f"{address}/").content.decode()
    assert "строк зупинено" in page
    assert "тому що справу не можна вирішити до рішення суду" in page
    assert provider.post(f"{address}/resumption/", {"on": f"{today:%d.%m.%Y}", "note": ""}).status_code == 302
    cure_by = today + dt.timedelta(days=10)
    provider.post(f"{address}/defects/", {"on": said["on"], "defects": "підпис", "cure_by": f"{cure_by:%d.%m.%Y}"})
    page = officer.get(f"{address}/").content.decode()
    assert f"недоліки усунути до {cure_by:%d.%m.%Y}" in " ".join(page.split())
    assert f"{cure_by:%d.%m.%Y}" in officer.get("/cases/", {"point": "all"}).content.decode()
    assert officer.post(f"{address}/cure/", {"on": said["on"], "note": "підписано"}).status_code == 302
    form = provider.get(f"{address}/extension/").content.decode()
    assert "Щонайбільше 15 робочих днів" in form
    provider.post(f"{address}/extension/", {"on": said["on"], "days": "5", "ground": "evidence"})
    case.refresh_from_db()
    assert case.state == CaseState.ACCEPTED
    assert case.term_explanation["extended_days"] == 5
