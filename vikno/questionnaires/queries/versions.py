"""Versions and their documents."""

from collections import OrderedDict
from typing import Final

from django.db.models import Max, Q, QuerySet

from vikno.common.actors import Actor
from vikno.questionnaires import policies
from vikno.questionnaires.engine import Document, read
from vikno.questionnaires.enums import VersionState
from vikno.questionnaires.errors import NoSuchQuestionnaire, NoSuchVersion
from vikno.questionnaires.models import Questionnaire, QuestionnaireVersion

_KEPT: Final[OrderedDict[str, Document]] = OrderedDict()
_MOST: Final = 64


def document_of(version: QuestionnaireVersion) -> Document:
    """The document of a version; read once a process, by its hash."""
    kept = _KEPT.get(version.sha256)
    if kept is None:
        kept = read(version.document)
        _KEPT[version.sha256] = kept
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return kept


def questionnaires_of(actor: Actor) -> QuerySet[Questionnaire]:
    """Those the actor may read, with the number of the newest published version."""
    published = Q(versions__state=VersionState.PUBLISHED)
    newest = Max("versions__number", filter=published)
    return policies.visible(actor).annotate(published=newest, newest=Max("versions__number")).order_by("title", "pk")


def questionnaire_for(actor: Actor, pk: int) -> Questionnaire:
    """One of those the actor may read. Raises NoSuchQuestionnaire."""
    found = policies.visible(actor).filter(pk=pk).first()
    if found is None:
        raise NoSuchQuestionnaire
    return found


def version_for(actor: Actor, pk: int) -> QuestionnaireVersion:
    """A version of a questionnaire the actor may read. Raises NoSuchVersion."""
    readable = policies.visible(actor).values("pk")
    found = QuestionnaireVersion.objects.filter(pk=pk, questionnaire__in=readable).select_related("questionnaire")
    version = found.first()
    if version is None:
        raise NoSuchVersion
    return version


def versions_of(questionnaire: Questionnaire) -> QuerySet[QuestionnaireVersion]:
    """Newest first."""
    return QuestionnaireVersion.objects.filter(questionnaire=questionnaire).order_by("-number")


def published_before(version: QuestionnaireVersion) -> list[tuple[int, Document]]:
    """Published or retired versions before this one, oldest first."""
    earlier = QuestionnaireVersion.objects.filter(
        questionnaire=version.questionnaire_id, number__lt=version.number, published_at__isnull=False
    ).order_by("number")
    return [(one.number, document_of(one)) for one in earlier]


def newest_published(questionnaire: Questionnaire) -> QuestionnaireVersion | None:
    """The version that is answered now."""
    return versions_of(questionnaire).filter(state=VersionState.PUBLISHED).first()


def published_for(actor: Actor) -> QuerySet[QuestionnaireVersion]:
    """Versions that may be answered, of questionnaires the actor may read: what a call or a round chooses from."""
    listed = QuestionnaireVersion.objects.filter(
        questionnaire__in=policies.visible(actor).values("pk"), state=VersionState.PUBLISHED
    )
    return listed.select_related("questionnaire").order_by("questionnaire__title", "questionnaire_id", "-number")
