"""Where and when: the settlement, the points, the sheet, the board of providers."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.factories import OWN
from vikno.appointments.services import set_door
from vikno.catalogue.models import PublicService
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now
from vikno.network.models import Point, ProviderAvailability
from vikno.territories.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Unit:
    place = make.settlement("Лугове")
    place.lat, place.lon = 49.5, 34.5
    place.save()
    return place


@pytest.fixture
def service(village: Unit) -> PublicService:
    one = make.service()
    make.offering(make.point("Далека точка", lat=49.7, lon=34.5, settlement=village), one)
    return one


@pytest.fixture
def near(village: Unit) -> Point:
    return make.point("Ближча точка", lat=49.51, lon=34.5, settlement=village)


def page(client: Client, name: str, *parts: object, **asked: str) -> str:
    answer = client.get(reverse(name, args=parts), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def told(service: PublicService, state: str = "stopped", **facts: object) -> ProviderAvailability:
    values = {"state": state, "note": "Спробуйте в грудні.", "source": "лист", "starts_at": make.MOMENT}
    return ProviderAvailability.objects.create(service=service, set_by_name="Керівник", **{**values, **facts})


def test_a_person_types_a_village_and_reads_where_and_why_not_nearer(
    client: Client, service: PublicService, near: Point
) -> None:
    found = page(client, "portal:where", service.code, place="Лугове")
    assert found.index("Далека точка") < found.index("Чому не ближче") < found.index("Ближча точка")
    assert "Цієї послуги тут не надають" in found
    assert "Близько 22 км на північ" in found
    assert 'href="geo:49.70000,34.50000"' in found


def test_without_a_village_every_point_that_gives_it(client: Client, service: PublicService, near: Point) -> None:
    found = page(client, "portal:where", service.code)
    assert "Далека точка" in found
    assert "Ближча точка" not in found


def test_namesakes_are_asked_about_and_unknown_places_say_what_to_do(client: Client, service: PublicService) -> None:
    other = make.settlement("Лугове", of=make.FOREIGN)
    asked = page(client, "portal:where", service.code, place="Лугове")
    assert f"?unit={other.pk}" in asked
    assert "Яке саме?" in asked
    assert "не знайшли" in page(client, "portal:where", service.code, place="Ґґґґґ")
    assert "Далека точка" in page(client, "portal:where", service.code, unit=other.pk)


def test_the_sheet_is_large_and_names_the_point(client: Client, service: PublicService) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    point = Point.objects.get(name="Далека точка")
    answer = client.get(reverse("portal:checklist", args=[service.code]), {"point": point.pk})
    document = pypdfium2.PdfDocument(answer.content)
    text = document[0].get_textpage().get_text_range()
    assert "Що взяти із собою" in text
    assert "Далека точка" in text
    assert client.get(reverse("portal:checklist", args=[service.code]), {"point": "987654321"}).status_code == 404
    assert client.get(reverse("portal:checklist", args=[service.code])).status_code == 200


def test_a_stopped_provider_is_said_everywhere(client: Client, service: PublicService) -> None:
    assert "не повідомляли" in page(client, "portal:availability")
    told(service)
    point = Point.objects.get(name="Далека точка")
    for name, parts in (
        ("portal:availability", ()), ("portal:service", (service.code,)), ("portal:where", (service.code,)),
        ("portal_network:point", (point.pk,)),
    ):  # fmt: skip
        assert "Спробуйте в грудні." in page(client, name, *parts), name
    assert "Зараз цю послугу ніде не надають" in page(client, "portal:where", service.code)


def test_the_board_of_an_oblast(client: Client, service: PublicService) -> None:
    told(service, area=make.hromada(OWN))
    assert service.name in page(client, "portal:availability")
    assert service.name not in page(client, "portal:availability", oblast="UA05000000000010236")


def test_who_may_book_a_point_is_led_there(client: Client, service: PublicService, near: Point) -> None:
    far = Point.objects.get(name="Далека точка")
    booking = reverse("appointments_public:days", args=[far.pk, service.code])
    assert booking not in page(client, "portal:where", service.code)
    with tenancy.working_for(OWN):
        set_door(point=far, door="name", actor=Actor.system(OWN), at=now())
    tenancy.bind("")
    assert booking in page(client, "portal:where", service.code)
