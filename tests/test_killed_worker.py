"""R3: the worker is killed at any moment; each message goes once, or is shown as needing a person.

The gateway of SMS can be asked what it has, so nothing is ever unclear there. A letter cannot be asked about: a kill in
the middle of one leaves it to a person, and no letter goes twice.
"""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from email.message import Message as Letter
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection

from config.paths import PROJECT
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.notifications import services
from vikno.notifications.enums import Channel, Delivery
from vikno.notifications.models import Message
from vikno.notifications.tests.gateway import FakeGateway, free_port, serving
from vikno.notifications.tests.test_gateways import Box

HOME = "UA99020010000011111"
LINK = "https://cnap.example/feedback/visit/7/sOmE-tOkEn/"
SETTLED = {Delivery.SENT, Delivery.UNSURE, Delivery.FAILED}


@pytest.fixture
def gateway(socket_enabled: None, tmp_path: Path) -> Iterator[FakeGateway]:
    with serving(FakeGateway(tmp_path / "sms", delay=0.05)) as fake:
        yield fake


@pytest.fixture
def box(socket_enabled: None) -> Iterator[tuple[Box, str]]:
    kept, port = Box(), free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, f"smtp://127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def no_jobs_left() -> Iterator[None]:
    """Jobs are in no table of ours: the flush after the test leaves them, and they would run for nobody."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_jobs_left")
@pytest.mark.parametrize(
    ("messages", "kills"), [(8, 6), pytest.param(100, 100, marks=pytest.mark.slow)], ids=["small", "full"]
)  # fmt: skip
def test_each_message_goes_once_however_often_the_worker_is_killed(
    gateway: FakeGateway, box: tuple[Box, str], messages: int, kills: int
) -> None:
    letters, mail_url = box
    keys = _written(messages)
    dice = random.Random(messages)
    for _ in range(kills):
        worker = _worker(gateway.url, mail_url)
        _wait_until_at_work(worker)
        time.sleep(dice.random() * 0.8)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        _take_up_dropped_jobs()
        if _left() == 0:
            break
    worker = _worker(gateway.url, mail_url)
    _wait_until_settled(worker)
    worker.kill()
    worker.wait()
    with tenancy.working_for(HOME):
        now = {(m.channel, str(m.key)): m.delivery for m in Message.objects.order_by("pk")}
    sent = Counter(letter["Message-ID"] for letter in letters.letters)
    for (channel, key), delivery in now.items():
        if channel == Channel.SMS:
            assert (delivery, gateway.taken[key]) == (Delivery.SENT, 1)
        else:
            times = sent[f"<{key}@localhost>"]
            assert times <= 1
            assert (delivery, times) in {(Delivery.SENT, 1), (Delivery.UNSURE, 0), (Delivery.UNSURE, 1)}
    assert len(now) == len(keys)
    _secrets_went_with_their_messages(gateway, letters)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_jobs_left")
def test_two_hosts_share_the_jobs_of_one_database_and_none_is_done_twice(
    gateway: FakeGateway, box: tuple[Box, str]
) -> None:
    """Hosts know nothing of each other: whoever asks the database first has the job, and nobody else gets it."""
    letters, mail_url = box
    hosts = [_worker(gateway.url, mail_url) for _ in range(2)]
    try:
        _wait_for(lambda: len(_rows("SELECT id FROM procrastinate_workers")) == 2, "two workers did not come up")
        keys, shared = _written(40), set[Any]()
        until = time.monotonic() + 60
        while _left() and time.monotonic() < until:
            shared |= set(_rows("SELECT worker_id FROM procrastinate_jobs WHERE status = 'doing'"))
            time.sleep(0.02)
    finally:
        for host in hosts:
            host.kill()
            host.wait()
    assert len(shared) == 2, "one host did it all"
    assert _left() == 0
    times = gateway.taken + Counter(str(letter["Message-ID"])[1:].partition("@")[0] for letter in letters.letters)
    assert (len(times), set(times.values())) == (len(keys), {1})


def _rows(asked: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [row[0] for row in cursor.fetchall()]


def _wait_for(happened: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until, otherwise
        time.sleep(0.1)


def _secrets_went_with_their_messages(gateway: FakeGateway, letters: Box) -> None:
    """Whole to the addressee; kept as long as nobody knows, wiped where it is known that the message went."""
    with tenancy.working_for(HOME):
        hidden = list(Message.objects.exclude(secret_until=None).order_by("pk"))
    went = {str(letter["Message-ID"]): _text_of(letter) for letter in letters.letters}
    assert hidden
    for message in hidden:
        assert bool(message.secret) == (message.delivery != Delivery.SENT)
        if message.channel == Channel.SMS:
            assert LINK in (gateway.outbox.folder / f"{message.key}.json").read_text()
        elif f"<{message.key}@localhost>" in went:
            assert LINK in went[f"<{message.key}@localhost>"]


def _text_of(letter: Letter) -> str:
    said = letter.get_payload(decode=True)
    return said.decode() if isinstance(said, bytes) else ""


def _written(messages: int) -> list[str]:
    actor = Actor(user_id=1, name="Працівник", role="officer", hromada_code=HOME)
    with tenancy.working_for(HOME):
        about = Session.objects.create(session_key="about", expire_date=clock.now())
        return [
            str(
                services.tell(
                    actor=actor, at=clock.now(), hromada_code=HOME, about=about, subject="Готово",
                    body=f"Приходьте: {LINK}" if n % 4 < 2 else "Приходьте.",
                    secret=services.Secret(LINK, until=clock.now() + timedelta(days=1)) if n % 4 < 2 else None,
                    channel=Channel.SMS if n % 2 else Channel.EMAIL,
                    recipient=f"+38050123{n:04d}" if n % 2 else f"p{n}@example.com",
                ).pk
            )
            for n in range(messages)
        ]  # fmt: skip


def _worker(sms: str, mail: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.killed_worker", str(connection.settings_dict["NAME"]), sms, mail]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _wait_until_at_work(worker: Any) -> None:
    """The worker has come up and taken a job, or nothing is left to do."""
    until = time.monotonic() + 40
    while _left() and time.monotonic() < until and worker.poll() is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)


def _take_up_dropped_jobs() -> None:
    """What the site's worker does half a minute after another one fell silent, and the sweep of every minute.

    A job killed after it had left a later one waits for that one, as at the site.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs WHERE status = 'doing'")
        dropped = [row[0] for row in cursor.fetchall()]
        for job in dropped:
            with suppress(IntegrityError):
                cursor.execute("SELECT procrastinate_retry_job_v1(%s, now(), NULL, NULL, NULL)", [job])


def _left() -> int:
    with tenancy.working_for(HOME):
        return Message.objects.exclude(delivery__in=SETTLED).count()


def _wait_until_settled(worker: Any) -> None:
    until = time.monotonic() + 60
    while _left():
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < until, "messages are stuck beyond their lease"
        time.sleep(0.2)
