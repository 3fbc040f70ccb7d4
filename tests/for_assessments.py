"""Assessments for tests: begun, answered, handed in, of a round; with a programme that shares them."""

import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from PIL import Image

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.assessments import queries, services
from vikno.assessments.models import Assessment, Evidence, RoadmapItem, Round
from vikno.assessments.services import Answer, Finding, Paper, Plan
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now

AT = make.MOMENT
TALL = 2  # a level that is no gap


def head(of: str = make.OWN) -> Actor:
    """Binds the hromada, as a request of its head does."""
    made = make.actor(Role.HEAD, of=of)
    tenancy.bind(of)
    tenancy.bind_programme(None)
    return made


def programme(of: str = make.OWN, role: str = Role.PROGRAMME) -> Actor:
    """Binds the programme and no hromada, as a request of its head does."""
    made = make.actor(role, of=of)
    tenancy.bind("")
    tenancy.bind_programme(made.organisation_id)
    return made


def assessment(of: str = make.OWN) -> Assessment:
    """A hromada's own one, prefilled; the standing one where there is one. Bind the hromada first."""
    make.hromada(of)
    return queries.own_open(of) or services.begin(actor=head(of), at=now())


def answered(row: Assessment, *, level: int = TALL, but: Mapping[str, int] | None = None) -> Assessment:
    """Every question answered alike, with a paper where one is needed."""
    actor = head(row.hromada_id)
    sheet = queries.sheet_of(row, actor=actor, at=now())
    said = {
        line.question.code: Answer(
            reply="answer", level=(but or {}).get(line.question.code, level), reason="бо так насправді"
        )
        for line in sheet.lines
    }
    services.answer(assessment=row.pk, answers=said, actor=actor, at=now())
    row.refresh_from_db()
    for line in queries.sheet_of(row, actor=actor, at=now()).without_evidence:
        proof(row, question=line.question.code)
    return row


def proof(row: Assessment, *, question: str = "A1") -> Evidence:
    """Words that prove: a draft."""
    paper = Paper(title="Рішення ради", words="Рішення № 12 від 03.02.2026")
    return services.add_evidence(
        assessment=row.pk, question=question, paper=paper, actor=head(row.hromada_id), at=now()
    )  # fmt: skip


def handed_in(row: Assessment, **said: Any) -> Assessment:
    """Answered and handed in."""
    services.hand_in(assessment=answered(row, **said).pk, actor=head(row.hromada_id), at=now())
    row.refresh_from_db()
    return row


def campaign(of: str = make.OWN, *, hromadas: tuple[str, ...] = (), **facts: Any) -> Round:
    """A round of the programme of a hromada, open now, over that hromada. Leaves the hromada bound."""
    for code in hromadas or (of,):
        make.hromada(code)
    actor, at = programme(of), now()
    said = {"title": "Самооцінка мереж", "opens_at": at - timedelta(days=1), "closes_at": at + timedelta(days=30)}
    made = services.open_round(
        **{**said, **facts}, hromadas=hromadas or (of,), actor=actor, at=at
    )  # fmt: skip
    tenancy.bind(of)
    return made


def shared(of: str = make.OWN) -> Assessment:
    """Of a round, handed in to the programme. Leaves the hromada bound."""
    made = campaign(of)
    row = Assessment.objects.get(round=made, hromada_id=of)
    services.prefill(assessment=row.pk, actor=Actor.system(of), at=now())
    row.refresh_from_db()
    return handed_in(row, but={"A2": 0})


def in_round(of: str = make.OWN) -> Assessment:
    """Of a round of its own, not begun. Leaves the hromada bound."""
    return Assessment.objects.get(round=campaign(of), hromada_id=of)


def checked(of: str = make.OWN) -> Assessment:
    """Handed in to the programme, one question of it verified. Leaves the hromada bound."""
    row = shared(of)
    services.verify(assessment=row.pk, findings={"A1": Finding(level=TALL)}, actor=programme(of), at=now())
    tenancy.bind(of)
    return row


def handed_in_proof(of: str = make.OWN) -> Evidence:
    """With a file, handed in to the programme. Leaves the hromada bound."""
    row = Assessment.objects.get(round=campaign(of), hromada_id=of)
    picture = io.BytesIO()
    Image.new("1", (4, 4), 1).save(picture, "PNG")
    picture.seek(0)
    made = services.add_evidence(
        assessment=row.pk, question="A1", paper=Paper(title="Рішення ради", stream=picture, name="рішення.png"),
        actor=head(of), at=now(),
    )  # fmt: skip
    handed_in(row)
    made.refresh_from_db()
    return made


def item(of: str = make.OWN) -> RoadmapItem:
    """An idea of a hromada's own. Bind it first."""
    return services.plan_item(plan=Plan(title="Відкрити робоче місце в селі"), actor=head(of), at=now())


def expert(of: str = make.OWN) -> Membership:
    return make.membership(Role.EXPERT, of=of)
