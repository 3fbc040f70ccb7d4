"""From hand to hand, and moves that only the page of a case knows of."""

import pytest

from vikno.cases import queries as case_queries
from vikno.cases import services as cases
from vikno.cases.enums import CaseState
from vikno.cases.errors import CaseNotFound
from vikno.cases.models import Case
from vikno.common import tenancy
from vikno.consignments import errors, queries, services
from vikno.consignments.models import BagItem, Custody
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.world import World, after, at_provider, decided, remote_case, taken
from vikno.network.models import Point

pytestmark = pytest.mark.django_db


def steps(case: Case) -> list[str]:
    return [row.step for row in case_queries.steps_of(case)]


def forward(world: World, case: Case, **given: object) -> None:
    facts = {
        "case": case, "point": world.main, "receiver_name": "Писар П. П.", "actor": world.officer, "at": after(5),
    }  # fmt: skip
    services.forward_to_provider(**{**facts, **given})  # type: ignore[arg-type]


def test_a_packet_is_handed_over_in_the_providers_office(world: World) -> None:
    case = worlds.case_in(world)
    for _ in range(2):
        forward(world, case)
    case.refresh_from_db()
    assert case.state == CaseState.HANDED_OVER
    assert worlds.holder(case) == ("provider", "УСЗН Калинівська")
    assert queries.where_is(case).receiver_name == "Писар П. П."
    assert steps(case) == ["registered", "forwarded"]


def test_what_stops_a_handover(world: World) -> None:
    case = worlds.case_in(world)
    with pytest.raises(errors.ReceiverMissing):
        forward(world, case, receiver_name=" ")
    with pytest.raises(errors.NotYourPoint):
        forward(world, case, actor=world.remote_officer)
    with pytest.raises(errors.PapersElsewhere):
        forward(world, remote_case(world))
    packed = remote_case(world)
    worlds.bag_with(world, [packed])
    with pytest.raises(errors.AlreadyInBag):
        forward(world, packed, point=world.remote, actor=world.remote_officer)
    nobody = worlds.case_in(world)
    nobody.provider = None
    with pytest.raises(errors.NoProvider):
        forward(world, nobody)
    assert not Custody.objects.exists()


def test_the_provider_takes_it_into_work(world: World) -> None:
    case = worlds.case_in(world)
    at_provider(world, case)
    services.provider_accept(case=case, actor=world.provider, at=after(25))
    assert case.state == CaseState.ACCEPTED
    assert steps(case).count("accepted") == 1


@pytest.mark.parametrize("who", ["officer", "head", "courier"])
def test_nobody_else_accepts_for_the_provider(world: World, who: str) -> None:
    case = worlds.case_in(world)
    forward(world, case)
    with pytest.raises(CaseNotFound):
        services.provider_accept(case=case, actor=getattr(world, who), at=after(25))
    assert "accepted" not in steps(case)


def test_another_provider_accepts_nothing(world: World) -> None:
    other = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=7)
    tenancy.bind(worlds.HOME)
    case = worlds.case_in(world)
    forward(world, case)
    with pytest.raises(CaseNotFound):
        services.provider_accept(case=case, actor=other.provider, at=after(25))


def test_a_result_is_brought_back(world: World) -> None:
    case = worlds.case_in(world)
    decided(world, case)
    for _ in range(2):
        services.take_back(case=case, point=world.main, actor=world.officer, at=after(40), shelf="А3")
    case.refresh_from_db()
    assert case.state == CaseState.RESULT_RECEIVED
    assert case.result.shelf == "А3"
    assert worlds.holder(case) == ("point", "Основний офіс")
    assert steps(case)[-1] == "returned"


def test_a_packet_comes_back_undecided(world: World) -> None:
    case = worlds.case_in(world)
    at_provider(world, case)
    services.take_back(case=case, point=world.main, actor=world.officer, at=after(40))
    case.refresh_from_db()
    assert case.state == CaseState.ACCEPTED
    assert steps(case)[-1] == "received"


def test_only_a_provider_gives_back(world: World) -> None:
    case = remote_case(world)
    with pytest.raises(errors.PapersElsewhere, match="ВРМ"):
        services.take_back(case=case, point=world.main, actor=world.officer, at=after(40))
    with pytest.raises(errors.NotYourPoint):
        services.take_back(case=case, point=world.main, actor=world.remote_officer, at=after(40))


def test_papers_are_found(world: World) -> None:
    case = remote_case(world)
    for _ in range(2):
        services.find_papers(case=case, point=world.main, note="привезла староста", actor=world.officer, at=after(9))
    assert worlds.holder(case) == ("point", "Основний офіс")
    assert steps(case) == ["registered", "received"]
    with pytest.raises(errors.ReasonMissing):
        services.find_papers(case=case, point=world.remote, note="", actor=world.remote_officer, at=after(9))


