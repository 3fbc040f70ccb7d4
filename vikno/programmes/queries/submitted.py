"""What was answered to the questions of a call, as somebody reads it."""

from dataclasses import dataclass
from typing import Any

from vikno.programmes.models import ProposalRevision
from vikno.programmes.rules.files import file_answer
from vikno.questionnaires import queries as questionnaires
from vikno.questionnaires.engine import Audience, Document, Question
from vikno.questionnaires.shown import answer_text, spoken


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A question and its answer, in the language in force; of a file its name and its key."""

    code: str
    label: str
    text: str
    file: int | None = None


def answers_in(revision: ProposalRevision, *, audience: Audience | None = None) -> list[Answered]:
    """In the order of asking. An audience reads its own questions, and never those about a person; None reads all."""
    told, version = revision.snapshot.get("answers"), revision.proposal.call.questionnaire
    if not told or version is None:
        return []
    document = questionnaires.document_of(version)
    kept = {(one["code"], one["row"]): one["value"] for one in told["answers"]}
    asked = [one for one in document.questions if _is_for(one, audience)]
    return [
        _answered(document, one, kept[key])
        for one in asked
        for key in sorted(key for key in kept if key[0] == one.code)
    ]  # fmt: skip


def _answered(document: Document, asked: Question, value: Any) -> Answered:
    label, file = spoken(asked.labels) or asked.code, file_answer(value)
    if file:
        return Answered(code=asked.code, label=label, text=file.name, file=file.key)
    return Answered(code=asked.code, label=label, text=answer_text(document, asked.code, value))


def _is_for(question: Question, audience: Audience | None) -> bool:
    return audience is None or (question.is_for(audience) and not question.personal)
