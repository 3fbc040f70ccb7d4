"""A published ranking run recomputed from its file, on any machine and without a database."""

from argparse import Namespace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.environment import Environment
from vikno.operations.errors import NoSuchFile, NotARanking
from vikno.operations.terminal import CHECK_FAILED, DONE, Outcome
from vikno.selection import ranking

_FAULTS = {
    "inputs_differ": gettext_lazy("вхідні дані не відповідають своєму відбиткові"),
    "seed_differs": gettext_lazy("зерно жеребу не те, чий відбиток оприлюднено до початку"),
    "run_differs": gettext_lazy("відбиток списку інший"),
    "list_differs": gettext_lazy("список у файлі не той, що виходить із вхідних даних"),
}


def verify(options: Namespace, environment: Environment) -> Outcome:
    """Rank what the file holds and compare; 1 when something differs."""
    verdict = verdict_of(options.path)
    facts = {
        "same": verdict.is_same, "call": verdict.call, "faults": list(verdict.faults),
        "inputs_sha256": verdict.inputs_sha256, "run_sha256": verdict.run_sha256,
    }  # fmt: skip
    return Outcome(in_words(verdict), facts, exit_code=DONE if verdict.is_same else CHECK_FAILED)


def verdict_of(path: Path) -> ranking.Verdict:
    """Raises NoSuchFile, NotARanking."""
    if not path.is_file():
        raise NoSuchFile(path=path)
    try:
        return ranking.verify(path.read_bytes())
    except ValueError:
        raise NotARanking(path=path) from None


def in_words(verdict: ranking.Verdict) -> str:
    """What came out, for a person."""
    if verdict.is_same:
        return _("Конкурс {call}: список збігається. Відбиток списку {hash}").format(
            call=verdict.call, hash=verdict.run_sha256
        )
    told = "; ".join(str(_FAULTS.get(fault, fault)) for fault in verdict.faults)
    return _("Конкурс {call}: НЕ збігається. {faults}").format(call=verdict.call, faults=told)
