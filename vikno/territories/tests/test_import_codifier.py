import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.territories import services
from vikno.territories.enums import Removals
from vikno.territories.errors import NotAllowed
from vikno.territories.models import Edition, OldCode, Unit, UnitName
from vikno.territories.tests.conftest import AT
from vikno.territories.tests.factories import (
    DZYGIVKA,
    IVANIVKA_OF_PISKY,
    IVANIVKA_OF_STEP,
    IZHAKY,
    IZHAKY_HROMADA,
    KRYNYTSIA,
    LUHIV_HROMADA,
    LUHIV_RAION,
    LUHOVA,
    PISKY,
    STEP,
    STEP_HROMADA,
    STEP_RAION,
    Line,
    code,
    codifier_lines,
    codifier_text,
)

pytestmark = pytest.mark.django_db
LATER = "kodifikator-2025-09-01.csv"


def changed(code, **changes):
    return [line.but(**changes) if line.code == code else line for line in codifier_lines()]


def without(*codes):
    return [line for line in codifier_lines() if line.code not in codes]


def counts(report):
    return {name: n for name, n in report.counts.items() if n}


def reasons(report):
    return [(problem.line, str(problem.reason)) for problem in report.refused]


def test_the_first_edition(country):
    assert counts(country) == {"added": 21}
    assert country.edition_on == dt.date(2025, 5, 16)
    assert Unit.objects.count() == 21
    unit = Unit.objects.get(pk=IZHAKY)
    assert (unit.name, unit.search_key, unit.category) == ("Їжаки", "їжаки", "T")
    assert (unit.hromada_id, unit.raion_id, unit.oblast_id) == (IZHAKY_HROMADA, LUHIV_RAION, LUHOVA)
    assert unit.first_seen_on == dt.date(2025, 5, 16)
    hromada = Unit.objects.get(pk=IZHAKY_HROMADA)
    assert (hromada.parent_id, hromada.hromada_id) == (LUHIV_RAION, None)
    assert Unit.objects.get(pk="UA99000000000122222").parent_id == KRYNYTSIA


def test_the_same_file_again_changes_nothing_and_says_so(country, codifier, take, django_assert_max_num_queries):
    path = codifier(codifier_lines())
    before = list(Unit.objects.values())
    with django_assert_max_num_queries(6):
        again = take(path)
    assert not again.has_changed
    assert again.exit_code == 0
    assert counts(again) == {"unchanged": 21}
    assert "Нічого не змінилося" in str(again)
    assert list(Unit.objects.values()) == before
    assert Edition.objects.count() == 1


def test_an_import_is_written_in_the_journal_and_announced(country):
    entry = JournalEntry.objects.get(action="territories.imported")
    assert entry.facts["added"] == 21
    assert Edition.objects.get().summary["added"] == 21


def test_only_the_steward_and_the_command_line_may_import(codifier):
    path = codifier(codifier_lines())
    for role in ("officer", "head", "courier", "provider", "starosta"):
        actor = Actor(user_id=None, name="Хтось", role=role, hromada_code=STEP_HROMADA)
        with pytest.raises(NotAllowed):
            services.import_territories(path=path, edition_on=None, actor=actor, at=AT)
    assert not Unit.objects.exists()
    assert services.import_territories(path=path, edition_on=None, actor=Actor.system(), at=AT).exit_code == 0


def test_a_renaming_keeps_the_code_and_the_old_name(country, codifier, take):
    report = take(codifier(changed(STEP, name="Волошкове"), LATER))
    assert counts(report) == {"renamed": 1, "unchanged": 20, "old_names": 1}
    unit = Unit.objects.get(pk=STEP)
    assert (unit.name, unit.search_key) == ("Волошкове", "волошкове")
    old = unit.old_names.get()
    assert (old.name, old.category, old.valid_to) == ("Степ", "X", dt.date(2025, 9, 1))
    assert unit.first_seen_on == dt.date(2025, 5, 16)


def test_a_change_of_category_is_kept_too(country, codifier, take):
    report = take(codifier(changed(IZHAKY, category="X"), LATER))
    assert counts(report) == {"recategorised": 1, "unchanged": 20, "old_names": 1}
    assert UnitName.objects.get().category == "T"


def test_a_name_that_returns_is_kept_once(country, codifier, take):
    take(codifier(changed(STEP, name="Волошкове"), LATER))
    take(codifier(codifier_lines(), "kodifikator-2025-10-01.csv"))
    take(codifier(changed(STEP, name="Волошкове"), "kodifikator-2025-11-01.csv"))
    kept = UnitName.objects.filter(unit=STEP).values_list("name", "valid_to")
    assert sorted(kept) == [("Волошкове", dt.date(2025, 10, 1)), ("Степ", dt.date(2025, 11, 1))]


