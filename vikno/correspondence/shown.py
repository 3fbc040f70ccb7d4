"""Ready rows for the templates of letters and messages: no template asks the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from vikno.cases.models import Case
from vikno.common import identifiers
from vikno.common.actors import Actor
from vikno.common.components import Candidate, StatusKind
from vikno.correspondence import queries
from vikno.correspondence.enums import STATE_KINDS, LetterState
from vikno.correspondence.models import Letter
from vikno.notifications import queries as notifications
from vikno.notifications import rules
from vikno.notifications.enums import DELIVERY_KINDS, LINK_IS_DEAD, Delivery, Event, Language, WordingKind
from vikno.notifications.gateways import gateway_of, is_pretending
from vikno.notifications.models import Message
from vikno.notifications.wordings import standard_wording

_AT_WORK = (Delivery.QUEUED, Delivery.SENDING)


@dataclass(frozen=True, kw_only=True)
class MessageRow:
    """What was told, when, by what channel, what became of it, and what proves it."""

    pk: int
    what: str
    channel: str
    recipient: str
    language: str
    wording: str
    at: datetime
    told_at: datetime | None
    state: str
    kind: StatusKind
    proof: str
    trouble: str
    next_try_at: datetime | None
    body: str
    is_pretended: bool
    may_be_told: bool
    may_go_again: bool
    case_number: str = ""
    case_shown: str = ""


def message_row(message: Message, case: Case | None = None) -> MessageRow:
    return MessageRow(
        pk=message.pk, what=message.get_event_display() or message.subject, channel=message.get_channel_display(),
        recipient=identifiers.phone_formatted(message.recipient), language=message.get_language_display(),
        wording=message.wording, at=message.created_at, told_at=message.told_at,
        state=message.get_delivery_display(), kind=DELIVERY_KINDS[message.delivery], proof=message.proof,
        trouble=trouble_in_words(message), body=notifications.words_to_say(message),
        next_try_at=message.next_try_at if message.delivery == Delivery.QUEUED else None,
        is_pretended=message.delivery == Delivery.SENT and is_pretending(message.channel),
        may_be_told=message.told_at is None and message.delivery not in _AT_WORK,
        may_go_again=message.delivery in (Delivery.FAILED, Delivery.UNSURE)
        and gateway_of(message.channel) is not None and not message.has_lost_secret,
        case_number=case.number if case else "", case_shown=case.number_shown if case else "",
    )  # fmt: skip


def trouble_in_words(message: Message) -> str:
    """Why it is not sent yet, for those who do not read names of errors."""
    code = message.trouble
    if not code or message.delivery == Delivery.SENT:
        return ""
    if ("Refused" in code and code.startswith("SMTP")) or code == "rejected":
        return _("адресу або номер не приймають")
    if code == LINK_IS_DEAD:
        return _("посилання в ньому вже не діє")
    if code in ("resting", "HTTP 429", "HTTP 503"):
        return _("шлюз просить зачекати")
    if code in ("HTTP 401", "HTTP 403", "HTTP 404") or "Authentication" in code or "Certificate" in code:
        return _("шлюз налаштовано неправильно")
    return _("зв'язок зі шлюзом обірвався")


def case_facts(case: Case) -> dict[str, Any]:
    """Messages and letters of a case."""
    told = notifications.messages_about(case, hromada_code=case.hromada_id)
    return {
        "case": case, "number": case.number, "messages_told": [message_row(message) for message in told],
        "letters": [letter_row(letter, case) for letter in queries.letters_of_case(case)],
    }  # fmt: skip


def panel_facts(case: Case) -> dict[str, Any]:
    """The newest few, for the panel beside the case."""
    facts = case_facts(case)
    return {
        "told_number": case.number, "told_rows": facts["messages_told"][:4], "told_letters": facts["letters"][:4],
        "told_more": len(facts["messages_told"]) > 4,
    }  # fmt: skip


def letter_row(letter: Letter, case: Case | None = None) -> dict[str, Any]:
    """`attachments` are loaded only where the query prefetched them."""
    return {
        "letter": letter, "kind": STATE_KINDS[letter.state], "state": LetterState(letter.state).label,
        "case": case, "attachments": list(letter.attachments.all()) if case else [],
    }  # fmt: skip


def letter_facts(actor: Actor, letter: Letter) -> dict[str, Any]:
    """One letter with its candidates as buttons for digits 1–9."""
    ranked = queries.candidates(actor, letter)
    return {
        "letter": letter, "kind": STATE_KINDS[letter.state], "state": LetterState(letter.state).label,
        "attachments": list(queries.attachments_of(letter)),
        "is_waiting": letter.state in (LetterState.WAITING, LetterState.TAKEN),
        "is_taken": letter.state == LetterState.TAKEN,
        "candidates": [
            Candidate(
                text=f"{case.number_shown}, {case.applicant}", value=case.number, name="number",
                note=", ".join([str(case.service.name), *(str(reason.label) for reason in reasons)]),
            )
            for case, reasons in ranked
        ],
        "waiting": queries.letters(actor, state=LetterState.WAITING).count(),
        "may_undo": queries.last_decided(actor) is not None,
    }  # fmt: skip


def wording_rows(actor: Actor) -> list[dict[str, Any]]:
    """Every message with its two languages: whose words hold and whether it is sent."""
    own = notifications.own_wordings(hromada_code=actor.hromada_code)
    rows = []
    for event in Event:
        for kind in WordingKind:
            words = [own.get((event, kind, language)) for language in Language]
            standard = standard_wording(event=event, kind=kind, language=Language.UKRAINIAN)
            first = words[0]
            rows.append(
                {
                    "event": event, "kind": kind, "title": event.label, "kind_title": kind.label,
                    "is_always": event in rules.ALWAYS_SENT,
                    "is_sent": event in rules.ALWAYS_SENT or (first.is_sent if first else standard.is_sent),
                    "languages": [
                        {"code": language, "title": language.label, "version": word.version if word else 0}
                        for language, word in zip(Language, words, strict=True)
                    ],
                }
            )  # fmt: skip
    return rows


def wording_facts(*, event: str, kind: str, language: str, subject: str, body: str) -> dict[str, Any]:
    """What the form of a wording is shown with: allowed placeholders, and how the message would look."""
    filled = rules.filled(body, rules.SAMPLE)
    return {
        "event": Event(event), "kind": WordingKind(kind), "spoken": Language(language),
        "is_short": kind == WordingKind.SHORT,
        "placeholders": [(f"{{{name}}}", rules.PLACEHOLDER_WORDS[name]) for name in rules.PLACEHOLDERS[Event(event)]],
        "preview_subject": rules.filled(subject, rules.SAMPLE), "preview_body": filled,
        "parts": rules.sms_parts(filled), "most_parts": rules.MOST_PARTS,
    }  # fmt: skip
