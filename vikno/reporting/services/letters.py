"""The page of the week by mail, for heads who have agreed: once a week, numbers and ways to them, nobody's name."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.accounts.queries import actor_of
from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.shown import amount, change
from vikno.notifications import services as notifications
from vikno.notifications.enums import Channel
from vikno.reporting import policies, queries
from vikno.reporting.errors import AddressMissing
from vikno.reporting.models import LetterWish, WeekLetter
from vikno.reporting.queries import Week
from vikno.reporting.queries.week import SHOWN


@transaction.atomic
def wish_letters(*, is_wanted: bool, actor: Actor, at: datetime) -> LetterWish | None:
    """Say whether the letter of the week shall come; said the same already, nothing changes.

    Refusals: MayNotRead, AddressMissing.
    """
    policies.require_may_keep(actor)
    if is_wanted == queries.wants_letter(actor):
        return None
    person = User.objects.filter(pk=actor.user_id or 0).first()
    if person is None or (is_wanted and not person.email):
        raise AddressMissing
    made = LetterWish.objects.create(hromada_id=actor.hromada_code, user=person, is_wanted=is_wanted, said_at=at)
    audit.record(
        actor=actor, action="report.letters_wished", subject=made, at=at, hromada_code=actor.hromada_code,
        facts={"is_wanted": is_wanted},
    )  # fmt: skip
    return made


@transaction.atomic
def write_week_letters(*, hromada_code: str, at: datetime) -> int:
    """Letters of the last week that are not written yet, of a bound hromada; how many. Asked again, none."""
    people = queries.who_wants_letters(hromada_code, at=at)
    if not people:
        return 0
    reader = actor_of(Membership(user=people[0], role=Role.HEAD, hromada_code=hromada_code))
    week = queries.week_of(reader, at=at)
    with override("uk"):
        subject, body = _("Тиждень центру: {span}").format(span=week.span), _body(week)
    return sum(_write(person, week, subject, body, hromada_code=hromada_code, at=at) for person in people)


def _write(person: User, week: Week, subject: str, body: str, *, hromada_code: str, at: datetime) -> bool:
    kept, is_new = WeekLetter.objects.get_or_create(
        hromada_id=hromada_code, user=person, week=week.span.since, defaults={"written_at": at}
    )
    if is_new:
        notifications.tell(
            actor=Actor.system(hromada_code), at=at, hromada_code=hromada_code, channel=Channel.EMAIL,
            recipient=person.email, subject=subject, body=body, about=kept,
        )  # fmt: skip
    return is_new


def _body(week: Week) -> str:
    """Plain lines: a measure, its value, its change; what is late; what to mend."""
    lines = []
    for code in SHOWN:
        one, now, then = INDICATORS[code], week.now[code], week.then[code]
        changed = change(one, now, then)
        lines.append(f"{one.heading}: {amount(one, now)}" + (f" ({changed})" if changed else ""))
    late = [
        _("Прострочених справ: {n}").format(n=week.work.overdue),
        _("Прострочених скарг: {n}").format(n=week.late_complaints),
        _("Результатів чекають заявників: {n}").format(n=week.work.to_issue),
    ]
    mend = [f"{found.check.title}: {found.count}" for found in week.to_mend] or [_("Виправляти нічого")]
    parts = ((_("За тиждень"), lines), (_("Зараз"), late), (_("Що виправити в даних"), mend))
    said = "\n\n".join("\n".join((f"{title}:", *listed)) for title, listed in parts)
    return said + "\n\n" + _("Докладно: розділ «Тиждень» у системі. Там само листи можна вимкнути.") + "\n"
