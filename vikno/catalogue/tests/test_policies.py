"""Who may change the catalogue: one line a role."""

import pytest

from vikno.accounts.enums import Role
from vikno.catalogue import policies
from vikno.catalogue.errors import MayNotEditCatalogue, MayNotPublish
from vikno.catalogue.tests.world import HROMADA, OTHER_HROMADA, SYSTEM, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "hromada", "neighbour", "edits", "publishes"),
    [
        (Role.STEWARD, "", OTHER_HROMADA, True, True),
        (Role.HEAD, HROMADA, "", True, True),
        (Role.HEAD, HROMADA, HROMADA, True, True),
        (Role.HEAD, HROMADA, OTHER_HROMADA, True, False),
        (Role.OFFICER, HROMADA, "", False, False),
        (Role.STAROSTA, HROMADA, "", False, False),
        (Role.COURIER, HROMADA, "", False, False),
    ],
)
def test_rights_by_role(role: Role, hromada: str, neighbour: str, *, edits: bool, publishes: bool) -> None:
    _, actor = person(role, hromada)
    if neighbour:
        person(Role.OFFICER, neighbour, "neighbour")
    assert (policies.may_edit(actor), policies.may_publish(actor)) == (edits, publishes)
    assert policies.may_import(actor) is publishes


def test_the_command_line_may_everything() -> None:
    assert policies.may_edit(SYSTEM)
    assert policies.may_publish(SYSTEM)


def test_refusals_say_whom_to_ask() -> None:
    _, officer = person(Role.OFFICER, HROMADA)
    _, head = person(Role.HEAD, HROMADA)
    person(Role.HEAD, OTHER_HROMADA)
    with pytest.raises(MayNotEditCatalogue, match="розпорядник"):
        policies.require_may_edit(officer)
    with pytest.raises(MayNotEditCatalogue):
        policies.require_may_publish(officer)
    with pytest.raises(MayNotPublish, match="розпорядник"):
        policies.require_may_import(head)
