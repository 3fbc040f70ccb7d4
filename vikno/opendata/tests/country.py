"""A generated country of counts: oblasts, hromadas, services, and sums of months as they lie in the database."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from tests import factories as make
from vikno.accounts.models import Organisation
from vikno.catalogue.models import PublicService
from vikno.indicators.models import MonthCount
from vikno.territories.models import Unit

KINDS = ("main", "remote", "mobile_bus")


def settle(oblasts: int = 2, hromadas: int = 3) -> list[Unit]:
    """Hromadas, in oblasts of so many each."""
    made = []
    for o in range(oblasts):
        code = f"UA98{o:02d}0000000{o:06d}"
        oblast = make.unit(code, name=f"Лугова {o}", category="O")
        for h in range(hromadas):
            key, name = f"UA98{o:02d}{h + 1:03d}0000{h:06d}", f"Громада {o}-{h}"
            made.append(make.unit(key, name=name, category="H", oblast=oblast, parent=oblast))
    return made


def count(hromadas: list[Unit], month: dt.date, *, seed: int, size: int = 12, services: int = 3) -> None:
    """Sums of a month: of most facts, small and large ones beside each other."""
    number = random.Random(f"{seed} {month}")
    offered = list(PublicService.objects.order_by("code").values_list("pk", flat=True)[:services])
    provider = str(Organisation.objects.order_by("pk").values_list("pk", flat=True)[0])
    rows: dict[tuple[Any, ...], int] = {}
    for hromada in hromadas:
        for kind in number.sample(KINDS, number.randint(1, 3)):
            for fact, a, b, c, bucket in _facts(number, offered, provider, size):
                key = (hromada.pk, kind, fact, str(a), b, c, bucket)
                rows[key] = rows.get(key, 0) + number.choice((1, 1, 2, 3, 4, 6, 11, 30))
    MonthCount.objects.bulk_create(
        MonthCount(hromada_id=place, month=month, kind=kind, fact=fact, a=a, b=b, c=c, bucket=bucket, n=n)
        for (place, kind, fact, a, b, c, bucket), n in rows.items()
    )


def _facts(number: random.Random, services: list[int], provider: str, size: int) -> Iterator[tuple[Any, ...]]:
    for _ in range(size):
        service = number.choice(services)
        yield "registered", service, number.choice(("person", "post")), "", None
        yield "given", service, "", "", number.randint(0, 40)
        yield "decided", service, number.choice(("granted", "refused")), provider, number.choice((None, 0, 0, 3))
        yield "travelled", service, provider, "", number.randint(0, 40)
        yield "checked", service, number.choice(("present", "missing", "damaged")), "", None
        yield "lost", service, number.choice(("found", "lost")), "", None
        yield "paid", service, number.choice(("receipt", "refund")), number.choice(("bank", "post")), None
        yield "forgiven", service, "", "", None
        yield "waited", "", "", "", number.randint(0, 80)
        yield "answered", "", "", "", number.randint(1, 5)
        yield "booked", service, number.choice(("attended", "no_show")), "", None
        yield "tickets", "consult", "served", "", None
        yield "talked", number.choice(("social", "ivanenko")), "in_person", "", None
