"""Whether providers work: who may tell, what is shown, what stays in history."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.factories import OWN
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.network import queries, services
from vikno.network.enums import ProviderState
from vikno.network.errors import AreaNotYours, AvailabilityNeedsWords, NotAllowed, NotYourService, SameAvailability
from vikno.network.models import ProviderAvailability

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


def actor(role: Role, *, organisation: int | None = None) -> Actor:
    held = make.membership(role, of=OWN)
    code = "" if role == Role.STEWARD else OWN
    return Actor(user_id=held.user_id, name="Олена Коваль", role=role, hromada_code=code, organisation_id=organisation)


def tell(
    who: Actor, service: object, state: ProviderState = ProviderState.STOPPED, **facts: object
) -> ProviderAvailability:
    call = {"actor": who, "at": AT, "area": make.hromada(OWN), "note": "Спробуйте 1 грудня.", "source": "лист"}
    with tenancy.working_for(who.hromada_code):
        return services.set_availability(**{**call, "service": service, "state": state, **facts})  # type: ignore[arg-type]


def test_a_new_word_closes_the_one_before_and_both_stay() -> None:
    one, head = make.service(), actor(Role.HEAD)
    tell(head, one)
    tell(head, one, ProviderState.WORKS, note="", at=AT + dt.timedelta(days=1))
    states = list(queries.availability_history(one).values_list("state", "ends_at"))
    assert states == [("works", None), ("stopped", AT + dt.timedelta(days=1))]
    assert not queries.availability_board().exists()


def test_the_nearest_area_holds() -> None:
    one, steward = make.service(), actor(Role.STEWARD)
    tell(steward, one, area=None)
    assert queries.availability_of([one.pk], hromada=OWN)[one.pk].state == "stopped"
    tell(actor(Role.HEAD), one, ProviderState.WORKS, note="")
    assert queries.availability_of([one.pk], hromada=OWN)[one.pk].state == "works"
    assert queries.availability_of([one.pk])[one.pk].state == "stopped"


def test_whose_word_counts() -> None:
    one = make.service()
    with pytest.raises(NotAllowed):
        tell(actor(Role.OFFICER), one)
    with pytest.raises(AreaNotYours):
        tell(actor(Role.HEAD), one, area=None)
    with pytest.raises(NotYourService):
        tell(actor(Role.PROVIDER, organisation=make.organisation(authority_code="elsewhere").pk), one)
    with pytest.raises(AvailabilityNeedsWords):
        tell(actor(Role.HEAD), one, note=" ")
    tell(actor(Role.HEAD), one)
    with pytest.raises(SameAvailability):
        tell(actor(Role.HEAD), one)
    assert ProviderAvailability.objects.count() == 1


def test_the_head_tells_on_the_page(sign_in: Callable[[Membership], Client]) -> None:
    make.hromada(OWN)
    held, one = make.membership(Role.HEAD, of=OWN), make.service()
    client = sign_in(held)
    sent = {"service": one.pk, "state": "stopped", "note": "", "source": "дзвінок"}
    page = client.post(reverse("network:availability"), sent).content.decode()
    assert "що робити людям" in page
    answer = client.post(reverse("network:availability"), {**sent, "note": "Ідіть до сусідів."}, follow=True)
    assert "Ідіть до сусідів." in answer.content.decode()
    assert one.name in client.get(reverse("network:availability_history", args=[one.pk])).content.decode()
