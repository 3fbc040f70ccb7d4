"""The protocol of the commission on paper: made of values that are frozen with the signature."""

from datetime import datetime
from typing import Any, Final

from django.utils.translation import override

from vikno.common import typeset
from vikno.common.clock import KYIV
from vikno.documents.papers import moment_shown
from vikno.selection import outcomes, queries, shown
from vikno.selection.enums import Outcome
from vikno.selection.models import Decision

# A template once released never changes: a signed protocol prints the same for ever.
PROTOCOL: Final = "selection/typst/e1/protocol.typ"


def protocol_of(decision: Decision, *, by: str, at: datetime) -> dict[str, Any]:
    """What the template reads. Every applicant is named in it: it is a paper of the commission, not of the site."""
    with override("uk"):
        title = f"Протокол № {decision.number} конкурсу {decision.call.number}"
        names = queries.names_in(decision.call)
        facts = outcomes.public_facts(decision)
        lines = outcomes.lines_of(decision)
        return {
            "lang": "uk", "title": title, "footer": title, "made": moment_shown(at), "by": by,
            "is_demo": decision.call.is_demo, "centre": {"name": decision.call.programme.title, "lines": []},
            "call": decision.call.title, "day": f"{at.astimezone(KYIV):%d.%m.%Y}",
            "counts": [[str(Outcome(one).label), str(facts[one])] for one in Outcome.values],
            "cost": facts["cost_of_fairness"], "inputs": facts["inputs_sha256"], "run": facts["run_sha256"],
            "rows": [
                {
                    "number": line.entry.number, "hromada": line.entry.proposal.hromada.title,
                    "track": line.entry.proposal.track.title, "outcome": str(Outcome(line.outcome).label),
                    "score": "—" if line.entry.score is None else f"{line.entry.score:.2f}".replace(".", ","),
                    "why": shown.explanation(
                        line.entry.code, names.get(line.entry.about, line.entry.about), reserve=line.entry.reserve,
                        ties=line.entry.ties,
                    ),
                }
                for line in lines
            ],
            "deviations": [
                {
                    "number": line.entry.number, "by_run": str(Outcome(line.by_run).label),
                    "outcome": str(Outcome(line.outcome).label), "reason": line.reason,
                }
                for line in lines if line.outcome != line.by_run
            ],
        }  # fmt: skip


def protocol_pdf(decision: Decision, *, by: str, at: datetime) -> bytes:
    """As it was signed; before that as it stands now."""
    paper = decision.paper or protocol_of(decision, by=by, at=at)
    return typeset.render_pdf(PROTOCOL, paper, made_at=decision.signed_at or at)
