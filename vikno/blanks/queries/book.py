"""The book for a screen: what lies with whom, lines, periods, what was used on a case."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case as When_
from django.db.models import F, IntegerField, Q, QuerySet, Sum, Value, When

from vikno.accounts.models import User
from vikno.blanks import policies, rules
from vikno.blanks.enums import Spot
from vikno.blanks.errors import BlankNotFound, NotHolder
from vikno.blanks.models import Keeper, Lot, Movement, Stocktaking
from vikno.blanks.rules import Account, Line, Moved, Scope, Spans
from vikno.cases.models import Case
from vikno.common.actors import Actor

_SHOWN_WITH = ("from_holder", "to_holder", "case", "paper", "reversal", "reverses", "stocktaking")


@dataclass(frozen=True, kw_only=True)
class Held:
    """Blanks of one kind and series on one account now. `holder` is None for the store."""

    kind: str
    series: str
    spot: Spot
    holder: User | None
    spans: Spans

    @property
    def count(self) -> int:
        return rules.size(self.spans)


def holdings(actor: Actor) -> list[Held]:
    """What lies in the store and with people now, good and spoiled; the store first, then by name."""
    kept = [Spot.STORE, Spot.HOLDER, Spot.SPOILED]
    lots = policies.visible_lots(actor).filter(spot__in=kept).select_related("holder")
    found: dict[tuple[int | None, str, str, str], list[Lot]] = defaultdict(list)
    for lot in lots.order_by("kind", "series", "first"):
        found[lot.holder_id, lot.spot, lot.kind, lot.series].append(lot)
    held = [
        Held(
            kind=kind, series=series, spot=Spot(spot), holder=listed[0].holder,
            spans=rules.merged(lot.span for lot in listed),
        )
        for (_holder, spot, kind, series), listed in found.items()
    ]  # fmt: skip
    order = [Spot.STORE, Spot.HOLDER, Spot.SPOILED]
    return sorted(held, key=lambda one: (str(one.holder or ""), order.index(one.spot), one.kind, one.series))


def numbers_of(
    hromada_code: str, account: Account, *, kind: str = "", series: str = ""
) -> dict[tuple[str, str], Spans]:
    """Numbers on an account now, by kind and series."""
    lots = Lot.objects.filter(_whose("holder", account), hromada_id=hromada_code, spot=account.spot)
    if kind:
        lots = lots.filter(kind=kind)
    if series:
        lots = lots.filter(series=series)
    found: dict[tuple[str, str], list[Lot]] = defaultdict(list)
    for lot in lots.order_by("kind", "series", "first"):
        found[lot.kind, lot.series].append(lot)
    return {key: rules.merged(lot.span for lot in listed) for key, listed in found.items()}


def balance_of(hromada_code: str, account: Account, *, on: date) -> int:
    """How many lie on an account at the end of a day: the sum of movements, counted by the database."""
    ours = Movement.objects.filter(hromada_id=hromada_code, happened_on__lte=on)
    size = F("last") - F("first") + 1
    comes = Q(to_spot=account.spot) & _whose("to_holder", account)
    goes = Q(from_spot=account.spot) & _whose("from_holder", account)
    zero = Value(0, output_field=IntegerField())
    totals = ours.aggregate(
        came=Sum(When_(When(comes, then=size), default=zero)), went=Sum(When_(When(goes, then=size), default=zero))
    )
    return (totals["came"] or 0) - (totals["went"] or 0)


def _whose(column: str, account: Account) -> Q:
    return Q(**{f"{column}_id": account.holder}) if account.holder else Q(**{f"{column}__isnull": True})


def book(hromada_code: str, *, until: date) -> list[Moved]:
    """Every line up to a day, in the order they were written."""
    rows = Movement.objects.filter(hromada_id=hromada_code, happened_on__lte=until).order_by("pk")
    return [row.as_moved for row in rows]


def period_report(actor: Actor, *, since: date, until: date, holder_id: int) -> list[Line]:
    """What a period did, both days inside; `holder_id` 0: the whole hromada. Refusals: NotHolder."""
    if not policies.is_keeper(actor) and (not holder_id or holder_id != actor.user_id):
        raise NotHolder
    lines = book(actor.hromada_code, until=until)
    return rules.period_lines(lines, since=since, until=until, scope=Scope(holder_id))


@dataclass(frozen=True, kw_only=True)
class MovementFilters:
    """Empty values do not narrow."""

    kind: str = ""
    act: str = ""
    holder_id: int = 0
    number: int = 0
    since: date | None = None
    until: date | None = None


def movements(actor: Actor, filters: MovementFilters) -> QuerySet[Movement]:
    """Lines of the book the actor may see, the newest first."""
    lines = policies.visible_movements(actor).select_related(*_SHOWN_WITH)
    if filters.kind:
        lines = lines.filter(kind=filters.kind)
    if filters.act:
        lines = lines.filter(act=filters.act)
    if filters.holder_id:
        lines = lines.filter(Q(from_holder_id=filters.holder_id) | Q(to_holder_id=filters.holder_id))
    if filters.number:
        lines = lines.filter(first__lte=filters.number, last__gte=filters.number)
    if filters.since:
        lines = lines.filter(happened_on__gte=filters.since)
    if filters.until:
        lines = lines.filter(happened_on__lte=filters.until)
    return lines.order_by("-happened_on", "-pk")


def access_movement(actor: Actor, pk: int) -> Movement:
    """A line the actor may see; otherwise BlankNotFound (404)."""
    found = policies.visible_movements(actor).select_related(*_SHOWN_WITH).filter(pk=pk).first()
    if found is None:
        raise BlankNotFound
    return found


def may_reverse(movement: Movement) -> bool:
    """Not yet taken back, no taking back itself, and its numbers still lie where it brought them."""
    if movement.reverses_id is not None or hasattr(movement, "reversal"):
        return False
    here = numbers_of(movement.hromada_id, movement.target, kind=movement.kind, series=movement.series)
    if not rules.covers(here.get((movement.kind, movement.series), ()), (movement.span,)):
        return False
    return not touching(movement).filter(pk__gt=movement.pk).exists()


def touching(movement: Movement) -> QuerySet[Movement]:
    """Lines about any of the same numbers."""
    return Movement.objects.filter(
        hromada_id=movement.hromada_id, kind=movement.kind, series=movement.series, first__lte=movement.last,
        last__gte=movement.first,
    )  # fmt: skip


def used_on_case(case: Case) -> Sequence[Movement]:
    """Blanks used on a case."""
    return list(policies.blanks_of_case(case).select_related("from_holder"))


def keepers_of(hromada_code: str) -> QuerySet[Keeper]:
    """Who answered for blanks, the latest first."""
    return Keeper.objects.filter(hromada_id=hromada_code).select_related("user").order_by("-valid_from", "-pk")


def people_with_blanks(hromada_code: str) -> Iterable[User]:
    """Who holds blanks now, good or spoiled, by name."""
    lots = Lot.objects.filter(hromada_id=hromada_code, holder__isnull=False).values("holder_id")
    return User.objects.filter(pk__in=lots).order_by("full_name", "pk")


def stocktakings(actor: Actor) -> list[Stocktaking]:
    """The last twenty countings of the hromada, for its keepers."""
    if not policies.is_keeper(actor):
        return []
    rows = Stocktaking.objects.filter(hromada_id=actor.hromada_code).select_related("holder", "paper")
    return list(rows.order_by("-happened_on", "-pk")[:20])
