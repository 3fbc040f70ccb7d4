"""Who comes: names and contacts as they are kept."""

from dataclasses import dataclass

from django.conf import settings

from vikno.appointments.enums import Door, ResourceKind
from vikno.appointments.errors import AddressMissing, ContactMissing, NameMissing
from vikno.appointments.models import Resource
from vikno.appointments.rules import secrets
from vikno.common.identifiers import phone_e164
from vikno.common.text import clean
from vikno.notifications.enums import Channel, Language
from vikno.notifications.queries import goes_by_itself


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who comes: as little as it takes to call them and to tell them."""

    name: str
    channel: str = Channel.IN_PERSON
    contact: str = ""
    address: str = ""
    language: str = Language.UKRAINIAN


def read_person(person: Person, *, stop: Resource | None) -> Person:
    """Cleaned; a contact is written the way it is sent to. NameMissing, AddressMissing."""
    name, address = clean(person.name)[:120], clean(person.address)[:300]
    if not name:
        raise NameMissing
    is_visit = stop is not None and stop.kind == ResourceKind.HOME_VISIT
    if is_visit and not address:
        raise AddressMissing
    contact = contact_of(person.channel, person.contact)
    return Person(
        name=name, channel=person.channel if contact else Channel.IN_PERSON, contact=contact,
        address=address if is_visit else "", language=person.language,
    )  # fmt: skip


def require_proof(person: Person, *, door: Door) -> None:
    """Where a code is asked for, there must be somewhere for it to come by itself. ContactMissing."""
    if door == Door.CODE and not (person.contact and goes_by_itself(person.channel, person.contact)):
        raise ContactMissing


def contact_of(channel: str, contact: str) -> str:
    """The contact as the channel needs it, "" where there is none."""
    written = clean(contact)
    if channel in (Channel.SMS, Channel.PHONE):
        return phone_e164(written) or ""
    return written[:254] if channel == Channel.EMAIL and "@" in written else ""


def key_of(contact: str) -> str:
    """By which bookings of one contact are counted; "" where there is none."""
    return secrets.contact_key(key=settings.SECRET_KEY, contact=contact.lower()) if contact else ""
