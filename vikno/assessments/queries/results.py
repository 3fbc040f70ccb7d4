"""What follows from an assessment: change since the one before, gaps that nobody took up, items that close nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vikno.assessments import rules
from vikno.assessments.models import Assessment, RoadmapItem
from vikno.assessments.queries.assessments import latest_submitted, previous_of
from vikno.assessments.queries.sheets import Line, Sheet, frozen_sheet, latest_submission, said_aloud
from vikno.assessments.rules import Change
from vikno.common.clock import today


@dataclass(frozen=True, kw_only=True)
class Since:
    """Change on common questions. `common` of `asked`: how many questions that is."""

    before: Assessment
    changes: list[Change]
    common: int
    asked: int

    @property
    def better(self) -> int:
        return sum(one.after > one.before for one in self.changes)

    @property
    def worse(self) -> int:
        return sum(one.after < one.before for one in self.changes)


@dataclass(frozen=True, kw_only=True)
class Orphans:
    """Ends of the chain that hang loose; both lists empty is how it should be."""

    gaps: list[Line]
    items: list[RoadmapItem]
    of: int | None = None  # the assessment the gaps are of


def change_since(sheet: Sheet) -> Since | None:
    """Against the closed one before; None where there is none. Questions count only where both editions ask alike."""
    before = previous_of(sheet.assessment)
    submission = latest_submission(before) if before else None
    if before is None or submission is None:
        return None
    earlier = frozen_sheet(before, submission, on=sheet.on)
    found = carried_levels(earlier, sheet, level="best_known")
    return Since(before=before, changes=found, common=len(found), asked=len(sheet.lines))


def carried_levels(earlier: Sheet, later: Sheet, *, level: str) -> list[Change]:
    """Levels of questions that both editions ask alike, in terms of the later one. `level`: an attribute of a line."""
    crossed = _crosswalk(earlier, later)
    said = {line.question.code: getattr(line, level) for line in earlier.lines}
    carried = {
        old: None if known is None else crossed[old].levels[known] for old, known in said.items() if old in crossed
    }
    now = {line.question.code: getattr(line, level) for line in later.lines}
    return rules.changes(carried, now, {old: one.to for old, one in crossed.items()})


@dataclass(frozen=True, kw_only=True)
class _Crossed:
    """The question that goes on, and what each level before is there."""

    to: str
    levels: Sequence[int | None] = tuple(range(rules.MOST_LEVEL + 1))


def _crosswalk(earlier: Sheet, later: Sheet) -> Mapping[str, _Crossed]:
    """Within one edition each question is itself; across editions what the newer one's crosswalk compares.

    Where nobody wrote one: the same code with the same four anchors.
    """
    old, new = earlier.assessment.framework, later.assessment.framework
    if old.pk == new.pk:
        return {code: _Crossed(to=code) for code in later.framework.by_code}
    if new.crosswalk:
        return {code: _Crossed(to=one["to"], levels=one["levels"]) for code, one in new.crosswalk.items()}
    before = earlier.framework.by_code
    return {
        code: _Crossed(to=code)
        for code, one in later.framework.by_code.items()
        if code in before and before[code].levels == one.levels
    }


def orphans_of(hromada: str, *, organisation: int | None = None, at: dt.datetime) -> Orphans:
    """Gaps of the newest handed-in assessment without an item or a reason, and open items without a gap."""
    newest = latest_submitted(hromada, organisation=organisation)
    submission = latest_submission(newest) if newest else None
    gaps: list[Line] = []
    if newest is not None and submission is not None:
        sheet = said_aloud(frozen_sheet(newest, submission, on=today(at)))
        gaps = [line for line in sheet.gaps if not line.is_settled]
    items = RoadmapItem.objects.filter(hromada_id=hromada, question="").exclude(state__in=("dropped", "confirmed"))
    return Orphans(gaps=gaps, items=list(items.order_by("due_on", "pk")), of=newest.pk if newest else None)
