"""«Хто бачив мої дані»: complete, in plain words, for the head only, and itself written down."""

import datetime as dt
import io
import re

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import factories as make
from vikno.applicants.models import Applicant, Representative
from vikno.audit.models import JournalEntry
from vikno.cases.models import Case
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.common import clock, tenancy
from vikno.desk import services, trail
from vikno.desk.errors import MayNotReadTrail, TrailTooLong
from vikno.desk.tests.conftest import SignIn
from vikno.desk.trail import gathering
from vikno.documents import services as documents
from vikno.documents.tests import samples

pytestmark = pytest.mark.django_db
LONG_AGO = dt.date(2020, 1, 1)


def lines_about(person: Applicant) -> list[tuple[str, str, str, str]]:
    found = trail.gathered(person, since=LONG_AGO, until=clock.today()).lines
    return [(line.who, line.where, line.did, line.about) for line in found]


def test_looks_at_the_person_their_case_and_its_papers_are_told(world: World, sign_in: SignIn) -> None:
    case = worlds.case_in(world)
    officer, remote = sign_in(world.officer), sign_in(world.remote_officer)
    officer.get(f"/desk/people/{world.applicant.pk}/")
    remote.get(f"/cases/{case.number}/")
    remote.get(f"/cases/{case.number}/progress-sheet/")
    sheet = JournalEntry.objects.get(action="case.printed").facts["document"]
    remote.get(f"/documents/{sheet}/")
    about, told = f"справа {case.number_shown}", lines_about(world.applicant)
    assert (world.officer.name, "Основний офіс", "переглянуто дані особи", "дані особи") in told
    assert (world.remote_officer.name, "ВРМ Вербівка", "переглянуто справу", about) in told
    assert (world.remote_officer.name, "ВРМ Вербівка", "надруковано лист про проходження справи", about) in told
    document = (world.remote_officer.name, "ВРМ Вербівка", "відкрито документ", f"лист про проходження, {about}")
    assert document in told
    assert any(did == "справа: заяву зареєстровано" for _who, _where, did, _about in told)


def test_a_journal_taken_away_is_told_to_those_who_are_in_it(world: World, sign_in: SignIn) -> None:
    case = worlds.case_in(world)
    day = f"{clock.today(case.registered_at):%d.%m.%Y}"
    officer = sign_in(world.officer)
    officer.get("/cases/journal/table/", {"since": "01.01.2021", "until": "02.01.2021"})
    assert not [line for line in lines_about(world.applicant) if "журнал" in line[2]]
    officer.get("/cases/journal/table/", {"since": day, "until": day})
    assert [line for line in lines_about(world.applicant) if "журнал реєстрації надруковано" in line[2]]


