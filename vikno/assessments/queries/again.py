"""Assessed again: the same hromada by the same programme before a day and after it, on questions asked both times."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vikno.assessments import rules
from vikno.assessments.models import Assessment
from vikno.assessments.queries.results import carried_levels
from vikno.assessments.queries.sheets import Sheet, handed_in_sheets
from vikno.assessments.rules import Weighted


@dataclass(frozen=True, kw_only=True)
class Again:
    """Scores 0–100 as the hromada declared them, both on the `common` questions of the `asked` ones alone."""

    before: Decimal
    after: Decimal
    common: int
    asked: int


def assessed_again(organisation: int, since: Mapping[str, dt.datetime], *, on: dt.date) -> dict[str, Again]:
    """By hromada; those without a handed-in assessment on both sides of their moment are left out.

    `since`: code of a hromada -> the moment that parts before from after. The last one before it is compared with the
    newest one after it. Bind the programme first: it reads what was handed in to it. A fixed number of queries.
    """
    rows = Assessment.objects.filter(
        organisation_id=organisation, hromada_id__in=since.keys(), state__in=rules.HANDED_IN
    ).select_related("framework")
    sheets: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in handed_in_sheets(list(rows.order_by("pk")), on=on):
        sheets[sheet.assessment.hromada_id].append(sheet)
    found = {code: _compared(listed, since[code]) for code, listed in sorted(sheets.items())}
    return {code: one for code, one in found.items() if one is not None}


def _compared(sheets: Sequence[Sheet], moment: dt.datetime) -> Again | None:
    told = sorted(((sheet.submission.at, sheet) for sheet in sheets if sheet.submission), key=lambda one: one[0])
    earlier = [sheet for at, sheet in told if at <= moment]
    later = [sheet for at, sheet in told if at > moment]
    if not earlier or not later:
        return None
    return _on_common(earlier[-1], later[-1])


def _on_common(earlier: Sheet, later: Sheet) -> Again | None:
    changes = carried_levels(earlier, later, level="declared_level")
    before = _score(later, {one.code: one.before for one in changes})
    after = _score(later, {one.code: one.after for one in changes})
    if before is None or after is None:
        return None
    return Again(before=before, after=after, common=len(changes), asked=len(later.lines))


def _score(sheet: Sheet, levels: Mapping[str, int]) -> Decimal | None:
    """The total by weights of the later edition, so that a changed weight is no change of a hromada."""
    questions = [sheet.framework.by_code[code] for code in levels]
    return rules.scores_of([
        Weighted(
            code=one.code, dimension=one.dimension, weight=one.weight, level=levels[one.code],
            dimension_weight=sheet.framework.dimension_by_code[one.dimension].weight,
        )
        for one in questions
    ]).total.value  # fmt: skip
