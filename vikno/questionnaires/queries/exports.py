"""All responses to a questionnaire side by side, whatever version each answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from vikno.common.actors import Actor
from vikno.questionnaires import policies
from vikno.questionnaires.engine import NEVER_TYPED, Key, Plain
from vikno.questionnaires.models import Collected, Questionnaire, QuestionnaireVersion, Response
from vikno.questionnaires.queries.answers import answers_of_each
from vikno.questionnaires.queries.versions import document_of, versions_of


@dataclass(frozen=True, kw_only=True)
class Together:
    """`columns`: code, row and label of every question any version asked; `rows`: each response with its answers;
    `collected`: of those brought back from the field, by the key of the response.
    """

    columns: tuple[tuple[Key, str], ...]
    rows: tuple[tuple[Response, dict[Key, Plain]], ...]
    collected: Mapping[int, Collected]


def responses_together(actor: Actor, questionnaire: Questionnaire) -> Together:
    """What the actor may see, oldest first. Questions of retired versions stay; personal ones are left out.

    The label is that of the newest version that asks. Four queries.
    """
    published = [one for one in versions_of(questionnaire) if one.published_at is not None]
    listed = policies.visible_responses(actor).filter(version__questionnaire=questionnaire)
    responses = list(listed.select_related("version", "hromada").order_by("pk"))
    answers = answers_of_each(responses)
    rows_of = {key[0]: set[int]() for said in answers.values() for key in said}
    for said in answers.values():
        for code, row in said:
            rows_of[code].add(row)
    columns = tuple(
        ((code, row), label) for code, label in _labels(published).items() for row in sorted(rows_of.get(code, {0}))
    )
    brought = Collected.objects.filter(
        organisation_id=actor.organisation_id or 0, version__questionnaire=questionnaire
    ).select_related("about")
    return Together(
        columns=columns, rows=tuple((one, answers[one.pk]) for one in responses),
        collected={one.response_id: one for one in brought},
    )  # fmt: skip


def _labels(versions: list[QuestionnaireVersion]) -> dict[str, str]:
    """Codes of every version, newest first, with their words."""
    made: dict[str, str] = {}
    for version in versions:
        for question in document_of(version).questions:
            if question.kind not in NEVER_TYPED and not question.personal:
                made.setdefault(question.code, question.labels.get("uk", question.code))
    return made
