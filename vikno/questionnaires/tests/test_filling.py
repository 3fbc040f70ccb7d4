"""The form other rooms show: what is asked, what was sent, two windows, no script."""

from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests import factories as make
from tests import for_questionnaires as given
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.questionnaires import filling, queries, services
from vikno.questionnaires.engine import Audience, Document
from vikno.questionnaires.enums import Source
from vikno.questionnaires.models import Response
from vikno.questionnaires.services import Proposal
from vikno.questionnaires.tests.samples import asked, document, yes_no

pytestmark = pytest.mark.django_db
AT = make.MOMENT


@pytest.fixture(autouse=True)
def _at_home(db: None) -> None:
    tenancy.bind(make.OWN)


def sent(**said: Any) -> QueryDict:
    """A post: `ramp="yes"` is the answer outside repeats, `name__1="…"` in row 1, `revision` as it is."""
    data = QueryDict(mutable=True)
    for name, value in said.items():
        code, _sign, row = name.partition("__")
        field = name if name in ("revision", "refresh") else f"q-{row or 0}-{code}"
        data.setlist(field, value if isinstance(value, list) else [str(value)])
    return data


def page(form: filling.FillingForm) -> str:
    request = RequestFactory().post("/") if form.is_bound else RequestFactory().get("/")
    return render_to_string("questionnaires/fields.html", {"form": form}, request)


def names(form: filling.FillingForm) -> list[str]:
    return list(form.fields)


def test_only_what_is_asked_has_a_field() -> None:
    response = given.response()
    form = filling.form_for(response, audience=Audience.APPLICANT)
    assert names(form) == ["q-0-ramp", "q-0-ramp-na", "q-1-name", "q-1-years"]
    again = filling.form_for(response, sent(ramp="yes", refresh="1"), audience=Audience.APPLICANT)
    assert again.wants_refresh
    assert "q-0-width" in names(again)
    assert "q-0-note" in names(filling.form_for(response))
    assert "Рядок 1" in page(form)
    assert "Оновити питання" in page(form)


def test_answers_are_saved_and_shown_again() -> None:
    response = given.response()
    form = filling.form_for(response, sent(ramp="yes", width="120", name__1="Олена", years__1="2,5", name__2="Іван"))
    assert form.is_valid()
    assert not filling.save_form(form, response, actor=make.actor(Role.HEAD), at=AT).refused
    assert queries.answers_of(response) == {
        ("ramp", 0): "yes", ("width", 0): 120, ("name", 1): "Олена", ("years", 1): "2.5", ("name", 2): "Іван",
    }  # fmt: skip
    drawn = page(filling.form_for(response))
    assert 'value="2,5"' in drawn
    assert "Рядок 3" in drawn
    assert filling.form_for(response, sent(ramp="yes", width="120", years__1="2.50")).is_valid()


def test_wrong_input_is_kept_and_explained() -> None:
    form = filling.form_for(given.response(), sent(ramp="yes", width="ширина"))
    assert not form.is_valid()
    assert form.errors["q-0-width"] == ["Напишіть ціле число, наприклад 12."]
    assert "ширина" in page(form)
    narrow = filling.form_for(given.response(), sent(ramp="yes", width="0"))
    assert narrow.errors["q-0-width"] == ["Відповідь не відповідає умові. Перевірте її."]
    forged = filling.form_for(given.response(), sent(ramp="maybe"))
    assert forged.errors["q-0-ramp"] == ["Такого варіанта немає. Оберіть зі списку."]


def test_a_draft_may_be_saved_with_gaps_and_says_what_is_missing() -> None:
    response = given.response()
    form = filling.form_for(response, sent(ramp="yes"))
    assert form.is_valid()
    assert form.missing == ["Питання width"]
    assert not form.require_complete()
    assert form.errors["q-0-width"] == ["Дайте відповідь на це питання."]


def test_an_answer_is_taken_back_and_not_applicable_is_one() -> None:
    response = given.response()
    _fill(response, ramp="yes", width="100")
    form = filling.form_for(response, sent(width=""))
    assert form.changes == {("width", 0): None}
    data = sent(ramp="yes")
    data["q-0-ramp-na"] = "on"
    assert filling.form_for(response, data).changes == {("ramp", 0): {"na": True}}
    unticked = QueryDict(mutable=True)
    unticked["q-0-ramp-shown"] = "1"
    assert filling.form_for(response, unticked).changes == {("ramp", 0): None}


