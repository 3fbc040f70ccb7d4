"""What became of each question from one version to the next."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.questionnaires import policies, queries
from vikno.questionnaires.engine.crosswalk import Crossing, as_json, wrong_lines
from vikno.questionnaires.errors import LineUnsound, NoSuchVersion
from vikno.questionnaires.models import Crosswalk, QuestionnaireVersion


@transaction.atomic
def write_crosswalk(
    *, older: QuestionnaireVersion, newer: QuestionnaireVersion, lines: Sequence[Crossing], actor: Actor, at: datetime
) -> Crosswalk:
    """Keep a crosswalk between two versions of one questionnaire. Refusals: MayNotEdit, NoSuchVersion, LineUnsound."""
    policies.require_may_edit(actor, newer)
    if older.questionnaire_id != newer.questionnaire_id or older.number >= newer.number:
        raise NoSuchVersion
    for wrong in wrong_lines(lines, queries.document_of(older), queries.document_of(newer)):
        raise LineUnsound(name=wrong.where)
    made, _is_new = Crosswalk.objects.update_or_create(
        older=older, newer=newer, defaults={"lines": as_json(lines), "edited_at": at, "edited_by_name": actor.name}
    )
    audit.record(
        actor=actor, action="questionnaire.crossed", subject=made, at=at, hromada_code=actor.hromada_code,
        facts={"older": older.number, "newer": newer.number, "lines": len(lines)},
    )  # fmt: skip
    return made
