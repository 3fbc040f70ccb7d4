"""The ranking run: frozen inputs in, the same list on any machine out. The standard library only, no clock, no chance.

Anybody can carry this folder away and recompute a published run with it.
"""

from vikno.selection.ranking.canonical import digest, inputs_bytes, inputs_from, run_bytes
from vikno.selection.ranking.inputs import (
    Advantage,
    Band,
    Candidate,
    Cap,
    Criterion,
    Guarantee,
    Inputs,
    Missing,
    NotReady,
    Source,
    Track,
    lot_of,
)
from vikno.selection.ranking.published import Verdict, file_of, verify
from vikno.selection.ranking.running import Run, run
from vikno.selection.ranking.scoring import Scored, agreed, score
from vikno.selection.ranking.seats import Code, Line, Tie, TieKey

__all__ = [
    "Advantage",
    "Band",
    "Candidate",
    "Cap",
    "Code",
    "Criterion",
    "Guarantee",
    "Inputs",
    "Line",
    "Missing",
    "NotReady",
    "Run",
    "Scored",
    "Source",
    "Tie",
    "TieKey",
    "Track",
    "Verdict",
    "agreed",
    "digest",
    "file_of",
    "inputs_bytes",
    "inputs_from",
    "lot_of",
    "run",
    "run_bytes",
    "score",
    "verify",
]
