"""The steward's pages of life-event bundles: what is typed is kept, and two at once see both."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.held import held
from vikno.accounts.enums import Role
from vikno.catalogue import queries, services
from vikno.catalogue.bundle_forms import BundleForms
from vikno.catalogue.models import EventBundle
from vikno.catalogue.tests.world import AT, HROMADA, OTHER_HROMADA, SYSTEM, person
from vikno.common import tenancy

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _catalogue(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with held(django_db_blocker):
        with tenancy.working_for(""):
            services.load_seed(actor=SYSTEM, at=AT)
        yield


@pytest.fixture
def birth(_catalogue: None) -> EventBundle:
    return EventBundle.objects.get(code="birth")


@pytest.fixture
def steward() -> Client:
    client = Client()
    client.force_login(person(Role.STEWARD, "")[0])
    return client


def as_typed(bundle: EventBundle, **pressed: str) -> dict[str, Any]:
    """What a browser would send back from the editor untouched."""
    read = queries.bundle(bundle.pk)
    assert read is not None
    forms, sent = BundleForms(None, read), dict[str, Any](pressed)
    listed = [forms.card, *forms.questions, *forms.lines, forms.questions.management_form, forms.lines.management_form]
    for bound in (bound for form in listed for bound in form):
        value = bound.value()
        if value not in (None, False):
            sent[bound.html_name] = f"{value:%d.%m.%Y}" if isinstance(value, dt.date) else value
    return sent


def order(bundle: EventBundle) -> list[str]:
    return list(bundle.lines.order_by("order").values_list("service__code", flat=True))


def told(bundle: EventBundle) -> list[Any]:
    lines = bundle.lines.order_by("order").values_list("service_id", "question__code", "gives", "note")
    return [*lines, *bundle.questions.order_by("order").values_list("code", "text", "text_en")]


def test_saved_untouched_it_stays_what_it_was(birth: EventBundle, steward: Client) -> None:
    before = queries.bundle(birth.pk)
    assert before is not None
    told = [
        (line.service_id, line.question and line.question.code, line.gives, line.note) for line in before.lines.all()
    ]
    address = reverse("catalogue:bundle", args=[birth.pk])
    assert steward.post(address, as_typed(birth)).status_code == 302
    after = queries.bundle(birth.pk)
    assert after is not None
    assert [
        (line.service_id, line.question and line.question.code, line.gives, line.note) for line in after.lines.all()
    ] == told
    assert [q.text_en for q in after.questions.all()] == [q.text_en for q in before.questions.all()]
    assert after.version == 2


def test_a_line_is_moved_removed_and_added(birth: EventBundle, steward: Client) -> None:
    address, first = reverse("catalogue:bundle", args=[birth.pk]), order(birth)
    answer = steward.post(address, as_typed(birth, do="down-0"))
    assert answer["Location"] == f"{address}#line-2"
    assert order(birth)[:2] == [first[1], first[0]]
    steward.post(address, as_typed(birth, do="remove-0"))
    assert order(birth) == [first[0], *first[2:]]
    sent = as_typed(birth, do="more")
    spare = len(order(birth))
    by_code = queries.service_by_code(first[1])
    assert by_code is not None
    sent |= {f"lines-{spare}-service": by_code.pk, f"lines-{spare}-note": "назад"}
    assert steward.post(address, sent)["Location"] == f"{address}#more"
    assert order(birth) == [first[0], *first[2:], first[1]]


def test_a_question_that_a_service_needs_is_not_dropped(birth: EventBundle, steward: Client) -> None:
    place = next(n for n, one in enumerate(birth.questions.order_by("order")) if one.lines.exists())
    sent = as_typed(birth) | {f"questions-{place}-text": "", "name": "Нова назва"}
    html = steward.post(reverse("catalogue:bundle", args=[birth.pk]), sent).content.decode()
    assert "ще залежить від нього" in html
    assert "Нова назва" in html
    birth.refresh_from_db()
    assert birth.version == 1


def test_two_at_once_see_both(birth: EventBundle, steward: Client) -> None:
    address, opened = reverse("catalogue:bundle", args=[birth.pk]), as_typed(birth)
    steward.post(address, opened | {"name": "Перша"})
    html = steward.post(address, opened | {"name": "Друга"}).content.decode()
    assert "змінив хтось інший" in html
    assert "Що збережено зараз" in html
    assert "Друга" in html
    birth.refresh_from_db()
    assert birth.name == "Перша"
    assert steward.post(address, opened | {"name": "Друга", "version": 2}).status_code == 302


def test_a_head_of_one_of_many_reads_and_does_not_change(birth: EventBundle) -> None:
    client = Client()
    client.force_login(person(Role.HEAD, HROMADA)[0])
    person(Role.HEAD, OTHER_HROMADA)
    address = reverse("catalogue:bundle", args=[birth.pk])
    assert "Зберегти набір" not in client.get(address).content.decode()
    assert client.post(address, as_typed(birth)).status_code == 200
    birth.refresh_from_db()
    assert birth.version == 1


def test_a_file_is_taken_on_the_page(birth: EventBundle, steward: Client) -> None:
    text = 'code = "school"\nlife_event = "birth"\nname = "Школа"\nsource = "рішення"\nvalid_from = 2026-01-01\n'
    address = reverse("catalogue:bundles")

    def send(content: bytes) -> Any:
        return steward.post(address, {"file": SimpleUploadedFile("school.toml", content)})

    assert "немає жодної послуги" in send(text.encode()).content.decode()
    assert "не в UTF-8" in send("Школа".encode("cp1251")).content.decode()
    assert send((text + '[[service]]\ncode = "00034"\n').encode()).status_code == 302
    assert "Школа" in steward.get(address).content.decode()
