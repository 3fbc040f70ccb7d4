"""One checklist for several services, line by line."""

import pytest

from vikno.desk.checklist import Asked, checklist, papers_for


def asked(service: int, requirement: int, name: str, form: str = "shown", condition: str = "") -> Asked:
    return Asked(service_id=service, requirement_id=requirement, name=name, evidence_form=form, condition=condition)


@pytest.mark.parametrize(
    ("ones", "expected"),
    [
        pytest.param([asked(1, 10, "Паспорт"), asked(2, 20, "Паспорт")], [((1, 10), (2, 20))], id="shown once"),
        pytest.param([asked(1, 10, "Паспорт"), asked(2, 20, "паспорт ")], [((1, 10), (2, 20))], id="spelt otherwise"),
        pytest.param(
            [asked(1, 10, "Заява", "original"), asked(2, 20, "Заява", "original")], [((1, 10),), ((2, 20),)],
            id="an original lies in one case",
        ),
        pytest.param([asked(1, 10, "Паспорт"), asked(2, 20, "Паспорт", "copy")], [((1, 10),), ((2, 20),)], id="forms"),
    ],
)  # fmt: skip
def test_a_shared_paper_is_asked_once(ones: list[Asked], expected: list[tuple[tuple[int, int], ...]]) -> None:
    assert [line.of for line in checklist(ones)] == expected


def test_what_one_service_needs_always_is_needed() -> None:
    (line,) = checklist([asked(1, 10, "Паспорт", condition="якщо є"), asked(2, 20, "Паспорт")])
    assert (line.is_needed, line.condition) == (True, "")
    (line,) = checklist([asked(1, 10, "Паспорт", condition="якщо є"), asked(2, 20, "Паспорт", condition="дітям")])
    assert (line.is_needed, line.condition) == (False, "якщо є / дітям")


def test_what_an_earlier_service_gives_is_not_asked_of_the_person() -> None:
    ones = [asked(1, 10, "Довідка", "original"), asked(2, 20, "Свідоцтво"), asked(3, 30, "Свідоцтво")]
    (_own, given) = checklist(ones, gives={1: ["свідоцтво"]})
    assert (given.arises_from, given.is_needed) == (1, False)
    (_own, given) = checklist(ones, gives={9: ["свідоцтво"]})  # not in this visit: the person brings it
    assert (given.arises_from, given.is_needed) == (None, True)


def test_each_case_gets_its_own_lines() -> None:
    shared = {"name": "Паспорт", "evidence_form": "shown", "sheets": 2, "of": [[1, 10], [2, 20]], "requirement_id": 10}
    free = {"name": "Лист", "evidence_form": "copy", "sheets": 1, "of": [[2, None]], "requirement_id": None}
    assert [line["requirement_id"] for line in papers_for(1, [shared, free])] == [10]
    assert [line["requirement_id"] for line in papers_for(2, [free, shared])] == [20, None]
