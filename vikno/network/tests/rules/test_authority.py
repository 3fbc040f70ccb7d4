"""Authorisations, abilities of a point, and moves of its state."""

import datetime as dt
from dataclasses import replace

import pytest

from vikno.network.enums import GivingReason, PointState
from vikno.network.rules import status
from vikno.network.rules.authorisations import Decision, Permit, Refused, may_give
from vikno.network.rules.giving import Ability, Reason, reasons_against

ON = dt.date(2026, 11, 16)
BIRTH, RESIDENCE = 1, 2
MAK, STAVKY = "UA97020010020000012", "UA97020010040000014"
OLD = Decision(
    1, "12/3", dt.date(2025, 1, 10), dt.date(2025, 1, 15), dt.date(2025, 12, 31), frozenset({BIRTH}), frozenset()
)
NOW = Decision(2, "40-VIII", dt.date(2026, 2, 1), dt.date(2026, 2, 5), None, frozenset({BIRTH}), frozenset({MAK}))
NEXT = Decision(3, "77", dt.date(2026, 11, 1), dt.date(2027, 1, 1), None, frozenset({RESIDENCE}), frozenset())


def starosta(
    *decisions: Decision, service: int = BIRTH, settlement: str | None = MAK, on: dt.date = ON
) -> Permit | Refused:
    return may_give(role="starosta", decisions=decisions, service=service, settlement=settlement, on=on)


@pytest.mark.parametrize("role", ["officer", "head"])
def test_administrators_need_no_decision(role: str) -> None:
    assert may_give(role=role, decisions=(), service=BIRTH, settlement=MAK, on=ON) == Permit(None)


def test_a_decision_in_force_permits_and_is_named() -> None:
    assert starosta(OLD, NOW, NEXT) == Permit(NOW)


def test_the_newest_of_several_decisions_is_named() -> None:
    newer = replace(NOW, key=9, number="41", decided_on=dt.date(2026, 6, 1))
    assert starosta(NOW, newer) == Permit(newer)


@pytest.mark.parametrize("settlement", [MAK, STAVKY, "", None])
def test_no_settlements_named_means_the_whole_hromada(settlement: str) -> None:
    whole = replace(NOW, settlements=frozenset())
    assert starosta(whole, settlement=settlement) == Permit(whole)


@pytest.mark.parametrize(
    ("decisions", "service", "settlement", "refused"),
    [
        ((), BIRTH, MAK, Refused("no_decision")),
        ((NOW,), RESIDENCE, MAK, Refused("not_this_service", NOW)),
        ((OLD,), BIRTH, MAK, Refused("ended", OLD)),
        ((NEXT,), RESIDENCE, MAK, Refused("not_yet", NEXT)),
        ((NOW,), BIRTH, STAVKY, Refused("not_this_settlement", NOW)),
        ((NOW,), BIRTH, "", Refused("settlement_unknown", NOW)),
    ],
)
def test_refusals_are_named(decisions: tuple[Decision, ...], service: int, settlement: str, refused: Refused) -> None:
    assert starosta(*decisions, service=service, settlement=settlement) == refused


def test_until_somebody_is_named_the_service_and_the_day_decide() -> None:
    assert starosta(NOW, settlement=None) == Permit(NOW)


def test_the_decision_that_covers_the_settlement_wins_over_a_newer_one_that_does_not() -> None:
    newer = replace(NOW, key=9, number="41", decided_on=dt.date(2026, 6, 1), settlements=frozenset({STAVKY}))
    assert starosta(NOW, newer) == Permit(NOW)


@pytest.mark.parametrize("on", [dt.date(2025, 1, 15), dt.date(2025, 12, 31)])
def test_both_edges_of_the_period_are_inside(on: dt.date) -> None:
    assert starosta(OLD, on=on) == Permit(OLD)


@pytest.mark.parametrize(("on", "reason"), [(dt.date(2025, 1, 14), "not_yet"), (dt.date(2026, 1, 1), "ended")])
def test_a_day_outside_the_period_is_refused(on: dt.date, reason: str) -> None:
    found = starosta(OLD, on=on)
    assert isinstance(found, Refused)
    assert found.reason == reason


ABLE = Ability(
    offering="full",
    has_version=True,
    needs=frozenset({"scanner"}),
    can_travel=False,
    state="open",
    kind="remote",
    equipment={"scanner": True, "printer": True},
    verdict=Permit(None),
)


def test_a_point_that_has_everything_gives_the_service() -> None:
    assert reasons_against(ABLE) == ()


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"offering": ""}, [Reason("not_offered")]),
        ({"offering": "consult"}, [Reason("consult_only")]),
        ({"offering": "intake"}, []),
        ({"has_version": False}, [Reason("no_version")]),
        ({"state": "closed"}, [Reason("not_serving", "closed")]),
        ({"state": ""}, []),
        ({"equipment": {}}, [Reason("no_equipment", "scanner")]),
        ({"equipment": {"scanner": False}}, [Reason("broken_equipment", "scanner")]),
        ({"kind": "mobile_bus"}, [Reason("cannot_travel")]),
        ({"kind": "mobile_bus", "can_travel": True}, []),
        ({"state": "mobile"}, [Reason("cannot_travel")]),
        ({"verdict": Refused("ended", OLD)}, [Reason("ended", decision=OLD)]),
        ({"verdict": Refused("no_decision")}, [Reason("no_decision")]),
    ],
)
def test_each_reason_alone(change: dict[str, object], reasons: list[Reason]) -> None:
    assert list(reasons_against(replace(ABLE, **change))) == reasons  # type: ignore[arg-type]


def test_all_reasons_are_listed_at_once() -> None:
    found = reasons_against(replace(ABLE, offering="", state="destroyed", equipment={}, verdict=Refused("no_decision")))
    assert [r.code for r in found] == ["not_offered", "not_serving", "no_equipment", "no_decision"]
    assert {r.code for r in found} <= set(GivingReason.values)


def test_the_table_of_moves_knows_every_state() -> None:
    assert set(status.MOVES) == set(PointState.values)
    assert set().union(*status.MOVES.values()) <= set(PointState.values)
    assert set(PointState.values) >= status.NEEDS_NOTICE


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        ("open", "closed", True),
        ("open", "open", False),
        ("closed", "closed", False),
        ("restricted", "restricted", True),
        ("destroyed", "open", False),
        ("destroyed", "closed", True),
        ("destroyed", "moved", True),
        ("closed", "open", True),
        ("", "open", True),
        ("", "destroyed", True),
        ("open", "nonsense", False),
    ],
)
def test_moves_of_a_state(before: str, after: str, may: bool) -> None:
    assert status.may_follow(before, after) is may
    assert (after in status.following(before)) is may
