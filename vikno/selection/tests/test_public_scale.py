"""Calls of the sizes the public has seen, made small: the whole way through the services, then what must hold of it."""

import pytest

from bench.holds import faults_of
from bench.proposals import Campaign, admit_all, apply_all, begun
from bench.reviews import choose
from bench.scales import SCALES
from vikno.common import clock
from vikno.questionnaires.tests.samples import asked, document
from vikno.selection import outcomes
from vikno.selection.models import Decision, PublishedResult

pytestmark = pytest.mark.django_db
SMALL = document(asked("why", required=True), asked("who", personal=True))


def _told(code: str, proposals: int) -> tuple[Campaign, Decision]:
    made = begun(SCALES[code].shrunk(proposals), SMALL, now=clock.now())
    apply_all(made, SMALL)
    admit_all(made)
    return made, choose(made)


def test_a_dozen_proposals_of_three_directions_go_the_whole_way() -> None:
    made, decision = _told("directions", 14)
    assert faults_of(made, decision) == []
    with made.works():
        told = PublishedResult.objects.get(decision=decision)
    assert told.facts["proposals"] == 14
    assert told.facts["deviations"] >= 2
    assert "INELIGIBLE" in {row["code"] for row in told.rows}


@pytest.mark.parametrize(
    "code",
    [
        "three-stages",
        *(pytest.param(each, marks=pytest.mark.slow) for each in ("two-stages", "projects", "interviews")),
    ],
)
def test_other_calls_go_the_whole_way(code: str) -> None:
    made, decision = _told(code, 8)
    assert faults_of(made, decision) == []


def test_what_must_hold_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: a hromada that hears nothing, a public list with other points than the run."""
    results, rows = outcomes.own_results, outcomes.public_rows
    monkeypatch.setattr(outcomes, "own_results", lambda *of: list(results(*of))[1:])
    monkeypatch.setattr(outcomes, "public_rows", lambda *of: [row | {"score": "1.00"} for row in rows(*of)])
    found = faults_of(*_told("projects", 8))
    assert found[:3] == [
        "not every proposal has one result", "results differ from the protocol", "the public list is not the run",
    ]  # fmt: skip
    assert len(found) == 4
    assert found[3].endswith("letters []")
