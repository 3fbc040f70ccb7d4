"""Two calls whose proposals experts read now, each with a plan as a file. All through services.

The first shows hromadas, so its experts open every file. The second hides them: a plan that the programme has read and
found without names is open, the other is not.
"""

import io
import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from vikno.common import clock, tenancy
from vikno.common.typeset import render_pdf
from vikno.demo import judging, places, programme
from vikno.demo.cast import Cast
from vikno.demo.places import Further
from vikno.programmes import services
from vikno.programmes.enums import Hidden
from vikno.programmes.models import Programme, ProgrammeCall, Proposal
from vikno.programmes.queries import received_proposals
from vikno.questionnaires import services as questionnaires
from vikno.questionnaires.engine import read
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.selection import queries as selections
from vikno.selection import services as selection
from vikno.selection.models import Assignment, CallReview

_DAY: Final = timedelta(days=1)
_PLAN: Final = {"code": "plan", "kind": "file", "labels": {"uk": "План на рік", "en": "A plan for a year"}}
# Number and title of a call, what it hides, whose proposals, whether its first plan was marked as nameless.
_CALLS: Final = (
    ("11", "Послуги в кожному старостаті", (), places.FURTHER[1:3], False),
    ("12", "Мобільний прийом без меж", (Hidden.HROMADA, Hidden.OBLAST), places.FURTHER[9:11], True),
)


def tell(*, cast: Cast, now: datetime) -> None:
    """Submitted a month and a half ago, given out three days ago, accepted since."""
    of = Programme.objects.get(organisation_id=cast.manager.organisation_id, code="open-doors")
    with tenancy.working_for_programme(of.organisation_id):
        asked = _questions(cast, at=now - 100 * _DAY)
    for serial, title, hidden, whose, is_marked in _CALLS:
        with tenancy.working_for_programme(of.organisation_id):
            call = programme.announce(
                of, asked, cast, number=f"{clock.today(now).year}-{serial}", title=title, hidden=hidden,
                opens_at=now - 60 * _DAY, closes_at=now - 40 * _DAY,
            )  # fmt: skip
        for one in whose:
            with tenancy.working_for(one.hromada):
                _submit(call, cast, one, names_it=not is_marked, at=now - 45 * _DAY)
        with tenancy.working_for_programme(of.organisation_id):
            review = judging.begin(call, cast, terms={"needed": 3}, at=now - 30 * _DAY)
            judging.calibrate(review, call, cast, at=now - 29 * _DAY)
            _give_out(review, cast, at=now - 3 * _DAY)
            if is_marked:
                _mark(call, cast, at=now - 2 * _DAY)


def _questions(cast: Cast, *, at: datetime) -> QuestionnaireVersion:
    asked = {**programme.QUESTIONS, "code": "zayavka-z-planom", "items": [*programme.QUESTIONS["items"], _PLAN]}
    version = questionnaires.create_questionnaire(
        code="zayavka-z-planom", title="Заявка з планом", organisation_id=cast.manager.organisation_id,
        actor=cast.manager, at=at, document=read(asked),
    )  # fmt: skip
    questionnaires.publish_version(version=version, actor=cast.manager, at=at)
    return version


def _submit(call: ProgrammeCall, cast: Cast, one: Further, *, names_it: bool, at: datetime) -> None:
    leader, dice = cast.leaders[one.hromada], random.Random(f"{call.number}-{one.hromada}")
    made = programme.write(call, call.tracks.get(code="create"), leader, dice, at=at)
    plan = _plan(one if names_it else None, at=at)
    sent = services.Upload(stream=io.BytesIO(plan), name=f"План {one.settlement}.pdf", size=len(plan))
    services.answer_with_files(proposal=made, answers={}, uploads={("plan", 0): sent}, actor=leader, at=at)
    services.submit_proposal(proposal=Proposal.objects.get(pk=made.pk), actor=leader, at=at + timedelta(hours=1))


def _plan(of: Further | None, *, at: datetime) -> bytes:
    lines = [
        "Січень: обрати приміщення, зробити вхід без сходів.",
        "Березень: навчити двох адміністраторів, придбати дві робочі станції.",
        "Червень: почати прийом двічі на тиждень, виїжджати до трьох сіл.",
    ]
    title = "План на рік" if of is None else f"План на рік: {of.name} громада"
    return render_pdf("demo/typst/plan.typ", {"title": title, "lines": lines}, made_at=at)


def _give_out(review: CallReview, cast: Cast, *, at: datetime) -> None:
    selection.distribute_proposals(review=review, actor=cast.manager, at=at)
    for one in Assignment.objects.filter(reviewer__review=review).select_related("reviewer"):
        expert = next(each for each in cast.experts if each.user_id == one.reviewer.user_id)
        selection.accept_assignment(assignment=one, actor=expert, at=at + timedelta(hours=3))


def _mark(call: ProgrammeCall, cast: Cast, *, at: datetime) -> None:
    first, *_others = _by_number(received_proposals(cast.manager, call))
    (plan,) = selections.files_of(first)
    selection.mark_nameless(number=first.number, file=plan.key, actor=cast.manager, at=at)


def _by_number(rows: Iterable[Proposal]) -> list[Proposal]:
    return sorted(rows, key=lambda one: one.number)
