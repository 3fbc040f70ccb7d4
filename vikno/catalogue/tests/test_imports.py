"""Files of services: whole or nothing, twice without a change, every line accounted for."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from vikno.accounts.enums import Role
from vikno.catalogue import queries, services
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.errors import MayNotPublish, UnknownExport
from vikno.catalogue.models import CatalogueImport, CompetentAuthority, PublicService, ServiceVersion
from vikno.catalogue.services import ImportReport
from vikno.catalogue.tests.world import (
    AT,
    HROMADA,
    OTHER_HROMADA,
    SYSTEM,
    TODAY,
    authority,
    card,
    person,
    requirement,
    service,
    version,
)
from vikno.common import tenancy

pytestmark = pytest.mark.django_db

OWN = """Код послуги;Назва;Слова, якими питають;Суб'єкт надання;Документи;Плата;Строк, днів;Одиниця строку;Результат
V-1;Видача довідки;довідка, папір;Виконавчий комітет;"Заява |  |  | Закон № 1
Паспорт | shown | Для дитини. | Закон № 1";безоплатно;5;робочі дні;Довідка
V-2;Видача витягу;;Виконавчий комітет;;45,42 грн;10;календарні;Витяг
"""
IGOV = """nID;sName;nOrder;nID_Subcategory;sInfo;sFAQ;sLaw;nOpenedLimit;sSubjectOperatorName;saKeyword
1;Довідка про "несудимість";1;3;[*];;;0;Поліція;довідка,поліція
2;_можно занимать;1;3;;;;0;;
3;_test_ved;1;3;;;;0;Тестова служба;
4;_Приховане;1;3;;;;0;Поліція;
5;Довідка про «несудимість»;1;3;;;;0;Поліція;
6;Дoзвіл;1;3;<p>Крок 1</p><script>x()</script>;;;0;Поліція;
7;Питання;1;3;;;;0;Тестова служба;
"""


@pytest.fixture(autouse=True)
def _bound() -> None:
    tenancy.bind("")
    authority()


@pytest.fixture
def take(tmp_path: Path) -> Any:
    def taken(content: str | bytes, name: str = "послуги.csv", **options: Any) -> ImportReport:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return services.import_services(path=path, actor=SYSTEM, at=AT, **options)

    return taken


def newest(code: str) -> Any:
    held = queries.with_content(ServiceVersion.objects.filter(service__code=code)).latest("pk")
    return queries.content_of(held)


def test_a_table_becomes_drafts(take: Any) -> None:
    report = take(OWN)
    assert (report.added, report.exit_code) == (["V-1", "V-2"], 0)
    first, second = newest("V-1"), newest("V-2")
    assert [(r.name, r.form, r.condition) for r in first.requirements] == [
        ("Заява", "original", ""), ("Паспорт", "shown", "Для дитини."),
    ]  # fmt: skip
    assert (first.term_days, first.term_unit, first.authority) == (5, "working", "council")
    assert [(c.kind, str(c.amount)) for c in second.costs] == [("amount", "45.42")]
    assert not ServiceVersion.objects.exclude(status=VersionStatus.DRAFT).exists()
    assert CompetentAuthority.objects.count() == 1


def test_a_second_import_changes_nothing_and_says_so(take: Any) -> None:
    take(OWN)
    again = take(OWN)
    assert (again.has_changed, again.unchanged) == (False, ["V-1", "V-2"])
    assert "Нічого не змінилося" in str(again)
    assert CatalogueImport.objects.count() == 1


def test_a_changed_cell_changes_the_draft_in_place(take: Any) -> None:
    take(OWN)
    report = take(OWN.replace(";5;робочі", ";7;робочі"))
    assert report.changed == ["V-1"]
    assert newest("V-1").term_days == 7
    assert ServiceVersion.objects.filter(service__code="V-1").count() == 1


def test_a_published_card_gets_a_draft_on_top(take: Any) -> None:
    one = service("V-1", "Видача довідки")
    version(one, card())
    report = take(OWN)
    assert report.changed == ["V-1"]
    draft = ServiceVersion.objects.get(service=one, status=VersionStatus.DRAFT)
    assert draft.refusal_grounds == list(card().refusal_grounds)  # the table says nothing of them
    assert draft.term_days == 5


def test_the_portal_dump(take: Any) -> None:
    report = take(IGOV)
    assert report.added == ["iGov-1", "iGov-6"]
    assert report.skipped_kinds == {"reserved": 1, "test": 2, "hidden": 1, "duplicate": 1}
    assert [problem.line for problem in report.skipped] == [3, 4, 5, 6, 8]
    assert "рядку 2" in str(report.skipped[3].reason)
    assert [(problem.line, "«Дoзвіл»" in str(problem.reason)) for problem in report.warnings] == [(7, True)]
    assert PublicService.objects.get(code="iGov-1").name == 'Довідка про "несудимість"'
    assert newest("iGov-6").how_to_apply == "Крок 1"
    assert not take(IGOV).has_changed


def test_cards_and_groups_of_the_portal(take: Any, tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "1_77.html").write_text("<ul><li>паспорт</li></ul><a href='javascript:x()'>так</a>", encoding="utf-8")
    (tmp_path / "igov-Subcategory.csv").write_text("nID;sName;sID\n3;МВС;Police\n23;_Тест;x\n", encoding="utf-8")
    take(IGOV, "igov.csv", cards=folder)
    assert newest("iGov-1").how_to_apply == "• паспорт\nтак"
    assert PublicService.objects.get(code="iGov-1").group.name == "МВС"
    assert not take(IGOV, "igov.csv", cards=folder).has_changed


def test_a_service_known_by_name_under_another_code_is_left_out(take: Any) -> None:
    service("00034", "Видача довідки")
    report = take(OWN)
    assert report.added == ["V-2"]
    assert "00034" in str(report.skipped[0].reason)
    assert report.skipped_kinds == {"known": 1}


@pytest.mark.parametrize(
    ("damage", "line", "words"),
    [
        (lambda t: t.replace("V-2;", ";"), 4, "немає коду"),
        (lambda t: t.replace("V-2;", "V-1;"), 4, "уже є в рядку 2"),
        (lambda t: t.replace(";10;", ";десять;"), 4, "не є кількістю днів"),
        (lambda t: t.replace("45,42 грн", "недорого"), 4, "не прочитано"),
        (lambda t: t.replace("| shown |", "| фото |"), 2, "невідоме слово"),
        (lambda t: t.replace("V-2;Видача витягу", "V-2;" + "я" * 1001), 4, "1000"),
        (lambda t: t.replace("Назва;", "Щось;", 1), 0, "Не впізнаємо"),
        (lambda t: t.replace("V-2;", "<<<<<<< HEAD\nV-2;"), 4, "злиття"),
        (lambda t: "", 0, "порожній"),
    ],
)
def test_one_bad_line_refuses_the_whole_file(take: Any, damage: Any, line: int, words: str) -> None:
    report = take(damage(OWN))
    assert report.exit_code == 2
    assert (report.refused[0].line, words in str(report.refused[0].reason)) == (line, True)
    assert not PublicService.objects.exists()
    assert CompetentAuthority.objects.count() == 1
    assert "нічого не змінено" in str(report)


def test_an_unknown_group_refuses(take: Any) -> None:
    text = OWN.replace("Назва;", "Назва;Група;", 1).replace("V-1;Видача довідки;", "V-1;Видача довідки;Космос;")
    text = text.replace("V-2;Видача витягу;", "V-2;Видача витягу;residence;")
    assert "Космос" in str(take(text).refused[0].reason)


@pytest.mark.parametrize("kind", queries.EXPORT_KINDS)
def test_our_own_export_comes_back_without_a_change(take: Any, tmp_path: Path, kind: str) -> None:
    services.load_seed(actor=SYSTEM, at=AT)
    path = tmp_path / f"каталог.{kind}"
    assert services.export_services(path=path) == PublicService.objects.count()
    report = services.import_services(path=path, actor=SYSTEM, at=AT)
    assert report.refused == []
    assert not report.has_changed


def test_a_catalogue_moves_to_an_empty_installation(take: Any) -> None:
    one = service()
    version(one, valid_from=dt.date(2025, 1, 1), valid_to=dt.date(2025, 12, 31))
    version(one, card(result="Витяг."), valid_from=dt.date(2026, 1, 1))
    version(one, card(result="Чернетка."), valid_from=dt.date(2027, 1, 1), status="draft")
    told = queries.export_catalogue("json")
    ServiceVersion.objects.all().delete()
    PublicService.objects.all().delete()
    assert take(told, "каталог.json").added == ["00034"]
    assert queries.export_catalogue("json") == told


def test_a_withdrawn_service_stays_withdrawn_elsewhere(take: Any) -> None:
    version(service(withdrawn_on=dt.date(2026, 5, 1)))
    told = queries.export_catalogue("json")
    ServiceVersion.objects.all().delete()
    PublicService.objects.all().delete()
    take(told, "каталог.json")
    assert PublicService.objects.get().withdrawn_on == dt.date(2026, 5, 1)


def test_a_newer_catalogue_brings_new_details_and_a_new_version(take: Any) -> None:
    one = service()
    old = version(one, valid_from=dt.date(2025, 1, 1))
    told = json.loads(queries.export_catalogue("json"))
    told["services"][0]["name"] = "Прописка"
    told["services"][0]["versions"][0]["result"] = "Запис у реєстрі."
    report = take(json.dumps(told), "каталог.json")
    assert (report.changed, report.warnings) == (["00034"], [])
    one.refresh_from_db()
    old.refresh_from_db()
    assert (one.name, old.valid_to) == ("Прописка", TODAY - dt.timedelta(days=1))
    in_force = queries.version_in_force(one.pk, on=TODAY)
    assert in_force is not None
    assert in_force.result == "Запис у реєстрі."
    assert not take(json.dumps(told), "каталог.json").has_changed


def test_a_version_of_today_is_not_replaced_on_the_same_day(take: Any) -> None:
    version(service(), valid_from=TODAY)
    told = json.loads(queries.export_catalogue("json"))
    told["services"][0]["versions"][0]["result"] = "Інше."
    report = take(json.dumps(told), "каталог.json")
    assert report.exit_code == 2
    assert "22.11.2026" in str(report)


def test_several_versions_of_a_new_service_follow_one_another(take: Any) -> None:
    card_told = json.loads(_json())["services"][0]["versions"][0]
    version(service("V-9", "Зразок"))
    whole = json.loads(queries.export_catalogue("json"))["services"][0]["versions"][0]
    starts = ("2025-01-01", "2026-01-01", "2027-01-01")
    versions = [whole | {"valid_from": day, "valid_to": None, "result": day} for day in starts]
    told = {"format": "vikno-catalogue/1", "services": [{"code": "V-1", "name": "Довідка", "versions": versions}]}
    assert take(json.dumps(told), "x.json").added == ["V-1"]
    held = ServiceVersion.objects.filter(service__code="V-1").order_by("valid_from")
    ends = [one.valid_to.isoformat() if one.valid_to else None for one in held]
    assert ends == ["2025-12-31", "2026-12-31", None]
    assert card_told["result"] == "Довідка"


def test_a_table_may_name_a_group_by_its_name(take: Any) -> None:
    service("V-9", "Зразок")
    take("Код послуги;Назва;Група\nV-1;Довідка;місце  проживання\n")
    assert PublicService.objects.get(code="V-1").group.code == "residence"


def test_usual_titles_of_other_lists_are_understood(take: Any) -> None:
    take(
        "Ідентифікатор;Найменування адміністративної послуги;Строк надання\n"
        "00112;Призначення допомоги;10 робочих днів\n"
    )
    content = newest("00112")
    assert (content.term_days, content.term_unit) == (10, "working")


def _json(**changes: Any) -> bytes:
    card_told = {"valid_from": "2026-01-01", "status": "published", "authority": "council", "result": "Довідка"}
    one = {"code": "V-1", "name": "Видача довідки", "versions": [card_told | changes]}
    return json.dumps({"format": "vikno-catalogue/1", "services": [one]}).encode()


def test_a_published_card_with_errors_comes_as_a_draft(take: Any) -> None:
    report = take(_json(), "x.json")
    assert report.added == ["V-1"]
    assert "чернеткою" in str(report.warnings[0].reason)
    assert queries.version_in_force(PublicService.objects.get().pk, on=TODAY) is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "JSON"),
        (b'{"format": "x"}', "Не впізнаємо"),
        (b'{"format": "vikno-catalogue/1", "services": [1]}', "об'єктом"),
        (b'{"format": "vikno-catalogue/1", "services": [{"code": "V-1"}]}', "немає коду або назви"),
        (b'{"format": "vikno-catalogue/1", "groups": 1, "services": []}', "списком"),
        (b'{"format": "vikno-catalogue/1", "groups": [{"code": "x"}], "services": []}', "немає поля"),
        (_json(valid_from="учора"), "valid_from"),
        (_json(term_days="десять"), "term_days"),
        (_json(term_days=True), "term_days"),
        (_json(surprise=1), "surprise"),
        (_json(authority="nobody"), "nobody"),
        (_json(applicants=["robot"]), "applicants"),
        (_json(costs=[{"kind": "amount"}]), "суми"),
        (_json(costs=[{"kind": "amount", "amount": "Infinity"}]), "amount"),
        (_json(costs=[{"kind": "index_share", "percent": "1", "index": "moon"}]), "moon"),
    ],
)
def test_a_json_that_is_not_ours_is_refused(take: Any, content: bytes, words: str) -> None:
    report = take(content, "x.json")
    assert report.exit_code == 2
    assert words in str(report)
    assert not PublicService.objects.exists()


def test_another_table_of_the_portal_is_not_services(take: Any) -> None:
    report = take("nID;sID;sName;nOrder\n1;Citizen;Громадянам;1\n")
    assert (report.exit_code, [problem.line for problem in report.refused]) == (2, [0])
    assert "Не впізнаємо цей файл" in str(report)


def test_the_report_for_a_program(take: Any) -> None:
    told = take(IGOV).as_json()
    assert (told["added"], told["skipped"], told["refused"], told["warnings"]) == (2, 5, [], 1)
    assert told["skipped_lines"][0] == {
        "line": 3,
        "reason": "«_можно занимать»: рядок лише тримає номер, послуги в ньому немає.",
    }
    json.dumps(told)


def test_progress_is_told(take: Any) -> None:
    seen: list[tuple[int, int]] = []
    take(OWN, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_a_head_among_others_does_not_import(tmp_path: Path) -> None:
    _, head = person(Role.HEAD, HROMADA)
    person(Role.HEAD, OTHER_HROMADA)
    with pytest.raises(MayNotPublish):
        services.import_upload(content=OWN.encode(), file_name="x.csv", actor=head, at=AT)
    assert not PublicService.objects.exists()


def test_an_export_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownExport):
        services.export_services(path=tmp_path / "каталог.doc")


def test_a_spreadsheet_never_gets_a_formula() -> None:
    service("V-1", "=HYPERLINK(1)")
    assert b"'=HYPERLINK" in queries.export_catalogue("csv")


def test_a_bar_and_a_formula_survive_a_table(take: Any, tmp_path: Path) -> None:
    lines = (requirement("Форма А|Б \\ зразок", ground="п. 1 | п. 2"), requirement("Заява", ground=""))
    version(service("V-1", "=Послуга"), card(requirements=lines))
    for kind in ("csv", "xlsx"):
        report = take(queries.export_catalogue(kind), f"каталог.{kind}")  # type: ignore[arg-type]
        assert (report.refused, report.has_changed) == ([], False)


def test_the_real_portal_dump(shared_data: Path) -> None:
    folder = shared_data / "services"
    services.load_seed(actor=SYSTEM, at=AT)

    def taken() -> ImportReport:
        path, cards = folder / "igov-services-2017.csv", folder / "info-html"
        return services.import_services(path=path, cards=cards, actor=SYSTEM, at=AT)

    first, again = taken(), taken()
    assert first.refused == []
    assert first.total == 1426 == len(first.added) + len(first.skipped)
    assert sum(first.skipped_kinds[kind] for kind in ("reserved", "test")) >= 312
    assert not again.has_changed
    assert PublicService.objects.filter(versions__how_to_apply__gt="").count() > 90
    assert not ServiceVersion.objects.filter(how_to_apply__contains="<").exists()
