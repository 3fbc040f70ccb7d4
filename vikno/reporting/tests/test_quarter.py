"""A quarter: what records say is not asked, what is typed holds, what is signed never changes."""

import datetime as dt
import hashlib
import io

import pytest
import python_calamine
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests import visitors
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.cases.models import Case
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import midnight, now
from vikno.feedback.models import Answer
from vikno.indicators import services as indicators
from vikno.network.models import AccessibilityMark, Point
from vikno.reporting import papers, queries, services
from vikno.reporting.errors import (
    AlreadySigned,
    AlreadyWithdrawn,
    FieldNotAsked,
    MayNotRead,
    NoSuchReport,
    QuarterNotOver,
)
from vikno.reporting.fields import ASKED, FIELDS
from vikno.reporting.models import QuarterFacts, SignedReport, Typed, Withdrawal
from vikno.reporting.rules import Plain, Quarter

pytestmark = pytest.mark.django_db
PAST = visitors.past_quarter()
IN_PAST = midnight(PAST.first_day) + dt.timedelta(days=20, hours=10)


@pytest.fixture
def head() -> Actor:
    tenancy.bind(make.OWN)
    make.centre()
    return make.actor(Role.HEAD)


def values(head: Actor, quarter: Quarter = PAST) -> dict[str, Plain]:
    return {one.field.code: one.value for one in queries.draft_of(head, quarter, at=now()).answers}


def office() -> Point:
    made = make.point("Головний офіс", kind="main", settlement=make.settlement("Лугове"), postcode="12345")
    AccessibilityMark.objects.create(point=made, item="wifi", mark="yes")
    AccessibilityMark.objects.create(point=made, item="ramp", mark="no")
    return made


def test_facts_of_the_network_are_taken_from_their_records(head: Actor) -> None:
    place = office()
    make.offering(place, make.service())
    make.point("Валіза", kind="mobile_suitcase")
    found = values(head)
    wanted = {
        "address_full": "с. Лугове, вул. Миру, 1", "postal_code": "12345", "is_active": True, "has_free_wifi": True,
        "has_ramp": False, "has_free_parking": None, "num_days_per_week": 5, "num_days_per_week_bef_20": 0,
        "has_break": True, "works_in_saturday": False, "num_mobile_center": 1, "num_total_empl": 1, "num_managers": 1,
        "num_total_services": 1, "num_dsa_services": 1, "num_city_services": 0, "consult_phone": "+380441234567",
        "total_sq": None,
    }  # fmt: skip
    assert {code: found[code] for code in wanted} == wanted


def test_numbers_are_those_of_the_measures(head: Actor) -> None:
    """Three applications given in the quarter, one of them of civil status; two visitors served, one left; opinions."""
    place = office()
    for _each in range(3):
        case = make.case()
        Case.objects.filter(pk=case.pk).update(registered_at=IN_PAST)
        case.steps.create(
            hromada_id=make.OWN, step="issued", state_after="issued", actor_name="Хтось", actor_role="officer",
            happened_at=IN_PAST, recorded_at=IN_PAST,
        )  # fmt: skip
    for score in (5, 4, 3, 1):
        Answer.objects.create(hromada_id=make.OWN, point=place, score=score, answered_at=IN_PAST)
    Answer.objects.create(hromada_id=make.OWN, point=place, score=5, answered_at=now())
    served, left = visitors.ticket(place), visitors.ticket(place)
    for ticket, state in ((served, "done"), (left, "abandoned")):
        type(ticket).objects.filter(pk=ticket.pk).update(state=state, day=IN_PAST.date(), closed_at=IN_PAST)
    make_consultation(place)
    indicators.refresh(hromada_code=make.OWN, at=now())
    found = values(head)
    wanted = {
        "num_served_people": 1, "num_feedback_total": 4, "num_feedback_positive": 2, "num_feedback_negative": 1,
        "num_from_this_year_start": 3, "num_acts_services": 3, "num_services_passport": 0, "has_phone_consalt": True,
        "has_online_consalt": None, "avg_waiting": None,
    }  # fmt: skip
    assert {code: found[code] for code in wanted} == wanted


def make_consultation(place: Point) -> None:
    made = visitors.consultation(place, make.user())
    type(made).objects.filter(pk=made.pk).update(day=IN_PAST.date(), happened_at=IN_PAST)


def test_what_is_typed_once_holds_and_what_is_known_is_not_asked(head: Actor) -> None:
    at = now()
    assert services.type_answers(answers={"num_waiting_seats": 12, "is_diia": False}, actor=head, at=at) == 2
    assert services.type_answers(answers={"num_waiting_seats": 12}, actor=head, at=at) == 0
    assert services.type_answers(answers={"num_waiting_seats": 14, "total_sq": None}, actor=head, at=at) == 1
    assert values(head)["num_waiting_seats"] == values(head, Quarter.of(at.date()))["num_waiting_seats"] == 14
    assert values(head)["is_diia"] is False
    assert "is_diia" not in {one.field.code for one in queries.draft_of(head, PAST, at=at).missing}
    services.type_answers(answers={"name": "Інша назва", "created_by": "Рада"}, actor=head, at=at)
    assert (values(head)["name"], values(head)["created_by"]) == (make.centre().name, "Рада"), "a record comes first"
    with pytest.raises(FieldNotAsked):
        services.type_answers(answers={"num_total_services": 5}, actor=head, at=at)
    with pytest.raises(MayNotRead):
        services.type_answers(answers={"is_diia": True}, actor=make.actor(Role.OFFICER), at=at)
    assert all(field.known or field.is_asked for field in FIELDS.values()), "each has a source"
    assert Typed.objects.count() == 5


