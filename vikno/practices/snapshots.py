"""What a revision keeps of a card: plain texts and their hash. The same card, the same hash."""

import hashlib
import json
from typing import Any, Final

from vikno.practices.models import Practice

TEXTS: Final = (
    "title", "problem", "context", "done", "documents", "cost_note", "staff", "result", "source", "failed", "contact",
)  # fmt: skip


def said_of(practice: Practice) -> dict[str, Any]:
    """{field: text}; amounts are texts with two digits, "" for none."""
    return {
        **{name: getattr(practice, name) for name in TEXTS},
        "topics": sorted(practice.topics),
        "cost": "" if practice.cost is None else f"{practice.cost:.2f}",
        "hromada": practice.hromada.title,
        "oblast": practice.oblast.title if practice.oblast else "",
        "proof": practice.proof,
        "verified": {"by": practice.verified_by_name, "how": practice.verified_how,
                     "at": practice.verified_at.isoformat() if practice.verified_at else ""},
    }  # fmt: skip


def digest(said: dict[str, Any]) -> str:
    """SHA-256 of canonical JSON, in hexadecimal."""
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
