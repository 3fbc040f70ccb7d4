"""Categories of units of the codifier КАТОТТГ."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


# Where people live: what an address can name.
SETTLEMENTS = frozenset({Category.CITY, Category.TOWN, Category.SETTLEMENT, Category.VILLAGE})
# Units that can be a tenant: Київ and Севастополь have no hromadas of their own.
TENANTS = frozenset({Category.HROMADA, Category.SPECIAL_CITY})


class LocationSource(TextChoices):
    BOUNDARY = "boundary", _("центр межі")
    POSTCODES = "postcodes", _("перелік поштових індексів")
    PERSON = "person", _("вказано працівником")
    REGISTER = "register", _("реєстр")
