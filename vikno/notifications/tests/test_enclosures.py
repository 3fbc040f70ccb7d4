"""A letter carries one small file, an entry of a calendar, and no other; no channel without letters keeps one."""

import email.policy

import pytest
from django.contrib.sessions.models import Session
from django.core import mail

from vikno.common import tenancy
from vikno.notifications import services
from vikno.notifications.enums import Channel, Delivery
from vikno.notifications.models import Enclosure, Message
from vikno.notifications.services import Enclosed
from vikno.notifications.tests.test_services import ACTOR, AT, HOME, run

pytestmark = pytest.mark.django_db
BODY = "BEGIN:VCALENDAR\r\nSUMMARY:Співбесіда\r\nEND:VCALENDAR\r\n"
HOUR = Enclosed("talk-7.ics", "text/calendar; method=PUBLISH", BODY)


def told(enclosed: Enclosed, *, channel: str = Channel.EMAIL) -> Message:
    tenancy.bind(HOME)
    about = Session.objects.create(session_key="about", expire_date=AT)
    return services.tell(
        actor=ACTOR, at=AT, hromada_code=HOME, channel=channel, recipient="maria@example.com", subject="Розмова",
        body="Приходьте", about=about, enclosed=enclosed,
    )  # fmt: skip


def test_it_goes_with_the_letter_and_says_its_method() -> None:
    message = run(told(HOUR))
    assert message.delivery == Delivery.SENT
    read = email.message_from_bytes(mail.outbox[0].message().as_bytes(), policy=email.policy.default)
    (part,) = read.iter_attachments()
    assert (part.get_content_type(), part.get_param("method"), part.get_filename()) == (
        "text/calendar", "PUBLISH", "talk-7.ics",
    )  # fmt: skip
    assert part.get_content().replace("\r\n", "\n") == BODY.replace("\r\n", "\n")
    assert "Приходьте" in read.get_body().get_content()


@pytest.mark.parametrize(
    "enclosed",
    [
        Enclosed("talk.exe", HOUR.media_type, BODY), Enclosed("../talk.ics", HOUR.media_type, BODY),
        Enclosed("talk.ics", "text/html", BODY), Enclosed("talk.ics", HOUR.media_type, "я" * 40_000),
        Enclosed("talk.ics", HOUR.media_type, ""),
    ],
    ids=["kind", "path", "type", "long", "empty"],
)  # fmt: skip
def test_no_other_file(enclosed: Enclosed) -> None:
    with pytest.raises(ValueError, match="file"):
        told(enclosed)
    assert not Enclosure.objects.exists()


def test_what_is_said_by_a_person_has_no_file() -> None:
    told(HOUR, channel=Channel.IN_PERSON)
    assert not Enclosure.objects.exists()


def test_it_is_forgotten_with_its_letter() -> None:
    message = told(HOUR)
    about = Session.objects.get(session_key="about")
    assert services.forget(about=about, hromada_code=HOME) == 1
    assert not Enclosure.objects.filter(message=message).exists()
