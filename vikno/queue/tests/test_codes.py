"""Codes that lead to «мій талон», read back: from the strip, from the A4 sheet, from the screen of a kiosk."""

import re

import pytest
from django.test import override_settings
from django.urls import reverse

from vikno.common import clock, tenancy
from vikno.documents.tests.reading import codes_on, drawn, pictures_of
from vikno.notifications import hidden
from vikno.notifications import queries as notifications
from vikno.notifications.models import Message
from vikno.queue.tests import world as worlds
from vikno.queue.tests.conftest import Browse
from vikno.queue.tests.test_kiosk import made_kiosk, own
from vikno.queue.tests.world import World, ticket

HERE, NAMED = "http://192.168.1.10:8000", "https://cnap.example"


@pytest.mark.parametrize(("is_named", "site"), [(False, HERE), (True, NAMED)], ids=["not named", "named"])
def test_every_code_of_a_ticket_leads_to_the_site(
    world: World, browse: Browse, monkeypatch: pytest.MonkeyPatch, is_named: bool, site: str
) -> None:
    one, officer, device = ticket(world, at=clock.now()), browse(world.officer), made_kiosk(world, browse)
    leads, asked = site + own(world, one), {"host": "192.168.1.10:8000"}
    monkeypatch.setattr(notifications, "goes_by_itself", lambda channel, contact: True)
    monkeypatch.setattr("vikno.notifications.services._queue", lambda message: None)
    with override_settings(SITE_IS_NAMED=is_named, SITE_URL=NAMED, ALLOWED_HOSTS=["192.168.1.10"]):
        for size in ("80", "a4"):
            paper = officer.get(reverse("queue:ticket_paper", args=[one.token, size]), headers=asked).content
            assert [code.text for code in codes_on(pictures_of(paper)[0])] == [leads]
        screen = device.get(own(world, one, "kiosk_ticket"), headers=asked).content.decode()
        device.post(own(world, one, "kiosk_message"), {"phone": "067 123 45 67"}, headers=asked)
    svg = re.search(r'class="k-qr".*?(<svg.*?</svg>)', screen, re.DOTALL)
    assert svg is not None
    assert [code.text for code in codes_on(drawn(svg[1]))] == [leads]
    tenancy.bind(worlds.HOME)
    assert str(hidden.whole(Message.objects.get())).endswith(leads)
