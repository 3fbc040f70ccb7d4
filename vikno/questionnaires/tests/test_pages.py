"""Pages of a programme: the table of questions, a file, a trial, versions side by side."""

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import factories as make
from tests import for_questionnaires as given
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.questionnaires import queries, services
from vikno.questionnaires.engine import Document, canonical, fingerprint
from vikno.questionnaires.models import Questionnaire, QuestionnaireVersion
from vikno.questionnaires.tests.samples import asked, document, section, yes_no
from vikno.questionnaires.tests.test_xlsform import workbook
from vikno.questionnaires.xlsform import read_xlsform, write_xlsform

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _for_no_hromada(db: None) -> None:
    tenancy.bind("")


@pytest.fixture
def browser() -> Client:
    return signed_in(make.membership(Role.PROGRAMME))


def address(name: str, version: QuestionnaireVersion, *more: Any) -> str:
    return reverse(f"questionnaires:{name}", args=[version.pk, *more])


def kept(version: QuestionnaireVersion) -> Document:
    return queries.document_of(QuestionnaireVersion.objects.get(pk=version.pk))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_questionnaire_is_begun_filled_and_published(browser: Client) -> None:
    browser.post(reverse("questionnaires:new"), {"title": "Готовність", "code": "gotovnist"})
    made = Questionnaire.objects.get(code="gotovnist").versions.get()
    row = {
        "place": "first",
        "type": "select_one",
        "name": "ramp",
        "label-uk": "Є пандус?",
        "label-en": "Is there a ramp?",
    }
    row |= {
        "choices": "yes | Так | Yes | 1\nno | Ні | No | 0",
        "required": "так",
        "cnap-weight": "2,5",
        "audience": "applicant",
    }
    assert browser.post(address("add", made), row).status_code == 302
    question = kept(made).question("ramp")
    assert question
    assert (str(question.weight), question.required, question.choices) == ("2.5", True, "ramp")
    assert [(one.code, one.score) for one in kept(made).choices["ramp"]] == [("yes", 1), ("no", 0)]
    page = text(browser.get(address("version", made)))
    assert "Є пандус?" in page
    assert "Опублікувати" in page
    browser.post(address("state", made), {"to": "published"})
    assert QuestionnaireVersion.objects.get(pk=made.pk).state == "published"
    assert browser.get(address("item", made, "ramp")).status_code == 404


def test_a_questionnaire_begins_as_a_copy_of_a_published_one(browser: Client) -> None:
    own, foreign = given.published(), given.published(make.FOREIGN)
    data = {"title": "Копія", "code": "kopiia"}
    assert browser.post(reverse("questionnaires:new"), {**data, "source": foreign.pk}).status_code == 200
    assert browser.post(reverse("questionnaires:new"), {**data, "source": own.pk}).status_code == 302
    assert kept(Questionnaire.objects.get(code="kopiia").versions.get()) == given.small_document()


def test_a_mistake_stands_at_its_column_and_changes_nothing(browser: Client) -> None:
    version = given.drafted()
    row = {"type": "integer", "name": "width", "label-uk": "Ширина", "relevant": "${gone} = 1", "cnap-weight": "багато"}
    answer = browser.post(address("item", version, "width"), row)
    form = answer.context["form"]
    assert form.errors["relevant"] == ["Немає питання gone."]
    assert form.errors["cnap-weight"] == ["Тут має бути число."]
    assert "багато" in text(answer)
    assert " open" in text(answer)
    sorts = browser.post(address("item", version, "width"), {**row, "relevant": "1 + 1", "cnap-weight": ""})
    assert sorts.context["form"].errors["relevant"] == ["Тут має бути умова, а не число."]
    assert kept(version) == given.small_document()


