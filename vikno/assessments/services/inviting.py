"""Hromadas invited to a round that goes on: some by hand, or a file of codes, all or nobody; a letter to each."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.accounts.queries import colleagues
from vikno.assessments import policies, queries, tasks
from vikno.assessments.errors import CodesRefused, NobodyInvited, RoundOver
from vikno.assessments.models import Assessment, Round
from vikno.assessments.policies import ASSESSORS
from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import KYIV, today
from vikno.indicators.queries import people_of
from vikno.notifications import services as notifications
from vikno.notifications.enums import Channel
from vikno.territories.queries import tenants


@transaction.atomic
def invite(*, campaign: int, hromadas: Collection[str], actor: Actor, at: datetime) -> int:
    """Hromadas that are not in the round yet; how many. A job prefills them and writes to each.

    Refusals: MayNotRunRounds, NoSuchRound, NobodyInvited, RoundOver.
    """
    policies.require_may_run_rounds(actor)
    row = queries.access_round(campaign, actor=actor)
    if at > row.closes_at:
        raise RoundOver
    made = add_hromadas(row, hromadas, at=at)
    audit.record(
        actor=actor, action="round.invited", subject=row, at=at, hromada_code=actor.hromada_code,
        facts={"hromadas": made},
    )  # fmt: skip
    return made


@transaction.atomic
def invite_listed(*, campaign: int, rows: Sequence[tuple[int, str]], actor: Actor, at: datetime) -> int:
    """Codes of a file, each with its line: all are invited or nobody is; how many are new.

    `queries.judged` says of each row what is wrong.
    Refusals: MayNotRunRounds, NoSuchRound, NobodyInvited, RoundOver, CodesRefused.
    """
    policies.require_may_run_rounds(actor)
    found = queries.judged(queries.access_round(campaign, actor=actor), rows)
    if wrong := sum(one.is_wrong for one in found):
        raise CodesRefused(wrong=wrong)
    return invite(campaign=campaign, hromadas=[one.code for one in found], actor=actor, at=at)


def add_hromadas(campaign: Round, hromadas: Collection[str], *, at: datetime) -> int:
    """An assessment for each that has none; how many. Refusals: NobodyInvited."""
    known = set(tenants().filter(pk__in=hromadas).values_list("pk", flat=True))
    if not known:
        raise NobodyInvited
    there = set(Assessment.objects.filter(round=campaign).values_list("hromada_id", flat=True))
    people, framework = people_of(known), queries.read(campaign.framework)
    made = Assessment.objects.bulk_create(
        Assessment(
            hromada_id=code, organisation_id=campaign.organisation_id, framework=campaign.framework, round=campaign,
            people=people.get(code), profile=framework.profile_of(people.get(code)), begun_at=at,
            is_demo=campaign.is_demo,
        )
        for code in sorted(known - there)
    )  # fmt: skip
    tasks.prefill_later(campaign.pk, campaign.organisation_id)
    return len(made)


@transaction.atomic
def tell_invited(*, assessment: int, at: datetime) -> int:
    """A letter to each who answers for the assessment of a bound hromada and has an address; how many. Once.

    Where nobody has one, nobody was told: the page of the round counts such hromadas.
    """
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("round__organisation")
    row = rows.filter(pk=assessment, told_at=None, round__isnull=False).first()
    if row is None or row.round is None:
        return 0
    people = list(colleagues(row.hromada_id, roles=ASSESSORS, on=today(at)).exclude(email=""))
    for one in people:
        with override(one.letters_in):
            subject, body = _letter(row.round)
        notifications.tell(
            actor=Actor.system(row.hromada_id), at=at, hromada_code=row.hromada_id, channel=Channel.EMAIL,
            recipient=one.email, subject=subject, body=body, about=row, language=one.letters_in,
        )  # fmt: skip
    if people:
        row.told_at = at
        row.save(update_fields=["told_at"])
    return len(people)


def _letter(campaign: Round) -> tuple[str, str]:
    """Subject and body in the language in force; titles and the purpose are the programme's own words."""
    closes = f"{campaign.closes_at.astimezone(KYIV):%d.%m.%Y %H:%M}"
    invited = _("Програма «{programme}» запрошує вашу громаду до самооцінки «{title}».")
    parts = [
        _("Вітаємо!"), invited.format(programme=campaign.organisation, title=campaign.title), campaign.purpose.strip(),
        _("Що відомо із записів, уже підготовлено: перевірте й доповніть.") + "\n"
        + _("Подати треба до {moment}. Сторінка: «Самооцінка».").format(moment=closes),
    ]  # fmt: skip
    subject = _("Запрошення до самооцінки: {title}").format(title=campaign.title)
    return subject[:200], "\n\n".join(filter(None, parts)) + "\n"
