"""The public files beside the repository, when they are there."""

import datetime as dt
from pathlib import Path

import pytest

from vikno.common.actors import Actor
from vikno.territories import services
from vikno.territories.models import Boundary, Edition, OldCode, Population, Unit, UnitName

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


@pytest.fixture
def mapped(shared_data):
    """The codifier of 2025 and the boundaries, loaded."""
    take(shared_data / "katottg" / "kodifikator-2025-05-16.3oblasts.csv")
    take(shared_data / "katottg" / "katottg-koatuu.3oblasts.csv")
    return services.import_boundaries(path=shared_data / "geo" / "raion-hromadas", actor=Actor.system(), at=AT)


def test_boundaries(shared_data):
    take(shared_data / "katottg" / "kodifikator-2025-05-16.3oblasts.csv")
    mapped = services.import_boundaries(path=shared_data / "geo", actor=Actor.system(), at=AT)
    assert mapped.counts["added"] == 402
    assert Boundary.objects.filter(unit__category="H").count() == 177
    assert Boundary.objects.filter(unit__category="P").count() == 12
    assert mapped.counts["labels"] == 374
    exclave = [str(problem.reason) for problem in mapped.refused if "UA32" in str(problem.reason)]
    assert len(exclave) == 1, "a hromada of an oblast that is not loaded, filed under a raion of ours"
    again = services.import_boundaries(path=shared_data / "geo", actor=Actor.system(), at=AT)
    assert not again.has_changed


def test_postal_indexes(mapped, shared_data):
    path = shared_data / "settlements" / "geonames-postal.3oblasts.txt"
    report = services.import_postcodes(path=path, actor=Actor.system(), at=AT)
    elsewhere = report.refused_total - report.counts["unmatched"]
    assert elsewhere == 549
    assert report.counts["added"] > 4000
    assert report.counts["located"] > 3400
    assert not services.import_postcodes(path=path, actor=Actor.system(), at=AT).has_changed


def test_polling_stations(mapped, shared_data):
    path = shared_data / "demand" / "polling-stations-2019.3oblasts.csv"
    report = services.import_stations(path=path, actor=Actor.system(), at=AT)
    assert (report.counts["added"], report.counts["unknown"], report.refused_total) == (3885, 5, 0)


def test_population(shared_data):
    take(shared_data / "katottg" / "kodifikator-2025-05-16.3oblasts.csv")
    folder = shared_data / "population"
    table = services.import_population(
        path=folder / "hromada-population-2022.3oblasts.csv", actor=Actor.system(), at=AT
    )
    assert table.counts["added"] == 177
    workbook = services.import_population(path=folder / "naselennia-stat-vik-2022.xlsx", actor=Actor.system(), at=AT)
    assert workbook.counts["added"] == 3
    assert Population.objects.get(unit__name="Полтавська", unit__category="O").total > 1_000_000


DAMAGES = {
    "conflict": lambda lines: [
        *lines[:40],
        "<<<<<<< HEAD",
        *lines[40:60],
        "=======",
        *lines[60:80],
        ">>>>>>> x",
        *lines[80:],
    ],
    "exponent": lambda lines: [*lines[:40], lines[40].replace(lines[40].split(";")[3], "5,302E+16"), *lines[41:]],
    "cut": lambda lines: [*lines[:-1], lines[-1][:70]],
    "wrong width": lambda lines: [*lines[:40], lines[40] + ";", *lines[41:]],
    "mangled code": lambda lines: [*lines[:40], lines[40].replace(lines[40].split(";")[3], "UA80"), *lines[41:]],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_copies_of_the_codifier_are_refused_whole(shared_data, tmp_path, damage):
    source = (shared_data / "katottg" / "kodifikator-2025-05-16.3oblasts.csv").read_text(encoding="utf-8")
    path = tmp_path / "kodifikator-2025-05-17.csv"
    path.write_text("\r\n".join(DAMAGES[damage](source.splitlines())), encoding="utf-8")
    report = take(path)
    assert report.exit_code == 2
    assert report.refused[0].line in (41, 4999)
    assert not Unit.objects.exists()


def test_the_codifier_in_another_encoding_is_refused(shared_data, tmp_path):
    source = (shared_data / "katottg" / "kodifikator-2025-05-16.3oblasts.csv").read_text(encoding="utf-8")
    path = tmp_path / "kodifikator-2025-05-17.csv"
    path.write_bytes(source.encode("cp1251"))
    assert "windows-1251" in str(take(path))
