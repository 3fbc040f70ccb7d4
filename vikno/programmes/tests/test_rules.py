"""Lifecycles in full, the closing second, both changes of the clock in Kyiv, what a call lacks, how versions differ."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from vikno.common.clock import kyiv_moment
from vikno.programmes import rules
from vikno.programmes.enums import CallMove, CallState, ProposalMove, ProposalState
from vikno.programmes.rules import Break

# The lifecycles as they are written in words, apart from the tables: any other pair is refused.
CALLS = {
    "draft": "approve>approved cancel>cancelled",
    "approved": "forecast>forecasted cancel>cancelled",
    "forecasted": "open>open cancel>cancelled",
    "open": "extend>extended close>closed cancel>cancelled",
    "extended": "resume>open cancel>cancelled",
    "closed": "extend>extended review>under_review cancel>cancelled",
    "under_review": "decide>decided cancel>cancelled",
    "decided": "publish>published",
    "published": "archive>archived",
    "archived": "",
    "cancelled": "",
}
PROPOSALS = {
    "draft": "submit>submitted expire>expired withdraw>withdrawn",
    "submitted": "ask>clarification admit>eligible refuse>ineligible withdraw>withdrawn",
    "clarification": "resubmit>resubmitted admit>eligible refuse>ineligible withdraw>withdrawn",
    "resubmitted": "ask>clarification admit>eligible refuse>ineligible withdraw>withdrawn",
    "eligible": "review>in_review withdraw>withdrawn",
    "ineligible": "reconsider>eligible",
    "in_review": "score>scored withdraw>withdrawn",
    "scored": "rank>ranked withdraw>withdrawn",
    "ranked": "select>selected keep>reserve pass_over>not_selected withdraw>withdrawn",
    "selected": "confirm>confirmed decline>declined reconsider>ranked",
    "reserve": "select>selected decline>declined reconsider>ranked",
    "not_selected": "reconsider>ranked",
    "confirmed": "",
    "declined": "",
    "expired": "",
    "withdrawn": "",
}


def written(table: dict[str, str]) -> dict[tuple[str, str], str]:
    return {(state, step.split(">")[0]): step.split(">")[1] for state, steps in table.items() for step in steps.split()}


def test_every_pair_of_a_state_and_a_move_is_as_written() -> None:
    assert set(CALLS) == set(CallState)
    assert set(PROPOSALS) == set(ProposalState)
    for state in CallState:
        for move in CallMove:
            assert rules.call_after(state, move) == written(CALLS).get((state, move)), (state, move)
    for one in ProposalState:
        for step in ProposalMove:
            assert rules.proposal_after(one, step) == written(PROPOSALS).get((one, step)), (one, step)


def test_withdrawn_and_expired_lead_nowhere_by_any_path() -> None:
    for gone in (ProposalState.WITHDRAWN, ProposalState.EXPIRED):
        assert not [move for state, move in rules.PROPOSAL_MOVES if state == gone]


def test_every_state_can_be_reached() -> None:
    reached, waiting = {CallState.DRAFT}, [CallState.DRAFT]
    while waiting:
        state = waiting.pop()
        found = {after for (before, _move), after in rules.CALL_MOVES.items() if before == state} - reached
        reached |= found
        waiting += found
    assert reached == set(CallState)


CLOSING = datetime(2026, 5, 23, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "is_accepted"),
    [(-1, True), (0, True), (0.5, True), (0.999999, True), (1, False), (60, False)],
)
def test_the_closing_second_is_in_time_and_the_next_is_not(seconds: float, *, is_accepted: bool) -> None:
    at = CLOSING + timedelta(seconds=seconds)
    assert rules.is_in_time(at, CLOSING) is is_accepted
    assert not (is_accepted and rules.is_over(at, CLOSING))  # nothing is closed under who is in time


def test_the_hour_that_comes_twice_closes_at_its_second() -> None:
    closing = kyiv_moment(date(2026, 10, 25), time(3, 30))
    first_half_past_three = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert rules.is_in_time(first_half_past_three, closing)
    assert rules.is_in_time(closing, closing)
    assert not rules.is_in_time(closing + timedelta(seconds=1), closing)


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("began", "ended", "at", "may"),
    [
        (-2, 1, 1, True),
        (-2, 1, 25, True),
        (-2, 1, 26, False),
        (-30, -25, 1, False),  # it ended long before the closing
        (-30, -23, 24, True),
        (-30, -23, 25, False),
        (1, 2, 3, False),  # it began after the closing: nobody was kept from anything
    ],
)
def test_after_closing_only_an_outage_extends(began: int, ended: int, at: int, *, may: bool) -> None:
    breaks = [Break(CLOSING + began * HOUR, CLOSING + ended * HOUR)]
    asked: dict[str, Any] = {"closes_at": CLOSING, "hours": 24}
    assert rules.may_extend(is_closed=True, at=CLOSING + at * HOUR, breaks=breaks, **asked) is may
    assert not rules.may_extend(is_closed=True, at=CLOSING + at * HOUR, breaks=[], **asked)


def test_before_closing_nothing_more_is_needed() -> None:
    asked: dict[str, Any] = {"is_closed": False, "closes_at": CLOSING, "hours": 24, "breaks": []}
    assert rules.may_extend(at=CLOSING, **asked)
    assert not rules.may_extend(at=CLOSING + timedelta(seconds=1), **asked)


def criterion(code: str = "a", weight: str = "100.00", **facts: Any) -> dict[str, Any]:
    anchors = [{"value": 0, "text": "немає"}, {"value": 3, "text": "є"}]
    return {
        "code": code,
        "title": code,
        "weight": weight,
        "source": "reviewer",
        "anchors": anchors,
        "bands": [],
    } | facts


def track(code: str = "t", **facts: Any) -> dict[str, Any]:
    made = {"code": code, "title": code, "places": 5, "unused_order": 0, "stages": ["review"]}
    return made | {"criteria": [criterion()]} | facts


def whole(**parts: Any) -> dict[str, Any]:
    call = {
        "summary": "Про що", "opens_at": "2026-05-01T09:00:00+03:00", "closes_at": "2026-05-23T18:00:00+03:00",
        "results_on": "2026-07-14", "questions_until": "2026-05-20T18:00:00+03:00", "quota": 5,
        "who_may_submit": ["leader"], "seed_sha256": "a" * 64,
    }  # fmt: skip
    made: dict[str, Any] = {"tracks": [track()], "eligibility": [], "advantages": [], "regions": []} | parts
    return made | {"call": call | parts.get("call", {})}


def codes(**parts: Any) -> set[str]:
    return {one.code for one in rules.lacks(whole(**parts))}


def test_a_whole_call_lacks_nothing() -> None:
    assert codes() == set()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"call": {"summary": ""}}, "no_summary"),
        ({"call": {"opens_at": None}}, "no_opens_at"),
        ({"call": {"quota": 0}, "tracks": [track(places=0)]}, "no_quota"),
        ({"call": {"who_may_submit": []}}, "no_offices"),
        ({"call": {"closes_at": "2026-05-01T08:00:00+03:00"}}, "closes_before_opening"),
        ({"call": {"questions_until": "2026-05-24T08:00:00+03:00"}}, "questions_after_closing"),
        ({"call": {"seed_sha256": ""}}, "no_seed"),
        ({"tracks": []}, "no_tracks"),
        ({"tracks": [track(places=4)]}, "places_are_not_quota"),
        (
            {"tracks": [track("a", unused_order=1, places=2), track("b", unused_order=1, places=3)]},
            "unused_order_twice",
        ),
        ({"tracks": [track(criteria=[criterion(weight="99.99")])]}, "weights_are_not_hundred"),
        ({"tracks": [track(criteria=[criterion(anchors=[])])]}, "no_anchors"),
        ({"tracks": [track(criteria=[criterion(source="fact")], stages=["facts"])]}, "no_bands"),
        ({"tracks": [track(criteria=[criterion(source="interview")])]}, "stage_is_off"),
        ({"eligibility": [{"sentence": "Умова", "problems": ["?"]}]}, "predicate_unreadable"),
        ({"regions": [{"kind": "guarantee", "track": "t", "seats": 6}]}, "guarantees_above_places"),
    ],
)
def test_each_lack_is_named(parts: dict[str, Any], code: str) -> None:
    assert code in codes(**parts)


def test_versions_differ_by_place_and_rows_are_matched_by_code() -> None:
    before = whole(tracks=[track("a"), track("b")])
    after = whole(tracks=[track("b"), track("a", places=7), track("c")], call={"quota": 9})
    found = {one.path: (one.before, one.after) for one in rules.changes(before, after)}
    assert found.keys() == {("call", "quota"), ("tracks", "a", "places"), ("tracks", "c")}
    assert found["tracks", "a", "places"] == (5, 7)
    assert rules.changes(before, before) == []


BANDS = [{"least": 0, "most": 4, "score": 20}, {"least": 5, "most": 9, "score": 60}, {"least": 10, "most": None, "score": 100}]  # noqa: E501  a table  # fmt: skip


@pytest.mark.parametrize(
    ("value", "score"),
    [(0, "20.00"), (4, "20.00"), (5, "60.00"), (9.0, "60.00"), (10, "100.00"), (True, "20.00"), (4.5, None), (None, None), ("багато", None), (-1, None)],  # noqa: E501  a table
)  # fmt: skip
def test_bands_hold_both_ends_and_nothing_unknown_is_zero(value: object, score: str | None) -> None:
    assert rules.banded(value, BANDS) == (Decimal(score) if score else None)
