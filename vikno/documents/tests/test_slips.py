"""Every printed form × names nobody expects × sizes (U4): text, pages, codes read back, nothing fetched."""

import datetime as dt
import functools
import io
import re
import unicodedata
from typing import Any

import pikepdf
import pypdf
import pytest

from vikno.common import qr, typeset
from vikno.documents.acts import Act, ActRow, act_form
from vikno.documents.enums import DocumentKind
from vikno.documents.papers import Form, form_of
from vikno.documents.slips import ROLLS, DayList, DayRow, Size, Slip, day_list_form, slip_form
from vikno.documents.tests import samples
from vikno.documents.tests.reading import DOTS_PER_INCH, codes_on, pages_of, pictures_of, squeezed

NAMES = (
    "Стефанишин-Їжакевич Ґалина Євгенівна",
    "О'Генрі Мар'яна",
    "Д’Артаньян",
    "Вʼячеслав Пʼятий",
    "Б`юїк",
    "Ї",
    "Й\u0438\u0306о\u0437\u0438\u0438\u0306",
    "Ї\u0456\u0308жак",
    "iван Latin-і",
    "Іван  Подвійний\u00a0Пробіл",
    "Ім'я" * 30,
    "а" * 120,
    "Новокостянтинопільськозаводська" * 3,
    "<script>alert(1)</script>",
    '#import "x"',
    "#sys.inputs",
    "$ x^2 $",
    "*жирний* _курсив_ `код`",
    "@посилання <мітка>",
    "\\ похила //коментар /* так */",
    "= Заголовок",
    "- пункт + пункт",
    "=1+1",
    "{{ data }}",
    "{% load %}",
    "%PDF-1.7",
    "../../etc/passwd",
    "file:///etc/passwd",
    "http://evil.example/x.png",
    '#image("file:///etc/passwd")',
    '#read("/etc/passwd")',
    "Нуль\u200bширина",
    "Спра\u202eва наліво",
    "זאב",
    "王小明",
    "Łukasz Żółć",
    "Émile",
    "Ĳsbrand",
    "ﬁнал",
    "Ⅷ Віктор",
    "№ 5",
    "1234567890",
    "A&B <C>",
    '"Лапки" «ялинки» „нижні“',
    "Тире — коротке – мінус −",
    "☎ 044",
    "🙂 Усміх",
    "\u0301Наголо\u0301с",
    "ТОВ «Зоря-2»",
    "Ткач(Мельник)",
    "Кома, крапка.",
    "ЄЇІҐ єїіґ",
    "ЫЭЪ ыэъ",
    "Ѣ Ѳ Ѵ",
    "ß",
    "İstanbul ı",
    "\tТаб\tуляція",
    "Рядок\nДругий",
    "Кінець ",
    "I I l 1 | O 0",
)
SMALL = [NAMES[n] for n in (0, 2, 3, 6, 11, 12, 13, 29, 32, 46, 47, 57)]
KINDS = (DocumentKind.RECEIPT, DocumentKind.PAYMENT_RECEIPT, DocumentKind.NOTICE, DocumentKind.CARD)
SIDES = {Size.A4: (210, 297), Size.A5: (148, 210), Size.ROLL_80: (80, None), Size.ROLL_58: (58, None)}


def slip(name: str, size: Size, kind: DocumentKind = DocumentKind.RECEIPT) -> Slip:
    return Slip(
        kind=kind, size=size, letterhead=samples.LETTERHEAD, title="Розписка про прийняття документів",
        number="2604170000017", number_shown="26-0417-000001-7",
        facts=(("Заявник", name), ("Послуга", "Реєстрація місця проживання (00034)"), ("Прийняв", name)),
        sentences=("Відкрийте https://cnap.vyhadane.example/stan і введіть номер справи.",),
        signatures=(("Документи прийнято", name),), made_at=samples.AT,
    )  # fmt: skip


def day_list(name: str) -> DayList:
    row = DayRow(
        number_shown="26-0417-000001-7", time="09:05", applicant=name, service="Реєстрація", officer=name,
        state="зареєстровано", due_on=dt.date(2026, 12, 1),
    )  # fmt: skip
    return DayList(
        letterhead=samples.LETTERHEAD, on=dt.date(2026, 11, 20), place="Основний офіс", rows=(row,) * 40, made_by=name,
        made_at=samples.AT,
    )  # fmt: skip


def act(name: str) -> Act:
    row = ActRow(
        number_shown="26-0417-000001-7", title="Реєстрація", rule="ст. 12, 3 р. (наказ)", files=2, sheets=7,
        keep_until=dt.date(2025, 12, 31), sha256=("ab" * 32, "cd" * 32),
    )  # fmt: skip
    return Act(
        letterhead=samples.LETTERHEAD, number_shown="2026-001", rows=(row,) * 30, commission=((name, "голова"),) * 3,
        requested_by=name, requested_at=samples.AT, approved_by=name, approved_at=samples.AT,
    )  # fmt: skip


def pdf_of(form: Form) -> bytes:
    data: dict[str, Any] = dict(form.data)
    if "number" in data:
        data["qr"] = qr.qr_svg(data["number"])
    return typeset.render_pdf(form.template, data, made_at=samples.AT)


