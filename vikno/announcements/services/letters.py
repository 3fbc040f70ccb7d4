"""Letters to whoever asked: an address is confirmed by its owner, told of each announcement once, left at one press.

No entry of the journal: it is kept for ever, and who reads news is to be forgotten when they leave.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F, Model

from vikno.announcements import queries
from vikno.announcements.errors import LinkOver, PlaceNotYours
from vikno.announcements.letters import digest_of, figures, left_by, new_token
from vikno.announcements.models import Announcement, Left, LetterRequest, Mailed, Subscription
from vikno.announcements.services import letter_words
from vikno.common import tenancy
from vikno.common.clock import today
from vikno.notifications import services as notifications
from vikno.territories.enums import TENANTS, Category
from vikno.territories.models import Unit

_COUNTRY = ""  # letters are rows of its chain, whoever is signed in while asking
_CLASS = 0x564B4C54  # "VKLT": the class of our advisory locks


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An oblast, a hromada or, without an area, the country; codes of tags, none for all; "uk" or "en"."""

    area: Unit | None
    tags: tuple[str, ...]
    language: str


@transaction.atomic
def ask_for_letters(*, address: str, choice: Choice, at: dt.datetime) -> None:
    """A letter with a link that confirms. Asked too often for a day, nothing: the asker is told the same.

    Refusals: PlaceNotYours, TagUnknown.
    """
    _require_known(choice)
    address = address.strip().lower()
    with tenancy.standing_in(_COUNTRY):
        _lock(address)
        lately = LetterRequest.objects.filter(address=address, asked_at__gt=at - dt.timedelta(days=1))
        if lately.count() >= figures().asks_a_day:
            return
        token = new_token()
        asked = LetterRequest.objects.create(
            address=address, area=choice.area, tags=list(choice.tags), language=choice.language,
            digest=digest_of(token), asked_at=at,
        )  # fmt: skip
        letter_words.tell_to_confirm(asked, token, at=at)


@transaction.atomic
def confirm_letters(*, token: str, at: dt.datetime) -> Subscription:
    """The owner of the address agrees. A later choice takes the place of the one before; pressed again, the same.

    Refusals: LinkOver.
    """
    asked = queries.letter_request(token, at=at)
    if asked is None:
        raise LinkOver
    _lock(asked.address)
    asked = LetterRequest.objects.select_related("area").filter(pk=asked.pk).first()
    kept = Subscription.objects.select_for_update().filter(address=asked.address).first() if asked else None
    if asked is None or (asked.confirmed_at and kept is None):
        raise LinkOver  # they have left meanwhile
    if asked.confirmed_at and kept:
        return kept
    LetterRequest.objects.filter(pk=asked.pk).update(confirmed_at=at)
    if kept is None:
        return Subscription.objects.create(
            address=asked.address, area=asked.area, tags=asked.tags, language=asked.language, confirmed_at=at,
            since=at, looked_at=at,
        )  # fmt: skip
    kept.area, kept.tags, kept.language, kept.since = asked.area, asked.tags, asked.language, kept.looked_at
    kept.save(update_fields=["area", "tags", "language", "since"])
    return kept


@transaction.atomic
def leave_letters(*, token: str, at: dt.datetime) -> None:
    """Nothing stays but one more in the count of the month. Pressed again, nothing more happens. Refusals: LinkOver."""
    number = left_by(token)
    if number is None:
        raise LinkOver
    with tenancy.standing_in(_COUNTRY):
        kept = Subscription.objects.select_for_update().filter(pk=number).first()
        if kept is None:
            return
        for asked in LetterRequest.objects.filter(address=kept.address):
            _forget(asked)
        _forget(kept)
        month, _is_new = Left.objects.get_or_create(month=today(at).replace(day=1))
        Left.objects.filter(pk=month.pk).update(people=F("people") + 1)


@transaction.atomic
def write_letter(*, subscription_id: int, at: dt.datetime) -> int:
    """The letter of a day to one who is due; of how many announcements. Nothing new, no letter; asked again, none."""
    due = queries.subscriptions_due(at=at).select_for_update(of=("self",)).select_related("area")
    kept = due.filter(pk=subscription_id).first()
    if kept is None:
        return 0
    found: list[Announcement] = list(queries.news_to_mail(kept, at=at)[: figures().most_in_letter])
    Mailed.objects.bulk_create(Mailed(subscription=kept, announcement=one, at=at) for one in found)
    Subscription.objects.filter(pk=kept.pk).update(looked_at=at)
    if found:
        with tenancy.standing_in(_COUNTRY):
            letter_words.tell_news(kept, found, at=at)
    return len(found)


@transaction.atomic
def forget_requests(*, at: dt.datetime) -> int:
    """Requests older than their days, confirmed or not, and addresses in letters about them; how many."""
    with tenancy.standing_in(_COUNTRY):
        old = list(LetterRequest.objects.filter(asked_at__lte=at - figures().request_life))
        for asked in old:
            _forget(asked)
    return len(old)


def _require_known(choice: Choice) -> None:
    if choice.area and choice.area.category not in {Category.OBLAST, *TENANTS}:
        raise PlaceNotYours
    for code in choice.tags:
        queries.tag_of(code)


def _forget(row: Model) -> None:
    notifications.forget(about=row, hromada_code="")
    row.delete()


def _lock(address: str) -> None:
    """One after another for an address: three asked at once are counted as three."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_CLASS, address])
