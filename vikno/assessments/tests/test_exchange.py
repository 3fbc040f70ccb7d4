"""A model as a questionnaire and back, and both ways of counting one score."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests import factories as make
from tests import for_assessments as its
from vikno.assessments import errors, exchange, queries, rules, services
from vikno.assessments.framework import framework_of, own
from vikno.assessments.models import Assessment
from vikno.assessments.rules import Weighted
from vikno.common.clock import now
from vikno.questionnaires import engine
from vikno.questionnaires import services as questionnaires
from vikno.questionnaires.engine.crosswalk import Crossing
from vikno.questionnaires.errors import NoSuchVersion
from vikno.questionnaires.models import QuestionnaireVersion


def test_a_model_survives_the_way_there_and_back() -> None:
    document = exchange.questionnaire_of(own())
    assert engine.problems_of(document) == []
    again = engine.read(engine.canonical(document))
    assert framework_of(exchange.framework_json(again, code=own().code, edition=own().edition)) == own()


def test_the_engine_of_questionnaires_counts_the_same_scores() -> None:
    document, model = exchange.questionnaire_of(own()), own()
    levels = {one.code: (place * 7) % 4 for place, one in enumerate(model.questions) if place % 5}
    found = engine.scores(document, {(code, 0): f"l{level}" for code, level in levels.items()})
    weighed = [
        Weighted(
            code=one.code, dimension=one.dimension, weight=one.weight, level=levels.get(one.code),
            dimension_weight=model.dimension_by_code[one.dimension].weight,
        )
        for one in model.questions
    ]  # fmt: skip
    ours = rules.scores_of(weighed)
    assert ours.total.value == found.total.value
    assert (ours.total.known, ours.total.asked) == (found.total.known, found.total.asked)
    assert {code: one.value for code, one in ours.dimensions.items()} == {
        code: one.value for code, one in found.by_dimension.items()
    }


def test_what_a_model_cannot_have_is_named() -> None:
    document = exchange.questionnaire_of(own())
    lists = dict(document.choices)
    lists["levels_B1"] = tuple(replace(one, score=Decimal(1)) for one in lists["levels_B1"])
    with pytest.raises(ValueError, match="B1"):
        exchange.framework_json(replace(document, choices=lists), code="x", edition=1)
    text = replace(document.questions[0], kind=engine.Kind.TEXT, choices="")
    group = replace(document.items[0], items=(text,))  # type: ignore[type-var]
    with pytest.raises(ValueError, match="A1"):
        exchange.framework_json(replace(document, items=(group,)), code="x", edition=1)


def published(actor: Any, document: engine.Document) -> QuestionnaireVersion:
    version = questionnaires.create_questionnaire(
        code="own-model", title="Модель програми", organisation_id=actor.organisation_id, actor=actor, at=now(),
        document=document,
    )  # fmt: skip
    questionnaires.publish_version(version=version, actor=actor, at=now())
    return version


@pytest.mark.django_db
def test_a_programme_runs_a_round_by_its_own_model() -> None:
    make.hromada(make.OWN)
    chief = its.programme()
    document = exchange.questionnaire_of(own())
    lists = {name: listed for name, listed in document.choices.items() if name.startswith(("levels_A", "levels_B"))}
    version = published(chief, replace(document, items=document.items[:2], choices=lists))
    campaign = its.campaign(questionnaire=version.pk)
    assert campaign.framework.questionnaire_id == version.pk
    assert not campaign.framework.is_own
    row = Assessment.objects.get(round=campaign)
    sheet = queries.sheet_of(row, actor=its.head(), at=now())
    assert {line.question.dimension for line in sheet.lines} == {"A", "B"}
    with pytest.raises(NoSuchVersion):
        services.publish_framework(questionnaire=version.pk, actor=its.programme(make.FOREIGN), at=now())


@pytest.mark.django_db
def test_a_questionnaire_that_is_no_model_is_refused() -> None:
    chief = its.programme()
    text = engine.Question(code="why", kind=engine.Kind.TEXT, labels={"uk": "Чому?"})
    version = published(chief, engine.Document(code="m", title={"uk": "Інше"}, items=(text,)))
    with pytest.raises(errors.FrameworkDamaged):
        services.publish_framework(questionnaire=version.pk, actor=chief, at=now())


@pytest.mark.django_db
def test_our_model_is_shared_with_programmes_once() -> None:
    its.programme()
    first = services.share_own_framework(at=now())
    assert services.share_own_framework(at=now()) == first
    assert first.questionnaire.organisation_id is None


def test_a_crosswalk_carries_levels_over() -> None:
    older = exchange.questionnaire_of(own())
    turned = {f"l{level}": f"l{3 - level}" for level in range(4)}
    lines = [
        Crossing(kind="same", old=("A1",), new=("A1",)),
        Crossing(kind="rescaled", old=("A2",), new=("A3",), table=turned),
        Crossing(kind="renamed", old=("A4",), new=("A5",)),
        Crossing(kind="dropped", old=("B1",)),
    ]
    assert exchange.crosswalk_json(lines, older=older, newer=older) == {
        "A1": {"to": "A1", "levels": [0, 1, 2, 3]}, "A2": {"to": "A3", "levels": [3, 2, 1, 0]},
    }  # fmt: skip
