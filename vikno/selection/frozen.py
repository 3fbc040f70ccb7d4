"""Inputs of a run, made of rows: what is published about a call, facts as submitted, marks without who gave them."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from vikno.common.errors import Words
from vikno.programmes import models as programmes
from vikno.programmes import queries as programme_queries
from vikno.programmes.enums import AdvantageMode, Fit, ProposalState, RegionKind, Source
from vikno.selection import ranking
from vikno.selection.models import CallReview, Discussion, Score, Talk
from vikno.selection.queries import disagreements_of, progress_of, scale_of
from vikno.selection.queries.progress import DONE

_P = ProposalState
# Everything that was received and has not gone; a proposal that waits for eligibility stops the run.
RANKABLE: Final = (_P.IN_REVIEW, _P.SCORED, _P.RANKED, _P.SELECTED, _P.RESERVE, _P.NOT_SELECTED, _P.CONFIRMED)
_WAITING: Final = (_P.SUBMITTED, _P.CLARIFICATION, _P.RESUBMITTED, _P.ELIGIBLE)
_CENTS: Final = 100  # points of bands have two digits; marks are whole


def lacking(review: CallReview) -> list[Words]:
    """Why inputs cannot be frozen yet, in sentences."""
    return list(_lacking(review))


def _lacking(review: CallReview) -> Iterator[str]:
    waiting = programmes.Proposal.objects.filter(
        call_id=review.call_id, organisation_id=review.organisation_id, state__in=_WAITING
    ).count()
    if waiting:
        yield _("Заявок, умови яких ще не перевірено: {n}.").format(n=waiting)
    short = [one.number for one in progress_of(review) if one.state == _P.IN_REVIEW and one.done < review.needed]
    if short:
        yield _("Оцінок замало в заявках: {numbers}.").format(numbers=", ".join(short[:10]))
    apart = [one for one in disagreements_of(review) if one.settled is None]
    if apart:
        yield _("Не обговорено розбіжностей: {n}.").format(n=len(apart))


def inputs_of(review: CallReview, *, seed: str) -> ranking.Inputs:
    """All of a call. A fixed number of queries."""
    call = review.call
    tracks = list(call.tracks.prefetch_related("criteria").order_by("position", "pk"))
    regions = list(call.regions.order_by("position", "pk"))
    advantages = list(call.advantages.order_by("position", "pk"))
    alone = tracks[0].pk if len(tracks) == 1 else None
    whole = [one for one in regions if one.track_id is None and alone is None]
    if any(one.kind == RegionKind.GUARANTEE for one in whole):
        raise ranking.NotReady("guarantee_without_track")
    return ranking.Inputs(
        call=call.number,
        seed=seed,
        tracks=tuple(_track(one, regions, advantages, review, is_alone=one.pk == alone) for one in tracks),
        candidates=tuple(_candidates(review, {one.pk: one for one in tracks}, advantages)),
        caps=tuple(_cap(one) for one in whole),
    )


def _track(
    track: programmes.Track, regions: list[programmes.RegionRule], advantages: list[programmes.Advantage],
    review: CallReview, *, is_alone: bool,
) -> ranking.Track:  # fmt: skip
    own = [one for one in regions if one.track_id == track.pk or (is_alone and one.track_id is None)]
    held = [one for one in advantages if one.track_id in (None, track.pk)]
    caps = [one.cap for one in held if one.mode == AdvantageMode.POINTS]
    return ranking.Track(
        code=track.code,
        order=track.unused_order,
        seats=track.places,
        threshold=track.threshold,
        criteria=tuple(_criterion(one, review) for one in track.criteria.all()),
        guarantees=tuple(
            ranking.Guarantee(code=one.code, oblasts=frozenset(one.oblasts), seats=one.seats)
            for one in own
            if one.kind == RegionKind.GUARANTEE
        ),
        caps=tuple(_cap(one) for one in own if one.kind == RegionKind.CAP),
        cap_per_oblast=track.cap_per_oblast,
        advantages=tuple(
            ranking.Advantage(code=one.code, points=one.points if one.mode == AdvantageMode.POINTS else Decimal(0))
            for one in held
        ),
        bonus_cap=max(caps, default=Decimal(100)),
    )


def _cap(one: programmes.RegionRule) -> ranking.Cap:
    return ranking.Cap(code=one.code, oblasts=frozenset(one.oblasts), seats=one.seats)


def _criterion(one: programmes.Criterion, review: CallReview) -> ranking.Criterion:
    facts: dict[str, Any] = {
        "code": one.code, "weight": one.weight, "source": ranking.Source(one.source), "dimension": one.dimension,
        "missing": ranking.Missing(review.missing),
    }  # fmt: skip
    if one.source == Source.FACT:
        return ranking.Criterion(top=100 * _CENTS, bands=tuple(_band(band) for band in one.bands), **facts)
    top = max(scale_of(one))
    if one.source == Source.INTERVIEW:
        return ranking.Criterion(top=top, **facts)
    return ranking.Criterion(top=top, needed=min(2, review.needed), spread=review.spread, **facts)


def _band(band: dict[str, Any]) -> ranking.Band:
    edges = {name: None if band.get(name) is None else Decimal(str(band[name])) for name in ("least", "most")}
    return ranking.Band(mark=int(Decimal(str(band["score"])) * _CENTS), **edges)


def _candidates(
    review: CallReview, tracks: dict[int, programmes.Track], advantages: list[programmes.Advantage]
) -> Iterator[ranking.Candidate]:
    rows = programmes.Proposal.objects.filter(
        call_id=review.call_id, organisation_id=review.organisation_id, state__in=(*RANKABLE, _P.INELIGIBLE)
    )
    marks, talks, settled = _marks(review), _talks(review), _settled(review)
    failed = _failed(review)
    for one in rows.select_related("hromada").prefetch_related("revisions").order_by("number"):
        revision = max(one.revisions.all(), key=lambda each: each.number)
        values = dict(programme_queries.values_in(revision))
        track = tracks[one.track_id]
        yield ranking.Candidate(
            number=one.number,
            track=track.code,
            oblast=one.hromada.oblast_id or "",
            failed=tuple(failed.get(one.pk, ["eligibility"])) if one.state == _P.INELIGIBLE else (),
            advantages=tuple(
                each.code
                for each in advantages
                if each.track_id in (None, one.track_id)
                and programme_queries.fit_of(each.predicate, values) == Fit.PASS
            ),
            need=_number(values.get(review.need_fact)) or Decimal(0),
            facts={
                each.code: _number(values.get(each.fact)) for each in track.criteria.all() if each.source == Source.FACT
            },
            marks=_of_people(track, marks[one.pk], talks.get(one.pk, {})),
            settled=frozenset(settled[one.pk]),
        )


def _of_people(
    track: programmes.Track, marks: dict[str, list[int]], talk: dict[str, int]
) -> dict[str, tuple[int, ...]]:
    told = {one.code: tuple(sorted(marks[one.code])) for one in track.criteria.all() if one.source == Source.REVIEWER}
    spoken = {
        one.code: (talk[one.code],)
        for one in track.criteria.all()
        if one.source == Source.INTERVIEW and one.code in talk
    }
    return told | spoken


def _marks(review: CallReview) -> dict[int, dict[str, list[int]]]:
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    rows = Score.objects.filter(
        assignment__reviewer__review=review, assignment__state__in=DONE, mark__isnull=False
    ).order_by("pk")
    for proposal, criterion, mark in rows.values_list("assignment__proposal_id", "criterion__code", "mark"):
        found[proposal][criterion].append(mark)
    return found


def _talks(review: CallReview) -> dict[int, dict[str, int]]:
    rows = Talk.objects.filter(proposal__call_id=review.call_id).order_by("proposal_id", "-pk").distinct("proposal_id")
    return {row.proposal_id: row.marks for row in rows}


def _settled(review: CallReview) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Discussion.objects.filter(proposal__call_id=review.call_id).order_by("pk")
    for proposal, criterion in rows.values_list("proposal_id", "criterion__code"):
        found[proposal].add(criterion)
    return found


def _failed(review: CallReview) -> dict[int, list[str]]:
    """Rules that a proposal does not meet, in the order of the call."""
    order = list(review.call.eligibility.order_by("position", "pk").values_list("code", flat=True))
    rows = programmes.EligibilityCheck.objects.filter(proposal__call_id=review.call_id)
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.order_by("proposal_id", "rule", "-pk").distinct("proposal_id", "rule"):
        if row.fit == Fit.FAIL:
            found[row.proposal_id].append(row.rule)
    place = {code: at for at, code in enumerate(order)}
    return {key: sorted(codes, key=lambda code: (place.get(code, 999), code)) for key, codes in found.items()}


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool | int):
        return Decimal(int(value))
    return value if isinstance(value, Decimal) else None
