"""Papers from hand to hand, without a bag: to a provider and back, found, given back to the applicant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from vikno.cases import services as cases
from vikno.cases.enums import OVER, CaseState, Step
from vikno.cases.errors import CaseNotFound
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.common.text import clean
from vikno.consignments import policies, queries
from vikno.consignments.enums import BagState, HolderKind, ItemState
from vikno.consignments.errors import (
    AlreadyInBag,
    DestinationNotOurs,
    NoProvider,
    NothingChosen,
    PapersAreLost,
    PapersElsewhere,
    ReasonMissing,
    ReceiverMissing,
)
from vikno.consignments.models import Bag, BagItem
from vikno.consignments.rules import Place, bag_number_formatted
from vikno.consignments.services.bags import pack_cases
from vikno.consignments.services.custody import pass_to
from vikno.consignments.services.losses import close_loss
from vikno.network.models import Point


@transaction.atomic
def forward_to_provider(*, case: Case, point: Point, receiver_name: str, actor: Actor, at: datetime) -> None:
    """Hand a packet over in the provider's own office, against a signature named here; repeated, nothing happens.

    By a bag it is `open_bag` to the provider. Refusals: NotYourPoint, NoProvider, ReceiverMissing,
    PapersElsewhere, AlreadyInBag, and those of the case.
    """
    policies.require_works_at(actor, point, on=clock.today(at))
    cases.lock_cases([case], actor=actor)
    if case.provider_id is None or case.provider is None:
        raise NoProvider(number=case.number)
    provider = Place.provider(case.provider_id)
    if queries.where_is(case).place == provider:
        return
    if not clean(receiver_name):
        raise ReceiverMissing
    require_free(case)
    require_held(case, Place.point(point.pk))
    pass_to(cases=[case], place=provider, actor=actor, at=at, receiver_name=clean(receiver_name)[:200])
    step = Step.FORWARDED if case.state in (CaseState.REGISTERED, CaseState.HANDED_OVER) else Step.DISPATCHED
    cases.record_step(
        case=case, step=step, actor=actor, at=at, point=point, organisation=case.provider,
        note=f"отримав(ла): {clean(receiver_name)}",
    )  # fmt: skip


@transaction.atomic
def provider_accept(*, case: Case, actor: Actor, at: datetime) -> None:
    """The provider takes a packet handed over directly into work; repeated, nothing happens.

    Refusals: those of the case (CaseNotFound, MayNotAct, StepNotAllowed).
    """
    if not policies.speaks_for(actor, case.provider_id):
        raise CaseNotFound
    cases.lock_cases([case], actor=actor)
    if case.state == CaseState.ACCEPTED:
        return
    cases.record_step(case=case, step=Step.ACCEPTED, actor=actor, at=at, organisation=case.provider)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One line of accepting several: the case, and why it was not taken, if it was not."""

    case: Case
    refusal: Refusal | None = None


def provider_accept_each(*, chosen: Sequence[Case], actor: Actor, at: datetime) -> list[Taken]:
    """Packets handed over directly, each taken by itself: one that may not be taken stops no other.

    Refusals: NothingChosen; those of one packet are in its line.
    """
    if not chosen:
        raise NothingChosen
    return [_taken(case, actor=actor, at=at) for case in chosen]


def _taken(case: Case, *, actor: Actor, at: datetime) -> Taken:
    try:
        provider_accept(case=case, actor=actor, at=at)
    except Refusal as refusal:
        return Taken(case=case, refusal=refusal)
    return Taken(case=case)


def provider_return(*, cases_back: Sequence[Case], actor: Actor, at: datetime) -> Bag:
    """Put packets into the provider's open bag to the main office, begun if there is none.

    Refusals: DestinationNotOurs where the network has no main office, and those of `add_case_to_bag`.
    """
    office = queries.main_office(actor.hromada_code)
    organisation = queries.organisation_of(actor)
    if office is None or organisation is None:
        raise DestinationNotOurs
    return pack_cases(packed=cases_back, origin=organisation, destination=office, actor=actor, at=at)


