"""The codifier in memory: found by any spelling, within bounds, in the order of codes."""

import pytest

from vikno.network.rules.gazetteer import Gazetteer
from vikno.network.tests.rules import gazetteers as g

GAZETTEER = g.fictional()


def codes(found: object) -> list[str]:
    return sorted(place.code for place in found)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["Мак", "мак", "МАК", " Мак "])
def test_a_settlement_is_found_by_any_spelling(name: str) -> None:
    assert codes(GAZETTEER.settlements_named(name)) == [g.MAK, g.MAK_SETTLEMENT]


def test_names_of_the_past_are_found() -> None:
    assert codes(GAZETTEER.settlements_named("Жовтневе")) == [g.RENAMED]


def test_bounds_narrow_the_search() -> None:
    assert codes(GAZETTEER.settlements_named("Калинів")) == [g.KALYNIV, g.KALYNIV_ELSEWHERE]
    assert codes(GAZETTEER.settlements_named("Калинів", oblast=g.OBLAST)) == [g.KALYNIV]
    assert codes(GAZETTEER.settlements_named("Калинів", hromadas=[g.VERBA])) == []


@pytest.mark.parametrize("written", ["Надрічанська", "Надрічанської", "надрічанській"])
def test_an_oblast_is_found_in_any_case(written: str) -> None:
    assert GAZETTEER.oblast_named(written) == g.OBLAST


def test_an_unknown_oblast_is_nothing() -> None:
    assert GAZETTEER.oblast_named("Вигадана") == ""


def test_namesake_hromadas_are_all_found() -> None:
    assert codes(GAZETTEER.hromadas_named("вербівськ", g.OBLAST)) == [g.VERBA, g.VERBA_FAR]
    assert codes(GAZETTEER.hromadas_named("вербівськ", g.OTHER_OBLAST)) == []


def test_the_first_settlement_is_the_centre() -> None:
    centre = GAZETTEER.centre(g.KALYNA)
    assert centre is not None
    assert centre.code == g.KALYNIV
    assert GAZETTEER.centre("UA00") is None


def test_a_city_of_special_status_runs_itself() -> None:
    city = GAZETTEER.get(g.BIG_CITY)
    assert city is not None
    assert Gazetteer.hromada_of(city) == g.BIG_CITY
    assert codes(GAZETTEER.members(g.BIG_CITY)) == [g.BIG_CITY]


@pytest.mark.parametrize("written", ["Калинова", "Калинив", "Калинові"])
def test_similar_names_share_consonants_or_a_beginning(written: str) -> None:
    assert g.KALYNIV in codes(GAZETTEER.similar(written, oblast=g.OBLAST))


def test_raions_are_found_within_their_oblast() -> None:
    assert GAZETTEER.raions_named("Калинівський", g.OBLAST) == {g.RAION}
    assert GAZETTEER.raions_named("Калинівський", g.OTHER_OBLAST) == frozenset()
