"""Pages of blanks in a browser without scripts: who sees what, what is said, what is kept."""

import io
import re
import zipfile
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from vikno.blanks.models import Movement, Stocktaking
from vikno.blanks.tests import world as worlds
from vikno.blanks.tests.conftest import Browse
from vikno.blanks.tests.world import COMMISSION, World, issued, received, used
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.documents.models import GeneratedDocument

TODAY = f"{clock.today():%d.%m.%Y}"
NUMBERS = {"kind": "birth", "series": "I-аб", "numbers": "101-150", "happened_on": TODAY}


def shown(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_head_receives_and_issues(world: World, browse: Browse) -> None:
    head = browse(world.head)
    form = {**NUMBERS, "party": "ДРАЦС", "document": "накладна № 1", "commission": "\n".join(COMMISSION)}
    assert head.get("/blanks/acts/receipts/").status_code == 200
    assert head.post("/blanks/acts/receipts/", form).status_code == 302
    issue = {**NUMBERS, "numbers": "101–110", "holder": world.starosta.user_id, "document": "відомість"}
    assert head.post("/blanks/acts/issues/", issue).status_code == 302
    page = shown(head.get("/blanks/"))
    assert "000111–000150" in page
    assert "000101–000110" in page


def test_a_form_keeps_what_was_typed_and_says_what_to_do(world: World, browse: Browse) -> None:
    head = browse(world.head)
    page = head.post(
        "/blanks/acts/receipts/", {**NUMBERS, "numbers": "150-101", "party": "ДРАЦС", "commission": "Один"}
    )
    text = page.content.decode()
    assert "150-101" in text
    assert "Номери не читаються" in text
    assert "не менше 3" in text
    assert not Movement.objects.exists()


def test_a_starosta_uses_and_sees_only_their_own(world: World, browse: Browse) -> None:
    received(world)
    issued(world)
    issued(world, (121, 125), to=world.remote_officer)
    starosta = browse(world.starosta)
    page = shown(starosta.get("/blanks/"))
    assert "000101–000120" in page
    assert "000121" not in page
    assert "Отримати бланки" not in page
    use = {**NUMBERS, "numbers": "000105", "act_record": "№ 12 від 16.11.2026"}
    assert starosta.post("/blanks/acts/uses/", use).status_code == 302
    again = shown(starosta.post("/blanks/acts/uses/", use))
    assert "За обліком ці номери не тут: 000105" in again
    assert "000121" not in shown(starosta.get("/blanks/ledger/"))
    for noun in ("receipts", "issues", "handover", "returns", "destruction", "stocktaking", "give-back", "nothing"):
        assert starosta.get(f"/blanks/acts/{noun}/").status_code == 404
    foreign = Movement.objects.get(to_holder_id=world.remote_officer.user_id)
    assert starosta.get(f"/blanks/ledger/{foreign.pk}/").status_code == 404


@pytest.mark.parametrize("noun", ["uses", "spoilage", "receipts", "issues", "give-back", "handover", "returns"])
def test_every_act_has_its_page(world: World, browse: Browse, noun: str) -> None:
    received(world)
    assert browse(world.head).get(f"/blanks/acts/{noun}/").status_code == 200


def test_spoiled_blanks_are_given_back_and_destroyed(world: World, browse: Browse) -> None:
    received(world)
    issued(world)
    head, who = browse(world.head), world.starosta.user_id
    spoil = {**NUMBERS, "numbers": "110", "holder": who, "reason": "помилка друку"}
    assert head.post("/blanks/acts/spoilage/", spoil).status_code == 302
    back = {**NUMBERS, "numbers": "110", "holder": who, "state": "spoiled"}
    assert head.post("/blanks/acts/give-back/", back).status_code == 302
    end = {**NUMBERS, "numbers": "110", "holder": "0", "document": "наказ № 2", "commission": "\n".join(COMMISSION)}
    assert head.post("/blanks/acts/destruction/", end).status_code == 302
    line = Movement.objects.get(act="destroyed")
    assert "Друкувати акт" in shown(head.get(f"/blanks/ledger/{line.pk}/"))
    assert head.get(f"/documents/{line.paper_id}/").content.startswith(b"%PDF")


def test_a_stocktaking_is_typed_as_lines(world: World, browse: Browse) -> None:
    received(world)
    head = browse(world.head)
    form = {"holder": "0", "counted": "народження; І-АБ; 101-149", "commission": "\n".join(COMMISSION), "note": ""}
    wrong = shown(head.post("/blanks/acts/stocktaking/", {**form, "counted": "І-АБ 101"}))
    assert "Рядок не читається" in wrong
    assert head.post("/blanks/acts/stocktaking/", form).status_code == 302
    assert Stocktaking.objects.get().lines[0]["missing"] == [[150, 150]]
    assert "є розбіжності" in shown(head.get("/blanks/"))


def test_a_wrong_line_is_taken_back_on_its_page(world: World, browse: Browse) -> None:
    received(world)
    issued(world)
    wrong = used(world, 105)
    head = browse(world.head)
    assert "Виправити запис" in shown(head.get(f"/blanks/ledger/{wrong.pk}/"))
    assert head.post(f"/blanks/ledger/{wrong.pk}/reversal/", {"reason": "не той номер"}).status_code == 302
    assert "зворотний рядок" in shown(head.get(f"/blanks/ledger/{wrong.pk}/"))
    starosta = browse(world.starosta)
    assert starosta.post(f"/blanks/ledger/{wrong.pk}/reversal/", {"reason": "так"}).status_code == 404


def test_the_book_is_narrowed(world: World, browse: Browse) -> None:
    received(world)
    issued(world)
    head = browse(world.head)
    assert "Записів немає" in shown(head.get("/blanks/ledger/?number=999"))
    found = shown(head.get(f"/blanks/ledger/?number=105&act=issued&kind=birth&holder={world.starosta.user_id}"))
    assert "000101–000120" in found
    assert head.get("/blanks/ledger/?since=так&holder=ні&number=x&page=99").status_code == 200


def test_a_report_is_a_page_a_document_and_a_table_without_formulas(world: World, browse: Browse) -> None:
    received(world)
    issued(world)
    used(world, 105)
    head = browse(world.head)
    asked = "since=01.11.2026&until=30.11.2026"
    page = shown(head.get(f"/blanks/report/?{asked}"))
    assert "000101–000104, 000106–000150" in page
    answer = head.post(f"/blanks/report/paper/?{asked}")
    assert head.get(answer["Location"]).content.startswith(b"%PDF")
    assert GeneratedDocument.objects.filter(kind="blanks").count() == 1
    table = head.get(f"/blanks/report/table/?{asked}").content
    with zipfile.ZipFile(io.BytesIO(table)) as parts:
        assert not re.search(rb"<f[ >]", b"".join(parts.read(name) for name in parts.namelist()))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(table)).get_sheet_by_index(0).to_python()
    assert rows[1][:2] == ["свідоцтво про народження", "І-АБ"]
    starosta = browse(world.starosta)
    own = shown(starosta.get(f"/blanks/report/?{asked}&holder=0"))
    assert "000121" not in own
    assert "000106–000120" in own