def test_what_a_network_was_when_a_quarter_ended_is_kept_and_told_beside_what_it_is(
    head: Actor, client: Client
) -> None:  # fmt: skip
    """An unsigned quarter is compared by it; a draft says where a fact is another one since."""
    client.force_login(make.membership(Role.HEAD).user)
    place, ended = office(), midnight(PAST.last_day) + dt.timedelta(days=1, hours=3)
    services.type_answers(answers={"num_waiting_seats": 12}, actor=head, at=ended)
    kept = services.keep_facts(hromada_code=make.OWN, at=ended)
    assert kept is not None
    assert kept.quarter == PAST
    assert "total_sq" not in kept.values, "nobody said it"
    assert not {"num_feedback_total", "num_from_this_year_start"} & set(kept.values), "counted at any time"
    assert services.keep_facts(hromada_code=make.OWN, at=ended + dt.timedelta(hours=1)) is None
    services.type_answers(answers={"num_waiting_seats": 20}, actor=head, at=now())
    place.phones = ["+380449999999"]
    place.save()
    before, ago = queries.values_before(head, PAST.following)
    assert (before["num_waiting_seats"], before["num_total_empl"], ago.get("num_waiting_seats")) == (12, 2, None)
    assert before["num_feedback_total"] == 0
    page = client.get(f"/reporting/quarter/{PAST.year}/{PAST.number}/").content.decode()
    assert page.count("наприкінці кварталу:") == 2
    assert "наприкінці кварталу: 12" in page
    assert "наприкінці кварталу: +380441234567" in page


def test_a_signed_quarter_is_frozen_until_it_is_withdrawn(head: Actor) -> None:
    place, at = office(), now()
    report = services.sign_report(quarter=PAST, actor=head, at=at)
    pdf = papers.signed_paper(report)
    assert hashlib.sha256(pdf).hexdigest() == report.pdf_sha256
    place.phones = ["+380449999999"]
    place.save()
    services.type_answers(answers={"is_diia": True}, actor=head, at=at)
    kept = SignedReport.objects.get()
    assert papers.signed_paper(kept) == pdf
    assert queries.values_in(kept)["consult_phone"] == "+380441234567"
    with pytest.raises(AlreadySigned):
        services.sign_report(quarter=PAST, actor=head, at=at)
    services.withdraw_report(report=kept, reason="Помилка в телефоні", actor=head, at=at)
    with pytest.raises(AlreadyWithdrawn):
        services.withdraw_report(report=kept, reason="Ще раз", actor=head, at=at)
    second = services.sign_report(quarter=PAST, actor=head, at=at)
    assert (second.version, queries.values_in(second)["is_diia"]) == (2, True)
    assert queries.in_force(make.OWN, [PAST]) == {PAST: second}
    actions = list(JournalEntry.objects.filter(action__startswith="report.").values_list("action", flat=True))
    assert sorted(actions) == ["report.answered", "report.signed", "report.signed", "report.withdrawn"]


