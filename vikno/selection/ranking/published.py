"""The file of a published run, and whether a stranger's machine makes the same list of it."""

import json
from dataclasses import dataclass
from decimal import InvalidOperation
from typing import Any, Final

from vikno.selection.ranking.canonical import digest, inputs_bytes, inputs_from, inputs_plain, run_bytes, run_plain
from vikno.selection.ranking.inputs import Inputs, NotReady
from vikno.selection.ranking.running import Run, run

FORMAT: Final = "vikno-ranking/1"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a recomputation found: `faults` are codes, none when all is as published."""

    call: str
    faults: tuple[str, ...]
    inputs_sha256: str
    run_sha256: str

    @property
    def is_same(self) -> bool:
        return not self.faults


def file_of(inputs: Inputs, made: Run, *, seed_sha256: str) -> dict[str, Any]:
    """What is published: inputs without names, the list, hashes of both and the commitment to the seed."""
    return {
        "format": FORMAT,
        "inputs": inputs_plain(inputs),
        "inputs_sha256": digest(inputs_bytes(inputs)),
        "run": run_plain(made),
        "run_sha256": digest(run_bytes(made)),
        "seed_sha256": seed_sha256,
    }


def verify(body: bytes) -> Verdict:
    """Recompute a published file. Raises ValueError where it is no such file."""
    try:
        said = json.loads(body)
        if said["format"] != FORMAT:
            raise ValueError(FORMAT)
        inputs = inputs_from(said["inputs"])
        return _verdict(said, inputs)
    except (KeyError, TypeError, UnicodeDecodeError, InvalidOperation) as error:
        raise ValueError(FORMAT) from error


def _verdict(said: dict[str, Any], inputs: Inputs) -> Verdict:
    faults = []
    hashes = {"inputs": digest(inputs_bytes(inputs)), "run": ""}
    if said["inputs_sha256"] != hashes["inputs"]:
        faults.append("inputs_differ")
    if said["seed_sha256"] != inputs.seed_sha256:
        faults.append("seed_differs")
    try:
        made = run(inputs)
    except NotReady as error:
        return Verdict(call=inputs.call, faults=(*faults, error.code), inputs_sha256=hashes["inputs"], run_sha256="")
    hashes["run"] = digest(run_bytes(made))
    if said["run_sha256"] != hashes["run"]:
        faults.append("run_differs")
    if said["run"] != json.loads(run_bytes(made)):
        faults.append("list_differs")
    return Verdict(call=inputs.call, faults=tuple(faults), inputs_sha256=hashes["inputs"], run_sha256=hashes["run"])
