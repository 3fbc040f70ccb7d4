"""A unit that any room points at is not removed by a new edition of the codifier."""

import datetime as dt

import pytest

from vikno.accounts.models import Membership, User
from vikno.applicants.models import Applicant
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.network.models import Centre
from vikno.territories import services
from vikno.territories.models import Edition, Unit
from vikno.territories.tests.factories import (
    DZYGIVKA,
    IVANIVKA_OF_STEP,
    LUHOVA,
    STEP_HROMADA,
    STEP_RAION,
    code,
    codifier_lines,
    codifier_text,
)

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def take(tmp_path):
    def run(lines, day):
        path = tmp_path / f"kodifikator-{day}.csv"
        path.write_text(codifier_text(lines), newline="")
        return services.import_territories(path=path, edition_on=None, actor=Actor.system(), at=AT)

    tenancy.bind("")
    assert run(codifier_lines(), "2025-05-16").exit_code == 0
    return run


def without(*codes):
    return [line for line in codifier_lines() if line.code not in codes]


def recoded_hromada():
    """The hromada disappears: its settlements go under another code."""
    levels = (LUHOVA, STEP_RAION, code(91, 2, 10, tail=22222))
    return [
        line.but(levels=(*levels, *line.levels[3:])) if STEP_HROMADA in line.levels else line
        for line in codifier_lines()
    ]


def test_a_centre_holds_its_hromada_and_nothing_at_all_is_imported(take):
    Centre.objects.create(name="ЦНАП Степової громади", hromada_id=STEP_HROMADA)
    before = list(Unit.objects.values())
    report = take(recoded_hromada(), "2025-09-01")
    assert report.exit_code == 2
    (problem,) = report.refused
    assert problem.line == 0
    for words in (STEP_HROMADA, "Степова", f"{Centre._meta.verbose_name_plural} (1)"):
        assert words in str(problem.reason)
    assert list(Unit.objects.values()) == before
    assert Edition.objects.count() == 1


def test_a_list_of_served_hromadas_holds_them_too(take):
    centre = Centre.objects.create(name="ЦНАП")
    centre.serves.add(Unit.objects.get(pk=STEP_HROMADA))
    assert take(recoded_hromada(), "2025-09-01").exit_code == 2


def test_a_membership_holds_its_hromada(take):
    user = User.objects.create(username="officer")
    Membership.objects.create(
        user=user, role="officer", hromada_code=STEP_HROMADA, valid_from=dt.date(2025, 1, 1), granted_at=AT
    )
    assert take(recoded_hromada(), "2025-09-01").exit_code == 2


def test_records_behind_the_second_lock_are_seen_but_never_named(take):
    user = User.objects.create(username="officer")
    Membership.objects.create(
        user=user, role="officer", hromada_code=STEP_HROMADA, valid_from=dt.date(2025, 1, 1), granted_at=AT
    )
    tenancy.bind(STEP_HROMADA)
    applicant = Applicant.objects.create(
        hromada_id=STEP_HROMADA, family_name="Таємна", settlement_id=IVANIVKA_OF_STEP,
        search_key="таємна", sort_key="таємна", created_at=AT,
    )  # fmt: skip
    tenancy.bind("")
    assert not Applicant.objects.filter(pk=applicant.pk).exists(), "the lock hides it from national work"
    report = take(without(IVANIVKA_OF_STEP), "2025-09-01")
    assert report.exit_code == 2
    assert IVANIVKA_OF_STEP in str(report.refused[0].reason)
    assert "Таємна" not in str(report)
    assert tenancy.bound() == ""
    assert take(without(DZYGIVKA), "2025-09-01").exit_code == 0, "what nobody points at may go"
