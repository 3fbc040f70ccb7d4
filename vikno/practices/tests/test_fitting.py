"""Whoever was not chosen reads what fits what it lacked: events to come, open calls, practices; and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests import factories as make
from tests import for_assessments as its
from tests import for_events, for_practices
from tests import for_programmes as calls
from tests import for_selection as choose
from tests.held import held
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.assessments import queries as assessments
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.practices import fitting
from vikno.programmes.enums import CallState
from vikno.selection import outcomes
from vikno.selection.fitting import fitting_for
from vikno.selection.models import OwnResult

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _refused(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    with held(django_db_blocker):
        yield _told()


@pytest.fixture
def refused(_refused: int) -> OwnResult:
    """A hromada whose attached self-assessment has a gap in premises (E), not chosen; bound to it."""
    return OwnResult.objects.get(pk=_refused)


def _told() -> int:
    with for_events.bound(make.FOREIGN):
        row = its.handed_in(its.assessment(make.FOREIGN), but={"E1": 0})
        annex = assessments.annex_of(row)
    made, decision = choose.decided(marks=(3, 1))
    second = made.proposals[1]
    type(second).objects.filter(pk=second.pk).update(assessment=annex)
    choose.publish(made, decision)
    tenancy.bind_programme(None)
    tenancy.bind(make.FOREIGN)
    return int(OwnResult.objects.get(decision=decision, hromada_id=make.FOREIGN).pk)


def lay_things() -> None:
    with for_events.bound():
        for_events.event(title="Про доступність", dimensions=["E", "D"])
        for_events.event(title="Про гроші", dimensions=["I"])
        for_events.draft(title="Ще чернетка", dimensions=["E"])
        for_practices.published(title="Пандус без кошторису", topics=["inclusion"])
        for_practices.published(title="Ветерани", topics=["veterans"])
        for title, dimension, state in (
            ("Конкурс приміщень", "E", CallState.OPEN), ("Конкурс грошей", "I", CallState.OPEN),
            ("Минулий конкурс", "E", CallState.CLOSED),
        ):  # fmt: skip
            made = calls.call(state=CallState.DRAFT, title=title)
            made.tracks.get().criteria.update(dimension=dimension)
            calls.version(made)
            calls.put(made, state)


def test_what_fits_is_found_by_the_dimension_of_the_gap(refused: OwnResult) -> None:
    lay_things()
    tenancy.bind(make.FOREIGN)
    found = fitting_for(refused, at=now())
    assert found.needs == ["Приміщення і доступність"]
    assert [one.title for one in found.events] == ["Про доступність"]
    assert [one.title for one in found.practices] == ["Пандус без кошторису"]
    assert [one.title for one in found.calls] == ["Конкурс приміщень"]


def test_gaps_have_their_words_in_both_languages(refused: OwnResult) -> None:
    (gap,) = refused.told["gaps"]
    assert (gap["code"], gap["dimension"]) == ("E1", "E")
    assert all(len(gap[name]) == 2 and all(gap[name]) for name in ("title", "advice"))


def test_the_page_says_it_all_and_says_where_nothing_fits(refused: OwnResult) -> None:
    client, address = signed_in(make.membership(Role.HEAD, of=make.FOREIGN)), f"/selection/results/{refused.pk}/"
    empty = client.get(address).content.decode()
    assert empty.count("Зараз таких немає.") == 2
    assert refused.told["gaps"][0]["title"][0] in empty
    lay_things()
    full = client.get(address).content.decode()
    for title in ("Про доступність", "Пандус без кошторису", "Конкурс приміщень"):
        assert title in full
    for title in ("Про гроші", "Ветерани", "Конкурс грошей", "Минулий конкурс", "Ще чернетка"):
        assert title not in full


def test_another_model_means_something_else_by_the_same_letter(refused: OwnResult) -> None:
    annex = dict(refused.proposal.assessment or {})
    annex["framework"] = {**annex["framework"], "code": "other"}
    refused.proposal.assessment = annex
    assert [one["dimension"] for one in outcomes.gaps_of(refused.proposal)] == [""]


def test_every_topic_belongs_to_a_dimension_that_is_there() -> None:
    assert fitting.TOPICS.keys() <= assessments.own_dimensions().keys()


def test_an_event_says_what_it_is_about() -> None:
    with for_events.bound():
        shown = for_events.event(dimensions=["E", "was-once"])
    assert "Приміщення і доступність" in Client().get(f"/learning/e/{shown.number}/").content.decode()
