"""Typesetting: the same bytes for the same data, text that reads back, faults that are loud."""

import datetime as dt
import io
import json
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vikno.common import typeset
from vikno.common.typeset import TemplateFault, render_pdf

MADE_AT = dt.datetime(2026, 11, 22, 12, 5, tzinfo=dt.UTC)
ALPHABET = "АаБбВвГгҐґДдЕеЄєЖжЗзИиІіЇїЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЬьЮюЯя'’ʼ №₴«»—–…"


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("typst") / "sheet.typ"
    path.write_text(
        '#let data = json(bytes(sys.inputs.data))\n#set document(title: "Аркуш")\n'
        '#set text(font: "Noto Sans", fallback: false, lang: "uk")\n= Аркуш\n#data.text\n'
    )
    return path


def _text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_the_same_data_make_the_same_bytes_in_any_order_of_keys(sheet: Path) -> None:
    first = render_pdf(sheet, {"text": "Їжак", "other": 1}, made_at=MADE_AT)
    assert render_pdf(sheet, {"other": 1, "text": "Їжак"}, made_at=MADE_AT) == first


def test_other_data_or_another_moment_make_other_bytes(sheet: Path) -> None:
    first = render_pdf(sheet, {"text": "Їжак"}, made_at=MADE_AT)
    assert render_pdf(sheet, {"text": "їжак"}, made_at=MADE_AT) != first
    assert render_pdf(sheet, {"text": "Їжак"}, made_at=MADE_AT + dt.timedelta(minutes=1)) != first


def test_the_moment_in_the_file_is_the_one_given(sheet: Path) -> None:
    info = pypdf.PdfReader(io.BytesIO(render_pdf(sheet, {"text": ""}, made_at=MADE_AT))).metadata
    assert info is not None
    assert info.creation_date == MADE_AT


def test_a_moment_without_a_zone_is_refused(sheet: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(sheet, {"text": ""}, made_at=dt.datetime(2026, 1, 1))  # noqa: DTZ001


def test_every_ukrainian_letter_reads_back(sheet: Path) -> None:
    text = _text(render_pdf(sheet, {"text": ALPHABET}, made_at=MADE_AT))
    assert ALPHABET.replace(" ", "") in "".join(text.split())


def test_the_file_declares_its_standards_language_and_tags(sheet: Path) -> None:
    pdf = render_pdf(sheet, {"text": "слово"}, made_at=MADE_AT)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "uk"
    assert root["/MarkInfo"]["/Marked"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_only_our_own_font_is_inside(sheet: Path) -> None:
    page = pypdf.PdfReader(io.BytesIO(render_pdf(sheet, {"text": "слово word"}, made_at=MADE_AT))).pages[0]
    names = {font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()}
    assert all("NotoSans" in name for name in names)


@pytest.mark.parametrize(
    "text", ['#read("/etc/passwd")', "*жирно* _курсив_ = заголовок", '")); panic("x"', "\\ \\u{41} $x^2$ @label <l>"]
)
def test_what_a_person_typed_is_never_a_command(sheet: Path, text: str) -> None:
    assert _text(render_pdf(sheet, {"text": text}, made_at=MADE_AT)).splitlines()[-1].strip() == text


def test_what_the_font_lacks_is_shown_as_a_mark(sheet: Path) -> None:
    assert "Лі �� Вей" in _text(render_pdf(sheet, {"text": "Лі 漢😀 Вей"}, made_at=MADE_AT))


def test_control_and_invisible_characters_are_dropped(sheet: Path) -> None:
    assert "абвг" in _text(render_pdf(sheet, {"text": "а\x00б\x07в\u200bг\ud800"}, made_at=MADE_AT))


@settings(max_examples=60)
@given(st.text(max_size=120))
def test_any_text_can_be_printed(sheet: Path, text: str) -> None:
    assert render_pdf(sheet, {"text": text}, made_at=MADE_AT).startswith(b"%PDF-1.7")


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_what_is_shown_is_always_in_the_font(text: str) -> None:
    shown = typeset._printable({"text": text})
    assert isinstance(shown, dict)
    assert all(c == "\n" or typeset.shows(c) for c in str(shown["text"]))


@pytest.mark.parametrize("value", [1.5, dt.date(2026, 1, 1), b"x", {1, 2}])
def test_values_without_one_way_to_be_printed_are_refused(sheet: Path, value: object) -> None:
    with pytest.raises(TypeError, match="give it as text"):
        render_pdf(sheet, {"text": value}, made_at=MADE_AT)  # type: ignore[dict-item]


def test_a_missing_value_is_a_fault_that_names_the_template(sheet: Path) -> None:
    with pytest.raises(TemplateFault, match=r"sheet\.typ"):
        render_pdf(sheet, {"wrong": "x"}, made_at=MADE_AT)


def test_a_warning_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "warns.typ"
    path.write_text('#set document(title: "x")\n#set text(font: "No Such Font", lang: "uk")\n= x\n')
    with pytest.raises(TemplateFault, match="unknown font"):
        render_pdf(path, {}, made_at=MADE_AT)


def test_lists_and_mappings_travel_whole(tmp_path: Path) -> None:
    path = tmp_path / "dump.typ"
    path.write_text(
        '#let data = json(bytes(sys.inputs.data))\n#set document(title: "x")\n'
        '#set text(font: "Noto Sans", lang: "uk")\n= x\n#data.rows.map(r => r.at("name") + str(r.n)).join("; ")\n'
    )
    data = {"rows": ({"name": "а", "n": 1}, {"name": "б", "n": 2})}
    assert "а1; б2" in _text(render_pdf(path, data, made_at=MADE_AT))


def test_the_fonts_travel_with_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (typeset.FONTS / "OFL.txt").read_text().upper()
    assert all((typeset.FONTS / face).exists() for face in typeset.FACES)


def test_the_engine_names_its_version() -> None:
    name, version = typeset.engine().split()
    assert name == "typst"
    assert json.loads(f'"{version}"')
