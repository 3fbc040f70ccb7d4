"""A small fictional hromada: two points, an officer at each, a head, a starosta, a provider, a courier."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from vikno.accounts.enums import OrganisationKind, Role
from vikno.accounts.models import Membership, Organisation, User
from vikno.accounts.queries import actor_of
from vikno.applicants.models import Applicant, Surname
from vikno.cases.enums import ResultChannel
from vikno.cases.models import Case
from vikno.cases.services import OpenedCase, PaperLine, open_case
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import CompetentAuthority, PublicService, Requirement, ServiceGroup, ServiceVersion
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.text import fold, sort_key
from vikno.network.enums import Cause, PointKind, PointState
from vikno.network.models import Authorisation, Centre, Offering, Point, PointStatus, Posting
from vikno.notifications.enums import Channel
from vikno.territories.enums import Category
from vikno.territories.models import Unit

HOME = "UA99020010000011111"
NEIGHBOUR = "UA99020030000022222"
SINCE = dt.date(2026, 1, 1)
AT = dt.datetime(2026, 11, 16, 8, 30, tzinfo=dt.UTC)  # a Monday


@dataclass
class World:
    hromada: Unit
    village: Unit
    centre: Centre
    main: Point
    remote: Point
    provider_body: Organisation
    service: PublicService
    version: ServiceVersion
    applicant: Applicant
    officer: Actor
    remote_officer: Actor
    head: Actor
    starosta: Actor
    provider: Actor
    courier: Actor


def build(code: str = HOME, *, name: str = "Калинівська", network: int = 417) -> World:
    """Make a hromada with people; the tenant stays bound to it for the rest of the transaction."""
    tenancy.bind(code)
    hromada = unit(code, Category.HROMADA, name, hromada=code)
    village = unit(code[:10] + "0200" + code[14:], Category.VILLAGE, "Вербівка", hromada=code)
    centre = Centre.objects.create(hromada=hromada, name=f"ЦНАП {name}", network_number=network)
    main, remote = (
        point(centre, kind, title, village)
        for kind, title in ((PointKind.MAIN, "Основний офіс"), (PointKind.REMOTE, "ВРМ Вербівка"))
    )
    authority, _ = CompetentAuthority.objects.get_or_create(
        code="social", defaults={"name": "Управління соціального захисту", "name_en": "Social protection"}
    )
    body = Organisation.objects.create(
        name=f"УСЗН {name}", kind=OrganisationKind.PROVIDER, authority_code=authority.code
    )
    version = service_version("01234", "Призначення допомоги", authority=authority)
    for place in (main, remote):
        Offering.objects.create(point=place, service=version.service, valid_from=SINCE)
    head = member(code, Role.HEAD, f"head-{network}")
    starosta = member(code, Role.STAROSTA, f"starosta-{network}", at=remote)
    authorise(starosta, version.service)
    return World(
        hromada=hromada, village=village, centre=centre, main=main, remote=remote, provider_body=body,
        service=version.service, version=version, applicant=applicant(code, settlement=village),
        officer=member(code, Role.OFFICER, f"officer-{network}", at=main),
        remote_officer=member(code, Role.OFFICER, f"remote-{network}", at=remote),
        head=head, starosta=starosta,
        provider=member(code, Role.PROVIDER, f"provider-{network}", organisation=body),
        courier=member(code, Role.COURIER, f"courier-{network}"),
    )  # fmt: skip


def unit(code: str, category: str, name: str, *, hromada: str) -> Unit:
    made, _ = Unit.objects.get_or_create(
        code=code,
        defaults={
            "category": category, "name": name, "search_key": fold(name), "sort_key": sort_key(name),
            "hromada_id": hromada, "first_seen_on": SINCE,
        },
    )  # fmt: skip
    return made


def point(centre: Centre, kind: str, name: str, settlement: Unit) -> Point:
    made = Point.objects.create(
        centre=centre, kind=kind, name=name, search_key=fold(name), sort_key=sort_key(name),
        hromada_id=centre.hromada_id, settlement=settlement,
    )  # fmt: skip
    since = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    PointStatus.objects.create(
        point=made, state=PointState.OPEN, cause=Cause.PLANNED, starts_at=since, reason="відкрито", recorded_at=since
    )
    return made


def service_version(code: str, name: str, **given: Any) -> ServiceVersion:
    """A published service with two requirements; the same one for a second call."""
    found = ServiceVersion.objects.filter(service__code=code).first()
    if found:
        return found
    group, _ = ServiceGroup.objects.get_or_create(code="social", defaults={"name": "Соціальні", "name_en": "Social"})
    service = PublicService.objects.create(
        code=code, group=group, name=name, search_key=fold(name), sort_key=sort_key(name)
    )
    facts = {"term_days": 10, "term_unit": "working", **given}
    version = ServiceVersion.objects.create(
        service=service, status=VersionStatus.PUBLISHED, valid_from=SINCE, created_at=timezone.now(), **facts
    )
    Requirement.objects.create(version=version, order=1, name="Заява")
    Requirement.objects.create(version=version, order=2, name="Довідка про доходи", evidence_form="copy")
    return version


def applicant(code: str, *, settlement: Unit | None = None, family_name: str = "Іваненко", **given: Any) -> Applicant:
    full = f"{family_name} Марія Петрівна"
    surname, _ = Surname.objects.get_or_create(hromada_id=code, key=fold(family_name))
    return Applicant.objects.create(
        hromada_id=code, surname=surname, family_name=family_name, given_name="Марія", patronymic="Петрівна",
        settlement=settlement, search_key=fold(full), sort_key=sort_key(full), phone="+380501234567",
        created_at=AT, **given,
    )  # fmt: skip


def member(
    code: str, role: str, username: str, *, at: Point | None = None, organisation: Organisation | None = None
) -> Actor:
    user = User.objects.create(username=username, full_name=f"Працівник {username}")
    membership = Membership.objects.create(
        user=user, role=role, hromada_code=code, organisation=organisation, valid_from=SINCE, granted_at=AT
    )
    if at is not None:
        Posting.objects.create(user=user, point=at, valid_from=SINCE)
    return actor_of(membership)


def authorise(actor: Actor, service: PublicService, **given: Any) -> Authorisation:
    made = Authorisation.objects.create(
        user_id=actor.user_id, hromada_id=actor.hromada_code, decision_number="12", decided_on=SINCE,
        valid_from=SINCE, recorded_at=AT, **given,
    )  # fmt: skip
    made.services.add(service)
    return made


def opened(world: World, **given: Any) -> OpenedCase:
    """A case with one paper, opened by the officer at the main office unless told otherwise."""
    facts: dict[str, Any] = {
        "actor": world.officer, "at": AT, "point": world.main, "service": world.service,
        "applicant": world.applicant, "papers": [PaperLine(name="Заява", evidence_form="original")],
        "notification_channel": Channel.PHONE, "contact": "+380501234567",
        "result_channel": ResultChannel.SAME_POINT,
    }  # fmt: skip
    return open_case(**{**facts, **given})


def case_in(world: World, **given: Any) -> Case:
    return opened(world, **given).case
