"""Two hromadas, their people, and a document once kept."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from vikno.accounts.enums import OrganisationKind, Role
from vikno.accounts.models import Membership, Organisation, User
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.documents import services
from vikno.documents.models import GeneratedDocument
from vikno.documents.tests import samples
from vikno.territories.enums import Category
from vikno.territories.models import Unit

OURS, THEIRS = "UA53020010000035494", "UA53020030000091717"
SINCE = dt.date(2020, 1, 1)


def actor(role: str, *, hromada_code: str = OURS) -> Actor:
    return Actor(user_id=None, name="Ґалаґан Їжак", role=role, hromada_code=hromada_code)


@pytest.fixture
def hromada(db: None) -> str:
    """Ours, bound; a neighbour beside it."""
    for code, name in ((OURS, "Вигадана"), (THEIRS, "Сусідня")):
        Unit.objects.create(
            code=code, category=Category.HROMADA, name=name, search_key=name, sort_key=name, first_seen_on=SINCE
        )
    tenancy.bind(OURS)
    return OURS


@pytest.fixture
def document(hromada: str) -> GeneratedDocument:
    """An inventory given out."""
    return services.keep_form(paper=samples.INVENTORY, actor=actor(Role.OFFICER), at=samples.AT, hromada_code=hromada)


@pytest.fixture
def signed_in(hromada: str, client: Client) -> Callable[..., Client]:
    """A browser of somebody in a role."""

    def sign_in(role: str, *, hromada_code: str = OURS) -> Client:
        user = User.objects.create_user(username=f"{role}-{hromada_code}", full_name="Ґалаґан Їжак")
        organisation = (
            Organisation.objects.create(name="Відділ", kind=OrganisationKind.PROVIDER)
            if role == Role.PROVIDER
            else None
        )
        Membership.objects.create(
            user=user, role=role, hromada_code="" if role == Role.STEWARD else hromada_code,
            organisation=organisation, valid_from=SINCE, granted_at=samples.AT,
        )  # fmt: skip
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
