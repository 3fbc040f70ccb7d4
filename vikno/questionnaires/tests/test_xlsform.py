"""XLSForm in and out: nothing lost inside the subset, everything outside it named by sheet and row."""

import io
import os
import warnings
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings

from vikno.common.tables import TableRefused
from vikno.questionnaires import shown
from vikno.questionnaires.engine import Document
from vikno.questionnaires.tests.random_documents import documents
from vikno.questionnaires.tests.samples import asked, document, section, yes_no
from vikno.questionnaires.xlsform import Imported, read_xlsform, write_xlsform
from vikno.questionnaires.xlsform.reading import outcome_by_row

FORMS = Path(os.environ.get("VIKNO_SHARED_DATA", "")) / "xlsforms"
SURVEY = ["type", "name", "label"]


def workbook(survey: list[list[Any]], choices: list[list[Any]] | None = None, **sheets: list[list[Any]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in {"survey": survey, "choices": choices or [], **sheets}.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return file.getvalue()


def read(*args: Any, **sheets: Any) -> Imported:
    return read_xlsform(workbook(*args, **sheets), code="form", title="Форма")


def made_of(*args: Any, **sheets: Any) -> Document:
    found = read(*args, **sheets)
    assert found.document, found.faults
    return found.document


def faults(*args: Any, **sheets: Any) -> list[tuple[str, int, str, str]]:
    return [(one.sheet, one.row, one.column, one.problem.code) for one in read(*args, **sheets).faults]


@settings(deadline=None, max_examples=60)
@given(documents())
def test_there_and_back_is_the_same_document(made: Document) -> None:
    again = read_xlsform(write_xlsform(made), code="x", title="X")
    assert again.faults == ()
    assert again.document == made


def test_every_property_goes_there_and_back() -> None:
    towns = [
        {
            "code": "a",
            "labels": {"uk": "А", "pl": "A"},
            "filter": {"area": "n"},
            "extra": {"photo": "x"},
            "score": "1.5",
        }
    ]
    everything = asked(
        "all", "select_one", choices="towns", choice_filter="area = 'n'", hint={"uk": "рядок\nще рядок"},
        relevant="${n} > 1", required="${n} = 2", required_message={"en": "=SUM(1)"}, constraint=". != 'b'",
        constraint_message={"uk": "ні"}, read_only=True, weight="2.5", indicator="i", dimension="d", na="target",
        target="80", prefill_metric="m", prefill_period="90d", prefill_policy="lock", evidence="when",
        evidence_when=". = 'a'", evidence_valid_months=12, quality=[{"uk": "перша", "en": "one"}, {"uk": "друга"}],
        gap_below="40", recommendation={"uk": "зробіть"}, why={"uk": "бо"}, audience=["applicant", "public"],
        personal=True, default="a", extra={"appearance": "minimal", "Нотатки": "для себе"},
    )  # fmt: skip
    made = document(
        asked("n", "integer", scale=["0", "10.5"], default=7), everything,
        section("g", yes_no("y"), asked("many", "select_multiple", choices="towns", default=["a"]),
        method="all_of", weight="3"),
        section("r", asked("f", "image"), asked("c", "calculate", calculation="${n} * 2"), kind="repeat", count="${n}"),
        choices={"towns": towns}, method="sum", title={"uk": "Назва", "en": "Title"}, extra={"style": "pages"},
    )  # fmt: skip
    again = read_xlsform(write_xlsform(made), code="x", title="X")
    assert again.faults == ()
    assert again.document == made


def test_a_form_in_plain_xlsform_is_read() -> None:
    made = made_of(
        [
            ["type", "name", "label::Ukrainian (uk)", "label::English (en)", "required", "cnap::weight", "my notes"],
            ["begin_group", "g", "Розділ", "Part", "", 2, ""],
            ["select_one yn", "q", "Так?", "Yes?", "yes", 0.5, "для себе"],
            ["end_group"], ["int", "n", "Скільки?", "", "", "", ""],
        ],
        [["list_name", "name", "label", "score"], ["yn", 1, "Так", 3], ["yn", 0, "Ні", 0]],
        settings=[["form_title", "form_id"], ["Назва", "my form"]],
    )  # fmt: skip
    question = made.question("q")
    assert question
    assert (made.code, made.title["uk"], str(question.weight), question.required) == ("my_form", "Назва", "0.5", True)
    assert question.extra == {"my notes": "для себе"}
    assert [(one.code, one.score) for one in made.choices["yn"]] == [("1", 3), ("0", 0)]


def test_specify_other_becomes_a_choice_and_a_question() -> None:
    made = made_of(
        [SURVEY, ["select one from sexes or specify other", "sex", "Хто?"]],
        [["list name", "name", "label"], ["sexes", "f", "Ж"]],
    )
    assert [one.code for one in made.choices["sexes"]] == ["f", "other"]
    assert [(one.code, one.relevant) for one in made.questions] == [
        ("sex", ""),
        ("sex_other", "selected(${sex}, 'other')"),
    ]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([["geopoint", "p", "Де?"]], ("survey", 2, "type", "type_outside")),
        ([["rank l", "p", "Де?"]], ("survey", 2, "type", "type_outside")),
        ([["text", "", "Що?"]], ("survey", 2, "name", "name_missing")),
        ([["text", "два слова", "Що?"]], ("survey", 2, "name", "name_form")),
        ([["text", "a", "Що?"], ["text", "a", "Ще?"]], ("survey", 3, "name", "code_twice")),
        ([["begin group", "g", "Г"], ["text", "a", "А"]], ("survey", 2, "type", "section_not_ended")),
        ([["text", "a", "А"], ["end repeat"]], ("survey", 3, "type", "section_not_begun")),
        ([["select_one gone", "a", "А"]], ("survey", 2, "type", "list_missing")),
        ([["", "a", "А"]], ("survey", 2, "type", "type_missing")),
        ([["note", "", "Вітаємо, ${who}"]], ("survey", 2, "label", "unknown_reference")),
        ([["text", "a", ""]], ("survey", 2, "label", "label_missing")),
    ],
)
def test_each_construct_outside_is_named_by_sheet_and_row(
    rows: list[list[str]], fault: tuple[str, int, str, str]
) -> None:
    assert fault in faults([SURVEY, *rows])


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("relevant", "${gone} = 1", "unknown_reference"), ("constraint", ". >= today()", "unknown_function"),
        ("constraint", "(. > 1", "ends_too_early"), ("relevant", "regex(${b}, 'x')", "unknown_function"),
        ("media::image", "a.png", "column_outside"), ("guidance_hint", "x", "column_outside"),
        ("trigger", "${b}", "column_outside"),
        ("parameters", "rows=2", "column_outside"), ("bind::odk:x", "1", "column_outside"),
        ("hint::Клінгон", "x", "language_unclear"),
        ("cnap::weight", "-1", "out_of_bounds"), ("cnap::na", "perhaps", "not_one_of"),
        ("read_only", "perhaps", "truth_wanted"),
        ("audience", "everybody", "not_one_of"), ("cnap::method", "mean", "unknown_property"),
        ("calculation", "1 + 1", "calculation_not_wanted"),
        ("evidence_valid_months", "pів", "months_wanted"), ("cnap::scale", "1", "scale_wanted"),
        ("repeat_count", "2", "unknown_property"),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_named_by_its_column(column: str, cell: str, code: str) -> None:
    rows = [[*SURVEY, column], ["integer", "a", "А", cell], ["text", "b", "Б", ""]]
    assert ("survey", 2, column, code) in faults(rows)


