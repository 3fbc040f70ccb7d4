"""Staff pages: who may open them, what they change, what stays when something is wrong."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.catalogue import queries, services
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.forms import CardForms
from vikno.catalogue.models import FeeIndex, PublicService, ServiceVersion
from vikno.catalogue.tests.world import (
    AT,
    HROMADA,
    OTHER_HROMADA,
    SYSTEM,
    TODAY,
    authority,
    card,
    group,
    person,
    requirement,
    service,
    version,
)
from vikno.common import tenancy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def signed_in(role: Role, hromada_code: str = "") -> Client:
    user, _ = person(role, hromada_code)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def steward() -> Client:
    return signed_in(Role.STEWARD)


def page(client: Client, name: str, *args: int | str, **query: str) -> str:
    answer = client.get(reverse(f"catalogue:{name}", args=args), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def as_typed(forms: CardForms) -> dict[str, Any]:
    """What a browser would send back from the form untouched."""
    sent: dict[str, Any] = {}
    for form in (forms.card, *forms.requirements, *forms.costs, *forms.acts):
        for bound in form:
            value = bound.value()
            if value in (None, False):
                continue
            sent[bound.html_name] = f"{value:%d.%m.%Y}" if isinstance(value, dt.date) else value
    for formset in (forms.requirements, forms.costs, forms.acts):
        sent |= {field.html_name: field.value() for field in formset.management_form if field.value() is not None}
    return sent


ADDRESSES = [
    ("services", ()), ("add", ()), ("import", ()), ("figures", ()), ("export", ("csv",)),
    ("service", (1,)), ("card", (1,)),
    ("details", (1,)), ("withdrawal", (1,)), ("restoration", (1,)), ("new_version", (1,)), ("version", (1, 1)),
    ("draft", (1, 1)), ("publication", (1, 1)), ("discard", (1, 1)), ("confirmation", (1, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args"), ADDRESSES)
def test_strangers_sign_in_first(name: str, args: tuple[Any, ...]) -> None:
    url = reverse(f"catalogue:{name}", args=args)
    for answer in (Client().get(url), Client().post(url)):
        assert answer.status_code in (302, 405)
        if answer.status_code == 302:
            assert "/accounts/" in answer["Location"]


@pytest.mark.parametrize("role", [Role.COURIER])
def test_a_courier_sees_no_catalogue(role: Role) -> None:
    client = signed_in(role, HROMADA)
    one = service()
    for name, args in (("services", ()), ("service", (one.pk,)), ("export", ("csv",))):
        assert client.get(reverse(f"catalogue:{name}", args=args)).status_code == 404


def test_an_officer_reads_and_changes_nothing() -> None:
    client = signed_in(Role.OFFICER, HROMADA)
    held = version(one := service())
    html = page(client, "services") + page(client, "service", one.pk) + page(client, "version", one.pk, held.pk)
    assert "Змінити відомості" not in html
    assert "Підготувати" not in html
    for name, args in (
        ("details", (one.pk,)), ("withdrawal", (one.pk,)), ("restoration", (one.pk,)), ("new_version", (one.pk,)),
        ("draft", (one.pk, held.pk)), ("publication", (one.pk, held.pk)), ("discard", (one.pk, held.pk)),
        ("import", ()), ("add", ()),
    ):  # fmt: skip
        assert client.post(reverse(f"catalogue:{name}", args=args), {"reason": "x"}).status_code == 404
    one.refresh_from_db()
    assert one.withdrawn_on is None


def test_the_list_and_its_filters(steward: Client) -> None:
    version(service("V-1", "Прописка", is_mandatory_523=True))
    version(service("V-2", "Посвідчення", is_for_veterans=True), card(channels=()))
    version(service("V-3", "Довідка"), card(result="", result_en=""), status="draft")
    service("V-4", "Порожня")
    html = page(steward, "services")
    for words in ("Прописка", "Посвідчення", "лише чернетка", "без картки", "1 зауваження", "1 помилка", "523-р"):
        assert words in html
    assert "Посвідчення" not in page(steward, "services", mark="523")
    assert "Прописка" not in page(steward, "services", mark="veterans")
    assert "Довідка" in page(steward, "services", mark="drafts")
    assert "Порожня" in page(steward, "services", mark="faults")
    assert "Прописка" not in page(steward, "services", mark="faults")
    assert "Прописка" in page(steward, "services", text="прописк")
    assert "Таких послуг немає" in page(steward, "services", text="космодром")
    assert "Прописка" in page(steward, "services", mark="вигадане")


def test_withdrawn_services_are_listed_only_when_asked(steward: Client) -> None:
    service("V-1", "Скасована", withdrawn_on=TODAY)
    assert "Скасована" not in page(steward, "services")
    assert "Скасована" in page(steward, "services", mark="withdrawn")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(django_assert_num_queries: Any, count: int) -> None:
    for number in range(count):
        version(one := service(f"V-{number}", f"Послуга {number}"))
        version(one, valid_from=dt.date(2027, 1, 1), status="draft")
    with django_assert_num_queries(9):
        found = queries.filtered_services(queries.ServiceFilter(), on=TODAY)
        assert len(queries.service_rows(found, on=TODAY)) == count


def test_a_service_page_shows_card_findings_versions_and_history(steward: Client) -> None:
    with tenancy.working_for(""):
        services.load_seed(actor=SYSTEM, at=AT)
    html = page(steward, "service", PublicService.objects.get(code="V-PAS-06").pk)
    for words in (
        "Які документи потрібні",
        "Суму плати не названо",
        "з 25.12.2025",
        "з файлу: каталог, що йде з програмою",
    ):
        assert words in html
    assert "не звірено з реєстром" in html


def test_a_service_without_a_card(steward: Client) -> None:
    one = service()
    assert "Оприлюдненої картки немає" in page(steward, "service", one.pk)
    assert steward.get(reverse("catalogue:card", args=[one.pk])).status_code == 404


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"valid_from": dt.date(2027, 1, 1)}, "запланована"),
        ({"valid_from": dt.date(2025, 1, 1), "valid_to": dt.date(2025, 12, 31)}, "минула"),
        ({"valid_from": dt.date(2026, 1, 1)}, "діє"),
        ({"valid_from": dt.date(2026, 1, 1), "status": "draft"}, "чернетка"),
    ],
)
def test_each_version_says_where_it_is_in_time(steward: Client, values: dict[str, Any], word: str) -> None:
    version(one := service(), **values)
    assert word in page(steward, "service", one.pk)


def test_unknown_services_and_versions_are_not_found(steward: Client) -> None:
    held = version(service())
    other = service("V-2", "Інша")
    assert steward.get(reverse("catalogue:service", args=[0])).status_code == 404
    assert steward.get(reverse("catalogue:version", args=[other.pk, held.pk])).status_code == 404
    assert steward.get(reverse("catalogue:export", args=["doc"])).status_code == 404


def test_the_card_on_paper(steward: Client) -> None:
    version(one := service())
    answer = steward.get(reverse("catalogue:card", args=[one.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_form_sent_back_untouched_is_the_same_card() -> None:
    with tenancy.working_for(""):
        services.load_seed(actor=SYSTEM, at=AT)
    for held in queries.with_content(ServiceVersion.objects.order_by("pk")):
        content = queries.content_of(held)
        typed = CardForms(as_typed(CardForms(None, content, valid_from=TODAY)), content, valid_from=TODAY)
        assert typed.is_valid(), [form.errors for form in typed.all]
        assert typed.content() == content


def test_from_a_new_version_to_publication(steward: Client) -> None:
    old = version(one := service(), valid_from=dt.date(2025, 1, 1))
    group()
    url = reverse("catalogue:new_version", args=[one.pk])
    page(steward, "new_version", one.pk)
    sent = as_typed(CardForms(None, card(), valid_from=TODAY)) | {
        "result": "Витяг з реєстру",
        "reason": "Постанова № 5",
    }
    sent |= {"papers-2-name": "Довіреність", "papers-2-ground": "Кодекс, ст. 1", "papers-2-form": "shown"}
    answer = steward.post(url, sent)
    draft = ServiceVersion.objects.get(status=VersionStatus.DRAFT)
    assert answer["Location"] == reverse("catalogue:version", args=[one.pk, draft.pk])
    shown = page(steward, "version", one.pk, draft.pk)
    assert "Витяг з реєстру" in shown
    assert "Довіреність" in shown
    steward.post(reverse("catalogue:publication", args=[one.pk, draft.pk]))
    draft.refresh_from_db()
    old.refresh_from_db()
    assert draft.status == VersionStatus.PUBLISHED
    assert old.valid_to == TODAY - dt.timedelta(days=1)
    assert "Постанова № 5" in page(steward, "service", one.pk)


def test_what_was_typed_stays_on_error(steward: Client) -> None:
    one = service()
    authority()
    sent = as_typed(CardForms(None, card(), valid_from=TODAY)) | {
        "valid_from": "колись", "costs-0-kind": "amount", "papers-0-name": "Моя заява", "refusal_grounds": "я" * 501,
    }  # fmt: skip
    html = steward.post(reverse("catalogue:new_version", args=[one.pk]), sent).content.decode()
    for words in ("Моя заява", "колись", "Упишіть суму", "довша за 500"):
        assert words in html
    assert not ServiceVersion.objects.exists()


def test_a_cleared_line_is_removed(steward: Client) -> None:
    draft = version(one := service(), status="draft")
    sent = as_typed(CardForms(None, card(), valid_from=TODAY)) | {"papers-0-name": ""}
    steward.post(reverse("catalogue:draft", args=[one.pk, draft.pk]), sent)
    draft = queries.with_content(ServiceVersion.objects.filter(pk=draft.pk)).get()
    assert [line.name for line in queries.content_of(draft).requirements] == ["Паспорт"]


def test_a_published_version_has_no_form(steward: Client) -> None:
    held = version(one := service())
    answer = steward.get(reverse("catalogue:draft", args=[one.pk, held.pk]))
    assert answer["Location"] == reverse("catalogue:version", args=[one.pk, held.pk])


def test_a_draft_with_errors_has_no_publish_button_and_is_refused(steward: Client) -> None:
    draft = version(one := service(), card(requirements=(requirement("Паспорт тощо"),)), status="draft")
    assert "Оприлюднити</button>" not in page(steward, "version", one.pk, draft.pk)
    answer = steward.post(reverse("catalogue:publication", args=[one.pk, draft.pk]), follow=True)
    assert "«тощо»" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.status == VersionStatus.DRAFT


def test_a_draft_says_what_it_changes_for_people(steward: Client) -> None:
    version(one := service())
    draft = version(one, card(result="Витяг з реєстру."), valid_from=TODAY, status="draft")
    html = page(steward, "version", one.pk, draft.pk)
    for words in ("Що зміниться для людей", "<del>", "<ins>", "Витяг з реєстру"):
        assert words in html


def test_one_click_marks_the_term_and_the_price_as_checked(steward: Client) -> None:
    held = version(one := service(), card(term_is_confirmed=False))
    assert "Строк і плату звірено</button>" in page(steward, "service", one.pk)
    assert one.name in page(steward, "services", mark="unconfirmed")
    steward.post(reverse("catalogue:confirmation", args=[one.pk, held.pk]))
    html = page(steward, "service", one.pk)
    assert "Строк і плату звірено</button>" not in html
    assert "Звірено строк і плату" in html
    assert one.name not in page(steward, "services", mark="unconfirmed")


def test_a_new_year_brings_a_new_figure(steward: Client) -> None:
    FeeIndex.objects.create(
        code="subsistence_able", name="Прожитковий мінімум", name_en="SM", valid_from=dt.date(2026, 1, 1), value=3328
    )
    sent = {"code": "subsistence_able", "valid_from": "01.01.2027", "value": "3500,50", "source": "Закон про бюджет"}
    for _ in range(2):
        steward.post(reverse("catalogue:figures"), sent)
    assert FeeIndex.objects.get(valid_from=dt.date(2027, 1, 1)).value == Decimal("3500.50")
    html = page(steward, "figures")
    assert "01.01.2027" in html
    assert "Закон про бюджет" in html
    assert JournalEntry.objects.filter(action="catalogue.figure_set").count() == 1
    wrong = steward.post(reverse("catalogue:figures"), sent | {"value": "0", "source": ""}).content.decode()
    assert "govuk-error-summary" in wrong


def test_a_head_among_others_sets_no_figure() -> None:
    client = signed_in(Role.HEAD, HROMADA)
    person(Role.HEAD, OTHER_HROMADA)
    FeeIndex.objects.create(code="x", name="Показник", name_en="x", valid_from=dt.date(2026, 1, 1), value=1)
    assert "Зберегти</button>" not in page(client, "figures")
    sent = {"code": "x", "valid_from": "01.01.2027", "value": "5", "source": "Закон"}
    assert "розпорядник" in client.post(reverse("catalogue:figures"), sent).content.decode()
    assert FeeIndex.objects.count() == 1


def test_a_draft_is_thrown_away(steward: Client) -> None:
    draft = version(one := service(), status="draft")
    answer = steward.post(reverse("catalogue:discard", args=[one.pk, draft.pk]))
    assert answer["Location"] == reverse("catalogue:service", args=[one.pk])
    assert not ServiceVersion.objects.exists()


def test_details_are_changed_and_remembered(steward: Client) -> None:
    one = service()
    page(steward, "details", one.pk)
    sent = {
        "code": "00034",
        "name": "Прописка",
        "group": "residence",
        "keywords": "прописка,  адреса",
        "reason": "Закон",
    }
    steward.post(reverse("catalogue:details", args=[one.pk]), sent)
    one.refresh_from_db()
    assert (one.name, one.keywords) == ("Прописка", "прописка, адреса")
    assert "Закон" in page(steward, "service", one.pk)


def test_a_taken_code_keeps_what_was_typed(steward: Client) -> None:
    service("00034")
    other = service("V-2", "Інша")
    sent = {"code": "00034", "name": "Моя назва", "group": "residence", "keywords": "x"}
    html = steward.post(reverse("catalogue:details", args=[other.pk]), sent).content.decode()
    assert "Моя назва" in html
    assert "уже має послуга" in html


def test_a_service_of_the_council_is_added(steward: Client) -> None:
    group()
    page(steward, "add")
    sent = {"code": "LOC-1", "name": "Довідка сільради", "group": "residence", "keywords": "довідка"}
    answer = steward.post(reverse("catalogue:add"), sent)
    added = PublicService.objects.get(code="LOC-1")
    assert answer["Location"] == reverse("catalogue:new_version", args=[added.pk])
    again = steward.post(reverse("catalogue:add"), sent)
    assert "уже має послуга" in again.content.decode()


def test_withdrawal_wants_a_reason_and_can_be_undone(steward: Client) -> None:
    version(one := service())
    url = reverse("catalogue:withdrawal", args=[one.pk])
    assert "Чому" in steward.post(url, {"reason": ""}).content.decode()
    steward.post(url, {"reason": "Скасовано"})
    one.refresh_from_db()
    assert one.withdrawn_on == TODAY
    assert "Послугу вилучено" in page(steward, "service", one.pk)
    steward.post(reverse("catalogue:restoration", args=[one.pk]))
    one.refresh_from_db()
    assert one.withdrawn_on is None


def upload(text: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("послуги.csv", text.encode(), "text/csv")}


def test_a_file_is_taken_on_the_page(steward: Client) -> None:
    page(steward, "import")
    text = "Код послуги;Назва\nV-1;Довідка\nV-2;_можно занимать\nV-3;Дoвідка\n"
    html = steward.post(reverse("catalogue:import"), upload(text)).content.decode()
    for words in ("Додано послуг: 1", "рядок лише тримає номер: 1", "рядок 3:"):
        assert words in html
    assert "послуги.csv" in page(steward, "import")
    assert "Нічого не змінилося" in steward.post(reverse("catalogue:import"), upload(text)).content.decode()


def test_a_refused_file_says_which_lines(steward: Client) -> None:
    html = steward.post(reverse("catalogue:import"), upload("Код послуги;Назва\n;Довідка\n")).content.decode()
    assert "рядок 2: немає коду послуги" in html
    assert not PublicService.objects.exists()


def test_no_file_is_said(steward: Client) -> None:
    assert "govuk-error-summary" in steward.post(reverse("catalogue:import"), {}).content.decode()


def test_a_head_among_others_drafts_only() -> None:
    client = signed_in(Role.HEAD, HROMADA)
    person(Role.HEAD, OTHER_HROMADA)
    draft = version(one := service(), status="draft")
    assert "Оприлюднити</button>" not in page(client, "version", one.pk, draft.pk)
    assert "розпорядник" in page(client, "import")
    assert "розпорядник" in page(client, "add")
    answer = client.post(reverse("catalogue:publication", args=[one.pk, draft.pk]), follow=True)
    assert "розпорядник" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.status == VersionStatus.DRAFT


@pytest.mark.parametrize("kind", queries.EXPORT_KINDS)
def test_the_catalogue_as_a_file(steward: Client, kind: str) -> None:
    service()
    answer = steward.get(reverse("catalogue:export", args=[kind]))
    assert f"posluhy-2026-11-22.{kind}" in answer["Content-Disposition"]
    assert answer.content


def test_pages_speak_english(steward: Client) -> None:
    held = version(one := service(name_en="Registration of residence"))
    steward.cookies["django_language"] = "en"
    html = page(steward, "service", one.pk) + page(steward, "version", one.pk, held.pk) + page(steward, "services")
    assert "Registration of residence" in html
    for words in ("Prepare a new version", "What to bring", "History", "Card PDF"):
        assert words in html


@pytest.mark.parametrize("count", [1, 3])
def test_a_service_page_costs_the_same_for_one_version_and_three(
    steward: Client, django_assert_max_num_queries: Any, count: int
) -> None:
    one = service()
    for number in range(count):
        version(one, valid_from=dt.date(2027 + number, 1, 1), status="draft")
    version(one)
    with django_assert_max_num_queries(26):
        page(steward, "service", one.pk)
