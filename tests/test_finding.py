"""A choice among hundreds by words: nothing typed is lost, nothing is saved while somebody looks."""

import re
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from tests import factories as make
from vikno.common.finding import SHOWN, FindingForm, FoundMany, FoundOne, containing
from vikno.territories.enums import Category
from vikno.territories.models import Unit

pytestmark = pytest.mark.django_db


class Asking(FindingForm):
    note = forms.CharField(label="Нотатка")
    one = FoundOne(label="Громада", required=False, empty_label="жодна")
    many = FoundMany(label="Громади")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.filter(name__startswith="Місто").order_by("name")
        for name in ("one", "many"):
            self.offer(
                name,
                rows,
                find=lambda words: rows.filter(pk__in=containing(rows.values_list("pk", "name"), words)),
                label=lambda unit: unit.name,
            )


@pytest.fixture
def towns() -> list[Unit]:
    """Thirty of them: «Місто 01» … «Місто 30»."""
    return [make.unit(f"UA0502001000{n:07d}", name=f"Місто {n:02d}", category=Category.CITY) for n in range(1, 31)]


def asked(**said: Any) -> Asking:
    data = QueryDict(mutable=True)
    for name, value in said.items():
        data.setlist(name.replace("_", "-"), value if isinstance(value, list) else [value])
    return Asking(data)


def labels(form: Asking, name: str) -> list[str]:
    return re.findall(r"Місто \d\d|жодна", str(form[name]))


def test_at_first_ten_of_them_and_a_field_to_look(towns: list[Unit]) -> None:
    form = Asking(initial={"one": towns[20].pk, "many": [towns[25]]})
    assert labels(form, "one") == ["жодна", "Місто 21", *(f"Місто {n:02d}" for n in range(1, SHOWN + 1))]
    assert labels(form, "many")[0] == "Місто 26"
    assert "Показано 10 із 29" in str(form["many"])


def test_what_is_looked_for_is_shown_with_all_that_was_typed(towns: list[Unit]) -> None:
    chosen = str(towns[4].pk)
    form = asked(note="Моє", many=[chosen], many_words="місто 2", many_looked="", many_find="1")
    assert not form.is_valid()
    assert labels(form, "many") == ["Місто 05", "Місто 02", "Місто 12", *(f"Місто {n}" for n in range(20, 28))]
    shown = str(form)
    assert f'value="{chosen}" checked' in shown
    assert "Моє" in shown
    assert "govuk-error-message" not in shown
    assert 'name="many-looked" value="місто 2"' in shown


def test_words_that_were_not_looked_for_are_a_question_whatever_was_pressed(towns: list[Unit]) -> None:
    sent = {"note": "Моє", "one": str(towns[0].pk), "many": [str(towns[1].pk)]}
    assert not asked(**sent, one_words="місто 3").is_valid()
    again = asked(**sent, one_words=" місто  3", one_looked="місто 3")
    assert again.is_valid()
    assert (again.cleaned_data["one"], list(again.cleaned_data["many"])) == (towns[0], [towns[1]])


def test_nothing_found_and_hostile_values_are_said_not_raised(towns: list[Unit]) -> None:
    assert "нічого не знайдено" in str(asked(many_words="\x00%' OR <b>")["many"])
    sent = {"note": "Моє", "one": "1 OR 1", "many": ["\x00", "999999999999999999999999"]}
    form = asked(**sent)
    assert not form.is_valid()
    assert set(form.errors) == {"one", "many"}


def test_few_are_plain_ticks() -> None:
    make.unit("UA05020010000000001", name="Місто 01", category=Category.CITY)
    assert "c-filter" not in str(Asking())


def test_a_key_outside_of_what_is_offered_is_refused(towns: list[Unit]) -> None:
    other = make.unit("UA05020010000000099", name="Село", category=Category.VILLAGE)
    assert not asked(note="Моє", many=[str(other.pk)]).is_valid()
