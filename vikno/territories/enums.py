"""Categories of units of the codifier КАТОТТГ."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Words


class Category(TextChoices):
    """Letters as the codifier writes them, in Latin; `T` (смт) is historic."""

    OBLAST = "O", _("область")
    SPECIAL_CITY = "K", _("місто зі спеціальним статусом")
    RAION = "P", _("район")
    HROMADA = "H", _("територіальна громада")
    CITY = "M", _("місто")
    TOWN = "T", _("селище міського типу")
    SETTLEMENT = "X", _("селище")
    VILLAGE = "C", _("село")
    CITY_DISTRICT = "B", _("район у місті")


class HromadaKind(TextChoices):
    """What a hromada is by its centre; only such are compared with each other."""

    CITY = "city", _("міська")
    SETTLEMENT = "settlement", _("селищна")
    VILLAGE = "village", _("сільська")


# Many of a kind; "" where the codifier does not say.
HROMADAS_OF_KIND: Mapping[str, Words] = {
    HromadaKind.CITY: _("міські"), HromadaKind.SETTLEMENT: _("селищні"), HromadaKind.VILLAGE: _("сільські"),
    "": _("тип невідомий"),
}  # fmt: skip


# How a unit is called in full; the name itself is never inflected.
TITLES: Mapping[str, Words] = {
    Category.OBLAST: _("{name} область"),
    Category.SPECIAL_CITY: _("м. {name}"),
    Category.RAION: _("{name} район"),
    Category.HROMADA: _("{name} громада"),
    Category.CITY: _("м. {name}"),
    Category.TOWN: _("смт {name}"),
    Category.SETTLEMENT: _("с-ще {name}"),
    Category.VILLAGE: _("с. {name}"),
    Category.CITY_DISTRICT: _("{name} район міста"),
}
# Called by its own name: it is not «… область».
REPUBLIC = "Автономна Республіка"

# Where people live: what an address can name.
SETTLEMENTS = frozenset({Category.CITY, Category.TOWN, Category.SETTLEMENT, Category.VILLAGE})
# Units that can be a tenant: Київ and Севастополь have no hromadas of their own.
TENANTS = frozenset({Category.HROMADA, Category.SPECIAL_CITY})


def title_of(category: str, name: str) -> str:
    """«с. Іванівка», «Степова громада», «Лугова область», in the language in force."""
    if name.startswith(REPUBLIC):
        return name
    return str(TITLES[category]).format(name=name)


class LocationSource(TextChoices):
    BOUNDARY = "boundary", _("центр межі")
    POSTCODES = "postcodes", _("перелік поштових індексів")
    PERSON = "person", _("вказано працівником")
    REGISTER = "register", _("реєстр")


class EditionKind(TextChoices):
    """What a file that was taken in is about."""

    CODIFIER = "codifier", _("Кодифікатор КАТОТТГ")
    OLD_CODES = "old_codes", _("Відповідність КАТОТТГ і КОАТУУ")
    BOUNDARIES = "boundaries", _("Межі")
    POPULATION = "population", _("Населення")
    POSTCODES = "postcodes", _("Поштові індекси")
    STATIONS = "stations", _("Точки попиту")


class Removals(TextChoices):
    """How many units an edition may remove before the file is taken for a cut one."""

    FEW = "few", _("лише кілька, як буває")
    ANY = "any", _("скільки є, підтверджено")
