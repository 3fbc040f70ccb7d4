"""Grants of others: looked at row by row, brought in whole or not at all, undone while nothing hangs on them."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import factories as make
from tests import for_support as given
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.support import giving, queries, rules, services
from vikno.support.enums import PackageMove, PackageState
from vikno.support.errors import (
    GrantsBuiltUpon,
    GrantsWrong,
    MoveNotAllowed,
    NoSuchThing,
    NothingToBring,
    NotYourMove,
    PackageRefused,
    PackageThere,
    WordsMissing,
)
from vikno.support.judging import judged_grants
from vikno.support.models import BroughtGrant, GrantPackage

pytestmark = pytest.mark.usefixtures("sides")


def boss() -> Any:
    return given.actor(Role.PROGRAMME)


def call() -> dict[str, Any]:
    return {"actor": boss(), "at": now()}


def faults(**facts: Any) -> tuple[str, ...]:
    read = giving.read_package(given.grants("g1", **facts))
    return judged_grants(read, known=(), hromadas={make.OWN})[0].faults


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, ()), ({"amountAwarded": -1}, ("wrong_amount",)), ({"amountAwarded": "багато"}, ("wrong_amount",)),
        ({"amountAwarded": 1.00001}, ("wrong_amount",)), ({"amountAwarded": 1e300}, ("wrong_amount",)),
        ({"amountAwarded": True}, ("wrong_amount",)), ({"awardDate": "торік"}, ("wrong_day",)),
        ({"awardDate": "2026-03-02T10:00:00Z"}, ()), ({"currency": "гривня"}, ("wrong_currency",)),
        ({"currency": {}}, ("wrong_currency",)), ({"recipientOrganization": []}, ("no_recipient",)),
        ({"recipientOrganization": [{"name": 7}]}, ("no_recipient",)),
        ({"recipientIndividual": {"id": "a"}}, ("person",)), ({"fundingOrganization": None}, ("no_funder",)),
        ({"title": "\ud800"}, ("wrong_text",)), ({"title": "a\x00b"}, ("wrong_text",)),
        ({"beneficiaryLocation": [{"geoCodeType": "KATOTTG", "geoCode": "UA\ud800"}]}, ("unknown_hromada",)),
        ({"beneficiaryLocation": [{"geoCodeType": "KATOTTG", "geoCode": make.OWN}]}, ()),
        ({"beneficiaryLocation": "Київ"}, ()),
    ],
)  # fmt: skip
def test_each_fault_is_named(facts: dict[str, Any], found: tuple[str, ...]) -> None:
    assert faults(**facts) == found


def test_what_the_standard_requires_is_asked() -> None:
    read = giving.read_package(b'{"grants": [{"id": "a", "recipientOrganization": [{"name": "x"}]}]}')
    (one,) = judged_grants(read, known=(), hromadas=())
    assert one.faults == tuple(
        f"missing_key:{name}" for name in giving.REQUIRED if name not in ("id", "recipientOrganization")
    )


def test_it_is_brought_in_with_where_it_came_from() -> None:
    make.hromada(make.OWN)
    content = given.grants("g1", "g2", beneficiaryLocation=[{"geoCodeType": "KATOTTG", "geoCode": make.OWN}])
    package = given.package(content=content)
    assert not BroughtGrant.objects.exists()
    assert services.bring_package(package=package, **call()) == 2
    one = BroughtGrant.objects.select_related("package").get(key="g2")
    assert (one.row, one.about_id, str(one.amount), one.funder) == (2, make.OWN, "1250.5000", "Вигаданий фонд")
    assert one.package.content.encode() == content
    assert one.package.brought_by_name == boss().name
    assert giving.write_package(giving.read_package(one.package.content.encode())).count("синій".encode()) == 2
    tenancy.bind("")
    assert JournalEntry.objects.filter(action="grants.brought").count() == 1


def test_one_wrong_grant_and_nothing_is_brought_in() -> None:
    made = json.loads(given.grants("g1", "g2"))
    made["grants"][1]["currency"] = "?"
    package = given.package(content=json.dumps(made).encode())
    with pytest.raises(GrantsWrong):
        services.bring_package(package=package, **call())
    assert not BroughtGrant.objects.exists()


def test_a_grant_is_here_once() -> None:
    services.bring_package(package=given.package(content=given.grants("g1")), **call())
    second = given.package(content=given.grants("g1", "g2"))
    assert [one.is_known for one in queries.judged_package(boss(), second)] == [True, False]
    assert services.bring_package(package=second, **call()) == 1
    with pytest.raises(PackageThere):
        given.package(content=given.grants("g1"))
    third = given.package(content=given.grants("g2"))
    with pytest.raises(NothingToBring):
        services.bring_package(package=third, **call())
    one = BroughtGrant.objects.get(key="g1")
    one.pk, one.row = None, 9
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_it_is_undone_until_a_memorandum_hangs_on_it() -> None:
    one = given.grant()
    package, memorandum = one.package, given.memorandum()
    services.link_grant(grant=one, memorandum=memorandum, **call())
    with pytest.raises(GrantsBuiltUpon):
        services.undo_package(package=package, words="Не той файл", **call())
    services.link_grant(grant=one, memorandum=None, **call())
    with pytest.raises(WordsMissing):
        services.undo_package(package=package, words=" ", **call())
    services.undo_package(package=package, words="Не той файл", **call())
    package.refresh_from_db()
    assert (package.state, package.ended_because) == (PackageState.UNDONE, "Не той файл")
    assert not BroughtGrant.objects.exists()
    again = given.package(content=package.content.encode())
    assert services.bring_package(package=again, **call()) == 1


@pytest.mark.parametrize("state", PackageState)
@pytest.mark.parametrize("move", PackageMove)
def test_every_state_against_every_move(state: PackageState, move: PackageMove) -> None:
    package = given.package()
    GrantPackage.objects.filter(pk=package.pk).update(
        state=state, brought_at=now(), ended_at=now(), ended_because="так"
    )  # fmt: skip
    act = {
        PackageMove.BRING: lambda: services.bring_package(package=package, **call()),
        PackageMove.DROP: lambda: services.drop_package(package=package, words="так", **call()),
        PackageMove.UNDO: lambda: services.undo_package(package=package, words="так", **call()),
    }[move]
    if (state, move) in rules.PACKAGE_MOVES:
        act()
        package.refresh_from_db()
        assert package.state == rules.PACKAGE_MOVES[state, move]
    else:
        with pytest.raises(MoveNotAllowed):
            act()


def test_it_is_of_one_programme() -> None:
    package = given.package()
    stranger = {"actor": given.actor(Role.PROGRAMME, of=make.FOREIGN), "at": now()}
    with pytest.raises(NoSuchThing):
        services.bring_package(package=package, **stranger)
    with pytest.raises(NotYourMove):
        services.bring_package(package=package, actor=given.actor(Role.EXPERT), at=now())
    with pytest.raises(NoSuchThing):
        queries.package_for(stranger["actor"], package.pk)
    for content in (b"[]", b'{"grants": []}'):
        with pytest.raises(PackageRefused):
            given.package(content=content)


def test_the_pages() -> None:
    lead = signed_in(Membership.objects.get(pk=boss().membership_id))
    programme = make.programme()
    assert "Внести гранти інших" in lead.get(reverse("support:files")).content.decode()
    address = reverse("support:packages", args=[programme.pk])
    assert "Пакетів ще немає" in lead.get(address).content.decode()
    assert "не пакет 360Giving" in lead.post(address, {"file": SimpleUploadedFile("a.json", b"{}")}).content.decode()
    wrong = SimpleUploadedFile("b.json", given.grants("g1", currency="?"))
    shown = lead.post(address, {"file": wrong}, follow=True).content.decode()
    assert "три латинські літери" in shown
    assert "Внести все" not in shown
    right = SimpleUploadedFile("c.json", given.grants("g1", "g2"))
    shown = lead.post(address, {"file": right}, follow=True).content.decode()
    assert "Буде внесено все: 2" in shown
    package = GrantPackage.objects.get(file_name="c.json")
    move = reverse("support:package_move", args=[package.pk, "bring"])
    assert "Внесено 2 гранти" in lead.post(move, follow=True).content.decode()
    one = BroughtGrant.objects.get(key="g1")
    memorandum = given.memorandum()
    linked = lead.post(reverse("support:grant", args=[one.pk]), {"memorandum": memorandum.pk}, follow=True)
    assert memorandum.number in linked.content.decode()
    undo = reverse("support:package_move", args=[package.pk, "undo"])
    assert "пов'язано з меморандумами" in lead.post(undo, {"words": "ні"}, follow=True).content.decode().replace(
        "&#x27;", "'"
    )
    file = lead.get(reverse("support:package_file", args=[package.pk]))
    assert file.content == given.grants("g1", "g2")