def test_the_database_refuses_to_change_what_was_signed_or_to_sign_for_another(head: Actor) -> None:
    report = services.sign_report(quarter=PAST, actor=head, at=now())
    stranger = {"report": report, "hromada": make.hromada(make.FOREIGN), "reason": "Чужа", "at": now(), "by_name": "Х"}
    for act in (
        lambda: SignedReport.objects.update(version=7),
        lambda: Typed.objects.update(value=1),
        lambda: QuarterFacts.objects.update(values={}),
        lambda: Withdrawal.objects.create(**stranger),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            act()
    tenancy.bind(make.FOREIGN)
    assert SignedReport.objects.filter(pk=report.pk).exists(), "signed reports are read across hromadas"


def test_who_may_sign_and_when(head: Actor) -> None:
    with pytest.raises(QuarterNotOver):
        services.sign_report(quarter=PAST.following, actor=head, at=now())
    for role in (Role.OFFICER, Role.STAROSTA, Role.STEWARD):
        with pytest.raises(MayNotRead):
            services.sign_report(quarter=PAST, actor=make.actor(role), at=now())
    report = services.sign_report(quarter=PAST, actor=head, at=now())
    stranger = make.actor(Role.HEAD, of=make.FOREIGN)
    with pytest.raises(NoSuchReport):
        queries.signed_report(stranger, report.pk)
    assert queries.signed_report(make.actor(Role.STEWARD), report.pk) == report


def test_pages_cost_the_same_whatever_the_network(head: Actor, client: Client) -> None:
    """A draft, the week, what to mend: nothing is asked again for each point, service or row."""
    client.force_login(make.membership(Role.HEAD).user)
    make.offering(office(), make.service())
    addresses = (f"/reporting/quarter/{PAST.year}/{PAST.number}/", "/reporting/week/", "/reporting/quality/")
    for address in addresses:
        client.get(address)  # what is asked once in the life of a process
    before = [cost(client, address) for address in addresses]
    for name in ("А", "Б", "В"):
        make.offering(make.point(name), make.service())
        services.type_answers(answers={"num_waiting_seats": ord(name)}, actor=head, at=now())
    assert [cost(client, address) for address in addresses] == before
    assert before[0] <= 60, before


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_from_the_draft_to_the_signature_on_pages(head: Actor, client: Client) -> None:
    office()
    client.force_login(make.membership(Role.HEAD).user)
    address = f"/reporting/quarter/{PAST.year}/{PAST.number}/"
    page = client.get(address).content.decode()
    assert "Бракує" in page
    assert "Місць для сидіння в очікуванні" in page
    wrong = client.post(address, {"num_waiting_seats": "дванадцять", "is_diia": "yes", "edrpou": "12345671"})
    text = wrong.content.decode()
    assert "дванадцять" in text
    assert "У коді ЄДРПОУ помилка" in text
    assert not Typed.objects.exists()
    said = {"num_waiting_seats": "12", "is_diia": "yes", "total_sq": "120,5", "date_created": "05.09.2019"}
    text = client.post(address, said, follow=True).content.decode()
    assert "120,5" in text
    assert "05.09.2019" in text
    assert client.get(f"{address}paper/").content.startswith(b"%PDF")
    made = client.get(f"{address}table/?format=json").json()
    assert (made["general"]["num_waiting_seats"], made["general"]["total_sq"]) == (12, 120.5)
    assert made["measures"]["given"] == 1
    text = client.post(f"{address}signature/", follow=True).content.decode()
    assert "Звіт підписано" in text
    report = SignedReport.objects.get()
    signed = client.get(f"/reporting/signed/{report.pk}/").content.decode()
    assert "120,5" in signed
    assert client.get(f"/reporting/signed/{report.pk}/paper/").content == papers.signed_paper(report)
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(client.get(f"/reporting/signed/{report.pk}/table/").content)
    )
    cells = {row[1]: row[3] for row in book.get_sheet_by_index(0).to_python()[3:]}
    assert (cells["num_waiting_seats"], cells["is_diia"]) == (12, "так")
    empty = client.post(f"/reporting/signed/{report.pk}/withdrawal/", {"reason": ""}).content.decode()
    assert "Заповніть це поле" in empty
    gone = client.post(f"/reporting/signed/{report.pk}/withdrawal/", {"reason": "Не та площа"}, follow=True)
    assert "Відкликана версія" in gone.content.decode()
    assert "Не та площа" in client.get(f"/reporting/signed/{report.pk}/").content.decode()
    for wrong_address in ("/reporting/quarter/2026/5/", "/reporting/quarter/1999/1/", "/reporting/quarter/2099/1/"):
        assert client.get(wrong_address).status_code == 404


def test_the_steward_sees_who_has_signed_and_sums(head: Actor, client: Client) -> None:
    office()
    services.type_answers(answers={"num_waiting_seats": 12}, actor=head, at=now())
    report = services.sign_report(quarter=PAST, actor=head, at=now())
    tenancy.bind(make.FOREIGN)
    make.centre(of=make.FOREIGN)
    client.force_login(make.membership(Role.STEWARD).user)
    page = client.get("/reporting/national/").content.decode()
    assert "Ще не підписали" in page
    assert make.NAMES[make.FOREIGN] in page
    assert f"/reporting/signed/{report.pk}/" in page
    found = queries.summary_of(make.actor(Role.STEWARD), PAST)
    assert ("num_waiting_seats", 12, 1) in found.sums
    assert client.get(f"/reporting/signed/{report.pk}/").status_code == 200
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(client.get("/reporting/national/table/").content)
    )  # fmt: skip
    assert len(book.get_sheet_by_index(0).to_python()) == 3 + 2
    tenancy.bind(make.OWN)
    services.withdraw_report(report=report, reason="Помилка", actor=head, at=now())
    assert queries.summary_of(make.actor(Role.STEWARD), PAST).signed == []


def test_quarters_and_differences() -> None:
    first = Quarter(2026, 1)
    assert (first.previous, first.following, first.year_before) == (
        Quarter(2025, 4),
        Quarter(2026, 2),
        Quarter(2025, 1),
    )
    assert (Quarter(2024, 1).last_day, Quarter(2026, 4).last_day) == (dt.date(2024, 3, 31), dt.date(2026, 12, 31))
    assert not first.is_over(dt.date(2026, 3, 31))
    assert first.is_over(dt.date(2026, 4, 1))
    assert [papers.text_of("yes_no", value) for value in (True, False, None)] == ["так", "ні", "—"]
    assert papers.text_of("whole", 1254) == "1\xa0254"
    assert papers.text_of("date", "2019-09-05") == "05.09.2019"
    assert len({one.code for one in ASKED}) == len(ASKED)
