"""Who is written to, and about what. Nobody reads these rows but the job and the holder of a link."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vikno.announcements.letters import digest_of, figures, left_by
from vikno.announcements.models import Announcement, LetterChoice, LetterRequest, Subscription
from vikno.announcements.queries.reading import NewsFilters, found_news
from vikno.announcements.queries.tags import tags
from vikno.common import clock
from vikno.territories.enums import TENANTS


def letter_request(token: str, *, at: dt.datetime) -> LetterRequest | None:
    """What a link confirms; None for an unknown one and after its hours."""
    alive = LetterRequest.objects.filter(digest=digest_of(token), asked_at__gt=at - figures().link_life)
    return alive.select_related("area").first()


def subscription_left_by(token: str) -> Subscription | None:
    """None where the link is not ours, or has been used already."""
    return Subscription.objects.select_related("area").filter(pk=left_by(token) or 0).first()


def choice_in_words(choice: LetterChoice) -> str:
    """«Степова громада: зміна графіка». Load the area with it."""
    marks = tags()
    place = choice.area.title if choice.area else _("Уся Україна")
    named = ", ".join(str(marks[code]) for code in choice.tags if code in marks)
    return f"{place}: {named}" if named else place


def subscriptions_due(*, at: dt.datetime) -> QuerySet[Subscription]:
    """Those not looked at since today's hour of letters; nobody before it."""
    hour = figures().hour_of(at)
    return Subscription.objects.filter(looked_at__lt=hour).order_by("pk") if at >= hour else Subscription.objects.none()


def news_to_mail(subscription: Subscription, *, at: dt.datetime) -> QuerySet[Announcement]:
    """Chosen, seen by people now, appeared since, not told of yet."""
    chosen = found_news(_filters(subscription), on=clock.today(at))
    if subscription.tags:
        chosen = chosen.filter(tags__overlap=subscription.tags)
    appeared = Q(published_at__gte=subscription.since) | Q(visible_from__gt=clock.today(subscription.since))
    return chosen.filter(appeared).exclude(pk__in=subscription.mailed.values("announcement_id"))


def _filters(choice: LetterChoice) -> NewsFilters:
    if choice.area is None:
        return NewsFilters()
    # A city with special status is its own oblast; as a hromada it brings the same and the oblast's.
    code = str(choice.area.pk)
    return NewsFilters(hromada=code) if choice.area.category in TENANTS else NewsFilters(oblast=code)
