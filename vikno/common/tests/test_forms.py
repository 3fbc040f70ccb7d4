"""Golden markup of the form renderer, and the fields every context shares."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import formset_factory
from django.template import engines
from django.utils import translation

from vikno.common.forms import AmountField, DayField, DayPartsField, GovukRenderer, Radios, Ticks, parse_date
from vikno.common.gallery.samples import WRONG_ANSWERS, SampleForm


class Undefined:
    def __contains__(self, item):
        return True

    def __mod__(self, name):
        raise AssertionError(f"template variable is not defined: {name}")


@pytest.fixture(autouse=True)
def _strict_form_templates(monkeypatch):
    from django.forms.renderers import get_default_renderer

    monkeypatch.setattr(get_default_renderer().engine.engine, "string_if_invalid", Undefined())


@pytest.fixture(autouse=True)
def _ukrainian():
    with translation.override("uk"):
        yield


def markup(field: forms.Field, data: str | None = None, **more) -> str:
    """The whole group of one field, in one line."""
    form_class = type("OneForm", (forms.Form,), {"answer": field, **more})
    form = form_class() if data is None else form_class({"answer": data})
    return one_line(form["answer"].as_field_group())


def one_line(html: str) -> str:
    return re.sub(r"\s+(</|>)", r"\1", re.sub(r">\s+<", "><", " ".join(html.split())))


def test_a_line_of_text():
    field = forms.CharField(
        label="Прізвище", help_text="Як у паспорті", widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    assert markup(field) == (
        '<div class="govuk-form-group">'
        '<label class="govuk-label" for="id_answer">Прізвище</label>'
        '<div class="govuk-hint" id="id_answer_helptext">Як у паспорті</div>'
        '<input type="text" name="answer" autocomplete="family-name" aria-describedby="id_answer_helptext"'
        ' class="govuk-input" id="id_answer"></div>'
    )


def test_an_error_is_said_beside_the_field_and_read_with_it():
    html = markup(forms.CharField(label="Прізвище", help_text="Як у паспорті"), "")
    assert html.startswith('<div class="govuk-form-group govuk-form-group--error">')
    assert (
        '<p class="govuk-error-message" id="id_answer_error">'
        '<span class="govuk-visually-hidden">Помилка:</span> Заповніть це поле.</p>'
    ) in html
    assert 'aria-describedby="id_answer_helptext id_answer_error"' in html
    assert 'aria-invalid="true"' in html
    assert "govuk-input--error" in html
    assert " required" not in html


def test_an_optional_field_says_so():
    assert "(необов'язково)</span></label>" in markup(forms.CharField(label="Пошта", required=False))
    assert "c-optional" not in markup(forms.CharField(label="Пошта", required=False), optional_marks=False)


def test_radios_are_a_named_group():
    html = markup(
        forms.ChoiceField(
            label="Як повідомити?",
            choices=[("sms", "Телефоном"), ("post", "Поштою")],
            widget=Radios(hints={"post": "До 5 днів"}),
        ),
        "post",
    )
    assert '<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend">Як повідомити?</legend>' in html
    assert (
        '<div class="govuk-radios__item"><input class="govuk-radios__input" id="id_answer_1" type="radio" name="answer"'
        ' value="post" checked aria-describedby="id_answer_1_hint">'
        '<label class="govuk-label govuk-radios__label" for="id_answer_1">Поштою</label>'
        '<div class="govuk-hint govuk-radios__hint" id="id_answer_1_hint">До 5 днів</div></div>'
    ) in html


def test_a_group_may_be_the_heading_of_the_page():
    html = markup(forms.ChoiceField(label="Куди?", choices=[("a", "А")], widget=Radios), heading_fields=("answer",))
    assert '<h1 class="govuk-fieldset__heading">Куди?</h1>' in html


def test_ticks_keep_what_was_chosen():
    field = forms.MultipleChoiceField(choices=[("a", "А"), ("b", "Б")], widget=Ticks)
    form = type("OneForm", (forms.Form,), {"answer": field})({"answer": ["b"]})
    assert str(form["answer"]).count("checked") == 1
    assert 'class="govuk-checkboxes" data-module="govuk-checkboxes"' in str(form["answer"])


def test_a_single_tick_has_its_label_after_it():
    html = markup(forms.BooleanField(label="Згоден"))
    assert html.index("<input") < html.index("<label")
    assert 'class="govuk-checkboxes__input"' in html


def test_a_list_speaks_instead_of_dashes():
    html = markup(forms.ChoiceField(choices=[("", "---------"), ("1", "Офіс")]))
    assert "Оберіть зі списку" in html
    assert 'class="govuk-select"' in html


def test_whole_numbers_are_typed_as_digits_not_spun():
    html = markup(forms.IntegerField(min_value=1))
    assert 'type="text" inputmode="numeric"' in html
    assert "min=" not in html


def test_a_password_can_be_looked_at():
    html = markup(forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})))
    assert 'data-module="govuk-password-input"' in html
    assert 'autocomplete="current-password"' in html
    assert "govuk-js-password-input-input" in html


def test_a_file_already_there_can_be_taken_away():
    field = forms.FileField(required=False)
    there = SimpleUploadedFile("a.pdf", b"x")
    there.url = "/files/a"  # type: ignore[attr-defined]
    form = type("OneForm", (forms.Form,), {"answer": field})(initial={"answer": there})
    html = form["answer"].as_field_group()
    assert 'href="/files/a"' in html
    assert 'name="answer-clear"' in html
    assert "<fieldset" not in html


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (forms.CharField(), "Заповніть це поле."),
        (forms.BooleanField(), "Поставте позначку, щоб продовжити."),
        (forms.ChoiceField(choices=[("a", "А")], widget=Radios), "Оберіть один варіант."),
        (forms.MultipleChoiceField(choices=[("a", "А")], widget=Ticks), "Позначте хоча б один варіант."),
        (forms.FileField(), "Додайте файл."),
    ],
)
def test_a_missing_answer_is_asked_for_by_what_one_does(field, words):
    assert words in markup(field, "")


def test_words_chosen_by_the_form_stay():
    field = forms.CharField(error_messages={"required": "Назвіть послугу."})
    assert "Назвіть послугу." in markup(field, "")


def test_every_line_of_the_summary_leads_to_a_control():
    form = SampleForm(WRONG_ANSWERS, prefix="wrong")
    summary = engines["django"].from_string("{% load vikno %}{% error_summary form %}").render({"form": form})
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == len(form.errors)
    drawn = str(form)
    for target in targets:
        assert f'id="{target}"' in drawn


def test_a_summary_of_a_sound_form_is_empty():
    form = type("OneForm", (forms.Form,), {"answer": forms.CharField()})({"answer": "так"})
    assert (
        engines["django"].from_string("{% load vikno %}{% error_summary form %}").render({"form": form}).strip() == ""
    )


def test_a_summary_of_a_formset_names_each_field():
    one = type("OneForm", (forms.Form,), {"answer": forms.CharField(label="Назва")})
    forms_ = formset_factory(one, min_num=1, validate_min=True)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-answer": ""}
    )
    summary = engines["django"].from_string("{% load vikno %}{% error_summary form %}").render({"form": forms_})
    assert 'href="#id_form-0-answer"' in summary


def test_text_of_people_is_never_markup():
    html = markup(forms.CharField(), '"><script>alert(1)</script>')
    assert "<script>" not in html


@pytest.mark.parametrize(
    "text",
    ["05.09.1961", "5.9.1961", "5/9/1961", "05-09-1961", "05 09 1961", "05091961", "1961-09-05", " 05.09.1961 р."],
)
def test_a_date_as_people_write_it(text):
    assert DayField().clean(text) == date(1961, 9, 5)


@pytest.mark.parametrize("text", ["31.02.1961", "1961", "05.09.61", "вчора", "00.00.0000", "0509196"])
def test_a_date_that_is_not_there(text):
    assert parse_date(text) is None
    with pytest.raises(forms.ValidationError):
        DayField().clean(text)


def test_a_date_is_said_back_the_same_in_both_languages():
    for language in ("uk", "en"):
        with translation.override(language):
            form = type("OneForm", (forms.Form,), {"answer": DayField()})(initial={"answer": date(1961, 9, 5)})
            assert 'value="05.09.1961"' in str(form["answer"])


def test_a_date_in_three_fields():
    field = DayPartsField()
    assert field.clean(["5", "9", "1961"]) == date(1961, 9, 5)
    for wrong in (["31", "2", "1961"], ["5", "9", "61"], ["5", "", "1961"]):
        with pytest.raises(forms.ValidationError):
            field.clean(wrong)
    assert DayPartsField(required=False).clean(["", "", ""]) is None


@pytest.mark.parametrize("text", ["1 234,50", "1234.50", "1\u00a0234,5"])
def test_an_amount_with_a_comma_or_a_point(text):
    assert AmountField().clean(text) == Decimal("1234.5")


def test_an_amount_is_said_back_with_a_comma():
    form = type("OneForm", (forms.Form,), {"answer": AmountField()})(initial={"answer": Decimal("12.50")})
    assert 'value="12,50"' in str(form["answer"])
    assert "step" not in str(form["answer"])


def test_a_drop_down_list_escapes_what_people_wrote():
    widget = forms.Select(
        choices=[("", "---------"), ("Села", [('"<b>', "<script>alert(1)</script>"), ("2", "Б'юків")])]
    )
    drawn = widget.render("place", "2", attrs={"id": "place"}, renderer=GovukRenderer())
    assert '<option value="">Оберіть зі списку</option>' in drawn
    assert '<optgroup label="Села">' in drawn
    assert '<option value="&quot;&lt;b&gt;">&lt;script&gt;alert(1)&lt;/script&gt;</option>' in drawn
    assert '<option value="2" selected>Б&#x27;юків</option>' in drawn


class Remembered(forms.Form):
    is_on_own_device = True

    answer = forms.CharField()


class Forgotten(forms.Form):
    answer = forms.CharField(widget=forms.Textarea)
    phone = forms.CharField(widget=forms.TelInput)
    code = forms.CharField(widget=forms.TextInput({"autocomplete": "one-time-code"}))
    password = forms.CharField(widget=forms.PasswordInput)


def test_a_browser_forgets_what_is_typed_at_a_desk_and_remembers_a_residents_own_words() -> None:
    drawn = {field.name: str(field) for field in Forgotten()}
    said = {name: re.findall(r'autocomplete="([^"]*)"', html) for name, html in drawn.items()}
    assert said == {"answer": ["off"], "phone": ["off"], "code": ["one-time-code"], "password": []}
    assert "autocomplete" not in str(Remembered()["answer"])
