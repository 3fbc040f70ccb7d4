"""What delegations answered to the questions of their event: for the hromada its own, for organisers everybody's."""

from dataclasses import dataclass

from django.db.models import QuerySet

from vikno.common.actors import Actor
from vikno.events import rules
from vikno.events.models import Delegation, Event
from vikno.events.queries import delegations_of
from vikno.questionnaires import queries as asked
from vikno.questionnaires.engine import FILES, NEVER_TYPED, Audience, Document, Key, Plain
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.questionnaires.shown import answer_text, filled, spoken


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A question, with the number of its row in a repeat, and its answer; in the language in force."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AnswersOfEvent:
    """`columns`: labels of what anybody answered; `rows`: each delegation that may come, with its texts in order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Delegation, tuple[str, ...]], ...]


def versions_to_ask(actor: Actor, event: Event | None = None) -> list[QuestionnaireVersion]:
    """What an event may ask: published, without files; with what this one asks already."""
    listed = [one for one in asked.published_for(actor) if not asks_files(one)]
    kept = event.questionnaire if event else None
    return listed if kept is None or kept in listed else [kept, *listed]


def asks_files(version: QuestionnaireVersion) -> bool:
    return any(one.kind in FILES for one in asked.document_of(version).questions)


def document_for(event: Event) -> Document | None:
    """What is asked at registration; None: nothing besides the usual."""
    return None if event.questionnaire is None else asked.document_of(event.questionnaire)


def answering(actor: Actor, event: Event) -> QuerySet[Delegation]:
    """Delegations of a programme's event that have answered, the newest first."""
    return delegations_of(actor).filter(event=event, response__isnull=False)


def answers_in(one: Delegation) -> list[Answered]:
    """In the order of asking, everything that was answered; about people too, it is asked for them."""
    if one.response is None:
        return []
    document, said = asked.document_of(one.response.version), asked.answers_of(one.response)
    values = dict(asked.evaluation_of(one.response).values)
    return [
        Answered(
            label=numbered(filled(document, label, values, key[1]), key[1]),
            text=answer_text(document, key[0], said[key]),
        )
        for code, label in _labels(document).items()
        for key in sorted(key for key in said if key[0] == code)
    ]


def answers_of_event(actor: Actor, event: Event) -> AnswersOfEvent:
    """For logistics: delegations that may still come; so many queries whatever there is."""
    document = document_for(event)
    listed = list(
        answering(actor, event).filter(state__in=rules.LIVE).select_related("response").order_by("hromada__sort_key")
    )
    if document is None:
        return AnswersOfEvent(columns=(), rows=())
    said = asked.answers_of_each([one.response for one in listed if one.response is not None])
    keys = [key for code in _labels(document) for key in _places(code, document, said)]
    columns = tuple(numbered(_labels(document)[code], row) for code, row in keys)
    rows = tuple(
        (one, tuple(answer_text(document, key[0], said[one.response_id or 0].get(key)) for key in keys))
        for one in listed
    )
    return AnswersOfEvent(columns=columns, rows=rows)


def numbered(label: str, row: int) -> str:
    return f"{label} ({row})" if row else label


def _labels(document: Document) -> dict[str, str]:
    return {
        one.code: spoken(one.labels) or one.code
        for one in document.questions
        if one.kind not in NEVER_TYPED and one.is_for(Audience.APPLICANT)
    }


def _places(code: str, document: Document, said: dict[int, dict[Key, Plain]]) -> list[Key]:
    """Rows that anybody filled; a question outside repeats stands in any case."""
    if code not in document.repeated:
        return [(code, 0)]
    return sorted({key for one in said.values() for key in one if key[0] == code})
