"""The words of letters about events: short, without names of people, in the language the reader chose."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vikno.common import identifiers, tenancy
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.events import links
from vikno.events.enums import LetterKind
from vikno.events.models import Certificate, Delegation, Participant, Promise, SurveyInvite
from vikno.events.queries.seats import LINK_LASTS
from vikno.notifications import services as notifications
from vikno.notifications.enums import Channel


@dataclass(frozen=True, kw_only=True)
class Due:
    """A letter to write: to the contact of a delegation, or to one `person` of it; of that person, if they left."""

    kind: LetterKind
    delegation: Delegation
    person: Participant | None = None
    promise: Promise | None = None
    edition: int = 0

    @property
    def reader(self) -> Participant | None:
        """One person; None: the contact. That somebody does not come is for the contact of those who do."""
        return None if self.kind == LetterKind.LEFT else self.person

    @property
    def recipient(self) -> str:
        """As it was written down."""
        return (self.reader.email if self.reader else self.delegation.contact).strip()

    @property
    def language(self) -> str:
        """What the reader chose for letters."""
        return (self.reader or self.delegation).language


@dataclass(frozen=True)
class _Words:
    """`link` leads somewhere; with `is_secret` it and `code` are for the addressee alone."""

    subject: str
    body: str
    link: str
    code: str = ""
    is_secret: bool = False


def way_to(contact: str) -> str:
    """The channel that fits what was written as a contact; "" where it is neither an address nor a telephone."""
    try:
        validate_email(contact.strip())
    except ValidationError:
        return Channel.SMS.value if identifiers.phone_e164(contact) else ""
    return Channel.EMAIL.value


def tell(due: Due, *, at: datetime) -> str:
    """Write the message of a letter; answers its channel, "" where there is nowhere to write."""
    one = due.delegation
    recipient = due.recipient
    channel = way_to(recipient)
    if not channel:
        return ""
    with translation.override(due.language):
        words = _words(due)
        body, subject = words.body, f"{words.subject}: {one.event.title}"[:200]
        for name, value in _values(one, words).items():
            body = body.replace(name, value)
    until = max(one.event.ends_at + LINK_LASTS, at + timedelta(days=1))
    secret = notifications.Secret(words.link, until=until, code=words.code) if words.is_secret else None
    with tenancy.standing_in(one.hromada_id):
        notifications.tell(
            actor=Actor.system(one.hromada_id), at=at, hromada_code=one.hromada_id, channel=channel,
            recipient=recipient, subject=subject, body=body, about=one, secret=secret, language=due.language,
        )  # fmt: skip
    return channel


def _values(one: Delegation, words: _Words) -> dict[str, str]:
    event = one.event
    return {
        "{title}": event.title, "{when}": when_in_words(event.begins_at), "{place}": event.place or _("онлайн"),
        "{until}": when_in_words(one.offered_until) if one.offered_until else "", "{link}": words.link,
        "{code}": words.code,
    }  # fmt: skip


def when_in_words(moment: datetime) -> str:
    """«23 листопада 2026 р., 10:30», by the clock of Kyiv."""
    return date_format(moment.astimezone(KYIV), "j E Y, H:i")


def _words(due: Due) -> _Words:
    if due.kind == LetterKind.LEFT:
        body = _("Одна людина з вашої делегації не приїде: «{title}», {when}. Її місце передано далі. Заявка: {link}")
        return _Words(_("Людина не приїде"), body, _address("events:delegation", due.delegation.pk))
    if due.person is not None:
        return _words_for_person(due.kind, due.person)
    if due.promise is not None:
        body = _("Після заходу «{title}» ви записали, що впровадите. Чи вдалося? Відповісти: {link}")
        return _Words(_("Чи вдалося впровадити"), body, _address("events:outcome", due.promise.pk))
    return _words_for_contact(due.kind, due.delegation)


def _words_for_contact(kind: LetterKind, one: Delegation) -> _Words:
    page, listed = _address("events:delegation", one.pk), _address("events:public_list")
    anew = _address("events:public_event", one.event.number)
    told = {
        LetterKind.OFFER: (
            _("Вам пропонують місця"),
            _("Для вашої делегації є місця: «{title}», {when}. Вони чекають на вас до {until}. Відповісти: {link}"),
            page,
        ),
        LetterKind.CONFIRMED: (
            _("Участь підтверджено"), _("Чекаємо на вашу делегацію: «{title}», {when}, {place}. Подробиці: {link}"),
            page,
        ),
        LetterKind.LAPSED: (
            _("Пропозиція минула"),
            _("На пропозицію місць ніхто не відповів, тому їх передано далі. Зареєструватися знову: {link}"), anew,
        ),
        LetterKind.CANCELLED: (
            _("Участь скасовано"),
            _("Організатори скасували участь вашої делегації: «{title}», {when}. Заявка: {link}"), page,
        ),
        LetterKind.CALLED_OFF: (
            _("Захід скасовано"), _("Захід «{title}», {when}, не відбудеться, вибачте. Інші заходи: {link}"), listed,
        ),
        LetterKind.CHANGED: (
            _("Захід змінено"),
            _("Захід «{title}» змінено. Тепер: {when}, {place}. Не зможете приїхати? Скасуйте участь: {link}"), page,
        ),
        LetterKind.REMINDER: (
            _("Нагадування"), _("Нагадуємо: «{title}», {when}, {place}. Не зможете приїхати? Скасуйте участь: {link}"),
            page,
        ),
        LetterKind.SURVEY: (
            _("Як вам захід?"),
            _("Дякуємо за участь. Анкети для людей без пошти й місце для обіцянки — на сторінці заявки: {link}"), page,
        ),
        LetterKind.CERTIFICATE: (
            _("Сертифікати готові"), _("Сертифікати вашої делегації готові: «{title}». Узяти їх: {link}"), page,
        ),
    }  # fmt: skip
    return _Words(*told[kind])


def _words_for_person(kind: LetterKind, person: Participant) -> _Words:
    if kind == LetterKind.SURVEY:
        token = SurveyInvite.objects.get(participant=person).token
        body = _("Дякуємо за участь. Розкажіть без імені, як вам захід: {link}. Посилання лише для вас.")
        return _Words(_("Як вам захід?"), body, _address("events:survey", token), is_secret=True)
    if kind == LetterKind.CERTIFICATE:
        body = _("Ваш сертифікат готовий. Уведіть код {code} на цій сторінці, щоб його завантажити: {link}")
        code = Certificate.objects.get(participant=person).code
        return _Words(_("Сертифікат готовий"), body, _address("events:check"), code=code, is_secret=True)
    own = _address("events:seat", links.token_of(person))
    if kind == LetterKind.CONFIRMED:
        body = _("Ваше місце підтверджено: «{title}», {when}, {place}. Програма, ваші сесії або відмова: {link}")
        return _Words(_("Ваше місце"), body, own, is_secret=True)
    body = _("Нагадуємо: «{title}», {when}, {place}. Ваші сесії, а якщо не приїдете — відмова: {link}")
    return _Words(_("Нагадування"), body, own, is_secret=True)


def _address(name: str, *args: object) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=args)}"
