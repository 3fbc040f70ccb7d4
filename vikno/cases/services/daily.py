"""What a day brings by itself: results nobody took, days of cure and of hearings that passed. Twice is once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.accounts import queries as accounts
from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.audit import services as audit
from vikno.cases import rules
from vikno.cases.enums import CaseState, ReminderKind
from vikno.cases.models import Case, Hearing, Reminder
from vikno.cases.services.results import mark_unclaimed
from vikno.cases.services.steps import lock_cases
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.notifications import services as notifications
from vikno.notifications.enums import Channel

# One round marks so many; the next hour takes the rest.
MOST_A_ROUND = 500


@dataclass(frozen=True, kw_only=True)
class Round:
    """What one round did."""

    unclaimed: int
    reminded: int


@transaction.atomic
def daily_round(*, hromada_code: str, at: datetime) -> Round:
    """Mark results nobody took and remind whoever must act of days that passed, each once.

    The second call on the same rows does nothing. Call with the hromada bound.
    """
    actor, today = Actor.system(hromada_code), clock.today(at)
    unclaimed = _unclaimed(hromada_code, today=today)
    missed = [(case, ReminderKind.CURE_MISSED, on) for case, on in _cure_missed(hromada_code, today=today)]
    unheard = [(case, ReminderKind.HEARING_OVER, on) for case, on in _hearing_over(hromada_code, today=today)]
    lock_cases([*unclaimed, *(case for case, _kind, _on in (*missed, *unheard))], actor=actor)
    for case in unclaimed:
        mark_unclaimed(case=case, actor=actor, at=at)
    lying = [(case, ReminderKind.UNCLAIMED, today) for case in unclaimed]
    told = [_remind(case, kind, on=on, actor=actor, at=at) for case, kind, on in (*lying, *missed, *unheard)]
    return Round(unclaimed=len(unclaimed), reminded=sum(told))


def _unclaimed(code: str, *, today: date) -> list[Case]:
    cases = Case.objects.filter(hromada_id=code, state=CaseState.NOTIFIED, result__unclaimed_on__lte=today)
    return list(cases.select_related("service", "version").order_by("pk")[:MOST_A_ROUND])


def _cure_missed(code: str, *, today: date) -> Iterator[tuple[Case, date]]:
    # Days are kept as ISO texts: in that spelling earlier is smaller.
    passed = Q(term_explanation__cure_by__lt=today.isoformat())
    cases = Case.objects.filter(passed, hromada_id=code, state=CaseState.WITHOUT_MOTION)
    known = Reminder.objects.filter(hromada_id=code, kind=ReminderKind.CURE_MISSED)
    reminded = set(known.order_by().values_list("case_id", "on"))
    for case in cases.order_by("pk"):
        on = date.fromisoformat(case.term_explanation["cure_by"])
        if (case.pk, on) not in reminded:
            yield case, on


def _hearing_over(code: str, *, today: date) -> Iterator[tuple[Case, date]]:
    waiting = Hearing.objects.filter(hromada_id=code, response="", held_on__lt=today, case__state=CaseState.HEARING)
    known = Reminder.objects.filter(hromada_id=code, kind=ReminderKind.HEARING_OVER)
    reminded = set(known.order_by().values_list("case_id", "on"))
    for hearing in waiting.select_related("case").order_by("pk"):
        if (hearing.case_id, hearing.held_on) not in reminded:
            yield hearing.case, hearing.held_on


def _remind(case: Case, kind: ReminderKind, *, on: date, actor: Actor, at: datetime) -> bool:
    """One reminder for a case, a kind and a day; False when it is there already."""
    people = [person for person in _who_must_act(case, kind, on=clock.today(at)) if person.email]
    _kept, is_new = Reminder.objects.get_or_create(
        hromada_id=case.hromada_id, case=case, kind=kind, on=on, defaults={"told_at": at, "people": len(people)}
    )
    if not is_new:
        return False
    subject, body = _letter(case, kind, on=on)
    for person in people:
        notifications.tell(
            actor=actor, at=at, hromada_code=case.hromada_id, channel=Channel.EMAIL, recipient=person.email,
            subject=subject, body=body, about=_kept,
        )  # fmt: skip
    audit.record(
        actor=actor, action="case.reminded", subject=case, at=at, hromada_code=case.hromada_id,
        facts={"kind": str(kind), "on": on.isoformat(), "people": len(people)},
    )  # fmt: skip
    return True


def _who_must_act(case: Case, kind: ReminderKind, *, on: date) -> list[User]:
    """Defects and hearings are for whoever decides; a result that lies here is for the head and the officer."""
    if kind != ReminderKind.UNCLAIMED and case.provider_id is not None:
        deciding = accounts.colleagues(case.hromada_id, roles=frozenset({Role.PROVIDER}), on=on)
        own = [person for person in deciding if _works_for(person, case)]
        if own:
            return own
    heads = accounts.colleagues(case.hromada_id, roles=frozenset({Role.HEAD}), on=on)
    return list({person.pk: person for person in (case.officer, *heads)}.values())


def _works_for(person: User, case: Case) -> bool:
    return person.memberships.filter(
        organisation_id=case.provider_id or 0, hromada_code=case.hromada_id, role=Role.PROVIDER, valid_to__isnull=True
    ).exists()


def _letter(case: Case, kind: ReminderKind, *, on: date) -> tuple[str, str]:
    """Subject and body in Ukrainian, a number and no name: others may read the letter."""
    number, day = rules.number_formatted(case.number), f"{on:%d.%m.%Y}"
    with override("uk"):
        subject = _("Справа {number}: {what}").format(number=number, what=kind.label)
        body = {
            ReminderKind.CURE_MISSED: _(
                "День, до якого заявник мав усунути недоліки, минув {day}. Залиште заяву без розгляду "
                "або запишіть, що недоліки усунено.\n"
            ),
            ReminderKind.HEARING_OVER: _(
                "Слухання було призначено на {day}. Запишіть, що сказав заявник або що він не висловився, "
                "і ухваліть рішення.\n"
            ),
            ReminderKind.UNCLAIMED: _(
                "Заявник не забрав результату вчасно. Надішліть його поштою; якщо адреси немає, передайте справу "
                "до архіву.\n"
            ),
        }[kind].format(day=day)
    return subject, body
