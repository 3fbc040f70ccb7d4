"""The demo is whole, invented, marked so, and the same each time."""

import random
from collections import Counter

import pytest

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.applicants.models import Applicant
from vikno.cases.models import Case, CaseTask, StatusChange
from vikno.common import tenancy
from vikno.common.identifiers import (
    edrpou_is_valid,
    iban_is_valid,
    is_katottg,
    phone_e164,
    rnokpp_birth_date,
    rnokpp_is_valid,
)
from vikno.consignments.models import Bag, Custody
from vikno.demo import money, people, places, points, services
from vikno.network.enums import PointKind
from vikno.network.models import Authorisation, Point
from vikno.payments.models import Bill, Entry, TreasuryAccount
from vikno.reporting.models import SignedReport
from vikno.territories.models import Boundary


def test_the_same_seed_deals_the_same_people() -> None:
    told = [[people.person(random.Random(7), number) for number in range(40)] for _ in range(2)]
    assert told[0] == told[1]


def test_invented_people_pass_the_checks_of_real_ones() -> None:
    dice = random.Random(1)
    for number in range(300):
        one = people.person(dice, number)
        assert rnokpp_is_valid(one.rnokpp)
        assert rnokpp_birth_date(one.rnokpp) == one.born_on
        assert phone_e164(one.phone) == one.phone
        assert one.email.endswith("@example.org") or not one.email


def test_the_invented_land_is_in_no_codifier() -> None:
    codes = [places.code(place) for place in places.SETTLEMENTS]
    codes += [places.code(place, places.NEIGHBOUR) for place in places.NEIGHBOUR_SETTLEMENTS]
    assert len(set(codes)) == len(codes)
    assert all(is_katottg(code) and code.startswith("UA99") for code in codes)


def test_money_of_the_demo_goes_to_no_bank() -> None:
    for iban in (money.IBAN, money.RESIDENCE_IBAN):
        assert iban_is_valid(iban)
        assert iban[4:10] == "000000"
    assert edrpou_is_valid(money.EDRPOU)


def test_the_network_has_every_kind_of_point() -> None:
    kinds = Counter(point.kind for point in points.POINTS)
    villages = kinds[PointKind.REMOTE] + kinds[PointKind.STAROSTA]
    assert (kinds[PointKind.MAIN], kinds[PointKind.BRANCH], villages) == (1, 1, 6)
    assert (kinds[PointKind.MOBILE_SUITCASE], kinds[PointKind.MOBILE_BUS]) == (1, 1)


def test_every_role_has_a_sign_in() -> None:
    assert {one.role for one in people.SIGN_INS} == set(Role)
    officers = [one for one in (*people.SIGN_INS, *people.OTHERS) if one.role == Role.OFFICER]
    assert len(officers) >= 12


@pytest.mark.django_db
def test_a_small_demo_is_loaded_whole() -> None:
    assert not services.is_loaded()
    services.load(cases=25, say=lambda _: None)
    assert services.is_loaded()
    assert not User.objects.filter(is_demo=False).exists()
    assert Membership.objects.filter(role=Role.PROVIDER).values("organisation").distinct().count() == 2
    assert Point.objects.filter(is_demo=True).count() == len(points.POINTS)
    assert Boundary.objects.filter(unit_id__in=[places.HROMADA, places.NEIGHBOUR]).count() == 2
    assert Authorisation.objects.get(decision_number="147-VIII").settlements.count() == 3
    with tenancy.working_for(places.HROMADA):
        assert Case.objects.count() == 25
        assert SignedReport.objects.get().is_demo
        assert not Case.objects.filter(is_demo=False).exists()
        assert not Applicant.objects.filter(is_demo=False).exists()
        assert Bag.objects.exists()
        assert Custody.objects.exists()
        assert len(set(Case.objects.values_list("state", flat=True))) >= 3
        assert StatusChange.objects.count() > 25
        assert TreasuryAccount.objects.count() == 4
        assert Bill.objects.exists()
        assert not Bill.objects.filter(is_demo=False).exists()
        assert Entry.objects.exists()
        assert CaseTask.objects.filter(done_at__isnull=False).exists()
    with tenancy.working_for(places.NEIGHBOUR):
        assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_demo_cut_short_says_so() -> None:
    services.staff.hire(at=services.clock.now(), since=services.clock.today())
    with pytest.raises(services.DemoHalfLoaded, match="demo-reset"):
        services.load(cases=1, say=lambda _: None)
