"""What a delegation answers to the questions of its event: given with the request, closed with the seats."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.events import policies, rules
from vikno.events.enums import EventState
from vikno.events.errors import AnswersClosed, FilesAsked, NoSuchThing, QuestionsRetired
from vikno.events.models import Delegation, Event
from vikno.events.queries.answers import asks_files
from vikno.events.services.common import held_delegation, record
from vikno.questionnaires import queries as asked
from vikno.questionnaires import services as questionnaires
from vikno.questionnaires.engine import Audience, Key, Plain
from vikno.questionnaires.enums import VersionState
from vikno.questionnaires.errors import AnswersMissing
from vikno.questionnaires.models import QuestionnaireVersion, Response

type Said = Mapping[Key, Plain | None]


def require_may_ask(version: QuestionnaireVersion | None, actor: Actor) -> None:
    """A published version the actor reads, without files: a registration that is not sent yet keeps none.

    Refusals: NoSuchThing, FilesAsked.
    """
    if version is None:
        return
    if not asked.published_for(actor).filter(pk=version.pk).exists():
        raise NoSuchThing
    if asks_files(version):
        raise FilesAsked(title=version.questionnaire.title)


def require_is_answered_now(event: Event) -> None:
    """Refusals: QuestionsRetired."""
    if event.questionnaire is not None and event.questionnaire.state != VersionState.PUBLISHED:
        raise QuestionsRetired


def give_answers(event: Event, said: Said, *, actor: Actor, at: datetime, is_demo: bool) -> Response | None:
    """A whole response to what the event asks, shown to its organisers; None where it asks nothing.

    Refusals: QuestionsRetired, AnswersMissing.
    """
    if event.questionnaire is None:
        return None
    require_is_answered_now(event)
    made = questionnaires.start_response(
        version=event.questionnaire, hromada_code=actor.hromada_code, organisation_id=event.organisation_id,
        actor=actor, at=at, is_demo=is_demo,
    )  # fmt: skip
    _submit(made, said, actor=actor, at=at)
    return made


@transaction.atomic
def change_answers(*, delegation: Delegation, answers: Said, actor: Actor, at: datetime) -> Response:
    """Answers anew, while seats are not confirmed; they stay whole.

    Refusals: NotYourMove, NoSuchThing, AnswersClosed, AnswersMissing.
    """
    policies.require_own(actor, delegation)
    event, one = held_delegation(delegation)
    if one.response is None:
        raise NoSuchThing
    if not may_change(event, one, at=at):
        raise AnswersClosed
    questionnaires.return_response(response=one.response, actor=actor, at=at)
    _submit(one.response, answers, actor=actor, at=at)
    record(actor, "delegation.answers_changed", one, at=at, event=event.number)
    return one.response


def may_change(event: Event, one: Delegation, *, at: datetime) -> bool:
    """Whether the hromada may still answer otherwise."""
    return one.state in rules.ANSWERS_OPEN and event.state == EventState.OPEN and at < event.begins_at


def close_answers(one: Delegation, *, actor: Actor, at: datetime) -> None:
    """For ever, with their snapshot: people are fed and lodged by them."""
    if one.response is not None:
        with tenancy.standing_in(actor.hromada_code):
            questionnaires.lock_response(response=one.response, actor=actor, at=at)


def _submit(response: Response, said: Said, *, actor: Actor, at: datetime) -> None:
    saved = questionnaires.save_answers(
        response=response, answers=said, actor=actor, at=at, audience=Audience.APPLICANT
    )
    if saved.refused:
        raise AnswersMissing(missing=0, wrong=len(saved.refused))
    questionnaires.submit_response(response=response, actor=actor, at=at)
