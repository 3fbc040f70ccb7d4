"""Services as HSDS rows: what they are, cost, ask for, and for whom."""

import datetime as dt
from typing import Final

from django.urls import reverse

from vikno.catalogue.enums import Channel, EvidenceForm
from vikno.catalogue.models import LifeEvent, Requirement, ServiceGroup
from vikno.opendata.queries.hsds.organisations import NOBODY_NAMED, authority_id
from vikno.opendata.queries.hsds.rows import Row, address_of, joined, part, whole
from vikno.opendata.queries.services import Told
from vikno.opendata.rules.identifiers import stable_id

GROUPS: Final = stable_id("taxonomy", "groups")
EVENTS: Final = stable_id("taxonomy", "life-events")


def service_id(code: str) -> str:
    return stable_id("service", code)


def organisation_of(told: Told) -> str:
    return authority_id(told.version.authority.code) if told.version.authority else NOBODY_NAMED


def service_row(told: Told) -> Row:
    """The service itself: who decides, how to apply, how long to wait."""
    service, version = told.service, told.version
    return {
        "id": service_id(service.code), "organization_id": organisation_of(told), "name": service.name,
        "status": "active",
        **whole(
            alternate_name=service.name_en,
            description=joined((f"Результат: {version.result}" if version.result else "", version.term_note)),
            url=address_of(reverse("portal:service", args=[service.code])),
            application_process=joined((_ways(told), *version.how_to_apply.splitlines())),
            fees_description=joined(joined((price.words, price.description), ": ") for price in told.prices),
            wait_time=told.term, eligibility_description=version.who_may_apply,
            last_modified=version.created_at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        ),
    }  # fmt: skip


def service_parts(told: Told) -> dict[str, list[Row]]:
    """Rows that hang on a service, by the name HSDS gives to their array."""
    key = service_id(told.service.code)
    return {
        "service_areas": _areas(told, key),
        "languages": [part("language", key, service_id=key, name="Українська", code="uk")],
        "cost_options": _costs(told, key),
        "required_documents": [
            part("document", key, str(n), service_id=key, document=_document(line))
            for n, line in enumerate(told.version.requirements.all(), start=1)
        ],
        "attributes": _attributes(told, key),
    }  # fmt: skip


def taxonomies() -> list[Row]:
    """Our two lists of words."""
    return [
        {"id": GROUPS, "name": "Групи послуг", "description": "Групи, за якими послуги стоять у каталозі."},
        {"id": EVENTS, "name": "Життєві події", "description": "Події, які ведуть людину до кількох послуг."},
    ]


def taxonomy_terms() -> list[Row]:
    """Groups of services and events of life: two queries."""
    groups = ServiceGroup.objects.order_by("order", "code").values_list("code", "name", "name_en")
    events = LifeEvent.objects.order_by("name", "code").values_list("code", "name", "name_en")
    return [_term("group", GROUPS, *told) for told in groups] + [_term("event", EVENTS, *told) for told in events]


def _term(kind: str, taxonomy: str, code: str, name: str, name_en: str) -> Row:
    return part(
        "term", kind, code, code=f"{kind}-{code}", name=name, description=name_en or name, language="uk",
        taxonomy_id=taxonomy, taxonomy=name_of(taxonomy),
    )  # fmt: skip


def name_of(taxonomy: str) -> str:
    return "Групи послуг" if taxonomy == GROUPS else "Життєві події"


def term_id(kind: str, code: str) -> str:
    return stable_id("term", kind, code)


def _ways(told: Told) -> str:
    return ", ".join(str(Channel(channel).label) for channel in told.version.channels)


def _areas(told: Told, key: str) -> list[Row]:
    if not told.version.is_extraterritorial:
        return [
            part(
                "area", key, service_id=key, name="Громада місця проживання", extent_type="other",
                description="Звернутися можна в громаді, де людина живе або де лежить майно.",
            )
        ]  # fmt: skip
    return [part("area", key, service_id=key, name="Україна", extent="UA", extent_type="country")]


def _costs(told: Told, key: str) -> list[Row]:
    until = told.version.valid_to
    return [
        part(
            "cost", key, str(n), service_id=key, option=price.description, currency="UAH",
            amount=None if price.amount is None else float(price.amount), amount_description=price.words,
            valid_from=told.version.valid_from.isoformat(), valid_to=until.isoformat() if until else "",
        )
        for n, price in enumerate(told.prices, start=1)
    ]  # fmt: skip


def _document(line: Requirement) -> str:
    """«Паспорт: оригінал для огляду. Лише якщо: …»."""
    form = "" if line.evidence_form == EvidenceForm.ORIGINAL else str(EvidenceForm(line.evidence_form).label)
    return joined((joined((line.name, form), ": "), f"Лише якщо: {line.condition}" if line.condition else ""))


def _attributes(told: Told, key: str) -> list[Row]:
    terms = [("group", told.service.group.code)]
    terms += [("event", event.code) for event in sorted(told.service.life_events.all(), key=lambda one: one.code)]
    return [
        part(
            "attribute", key, kind, code, link_id=key, link_entity="service", link_type=kind,
            taxonomy_term_id=term_id(kind, code),
        )
        for kind, code in terms
    ]  # fmt: skip
