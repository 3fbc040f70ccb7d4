"""What a hromada has been given, by who gave it: for what it tells its donors itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, Sum

from vikno.common.clock import midnight
from vikno.support.enums import ActState
from vikno.support.models import ActLine, SupportActivity

_SIGNED = (
    ActState.SIGNED_BY_RECEIVER, ActState.REGISTERED, ActState.IN_USE, ActState.WRITTEN_OFF, ActState.LOST,
)  # fmt: skip
_VALUE = ExpressionWrapper(F("quantity") * F("unit_value"), output_field=DecimalField(max_digits=18, decimal_places=2))


@dataclass(kw_only=True)
class Received:
    """Of one source in one currency: lines of the ledger that stand, and things of acts that both sides have signed."""

    source: str
    currency: str
    activities: int = 0
    hours: Decimal = Decimal(0)
    visits: int = 0
    amount: Decimal = Decimal(0)
    things: int = 0
    things_value: Decimal = Decimal(0)


def received(hromada_code: str, *, since: date, until: date) -> list[Received]:
    """By name of the source. A thing is of the day its act was issued. Two queries."""
    found: dict[tuple[str, str], Received] = {}

    def of(*key: str) -> Received:
        source, currency = key
        return found.setdefault((source, currency), Received(source=source, currency=currency))

    ledger = SupportActivity.objects.filter(
        Q(hours__gt=0) | Q(amount__gt=0), hromada_id=hromada_code, on__range=(since, until), corrected_by=None
    )
    by_source = ledger.order_by().values("organisation__name", "currency")
    for row in by_source.annotate(
        n=Count("pk"), spent=Sum("hours"), trips=Count("pk", filter=Q(is_visit=True)), money=Sum("amount")
    ):
        one = of(row["organisation__name"], row["currency"])
        one.activities, one.hours, one.visits, one.amount = row["n"], row["spent"], row["trips"], row["money"]
    lines = ActLine.objects.filter(
        hromada_id=hromada_code, act__state__in=_SIGNED, gone=None, act__issued_at__gte=midnight(since),
        act__issued_at__lt=midnight(until + timedelta(days=1)),
    )  # fmt: skip
    for thing in (
        lines.order_by().values("organisation__name", "currency").annotate(n=Sum("quantity"), worth=Sum(_VALUE))
    ):
        one = of(thing["organisation__name"], thing["currency"])
        one.things, one.things_value = thing["n"], thing["worth"]
    return sorted(found.values(), key=lambda one: (one.source, one.currency))
