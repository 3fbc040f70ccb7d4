"""What an act of destruction says: frozen values, then a template and its JSON."""

import datetime as dt
from dataclasses import dataclass

from vikno.documents.enums import DocumentKind
from vikno.documents.models import DestructionAct, DestructionItem
from vikno.documents.papers import EDITION, Form, Letterhead, date_shown, moment_in_words, moment_shown


@dataclass(frozen=True, kw_only=True)
class ActRow:
    number_shown: str
    title: str
    rule: str
    keep_until: dt.date
    files: int
    sheets: int
    sha256: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Act:
    """Акт про знищення: what, by which period, before which commission, on whose word. No names of applicants."""

    letterhead: Letterhead
    number_shown: str
    rows: tuple[ActRow, ...]
    commission: tuple[tuple[str, str], ...]
    requested_by: str
    requested_at: dt.datetime
    approved_by: str
    approved_at: dt.datetime


def act_paper(act: DestructionAct, items: list[DestructionItem], *, letterhead: Letterhead) -> Act:
    """What an act approved says."""
    assert act.decided_at is not None
    return Act(
        letterhead=letterhead,
        number_shown=act.number,
        rows=tuple(
            ActRow(
                number_shown=item.number_shown,
                title=item.title,
                rule=item.rule,
                keep_until=item.keep_until,
                files=len(item.files),
                sheets=sum(file["pages"] for file in item.files),
                sha256=tuple(file["sha256"] for file in item.files),
            )
            for item in items
        ),
        commission=tuple((member["name"], member["post"]) for member in act.commission),
        requested_by=act.requested_by_name,
        requested_at=act.requested_at,
        approved_by=act.decided_by_name,
        approved_at=act.decided_at,
    )


def act_form(paper: Act) -> Form:
    """Template and JSON of an act."""
    title = f"Акт про знищення документів № {paper.number_shown}"
    data = {
        "lang": "uk",
        "title": title,
        "footer": title,
        "made": moment_shown(paper.approved_at),
        "is_demo": False,
        "centre": {"name": paper.letterhead.name, "lines": [line for line in paper.letterhead.lines if line]},
        "number_shown": paper.number_shown,
        "rows": [
            {
                "number": row.number_shown,
                "title": row.title,
                "rule": row.rule,
                "until": date_shown(row.keep_until),
                "files": row.files,
                "sheets": row.sheets,
                "hashes": [digest[:16] for digest in row.sha256],
            }
            for row in paper.rows
        ],
        "commission": [{"name": name, "post": post} for name, post in paper.commission],
        "requested": f"{paper.requested_by}, {moment_in_words(paper.requested_at)}",
        "approved_by": paper.approved_by,
        "approved": moment_in_words(paper.approved_at),
    }
    return Form(kind=DocumentKind.DESTRUCTION_ACT, template=f"{EDITION}/destruction_act.typ", title=title, data=data)