def test_two_windows_are_joined() -> None:
    """Each changed another question: both stand, though the second window still shows the old answer to the first."""
    response = _two()
    opened = filling.form_for(response).revision
    _fill(response, a="перше")
    late = filling.form_for(response, sent(a="", b="друге", revision=opened))
    assert late.is_valid()
    filling.save_form(late, response, actor=make.actor(Role.HEAD), at=AT)
    assert queries.answers_of(response) == {("a", 0): "перше", ("b", 0): "друге"}


def test_one_question_answered_differently_shows_both() -> None:
    response = _two()
    opened = filling.form_for(response).revision
    _fill(response, a="їхнє")
    late = filling.form_for(response, sent(a="моє", b="", revision=opened))
    assert not late.is_valid()
    assert [(one.mine, one.theirs) for one in late.differences] == [("моє", "їхнє")]
    assert f'name="revision" value="{late.revision}"' in page(late)
    again = filling.form_for(response, sent(a="моє", b="", revision=late.revision))
    assert again.is_valid()
    assert again.changes == {("a", 0): "моє"}


def test_defaults_are_offered_and_saved_when_sent() -> None:
    made = document(asked("a", "integer", default=7), asked("b"))
    response = given.response(version=given.published(made=made))
    form = filling.form_for(response)
    assert form["q-0-a"].initial == 7
    later = filling.form_for(response, sent(a="7", b="", revision=form.revision))
    assert later.changes == {("a", 0): "7"}


def test_what_was_proposed_is_shown_with_its_source_and_a_locked_one_is_closed() -> None:
    response = given.response(version=given.published(made=document(yes_no("a", prefill_policy="lock"), asked("b"))))
    proposal = Proposal(
        code="a", value="yes", source=Source.OPERATIONAL, reference={"metric": "ramps", "period": "2025"}, as_of=AT
    )
    services.propose_answers(response=response, proposals=[proposal], actor=make.actor(Role.HEAD), at=AT)
    form = filling.form_for(response)
    assert form.fields["q-0-a"].disabled
    assert "Відповідь узято із запису: <strong>Так</strong>, ramps, 2025, станом на 02.03.2026" in page(form)


def test_words_of_an_author_are_only_words() -> None:
    evil = "<script>alert(1)</script>"
    made = document(
        asked("a", labels={"uk": evil}, hint={"uk": evil}, why={"uk": evil}), asked("n", "note", labels={"uk": evil}),
        asked("s", "select_one", choices="l"), choices={"l": [{"code": "x", "labels": {"uk": evil}}]},
    )  # fmt: skip
    assert evil not in page(filling.FillingForm(document=made))


def test_labels_say_answers_to_other_questions() -> None:
    made: Document = document(asked("who"), asked("n", "note", labels={"uk": "Вітаємо, ${who}!"}))
    assert "Вітаємо, —!" in page(filling.FillingForm(document=made))
    assert "Вітаємо, Олено!" in page(filling.FillingForm(sent(who="Олено"), document=made))


def test_a_page_may_show_a_part() -> None:
    form = filling.form_for(given.response(), only={"years"})
    assert names(form) == ["q-1-years"]


def test_choices_of_a_long_list_and_many() -> None:
    listed = [{"code": f"c{n}", "labels": {"uk": f"Варіант {n}"}} for n in range(12)]
    made = document(
        asked("a", "select_one", choices="l"), asked("b", "select_multiple", choices="l"), choices={"l": listed}
    )
    form = filling.FillingForm(sent(a="c3", b=["c2", "c1"]), document=made)
    assert form.is_valid()
    assert form.changes == {("a", 0): "c3", ("b", 0): ["c2", "c1"]}
    assert "<select" in page(form)


def test_dates_are_read_as_people_write_them() -> None:
    made = document(asked("d", "date"))
    assert filling.FillingForm(sent(d="5.9.2026"), document=made).changes == {("d", 0): "2026-09-05"}
    assert not filling.FillingForm(sent(d="31.02.2026"), document=made).is_valid()


def _two() -> Response:
    return given.response(version=given.published(made=document(asked("a"), asked("b"))))


def _fill(response: Response, **said: Any) -> None:
    services.save_answers(
        response=response,
        answers={(code, 0): value for code, value in said.items()},
        actor=make.actor(Role.HEAD),
        at=AT,
    )
