"""What a person decides about a letter. Every decision can be taken back; nothing is deleted."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.audit import services as audit
from vikno.cases import services as cases
from vikno.cases.models import Case
from vikno.common.actors import Actor
from vikno.correspondence import policies, queries
from vikno.correspondence.enums import LetterState
from vikno.correspondence.errors import AlreadyDecided, LetterNotFound, NothingToUndo, ReasonMissing
from vikno.correspondence.models import Letter


@transaction.atomic
def attach_letter(*, letter: Letter, case: Case, actor: Actor, at: datetime) -> Letter:
    """The letter is about this case: it stands on the page of the case, and the progress sheet says so."""
    now = _waiting(letter, actor=actor)
    with override("uk"):
        cases.add_note(case=case, actor=actor, at=at, text=_("Долучено лист електронною поштою"))
    return _decide(now, LetterState.ATTACHED, actor=actor, at=at, case=case)


@transaction.atomic
def take_as_application(*, letter: Letter, actor: Actor, at: datetime) -> Letter:
    """A new application came by mail: whoever took it registers it and then attaches the letter to the case."""
    return _decide(_waiting(letter, actor=actor), LetterState.TAKEN, actor=actor, at=at)


@transaction.atomic
def reject_letter(*, letter: Letter, actor: Actor, at: datetime, reason: str) -> Letter:
    """Spam, or not for the centre. It stays here with its reason."""
    if not reason.strip():
        raise ReasonMissing
    return _decide(_waiting(letter, actor=actor), LetterState.REJECTED, actor=actor, at=at, reason=reason.strip()[:300])


@transaction.atomic
def return_letter(*, letter: Letter, actor: Actor, at: datetime) -> Letter:
    """Take a decision back: the letter waits again."""
    now = _locked(letter, actor=actor)
    if now.state == LetterState.WAITING:
        raise NothingToUndo
    was = now.case
    if was is not None:
        with override("uk"):
            cases.add_note(case=was, actor=actor, at=at, text=_("Долучення листа скасовано"))
    before = now.state
    now.state, now.case, now.decided_by, now.decided_at = LetterState.WAITING, None, None, None
    now.decided_by_name = now.reason = ""
    now.save(update_fields=["state", "case", "decided_by", "decided_at", "decided_by_name", "reason"])
    _record(now, "letter.returned", actor=actor, at=at, before=str(before))
    return now


@transaction.atomic
def undo_last(*, actor: Actor, at: datetime) -> Letter:
    """Take back the last thing this person decided."""
    last = queries.last_decided(actor)
    if last is None:
        raise NothingToUndo
    return return_letter(letter=last, actor=actor, at=at)


def _decide(letter: Letter, state: LetterState, *, actor: Actor, at: datetime, **said: Any) -> Letter:
    letter.state, letter.decided_by_id, letter.decided_at = state, actor.user_id, at
    letter.decided_by_name, letter.case, letter.reason = actor.name, said.get("case"), said.get("reason", "")
    letter.save(update_fields=["state", "decided_by", "decided_at", "decided_by_name", "case", "reason"])
    case = {"case": letter.case.number} if letter.case else {}
    _record(letter, f"letter.{state}", actor=actor, at=at, **case)
    return letter


def _waiting(letter: Letter, *, actor: Actor) -> Letter:
    """A letter still to decide; one taken as an application is attached to the case made of it."""
    now = _locked(letter, actor=actor)
    if now.state not in (LetterState.WAITING, LetterState.TAKEN):
        raise AlreadyDecided(state=str(LetterState(now.state).label))
    return now


def _locked(letter: Letter, *, actor: Actor) -> Letter:
    policies.require_may_read(actor)
    now = policies.visible_letters(actor).select_for_update(of=("self",)).filter(pk=letter.pk).first()
    if now is None:
        raise LetterNotFound
    return now


def _record(letter: Letter, action: str, *, actor: Actor, at: datetime, **facts: Any) -> None:
    audit.record(
        actor=actor, action=action, subject=letter, at=at, hromada_code=letter.hromada_id, facts=facts
    )  # fmt: skip
