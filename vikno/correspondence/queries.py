"""Reading letters: the queue, one letter, and which cases it may be about."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from vikno.cases import policies as case_policies
from vikno.cases.enums import FINAL
from vikno.cases.models import Case
from vikno.common.actors import Actor
from vikno.correspondence import policies, rules
from vikno.correspondence.enums import LetterState, Reason
from vikno.correspondence.errors import LetterNotFound
from vikno.correspondence.models import Attachment, Letter
from vikno.documents.models import StoredFile


def letters(actor: Actor, *, state: str = "") -> QuerySet[Letter]:
    """Letters in a state (all without one): those that wait oldest first, others newest first."""
    found = policies.visible_letters(actor).select_related("case")
    if state == LetterState.WAITING:
        return found.filter(state=state).order_by("received_at", "pk")
    return (found.filter(state=state) if state else found).order_by("-received_at", "-pk")


def letter(actor: Actor, pk: int) -> Letter:
    """One letter; LetterNotFound for unknown and foreign ones."""
    found = policies.visible_letters(actor).select_related("case").filter(pk=pk).first()
    if found is None:
        raise LetterNotFound
    return found


def next_letter(actor: Actor, *, after: Letter | None = None) -> Letter | None:
    """The oldest that waits; after a skipped one the next, and round again."""
    waiting = letters(actor, state=LetterState.WAITING)
    if after is not None:
        later = waiting.filter(
            Q(received_at__gt=after.received_at) | Q(received_at=after.received_at, pk__gt=after.pk)
        ).first()
        return later or waiting.exclude(pk=after.pk).first()
    return waiting.first()


def last_decided(actor: Actor) -> Letter | None:
    """The letter this person decided last: what an undo takes back."""
    decided = policies.visible_letters(actor).filter(decided_by_id=actor.user_id, decided_at__isnull=False)
    return decided.order_by("-decided_at", "-pk").first()


def attachments_of(found: Letter) -> QuerySet[Attachment]:
    return Attachment.objects.filter(letter=found, hromada_id=found.hromada_id).select_related("file").order_by("order")


def attachment(actor: Actor, pk: int, order: int) -> Attachment:
    """A kept file of a letter the actor may read, or of one attached to a case the actor may see."""
    found = (
        Attachment.objects.filter(letter_id=pk, order=order, hromada_id=actor.hromada_code, file__isnull=False)
        .select_related("file", "letter__case")
        .first()
    )
    if found is None or not _may_open(actor, found.letter):
        raise LetterNotFound
    return found


def _may_open(actor: Actor, found: Letter) -> bool:
    if policies.may_read(actor):
        return True
    return found.case_id is not None and case_policies.visible(actor).filter(pk=found.case_id).exists()


def letters_of_case(case: Case) -> QuerySet[Letter]:
    """Letters attached to a case, newest first."""
    return (
        Letter.objects.filter(hromada_id=case.hromada_id, case=case)
        .prefetch_related("attachments__file")
        .order_by("-received_at", "-pk")
    )


def files_of_letters(case: Case) -> list[StoredFile]:
    """Files that came with the letters of a case, in their order."""
    kept = Attachment.objects.filter(hromada_id=case.hromada_id, letter__case=case, file__isnull=False)
    return [one.file for one in kept.select_related("file").order_by("letter", "order") if one.file is not None]


def candidates(actor: Actor, found: Letter) -> list[tuple[Case, tuple[Reason, ...]]]:
    """Cases a letter may be about, the likeliest first, each with its reasons."""
    order = rules.ranked(_evidence(actor, found))
    cases = (
        case_policies.visible(actor)
        .select_related("applicant", "service")
        .in_bulk([one.case_id for one in order])
    )  # fmt: skip
    return [(cases[one.case_id], one.reasons) for one in order if one.case_id in cases]


def _evidence(actor: Actor, found: Letter) -> Iterator[rules.Evidence]:
    told = {
        Reason.NUMBER_IN_SUBJECT: rules.numbers_in(found.subject),
        Reason.NUMBER_IN_BODY: rules.numbers_in(found.text),
        Reason.NUMBER_IN_FILE: list(found.file_numbers),
    }
    named = {number for numbers in told.values() for number in numbers}
    visible = case_policies.visible(actor).order_by("-registered_at", "-pk")
    for case in visible.filter(number__in=named).only("pk", "number", "state") if named else ():
        for reason, numbers in told.items():
            if case.number in numbers:
                yield rules.Evidence(case_id=case.pk, reason=reason, is_open=case.state not in FINAL)
    if found.sender:
        by_address = visible.filter(Q(contact__iexact=found.sender) | Q(applicant__email__iexact=found.sender))
        for case in by_address.exclude(state__in=FINAL).only("pk", "state", "contact")[: rules.MOST_CANDIDATES]:
            reason = Reason.CONTACT if case.contact.lower() == found.sender else Reason.APPLICANT
            yield rules.Evidence(case_id=case.pk, reason=reason, is_open=True)
