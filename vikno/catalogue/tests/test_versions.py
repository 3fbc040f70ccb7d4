"""Drafting, changing, publishing: who may, from which day, and what stays."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.catalogue import queries, services
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.errors import (
    CardHasErrors,
    CodeTaken,
    MayNotEditCatalogue,
    MayNotPublish,
    ServiceIsWithdrawn,
    VersionIsPublished,
    VersionStartsTooEarly,
    VersionStartTaken,
)
from vikno.catalogue.models import PublicService, ServiceChange, ServiceVersion
from vikno.catalogue.tests.world import (
    AT,
    HROMADA,
    OTHER_HROMADA,
    SYSTEM,
    TODAY,
    authority,
    card,
    group,
    person,
    requirement,
    service,
    share,
    version,
)
from vikno.common import tenancy
from vikno.common.actors import Actor

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _bound() -> None:
    tenancy.bind("")
    authority()


def drafted(
    of: PublicService, *, valid_from: dt.date = TODAY, actor: Actor = SYSTEM, **changes: object
) -> ServiceVersion:
    return services.draft_version(service=of, content=card(**changes), valid_from=valid_from, actor=actor, at=AT)


def test_a_draft_is_seen_by_nobody() -> None:
    drafted(one := service())
    assert queries.version_in_force(one.pk, on=TODAY) is None
    assert not queries.services_in_force(on=TODAY).exists()


def test_publishing_closes_the_version_before() -> None:
    old = version(one := service(), valid_from=dt.date(2025, 1, 1))
    new = services.publish_version(version=drafted(one, result="Витяг."), actor=SYSTEM, at=AT)
    old.refresh_from_db()
    assert old.valid_to == TODAY - dt.timedelta(days=1)
    in_force = queries.version_in_force(one.pk, on=TODAY)
    assert in_force is not None
    assert in_force.pk == new.pk
    before = queries.version_in_force(one.pk, on=TODAY - dt.timedelta(days=1))
    assert before is not None
    assert before.pk == old.pk


def test_a_planned_version_stays_and_bounds_the_one_before_it() -> None:
    one = service()
    planned = version(one, valid_from=dt.date(2027, 1, 1))
    new = drafted(one)
    services.publish_version(version=new, actor=SYSTEM, at=AT)
    new.refresh_from_db()
    planned.refresh_from_db()
    assert (new.valid_to, planned.valid_to) == (dt.date(2026, 12, 31), None)


def test_the_first_version_may_start_in_the_past() -> None:
    draft = drafted(service(), valid_from=dt.date(2024, 1, 1))
    published = services.publish_version(version=draft, actor=SYSTEM, at=AT)
    assert (published.valid_from, published.status) == (dt.date(2024, 1, 1), VersionStatus.PUBLISHED)


@pytest.mark.parametrize(
    ("starts", "refusal"),
    [(dt.date(2026, 11, 21), VersionStartsTooEarly), (dt.date(2027, 1, 1), VersionStartTaken)],
)
def test_days_that_cannot_be_taken(starts: dt.date, refusal: type[Exception]) -> None:
    one = service()
    version(one, valid_from=dt.date(2025, 1, 1), valid_to=dt.date(2026, 12, 31))
    version(one, valid_from=dt.date(2027, 1, 1))
    draft = drafted(one, valid_from=starts)
    with pytest.raises(refusal):
        services.publish_version(version=draft, actor=SYSTEM, at=AT)
    draft.refresh_from_db()
    assert draft.status == VersionStatus.DRAFT


def test_a_card_with_errors_is_not_published() -> None:
    draft = drafted(service(), requirements=(requirement("Паспорт тощо"),))
    with pytest.raises(CardHasErrors) as refusal:
        services.publish_version(version=draft, actor=SYSTEM, at=AT)
    assert "«тощо»" in str(refusal.value)


def test_a_published_version_is_never_changed_or_thrown_away() -> None:
    published = version(service())
    with pytest.raises(VersionIsPublished):
        services.change_draft(version=published, content=card(), valid_from=TODAY, actor=SYSTEM, at=AT)
    with pytest.raises(VersionIsPublished):
        services.discard_draft(version=published, actor=SYSTEM, at=AT)
    with pytest.raises(VersionIsPublished):
        services.publish_version(version=published, actor=SYSTEM, at=AT)


def test_a_draft_is_rewritten_whole() -> None:
    draft = drafted(service())
    content = card(requirements=(requirement("Довіреність"),), result="Витяг.")
    services.change_draft(version=draft, content=content, valid_from=TOMORROW, actor=SYSTEM, at=AT)
    draft = queries.with_content(ServiceVersion.objects.filter(pk=draft.pk)).get()
    assert queries.content_of(draft) == content
    assert draft.valid_from == TOMORROW


def test_the_same_draft_leaves_no_trace() -> None:
    draft = drafted(service())
    before = ServiceChange.objects.count()
    services.change_draft(version=draft, content=card(), valid_from=TODAY, actor=SYSTEM, at=AT)
    assert ServiceChange.objects.count() == before


def test_a_discarded_draft_is_gone_but_remembered() -> None:
    one = service()
    services.discard_draft(version=drafted(one), actor=SYSTEM, at=AT, reason="Помилка")
    assert not one.versions.exists()
    last = ServiceChange.objects.filter(service=one).latest("pk")
    assert (last.action, last.reason, last.version_id) == ("draft_discarded", "Помилка", None)


def test_what_was_checked_locally_is_marked_without_a_new_version() -> None:
    held = version(service(), card(term_is_confirmed=False, costs=(share("1.5", is_confirmed=False),)))
    services.confirm_version(version=held, actor=SYSTEM, at=AT)
    services.confirm_version(version=held, actor=SYSTEM, at=AT)
    content = queries.content_of(queries.with_content(ServiceVersion.objects.filter(pk=held.pk)).get())
    assert content.term_is_confirmed
    assert content.costs[0].is_confirmed
    assert ServiceChange.objects.filter(action="confirmed").count() == 1


def test_every_step_is_in_the_journal() -> None:
    draft = drafted(service())
    services.publish_version(version=draft, actor=SYSTEM, at=AT, reason="Рішення ради № 5")
    actions = JournalEntry.objects.filter(hromada_code="").order_by("sequence").values_list("action", flat=True)
    assert list(actions) == ["catalogue.drafted", "catalogue.published"]


def test_the_database_forbids_two_published_versions_of_a_day() -> None:
    one = service()
    version(one)
    with pytest.raises(IntegrityError), transaction.atomic():
        version(one, valid_from=dt.date(2026, 6, 1))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.STAROSTA, Role.COURIER])
def test_others_change_nothing(role: Role) -> None:
    _, stranger = person(role, HROMADA)
    one = service()
    with pytest.raises(MayNotEditCatalogue):
        drafted(one, actor=stranger)
    with pytest.raises(MayNotEditCatalogue):
        services.withdraw_service(service=one, actor=stranger, at=AT, reason="")
    assert not one.versions.exists()


def test_a_head_among_other_hromadas_drafts_but_does_not_publish() -> None:
    _, head = person(Role.HEAD, HROMADA)
    person(Role.HEAD, OTHER_HROMADA)
    one = service()
    tenancy.bind(HROMADA)
    draft = drafted(one, actor=head)
    with pytest.raises(MayNotPublish):
        services.publish_version(version=draft, actor=head, at=AT)
    with pytest.raises(MayNotPublish):
        services.change_details(service=one, facts={"name": "Інша"}, actor=head, at=AT)


def test_the_head_of_the_only_hromada_publishes() -> None:
    _, head = person(Role.HEAD, HROMADA)
    tenancy.bind(HROMADA)
    draft = drafted(service(), actor=head)
    assert services.publish_version(version=draft, actor=head, at=AT).status == VersionStatus.PUBLISHED
    assert JournalEntry.objects.filter(hromada_code=HROMADA).count() == 2


def test_a_steward_publishes() -> None:
    _, steward = person(Role.STEWARD)
    published = services.publish_version(version=drafted(service(), actor=steward), actor=steward, at=AT)
    assert published.status == VersionStatus.PUBLISHED


def test_details_are_changed_with_history() -> None:
    one = service()
    group("social")
    facts = {"name": "Прописка", "keywords": ("прописка", "адреса"), "group": "social", "is_mandatory_523": True}
    services.change_details(service=one, facts=facts, actor=SYSTEM, at=AT, reason="Зміна закону")
    one.refresh_from_db()
    assert (one.name, one.group.code, one.is_mandatory_523) == ("Прописка", "social", True)
    assert queries.search_services("адреса", among=PublicService.objects.order_by("pk"))[0] == one
    change = ServiceChange.objects.get(service=one)
    assert change.facts["name"] == ["Реєстрація місця проживання", "Прописка"]
    assert change.reason == "Зміна закону"


def test_equal_details_leave_no_trace() -> None:
    one = service()
    services.change_details(service=one, facts={"name": one.name}, actor=SYSTEM, at=AT)
    assert not ServiceChange.objects.exists()


def test_a_code_belongs_to_one_service() -> None:
    service("00034")
    with pytest.raises(CodeTaken):
        services.change_details(service=service("V-1"), facts={"code": "00034"}, actor=SYSTEM, at=AT)


def test_a_withdrawn_service_is_not_offered_and_takes_no_drafts() -> None:
    version(one := service())
    services.withdraw_service(service=one, actor=SYSTEM, at=AT, reason="Скасовано законом")
    assert not queries.services_in_force(on=TODAY).exists()
    assert queries.services_in_force(on=TODAY - dt.timedelta(days=1)).exists()
    one.refresh_from_db()
    with pytest.raises(ServiceIsWithdrawn):
        drafted(one)
    services.restore_service(service=one, actor=SYSTEM, at=AT)
    assert queries.services_in_force(on=TODAY).exists()


def test_the_versions_of_many_services_cost_the_same(django_assert_num_queries: object) -> None:
    ids = []
    for number in range(3):
        version(one := service(f"V-{number}", f"Послуга {number}"))
        ids.append(one.pk)
    for few in (ids[:1], ids):
        with django_assert_num_queries(4):  # type: ignore[operator]
            found = queries.versions_in_force(few, on=TODAY)
            assert all(queries.content_of(held).requirements for held in found.values())
