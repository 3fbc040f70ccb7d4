"""Terms of a review, the pool, anchors, and the opening of real files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from vikno.accounts.models import Membership
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.programmes.enums import Source
from vikno.programmes.models import ProgrammeCall, Track
from vikno.selection import policies, queries, rules
from vikno.selection.errors import AlreadyThere, MarkOutOfScale, MarksMissing, NoSuchRow, NotCalibrated, TermsStand
from vikno.selection.models import Anchor, AnchorMarks, CallReview, ConflictRule, Opening, Reviewer
from vikno.selection.services.journal import record


@transaction.atomic
def set_terms(
    *, call: ProgrammeCall, terms: Mapping[str, Any], bars: Mapping[str, int | None], actor: Actor, at: datetime
) -> CallReview:
    """Say once how a call is reviewed. `bars`: kind of tie → years. Refusals: MayNotRun, NoSuchCall, TermsStand."""
    held = policies.call_run_by(actor, call.number)
    if CallReview.objects.filter(call=held).exists():
        raise TermsStand
    review = CallReview.objects.create(
        call=held, organisation_id=held.organisation_id, set_at=at, set_by_name=actor.name, **terms
    )
    ConflictRule.objects.bulk_create(
        ConflictRule(review=review, kind=kind, years=years) for kind, years in bars.items()
    )
    record(review, "terms_set", actor=actor, at=at, call=held.number)
    return review


@transaction.atomic
def add_reviewer(
    *, review: CallReview, membership: Membership, track: Track | None, most: int, actor: Actor, at: datetime
) -> Reviewer:
    """Take an expert of the programme into the pool. Refusals: MayNotRun, NoSuchCall, NoSuchRow, AlreadyThere."""
    policies.review_run_by(actor, review.call.number)
    is_own = queries.experts_of(review, on=today(at)).filter(pk=membership.pk).exists()
    if not is_own or (track is not None and track.call_id != review.call_id):
        raise NoSuchRow
    if Reviewer.objects.filter(review=review, user_id=membership.user_id).exists():
        raise AlreadyThere
    made = Reviewer.objects.create(
        review=review, user_id=membership.user_id, track=track, most=most, added_at=at, added_by_name=actor.name
    )
    record(made, "reviewer_added", actor=actor, at=at, call=review.call.number)
    return made


@transaction.atomic
def show_experts(*, review: CallReview, actor: Actor, at: datetime) -> CallReview:
    """Show applicants who the experts are, so that they may object. Refusals: MayNotRun, NoSuchCall, AlreadyThere."""
    held = CallReview.objects.select_for_update().get(pk=policies.review_run_by(actor, review.call.number).pk)
    if held.experts_shown_at is not None:
        raise AlreadyThere
    held.experts_shown_at = at
    held.save(update_fields=["experts_shown_at"])
    record(held, "experts_shown", actor=actor, at=at)
    return held


@transaction.atomic
def add_anchor(
    *, review: CallReview, track: Track, title: str, text: str, agreed: Mapping[str, int], actor: Actor, at: datetime
) -> Anchor:
    """An invented proposal with marks the panel agreed on.

    Refusals: MayNotRun, NoSuchCall, NoSuchRow, MarksMissing, MarkOutOfScale, AlreadyThere.
    """
    policies.review_run_by(actor, review.call.number)
    if track.call_id != review.call_id:
        raise NoSuchRow
    if Opening.objects.filter(review=review).exists():
        raise AlreadyThere
    require_marks(track, agreed)
    made = Anchor.objects.create(
        review=review, track=track, title=title, text=text, agreed=dict(agreed), added_at=at, added_by_name=actor.name
    )
    record(made, "anchor_added", actor=actor, at=at, call=review.call.number)
    return made


@transaction.atomic
def mark_anchor(*, anchor: Anchor, marks: Mapping[str, int], actor: Actor, at: datetime) -> AnchorMarks:
    """An expert marks an anchor, once.

    Refusals: MayNotReview, NoSuchCall, MarksMissing, MarkOutOfScale, AlreadyThere.
    """
    reviewer = policies.reviewer_in(actor, anchor.review.call.number)
    require_marks(anchor.track, marks)
    if AnchorMarks.objects.filter(anchor=anchor, reviewer=reviewer).exists():
        raise AlreadyThere
    made = AnchorMarks.objects.create(anchor=anchor, reviewer=reviewer, marks=dict(marks), at=at)
    record(made, "anchor_marked", actor=actor, at=at)
    return made


@transaction.atomic
def open_files(*, review: CallReview, actor: Actor, at: datetime) -> Opening:
    """Let experts read real proposals. Refusals: MayNotRun, NoSuchCall, AlreadyThere, NotCalibrated."""
    held = policies.review_run_by(actor, review.call.number)
    if Opening.objects.filter(review=held).exists():
        raise AlreadyThere
    found = queries.calibration_of(held)
    if not rules.is_calibrated(
        found.severities, anchors=found.anchors, reviewers=found.reviewers, spread=held.anchor_spread
    ):
        raise NotCalibrated
    result = [{"reviewer": one.reviewer, "widest": one.widest, "mean": one.mean} for one in found.severities]
    made = Opening.objects.create(review=held, result=result, at=at, by_name=actor.name)
    record(made, "files_opened", actor=actor, at=at, call=held.call.number)
    return made


def require_marks(track: Track, marks: Mapping[str, int]) -> None:
    """A mark on the scale for each criterion of experts."""
    criteria = {one.code: one for one in track.criteria.filter(source=Source.REVIEWER)}
    if set(marks) != set(criteria):
        raise MarksMissing
    for code, mark in marks.items():
        if mark not in queries.scale_of(criteria[code]):
            raise MarkOutOfScale(criterion=criteria[code].title)
