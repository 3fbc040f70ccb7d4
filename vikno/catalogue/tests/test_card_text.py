"""HTML cards of old portals as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.catalogue.errors import CardFolderMissing
from vikno.catalogue.readers import cards_in, html_to_text
from vikno.catalogue.tests.world import unhurried


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Один</p><p>Два</p>", "Один\nДва"),
        ("Один<br>Два<br/>Три", "Один\nДва\nТри"),
        ("<ul><li>а<li>б</ul>", "• а\n• б"),
        ("<ol><li>а</li><li>б</li></ol>", "1. а\n2. б"),
        ("<ol><li>а<ul><li>в</li></ul></li><li>б</li></ol>", "1. а\n• в\n2. б"),
        ("<script>alert(1)</script><style>p{}</style>Текст", "Текст"),
        ("<a href='https://dmsu.gov.ua'>ДМС</a>", "ДМС (https://dmsu.gov.ua)"),
        ("<a href='javascript:alert(1)'>натисніть</a>", "натисніть"),
        ("<a href='/order/1'>замовити</a>", "замовити"),
        ("<a href='https://a.ua'>https://a.ua</a>", "https://a.ua"),
        ("Ціна&nbsp;&mdash; 5&nbsp;грн", "Ціна — 5 грн"),
        ("<p>&lt;script&gt;</p>", "<script>"),
        ("<ul><li></li><li>а</li></ul>", "• а"),
        ("  багато \n\t пробілів  ", "багато пробілів"),
        ("<p>не закрито", "не закрито"),
        ("", ""),
    ],
)
def test_text_of_a_card(html: str, text: str) -> None:
    assert html_to_text(html) == text


@unhurried
@given(st.text(alphabet="<>/abscriptlou =\"'&;!-\n", max_size=80))
def test_nothing_breaks_it(html: str) -> None:
    text = html_to_text(html)
    assert text == "\n".join(line for line in text.splitlines() if line.strip())


def test_one_card_may_serve_several_services(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    for name in ("176_177_179.html", "5.html", "readme.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    assert sorted(cards_in(folder)) == ["176", "177", "179", "5"]
    with pytest.raises(CardFolderMissing):
        cards_in(folder / "немає")
