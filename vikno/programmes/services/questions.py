"""Questions about a call: asked by a hromada, answered for everybody; who asked is not told."""

from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.programmes import policies, rules
from vikno.programmes.enums import CallState, QuestionState
from vikno.programmes.errors import AlreadyAnswered, NoSuchPart, QuestionMissing, QuestionsOver, ReasonMissing
from vikno.programmes.models import Clarification, ProgrammeCall, Question
from vikno.programmes.services.steps import held_call, record

_LISTENING = frozenset({CallState.FORECASTED, CallState.OPEN, CallState.EXTENDED})


@transaction.atomic
def ask_question(*, call: ProgrammeCall, words: str, actor: Actor, at: datetime) -> Question:
    """Ask the programme. Refusals: MayNotApply, QuestionMissing, QuestionsOver."""
    policies.require_may_apply(actor)
    if not words.strip():
        raise QuestionMissing
    if call.state not in _LISTENING or (call.questions_until and not rules.is_in_time(at, call.questions_until)):
        raise QuestionsOver
    made = Question.objects.create(
        call=call, hromada_id=actor.hromada_code, organisation_id=call.organisation_id, words=words.strip()[:2000],
        asked_at=at, asked_by_name=actor.name,
    )  # fmt: skip
    audit.record(
        actor=actor, action="call.asked", subject=made, at=at, hromada_code=actor.hromada_code,
        facts={"number": call.number},
    )  # fmt: skip
    return made


@transaction.atomic
def answer_question(*, question: Question, words: str, answer: str, actor: Actor, at: datetime) -> Clarification:
    """Publish the question, in words that name nobody, with its answer.

    Refusals: MayNotRun, NoSuchCall, NoSuchPart, QuestionMissing, AlreadyAnswered.
    """
    call = held_call(question.call, actor)
    if not words.strip() or not answer.strip():
        raise QuestionMissing
    held = _held(question)
    made = Clarification.objects.create(
        call=call, question=words.strip()[:2000], answer=answer.strip()[:4000], published_at=at, by_name=actor.name
    )
    held.state, held.clarification = QuestionState.ANSWERED, made
    held.save(update_fields=["state", "clarification"])
    record(call, "call.answered", actor=actor, at=at, facts={"clarification": made.pk})
    return made


@transaction.atomic
def refuse_question(*, question: Question, reason: str, actor: Actor, at: datetime) -> Question:
    """Leave a question out of public. Refusals: MayNotRun, NoSuchCall, NoSuchPart, ReasonMissing, AlreadyAnswered."""
    call = held_call(question.call, actor)
    if not reason.strip():
        raise ReasonMissing
    held = _held(question)
    held.state, held.reason = QuestionState.REFUSED, reason.strip()[:500]
    held.save(update_fields=["state", "reason"])
    record(call, "call.question_refused", actor=actor, at=at, facts={"question": held.pk})
    return held


def _held(question: Question) -> Question:
    held = Question.objects.select_for_update().filter(pk=question.pk, organisation_id=question.organisation_id).first()
    if held is None:
        raise NoSuchPart
    if held.state != QuestionState.ASKED:
        raise AlreadyAnswered
    return held
