"""What a hromada is by its centre: the settlement that the codifier numbers first."""

from typing import Any

import pytest

from tests import factories as make
from vikno.territories import queries
from vikno.territories.enums import Category
from vikno.territories.models import Unit
from vikno.territories.rules.kinds import kind_of_hromada


def test_a_kind_is_that_of_the_centre() -> None:
    assert [kind_of_hromada("H", category) for category in "MTXC"] == ["city", "settlement", "settlement", "village"]
    assert kind_of_hromada("K", "") == "city"
    assert kind_of_hromada("H", "") == ""


@pytest.mark.django_db
def test_many_at_once_by_one_question(django_assert_num_queries: Any) -> None:
    urban, bare, capital = "UA53020010000016768", "UA53020030000016768", "UA80000000000093317"
    for code in (urban, bare):
        make.hromada(code)
    make.unit(capital, name="Столиця", category=Category.SPECIAL_CITY)
    for code, category in (("UA53020010020016768", Category.VILLAGE), ("UA53020010010016768", Category.CITY)):
        make.unit(code, name="Садове", category=category, hromada_id=urban)
    with django_assert_num_queries(1):
        assert queries.kinds_of([urban, bare, capital]) == {urban: "city", bare: "", capital: "city"}
    Unit.objects.filter(pk="UA53020010010016768").update(removed_on="2026-01-01")
    assert queries.kinds_of([urban]) == {urban: ""}
