"""What both sides sign: plain values of a memorandum or an act, and their hash. The same values, the same hash."""

import hashlib
import json
from typing import Any

from vikno.support.models import ActLine, HandoverAct, Memorandum

type Plain = dict[str, Any]


def digest(values: Plain) -> str:
    """SHA-256 of canonical JSON, in hexadecimal."""
    written = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def memorandum_values(memorandum: Memorandum) -> Plain:
    """Everything that is agreed: both sides, period, words, the plan in its order. Amounts and days are texts."""
    return {
        "number": memorandum.number, "title": memorandum.title, "goal": memorandum.goal, "text": memorandum.text,
        "programme": memorandum.programme.code, "hromada": memorandum.hromada_id,
        "starts_on": memorandum.starts_on.isoformat(), "ends_on": memorandum.ends_on.isoformat(),
        "milestones": [
            {
                "number": each.number, "title": each.title, "responsible": each.responsible,
                "due_on": each.due_on.isoformat(), "deliverables": [one.title for one in each.deliverables.all()],
            }
            for each in memorandum.milestones.prefetch_related("deliverables").order_by("number")
        ],
    }  # fmt: skip


def act_values(act: HandoverAct, lines: list[ActLine]) -> Plain:
    """The act with every line in its order; the whole is signed at once."""
    return {
        "number": act.number, "memorandum": act.memorandum.number, "giver": act.organisation_id,
        "receiver": act.hromada_id, "lines": [line_values(line) for line in lines],
    }  # fmt: skip


def line_values(line: ActLine) -> Plain:
    return {
        "order": line.order, "item": line.item_id, "name": line.name, "place": line.place, "quantity": line.quantity,
        "serial": line.serial, "unit_value": f"{line.unit_value:.2f}", "currency": line.currency,
        "rate": f"{line.rate:.6f}", "rate_on": line.rate_on.isoformat() if line.rate_on else None,
    }  # fmt: skip
