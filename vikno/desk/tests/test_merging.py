"""Two records of one person: joined with all their rows, parted exactly, once however often pressed."""

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client

from vikno.applicants import queries
from vikno.applicants.errors import (
    ApplicantNotFound,
    ChangedMeanwhile,
    ChangedSinceMerge,
    MayNotMerge,
    MergedAlready,
    MergeUndone,
    RepresentsEachOther,
)
from vikno.applicants.models import Applicant, Merge, Representative
from vikno.applicants.rules import ApplicantFacts
from vikno.applicants.services import add_representative, edit_applicant, facts_of
from vikno.audit.models import JournalEntry
from vikno.cases.errors import BothInOneCase
from vikno.cases.models import Case, CoApplicant
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.common import tenancy
from vikno.desk import services
from vikno.desk.models import IntakeDraft, Visit

pytestmark = pytest.mark.django_db
AT = worlds.AT


def double(world: World, **given: str) -> Applicant:
    """The same person once more, with a birthday that the first record lacks."""
    return worlds.applicant(worlds.HOME, settlement=world.village, born_on=dt.date(1948, 2, 28), **given)


def join(world: World, kept: Applicant, gone: Applicant, **given: object) -> Merge:
    facts = {"facts": facts_of(kept), "seen": (kept.version, gone.version), "actor": world.officer, **given}
    return services.merge_people(at=AT, kept=kept, gone=gone, **facts)  # type: ignore[arg-type]


def everything() -> Counter[str]:
    """Every row that names a person, with the person: two equal pictures mean nothing moved."""
    seen = [f"case {case.pk} {case.applicant_id}" for case in Case.objects.all()]
    seen += [f"representative {r.pk} {r.applicant_id} {r.person_id}" for r in Representative.objects.all()]
    seen += [f"draft {draft.pk} {draft.applicant_id}" for draft in IntakeDraft.objects.all()]
    seen += [f"visit {visit.pk} {visit.applicant_id}" for visit in Visit.objects.all()]
    seen += [f"together {one.pk} {one.applicant_id}" for one in CoApplicant.objects.all()]
    seen += [f"person {one.pk} {facts_of(one)} {one.merged_into_id}" for one in Applicant.objects.all()]
    return Counter(seen)


@pytest.fixture
def two(world: World) -> tuple[Applicant, Applicant]:
    """One person written down twice, each record with a case, a representative and a draft."""
    kept, gone = world.applicant, double(world)
    for one in (kept, gone):
        worlds.case_in(world, applicant=one)
        services.start_draft(actor=world.officer, at=AT, point=world.main, applicant=one)
    other = worlds.applicant(worlds.HOME, family_name="Петренко")
    for applicant, person in ((gone, other), (other, gone)):
        add_representative(
            actor=world.officer, at=AT, applicant=applicant, person=person, ground="parent", document="свідоцтво"
        )
    return kept, gone


def test_everything_follows_and_the_number_of_cases_is_the_same(world: World, two: tuple[Applicant, Applicant]) -> None:
    kept, gone = two
    before = Case.objects.count()
    join(world, kept, gone)
    assert Case.objects.count() == before
    assert set(Case.objects.values_list("applicant_id", flat=True)) == {kept.pk}
    assert set(IntakeDraft.objects.values_list("applicant_id", flat=True)) == {kept.pk}
    assert not Representative.objects.filter(applicant=gone).exists()
    assert not Representative.objects.filter(person=gone).exists()
    assert [a.pk for a in queries.find_applicants(world.officer, "Іваненко").applicants] == [kept.pk]
    assert queries.possible_duplicates(world.officer, facts_of(kept), besides=kept.pk) == []


def test_undo_restores_exactly(world: World, two: tuple[Applicant, Applicant]) -> None:
    kept, gone = two
    before = everything()
    facts = ApplicantFacts(**{**vars_of(kept), "born_on": gone.born_on})
    merge = join(world, kept, gone, facts=facts)
    kept.refresh_from_db()
    assert kept.born_on == gone.born_on
    assert everything() != before
    services.part_people(actor=world.officer, at=AT, merge=merge)
    assert everything() == before
    merge.refresh_from_db()
    assert merge.before == {}  # nothing of the person is kept twice


def vars_of(applicant: Applicant) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(facts_of(applicant))


def test_a_case_made_since_stays_with_the_kept_record(world: World, two: tuple[Applicant, Applicant]) -> None:
    kept, gone = two
    merge = join(world, kept, gone)
    kept.refresh_from_db()
    later = worlds.case_in(world, applicant=kept)
    services.part_people(actor=world.officer, at=AT, merge=merge)
    later.refresh_from_db()
    assert later.applicant_id == kept.pk
    assert Case.objects.filter(applicant=gone).count() == 1


def test_what_was_corrected_since_is_not_thrown_away(world: World, two: tuple[Applicant, Applicant]) -> None:
    kept, gone = two
    merge = join(world, kept, gone)
    edit_applicant(
        actor=world.officer, at=AT, applicant=kept, version=kept.version + 1, facts=ApplicantFacts(family_name="Нова")
    )
    with pytest.raises(ChangedSinceMerge):
        services.part_people(actor=world.officer, at=AT, merge=merge)


