"""Answers of a response: typed by a person, proposed from records. Lines are added; the newest holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.questionnaires import policies, queries
from vikno.questionnaires.engine import (
    NEVER_TYPED,
    Audience,
    Document,
    Evaluation,
    Key,
    Plain,
    PrefillPolicy,
    evaluate,
    plain,
    settle,
)
from vikno.questionnaires.enums import OF_PEOPLE, Source
from vikno.questionnaires.errors import ResponseSubmitted
from vikno.questionnaires.models import Answer, Response
from vikno.questionnaires.services.responses import held_open


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """An answer that a record gives. `reference`: {metric, period, version}; `as_of`: when the record said so."""

    code: str
    value: Plain
    source: Source
    reference: Mapping[str, Any]
    as_of: datetime | None
    row: int = 0


@dataclass(frozen=True, kw_only=True)
class Saved:
    """`changed`: places that were written; `refused`: code of the problem by place, nothing of it was written."""

    changed: tuple[Key, ...] = ()
    refused: Mapping[Key, str] = field(default_factory=dict)


@transaction.atomic
def save_answers(
    *,
    response: Response,
    answers: Mapping[Key, Plain | None],
    actor: Actor,
    at: datetime,
    reasons: Mapping[Key, str] | None = None,
    audience: Audience | None = None,
    source: Source = Source.USER,
) -> Saved:
    """Keep answers that differ from what stands; None takes one back. Wrong ones are refused one by one, by place.

    Answers to questions that are not asked are passed over. What was proposed stays beside what a person said.
    Refusals: NoSuchResponse, ResponseSubmitted, ResponseLocked.
    """
    policies.require_may_answer(actor, response)
    held = _open(response)
    document, lines = queries.document_of(held.version), queries.standing(held)
    kept = queries.values_in(lines)
    wanted = {key: _spelled(document, key, raw) for key, raw in answers.items()}
    changed = {key: value for key, value in wanted.items() if value != kept.get(key)}
    merged = {key: value for key, value in {**kept, **changed}.items() if value is not None}
    outcome = evaluate(document, merged, audience)
    refused = {key: code for key in changed if (code := _refusal(document, key, lines.get(key), outcome, audience))}
    said = {
        key: value for key, value in changed.items()
        if key not in refused and (value is None or key in outcome.relevant)
    }  # fmt: skip
    Answer.objects.bulk_create(
        _typed(held, key, value, lines.get(key), source, (reasons or {}).get(key, ""), actor, at)
        for key, value in said.items()
    )
    if said:
        _record(held, "answered", actor=actor, at=at, facts={"questions": sorted({code for code, _row in said})})
    return Saved(changed=tuple(said), refused=refused)


@transaction.atomic
def propose_answers(*, response: Response, proposals: Iterable[Proposal], actor: Actor, at: datetime) -> Saved:
    """Write what records give where no person has answered; a question that only compares gets no value.

    `refused`: a person's answer stands (`answered`), or the value does not fit the question.
    Refusals: NoSuchResponse, ResponseSubmitted, ResponseLocked.
    """
    policies.require_may_answer(actor, response)
    held = _open(response)
    document, lines = queries.document_of(held.version), queries.standing(held)
    refused: dict[Key, str] = {}
    made: dict[Key, Answer] = {}
    for proposal in proposals:
        key = (proposal.code, proposal.row)
        problem = _proposal_problem(document, proposal, lines.get(key))
        if problem:
            refused[key] = problem
        elif not _is_standing(document, proposal, lines.get(key)):
            made[key] = _proposed(held, document, proposal, actor, at)
    Answer.objects.bulk_create(made.values())
    if made:
        _record(held, "proposed", actor=actor, at=at, facts={"questions": sorted({code for code, _row in made})})
    return Saved(changed=tuple(made), refused=refused)


def _open(response: Response) -> Response:
    held = held_open(response)
    if held.is_submitted:
        raise ResponseSubmitted
    return held


def _spelled(document: Document, key: Key, raw: Plain | None) -> Plain | None:
    """A right answer in its one spelling, so that «7,50» is no change of «7.5»; a wrong one as it came."""
    question = document.question(key[0])
    if question is None or raw is None:
        return raw
    settled = settle(document, question, raw)
    if settled.problem or settled.is_not_applicable:
        return raw
    return plain(settled.value)


def _refusal(document: Document, key: Key, line: Answer | None, outcome: Evaluation, audience: Audience | None) -> str:
    question = document.question(key[0])
    if question is None or question.kind in NEVER_TYPED or not question.is_for(audience):
        return "unknown_question"
    is_in_repeat = question.code in document.repeated
    if (key[1] > 0) != is_in_repeat or not 0 <= key[1] <= 100:
        return "unknown_row"
    is_locked = question.prefill_policy == PrefillPolicy.LOCK and line is not None and line.proposed is not None
    if question.read_only or is_locked:
        return "read_only"
    return outcome.errors.get(key, "")


def _typed(
    response: Response, key: Key, value: Plain | None, line: Answer | None, source: Source, reason: str, actor: Actor,
    at: datetime,
) -> Answer:  # fmt: skip
    """A person's line; what was proposed before, and from where, goes with it."""
    return Answer(
        response=response, hromada_id=response.hromada_id, organisation_id=response.organisation_id, code=key[0],
        row=key[1], value=value, source=source, source_reference=line.source_reference if line else {},
        as_of=line.as_of if line else None, proposed=line.proposed if line else None, reason=clean(reason)[:500],
        by_id=actor.user_id, by_name=actor.name, at=at,
    )  # fmt: skip


def _proposal_problem(document: Document, proposal: Proposal, line: Answer | None) -> str:
    question = document.question(proposal.code)
    if question is None or question.kind in NEVER_TYPED:
        return "unknown_question"
    settled = settle(document, question, proposal.value)
    if settled.problem or not settled.is_answered:
        return settled.problem or "empty"
    return "answered" if line is not None and line.source in OF_PEOPLE else ""


def _is_standing(document: Document, proposal: Proposal, line: Answer | None) -> bool:
    if line is None:
        return False
    known = (line.proposed, line.source, line.source_reference, line.as_of)
    value = _spelled(document, (proposal.code, proposal.row), proposal.value)
    return known == (value, proposal.source, dict(proposal.reference), proposal.as_of)


def _proposed(response: Response, document: Document, proposal: Proposal, actor: Actor, at: datetime) -> Answer:
    question = document.by_code[proposal.code].item
    value = _spelled(document, (proposal.code, proposal.row), proposal.value)
    is_compared = getattr(question, "prefill_policy", None) == PrefillPolicy.COMPARE
    return Answer(
        response=response, hromada_id=response.hromada_id, organisation_id=response.organisation_id,
        code=proposal.code, row=proposal.row, value=None if is_compared else value, source=proposal.source,
        source_reference=dict(proposal.reference), as_of=proposal.as_of, proposed=value, by_id=actor.user_id,
        by_name=actor.name, at=at,
    )  # fmt: skip


def _record(response: Response, what: str, *, actor: Actor, at: datetime, facts: dict[str, Any]) -> None:
    audit.record(
        actor=actor, action=f"response.{what}", subject=response, at=at, hromada_code=actor.hromada_code,
        facts={"version": response.version_id, **facts},
    )  # fmt: skip