def test_all_or_nothing_and_everything_at_once() -> None:
    rows = [
        [*SURVEY, "relevant", "cnap::weight"],
        ["time", "t", "Т"],
        ["text", "a", "А", "now() = 1", "багато"],
        ["text", "1", "Б"],
    ]
    found = read(rows, [["list_name", "name", "label"], ["", "x", "Х"]], entities=[["list_name"], ["trees"]])
    assert found.document is None
    assert outcome_by_row(found.faults) == {
        ("survey", 2): ["type_outside"],
        ("survey", 3): ["decimal_wanted", "unknown_function"], ("survey", 4): ["name_form"],
        ("choices", 2): ["list_name_missing"], ("entities", 0): ["sheet_outside"],
    }  # fmt: skip
    assert all(str(shown.problem_words(one.problem)) != one.problem.code for one in found.faults)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04 broken", b"<html>"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    try:
        assert read_xlsform(content, code="x", title="X").document is None
    except TableRefused as refused:
        assert refused.problems  # noqa: PT017  both ways of saying it are right


def test_nothing_typed_becomes_a_formula() -> None:
    content = write_xlsform(document(asked("a", labels={"uk": "=HYPERLINK(1)"})))
    assert b"<f>" not in content
    again = read_xlsform(content, code="x", title="X").document
    assert again
    assert again.questions[0].labels == {"uk": "=HYPERLINK(1)"}


