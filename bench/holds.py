"""What must hold of a call that was told to its end, whatever its size. Each fault is a sentence."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bench.proposals import Campaign
from vikno.notifications.models import Message
from vikno.programmes.models import Proposal
from vikno.programmes.queries import received_proposals
from vikno.selection import ranking
from vikno.selection.enums import DecisionState, Outcome
from vikno.selection.models import Assignment, Conflict, Decision, OwnResult, PublishedResult, RankingEntry
from vikno.selection.policies import OPEN


def faults_of(made: Campaign, decision: Decision) -> list[str]:
    """None of a right one."""
    with made.works():
        found = [
            *_results(made, decision), *_places(made, decision), *_refusals(made, decision), *_hashes(decision),
            *_public(decision), *_conflicts(decision),
        ]  # fmt: skip
    return [*found, *_letters(made, decision)]


def _results(made: Campaign, decision: Decision) -> Iterator[str]:
    if decision.state != DecisionState.PUBLISHED:
        yield f"the decision is {decision.state}"
    received = {one.pk for one in received_proposals(made.lead, made.call)}
    told = Counter(OwnResult.objects.filter(decision=decision).values_list("proposal_id", flat=True))
    if len(received) != made.scale.proposals:
        yield f"{len(received)} proposals of {made.scale.proposals} were received"
    if set(told) != received or set(told.values()) != {1}:
        yield "not every proposal has one result"
    lines = dict(decision.lines.values_list("entry__proposal_id", "outcome"))
    if lines != dict(OwnResult.objects.filter(decision=decision).values_list("proposal_id", "outcome")):
        yield "results differ from the protocol"


def _places(made: Campaign, decision: Decision) -> Iterator[str]:
    taken = Counter(decision.lines.filter(outcome=Outcome.SELECTED).values_list("entry__track", flat=True))
    for one in made.scale.directions:
        if taken[one.code] > one.places and not decision.run.unused:
            yield f"{one.code}: {taken[one.code]} chosen for {one.places} places"
    if taken.total() + (decision.run.unused or 0) != made.scale.places:
        yield f"{taken.total()} chosen and {decision.run.unused} free of {made.scale.places} places"
    states = Counter(Proposal.objects.filter(call=made.call).values_list("state", flat=True))
    if states["selected"] != taken.total():
        yield "states of proposals differ from the protocol"


def _refusals(made: Campaign, decision: Decision) -> Iterator[str]:
    """Points by criterion against the threshold and the middle of the chosen; or the condition that was not met."""
    for one in OwnResult.objects.filter(decision=decision).exclude(outcome=Outcome.SELECTED):
        told = one.told
        if told["code"] == ranking.Code.INELIGIBLE:
            if not told["missed"]:
                yield f"{one.proposal_id}: refused without a condition"
        elif not told["score"] or not told["threshold"] or not told["chosen_score"] or not told["place"]:
            yield f"{one.proposal_id}: refused without points, threshold, the middle of the chosen or the place"
        elif {row["code"] for row in told["rows"] if row["chosen"] and row["earned"]} != set(made.scale.weights()):
            yield f"{one.proposal_id}: refused without points of each criterion"


def _hashes(decision: Decision) -> Iterator[str]:
    """Computed again, then once more of rows in another order."""
    inputs = ranking.inputs_from(json.loads(decision.run.inputs))
    mixed = replace(inputs, candidates=tuple(random.Random(7).sample(inputs.candidates, len(inputs.candidates))))
    for one in (inputs, mixed):
        if ranking.digest(ranking.run_bytes(ranking.run(one))) != decision.run.output_sha256:
            yield "another hash of the same inputs"
    if not ranking.verify(PublishedResult.objects.get(decision=decision).body.encode()).is_same:
        yield "the published file does not verify"


def _public(decision: Decision) -> Iterator[str]:
    """The list of everybody is the run, with the deviations of the protocol and nothing else."""
    told = PublishedResult.objects.get(decision=decision)
    rows = [(row["number"], row["code"], row["score"], row["place"], row["reserve"]) for row in told.rows]
    entries = RankingEntry.objects.filter(run=decision.run).order_by("position")
    run = [
        (one.number, one.code, None if one.score is None else f"{one.score:.2f}", one.place, one.reserve)
        for one in entries
    ]
    if rows != run:
        yield "the public list is not the run"
    if {row["number"]: row["outcome"] for row in told.rows} != dict(
        decision.lines.values_list("entry__number", "outcome")
    ):
        yield "outcomes of the public list are not those of the protocol"
    counted = Counter(row["outcome"] for row in told.rows)
    if any(told.facts[one.value] != counted[one.value] for one in Outcome):
        yield "counts of the public list are not its rows"
    differ = [row for row in told.rows if row["reason"]]
    if told.facts["deviations"] != len(differ):
        yield "deviations are counted wrongly"
    if any(row["hromada"] for row in told.rows if row["outcome"] != Outcome.SELECTED):
        yield "somebody who was not chosen is named"


def _conflicts(decision: Decision) -> Iterator[str]:
    standing = set(
        Conflict.objects.filter(reviewer__review__call=decision.call_id, lifted_at=None).values_list(
            "reviewer_id", "proposal_id"
        )
    )
    rows = Assignment.objects.filter(reviewer__review__call=decision.call_id, state__in=OPEN)
    read = set(rows.values_list("reviewer_id", "proposal_id"))
    if not standing:
        yield "no conflict was found"
    if standing & read:
        yield "somebody reads in a conflict"


def _letters(made: Campaign, decision: Decision) -> Iterator[str]:
    """One to each hromada, written in the moment of publication; asked hromada by hromada, as the lock wants."""
    for leader in made.leaders:
        with made.writes(leader):
            sent = list(
                Message.objects.filter(
                    hromada_code=leader.hromada_code, subject__startswith="Результат заявки"
                ).values_list("created_at", flat=True)
            )
        if sent != [decision.published_at]:
            yield f"{leader.hromada_code}: letters {sent}"
