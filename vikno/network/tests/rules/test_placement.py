"""Placed only when certain; otherwise the right place stands first in the queue, with its reasons."""

import pytest

from vikno.network.rules.addresses import parse_address
from vikno.network.rules.placement import MOST_CANDIDATES, Outcome, Placed, Undecided, place, with_neighbours
from vikno.network.tests.rules import gazetteers as g

GAZETTEER = g.fictional()
TAIL = "Калинівська територіальна громада, Надрічанська область"


def placed(address: str, name: str = "ЦНАП", *, is_main: bool = True) -> Outcome:
    return place(parse_address(address), name=name, is_main=is_main, gazetteer=GAZETTEER)


def remote(address: str, name: str) -> Outcome:
    return placed(address, name, is_main=False)


def first(outcome: Outcome) -> str:
    assert isinstance(outcome, Undecided)
    return outcome.candidates[0].code if outcome.candidates else ""


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (f"Миру, 1, м. Калинів, {TAIL}", g.KALYNIV),
        (f"Миру, 1, с. Великі Ставки, {TAIL}", g.STAVKY),
        (f"Миру, 1, с.Великі  ставки, {TAIL}", g.STAVKY),
        (f"Миру, 1, с. Соборне, {TAIL}", g.RENAMED),
        (f"{g.KALYNIV}", g.KALYNIV),
        ("с. Калинів, Калинівська громада, Загірська область", g.KALYNIV_ELSEWHERE),
        (f"Миру, 1, Великі Ставки, {TAIL}", g.STAVKY),
    ],
)
def test_hromada_and_settlement_named_exactly_are_placed(address: str, code: str) -> None:
    outcome = placed(address)
    assert isinstance(outcome, Placed)
    assert outcome.code == code


def test_the_code_speaks_before_everything_else() -> None:
    outcome = placed(f"{g.VERBIVKA}, Миру, 1, м. Калинів, {TAIL}")
    assert isinstance(outcome, Placed)
    assert (outcome.code, outcome.hromada, outcome.why) == (g.VERBIVKA, g.VERBA, ("code",))


def test_the_code_of_a_hromada_is_not_a_settlement() -> None:
    assert isinstance(placed(f"{g.KALYNA}, Миру, 1, {TAIL}"), Undecided)


def test_an_old_name_is_found() -> None:
    outcome = placed(f"Миру, 1, с. Жовтневе, {TAIL}")
    assert isinstance(outcome, Placed)
    assert outcome.code == g.RENAMED
    assert "old_name" in outcome.why


@pytest.mark.parametrize("kind", ["смт", "с-ще", "селище"])
def test_a_clear_kind_tells_namesakes_of_one_hromada_apart(kind: str) -> None:
    outcome = placed(f"Миру, 1, {kind} Мак, {TAIL}")
    assert isinstance(outcome, Placed)
    assert outcome.code == g.MAK_SETTLEMENT


@pytest.mark.parametrize("kind", ["с.", ""])
def test_namesakes_of_one_hromada_wait_for_a_person(kind: str) -> None:
    outcome = placed(f"Миру, 1, {kind} Мак, {TAIL}")
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "homonyms"
    assert {c.code for c in outcome.candidates[:2]} == {g.MAK, g.MAK_SETTLEMENT}
    assert outcome.hromada == g.KALYNA


def test_namesake_hromadas_are_told_apart_by_the_kind_of_their_council() -> None:
    outcome = remote("Миру, 1, Надрічанська область", "ВРМ с. Надрічне Вербівської сільської ради")
    assert isinstance(outcome, Placed)
    assert (outcome.code, outcome.hromada) == (g.NEAR_RIVER, g.VERBA)
    outcome = remote("Миру, 1, Надрічанська область", "ВРМ с. Самотнє Вербівської селищної ради")
    assert isinstance(outcome, Placed)
    assert outcome.code == g.LONELY


def test_namesake_hromadas_with_nothing_to_choose_by_wait() -> None:
    outcome = placed("Миру, 1, с. Вербівка, Вербівська територіальна громада, Надрічанська область")
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "homonym_hromadas"
    assert first(outcome) == g.VERBIVKA
    assert outcome.hromada == ""


def test_namesake_hromadas_are_told_apart_by_the_raion() -> None:
    outcome = placed("с. Самотнє, Вербівська територіальна громада, Вербівський район, Надрічанська область")
    assert isinstance(outcome, Placed)
    assert outcome.code == g.LONELY


def test_the_name_of_a_remote_workplace_fills_a_silent_address() -> None:
    outcome = remote("Миру, 1, Надрічанська область", "ВРМ с. Великі Ставки Центру послуг Калинівської міської ради")
    assert isinstance(outcome, Placed)
    assert (outcome.code, outcome.why) == (g.STAVKY, ("point_name", "council"))


def test_an_office_without_a_settlement_is_not_guessed_but_its_centre_stands_first() -> None:
    outcome = placed("Травнева, 4, Надрічанська область", "ЦНАП Калинівської міської ради")
    assert isinstance(outcome, Undecided)
    assert (outcome.reason, outcome.hromada) == ("no_settlement", g.KALYNA)
    assert outcome.candidates[0].code == g.KALYNIV
    assert set(outcome.candidates[0].why) == {"centre", "council"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Надрічне", g.NEAR_RIVER), ("Нардічне", g.NEAR_RIVER), ("Надричне", g.NEAR_RIVER), ("Ставкі", g.STAVKY_OF_VERBA)],
)
def test_a_misspelt_settlement_waits_with_the_right_one_first(written: str, meant: str) -> None:
    outcome = placed(f"Миру, 1, с. {written}, Надрічанська область", "ЦНАП Вербівської сільської ради")
    assert (outcome.code if isinstance(outcome, Placed) else first(outcome)) == meant
    if written != "Надрічне":
        assert isinstance(outcome, Undecided)
        assert outcome.reason == "unknown_settlement"
        assert "spelling" in outcome.candidates[0].why


