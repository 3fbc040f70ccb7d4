"""The directory of territories as the rules of placement want it: one read for a whole file."""

from collections import defaultdict

from vikno.network.rules.gazetteer import Gazetteer, Place
from vikno.territories.models import Postcode, Unit, UnitName


def load_gazetteer() -> Gazetteer:
    """Units in force with their former names and postcodes, in three queries."""
    old_names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, name, category in UnitName.objects.order_by("pk").values_list("unit_id", "name", "category"):
        old_names[code].append((name, category))
    postcodes: dict[str, set[str]] = defaultdict(set)
    for code, postcode in Postcode.objects.order_by("pk").values_list("unit_id", "postcode"):
        postcodes[code].add(postcode)
    units = Unit.objects.filter(removed_on=None).order_by("pk")
    fields = ("code", "category", "name", "oblast_id", "raion_id", "hromada_id")
    return Gazetteer(
        Place(
            code, category, name, oblast or "", raion or "", hromada or "",
            old_names=tuple(old_names.get(code, ())), postcodes=frozenset(postcodes.get(code, ())),
        )
        for code, category, name, oblast, raion, hromada in units.values_list(*fields)
    )  # fmt: skip
