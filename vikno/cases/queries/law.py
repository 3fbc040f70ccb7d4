"""By which description a service is given on a day, until when, who decides, which days are off here."""

from datetime import date

from django.db.models import Q, QuerySet

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, Organisation
from vikno.cases import counting, law, rules
from vikno.cases.calendars import rules_of
from vikno.cases.enums import Step, TermRegime
from vikno.cases.models import LocalDays
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.network import queries as network


def providers_for(version: ServiceVersion, *, hromada_code: str) -> QuerySet[Organisation]:
    """Organisations that decide such cases and work for this hromada."""
    code = version.authority.code if version.authority else ""
    working = Membership.objects.filter(role=Role.PROVIDER, hromada_code=hromada_code, valid_to__isnull=True).values(
        "organisation_id"
    )
    return Organisation.objects.filter(pk__in=working).exclude(authority_code="").filter(authority_code=code)


def provider_of(version: ServiceVersion, *, hromada_code: str, on: date) -> Organisation | None:
    """The provider a case goes to unless another is named; None where none has joined."""
    code = version.authority.code if version.authority else ""
    return network.provider_of(hromada_code, code, on=on)


def version_in_force(service: PublicService, *, on: date) -> ServiceVersion | None:
    """The published description of a service on a day."""
    return (
        ServiceVersion.objects.filter(service=service, status=VersionStatus.PUBLISHED, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .select_related("authority")
        .order_by("-valid_from")
        .first()
    )


def deadline_if_registered(version: ServiceVersion, *, on: date, regime: str = TermRegime.SERVICE) -> rules.Deadline:
    """When a case opened on a day by this version would be due, and why."""
    return counting.deadline_of(
        version, regime=regime, hromada_code=tenancy.bound(), provider_id=None, filed_on=on,
        started_on=on if counting.starts_at_registration(version, regime) else None,
    )  # fmt: skip


def regimes_of(version: ServiceVersion, *, on: date) -> tuple[str, ...]:
    """Under which laws an application for a service may be considered, the usual one first."""
    return rules.regimes_offered(
        on, service=version.service.code, is_immediate=version.is_immediate, rows=law.offered_regimes()
    )


def local_days(actor: Actor) -> QuerySet[LocalDays]:
    """Closures and sittings of the actor's hromada that hold, the newest first."""
    rows = LocalDays.objects.filter(hromada_id=actor.hromada_code, revoked_at__isnull=True)
    return rows.select_related("organisation", "recorded_by").order_by("-starts_on", "-pk")


def deciding_bodies(actor: Actor) -> QuerySet[Organisation]:
    """Providers that work for the actor's hromada, by name."""
    return Organisation.objects.filter(
        pk__in=Membership.objects.filter(role=Role.PROVIDER, hromada_code=actor.hromada_code).values("organisation_id")
    ).order_by("name", "pk")


def appeal_deadline(
    *, hromada_code: str, received_on: date, is_short: bool = False, extended_on: date | None = None, days: int = 0
) -> rules.Deadline:
    """Until when a citizen's appeal is answered, and why: by the rules of the day it was received.

    `is_short`: it needs no study. `extended_on` and `days`: an extension that was granted.
    """
    term = rules.Term(days=None, regime=TermRegime.APPEAL, is_short=is_short)
    extension = (
        [rules.TermEvent(kind=Step.EXTENDED, on=extended_on, days=days, ground="complex")] if extended_on else []
    )
    local = counting.here(hromada_code=hromada_code, provider_id=None, since=received_on)
    return rules.deadline(
        term=term, started_on=received_on, events=extension, calendar=local.calendar,
        rules=rules_of(TermRegime.APPEAL, on=received_on),
    )  # fmt: skip


def most_appeal_extension(*, hromada_code: str, received_on: date, is_short: bool = False) -> int:
    """How many days may be added to the term of an appeal that was not extended yet."""
    term = rules.Term(days=None, regime=TermRegime.APPEAL, is_short=is_short)
    found = rules_of(TermRegime.APPEAL, on=received_on)
    local = counting.here(hromada_code=hromada_code, provider_id=None, since=received_on)
    course = rules.course_of(started_on=received_on, events=(), rules=found, calendar=local.calendar)
    return rules.most_extension_days(term=term, course=course, rules=found)
