"""What a message may say, and where it may go. Plain decisions: no database, no clock."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.common import identifiers
from vikno.common.errors import Words
from vikno.notifications.enums import Channel, Event, Language, WordingKind

# What may stand in the words of each event. None of these is about the person: letters are read by other eyes.
PLACEHOLDERS: Final[Mapping[Event, tuple[str, ...]]] = MappingProxyType(
    {
        Event.REGISTERED: ("number", "site"),
        Event.WITHOUT_MOTION: ("number", "until", "site"),
        Event.HEARING: ("number", "day", "way", "where"),
        Event.RESULT_READY: ("number", "where", "site"),
        Event.DECIDED: ("number", "site"),
        Event.UNCLAIMED: ("number", "since", "where", "site"),
        Event.CUSTODY_ALARM: ("number", "since", "origin", "destination"),
    }
)
# Without these the message would be of no use.
REQUIRED: Final[Mapping[Event, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(Event, ("number",)),
        Event.WITHOUT_MOTION: ("number", "until"),
        Event.HEARING: ("number", "day", "where"),
    }
)
# The applicant has to be told (КМУ 588), and the head cannot switch these off.
ALWAYS_SENT: Final = frozenset({Event.WITHOUT_MOTION, Event.HEARING, Event.RESULT_READY, Event.CUSTODY_ALARM})
PLACEHOLDER_WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "number": _("номер справи (або пакета)"),
        "until": _("день, до якого усунути недоліки"),
        "where": _("де отримати результат або висловитися"),
        "day": _("день, коли можна висловитися"),
        "way": _("як висловитися: особисто, письмово, відеозв'язком"),
        "since": _("з якого дня чекає"),
        "site": _("адреса сторінки перевірки"),
        "origin": _("звідки їде пакет"),
        "destination": _("куди їде пакет"),
    }
)
SAMPLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "number": "26-0417-000123-5", "until": "30.11.2026", "day": "30.11.2026", "way": "на зустрічі",
        "where": "там, де подано", "since": "16.11.2026",
        "site": "https://cnap.example/status/", "origin": "Лугове", "destination": "Калинівка",
    }
)  # fmt: skip
# What stands in the kept words where an address was that only the addressee may have.
_STAND_INS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "link": MappingProxyType({Language.UKRAINIAN: "[посилання]", Language.ENGLISH: "[link]"}),
        "code": MappingProxyType({Language.UKRAINIAN: "[код]", Language.ENGLISH: "[code]"}),
    }
)
STANDS_IN: Final = re.compile("|".join(re.escape(word) for words in _STAND_INS.values() for word in words.values()))
_LIST_HEADERS: Final = frozenset({"List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"})
LONGEST_LETTER: Final = 2000
LONGEST_SUBJECT: Final = 120
MOST_PARTS: Final = 3
_EMAIL = re.compile(r"[^\s<>,;:\"@]+@[^\s<>,;:\"@]+\.[^\s<>,;:\"@]+")
# What a letter may carry besides its words: entries of a calendar, with the method that mail programs ask for.
_ENCLOSED: Final = frozenset({"text/calendar; method=PUBLISH", "text/calendar; method=CANCEL"})
_ENCLOSED_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.ics")
_LONGEST_ENCLOSED: Final = 65_536
_BRACED = re.compile(r"\{([^{}]*)\}")
_LINK = re.compile(r"(?i)\bhttps?:|\bwww\.|\b[a-z0-9-]+\.(?:com|net|org|info|ua|top|xyz|ru|io)\b")
# The alphabet in which an SMS has 160 letters instead of 70: no Cyrillic in it.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)


def kind_of(channel: str) -> WordingKind:
    """A letter by e-mail, post and voice; short words where every letter is paid."""
    spacious = (Channel.EMAIL, Channel.POST, Channel.PHONE, Channel.IN_PERSON)
    return WordingKind.LETTER if channel in spacious else WordingKind.SHORT


def address_for(channel: str, contact: str) -> str:
    """The contact as the channel needs it; "" when it is no address of that kind."""
    if channel == Channel.EMAIL:
        name, at, domain = contact.strip().rpartition("@")
        return (
            contact.strip() if name and at and "." in domain and not re.search(r"[\s<>,;\"]", contact.strip()) else ""
        )
    if channel == Channel.SMS:
        return identifiers.phone_e164(contact) or ""
    return contact.strip()


def filled(text: str, values: Mapping[str, str]) -> str:
    """Placeholders replaced; nothing inside a value is looked at again."""
    return _BRACED.sub(lambda found: values.get(found[1], found[0]), text)


def is_list_header(name: str) -> bool:
    """Whether a letter may carry it: of which list it is, how to leave it (RFC 2369, 2919, 8058)."""
    return name in _LIST_HEADERS


def is_enclosure(name: str, media_type: str, body: str) -> bool:
    """Whether a letter may carry it: a calendar of a plain name, no longer than mail servers let through unseen."""
    is_named = _ENCLOSED_NAME.fullmatch(name) is not None
    return is_named and media_type in _ENCLOSED and 0 < len(body.encode()) <= _LONGEST_ENCLOSED


def stand_in(language: str, kind: str = "link") -> str:
    """The plain word for a hidden address or code; of an unknown language, the Ukrainian one."""
    words = _STAND_INS[kind]
    return words.get(language, words[Language.UKRAINIAN])


def sms_parts(text: str) -> int:
    """How many paid parts a text takes: 160 or 70 letters in one, 153 or 67 in each of several."""
    is_plain = all(letter in _GSM for letter in text)
    units = len(text) if is_plain else len(text.encode("utf-16-le")) // 2
    one, each = (160, 153) if is_plain else (70, 67)
    return 1 if units <= one else -(-units // each)


def faults_of(*, event: str, kind: str, subject: str, body: str) -> list[Words]:
    """Everything that is wrong with a wording, in words; empty when it may be used."""
    return [*_wrong_braces(Event(event), subject + "\n" + body, body), *_wrong_length(kind, subject, body)]


def _wrong_braces(event: Event, text: str, body: str) -> list[Words]:
    known, used = PLACEHOLDERS[event], _BRACED.findall(text)
    faults: list[Words] = []
    unknown = sorted({name for name in used if name not in known})
    if unknown or "{" in _BRACED.sub("", text) or "}" in _BRACED.sub("", text):
        allowed = ", ".join(f"{{{name}}}" for name in known)
        faults.append(format_lazy(_("У фігурних дужках можна лише: {allowed}."), allowed=allowed))
    faults += [
        format_lazy(_("Додайте в текст {name}: без нього повідомлення не має змісту."), name=f"{{{name}}}")
        for name in REQUIRED[event]
        if f"{{{name}}}" not in body
    ]
    if _LINK.search(text):
        faults.append(_("Посилання в тексті — лише {site}: чужі адреси в таких листах люди вважають шахрайством."))
    return faults


def _wrong_length(kind: str, subject: str, body: str) -> list[Words]:
    if kind == WordingKind.SHORT:
        parts = sms_parts(filled(body, SAMPLE))
        said = _("Повідомлення займе {parts} частин SMS, а можна не більше {most}. Скоротіть текст.")
        return [format_lazy(said, parts=parts, most=MOST_PARTS)] if parts > MOST_PARTS else []
    faults: list[Words] = []
    if not subject:
        faults.append(_("Напишіть тему листа."))
    if len(subject) > LONGEST_SUBJECT or "\n" in subject:
        faults.append(format_lazy(_("Тема — один рядок, не довший за {most} знаків."), most=LONGEST_SUBJECT))
    if len(body) > LONGEST_LETTER:
        faults.append(format_lazy(_("Лист не довший за {most} знаків."), most=LONGEST_LETTER))
    return faults