def test_a_case_where_the_person_spoke_for_somebody_is_theirs_too(world: World, sign_in: SignIn) -> None:
    case = worlds.case_in(world)
    mother = worlds.applicant(worlds.HOME, family_name="Петренко")
    spoke = Representative.objects.create(
        hromada_id=worlds.HOME, applicant=world.applicant, person=mother, ground="parent", document="свідоцтво",
        created_at=clock.now(),
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(representative=spoke)
    sign_in(world.officer).get(f"/cases/{case.number}/")
    assert "переглянуто справу" in [did for _who, _where, did, _about in lines_about(mother)]


def test_somebody_elses_trail_is_not_mixed_in(world: World, officer: Client) -> None:
    other = worlds.applicant(worlds.HOME, family_name="Петренко")
    officer.get(f"/desk/people/{other.pk}/")
    assert lines_about(world.applicant) == []


def test_the_head_sees_a_page_a_sheet_and_a_table(world: World, sign_in: SignIn, officer: Client) -> None:
    officer.get(f"/desk/people/{world.applicant.pk}/")
    head = sign_in(world.head)
    person = head.get(f"/desk/people/{world.applicant.pk}/").content.decode()
    address = f"/desk/people/{world.applicant.pk}/access/"
    assert f'href="{address}"' in person
    shown = head.get(address).content.decode()
    for words in (world.officer.name, "адміністратор", "Основний офіс", "переглянуто дані особи", "сторінка заявника"):
        assert words in shown
    pdf = head.get(f"{address}sheet/")
    text = re.sub(r"\s+", " ", "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(pdf.content)).pages))
    assert "Хто мав доступ до персональних даних" in text
    assert "переглянуто дані особи" in text
    assert str(world.applicant) in text
    table = head.get(f"{address}table/")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(table.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["Коли", "Хто", "Роль"]
    assert rows[1][1] == world.officer.name
    assert "no-store" in table.headers["Cache-Control"]


def test_the_report_is_itself_written_down(world: World, sign_in: SignIn) -> None:
    head, address = sign_in(world.head), f"/desk/people/{world.applicant.pk}/access/"
    for form in ("", "sheet/", "table/"):
        assert head.get(address + form).status_code == 200
    given = JournalEntry.objects.filter(action="applicant.trail_given").order_by("sequence")
    assert [entry.facts["form"] for entry in given] == ["pdf", "xlsx"]
    assert all(len(entry.facts["sha256"]) == 64 for entry in given)
    told = [did for _who, _where, did, _about in lines_about(world.applicant)]
    assert told == ["переглянуто, хто бачив дані", *["складено відповідь, хто бачив дані"] * 2]


def test_only_the_head_of_the_same_hromada_is_told(world: World, officer: Client) -> None:
    assert officer.get(f"/desk/people/{world.applicant.pk}/access/").status_code == 404
    assert "Хто бачив дані" not in officer.get(f"/desk/people/{world.applicant.pk}/").content.decode()
    days = {"since": LONG_AGO, "until": clock.today(), "at": clock.now(), "applicant": world.applicant}
    there = worlds.build(worlds.NEIGHBOUR, name="Сусідська", network=418)
    tenancy.bind(worlds.HOME)
    for actor in (world.officer, world.starosta, world.provider, there.head):
        with pytest.raises(MayNotReadTrail):
            services.give_trail(actor=actor, form="pdf", **days)
    assert not JournalEntry.objects.filter(action__startswith="applicant.trail").exists()


def test_too_long_a_trail_asks_for_fewer_days(
    world: World, sign_in: SignIn, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "MOST_LINES", 1)
    officer.get(f"/desk/people/{world.applicant.pk}/")
    officer.get(f"/desk/people/{world.applicant.pk}/edit/")
    head, address = sign_in(world.head), f"/desk/people/{world.applicant.pk}/access/"
    head.get(f"/desk/people/{world.applicant.pk}/")
    with pytest.raises(TrailTooLong):
        trail.gathered(world.applicant, since=LONG_AGO, until=clock.today())
    assert "Виберіть коротший проміжок" in head.get(address).content.decode()
    assert head.get(f"{address}sheet/").url == address


def test_days_narrow_the_trail(world: World, sign_in: SignIn, officer: Client) -> None:
    officer.get(f"/desk/people/{world.applicant.pk}/")
    shown = sign_in(world.head).get(
        f"/desk/people/{world.applicant.pk}/access/", {"since": "01.01.2020", "until": "02.01.2020"}
    )
    assert "ніхто не звертався" in shown.content.decode()


@pytest.mark.parametrize(
    "page", ["desk:person", "desk:person_edit", "desk:representative_new", "cases:case", "cases:act", "cases:inventory"]
)
def test_each_page_of_a_person_leaves_a_trace_with_its_name(world: World, sign_in: SignIn, page: str) -> None:
    case = worlds.case_in(world)
    parts: list[object] = [case.number] if page.startswith("cases:") else [world.applicant.pk]
    if page == "cases:act":
        parts.append("note")
    if page == "cases:inventory":
        paper, at = samples.INVENTORY, clock.now()
        kept = documents.keep_form(paper=paper, actor=world.officer, at=at, hromada_code=worlds.HOME)
        Case.objects.filter(pk=case.pk).update(inventory=kept)
    before = JournalEntry.objects.count()
    assert sign_in(world.officer).get(reverse(page, args=parts)).status_code == 200
    (entry,) = JournalEntry.objects.order_by("sequence")[before:]
    assert (entry.facts["page"], entry.actor_id) == (page, world.officer.user_id)


def test_lists_searches_and_tables_are_told_to_those_they_showed(world: World, sign_in: SignIn) -> None:
    other = worlds.applicant(worlds.HOME, family_name="Іваненчук")
    worlds.case_in(world)
    officer = sign_in(world.officer)
    officer.get("/cases/")
    officer.get("/desk/find/", {"q": "іван"})
    b"".join(officer.get("/cases/table/").streaming_content)
    told = [(did, about) for _who, _where, did, about in lines_about(world.applicant)]
    assert ("показано у списку", "1 людина") in told
    assert ("показано у пошуку", "2 людини") in told
    assert ("список збережено таблицею", "1 людина") in told
    assert [did for _who, _where, did, _about in lines_about(other)] == ["показано у пошуку"]
    assert "показано у пошуку" in sign_in(world.head).get(f"/desk/people/{other.pk}/access/").content.decode()


def test_bills_and_payments_are_told(db: None, sign_in: SignIn) -> None:
    make.hromada()
    tenancy.bind(make.OWN)
    bill = make.bill()
    make.entry(bill)
    person = bill.case.applicant
    about = f"рахунок {bill.number_shown}, справа {bill.case.number_shown}"
    told = [(did, about) for _who, _where, did, about in lines_about(person)]
    assert ("виписано рахунок", about) in told
    assert ("записано оплату", about) in told
    client = Client()
    client.force_login(make.membership("officer").user)
    client.get(reverse("payments:bill_paper", args=[bill.number, "a5"]))
    tenancy.bind(make.OWN)
    assert ("відкрито документ", about) in [(did, about) for _who, _where, did, about in lines_about(person)]
