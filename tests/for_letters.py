"""Who asked for announcements by mail, and who gets them."""

from tests import factories as make
from vikno.announcements.letters import digest_of
from vikno.announcements.models import LetterRequest, Subscription
from vikno.common.clock import now

TOKEN = "aSkEd-FoR-lEtTeRs"


def request(address: str = "maria@example.com") -> LetterRequest:
    """Asked now, with a link that is known; one for all who ask."""
    made, _ = LetterRequest.objects.get_or_create(
        digest=digest_of(TOKEN), defaults={"address": address, "language": "uk", "asked_at": now()}
    )
    return made


def subscription(address: str = "") -> Subscription:
    """Confirmed long ago, about everything in the country."""
    return Subscription.objects.create(
        address=address or f"reader{next(make.numbers)}@example.com", language="uk", confirmed_at=make.MOMENT,
        since=make.MOMENT, looked_at=make.MOMENT,
    )  # fmt: skip
