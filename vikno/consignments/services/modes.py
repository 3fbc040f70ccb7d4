"""How papers travel: with the case, after its scans, or not at all."""

from datetime import date, datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.cases import services as cases
from vikno.cases.enums import CaseState, Step
from vikno.cases.models import Case
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.consignments import policies, queries
from vikno.consignments.enums import PaperMode
from vikno.consignments.errors import FollowDayMissing, NoProvider, ScansNotForwardable, SourceMissing
from vikno.consignments.models import CaseMode, ServiceMode
from vikno.consignments.rules import Place
from vikno.consignments.services.custody import confirm_at
from vikno.consignments.services.handovers import require_free, require_held
from vikno.network.models import Point

_BEFORE_WORK = frozenset({CaseState.REGISTERED, CaseState.HANDED_OVER})


@transaction.atomic
def set_service_mode(
    *, service: PublicService, mode: PaperMode, follow_days: int, valid_from: date, source: str, actor: Actor,
    at: datetime,
) -> ServiceMode:  # fmt: skip
    """How papers of a service travel in the hromada from a day, by an order or agreement.

    Refusals: MayNotSchedule, SourceMissing, FollowDayMissing.
    """
    policies.require_may_schedule(actor)
    if not clean(source):
        raise SourceMissing
    if mode == PaperMode.SCAN_FIRST and follow_days <= 0:
        raise FollowDayMissing
    row = ServiceMode.objects.create(
        hromada_id=actor.hromada_code, service=service, mode=mode, valid_from=valid_from, source=clean(source)[:200],
        follow_days=follow_days if mode == PaperMode.SCAN_FIRST else 0, recorded_at=at, recorded_by_id=actor.user_id,
    )  # fmt: skip
    audit.record(
        actor=actor, action="papers.service_mode_set", subject=row, at=at, hromada_code=actor.hromada_code,
        facts={"service": service.code, "mode": str(mode)},
    )  # fmt: skip
    return row


@transaction.atomic
def send_scans(
    *, case: Case, point: Point, mode: PaperMode, sent_how: str, follow_by: date | None, actor: Actor, at: datetime
) -> CaseMode:
    """Scans went to the provider: the case is handed over, its paper lies here until the day named, or for good.

    Refusals: NotYourPoint, NoProvider, ScansNotForwardable, FollowDayMissing, SourceMissing, PapersElsewhere,
    AlreadyInBag.
    """
    policies.require_works_at(actor, point, on=clock.today(at))
    cases.lock_cases([case], actor=actor)
    if case.provider is None:
        raise NoProvider(number=case.number)
    if case.state not in _BEFORE_WORK:
        raise ScansNotForwardable(number=case.number, state=CaseState(case.state).label)
    if mode == PaperMode.SCAN_FIRST and follow_by is None:
        raise FollowDayMissing
    if not clean(sent_how):
        raise SourceMissing
    require_free(case)
    require_held(case, Place.point(point.pk))
    row = CaseMode.objects.create(
        hromada_id=case.hromada_id, case=case, mode=mode, point=point, scans_sent_at=at, sent_how=clean(sent_how)[:200],
        follow_by=follow_by if mode == PaperMode.SCAN_FIRST else None, set_at=at, set_by_id=actor.user_id,
    )  # fmt: skip
    # The step says that the case went over; a row of the same moment says that its paper did not.
    confirm_at(case=case, place=Place.point(point.pk), actor=actor, at=at)
    words = PaperMode(mode).label if follow_by is None else f"{PaperMode(mode).label}, до {follow_by:%d.%m.%Y}"
    cases.record_step(
        case=case, step=Step.FORWARDED, actor=actor, at=at, point=point, organisation=case.provider,
        note=f"скани: {clean(sent_how)}; {words}"[:500],
    )  # fmt: skip
    audit.record(
        actor=actor, action="papers.scans_sent", subject=row, at=at, hromada_code=case.hromada_id,
        facts={"number": case.number, "mode": str(mode)},
    )  # fmt: skip
    return row


@transaction.atomic
def send_paper_after_all(*, case: Case, point: Point, follow_by: date, actor: Actor, at: datetime) -> CaseMode:
    """Paper that was to stay follows its scans by a day. Refusals: NotYourPoint, and those of the case."""
    policies.require_works_at(actor, point, on=clock.today(at))
    cases.lock_cases([case], actor=actor)
    before = queries.mode_of(case, on=clock.today(at))
    row = CaseMode.objects.create(
        hromada_id=case.hromada_id, case=case, mode=PaperMode.SCAN_FIRST, point=point, follow_by=follow_by,
        scans_sent_at=before.scans_sent_at, sent_how=before.sent_how, set_at=at, set_by_id=actor.user_id,
    )  # fmt: skip
    cases.record_step(
        case=case, step=Step.NOTE, actor=actor, at=at, point=point,
        note=f"папір надіслати до {follow_by:%d.%m.%Y}",
    )  # fmt: skip
    return row
