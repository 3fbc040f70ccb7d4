"""A round of a programme: how far hromadas have come, and what those of one size and kind said. Never a ranking."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.db.models import Count, QuerySet

from vikno.assessments import rules
from vikno.assessments.enums import AssessmentState
from vikno.assessments.models import Assessment, Round, Submission
from vikno.territories import queries as territories

LEAST_COMPARED = 3  # of fewer hromadas a middle would be somebody's own number


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many hromadas are in each state. `told`: to how many somebody could be written."""

    by_state: Mapping[str, int]
    told: int = 0

    @property
    def invited(self) -> int:
        return sum(self.by_state.values())

    @property
    def prefilled(self) -> int:
        return self.invited - self.by_state.get(AssessmentState.NOT_STARTED, 0)

    @property
    def handed_in(self) -> int:
        return sum(n for state, n in self.by_state.items() if state in rules.HANDED_IN)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Hromadas of one size and kind. `kind`: a HromadaKind, "" where it is not known. `middles`: by dimension,
    "" for the total, (declared, measured); None under three.
    """

    profile: str
    kind: str
    hromadas: int
    middles: Mapping[str, tuple[Decimal | None, Decimal | None]]


def assessments_of(campaign: Round) -> QuerySet[Assessment]:
    """By name of the hromada: a list of names, not of places."""
    rows = Assessment.objects.filter(round=campaign, organisation_id=campaign.organisation_id)
    return (
        rows.select_related("hromada", "hromada__oblast", "framework", "expert")
        .defer("framework__document")
        .order_by("hromada__sort_key", "pk")
    )


def progress_of(campaign: Round) -> Progress:
    rows = Assessment.objects.filter(round=campaign, organisation_id=campaign.organisation_id).order_by()
    counted = list(rows.values_list("state").annotate(n=Count("pk"), told=Count("told_at")))
    return Progress(by_state={state: n for state, n, _told in counted}, told=sum(told for *_state, told in counted))


def progress_of_rounds(rounds: Sequence[Round]) -> dict[int, Progress]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Assessment.objects.filter(round__in=rounds).order_by().values_list("round_id", "state")
    for pk, state, n in rows.annotate(n=Count("pk")):
        found[pk][state] = n
    return {one.pk: Progress(by_state=found[one.pk]) for one in rounds}


def compared(campaign: Round) -> list[Compared]:
    """Middles inside each size and kind, of what was handed in. Two queries."""
    rows = Submission.objects.filter(assessment__round=campaign, organisation_id=campaign.organisation_id)
    newest = rows.order_by("assessment_id", "-number").distinct("assessment_id")
    listed = list(newest.values_list("hromada_id", "snapshot"))
    kinds = territories.kinds_of({hromada for hromada, _snapshot in listed})
    groups: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for hromada, snapshot in listed:
        groups[snapshot["profile"], kinds[hromada]].append(snapshot["scores"])
    return [
        Compared(profile=profile, kind=kind, hromadas=len(scores), middles=_middles(scores))
        for (profile, kind), scores in sorted(groups.items())
    ]


def _middles(listed: Sequence[Mapping[str, object]]) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    keys = sorted({key for scores in listed for key in _flat(scores, "declared")})
    return {key: (_middle(listed, "declared", key), _middle(listed, "measured", key)) for key in keys}


def _middle(listed: Sequence[Mapping[str, object]], name: str, key: str) -> Decimal | None:
    known = [value for scores in listed if (value := _flat(scores, name).get(key)) is not None]
    return Decimal(str(median(known))) if len(known) >= LEAST_COMPARED else None


def _flat(scores: Mapping[str, object], name: str) -> dict[str, Decimal | None]:
    found = scores[name]
    assert isinstance(found, dict)
    values = {"": found["total"]["value"]} | {code: one["value"] for code, one in found["dimensions"].items()}
    return {key: None if value is None else Decimal(value) for key, value in values.items()}
