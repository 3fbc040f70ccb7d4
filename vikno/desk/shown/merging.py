"""Two records of one person side by side."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from vikno.applicants.models import Applicant
from vikno.applicants.rules import ApplicantFacts
from vikno.applicants.services import facts_of
from vikno.cases import queries as cases
from vikno.common.actors import Actor
from vikno.desk.shown.pages import field_label, value_text

KEPT, GONE = "kept", "gone"


def merge_facts(kept: Applicant, gone: Applicant, *, actor: Actor) -> dict[str, Any]:
    """Fields of both, those that differ with a choice: what is filled in wins, else the kept record's."""
    mine, theirs = asdict(facts_of(kept)), asdict(facts_of(gone))
    rows = [
        {
            "name": name,
            "label": field_label(name),
            "kept": value_text(mine[name]),
            "gone": value_text(theirs[name]),
            "differs": mine[name] != theirs[name],
            "chosen": GONE if theirs[name] and not mine[name] else KEPT,
        }
        for name in mine
        if mine[name] or theirs[name]
    ]
    return {
        "kept": kept, "gone": gone, "rows": rows,
        "counts": {"kept": cases.cases_of(actor, kept).count(), "gone": cases.cases_of(actor, gone).count()},
    }  # fmt: skip


def chosen_facts(kept: Applicant, gone: Applicant, said: Mapping[str, str]) -> ApplicantFacts:
    """The facts of the joined record: of each field the version that was chosen, the kept one's unless told."""
    mine, theirs = facts_of(kept), facts_of(gone)
    taken = {name: getattr(theirs, name) for name in asdict(theirs) if said.get(name) == GONE}
    return replace(mine, **taken)
