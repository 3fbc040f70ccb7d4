"""A letter of a list carries its headers; the link in them is sealed as in the body."""

import email.policy

import pytest
from django.contrib.sessions.models import Session
from django.core import mail

from vikno.common import tenancy
from vikno.notifications import services
from vikno.notifications.enums import Channel, Delivery
from vikno.notifications.models import Message
from vikno.notifications.services import Secret
from vikno.notifications.tests.test_secrets import LINK, UNTIL, is_in_the_database
from vikno.notifications.tests.test_services import ACTOR, AT, HOME, run

pytestmark = pytest.mark.django_db
LEAVE = {"List-Unsubscribe": f"<{LINK}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def told(headers: dict[str, str], *, secret: Secret | None = None) -> Message:
    tenancy.bind(HOME)
    about = Session.objects.create(session_key="about", expire_date=AT)
    return services.tell(
        actor=ACTOR, at=AT, hromada_code=HOME, channel=Channel.EMAIL, recipient="maria@example.com", subject="Новини",
        body=f"Новини. Відмовитися: {LINK}", about=about, secret=secret, headers=headers,
    )  # fmt: skip


@pytest.mark.parametrize("secret", [None, Secret(LINK, until=UNTIL)], ids=["open", "sealed"])
def test_they_go_with_the_letter(secret: Secret | None) -> None:
    message = run(told(LEAVE, secret=secret))
    assert message.delivery == Delivery.SENT
    sent = mail.outbox[0]
    assert {name: sent.extra_headers[name] for name in LEAVE} == LEAVE
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_link_leaves_as_it_is_however_long() -> None:
    """Folded into encoded words, it is followed by no mail program."""
    run(told(LEAVE | {"List-Unsubscribe": f"<{LINK}{'a' * 200}>"}))
    for sent in (mail.outbox[0].message().as_bytes(), mail.outbox[0].message(policy=email.policy.SMTP).as_bytes()):
        lines = sent.splitlines()
        assert f"List-Unsubscribe: <{LINK}{'a' * 200}>".encode() in lines
        assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
        assert max(map(len, lines)) < 998


def test_a_secret_link_is_not_kept_in_them() -> None:
    message = told(LEAVE, secret=Secret(LINK, until=UNTIL))
    assert message.headers["List-Unsubscribe"] == "<[посилання]>"
    assert is_in_the_database(LINK) == []


@pytest.mark.parametrize("name", ["Bcc", "From", "Message-ID", "X-Anything"])
def test_no_other_headers(name: str) -> None:
    with pytest.raises(ValueError, match="headers"):
        told({name: "maria@example.com"})
