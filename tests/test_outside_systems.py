"""R7, W3: whatever an outside system does, work at the desk goes on; what waits is shown as it is."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from vikno.cases import services
from vikno.cases.enums import Outcome
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.common import clock, outgoing
from vikno.desk.tests.conftest import SignIn, sign_in
from vikno.notifications import gateways, tasks
from vikno.notifications.enums import Channel, Delivery, Event
from vikno.notifications.models import Message
from vikno.notifications.tests.gateway import FakeGateway, certificate, serving

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("socket_enabled")]
__all__ = ["sign_in"]
FAULTS = ("", "timeout", "reset", "error", "drip", "nonsense", "bad tls")


@pytest.fixture
def world(db: None) -> World:
    return worlds.build()


@pytest.fixture
def fake(request: Any, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGateway]:
    """A gateway on loopback with one fault, named in the settings as a production site names it."""
    fault = request.param
    monkeypatch.setattr(outgoing, "WHOLE_SECONDS", 1.0)
    gateways._http_sms.cache_clear()
    tls = certificate(tmp_path) if fault == "bad tls" else None
    with serving(FakeGateway(tmp_path / "sms"), tls=tls) as gateway:
        gateway.fault = "" if fault == "bad tls" else fault
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, sms_url=gateway.url, private_hosts="localhost")
        yield gateway
    gateways._http_sms.cache_clear()


@pytest.mark.parametrize("fake", FAULTS, indirect=True, ids=[fault or "none" for fault in FAULTS])
def test_the_desk_is_not_slowed_and_what_waits_is_shown(fake: FakeGateway, world: World, sign_in: SignIn) -> None:
    officer = sign_in(world.officer)
    case = worlds.case_in(world, notification_channel=Channel.SMS, contact="050 123 45 67", provider=None)
    for step in ("forwarded", "accepted"):
        actor = world.provider if step == "accepted" else world.officer
        services.record_step(case=case, step=step, actor=actor, at=AT, point=world.main)
    services.decide_case(
        case=case, actor=world.provider, at=AT, outcome=Outcome.GRANTED, decided_on=clock.today(AT), point=world.main
    )
    seconds = _seconds_of(officer, f"/cases/{case.number}/result/")
    message = Message.objects.get(event=Event.RESULT_READY)
    assert (message.delivery, fake.calls) == (Delivery.QUEUED, [])  # nobody outside was asked in the request
    assert seconds < 5
    began = time.monotonic()
    tasks.deliver.func(message_id=message.pk, hromada_code=worlds.HOME)
    assert time.monotonic() - began < 4
    message.refresh_from_db()
    page = officer.get(f"/mail/case/{case.number}/").content.decode()
    assert message.get_delivery_display() in page
    if not fake.calls:
        assert (message.delivery, message.trouble) == (Delivery.QUEUED, "ConnectError")
    elif fake.fault:
        assert message.delivery == Delivery.SENDING  # the gateway will be asked what it has
        assert fake.taken[str(message.key)] == 0
    else:
        assert (message.delivery, fake.taken[str(message.key)]) == (Delivery.SENT, 1)


def _seconds_of(client: Client, address: str) -> float:
    began = time.monotonic()
    answer = client.post(address, {"shelf": "А-1"})
    assert answer.status_code == 302
    return time.monotonic() - began
