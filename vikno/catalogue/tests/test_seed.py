"""The catalogue that comes with the product: whole, bilingual, without a fault of the linter."""

import datetime as dt
from collections import Counter

import pytest

from vikno.catalogue import queries, services
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import CatalogueImport, FeeIndex, PublicService, ServiceChange, ServiceVersion
from vikno.catalogue.readers import Bundle, read_seed
from vikno.catalogue.rules import CardContent, Severity, lint_card, name_key
from vikno.catalogue.tests.world import AT, SYSTEM, TODAY, card
from vikno.common import tenancy

BASE = {"civil_status", "social", "residence", "land", "realty", "business", "passports", "veterans"}


@pytest.fixture(scope="module")
def seed() -> Bundle:
    return read_seed()


def test_all_base_groups_and_about_sixty_services(seed: Bundle) -> None:
    assert {group.code for group in seed.groups if group.is_base} == BASE
    by_group = Counter(service.facts["group"] for service in seed.services)
    assert len(seed.services) >= 60
    assert all(by_group[group] >= 4 for group in BASE)
    assert by_group["veterans"] == 19


def test_codes_and_names_are_not_repeated(seed: Bundle) -> None:
    assert len({service.code for service in seed.services}) == len(seed.services)
    assert len({name_key(service.facts["name"]) for service in seed.services}) == len(seed.services)


def test_every_card_may_be_published(seed: Bundle) -> None:
    faults = [
        (service.code, finding.sentence)
        for service in seed.services
        for finding in lint_card(CardContent(**service.content or {}))
        if finding.severity is Severity.ERROR or finding.code not in ("tariff", *_TO_CONFIRM)
    ]
    assert faults == []


_TO_CONFIRM = ("term_unconfirmed", "cost_unconfirmed", "act_unconfirmed")


def test_every_term_and_fee_waits_for_local_confirmation(seed: Bundle) -> None:
    for service in seed.services:
        content = CardContent(**service.content or {})
        assert not content.term_is_confirmed
        assert not any(cost.is_confirmed for cost in content.costs)


def test_only_sourced_codes_are_confirmed(seed: Bundle) -> None:
    confirmed = [service for service in seed.services if service.facts["code_is_confirmed"]]
    assert [service.code for service in confirmed] == ["00034"]
    assert all(service.facts["source"] for service in confirmed)


def test_every_service_has_words_people_ask_with(seed: Bundle) -> None:
    assert all(len(service.facts["keywords"]) >= 2 for service in seed.services)
    assert all(service.facts["name_en"] for service in seed.services)
    assert all(service.facts["life_events"] for service in seed.services)


@pytest.mark.django_db
def test_the_seed_is_loaded_once() -> None:
    with tenancy.working_for(""):
        first = services.load_seed(actor=SYSTEM, at=AT)
        again = services.load_seed(actor=SYSTEM, at=AT)
    assert len(first.added) == PublicService.objects.count() == len(read_seed().services)
    assert (first.warnings, first.refused) == ([], [])
    assert not again.has_changed
    assert "Нічого не змінилося" in str(again)
    assert CatalogueImport.objects.count() == 1
    assert not ServiceVersion.objects.exclude(status=VersionStatus.PUBLISHED).exists()
    assert FeeIndex.objects.filter(code="subsistence_able").count() == 3


@pytest.mark.django_db
def test_a_rewritten_card_becomes_a_version_from_today() -> None:
    with tenancy.working_for(""):
        services.load_seed(actor=SYSTEM, at=AT)
        old = queries.version_in_force(PublicService.objects.get(code="00034").pk, on=TODAY)
        assert old is not None
        ServiceVersion.objects.filter(pk=old.pk).update(result="Інший результат")
        report = services.load_seed(actor=SYSTEM, at=AT)
    assert report.changed == ["00034"]
    new = queries.version_in_force(old.service_id, on=TODAY)
    assert new is not None
    assert (new.valid_from, new.pk != old.pk) == (TODAY, True)
    old.refresh_from_db()
    assert old.valid_to is not None
    assert old.valid_to < TODAY


