"""Short forms in four sizes of paper: what a receipt, a notice, a card and the day's list say. Public face.

A4 and A5 sheets; rolls of 80 mm (72 mm are printed) and 58 mm (50 mm). One template: names and values, sentences, a
code, places to sign.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from vikno.documents.enums import DocumentKind
from vikno.documents.papers import EDITION, Form, Letterhead, date_shown, moment_shown


class Size(StrEnum):
    """What a printer holds."""

    A4 = "a4"
    A5 = "a5"
    ROLL_80 = "80"
    ROLL_58 = "58"


ROLLS: Final = frozenset({Size.ROLL_80, Size.ROLL_58})


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One short form. `number` are digits for the code; "" leaves it out. Order is the order on paper."""

    kind: DocumentKind
    size: Size
    letterhead: Letterhead
    title: str
    number: str
    number_shown: str
    facts: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...] = ()
    signatures: tuple[tuple[str, str], ...] = ()
    made_at: dt.datetime
    is_demo: bool = False


@dataclass(frozen=True, kw_only=True)
class DayRow:
    number_shown: str
    time: str
    applicant: str
    service: str
    officer: str
    state: str
    due_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class DayList:
    """Перелік справ за день: what a point took in, for the folder and for the hand-over of a shift."""

    letterhead: Letterhead
    on: dt.date
    place: str
    rows: tuple[DayRow, ...]
    made_by: str
    made_at: dt.datetime
    is_demo: bool = False


def slip_form(slip: Slip) -> Form:
    """Template and JSON of a slip: what `services.keep_slip` keeps."""
    coded = {"number": slip.number, "number_shown": slip.number_shown} if slip.number else {}
    return Form(
        kind=slip.kind,
        template=f"{EDITION}/slip.typ",
        title=slip.title,
        data={
            **_head(slip.letterhead, made=moment_shown(slip.made_at), title=slip.title, is_demo=slip.is_demo),
            **coded,
            "paper": slip.size.value,
            "facts": [{"name": name, "value": value} for name, value in slip.facts if value],
            "sentences": [sentence for sentence in slip.sentences if sentence],
            "signatures": [{"who": who, "name": name} for who, name in slip.signatures],
        },
    )


def day_list_form(paper: DayList) -> Form:
    title = f"Перелік справ за {date_shown(paper.on)}"
    return Form(
        kind=DocumentKind.DAY_LIST,
        template=f"{EDITION}/day_list.typ",
        title=title,
        data={
            **_head(paper.letterhead, made=moment_shown(paper.made_at), title=title, is_demo=paper.is_demo),
            "place": paper.place,
            "made_by": paper.made_by,
            "rows": [
                {
                    "number": row.number_shown,
                    "time": row.time,
                    "applicant": row.applicant,
                    "service": row.service,
                    "officer": row.officer,
                    "state": row.state,
                    "due": date_shown(row.due_on),
                }
                for row in paper.rows
            ],
        },
    )


def _head(letterhead: Letterhead, *, made: str, title: str, is_demo: bool) -> dict[str, Any]:
    return {
        "lang": "uk",
        "title": title,
        "footer": title,
        "made": made,
        "is_demo": is_demo,
        "centre": {"name": letterhead.name, "lines": [line for line in letterhead.lines if line]},
    }
