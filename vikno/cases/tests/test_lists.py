"""Lists of work: what each holds, the way through fifties, the table taken away, the trace each leaves."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from vikno.applicants.models import Applicant
from vikno.audit.models import JournalEntry
from vikno.audit.rules import people_in, people_said
from vikno.cases import paging, queries
from vikno.cases.enums import CaseState, WorkList
from vikno.cases.models import Case
from vikno.cases.paging import ROWS, Slice, slice_of
from vikno.cases.queries import CaseFilters
from vikno.cases.services import lists
from vikno.cases.tests import world as worlds
from vikno.cases.tests.test_views import door
from vikno.cases.tests.world import AT, World
from vikno.common import clock
from vikno.network.models import Point

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def world() -> World:
    return worlds.build()


def made(world: World, **facts: object) -> Case:
    case = worlds.case_in(world)
    Case.objects.filter(pk=case.pk).update(**facts)
    return case


def held(world: World, work: WorkList, **more: object) -> list[int]:
    rows = queries.visible_cases(world.officer, CaseFilters(work=work, **more), today=TODAY)  # type: ignore[arg-type]
    return [case.pk for case in rows]


def test_each_list_holds_its_cases_in_the_order_of_work(world: World) -> None:
    late = made(world, due_on=TODAY - dt.timedelta(days=1))
    later = made(world, due_on=TODAY - dt.timedelta(days=5))
    now = made(world, due_on=TODAY, officer_id=world.head.user_id)
    ready = made(world, state=CaseState.NOTIFIED, due_on=TODAY - dt.timedelta(days=9))
    paused = made(world, state=CaseState.WITHOUT_MOTION, due_on=None, term_explanation={"cure_by": "2026-11-21"})
    missed = made(world, state=CaseState.WITHOUT_MOTION, due_on=None, term_explanation={"cure_by": "2026-11-19"})
    given = made(world, state=CaseState.ISSUED, due_on=TODAY - dt.timedelta(days=9))
    assert held(world, WorkList.OVERDUE) == [later.pk, late.pk]
    assert held(world, WorkList.DUE_TODAY) == [now.pk]
    assert held(world, WorkList.TO_GIVE) == [ready.pk]
    forgotten = made(world, state=CaseState.UNCLAIMED, due_on=None)
    assert held(world, WorkList.UNCLAIMED) == [forgotten.pk]
    assert held(world, WorkList.WITHOUT_MOTION) == [paused.pk, missed.pk]
    assert held(world, WorkList.CURE_MISSED) == [missed.pk]
    assert set(held(world, WorkList.MINE)) == {late.pk, later.pk, ready.pk, paused.pk, missed.pk, forgotten.pk}
    assert given.pk not in held(world, WorkList.OPEN)
    assert held(world, WorkList.OVERDUE, point_id=world.remote.pk) == []


def test_a_provider_has_lists_of_its_own_cases_only(world: World) -> None:
    case = made(world, due_on=TODAY - dt.timedelta(days=1), state=CaseState.ACCEPTED, provider=world.provider_body)
    made(world, due_on=TODAY - dt.timedelta(days=1))
    assert WorkList.MINE not in queries.work_lists_of(world.provider)
    assert queries.work_lists_of(world.courier) == ()
    rows = queries.visible_cases(world.provider, CaseFilters(work=WorkList.OVERDUE), today=TODAY)
    assert [each.pk for each in rows] == [case.pk]


@pytest.fixture
def many(world: World) -> list[Case]:
    """Some of the same moment, some due on the same day: where a way through fifties loses or doubles rows."""
    first = worlds.case_in(world)
    rows = []
    for n in range(1, 124):
        row = Case.objects.get(pk=first.pk)
        row.pk, row.number = None, f"26041705{n:05d}"
        row.registered_at = AT + dt.timedelta(microseconds=n // 60)
        row.due_on = dt.date(2026, 1, 1) + dt.timedelta(days=n // 60)
        rows.append(row)
    return [first, *Case.objects.bulk_create(rows)]


def fifties(filters: CaseFilters, world: World) -> Iterator[Slice]:
    rows, mark = queries.visible_cases(world.officer, filters, today=TODAY), ""
    while True:
        page = slice_of(rows, order=queries.order_of(filters), mark=mark)
        yield page
        if not (mark := page.later):
            return


@pytest.mark.parametrize(
    "filters",
    [CaseFilters(), CaseFilters(work=WorkList.OVERDUE), CaseFilters(text="26-0417")],
    ids=["newest", "by day", "by number"],
)
def test_the_way_through_fifties_loses_and_doubles_nothing(
    world: World, many: list[Case], filters: CaseFilters
) -> None:
    whole = [case.pk for case in queries.visible_cases(world.officer, filters, today=TODAY)]
    pages = list(fifties(filters, world))
    assert [case.pk for page in pages for case in page.rows] == whole
    assert [len(page.rows) for page in pages] == [ROWS, ROWS, len(whole) - 2 * ROWS]
    assert pages[0].earlier == ""
    back = slice_of(
        queries.visible_cases(world.officer, filters, today=TODAY),
        order=queries.order_of(filters), mark=pages[2].earlier,
    )  # fmt: skip
    assert [case.pk for case in back.rows] == whole[ROWS : 2 * ROWS]
    assert back.earlier
    assert back.later


@pytest.mark.parametrize("mark", ["", "x", "a.", "a1", "b99999999999999999999.1", "a-5.1'", "a0.1 OR 1=1"])
def test_a_mark_of_nonsense_is_the_first_page(world: World, many: list[Case], mark: str) -> None:
    page = door(world.officer).get("/cases/", {"mark": mark, "work": "overdue"})
    assert page.status_code == 200
    rows = queries.visible_cases(world.officer, today=TODAY)
    found = slice_of(rows, order=queries.order_of(CaseFilters()), mark=mark)
    assert found.rows == list(rows[:ROWS]) or mark.startswith("b9999")


def test_no_page_leafs_and_no_length_is_counted_beyond_what_is_said(
    world: World, many: list[Case], monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    monkeypatch.setattr(paging, "MOST_SAID", 100)
    with CaptureQueriesContext(connection) as seen:
        page = list(fifties(CaseFilters(), world))[1]
    assert page.is_more
    assert page.said == 100
    asked = [query["sql"] for query in seen.captured_queries]
    assert len(asked) == 8  # three pages: keys and rows; the first knows the length by its keys
    assert not [sql for sql in asked if "OFFSET" in sql]
    assert all("LIMIT 101" in sql for sql in asked if "COUNT" in sql)


def test_the_page_leads_through_lists_and_fifties(world: World, many: list[Case]) -> None:
    page = door(world.officer).get("/cases/", {"work": "overdue", "point": "all"}).content.decode()
    assert "Строк минув" in page
    assert 'rel="next"' in page
    assert "/cases/?point=all&amp;work=mine" in page
    assert 'rel="prev"' not in page
    assert page.count("<tr class=") == ROWS


def sheet_of(client: Client, **asked: str) -> tuple[list[list[str]], str]:
    answer = client.get("/cases/table/", asked)
    body = b"".join(answer.streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return rows, zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"], ids=ascii)
def test_what_a_person_typed_is_never_a_formula(world: World, sign: str) -> None:
    """U2: in every column that takes a text, with breaks out of cells and quotes; read back equal."""
    planted = f'{sign}1+1;"x","y"'
    case = worlds.case_in(world)
    Applicant.objects.update(family_name=planted, given_name="", patronymic="")
    Point.objects.filter(pk=world.main.pk).update(name=planted)
    type(world.service).objects.update(name=planted)
    type(world.provider_body).objects.update(name=planted)
    from vikno.accounts.models import User

    User.objects.filter(pk=case.officer_id).update(full_name=planted)
    rows, xml = sheet_of(door(world.officer))
    assert "<f>" not in xml
    assert "<f " not in xml
    said = rows[1]
    assert [said[place] for place in (2, 3, 7, 8, 9)] == [planted] * 5
    assert all(isinstance(cell, str) for cell in said)


def test_a_table_taken_away_names_in_the_journal_whom_and_how_many(world: World, many: list[Case]) -> None:
    rows, _xml = sheet_of(door(world.officer), work="overdue", text="26-0417", point="all")
    entry = JournalEntry.objects.get(action="list.exported")
    assert entry.facts["shown"] == len(rows) - 1
    assert (entry.facts["list"], entry.facts["text"]) == ("overdue", "number")
    assert people_in(entry.facts) == {world.applicant.pk}
    assert "0417" not in str(entry.facts)


def test_too_long_a_list_is_refused_with_what_to_do(
    world: World, many: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_EXPORTED", 10)
    answer = door(world.officer).get("/cases/table/", follow=True)
    assert "Звузьте фільтр" in answer.content.decode()
    assert not JournalEntry.objects.filter(action="list.exported").exists()


def test_a_page_of_a_list_is_one_entry_and_an_empty_one_none(world: World) -> None:
    client = door(world.officer)
    client.get("/cases/")
    assert not JournalEntry.objects.filter(action="list.viewed").exists()
    worlds.case_in(world)
    client.get("/cases/", {"text": "Іваненко"})
    entry = JournalEntry.objects.get(action="list.viewed")
    assert entry.facts == {
        "text": "name", "shown": 1, "of_point": world.main.pk, "page": "cases:list", "people": [world.applicant.pk],
    }  # fmt: skip


def test_many_people_are_packed_and_read_back() -> None:
    few, many = [5, 1, 3], list(range(10, 200_000, 7))
    assert people_said(few) == {"people": [1, 3, 5]}
    assert people_in(people_said(many)) == set(many)
    assert len(people_said(many)["packed"]) < len(many)
    assert people_said([]) == {}
    assert people_in({}) == frozenset()


def test_several_lists_are_counted_in_one_question(world: World, django_assert_num_queries: object) -> None:
    made(world, due_on=TODAY)
    made(world, due_on=TODAY - dt.timedelta(days=3))
    asked = [CaseFilters(), CaseFilters(work=WorkList.OVERDUE), CaseFilters(work=WorkList.OVERDUE, text="нікого")]
    rows = [queries.visible_cases(world.officer, filters, today=TODAY) for filters in asked]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert queries.counted_together(rows) == [2, 1, 0]
    assert queries.counted_together([]) == []
    assert clock.today() is not None
