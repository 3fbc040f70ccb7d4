"""Organisations: kinds of bodies that decide, the bodies themselves, centres that receive people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.urls import reverse

from vikno.accounts.enums import OrganisationKind
from vikno.accounts.models import Organisation
from vikno.catalogue.models import CompetentAuthority
from vikno.network.models import Centre
from vikno.opendata.queries.hsds.rows import Row, address_of, mail_address, part, web_address, whole
from vikno.opendata.rules.identifiers import stable_id

NOBODY_NAMED: Final = stable_id("authority", "")
_SHOWN: Final = (OrganisationKind.COUNCIL, OrganisationKind.PROVIDER)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation with the rows of its own."""

    row: Row
    phones: list[Row] = field(default_factory=list)
    identifiers: list[Row] = field(default_factory=list)
    centre: int = 0  # which centre it is, if it is one


def bodies() -> Iterator[Body]:
    """Every organisation: three queries."""
    yield Body(authority_row(None))
    authorities = list(CompetentAuthority.objects.order_by("code"))
    yield from (Body(authority_row(authority)) for authority in authorities)
    known = {authority.code for authority in authorities}
    for body in Organisation.objects.filter(kind__in=_SHOWN).order_by("pk"):
        yield _body(body, known)
    for centre in Centre.objects.select_related("hromada", "operator").order_by("pk"):
        yield _centre(centre)


def authority_id(code: str) -> str:
    return stable_id("authority", code)


def organisation_id(body: Organisation) -> str:
    """By the code of the state register; by the number on this site where there is none."""
    return stable_id("organisation", body.edrpou or address_of(f"/organisations/{body.pk}/"))


def centre_id(centre: Centre) -> str:
    return stable_id("centre", centre.register_code or address_of(f"/centres/{centre.pk}/"))


def authority_row(authority: CompetentAuthority | None) -> Row:
    """A kind of body that decides; None: a card names nobody."""
    if authority is None:
        said = "Стоїть там, де картка послуги не називає, хто ухвалює рішення."
        return {"id": NOBODY_NAMED, "name": "Суб'єкта надання не вказано", "description": said}
    return part(
        "authority", authority.code, name=authority.name, alternate_name=authority.name_en,
        description=f"Вид суб'єкта надання послуг: {authority.name}.",
    )  # fmt: skip


def _body(body: Organisation, known: set[str]) -> Body:
    key = organisation_id(body)
    row: Row = {
        "id": key, "name": body.name, "description": f"{body.name}: {OrganisationKind(body.kind).label}.",
        **whole(
            alternate_name=body.short_name,
            parent_organization_id=authority_id(body.authority_code) if body.authority_code in known else "",
        ),
    }  # fmt: skip
    identifiers = []
    if body.edrpou:
        identifiers.append(
            part(
                "edrpou", body.edrpou, organization_id=key, identifier_scheme="UA-EDR", identifier_type="ЄДРПОУ",
                identifier=body.edrpou,
            )
        )  # fmt: skip
    return Body(row, identifiers=identifiers)


def _centre(centre: Centre) -> Body:
    key = centre_id(centre)
    place = centre.hromada.title if centre.hromada else ""
    told = ", ".join(filter(None, ("Центр надання адміністративних послуг", place, centre.legal_form)))
    row: Row = {
        "id": key, "name": centre.name, "description": f"{told}.",
        **whole(
            alternate_name=centre.short_name, email=mail_address(centre.email), website=web_address(centre.website),
            legal_status=centre.legal_form, uri=address_of(reverse("opendata:hsds_organisation", args=[key])),
            parent_organization_id=_above(centre),
        ),
    }  # fmt: skip
    phones = [part("phone", key, centre.phone, organization_id=key, number=centre.phone, type="voice")]
    identifiers = [
        part(
            "register", centre.register_code, organization_id=key, identifier_scheme="UA-ASC",
            identifier_type="Код у реєстрі ЦНАП", identifier=centre.register_code,
        )
    ]  # fmt: skip
    return Body(row, phones if centre.phone else [], identifiers if centre.register_code else [], centre.pk)


def _above(centre: Centre) -> str:
    """The council that runs a centre, where it is among the organisations told."""
    return organisation_id(centre.operator) if centre.operator and centre.operator.kind in _SHOWN else ""
