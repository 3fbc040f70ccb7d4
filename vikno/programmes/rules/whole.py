"""What a call lacks before it can be approved, and how two versions differ. Both read the canonical rules alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from vikno.programmes.enums import AdvantageMode, RegionKind, Source

type Rules = Mapping[str, Any]
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True)
class Lack:
    """What is missing: a code, where it is mended (a step of the constructor), of what."""

    code: str
    step: str
    of: str = ""


@dataclass(frozen=True)
class Change:
    """One value that differs: its place as words of the path; None: it is not there."""

    path: tuple[str, ...]
    before: Any
    after: Any


def weight_of(track: Rules) -> Decimal:
    """Weights of a track together."""
    return sum((Decimal(one["weight"]) for one in track["criteria"]), Decimal(0))


def lacks(rules: Rules) -> list[Lack]:
    """Everything that keeps a call from being approved, in the order of the steps."""
    return [*_of_facts(rules["call"]), *_of_tracks(rules), *_of_conditions(rules), *_of_regions(rules)]


def _of_facts(call: Rules) -> Iterator[Lack]:
    for name in ("summary", "opens_at", "closes_at", "results_on", "questions_until"):
        if not call[name]:
            yield Lack(f"no_{name}", "facts")
    if not call["quota"]:
        yield Lack("no_quota", "facts")
    if not call["who_may_submit"]:
        yield Lack("no_offices", "facts")
    if call["opens_at"] and call["closes_at"] and _moment(call["closes_at"]) <= _moment(call["opens_at"]):
        yield Lack("closes_before_opening", "facts")
    if call["questions_until"] and call["closes_at"] and _moment(call["questions_until"]) > _moment(call["closes_at"]):
        yield Lack("questions_after_closing", "facts")
    if not call["seed_sha256"]:
        yield Lack("no_seed", "seed")


def _of_tracks(rules: Rules) -> Iterator[Lack]:
    if not rules["tracks"]:
        yield Lack("no_tracks", "tracks")
    if rules["tracks"] and sum(one["places"] for one in rules["tracks"]) != rules["call"]["quota"]:
        yield Lack("places_are_not_quota", "tracks")
    orders = [one["unused_order"] for one in rules["tracks"] if one["unused_order"]]
    if len(orders) != len(set(orders)):
        yield Lack("unused_order_twice", "tracks")
    for track in rules["tracks"]:
        yield from _of_track(track)


def _of_track(track: Rules) -> Iterator[Lack]:
    title = track["title"]
    if not track["places"]:
        yield Lack("no_places", "tracks", title)
    if not track["stages"]:
        yield Lack("no_stages", "tracks", title)
    if weight_of(track) != HUNDRED:
        yield Lack("weights_are_not_hundred", "criteria", title)
    for one in track["criteria"]:
        if one["source"] == Source.FACT and not one["bands"]:
            yield Lack("no_bands", "criteria", one["title"])
        if one["source"] != Source.FACT and len(one["anchors"]) < 2:
            yield Lack("no_anchors", "criteria", one["title"])
        if not set(_STAGES[one["source"]]) & set(track["stages"]):
            yield Lack("stage_is_off", "criteria", one["title"])


_STAGES: Final = {Source.FACT: ("facts",), Source.REVIEWER: ("review",), Source.INTERVIEW: ("interview", "visit")}


def _of_conditions(rules: Rules) -> Iterator[Lack]:
    for kind in ("eligibility", "advantages"):
        for one in rules[kind]:
            for problem in one.get("problems", ()):
                yield Lack("predicate_unreadable", kind, f"{one['sentence']} ({problem})")
    for one in rules["advantages"]:
        if one["mode"] == AdvantageMode.POINTS and not Decimal(one["points"]):
            yield Lack("no_points", "advantages", one["sentence"])


def _of_regions(rules: Rules) -> Iterator[Lack]:
    places = {one["code"]: one["places"] for one in rules["tracks"]}
    kept: dict[str, int] = {}
    for one in rules["regions"]:
        if one["kind"] == RegionKind.GUARANTEE:
            kept[one["track"] or ""] = kept.get(one["track"] or "", 0) + one["seats"]
    for track, seats in kept.items():
        if seats > (places.get(track, 0) if track else rules["call"]["quota"]):
            yield Lack("guarantees_above_places", "regions", track)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def changes(before: Rules, after: Rules) -> list[Change]:
    """What differs between two versions, place by place; rows are matched by their codes."""
    return list(_changes(before, after, ()))


def _changes(before: Any, after: Any, path: tuple[str, ...]) -> Iterator[Change]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            yield from _changes(before.get(key), after.get(key), (*path, str(key)))
    elif _is_coded(before) and _is_coded(after) and (before or after):
        yield from _changes(_by_code(before), _by_code(after), path)
    elif before != after:
        yield Change(path, before, after)


def _is_coded(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) and "code" in one for one in value)


def _by_code(rows: list[Any]) -> dict[str, Any]:
    return {row["code"]: row for row in rows}