def test_a_row_keeps_what_it_does_not_show(browser: Client) -> None:
    made = document(
        asked("a", labels={"uk": "А", "pl": "A po polsku"}, extra={"appearance": "multiline"}),
        asked("s", "select_one", choices="l", audience=["applicant", "reviewer"],
        quality=[{"uk": "раз"}, {"uk": "два"}]),
        choices={"l": [{"code": "x", "labels": {"uk": "Ікс", "pl": "iks"}, "extra": {"photo": "1"}}]},
    )  # fmt: skip
    version = given.drafted(made=made)
    for code in ("a", "s"):
        form = browser.get(address("item", version, code)).context["form"]
        data = {name: form[name].value() or "" for name in form.fields}
        assert browser.post(address("item", version, code), data).status_code == 302
    assert kept(version) == made


def test_rows_are_moved_and_removed(browser: Client) -> None:
    version = given.drafted(made=document(asked("a"), yes_no("b"), section("g", asked("c"), relevant="${b} = 'yes'")))
    browser.post(address("item_move", version, "b"), {"direction": "up"})
    assert [one.item.code for one in kept(version).placed] == ["b", "a", "g", "c"]
    browser.post(address("item_move", version, "c"), {"direction": "up"})
    answer = browser.post(address("item_removal", version, "b"), follow=True)
    assert "Не змінено" in text(answer)
    assert kept(version).question("b")
    browser.post(address("item_removal", version, "g"))
    browser.post(address("item_removal", version, "b"))
    assert [one.item.code for one in kept(version).placed] == ["a"]
    assert kept(version).choices == {}


def test_new_rows_go_where_they_are_put(browser: Client) -> None:
    version = given.drafted(made=document(asked("a"), section("g", asked("c"))))
    for place, kind, name in (("inside:g", "text", "d"), ("after:a", "begin group", "h"), ("first", "note", "n")):
        row = {"place": place, "type": kind, "name": name, "label-uk": name}
        assert browser.post(address("add", version), row).status_code == 302
    assert [one.item.code for one in kept(version).placed] == ["n", "a", "h", "g", "c", "d"]


def test_two_windows_at_one_row_show_both(browser: Client) -> None:
    version = given.drafted(made=document(asked("a")))
    opened = browser.get(address("item", version, "a"))
    mark = text(opened).partition('name="edition" value="')[2].partition('"')[0]
    data = {name: opened.context["form"][name].value() or "" for name in opened.context["form"].fields}
    browser.post(address("item", version, "a"), {**data, "label-uk": "Перше", "edition": mark})
    late = browser.post(address("item", version, "a"), {**data, "label-uk": "Друге", "edition": mark})
    assert [(one.mine, one.theirs) for one in late.context["form"].differences] == [("Друге", "Перше")]
    assert kept(version).questions[0].labels["uk"] == "Перше"


def test_a_file_takes_the_place_of_the_draft_or_is_told_what_is_wrong(browser: Client) -> None:
    version = given.drafted(made=document(asked("a")))
    new = document(yes_no("b", required=True), asked("c", "integer"))
    browser.post(address("import", version), {"file": SimpleUploadedFile("form.xlsx", write_xlsform(new))})
    assert [one.code for one in kept(version).questions] == ["b", "c"]
    wrong = workbook([["type", "name", "label"], ["geopoint", "p", "Де?"], ["text", "", "Хто?"]])
    page = text(browser.post(address("import", version), {"file": SimpleUploadedFile("form.xlsx", wrong)}))
    assert "тип питання geopoint не підтримано" in page
    assert "бракує назви (name)" in page
    assert [one.code for one in kept(version).questions] == ["b", "c"]
    broken = browser.post(address("import", version), {"file": SimpleUploadedFile("form.xlsx", b"PK\x03\x04")})
    assert broken.context["form"].errors["file"]
    frozen = given.published(made=document(asked("z")))
    browser.post(address("import", frozen), {"file": SimpleUploadedFile("form.xlsx", write_xlsform(new))})
    assert kept(frozen).question("z")


def test_a_version_is_tried_on_an_example(browser: Client) -> None:
    version = given.drafted()
    page = browser.get(address("preview", version))
    assert "q-0-note" not in page.context["form"].fields
    assert "q-0-note" in browser.get(address("preview", version) + "?audience=reviewer").context["form"].fields
    tried = browser.post(address("preview", version), {"q-0-ramp": "yes", "q-1-years": "5"})
    assert tried.context["result"]["missing"] == ["Питання width"]
    assert str(tried.context["result"]["total"].value) == "75.00"
    assert "відомо 2 з 2" in text(tried)
    wrong = browser.post(address("preview", version), {"q-0-ramp": "yes", "q-0-width": "багато"})
    assert "Напишіть ціле число" in text(wrong)


