"""Papers of support: the act, the memorandum, the plan. Ukrainian whatever the interface; the same data, same bytes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import override

from vikno.common import typeset
from vikno.documents.papers import moment_shown
from vikno.support import shown
from vikno.support.enums import ActState, MemorandumState, Side
from vikno.support.models import ActLine, HandoverAct, Memorandum

# A template once released never changes.
ACT: Final = "support/typst/e1/act.typ"
MEMORANDUM: Final = "support/typst/e1/memorandum.typ"
PLAN: Final = "support/typst/e1/plan.typ"


def act_pdf(act: HandoverAct, lines: Sequence[ActLine], *, at: datetime) -> bytes:
    """Every line; signatures as they were made, places to sign where they are not."""
    with override("uk"):
        signed = {each.side: f"{each.name}, {moment_shown(each.at)}" for each in act.signatures.all()}
        title = f"Акт приймання-передачі № {act.number}"
        paper = {
            **_frame(act.memorandum, title, at, is_demo=act.is_demo),
            "state": str(act.get_state_display()) if act.state in (ActState.DRAFT, ActState.DROPPED) else "",
            "giver": act.memorandum.programme.title, "receiver": act.hromada.title,
            "memorandum": f"{act.memorandum.number}, {act.memorandum.title}",
            "issued": moment_shown(act.issued_at) if act.issued_at else "не оформлено",
            "sha256": act.sha256 or "—", "totals": shown.totals(lines),
            "signed_giver": signed.get(Side.PROGRAMME, ""), "signed_receiver": signed.get(Side.HROMADA, ""),
            "lines": [_line(line) for line in lines], "corrections": _corrections(lines),
        }  # fmt: skip
        return typeset.render_pdf(ACT, paper, made_at=at)


def memorandum_pdf(one: Memorandum, *, at: datetime) -> bytes:
    """Words as they stand, then the plan; who signed."""
    with override("uk"):
        title = f"Меморандум № {one.number}"
        is_draft = one.state == MemorandumState.DRAFTING
        paper = {
            **_frame(one, title, at, is_demo=one.is_demo), "state": "Проєкт" if is_draft else "",
            "words": one.text, "plan": _plan(one),
            "signatures": [
                {"who": str(step.said), "name": f"{step.by_name}, {moment_shown(step.at)}"}
                for step in one.steps.all()
                if step.move.startswith("sign")
            ],
        }  # fmt: skip
        return typeset.render_pdf(MEMORANDUM, paper, made_at=at)


def plan_pdf(one: Memorandum, *, at: datetime) -> bytes:
    with override("uk"):
        title = f"План підтримки до меморандуму № {one.number}"
        paper = {**_frame(one, title, at, is_demo=one.is_demo), "goal": one.goal or "—", "plan": _plan(one)}
        return typeset.render_pdf(PLAN, paper, made_at=at)


def _frame(one: Memorandum, title: str, at: datetime, *, is_demo: bool) -> dict[str, Any]:
    return {
        "lang": "uk", "title": title, "footer": title, "made": moment_shown(at), "is_demo": is_demo,
        "centre": {"name": one.programme.title, "lines": [one.hromada.title]},
    }  # fmt: skip


def _plan(one: Memorandum) -> list[dict[str, Any]]:
    return [
        {
            "n": str(each.number), "title": each.title, "who": str(each.get_responsible_display()),
            "due": f"{each.due_on:%d.%m.%Y}", "state": str(each.get_state_display()),
            "deliverables": [row.title for row in each.deliverables.all()],
        }
        for each in one.milestones.prefetch_related("deliverables")
    ]  # fmt: skip


def _line(line: ActLine) -> dict[str, str]:
    return {
        "n": str(line.order), "name": line.name, "place": line.place, "quantity": f"{line.quantity} {line.item.unit}",
        "serial": line.serial or "—", "inventory": line.inventory_number or "—",
        "total": shown.money(line.total, line.currency),
    }  # fmt: skip


def _corrections(lines: Sequence[ActLine]) -> list[str]:
    return [
        f"Рядок {line.order}, {each.get_field_display()}: було {each.was}, стало {each.becomes}. {each.reason}"
        for line in lines
        for each in line.corrections.all()
        if each.agreed_at is not None
    ]
