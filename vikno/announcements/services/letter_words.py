"""The words of letters about announcements, in the language that was chosen."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from vikno.announcements import queries
from vikno.announcements.letters import figures, leaving_token
from vikno.announcements.models import Announcement, LetterRequest, Subscription
from vikno.announcements.queries import News
from vikno.common.actors import Actor
from vikno.notifications import services as notifications
from vikno.notifications.enums import Channel

# A letter that could not be sent for so long is not sent: the next day's tells what is new then.
_GOES_FOR: Final = dt.timedelta(days=4)


def tell_to_confirm(asked: LetterRequest, token: str, *, at: dt.datetime) -> None:
    """Whoever opens the link owns the address; it is kept nowhere but in the letter, sealed until it goes."""
    link = _address("portal_news:letters_confirm", token)
    with override(asked.language):
        subject = _("Підтвердьте, що хочете отримувати оголошення")
        body = _(
            "Хтось, мабуть ви, просить надсилати на цю адресу оголошення ЦНАП.\n"
            "Ваш вибір: {choice}.\n\n"
            "Щоб погодитися, відкрийте посилання й натисніть кнопку: {link}\n"
            "Посилання діє {hours} годин.\n\n"
            "Якщо це були не ви, нічого не робіть: листів не буде."
        ).format(choice=queries.choice_in_words(asked), link=link, hours=figures().link_hours)
    notifications.tell(
        actor=Actor.system(), at=at, hromada_code="", channel=Channel.EMAIL, recipient=asked.address,
        subject=subject, body=body, about=asked, language=asked.language,
        secret=notifications.Secret(link, until=at + figures().link_life),
    )  # fmt: skip


def tell_news(kept: Subscription, found: list[Announcement], *, at: dt.datetime) -> None:
    """Titles, places and addresses of announcements; at the end, the way to leave."""
    leave = _address("portal_news:letters_leave", leaving_token(kept.pk))
    with override(kept.language):
        told = [queries.told(one, {}) for one in found]
        count = len(told)
        subject = ngettext("{count} нове оголошення", "{count} нових оголошень", count).format(count=count)
        end = _("Ви отримуєте це, бо погодилися на листи: {choice}.\nБільше не надсилати (одне натискання): {link}")
        said = end.format(choice=queries.choice_in_words(kept), link=leave)
    notifications.tell(
        actor=Actor.system(), at=at, hromada_code="", channel=Channel.EMAIL, recipient=kept.address,
        subject=subject, body="\n\n".join([*_lines(told), "-- \n" + said]), about=kept, language=kept.language,
        secret=notifications.Secret(leave, until=at + _GOES_FOR),
        headers={"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )  # fmt: skip


def _lines(told: Iterable[News]) -> list[str]:
    return [f"{one.title}\n{one.place}\n{_address('portal_news:one', one.pk)}" for one in told]


def _address(name: str, part: str | int) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{reverse(name, args=[part])}"
