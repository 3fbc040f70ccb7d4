"""Where papers are: now, before, and which lie at a point."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, FilteredRelation, Q, QuerySet, Subquery, Value, When
from django.db.models import Case as When_
from django.db.models.expressions import OuterRef
from django.db.models.functions import Coalesce

from vikno.accounts.models import Organisation, User
from vikno.cases.enums import OVER, Step
from vikno.cases.models import Case, StatusChange
from vikno.consignments.enums import HolderKind, ItemState
from vikno.consignments.models import Bag, BagItem, Custody
from vikno.consignments.rules import TELLING, Held, Place, ToldStep, bag_number_formatted, history_told
from vikno.network.models import Point


@dataclass(frozen=True)
class Chain:
    """The open row of the ledger (None: nothing written yet) and the history from its start on."""

    row: Custody | None
    history: list[Held]


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Who holds the papers, ready to be read: name, since when, in or by which bag, and who signed.

    `bag_is_waiting`: the papers wait or travel in that bag now.
    """

    place: Place
    kind_label: str
    name: str
    since: datetime
    until: datetime | None = None
    bag_number: str = ""
    bag_shown: str = ""
    receiver_name: str = ""
    bag_is_waiting: bool = False

    @property
    def is_at_applicant(self) -> bool:
        return self.place.kind == HolderKind.APPLICANT


def chains_of(cases: Sequence[Case]) -> dict[int, Chain]:
    """The ledger's present end of each case; two queries whatever the number of cases."""
    rows = {row.case_id: row for row in _rows_of(cases).filter(until__isnull=True)}
    told = _told_steps(cases)
    chains = {}
    for case in cases:
        row = rows.get(case.pk)
        start = _held(row) if row is not None else Held(Place.point(case.point_id), case.registered_at)
        history = history_told(start, told[case.pk], provider_id=case.provider_id)
        chains[case.pk] = Chain(row, history)
    return chains


def holdings_of(cases: Sequence[Case]) -> dict[int, Holding]:
    """Who holds the papers of each case now; five queries at most."""
    chains = chains_of(cases)
    names = names_of({chain.history[-1].place for chain in chains.values()})
    packed = _packed(chains)
    bags = _bag_numbers(chains.values())
    return {
        pk: _holding(
            chain.history[-1],
            names,
            bag=packed.get(pk) or bags.get(_bag_id(chain), ""),
            receiver_name=chain.row.receiver_name if chain.row and len(chain.history) == 1 else "",
            bag_is_waiting=pk in packed,
        )
        for pk, chain in chains.items()
    }


def where_is(case: Case) -> Holding:
    """The custody answer: where is this paper now, who holds it, since when, in which bag."""
    return holdings_of([case])[case.pk]


def custody_of(case: Case) -> list[Holding]:
    """Every holder of a case's papers, oldest first; the last has no end."""
    rows = list(_rows_of([case]).select_related("bag"))
    start = _held(rows[-1]) if rows else Held(Place.point(case.point_id), case.registered_at)
    later = history_told(start, _told_steps([case])[case.pk], provider_id=case.provider_id)
    helds = [_held(row) for row in rows[:-1]] + later
    names = names_of({held.place for held in helds})
    shown = []
    for index, held in enumerate(helds):
        row = rows[index] if index < len(rows) else None
        until = helds[index + 1].since if index + 1 < len(helds) else None
        shown.append(
            _holding(
                held, names, until=until, bag=row.bag.number if row and row.bag else "",
                receiver_name=row.receiver_name if row else "",
            )
        )  # fmt: skip
    return shown


def histories_of(cases: Sequence[Case]) -> dict[int, list[Held]]:
    """Every holder of each case in order; two queries whatever the number of cases."""
    rows = defaultdict(list)
    for row in _rows_of(cases):
        rows[row.case_id].append(_held(row))
    told = _told_steps(cases)
    histories = {}
    for case in cases:
        kept = rows[case.pk] or [Held(Place.point(case.point_id), case.registered_at)]
        histories[case.pk] = kept[:-1] + history_told(kept[-1], told[case.pk], provider_id=case.provider_id)
    return histories


def names_of(places: Iterable[Place]) -> dict[Place, str]:
    """Names of points, couriers and providers; at most one query for each kind."""
    wanted = defaultdict(list)
    for place in places:
        wanted[place.kind].append(place.id)
    names = {Place.applicant(): ""}
    for kind, model in ((HolderKind.POINT, Point), (HolderKind.COURIER, User), (HolderKind.PROVIDER, Organisation)):
        if wanted[kind]:
            found = model._default_manager.filter(pk__in=wanted[kind]).order_by("pk")
            names |= {Place(kind, each.pk): str(each) for each in found}
    return names