@functools.cache
def plain(size: Size) -> bytes:
    return pdf_of(slip_form(slip("Іваненко Марія", size)))


def shown(name: str) -> str:
    """Every letter that was typed; what directs and controls goes, what the font lacks is marked."""
    letters = (c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in ("Cc", "Cf"))
    return squeezed("".join(c if c.isspace() or typeset.shows(c) else typeset.NO_GLYPH for c in letters)).replace(
        "-", ""
    )


def said(pdf: bytes) -> str:
    return "".join(pages_of(pdf)).replace("-", "")


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("name", SMALL, ids=ascii)
def test_a_name_is_read_back_as_it_was_written(name: str, size: Size) -> None:
    _is_read_back(name, size)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_each_of_sixty_names_is_read_back_on_every_form(name: str, size: Size, kind: DocumentKind) -> None:
    _is_read_back(name, size, kind)


def _is_read_back(name: str, size: Size, kind: DocumentKind = DocumentKind.RECEIPT) -> None:
    pdf = pdf_of(slip_form(slip(name, size, kind)))
    pages = pages_of(pdf)
    assert said(pdf).count(shown(name)) == 3
    assert len(pages) == 1
    picture = pictures_of(pdf)[0]
    found = codes_on(picture)
    assert [code.text for code in found] == ["2604170000017"]
    place = found[0].position
    assert (place.top_right.x - place.top_left.x) / DOTS_PER_INCH * 25.4 >= 19.5
    dark = picture.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark is not None
    margin = (4 if size in ROLLS else 8) / 25.4 * DOTS_PER_INCH - 2
    assert dark[0] >= margin
    assert dark[2] <= picture.width - margin


def test_there_are_sixty_names() -> None:
    assert len(set(NAMES)) >= 60


@pytest.mark.parametrize("make", [lambda name: day_list_form(day_list(name)), lambda name: act_form(act(name))])
@pytest.mark.parametrize("name", SMALL[::3], ids=ascii)
def test_lists_and_acts_say_names_too(name: str, make: Any) -> None:
    pdf = pdf_of(make(name))
    assert said(pdf).count(shown(name)) >= 5
    numbers = [re.findall(r"сторінка(\d+)з(\d+)", page) for page in pages_of(pdf)]
    assert [int(page[0][0]) for page in numbers] == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("size", Size)
def test_paper_is_as_wide_as_the_printer_holds(size: Size) -> None:
    box = pypdf.PdfReader(io.BytesIO(plain(size))).pages[0].mediabox
    width, height = SIDES[size]
    assert abs(float(box.width) / 72 * 25.4 - width) < 0.5
    if height:
        assert abs(float(box.height) / 72 * 25.4 - height) < 0.5


ALL = {
    **{f"slip-{size}": lambda size=size: plain(size) for size in Size},
    "day-list": lambda: pdf_of(day_list_form(day_list("Іваненко"))),
    "act": lambda: pdf_of(act_form(act("Іваненко"))),
    **{
        name: lambda paper=paper: pdf_of(form_of(paper))
        for name, paper in samples.PAPERS.items()
        if "long" not in name
    },
}  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_it_claims_pdf_a_and_pdf_ua_and_keeps_what_can_be_looked_at(name: str) -> None:
    """Marks of conformance, structure, language, title, embedded fonts with their letters, words for pictures."""
    with pikepdf.open(io.BytesIO(ALL[name]())) as book:
        with book.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")
            assert about["dc:title"]
        root = book.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).startswith("uk")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert root.OutputIntents[0].DestOutputProfile is not None
        kinds, without_words = _structure(root.StructTreeRoot)
        assert kinds & {"/H1", "/H2"}
        assert kinds & {"/P", "/Table", "/L"}
        assert not without_words
        fonts = _fonts(book)
        assert fonts
        for font in fonts:
            inner = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in inner or "/FontFile3" in inner
            assert "/ToUnicode" in font


@pytest.mark.parametrize("name", ALL)
def test_it_fetches_nothing_and_does_nothing(name: str) -> None:
    acting = {"/OpenAction", "/AA", "/JavaScript", "/JS", "/Launch", "/URI", "/GoToR", "/EmbeddedFiles", "/F"}
    with pikepdf.open(io.BytesIO(ALL[name]())) as book:
        for thing in book.objects:
            if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                keys = set(thing.keys()) - ({"/F"} if str(thing.get("/Type", "")) == "/Annot" else set())
                assert not acting & keys, repr(thing)


def _structure(tree: pikepdf.Dictionary) -> tuple[set[str], int]:
    """Kinds of structure elements, and how many figures have no words instead of them."""
    kinds, silent, waiting = set(), 0, [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += list(node)
        elif isinstance(node, pikepdf.Dictionary):
            kind = str(node.get("/S", ""))
            kinds.add(kind)
            silent += kind == "/Figure" and "/Alt" not in node
            if "/K" in node:
                waiting.append(node.K)
    return kinds, silent


def _fonts(book: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        thing for thing in book.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == "/Type0"
    ]
