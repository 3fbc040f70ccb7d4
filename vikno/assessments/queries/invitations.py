"""Whom a round may still invite, and what is said of each row of a file of codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from vikno.assessments.models import Assessment, Round
from vikno.common.errors import Words
from vikno.territories.models import Unit
from vikno.territories.queries import tenants

NOT_FOUND: Final = _("Немає громади з таким кодом.")
TWICE: Final = _("Цей код уже є вище.")
THERE: Final = _("Уже в кампанії.")
INVITED: Final = _("Запрошено.")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One row of a file. `is_wrong`: with such a row nobody of the file is invited."""

    line: int
    code: str
    title: str
    said: Words
    is_wrong: bool


def judged(campaign: Round, rows: Sequence[tuple[int, str]]) -> list[Verdict]:
    """Row by row in the order of the file. Two queries."""
    codes = [code for _line, code in rows]
    titles = {one.pk: one.title for one in tenants().filter(pk__in=codes)}
    there = set(Assessment.objects.filter(round=campaign, hromada_id__in=codes).values_list("hromada_id", flat=True))
    seen, found = set[str](), []
    for line, code in rows:
        said = NOT_FOUND if code not in titles else TWICE if code in seen else THERE if code in there else INVITED
        seen.add(code)
        found.append(
            Verdict(line=line, code=code, title=titles.get(code, ""), said=said, is_wrong=said in (NOT_FOUND, TWICE))
        )
    return found


def not_invited(campaign: Round, *, words: str = "", oblast: str = "") -> QuerySet[Unit]:
    """Hromadas that are not in the round, by name. `words`: of the name, or a code."""
    there = Assessment.objects.filter(round=campaign, organisation_id=campaign.organisation_id).values("hromada_id")
    rows = tenants().exclude(pk__in=there).order_by("sort_key", "pk")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(pk=words))
    return rows.filter(Q(oblast_id=oblast) | Q(pk=oblast)) if oblast else rows