def test_versions_side_by_side_and_their_crosswalk(browser: Client) -> None:
    version = given.second()
    assert "Нічого не змінилося" in text(browser.get(address("difference", version)))
    changed = document(yes_no("ramp", weight=3), asked("fresh"))
    services.edit_document(version=version, document=changed, actor=Actor.system(), at=make.MOMENT)
    page = text(browser.get(address("difference", version)))
    assert "додано" in page
    assert "прибрано" in page
    opened = browser.get(address("crosswalk", version))
    lines = opened.context["form"]["lines"].value()
    assert lines.splitlines()[0] == "same: ramp → ramp"
    mark = text(opened).partition('name="edition" value="')[2].partition('"')[0]
    wrong = browser.post(address("crosswalk", version), {"lines": "same: ramp → ramp\nщось", "edition": mark})
    assert "2: рядок не читається." in wrong.context["form"].errors["lines"]
    assert "width: питання не згадано." in wrong.context["form"].errors["lines"]
    split = lines.replace("dropped: width →", "split: width → fresh + ramp")
    assert browser.post(address("crosswalk", version), {"lines": split, "edition": mark}).status_code == 200
    assert browser.post(address("crosswalk", version), {"lines": lines, "edition": mark}).status_code == 302
    assert version.crosswalks.count() == 1


def test_exports(browser: Client) -> None:
    version = given.published()
    table = browser.get(address("xlsform", version)).content
    assert read_xlsform(table, code="x", title="X").document == given.small_document()
    body = browser.get(address("document", version)).content
    assert body == canonical(given.small_document())
    assert fingerprint(given.small_document()) == version.sha256
    schema = json.loads(browser.get(address("schema", version)).content)
    assert set(schema["properties"]) == {"ramp", "width", "staff", "note"}


def test_removed_questions_stay_in_the_export_of_responses(browser: Client) -> None:
    first = given.published(
        made=document(asked("old", labels={"uk": "Старе"}), asked("both"), asked("secret", personal=True))
    )
    tenancy.bind(make.OWN)
    given.submitted(version=first, old="було", both="перше", secret="ім'я")
    given.response(version=first)  # a draft is nobody else's
    with given.nationally():
        draft = services.start_version(questionnaire=first.questionnaire, actor=Actor.system(), at=make.MOMENT)
        newer = document(asked("both"), asked("new", labels={"uk": "=Нове"}))
        services.edit_document(version=draft, document=newer, actor=Actor.system(), at=make.MOMENT)
        services.publish_version(version=draft, actor=Actor.system(), at=make.MOMENT)
    second = QuestionnaireVersion.objects.select_related("questionnaire").get(pk=draft.pk)
    given.submitted(version=second, both="друге", new="=є")
    given.seen_by_programme()
    body = browser.get(reverse("questionnaires:responses", args=[first.questionnaire_id])).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    assert [str(one) for one in rows[0]][4:] == ["both: Питання both", "new: =Нове", "old: Старе"]
    assert [[row[0], *row[4:]] for row in rows[1:]] == [["1", "перше", "", "було"], ["2", "друге", "=є", ""]]


def test_the_house_is_read_and_not_edited(browser: Client) -> None:
    house = services.create_questionnaire(
        code="house",
        title="Спільна",
        organisation_id=None,
        actor=Actor.system(),
        at=make.MOMENT,
        document=document(asked("a")),
    )
    page = text(browser.get(address("version", house)))
    assert "Опублікувати" not in page
    assert browser.get(address("item", house, "a")).status_code == 404
    assert browser.post(address("state", house), {"to": "published"}).status_code == 302
    assert QuestionnaireVersion.objects.get(pk=house.pk).state == "draft"
