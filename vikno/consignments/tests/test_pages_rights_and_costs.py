"""A neighbour learns and changes nothing; a page costs the same for one row and for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vikno.cases.enums import CaseState
from vikno.cases.models import Case
from vikno.common import tenancy
from vikno.consignments import services
from vikno.consignments.enums import BagState
from vikno.consignments.models import Bag, Custody
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.pages import Browse
from vikno.consignments.tests.world import World, after, bag_with, remote_case, sealed, taken

pytestmark = pytest.mark.django_db

# ---- strangers


ADDRESSES = (
    "bags/{bag}/", "bags/{bag}/manifest/", "bags/{bag}/receipt/", "case/{case}/", "case/{case}/custody/",
    "provider/{case}/",
)  # fmt: skip
ACTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("bags/{bag}/cases/", {"text": "{case}"}),
    ("bags/{bag}/cases/{case}/removal/", {}),
    ("bags/{bag}/seal/", {"seal": "1"}),
    ("bags/{bag}/seal/removal/", {"reason": "так"}),
    ("bags/{bag}/trip/", {}),
    ("bags/{bag}/receipt/", {"receive": "1", "seal": "yes", "state-{case}": "present"}),
    ("case/{case}/bag/", {"to": "point-1"}),
    ("case/{case}/finding/", {"note": "так"}),
    ("case/{case}/giving-back/", {"receiver_name": "так"}),
    ("provider/{case}/acceptance/", {}),
    ("provider/{case}/decision/", {"outcome": "granted", "decided_on": "16.11.2026"}),
    ("provider/{case}/return/", {}),
)


def test_a_neighbour_changes_and_learns_nothing(world: World, browse: Browse) -> None:
    case = remote_case(world)
    bag = sealed(world, [case])
    parts = {"bag": bag.number, "case": case.number}
    other = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=7)
    for actor in (other.head, other.officer, other.courier, other.provider):
        client = browse(actor)
        for address in ADDRESSES:
            assert client.get(f"/papers/{address.format(**parts)}").status_code == 404, address
        for address, data in ACTS:
            told = {key.format(**parts): value.format(**parts) for key, value in data.items()}
            assert client.post(f"/papers/{address.format(**parts)}", told).status_code == 404, address
    tenancy.bind(worlds.HOME)
    assert Bag.objects.get().state == BagState.SEALED
    assert not Custody.objects.exists()
    assert Case.objects.get().state == CaseState.REGISTERED


# ---- budgets


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("officer", "/papers/"), ("remote_officer", "/papers/"), ("head", "/papers/"), ("courier", "/papers/trips/"),
        ("provider", "/papers/provider/"), ("remote_officer", "/papers/day/"),
        ("officer", "/papers/bags/{full}/receipt/"),
        ("remote_officer", "/papers/bags/{bag}/"),
    ],
)  # fmt: skip
def test_a_page_costs_the_same_for_one_and_for_three(world: World, browse: Browse, who: str, address: str) -> None:
    def one_more(seal: str) -> None:
        services.add_case_to_bag(bag=open_, case=remote_case(world), actor=world.remote_officer, at=after(2))
        remote_case(world)
        sealed(world, [remote_case(world)], to=world.provider_body, seal=f"п{seal}")
        worlds.at_provider(world, worlds.case_in(world))

    def cost() -> int:
        client.get(place)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(place).status_code == 200
        tenancy.bind(worlds.HOME)
        return len(asked)

    full = taken(world, [remote_case(world)], seal="а", origin=world.remote)
    open_ = bag_with(world, [])
    one_more("1")
    client = browse(getattr(world, who))
    place = address.format(bag=open_.number, full=full.number)
    first = cost()
    one_more("2")
    one_more("3")
    assert cost() == first
    assert first <= 40
