"""The left rail: which sections a role has, in which order, under which key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vikno.accounts.enums import DESK_ROLES, PROGRAMME_ROLES, Role
from vikno.common.actors import Actor
from vikno.common.components import NavItem
from vikno.desk.filters import Pinned

_EVERYBODY_AT_THE_DESK = frozenset(DESK_ROLES)
_HEAD = frozenset({Role.HEAD})
_OF_PROGRAMMES = frozenset(PROGRAMME_ROLES)
_MONEY = frozenset({Role.OFFICER, Role.HEAD})
_PROGRAMME = frozenset({Role.PROGRAMME})
_EXPERT = frozenset({Role.EXPERT})
_STEWARD = frozenset({Role.STEWARD})
_OVERSEERS = frozenset({Role.STEWARD, Role.OVERSEER})
_LEAD = frozenset({Role.HEAD, Role.LEADER})

# (roles, address by name, label).
SECTIONS: tuple[tuple[frozenset[Role], str, Promise], ...] = (
    (_EVERYBODY_AT_THE_DESK, "desk:home", _("Робота сьогодні")),
    (_EVERYBODY_AT_THE_DESK, "desk:intake", _("Прийняти заяву")),
    (_EVERYBODY_AT_THE_DESK, "cases:list", _("Справи")),
    (_EVERYBODY_AT_THE_DESK, "queue:live", _("Жива черга")),
    (_EVERYBODY_AT_THE_DESK, "consignments:home", _("Пакети з паперами")),
    (_EVERYBODY_AT_THE_DESK, "desk:people", _("Заявники")),
    (_EVERYBODY_AT_THE_DESK, "cases:unsorted", _("Скани без справи")),
    (_EVERYBODY_AT_THE_DESK, "cases:journal", _("Журнал реєстрації")),
    (_EVERYBODY_AT_THE_DESK, "network:points", _("Точки мережі")),
    (_EVERYBODY_AT_THE_DESK, "catalogue:services", _("Каталог послуг")),
    (_EVERYBODY_AT_THE_DESK, "appointments:day", _("Запис на прийом")),
    (_MONEY, "correspondence:letters", _("Пошта")),
    (_EVERYBODY_AT_THE_DESK, "correspondence:messages", _("Повідомлення")),
    (_MONEY, "feedback:overview", _("Відгуки і скарги")),
    (_MONEY, "payments:ledger", _("Звірка оплат")),
    (_EVERYBODY_AT_THE_DESK, "blanks:home", _("Бланки свідоцтв")),
    (_EVERYBODY_AT_THE_DESK, "continuity:home", _("Перебої")),
    (_HEAD, "desk:board", _("Стан мережі")),
    (_LEAD, "indicators:list", _("Показники")),
    (_HEAD, "reporting:week", _("Тиждень")),
    (_HEAD, "reporting:quarters", _("Звіти за квартал")),
    (_HEAD, "reporting:quality", _("Що виправити в даних")),
    (_HEAD, "payments:accounts", _("Рахунки казначейства")),
    (_HEAD, "announcements:list", _("Оголошення")),
    (_HEAD, "opendata:housing_own", _("Квартирна черга")),
    (_HEAD, "accounts:people", _("Працівники")),
    (_HEAD, "network:authorisations", _("Уповноваження старост")),
    (_HEAD, "network:availability", _("Чи працюють надавачі")),
    (_HEAD, "accounts:keys", _("Ключі для програм")),
    (_HEAD, "cases:terms", _("Строки і календар")),
    (_HEAD, "correspondence:wordings", _("Тексти повідомлень")),
    (_LEAD, "assessments:list", _("Самооцінка")),
    (_LEAD, "assessments:roadmap", _("Дорожня карта")),
    (_LEAD, "programmes:ours", _("Конкурси і програми")),
    (_LEAD, "selection:results", _("Результати конкурсів")),
    (_LEAD, "support:ours", _("Підтримка громади")),
    (_LEAD, "events:ours", _("Візити і навчання")),
    (_LEAD, "practices:ours", _("Практики")),
    (_EXPERT, "selection:queue", _("Оцінювання")),
    (_PROGRAMME, "programmes:calls", _("Конкурси")),
    (_PROGRAMME, "selection:calls", _("Відбір")),
    (_PROGRAMME, "support:board", _("Супровід")),
    (_OF_PROGRAMMES, "assessments:rounds", _("Кампанії")),
    (_PROGRAMME, "events:work", _("Навчання")),
    (_EXPERT, "events:doors", _("Реєстрація на місці")),
    (_EXPERT, "support:ledger", _("Надана підтримка")),
    (_PROGRAMME, "questionnaires:list", _("Анкети")),
    (_PROGRAMME, "practices:sent", _("Практики і записи")),
    (_PROGRAMME, "announcements:programme_list", _("Оголошення")),
    (frozenset({Role.COURIER}), "consignments:courier", _("Мої пакети")),
    (_MONEY, "desk:retention", _("Зберігання і знищення")),
    (frozenset({Role.PROVIDER}), "consignments:provider", _("Справи до вирішення")),
    (frozenset({Role.PROVIDER}), "cases:list", _("Усі справи")),
    (frozenset({Role.PROVIDER}), "network:availability", _("Чи працюють надавачі")),
    (_STEWARD, "network:placements", _("Адреси на уточнення")),
    (_STEWARD, "network:points", _("Точки мережі")),
    (_STEWARD, "network:register", _("Реєстр центрів")),
    (_STEWARD, "opendata:norms", _("Пункти норм")),
    (_STEWARD, "catalogue:services", _("Каталог послуг")),
    (_STEWARD, "announcements:national_list", _("Оголошення")),
    (_OVERSEERS, "indicators:country", _("Показники")),
    (_OVERSEERS, "reporting:country", _("Звіти центрів")),
    (_STEWARD, "network:availability", _("Чи працюють надавачі")),
    (_STEWARD, "territories:search", _("Кодифікатор")),
    (_STEWARD, "territories:imports", _("Завантаження кодифікатора")),
    (_STEWARD, "accounts:keys", _("Ключі для програм")),
)


_DAILY: Final = 9  # what has a key stands first, under no title
# Title -> rooms, or addresses where a room stands under two titles. What is named nowhere stands under the last one.
GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("Люди й звернення"), ("appointments", "correspondence:letters", "correspondence:messages", "feedback")),
    (_("Облік"), ("payments:ledger", "blanks", "continuity", "desk:retention")),
    (
        _("Керування"),
        (
            *("desk:board", "indicators", "reporting", "announcements:list", "announcements:national_list"),
            *("opendata:housing_own", "network:availability"),
        ),
    ),
    (
        _("Розвиток"),
        (
            *("questionnaires", "assessments", "programmes", "selection", "support", "events", "practices"),
            "announcements:programme_list",
        ),
    ),
    (_("Налаштування"), ()),
)


def rail_for(actor: Actor, *, path: str) -> tuple[NavItem, ...]:
    """Lines of the rail, long ones under titles."""
    current = _current([line.address for line in _lines(actor.role)], path)
    return _items(actor.role, current, get_language())


@lru_cache(maxsize=512)
def _items(role: str, current: str, language: str) -> tuple[NavItem, ...]:
    """Made once for each section of a role in a language: every page of the desk has them."""
    daily, rest = _lines(role)[:_DAILY], sorted(_lines(role)[_DAILY:], key=lambda line: line.group)
    return (
        *(
            NavItem(line.address, str(line.label), key=str(place), current=line.address == current)
            for place, line in enumerate(daily, start=1)
        ),
        *(
            NavItem(line.address, str(line.label), current=line.address == current, group=str(GROUPS[line.group][0]))
            for line in rest
        ),
    )


def _current(addresses: Sequence[str], path: str) -> str:
    """The longest address that begins the page's own; else the only one of its room."""
    room = f"/{path.strip('/').partition('/')[0]}/"
    of_room = [address for address in addresses if address.startswith(room)]
    only = of_room[0] if len(of_room) == 1 else ""
    return max((address for address in addresses if path.startswith(address)), key=len, default=only)


def pinned_lines(pinned: Iterable[Pinned], *, address: str) -> list[NavItem]:
    """Filters somebody pinned, under the sections; `address` is that of the page with its question."""
    return [NavItem(each.url, each.name, current=each.url == address, count=each.count) for each in pinned]


def first_page(actor: Actor) -> str:
    """Where a role begins its day; "" when it has no section."""
    return next((line.address for line in _lines(actor.role)), "")


@dataclass(frozen=True)
class _Line:
    address: str
    label: Promise
    group: int


@cache
def _lines(role: str) -> tuple[_Line, ...]:
    return tuple(_Line(reverse(name), label, _group_of(name)) for roles, name, label in SECTIONS if role in roles)


def _group_of(name: str) -> int:
    room = name.split(":")[0]
    return next((at for at, (_title, named) in enumerate(GROUPS) if name in named or room in named), len(GROUPS) - 1)
