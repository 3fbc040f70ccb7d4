"""The report of a visit by whoever received it: page and paper, numbers without names, words given for printing."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from tests import factories as make
from tests import for_events as given
from tests.for_events import DAY, HOUR, OTHERS
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.events import services
from vikno.events.models import Event, SurveyInvite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]
VISITORS = OTHERS[0]


def received(answers: int) -> Event:
    """A visit of six people of another hromada, so many answered; every second gave words for printing."""
    made = given.register(given.event(host=given.host()), 6, of=VISITORS)
    boss, end = given.actor(Role.PROGRAMME), made.event.ends_at + HOUR
    services.check_in(event=made.event, scans=given.scans([made], end - 2 * HOUR), actor=boss, at=end)
    services.close_attendance(event=made.event, actor=boss, at=end)
    services.issue_certificates(event=made.event, actor=boss, at=end)
    for n, invite in enumerate(SurveyInvite.objects.order_by("pk")[:answers]):
        facts = services.AnswerFacts(useful=4, will_use=n < 4, quote=f"Слова {n}.", may_quote=n % 2 == 0)
        services.answer_survey(token=invite.token, facts=facts)
    head = given.actor(Role.HEAD)
    return services.write_host_report(event=made.event, text="Показали зал.\nІ валізу.", actor=head, at=end + DAY)


def browse(role: Role, of: str = make.OWN) -> Client:
    make.hromada(of)
    return signed_in(make.membership(role, of=of))


def both(event: Event, role: Role = Role.HEAD) -> tuple[str, str]:
    """The page, and the words of the paper in one line."""
    client, address = browse(role), f"/learning/received/{event.pk}/report/"
    pdf = client.get(f"{address}paper/")
    assert pdf["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(pdf.content)).pages
    return client.get(address).content.decode(), " ".join(" ".join(one.extract_text() for one in pages).split())


@pytest.mark.parametrize("role", [Role.HEAD, Role.LEADER, Role.PROGRAMME])
def test_the_host_has_its_words_figures_with_n_and_quotes_given_for_printing(role: Role) -> None:
    for text in both(received(answers=5), role):
        for there in ("Показали зал.", "І валізу.", make.hromada(VISITORS).title, "5 з 6", "80 % (4 з 5)", "Слова 2."):
            assert there in text
        for secret in ("Слова 1.", "Слова 3.", "Людина 0", "0 800", "zoom.example"):
            assert secret not in text


def test_below_five_answers_nobody_is_quoted() -> None:
    for text in both(received(answers=4)):
        assert "замало відповідей" in text
        assert "Слова" not in text.replace("Слова гостей", "")


def test_without_words_there_is_nothing_to_print() -> None:
    event = received(answers=0)
    Event.objects.filter(pk=event.pk).update(host_report="")
    client, address = browse(Role.HEAD), f"/learning/received/{event.pk}/report/"
    assert "Написати звіт" in client.get(address).content.decode()
    assert client.get(f"{address}paper/").headers["Location"] == address


def test_those_who_came_do_not_read_what_the_host_hands_over() -> None:
    event = received(answers=5)
    assert f"/learning/received/{event.pk}/" in browse(Role.HEAD).get("/learning/ours/").content.decode()
    assert "/learning/received/" not in browse(Role.HEAD, VISITORS).get("/learning/ours/").content.decode()
    for tail in ("", "paper/"):
        assert browse(Role.HEAD, VISITORS).get(f"/learning/received/{event.pk}/report/{tail}").status_code == 404
