"""What the IATI file says of money: promised, handed over, returned, spent; in the order and codes of the standard."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.utils import translation

from tests import factories as make
from tests import for_support as given
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common.clock import now, today
from vikno.programmes.models import Programme
from vikno.support import queries, services
from vikno.support.enums import ActivityKind, ActMove, ActState, Correctable
from vikno.support.exports import iati
from vikno.support.tests.test_exports import XSD

pytestmark = pytest.mark.usefixtures("sides")

# Children of an activity and of a transaction as IATI 2.03 orders them; others are not written here.
OF_ACTIVITY = (
    "iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status",
    "activity-date", "recipient-country", "sector", "transaction", "result",
)  # fmt: skip
OF_TRANSACTION = (
    "transaction-type", "transaction-date", "value", "description", "provider-org", "receiver-org",
    "disbursement-channel",
)  # fmt: skip
REQUIRED = {"transaction-type", "transaction-date", "value"}


def boss() -> Any:
    return given.actor(Role.PROGRAMME)


def told(programme: Programme) -> list[tuple[str, Decimal, str]]:
    return [(str(one.kind), one.value, one.currency) for one in queries.transactions_of(boss(), programme)]


def written(programme: Programme, *, at: Any = None) -> Element:
    found = queries.transactions_of(boss(), programme)
    results = queries.results_of(boss(), programme=programme.pk)
    return fromstring(iati.activity_file(programme, results, found, at=at or now()))  # noqa: S314  our own


def everything() -> Programme:
    """An act of two things handed over in a foreign currency, one line of the ledger that cost, one that did not."""
    act = given.signed(quantity=2, currency="SEK", rate=Decimal("4.125"), rate_on=make.LONG_AGO)
    memorandum = act.memorandum
    given.activity(on=memorandum, amount=Decimal("900.50"), who="Таємна Особа", note="Таємна розмова")
    given.activity(on=memorandum)
    return memorandum.programme


def test_what_was_promised_handed_over_and_spent_is_told_in_its_own_currency() -> None:
    programme = everything()
    assert sorted(told(programme)) == [
        ("commitment", Decimal("49000.00"), "SEK"), ("disbursement", Decimal("49000.00"), "SEK"),
        ("expenditure", Decimal("900.50"), "UAH"),
    ]  # fmt: skip
    assert told(make.programme()) == []


def test_a_draft_act_and_a_line_taken_back_are_not_told() -> None:
    act = given.issued(quantity=1)
    spent = given.activity(on=act.memorandum, amount=Decimal(700))
    facts = services.ActivityFacts(
        kind=ActivityKind.CONSULTING, on=today(), hours=Decimal(0), who="а", note="б", amount=Decimal(700)
    )
    services.correct_activity(activity=spent, facts=facts, reason="помилка", actor=boss(), at=now())
    assert told(act.memorandum.programme) == [("commitment", Decimal("24500.00"), "UAH")]


def test_an_act_that_the_hromada_has_not_signed_is_not_told() -> None:
    act = given.signed_by_giver()
    assert {kind for kind, _value, _currency in told(act.memorandum.programme)} == {"commitment"}


def test_a_corrected_line_is_told_as_corrected_once() -> None:
    spent = given.activity(amount=Decimal(700))
    facts = services.ActivityFacts(
        kind=ActivityKind.CONSULTING, on=today(), hours=Decimal(1), who="а", note="б", amount=Decimal(650)
    )
    services.correct_activity(activity=spent, facts=facts, reason="помилка", actor=boss(), at=now())
    assert told(spent.memorandum.programme) == [("expenditure", Decimal(650), "UAH")]


def test_what_is_returned_goes_below_nought_and_what_is_lost_does_not() -> None:
    act = given.in_use(quantity=2)
    lines = list(act.lines.order_by("order"))
    for move, line in ((ActMove.RETURN, lines[0]), (ActMove.LOSE, lines[1])):
        services.take_off(
            act=act, move=move, lines=[line.pk], reason="так", happened_on=today(), actor=boss(), at=now()
        )
    assert {one.gone.outcome for one in act.lines.all()} == {ActState.RETURNED, ActState.LOST}
    values = sorted(value for kind, value, _currency in told(act.memorandum.programme) if kind == "disbursement")
    assert values == [Decimal("-24500.00"), Decimal("49000.00")]


def test_an_agreed_price_holds() -> None:
    act = given.signed(quantity=1)
    facts = services.CorrectionFacts(
        line=given.first_line(act), field=Correctable.UNIT_VALUE, becomes="24000.00", reason="Описка"
    )
    made = services.correct_line(act=act, facts=facts, actor=boss(), at=now())
    assert ("disbursement", Decimal("24500.00"), "UAH") in told(act.memorandum.programme)
    services.agree_correction(correction=made, actor=given.actor(Role.LEADER), at=now())
    assert ("disbursement", Decimal("24000.00"), "UAH") in told(act.memorandum.programme)


def test_the_file_is_in_the_order_of_the_standard() -> None:
    programme = everything()
    (activity,) = written(programme)
    places = [OF_ACTIVITY.index(one.tag) for one in activity]
    assert places == sorted(places)
    made = activity.findall("transaction")
    assert {one.find("transaction-type").attrib["code"] for one in made} == {"2", "3", "4"}
    assert len({one.attrib["ref"] for one in made}) == len(made) == 3
    for one in made:
        tags = [child.tag for child in one]
        assert [tag for tag in OF_TRANSACTION if tag in tags] == tags
        assert set(tags) >= REQUIRED
        value = one.find("value")
        assert Decimal(value.text)
        assert (len(value.attrib["currency"]), date.fromisoformat(value.attrib["value-date"]) <= today()) == (3, True)
        assert one.find("receiver-org").attrib["type"] == "11"
        is_in_kind = one.find("transaction-type").attrib["code"] == "3"
        assert (one.find("disbursement-channel") is not None) == is_in_kind
    assert "Таємн" not in "".join(activity.itertext())


def test_a_day_to_come_is_not_written() -> None:
    programme = everything()
    assert not written(programme, at=now() - timedelta(days=400)).findall(".//transaction")


def test_the_page_gives_them_in_ukrainian() -> None:
    programme = everything()
    lead = signed_in(Membership.objects.get(pk=boss().membership_id))
    with translation.override("en"):
        body = lead.get(f"/support/files/{programme.pk}/iati/", headers={"accept-language": "en"}).content.decode()
    assert "передано" in body
    assert "консульт" in body.lower()


@pytest.mark.skipif(not XSD.exists(), reason="the published schema is not here")
def test_the_file_with_transactions_is_valid() -> None:
    etree = pytest.importorskip("lxml.etree")
    act = given.in_use(quantity=2)
    line = act.lines.order_by("order")[0]
    services.take_off(
        act=act, move=ActMove.RETURN, lines=[line.pk], reason="так", happened_on=today(), actor=boss(), at=now()
    )
    given.activity(on=act.memorandum, amount=Decimal("900.50"))
    programme = act.memorandum.programme
    found = queries.transactions_of(boss(), programme)
    assert len(found) == 4
    made = iati.activity_file(programme, [], found, at=now())
    schema = etree.XMLSchema(etree.parse(str(XSD)))
    schema.assertValid(etree.fromstring(made))
    assert not schema.validate(etree.fromstring(made.replace(b"value-date", b"day"))), "the schema does look"