def test_keepers_are_appointed_by_the_head(world: World, browse: Browse) -> None:
    head = browse(world.head)
    form = {"user": world.officer.user_id, "order": "наказ № 4", "valid_from": TODAY}
    assert head.post("/blanks/keepers/", form).status_code == 302
    officer = browse(world.officer)
    assert officer.get("/blanks/acts/receipts/").status_code == 200
    assert officer.get("/blanks/keepers/").status_code == 404
    again = shown(head.post("/blanks/keepers/", form))
    assert "вже відповідає" in again


def test_the_case_page_offers_to_write_the_blank_down(world: World, browse: Browse) -> None:
    received(world)
    issued(world, to=world.officer)
    case = worlds.case_in(world)
    officer = browse(world.officer)
    assert officer.get(f"/blanks/case/{case.number}/").status_code == 404
    assert "Бланк свідоцтва" not in shown(officer.get(f"/desk/case/{case.number}/beside/"))
    PublicService.objects.filter(pk=case.service_id).update(code="V-CIV-01")
    assert "Номер записують, коли результат готовий" in shown(officer.get(f"/desk/case/{case.number}/beside/"))
    case.state = "issued"
    case.save()
    assert "Записати номер бланка" in shown(officer.get(f"/desk/case/{case.number}/beside/"))
    form = {"kind": "birth", "series": "І-АБ", "numbers": "000103"}
    assert officer.get(f"/blanks/case/{case.number}/").status_code == 200
    assert officer.post(f"/blanks/case/{case.number}/", form)["Location"] == f"/cases/{case.number}/"
    beside = shown(officer.get(f"/desk/case/{case.number}/beside/"))
    assert "І-АБ 000103" in beside
    assert "Записати номер бланка" not in beside
    line = Movement.objects.get(act="used")
    assert case.number_shown in shown(officer.get(f"/blanks/ledger/{line.pk}/"))
