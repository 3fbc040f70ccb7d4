"""Duties that one person may not join in one case: dated rows name the services that demand it."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path

from vikno.cases import rules
from vikno.cases.enums import Step
from vikno.cases.errors import SameHands
from vikno.cases.models import Case, StatusChange
from vikno.common.actors import Actor

_FILE = Path(__file__).parent / "data" / "duties.toml"


@cache
def separate_duties() -> tuple[rules.SeparateDuties, ...]:
    """Rows in the file, of all times."""
    return tuple(
        rules.SeparateDuties(
            starts_on=row["from"],
            ends_on=row.get("to"),
            groups=frozenset(row.get("groups", ())),
            services=frozenset(row.get("services", ())),
            duties=frozenset(row["duties"]),
            source=row["source"],
            is_confirmed=row["confirmed"],
        )
        for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["separate"]
    )


def require_other_hands(case: Case, *, actor: Actor, on: dt.date) -> None:
    """Who registered an application does not decide it where its service demands so. Raises SameHands.

    A case handed over to a colleague, or a role changed meanwhile, changes nothing: the first step knows who it was.
    """
    if actor.user_id is None or case.is_immediate:
        return
    row = rules.must_be_apart(
        rules.REGISTER_DECIDE, day=on, service=case.service.code, group=case.service.group.code, rows=separate_duties()
    )
    if row is not None and actor.user_id in _who_registered(case):
        raise SameHands(service=case.service.name, source=row.source)


def _who_registered(case: Case) -> set[int | None]:
    steps = StatusChange.objects.filter(hromada_id=case.hromada_id, case=case, step=Step.REGISTERED)
    return set(steps.order_by().values_list("actor_id", flat=True))
