"""What was answered to the questions of a call, as somebody reads it."""

from dataclasses import dataclass

from vikno.programmes.models import ProposalRevision
from vikno.questionnaires import queries as questionnaires
from vikno.questionnaires.engine import Audience, Question
from vikno.questionnaires.shown import answer_text, spoken


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A question and its answer, in the language in force."""

    code: str
    label: str
    text: str


def answers_in(revision: ProposalRevision, *, audience: Audience | None = None) -> list[Answered]:
    """In the order of asking. An audience reads its own questions, and never those about a person; None reads all."""
    told, version = revision.snapshot.get("answers"), revision.proposal.call.questionnaire
    if not told or version is None:
        return []
    document = questionnaires.document_of(version)
    kept = {(one["code"], one["row"]): one["value"] for one in told["answers"]}
    asked = [one for one in document.questions if _is_for(one, audience)]
    return [
        Answered(code=one.code, label=spoken(one.labels) or one.code, text=answer_text(document, one.code, kept[key]))
        for one in asked
        for key in sorted(key for key in kept if key[0] == one.code)
    ]  # fmt: skip


def _is_for(question: Question, audience: Audience | None) -> bool:
    return audience is None or (question.is_for(audience) and not question.personal)
