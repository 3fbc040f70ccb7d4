"""Cases change hands when two records of one person become one, and go back when that was a mistake."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from vikno.applicants.models import Applicant
from vikno.cases.errors import BothInOneCase
from vikno.cases.models import Case, CoApplicant, Result

_ROWS = (("cases", Case, "applicant"), ("together", CoApplicant, "applicant"))
_ISSUED = ("issued", Result, "issued_to_co_applicant")


@transaction.atomic
def move_cases(*, gone: Applicant, kept: Applicant) -> dict[str, list[int]]:
    """Every row of this room that names `gone` names `kept`; answers which. Both in one case refuse: BothInOneCase.

    Called by whoever joins the records, under their locks and their right.
    """
    pair = [gone, kept]
    together = CoApplicant.objects.filter(hromada_id=gone.hromada_id, applicant__in=pair)
    if together.filter(case__applicant__in=pair).exists() or _both_together(together):
        raise BothInOneCase
    moved: dict[str, list[int]] = {}
    for word, model, field in (*_ROWS, _ISSUED):
        rows = model.objects.filter(hromada_id=gone.hromada_id, **{field: gone})
        moved[word] = list(rows.order_by("pk").values_list("pk", flat=True))
        rows.filter(pk__in=moved[word]).update(**{field: kept})
    return moved


def _both_together(rows: object) -> bool:
    cases = list(rows.order_by("case_id").values_list("case_id", flat=True))  # type: ignore[attr-defined]
    return len(cases) != len(set(cases))


@transaction.atomic
def move_cases_back(*, moved: Mapping[str, Sequence[int]], gone: Applicant) -> None:
    """The rows that were moved name `gone` again; rows made since stay where they are."""
    for word, model, field in (*_ROWS, _ISSUED):
        rows = model.objects.filter(hromada_id=gone.hromada_id, pk__in=moved.get(word, []))
        rows.update(**{field: gone})