def test_a_name_in_another_case_is_recognised_as_a_candidate() -> None:
    outcome = placed("проспект Миру, 20-А, Надрічанська область", "Центр надання адміністративних послуг м. Калинова")
    assert first(outcome) == g.KALYNIV


def test_a_name_that_contradicts_the_address_waits_with_the_named_village_first() -> None:
    outcome = remote(f"Молодіжна, 24, м. Калинів, {TAIL}", "ВРМ в с. Великі Ставки Калинівської міської ради")
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "name_disagrees"
    assert [c.code for c in outcome.candidates[:2]] == [g.STAVKY, g.KALYNIV]


def test_a_centre_that_lists_its_workplaces_does_not_contradict_its_address() -> None:
    name = "Відділ «ЦНАП» Калинівської міської ради. Віддалені робочі місця: с. Великі Ставки, с. Соборне."
    outcome = placed(f"Миру, 1, м. Калинів, {TAIL}", name)
    assert isinstance(outcome, Placed)
    assert outcome.code == g.KALYNIV


def test_a_workplace_of_several_villages_stands_where_its_address_says() -> None:
    outcome = remote(f"Миру, 1, с. Соборне, {TAIL}", "ВРМ сіл Соборне, Великі Ставки Калинівської міської ради")
    assert isinstance(outcome, Placed)
    assert outcome.code == g.RENAMED


def test_a_workplace_of_several_villages_without_an_address_waits() -> None:
    outcome = remote("Миру, 1, Надрічанська область", "ВРМ сіл Соборне, Великі Ставки Калинівської міської ради")
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "several_named"
    assert {c.code for c in outcome.candidates[:2]} == {g.RENAMED, g.STAVKY}


def test_a_council_of_another_hromada_than_the_address_names_waits() -> None:
    outcome = placed(f"Миру, 1, м. Калинів, {TAIL}", "ЦНАП Вербівської селищної ради")
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "name_disagrees"
    assert outcome.hromada == ""


def test_a_village_without_any_hromada_waits_even_if_its_name_is_rare() -> None:
    outcome = placed("с. Самотнє, Миру, 1, Надрічанська область", "Віддалене робоче місце")
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "no_hromada"
    assert first(outcome) == g.LONELY


def test_a_city_that_its_oblast_has_once_is_placed_without_a_hromada() -> None:
    outcome = placed("м. Калинів, Миру, 1, Надрічанська область")
    assert isinstance(outcome, Placed)
    assert outcome.code == g.KALYNIV


def test_a_city_without_an_oblast_waits() -> None:
    assert isinstance(placed("м. Калинів, Миру, 1"), Undecided)


def test_a_city_of_special_status_is_its_own_hromada() -> None:
    outcome = placed("м. Столичне, вул. Миру, 1")
    assert isinstance(outcome, Placed)
    assert (outcome.code, outcome.hromada) == (g.BIG_CITY, g.BIG_CITY)


def test_an_unknown_hromada_waits() -> None:
    outcome = placed("с. Соборне, Вигадана територіальна громада, Надрічанська область")
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "unknown_hromada"
    assert first(outcome) == g.RENAMED


@pytest.mark.parametrize("district", ["Надрічненському", "Надрічнівському"])
def test_a_starostas_district_points_at_its_village(district: str) -> None:
    outcome = remote(
        "Миру, 1, Надрічанська область", f"ВРМ у {district} старостинському окрузі Вербівської сільської ради"
    )
    assert first(outcome) == g.NEAR_RIVER


def test_a_word_that_means_nothing_leaves_an_empty_queue_entry_not_a_guess() -> None:
    outcome = placed("десь там", "Пункт")
    assert isinstance(outcome, Undecided)
    assert all(c.score < 40 for c in outcome.candidates)


def test_never_more_candidates_than_keys() -> None:
    many = [g.place(f"UA970200100{n:02}0000050", "C", f"Макарівка-{n}", g.KALYNA) for n in range(10, 40)]
    gazetteer = type(GAZETTEER)(
        [g.place(g.OBLAST, "O", "Надрічанська", raion=""), g.place(g.KALYNA, "H", "Калинівська", g.KALYNA), *many]
    )
    outcome = place(parse_address(f"с. Макарівка, {TAIL}"), name="ЦНАП", is_main=True, gazetteer=gazetteer)
    assert isinstance(outcome, Undecided)
    assert len(outcome.candidates) == MOST_CANDIDATES


def test_neighbours_in_the_register_raise_candidates_of_their_hromada() -> None:
    doubtful = placed("с. Ставки, Надрічанська область", "Віддалене робоче місце")
    elsewhere = placed(f"м. Калинів, {TAIL}")
    beside = placed("с. Вербівка, Надрічанська область", "ЦНАП Вербівської сільської ради")
    ranked = with_neighbours([(10, doubtful), (11, beside), (900, elsewhere)])
    assert isinstance(ranked[0], Undecided)
    assert "neighbours" in ranked[0].candidates[0].why
    assert ranked[0].candidates[0].code == g.STAVKY_OF_VERBA
    assert ranked[1:] == [beside, elsewhere]


def test_neighbours_never_decide() -> None:
    doubtful = placed("Миру, 1, Надрічанська область", "Пункт")
    beside = placed(f"м. Калинів, {TAIL}")
    assert with_neighbours([(None, doubtful), (1, doubtful), (2, beside)])[:2] == [doubtful, doubtful]
