"""What of a column of known words stands in a statement, and what never does."""

import pytest
from django.db import models
from django.db.models import CharField, F, Value

from vikno.cases.models import Case
from vikno.common.written import WrittenField


def asked(**conditions: object) -> tuple[str, tuple[object, ...]]:
    sql, values = Case.objects.filter(**conditions).order_by().values("pk").query.sql_with_params()
    return sql.partition(" WHERE ")[2], tuple(values)


def test_a_known_word_is_written_and_any_other_value_is_sent_beside() -> None:
    assert asked(state="issued") == ('"cases_case"."state" = \'issued\'', ())
    assert asked(state="issued'") == ('"cases_case"."state" = %s', ("issued'",))
    assert asked(state="") == ('"cases_case"."state" = %s', ("",))
    assert asked(state__in=["issued", "new"]) == ('"cases_case"."state" IN (\'issued\', %s)', ("new",))
    assert asked(state__startswith="iss")[1] == ("iss%",)


def test_a_condition_of_another_table_is_written_too() -> None:
    sql, values = asked(pk__in=Case.objects.filter(state="issued").values("pk"))
    assert "'issued'" in sql
    assert values == ()


def test_expressions_stay_what_they_are() -> None:
    assert asked(state=F("contact")) == ('"cases_case"."state" = ("cases_case"."contact")', ())
    assert asked(state=Value("issued'", CharField())) == ('"cases_case"."state" = %s', ("issued'",))


def test_in_the_database_it_is_an_ordinary_text() -> None:
    field = WrittenField(max_length=9, choices=[("new", "Нове"), ("old", "Старе")])
    assert field.deconstruct()[1] == "django.db.models.CharField"
    assert isinstance(field, models.CharField)


@pytest.mark.parametrize("word", ["o'clock", "100%s", "Ready", "", "two words", "1"])
def test_a_word_that_could_be_more_than_a_word_is_not_taken(word: str) -> None:
    with pytest.raises(ValueError, match="not written"):
        WrittenField(max_length=9, choices=[(word, "Слово")])
