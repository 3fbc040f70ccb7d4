"""Every way an outside system may fail, over real sockets on loopback: what is certain, what is not, how long."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message as Letter
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from django.core import mail

from config.environment import Environment
from vikno.common import outgoing
from vikno.common.outgoing import Outgoing
from vikno.notifications.gateways import contract, smtp
from vikno.notifications.gateways.contract import Accepted, Declined, NotSeen, Parcel, Postponed, Unclear
from vikno.notifications.gateways.mail import MailGateway
from vikno.notifications.gateways.sms import HttpSmsGateway
from vikno.notifications.tests.gateway import FakeGateway, certificate, free_port, serving

pytestmark = pytest.mark.usefixtures("socket_enabled")
LIMIT = 1.0


def parcel() -> Parcel:
    return Parcel(key=uuid4(), recipient="+380501234567", subject="Тема", body="Справа 26-0417-000123-5: готово.")


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakeGateway]:
    with serving(FakeGateway(tmp_path / "sms")) as gateway:
        yield gateway


def client(fake: FakeGateway, **given: Any) -> HttpSmsGateway:
    calls = Outgoing(hosts=["localhost"], private_hosts=["localhost"], whole_seconds=LIMIT, **given)
    return HttpSmsGateway(url=fake.url, token="secret", outgoing=calls)


def test_a_message_is_taken_once_however_often_it_is_sent(fake: FakeGateway) -> None:
    one = parcel()
    gateway = client(fake)
    assert isinstance(gateway.look_up(one), NotSeen)
    first, second = gateway.send(one), gateway.send(one)
    assert isinstance(first, Accepted)
    assert first == second == gateway.look_up(one)
    assert len(list(fake.outbox.folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("fault", "outcome", "sent"),
    [
        ("timeout", Unclear, 0), ("reset", Unclear, 0), ("error", Unclear, 0), ("drip", Unclear, 0),
        ("nonsense", Unclear, 0), ("endless", Unclear, 0), ("reset_after", Unclear, 1), ("error_after", Unclear, 1),
    ],
)  # fmt: skip
def test_a_gateway_that_fails_is_asked_afterwards(
    fake: FakeGateway, fault: str, outcome: type[contract.Outcome], sent: int
) -> None:
    one, gateway = parcel(), client(fake)
    fake.fault = fault
    began = time.monotonic()
    assert isinstance(gateway.send(one), outcome)
    assert time.monotonic() - began < LIMIT + 0.7
    fake.fault = ""
    assert isinstance(gateway.look_up(one), Accepted if sent else NotSeen)
    assert fake.taken[str(one.key)] == sent


def test_a_wrong_certificate_stops_the_call_before_a_word_is_said(tmp_path: Path) -> None:
    tls = certificate(tmp_path)
    with serving(FakeGateway(tmp_path / "sms"), tls=tls) as fake:
        assert isinstance(client(fake).send(parcel()), Declined)
        assert fake.calls == []


def test_nobody_at_the_other_end_is_certain(fake: FakeGateway) -> None:
    gateway = client(fake)
    gateway.url = "http://localhost:9/v1"
    said = gateway.send(parcel())
    assert isinstance(said, Declined)
    assert not said.is_final


def test_after_failures_running_the_gateway_is_left_alone(fake: FakeGateway) -> None:
    fake.fault = "error"
    gateway = client(fake)
    for _ in range(outgoing.FALLS):
        gateway.send(parcel())
    assert isinstance(gateway.send(parcel()), Postponed)
    assert len(fake.calls) == outgoing.FALLS


def test_a_redirect_is_not_followed_and_a_foreign_404_means_nothing(
    fake: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = client(fake)
    answers = iter([outgoing.Answer(302, b""), outgoing.Answer(404, b"<html>"), outgoing.Answer(422, b"")])
    monkeypatch.setattr(gateway.outgoing, "call", lambda *_a, **_n: next(answers))
    assert isinstance(gateway.send(parcel()), Unclear)
    assert isinstance(gateway.look_up(parcel()), Unclear)
    assert gateway.send(parcel()) == Declined("HTTP 422", is_final=True)


# ---- mail ------------------------------------------------------------------------------------------------------------


class Box(Handler):
    """Keeps what a real SMTP server took; `fault` is what it answers to the next letter.

    Its asynchronous kin would make a loop of their own and leave it open for a test that comes later.
    """

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[Letter] = []
        self.fault = ""

    def handle_message(self, message: Letter) -> None:
        self.letters.append(message)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.fault == "unknown":
            return "550 no such user"
        if self.fault == "later":
            return "451 try later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.fault == "timeout":
            await asyncio.sleep(3)
        if self.fault == "lost":
            server.transport.abort()
        return str(await super().handle_DATA(server, session, envelope))


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    kept = Box()
    port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    mailing(settings, f"smtp://127.0.0.1:{port}")
    yield kept
    controller.stop()


def mailing(settings: Any, url: str) -> None:
    made = Environment.read({"VIKNO_EMAIL_URL": url}).mailer()
    options = {**made["OPTIONS"], "use_tls": False, "timeout": 1}  # type: ignore[dict-item]
    settings.MAILERS = {"default": {**made, "OPTIONS": options}}
    mail.mailers.__dict__.pop("settings", None)


def letter() -> Parcel:
    return Parcel(key=uuid4(), recipient="maria@example.com", subject="Результат готовий", body="Ласкаво просимо.")


def test_a_letter_reaches_a_real_server_with_its_id(box: Box) -> None:
    one = letter()
    said = MailGateway().send(one)
    assert isinstance(said, Accepted)
    (kept,) = box.letters
    assert kept["Message-ID"] == said.proof == f"<{one.key}@localhost>"
    assert kept["Auto-Submitted"] == "auto-generated"
    assert str(kept.get_payload(decode=True).decode()).strip() == "Ласкаво просимо."  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("unknown", Declined("SMTPRecipientsRefused", is_final=True)), ("later", Declined("SMTPRecipientsRefused")),
        ("timeout", Unclear("SMTPServerDisconnected")), ("lost", Unclear("SMTPServerDisconnected")),
    ],
)  # fmt: skip
def test_a_mail_server_that_fails_tells_what_is_certain(box: Box, fault: str, outcome: contract.Outcome) -> None:
    box.fault = fault
    assert MailGateway().send(letter()) == outcome


@pytest.mark.parametrize("talk", [b"", b"220", b"HTTP/1.1 200 OK\r\n\r\n", b"220 hi\r\n250 ok\r\n"])
def test_a_server_that_drips_or_is_none_is_cut_off(settings: Any, monkeypatch: pytest.MonkeyPatch, talk: bytes) -> None:
    monkeypatch.setattr(smtp, "WHOLE_SECONDS", 0.6)
    with dripping(talk) as port:
        mailing(settings, f"smtp://127.0.0.1:{port}")
        began = time.monotonic()
        said = MailGateway().send(letter())
    assert isinstance(said, (Declined, Unclear))
    assert time.monotonic() - began < 3


def test_a_refused_connection_is_certain(settings: Any) -> None:
    mailing(settings, "smtp://127.0.0.1:9")
    assert MailGateway().send(letter()) == Declined("ConnectionRefusedError")


def test_a_mail_server_with_a_wrong_certificate_gets_nothing(settings: Any, tmp_path: Path) -> None:
    kept = Box()
    port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port, ssl_context=certificate(tmp_path))
    controller.start()
    made = Environment.read({"VIKNO_EMAIL_URL": f"smtps://127.0.0.1:{port}"}).mailer()
    settings.MAILERS = {"default": made}
    said = MailGateway().send(letter())
    controller.stop()
    assert said == Declined("SSLCertVerificationError")
    assert kept.letters == []


class dripping:  # noqa: N801
    """A server that says a few bytes, then one every tenth of a second, and never ends."""

    def __init__(self, talk: bytes) -> None:
        self.talk = talk

    def __enter__(self) -> int:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        return int(self.server.getsockname()[1])

    def _run(self) -> None:
        with suppress(OSError):
            there, _from = self.server.accept()
            with there, suppress(OSError):
                there.sendall(self.talk)
                for _ in range(50):
                    there.sendall(b"2")
                    time.sleep(0.1)

    def __exit__(self, *_raised: object) -> None:
        self.server.close()
        self.thread.join(10)
