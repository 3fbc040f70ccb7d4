"""What stands in a response, where each answer comes from, and what it was before."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from vikno.common.actors import Actor
from vikno.questionnaires import policies
from vikno.questionnaires.engine import (
    Audience,
    Evaluation,
    Key,
    Kind,
    Plain,
    Scores,
    evaluate,
    plain,
    scores,
)
from vikno.questionnaires.errors import NoSuchResponse
from vikno.questionnaires.models import Answer, Response
from vikno.questionnaires.queries.versions import document_of


def response_for(actor: Actor, pk: int) -> Response:
    """A response the actor may read. Raises NoSuchResponse."""
    found = policies.visible_responses(actor).filter(pk=pk).select_related("version__questionnaire").first()
    if found is None:
        raise NoSuchResponse
    return found


def standing(response: Response) -> dict[Key, Answer]:
    """The newest line of each answer, one query; a value of None was taken back."""
    newest = Answer.objects.filter(response=response).order_by("code", "row", "-pk").distinct("code", "row")
    return {(one.code, one.row): one for one in newest}


def answers_of(response: Response) -> dict[Key, Plain]:
    """Values that stand, by question and row."""
    return values_in(standing(response))


def answers_of_each(responses: Iterable[Response]) -> dict[int, dict[Key, Plain]]:
    """Values that stand in each of many, by primary key; one query."""
    answers: dict[int, dict[Key, Plain]] = {one.pk: {} for one in responses}
    newest = Answer.objects.filter(response__in=list(answers)).order_by("response_id", "code", "row", "-pk")
    for line in newest.distinct("response_id", "code", "row"):
        if line.value is not None:
            answers[line.response_id][line.code, line.row] = line.value
    return answers


def values_in(lines: Mapping[Key, Answer]) -> dict[Key, Plain]:
    return {key: line.value for key, line in lines.items() if line.value is not None}


def revision_of(lines: Mapping[Key, Answer]) -> int:
    """A number that grows with every line written: what a window was opened with."""
    return max((line.pk for line in lines.values()), default=0)


def answers_at(response: Response, revision: int) -> dict[Key, Plain]:
    """Values that stood at a revision: lines are only added, so the past can be read."""
    newest = Answer.objects.filter(response=response, pk__lte=revision)
    lines = newest.order_by("code", "row", "-pk").distinct("code", "row")
    return {(one.code, one.row): one.value for one in lines if one.value is not None}


def history_of(response: Response, code: str, row: int = 0) -> QuerySet[Answer]:
    """Every line of one answer, newest first."""
    return Answer.objects.filter(response=response, code=code, row=row).order_by("-pk")


def evaluation_of(response: Response, audience: Audience | None = None) -> Evaluation:
    """The outcome of what stands."""
    return evaluate(document_of(response.version), answers_of(response), audience)


def scores_of(response: Response) -> Scores:
    """Scores of what stands."""
    return scores(document_of(response.version), answers_of(response))


def snapshot_of(response: Response) -> dict[str, Any]:
    """All that a locked response says, with where each answer comes from and what was calculated; steady in order."""
    document, lines = document_of(response.version), standing(response)
    found = evaluate(document, values_in(lines))
    calculated = {
        f"{code}/{row}": plain(value)
        for (code, row), value in sorted(found.values.items())
        if (question := document.question(code)) is not None and question.kind == Kind.CALCULATE
    }
    return {
        "format": "vikno-response/1", "questionnaire": response.version.questionnaire.code,
        "version": response.version.number, "version_sha256": response.version.sha256,
        "answers": [_line(lines[key]) for key in sorted(lines) if lines[key].value is not None],
        "calculated": calculated,
    }  # fmt: skip


def sha256_of(snapshot: Mapping[str, Any]) -> str:
    """SHA-256 of a snapshot's one spelling."""
    spelled = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def _line(answer: Answer) -> dict[str, Any]:
    return {
        "code": answer.code, "row": answer.row, "value": answer.value, "source": answer.source,
        "source_reference": answer.source_reference, "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "proposed": answer.proposed, "reason": answer.reason, "by": answer.by_name, "at": answer.at.isoformat(),
    }  # fmt: skip
