"""The page of terms in the docs says what the rules say today."""

from tools import terms_page
from vikno.cases.tests import examples


def test_the_page_is_up_to_date() -> None:
    assert terms_page.PAGE.read_text(encoding="utf-8") == terms_page.page(), "run `make terms`"


def test_every_example_stands_on_the_page() -> None:
    page = terms_page.page()
    for row in examples.read("example"):
        assert f"**{row['number']}. {row['what']}**" in page
    assert "звірити" in page
