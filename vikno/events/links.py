"""The personal link of a seat. Nothing of it is kept, the signing key makes it anew: no copy of tables opens a seat."""

from typing import Final

from django.core.signing import BadSignature, Signer

from vikno.events.errors import NoSuchThing
from vikno.events.models import Participant

_SIGNER: Final = {"salt": "events.seat", "sep": "."}


def token_of(person: Participant) -> str:
    """What stands in the address of the person's own page."""
    return Signer(**_SIGNER).sign(f"{person.pk}-{person.hromada_id}")


def whose(token: str) -> tuple[int, str]:
    """(primary key of the person, hromada), by the key in force or by one of its fallbacks. Refusals: NoSuchThing."""
    try:
        pk, _dash, hromada = Signer(**_SIGNER).unsign(token).partition("-")
    except BadSignature:
        raise NoSuchThing from None
    return int(pk), hromada
