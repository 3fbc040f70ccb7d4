"""Each form, small and terrible: what it says can be read back, page by page, word by word, code by code."""

import datetime as dt
import functools
import re
from dataclasses import replace

import pytest

from vikno.common import qr, typeset
from vikno.documents.papers import Paper, form_of, moment_in_words, moment_shown
from vikno.documents.tests import samples
from vikno.documents.tests.reading import DOTS_PER_INCH, codes_on, pages_of, pictures_of, squeezed
from vikno.documents.tests.samples import PAPERS

CODED = {name: paper for name, paper in PAPERS.items() if not name.startswith("journal")}


@functools.cache
def pdf_of(paper: Paper) -> bytes:
    form = form_of(paper)
    data = dict(form.data)
    if "number" in data:
        data["qr"] = qr.qr_svg(data["number"])
    return typeset.render_pdf(form.template, data, made_at=samples.AT)


def _words(value: object) -> list[str]:
    """Every text of a form's data, except what is not shown as it is."""
    match value:
        case str():
            return [value] if value else []
        case list() | tuple():
            return [word for each in value for word in _words(each)]
        case dict():
            hidden = {"lang", "number", "title"} if "lang" in value else set()
            return [word for key, each in value.items() if key not in hidden for word in _words(each)]
        case _:
            return []


def _without_hyphens(text: str) -> str:
    """Words are divided at ends of lines; a reader does not see that as a difference."""
    return squeezed(text).replace("-", "")


@pytest.mark.parametrize("name", PAPERS)
def test_every_value_is_on_the_paper(name: str) -> None:
    said = _without_hyphens("".join(pages_of(pdf_of(PAPERS[name]))))
    missing = [word for word in _words(form_of(PAPERS[name]).data) if _without_hyphens(word) not in said]
    assert missing == []


@pytest.mark.parametrize("name", CODED)
def test_the_code_reads_back_from_print_and_is_large_enough(name: str) -> None:
    paper = CODED[name]
    found = codes_on(pictures_of(pdf_of(paper))[0])
    assert [code.text for code in found] == [paper.number]  # type: ignore[union-attr]
    place = found[0].position
    millimetres = (place.top_right.x - place.top_left.x) / DOTS_PER_INCH * 25.4
    assert millimetres >= 19.5  # 20 mm, less than a dot lost at each side


@pytest.mark.parametrize("name", PAPERS)
def test_each_page_says_which_of_how_many(name: str) -> None:
    said = [re.findall(r"сторінка(\d+)з(\d+)", page) for page in pages_of(pdf_of(PAPERS[name]))]
    copies = 2 if name.startswith("inventory") else 1
    pages_of_copies = [int(n) for page in said for n, _ in page].count(1)
    assert all(len(page) == 1 for page in said)
    assert pages_of_copies == copies
    last = 0
    for number, total in (map(int, page[0]) for page in said):
        assert number == (1 if last == 0 else last + 1)
        last = 0 if number == total else number
    assert last == 0


def test_the_two_copies_count_their_own_pages() -> None:
    pages = pages_of(pdf_of(samples.LONG_INVENTORY))
    starts = [n for n, page in enumerate(pages) if "сторінка1з" in page]
    assert starts[0] == 0
    assert len(starts) == 2
    assert "Примірникзаявника" in pages[0]
    assert "Примірниксправи" in pages[starts[1]]
    assert f"сторінка{starts[1]}з{starts[1]}" in pages[starts[1] - 1]


def test_the_access_code_is_on_the_applicants_copy_only() -> None:
    ours, theirs = pages_of(pdf_of(samples.INVENTORY))
    assert samples.INVENTORY.access_code in ours
    assert samples.INVENTORY.status_page in ours
    assert samples.INVENTORY.access_code not in theirs
    assert samples.INVENTORY.status_page not in theirs


def test_a_manifest_names_no_people_but_who_sealed() -> None:
    text = "".join(pages_of(pdf_of(samples.MANIFEST)))
    assert "заявник" not in text.lower()
    assert squeezed(samples.MANIFEST.sealed_by) in text


def test_sheets_are_summed() -> None:
    assert form_of(samples.MANIFEST).data["sheets_total"] == 15
    assert form_of(samples.BARE_INVENTORY).data["sheets_total"] == 0


def test_a_training_sample_says_so_on_every_page() -> None:
    mark = squeezed("Навчальний зразок: особи й справи вигадані")
    assert all(mark in page for page in pages_of(pdf_of(samples.LONG_INVENTORY)))
    assert not any(mark in page for page in pages_of(pdf_of(samples.INVENTORY)))


def test_a_representative_signs_instead_of_the_applicant() -> None:
    paper = replace(samples.INVENTORY, representative="Петренко Петро, довіреність № 1")
    assert "описотримано.Представник" in pages_of(pdf_of(paper))[0]
    assert "описотримано.Заявник" in pages_of(pdf_of(samples.INVENTORY))[0]


@pytest.mark.parametrize("name", ["inventory-long", "progress-long", "manifest-long", "journal-long"])
def test_nothing_runs_over_the_edge(name: str) -> None:
    for picture in pictures_of(pdf_of(PAPERS[name])):
        grey = picture.convert("L")
        margin = int(8 / 25.4 * DOTS_PER_INCH)
        right_edge = grey.crop((grey.width - margin, 0, grey.width, grey.height))
        assert right_edge.getextrema()[0] > 200


def test_the_head_of_a_table_is_repeated_on_each_page() -> None:
    pages = pages_of(pdf_of(samples.LONG_MANIFEST))
    assert len(pages) > 2
    assert all("№Номерсправи" in page for page in pages)


@pytest.mark.parametrize("name", PAPERS)
def test_forms_are_light(name: str) -> None:
    assert len(pdf_of(PAPERS[name])) < 400_000


def test_moments_are_written_in_kyiv_time() -> None:
    at = dt.datetime(2026, 7, 1, 21, 30, tzinfo=dt.UTC)
    assert moment_shown(at) == "02.07.2026, 00:30"
    assert moment_in_words(at) == "2 липня 2026 року о 00:30"


def test_each_kind_of_paper_has_its_template() -> None:
    kinds = {form_of(paper).kind for paper in PAPERS.values()}
    assert len(kinds) == 6
    for paper in PAPERS.values():
        assert (typeset.PACKAGE / form_of(paper).template).is_file()
