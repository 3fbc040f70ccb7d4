"""One writing of inputs and of a run: the same bytes on any machine, in any order of rows."""

import hashlib
import json
from decimal import Decimal
from typing import Any

from vikno.selection.ranking.inputs import (
    Advantage,
    Band,
    Candidate,
    Cap,
    Criterion,
    Guarantee,
    Inputs,
    Missing,
    Source,
    Track,
)
from vikno.selection.ranking.running import Run
from vikno.selection.ranking.seats import Line

type Plain = dict[str, Any]


def inputs_bytes(inputs: Inputs) -> bytes:
    """UTF-8 JSON: sorted keys, no spaces, numbers with fractions as text."""
    return _bytes(inputs_plain(inputs))


def run_bytes(run: Run) -> bytes:
    """The list in its order, written the same way."""
    return _bytes(run_plain(run))


def digest(body: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def inputs_plain(inputs: Inputs) -> Plain:
    """Values of JSON; tracks by their order, proposals by number, marks from the lowest."""
    return {
        "call": inputs.call,
        "seed": inputs.seed,
        "tracks": [_track(one) for one in sorted(inputs.tracks, key=lambda track: (track.order, track.code))],
        "caps": [_region(one) for one in _by_code(inputs.caps)],
        "candidates": [_candidate(one) for one in sorted(inputs.candidates, key=lambda each: each.number)],
    }


def run_plain(run: Run) -> Plain:
    """Values of JSON."""
    return {
        "lines": [_line(one) for one in run.lines], "seats": run.seats, "unused": run.unused,
        "cost_of_fairness": _text(run.cost_of_fairness),
    }  # fmt: skip


def inputs_from(plain: Plain) -> Inputs:
    """Inputs as `inputs_plain` wrote them. Raises KeyError, TypeError or ValueError for anything else."""
    return Inputs(
        call=str(plain["call"]),
        seed=str(plain["seed"]),
        tracks=tuple(_track_from(one) for one in plain["tracks"]),
        candidates=tuple(_candidate_from(one) for one in plain["candidates"]),
        caps=tuple(Cap(**_region_from(one)) for one in plain["caps"]),
    )


def _bytes(plain: Plain) -> bytes:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _text(value: Decimal) -> str:
    """12, 12.0 and 1.2E+1 are one number and have one writing."""
    written = f"{value:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def _track(track: Track) -> Plain:
    return {
        "code": track.code, "order": track.order, "seats": track.seats, "threshold": _text(track.threshold),
        "cap_per_oblast": track.cap_per_oblast, "criteria": [_criterion(one) for one in _by_code(track.criteria)],
        "guarantees": [_region(one) for one in track.guarantees],
        "caps": [_region(one) for one in _by_code(track.caps)], "bonus_cap": _text(track.bonus_cap),
        "advantages": [[one.code, _text(one.points)] for one in _by_code(track.advantages)],
    }  # fmt: skip


def _by_code[T: (Criterion, Cap, Advantage)](listed: tuple[T, ...]) -> list[T]:
    return sorted(listed, key=lambda one: one.code)


def _criterion(one: Criterion) -> Plain:
    bands = [[_edge(band.least), _edge(band.most), band.mark] for band in one.bands]
    return {
        "code": one.code, "weight": _text(one.weight), "source": one.source.value, "top": one.top,
        "dimension": one.dimension, "missing": one.missing.value, "needed": one.needed, "spread": one.spread,
        "bands": bands,
    }  # fmt: skip


def _edge(value: Decimal | None) -> str | None:
    return None if value is None else _text(value)


def _edge_from(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _region(one: Guarantee | Cap) -> Plain:
    return {"code": one.code, "oblasts": sorted(one.oblasts), "seats": one.seats}


def _candidate(one: Candidate) -> Plain:
    facts = {code: None if value is None else _text(value) for code, value in one.facts.items()}
    return {
        "number": one.number, "track": one.track, "oblast": one.oblast, "failed": list(one.failed),
        "advantages": sorted(one.advantages), "need": _text(one.need), "facts": facts,
        "marks": {code: sorted(marks) for code, marks in one.marks.items()}, "settled": sorted(one.settled),
    }  # fmt: skip


def _line(line: Line) -> Plain:
    points = {code: None if one is None else f"{one:.2f}" for code, one in (line.points or {}).items()}
    return {
        "number": line.number, "track": line.track, "oblast": line.oblast, "code": line.code.value,
        "about": line.about, "score": None if line.score is None else f"{line.score:.2f}", "points": points,
        "advantages": line.advantages, "need": _text(line.need), "lot": line.lot, "place": line.place,
        "reserve": line.reserve, "ties": [[tie.number, tie.by.value] for tie in line.ties],
    }  # fmt: skip


def _track_from(plain: Plain) -> Track:
    return Track(
        code=plain["code"],
        order=plain["order"],
        seats=plain["seats"],
        threshold=Decimal(plain["threshold"]),
        cap_per_oblast=plain["cap_per_oblast"],
        criteria=tuple(_criterion_from(one) for one in plain["criteria"]),
        guarantees=tuple(Guarantee(**_region_from(one)) for one in plain["guarantees"]),
        caps=tuple(Cap(**_region_from(one)) for one in plain["caps"]),
        advantages=tuple(Advantage(code=code, points=Decimal(points)) for code, points in plain["advantages"]),
        bonus_cap=Decimal(plain["bonus_cap"]),
    )


def _criterion_from(plain: Plain) -> Criterion:
    bands = tuple(
        Band(least=_edge_from(least), most=_edge_from(most), mark=mark) for least, most, mark in plain["bands"]
    )
    read = {"weight": Decimal(plain["weight"]), "source": Source(plain["source"]), "missing": Missing(plain["missing"])}
    return Criterion(**(plain | read | {"bands": bands}))


def _region_from(plain: Plain) -> Plain:
    return plain | {"oblasts": frozenset(plain["oblasts"])}


def _candidate_from(plain: Plain) -> Candidate:
    facts = {code: None if value is None else Decimal(value) for code, value in plain["facts"].items()}
    return Candidate(
        number=plain["number"],
        track=plain["track"],
        oblast=plain["oblast"],
        failed=tuple(plain["failed"]),
        advantages=tuple(plain["advantages"]),
        need=Decimal(plain["need"]),
        facts=facts,
        marks={code: tuple(marks) for code, marks in plain["marks"].items()},
        settled=frozenset(plain["settled"]),
    )
