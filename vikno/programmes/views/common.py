"""What pages of calls share."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from vikno.common.components import NavItem
from vikno.programmes import canonical, conditions, queries, rules, shown_lacks
from vikno.programmes.enums import CALL_KINDS, CallMove, CallState
from vikno.programmes.models import ProgrammeCall

ROWS: Final = 50
EDITABLE: Final = frozenset({CallState.DRAFT})
# Moves that take no words; the others have forms of their own.
PLAIN_MOVES: Final = (
    CallMove.APPROVE, CallMove.FORECAST, CallMove.OPEN, CallMove.CLOSE, CallMove.REVIEW, CallMove.ARCHIVE,
)  # fmt: skip


def may_change(call: ProgrammeCall) -> bool:
    """Whether the rows of the rules are open to change."""
    return call.state in EDITABLE or bool(call.amending)


def lacks_of(call: ProgrammeCall) -> list[dict[str, str]]:
    """What is missing, each with the step where it is mended."""
    found = rules.lacks(conditions.with_problems(canonical.rules_of(call)))
    return [{"said": shown_lacks.said(one), "step": one.step} for one in found]


def call_facts(call: ProgrammeCall) -> dict[str, Any]:
    """What the heading of every page of a call shows."""
    return {"call": call, "kind": CALL_KINDS[CallState(call.state)], "may_change": may_change(call)}


def next_steps_of(call: ProgrammeCall) -> list[dict[str, object]]:
    """Where the work goes on once a call is closed: conditions, then the selection, which lies in a room above."""
    selection = {"url": reverse("selection:call", args=[call.number]), "text": _("експерти, прогін і протокол")}
    if call.state == CallState.CLOSED:
        return [
            {"url": reverse("programmes:proposals", args=[call.pk]), "text": _("перевірити умови в заявках")}, selection
        ]  # fmt: skip
    return [selection] if call.state in (CallState.UNDER_REVIEW, CallState.DECIDED, CallState.PUBLISHED) else []


def version_facts(call: ProgrammeCall) -> dict[str, Any]:
    """The version in force, if there is one."""
    return {"version": call.versions.order_by("-number").first(), "versions": list(call.versions.order_by("-number"))}


def subnav(items: list[tuple[str, object, int | None]], *, path: str) -> list[NavItem]:
    """Sides of a call as links; the one of the page is the current."""
    return [NavItem(url, str(label), current=url == path, count=count) for url, label, count in items]


def found_call(actor: Any, pk: int) -> ProgrammeCall:
    return queries.call_of(actor, pk)
