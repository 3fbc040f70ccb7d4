"""Life-event bundles: read from files, taken once, never over what a steward has changed."""

import datetime as dt

import pytest

from vikno.catalogue import queries, services
from vikno.catalogue.errors import (
    BundleChangedMeanwhile,
    BundleFileRefused,
    BundleIsEmpty,
    BundleLineTwice,
    BundleQuestionInUse,
    MayNotEditCatalogue,
)
from vikno.catalogue.models import EventBundle
from vikno.catalogue.readers.bundles import read_bundles
from vikno.catalogue.rules import BundleWords
from vikno.common.actors import Actor

AT = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)
SYSTEM = Actor.system()


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    return {bundle.code: bundle for bundle in read_bundles()}


def test_four_turns_of_life_with_sources_and_none_called_confirmed(told: dict[str, object]) -> None:
    assert set(told) == {"birth", "veteran", "moving", "death"}
    for bundle in read_bundles():
        assert bundle.source.startswith("https://"), bundle.code
        assert not bundle.is_confirmed, bundle.code
        asked = {question.code for question in bundle.questions}
        assert asked == {line.question for line in bundle.lines if line.question}, bundle.code


@pytest.mark.django_db
def test_they_come_with_the_seed_and_twice_change_nothing() -> None:
    services.load_seed(actor=SYSTEM, at=AT)
    assert len(queries.bundles_in_force(AT.date())) == 4
    birth = EventBundle.objects.get(code="birth")
    assert birth.lines.order_by("order").first().gives  # type: ignore[union-attr]
    report = services.load_bundles(actor=SYSTEM, at=AT)
    assert (report.added, report.changed, len(report.unchanged)) == ([], [], 4)
    assert EventBundle.objects.get(code="birth").version == 1


@pytest.mark.django_db
def test_a_steward_s_change_outlives_the_next_loading() -> None:
    services.load_seed(actor=SYSTEM, at=AT)
    birth = EventBundle.objects.get(code="birth")
    lines = [
        (line.service_id, line.question.code if line.question else "", line.note)
        for line in birth.lines.select_related("question").order_by("order").exclude(service__code="V-TAX-01")
    ]
    questions = list(birth.questions.order_by("order").values_list("code", "text"))
    words = BundleWords(
        facts={"name": "Малюк", "is_confirmed": True}, questions=[*questions, ("", "Чи є авто?")], lines=lines,
    )  # fmt: skip
    services.change_bundle(bundle=birth, version=1, words=words, actor=SYSTEM, at=AT)
    assert services.load_bundles(actor=SYSTEM, at=AT).kept == ["birth"]
    kept = EventBundle.objects.get(code="birth")
    assert (kept.name, kept.is_confirmed, kept.version) == ("Малюк", True, 2)
    assert not kept.lines.filter(service__code="V-TAX-01").exists()
    assert kept.lines.order_by("order").first().gives  # type: ignore[union-attr]
    assert kept.questions.get(text="Чи є авто?").code == "q1"
    with pytest.raises(BundleChangedMeanwhile) as refusal:
        services.change_bundle(bundle=birth, version=1, words=words, actor=SYSTEM, at=AT)
    assert refusal.value.theirs.name == "Малюк"


@pytest.mark.django_db
def test_a_file_is_taken_whole_or_refused_with_reasons() -> None:
    services.load_seed(actor=SYSTEM, at=AT)
    text = 'code = "school"\nlife_event = "birth"\nname = "Школа"\nsource = "рішення"\nvalid_from = 2026-01-01\n'
    with pytest.raises(BundleFileRefused, match="немає жодної послуги"):
        services.import_bundle(text=text, actor=SYSTEM, at=AT)
    with pytest.raises(BundleFileRefused, match="немає послуги V-XXX"):
        services.import_bundle(text=text + '[[service]]\ncode = "V-XXX"\n', actor=SYSTEM, at=AT)
    with pytest.raises(BundleFileRefused, match="не TOML"):
        services.import_bundle(text="code = ", actor=SYSTEM, at=AT)
    report = services.import_bundle(text=text + '[[service]]\ncode = "00034"\n', actor=SYSTEM, at=AT)
    assert report.added == ["school"]


@pytest.mark.django_db
def test_an_officer_does_not_change_bundles() -> None:
    with pytest.raises(MayNotEditCatalogue):
        services.import_bundle(
            text='code = "x"\nlife_event = "birth"\nname = "x"\nsource = "x"\nvalid_from = 2026-01-01\n'
            '[[service]]\ncode = "00034"\n',
            actor=Actor(user_id=1, name="Хтось", role="officer", hromada_code="UA1"), at=AT,
        )  # fmt: skip


@pytest.mark.django_db
def test_a_bundle_without_sense_is_not_saved() -> None:
    services.load_seed(actor=SYSTEM, at=AT)
    birth = EventBundle.objects.get(code="birth")
    service = birth.lines.order_by("order").first().service_id  # type: ignore[union-attr]

    def change(*lines: tuple[int, str, str]) -> None:
        words = BundleWords(facts={}, questions=[], lines=lines)
        services.change_bundle(bundle=birth, version=1, words=words, actor=SYSTEM, at=AT)

    with pytest.raises(BundleIsEmpty):
        change()
    with pytest.raises(BundleLineTwice):
        change((service, "", ""), (service, "", "ще раз"))
    with pytest.raises(BundleQuestionInUse):
        change((service, "married", ""))
    birth.refresh_from_db()
    assert birth.version == 1
