import datetime as dt

import pytest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.common.clock import KYIV, NoSuchMoment, kyiv_moment, now, today
from vikno.common.errors import Refusal


class BagIsSealed(Refusal):
    code = "consignments.bag_is_sealed"
    message = _("Пакет {number} уже запечатано. Відкрийте новий.")


def test_a_refusal_names_itself_and_fills_its_sentence():
    refusal = BagIsSealed(number="{17}")
    assert refusal.code == "consignments.bag_is_sealed"
    assert refusal.facts == {"number": "{17}"}
    assert isinstance(refusal.message, Promise)
    assert str(refusal) == str(refusal.message) == "Пакет {17} уже запечатано. Відкрийте новий."


def test_a_refusal_may_bring_its_own_sentence_and_leaves_the_class_alone():
    assert str(Refusal("Немає паперу.")) == "Немає паперу."
    assert "{number}" in str(BagIsSealed.message)


def test_the_date_is_the_date_in_kyiv():
    assert today(dt.datetime(2026, 7, 1, 20, 59, tzinfo=dt.UTC)) == dt.date(2026, 7, 1)
    assert today(dt.datetime(2026, 7, 1, 21, 0, tzinfo=dt.UTC)) == dt.date(2026, 7, 2)
    assert today(dt.datetime(2026, 1, 1, 22, 0, tzinfo=dt.UTC)) == dt.date(2026, 1, 2)
    assert now().tzinfo is not None
    assert KYIV.key == "Europe/Kyiv"


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        today(dt.datetime(2026, 7, 1, 12, 0))  # noqa: DTZ001  the fault itself


def test_both_changes_of_the_clock_in_kyiv() -> None:
    spring, autumn = dt.date(2026, 3, 29), dt.date(2026, 10, 25)
    assert kyiv_moment(spring, dt.time(2, 59)) == dt.datetime(2026, 3, 29, 0, 59, tzinfo=dt.UTC)
    for hour in (dt.time(3, 0), dt.time(3, 30), dt.time(3, 59)):
        with pytest.raises(NoSuchMoment):
            kyiv_moment(spring, hour)
    assert kyiv_moment(spring, dt.time(4, 0)) == dt.datetime(2026, 3, 29, 1, 0, tzinfo=dt.UTC)
    assert kyiv_moment(spring, dt.time(18, 0)) == dt.datetime(2026, 3, 29, 15, 0, tzinfo=dt.UTC)
    assert kyiv_moment(autumn, dt.time(2, 30)) == dt.datetime(2026, 10, 24, 23, 30, tzinfo=dt.UTC)
    # 03:30 comes twice: the later one, so that nobody loses an hour.
    assert kyiv_moment(autumn, dt.time(3, 30)) == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    assert kyiv_moment(autumn, dt.time(18, 0)) == dt.datetime(2026, 10, 25, 16, 0, tzinfo=dt.UTC)
