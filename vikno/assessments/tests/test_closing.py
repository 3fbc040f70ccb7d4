"""What is closed stays as it is; its gaps go to the roadmap, and the next assessment says what has changed."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from tests import factories as make
from tests import for_assessments as its
from vikno.assessments import errors, framework, queries, services
from vikno.assessments.framework import as_json, canonical, own
from vikno.assessments.models import Assessment, RoadmapItem, Submission
from vikno.assessments.services import Plan
from vikno.common import tenancy
from vikno.common.clock import now, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bound() -> None:
    make.hromada(make.OWN)
    tenancy.bind(make.OWN)


def closed() -> Assessment:
    row = its.handed_in(its.assessment(), but={"A2": 0})
    services.close_own(assessment=row.pk, actor=its.head(), at=now())
    row.refresh_from_db()
    return row


def test_a_locked_one_is_the_same_bytes_after_three_newer_editions(monkeypatch: pytest.MonkeyPatch) -> None:
    row = closed()
    before = canonical(queries.annex_of(row))
    for edition in (2, 3, 4):
        raw = as_json(own()) | {"edition": edition}
        raw["question"] = [{**one, "title": ["Інше питання", "Another"], "weight": "3"} for one in raw["question"]]
        newer = framework.framework_of(raw)
        monkeypatch.setattr("vikno.assessments.services.frameworks.own", lambda newer=newer: newer)
        services.lay_own_framework(at=now())
    row.refresh_from_db()
    assert canonical(queries.annex_of(row)) == before
    annex = queries.annex_of(row)
    assert annex is not None
    digest = annex.pop("sha256")
    assert digest == framework.fingerprint(annex)
    assert annex["framework"]["notice"][0] == "Власна відкрита модель Vikno, не офіційний інструмент."
    with pytest.raises(ProgrammingError), transaction.atomic():
        Submission.objects.filter(assessment=row).update(by_name="хтось інший")


def test_change_across_editions_is_of_questions_asked_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    closed()
    raw = as_json(own()) | {"edition": 2}
    changed = {**raw["question"][0], "levels": [["інакше", ""]] * 4}
    raw["question"] = [changed, *raw["question"][2:], {**changed, "code": "A9"}]  # one rescaled, one dropped, one new
    newer = framework.framework_of(raw)
    monkeypatch.setattr("vikno.assessments.services.frameworks.own", lambda: newer)
    row = its.handed_in(its.assessment(), but={"B1": 3})
    assert row.framework.edition == 2
    since = queries.change_since(queries.sheet_of(row, actor=its.head(), at=now()))
    assert since is not None
    assert (since.common, since.asked) == (since.asked - 2, len(newer.asked("small")))
    assert [(one.code, one.before, one.after) for one in since.changes if one.before != one.after] == [("B1", 2, 3)]


def test_a_published_edition_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    first = services.lay_own_framework(at=now())
    assert services.lay_own_framework(at=now()) == first
    raw = as_json(own()) | {"title": ["Інша назва", ""]}
    monkeypatch.setattr("vikno.assessments.services.frameworks.own", lambda: framework.framework_of(raw))
    with pytest.raises(errors.FrameworkDamaged):
        services.lay_own_framework(at=now())


def test_a_gap_goes_to_the_roadmap_in_one_press_and_is_confirmed_by_the_next_assessment() -> None:
    row = closed()
    made = services.take_up(assessment=row.pk, question="A2", actor=its.head(), at=now())
    assert made.title == own().by_code["A2"].advice.uk
    assert made.due_on is not None
    assert made.due_on > today()
    with pytest.raises(errors.ItemAlreadyThere):
        services.take_up(assessment=row.pk, question="A2", actor=its.head(), at=now())
    with pytest.raises(errors.NoSuchQuestion):
        services.take_up(assessment=row.pk, question="A1", actor=its.head(), at=now())
    move(made, "agreed")
    with pytest.raises(errors.FundingMissing):
        move(made, "funded")
    move(made, "funded", funding="own")
    move(made, "in_progress")
    with pytest.raises(errors.ProofMissing):
        move(made, "done")
    move(made, "done", words="акт від 01.03.2026")
    with pytest.raises(errors.MoveRefused):
        move(made, "confirmed")
    again = its.handed_in(its.assessment())
    assert again.previous == row
    since = queries.change_since(queries.sheet_of(again, actor=its.head(), at=now()))
    assert since is not None
    assert (since.better, since.worse, since.common) == (1, 0, since.asked)
    services.close_own(assessment=again.pk, actor=its.head(), at=now())
    made.refresh_from_db()
    row.refresh_from_db()
    assert (made.state, row.state) == ("confirmed", "superseded")
    assert queries.change_since(queries.sheet_of(row, actor=its.head(), at=now())) is None  # a later one is no «before»


def move(item: RoadmapItem, to: str, **said: str) -> None:
    services.move_item(item=item.pk, to=to, actor=its.head(), at=now(), **said)


def test_a_gap_that_stays_keeps_its_item_in_the_next_assessment() -> None:
    row = closed()
    made = services.take_up(assessment=row.pk, question="A2", actor=its.head(), at=now())
    again = its.handed_in(its.assessment(), but={"A2": 0})
    line = queries.sheet_of(again, actor=its.head(), at=now()).line("A2")
    assert line is not None
    assert line.item == made
    with pytest.raises(errors.ItemAlreadyThere):
        services.take_up(assessment=again.pk, question="A2", actor=its.head(), at=now())
    move(made, "dropped", words="не на часі")
    assert services.take_up(assessment=again.pk, question="A2", actor=its.head(), at=now()) != made


def test_loose_ends_of_the_chain_are_named() -> None:
    row = its.handed_in(its.assessment(), but={"A2": 0, "A3": 1})
    idea = services.plan_item(plan=Plan(title="Придбати валізу"), actor=its.head(), at=now())
    found = queries.orphans_of(make.OWN, at=now())
    assert [one.question.code for one in found.gaps] == ["A2", "A3"]
    assert found.items == [idea]
    services.take_up(assessment=row.pk, question="A2", actor=its.head(), at=now())
    with pytest.raises(errors.ReasonMissing):
        services.leave_as_is(assessment=row.pk, question="A3", reason="", actor=its.head(), at=now())
    services.leave_as_is(assessment=row.pk, question="A3", reason="одне село на громаду", actor=its.head(), at=now())
    services.move_item(item=idea.pk, to="dropped", words="не на часі", actor=its.head(), at=now())
    found = queries.orphans_of(make.OWN, at=now())
    assert (found.gaps, found.items) == ([], [])
