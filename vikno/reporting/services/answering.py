"""What no record says is typed once, and holds until something else is typed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.reporting import policies, queries
from vikno.reporting.errors import FieldNotAsked
from vikno.reporting.fields import FIELDS
from vikno.reporting.models import Typed
from vikno.reporting.rules import Plain, is_missing


@transaction.atomic
def type_answers(*, answers: Mapping[str, Plain], actor: Actor, at: datetime) -> int:
    """Keep those that are new or differ; how many. Empty ones change nothing. Refusals: MayNotRead, FieldNotAsked."""
    policies.require_may_keep(actor)
    if any(code not in FIELDS or not FIELDS[code].is_asked for code in answers):
        raise FieldNotAsked
    known = queries.typed_of(actor.hromada_code)
    new = {
        code: value
        for code, value in answers.items()
        if not is_missing(value) and (code not in known or known[code].value != value)
    }
    made = Typed.objects.bulk_create(
        Typed(hromada_id=actor.hromada_code, code=code, value=value, typed_at=at, typed_by_name=actor.name)
        for code, value in new.items()
    )
    if made:
        audit.record(
            actor=actor, action="report.answered", subject=made[0], at=at, hromada_code=actor.hromada_code,
            facts={"fields": sorted(new)},
        )  # fmt: skip
    return len(made)