@transaction.atomic
def take_back(*, case: Case, point: Point, actor: Actor, at: datetime, shelf: str = "", note: str = "") -> None:
    """Packet brought back from the provider without a bag: with the decision it is the result; repeated, nothing.

    Refusals: NotYourPoint, AlreadyInBag, PapersElsewhere, and those of the case.
    """
    policies.require_works_at(actor, point, on=clock.today(at))
    cases.lock_cases([case], actor=actor)
    place = Place.point(point.pk)
    holding = queries.where_is(case)
    if holding.place == place:
        return
    require_free(case)
    if holding.place.kind != HolderKind.PROVIDER:
        raise PapersElsewhere(number=case.number, holder=f"{holding.kind_label} {holding.name}".strip())
    pass_to(cases=[case], place=place, actor=actor, at=at, receiver_name=actor.name[:200])
    if case.state == CaseState.DECIDED:
        cases.receive_result(case=case, actor=actor, at=at, point=point, shelf=shelf, note=note)
        return
    _tell(case, Step.RECEIVED, point=point, actor=actor, at=at, note=note or "повернуто без рішення")


@transaction.atomic
def find_papers(*, case: Case, point: Point, note: str, actor: Actor, at: datetime) -> None:
    """Papers turned up at a point, whoever held them by the book; repeated, nothing happens.

    Lost ones are found. Taken out of a bag not yet sealed. Refusals: NotYourPoint, ReasonMissing.
    """
    policies.require_works_at(actor, point, on=clock.today(at))
    if not clean(note):
        raise ReasonMissing
    cases.lock_cases([case], actor=actor)
    place = Place.point(point.pk)
    was_lost = queries.open_loss(case) is not None
    close_loss(case=case, point=point, note=note, actor=actor, at=at)
    if queries.where_is(case).place == place:
        if was_lost:
            _tell(case, Step.NOTE, point=point, actor=actor, at=at, note=f"знайдено: {clean(note)}")
        return
    BagItem.objects.filter(case=case, state=ItemState.EXPECTED, bag__state=BagState.OPEN).delete()
    pass_to(cases=[case], place=place, actor=actor, at=at, receiver_name=actor.name[:200])
    _tell(case, Step.RECEIVED, point=point, actor=actor, at=at, note=f"знайдено: {clean(note)}")


@transaction.atomic
def hand_back_to_applicant(*, case: Case, point: Point, receiver_name: str, actor: Actor, at: datetime) -> None:
    """Give the papers back over the counter; repeated, nothing happens.

    Refusals: NotYourPoint, ReceiverMissing, AlreadyInBag, PapersElsewhere.
    """
    policies.require_works_at(actor, point, on=clock.today(at))
    cases.lock_cases([case], actor=actor)
    if queries.where_is(case).place == Place.applicant():
        return
    if not clean(receiver_name):
        raise ReceiverMissing
    require_free(case)
    require_held(case, Place.point(point.pk))
    pass_to(cases=[case], place=Place.applicant(), actor=actor, at=at, receiver_name=clean(receiver_name)[:200])
    _tell(case, Step.NOTE, point=point, actor=actor, at=at, note="документи повернуто заявникові")


def require_held(case: Case, place: Place) -> None:
    """The ledger says that the papers are in this place. Refusals: PapersElsewhere."""
    holding = queries.where_is(case)
    if holding.place != place:
        raise PapersElsewhere(number=case.number, holder=f"{holding.kind_label} {holding.name}".strip())


def require_free(case: Case) -> None:
    """The papers are in no bag and not lost. Refusals: AlreadyInBag, PapersAreLost."""
    if queries.open_loss(case) is not None:
        raise PapersAreLost(number=case.number)
    item = BagItem.objects.filter(case=case, state=ItemState.EXPECTED).select_related("bag").first()
    if item is not None:
        raise AlreadyInBag(number=case.number, bag=bag_number_formatted(item.bag.number))


def _tell(case: Case, step: Step, *, point: Point, actor: Actor, at: datetime, note: str) -> None:
    """A case already over takes remarks only."""
    told = Step.NOTE if case.state in OVER else step
    cases.record_step(case=case, step=told, actor=actor, at=at, point=point, note=note)
