"""Calls and proposals with boring defaults, in whatever state a test needs. Rows are laid down past the services.

A call is of `make.programme(of)`; a proposal is of hromada `of` to its own programme unless `call` names another.
Bind what the rows need first: `tenancy.bind(of)` for proposals.
"""

import hashlib
import io
import json
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from PIL import Image

from tests import factories as make
from tests import for_questionnaires
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common.clock import now
from vikno.programmes import services
from vikno.programmes.canonical import body_of
from vikno.programmes.enums import CallState, ProposalMove, ProposalState
from vikno.programmes.models import (
    Advantage,
    CallDocument,
    CallStep,
    CallVersion,
    Criterion,
    EligibilityRule,
    ProgrammeCall,
    Proposal,
    ProposalRevision,
    ProposalStep,
    Question,
    Receipt,
    RegionRule,
    Track,
)
from vikno.programmes.papers import RECEIPT, receipt_of
from vikno.programmes.rules.files import FileAnswer, file_answer
from vikno.questionnaires import queries as questionnaires
from vikno.questionnaires.tests import samples

SEED = "call-2025-01|published-before-opening"
SEED_SHA256 = hashlib.sha256(SEED.encode()).hexdigest()
numbers = count(1)
ANCHORS = [{"value": value, "text": f"рівень {value}", "text_en": f"level {value}"} for value in range(4)]


def call(of: str = make.OWN, *, state: str = CallState.OPEN, at: datetime | None = None, **facts: Any) -> ProgrammeCall:
    """A call with one track, its rules frozen unless it is a draft; open from yesterday to a fortnight from `at`."""
    programme, moment = make.programme(of), at or now()
    serial = next(numbers)
    defaults = {
        "number": f"{2100 + serial // 900}-{serial % 900:02d}", "title": "Разом до зручних послуг", "quota": 3,
        "opens_at": moment - timedelta(days=1), "closes_at": moment + timedelta(days=14),
        "questions_until": moment + timedelta(days=10), "results_on": (moment + timedelta(days=60)).date(),
        "seed_sha256": SEED_SHA256,
    }  # fmt: skip
    made = ProgrammeCall.objects.create(
        programme=programme, organisation_id=programme.organisation_id, **{**defaults, **facts}
    )
    track(made)
    if state != CallState.DRAFT:
        version(made, at=moment)
        put(made, state)
    return made


def ruled_call(of: str = make.OWN, *, state: str = CallState.OPEN, **facts: Any) -> ProgrammeCall:
    """The same with one condition, `centre`: the hromada has a centre."""
    made = call(of, state=CallState.DRAFT, **facts)
    eligibility(made, "centre", "${has_centre}", "У громаді є ЦНАП.")
    version(made)
    return put(made, state)


def put(of: ProgrammeCall, state: str) -> ProgrammeCall:
    """Lay a call into a state, past the table of moves."""
    ProgrammeCall.objects.filter(pk=of.pk).update(state=state)
    of.state = state
    CallStep.objects.create(call=of, move="open", state_after=state, at=now(), by_name="Хтось", by_role="programme")
    return of


def track(of: ProgrammeCall, code: str = "create", **facts: Any) -> Track:
    """A direction with two criteria of experts, 60 and 40. The call must still be a draft."""
    defaults = {
        "title": "Створення центру", "title_en": "A new centre", "places": 3, "threshold": Decimal(50),
        "who_may_apply": "Громади, де ще немає центру.", "stages": ["review", "interview"],
        "position": of.tracks.count() + 1,
    }  # fmt: skip
    made = Track.objects.create(call=of, code=code, **{**defaults, **facts})
    for position, (name, title, weight) in enumerate(
        (("motivation", "Мотивація", 60), ("premises", "Приміщення", 40)), start=1
    ):
        criterion(made, name, title=title, weight=Decimal(weight), position=position)
    return made


