"""Who cannot be added by anybody on a page: first heads of hromadas, stewards, people of programmes and overseers."""

from dataclasses import dataclass

from django.db import transaction

from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.operations.errors import NoSuchPerson, NoSuchTerritory, NotOfThisRole


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """As the command line says it; "" for what was not said. `organisation` is a name, found or made."""

    username: str
    full_name: str
    role: str
    hromada: str = ""
    oblast: str = ""
    organisation: str = ""
    email: str = ""


def add_person(given: NewPerson) -> str:
    """Add an account with a role, or a role to an account that is there; the temporary password, "" for none.

    Refusals: NotOfThisRole, NoSuchTerritory, and those of accounts.
    """
    from vikno.accounts import services
    from vikno.accounts.models import User

    _require_fitting(given)
    with tenancy.working_for(given.hromada):
        of = {
            "actor": Actor.system(given.hromada), "at": clock.now(), "role": given.role,
            "hromada_code": given.hromada, "oblast_code": given.oblast, "organisation_id": _organisation(given),
        }  # fmt: skip
        known = User.objects.filter(username__iexact=given.username).first()
        if known is not None:
            services.grant_role(user_id=known.pk, valid_from=clock.today(), **of)
            return ""
        said = {"username": given.username, "full_name": given.full_name, "email": given.email}
        return services.add_person(**of, **said)[1]


def give_password(username: str) -> str:
    """A temporary password for whoever lost their own and has nobody to ask. NoSuchPerson."""
    from vikno.accounts import services
    from vikno.accounts.models import User

    with transaction.atomic():
        known = User.objects.filter(username__iexact=username, is_program=False).first()
        if known is None:
            raise NoSuchPerson(username=username)
        held = known.memberships.filter(ended_at=None).exclude(hromada_code="").order_by("pk").first()
        code = held.hromada_code if held else ""
        tenancy.bind(code)
        return services.reset_password(
            actor=Actor.system(code), at=clock.now(), user_id=known.pk, hromada_code=code
        )[1]  # fmt: skip


def _require_fitting(given: NewPerson) -> None:
    """A role of a hromada names it, another names none; only an overseer has an oblast."""
    from vikno.accounts.enums import BEYOND_HROMADAS, Role
    from vikno.territories.enums import Category
    from vikno.territories.queries import unit

    needs_hromada = given.role not in BEYOND_HROMADAS
    if needs_hromada != bool(given.hromada) or (given.oblast and given.role != Role.OVERSEER):
        raise NotOfThisRole(role=Role(given.role).label)
    for code, category in ((given.hromada, Category.HROMADA), (given.oblast, Category.OBLAST)):
        found = unit(code) if code else None
        if code and (found is None or found.category != category):
            raise NoSuchTerritory(code=code)


def _organisation(given: NewPerson) -> int | None:
    """Of programmes, oblasts and providers; found by its name or made."""
    from vikno.accounts.enums import OrganisationKind, Role
    from vikno.accounts.models import Organisation

    kinds = {
        Role.PROVIDER.value: OrganisationKind.PROVIDER, Role.PROGRAMME.value: OrganisationKind.PROGRAMME,
        Role.EXPERT.value: OrganisationKind.PROGRAMME, Role.OVERSEER.value: OrganisationKind.OVERSEER,
    }  # fmt: skip
    kind = kinds.get(given.role)
    if kind is None or not given.organisation:
        return None
    return Organisation.objects.get_or_create(name=given.organisation, kind=kind)[0].pk