# What becomes of each public form. The reference converter refuses `group_name_test.xls` at row 3 and takes the others;
# of those, what is outside our subset is refused by name.
OUTSIDE = {
    "widgets.xls": {
        ("survey", 5): "unknown_function", ("survey", 6): "type_outside", ("survey", 9): "type_outside",
        ("survey", 11): "type_outside", ("survey", 12): "type_outside", ("survey", 14): "type_outside",
        ("survey", 15): "type_outside", ("survey", 17): "type_outside", ("survey", 18): "type_outside",
        ("choices", 20): "column_outside",
    },
    "xlsform_spec_test.xlsx": {
        ("survey", 7): "unknown_function", ("survey", 9): "column_outside", ("survey", 30): "type_outside",
        ("survey", 32): "type_outside", ("survey", 33): "type_outside", ("survey", 34): "type_outside",
        ("survey", 35): "type_outside", ("survey", 37): "type_outside", ("survey", 38): "type_outside",
        ("survey", 42): "type_outside", ("columns", 0): "sheet_outside", ("settings", 2): "setting_outside",
    },
    "group_name_test.xls": {("survey", 3): "name_missing", ("survey", 4): "type_outside"},
}  # fmt: skip
TAKEN = {"choice_filter_test.xlsx": 3, "repeat_date_test.xls": 5, "specify_other.xls": 2, "tutorial.xls": 10}


@pytest.mark.skipif(not FORMS.is_dir(), reason="the public forms are not here")
@pytest.mark.parametrize("name", [*OUTSIDE, *TAKEN])
def test_public_forms(name: str) -> None:
    found = read_xlsform((FORMS / name).read_bytes(), code="form", title="Форма")
    told = outcome_by_row(found.faults)
    if name in OUTSIDE:
        assert found.document is None
        assert {place: code for place, code in OUTSIDE[name].items() if code not in told.get(place, ())} == {}
        return
    assert found.document, told
    assert len(found.document.questions) == TAKEN[name]
    again = read_xlsform(write_xlsform(found.document), code="x", title="X")
    assert again.document == found.document


@pytest.mark.skipif(not FORMS.is_dir(), reason="the public forms are not here")
def test_the_reference_converter_refuses_where_we_do() -> None:
    convert = pytest.importorskip("pyxform.xls2xform").convert
    error = pytest.importorskip("pyxform.errors").PyXFormError
    for name in {*OUTSIDE, *TAKEN} - {"group_name_test.xls"}:
        assert _converted(convert, str(FORMS / name)).xform
    with pytest.raises(error, match=r"row : 3"):
        _converted(convert, str(FORMS / "group_name_test.xls"))


def test_the_reference_converter_takes_what_we_write() -> None:
    convert = pytest.importorskip("pyxform.xls2xform").convert
    made = document(
        yes_no("a", required=True, weight=2), asked("b", "integer", relevant="${a} = 'yes'", constraint=". > 0"),
        section("g", section("r", asked("x", "decimal"), kind="repeat"),
        asked("t", "calculate", calculation="sum(${x})")),
    )  # fmt: skip
    form = _converted(convert, io.BytesIO(write_xlsform(made))).xform
    assert all(f"/{code}" in form for code in ("a", "b", "g/r/x", "g/t"))


def _converted(convert: Any, source: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return convert(source, validate=False)
