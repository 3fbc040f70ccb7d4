"""What a hromada is by its centre."""

from collections.abc import Mapping
from typing import Final

from vikno.territories.enums import Category, HromadaKind

# Signs 10–12 of a code number the settlements of a hromada: its centre has this one.
CENTRE: Final = "001"
_KINDS: Final[Mapping[str, HromadaKind]] = {
    Category.CITY: HromadaKind.CITY, Category.SPECIAL_CITY: HromadaKind.CITY, Category.TOWN: HromadaKind.SETTLEMENT,
    Category.SETTLEMENT: HromadaKind.SETTLEMENT, Category.VILLAGE: HromadaKind.VILLAGE,
}  # fmt: skip


def kind_of_hromada(category: str, centre: str) -> str:
    """A `HromadaKind`, or "" where the codifier has no centre. `centre`: the category of the settlement with 001.

    >>> kind_of_hromada("H", "T"), kind_of_hromada("K", ""), kind_of_hromada("H", "")
    ('settlement', 'city', '')
    """
    return str(_KINDS.get(category if category == Category.SPECIAL_CITY else centre, ""))