def criterion(of: Track, code: str, **facts: Any) -> Criterion:
    defaults = {"title": "Критерій", "weight": Decimal(10), "source": "reviewer", "anchors": ANCHORS}
    return Criterion.objects.create(track=of, code=code, **{**defaults, **facts})


def eligibility(of: ProgrammeCall, code: str, predicate: str, sentence: str, **facts: Any) -> EligibilityRule:
    return EligibilityRule.objects.create(call=of, code=code, predicate=predicate, sentence=sentence, **facts)


def advantage(of: ProgrammeCall, code: str, predicate: str, **facts: Any) -> Advantage:
    return Advantage.objects.create(
        call=of, code=code, predicate=predicate, **{"sentence": "Громада пілотної області.", **facts}
    )


def region(of: ProgrammeCall, code: str, oblasts: list[str], seats: int = 1, **facts: Any) -> RegionRule:
    defaults = {"title": "Прифронтові області", "kind": "guarantee", **facts}
    return RegionRule.objects.create(call=of, code=code, oblasts=oblasts, seats=seats, **defaults)


def version(of: ProgrammeCall, *, at: datetime | None = None, **facts: Any) -> CallVersion:
    """The rules as the rows stand, frozen."""
    body = body_of(of)
    number = of.versions.count() + 1
    defaults = {"reason": "" if number == 1 else "Уточнення", "frozen_at": at or now(), "frozen_by_name": "Хтось"}
    return CallVersion.objects.create(
        call=of, number=number, body=body, sha256=hashlib.sha256(body.encode()).hexdigest(), **{**defaults, **facts}
    )


def document(of: ProgrammeCall, content: bytes = b"%PDF-1.7 nothing") -> CallDocument:
    """A file that the newest version names. The call may be open: it is laid down as a change of the rules."""
    ProgrammeCall.objects.filter(pk=of.pk).update(amending="Додали документ")
    made = CallDocument.objects.create(
        call=of, title="Форма заявки", file_name="forma.pdf", media_type="application/pdf", size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), content=content, added_at=now(), added_by_name="Хтось",
    )  # fmt: skip
    version(of)
    ProgrammeCall.objects.filter(pk=of.pk).update(amending="")
    return made


def question(to: ProgrammeCall, *, of: str = make.OWN, words: str = "Чи можна без приміщення?") -> Question:
    """What a hromada asked. Bind it first."""
    return Question.objects.create(
        call=to, hromada=make.hromada(of), organisation_id=to.organisation_id, words=words, asked_at=now(),
        asked_by_name="Хтось",
    )  # fmt: skip


def receipt(of: Proposal) -> Receipt:
    """The receipt of the newest revision of a proposal."""
    last = of.revisions.order_by("-number")[0]
    return Receipt.objects.create(
        revision=last, hromada_id=of.hromada_id, organisation_id=of.organisation_id,
        number=f"{of.number}-{last.number}", sha256=last.sha256, paper=receipt_of(of, last, at=now()),
        template=RECEIPT, issued_at=now(),
    )  # fmt: skip


def proposal(
    of: str = make.OWN, *, to: ProgrammeCall | None = None, state: str = ProposalState.SUBMITTED, **facts: Any
) -> Proposal:
    """A proposal of a hromada in a state, with a revision if it was submitted. Bind the hromada first."""
    call_ = to or call(of)
    moment = facts.pop("at", None) or now()
    serial = next(numbers)
    defaults = {
        "track": call_.tracks.first(), "version": call_.versions.last(), "number": f"{call_.number}-{serial:04d}",
        "contact_name": "Коваль Олена Петрівна", "contact_email": "olena@hromada.example", "started_at": moment,
        "started_by_name": "Хтось", "changed_at": moment,
    }  # fmt: skip
    was_submitted = state not in (ProposalState.DRAFT, ProposalState.EXPIRED)
    made = Proposal.objects.create(
        call=call_, hromada=make.hromada(of), organisation_id=call_.organisation_id, state=state,
        submitted_at=moment if was_submitted else None, **{**defaults, **facts},
    )  # fmt: skip
    whose = {"proposal": made, "hromada_id": of, "organisation_id": call_.organisation_id}
    ProposalStep.objects.create(
        move=ProposalMove.START, state_after=ProposalState.DRAFT, at=moment, by_name="Хтось", by_role="head", **whose
    )
    if was_submitted:
        revision(made)
        ProposalStep.objects.create(
            move=ProposalMove.SUBMIT, state_after=state, at=moment, by_name="Хтось", by_role="leader", **whose
        )
    return made


