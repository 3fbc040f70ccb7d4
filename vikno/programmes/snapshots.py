"""A proposal as it is submitted: one plain value, of which bytes and hash are made."""

from datetime import datetime
from typing import Any, Final

from vikno.programmes import canonical, queries
from vikno.programmes.models import Proposal
from vikno.questionnaires import queries as questionnaires

EDITION: Final = 1


def snapshot_of(proposal: Proposal, *, by: str, office: str, at: datetime, answer: str = "") -> dict[str, Any]:
    """Everything the programme will look at. `answer`: to what it asked to make clear; the hromada must be bound."""
    hromada = proposal.hromada
    return {
        "edition": EDITION,
        "call": proposal.call.number,
        "version": {"number": proposal.version.number, "sha256": proposal.version.sha256},
        "number": proposal.number,
        "track": proposal.track.code,
        "hromada": {
            "code": hromada.pk, "name": hromada.title, "oblast": hromada.oblast_id or "",
            "oblast_name": hromada.oblast.title if hromada.oblast else "",
        },
        "contact": {
            "name": proposal.contact_name, "phone": proposal.contact_phone, "email": proposal.contact_email,
        },
        "facts": [one.as_json() for one in queries.facts_of(proposal, at=at).values()],
        "answers": _answers(proposal),
        "assessment": proposal.assessment,
        "clarification": answer,
        "submitted_at": canonical.plain(at),
        "submitted_by": {"name": by, "office": office},
    }  # fmt: skip


def _answers(proposal: Proposal) -> dict[str, Any] | None:
    """Questions and answers with where each is from; None where the call asks none."""
    if proposal.response is None:
        return None
    told: dict[str, Any] = canonical.plain(questionnaires.snapshot_of(proposal.response))
    return told
