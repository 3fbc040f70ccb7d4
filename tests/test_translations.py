"""The interface is complete in both languages, and what it counts is counted as Ukrainian counts."""

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tools.messages import compile_all, problems


def test_every_message_has_its_english_and_every_plural_its_forms() -> None:
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("n", "counted"), [(0, "0 рядків"), (1, "1 рядок"), (2, "2 рядки"), (5, "5 рядків"), (11, "11 рядків"),
                       (12, "12 рядків"), (21, "21 рядок"), (22, "22 рядки"), (111, "111 рядків"), (125, "125 рядків")],
)  # fmt: skip
def test_ukrainian_counts(n: int, counted: str) -> None:
    with translation.override("uk"):
        assert ngettext("{n} рядок", "{n} рядків", n).format(n=n) == counted


def test_the_source_language_needs_no_catalogue() -> None:
    with translation.override("uk"):
        assert gettext("Послуги") == "Послуги"


def test_catalogues_are_compiled_before_the_suite() -> None:
    assert compile_all() == 0
