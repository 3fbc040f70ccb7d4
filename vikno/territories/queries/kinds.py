"""Which hromadas are of cities, of settlements, of villages."""

from collections.abc import Collection

from django.db.models import Q
from django.db.models.functions import Substr

from vikno.territories.models import Unit
from vikno.territories.rules.kinds import CENTRE, kind_of_hromada


def kinds_of(hromadas: Collection[str]) -> dict[str, str]:
    """A `HromadaKind` of each by code, "" where it is not known. One query."""
    centres = Q(hromada_id__in=hromadas, number_in_hromada=CENTRE, removed_on=None)
    rows = (
        Unit.objects.annotate(number_in_hromada=Substr("pk", 10, 3)).filter(Q(pk__in=hromadas) | centres).order_by("pk")
    )
    own, centre = dict[str, str](), dict[str, str]()
    for code, hromada, category in rows.values_list("pk", "hromada_id", "category"):
        if code in hromadas:
            own[code] = category
        else:
            centre.setdefault(str(hromada), category)
    return {code: kind_of_hromada(own.get(code, ""), centre.get(code, "")) for code in hromadas}
