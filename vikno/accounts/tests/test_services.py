"""People and roles: who may change whom, what is written down, what happens at once."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from tests import factories as make
from tests.rights.world import signed_in
from vikno.accounts import queries, services
from vikno.accounts.enums import Role
from vikno.accounts.errors import (
    MembershipEnded,
    OrganisationMissing,
    OwnRightsAreNotOnesOwn,
    PeopleNotManaged,
    PersonIsElsewhereToo,
    RoleHeldAlready,
    RoleNotGrantable,
    UsernameTaken,
)
from vikno.accounts.models import Membership, User
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.errors import Refusal

pytestmark = pytest.mark.django_db
AT = make.MOMENT


@pytest.fixture
def head() -> Actor:
    tenancy.bind(make.OWN)
    return make.actor(Role.HEAD)


def _add(actor: Actor, **facts: object) -> tuple[User, str]:
    given = {"username": "o.koval", "full_name": "Коваль Олена", "role": Role.OFFICER, "hromada_code": make.OWN}
    return services.add_person(actor=actor, at=AT, **{**given, **facts})  # type: ignore[arg-type]


def test_a_head_adds_a_person_with_a_temporary_password(head: Actor) -> None:
    person, password = _add(head, position="провідний спеціаліст")
    person.refresh_from_db()
    assert person.check_password(password)
    assert len(password) >= 20
    assert person.temporary_password_until == AT + timedelta(days=7)
    (held,) = queries.memberships_in_force(person.pk, on=AT.date())
    assert (held.role, held.hromada_code, held.position) == (Role.OFFICER, make.OWN, "провідний спеціаліст")
    actions = JournalEntry.objects.order_by("sequence").values_list("action", flat=True)
    assert list(actions) == ["person.added", "role.granted"]


def test_the_journal_names_nobody(head: Actor) -> None:
    _, password = _add(head)
    said = str(list(JournalEntry.objects.values_list("facts", flat=True)))
    assert "Коваль" not in said
    assert "o.koval" not in said
    assert password not in said


def test_passwords_are_not_repeated(head: Actor) -> None:
    passwords = {_add(head, username=f"u{i}")[1] for i in range(20)}
    assert len(passwords) == 20


def test_a_name_is_taken_in_any_case(head: Actor) -> None:
    _add(head)
    with pytest.raises(UsernameTaken):
        _add(head, username="O.KOVAL")


def test_a_provider_needs_an_organisation(head: Actor) -> None:
    with pytest.raises(OrganisationMissing):
        _add(head, role=Role.PROVIDER)
    body = make.organisation()
    person, _ = _add(head, role=Role.PROVIDER, organisation_id=body.pk)
    assert Membership.objects.get(user=person).organisation == body


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HEAD])
def test_nobody_but_a_head_changes_people(role: str) -> None:
    tenancy.bind(make.OWN)
    stranger, other = make.actor(role), make.membership(Role.OFFICER)
    attempts = [
        lambda: _add(stranger),
        lambda: services.grant_role(
            actor=stranger, at=AT, user_id=other.user_id, role=Role.HEAD, hromada_code=make.OWN, valid_from=AT.date()
        ),
        lambda: services.end_membership(actor=stranger, at=AT, membership_id=other.pk),
        lambda: services.reset_password(actor=stranger, at=AT, user_id=other.user_id, hromada_code=make.OWN),
    ]
    for attempt in attempts:
        with pytest.raises(PeopleNotManaged), transaction.atomic():
            attempt()
    other.refresh_from_db()
    assert other.ended_at is None
    assert not JournalEntry.objects.exists()


def test_a_head_changes_nobody_of_another_hromada(head: Actor) -> None:
    foreign = make.membership(Role.OFFICER, of=make.FOREIGN)
    with pytest.raises(PeopleNotManaged):
        services.end_membership(actor=head, at=AT, membership_id=foreign.pk)
    with pytest.raises(PeopleNotManaged):
        _add(head, hromada_code=make.FOREIGN)


def test_nobody_changes_their_own_rights(head: Actor) -> None:
    assert head.user_id is not None
    assert head.membership_id is not None
    with pytest.raises(OwnRightsAreNotOnesOwn):
        services.grant_role(
            actor=head, at=AT, user_id=head.user_id, role=Role.COURIER, hromada_code=make.OWN, valid_from=AT.date()
        )
    with pytest.raises(OwnRightsAreNotOnesOwn):
        services.end_membership(actor=head, at=AT, membership_id=head.membership_id)
    with pytest.raises(OwnRightsAreNotOnesOwn):
        services.reset_password(actor=head, at=AT, user_id=head.user_id, hromada_code=make.OWN)


def test_a_head_makes_no_steward(head: Actor) -> None:
    with pytest.raises(RoleNotGrantable):
        _add(head, role=Role.STEWARD)


def test_the_same_role_is_not_given_twice(head: Actor) -> None:
    person, _ = _add(head)
    with pytest.raises(RoleHeldAlready):
        services.grant_role(
            actor=head, at=AT, user_id=person.pk, role=Role.OFFICER, hromada_code=make.OWN, valid_from=AT.date()
        )


def test_an_ended_role_is_lost_at_once_and_once(head: Actor) -> None:
    held = make.membership(Role.OFFICER)
    services.end_membership(actor=head, at=AT, membership_id=held.pk)
    assert not queries.memberships_in_force(held.user_id, on=AT.date()).exists()
    with pytest.raises(MembershipEnded):
        services.end_membership(actor=head, at=AT, membership_id=held.pk)


def test_a_reset_is_refused_for_somebody_who_works_elsewhere_too(head: Actor) -> None:
    held = make.membership(Role.OFFICER)
    make.membership(Role.OFFICER, of=make.FOREIGN, person=held.user)
    with pytest.raises(PersonIsElsewhereToo):
        services.reset_password(actor=head, at=AT, user_id=held.user_id, hromada_code=make.OWN)


def test_a_reset_gives_another_temporary_password(head: Actor) -> None:
    held = make.membership(Role.OFFICER)
    person, password = services.reset_password(actor=head, at=AT, user_id=held.user_id, hromada_code=make.OWN)
    assert person.check_password(password)
    assert not person.check_password(make.PASSWORD)


def test_an_own_password_ends_the_temporary_one(head: Actor) -> None:
    person, _ = _add(head)
    services.keep_own_password(person=person, password=make.PASSWORD, at=AT)
    person.refresh_from_db()
    assert person.temporary_password_until is None
    assert JournalEntry.objects.filter(action="password.changed", hromada_code=make.OWN).exists()


def test_an_entry_goes_to_the_chain_of_the_only_hromada_and_binds_nothing() -> None:
    held = make.membership(Role.OFFICER)
    tenancy.bind("")
    services.record_sign_in(person=held.user, at=AT)
    assert tenancy.bound() == ""
    tenancy.bind(make.OWN)
    assert JournalEntry.objects.filter(action="session.opened", hromada_code=make.OWN).count() == 1


def test_every_refusal_says_what_to_do() -> None:
    for kind in Refusal.__subclasses__():
        if kind.__module__ == "vikno.accounts.errors":
            assert kind.code.startswith("accounts.")
            assert str(kind.message).count(".") >= 1


def test_a_person_chooses_the_language_of_their_letters() -> None:
    held = make.membership(Role.EXPERT)
    client = signed_in(held)
    address = reverse("accounts:letters")
    assert "Зараз вам пишуть" in client.get(address).content.decode()
    assert client.post(address, {"language": "fr"}).status_code == 404
    assert "Записано" in client.post(address, {"language": "en"}, follow=True).content.decode()
    assert User.objects.get(pk=held.user_id).letters_in == "en"
    assert JournalEntry.objects.filter(action="letters.language_chosen", actor_id=held.user_id).count() == 1
