"""A step half-typed: what the screen kept by itself, and one's own words beside another window's."""

from collections.abc import Mapping, Sequence
from typing import Any

from vikno.catalogue.enums import EvidenceForm
from vikno.common.editions import Difference, differences
from vikno.desk import queries
from vikno.desk.forms import WishesForm
from vikno.desk.intake import IntakeStep
from vikno.desk.models import IntakeDraft


def lines_typed(lines: list[dict[str, Any]], draft: IntakeDraft) -> list[dict[str, Any]]:
    """Lines of the checklist as they stood in the window when the screen kept them."""
    fields = _fields(draft, IntakeStep.PAPERS)
    if not fields:
        return lines
    told = []
    for place, line in enumerate(lines):
        told.append({**line, **_line(fields, place), "name": fields.get(f"papers-{place}-name") or line["name"]})
    for place in range(len(lines), _count(fields)):
        name = fields.get(f"papers-{place}-name", "").strip()
        if name:
            free = {"name": name, "requirement_id": None, "condition": "", "services": [], "taken": True}
            told.append({**_line(fields, place), **free, "service": fields.get(f"papers-{place}-service", "")})
    return told


def _line(fields: Mapping[str, str], place: int) -> dict[str, Any]:
    sheets = fields.get(f"papers-{place}-sheets", "")
    return {
        "taken": bool(fields.get(f"papers-{place}-taken")),
        "evidence_form": fields.get(f"papers-{place}-evidence_form", ""),
        "sheets": int(sheets) if sheets.isascii() and sheets.isdigit() else 1,
    }


def _count(fields: Mapping[str, str]) -> int:
    total = fields.get("papers-TOTAL_FORMS", "0")
    return min(int(total), 60) if total.isascii() and total.isdigit() else 0


def wishes_typed(initial: dict[str, Any], draft: IntakeDraft) -> dict[str, Any]:
    """Initial values of the wishes as they stood in the window."""
    typed = _fields(draft, IntakeStep.WISHES)
    ticked = {"agrees_to_link": "agrees_to_link" in typed} if typed else {}  # a mark taken off is in no post
    return {**initial, **typed, **ticked}


def _fields(draft: IntakeDraft, step: IntakeStep) -> dict[str, str]:
    typed = draft.typed
    return dict(typed["fields"]) if typed.get("step") == step else {}


def papers_apart(mine: Sequence[Mapping[str, Any]], theirs: IntakeDraft) -> list[Difference]:
    """Papers said here and in the other window, where they differ."""
    here = {paper["name"]: _in_words(paper) for paper in mine}
    there = {paper["name"]: _in_words(paper) for paper in queries.papers_said(theirs)}
    names = dict.fromkeys([*here, *there])
    return [
        Difference(label=name, mine=here.get(name, ""), theirs=there.get(name, ""))
        for name in names
        if here.get(name) != there.get(name)
    ]


def _in_words(paper: Mapping[str, Any]) -> str:
    form = dict(EvidenceForm.choices).get(paper["evidence_form"], "")
    return f"{form}, {paper['sheets']}"


def wishes_apart(form: WishesForm) -> list[Difference]:
    """What is said here beside what is kept: the form was opened anew with it."""
    return differences([form])
