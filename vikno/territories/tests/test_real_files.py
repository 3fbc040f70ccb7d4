"""The public files beside the repository, when they are there."""

import datetime as dt
from pathlib import Path

import pytest

from vikno.common.actors import Actor
from vikno.territories import services
from vikno.territories.models import Edition, OldCode, Unit, UnitName

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)


def take(path: Path, edition_on: dt.date | None = None) -> services.ImportReport:
    return services.import_territories(path=path, edition_on=edition_on, actor=Actor.system(), at=AT)


def test_both_editions_of_the_codifier(shared_data):
    old, new = (shared_data / "katottg" / f"kodifikator-{name}.3oblasts.csv" for name in ("2022", "2025-05-16"))
    first = take(old)
    assert first.exit_code == 0
    assert first.counts["added"] == 4998
    second = take(new)
    assert {name: second.counts[name] for name in ("added", "removed", "renamed", "recategorised", "moved")} == {
        "added": 0, "removed": 0, "renamed": 29, "recategorised": 73, "moved": 0,
    }  # fmt: skip
    assert second.counts["unchanged"] == 4896
    assert UnitName.objects.count() == 102
    again = take(new)
    assert not again.has_changed
    assert again.counts["unchanged"] == 4998
    assert Edition.objects.count() == 2
    assert Unit.objects.filter(category="T").count() == 0


def test_the_older_edition_after_the_newer_gives_names_of_the_past(shared_data):
    old, new = (shared_data / "katottg" / f"kodifikator-{name}.3oblasts.csv" for name in ("2022", "2025-05-16"))
    take(new)
    names = dict(Unit.objects.values_list("code", "name"))
    report = take(old)
    assert report.counts["old_names"] == 102
    assert dict(Unit.objects.values_list("code", "name")) == names
    assert set(UnitName.objects.values_list("valid_to", flat=True)) == {dt.date(2025, 5, 16)}
    assert not take(old).has_changed


def test_old_codes(shared_data):
    take(shared_data / "katottg" / "kodifikator-2025-05-16.3oblasts.csv")
    table = shared_data / "katottg" / "katottg-koatuu.3oblasts.csv"
    report = take(table)
    assert report.kind == "old_codes"
    assert report.counts["added"] == OldCode.objects.count() == 4998
    assert report.refused_total == 2
    assert not take(table).has_changed
