"""What is told of a decision: a public row, a hromada's own result. Lists of what is allowed, never a row as kept."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from vikno.assessments import queries as assessments
from vikno.programmes.models import EligibilityCheck, Proposal
from vikno.selection import queries, ranking, rules
from vikno.selection.enums import Outcome
from vikno.selection.models import CallReview, Decision, DecisionLine


def public_rows(decision: Decision, review: CallReview) -> list[dict[str, Any]]:
    """The list for everybody. Of those who were not chosen the hromada is named only where the terms say so."""
    rows, names = [], queries.names_in(decision.call)
    for line in lines_of(decision):
        entry, proposal = line.entry, line.entry.proposal
        is_named = line.outcome == Outcome.SELECTED or review.shows_hromadas
        rows.append({
            "number": entry.number, "hromada": proposal.hromada.title if is_named else "",
            "oblast": proposal.hromada.oblast.title if proposal.hromada.oblast else "",
            "track": proposal.track.title, "outcome": line.outcome, "code": entry.code,
            "about": names.get(entry.about, entry.about),
            "score": None if entry.score is None else f"{entry.score:.2f}", "place": entry.place,
            "reserve": entry.reserve, "ties": entry.ties,
            "reason": line.reason if line.outcome != line.by_run else "",
        })  # fmt: skip
    return rows


def public_facts(decision: Decision) -> dict[str, Any]:
    """Counts that come of the records, and what fairness between oblasts cost."""
    lines = list(lines_of(decision))
    told = Counter(line.outcome for line in lines)
    return {
        "proposals": len(lines), "oblasts": len({line.entry.oblast for line in lines if line.entry.oblast}),
        **{outcome.value: told[outcome.value] for outcome in Outcome},
        "deviations": sum(line.outcome != line.by_run for line in lines),
        "cost_of_fairness": f"{decision.run.cost_of_fairness:.2f}", "unused": decision.run.unused,
        "tracks": dict(Counter(line.entry.proposal.track.title for line in lines if line.outcome == Outcome.SELECTED)),
        "inputs_sha256": decision.run.inputs_sha256, "run_sha256": decision.run.output_sha256,
    }  # fmt: skip


def own_results(decision: Decision, review: CallReview) -> Iterator[tuple[Proposal, str, dict[str, Any]]]:
    """Each proposal with its outcome and all that helps. No expert is in it, nor another hromada."""
    inputs = ranking.inputs_from(json.loads(decision.run.inputs))
    made = ranking.run(inputs)
    tracks = {one.code: one for one in inputs.tracks}
    by_number = {line.number: line for line in made.lines}
    missed, names = _missed(review), queries.names_in(decision.call)
    for line in lines_of(decision):
        proposal, found = line.entry.proposal, by_number[line.entry.number]
        told = rules.helped(found, made.lines, tracks[found.track]).as_json()
        told |= {
            "code": found.code.value, "about": names.get(found.about, found.about),
            "ties": [[tie.number, tie.by.value] for tie in found.ties],
            "reason": line.reason if line.outcome != line.by_run else "",
            "criteria": {one.code: one.title for one in proposal.track.criteria.all()},
            "missed": missed.get(proposal.pk, []), "gaps": gaps_of(proposal), "lot": found.lot,
            "assessment": (proposal.assessment or {}).get("assessment"),
        }  # fmt: skip
        yield proposal, line.outcome, told


def lines_of(decision: Decision) -> list[DecisionLine]:
    rows = decision.lines.select_related("entry__proposal__hromada__oblast", "entry__proposal__track")
    return list(rows.prefetch_related("entry__proposal__track__criteria").order_by("entry__position"))


def _missed(review: CallReview) -> dict[int, list[str]]:
    """Sentences of rules a proposal did not meet, as they were told to applicants."""
    rows = EligibilityCheck.objects.filter(proposal__call_id=review.call_id)
    found: dict[int, list[str]] = {}
    for row in rows.order_by("proposal_id", "rule", "-pk").distinct("proposal_id", "rule"):
        if row.fit == "fail":
            found.setdefault(row.proposal_id, []).append(row.sentence)
    return found


def gaps_of(proposal: Proposal) -> list[dict[str, Any]]:
    """Gaps of the attached self-assessment, the widest first, as frozen with the proposal; texts in both languages.

    Dimensions are told of our own model only: in another one the same letters mean something else.
    """
    annex = proposal.assessment if isinstance(proposal.assessment, dict) else {}
    asked = {one["code"]: one for one in annex.get("questions", ())}
    is_own = annex.get("framework", {}).get("code") == assessments.OWN_MODEL
    told = []
    for one in annex.get("gaps", ()):
        question = asked.get(one["code"], {})
        told.append({
            "code": one["code"], "title": question.get("title", [one["code"]] * 2), "advice": one["advice"],
            "dimension": question.get("dimension", "") if is_own else "",
        })  # fmt: skip
    return told