def test_a_hromada_moves_with_its_settlements(country, codifier, take):
    lines = [
        line.but(levels=(LUHOVA, STEP_RAION, *line.levels[2:])) if IZHAKY_HROMADA in line.levels else line
        for line in codifier_lines()
    ]
    report = take(codifier(lines, LATER))
    assert counts(report) == {"moved": 1, "unchanged": 20}
    assert Unit.objects.get(pk=IZHAKY_HROMADA).parent_id == STEP_RAION
    assert Unit.objects.get(pk=IZHAKY).raion_id == STEP_RAION
    assert not take(codifier(lines, LATER)).has_changed


def test_a_removed_unit_stays_findable_with_a_date_and_may_come_back(country, codifier, take):
    report = take(codifier(without(IVANIVKA_OF_STEP), LATER))
    assert counts(report) == {"removed": 1, "unchanged": 20}
    assert Unit.objects.get(pk=IVANIVKA_OF_STEP).removed_on == dt.date(2025, 9, 1)
    assert not take(codifier(without(IVANIVKA_OF_STEP), LATER)).has_changed
    back = take(codifier(codifier_lines(), "kodifikator-2025-10-01.csv"))
    assert counts(back) == {"restored": 1, "unchanged": 20}
    assert Unit.objects.get(pk=IVANIVKA_OF_STEP).removed_on is None


def test_a_file_of_one_oblast_leaves_the_others_alone(country, codifier, take):
    lines = [line for line in codifier_lines() if line.levels[0] == LUHOVA]
    report = take(codifier(lines, LATER))
    assert counts(report) == {"unchanged": 14}
    assert Unit.objects.filter(removed_on=None).count() == 21


def test_a_cut_edition_is_refused_unless_confirmed(country, codifier, take):
    more = [Line((LUHOVA, STEP_RAION, STEP_HROMADA, code(91, 2, 10, n)), "C", f"Хутір {n}") for n in range(100, 200)]
    take(codifier([*codifier_lines(), *more], LATER))
    cut = codifier([*codifier_lines(), *more[:50]], "kodifikator-2025-10-01.csv")
    report = take(cut)
    assert report.exit_code == 2
    assert "зникають 50 з 114" in reasons(report)[0][1]
    assert Unit.objects.filter(removed_on=None).count() == 121
    assert take(cut, removals=Removals.ANY).counts["removed"] == 50


def test_an_older_edition_gives_names_of_the_past_only(country, codifier, take):
    older = codifier(
        [
            *[line.but(name="Гадюче") if line.code == STEP else line for line in without(PISKY)],
            Line((LUHOVA, STEP_RAION, STEP_HROMADA, code(91, 2, 10, 90)), "C", "Затоплене"),
        ],
        "kodifikator-2022-01-01.csv",
    )
    report = take(older)
    assert counts(report) == {"old_names": 1, "old_units": 1, "unchanged": 21}
    assert "старша за завантажену" in str(report)
    assert Unit.objects.get(pk=STEP).name == "Степ"
    assert UnitName.objects.get(unit=STEP).valid_to == dt.date(2025, 5, 16)
    assert Unit.objects.get(name="Затоплене").removed_on == dt.date(2025, 5, 16)
    assert Unit.objects.get(pk=PISKY).removed_on is None
    assert Unit.objects.get(pk=STEP).first_seen_on == dt.date(2022, 1, 1)
    again = take(older)
    assert not again.has_changed
    assert "Нічого не змінилося" in str(again)


def test_the_edition_date_is_given_told_or_asked(codifier, take):
    path = codifier(codifier_lines(), "kodifikator.csv")
    asked = take(path)
    assert asked.exit_code == 2
    assert "--edition" in reasons(asked)[0][1]
    assert "не настала" in reasons(take(path, dt.date(2030, 1, 1)))[0][1]
    assert take(path, dt.date(2025, 1, 1)).edition_on == dt.date(2025, 1, 1)


def test_a_newer_date_with_the_same_content_moves_the_date_only(country, codifier, take):
    report = take(codifier(codifier_lines(), LATER))
    assert report.has_changed
    assert counts(report) == {"unchanged": 21}
    assert "нову дату редакції" in str(report)


@pytest.mark.parametrize(
    ("damage", "line", "words"),
    [
        (lambda text: text.replace("\r\n", "\r\n<<<<<<< HEAD\r\n", 3), 2, "злиття"),
        (lambda text: text.replace(STEP + ";;X", "9,1E+18;;X"), 13, "електронна таблиця"),
        (lambda text: text.replace(STEP, "9,1020E+18"), 13, "електронна таблиця"),
        (lambda text: text.replace(";X;Степ", ";X;Степ;зайве"), 13, "комірок 8"),
        (lambda text: text.replace(";;X;Степ", ";X;Степ"), 13, "комірок 6"),
        (lambda text: text[: text.index("Дзиґ") - 10], 15, "обірвано"),
        (lambda text: text[: text.index("Степова") + 9], 12, "обірвано"),
        (lambda text: text.replace(STEP, "UA80"), 13, "UA80"),
        (lambda text: text.replace(STEP, "UA" + "9" * 16), 13, "не код"),
        (lambda text: text.replace("Категорія об’єкта", "Щось"), None, "заголовків"),
        (lambda text: "", None, "порожній"),
    ],
)
def test_damaged_copies_are_refused_whole(write, take, damage, line, words):
    whole = codifier_text(codifier_lines())
    report = take(write("kodifikator-2025-05-17.csv", damage(whole).encode()))
    assert report.exit_code == 2
    assert words in reasons(report)[0][1]
    assert line is None or reasons(report)[0][0] == line
    assert not Unit.objects.exists()
    assert not Edition.objects.exists()