def held_at(point: Point) -> QuerySet[Case]:
    """Cases whose papers lie at a point now, the longest lying first. Issued ones are in the archive, not here."""
    cases = _with_place(Case.objects.filter(hromada_id=point.hromada_id).exclude(state__in=OVER))
    here: QuerySet[Case] = cases.filter(lies_at=point.pk).order_by("held_since", "pk")
    return here


def held_by_provider(organisation_id: int, *, hromada_code: str) -> QuerySet[Case]:
    """Cases whose papers a provider holds now, the longest first."""
    cases = _with_place(Case.objects.filter(hromada_id=hromada_code).exclude(state__in=OVER))
    there: QuerySet[Case] = cases.filter(with_provider=organisation_id).order_by("held_since", "pk")
    return there


def _with_place(cases: QuerySet[Case]) -> Any:
    """Add `held_since`, `lies_at` (point) and `with_provider` (organisation): the ledger in SQL, for lists."""
    told = StatusChange.objects.filter(
        hromada_id=OuterRef("hromada_id"), case=OuterRef("pk"), step__in=TELLING, happened_at__gt=OuterRef("held_since")
    ).order_by("-happened_at", "-pk")
    number = BigIntegerField()
    nothing = Value(None, output_field=number)
    return (
        cases.annotate(held=FilteredRelation("custody", condition=Q(custody__until__isnull=True)))
        .annotate(held_since=Coalesce(F("held__since"), F("registered_at")))
        .annotate(
            told_step=Subquery(told.values("step")[:1]),
            told_point=Subquery(told.values("point_id")[:1]),
            told_organisation=Subquery(told.values("organisation_id")[:1]),
        )
        .annotate(
            lies_at=When_(
                When(told_step__in=(Step.RETURNED, Step.CAME_BACK), then=F("told_point")),
                When(told_step__isnull=False, then=nothing),
                When(held__isnull=True, then=F("point_id")),
                default=F("held__point_id"),
                output_field=number,
            ),
            with_provider=When_(
                When(told_step=Step.FORWARDED, then=Coalesce(F("told_organisation"), F("provider_id"))),
                When(told_step__isnull=False, then=nothing),
                default=F("held__organisation_id"),
                output_field=number,
            ),
        )
    )


def _held(row: Custody) -> Held:
    ids = {
        HolderKind.POINT: row.point_id,
        HolderKind.COURIER: row.user_id,
        HolderKind.PROVIDER: row.organisation_id,
    }
    kind = HolderKind(row.holder_kind)
    return Held(Place(kind, ids.get(kind) or 0), row.since)


def _rows_of(cases: Sequence[Case]) -> QuerySet[Custody]:
    hromadas = {case.hromada_id for case in cases}
    return Custody.objects.filter(hromada_id__in=hromadas, case__in=cases).order_by("since", "pk")


def _told_steps(cases: Sequence[Case]) -> dict[int, list[ToldStep]]:
    told: dict[int, list[ToldStep]] = defaultdict(list)
    hromadas = {case.hromada_id for case in cases}
    steps = StatusChange.objects.filter(hromada_id__in=hromadas, case__in=cases, step__in=TELLING).order_by(
        "happened_at", "pk"
    )
    for row in steps.only("case_id", "step", "happened_at", "point_id", "organisation_id"):
        told[row.case_id].append(
            ToldStep(
                step=Step(row.step), at=row.happened_at, point_id=row.point_id, organisation_id=row.organisation_id
            )
        )
    return told


def _packed(case_ids: Iterable[int]) -> dict[int, str]:
    """Numbers of bags in which papers wait or travel."""
    items = BagItem.objects.filter(case_id__in=list(case_ids), state=ItemState.EXPECTED).order_by("pk")
    return dict(items.values_list("case_id", "bag__number"))


def _bag_numbers(chains: Iterable[Chain]) -> dict[int | None, str]:
    ids = {pk for pk in map(_bag_id, chains) if pk is not None}
    if not ids:
        return {}
    return dict(Bag.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "number"))


def _bag_id(chain: Chain) -> int | None:
    return chain.row.bag_id if chain.row is not None and len(chain.history) == 1 else None


def _holding(held: Held, names: dict[Place, str], *, bag: str = "", **more: Any) -> Holding:
    return Holding(
        place=held.place, kind_label=str(HolderKind(held.place.kind).label), name=names.get(held.place, ""),
        since=held.since, bag_number=bag, bag_shown=bag_number_formatted(bag), **more,
    )  # fmt: skip
