"""Two records of one person become one, and two again when it was a mistake.

The record that goes is not deleted: it points to the one that stays, and a `Merge` remembers what each said before and
which rows moved. Rooms above move their own rows: `move` is called inside the transaction and answers which.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from vikno.applicants import policies
from vikno.applicants.errors import (
    ApplicantNotFound,
    ChangedMeanwhile,
    ChangedSinceMerge,
    MergedAlready,
    MergeNotFound,
    MergeUndone,
    RepresentsEachOther,
    SameRecord,
)
from vikno.applicants.models import Applicant, Merge, Representative
from vikno.applicants.rules import ApplicantFacts
from vikno.applicants.services.keeping import apply_facts, facts_of
from vikno.audit import services as audit
from vikno.common.actors import Actor

# What moved, by the word its room knows it under: keys of rows.
MovedRows = Mapping[str, list[int]]


@transaction.atomic
def merge_applicants(
    *, actor: Actor, at: datetime, kept: Applicant, gone: Applicant, seen: tuple[int, int], facts: ApplicantFacts,
    move: Callable[[Applicant, Applicant], Mapping[str, list[Any]]],
) -> Merge:  # fmt: skip
    """Join `gone` into `kept`, which then says `facts`. `seen`: versions of both that were compared.

    Raises MayNotMerge, SameRecord, MergedAlready, ChangedMeanwhile, RepresentsEachOther and what `move` refuses.
    """
    policies.require_may_merge(actor)
    if kept.pk == gone.pk:
        raise SameRecord
    stays, goes = _locked(kept, gone, actor=actor)
    if stays.merged_into_id is not None or goes.merged_into_id is not None:
        raise MergedAlready
    for one, version in ((stays, seen[0]), (goes, seen[1])):
        if one.version != version:
            raise ChangedMeanwhile(theirs=one)
    before = _facts_as_json(stays)
    moved = {**_move_representatives(goes, stays), **move(goes, stays)}
    apply_facts(stays, facts)
    stays.version += 1
    stays.save()
    goes.merged_into = stays
    goes.version += 1
    goes.save(update_fields=["merged_into", "version"])
    made = Merge.objects.create(
        hromada_id=actor.hromada_code, kept=stays, gone=goes, before=before, kept_version=stays.version, moved=moved,
        merged_at=at, merged_by_id=actor.user_id, merged_by_name=actor.name,
    )  # fmt: skip
    _note("applicant.merged", made, actor=actor, at=at)
    return made


@transaction.atomic
def undo_merge(
    *, actor: Actor, at: datetime, merge: Merge, move_back: Callable[[Mapping[str, list[Any]], Applicant], None]
) -> Merge:
    """Two records again, each as it was; what was added to the kept one since stays with it.

    Raises MayNotMerge, MergeNotFound, MergeUndone, ChangedSinceMerge.
    """
    policies.require_may_merge(actor)
    found = Merge.objects.filter(pk=merge.pk, hromada_id=actor.hromada_code).first()
    if found is None:
        raise MergeNotFound
    stays, goes = _locked(found.kept, found.gone, actor=actor)
    kept = Merge.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if kept.undone_at is not None:
        raise MergeUndone
    if stays.version != kept.kept_version or goes.merged_into_id != stays.pk:
        raise ChangedSinceMerge
    _return_representatives(kept.moved, goes)
    move_back(kept.moved, goes)
    apply_facts(stays, _facts_from_json(kept.before))
    stays.version += 1
    stays.save()
    goes.merged_into = None
    goes.version += 1
    goes.save(update_fields=["merged_into", "version"])
    kept.undone_at, kept.undone_by_id, kept.undone_by_name = at, actor.user_id, actor.name
    kept.before = {}  # the record itself says it again
    kept.save()
    _note("applicant.unmerged", kept, actor=actor, at=at)
    return kept


def _locked(first: Applicant, second: Applicant, *, actor: Actor) -> tuple[Applicant, Applicant]:
    """Both rows, held in the order of their keys: two merges of the same pair come one after another."""
    rows = Applicant.objects.select_for_update(of=("self",)).filter(
        pk__in=[first.pk, second.pk], hromada_id=actor.hromada_code
    )
    found = {row.pk: row for row in rows.order_by("pk")}
    if len(found) < 2:
        raise ApplicantNotFound
    return found[first.pk], found[second.pk]


def _move_representatives(goes: Applicant, stays: Applicant) -> dict[str, list[int]]:
    of_gone = Representative.objects.filter(hromada_id=goes.hromada_id)
    if of_gone.filter(applicant__in=[goes, stays], person__in=[goes, stays]).exists():
        raise RepresentsEachOther
    represented = list(of_gone.filter(applicant=goes).order_by("pk").values_list("pk", flat=True))
    represents = list(of_gone.filter(person=goes).order_by("pk").values_list("pk", flat=True))
    of_gone.filter(pk__in=represented).update(applicant=stays)
    of_gone.filter(pk__in=represents).update(person=stays)
    return {"represented": represented, "represents": represents}


def _return_representatives(moved: Mapping[str, list[int]], goes: Applicant) -> None:
    rows = Representative.objects.filter(hromada_id=goes.hromada_id)
    rows.filter(pk__in=moved.get("represented", [])).update(applicant=goes)
    rows.filter(pk__in=moved.get("represents", [])).update(person=goes)


def _facts_as_json(applicant: Applicant) -> dict[str, Any]:
    said = asdict(facts_of(applicant))
    return {**said, "born_on": said["born_on"].isoformat() if said["born_on"] else None}


def _facts_from_json(said: Mapping[str, Any]) -> ApplicantFacts:
    born_on = date.fromisoformat(said["born_on"]) if said["born_on"] else None
    return ApplicantFacts(**{**said, "born_on": born_on})


def _note(action: str, merge: Merge, *, actor: Actor, at: datetime) -> None:
    """One entry for each of the two records: who looks for either finds it. Keys and counts, never values."""
    facts = {"merge": merge.pk, "rows": sum(len(keys) for keys in merge.moved.values())}
    for one, other in ((merge.kept, merge.gone), (merge.gone, merge.kept)):
        audit.record(
            actor=actor, action=action, subject=one, at=at, hromada_code=merge.hromada_id,
            facts={**facts, "with": other.pk},
        )  # fmt: skip
