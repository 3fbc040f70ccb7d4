"""The ledger of holders: rows follow one another without a gap, and only the last has no end."""

from collections.abc import Sequence
from datetime import datetime

from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.consignments.enums import HolderKind
from vikno.consignments.errors import HappenedEarlier
from vikno.consignments.models import Bag, Custody
from vikno.consignments.queries.holding import Chain, chains_of
from vikno.consignments.rules import Held, Place


def pass_to(
    *, cases: Sequence[Case], place: Place, actor: Actor, at: datetime, bag: Bag | None = None, receiver_name: str = ""
) -> None:
    """From `at` the papers of these cases are with `place`. The caller has locked the cases.

    A case without a row was held by the point it was taken in at; moves told by steps of the case alone are
    written down too. Nothing happens where the holder and the bag stay the same. Refusals: HappenedEarlier.
    """
    chains = chains_of(cases)
    ended, begun = [], []
    for case in cases:
        chain = chains[case.pk]
        last = chain.history[-1]
        if last.place == place and _same_bag(chain, bag):
            continue
        if at < last.since:
            raise HappenedEarlier(number=case.number, since=f"{last.since.astimezone(clock.KYIV):%d.%m.%Y %H:%M}")
        history = [*chain.history, Held(place, at)]
        if chain.row is not None:
            chain.row.until = history[1].since
            ended.append(chain.row)
        begun += _rows(case, history[1:] if chain.row is not None else history, actor=actor)
        begun[-1].bag, begun[-1].receiver_name = bag, receiver_name
    Custody.objects.bulk_update(ended, ["until"])
    Custody.objects.bulk_create(begun)


def confirm_at(*, case: Case, place: Place, actor: Actor, at: datetime) -> None:
    """Write down that the papers are still where they were: a step of this moment does not move them.

    The caller has locked the case and knows that they are here.
    """
    chain = chains_of([case])[case.pk]
    if chain.history[-1].since >= at:
        return
    history = [*chain.history, Held(place, at)]
    if chain.row is not None:
        Custody.objects.filter(pk=chain.row.pk).update(until=history[1].since)
    Custody.objects.bulk_create(_rows(case, history[1:] if chain.row is not None else history, actor=actor))


def _same_bag(chain: Chain, bag: Bag | None) -> bool:
    known = chain.row.bag_id if chain.row is not None and len(chain.history) == 1 else None
    return bag is None or known == bag.pk


def _rows(case: Case, history: Sequence[Held], *, actor: Actor) -> list[Custody]:
    ends = [held.since for held in history[1:]]
    return [
        Custody(
            hromada_id=case.hromada_id, case=case, since=held.since, until=end, recorded_by_id=actor.user_id,
            recorded_at=clock.now(), **_holder(held.place),
        )
        for held, end in zip(history, [*ends, None], strict=True)
    ]  # fmt: skip


def _holder(place: Place) -> dict[str, str | int]:
    column = {HolderKind.POINT: "point_id", HolderKind.COURIER: "user_id", HolderKind.PROVIDER: "organisation_id"}
    holder: dict[str, str | int] = {"holder_kind": place.kind}
    if place.kind in column:
        holder[column[place.kind]] = place.id
    return holder
