"""Equipment: needs in one piece, sums that the database keeps, one signing for two hundred lines, ends of things."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests import for_support as given
from vikno.accounts.enums import Role
from vikno.common.clock import now, today
from vikno.support import errors, services
from vikno.support.enums import ActMove, Correctable, MemorandumMove
from vikno.support.models import ActLine, ActSignature, Delivery, HandoverAct, NeedLine
from vikno.support.services.assets import value_now

pytestmark = pytest.mark.usefixtures("sides")


def row(line: int, code: str, quantity: str = "2", place: str = "ВРМ Лугове") -> services.NeedRow:
    return services.NeedRow(line=line, code=code, quantity=quantity, place=place, reason="")


def test_needs_are_taken_whole_or_not_at_all() -> None:
    one, item = given.memorandum(), given.item()
    call = {"memorandum": one, "actor": given.actor(Role.HEAD), "at": now()}
    assert services.take_needs(rows=[row(2, item.code), row(3, item.code, "5")], **call) == 2
    for wrong in (row(3, "немає"), row(3, item.code, "0"), row(3, item.code, "два"), row(3, item.code, "2", " ")):
        with pytest.raises(errors.NeedsRefused) as refusal:
            services.take_needs(rows=[row(2, item.code), wrong], **call)
        assert "Рядок 3" in str(refusal.value)
    assert sorted(one.needs.values_list("quantity", flat=True)) == [2, 5]
    services.take_needs(rows=[row(2, item.code, "7")], **call)
    assert list(one.needs.values_list("quantity", flat=True)) == [7]
    foreign = given.actor(Role.HEAD, of=make.FOREIGN)
    with pytest.raises(errors.NoSuchThing):
        services.take_needs(rows=[], **{**call, "actor": foreign})


def test_an_allocation_answers_a_need_and_no_more() -> None:
    one, item = given.memorandum(in_force=True), given.item()
    head = given.actor(Role.HEAD)
    services.take_needs(memorandum=one, rows=[row(2, item.code, "3")], actor=head, at=now())
    need = NeedLine.objects.get(memorandum=one)
    given.allocation(on=one, item=item, need=need, quantity=2)
    with pytest.raises(errors.TooMuch):
        given.allocation(on=one, item=item, need=need, quantity=2)
    with pytest.raises(errors.RateMissing):
        given.allocation(on=one, item=item, currency="SEK", rate=Decimal("4.1"))
    paid = given.allocation(on=one, item=item, currency="SEK", rate=Decimal("4.125"), rate_on=today())
    assert (paid.currency, paid.rate) == ("SEK", Decimal("4.125"))


def test_no_more_comes_than_is_allocated() -> None:
    made = given.allocation(quantity=2)
    call = {"allocation": made, "delivered_on": today(), "document": "ТТН", "actor": given.actor(Role.PROGRAMME)}
    services.record_delivery(quantity=1, at=now(), **call)
    with pytest.raises(errors.TooMuch):
        services.record_delivery(quantity=2, at=now(), **call)
    with pytest.raises(errors.NothingToHandOver):
        services.draft_act(memorandum=made.memorandum, actor=given.actor(Role.PROGRAMME), at=now())
    with pytest.raises(DatabaseError, match="delivered beyond"), transaction.atomic():
        Delivery.objects.create(
            **made.sides, allocation=made, quantity=2, delivered_on=today(), document="-", recorded_at=now(),
            recorded_by_name="-",
        )  # fmt: skip


def test_two_hundred_lines_in_one_signing() -> None:
    act = given.issued(quantity=200)
    assert act.lines.count() == 200
    for move, role in ((ActMove.SIGN_AS_GIVER, Role.PROGRAMME), (ActMove.SIGN_AS_RECEIVER, Role.LEADER)):
        with CaptureQueriesContext(connection) as seen:
            services.move_act(act=act, move=move, actor=given.actor(role), at=now())
        assert len(seen) < 25, "signing does not walk the lines"
    act.refresh_from_db()
    signatures = ActSignature.objects.filter(act=act)
    assert [(each.side, each.sha256) for each in signatures] == [("programme", act.sha256), ("hromada", act.sha256)]
    assert act.state == "signed_by_receiver"


def test_two_hundred_and_one_is_one_too_many() -> None:
    with pytest.raises(errors.TooManyLines):
        given.act(quantity=201)
    assert given.act(quantity=5000, needs_serial=False).lines.get().quantity == 5000


def test_nothing_is_issued_without_serial_numbers_or_force() -> None:
    act = given.act()
    boss = given.actor(Role.PROGRAMME)
    with pytest.raises(errors.SerialMissing):
        services.move_act(act=act, move=ActMove.ISSUE, actor=boss, at=now())
    given.filled(act)
    services.move_memorandum(
        memorandum=act.memorandum, move=MemorandumMove.TERMINATE, actor=boss, at=now(), words="Кінець"
    )
    act.memorandum.refresh_from_db()
    with pytest.raises(errors.NotInForce):
        services.move_act(act=act, move=ActMove.ISSUE, actor=boss, at=now())
    services.move_act(act=act, move=ActMove.ISSUE, actor=boss, at=now(), exception="Привезли до припинення")
    act.refresh_from_db()
    assert (act.state, act.exception) == ("issued", "Привезли до припинення")


def test_a_serial_number_is_one_thing_until_it_is_returned() -> None:
    first = given.in_use(quantity=1)
    line = given.first_line(first)
    second = given.act(quantity=1, item=line.item, on=given.memorandum(in_force=True))
    call = {"act": second, "actor": given.actor(Role.PROGRAMME), "at": now()}
    facts = {given.first_line(second).pk: services.LineFacts(serial=line.serial, place="")}
    with pytest.raises(errors.SerialTaken):
        services.write_lines(lines=facts, **call)
    with pytest.raises(DatabaseError, match="serial_once"), transaction.atomic():
        ActLine.objects.filter(act=second).update(serial_in_use=line.serial)
    services.take_off(
        act=first, move=ActMove.RETURN, lines=[line.pk], reason="Проєкт закрито", happened_on=today(),
        actor=given.actor(Role.PROGRAMME), at=now(),
    )  # fmt: skip
    services.write_lines(lines=facts, **call)
    first.refresh_from_db()
    assert first.state == "returned"


def test_two_lines_may_exchange_their_numbers() -> None:
    act = given.filled(given.act(quantity=2))
    one, two = act.lines.order_by("order")
    facts = {
        one.pk: services.LineFacts(serial=two.serial, place=""), two.pk: services.LineFacts(serial=one.serial, place="")
    }  # fmt: skip
    services.write_lines(act=act, lines=facts, actor=given.actor(Role.PROGRAMME), at=now())
    assert list(act.lines.order_by("order").values_list("serial", flat=True)) == [two.serial, one.serial]
    same = {key: services.LineFacts(serial="А1", place="") for key in facts}
    with pytest.raises(errors.SerialTaken):
        services.write_lines(act=act, lines=same, actor=given.actor(Role.PROGRAMME), at=now())


def test_nothing_is_edited_after_the_draft_not_even_past_the_services() -> None:
    act = given.signed_by_giver()
    line = given.first_line(act)
    with pytest.raises(errors.LinesFrozen):
        services.write_lines(act=act, lines={}, actor=given.actor(Role.PROGRAMME), at=now())
    for change in ({"serial": "X"}, {"quantity": 2}, {"unit_value": 1}, {"name": "Інше"}):
        with pytest.raises(DatabaseError, match=r"only in a draft|serial_of_one"), transaction.atomic():
            ActLine.objects.filter(pk=line.pk).update(**change)
    with pytest.raises(DatabaseError, match="only in a draft"), transaction.atomic():
        ActLine.objects.filter(pk=line.pk).delete()
    for change in ({"sha256": "0" * 64}, {"state": "draft", "issued_at": None, "sha256": ""}):
        with pytest.raises(DatabaseError, match="not edited"), transaction.atomic():
            HandoverAct.objects.filter(pk=act.pk).update(**change)
    with pytest.raises(errors.MoveNotAllowed):
        services.move_act(act=act, move=ActMove.WITHDRAW, actor=given.actor(Role.PROGRAMME), at=now())


def test_lines_never_go_beyond_the_allocation() -> None:
    act = given.act(quantity=2)
    line = given.first_line(act)
    with pytest.raises(DatabaseError, match="beyond the allocation"), transaction.atomic():
        ActLine.objects.filter(pk=line.pk).update(quantity=2)
    line.delete()
    given.filled(act)
    with pytest.raises(errors.LinesDoNotAddUp):
        services.move_act(act=act, move=ActMove.ISSUE, actor=given.actor(Role.PROGRAMME), at=now())


def test_a_dropped_draft_frees_everything() -> None:
    act = given.moved(given.filled(given.act()), ActMove.DROP)
    again = services.draft_act(memorandum=act.memorandum, actor=given.actor(Role.PROGRAMME), at=now())
    assert again.lines.count() == 2


def test_the_books_take_every_line_or_none() -> None:
    act = given.signed()
    head, lines = given.actor(Role.HEAD), list(act.lines.all())
    with pytest.raises(errors.InventoryMissing):
        services.register_inventory(act=act, numbers={lines[0].pk: "1014"}, actor=head, at=now())
    with pytest.raises(errors.NotYourMove):
        services.register_inventory(act=act, numbers={}, actor=given.actor(Role.LEADER), at=now())
    services.register_inventory(act=act, numbers={line.pk: f"1014{line.pk}" for line in lines}, actor=head, at=now())
    act.refresh_from_db()
    assert act.state == "registered"


def test_an_inspection_is_answered_once() -> None:
    found = given.inspection()
    head = given.actor(Role.HEAD)
    services.answer_inspection(inspection=found, answer="Запускаємо у травні", actor=head, at=now())
    with pytest.raises(errors.AlreadySigned):
        services.answer_inspection(inspection=found, answer="Ще", actor=head, at=now())


def test_a_correction_holds_once_the_hromada_agrees() -> None:
    made = given.correction()
    line = made.line
    assert value_now(line, Correctable.SERIAL) == line.serial
    services.agree_correction(correction=made, actor=given.actor(Role.LEADER), at=now())
    line.refresh_from_db()
    assert (line.serial, line.serial_in_use) == (made.was, made.becomes)
    assert value_now(line, Correctable.SERIAL) == made.becomes


def test_an_act_ends_with_its_last_thing() -> None:
    act = given.in_use(quantity=2)
    one, two = act.lines.order_by("order")
    call = {"act": act, "reason": "Знищено обстрілом", "happened_on": today(), "at": now()}
    call["actor"] = given.actor(Role.PROGRAMME)
    services.take_off(move=ActMove.LOSE, lines=[one.pk], **call)
    act.refresh_from_db()
    assert act.state == "in_use"
    with pytest.raises(errors.NoLines):
        services.take_off(move=ActMove.RETURN, lines=[one.pk], **call)
    services.take_off(move=ActMove.WRITE_OFF, lines=[two.pk], **call)
    act.refresh_from_db()
    assert act.state == "written_off"
