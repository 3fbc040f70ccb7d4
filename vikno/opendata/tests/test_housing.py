"""Appendix 46: whole files or nothing, nobody named without an act, nothing left of who was taken off."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tests import factories as make
from tests import for_opendata
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.common.tables import TableRefused
from vikno.network.models import AccessibilityMark
from vikno.opendata import services
from vikno.opendata.errors import ListEmpty, ListNotThere, ListOlder, NotPublisher, NotSteward
from vikno.opendata.models import HousingList
from vikno.opendata.rules.decree import HOUSING, TEMPLATES
from vikno.opendata.rules.housing import header_of, read_row
from vikno.opendata.services import ListFacts

LINE = HOUSING[0]
DAY = dt.date(2026, 3, 1)
ROW = ["19", "Ковальчук", "Віктор", "Зосимович", "2014-05-30", "123-р", "null", "null", "", "", "null", "null"]
SECOND = ["20", "Бо", "Лі-Ана", "Д'Артівна", "2015-01-12", "7", *["null"] * 6]


def as_csv(*rows: list[str], template: str = LINE, header: list[str] | None = None) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header or list(TEMPLATES[template].names), *rows])
    return text.getvalue().encode()


def as_xlsx(*rows: list[Any]) -> bytes:
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([[name for name, _title in header_of(LINE)], *rows]):
            sheet.write_row(place, 0, row)
    return made.getvalue()


@pytest.fixture
def head(db: None) -> Actor:
    tenancy.bind(make.OWN)
    make.hromada()
    return make.actor(Role.HEAD)


def publish(actor: Actor, content: bytes, *, at: dt.datetime = make.MOMENT, **facts: Any) -> HousingList:
    given = ListFacts(**{"template": LINE, "as_of": DAY, "content": content, **facts})
    return services.publish_list(facts=given, actor=actor, at=at)


def told(template: str = LINE, form: str = "json", of: str = make.OWN) -> Any:
    answer = Client().get(f"/opendata/835/{of}/{template}.{form}")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    content = b"".join(answer.streaming_content).decode()
    return json.loads(content) if form == "json" else content


@pytest.mark.parametrize("content", [as_csv(ROW, SECOND), as_xlsx(ROW, SECOND)], ids=["csv", "xlsx"])
def test_nobody_is_named_unless_an_act_says_so(head: Actor, content: bytes) -> None:
    one = publish(head, content)
    assert [(row["number"], row["familyName"], row["recordDecisionNumber"]) for row in told()] == [
        (19, None, "123-р"), (20, None, "7"),
    ]  # fmt: skip
    assert list(told()[0]) == list(TEMPLATES[LINE].names)
    kept = json.dumps([one.rows, one.names], ensure_ascii=False)
    assert "Ковальчук" not in kept + told(form="csv")
    assert "null,null,null,2014-05-30,123-р" in told(form="csv")


def test_with_a_basis_people_are_named_as_the_template_asks(head: Actor) -> None:
    publish(head, as_csv(ROW, SECOND), basis=for_opendata.BASIS)
    assert [(row["familyName"], row["name"], row["additionalName"]) for row in told()] == [
        ("Ковальчук", "Віктор", "Зосимович"), ("Бо", "Лі-Ана", "Д'Артівна"),
    ]  # fmt: skip
    assert for_opendata.BASIS in Client().get("/opendata/housing/").content.decode()


def test_names_without_a_basis_cannot_be_kept(head: Actor) -> None:
    with pytest.raises(IntegrityError, match="housing_list_names_have_a_basis"):
        for_opendata.housing_list(names=[["Ковальчук", "Віктор", "Зосимович"]])


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("number", "", "empty"), ("number", "дев'ять", "integer"), ("number", "-1", "integer"),
        ("recordDecisionDate", "30.05.2014", "date"), ("recordDecisionDate", "2031-01-01", "future"),
        ("recordDecisionDate", "null", "empty"), ("recordDecisionNumber", "№ 5", "sign"),
        ("recordDecisionNumber", "див. рішення", "number"), ("familyName", "Ковальчук, тел. 050", "name"),
        ("additionalName", "", "empty"), ("priorityDecisionDate", "скоро", "date"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(column: str, cell: str, why: str) -> None:
    cells = dict(zip(TEMPLATES[LINE].names, ROW, strict=True)) | {column: cell}
    _row, wrong = read_row(LINE, cells, on=DAY, has_names=True)
    assert [(one.column, one.why) for one in wrong] == [(column, why)]


def test_every_wrong_line_is_told_and_nothing_is_taken(head: Actor) -> None:
    publish(head, as_csv(ROW))
    with pytest.raises(TableRefused) as refused:
        publish(head, as_csv(ROW, ["x", *SECOND[1:]], ROW, ["21", *SECOND[1:4], "торік", *SECOND[5:]]))
    assert [problem.line for problem in refused.value.problems] == [3, 4, 5]
    assert [row["number"] for row in told()] == [19]
    assert HousingList.objects.count() == 1


def test_another_column_is_refused_not_published(head: Actor) -> None:
    header = [*TEMPLATES[LINE].names, "rnokpp"]
    with pytest.raises(TableRefused, match="rnokpp"):
        publish(head, as_csv([*ROW, "1234567890"], header=header))


def test_titles_in_words_are_read_too(head: Actor) -> None:
    publish(head, as_csv(ROW, header=[title for _name, title in header_of(LINE)]))
    assert told()[0]["recordDecisionDate"] == "2014-05-30"


@pytest.mark.parametrize("template", HOUSING)
def test_the_published_example_is_understood(template: str, shared_data: Path, head: Actor) -> None:
    """Its second row repeats titles in words; it has no people, so nothing is there to publish."""
    path = shared_data / "standards-835" / template / "example.xlsx"
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert [" ".join(str(cell).split()) for cell in rows[1]] == [title for _name, title in header_of(template)]
    with pytest.raises((ListEmpty, TableRefused)):
        publish(head, path.read_bytes(), template=template)


def test_a_new_list_takes_the_place_and_the_people_of_the_old(head: Actor) -> None:
    old = publish(head, as_csv(ROW, SECOND), basis=for_opendata.BASIS)
    later = make.MOMENT + dt.timedelta(days=30)
    publish(head, as_csv(SECOND), as_of=DAY + dt.timedelta(days=29), at=later)
    old.refresh_from_db()
    assert (old.ending, old.ended_at, old.rows, old.names, old.count) == ("replaced", later, [], [], 2)
    assert [row["number"] for row in told()] == [20]
    with pytest.raises(ListOlder):
        publish(head, as_csv(ROW), at=later)


def test_a_withdrawn_list_is_gone_at_once(head: Actor) -> None:
    publish(head, as_csv(ROW), basis=for_opendata.BASIS)
    services.withdraw_list(template=LINE, reason="Помилка", actor=head, at=make.MOMENT)
    assert Client().get(f"/opendata/835/{make.OWN}/{LINE}.csv").status_code == 404
    assert HousingList.objects.get().names == []
    with pytest.raises(ListNotThere):
        services.withdraw_list(template=LINE, reason="Ще раз", actor=head, at=make.MOMENT)
    actions = JournalEntry.objects.filter(action__startswith="opendata.list_").order_by("pk")
    assert [entry.action for entry in actions] == ["opendata.list_published", "opendata.list_withdrawn"]
    assert "Ковальчук" not in json.dumps([entry.facts for entry in actions], ensure_ascii=False)


def test_others_publish_nothing(head: Actor) -> None:
    stranger = make.actor(Role.OFFICER)
    with pytest.raises(NotPublisher):
        publish(stranger, as_csv(ROW))
    with pytest.raises(NotPublisher):
        services.withdraw_list(template=LINE, reason="Так", actor=stranger, at=make.MOMENT)
    assert HousingList.objects.count() == 0


def client_of(role: Role) -> Client:
    client = Client()
    person = make.membership(role).user
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_head_brings_a_file_and_takes_it_off(head: Actor) -> None:
    client = client_of(Role.HEAD)
    sent = {"template": LINE, "as_of": "01.03.2026", "file": SimpleUploadedFile("черга.csv", as_csv(ROW))}
    page = client.post("/opendata/housing/own/", sent, follow=True).content.decode()
    assert "Список оприлюднено." in page
    bad = {**sent, "file": SimpleUploadedFile("черга.csv", as_csv(["x", *ROW[1:]]))}
    assert "рядок 2: number: «x» — не ціле число." in client.post("/opendata/housing/own/", bad).content.decode()
    page = client.post(f"/opendata/housing/own/{LINE}/withdrawal/", {"reason": "Помилка"}, follow=True)
    assert "Список прибрано із сайту." in page.content.decode()


def test_a_basis_without_a_number_or_a_day_to_come_is_asked_again(head: Actor) -> None:
    later = f"{clock.today() + dt.timedelta(days=2):%d.%m.%Y}"
    sent = {"template": LINE, "as_of": later, "basis": "закон", "file": SimpleUploadedFile("a.csv", as_csv(ROW))}
    page = client_of(Role.HEAD).post("/opendata/housing/own/", sent).content.decode()
    assert "Цей день ще не настав." in page
    assert "Вкажіть дату й номер акта." in page


def test_a_paragraph_is_told_from_its_day(db: None, get: Any) -> None:
    tenancy.bind("")
    made = make.point(settlement=make.settlement(), postcode="38000")
    AccessibilityMark.objects.create(point=made, item="ramp", mark="yes", checked_on=dt.date(2026, 2, 1))
    AccessibilityMark.objects.create(point=made, item="braille", mark="no", checked_on=dt.date(2026, 2, 1))
    steward = client_of(Role.STEWARD)
    sent = {
        "item": "ramp", "norms_number": "ДБН В.2.2-40:2018", "paragraph": "9.9.9", "wording": "Поручні з двох боків",
        "since": "01.01.2025", "source": "редакція для перевірки",
    }  # fmt: skip
    for_opendata.paragraph(paragraph="9.9.10", since=dt.date(2026, 2, 2))
    assert steward.post("/opendata/norms/", sent).status_code == 302
    assert "числами з крапками" in steward.post("/opendata/norms/", sent | {"paragraph": "п. 5"}).content.decode()
    rows = {row["paragraphNumber"]: row for row in get("835/dodatok-32-norms.json")}
    assert set(rows) == {"9.9.9", None}
    assert rows["9.9.9"]["paragraphDescription"] == "Поручні з двох боків"


def test_only_the_steward_writes_paragraphs(head: Actor) -> None:
    with pytest.raises(NotSteward):
        services.write_paragraph(facts={}, actor=head, at=make.MOMENT)
