"""Any card goes to JSON and back unchanged."""

import json
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vikno.catalogue.queries.exports import plain_json
from vikno.catalogue.readers import read_catalogue_file
from vikno.catalogue.readers.columns import joined
from vikno.catalogue.readers.columns import parts as parts_of
from vikno.catalogue.rules import ActLine, CardContent, CostLine, RequirementLine
from vikno.catalogue.tests.world import unhurried

_texts = st.text(max_size=30)
_sums = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2)
_requirements = st.builds(RequirementLine, name=_texts, name_en=_texts, condition=_texts, ground=_texts)
_costs = st.builds(
    CostLine, kind=st.sampled_from(["free", "amount", "index_share"]), amount=st.none() | _sums,
    percent=st.none() | st.decimals(Decimal("0.001"), Decimal(100), places=3), is_confirmed=st.booleans(),
)  # fmt: skip
_acts = st.builds(ActLine, title=_texts, url=_texts, is_confirmed=st.booleans())
_cards = st.builds(
    CardContent, authority=_texts, applicants=st.lists(_texts, max_size=3).map(tuple), is_immediate=st.booleans(),
    term_days=st.none() | st.integers(0, 3650), is_paused_by_martial_law=st.none() | st.booleans(), result=_texts,
    refusal_grounds=st.lists(_texts, max_size=3).map(tuple),
    requirements=st.lists(_requirements, max_size=3).map(tuple),
    costs=st.lists(_costs, max_size=3).map(tuple), acts=st.lists(_acts, max_size=3).map(tuple),
)  # fmt: skip


def told(card: CardContent) -> bytes:
    one: dict[str, Any] = {"code": "V-1", "name": "Послуга"}
    one["versions"] = [{"valid_from": "2026-01-01", "status": "draft", **asdict(card)}]
    return json.dumps({"format": "vikno-catalogue/1", "services": [one]}, default=plain_json).encode()


@unhurried
@given(_cards)
def test_a_card_comes_back_as_it_was(card: CardContent) -> None:
    read = read_catalogue_file(told(card)).services[0]
    assert read.content is not None
    assert CardContent(**read.content) == card
    assert set(read.content) == {field.name for field in fields(CardContent)}


@unhurried
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12).map(str.strip), min_size=1, max_size=4
    )
)
def test_parts_of_a_cell_come_back(texts: list[str]) -> None:
    assert parts_of(joined(*texts), len(texts))[: len(texts)] == texts