def asked_proposal(of: str = make.OWN) -> Proposal:
    """A draft to a call that asks questions of its own. Bind the hromada first."""
    version_ = for_questionnaires.published(of)
    made = call(of, state=CallState.DRAFT, questionnaire=version_)
    version(made)
    put(made, CallState.OPEN)
    return proposal(of, to=made, state=ProposalState.DRAFT, response=for_questionnaires.response(of, version=version_))


def revision(of: Proposal, **snapshot: Any) -> ProposalRevision:
    """What was submitted: facts and answers as `snapshot` says."""
    told: dict[str, Any] = {
        "number": of.number, "track": of.track.code, "facts": [], "answers": None, "assessment": None,
        "hromada": {"code": of.hromada_id, "name": of.hromada.title},
        "contact": {"name": of.contact_name, "phone": of.contact_phone, "email": of.contact_email},
    }  # fmt: skip
    body = json.dumps({**told, **snapshot}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return ProposalRevision.objects.create(
        proposal=of, hromada_id=of.hromada_id, organisation_id=of.organisation_id, number=of.revisions.count() + 1,
        version=of.version, body=body, sha256=hashlib.sha256(body.encode()).hexdigest(),
        submitted_at=of.submitted_at or now(), by_name="Хтось", office="голова громади",
    )  # fmt: skip


def filed_proposal(of: str = make.OWN) -> Proposal:
    """A draft to a call that asks for a file and nothing else. Bind the hromada first."""
    asked_for = for_questionnaires.published(of, made=samples.document(samples.asked("plan", "file", required=True)))
    made = call(of, state=CallState.DRAFT, questionnaire=asked_for)
    version(made)
    put(made, CallState.OPEN)
    return proposal(
        of, to=made, state=ProposalState.DRAFT, response=for_questionnaires.response(of, version=asked_for)
    )  # fmt: skip


def with_file(made: Proposal, content: bytes = b"", name: str = "план робіт.png") -> FileAnswer:
    """The file of the question is there, by the leader of the hromada."""
    upload = services.Upload(stream=io.BytesIO(content or picture()), name=name, size=None)
    services.answer_with_files(
        proposal=made, answers={}, uploads={("plan", 0): upload}, actor=make.actor(Role.LEADER, of=made.hromada_id),
        at=now(),
    )  # fmt: skip
    return file_of(made)


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("1", (4, 4), 1).save(drawn, "PNG")
    return drawn.getvalue()


def file_of(made: Proposal) -> FileAnswer:
    """What the answer says of it."""
    assert made.response is not None
    found = file_answer(questionnaires.answers_of(made.response)["plan", 0])
    assert found is not None
    return found


def proposal_with_file(of: str = make.OWN) -> Proposal:
    """The same, submitted. Bind the hromada first."""
    make.centre(of=of)
    made = filed_proposal(of)
    with_file(made)
    leader = make.actor(Role.LEADER, of=of)
    named = ProgrammeCall.objects.values_list("positions", flat=True).get(pk=made.call_id)
    Membership.objects.filter(pk=leader.membership_id).update(position=next(iter(named), ""))
    services.submit_proposal(proposal=made, actor=leader, at=now())
    made.refresh_from_db()
    return made
