"""Who reads and edits questionnaires: a programme its own; those of the house are read by every programme."""

from django.db.models import Q, QuerySet

from vikno.accounts.enums import PROGRAMME_ROLES, Role
from vikno.common.actors import Actor
from vikno.questionnaires.errors import MayNotEdit, NoSuchResponse
from vikno.questionnaires.models import Questionnaire, QuestionnaireVersion, Response


def visible(actor: Actor) -> QuerySet[Questionnaire]:
    """The house's and the programme's own."""
    if actor.is_system:
        return Questionnaire.objects.all()
    if actor.role not in PROGRAMME_ROLES or actor.organisation_id is None:
        return Questionnaire.objects.none()
    return Questionnaire.objects.filter(Q(organisation=None) | Q(organisation_id=actor.organisation_id))


def may_edit(actor: Actor, questionnaire: Questionnaire) -> bool:
    """The head of the programme whose it is; the system, those of the house too."""
    if actor.is_system:
        return True
    return actor.role == Role.PROGRAMME and questionnaire.organisation_id == actor.organisation_id is not None


def may_create(actor: Actor, organisation_id: int | None) -> bool:
    if actor.is_system:
        return True
    return actor.role == Role.PROGRAMME and organisation_id == actor.organisation_id is not None


def require_may_create(actor: Actor, organisation_id: int | None) -> None:
    if not may_create(actor, organisation_id):
        raise MayNotEdit


def require_may_edit(actor: Actor, version: QuestionnaireVersion) -> None:
    if not may_edit(actor, version.questionnaire):
        raise MayNotEdit


def is_own_response(actor: Actor, response: Response) -> bool:
    """Whether it is of the actor's hromada, or of the programme itself. What else is asked decides the room above."""
    if actor.role in PROGRAMME_ROLES:
        return response.hromada_id is None and response.organisation_id == actor.organisation_id is not None
    return response.hromada_id is not None and response.hromada_id == actor.hromada_code


def is_given_to(actor: Actor, response: Response) -> bool:
    """Whether a programme has been given it."""
    is_theirs = response.organisation_id is not None and response.organisation_id == actor.organisation_id
    return actor.role in PROGRAMME_ROLES and is_theirs and response.is_submitted


def require_may_answer(actor: Actor, response: Response) -> None:
    """Refuse whoever's response it is not: to them it does not exist."""
    if not is_own_response(actor, response) and not _is_the_system(actor, response):
        raise NoSuchResponse


def require_may_judge(actor: Actor, response: Response) -> None:
    """Returning and locking: whoever's it is and to whom it is given."""
    is_open = is_own_response(actor, response) or is_given_to(actor, response)
    if not is_open and not _is_the_system(actor, response):
        raise NoSuchResponse


def visible_responses(actor: Actor) -> QuerySet[Response]:
    """A hromada's own; a programme's own and those it has been given."""
    if actor.role in PROGRAMME_ROLES:
        own = Q(organisation_id=actor.organisation_id) & (Q(hromada=None) | Q(is_submitted=True))
        return Response.objects.filter(own) if actor.organisation_id else Response.objects.none()
    return Response.objects.filter(hromada_id=actor.hromada_code or None, hromada__isnull=False)


def _is_the_system(actor: Actor, response: Response) -> bool:
    """Jobs work for one hromada, or for a programme and none."""
    return actor.is_system and actor.hromada_code in ("", response.hromada_id or "")