def test_another_encoding_is_refused(write, take):
    text = codifier_text(codifier_lines()).replace("’", "'").replace("ʼ", "'")
    report = take(write("kodifikator-2025-05-17.csv", text.encode("cp1251")))
    assert report.exit_code == 2
    assert "windows-1251" in reasons(report)[0][1]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\n\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_kind_of_text_file(write, take, delimiter, end, mark):
    text = codifier_text(codifier_lines()).replace("\r\n", end).replace(";", delimiter)
    report = take(write("kodifikator-2025-05-16.csv", (mark + text).encode()))
    assert report.counts["added"] == 21


def test_a_workbook_with_a_title_above_the_header(tmp_path, take):
    import xlsxwriter

    from vikno.territories.tests.factories import CODIFIER_HEADER

    path = tmp_path / "Кодифікатор 16.05.2025.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Кодифікатор адміністративно-територіальних одиниць"])
        rows = [CODIFIER_HEADER, *(line.cells for line in codifier_lines())]
        for place, row in enumerate(rows, start=2):
            sheet.write_row(place, 0, row)
    assert take(path).counts["added"] == 21


def test_titles_with_another_apostrophe_and_a_trailing_space(write, take):
    text = codifier_text(codifier_lines()).replace("об’єкта", "об'єкта ", 1)
    assert take(write("kodifikator-2025-05-16.csv", text)).exit_code == 0


def test_the_summary_for_programs(country):
    summary = country.as_json()
    for name in ("added", "removed", "renamed", "recategorised", "unchanged"):
        assert isinstance(summary[name], int)
    assert summary["refused"] == []
    assert summary["edition"] == "2025-05-16"
    assert summary["has_changed"] is True


def test_the_summary_of_a_refusal_names_the_lines_and_counts_all(codifier, take):
    lines = [line.but(category="Z") for line in codifier_lines()] * 6
    summary = take(codifier(lines)).as_json()
    assert len(summary["refused"]) == 100
    assert summary["refused_total"] == 126
    assert summary["refused"][0] == {"line": 2, "reason": summary["refused"][0]["reason"]}
    assert "категорія «Z»" in summary["refused"][0]["reason"]
    text = str(take(codifier(lines)))
    assert "нічого не змінено" in text
    assert "і ще 26" in text


def test_the_table_of_old_codes_is_recognised(country, write, take):
    rows = [(STEP, "9122010101"), (STEP_HROMADA, "9122010101"), (STEP_RAION, "Новий район"), (code(95), "9500000000")]
    text = "\ufeffКодифікатор,Код об'єкта КОАТУУ ,Категорія об’єкта,Назва об’єкта\n"
    path = write("katottg-koatuu.csv", text + "".join(f"{new},{old},Х,Назва\n" for new, old in rows))
    report = take(path)
    assert report.kind == "old_codes"
    assert counts(report) == {"added": 2, "unknown": 1}
    assert reasons(report) == [(5, f"одиниці {code(95)} у довіднику немає.")]
    assert report.exit_code == 0
    assert set(OldCode.objects.filter(koatuu="9122010101").values_list("unit_id", flat=True)) == {STEP, STEP_HROMADA}
    assert not take(path).has_changed


def test_old_codes_need_the_codifier(write, take):
    path = write("k.csv", f"Кодифікатор,Код об'єкта КОАТУУ\n{STEP},9122010101\n")
    assert "Спершу завантажте" in reasons(take(path))[0][1]


def test_progress_is_told(codifier, take):
    told = []
    take(codifier(codifier_lines()), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (21, 21)


def test_homonyms_stay_apart(country):
    assert {IVANIVKA_OF_STEP, IVANIVKA_OF_PISKY} < set(
        Unit.objects.filter(name="Іванівка").values_list("pk", flat=True)
    )
    assert Unit.objects.get(pk=DZYGIVKA).search_key == "дзигівка"
    assert LUHIV_HROMADA in set(Unit.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_are_one_after_the_other(codifier, take):
    """The second waits for the first, compares with what it left, and finds nothing to do."""
    path = codifier(codifier_lines())

    def one(_number):
        try:
            with tenancy.working_for(""):
                return take(path)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(one, range(2)))
    assert sorted(report.counts["added"] for report in reports) == [0, 21]
    assert sorted(report.has_changed for report in reports) == [False, True]
    assert Edition.objects.count() == 1
