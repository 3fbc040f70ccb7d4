"""Crosswalks, and comparison of responses to two versions."""

from vikno.questionnaires.engine.crosswalk import Comparison, Crossing, compared, from_json, suggested
from vikno.questionnaires.models import Crosswalk, QuestionnaireVersion, Response
from vikno.questionnaires.queries.answers import answers_of
from vikno.questionnaires.queries.versions import document_of


def version_before(version: QuestionnaireVersion) -> QuestionnaireVersion | None:
    """The newest published version before this one."""
    earlier = QuestionnaireVersion.objects.filter(
        questionnaire=version.questionnaire_id, number__lt=version.number, published_at__isnull=False
    )
    return earlier.select_related("questionnaire").order_by("-number").first()


def crossings_between(older: QuestionnaireVersion, newer: QuestionnaireVersion) -> list[Crossing]:
    """Lines that somebody wrote, else those that can be told without a person; of one version, everything the same."""
    if older.pk != newer.pk:
        kept = Crosswalk.objects.filter(older=older, newer=newer).first()
        if kept is not None:
            return from_json(kept.lines)
    return suggested(document_of(older), document_of(newer))


def comparison_of(before: Response, after: Response) -> Comparison:
    """Scores of common questions of two responses, with how many those are."""
    lines = crossings_between(before.version, after.version)
    return compared(
        lines, document_of(before.version), answers_of(before), document_of(after.version), answers_of(after)
    )  # fmt: skip