def test_a_stale_comparison_joins_nothing(world: World, two: tuple[Applicant, Applicant]) -> None:
    kept, gone = two
    edit_applicant(actor=world.officer, at=AT, applicant=gone, version=1, facts=ApplicantFacts(family_name="Інша"))
    with pytest.raises(ChangedMeanwhile):
        join(world, kept, gone)
    assert not Merge.objects.exists()


def test_different_people_are_not_joined(world: World) -> None:
    kept, gone = world.applicant, double(world)
    case = worlds.case_in(world, applicant=kept)
    CoApplicant.objects.create(hromada_id=worlds.HOME, case=case, order=1, applicant=gone, role="together")
    with pytest.raises(BothInOneCase):
        join(world, kept, gone)
    CoApplicant.objects.all().delete()
    add_representative(actor=world.officer, at=AT, applicant=kept, person=gone, ground="parent", document="свідоцтво")
    with pytest.raises(RepresentsEachOther):
        join(world, kept, gone)


def test_the_journal_has_a_line_for_each_record_and_no_values(world: World, two: tuple[Applicant, Applicant]) -> None:
    kept, gone = two
    merge = join(world, kept, gone)
    services.part_people(actor=world.officer, at=AT, merge=merge)
    for action in ("applicant.merged", "applicant.unmerged"):
        entries = JournalEntry.objects.filter(action=action).order_by("sequence")
        assert [entry.subject_id for entry in entries] == [str(kept.pk), str(gone.pk)]
        assert set(entries[0].facts) == {"merge", "rows", "with"}


def test_only_with_the_right_and_in_ones_own_hromada(world: World, two: tuple[Applicant, Applicant]) -> None:
    kept, gone = two
    with pytest.raises(MayNotMerge):
        join(world, kept, gone, actor=world.starosta)
    neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    tenancy.bind(worlds.HOME)
    before = everything()
    with pytest.raises(ApplicantNotFound):
        join(world, kept, gone, actor=neighbour.officer)
    assert everything() == before


def test_through_the_pages(world: World, officer: Client, two: tuple[Applicant, Applicant]) -> None:
    kept, gone = two
    page = officer.get(f"/desk/people/{kept.pk}/").content.decode()
    assert "Можливо, це та сама людина" not in page or f"/merge/{gone.pk}/" in page
    Applicant.objects.filter(pk__in=[kept.pk, gone.pk]).update(rnokpp="1759013776")
    page = officer.get(f"/desk/people/{kept.pk}/").content.decode()
    assert f"/desk/people/{kept.pk}/merge/{gone.pk}/" in page
    compare = officer.get(f"/desk/people/{kept.pk}/merge/{gone.pk}/").content.decode()
    assert "28.02.1948" in compare
    said = {"version": kept.version, "version_gone": gone.version, "born_on": "gone"}
    for _press in range(5):
        assert officer.post(f"/desk/people/{kept.pk}/merge/{gone.pk}/", said).url == f"/desk/people/{kept.pk}/"
    assert Merge.objects.count() == 1
    kept.refresh_from_db()
    assert kept.born_on == gone.born_on
    assert officer.get(f"/desk/people/{gone.pk}/").url == f"/desk/people/{kept.pk}/"
    merge = Merge.objects.get()
    assert "Скасувати об'єднання" in officer.get(f"/desk/people/{kept.pk}/").content.decode().replace("&#x27;", "'")
    for _press in range(5):
        officer.post(f"/desk/people/{kept.pk}/merges/{merge.pk}/undo/")
    kept.refresh_from_db()
    assert kept.born_on is None
    assert officer.get(f"/desk/people/{gone.pk}/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_five_at_once_join_once_and_part_once() -> None:
    with transaction.atomic():
        world = worlds.build()
        kept, gone = world.applicant, double(world)
        for one in (kept, gone):
            worlds.case_in(world, applicant=one)

    def at_once(act: object) -> list[str]:
        gate = threading.Barrier(5)

        def press(_place: int) -> str:
            try:
                gate.wait(timeout=10)
                with tenancy.working_for(worlds.HOME):
                    act()  # type: ignore[operator]
                return "done"
            except (MergedAlready, MergeUndone) as refusal:
                return type(refusal).__name__
            finally:
                connection.close()

        with ThreadPoolExecutor(5) as pool:
            return sorted(pool.map(press, range(5)))

    assert at_once(lambda: join(world, kept, gone)) == ["MergedAlready"] * 4 + ["done"]
    with tenancy.working_for(worlds.HOME):
        merge = Merge.objects.get()
        assert Case.objects.filter(applicant=kept).count() == 2
    parted = at_once(lambda: services.part_people(actor=world.officer, at=AT, merge=merge))
    assert parted == ["MergeUndone"] * 4 + ["done"]
    with tenancy.working_for(worlds.HOME):
        assert Case.objects.filter(applicant=kept).count() == Case.objects.filter(applicant=gone).count() == 1
