"""What was collected in the field: judged before it is kept, and listed after."""

from collections.abc import Sequence

from django.db.models import QuerySet

from vikno.common.actors import Actor
from vikno.questionnaires import policies
from vikno.questionnaires.errors import NoSuchVersion
from vikno.questionnaires.field import Judged, Submission, judged
from vikno.questionnaires.models import Collected, QuestionnaireVersion
from vikno.questionnaires.queries.versions import document_of, version_for
from vikno.territories.enums import Category
from vikno.territories.models import Unit


def version_carried_by(actor: Actor, pk: int) -> QuestionnaireVersion:
    """A published version of the actor's own; whoever only reads it has no such page. Raises NoSuchVersion."""
    found = version_for(actor, pk)
    if found.is_open or not policies.may_edit(actor, found.questionnaire):
        raise NoSuchVersion
    return found


def judged_submissions(actor: Actor, version: QuestionnaireVersion, found: Sequence[Submission]) -> list[Judged]:
    """Each in the order of the file. Two queries."""
    instances = {one.instance for one in found if one.instance}
    here = Collected.objects.filter(organisation_id=actor.organisation_id or 0, instance__in=instances)
    codes = {one.hromada for one in found if one.hromada}
    hromadas = Unit.objects.filter(pk__in=codes, category=Category.HROMADA)
    return judged(
        document_of(version), version.sha256, found, known=set(here.values_list("instance", flat=True)),
        hromadas=set(hromadas.values_list("pk", flat=True)),
    )  # fmt: skip


def collected_of(actor: Actor, version: QuestionnaireVersion) -> QuerySet[Collected]:
    """The newest first."""
    rows = Collected.objects.filter(organisation_id=actor.organisation_id or 0, version=version)
    return rows.select_related("about").order_by("-pk")
