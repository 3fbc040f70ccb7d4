"""Component tags: defaults, refusals of wrong words, and nothing a person typed becomes markup."""

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from vikno.common import components as parts


@pytest.fixture(autouse=True)
def _ukrainian():
    with translation.override("uk"):
        yield


def draw(call: str, request=None, **facts) -> str:
    return " ".join(engines["django"].from_string("{% load vikno %}" + call).render(facts, request).split())


def test_a_status_the_style_does_not_know_is_refused():
    with pytest.raises(ValueError, match="status_tag"):
        draw('{% status_tag "Подано" kind="purple" %}')


def test_typed_text_stays_text():
    evil = "<script>alert(1)</script>"
    for call in (
        "{% status_tag evil %}",
        "{% page_header evil caption=evil lead=evil %}",
        "{% notice evil title=evil %}",
        "{% empty_state evil text=evil %}",
        "{% number_display evil evil note=evil %}",
        "{% meter 5 evil text=evil %}",
        "{% summary_list rows %}",
        "{% timeline entries label=evil %}",
        "{% checklist items %}",
        "{% candidates found label=evil %}",
        "{% steps names current=1 %}",
        "{% table_wrap label=evil %}{{ evil }}{% endtable_wrap %}",
        "{% summary %}{% summary_row key=evil hint=evil %}{{ evil }}{% endsummary_row %}{% endsummary %}",
        "{% notice_block title=evil %}{{ evil }}{% endnotice_block %}",
        "{% map_panel data_url=evil label=evil %}",
        "{% kbd evil %}",
    ):
        drawn = draw(
            call,
            evil=evil,
            rows=[(evil, evil, "/x", evil)],
            entries=[{"title": evil, "who": evil, "text": evil}],
            items=[{"text": evil, "reason": evil}],
            found=[{"text": evil, "note": evil, "value": evil}],
            names=[evil],
        )
        assert "<script>" not in drawn, call


def test_an_empty_fact_is_said_not_blank():
    assert "не зазначено" in draw("{% summary_list rows %}", rows=[("Пошта", "")])
    assert "не зазначено" in draw("{% summary %}{% summary_row key='Пошта' %} {% endsummary_row %}{% endsummary %}")


def test_zero_is_a_fact():
    assert "<dd" in draw("{% summary_list rows %}", rows=[("Справ", 0)])
    assert "не зазначено" not in draw("{% summary_list rows %}", rows=[("Справ", 0)])


def test_pages_keep_the_filters():
    request = RequestFactory().get("/cases/", {"state": "open", "page": "2"})
    drawn = draw("{% pagination page %}", request=request, page=Paginator(range(200), 50).page(2))
    assert 'href="?state=open&amp;page=3"' in drawn
    assert "Показано 51–100 з 200 рядків" in drawn
    assert 'aria-current="page"' in drawn


def test_one_page_has_no_pager_and_no_rows_nothing():
    assert "<nav" not in draw("{% pagination page %}", page=Paginator(range(3), 50).page(1))
    assert draw("{% pagination page %}", page=Paginator([], 50).page(1)) == ""


@pytest.mark.parametrize(("n", "words"), [(1, "1 рядок"), (3, "3 рядки"), (11, "11 рядків"), (121, "121 рядок")])
def test_rows_are_counted_in_ukrainian(n, words):
    assert draw("{% rows_count n %}", n=n) == words


def test_an_undo_is_a_post_with_a_token():
    request = RequestFactory().get("/")
    drawn = draw('{% notice "Передано" kind="success" undo_url="/undo/" %}', request=request)
    assert '<form method="post" action="/undo/">' in drawn
    assert "csrfmiddlewaretoken" in drawn


def test_steps_say_where_we_are():
    drawn = draw("{% steps names current=2 %}", names=["Заявник", "Послуга", "Документи"])
    assert drawn.count("c-steps__item--done") == 1
    assert 'c-steps__item--current" aria-current="step">Послуга' in drawn


def test_times_are_told_in_kyiv_time():
    entry = parts.TimelineEntry("Прийнято", at=datetime(2026, 7, 1, 9, 5, tzinfo=UTC))
    assert "01.07.2026 12:05" in draw("{% timeline entries %}", entries=[entry])
    assert "01.07.2026 <" not in draw(
        "{% timeline entries %}", entries=[parts.TimelineEntry("Строк", at=date(2026, 7, 1))]
    )


def test_digits_are_given_to_the_first_nine():
    drawn = draw("{% candidates found %}", found=[{"text": f"Людина {n}"} for n in range(12)])
    assert drawn.count("data-key=") == 9


def test_a_wrong_key_of_an_entry_is_refused_by_name():
    with pytest.raises(TypeError, match="titel"):
        draw("{% timeline entries %}", entries=[{"titel": "Прийнято"}])


def test_a_date_in_words():
    assert draw("{{ day|date_words }}", day=date(2026, 9, 5)) == "5 вересня 2026 року"
    with translation.override("en"):
        assert draw("{{ day|date_words }}", day=date(2026, 9, 5)) == "5 September 2026"


def test_a_share_of_nothing_is_no_share():
    assert "0 %" in draw('{% meter 0 "Охоплення" maximum=0 %}')


def test_an_error_page_lives_without_the_manifest(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    assert draw("{% resilient_static 'css/none.css' %}") == "/static/css/none.css"
