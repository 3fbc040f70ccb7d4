"""A call whose proposals are talked about now: one talk was held, two are to come. All through services."""

from datetime import datetime, timedelta
from typing import Final

from vikno.common import clock, tenancy
from vikno.common.clock import KYIV
from vikno.demo import calls, judging, places
from vikno.demo.cast import Cast
from vikno.programmes import services
from vikno.programmes.models import Programme, ProgrammeCall, Proposal, Track
from vikno.programmes.queries import received_proposals
from vikno.selection import services as selection
from vikno.selection.enums import TalkKind
from vikno.selection.models import CallReview, Reviewer
from vikno.selection.services import TalkFacts

_DAY: Final = timedelta(days=1)
_FURTHER: Final = tuple(one.hromada for one in places.FURTHER[5:7])
# Whose proposal, in how many days, at what hour, how long in minutes, what and where.
_HELD: Final = (_FURTHER[0], -4, 11, 60, TalkKind.INTERVIEW, "Кабінет 12, вулиця Садова, 4", "")
_TO_COME: Final = (
    (places.HROMADA, 3, 10, 45, TalkKind.INTERVIEW, "", "https://meet.example.org/vidkryti-dveri"),
    (_FURTHER[1], 6, 13, 120, TalkKind.VISIT, "Будинок культури, зала на першому поверсі", ""),
)


def tell(*, cast: Cast, now: datetime) -> None:
    """Submitted two months ago, admitted a month ago; talks are planned since."""
    programme = Programme.objects.get(organisation_id=cast.manager.organisation_id, code="open-doors")
    with tenancy.working_for_programme(programme.organisation_id):
        call = calls.open_one(
            programme, 3, opens_at=now - 70 * _DAY, closes_at=now - 40 * _DAY, by=cast.manager
        )  # fmt: skip
    for code in (*_FURTHER, places.HROMADA):
        with tenancy.working_for(code):
            _submit(call, cast, code, at=now - 45 * _DAY)
    with tenancy.working_for_programme(programme.organisation_id):
        review = judging.begin(call, cast, terms={"needed": 2}, at=now - 38 * _DAY)
        held = _plan(review, cast, *_HELD, now=now, at=now - 12 * _DAY)
        selection.record_talk(
            proposal=held, kind=TalkKind.INTERVIEW, held_on=clock.today(now - 4 * _DAY), marks={},
            who="Голова громади, двоє експертів програми", words="Розібрали план на рік і хто навчатиме людей.",
            actor=cast.manager, at=now - 3 * _DAY,
        )  # fmt: skip
        for facts in _TO_COME:
            _plan(review, cast, *facts, now=now, at=now - 5 * _DAY)


def _submit(call: ProgrammeCall, cast: Cast, code: str, *, at: datetime) -> None:
    leader = cast.leaders[code]
    track = Track.objects.get(call=call, code="develop" if code == places.HROMADA else "create")
    hand = {"actor": leader, "at": at}
    email = f"{code.lower()}@example.org"
    made = services.start_proposal(call=call, track=track, email=email, is_demo=True, **hand)
    services.type_facts(proposal=made, said=[calls.WAS_AUDITED], **hand)
    services.submit_proposal(proposal=made, actor=leader, at=at + timedelta(hours=1))


def _plan(
    review: CallReview, cast: Cast, code: str, days: int, hour: int, minutes: int, kind: TalkKind, place: str,
    link: str, *, now: datetime, at: datetime,
) -> Proposal:  # fmt: skip
    of = received_proposals(cast.manager, review.call).get(hromada_id=code)
    day = (now + days * _DAY).astimezone(KYIV)
    begins = day.replace(hour=hour, minute=0, second=0, microsecond=0)
    panel = list(Reviewer.objects.filter(review=review).order_by("pk").values_list("pk", flat=True)[:2])
    facts = TalkFacts(
        kind=kind, starts_at=begins, ends_at=begins + timedelta(minutes=minutes), place=place, link=link, panel=panel
    )
    selection.plan_talk(proposal=of, facts=facts, actor=cast.manager, at=at)
    return of
