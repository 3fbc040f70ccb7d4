"""Telling people who saw their data: law 2297-VI, art. 8."""

import hashlib
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from vikno.applicants.models import Applicant
from vikno.audit import services as audit
from vikno.audit.places import Place
from vikno.common.actors import Actor
from vikno.desk import policies
from vikno.desk import trail as trails

TrailForm = Literal["pdf", "xlsx"]


@transaction.atomic
def view_trail(
    *, actor: Actor, at: datetime, applicant: Applicant, since: date, until: date, place: Place
) -> trails.Trail:
    """Who did what with a person's data: law 2297-VI, art. 8. A look itself. Raises MayNotReadTrail, TrailTooLong."""
    policies.require_may_read_trail(actor, applicant)
    trail = trails.gathered(applicant, since=since, until=until)
    audit.record_look(
        actor=actor, action="applicant.trail_viewed", subject=applicant, at=at, hromada_code=actor.hromada_code,
        place=place,
    )  # fmt: skip
    return trail


@transaction.atomic
def give_trail(*, actor: Actor, at: datetime, applicant: Applicant, since: date, until: date, form: TrailForm) -> bytes:
    """The same as a file; the journal keeps its hash, so an answer once given can be told from a forged one."""
    policies.require_may_read_trail(actor, applicant)
    trail = trails.gathered(applicant, since=since, until=until)
    body = trails.workbook_of(trail) if form == "xlsx" else trails.sheet_of(trail, made_by=actor.name, at=at)
    audit.record(
        actor=actor, action="applicant.trail_given", subject=applicant, at=at, hromada_code=actor.hromada_code,
        facts={
            "since": since.isoformat(), "until": until.isoformat(), "form": form, "lines": len(trail.lines),
            "sha256": hashlib.sha256(body).hexdigest(),
        },
    )  # fmt: skip
    return body