def test_found_papers_leave_a_bag_not_yet_sealed(world: World) -> None:
    case = remote_case(world)
    worlds.bag_with(world, [case])
    services.find_papers(case=case, point=world.main, note="привезли", actor=world.officer, at=after(9))
    assert not BagItem.objects.exists()


def test_found_papers_stay_expected_in_a_sealed_bag(world: World) -> None:
    case = remote_case(world)
    taken(world, [case])
    services.find_papers(case=case, point=world.main, note="лежали на столі", actor=world.officer, at=after(9))
    assert BagItem.objects.count() == 1
    assert worlds.holder(case) == ("point", "Основний офіс")


def test_papers_go_back_to_the_applicant(world: World) -> None:
    case = worlds.case_in(world)
    cases.withdraw_case(case=case, actor=world.officer, at=after(5), reason="передумала", point=world.main)
    for _ in range(2):
        services.hand_back_to_applicant(
            case=case, point=world.main, receiver_name="Іваненко М. П.", actor=world.officer, at=after(6)
        )
    assert worlds.holder(case) == ("applicant", "")
    assert steps(case) == ["registered", "withdrawn", "note"]
    assert queries.held_at(world.main).count() == 0


def test_what_stops_giving_back(world: World) -> None:
    case = worlds.case_in(world)
    with pytest.raises(errors.ReceiverMissing):
        services.hand_back_to_applicant(case=case, point=world.main, receiver_name="", actor=world.officer, at=after(6))
    with pytest.raises(errors.PapersElsewhere):
        services.hand_back_to_applicant(
            case=case, point=world.remote, receiver_name="Х", actor=world.remote_officer, at=after(6)
        )
    with pytest.raises(errors.NotYourPoint):
        services.hand_back_to_applicant(
            case=case, point=world.main, receiver_name="Х", actor=world.courier, at=after(6)
        )
    assert worlds.holder(case) == ("point", "Основний офіс")


def test_a_network_without_a_main_office_has_no_way_back(world: World) -> None:
    case = worlds.case_in(world)
    decided(world, case)
    Point.objects.filter(pk=world.main.pk).update(kind="branch")
    with pytest.raises(errors.DestinationNotOurs):
        services.provider_return(cases_back=[case], actor=world.provider, at=after(41))


# ---- steps recorded on the page of the case


def test_a_case_never_moved_is_where_it_was_taken_in(world: World) -> None:
    case = remote_case(world)
    holding = queries.where_is(case)
    assert (holding.name, holding.since, holding.bag_number) == ("ВРМ Вербівка", case.registered_at, "")
    assert [each.name for each in queries.custody_of(case)] == ["ВРМ Вербівка"]
    assert not Custody.objects.exists()


def test_steps_of_the_case_alone_are_followed(world: World) -> None:
    case = worlds.case_in(world)
    cases.record_step(
        case=case, step="forwarded", actor=world.officer, at=after(1), point=world.main, organisation=case.provider
    )
    assert worlds.holder(case) == ("provider", "УСЗН Калинівська")
    assert queries.held_at(world.main).count() == 0
    assert list(queries.held_by_provider(world.provider_body.pk, hromada_code=worlds.HOME)) == [case]
    cases.record_step(case=case, step="accepted", actor=world.provider, at=after(2))
    cases.decide_case(
        case=case, actor=world.provider, at=after(3), outcome="granted", decided_on=worlds.AT.date(), number="1"
    )
    cases.receive_result(case=case, actor=world.officer, at=after(4), point=world.main)
    assert list(queries.held_at(world.main)) == [case]
    cases.issue_result(case=case, actor=world.officer, at=after(5), point=world.main, identity_seen="ID-картка")
    assert worlds.holder(case) == ("applicant", "")
    assert [each.kind_label for each in queries.custody_of(case)] == [
        "точка", "суб'єкт надання", "точка", "заявник",
    ]  # fmt: skip
    assert not Custody.objects.exists()


def test_what_was_told_is_written_down_before_the_next_move(world: World) -> None:
    case = worlds.case_in(world)
    cases.record_step(
        case=case, step="forwarded", actor=world.officer, at=after(1), point=world.main, organisation=case.provider
    )
    services.take_back(case=case, point=world.main, actor=world.officer, at=after(2))
    rows = list(Custody.objects.order_by("since"))
    assert [(row.holder_kind, row.since, row.until) for row in rows] == [
        ("point", case.registered_at, after(1)), ("provider", after(1), after(2)), ("point", after(2), None),
    ]  # fmt: skip
