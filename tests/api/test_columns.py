"""Every form of a page gets the names of every column: what it does not show never reaches its service."""

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from tests import factories as make
from tests.api.columns import COLUMNS
from tests.rights.table import Page, a_quarter, table
from tests.rights.world import World
from vikno.accounts.models import Membership, User
from vikno.cases.models import Case
from vikno.common import tenancy

pytestmark = pytest.mark.django_db
PAGES = [page for page in table().values() if not page.is_for_programs and not page.ends]


@pytest.mark.parametrize("page", a_quarter(PAGES))
def test_a_form_takes_no_column_it_does_not_show(page: Page, lent_world: World) -> None:
    role = page.who[0] if isinstance(page.who, list) else "head"
    client = lent_world.client(role)
    address = reverse(page.name, kwargs=lent_world.parts(page.of))
    with transaction.atomic():
        before = _privileges()
        strange = {name: "1" for name in COLUMNS if name not in page.data}
        answer = client.post(address, {**strange, **page.data})
        assert answer.status_code < 500
        assert _privileges() == before
        transaction.set_rollback(True)


def _privileges() -> list[Any]:
    """What nobody gets by a field of a form: whose a row is, who may what, what is final."""
    tenancy.bind(make.OWN)
    return [
        list(User.objects.order_by("pk").values_list("pk", "is_superuser", "is_staff", "is_program")),
        list(Membership.objects.order_by("pk").values_list("pk", "role", "hromada_code", "user_id")),
        list(Case.objects.order_by("pk").values_list("pk", "number", "hromada_id", "officer_id")),
    ]