@pytest.mark.django_db
def test_a_card_that_people_published_here_is_not_overwritten() -> None:
    with tenancy.working_for(""):
        services.load_seed(actor=SYSTEM, at=AT)
        service = PublicService.objects.get(code="00034")
        ServiceVersion.objects.filter(service=service).update(result="Інший результат")
        own = services.draft_version(
            service=service, content=card(authority="registration_body"), valid_from=TODAY, actor=SYSTEM, at=AT
        )
        services.publish_version(version=own, actor=SYSTEM, at=AT)
        report = services.load_seed(actor=SYSTEM, at=AT)
        again = services.load_seed(actor=SYSTEM, at=AT)
    in_force = queries.version_in_force(service.pk, on=TODAY)
    assert in_force is not None
    assert in_force.pk == own.pk
    assert len(report.warnings) == 1
    assert service.versions.filter(status=VersionStatus.DRAFT).count() == 1
    assert not again.has_changed


@pytest.mark.django_db
def test_a_local_check_survives_the_next_loading() -> None:
    with tenancy.working_for(""):
        services.load_seed(actor=SYSTEM, at=AT)
        held = queries.version_in_force(PublicService.objects.get(code="00034").pk, on=TODAY)
        assert held is not None
        services.confirm_version(version=held, actor=SYSTEM, at=AT)
        assert not services.load_seed(actor=SYSTEM, at=AT).has_changed
    held.refresh_from_db()
    assert held.term_is_confirmed


@pytest.mark.django_db
def test_a_rewritten_card_ends_before_a_planned_one() -> None:
    with tenancy.working_for(""):
        services.load_seed(actor=SYSTEM, at=AT)
        service = PublicService.objects.get(code="00034")
        ServiceVersion.objects.filter(service=service).update(result="Інший", valid_to=dt.date(2026, 12, 31))
        content = card(authority="registration_body")
        planned = services.draft_version(
            service=service, content=content, valid_from=dt.date(2027, 1, 1), actor=SYSTEM, at=AT
        )
        ServiceVersion.objects.filter(pk=planned.pk).update(status=VersionStatus.PUBLISHED)
        assert services.load_seed(actor=SYSTEM, at=AT).changed == ["00034"]
    in_force = queries.version_in_force(service.pk, on=TODAY)
    assert in_force is not None
    assert (in_force.valid_from, in_force.valid_to) == (TODAY, dt.date(2026, 12, 31))


@pytest.mark.django_db
def test_every_added_service_has_its_line_of_history() -> None:
    with tenancy.working_for(""):
        services.load_seed(actor=SYSTEM, at=AT)
    changes = ServiceChange.objects.filter(service__code="V-CIV-01").order_by("pk")
    assert [change.action for change in changes] == ["added", "published", "workflow_drafted", "workflow_published"]
    assert {change.by_name for change in changes} == {"Система"}


ASKED = {
    "прописка": "00034",
    "хочу виписатись": "00037",
    "закордонний паспорт для дитини": "V-PAS-04",
    "загубив паспорт": "V-PAS-02",
    "субсидія": "V-SOC-06",
    "розлучитись": "V-CIV-04",
    "УБД": "V-VET-01",
    "протез": "V-VET-10",
    "відкрити фоп": "V-BUS-01",
    "народження дитини": "V-CIV-01",
    "marriage": "V-CIV-02",
    "00034": "00034",
    "відстрочка": "V-DEF-01",
    "відсрочка": "V-DEF-01",  # misspelt
}


@pytest.mark.django_db
def test_a_resident_finds_it_in_ordinary_words() -> None:
    with tenancy.working_for(""):
        services.load_seed(actor=SYSTEM, at=AT)
    among = queries.services_in_force(on=TODAY)
    first = {words: queries.search_services(words, among=among)[0].code for words in ASKED}
    assert first == ASKED
